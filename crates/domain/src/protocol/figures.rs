//! What the partners look at when they review a pathway: where referrals stand, which clocks ran out, why some were declined.
//!
//! Counts alone; nobody is named. What a count stands for is each referral that was sent in the period.

use super::{Definition, Stage};
use crate::{
    calendar::BankHolidays,
    referral::{DeclineReason, State},
};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The course of one referral, without whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Course {
    /// Where it stands.
    pub state: State,
    /// The day by which an answer is due, the time for which the clock stood still included.
    pub answer_by: Date,
    /// When it was accepted, declined or put on the waiting list.
    pub answered: Option<Date>,
    /// When it was accepted.
    pub accepted: Option<Date>,
    /// When its first appointment was booked.
    pub booked: Option<Date>,
    /// When the service began.
    pub begun: Option<Date>,
    /// Why it was declined.
    pub declined: Option<DeclineReason>,
}

/// The figures of a period.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    /// Referrals sent.
    pub sent: u64,
    /// Of them, by where they stand.
    pub by_state: BTreeMap<State, u64>,
    /// Of them, those that were late at a stage, or are.
    pub late: BTreeMap<Stage, u64>,
    /// Of them, those declined, by reason.
    pub declined: BTreeMap<DeclineReason, u64>,
}

impl Definition {
    /// The figures of these courses as of `today`.
    pub fn figures(&self, courses: &[Course], holidays: &BankHolidays, today: Date) -> Figures {
        let mut figures = Figures::default();
        for course in courses {
            figures.sent += 1;
            *figures.by_state.entry(course.state).or_default() += 1;
            if let Some(reason) = course.declined {
                *figures.declined.entry(reason).or_default() += 1;
            }
            for stage in self.late_stages(course, holidays, today) {
                *figures.late.entry(stage).or_default() += 1;
            }
        }
        figures
    }

    fn late_stages(&self, course: &Course, holidays: &BankHolidays, today: Date) -> Vec<Stage> {
        let after = |day: Date, stage: Stage| holidays.after(day, self.limit(stage).working_days);
        // What was never done counts as late only while it still could be: not once the referral is over.
        let late = |by: Date, done: Option<Date>, open: bool| match done {
            Some(day) => day > by,
            None => open && today > by,
        };
        let mut stages = Vec::new();
        if late(course.answer_by, course.answered, course.state.waits_for_answer()) {
            stages.push(Stage::Answer);
        }
        if let Some(accepted) = course.accepted {
            let open = course.state.taken_on();
            if late(after(accepted, Stage::Book), course.booked.or(course.begun), open) {
                stages.push(Stage::Book);
            }
            if late(after(accepted, Stage::Begin), course.begun, open) {
                stages.push(Stage::Begin);
            }
        }
        stages
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn figures_count_states_late_clocks_and_reasons() {
        let course = Course {
            state: State::Sent,
            answer_by: date(2026, 11, 20),
            answered: None,
            accepted: None,
            booked: None,
            begun: None,
            declined: None,
        };
        let accepted = Course {
            state: State::Begun,
            answered: Some(date(2026, 11, 20)),
            accepted: Some(date(2026, 11, 20)),
            begun: Some(date(2026, 12, 7)),
            ..course
        };
        let declined = Course {
            state: State::Declined,
            answered: Some(date(2026, 11, 23)),
            declined: Some(DeclineReason::NoCapacity),
            ..course
        };
        let all = [course, accepted, declined, declined];
        let figures = Definition::starting(5).figures(&all, &BankHolidays::default(), date(2026, 11, 30));
        assert_eq!(figures.sent, 4);
        assert_eq!(
            figures.by_state.into_iter().collect::<Vec<_>>(),
            [(State::Sent, 1), (State::Declined, 2), (State::Begun, 1)]
        );
        // Answers: one waits since Friday, two came on Monday. Begun on Mon 7 Dec, 11 working days after acceptance.
        assert_eq!(
            figures.late.into_iter().collect::<Vec<_>>(),
            [(Stage::Answer, 3), (Stage::Book, 1), (Stage::Begin, 1)]
        );
        assert_eq!(figures.declined.into_iter().collect::<Vec<_>>(), [(DeclineReason::NoCapacity, 2)]);
    }
}
