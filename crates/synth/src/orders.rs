//! Orders, licences and their requirements, with lawful amounts.

use crate::World;
use crate::chance::{Chance, Stream};
use crate::course::{Course, Drinking, Standing};
use crate::days::{days_between, plus, plus_months, working};
use crate::person::{Offence, Order, OrderEnd, Requirement};
use crate::places::WardIx;
use domain::order::{OrderKind, RequirementKind, Unit};
use jiff::civil::{Date, date};

/// One row of the catalogue: code, name, unit, least, most. Limits: orders.md, section 3.
struct Row(&'static str, &'static str, Unit, Option<u32>, Option<u32>);

#[rustfmt::skip]
static ROWS: [Row; 14] = [
    Row("UPW", "Unpaid work", Unit::Hours, Some(40), Some(300)),
    Row("RAR", "Rehabilitation activity", Unit::Days, Some(1), None),
    Row("PROG", "Accredited programme", Unit::Days, Some(1), None),
    Row("CURF", "Curfew", Unit::Months, Some(1), Some(24)),
    Row("EXCL", "Exclusion", Unit::Months, Some(1), Some(24)),
    Row("PROH", "Prohibited activity", Unit::Months, Some(1), None),
    Row("RESI", "Residence", Unit::Months, Some(1), None),
    Row("FTPR", "Foreign travel prohibition", Unit::Months, Some(1), Some(12)),
    Row("MHTR", "Mental health treatment", Unit::Months, Some(1), Some(36)),
    Row("DRR", "Drug rehabilitation", Unit::Months, Some(1), Some(36)),
    Row("ATR", "Alcohol treatment", Unit::Months, Some(1), Some(36)),
    Row("AAMR", "Alcohol abstinence and monitoring", Unit::Days, Some(1), Some(120)),
    Row("ATTC", "Attendance centre", Unit::Hours, Some(12), Some(36)),
    Row("LIC", "Standard licence conditions", Unit::Months, Some(1), None),
];

/// The kinds of requirement that the invented orders use, with the limits of orders.md, section 3, from the Sentencing Code's first day on.
///
/// For a demonstration's catalogue; the product's own is dated data that an administrator keeps.
pub fn requirement_catalogue() -> Vec<RequirementKind> {
    let kind = |Row(code, name, unit, least, most): &Row| RequirementKind {
        code: (*code).to_owned(),
        name: (*name).to_owned(),
        unit: *unit,
        least: *least,
        most: *most,
        from: date(2020, 12, 1),
        to: None,
    };
    ROWS.iter().map(kind).collect()
}

/// The orders of one person: the one that the outline is about and, for some, an earlier one.
pub(crate) fn invent(world: &World, course: &Course, offences: &[Offence]) -> Vec<Order> {
    if course.standing == Standing::NoOrder {
        return Vec::new();
    }
    let mut chance = Chance::of(world.seed, Stream::Order, course.number);
    let court = court(course.home, course.kind, &mut chance);
    let for_it = offences.iter().rfind(|offence| offence.convicted.is_some_and(|day| day <= course.start));
    let order = Order {
        kind: course.kind,
        court,
        offence: for_it.map_or("Breach of an earlier order", |offence| offence.words),
        made: course.start,
        ends: course.ends,
        ended: course.ended,
        requirements: requirements(course, &mut chance),
        recorded: course.lead_mark(course.start, &mut chance),
    };
    previous(course, offences, &mut chance).into_iter().chain([order]).collect()
}

fn court(home: WardIx, kind: OrderKind, chance: &mut Chance) -> &'static str {
    let magistrates = if home.0 < 12 || home.0 >= 36 {
        "Harrowmere Magistrates' Court"
    } else {
        "Thornbeck Magistrates' Court"
    };
    let crown = if kind == OrderKind::Community { 140 } else { 600 };
    if chance.happens(crown) { "Northmoor Crown Court" } else { magistrates }
}

/// An order of some years ago, known from the conviction that it was made on; recorded when the person came back.
fn previous(course: &Course, offences: &[Offence], chance: &mut Chance) -> Option<Order> {
    let earlier = offences.iter().find(|offence| {
        let years_ago = offence.convicted.is_some_and(|day| {
            let days = days_between(day, course.first_known.on);
            (440..3_600).contains(&days)
        });
        years_ago && offence.disposal == "Community order"
    })?;
    let made = earlier.convicted?;
    let ends = plus_months(made, 12);
    Some(Order {
        kind: OrderKind::Community,
        court: court(course.home, OrderKind::Community, chance),
        offence: earlier.words,
        made,
        ends,
        ended: Some((ends, OrderEnd::Expired)),
        requirements: vec![whole("UPW", 80, made, ends)],
        recorded: course.lead_mark(course.start, chance),
    })
}

