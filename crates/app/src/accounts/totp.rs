//! Second factors: time-based codes (RFC 6238), each used once, and recovery codes on paper.

use super::{password::check_present, secret, session::Signed};
use crate::{
    App,
    chance::Chance,
    events::EventKind,
    keys::WrongKey,
    ports::{Credentials, StoreError, Tx},
    refusal::Refusal,
};
use domain::{ids::AccountId, section::Purpose};
use serde_json::json;
use std::fmt::Write;
use totp_rs::{Builder, Secret as TotpSecret, Totp};

/// Bytes of a secret (RFC 4226 recommends 20).
const BYTES: usize = 20;
/// Recovery codes that one account holds.
const RECOVERY: usize = 10;
/// Letters and digits that nobody mistakes for each other on paper.
const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// What somebody needs to set an authenticator up.
#[derive(Clone)]
pub struct TotpSetup {
    /// The secret in base 32, to be typed.
    pub base32: String,
    /// The `otpauth:` address, to be opened on the telephone.
    pub uri: String,
    /// The secret itself, sealed for this account: the form sends it back.
    pub sealed_hex: String,
}

/// A new secret for `account`, not yet in use.
///
/// # Errors
/// [`Refusal::Store`] when sealing fails.
pub fn begin_totp(app: &App, account: AccountId, email: &str) -> Result<TotpSetup, Refusal> {
    let mut bytes = [0; BYTES];
    app.chance.fill(&mut bytes);
    let totp = totp(&bytes, email)?;
    Ok(TotpSetup {
        base32: totp.secret().to_base32(),
        uri: totp.to_url().map_err(|_| wrong_key(WrongKey))?,
        sealed_hex: hex(&seal_totp(app, account, &bytes)?),
    })
}

/// Takes the secret of [`begin_totp`] into use once the present password and a code from it were typed; former recovery
/// codes are replaced, and the code signs nobody in once more.
///
/// # Errors
/// [`Refusal::Invalid`] for a wrong password or code; [`Refusal::TooMany`] with the seconds to wait.
pub async fn confirm_totp(
    app: &App,
    signed: &Signed,
    present: &str,
    sealed_hex: &str,
    code: &str,
) -> Result<Vec<String>, Refusal> {
    check_present(app, signed, "present", present).await?;
    let new = check_new(app, signed.account.id, sealed_hex, code)?;
    let mut cx = app.write(&signed.viewer, Purpose::Administration, "change a second factor").await?;
    new.put(&mut *cx.tx, signed.account.id).await?;
    let codes = replace_codes(app, &mut *cx.tx, signed.account.id).await?;
    let event =
        cx.partnership_event(EventKind::SecretChanged, signed.account.id.0, json!({ "what": "totp" }));
    cx.append(event);
    cx.answer(codes).await
}

/// A secret that was shown to work.
pub(super) struct Confirmed {
    sealed: Vec<u8>,
    step: i64,
}

impl Confirmed {
    /// Takes it into use. The step of the code that confirmed it is used up.
    pub(super) async fn put(&self, tx: &mut dyn Tx, account: AccountId) -> Result<(), Refusal> {
        tx.set_totp(account, &self.sealed).await?;
        tx.use_totp_step(account, self.step).await?;
        Ok(())
    }
}

/// The sealed secret that the form sent back, if the code fits it.
pub(super) fn check_new(
    app: &App,
    account: AccountId,
    sealed_hex: &str,
    code: &str,
) -> Result<Confirmed, Refusal> {
    let again = || Refusal::field("code", "wrong", "Enter the code that your authenticator shows now");
    let sealed = unhex(sealed_hex).ok_or_else(again)?;
    let bytes = app.keys.open(&place(account), &sealed).map_err(|_| again())?;
    let step = step_of(app, &bytes, code)?.ok_or_else(again)?;
    Ok(Confirmed { sealed, step })
}

/// Puts new recovery codes in place of the former ones, and hands them out once.
///
/// # Errors
/// [`Refusal::Invalid`] for a wrong password; [`Refusal::TooMany`] with the seconds to wait.
pub async fn new_recovery_codes(app: &App, signed: &Signed, present: &str) -> Result<Vec<String>, Refusal> {
    check_present(app, signed, "present", present).await?;
    let mut cx = app.write(&signed.viewer, Purpose::Administration, "new recovery codes").await?;
    let codes = replace_codes(app, &mut *cx.tx, signed.account.id).await?;
    let event =
        cx.partnership_event(EventKind::SecretChanged, signed.account.id.0, json!({ "what": "recovery" }));
    cx.append(event);
    cx.answer(codes).await
}

