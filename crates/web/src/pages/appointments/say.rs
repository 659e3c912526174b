//! Appointments in words.

use crate::{
    kit::{Tag, Tone},
    words,
};
use domain::{
    appointment::{Appointment, Fact, Outcome, State},
    feedback::Feedback,
};
use jiff::tz::TimeZone;

/// Where an appointment stands; one whose day has passed says that its outcome is missing.
pub(crate) fn state_tag(one: &Appointment, today: jiff::civil::Date) -> Tag {
    let tone = match one.state() {
        State::Booked if one.booking.day < today => return Tag::new("Outcome missing", Tone::Late),
        State::Booked => Tone::Active,
        State::Replaced | State::CalledOff => Tone::Quiet,
        State::Attended | State::AttendedLate => Tone::Good,
        State::NotHeld | State::Absent => Tone::Late,
    };
    Tag::new(one.state().words(), tone)
}

/// "Thu 26 Nov 2026, 10:00, 45 minutes".
pub(crate) fn when(one: &Appointment, zone: &TimeZone) -> String {
    format!("{}, {} minutes", words::moment(one.booking.at, zone), one.booking.minutes)
}

/// What became of it, in a few words.
pub(crate) fn outcome(outcome: &Outcome) -> Vec<String> {
    let mut lines = vec![outcome.attendance.words().to_owned()];
    lines.extend(outcome.not_held.map(|whose| format!("No session took place: {}", lower(whose.words()))));
    lines.extend(outcome.reason_offered.as_ref().map(|words| format!("Reason offered: {words}")));
    lines.extend(outcome.behaviour.as_ref().map(|words| format!("Behaviour: {words}")));
    lines.extend(outcome.concern.as_ref().map(|words| format!("Concern: {words}")));
    lines
}

/// What was done to it.
pub(crate) fn fact(fact: &Fact) -> String {
    match fact {
        Fact::Moved { asked_by, why, .. } => {
            format!("Moved; {} asked. Reason: {why}", lower(asked_by.words()))
        }
        Fact::CalledOff { asked_by, why } => {
            format!("Called off; {} asked. Reason: {why}", lower(asked_by.words()))
        }
        Fact::Recorded(one) => outcome(one).join(". "),
        Fact::Corrected(why) => format!("What was recorded above is wrong. Reason: {why}"),
    }
}

/// The four answers of a feedback form.
pub(crate) fn feedback(feedback: &Feedback) -> String {
    let parts = [
        feedback.engagement.words(),
        feedback.fit.words(),
        feedback.progress.words(),
        feedback.standard.words(),
    ];
    parts.join(". ")
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
