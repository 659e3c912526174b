//! API tokens: hashed at rest, scoped, expiring.

use super::{password::check_present, secret, secret::Secret, session::Signed};
use crate::{
    App,
    events::EventKind,
    ports::{NewToken, TokenLine},
    refusal::Refusal,
};
use domain::{codes, ids::TokenId, section::Purpose, text::Line};
use jiff::SignedDuration;
use serde_json::json;

codes! {
    /// What a token may be used for. It never goes beyond the roles of its account.
    Scope {
        PeopleRead = "people:read", "Read people";
        PeopleWrite = "people:write", "Create and correct people, add notes";
        ReferralsRead = "referrals:read", "Read referrals";
        ReferralsWrite = "referrals:write", "Make and answer referrals";
        CourtRead = "court:read", "Read the court list";
        CourtWrite = "court:write", "Load court lists, decide whose an entry is";
        AgreementsRead = "agreements:read", "Read agreements to share";
        AgreementsWrite = "agreements:write", "Draft agreements, send them for review, suspend, review and end them";
    }
}

/// How tokens begin, so that a leaked one is recognised.
const PREFIX: &str = "tc_";
/// The longest life of a token, in days.
const MOST_DAYS: u16 = 366;
/// Tokens that one page lists.
const LISTED: u32 = 100;

/// A token to be made for one's own account.
#[derive(Debug, Clone)]
pub struct CreateToken {
    /// What it is for.
    pub name: Line,
    /// What it may be used for.
    pub scopes: Vec<Scope>,
    /// Its life in days, 1 to 366.
    pub days: u16,
}

/// Makes a token for whoever is signed in and types the present password again: a session left open makes no token that
/// outlives it.
///
/// # Errors
/// As [`create_token`]; [`Refusal::Invalid`] for a wrong password, [`Refusal::TooMany`] with the seconds to wait.
pub async fn create_own_token(
    app: &App,
    signed: &Signed,
    present: &str,
    command: CreateToken,
) -> Result<(TokenId, String), Refusal> {
    check_present(app, signed, "password", present).await?;
    create_token(app, signed, command).await
}

/// Makes a token for the account, for the agency that it acts for now; the secret is handed out once. The caller has made sure that it is the account's owner
/// who asks, or somebody who acts on the machine itself.
///
/// # Errors
/// [`Refusal::Invalid`] without a scope, or for a life that is too short or too long.
pub async fn create_token(
    app: &App,
    signed: &Signed,
    command: CreateToken,
) -> Result<(TokenId, String), Refusal> {
    if command.scopes.is_empty() {
        return Err(Refusal::field("scopes", "required", "Select what the token may be used for"));
    }
    if command.days == 0 || command.days > MOST_DAYS {
        return Err(Refusal::field("days", "out_of_range", "Days must be between 1 and 366"));
    }
    let secret = Secret::new(&*app.chance);
    let mut cx = app.write(&signed.viewer, Purpose::Administration, "create a token").await?;
    let now = app.wall_now();
    let life = SignedDuration::from_hours(24 * i64::from(command.days));
    let scopes: Vec<String> = command.scopes.iter().map(|scope| scope.code().to_owned()).collect();
    let token = NewToken {
        id: cx.id(),
        account: signed.account.id,
        name: command.name,
        secret_hash: secret.hash(),
        scopes: scopes.clone(),
        secondment: signed.acting,
        at: now,
        expires_at: now.saturating_add(life).unwrap_or(now),
    };
    cx.tx.insert_token(&token).await?;
    let event = cx.partnership_event(EventKind::TokenCreated, token.id.0, json!({ "scopes": scopes }));
    cx.append(event);
    cx.answer((token.id, format!("{PREFIX}{}", secret.reveal()))).await
}

/// Whose token this is, if it is in use.
pub async fn token(app: &App, presented: &str) -> Result<Option<Signed>, Refusal> {
    let Some(presented) = presented.strip_prefix(PREFIX) else { return Ok(None) };
    let Some(found) = app.store.token(&secret::hash(presented)).await? else { return Ok(None) };
    let usable =
        found.revoked_at.is_none() && found.account.closed_at.is_none() && app.wall_now() < found.expires_at;
    let left = found.last_day.is_some_and(|last| last < app.today());
    if !usable || left {
        return Ok(None);
    }
    let scopes = found.scopes.iter().filter_map(|code| Scope::from_code(code).ok()).collect();
    let signed = match (found.secondment, found.acting) {
        (None, _) => Signed::new(found.account, found.agency),
        (Some(_), Some(under)) if under.in_force_on(app.today()) => Signed::seconded(found.account, under),
        // Made for an agency for which its owner does not act today: it stands for nobody, and never for the other one.
        (Some(_), _) => return Ok(None),
    };
    Ok(Some(Signed { scopes: Some(scopes), ..signed }))
}

/// Tokens of the account, newest first.
pub async fn tokens(app: &App, signed: &Signed) -> Result<Vec<TokenLine>, Refusal> {
    let mut cx = app.read(&signed.viewer, Purpose::Administration, "list tokens").await?;
    let lines = cx.tx.tokens(signed.account.id, LISTED).await?;
    cx.answer(lines).await
}

/// Revokes a token of the account.
///
/// # Errors
/// [`Refusal::NotFound`] when it is not a token of theirs in use.
pub async fn revoke_token(app: &App, signed: &Signed, token: TokenId) -> Result<(), Refusal> {
    let mut cx = app.write(&signed.viewer, Purpose::Administration, "revoke a token").await?;
    if !cx.tx.revoke_token(signed.account.id, token, app.wall_now()).await? {
        return Err(Refusal::NotFound);
    }
    let event = cx.partnership_event(EventKind::TokenRevoked, token.0, json!({}));
    cx.append(event);
    cx.answer(()).await
}
