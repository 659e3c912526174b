//! Who a person is: names, birth, gender, community, identifiers, and what makes talking work.

use crate::World;
use crate::chance::{Chance, Stream, mix};
use crate::course::{Course, Standing};
use crate::days::{days_between, plus, years_before};
use crate::household::{Member, Relation, member};
use crate::names::{Community, NamedAs, Names, PersonName, is_well_known};
use crate::person::{Communication, Identifier, Offence};
use domain::person::{Gender, IdentifierKind};
use identifiers::{Crn, Cro, NhsNumber, Pnc, PrisonNumber};
use jiff::civil::Date;

/// What is known of a person before any history.
#[derive(Debug)]
pub(crate) struct Identity {
    pub legal: PersonName,
    pub known_as: Option<String>,
    pub aliases: Vec<PersonName>,
    pub born: Date,
    pub born_known: bool,
    pub gender: Gender,
    pub named: NamedAs,
    pub ethnicity: &'static str,
    pub communication: Communication,
    pub member: Member,
    pub limited_access: Option<&'static str>,
}

/// What the people of a household share.
struct Shared {
    community: Community,
    family: &'static str,
    /// The birthday from which each member's is reckoned.
    born: Date,
    /// Whether a father and a son have one given name (linkage.md counts them among the missed).
    namesake: bool,
    given: &'static str,
}

/// The identity of the person with this `number`.
pub(crate) fn invent(world: &World, number: u64) -> Identity {
    let member = member(world.seed, number);
    let shared = share(world, member);
    let mut chance = Chance::of(world.seed, Stream::Identity, number);
    let (gender, named) = gender(member, &shared, &mut chance);
    let born = birthday(world.as_of, member, &shared, &mut chance);
    let family = match member.relation {
        // Four couples in ten share a family name, by our own guess.
        Relation::Partners if member.second && chance.happens(600) => {
            world.names.family(shared.community, &mut chance)
        }
        _ => shared.family,
    };
    let mut legal = world.names.legal(shared.community, named, born.year(), family, &mut chance);
    let namesake = PersonName { given: Some(shared.given.to_owned()), ..legal.clone() };
    if shared.namesake && !is_well_known(&namesake) {
        legal = namesake;
    }
    let known_as =
        Names::known_as(shared.community, &legal, &mut chance).and_then(|called| call(&called, &legal));
    let aliases = aliases(world, &shared, named, born, &legal, &mut chance);
    Identity {
        known_as,
        aliases,
        legal,
        born,
        born_known: !chance.happens(6),
        gender,
        named,
        ethnicity: shared.community.ethnicity(&mut chance),
        communication: communication(shared.community, &mut chance),
        member,
        // About one record in two hundred is limited, by our own guess.
        limited_access: chance.happens(5).then(|| {
            chance.pick(&[
                "Related to a member of staff.",
                "Works for an agency of the partnership.",
                "A member of staff is a former partner.",
                "Attention of the press is expected.",
            ])
        }),
    }
}

fn share(world: &World, member: Member) -> Shared {
    let mut chance = Chance::of(world.seed, Stream::Household, member.household);
    let community = world.names.community(&mut chance);
    let family = world.names.family(community, &mut chance);
    let child = member.relation == Relation::ParentAndChild;
    // Ages as in the one caseload of which a note gives them: practice-catalogue.md, S4-04 (a third 18 to 24, over half up to 30, nearly three
    // quarters up to 40). A child in a household of two is young enough to have a parent on the caseload.
    let bands: &[((i32, i32), u32)] =
        &[((18, 24), 330), ((25, 30), 200), ((31, 40), 210), ((41, 50), 150), ((51, 60), 80), ((61, 78), 30)];
    let (least, most) = if child { (18, 30) } else { chance.weighted(bands, (25, 30)) };
    let years = chance.between(least, most);
    let newest = plus(world.as_of, -183);
    let born = years_before(if years == 18 { newest } else { world.as_of }, years, &mut chance);
    let namesake = child && chance.happens(120);
    let given = world.names.given(community, NamedAs::Man, born.year() - 25, &mut chance);
    Shared { community, family, born, namesake, given }
}

