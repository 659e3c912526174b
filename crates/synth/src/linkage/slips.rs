//! Slips of typing, in names, dates and numbers.

use jiff::civil::Date;

use crate::chance::Chance;
use crate::days::plus;

/// The keys beside each key of a keyboard as sold in Britain.
#[rustfmt::skip]
static BESIDE: &[(char, &str)] = &[
    ('q', "wa"), ('w', "qes"), ('e', "wrd"), ('r', "etf"), ('t', "ryg"), ('y', "tuh"), ('u', "yij"), ('i', "uok"),
    ('o', "ipl"), ('p', "ol"), ('a', "qsz"), ('s', "adwx"), ('d', "sfec"), ('f', "dgrv"), ('g', "fhtb"), ('h', "gjyn"),
    ('j', "hkum"), ('k', "jli"), ('l', "kop"), ('z', "ax"), ('x', "zsc"), ('c', "xdv"), ('v', "cfb"), ('b', "vgn"),
    ('n', "bhm"), ('m', "nj"),
];

/// `text` with one slip of the keyboard, mostly past the first letter.
pub(super) fn of_typing(text: &str, chance: &mut Chance) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let length = letters.len();
    if length < 2 {
        return text.to_owned();
    }
    let first = i32::from(!chance.happens(90));
    let at = spot(first, length, chance);
    match chance.below(10) {
        0..=2 => {
            if let Some(letter) = letters.get_mut(at) {
                *letter = beside(*letter, chance);
            }
        }
        3..=4 => {
            letters.remove(at);
        }
        5..=6 if at + 1 < length => letters.swap(at, at + 1),
        5..=6 => letters.swap(at - 1, at),
        7 => {
            if let Some(letter) = letters.get(at).copied() {
                letters.insert(at, letter);
            }
        }
        8 => {
            if let Some(letter) = letters.get(at).copied() {
                letters.insert(at, beside(letter, chance));
            }
        }
        _ => {
            let vowels: Vec<char> = "aeiou".chars().collect();
            match letters.get_mut(at) {
                Some(letter) if vowels.contains(letter) => *letter = chance.pick(&vowels),
                Some(letter) => *letter = beside(*letter, chance),
                None => {}
            }
        }
    }
    letters.into_iter().collect()
}

fn spot(first: i32, length: usize, chance: &mut Chance) -> usize {
    let last = i32::try_from(length).unwrap_or(1) - 1;
    usize::try_from(chance.between(first.min(last), last)).unwrap_or(0)
}

fn beside(letter: char, chance: &mut Chance) -> char {
    let keys = BESIDE.iter().find(|(key, _)| *key == letter.to_ascii_lowercase());
    let near: Vec<char> = keys.map(|(_, keys)| keys.chars().collect()).unwrap_or_default();
    if near.is_empty() { 'e' } else { chance.pick(&near) }
}

/// `number` with one figure mistyped or two figures the other way round.
pub(super) fn of_number(number: &str, chance: &mut Chance) -> String {
    let mut letters: Vec<char> = number.chars().collect();
    let figures: Vec<usize> =
        letters.iter().enumerate().filter(|(_, letter)| letter.is_ascii_digit()).map(|(at, _)| at).collect();
    let at = chance.pick(&figures);
    if chance.happens(450) && at + 1 < letters.len() {
        letters.swap(at, at + 1);
    } else if let Some(figure) = letters.get_mut(at) {
        let other = figure.to_digit(10).unwrap_or(0) + 1 + chance.below(9);
        *figure = char::from_digit(other % 10, 10).unwrap_or('0');
    }
    letters.into_iter().collect()
}

/// A birth date as somebody gets it wrong.
pub(super) fn of_date(date: Date, chance: &mut Chance) -> Date {
    let (year, month, day) = (date.year(), date.month(), date.day());
    let wrong = match chance.below(100) {
        0..=23 if day <= 12 => Date::new(year, day, month),
        0..=34 => Date::new(digit_off(year, chance), month, day),
        35..=49 => Date::new(year, month, i8::try_from(chance.between(1, 28)).unwrap_or(1)),
        50..=61 => Date::new(year, i8::try_from(chance.between(1, 12)).unwrap_or(1), day.min(28)),
        62..=74 => Date::new(year, month, swapped_figures(day)),
        75..=86 => Ok(plus(date, if chance.happens(500) { 1 } else { -1 })),
        87..=93 => Date::new(year, 1, 1),
        _ => Date::new(year + i16::try_from(chance.between(-9, 9)).unwrap_or(1), month, day.min(28)),
    };
    wrong.unwrap_or_else(|_| plus(date, chance.between(-9, 9)))
}

/// The last figure of a year, or the last two the other way round.
fn digit_off(year: i16, chance: &mut Chance) -> i16 {
    let (tens, ones) = (year / 10 % 10, year % 10);
    if chance.happens(200) {
        year - tens * 10 - ones + ones * 10 + tens
    } else {
        year + i16::try_from(chance.pick(&[-2, -1, -1, 1, 1, 2, 10, -10])).unwrap_or(1)
    }
}

fn swapped_figures(day: i8) -> i8 {
    day % 10 * 10 + day / 10
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Stream;
    use jiff::civil::date;

    #[test]
    fn a_slip_changes_a_name_by_little() {
        let mut chance = Chance::of(1, Stream::LinkedRecord, 1);
        let slips: Vec<String> = (0..500).map(|_| of_typing("Kowalski", &mut chance)).collect();
        assert!(slips.iter().all(|slip| slip.chars().count().abs_diff(8) <= 1), "{slips:?}");
        assert!(slips.iter().filter(|slip| *slip != "Kowalski").count() > 450);
        assert_eq!(of_typing("A", &mut chance), "A");
    }

    #[test]
    fn a_mistyped_number_keeps_its_length() {
        let mut chance = Chance::of(1, Stream::LinkedRecord, 2);
        for _ in 0..200 {
            assert_eq!(of_number("1998/0012345K", &mut chance).len(), 13);
        }
    }

    #[test]
    fn a_mistaken_birth_date_is_a_day_of_the_calendar_and_mostly_another() {
        let mut chance = Chance::of(1, Stream::LinkedRecord, 3);
        let right = date(1984, 2, 29);
        let wrong = (0..400).filter(|_| of_date(right, &mut chance) != right).count();
        assert!(wrong > 340, "{wrong}");
    }
}
