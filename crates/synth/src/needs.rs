//! Needs by the seven pathways, and AUDIT screenings.

use crate::World;
use crate::chance::{Chance, Stream};
use crate::course::{Course, Drinking, Standing};
use crate::days::plus;
use crate::person::{Audit, Mark, Need, Offence};
use crate::words;
use domain::pathway::{NeedLevel, Pathway};
use jiff::civil::Date;

/// The day by which a first plan is written: fifteen working days after the first appointment (orders.md, section 4.3).
fn plan_day(world: &World, course: &Course, chance: &mut Chance) -> Date {
    let days = u16::try_from(chance.between(4, 18)).unwrap_or(10);
    world.holidays.after(course.start, days)
}

/// What was found at the plan and, for longer orders, at a review.
pub(crate) fn invent(world: &World, course: &Course, offences: &[Offence]) -> Vec<Need> {
    let mut chance = Chance::of(world.seed, Stream::Needs, course.number);
    let planned = plan_day(world, course, &mut chance);
    if planned > course.open_until() {
        return Vec::new();
    }
    let found = course.lead_mark(planned, &mut chance);
    let reoffended = course.reoffends && offences.iter().any(|offence| offence.committed > course.start);
    let mut needs: Vec<Need> = Pathway::ALL
        .iter()
        .map(|pathway| {
            let level = level(*pathway, course, reoffended, &mut chance);
            written(course, *pathway, level, found, &mut chance)
        })
        .collect();
    // Plans are reviewed every sixteen weeks (orders.md, section 4.3); the first review is kept here, with what had changed.
    let review = plus(planned, 112);
    if review <= course.open_until() {
        let found = course.lead_mark(review, &mut chance);
        let changed: Vec<Need> = needs
            .iter()
            .filter(|need| need.level != NeedLevel::None)
            .filter_map(|need| {
                let better = chance.happens(380);
                let level = if need.level == NeedLevel::Great { NeedLevel::Some } else { NeedLevel::None };
                better.then(|| written(course, need.pathway, level, found, &mut chance))
            })
            .collect();
        needs.extend(changed);
    }
    needs
}

fn written(course: &Course, pathway: Pathway, level: NeedLevel, found: Mark, chance: &mut Chance) -> Need {
    let drinks = course.drinking != Drinking::Low;
    Need { pathway, level, detail: chance.pick(words::need(pathway, level, drinks, course.drugs)), found }
}

/// How many in a thousand have a need.
///
/// Housing 50 % and money 45 %: practice-catalogue.md, S3-36 (people helped by a police scheme, the nearest that the notes give). Work: 35 % are in work at
/// the end of an order, S2-01, so 65 % are not. Attitudes: 55 %, and 64 % of those who reoffend (lifestyle and associates in one district, S3-22).
/// Health: 36 % of prisoners were disabled, S4-01. Families: our own guess. Two in five needs are great, by our own guess.
fn level(pathway: Pathway, course: &Course, reoffended: bool, chance: &mut Chance) -> NeedLevel {
    let per_mille = match pathway {
        Pathway::Accommodation => 500,
        Pathway::Employment => 650,
        Pathway::Health => 360,
        Pathway::Finance => 450,
        Pathway::Family => 300,
        Pathway::Attitudes => {
            if reoffended {
                640
            } else {
                550
            }
        }
        Pathway::Substance => {
            return match (course.drinking, course.drugs) {
                (Drinking::Dependent, _) => NeedLevel::Great,
                (_, true) if chance.happens(450) => NeedLevel::Great,
                (Drinking::Higher, _) | (_, true) => NeedLevel::Some,
                (Drinking::Increasing, false) if chance.happens(500) => NeedLevel::Some,
                _ => NeedLevel::None,
            };
        }
    };
    match (chance.happens(per_mille), chance.happens(400)) {
        (true, true) => NeedLevel::Great,
        (true, false) => NeedLevel::Some,
        (false, _) => NeedLevel::None,
    }
}

