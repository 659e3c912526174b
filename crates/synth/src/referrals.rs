//! Referrals down the agreed pathways, with their dated facts: sent, opened, answered, begun, concluded.

use crate::World;
use crate::agencies::{SERVICES, Service, ServiceIx, the};
use crate::chance::{Chance, Stream};
use crate::course::{Course, Drinking, Standing};
use crate::days::{days_between, plus, working};
use crate::person::{Mark, Need, Order, Referral, RiskFlag};
use crate::staff::{AccountIx, worker};
use crate::words;
use domain::pathway::{NeedLevel, Pathway};
use domain::referral::{DeclineReason, EndReason, Fact, WithdrawReason};
use domain::risk::RiskKind;
use domain::text::Prose;
use jiff::civil::Date;

/// A referral that somebody means to make.
struct Wish {
    service: u16,
    sent: Date,
    requirement: Option<(usize, usize)>,
    /// The days on which the requirement began and ended, where it has: what is told of the referral must fit.
    began: Option<Date>,
    ended: Option<Date>,
}

/// The referrals of one person, by the day they were sent.
pub(crate) fn invent(
    world: &World,
    course: &Course,
    orders: &[Order],
    needs: &[Need],
    flags: &[RiskFlag],
    delivery: &str,
) -> Vec<Referral> {
    let mut chance = Chance::of(world.seed, Stream::Referrals, course.number);
    let mut wishes = required(world, course, orders, &mut chance);
    wishes.extend(wished(world, course, orders, needs, &mut chance));
    if needs.is_empty() && course.standing == Standing::NoOrder {
        wishes.push(Wish {
            service: first_help(course, &mut chance),
            sent: course.start,
            requirement: None,
            began: None,
            ended: None,
        });
    }
    wishes.sort_by_key(|wish| (wish.service, wish.sent));
    wishes.dedup_by_key(|wish| wish.service);
    wishes.sort_by_key(|wish| (wish.sent, wish.service));
    wishes
        .into_iter()
        .filter_map(|wish| {
            // Within one agency work is handed over, not referred.
            let service = SERVICES
                .get(usize::from(wish.service))
                .filter(|service| service.agency != course.lead_agency)?;
            Some(made(world, course, &wish, service, flags, delivery, &mut chance))
        })
        .collect()
}

/// Each treatment requirement is referred within days of the order.
fn required(world: &World, course: &Course, orders: &[Order], chance: &mut Chance) -> Vec<Wish> {
    let Some((at, order)) = orders.iter().enumerate().next_back() else { return Vec::new() };
    let mut wishes = Vec::new();
    for (place, requirement) in order.requirements.iter().enumerate() {
        let service = match requirement.code {
            "ATR" if course.home.0 < 12 => 0,
            "ATR" => 2,
            "DRR" => 4,
            "MHTR" => 6,
            _ => continue,
        };
        let latest = requirement.began.map_or(course.open_until(), |began| plus(began, -6));
        let days = u16::try_from(chance.between(1, 9)).unwrap_or(1);
        // At the earliest on the next working day: nobody refers under a requirement before the order is made.
        let sent =
            world.holidays.after(course.start, days).min(latest).max(world.holidays.after(course.start, 1));
        if latest >= course.start && sent <= course.open_until() {
            wishes.push(Wish {
                service,
                sent,
                requirement: Some((at, place)),
                began: requirement.began,
                ended: requirement.ended,
            });
        }
    }
    wishes
}

