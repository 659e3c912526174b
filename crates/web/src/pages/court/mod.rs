//! The court's list: a day's hearings, loading lists, one entry side by side with whom it may be, and moving it.
//!
//! Worked by keyboard alone: each row is a link, each page one form. Names under a reporting restriction are shown here,
//! to the team that works the list, and marked; no other page shows an entry's name.

mod day;
pub(crate) mod decide;
mod entry;
mod lists;
mod load;
mod moved;
mod person;
pub(crate) mod say;

pub(crate) use entry::field_words;

use crate::{
    paths,
    router::{Access, Route},
};
use gate::Action;

/// The routes of the court's list.
pub(crate) fn routes() -> Vec<Route> {
    let (work, load_list) = (Access::May(Action::WorkCourtList), Access::May(Action::LoadCourtList));
    let shift = Access::May(Action::MoveCourtEntry);
    vec![
        Route::page(paths::COURT, work, day::get),
        Route::page(paths::COURT_LOAD, load_list, load::get),
        Route::upload(paths::COURT_LOAD, load_list, load::post),
        Route::page(paths::COURT_LISTS, load_list, lists::all),
        Route::page(paths::COURT_LIST, load_list, lists::one),
        Route::page(paths::COURT_ENTRY, work, entry::get),
        Route::form(paths::COURT_ENTRY, Access::May(Action::DecideCourtMatch), decide::post),
        Route::page(paths::COURT_ENTRY_MOVE, shift, moved::get),
        Route::form(paths::COURT_ENTRY_MOVE, shift, moved::post),
        Route::page(paths::PERSON_HEARINGS, Access::SignedIn, person::get),
    ]
}
