//! What one agency writes down about one person on one day: which names they give, what is left empty, what goes wrong.

use jiff::civil::Date;

use super::agency_habits::{AGENCIES, Habits};
use super::origin::Custom;
use super::person::{self, Person};
use super::spellings::{plain, respelt};
use super::{Row, Truth, scaled, slips, whereabouts};
use crate::chance::{Chance, Stream};

/// A name on the way to paper.
struct Given {
    forename: String,
    middle: Vec<String>,
    surname: String,
    alias: String,
}

/// The `nth` record of this `person`; its number is not yet given.
pub(super) fn write(person: &Person, seed: u64, nth: u64) -> Row {
    let mut chance = Chance::of(seed, Stream::LinkedRecord, person.number * super::MOST + nth);
    let habits = agency(&mut chance);
    let time = chance.below(1_000);
    let conceals = person.conceals && matches!(habits.word, "police" | "court") && chance.happens(350);
    let mut given = names(person, habits, time, &mut chance);
    if conceals {
        given = concealed(person, given, &mut chance);
    }
    let sex = sex(person, habits, &mut chance);
    let mut row = Row { source: habits.word, sex: sex.to_owned(), ..Row::default() };
    row.birth_date = birth_date(person.born, habits, conceals, &mut chance);
    home(&mut row, person, habits, time, &mut chance);
    numbers(&mut row, person, habits, conceals, seed, &mut chance);
    let letters = |text: String| {
        let text = if habits.marks { text } else { plain(&text) };
        if habits.capitals { text.to_uppercase() } else { text }
    };
    row.middle_name = letters(middle(&given, habits, &mut chance));
    row.forename = letters(given.forename);
    row.surname = letters(given.surname);
    row.alias_surname = letters(given.alias);
    row.truth = Truth {
        cluster: person.number,
        origin: person.origin.word,
        sex: if person.woman { "F" } else { "M" },
        born: person.born,
        bond: person.bond,
    };
    row
}

fn agency(chance: &mut Chance) -> &'static Habits {
    let mut at = chance.below(AGENCIES.iter().map(|habits| habits.share).sum());
    let [first, ..] = &AGENCIES;
    for habits in &AGENCIES {
        if at < habits.share {
            return habits;
        }
        at -= habits.share;
    }
    first
}

fn names(person: &Person, habits: &Habits, time: u32, chance: &mut Chance) -> Given {
    let mut given = Given {
        forename: person.forename.clone(),
        middle: person.middle.clone(),
        surname: person.surname.clone(),
        alias: String::new(),
    };
    if let Some((before, changed)) = &person.before {
        // Some agencies go on with the old name.
        let old = time < *changed || chance.happens(90);
        let other = if old { person.surname.clone() } else { before.clone() };
        if old {
            given.surname.clone_from(before);
        }
        if chance.happens(habits.alias) {
            given.alias = other;
        }
    }
    if let Some(called) =
        person.called.as_ref().filter(|_| chance.happens(habits.everyday + habits.everyday / 2))
    {
        given.forename.clone_from(called);
    }
    if person.by_middle && chance.happens(600) && !given.middle.is_empty() {
        given.forename = given.middle.remove(0);
    }
    by_custom(person, &mut given, chance);
    if chance.happens(28) {
        given.forename = respelt(&given.forename, chance);
    }
    if chance.happens(26) {
        given.surname = respelt(&given.surname, chance);
    }
    if chance.happens(habits.initial) {
        given.forename = given.forename.chars().take(1).collect();
    }
    if chance.happens(habits.typing) {
        given.forename = slips::of_typing(&given.forename, chance);
    }
    if chance.happens(habits.typing) {
        given.surname = slips::of_typing(&given.surname, chance);
    }
    let turned = match person.origin.custom {
        Custom::African | Custom::Patronymic => 35,
        Custom::Muslim | Custom::Sikh => 22,
        _ => 6,
    };
    if chance.happens(turned) {
        std::mem::swap(&mut given.forename, &mut given.surname);
    }
    given
}