/// What the needs call for. How often a need becomes a referral is our own guess.
fn wished(
    world: &World,
    course: &Course,
    orders: &[Order],
    needs: &[Need],
    chance: &mut Chance,
) -> Vec<Wish> {
    let treated =
        |code: &str| orders.iter().any(|order| order.requirements.iter().any(|known| known.code == code));
    let mut wishes = Vec::new();
    for need in needs.iter().filter(|need| need.level != NeedLevel::None) {
        let great = need.level == NeedLevel::Great;
        let service = match need.pathway {
            Pathway::Substance if course.drugs && !treated("DRR") => 5,
            Pathway::Substance
                if matches!(course.drinking, Drinking::Higher | Drinking::Dependent) && !treated("ATR") =>
            {
                if course.home.0 < 12 {
                    1
                } else {
                    3
                }
            }
            Pathway::Accommodation if great => chance.pick(&[8, 9]),
            Pathway::Accommodation => 10,
            Pathway::Employment => chance.pick(&[11, 11, 12]),
            Pathway::Health if course.woman() && chance.happens(500) => 15,
            Pathway::Health => chance.pick(&[7, 17, 17]),
            Pathway::Family if course.woman() => 14,
            Pathway::Family => 13,
            Pathway::Finance => 18,
            Pathway::Attitudes if great => chance.pick(&[16, 16, 19]),
            Pathway::Attitudes | Pathway::Substance => continue,
        };
        if !chance.happens(if great { 520 } else { 230 }) {
            continue;
        }
        // Many referrals are made at once, others when the time is right.
        let open = days_between(need.found.on, course.open_until());
        let wait = if chance.happens(550) { chance.between(0, 12) } else { chance.between(0, 300) };
        let sent = working(&world.holidays, plus(need.found.on, wait.min(open)));
        if sent <= course.open_until() {
            wishes.push(Wish { service, sent, requirement: None, began: None, ended: None });
        }
    }
    wishes
}

/// Where somebody without an order is sent first.
fn first_help(course: &Course, chance: &mut Chance) -> u16 {
    match course.drinking {
        Drinking::Higher | Drinking::Dependent => 1,
        _ if course.drugs => 5,
        _ => chance.pick(&[7, 8, 18]),
    }
}

fn made(
    world: &World,
    course: &Course,
    wish: &Wish,
    service: &Service,
    flags: &[RiskFlag],
    delivery: &str,
    chance: &mut Chance,
) -> Referral {
    let provider = worker(service.agency, None, course.number, chance);
    let facts = history(world, course, wish, service, provider, chance);
    let to_staff = flags.iter().find(|flag| {
        let relevant = matches!(flag.kind, RiskKind::Staff | RiskKind::Public | RiskKind::SelfHarm);
        relevant && flag.raised.on <= wish.sent
    });
    Referral {
        service: ServiceIx(wish.service),
        from: course.lead_agency,
        made_by: course.lead,
        to: service.agency,
        requirement: wish.requirement,
        asks: chance.pick(words::ASKS.get(usize::from(wish.service)).copied().unwrap_or_default()).to_owned(),
        risk_to_staff: to_staff.map(|flag| flag.detail),
        delivery_needs: delivery.to_owned(),
        answer_by: world.holidays.after(wish.sent, service.answer_in_working_days),
        facts,
    }
}

/// What happened to the referral, as far as time has passed.
///
/// Where the order ends first: what was not yet taken on is withdrawn, treatment under the order concludes, and whatever else has been
/// accepted goes on without the order.
fn history(
    world: &World,
    course: &Course,
    wish: &Wish,
    service: &Service,
    provider: AccountIx,
    chance: &mut Chance,
) -> Vec<(Mark, Fact)> {
    let mut facts = vec![(course.lead_mark(wish.sent, chance), Fact::Sent)];
    // Whatever has begun was accepted before; a referral sent late in its course had less time at each step.
    let latest = wish.began.map(|began| plus(began, -1));
    let step = |day: Date, wait: u16| {
        let next = world.holidays.after(day, wait);
        latest.map_or(next, |latest| next.min(latest)).max(day)
    };
    let by_provider = |day: Date, chance: &mut Chance| course.mark(day, provider, service.agency, chance);
    let opened = step(wish.sent, wait(chance, 0, 2));
    let limit = i32::from(service.answer_in_working_days);
    // About one in six is answered after its limit, and of those to the alcohol services, which have queues, two in five, by our
    // own guess.
    let queues = matches!(service.agency, the::ALCOHOL_SERVICE | the::LANTERN);
    let in_time = if queues { 600 } else { 840 };
    let needed =
        if chance.happens(in_time) { wait(chance, 1, limit - 2) } else { wait(chance, limit, limit + 12) };
    let answered = step(opened, needed);
    // A quarter are answered at once, without being marked as opened first.
    let marked_as_opened = chance.happens(750);
    if opened <= course.open_until() && marked_as_opened {
        facts.push((by_provider(opened, chance), Fact::Received));
    }
    if answered > course.open_until() {
        facts.extend(cut_short(course, chance));
        return in_order(facts);
    }
    // One in eight is declined and one in fourteen taken back, by our own guess; not what has begun.
    match chance.weighted(&[(0, 805), (1, 125), (2, 70)], 0) {
        1 if wish.began.is_none() => facts.push((by_provider(answered, chance), declined(service, chance))),
        2 if wish.began.is_none() => facts.push((course.lead_mark(answered, chance), withdrawn(chance))),
        _ => {
            facts.push((by_provider(answered, chance), Fact::Accepted));
            let (begins, ends) = if wish.requirement.is_some() {
                (wish.began, wish.ended)
            } else {
                let begins = step(answered, begins_after(service, chance));
                (Some(begins), Some(world.holidays.after(begins, wait(chance, 30, 130))))
            };
            let passed = |day: Option<Date>| day.filter(|day| *day <= course.yesterday);
            if let Some(day) = passed(begins) {
                facts.push((by_provider(day, chance), Fact::Begun));
                let completed = Fact::Concluded(Some(EndReason::Completed), None);
                facts.extend(passed(ends).map(|day| (by_provider(day, chance), completed)));
            } else if wish.requirement.is_some() {
                facts.extend(cut_short(course, chance));
            }
        }
    }
    in_order(facts)
}

