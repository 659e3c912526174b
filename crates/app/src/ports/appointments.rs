//! Appointments, and feedback on sessions.

use super::Stored;
use async_trait::async_trait;
use domain::{
    appointment::{Appointment, Booking},
    feedback::{Feedback, FeedbackWords},
    ids::{AccountId, AppointmentId, PersonId},
    person::Contact,
    referral::Referral,
};
use gate::{ListFilter, Sealed};
use jiff::civil::Date;

/// Whose day is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DayOf {
    /// One member of staff's.
    Account(AccountId),
    /// One place's, as far as it is the viewer's agency that meets people there.
    Place(String),
}

/// Ports for appointments. One is sealed under its section, held by the agency whose appointment it is, and sent to the
/// agency that referred. Words about treatment in feedback are sealed under treatment, and sent to nobody.
#[async_trait]
pub trait Appointments {
    /// Writes a booking.
    async fn insert_appointment(&mut self, booking: &Booking) -> Stored<()>;

    /// Writes the last fact of an appointment, if none was written since it was booked.
    async fn append_appointment(&mut self, one: &Appointment) -> Stored<bool>;

    /// Writes the correction that the last two facts of an appointment are, if none was written since the ones before.
    async fn correct_appointment(&mut self, one: &Appointment) -> Stored<bool>;

    /// One appointment with its facts.
    async fn appointment(&mut self, id: AppointmentId) -> Stored<Option<Sealed<Appointment>>>;

    /// A person's appointments, the latest day first.
    async fn appointments_of(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<Appointment>>>;

    /// The day of somebody or some place, in order of time, as far as the filter shows the people.
    async fn appointments_on(
        &mut self,
        filter: &ListFilter,
        whose: &DayOf,
        day: Date,
        today: Date,
        limit: u32,
    ) -> Stored<Vec<Sealed<Appointment>>>;

    /// Contact details of these people. One statement.
    async fn contacts_of(&mut self, people: &[PersonId]) -> Stored<Vec<Sealed<Contact>>>;

    /// Referrals of these people that are in progress, with their facts. Two statements.
    async fn referrals_in_progress(&mut self, people: &[PersonId]) -> Stored<Vec<Sealed<Referral>>>;

    /// Places at which the filter's agency meets people from `day` on, by name.
    async fn places(&mut self, filter: &ListFilter, day: Date, limit: u32) -> Stored<Vec<String>>;

    /// Writes feedback, with its words about treatment; `false`, and nothing written, when the session has some already.
    async fn insert_feedback(&mut self, feedback: &Feedback, words: Option<&FeedbackWords>) -> Stored<bool>;

    /// Feedback on a person's sessions, the latest first.
    async fn feedback_of(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<Feedback>>>;

    /// Words about treatment that came with feedback on a person's sessions, the latest first.
    async fn feedback_words_of(&mut self, person: PersonId, limit: u32)
    -> Stored<Vec<Sealed<FeedbackWords>>>;
}
