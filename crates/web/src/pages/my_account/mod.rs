//! One's own account: sessions, password, second factor, recovery codes.

mod digest;
mod password;
mod second_factor;
mod sessions;

pub(crate) use second_factor::{SetUp, codes_list, set_up_typed};

use crate::{
    answer::{Answer, WebCx},
    form::Query,
    kit::{Frame, SummaryList, SummaryRow},
    paths,
    router::{Access, Route},
};
use askama::Template;
use gate::Action;

/// The routes of one's own account.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::page(paths::MY_ACCOUNT, Access::SignedIn, show),
        Route::page(paths::MY_SESSIONS, Access::SignedIn, sessions::show),
        Route::form(paths::MY_SESSION_END, Access::SignedIn, sessions::end),
        Route::form(paths::MY_OTHER_SESSIONS, Access::SignedIn, sessions::end_others),
        Route::page(paths::MY_DIGEST, Access::May(Action::GetDigest), digest::show),
        Route::form(paths::MY_DIGEST, Access::May(Action::GetDigest), digest::save),
        Route::page(paths::MY_PASSWORD, Access::SignedIn, password::show),
        Route::form(paths::MY_PASSWORD, Access::SignedIn, password::change),
        Route::page(paths::MY_SECOND_FACTOR, Access::SignedIn, second_factor::show),
        Route::form(paths::MY_SECOND_FACTOR, Access::SignedIn, second_factor::change),
        Route::page(paths::MY_RECOVERY_CODES, Access::SignedIn, second_factor::show_recovery),
        Route::form(paths::MY_RECOVERY_CODES, Access::SignedIn, second_factor::new_recovery),
    ]
}

#[derive(Template)]
#[template(path = "pages/my_account/my_account.html")]
struct MyAccountPage {
    frame: Frame,
    facts: SummaryList,
}

async fn show(cx: WebCx, Query(()): Query<()>) -> Answer {
    let account = &cx.signed.account;
    let roles: Vec<&str> = cx.signed.viewer.roles.iter().map(domain::role::Role::words).collect();
    let digest = digest::row(&cx).await?;
    let facts = [
        SummaryRow::new("Name", account.name.to_string()),
        SummaryRow::new("Email address", account.email.as_str().to_owned()),
        SummaryRow::new("Agency", cx.signed.agency.name.clone()),
        SummaryRow::new("Roles", roles.join(", ")),
        SummaryRow::new("Password", "Set").change(paths::MY_PASSWORD, "password"),
        SummaryRow::new("Second factor", "Authenticator").change(paths::MY_SECOND_FACTOR, "second factor"),
        SummaryRow::new("Recovery codes", "On paper").action(
            "Replace",
            paths::MY_RECOVERY_CODES,
            "recovery codes",
        ),
        SummaryRow::new("Sessions", "Where you are signed in").action("See", paths::MY_SESSIONS, "sessions"),
    ];
    let facts = SummaryList::new(facts.into_iter().chain(digest));
    cx.show(&MyAccountPage { frame: cx.frame("My account"), facts })
}
