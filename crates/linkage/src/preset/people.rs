//! The preset for people: comparisons by kind of column, the stories of households and of lives that change, and
//! blocking rules that between them survive any two errors.

use super::{
    BlockingKey, BlockingRule, Comparison, Fixed, Issuer, KeyOf, Kind, Level, Model, Part, Rule, Story,
    TermFrequency,
};

pub(super) fn model(kinds: &[Kind], rows: usize) -> Model {
    let comparisons: Vec<Comparison> =
        kinds.iter().filter_map(|kind| comparison(*kind, kinds)).take(Model::MOST_COMPARISONS).collect();
    let stories = stories(&comparisons);
    Model { comparisons, blocking: blocking(kinds, rows), prior: 1e-5, stories }
}

fn comparison(kind: Kind, kinds: &[Kind]) -> Option<Comparison> {
    let has = |other: Kind| kinds.contains(&other);
    let mut columns = vec![kind.name().to_owned()];
    let levels = match kind {
        Kind::Forename => {
            let mut levels = forename();
            if has(Kind::Surname) {
                columns.push(Kind::Surname.name().to_owned());
                levels.insert(1, crossed("changed places", Rule::Crossed, 0.008, 1e-6));
                let at = levels.len() - 2;
                levels.insert(at, crossed("nearly changed places", Rule::CrossedNearly(0.88), 0.002, 1e-5));
            }
            if has(Kind::MiddleName) {
                columns.push(Kind::MiddleName.name().to_owned());
                let at = levels.len() - 2;
                let middle = columns.len() - 1;
                levels.insert(at, level("known by the middle name", Rule::CrossedWith(middle), 0.005, 0.002));
            }
            levels
        }
        Kind::Surname => {
            let mut levels = surname();
            if has(Kind::FormerSurname) {
                columns.push(Kind::FormerSurname.name().to_owned());
                let at = levels.len() - 3;
                levels.insert(at, level("a former surname", Rule::CrossedWith(1), 0.02, 0.0001));
            }
            levels
        }
        Kind::MiddleName => middle_name(),
        Kind::Sex => vec![level("same", Rule::Exact, 0.98, 0.5), level("differs", Rule::Else, 0.02, 0.5)],
        Kind::BirthDate => birth_date(),
        Kind::Postcode => postcode(),
        Kind::Address => address(),
        Kind::HouseNumber => vec![
            same(0.9, 0.02, 0.002),
            level("one character differs", Rule::Edits(1), 0.04, 0.1),
            level("differs", Rule::Else, 0.06, 0.88),
        ],
        Kind::Town => vec![
            same(0.85, 0.01, 0.0002),
            tf(level("nearly the same", Rule::JaroWinkler(0.9), 0.08, 0.005), 0.5),
            level("similar", Rule::JaroWinkler(0.8), 0.02, 0.02),
            level("differs", Rule::Else, 0.05, 0.965),
        ],
        Kind::Region => vec![same(0.93, 0.1, 0.01), level("differs", Rule::Else, 0.07, 0.9)],
        Kind::Email => vec![
            same(0.75, 1e-4, 0.0),
            tf(level("nearly the same", Rule::JaroWinkler(0.92), 0.1, 1e-4), 0.5),
            level("similar", Rule::Any(vec![Rule::JaroWinkler(0.85), Rule::Edits(4)]), 0.05, 0.001),
            level("differs", Rule::Else, 0.1, 0.9988),
        ],
        Kind::Phone | Kind::Identifier(_) => number(),
        Kind::Occupation => vec![same(0.8, 0.05, 0.002), level("differs", Rule::Else, 0.2, 0.95)],
        Kind::Aliases => vec![
            level("two in common", Rule::Overlap(2), 0.2, 1e-6),
            level("one in common", Rule::Overlap(1), 0.3, 1e-4),
            level("none in common", Rule::Else, 0.5, 0.9999),
        ],
        Kind::FormerSurname | Kind::FullName | Kind::Category | Kind::Text => return None,
    };
    let apart = |level: Level| {
        if kind.part() == Part::Home { Level { apart: Some(level.u), ..level } } else { level }
    };
    let levels = levels.into_iter().map(apart).collect();
    Some(Comparison { name: kind.name().to_owned(), columns, part: kind.part(), levels })
}

fn level(name: &str, rule: Rule, m: f64, u: f64) -> Level {
    Level {
        name: name.to_owned(),
        rule,
        m,
        u,
        apart: None,
        fixed: Fixed::Neither,
        tf: None,
        speaks_for: Vec::new(),
    }
}

/// The same value; a rare one says more.
fn same(m: f64, u: f64, floor: f64) -> Level {
    let tf = Some(TermFrequency { column: 0, weight: 1.0, floor, at: u });
    Level { tf, ..level("same", Rule::Exact, m, u) }
}

