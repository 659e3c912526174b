//! How long things may take: dated rows that an administrator may change, never figures in code.
//!
//! Which rule there is, is a closed list, since code asks for it by name; how long it is, on which day, is data. A figure
//! that comes from memory rather than from a source says so (orders.md, section 4.3).

use crate::{calendar::BankHolidays, codes};
use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date};

codes! {
    /// A rule about time that the product asks for by name.
    TimingCode {
        SilenceWindow = "silence_window", "Signs of having lost touch count for";
        SilenceServices = "silence_services", "Services that have lost touch, for an alert";
        SilenceAnswer = "silence_answer", "Contact after an alert that services have lost touch";
        BodyTraining = "body_training", "Training of a body’s plan, from its beginning";
        FirstAppointment = "first_appointment", "First appointment after sentence";
        FirstAppointmentHighRisk = "first_appointment_high_risk", "First appointment after sentence, high risk";
        ServeCopies = "serve_copies", "Copies of the order given out";
        Allocation = "allocation", "Allocation to a practitioner";
        HandOver = "hand_over", "Hand over to probation after the court’s outcome";
        TakeOn = "take_on", "Answer to a handover";
        InitialPlan = "initial_plan", "First plan, from the first appointment";
        PlanReview = "plan_review", "Plan review";
        MeetingStart = "meeting_start", "First three-way meeting, from the start";
        MeetingEnd = "meeting_end", "Last three-way meeting, before the end";
        RaisedCadenceLeast = "raised_cadence_least", "Raised cadence: not sooner than";
        RaisedCadence = "raised_cadence", "Raised cadence: next joint meeting within";
        ReferRequirement = "refer_requirement", "Requirement referred to its provider";
        Decision = "decision", "Decision on a failure";
        Evidence = "evidence", "Evidence for an absence";
        Breach = "breach", "Breach begun after the failure that led to it";
        WarningLasts = "warning_lasts", "A warning counts for";
        EndFirst = "end_first", "First notice before the end";
        EndSecond = "end_second", "Second notice before the end";
        EndThird = "end_third", "Third notice before the end";
        EndLast = "end_last", "Last notice before the end";
        Acknowledge = "acknowledge", "Acknowledgement that probation’s part ends";
        StartLate = "start_late", "Not begun: late from";
        StartVeryLate = "start_very_late", "Not begun: very late from";
        StartBenchmark = "start_benchmark", "Share not begun in the study";
        SummaryApproval = "summary_approval", "Approval of a summary, from consent";
        SummaryExpires = "summary_expires", "A summary counts for";
        AnswerQuestion = "answer_question", "Answer to a question from another agency";
        AnswerCounts = "answer_counts", "An answer to such a question counts for";
        EmergencyLasts = "emergency_lasts", "Emergency access lasts";
        EmergencyReview = "emergency_review", "Review of emergency access";
        SecondPerson = "second_person", "Second person on a one-off disclosure";
        MeetingOpen = "meeting_open", "A record stays open in a meeting for, at most";
        RiskReview = "risk_review", "Review of a risk flag";
        CompactReview = "agreement_review", "Something in an agreement with the person was not kept: talked over within";
        Formulation = "formulation", "Formulation after a screen for the personality disorder pathway";
        ReleaseAppointment = "release_appointment", "An appointment in the community booked before release";
        IntensiveStarts = "intensive_starts", "Intensive alternative to custody: starts in a year";
        IntensiveYoungest = "intensive_youngest", "Intensive alternative to custody: from this age";
        IntensiveOldest = "intensive_oldest", "Intensive alternative to custody: up to this age";
        PanelAnswer = "panel_answer", "A panel in writing: positions within";
        AcknowledgeList = "acknowledge_list", "A change to a hub’s list acknowledged within";
        HubPlaces = "hub_places", "Places of all hubs together, at most";
        HubTarget = "hub_target", "Fewer convictions of those on a hub’s list: worked for";
        LimitReview = "limit_review", "Review of limited access";
        SameAssessment = "same_assessment", "Two agencies that assess the same within this do it twice";
        SubjectAccess = "subject_access", "Answer to a request for a copy of the record";
        TellCommissioner = "tell_commissioner", "The commissioner told of a mistaken disclosure";
        SubjectAccessMore = "subject_access_more", "More time for a request that is complex";
        RepeatWindow = "repeat_window", "Contacts with several agencies count for";
        RepeatAgencies = "repeat_agencies", "In contact with several: agencies at least";
        RepeatContacts = "repeat_contacts", "In contact with several: contacts at least";
        JoinOneIn = "join_one_in", "Taken for one person without a decision: wrong in at most one of";
    }
}

