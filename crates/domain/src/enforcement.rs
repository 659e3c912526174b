//! The rule of twelve months and the days by which enforcement must act (orders.md, sections 4.1 and 4.3).
//!
//! Warnings are per order, not per person. Which duty follows from where a failure stands is decided here, once; how long
//! each takes is dated data.

use crate::{
    calendar::BankHolidays,
    duty::DutyKind,
    failure::{Failure, FailureFact, FailureState, MayWarn},
    timing::{NoTiming, TimingCode, Timings, last_day_of_months},
};
use jiff::civil::Date;

/// Duties that a failure may lead to; at most one of them is open at a time.
pub const DUTIES: [DutyKind; 4] =
    [DutyKind::DecideAbsence, DutyKind::EvidenceDue, DutyKind::GiveWarning, DutyKind::Enforce];

/// Whether a failure may be met with a warning, and because of which earlier one it may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WarningWindow {
    /// The choice.
    pub may: MayWarn,
    /// The warning that decides, with the last day on which it counts.
    pub because: Option<(Date, Date)>,
}

/// What the warnings given on the same order mean for a failure on `day`.
///
/// A warning counts for a period that begins with its own day. A failure of before the warning is not met by it.
///
/// # Errors
/// [`NoTiming`] when the catalogue has no such rule on the day of a warning.
pub fn warning_window<'a>(
    failure: &Failure,
    others: impl IntoIterator<Item = &'a Failure>,
    timings: &Timings,
) -> Result<WarningWindow, NoTiming> {
    let mut because: Option<(Date, Date)> = None;
    for other in others {
        let same = other.failed.order == failure.failed.order && other.failed.id != failure.failed.id;
        let Some(given) = other.counting_warning().filter(|_| same) else { continue };
        let last = last_day_of_months(given, timings.on(TimingCode::WarningLasts, given)?.count);
        if given <= failure.failed.day
            && failure.failed.day <= last
            && because.is_none_or(|(day, _)| day < given)
        {
            because = Some((given, last));
        }
    }
    let may = if because.is_some() { MayWarn::MustRefer } else { MayWarn::Choice };
    Ok(WarningWindow { may, because })
}

/// The duty that follows from where a failure stands: what, and by which day. Nothing once it is over.
///
/// # Errors
/// [`NoTiming`] when the catalogue has no such rule.
pub fn due(
    failure: &Failure,
    recorded: Date,
    window: &WarningWindow,
    timings: &Timings,
    holidays: &BankHolidays,
) -> Result<Option<(DutyKind, Date)>, NoTiming> {
    let failed = failure.failed.day;
    let day = |code, from| timings.after(code, from, holidays);
    Ok(match failure.state() {
        FailureState::Undecided => {
            Some((DutyKind::DecideAbsence, day(TimingCode::Decision, recorded.max(failed))?))
        }
        FailureState::Waiting => Some((DutyKind::EvidenceDue, day(TimingCode::Evidence, failed)?)),
        FailureState::Unacceptable if window.may == MayWarn::Choice => {
            Some((DutyKind::GiveWarning, day(TimingCode::Breach, failed)?))
        }
        FailureState::Unacceptable | FailureState::Referred => {
            Some((DutyKind::Enforce, day(TimingCode::Breach, failed)?))
        }
        FailureState::Begun => Some((DutyKind::Enforce, heard_next(failure, timings, holidays)?)),
        FailureState::Acceptable
        | FailureState::Warned
        | FailureState::NotPursued
        | FailureState::Heard
        | FailureState::Withdrawn => None,
    })
}

/// A case before the court is looked at again after the same time as it had to begin in.
fn heard_next(failure: &Failure, timings: &Timings, holidays: &BankHolidays) -> Result<Date, NoTiming> {
    let last = failure.facts().last().map_or(failure.failed.day, |(_, day, _)| *day);
    timings.after(TimingCode::Breach, last, holidays)
}

/// The day by which evidence must come before an absence is treated as unacceptable.
///
/// # Errors
/// [`NoTiming`] when the catalogue has no such rule.
pub fn evidence_by(failed: Date, timings: &Timings, holidays: &BankHolidays) -> Result<Date, NoTiming> {
    timings.after(TimingCode::Evidence, failed, holidays)
}

/// The day by which breach must be begun.
///
/// # Errors
/// [`NoTiming`] when the catalogue has no such rule.
pub fn breach_by(failed: Date, timings: &Timings, holidays: &BankHolidays) -> Result<Date, NoTiming> {
    timings.after(TimingCode::Breach, failed, holidays)
}

/// How many warnings of these failures count: given, and not made void.
pub fn counting_warnings<'a>(failures: impl IntoIterator<Item = &'a Failure>) -> usize {
    failures.into_iter().filter(|one| one.counting_warning().is_some()).count()
}

/// How often a warning was given for one failure: never more than once.
pub fn warnings_given(failure: &Failure) -> usize {
    failure.facts().iter().filter(|(.., fact)| matches!(fact, FailureFact::Warned(_))).count()
}

#[cfg(test)]
mod tests;