/// Rare values say more, though not as much as if they were equal.
fn tf(level: Level, weight: f64) -> Level {
    let at = level.u;
    Level { tf: Some(TermFrequency { column: 0, weight, floor: 0.0, at }), ..level }
}

fn crossed(name: &str, rule: Rule, m: f64, u: f64) -> Level {
    Level { speaks_for: vec![Kind::Surname.name().to_owned()], ..level(name, rule, m, u) }
}

fn forename() -> Vec<Level> {
    vec![
        same(0.82, 0.006, 0.0),
        tf(level("a form of it", Rule::Nickname, 0.05, 0.003), 0.5),
        level("initial", Rule::Initial, 0.01, 0.002),
        tf(level("nearly the same", Rule::JaroWinkler(0.92), 0.05, 0.002), 0.5),
        tf(level("part of it", Rule::Any(vec![Rule::PartOf, Rule::Prefix(3)]), 0.01, 0.001), 0.5),
        level("similar", Rule::JaroWinkler(0.82), 0.03, 0.01),
        level("differs", Rule::Else, 0.02, 0.97),
    ]
}

fn surname() -> Vec<Level> {
    vec![
        same(0.87, 0.001, 0.0),
        tf(level("part of it", Rule::PartOf, 0.01, 1e-4), 0.7),
        tf(level("nearly the same", Rule::JaroWinkler(0.92), 0.05, 0.001), 0.5),
        tf(level("sounds alike", Rule::SoundsAlike, 0.01, 0.001), 0.5),
        level("similar", Rule::JaroWinkler(0.82), 0.01, 0.01),
        level("differs", Rule::Else, 0.05, 0.985),
    ]
}

fn middle_name() -> Vec<Level> {
    vec![
        same(0.7, 0.01, 0.0),
        level("initial", Rule::Initial, 0.1, 0.03),
        level("shares a name", Rule::SharedWord, 0.05, 0.01),
        level("nearly the same", Rule::JaroWinkler(0.85), 0.05, 0.01),
        level("differs", Rule::Else, 0.1, 0.94),
    ]
}

fn birth_date() -> Vec<Level> {
    vec![
        same(0.89, 5e-5, 0.0),
        level("day and month changed places", Rule::DaySwapped, 0.01, 5e-5),
        level("one digit differs", Rule::DateSlip(1), 0.05, 0.0008),
        level("the first of January of the same year", Rule::FirstOfYear, 0.005, 0.0005),
        level("two parts agree", Rule::DateParts(2), 0.02, 0.004),
        level("within a year", Rule::WithinDays(400), 0.01, 0.03),
        level("within five years", Rule::WithinYears(5), 0.01, 0.1),
        level("differs", Rule::Else, 0.005, 0.86),
    ]
}

fn postcode() -> Vec<Level> {
    vec![
        same(0.85, 1e-4, 0.0),
        level("one character differs", Rule::Edits(1), 0.05, 0.001),
        level("same sector", Rule::Sector, 0.03, 0.001),
        level("same district", Rule::District, 0.02, 0.005),
        level("same area", Rule::Area, 0.02, 0.03),
        level("differs", Rule::Else, 0.03, 0.96),
    ]
}

fn address() -> Vec<Level> {
    vec![
        same(0.75, 1e-4, 0.0),
        level("same words", Rule::Words(0.99), 0.1, 1e-4),
        level("most words", Rule::Words(0.65), 0.08, 0.003),
        level("some words", Rule::Words(0.45), 0.03, 0.02),
        level("differs", Rule::Else, 0.04, 0.976),
    ]
}

fn number() -> Vec<Level> {
    vec![
        same(0.9, 1e-6, 0.0),
        level("same digits", Rule::CoreDigits, 0.01, 1e-6),
        level("one character differs", Rule::Edits(1), 0.06, 1e-5),
        level("two characters differ", Rule::Edits(2), 0.01, 1e-4),
        level("differs", Rule::Else, 0.02, 0.9998),
    ]
}

/// How pairs come about, for the parts that the comparisons describe.
fn stories(comparisons: &[Comparison]) -> Vec<Story> {
    use Part::{Birth, Forename, Home, Other, Own, Surname};
    let has = |part: &Part| comparisons.iter().any(|comparison| comparison.part == *part);
    let all = [Forename, Surname, Birth, Home, Own, Other];
    let same = [
        ("one person", vec![], 0.82),
        ("one person who moved", vec![Home], 0.12),
        ("one person whose surname changed", vec![Surname], 0.04),
        ("one person who moved and whose surname changed", vec![Home, Surname], 0.02),
    ];
    let different = [
        ("strangers", vec![], 1.0),
        ("namesakes", vec![Forename, Surname], 1e-6),
        ("one household", vec![Surname, Home], 5e-6),
        ("one address", vec![Home], 5e-6),
        ("twins", vec![Surname, Home, Birth], 3e-7),
        ("another person's number", vec![Own], 1e-8),
        ("the number of one of the household", vec![Surname, Home, Own], 1e-8),
        ("parent and child of one name", vec![Forename, Surname, Home], 2e-7),
    ];
    let mut stories = Vec::new();
    for (name, missing, share) in same {
        if missing.iter().all(has) {
            let shares = all.into_iter().filter(|part| !missing.contains(part)).collect();
            stories.push(Story { name: name.to_owned(), same_person: true, shares, share });
        }
    }
    for (name, shares, share) in different {
        if shares.iter().all(has) {
            stories.push(Story { name: name.to_owned(), same_person: false, shares, share });
        }
    }
    stories
}

