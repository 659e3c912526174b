//! When the matcher takes two records for one person without asking anybody, and how long that holds.
//!
//! Whether a pair that was found is held follows from the two records alone, and from what the partnership has set.

use crate::{
    App,
    ports::{Stored, WaitingPair},
};
use domain::{
    identity_review::Pair,
    ids::AgencyId,
    timing::{TimingCode, Timings},
};
use jiff::{Timestamp, civil::Date};
use linkage::live::Thresholds;
use std::collections::BTreeMap;

/// What a pair has to weigh, in thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Weights {
    join: i64,
    keep: i64,
}

/// The rule by which pairs are held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rule {
    /// Pairs of which at most one may be wrong; 0 for never.
    pub(super) one_in: u16,
    weights: Option<Weights>,
}

impl Rule {
    pub(super) fn of(one_in: u16) -> Self {
        let thousandths = |weight: f64| {
            #[expect(clippy::cast_possible_truncation, reason = "a weight is within some hundred bits")]
            let rounded = (weight * 1000.0).ceil() as i64;
            rounded
        };
        let weights = (one_in > 0).then(|| {
            let own = Thresholds::at_most(1.0 / f64::from(one_in));
            Weights { join: thousandths(own.join), keep: thousandths(own.keep) }
        });
        Self { one_in, weights }
    }

    /// What the partnership has set, as of `day`. Where it has set nothing, nobody is joined.
    pub(super) fn on(timings: &Timings, day: Date) -> Self {
        Self::of(timings.on(TimingCode::JoinOneIn, day).map_or(0, |row| row.count))
    }

    fn holds(self, weight: i64, was_held: bool) -> bool {
        self.weights.is_some_and(|own| weight >= if was_held { own.keep } else { own.join })
    }

    /// Says of a pair for which agencies it is held from now on, and since when: what speaks against it lets go at once.
    pub(super) fn hold(
        self,
        pair: &mut WaitingPair,
        held: &BTreeMap<(Pair, AgencyId), Timestamp>,
        now: Timestamp,
    ) {
        for (agency, since) in &mut pair.agencies {
            let was = held.get(&(pair.pair, *agency)).copied();
            let holds = !pair.against && self.holds(pair.weight, was.is_some());
            *since = holds.then(|| was.unwrap_or(now));
        }
    }
}

/// What the partnership has set, as of today.
pub(super) async fn rule(app: &App) -> Stored<Rule> {
    let mut tx = app.store.read().await?;
    let timings = tx.timings().await?;
    tx.end().await?;
    Ok(Rule::on(&timings, app.today()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::PersonId;
    use uuid::Uuid;

    fn held_after(weights: &[(i64, bool)], rule: Rule) -> Vec<Option<i64>> {
        let pair = Pair::new(PersonId(Uuid::from_u128(1)), PersonId(Uuid::from_u128(2))).unwrap();
        let agency = AgencyId(Uuid::nil());
        let (mut held, mut now, mut all) = (BTreeMap::new(), 0, Vec::new());
        for (weight, against) in weights {
            let mut one =
                WaitingPair { pair, weight: *weight, against: *against, agencies: [(agency, None)].into() };
            rule.hold(&mut one, &held, Timestamp::from_second(now).unwrap());
            let since = one.agencies[&agency];
            held = since.map(|since| ((pair, agency), since)).into_iter().collect();
            all.push(since.map(Timestamp::as_second));
            now += 1;
        }
        all
    }

    #[test]
    fn a_pair_is_joined_at_one_wrong_in_a_thousand_and_kept_down_to_one_in_a_hundred() {
        // log2 of 999 is 9.964, of 99 it is 6.629.
        let weights = [9_964, 9_965, 6_630, 6_629, 9_000, 9_965];
        let weights = weights.map(|weight| (weight, false));
        assert_eq!(held_after(&weights, Rule::of(1000)), [None, Some(1), Some(1), None, None, Some(5)]);
    }

    #[test]
    fn what_speaks_against_it_lets_go_at_once_and_no_figure_joins_nobody() {
        let weights = [(20_000, false), (20_000, true), (9_000, false), (20_000, false)];
        assert_eq!(held_after(&weights, Rule::of(1000)), [Some(0), None, None, Some(3)]);
        assert_eq!(held_after(&weights, Rule::of(0)), [None; 4]);
        assert_eq!(Rule::on(&Timings::default(), jiff::civil::date(2026, 1, 1)), Rule::of(0));
    }
}