codes! {
    /// What a figure counts.
    TimingUnit {
        WorkingDays = "working_days", "working days";
        Days = "days", "days";
        Weeks = "weeks", "weeks";
        Months = "months", "months";
        PerCent = "per_cent", "per cent";
        Minutes = "minutes", "minutes";
        Agencies = "agencies", "agencies";
        Contacts = "contacts", "contacts";
        Pairs = "pairs", "pairs of records";
        People = "people", "people";
        Years = "years", "years";
    }
}

/// One row: how long, from which day on, and where that is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timing {
    /// The rule.
    pub code: TimingCode,
    /// How much.
    pub count: u16,
    /// Of what.
    pub unit: TimingUnit,
    /// First day on which it holds.
    pub from: Date,
    /// Where it is written.
    pub source: String,
    /// Whether it is a default from memory, to be confirmed by the partnership.
    pub from_memory: bool,
}

/// A rule that has no row on the day asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no timing {0:?} on that day")]
pub struct NoTiming(pub TimingCode);

/// All rows, of every day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Timings(Vec<Timing>);

impl Timings {
    /// The rows of a catalogue.
    pub const fn new(rows: Vec<Timing>) -> Self {
        Self(rows)
    }

    /// The row in force on `day`: the latest that has begun.
    ///
    /// # Errors
    /// [`NoTiming`] when none has.
    pub fn on(&self, code: TimingCode, day: Date) -> Result<&Timing, NoTiming> {
        let begun = self.0.iter().filter(|row| row.code == code && row.from <= day);
        begun.max_by_key(|row| row.from).ok_or(NoTiming(code))
    }

    /// The day that the rule leads to from `day`, by the row in force on `day`.
    ///
    /// # Errors
    /// [`NoTiming`] when there is no such row, or it counts no time.
    pub fn after(&self, code: TimingCode, day: Date, holidays: &BankHolidays) -> Result<Date, NoTiming> {
        self.on(code, day)?.after(day, holidays)
    }

    /// The instant that the rule leads to from `at`, by the row in force on `day`.
    ///
    /// # Errors
    /// [`NoTiming`] when there is no such row, or it counts no minutes.
    pub fn until(&self, code: TimingCode, day: Date, at: Timestamp) -> Result<Timestamp, NoTiming> {
        let row = self.on(code, day)?;
        let minutes = match row.unit {
            TimingUnit::Minutes => SignedDuration::from_mins(i64::from(row.count)),
            _ => return Err(NoTiming(code)),
        };
        at.checked_add(minutes).map_err(|_| NoTiming(code))
    }

    /// The day that lies before `day` by what the rule says.
    ///
    /// # Errors
    /// [`NoTiming`] when there is no such row, or it counts no whole days.
    pub fn before(&self, code: TimingCode, day: Date) -> Result<Date, NoTiming> {
        let row = self.on(code, day)?;
        let count = i64::from(row.count);
        match row.unit {
            TimingUnit::Days => Ok(day.saturating_sub(count.days())),
            TimingUnit::Weeks => Ok(day.saturating_sub(count.weeks())),
            TimingUnit::Months => Ok(day.saturating_sub(count.months())),
            TimingUnit::WorkingDays
            | TimingUnit::PerCent
            | TimingUnit::Minutes
            | TimingUnit::Agencies
            | TimingUnit::Contacts
            | TimingUnit::Pairs
            | TimingUnit::People
            | TimingUnit::Years => Err(NoTiming(code)),
        }
    }
}

