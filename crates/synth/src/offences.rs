//! Offences and convictions: what came before the order, what it was made for, and what came after.
//!
//! Classes are Home Office classes that the predictors of reoffending.md, section 2.1, score; offence codes have the national form and are
//! not to be relied on. Sexual offences are left out on purpose.

use crate::World;
use crate::chance::{Chance, Stream};
use crate::course::{Course, Drinking, Standing};
use crate::days::{days_between, plus, working};
use crate::identity::age_on;
use crate::person::Offence;
use domain::order::OrderKind;
use jiff::Span;
use jiff::civil::Date;

/// A kind of offence: code, class, plain words, how common, and how much more so with drink and with drugs.
struct Kind(&'static str, &'static str, &'static str, u32, u32, u32);

#[rustfmt::skip]
static KINDS: [Kind; 24] = [
    Kind("TH68010", "046/00", "Theft from a shop", 150, 60, 250),
    Kind("CJ88001", "105/01", "Common assault", 110, 160, 20),
    Kind("OF61102", "008/06", "Assault occasioning actual bodily harm", 60, 70, 10),
    Kind("CD71039", "149/00", "Criminal damage", 60, 80, 10),
    Kind("RT88191", "803/01", "Driving with excess alcohol", 40, 170, 0),
    Kind("RT88760", "804/01", "Driving while disqualified", 50, 20, 20),
    Kind("RT88333", "809/01", "Driving without insurance", 50, 10, 15),
    Kind("MD71530", "092/60", "Possession of a class B drug", 45, 0, 90),
    Kind("MD71523", "092/52", "Possession of a class A drug with intent to supply", 25, 0, 60),
    Kind("TH68036", "028/03", "Burglary of a dwelling", 35, 5, 60),
    Kind("TH68037", "030/02", "Burglary other than of a dwelling", 35, 10, 70),
    Kind("PU86116", "125/09", "Threatening or abusive behaviour", 60, 90, 5),
    Kind("PU86004", "066/01", "Affray", 25, 40, 0),
    Kind("TH68023", "054/01", "Handling stolen goods", 30, 0, 30),
    Kind("TH68072", "130/01", "Taking a vehicle without consent", 25, 10, 15),
    Kind("FA06001", "053/01", "Fraud by false representation", 45, 0, 20),
    Kind("TH68041", "034/02", "Robbery", 15, 10, 30),
    Kind("PH97005", "195/94", "Harassment", 40, 20, 5),
    Kind("BA76004", "083/01", "Failing to surrender to custody", 35, 10, 30),
    Kind("CJ67002", "140/01", "Being drunk and disorderly", 10, 120, 0),
    Kind("PR53014", "081/03", "Possession of a bladed article", 35, 5, 10),
    Kind("SC15002", "105/10", "Controlling or coercive behaviour", 25, 20, 5),
    Kind("PA96001", "104/23", "Assault of an emergency worker", 25, 60, 5),
    Kind("TH68151", "045/10", "Theft from a vehicle", 20, 5, 40),
];

/// The offences of one person, in the order in which they were committed.
pub(crate) fn invent(world: &World, course: &Course) -> Vec<Offence> {
    let mut chance = Chance::of(world.seed, Stream::History, course.number ^ (1 << 60));
    let mut offences = earlier(world, course, &mut chance);
    if course.standing != Standing::NoOrder {
        offences.extend(index(world, course, &mut chance));
    }
    offences.extend(later(world, course, &mut chance));
    offences.sort_by_key(|offence| (offence.committed, offence.convicted));
    offences
}

fn kind(course: &Course, chance: &mut Chance) -> &'static Kind {
    let drink = course.drinking != Drinking::Low;
    let weight = |kind: &Kind| kind.3 + u32::from(drink) * kind.4 + u32::from(course.drugs) * kind.5;
    let mut at = chance.below(KINDS.iter().map(weight).sum());
    for kind in &KINDS {
        let weight = weight(kind);
        if at < weight {
            return kind;
        }
        at -= weight;
    }
    let [first, ..] = &KINDS;
    first
}

