//! Legal days: working days, and London's day for an instant.
//!
//! Bank holidays are data and come in with the call. Day 0 is the day of the event (orders.md, section 4.3).

use jiff::{
    Timestamp,
    civil::{Date, Weekday},
    tz::TimeZone,
};
use std::collections::BTreeSet;

/// The days on which nobody is expected to work, besides Saturdays and Sundays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BankHolidays(BTreeSet<Date>);

impl BankHolidays {
    /// The holidays of one nation.
    pub fn new(days: impl IntoIterator<Item = Date>) -> Self {
        Self(days.into_iter().collect())
    }

    /// Whether `day` is worked.
    pub fn works(&self, day: Date) -> bool {
        !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !self.0.contains(&day)
    }

    /// The day `count` working days after `day`, which itself is day 0.
    pub fn after(&self, day: Date, count: u16) -> Date {
        let mut left = count;
        let mut at = day;
        while left > 0 {
            let Ok(next) = at.tomorrow() else { return at };
            at = next;
            left -= u16::from(self.works(at));
        }
        at
    }

    /// Working days from `from` (day 0) to `to`; 0 when `to` is not later.
    pub fn between(&self, from: Date, to: Date) -> u32 {
        let mut count = 0;
        let mut at = from;
        while at < to {
            let Ok(next) = at.tomorrow() else { return count };
            at = next;
            count += u32::from(self.works(at));
        }
        count
    }
}

/// The legal day in London at `instant`; UTC's day on a machine that has no time zone data.
pub fn day_in_london(instant: Timestamp, london: &TimeZone) -> Date {
    instant.to_zoned(london.clone()).date()
}

/// London's time zone from the data built into the program or the machine; UTC when neither has it.
pub fn london() -> TimeZone {
    TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn england_and_wales() -> BankHolidays {
        BankHolidays::new([date(2025, 12, 25), date(2025, 12, 26), date(2026, 1, 1)])
    }

    #[test]
    fn orders_section_4_3_ten_working_days() {
        let days = england_and_wales();
        assert_eq!(days.after(date(2025, 12, 19), 10), date(2026, 1, 7));
        assert_eq!(days.after(date(2026, 3, 2), 10), date(2026, 3, 16));
        assert_eq!(days.between(date(2025, 12, 19), date(2026, 1, 7)), 10);
        assert_eq!(days.between(date(2026, 1, 7), date(2025, 12, 19)), 0);
    }

    #[test]
    fn londons_day_runs_an_hour_ahead_in_summer() {
        let late: Timestamp = "2026-06-30T23:30:00Z".parse().unwrap();
        assert_eq!(day_in_london(late, &london()), date(2026, 7, 1));
        let winter: Timestamp = "2026-01-30T23:30:00Z".parse().unwrap();
        assert_eq!(day_in_london(winter, &london()), date(2026, 1, 30));
    }
}
