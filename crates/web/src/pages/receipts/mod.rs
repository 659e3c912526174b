//! Receipts: what a person is told of who has seen their record; as a page for staff, a letter and an easy-read sheet.

mod days;
mod easy;
mod letter;

use crate::{
    form::{Asked, Check, Typed},
    paths,
    router::{Access, Route},
};
use app::receipts::{Letter, Sending, SentAs};
use gate::Action;
use jiff::civil::Date;

/// The routes about receipts.
pub(crate) fn routes() -> Vec<Route> {
    let see = Access::May(Action::SeeWhoLooked);
    vec![
        Route::page(paths::PERSON_RECEIPTS, see, days::get),
        Route::page(paths::PERSON_RECEIPT_LETTER, see, letter::get),
        Route::page(paths::PERSON_RECEIPT_EASY, see, easy::get),
    ]
}

/// The days of which a letter is to tell.
pub(crate) struct Days {
    pub(crate) from: Option<Date>,
    pub(crate) until: Option<Date>,
}

impl Asked for Days {
    const KNOWN: &'static [&'static str] = &["from", "until"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self {
            from: check.iso_date("from", typed.get("from")),
            until: check.iso_date("until", typed.get("until")),
        }
    }
}

/// "24 May 2027", as letters say a day.
fn said(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// What was sent, as a sentence of a letter.
fn sending(one: &Sending) -> String {
    let day = said(one.day);
    match (one.sent_as, one.until) {
        (SentAs::Referral, _) => format!("On {day} {} referred you to {}.", one.from, one.to),
        (SentAs::Handover, _) => format!("On {day} {} handed your case to {}.", one.from, one.to),
        (SentAs::Letter, Some(until)) => format!(
            "On {day} {} issued a letter about you for {}, which you had agreed to. It counts until {}.",
            one.from,
            one.to,
            said(until)
        ),
        (SentAs::Letter, None) => {
            format!(
                "On {day} {} issued a letter about you for {}, which you had agreed to.",
                one.from, one.to
            )
        }
    }
}

/// "the year to 24 May 2027", or from one day to another.
fn period(letter: &Letter) -> String {
    format!("{} to {}", said(letter.period.from), said(letter.period.until))
}
