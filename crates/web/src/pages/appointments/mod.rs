//! Appointments: a person's list, one of them, what became of it, feedback; and a day on one sheet.

mod correct;
mod day;
mod feedback;
mod list;
mod new;
mod one;
mod record;
mod say;
pub(crate) mod slot;

use crate::{
    paths,
    router::{Access, Route},
};
use gate::Action;

/// The routes about appointments.
pub(crate) fn routes() -> Vec<Route> {
    let may = Access::May;
    let (see, record, change) =
        (may(Action::SeeAppointments), may(Action::RecordAttendance), may(Action::MoveAppointment));
    vec![
        Route::page(paths::PERSON_APPOINTMENTS, see, list::get),
        Route::page(paths::APPOINTMENT_NEW, may(Action::BookAppointment), new::get),
        Route::form(paths::APPOINTMENT_NEW, may(Action::BookAppointment), new::post),
        Route::page(paths::APPOINTMENT, see, one::get),
        Route::page(paths::APPOINTMENT_RECORD, record, record::get),
        Route::form(paths::APPOINTMENT_RECORD, record, record::post),
        Route::page(paths::APPOINTMENT_CORRECT, record, correct::get),
        Route::form(paths::APPOINTMENT_CORRECT, record, correct::post),
        Route::page(paths::APPOINTMENT_MOVE, change, new::get_move),
        Route::form(paths::APPOINTMENT_MOVE, change, new::post_move),
        Route::page(paths::APPOINTMENT_CALL_OFF, change, new::get_call_off),
        Route::form(paths::APPOINTMENT_CALL_OFF, change, new::post_call_off),
        Route::page(paths::APPOINTMENT_FEEDBACK, may(Action::GiveFeedback), feedback::get),
        Route::form(paths::APPOINTMENT_FEEDBACK, may(Action::GiveFeedback), feedback::post),
        Route::page(paths::DAY_SHEET, may(Action::SeeDaySheet), day::get),
    ]
}