fn whole(code: &'static str, amount: u32, made: Date, ends: Date) -> Requirement {
    let (name, unit) = row(code);
    Requirement {
        code,
        name,
        amount,
        unit,
        done: amount,
        began: Some(plus(made, 14)),
        ended: Some(plus(ends, -30)),
    }
}

fn row(code: &str) -> (&'static str, Unit) {
    let row = ROWS.iter().find(|row| row.0 == code);
    row.map_or(("Requirement", Unit::Months), |row| (row.1, row.2))
}

/// Which requirements go together is our own guess within orders.md, section 3: an alcohol abstinence requirement is never for somebody
/// who depends on alcohol, so it never stands beside alcohol treatment.
fn requirements(course: &Course, chance: &mut Chance) -> Vec<Requirement> {
    let months = u32::try_from(course.months).unwrap_or(12);
    if matches!(course.kind, OrderKind::Licence | OrderKind::PostSentence) {
        return vec![built(course, "LIC", months, chance)];
    }
    let mut list = Vec::new();
    let treatment = months.min(u32::try_from(chance.weighted(&[(6, 60), (9, 15), (12, 25)], 6)).unwrap_or(6));
    if course.drinking == Drinking::Dependent && chance.happens(480) {
        list.push(built(course, "ATR", treatment, chance));
    } else if matches!(course.drinking, Drinking::Increasing | Drinking::Higher) && chance.happens(90) {
        let days = u32::try_from(chance.weighted(&[(60, 30), (90, 45), (120, 25)], 90)).unwrap_or(90);
        list.push(built(course, "AAMR", days, chance));
    }
    if course.drugs && chance.happens(240) {
        list.push(built(course, "DRR", treatment, chance));
    }
    if chance.happens(25) {
        list.push(built(course, "MHTR", treatment, chance));
    }
    if chance.happens(600) {
        let days = chance.weighted(&[(10, 20), (15, 25), (20, 25), (25, 15), (30, 10), (40, 5)], 20);
        list.push(built(course, "RAR", days, chance));
    }
    if chance.happens(430) {
        let hours = chance.weighted(
            &[(40, 12), (60, 16), (80, 22), (100, 18), (120, 14), (150, 9), (200, 6), (300, 3)],
            80,
        );
        list.push(built(course, "UPW", hours, chance));
    }
    if chance.happens(140) {
        list.push(built(course, "PROG", chance.weighted(&[(19, 3), (26, 4), (35, 3)], 26), chance));
    }
    if chance.happens(110) {
        list.push(built(
            course,
            "CURF",
            months.min(chance.weighted(&[(1, 1), (2, 3), (3, 4), (6, 2)], 3)),
            chance,
        ));
    }
    if list.is_empty() {
        list.push(built(course, "RAR", 15, chance));
    }
    list
}

/// A requirement as far as it has come: how much is done goes with the time that has passed and with how well the person keeps appointments.
fn built(course: &Course, code: &'static str, amount: u32, chance: &mut Chance) -> Requirement {
    let (name, unit) = row(code);
    let begins = working(course.holidays, plus(course.start, delay(code, chance)));
    let until = course.open_until();
    let began = (begins <= until).then_some(begins);
    let takes = match code {
        "ATR" | "DRR" | "MHTR" | "CURF" | "LIC" => i32::try_from(amount).unwrap_or(6) * 30,
        "AAMR" => i32::try_from(amount).unwrap_or(90),
        _ => days_between(begins, course.ends) * 3 / 4,
    };
    let takes = takes.clamp(20, days_between(begins, course.ends).max(20));
    let passed = days_between(begins, until).clamp(0, takes);
    let share = if course.struggles { 80 } else { 100 };
    let done =
        u32::try_from(i64::from(amount) * i64::from(passed) * share / (i64::from(takes) * 100)).unwrap_or(0);
    let finished = began.is_some() && plus(begins, takes) <= until;
    let ended = finished
        .then(|| plus(begins, takes))
        .or(course.ended.map(|(day, _)| day))
        .filter(|_| began.is_some());
    Requirement { code, name, amount, unit, done: if began.is_some() { done } else { 0 }, began, ended }
}

/// Days from the order to the first session. Over 40 % of alcohol interventions had not begun four to six months into
/// supervision: practice-catalogue.md, S2-15. The other delays are our own guess.
fn delay(code: &str, chance: &mut Chance) -> i32 {
    match code {
        "ATR" if chance.happens(430) => chance.between(125, 200),
        "ATR" | "DRR" | "MHTR" => chance.between(18, 90),
        "CURF" | "AAMR" | "LIC" => chance.between(0, 3),
        "UPW" => chance.between(12, 60),
        "PROG" => chance.between(30, 150),
        _ => chance.between(7, 28),
    }
}
