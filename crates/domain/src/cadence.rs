//! When the three parties meet: at the start, in the middle and at the end of an order, and more often where something
//! raises the cadence (orders.md, section 3.3). Minutes, goals and attendance are the meeting's own affair.

use crate::{
    calendar::BankHolidays,
    codes,
    stamp::Stamp,
    text::Line,
    timing::{NoTiming, TimingCode, Timings},
};
use jiff::{Span, civil::Date};

codes! {
    /// The three meetings that every order has.
    MeetingPoint {
        Start = "start", "Start of the order";
        Middle = "middle", "Middle of the order";
        End = "end", "End of the order";
    }
}

codes! {
    /// What makes joint meetings more frequent.
    Trigger {
        Seriousness = "seriousness", "Medium or high seriousness";
        ComplexNeeds = "complex_needs", "Complex needs";
        NonCompliance = "non_compliance", "Non-compliance";
        Change = "change", "A significant change, above all a rise in the risk of serious harm";
    }
}

/// The days by which the three meetings are due; a short order has them close together, never outside itself.
///
/// # Errors
/// [`NoTiming`] when the catalogue has no such rule on the day the order was made.
pub fn three_way_meetings(
    made: Date,
    ends: Date,
    timings: &Timings,
    holidays: &BankHolidays,
) -> Result<[(MeetingPoint, Date); 3], NoTiming> {
    let middle = middle_of(made, ends);
    let start = timings.after(TimingCode::MeetingStart, made, holidays)?.min(middle);
    let row = timings.on(TimingCode::MeetingEnd, made)?;
    let end = Timings::new(vec![row.clone()]).before(TimingCode::MeetingEnd, ends.max(made)).unwrap_or(ends);
    Ok([(MeetingPoint::Start, start), (MeetingPoint::Middle, middle), (MeetingPoint::End, end.max(middle))])
}

/// The middle of an order: half of its calendar months where it lasts whole ones, as orders do; else half of its days. Half a
/// month is fifteen days.
fn middle_of(made: Date, ends: Date) -> Date {
    let span = Span::new();
    let Some(months) = whole_months(made, ends) else {
        let days = i64::from(made.until(ends).map_or(0, |span| span.get_days())).max(0);
        return made.saturating_add(span.days(days / 2));
    };
    made.saturating_add(span.months(months / 2)).saturating_add(span.days(15 * (months % 2)))
}

/// How many calendar months lie between the two days, the last day counted or not; none when it is no whole number.
fn whole_months(made: Date, ends: Date) -> Option<i64> {
    let between = |day: Date| {
        (i64::from(day.year()) - i64::from(made.year())) * 12 + i64::from(day.month() - made.month())
    };
    let next = ends.tomorrow().unwrap_or(ends);
    [ends, next].into_iter().find_map(|day| {
        let months = between(day);
        (months > 0 && made.saturating_add(Span::new().months(months)) == day).then_some(months)
    })
}

/// Why, and since when, joint meetings are more frequent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raised {
    /// What raised it.
    pub trigger: Trigger,
    /// Since which day.
    pub day: Date,
    /// In words.
    pub words: Line,
    /// Who said so, when.
    pub stamp: Stamp,
    /// The last day, once somebody has said that it is over.
    pub until: Option<Date>,
}

