//! What is true of one recorded person: names through life, birth, numbers, homes.

use identifiers::{Crn, NhsNumber, Pnc};
use jiff::civil::Date;

use super::origin::{self, Custom, Origin};
use super::relatives::{Bond, Place, place};
use super::spellings::everyday;
use super::whereabouts::{Home, homes};
use crate::chance::{Chance, Stream};
use crate::days::plus;
use crate::identity::shuffle;
use crate::names::{PersonName, is_well_known};

/// A person as only the generator knows them.
pub(super) struct Person {
    pub number: u64,
    pub bond: Bond,
    pub origin: &'static Origin,
    pub woman: bool,
    pub born: Date,
    pub forename: String,
    pub middle: Vec<String>,
    pub surname: String,
    /// The surname before, and the thousandth of time in which it changed.
    pub before: Option<(String, u32)>,
    /// What people call them.
    pub called: Option<String>,
    /// Goes by the middle name.
    pub by_middle: bool,
    /// Gives another name to the police at times.
    pub conceals: bool,
    pub pnc: Option<String>,
    pub nhs: Option<String>,
    pub crn: Option<String>,
    pub homes: Vec<(u32, Home)>,
    /// Somebody of the same family, whose numbers get written on the wrong record.
    pub relative: Option<u64>,
}

/// What a family shares.
struct Family {
    origin: &'static Origin,
    surname: String,
    born: Date,
    /// A child bears the parent's forename.
    namesake: bool,
    forename: &'static str,
    together: bool,
}

const DAY_ZERO: Date = Date::constant(1950, 1, 1);

/// The person with this `number`.
pub(super) fn invent(seed: u64, number: u64) -> Person {
    let place = place(seed, number);
    let family = share(seed, place);
    let mut chance = Chance::of(seed, Stream::LinkedPerson, number);
    let woman = woman(seed, place, &mut chance);
    let born = birth_date(place, &family, &mut chance);
    let mut namesake = family.namesake;
    let (forename, middle, surname) = loop {
        let name = name(place, &family, namesake, (woman, born), &mut chance);
        // Drawn again where it is a well-known person's: a parent's forename would only come up again.
        namesake = false;
        let (given, family) = (Some(name.0.clone()), name.2.clone());
        if !is_well_known(&PersonName { given, middle: name.1.first().cloned(), family }) {
            break name;
        }
    };
    let before = before(&family, woman, &surname, &mut chance);
    let called = everyday(&forename, &mut chance).filter(|_| chance.happens(520)).map(str::to_owned);
    let homes_of = if family.together { place.family } else { number };
    let by_middle = !middle.is_empty() && chance.happens(50);
    let conceals = chance.happens(12);
    let (pnc, nhs, crn) = numbers(seed, number, born, &mut chance);
    Person {
        number,
        bond: place.bond,
        origin: family.origin,
        woman,
        born,
        forename,
        middle,
        surname,
        before,
        called,
        by_middle,
        conceals,
        pnc,
        nhs,
        crn,
        homes: homes(seed, homes_of),
        relative: (place.bond != Bond::Alone).then_some(if place.nth == 0 { number + 1 } else { number - 1 }),
    }
}

fn share(seed: u64, place: Place) -> Family {
    let mut chance = Chance::of(seed, Stream::LinkedFamily, place.family | 1 << 60);
    let origin = origin::draw(&mut chance);
    // The recorded are mostly between twenty and fifty.
    let age = chance.between(18, 48) + chance.between(0, 26) * i32::from(chance.happens(450));
    let born = plus(DAY_ZERO, (2026 - 1950 - age) * 365 + chance.between(0, 365));
    let year = born.year();
    Family {
        origin,
        surname: origin.family(&mut chance),
        born,
        namesake: chance.happens(160),
        forename: origin.given(false, year, &mut chance),
        together: place.bond != Bond::Alone && chance.happens(650),
    }
}

fn woman(seed: u64, place: Place, chance: &mut Chance) -> bool {
    match place.bond {
        Bond::Couple => place.nth == 1,
        Bond::ParentAndChild => Chance::of(seed, Stream::LinkedFamily, place.family | 1 << 61).happens(150),
        Bond::Twins if place.nth == 1 => {
            let first = Chance::of(seed, Stream::LinkedPerson, place.family).happens(220);
            first ^ chance.happens(300)
        }
        _ => chance.happens(220),
    }
}