/// Blocks hold at most so many records before they are refined.
const MOST: u32 = 30;
/// Likewise under rules that seldom offer what no other does: the larger the table, the more of those are strangers, and the
/// less room they get.
fn most_if_weak(rows: usize) -> u32 {
    u32::try_from(3_000_000 / rows.max(1)).unwrap_or(u32::MAX).clamp(5, 40)
}

/// A value that no more records than these hold is reason enough by itself to look at them together, in a small table.
const RARE: u32 = 8;

fn key(kind: Kind, of: KeyOf) -> BlockingKey {
    BlockingKey { column: kind.name().to_owned(), of }
}

fn blocking(kinds: &[Kind], rows: usize) -> Vec<BlockingRule> {
    use KeyOf::{District, MonthDay, Prefix, Sector, Sound, Stem, Whole, Year, YearMonth};
    use Kind::{Address, BirthDate, Email, Forename, Phone, Postcode, Surname, Town};
    let names = || vec![key(Forename, KeyOf::WithInAnyOrder(Surname.name().to_owned()))];
    let mut rules: Vec<Vec<BlockingKey>> =
        [Issuer::Pnc, Issuer::Cro, Issuer::Nhs, Issuer::Prison, Issuer::Crn, Issuer::Other]
            .into_iter()
            .map(|issuer| vec![key(Kind::Identifier(issuer), Whole)])
            .collect();
    rules.extend([
        vec![key(Email, Whole)],
        vec![key(Phone, Whole)],
        names(),
        vec![key(Surname, Whole), key(BirthDate, Whole)],
        vec![key(Forename, Stem), key(BirthDate, Whole)],
        vec![key(Forename, Stem), key(Postcode, Whole)],
        vec![key(Surname, Whole), key(Postcode, Whole)],
        vec![key(BirthDate, Whole), key(Postcode, District)],
        vec![key(BirthDate, Whole), key(Town, Whole)],
    ]);
    let strong = rules.len();
    rules.extend([
        vec![key(Surname, Sound), key(Forename, Sound)],
        vec![key(Surname, Sound), key(BirthDate, Year), key(Postcode, Sector)],
        vec![key(Forename, Stem), key(BirthDate, MonthDay)],
        vec![key(Surname, Prefix(3)), key(BirthDate, YearMonth)],
        vec![key(Surname, Whole), key(Town, Whole)],
        vec![key(Surname, Whole), key(Address, Whole)],
        vec![key(Forename, Stem), key(Address, Whole)],
        vec![key(BirthDate, Whole), key(Forename, Sound)],
        vec![key(BirthDate, Whole), key(Surname, Prefix(2))],
        vec![key(Forename, Prefix(1)), key(Postcode, Whole)],
    ]);
    let refine = [
        key(BirthDate, Year),
        key(Postcode, District),
        key(Town, Whole),
        key(Forename, Prefix(1)),
        key(Surname, Prefix(2)),
    ];
    let known = |key: &BlockingKey| kinds.iter().any(|kind| kind.name() == key.column);
    let weak = most_if_weak(rows);
    // Names alone bring namesakes together, the more the larger the table.
    let most = |at: usize, keys: &[BlockingKey]| match at {
        at if at >= strong => weak,
        _ if keys == names() => weak.min(MOST),
        _ => MOST,
    };
    let mut rules: Vec<(Vec<BlockingKey>, u32)> = rules
        .into_iter()
        .enumerate()
        .map(|(at, keys)| {
            let most = most(at, &keys);
            (keys, most)
        })
        .collect();
    rules.retain(|(keys, _)| {
        keys.iter().all(|key| {
            known(key) && (!matches!(key.of, KeyOf::WithInAnyOrder(_)) || kinds.contains(&Surname))
        })
    });
    let rare = [Surname, Forename, BirthDate, Postcode, Address, Town]
        .into_iter()
        .filter(|kind| kinds.contains(kind));
    let rare = rare.map(|kind| BlockingRule {
        keys: vec![key(kind, Whole)],
        refine: Vec::new(),
        most: weak.min(RARE),
    });
    rules
        .into_iter()
        .map(|(keys, most)| {
            let refine = refine
                .iter()
                .filter(|finer| {
                    known(finer) && !keys.iter().any(|key| key.column == finer.column && key.of == Whole)
                })
                .cloned()
                .collect();
            BlockingRule { keys, refine, most }
        })
        .chain(rare)
        .collect()
}
