//! The accounts of the agency, by name.

use super::role_words;
use crate::{
    answer::{Answer, WebCx},
    form::{Asked, Check, Query, Typed, cursor},
    kit::{Button, Cell, Frame, Html, Pagination, Table, Tag, Tone},
    paths,
};
use app::accounts;
use askama::Template;
use domain::{account::Account, ids::AccountId};

/// Rows of a page.
const ROWS: u32 = 50;

/// Where the page begins.
pub(super) struct After(Option<(String, AccountId)>);

impl Asked for After {
    const KNOWN: &'static [&'static str] = &["after"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self(check.cursor("after", typed.get("after"), |place| Some((place.part(0)?, place.part(1)?))))
    }
}

#[derive(Template)]
#[template(path = "pages/accounts/list.html")]
struct ListPage {
    frame: Frame,
    invite: Button,
    table: Table,
    more: Option<Pagination>,
}

pub(super) async fn show(cx: WebCx, Query(After(after)): Query<After>) -> Answer {
    let page = accounts::list(cx.app(), &cx.signed, after, ROWS).await?;
    let rows: Vec<Vec<Cell>> = page.accounts.iter().map(row).collect();
    let more = page.next.map(|(name, id)| {
        let place = cursor([name, id.to_string()]);
        Pagination::neighbours(None, Some(paths::with_query(paths::ACCOUNTS, &[("after", &place)])))
    });
    cx.show(&ListPage {
        frame: cx.frame("Accounts"),
        invite: Button::link("Invite a colleague", paths::INVITE),
        table: Table::new("Accounts", ["Name", "Email address", "Roles", "State"], rows)
            .dense()
            .caption_hidden(),
        more,
    })
}

fn row(account: &Account) -> Vec<Cell> {
    vec![
        Cell::html(Html::link(&paths::account(account.id), account.name.as_str())),
        Cell::text(account.email.as_str().to_owned()),
        Cell::text(role_words(account.roles)),
        Cell::html(Html::of(&state(account))),
    ]
}

/// Whether the account is open, in a word and a colour.
pub(super) fn state(account: &Account) -> Tag {
    if account.closed_at.is_some() { Tag::new("Closed", Tone::Quiet) } else { Tag::new("Open", Tone::Good) }
}