fn birth_date(place: Place, family: &Family, chance: &mut Chance) -> Date {
    let days = match (place.bond, place.nth) {
        (Bond::Couple, 1) => chance.between(-3_000, 3_000),
        (Bond::Siblings, 1) => chance.between(330, 2_400),
        (Bond::Siblings, 2) => chance.between(2_450, 4_500),
        (Bond::ParentAndChild, 0) => -chance.between(6_700, 12_500),
        _ => 0,
    };
    let born = plus(family.born, days).max(Date::constant(1930, 1, 1));
    // Where births were not registered, papers say the first of January.
    let unregistered = match family.origin.custom {
        Custom::Patronymic => 300,
        Custom::Muslim if born.year() < 1980 => 160,
        Custom::African => 40,
        _ => 0,
    };
    if chance.happens(unregistered) { Date::new(born.year(), 1, 1).unwrap_or(born) } else { born }
}

fn name(
    place: Place,
    family: &Family,
    namesake: bool,
    (woman, born): (bool, Date),
    chance: &mut Chance,
) -> (String, Vec<String>, String) {
    let origin = family.origin;
    let mut given = origin.given(woman, born.year(), chance);
    if place.bond == Bond::ParentAndChild && namesake && !woman {
        given = family.forename;
    }
    let second = origin.given(woman, born.year(), chance);
    let fathers = origin.given(false, born.year() - 28, chance);
    let mut surname = match (place.bond, place.nth) {
        (Bond::Couple, 1) if chance.happens(480) => origin.family(chance),
        _ => family.surname.clone(),
    };
    let mut middle = Vec::new();
    let mut own = |per_mille, chance: &mut Chance| {
        if second != given && chance.happens(per_mille) {
            middle.push(second.to_owned());
        }
    };
    let mut forename = given.to_owned();
    match origin.custom {
        Custom::Western | Custom::Welsh | Custom::African => own(640, chance),
        Custom::Polish => {
            own(350, chance);
            if let Some(stem) = surname.strip_suffix("ki").filter(|_| woman) {
                surname = format!("{stem}ka");
            }
        }
        Custom::Muslim if woman => {
            own(300, chance);
            if chance.happens(380) {
                chance
                    .pick(&["Begum", "Bibi", "Khatun", "Akhtar", "Kauser", "Parveen"])
                    .clone_into(&mut surname);
            }
        }
        Custom::Muslim => {
            if chance.happens(330) && given != "Mohammed" {
                chance.pick(&["Mohammed", "Mohammed", "Muhammad", "Abdul", "Syed"]).clone_into(&mut forename);
                middle.push(given.to_owned());
            } else {
                own(350, chance);
            }
        }
        Custom::Sikh => {
            let title = if woman { "Kaur" } else { "Singh" };
            if chance.happens(330) {
                title.clone_into(&mut surname);
            } else {
                middle.push(title.to_owned());
            }
        }
        Custom::Patronymic => middle.push(fathers.to_owned()),
    }
    // A double-barrelled name.
    if matches!(origin.custom, Custom::Western | Custom::Welsh) && chance.happens(35) {
        surname = format!("{surname}-{}", origin.family(chance));
    }
    (forename, middle, surname)
}

fn before(family: &Family, woman: bool, surname: &str, chance: &mut Chance) -> Option<(String, u32)> {
    let changed = match (woman, family.origin.custom) {
        (true, Custom::Muslim | Custom::Patronymic) => 120,
        (true, _) => 330,
        (false, _) => 35,
    };
    if !chance.happens(changed) {
        return None;
    }
    let mut other = family.origin.family(chance);
    if let Some(stem) = other.strip_suffix("ki").filter(|_| woman && family.origin.custom == Custom::Polish) {
        other = format!("{stem}ka");
    }
    (other != surname).then(|| (other, chance.below(900)))
}

/// PNC, NHS and case reference number. How many people have each is our own guess.
fn numbers(
    seed: u64,
    number: u64,
    born: Date,
    chance: &mut Chance,
) -> (Option<String>, Option<String>, Option<String>) {
    let since = u16::try_from(i32::from(born.year()) + chance.between(12, 34)).unwrap_or(1999).min(2026);
    let serial = u32::try_from(shuffle(seed, 10, number % 10_000_000, 10_000_000)).unwrap_or(0);
    let pnc = Pnc::new(since, serial).ok().filter(|_| chance.happens(780)).map(Pnc::canonical);
    // Beyond the numbers that are kept for tests lie others that were never given to anybody.
    let nine = 999_999_999 - shuffle(seed, 11, number % 9_000_000, 9_000_000);
    let nhs = NhsNumber::from_first_nine(nine).filter(|_| chance.happens(960)).map(NhsNumber::canonical);
    let letter = chance.pick(&["X", "J", "K", "W", "E", "D"]);
    let serial = shuffle(seed, 12, number % 1_000_000, 1_000_000);
    let crn = Crn::parse(&format!("{letter}{serial:06}")).ok().filter(|_| chance.happens(560));
    (pnc, nhs, crn.map(|crn| crn.canonical()))
}

/// The same numbers, for another record that they get written on.
pub(super) fn pnc_of(seed: u64, number: u64) -> Option<String> {
    invent(seed, number).pnc
}