/// What clerks make of names whose custom is not theirs.
fn by_custom(person: &Person, given: &mut Given, chance: &mut Chance) {
    match person.origin.custom {
        Custom::Western | Custom::Welsh => {
            if let Some((first, second)) = given.surname.clone().split_once('-') {
                given.surname = match chance.below(10) {
                    0..=5 => given.surname.clone(),
                    6..=7 => format!("{first} {second}"),
                    8 => first.to_owned(),
                    _ => second.to_owned(),
                };
            }
            if person.origin.custom == Custom::Welsh && chance.happens(100) {
                given.forename = respelt(&given.forename, chance);
            }
        }
        Custom::Polish => {
            if person.woman
                && chance.happens(170)
                && let Some(stem) = given.surname.strip_suffix("ka")
            {
                given.surname = format!("{stem}ki");
            }
        }
        Custom::Muslim if person.woman => {
            if chance.happens(110) {
                given.surname = chance.pick(&["Begum", "Bibi", "Khatun", "Akhtar"]).to_owned();
            }
        }
        Custom::Muslim => {
            let religious = ["Mohammed", "Muhammad", "Abdul", "Syed"].contains(&given.forename.as_str());
            if religious && !given.middle.is_empty() && chance.happens(380) {
                given.forename = given.middle.remove(0);
            } else if given.forename == "Mohammed" && chance.happens(420) {
                given.forename = respelt("Mohammed", chance);
            }
        }
        Custom::Sikh => {
            let title = if person.woman { "Kaur" } else { "Singh" };
            if given.surname != title && chance.happens(190) {
                given.alias = std::mem::replace(&mut given.surname, title.to_owned());
                if !chance.happens(300) {
                    given.alias.clear();
                }
                given.middle.clear();
            }
        }
        Custom::Patronymic => {
            if !given.middle.is_empty() && chance.happens(220) {
                given.surname = given.middle.remove(0);
            }
            if chance.happens(90) {
                given.forename = respelt(&given.forename, chance);
            }
        }
        Custom::African => {
            if !given.middle.is_empty() && chance.happens(100) {
                std::mem::swap(&mut given.forename, given.middle.first_mut().unwrap_or(&mut given.surname));
            }
        }
    }
}

/// A name that is not the person's: given to the police to be gone sooner.
fn concealed(person: &Person, given: Given, chance: &mut Chance) -> Given {
    let year = person.born.year();
    if chance.happens(500) {
        Given { forename: person.origin.given(person.woman, year, chance).to_owned(), ..given }
    } else {
        Given { surname: person.origin.family(chance), ..given }
    }
}

fn middle(given: &Given, habits: &Habits, chance: &mut Chance) -> String {
    if given.middle.is_empty() || !chance.happens(habits.middle) {
        return String::new();
    }
    let initial = chance.happens(230);
    let mut names: Vec<String> = given
        .middle
        .iter()
        .map(|name| if initial { name.chars().take(1).collect() } else { name.clone() })
        .collect();
    if chance.happens(habits.typing)
        && let Some(name) = names.first_mut()
    {
        *name = slips::of_typing(name, chance);
    }
    names.join(" ")
}

fn sex(person: &Person, habits: &Habits, chance: &mut Chance) -> &'static str {
    if chance.happens(habits.no_sex) {
        return "";
    }
    if person.woman ^ chance.happens(5) { "F" } else { "M" }
}

fn birth_date(born: Date, habits: &Habits, conceals: bool, chance: &mut Chance) -> String {
    if chance.happens(habits.no_birth_date) {
        return String::new();
    }
    let wrong = chance.happens(if conceals { 500 } else { 18 + scaled(habits.typing, 700) });
    let date = if wrong { slips::of_date(born, chance) } else { born };
    date.to_string()
}

fn home(row: &mut Row, person: &Person, habits: &Habits, time: u32, chance: &mut Chance) {
    if chance.happens(habits.no_home) {
        // Somebody without a home may still have a town.
        if chance.happens(250)
            && let Some(home) = whereabouts::at(&person.homes, time)
        {
            row.town.clone_from(&home.town);
        }
        return;
    }
    let stale = chance.happens(habits.stale);
    let time = if stale { time.saturating_sub(chance.below(600)) } else { time };
    let Some(home) = whereabouts::at(&person.homes, time) else { return };
    row.address.clone_from(&home.address);
    row.town.clone_from(&home.town);
    row.postcode.clone_from(&home.postcode);
    if chance.happens(habits.typing) {
        row.address = slips::of_typing(&row.address, chance);
    }
    if chance.happens(scaled(habits.typing, 600)) {
        row.postcode = slips::of_number(&row.postcode, chance);
    }
    if chance.happens(45) {
        row.postcode.clear();
    }
    if chance.happens(120) {
        row.postcode.retain(|letter| letter != ' ');
    }
}

fn numbers(row: &mut Row, person: &Person, habits: &Habits, conceals: bool, seed: u64, chance: &mut Chance) {
    let kept = |number: &Option<String>, per_mille: u32, chance: &mut Chance| -> String {
        let number = number.as_ref().filter(|_| chance.happens(per_mille)).cloned().unwrap_or_default();
        if !number.is_empty() && chance.happens(14) { slips::of_number(&number, chance) } else { number }
    };
    // Who conceals a name is not yet known by the number.
    let pnc = if conceals { habits.pnc / 4 } else { habits.pnc };
    row.pnc = kept(&person.pnc, pnc, chance);
    row.nhs_number = kept(&person.nhs, habits.nhs, chance);
    row.crn = kept(&person.crn, habits.crn, chance);
    if let Some(relative) = person.relative.filter(|_| chance.happens(7))
        && !row.pnc.is_empty()
    {
        row.pnc = person::pnc_of(seed, relative).unwrap_or_default();
    }
    if chance.happens(80) {
        row.pnc.retain(|letter| letter != '/');
    }
}
