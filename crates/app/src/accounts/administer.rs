//! Joiners, movers and leavers of one agency.

use super::session::Signed;
use crate::{App, events::EventKind, refusal::Refusal};
use domain::{
    account::Account,
    ids::AccountId,
    role::{Role, Roles},
    section::Purpose,
};
use gate::Action;
use serde_json::json;

/// One page of an agency's accounts.
#[derive(Debug, Clone)]
pub struct AccountPage {
    /// The accounts, by name.
    pub accounts: Vec<Account>,
    /// Where the next page begins.
    pub next: Option<(String, AccountId)>,
}

/// Whether the account may administer its agency's accounts.
///
/// # Errors
/// [`Refusal::Role`] when it may not.
pub fn may_administer(app: &App, signed: &Signed) -> Result<(), Refusal> {
    let action = Action::ManageAccounts;
    app.gate.permit_role(&signed.viewer, action).map_err(|no| Refusal::forbidden(action, no))
}

/// Accounts of the administrator's agency.
pub async fn list(
    app: &App,
    signed: &Signed,
    after: Option<(String, AccountId)>,
    limit: u32,
) -> Result<AccountPage, Refusal> {
    may_administer(app, signed)?;
    let mut cx = app.read(&signed.viewer, Purpose::Administration, "list accounts").await?;
    let mut accounts = cx.tx.accounts(signed.agency.id, after, limit.saturating_add(1)).await?;
    let more = accounts.len() > limit as usize;
    accounts.truncate(limit as usize);
    let next = if more { accounts.last().map(|a| (a.name.to_string(), a.id)) } else { None };
    cx.answer(AccountPage { accounts, next }).await
}

/// One account of the administrator's agency.
///
/// # Errors
/// [`Refusal::NotFound`] for an account of another agency.
pub async fn one(app: &App, signed: &Signed, id: AccountId) -> Result<Account, Refusal> {
    may_administer(app, signed)?;
    let mut cx = app.read(&signed.viewer, Purpose::Administration, "read an account").await?;
    let account = cx.tx.account(signed.agency.id, id).await?.ok_or(Refusal::NotFound)?;
    cx.answer(account).await
}

/// A mover: other roles from now on. Nobody widens their own: a second pair of eyes gives what opens more.
///
/// # Errors
/// [`Refusal::Invalid`] without a role, or for a role that is not this administrator's to give.
pub async fn change_roles(app: &App, signed: &Signed, id: AccountId, roles: Roles) -> Result<(), Refusal> {
    may_administer(app, signed)?;
    check_roles(signed, roles)?;
    if id == signed.account.id && !roles.has(Role::AgencyAdministrator) {
        return Err(Refusal::field("roles", "own", "Ask another administrator to take this role from you"));
    }
    let mut cx = app.write(&signed.viewer, Purpose::Administration, "change roles").await?;
    let account = cx.tx.account(signed.agency.id, id).await?.ok_or(Refusal::NotFound)?;
    check_not_above("roles", signed, &account)?;
    if id == signed.account.id && roles.iter().any(|role| !account.roles.has(role)) {
        return Err(Refusal::field("roles", "own", "Ask another administrator to give you this role"));
    }
    cx.tx.set_roles(id, roles).await?;
    let body = json!({ "before": codes_of(account.roles), "after": codes_of(roles) });
    let event = cx.partnership_event(EventKind::AccountChanged, id.0, body);
    cx.append(event);
    cx.answer(()).await
}

/// A leaver: the account closes, and its sessions and tokens end at once.
///
/// # Errors
/// [`Refusal::NotFound`] for an account of another agency.
pub async fn close(app: &App, signed: &Signed, id: AccountId) -> Result<(), Refusal> {
    may_administer(app, signed)?;
    if id == signed.account.id {
        return Err(Refusal::field("account", "own", "Ask another administrator to close your account"));
    }
    let mut cx = app.write(&signed.viewer, Purpose::Administration, "close an account").await?;
    let account = cx.tx.account(signed.agency.id, id).await?.ok_or(Refusal::NotFound)?;
    check_not_above("account", signed, &account)?;
    if account.closed_at.is_none() {
        cx.tx.close_account(id, cx.at).await?;
        cx.tx.end_sessions(id, None, app.wall_now()).await?;
        let event = cx.partnership_event(EventKind::AccountClosed, id.0, json!({}));
        cx.append(event);
    }
    cx.answer(()).await
}

/// An administrator of an agency gives its roles; only a system administrator makes another.
pub(super) fn check_roles(signed: &Signed, roles: Roles) -> Result<(), Refusal> {
    if roles.is_empty() {
        return Err(Refusal::field("roles", "required", "Select at least one role"));
    }
    if roles.has(Role::SystemAdministrator) && !signed.viewer.roles.has(Role::SystemAdministrator) {
        return Err(Refusal::field("roles", "not_yours", "Only a system administrator can give this role"));
    }
    Ok(())
}

/// An agency's administrator neither changes nor takes over the account of a system administrator: with a new invitation
/// for it, they would be one themselves.
pub(super) fn check_not_above(
    field: &'static str,
    signed: &Signed,
    account: &Account,
) -> Result<(), Refusal> {
    let system = Role::SystemAdministrator;
    if account.roles.has(system) && !signed.viewer.roles.has(system) {
        return Err(Refusal::field(
            field,
            "not_yours",
            "Only a system administrator can change this account",
        ));
    }
    Ok(())
}

pub(super) fn codes_of(roles: Roles) -> Vec<&'static str> {
    roles.iter().map(Role::code).collect()
}
