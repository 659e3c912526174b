//! One person's record: a page for each of its parts.

pub(crate) mod bar;
mod identity;
mod note;
mod notes;
mod notes_list;
mod order;
pub(crate) mod order_words;
mod overview;
mod referrals;
mod sharing;
pub(crate) use sharing::why;
mod timeline;
pub(crate) mod withheld;

use crate::{
    paths,
    router::{Access, Route},
};
use gate::Action;

/// The routes about one person. Whether this very person may be known of, the gate decides.
pub(crate) fn routes() -> Vec<Route> {
    let read = Access::SignedIn;
    vec![
        Route::page(paths::PERSON, read, overview::get),
        Route::page(paths::PERSON_ORDER, read, order::get),
        Route::page(paths::PERSON_REFERRALS, read, referrals::get),
        Route::page(paths::PERSON_TIMELINE, read, timeline::get),
        Route::page(paths::PERSON_NOTES, read, notes::get),
        Route::page(paths::PERSON_SHARING, Access::May(Action::SeeWhoLooked), sharing::get),
        Route::page(paths::PERSON_WHO_SEES, Access::May(Action::SeeWhoLooked), sharing::who::get),
        Route::page(paths::PERSON_WHY, Access::May(Action::SeeWhoLooked), sharing::why::get),
        Route::page(paths::PERSON_NOTE, Access::May(Action::AddNote), note::get),
        Route::form(paths::PERSON_NOTE, Access::May(Action::AddNote), note::post),
        Route::page(paths::NOTE_MOVE, Access::May(Action::MoveNote), note::shift::get),
        Route::form(paths::NOTE_MOVE, Access::May(Action::MoveNote), note::shift::post),
        Route::page(paths::PERSON_IDENTITY, Access::May(Action::EditIdentity), identity::get),
        Route::form(paths::PERSON_IDENTITY, Access::May(Action::EditIdentity), identity::post),
    ]
}
