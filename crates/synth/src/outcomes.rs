//! Work, home and GP at the start and at the end of an order.

use crate::World;
use crate::chance::{Chance, Stream};
use crate::course::{Course, Standing};
use crate::days::plus;
use crate::person::{Mark, Measure, Outcome};
use domain::order::OrderKind;

/// What was found at the start and, once the order has ended, at the end.
///
/// At the end 35 % are in work (practice-catalogue.md, S2-01) and 84.0 % have a settled home (reoffending.md, section 5). Of people
/// who leave prison over half have no GP (practice-catalogue.md, S4-22). The other shares are our own guesses.
pub(crate) fn invent(world: &World, course: &Course) -> Vec<Outcome> {
    if course.standing == Standing::NoOrder {
        return Vec::new();
    }
    let mut chance = Chance::of(world.seed, Stream::Needs, course.number ^ (1 << 61));
    let from_prison = course.kind == OrderKind::Licence;
    let start = plus(course.start, 14).min(course.open_until());
    let mut outcomes = Vec::with_capacity(6);
    let mut find = |found: Mark, shares: [(Measure, u32); 3], chance: &mut Chance| {
        outcomes.extend(shares.map(|(measure, per_mille)| Outcome {
            measure,
            yes: chance.happens(per_mille),
            found,
        }));
    };
    let found = course.lead_mark(start, &mut chance);
    let gp = if from_prison { 460 } else { 780 };
    find(found, [(Measure::InWork, 290), (Measure::SettledHome, 640), (Measure::HasGp, gp)], &mut chance);
    if let Some((ended, _)) = course.ended {
        let found = course.lead_mark(ended, &mut chance);
        find(
            found,
            [(Measure::InWork, 350), (Measure::SettledHome, 840), (Measure::HasGp, 880)],
            &mut chance,
        );
    }
    outcomes
}
