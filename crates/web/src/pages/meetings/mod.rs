//! Meetings about a person: the list with goals and actions, arranging, recording, and the three voices side by side.

mod action_end;
mod arrange;
mod calendar;
mod cancel;
mod list;
mod one;
mod record;
mod setting;
mod shift;

use crate::{
    paths,
    router::{Access, Route},
};
use gate::Action;

/// The routes about meetings. Whether this very person may be known of, the gate decides.
pub(crate) fn routes() -> Vec<Route> {
    let (read, arranges) = (Access::SignedIn, Access::May(Action::ArrangeMeeting));
    let (records, ends) = (Access::May(Action::RecordMeeting), Access::May(Action::CloseAction));
    vec![
        Route::page(paths::PERSON_MEETINGS, read, list::get),
        Route::page(paths::MEETING_NEW, arranges, arrange::get),
        Route::form(paths::MEETING_NEW, arranges, arrange::post),
        Route::page(paths::MEETING, read, one::get),
        Route::page(paths::MEETING_CALENDAR, read, calendar::get),
        Route::page(paths::MEETING_RECORD, records, record::get),
        Route::form(paths::MEETING_RECORD, records, record::post),
        Route::page(paths::MEETING_MOVE, arranges, shift::get),
        Route::form(paths::MEETING_MOVE, arranges, shift::post),
        Route::page(paths::MEETING_CANCEL, arranges, cancel::get),
        Route::form(paths::MEETING_CANCEL, arranges, cancel::post),
        Route::page(paths::ACTION_END, ends, action_end::get),
        Route::form(paths::ACTION_END, ends, action_end::post),
    ]
}
