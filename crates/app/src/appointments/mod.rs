//! Appointments: booked, moved, what became of them; feedback on sessions; the day of a worker or a place on one sheet.

mod book;
mod correct;
mod day;
mod feedback;
mod list;
mod record;

pub(crate) use book::Times;
pub use book::{BookAppointment, MoveAppointment, Slot, book, call_off, colleagues, move_to};
pub use correct::{CorrectAttendance, correct};
pub use day::{DayRow, DaySheet, day_sheet};
pub use feedback::{GiveFeedback, give_feedback};
pub use list::{AppointmentLine, AppointmentPage, Appointments, FeedbackLine, of_person, open};
pub use record::{RecordAttendance, record};