/// The withdrawal of a referral that the end of the order overtook; nothing while the order is in force.
fn cut_short(course: &Course, chance: &mut Chance) -> Option<(Mark, Fact)> {
    let (ended, _) = course.ended?;
    Some((course.lead_mark(ended, chance), Fact::Withdrawn(WithdrawReason::SentenceEnded, None)))
}

/// Facts of one day were drawn minutes apart in no order; their instants are laid in the order of the facts.
fn in_order(mut facts: Vec<(Mark, Fact)>) -> Vec<(Mark, Fact)> {
    let mut instants: Vec<_> = facts.iter().map(|(mark, _)| (mark.at, mark.on)).collect();
    instants.sort_unstable();
    for ((mark, _), (at, on)) in facts.iter_mut().zip(instants) {
        (mark.at, mark.on) = (at, on);
    }
    facts
}

fn wait(chance: &mut Chance, least: i32, most: i32) -> u16 {
    u16::try_from(chance.between(least, most.max(least))).unwrap_or(0)
}

/// Working days from acceptance to the first session. Over 40 % of alcohol interventions had not begun four to six months
/// into supervision (practice-catalogue.md, S2-15); others begin within weeks, by our own guess.
fn begins_after(service: &Service, chance: &mut Chance) -> u16 {
    let alcohol = matches!(service.agency, the::ALCOHOL_SERVICE | the::LANTERN);
    if alcohol && chance.happens(430) { wait(chance, 80, 125) } else { wait(chance, 3, 25) }
}

fn declined(service: &Service, chance: &mut Chance) -> Fact {
    let reasons = [
        (DeclineReason::NoCapacity, 30),
        (DeclineReason::ThresholdNotMet, 20),
        (DeclineReason::OutOfArea, 10),
        (DeclineReason::NeedNotMet, 12),
        (DeclineReason::NeedsMore, 8),
        (DeclineReason::PersonSaidNo, 12),
        (DeclineReason::InformationMissing, 8),
    ];
    let reason = chance.weighted(&reasons, DeclineReason::NoCapacity);
    let fitting = match reason {
        DeclineReason::NoCapacity => words::DECLINE_WORDS.first(),
        DeclineReason::OutOfArea => words::DECLINE_WORDS.get(1),
        DeclineReason::ThresholdNotMet if matches!(service.agency, the::ALCOHOL_SERVICE | the::LANTERN) => {
            words::DECLINE_WORDS.get(2)
        }
        DeclineReason::InformationMissing => words::DECLINE_WORDS.get(3),
        DeclineReason::PersonSaidNo => words::DECLINE_WORDS.get(4),
        _ => None,
    };
    Fact::Declined(reason, fitting.and_then(|text| Prose::new(text).ok()))
}

fn withdrawn(chance: &mut Chance) -> Fact {
    let reasons = [
        (WithdrawReason::NotEngaged, 40),
        (WithdrawReason::MetElsewhere, 25),
        (WithdrawReason::Moved, 15),
        (WithdrawReason::Mistaken, 12),
        (WithdrawReason::Custody, 8),
    ];
    Fact::Withdrawn(chance.weighted(&reasons, WithdrawReason::Other), None)
}