impl Timing {
    /// The day it leads to from `day`, which is day 0.
    ///
    /// # Errors
    /// [`NoTiming`] when it counts no time.
    pub fn after(&self, day: Date, holidays: &BankHolidays) -> Result<Date, NoTiming> {
        let count = i64::from(self.count);
        match self.unit {
            TimingUnit::WorkingDays => Ok(holidays.after(day, self.count)),
            TimingUnit::Days => Ok(day.saturating_add(count.days())),
            TimingUnit::Weeks => Ok(day.saturating_add(count.weeks())),
            TimingUnit::Months => Ok(day.saturating_add(count.months())),
            TimingUnit::PerCent
            | TimingUnit::Minutes
            | TimingUnit::Agencies
            | TimingUnit::Contacts
            | TimingUnit::Pairs
            | TimingUnit::People
            | TimingUnit::Years => Err(NoTiming(self.code)),
        }
    }
}

/// The last day of a period of `months` that begins with `from`: the eve of the same day of the month, or the last day of a
/// month that has no such day.
pub fn last_day_of_months(from: Date, months: u16) -> Date {
    let end = from.saturating_add(i64::from(months).months());
    if end.day() < from.day() { end } else { end.yesterday().unwrap_or(end) }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use jiff::civil::date;

    /// The figures of orders.md, sections 3.3 and 4.3, as a new installation has them.
    pub(crate) fn defaults() -> Timings {
        use TimingCode as C;
        use TimingUnit as U;
        let row = |(code, count, unit)| Timing {
            code,
            count,
            unit,
            from: date(2000, 1, 1),
            source: String::new(),
            from_memory: true,
        };
        Timings::new(
            [
                (C::FirstAppointment, 5, U::WorkingDays),
                (C::FirstAppointmentHighRisk, 2, U::WorkingDays),
                (C::ServeCopies, 2, U::WorkingDays),
                (C::Allocation, 2, U::WorkingDays),
                (C::InitialPlan, 15, U::WorkingDays),
                (C::PlanReview, 16, U::Weeks),
                (C::MeetingStart, 4, U::Weeks),
                (C::MeetingEnd, 4, U::Weeks),
                (C::RaisedCadenceLeast, 1, U::Months),
                (C::RaisedCadence, 6, U::Weeks),
                (C::ReferRequirement, 5, U::WorkingDays),
                (C::Decision, 2, U::WorkingDays),
                (C::Evidence, 7, U::WorkingDays),
                (C::Breach, 10, U::WorkingDays),
                (C::WarningLasts, 12, U::Months),
                (C::EndFirst, 90, U::Days),
                (C::EndSecond, 60, U::Days),
                (C::EndThird, 30, U::Days),
                (C::EndLast, 7, U::Days),
                (C::Acknowledge, 5, U::WorkingDays),
                (C::StartLate, 4, U::Months),
                (C::StartVeryLate, 6, U::Months),
                (C::StartBenchmark, 40, U::PerCent),
                (C::SummaryApproval, 3, U::WorkingDays),
                (C::SummaryExpires, 6, U::Months),
            ]
            .map(row)
            .to_vec(),
        )
    }

    #[test]
    fn the_row_in_force_is_the_latest_that_has_begun() {
        let mut rows = defaults().0;
        rows.push(Timing { count: 8, from: date(2026, 1, 1), ..rows[7].clone() });
        let timings = Timings::new(rows);
        assert_eq!(timings.on(TimingCode::MeetingEnd, date(2025, 12, 31)).unwrap().count, 4);
        assert_eq!(timings.on(TimingCode::MeetingEnd, date(2026, 1, 1)).unwrap().count, 8);
        let before_all = timings.on(TimingCode::MeetingEnd, date(1999, 1, 1));
        assert_eq!(before_all, Err(NoTiming(TimingCode::MeetingEnd)));
    }

    #[test]
    fn a_period_of_months_ends_on_the_eve_of_its_day() {
        for (from, last) in [
            (date(2025, 3, 15), date(2026, 3, 14)),
            (date(2025, 1, 1), date(2025, 12, 31)),
            (date(2024, 2, 29), date(2025, 2, 28)),
            (date(2023, 2, 28), date(2024, 2, 27)),
        ] {
            assert_eq!(last_day_of_months(from, 12), last, "{from}");
        }
    }

    #[test]
    fn a_share_is_no_length_of_time() {
        let no = BankHolidays::default();
        assert!(defaults().after(TimingCode::StartBenchmark, date(2026, 1, 1), &no).is_err());
        assert!(defaults().before(TimingCode::Breach, date(2026, 1, 1)).is_err());
    }
}
