//! People in contact with several services: who comes up time and again across lists and agencies, and what is missing.

mod page;

use crate::{
    answer::{Answer, WebCx},
    form::{Asked, Check, Query, Typed, cursor},
    paths,
    router::{Access, Route},
};
use app::repeat_contacts::{RepeatQuery, WhosePeople, repeat_contacts};
use domain::{
    ids::PersonId,
    repeat_contact::{MOST_COUNTED, MOST_DAYS},
};
use gate::Action;

/// The route of the list.
pub(crate) fn routes() -> Vec<Route> {
    vec![Route::page(paths::REPEAT_CONTACTS, Access::May(Action::SeeRepeatContacts), get)]
}

/// What an address asks for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Which(pub(crate) RepeatQuery);

/// Reads what an address asks for; `cursor` is the name of the field that says where the page begins.
pub(crate) fn read(typed: &Typed, check: &mut Check, cursor: &'static str) -> RepeatQuery {
    let whose = match typed.get("whose") {
        "" => None,
        code => check.code("whose", code, WhosePeople::from_code, "Must be mine or agency"),
    };
    let mut number = |field, most| {
        check
            .number(field, typed.get(field), 1, u32::from(most))
            .and_then(|number| u16::try_from(number).ok())
    };
    RepeatQuery {
        whose: whose.unwrap_or(WhosePeople::Mine),
        days: number("days", MOST_DAYS),
        agencies: number("agencies", MOST_COUNTED),
        contacts: number("contacts", MOST_COUNTED),
        after: check.cursor(cursor, typed.get(cursor), |place| place.part(0)),
    }
}

/// The address at `path` that asks for the same from `next` on.
pub(crate) fn address(path: &str, query: RepeatQuery, field: &str, next: Option<PersonId>) -> String {
    let number = |number: Option<u16>| number.map(|number| number.to_string()).unwrap_or_default();
    let (days, agencies, contacts) = (number(query.days), number(query.agencies), number(query.contacts));
    let next = next.map(|next| cursor([next])).unwrap_or_default();
    let whose = query.whose.code();
    paths::with_query(
        path,
        &[
            ("whose", whose),
            ("days", &days),
            ("agencies", &agencies),
            ("contacts", &contacts),
            (field, &next),
        ],
    )
}

impl Asked for Which {
    const KNOWN: &'static [&'static str] = &["whose", "days", "agencies", "contacts", "after"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self(read(typed, check, "after"))
    }
}

/// Shows the list.
async fn get(cx: WebCx, Query(Which(query)): Query<Which>) -> Answer {
    let list = repeat_contacts(cx.app(), cx.viewer(), query).await?;
    cx.show(&page::page(cx.frame("People in contact with several services"), &list, query))
}
