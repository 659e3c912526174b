//! Somebody whom several services do not reach any more.
//!
//! What holds: a service has lost touch when the latest that it recorded within the window is a sign of that (an absence, a letter that
//! came back, nobody answering), and not when it reached them since; one alert is raised where enough services have, at least two of
//! them others than the one that is alerted, so that it never follows from the alert which. Nothing here knows who may hear of what:
//! whoever gathers signs has asked the gate about each before. Source: information-sharing.md (signals: an alert without its source).

use crate::{
    ids::AgencyId,
    timing::{NoTiming, TimingCode, Timings},
};
use jiff::{ToSpan, civil::Date};
use std::collections::{BTreeMap, BTreeSet};

/// Services other than the one that is alerted, at least: of one alone it would be plain which.
const OTHERS: usize = 2;

/// When an alert is raised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Days that the window reaches back from the day before.
    pub days: u16,
    /// Services that have lost touch, at least.
    pub services: u16,
}

/// One thing that a service recorded of reaching somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trace {
    /// Which service.
    pub agency: AgencyId,
    /// On which day.
    pub day: Date,
    /// Whether it reached them.
    pub reached: bool,
}

impl Rule {
    /// What the partnership has set, as of `day`.
    ///
    /// # Errors
    /// [`NoTiming`] when it has set none.
    pub fn on(timings: &Timings, day: Date) -> Result<Self, NoTiming> {
        let count = |code| timings.on(code, day).map(|row| row.count);
        Ok(Self { days: count(TimingCode::SilenceWindow)?, services: count(TimingCode::SilenceServices)? })
    }

    /// The first day of the window. What was recorded of today waits for tomorrow, so that no alert follows on the heels of what led
    /// to it.
    pub fn since(self, today: Date) -> Date {
        today.saturating_sub(i64::from(self.days).days())
    }

    /// Whether these services are enough to alert `reader`.
    pub fn alerts(self, lost: &BTreeSet<AgencyId>, reader: AgencyId) -> bool {
        let others = lost.iter().filter(|agency| **agency != reader).count();
        lost.len() >= usize::from(self.services) && others >= OTHERS
    }
}

/// The services that have lost touch: the latest that each recorded is a sign of it. On one day, having reached them counts.
pub fn lost_touch(traces: impl IntoIterator<Item = Trace>) -> BTreeSet<AgencyId> {
    let mut latest: BTreeMap<AgencyId, (Date, bool)> = BTreeMap::new();
    for Trace { agency, day, reached } in traces {
        let last = latest.entry(agency).or_insert((day, reached));
        *last = (*last).max((day, reached));
    }
    latest.into_iter().filter_map(|(agency, (_, reached))| (!reached).then_some(agency)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn agency(number: u128) -> AgencyId {
        AgencyId(Uuid::from_u128(number))
    }

    fn trace(number: u128, day: i8, reached: bool) -> Trace {
        Trace { agency: agency(number), day: date(2026, 11, day), reached }
    }

    const RULE: Rule = Rule { days: 28, services: 3 };

    #[test]
    fn three_services_alert_and_two_do_not() {
        let lost = lost_touch([trace(1, 3, false), trace(2, 4, false), trace(3, 5, false)]);
        assert!(RULE.alerts(&lost, agency(1)) && RULE.alerts(&lost, agency(9)));
        let lost = lost_touch([trace(1, 3, false), trace(2, 4, false), trace(2, 5, false)]);
        assert!(!RULE.alerts(&lost, agency(9)));
    }

    #[test]
    fn a_service_that_reached_them_since_has_not_lost_touch() {
        assert_eq!(lost_touch([trace(1, 3, false), trace(1, 5, true)]), BTreeSet::new());
        assert_eq!(lost_touch([trace(1, 5, true), trace(1, 5, false)]), BTreeSet::new());
        assert_eq!(lost_touch([trace(1, 5, true), trace(1, 6, false)]), BTreeSet::from([agency(1)]));
    }

    #[test]
    fn whatever_is_set_two_others_are_needed() {
        let rule = Rule { services: 1, ..RULE };
        let lost = lost_touch([trace(1, 3, false), trace(2, 4, false)]);
        assert!(!rule.alerts(&lost, agency(1)), "it would be plain which");
        assert!(rule.alerts(&lost, agency(9)));
    }

    proptest! {
        /// In whatever order signs come, the same services have lost touch; one more sign of having reached them never adds one.
        #[test]
        fn order_changes_nothing_and_reaching_them_never_alerts(
            found in proptest::collection::vec((1..5_u128, 1..28_i8, any::<bool>()), 0..20),
            extra in (1..5_u128, 1..28_i8),
        ) {
            let traces: Vec<Trace> = found.iter().map(|(agency, day, reached)| trace(*agency, *day, *reached)).collect();
            let lost = lost_touch(traces.iter().copied());
            prop_assert_eq!(&lost, &lost_touch(traces.iter().rev().copied()));
            let with = lost_touch(traces.into_iter().chain([trace(extra.0, extra.1, true)]));
            prop_assert!(with.is_subset(&lost));
        }
    }
}