/// Women are one in ten: practice-catalogue.md, S4-04. The rest is our own guess.
fn gender(member: Member, shared: &Shared, chance: &mut Chance) -> (Gender, NamedAs) {
    let second_partner = member.relation == Relation::Partners && member.second;
    let per_mille = if second_partner { 750 } else { 96 };
    let woman = !shared.namesake && chance.happens(per_mille);
    let named = if woman { NamedAs::Woman } else { NamedAs::Man };
    let usual = if woman { Gender::Female } else { Gender::Male };
    let gender = chance
        .weighted(&[(usual, 983), (Gender::NonBinary, 6), (Gender::Other, 3), (Gender::Unknown, 8)], usual);
    (gender, named)
}

fn birthday(as_of: Date, member: Member, shared: &Shared, chance: &mut Chance) -> Date {
    let base = shared.born;
    let grown_up = plus(as_of.saturating_sub(jiff::Span::new().years(18)), -183);
    match member.relation {
        Relation::Siblings if member.second => {
            let younger = plus(base, chance.between(320, 2900));
            if younger <= grown_up { younger } else { plus(base, -chance.between(320, 2900)) }
        }
        Relation::Partners if member.second => plus(base, chance.between(-2400, 1800)).min(grown_up),
        Relation::ParentAndChild if !member.second => years_before(base, chance.between(17, 34), chance),
        _ => base,
    }
}

/// The everyday name with the family name, as a page shows it; not where the two together are a well-known person's.
fn call(called: &str, legal: &PersonName) -> Option<String> {
    let name = PersonName { given: Some(called.to_owned()), middle: None, family: legal.family.clone() };
    (!is_well_known(&name)).then(|| name.short())
}

/// One person in seven has another name on some record, by our own guess.
fn aliases(
    world: &World,
    shared: &Shared,
    named: NamedAs,
    born: Date,
    legal: &PersonName,
    chance: &mut Chance,
) -> Vec<PersonName> {
    let mut aliases = Vec::new();
    if !chance.happens(140) {
        return aliases;
    }
    let earlier =
        PersonName { family: world.names.family(shared.community, chance).to_owned(), ..legal.clone() };
    let other = world.names.legal(shared.community, named, born.year(), &legal.family, chance);
    let respelt = PersonName { family: respell(&legal.family), ..legal.clone() };
    let alias = match chance.below(3) {
        0 => earlier,
        1 => other,
        _ => respelt,
    };
    if alias != *legal && !is_well_known(&alias) {
        aliases.push(alias);
    }
    aliases
}

/// Another spelling that clerks write for the same sound.
fn respell(family: &str) -> String {
    for (from, to) in
        [("Mc", "Mac"), ("O'", "O"), ("ll", "l"), ("ie", "ei"), ("y", "i"), ("ph", "f"), ("ck", "k")]
    {
        if family.contains(from) {
            return family.replacen(from, to, 1);
        }
    }
    format!("{family}e")
}

fn communication(community: Community, chance: &mut Chance) -> Communication {
    let language = community.language(chance);
    let mut needs = Vec::new();
    // Our own guess; the notes ask for the field (practice-catalogue.md, S2-24) and give no shares.
    for (per_mille, need) in [
        (90, "Finds reading hard: short letters, and ring before a letter that matters."),
        (40, "Uses large print."),
        (35, "Hard of hearing on the left: sit on the right."),
        (45, "Autistic: says what helps is a quiet room and knowing what comes next."),
        (30, "Has a learning disability: easy read, and a supporter may come along."),
        (25, "Text rather than ring."),
    ] {
        if chance.happens(per_mille) {
            needs.push(need);
        }
    }
    Communication {
        language: language.unwrap_or("English"),
        interpreter: language.is_some() && chance.happens(700),
        needs,
    }
}

