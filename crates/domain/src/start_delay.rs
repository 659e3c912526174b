//! What has not begun: requirements without a first session, months after supervision began, and the area's share of them
//! beside that of the study (orders.md, section 5: over 40 % had not begun 4 to 6 months into supervision).

use crate::{
    codes,
    timing::{NoTiming, TimingCode, Timings},
};
use jiff::{ToSpan, civil::Date};

codes! {
    /// How a requirement stands on a day.
    StartBand {
        Early = "early", "Not begun, and not yet late";
        Begun = "begun", "Begun";
        Late = "late", "Not begun: late";
        VeryLate = "very_late", "Not begun: very late";
    }
}

/// The band of one requirement as of `day`.
///
/// # Errors
/// [`NoTiming`] when the catalogue lacks one of the rules.
pub fn band(
    supervision_began: Date,
    first_session: Option<Date>,
    day: Date,
    timings: &Timings,
) -> Result<StartBand, NoTiming> {
    if first_session.is_some_and(|first| first <= day) {
        return Ok(StartBand::Begun);
    }
    let after = |code| -> Result<Date, NoTiming> {
        Ok(supervision_began.saturating_add(i64::from(timings.on(code, day)?.count).months()))
    };
    Ok(if day >= after(TimingCode::StartVeryLate)? {
        StartBand::VeryLate
    } else if day >= after(TimingCode::StartLate)? {
        StartBand::Late
    } else {
        StartBand::Early
    })
}

/// The latest day on which supervision may have begun for `months` of it to have passed on `day`.
///
/// Months clamp to the month's end, so that the way back is not the way there: the last days are tried.
pub fn began_by(day: Date, months: u16) -> Date {
    let back = day.saturating_sub(i64::from(months).months());
    let passed = |began: Date| began.saturating_add(i64::from(months).months()) <= day;
    (0..4_i64).map(|more| back.saturating_add(more.days())).rfind(|began| passed(*began)).unwrap_or(back)
}

/// The area's share, with its denominator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// Not begun, late.
    pub late: u64,
    /// Not begun, very late.
    pub very_late: u64,
    /// Of how many that have been under supervision for as long.
    pub of: u64,
}

impl Share {
    /// Counts one requirement: those that are not late yet say nothing, nor does one that began before it could be late.
    #[must_use]
    pub const fn with(self, band: StartBand, long_enough: bool) -> Self {
        if !long_enough {
            return self;
        }
        Self {
            late: self.late + matches!(band, StartBand::Late) as u64,
            very_late: self.very_late + matches!(band, StartBand::VeryLate) as u64,
            of: self.of + 1,
        }
    }

    /// Not begun of all, in tenths of a per cent; `None` of nothing.
    pub const fn per_mille(self) -> Option<u64> {
        ((self.late + self.very_late) * 1000).checked_div(self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timing::tests::defaults;
    use jiff::civil::date;

    #[test]
    fn s2_15_late_from_four_months_and_worse_from_six() {
        let began = date(2026, 1, 31);
        for (first, day, expected) in [
            (None, date(2026, 5, 30), StartBand::Early),
            (None, date(2026, 5, 31), StartBand::Late),
            (None, date(2026, 7, 30), StartBand::Late),
            (None, date(2026, 7, 31), StartBand::VeryLate),
            (Some(date(2026, 6, 15)), date(2026, 6, 14), StartBand::Late),
            (Some(date(2026, 6, 15)), date(2026, 6, 15), StartBand::Begun),
        ] {
            assert_eq!(band(began, first, day, &defaults()), Ok(expected), "{day}");
        }
    }

    #[test]
    fn months_back_are_those_that_lead_there() {
        for (day, months, began) in [
            (date(2026, 5, 31), 4, date(2026, 1, 31)),
            (date(2026, 2, 28), 4, date(2025, 10, 31)),
            (date(2026, 6, 30), 4, date(2026, 2, 28)),
            (date(2026, 7, 1), 6, date(2026, 1, 1)),
        ] {
            assert_eq!(began_by(day, months), began, "{day}");
            assert_ne!(band(began, None, day, &defaults()), Ok(StartBand::Early));
            assert!(began.tomorrow().unwrap().saturating_add(i64::from(months).months()) > day);
        }
    }

    #[test]
    fn s2_15_the_share_counts_those_long_enough_under_supervision() {
        let bands =
            [StartBand::Late, StartBand::VeryLate, StartBand::Begun, StartBand::Begun, StartBand::Begun];
        let share = bands.iter().fold(Share::default(), |share, band| share.with(*band, true));
        let share = share.with(StartBand::Early, false);
        assert_eq!(share, Share { late: 1, very_late: 1, of: 5 });
        assert_eq!(share.per_mille(), Some(400));
        assert_eq!(Share::default().per_mille(), None);
    }
}
