//! Invitations: how a joiner gets an account without anybody else knowing the password.

use super::{
    administer::{check_not_above, check_roles, may_administer},
    password,
    secret::{self, Secret},
    session::Signed,
    totp,
};
use crate::{
    App, Cx,
    events::{EventKind, body},
    ports::{Invitation, NewAccount, NewInvitation, Tx},
    refusal::Refusal,
};
use domain::{
    account::{Account, Email},
    ids::{AccountId, AgencyId},
    role::Roles,
    section::Purpose,
    text::Line,
};
use jiff::SignedDuration;
use serde_json::json;

/// An invitation can be used this long.
const LIFE: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Who is invited, as what.
#[derive(Debug, Clone)]
pub struct Invite {
    /// The name that colleagues will see.
    pub name: Line,
    /// The address to sign in with.
    pub email: Email,
    /// The roles.
    pub roles: Roles,
}

/// An invitation made: its secret goes into a link that is handed over once.
pub struct Invited {
    /// The account that waits.
    pub account: AccountId,
    /// The secret of the link.
    pub secret: Secret,
}

/// What a joiner chooses.
#[derive(Clone)]
pub struct AcceptInvitation {
    /// The secret of the link.
    pub secret: String,
    /// The password.
    pub password: String,
    /// The second factor's secret, as the form got it.
    pub sealed_totp: String,
    /// A code from it.
    pub code: String,
}

/// Invites a joiner to the administrator's agency.
///
/// # Errors
/// [`Refusal::Invalid`] when the address has an account already.
pub async fn invite(app: &App, signed: &Signed, command: Invite) -> Result<Invited, Refusal> {
    may_administer(app, signed)?;
    invite_to(app, signed, signed.agency.id, command).await
}

/// Invites a joiner to `agency`. The caller has made sure that the actor may.
pub(crate) async fn invite_to(
    app: &App,
    signed: &Signed,
    agency: AgencyId,
    command: Invite,
) -> Result<Invited, Refusal> {
    check_roles(signed, command.roles)?;
    let mut cx = app.write(&signed.viewer, Purpose::Administration, "invite a colleague").await?;
    let account = Account {
        id: cx.id(),
        agency,
        name: command.name,
        email: command.email,
        roles: command.roles,
        closed_at: None,
    };
    let (id, body) = (account.id, body::account(&account));
    let new = NewAccount { account, password_hash: None, totp_sealed: None };
    if !cx.tx.insert_account(&new, cx.at).await? {
        return Err(Refusal::field("email", "taken", "This email address already has an account"));
    }
    let event = cx.partnership_event(EventKind::AccountInvited, id.0, body);
    cx.append(event);
    let secret = put_invitation(&mut cx, id).await?;
    cx.answer(Invited { account: id, secret }).await
}

/// A new link for somebody whose account waits, or who lost password and second factor. It is the only one that works;
/// their sessions and tokens end.
///
/// # Errors
/// [`Refusal::NotFound`] for an account of another agency, or a closed one.
pub async fn reinvite(app: &App, signed: &Signed, id: AccountId) -> Result<Invited, Refusal> {
    may_administer(app, signed)?;
    let mut cx = app.write(&signed.viewer, Purpose::Administration, "invite again").await?;
    let account = cx.tx.account(signed.agency.id, id).await?.filter(|a| a.closed_at.is_none());
    let account = account.ok_or(Refusal::NotFound)?;
    check_not_above("account", signed, &account)?;
    shut_out(app, &mut *cx.tx, id).await?;
    let event = cx.partnership_event(EventKind::AccountInvited, id.0, json!({ "again": true }));
    cx.append(event);
    let secret = put_invitation(&mut cx, id).await?;
    cx.answer(Invited { account: id, secret }).await
}

/// Ends whatever else opens the account: whoever lost their secrets may have lost them to somebody.
async fn shut_out(app: &App, tx: &mut dyn Tx, account: AccountId) -> Result<(), Refusal> {
    let now = app.wall_now();
    tx.end_sessions(account, None, now).await?;
    tx.revoke_tokens(account, now).await?;
    Ok(tx.withdraw_invitations(account, now).await?)
}

async fn put_invitation(cx: &mut Cx<'_>, account: AccountId) -> Result<Secret, Refusal> {
    let secret = Secret::new(&*cx.app.chance);
    let now = cx.app.wall_now();
    let invitation = NewInvitation {
        id: cx.id(),
        account,
        secret_hash: secret.hash(),
        at: now,
        expires_at: now.saturating_add(LIFE).unwrap_or(now),
    };
    cx.tx.insert_invitation(&invitation).await?;
    Ok(secret)
}

/// The invitation behind a link, while it can be used.
///
/// # Errors
/// [`Refusal::NotFound`] when it is unknown, used, or too old.
pub async fn invitation(app: &App, presented: &str) -> Result<Invitation, Refusal> {
    let mut tx = app.store.read().await?;
    let found = tx.invitation(&secret::hash(presented)).await?;
    tx.end().await?;
    let now = app.wall_now();
    found
        .filter(|i| i.used_at.is_none() && now < i.expires_at && i.account.closed_at.is_none())
        .ok_or(Refusal::NotFound)
}

/// The joiner sets password and second factor; recovery codes are handed out once.
///
/// # Errors
/// [`Refusal::Invalid`] for an easy password or a wrong code.
pub async fn accept_invitation(app: &App, command: AcceptInvitation) -> Result<Vec<String>, Refusal> {
    let found = invitation(app, &command.secret).await?;
    let account = &found.account;
    password::check_rules("password", &command.password, account.email.as_str())?;
    let authenticator = totp::check_new(app, account.id, &command.sealed_totp, &command.code)?;
    let hash = password::hash_password(app, &command.password).await?;
    let mut tx = app.store.write().await?;
    if !tx.use_invitation(found.id, app.wall_now()).await? {
        return Err(Refusal::NotFound);
    }
    shut_out(app, &mut *tx, account.id).await?;
    tx.set_password(account.id, &hash).await?;
    authenticator.put(&mut *tx, account.id).await?;
    let codes = totp::replace_codes(app, &mut *tx, account.id).await?;
    let opened = crate::events::NewEvent {
        id: app.id(),
        chain: crate::events::Chain::Partnership(app.partnership),
        kind: EventKind::AccountOpened,
        section: None,
        sent_to: None,
        subject: Some(account.id.0),
        stamp: domain::stamp::Stamp { at: app.now(), by: account.id, agency: account.agency },
        purpose: Purpose::Administration,
        body: body::account(account),
        salt: crate::chance::salt(&*app.chance),
    };
    tx.append_events(vec![opened]).await?;
    tx.commit().await?;
    Ok(codes)
}