/// The numbers of other systems. Each is unlike every other person's, up to a million people.
///
/// How many people have each is our own guess; NHS numbers lie in the range kept for tests (court-lists.md, section 6).
pub(crate) fn identifiers(world: &World, course: &Course, offences: &[Offence]) -> Vec<Identifier> {
    let number = course.number;
    let mut chance = Chance::of(world.seed, Stream::Ids, number);
    let mut found = Vec::new();
    let mut add = |kind, raw: String, canonical: String| found.push(Identifier { kind, raw, canonical });
    if course.standing != Standing::NoOrder {
        let letter = ["X", "J", "K", "W"]
            .get(usize::try_from(number / 1_000_000).unwrap_or(0))
            .copied()
            .unwrap_or("V");
        if let Ok(crn) =
            Crn::parse(&format!("{letter}{:06}", shuffle(world.seed, 1, number % 1_000_000, 1_000_000)))
        {
            add(IdentifierKind::Crn, crn.canonical(), crn.canonical());
        }
    }
    let first_year = offences.first().map(|offence| offence.committed.year()).filter(|_| chance.happens(940));
    let serial = u32::try_from(shuffle(world.seed, 2, number % 10_000_000, 10_000_000)).unwrap_or(0);
    if let Some(pnc) = first_year.and_then(|year| Pnc::new(u16::try_from(year).ok()?, serial).ok()) {
        let canonical = pnc.canonical();
        let raw = match chance.below(12) {
            0 => canonical.get(2..).unwrap_or_default().to_owned(),
            1 => canonical.replace('/', ""),
            _ => canonical.clone(),
        };
        add(IdentifierKind::Pnc, raw, canonical);
    }
    let cro_serial = u32::try_from(shuffle(world.seed, 3, number % 1_000_000, 1_000_000)).unwrap_or(0);
    let cro_year = first_year.filter(|_| chance.happens(800)).and_then(|year| u8::try_from(year % 100).ok());
    if let Some(cro) = cro_year.and_then(|year| Cro::new(year, cro_serial).ok()) {
        add(IdentifierKind::Cro, cro.canonical(), cro.canonical());
    }
    if course.standing == Standing::Licence || chance.happens(170) {
        let number = shuffle(world.seed, 4, number, 26 * 26 * 26 * 10_000);
        if let Some(noms) = prison_number(number) {
            add(IdentifierKind::Noms, noms.canonical(), noms.canonical());
        }
    }
    let nine = 999_000_000 + shuffle(world.seed, 5, number % 1_000_000, 1_000_000);
    if let Some(nhs) = NhsNumber::from_first_nine(nine).filter(|_| chance.happens(640)) {
        add(IdentifierKind::Nhs, nhs.to_string(), nhs.canonical());
    }
    found
}

fn prison_number(number: u64) -> Option<PrisonNumber> {
    let letter = |n: u64| u8::try_from(n % 26).map_or('A', |n| char::from(b'A' + n));
    let (first, rest) = (number / 6_760_000, number % 6_760_000);
    let text = format!("{}{:04}{}{}", letter(first), rest / 676, letter(rest / 26), letter(rest));
    PrisonNumber::parse(&text).ok()
}

/// One of the numbers below `end`, another for each `number` below `end`: a one-to-one shuffle by a Feistel network over
/// its digits in a square that holds them, walked until it lands inside.
pub(crate) fn shuffle(seed: u64, salt: u64, number: u64, end: u64) -> u64 {
    let side = end.isqrt() + u64::from(end.isqrt() * end.isqrt() < end);
    let mut at = number % end;
    loop {
        let (mut left, mut right) = (at / side, at % side);
        for round in 0..4 {
            let next = (left + mix(seed ^ (salt << 32) ^ (round << 24) ^ mix(right))) % side;
            (left, right) = (right, next);
        }
        at = left * side + right;
        if at < end {
            return at;
        }
    }
}

/// Whole years from `born` to `day`.
pub(crate) fn age_on(born: Date, day: Date) -> i32 {
    days_between(born, day) * 100 / 36_525
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn a_shuffle_gives_each_number_once() {
        for end in [1_000, 999, 10] {
            let shuffled: HashSet<u64> = (0..end).map(|number| shuffle(5, 1, number, end)).collect();
            assert_eq!(shuffled.len(), usize::try_from(end).unwrap());
            assert!(shuffled.iter().all(|number| *number < end));
        }
    }

    #[test]
    fn nobody_bears_a_well_known_name_in_any_form() {
        let world = World::new(11, jiff::civil::date(2026, 11, 21));
        for number in 0..20_000 {
            let identity = invent(&world, number);
            for name in std::iter::once(&identity.legal).chain(&identity.aliases) {
                assert!(!is_well_known(name), "{name:?}");
            }
            let called = identity.known_as.unwrap_or_default();
            let parts = called.split_once(' ').map(|(given, family)| PersonName {
                given: Some(given.to_owned()),
                middle: None,
                family: family.to_owned(),
            });
            assert!(parts.is_none_or(|name| !is_well_known(&name)), "{called}");
        }
    }

    #[test]
    fn prison_numbers_differ_and_have_the_form() {
        let numbers: HashSet<String> =
            (0..3_000).map(|n| prison_number(n * 58_537).unwrap().canonical()).collect();
        assert_eq!(numbers.len(), 3_000);
    }
}