/// Who may not drive yet is not disqualified from it, but may take a car.
fn at_age(kind: &'static Kind, age: i32) -> &'static Kind {
    let taking = KINDS.iter().find(|kind| kind.0 == "TH68072");
    if age < 17 && kind.0.starts_with("RT") { taking.unwrap_or(kind) } else { kind }
}

fn offence(kind: &Kind, committed: Date, convicted: Option<Date>, disposal: &'static str) -> Offence {
    Offence { code: kind.0, class: kind.1, words: kind.2, committed, convicted, disposal }
}

/// Convictions and cautions before the order. About one person in five has none; a few have a great many, of whom the latest dozen are kept. Our own guess.
fn earlier(world: &World, course: &Course, chance: &mut Chance) -> Vec<Offence> {
    let from = course.born.saturating_add(Span::new().years(14));
    // Proof of an earlier offence comes before the person was first known to the partnership.
    let until = plus(course.first_known.on, -420);
    let span = days_between(from, until);
    if span < 200 {
        return Vec::new();
    }
    let (least, most) = chance.weighted(&[((0, 0), 22), ((1, 3), 36), ((4, 8), 25), ((9, 12), 17)], (0, 0));
    // At most two a year, so that the young have short lists.
    let count = chance.between(least, most).min(span / 180);
    (0..count)
        .map(|_| {
            let committed = plus(from, chance.between(0, span));
            let convicted = working(&world.holidays, plus(committed, chance.between(8, 330)));
            let young = age_on(course.born, convicted) < 18;
            let disposal = match (young, chance.below(10)) {
                (true, 0..6) => "Youth referral order",
                (true, _) => "Youth caution",
                (false, 0..2) => "Caution",
                (false, 2..5) => "Fine",
                (false, 5..7) => "Conditional discharge",
                (false, 7..9) => "Community order",
                (false, _) => "Custody",
            };
            offence(
                at_age(kind(course, chance), age_on(course.born, committed)),
                committed,
                Some(convicted),
                disposal,
            )
        })
        .collect()
}

/// What the order was made for: one offence, sometimes two.
fn index(world: &World, course: &Course, chance: &mut Chance) -> Vec<Offence> {
    let disposal = course.kind.words();
    let disposal = if course.kind == OrderKind::Licence { "Custody" } else { disposal };
    // Who is on licence was sentenced before, and served a part of it.
    let sentenced = match course.kind {
        OrderKind::Licence | OrderKind::PostSentence => plus(course.start, -chance.between(70, 300)),
        _ => course.start,
    };
    let convicted = working(&world.holidays, plus(sentenced, -chance.between(0, 40))).min(course.start);
    let adult = course.born.saturating_add(Span::new().years(15));
    let committed = plus(convicted, -chance.between(15, 260)).max(adult);
    let first = offence(kind(course, chance), committed, Some(convicted), disposal);
    let second =
        chance.happens(220).then(|| offence(kind(course, chance), committed, Some(convicted), disposal));
    std::iter::once(first).chain(second).collect()
}

/// Offences in the year after the order began, proven within the half-year that follows, or still charges (reoffending.md, section 1).
fn later(world: &World, course: &Course, chance: &mut Chance) -> Vec<Offence> {
    let mut offences = Vec::new();
    if !course.reoffends {
        return offences;
    }
    for _ in 0..chance.between(1, 3) {
        let committed = plus(course.start, chance.between(20, 360));
        if committed > course.yesterday {
            continue;
        }
        let proven = working(&world.holidays, plus(committed, chance.between(20, 200)));
        let convicted = (proven <= course.yesterday).then_some(proven);
        let disposal = match (convicted, chance.below(4)) {
            (None, _) => "Charged",
            (Some(_), 0) => "Fine",
            (Some(_), 1) => "Conditional discharge",
            (Some(_), 2) => "Order to continue",
            (Some(_), _) => "Custody, suspended",
        };
        offences.push(offence(kind(course, chance), committed, convicted, disposal));
    }
    offences
}