impl Raised {
    /// Whether it still raises the cadence on `day`.
    pub fn holds_on(&self, day: Date) -> bool {
        self.day <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// The window of the next joint meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Not before, unless somebody wishes it.
    pub from: Date,
    /// By which day.
    pub due: Date,
}

/// When the parties meet next after `since` (the last meeting, or the day the cadence was raised); not after the order.
///
/// # Errors
/// [`NoTiming`] when the catalogue has no such rule on that day.
pub fn next_joint_meeting(
    since: Date,
    ends: Date,
    timings: &Timings,
    holidays: &BankHolidays,
) -> Result<Window, NoTiming> {
    let due = timings.after(TimingCode::RaisedCadence, since, holidays)?.min(ends.max(since));
    let from = timings.after(TimingCode::RaisedCadenceLeast, since, holidays)?.min(due);
    Ok(Window { from, due })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timing::tests::defaults;
    use jiff::{ToSpan, civil::date};
    use proptest::prelude::*;

    #[test]
    fn s0_13_three_way_meetings_fall_due_at_start_middle_and_end() {
        let no = BankHolidays::default();
        for (made, ends, due) in [
            // Twelve months, the last day counted and not: the middle is month 6.
            (date(2026, 3, 2), date(2027, 3, 1), [date(2026, 3, 30), date(2026, 9, 2), date(2027, 2, 1)]),
            (
                date(2026, 11, 20),
                date(2027, 11, 20),
                [date(2026, 12, 18), date(2027, 5, 20), date(2027, 10, 23)],
            ),
            // Eighteen months, and twenty-three: half a month is fifteen days.
            (date(2026, 3, 2), date(2027, 9, 1), [date(2026, 3, 30), date(2026, 12, 2), date(2027, 8, 4)]),
            (date(2026, 3, 2), date(2028, 2, 1), [date(2026, 3, 30), date(2027, 2, 17), date(2028, 1, 4)]),
            // From the last day of a month, to the last day of the shorter one half a year on.
            (date(2026, 8, 31), date(2027, 8, 30), [date(2026, 9, 28), date(2027, 2, 28), date(2027, 8, 2)]),
            // No whole number of months: half of the days.
            (date(2026, 3, 2), date(2027, 3, 11), [date(2026, 3, 30), date(2026, 9, 5), date(2027, 2, 11)]),
            (date(2026, 1, 1), date(2026, 7, 1), [date(2026, 1, 29), date(2026, 4, 1), date(2026, 6, 3)]),
            // Too short for four weeks at either end: all within the order.
            (date(2026, 1, 1), date(2026, 1, 31), [date(2026, 1, 16), date(2026, 1, 16), date(2026, 1, 16)]),
        ] {
            let meetings = three_way_meetings(made, ends, &defaults(), &no).unwrap();
            assert_eq!(meetings.map(|(_, day)| day), due, "{made}");
        }
    }

    #[test]
    fn a_raised_cadence_asks_for_a_meeting_within_six_weeks() {
        let no = BankHolidays::default();
        for (since, ends, from, due) in [
            (date(2026, 3, 2), date(2027, 3, 1), date(2026, 4, 2), date(2026, 4, 13)),
            (date(2026, 1, 31), date(2027, 3, 1), date(2026, 2, 28), date(2026, 3, 14)),
            (date(2027, 2, 20), date(2027, 3, 1), date(2027, 3, 1), date(2027, 3, 1)),
        ] {
            assert_eq!(next_joint_meeting(since, ends, &defaults(), &no), Ok(Window { from, due }));
        }
    }

    proptest! {
        /// Meetings stand in order within the order, and a raised one is never more than six weeks away.
        #[test]
        fn meetings_lie_in_order_within_the_order(start in 0..9000_i64, length in 0..1200_i64, later in 0..1200_i64) {
            let no = BankHolidays::default();
            let made = date(2010, 1, 1).checked_add(start.days()).unwrap();
            let ends = made.checked_add(length.days()).unwrap();
            let days = three_way_meetings(made, ends, &defaults(), &no).unwrap().map(|(_, day)| day);
            prop_assert!(made <= days[0] && days[0] <= days[1] && days[1] <= days[2] && days[2] <= ends);
            let since = made.checked_add(later.min(length).days()).unwrap();
            let next = next_joint_meeting(since, ends, &defaults(), &no).unwrap();
            prop_assert!(since <= next.from && next.from <= next.due && next.due <= ends);
            prop_assert!(since.until(next.due).unwrap().get_days() <= 42);
        }
    }
}