pub(super) async fn replace_codes(
    app: &App,
    tx: &mut dyn Tx,
    account: AccountId,
) -> Result<Vec<String>, Refusal> {
    let codes: Vec<String> = (0..RECOVERY).map(|_| recovery_code(&*app.chance)).collect();
    let hashes: Vec<[u8; 32]> = codes.iter().map(|code| recovery_hash(account, code)).collect();
    tx.set_recovery_codes(account, &hashes).await?;
    Ok(codes)
}

/// Uses up a code of either kind; `false` when it is wrong or was used before.
pub(super) async fn use_code(
    app: &App,
    tx: &mut dyn Tx,
    found: &Credentials,
    code: &str,
) -> Result<bool, Refusal> {
    let account = found.account.id;
    if let Some(sealed) = &found.totp_sealed {
        let bytes = app.keys.open(&place(account), sealed).map_err(wrong_key)?;
        if let Some(step) = step_of(app, &bytes, code)? {
            return Ok(tx.use_totp_step(account, step).await?);
        }
    }
    Ok(tx.use_recovery_code(account, &recovery_hash(account, code), app.wall_now()).await?)
}

/// The code that an authenticator with this sealed secret shows now: for demonstrations, whose secrets are no secret.
///
/// # Errors
/// [`Refusal::Store`] when the key file does not fit.
pub fn current_code(app: &App, account: AccountId, sealed: &[u8]) -> Result<String, Refusal> {
    let bytes = app.keys.open(&place(account), sealed).map_err(wrong_key)?;
    let code = totp(&bytes, "demonstration")?.generate(seconds(app));
    Ok(code.to_string())
}

/// Seals a secret for one account.
///
/// # Errors
/// [`Refusal::Store`] when sealing fails.
pub fn seal_totp(app: &App, account: AccountId, bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    let mut nonce = [0; 24];
    app.chance.fill(&mut nonce);
    app.keys.seal(&nonce, &place(account), bytes).map_err(wrong_key)
}

fn totp(bytes: &[u8], email: &str) -> Result<Totp, Refusal> {
    let name: String = email.chars().filter(|c| *c != ':').collect();
    Builder::new()
        .with_secret(TotpSecret::from(bytes.to_vec()))
        .with_account_name(name)
        .with_issuer(Some("Throughcare"))
        .build()
        .map_err(|_| wrong_key(WrongKey))
}

fn step_of(app: &App, bytes: &[u8], code: &str) -> Result<Option<i64>, Refusal> {
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(None);
    }
    let step = totp(bytes, "check")?.check(&digits, seconds(app));
    Ok(step.map(|step| i64::try_from(step).unwrap_or(i64::MAX)))
}

fn seconds(app: &App) -> u64 {
    u64::try_from(app.wall_now().as_second()).unwrap_or(0)
}

fn place(account: AccountId) -> String {
    format!("account/{account}/totp")
}

fn recovery_code(chance: &dyn Chance) -> String {
    let mut bytes = [0; 12];
    chance.fill(&mut bytes);
    let letters: Vec<char> =
        bytes.iter().filter_map(|b| ALPHABET.get(usize::from(b % 32)).map(|c| char::from(*c))).collect();
    letters.chunks(4).map(|part| part.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

fn recovery_hash(account: AccountId, code: &str) -> [u8; 32] {
    let plain: String = code.to_uppercase().chars().filter(char::is_ascii_alphanumeric).collect();
    secret::hash(&format!("recovery/{account}/{plain}"))
}

fn wrong_key(error: WrongKey) -> Refusal {
    Refusal::Store(StoreError::Failed(Box::new(error)))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        let _ = write!(text, "{byte:02x}"); // Writing to a string cannot fail.
        text
    })
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u32>> = text.chars().map(|c| c.to_digit(16)).collect();
    let digits = digits.filter(|digits| digits.len().is_multiple_of(2))?;
    digits
        .chunks(2)
        .map(|pair| match pair {
            [high, low] => u8::try_from(high * 16 + low).ok(),
            _ => None,
        })
        .collect()
}
