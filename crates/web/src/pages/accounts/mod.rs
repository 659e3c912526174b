//! Accounts of one agency, for its administrator: joiners, movers and leavers.

mod account;
mod invite;
mod list;

use crate::{
    kit::{CheckboxItem, Checkboxes, Text},
    paths,
    router::{Access, Route},
};
use app::accounts::Signed;
use domain::role::{Role, Roles};
use gate::Action;

const MAY: Access = Access::May(Action::ManageAccounts);

/// The routes of account administration.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::page(paths::ACCOUNTS, MAY, list::show),
        Route::page(paths::INVITE, MAY, invite::show),
        Route::form(paths::INVITE, MAY, invite::invite),
        Route::page(paths::ACCOUNT, MAY, account::show),
        Route::page(paths::ACCOUNT_ROLES, MAY, account::show_roles),
        Route::form(paths::ACCOUNT_ROLES, MAY, account::change_roles),
        Route::page(paths::ACCOUNT_CLOSE, MAY, account::show_close),
        Route::form(paths::ACCOUNT_CLOSE, MAY, account::close),
        Route::form(paths::ACCOUNT_REINVITE, MAY, invite::reinvite),
    ]
}

/// The roles that this administrator may give, with those chosen ticked.
fn role_boxes(signed: &Signed, chosen: Vec<String>, error: Text) -> Checkboxes {
    let own = signed.viewer.roles;
    let offered = Role::ALL
        .iter()
        .filter(|role| **role != Role::SystemAdministrator || own.has(Role::SystemAdministrator))
        .map(|role| CheckboxItem::new(role.code(), role.words()));
    Checkboxes::new("roles", "Roles", offered).with_values(chosen).with_error(error)
}

/// The roles behind the codes; codes that nobody offered are left out, and an empty set is refused later.
fn roles_of<'a>(codes: impl Iterator<Item = &'a str>) -> Roles {
    codes.filter_map(|code| Role::from_code(code).ok()).collect()
}

/// Roles as one line.
fn role_words(roles: Roles) -> String {
    roles.iter().map(Role::words).collect::<Vec<_>>().join(", ")
}