/// AUDIT at court or at the plan, and again half a year later for those who scored 16 or more.
///
/// On average the later score is lower; 46 % moved out of dependency in one study of treatment requirements (orders.md, section 6).
pub(crate) fn audits(world: &World, course: &Course) -> Vec<Audit> {
    let mut chance = Chance::of(world.seed, Stream::Needs, course.number ^ (1 << 60));
    let mut audits = Vec::new();
    let planned = plan_day(world, course, &mut chance);
    let first = match course.screened {
        Some(day) => Some(course.mark(day, course.first_known.by, course.first_known.agency, &mut chance)),
        // Not everybody is asked: about one in four is not, by our own guess.
        None if planned <= course.open_until() && chance.happens(760) => {
            Some(course.lead_mark(planned, &mut chance))
        }
        None => None,
    };
    let Some(asked) = first else { return audits };
    let (least, most) = match course.drinking {
        Drinking::Low => (0, 7),
        Drinking::Increasing => (8, 15),
        Drinking::Higher => (16, 19),
        Drinking::Dependent => (20, 38),
    };
    let total = chance.between(least, most);
    audits.push(scored(total, asked, &mut chance));
    let again = plus(asked.on, chance.between(150, 210));
    if total >= 16 && course.standing != Standing::NoOrder && again <= course.open_until() {
        let drop = if chance.happens(460) { chance.between(6, 14) } else { chance.between(-2, 5) };
        let asked = course.lead_mark(again, &mut chance);
        audits.push(scored((total - drop).clamp(0, 40), asked, &mut chance));
    }
    audits
}

/// Item scores that add up to `total` and could have been given: no drinking at all leaves the middle items at 0.
fn scored(total: i32, asked: Mark, chance: &mut Chance) -> Audit {
    let total = u8::try_from(total.clamp(0, 40)).unwrap_or(0);
    // The last two score 0, 2 or 4; the first eight can hold 32.
    let owed = total.saturating_sub(32);
    let mut ninth = chance.pick(&[0_u8, 2, 4]).min(total / 2 * 2);
    let mut tenth = chance.pick(&[0_u8, 2, 4]).min((total - ninth) / 2 * 2);
    if ninth + tenth < owed {
        (ninth, tenth) = (4, 4);
    }
    let mut rest = total - ninth - tenth;
    let mut first_eight = [0_u8; 8];
    // How often, how much and how much at once come first; who never drinks scores nothing on them.
    for item in first_eight.iter_mut().take(3) {
        let share = rest.min(1);
        *item = share;
        rest -= share;
    }
    while rest > 0 {
        let from = usize::try_from(chance.below(8)).unwrap_or(0);
        let (before, after) = first_eight.split_at_mut(from);
        let Some(item) = after.iter_mut().chain(before).find(|item| **item < 4) else { break };
        *item += 1;
        rest -= 1;
    }
    let mut items = [0_u8; 10];
    for (item, score) in items.iter_mut().zip(first_eight.into_iter().chain([ninth, tenth])) {
        *item = score;
    }
    Audit { items, total: items.iter().sum(), asked }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agencies::the;
    use crate::staff::AccountIx;

    #[test]
    fn item_scores_add_up_to_every_total_and_stay_in_their_ranges() {
        let mut chance = Chance::of(2, Stream::Needs, 0);
        let day = jiff::civil::date(2026, 3, 2);
        let asked =
            Mark { at: crate::days::at(day, 9, 0), on: day, by: AccountIx(0), agency: the::PROBATION };
        for total in 0..=40 {
            for _ in 0..40 {
                let audit = scored(total, asked, &mut chance);
                assert_eq!(i32::from(audit.total), total, "{:?}", audit.items);
                assert!(audit.items[..8].iter().all(|item| *item <= 4));
                assert!(audit.items[8..].iter().all(|item| [0, 2, 4].contains(item)));
            }
        }
    }
}
