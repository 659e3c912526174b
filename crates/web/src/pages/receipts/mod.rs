//! Receipts: what a person is told of who has seen their record; as a page for staff, a letter and an easy-read sheet.

mod days;
mod easy;
mod letter;

use crate::{
    form::{Asked, Check, Typed},
    paths,
    router::{Access, Route},
};
use gate::Action;
use jiff::civil::Date;

/// The routes about receipts.
pub(crate) fn routes() -> Vec<Route> {
    let see = Access::May(Action::SeeWhoLooked);
    vec![
        Route::page(paths::PERSON_RECEIPTS, see, days::get),
        Route::page(paths::PERSON_RECEIPT_LETTER, see, letter::get),
        Route::page(paths::PERSON_RECEIPT_LETTER_PDF, see, letter::pdf),
        Route::page(paths::PERSON_RECEIPT_EASY, see, easy::get),
        Route::page(paths::PERSON_RECEIPT_EASY_PDF, see, easy::pdf),
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

impl Days {
    /// An address with the same days.
    fn kept(&self, path: &str) -> String {
        let days = [("from", self.from), ("until", self.until)];
        let days = days.map(|(name, day)| day.map(|day| (name, day.to_string())));
        let days: Vec<(&str, &str)> =
            days.iter().flatten().map(|(name, day)| (*name, day.as_str())).collect();
        paths::with_query(path, &days)
    }
}
