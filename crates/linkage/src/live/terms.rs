//! What somebody typed, taken apart: names, initials, dates in any order and in part, postcodes in part, numbers.
//!
//! A word may mean several things, and all of them are tried: 1981 is a year and may begin a number, May is a month
//! beside a number and a name elsewhere. Nothing here knows what is in the index.

use identifiers::Postcode;

use crate::dictionary::facts_of;
use crate::kind::Family;
use crate::text::{compact, fold, name};

/// A word, or words that belong together, and what it may mean.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Term {
    pub typed: String,
    pub readings: Vec<Reading>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Reading {
    Name(String),
    Initial(char),
    Date(Partial),
    /// A whole postcode, as it is compared.
    Postcode(String),
    /// The district of a postcode, as it is numbered.
    District(u32),
    /// Letters and digits of a number, a telephone number or an e-mail address.
    Number(String),
}

/// A date in part.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Partial {
    /// Years that it may mean; none where no year was given.
    pub years: Vec<u32>,
    pub month: Option<u32>,
    pub day: Option<u32>,
}

/// Words beyond these are not read.
const MOST: usize = 10;

/// Takes apart what was typed.
pub(super) fn terms(text: &str, latest_year: i16) -> Vec<Term> {
    let latest = u32::try_from(latest_year).unwrap_or(2100);
    let folded = fold(text.get(..text.floor_char_boundary(400)).unwrap_or(text)).into_owned();
    let words: Vec<&str> = folded.split([' ', ',', ';']).filter(|word| !word.is_empty()).collect();
    let mut terms = Vec::new();
    let mut rest = words.as_slice();
    while let Some(first) = rest.first().filter(|_| terms.len() < MOST) {
        let (taken, readings) = read(rest, latest);
        let typed = rest.get(..taken).unwrap_or(&[first]).join(" ");
        if readings.is_empty() {
            let words = name(&typed);
            terms.extend(words.split(' ').filter(|word| !word.is_empty()).map(|word| {
                let mut letters = word.chars();
                let reading = match (letters.next(), letters.next()) {
                    (Some(letter), None) => Reading::Initial(letter),
                    _ => Reading::Name(word.to_owned()),
                };
                Term { typed: word.to_owned(), readings: vec![reading] }
            }));
        } else {
            terms.push(Term { typed, readings });
        }
        rest = rest.get(taken.max(1)..).unwrap_or(&[]);
    }
    terms
}

/// How many words belong together, and what they may mean; nothing for names.
fn read(words: &[&str], latest: u32) -> (usize, Vec<Reading>) {
    let [first, rest @ ..] = words else { return (0, Vec::new()) };
    if let Some((taken, date)) = date_of_words(words, latest) {
        return (taken, vec![Reading::Date(date)]);
    }
    if first.contains('@') {
        return (1, vec![Reading::Number((*first).to_owned())]);
    }
    if let Some(second) = rest.first().filter(|second| is_inward(second) && is_outward(first)) {
        let whole = compact(&format!("{first}{second}"));
        if Postcode::parse(&whole).is_ok() {
            return (2, vec![Reading::Postcode(whole)]);
        }
    }
    if !first.bytes().any(|byte| byte.is_ascii_digit()) {
        return (1, Vec::new());
    }
    let mut readings = Vec::new();
    if let Some(date) = date_of_one(first, latest) {
        readings.push(Reading::Date(date));
    }
    let plain = compact(first);
    if is_outward(first) {
        let facts = facts_of(Family::Postcode, &format!("{plain}1AA"));
        readings.push(Reading::District(facts.second));
    } else if Postcode::parse(&plain).is_ok() {
        readings.push(Reading::Postcode(plain.clone()));
    }
    let groups = words.iter().take_while(|word| word.bytes().all(|byte| byte.is_ascii_digit())).count();
    let joined: String = words.get(..groups).unwrap_or(&[]).concat();
    if groups > 1 && joined.len() >= 9 {
        return (groups, vec![Reading::Number(joined)]);
    }
    if plain.len() >= 4 {
        readings.push(Reading::Number(first.to_uppercase()));
    }
    if readings.is_empty() {
        // A lone number says nothing, and a name with a digit in it is a name.
        let is_number = plain.bytes().all(|byte| byte.is_ascii_digit());
        return (1, if is_number { vec![Reading::Number(plain)] } else { Vec::new() });
    }
    (1, readings)
}

/// `SP1`, `EC1A`, `M5`.
fn is_outward(word: &str) -> bool {
    let letters = word.bytes().take_while(u8::is_ascii_alphabetic).count();
    let rest = word.as_bytes().get(letters..).unwrap_or(&[]);
    (1..=2).contains(&letters)
        && (1..=2).contains(&rest.len())
        && rest.first().is_some_and(u8::is_ascii_digit)
        && rest.iter().all(u8::is_ascii_alphanumeric)
}

/// `1AA`.
fn is_inward(word: &str) -> bool {
    matches!(word.as_bytes(), [digit, one, two]
        if digit.is_ascii_digit() && one.is_ascii_alphabetic() && two.is_ascii_alphabetic())
}

/// `12 march 1981`, `12th mar 81`, `march 1981`, `12 march`, `12 3 81`.
fn date_of_words(words: &[&str], latest: u32) -> Option<(usize, Partial)> {
    let at = |place: usize| words.get(place).copied().unwrap_or("");
    let year = |word: &str| number(word, &[2, 4]).map(|year| years(year, word.len(), latest));
    if let Some(month) = month_named(at(0)) {
        if let Some(years) = year(at(1)).filter(|years| !years.is_empty()) {
            let day = number(at(1), &[2]).filter(|day| (1..=31).contains(day));
            return match (day, year(at(2))) {
                (Some(day), Some(years)) => Some((3, of(years, Some(month), Some(day)))),
                _ => Some((2, of(years, Some(month), None))),
            };
        }
        let day = day_of(at(1))?;
        return match year(at(2)) {
            Some(years) => Some((3, of(years, Some(month), Some(day)))),
            None => Some((2, of(Vec::new(), Some(month), Some(day)))),
        };
    }
    let day = day_of(at(0))?;
    if let Some(month) = month_named(at(1)) {
        return match year(at(2)) {
            Some(years) => Some((3, of(years, Some(month), Some(day)))),
            None => Some((2, of(Vec::new(), Some(month), Some(day)))),
        };
    }
    let month = number(at(1), &[1, 2]).filter(|month| (1..=12).contains(month))?;
    let years = year(at(2)).filter(|years| !years.is_empty())?;
    let is_longer = at(3).bytes().next().is_some_and(|byte| byte.is_ascii_digit());
    (!is_longer).then(|| (3, of(years, Some(month), Some(day))))
}

/// `12/3/81`, `1981-03-12`, `03/1981`, `12/3`, `19810312`, `12031981`, `1981`.
fn date_of_one(word: &str, latest: u32) -> Option<Partial> {
    let parts: Vec<&str> = word.split(['/', '-', '.']).filter(|part| !part.is_empty()).collect();
    let numbers: Option<Vec<u32>> = parts.iter().map(|part| number(part, &[1, 2, 4, 8])).collect();
    let year = |place: usize, numbers: &[u32]| {
        years(numbers.get(place).copied().unwrap_or(0), parts.get(place).map_or(0, |part| part.len()), latest)
    };
    let numbers = numbers?;
    match (numbers.as_slice(), parts.first().map_or(0, |part| part.len())) {
        ([whole], 8) => {
            let own = |year: u32, month: u32, day: u32| calendar(years(year, 4, latest), month, day);
            own(whole / 10_000, whole / 100 % 100, whole % 100)
                .or_else(|| own(whole % 10_000, whole / 10_000 % 100, whole / 1_000_000))
        }
        ([_], 4) => Some(of(year(0, &numbers), None, None)).filter(|date| !date.years.is_empty()),
        ([_, month, day], 4) => calendar(year(0, &numbers), *month, *day),
        ([day, month, _], _) => calendar(year(2, &numbers), *month, *day),
        ([month, _], _) if parts.get(1).is_some_and(|part| part.len() == 4) => {
            Some(of(year(1, &numbers), Some(*month), None))
                .filter(|date| !date.years.is_empty() && *month <= 12 && *month > 0)
        }
        ([_, month], 4) => Some(of(year(0, &numbers), Some(*month), None))
            .filter(|date| !date.years.is_empty() && *month <= 12),
        ([day, month], _) => {
            calendar(vec![0], *month, *day).map(|date| Partial { years: Vec::new(), ..date })
        }
        _ => None,
    }
}

/// A date, its day and month exchanged where only that makes one.
fn calendar(years: Vec<u32>, month: u32, day: u32) -> Option<Partial> {
    let (month, day) = if month > 12 && day <= 12 { (day, month) } else { (month, day) };
    let is_date = (1..=12).contains(&month) && (1..=31).contains(&day) && !years.is_empty();
    is_date.then(|| of(years, Some(month), Some(day)))
}

fn of(years: Vec<u32>, month: Option<u32>, day: Option<u32>) -> Partial {
    Partial { years, month, day }
}

/// A number of one of these lengths.
fn number(word: &str, lengths: &[usize]) -> Option<u32> {
    let is_number = lengths.contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { word.parse().ok() } else { None }
}

fn day_of(word: &str) -> Option<u32> {
    let plain = word.trim_end_matches(|last: char| last.is_ascii_alphabetic());
    let end = word.get(plain.len()..).unwrap_or("");
    let is_day = matches!(end, "" | "st" | "nd" | "rd" | "th");
    number(plain, &[1, 2]).filter(|day| is_day && (1..=31).contains(day))
}

/// The years that a year with so many digits may mean; somebody born in it lives.
fn years(year: u32, length: usize, latest: u32) -> Vec<u32> {
    let meant = if length == 2 { vec![1900 + year, 2000 + year] } else { vec![year] };
    meant.into_iter().filter(|year| (1880..=latest).contains(year)).collect()
}

fn month_named(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.trim_end_matches('.');
    let at =
        MONTHS.iter().position(|month| word.len() >= 3 && (month.starts_with(word) || word == "sept"))?;
    let at = if word == "sept" { 8 } else { at };
    u32::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Partial {
        match terms(text, 2026).as_slice() {
            [Term { readings, .. }] => match readings.first() {
                Some(Reading::Date(date)) => date.clone(),
                other => panic!("{text}: {other:?}"),
            },
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn dates_are_read_in_any_order_and_in_part() {
        let whole = of(vec![1981], Some(3), Some(12));
        for text in [
            "12/3/81",
            "12.03.1981",
            "1981-03-12",
            "12 march 1981",
            "12th Mar 81",
            "March 12 1981",
            "12 3 81",
            "19810312",
            "12031981",
            "3/13/1981",
        ] {
            let read = date(text);
            assert_eq!((read.years, read.month), (whole.years.clone(), whole.month), "{text}");
            assert_eq!(read.day, Some(if text == "3/13/1981" { 13 } else { 12 }), "{text}");
        }
        assert_eq!(date("march 1981"), of(vec![1981], Some(3), None));
        assert_eq!(date("03/1981"), of(vec![1981], Some(3), None));
        assert_eq!(date("1981"), of(vec![1981], None, None));
        assert_eq!(date("12 march"), of(vec![], Some(3), Some(12)));
        assert_eq!(date("1/2/05").years, [1905, 2005], "nobody says which century");
    }

    #[test]
    fn words_mean_what_they_look_like() {
        let read = |text: &str| {
            let all = terms(text, 2026).into_iter().map(|term| term.readings.into_iter().next());
            all.flatten().collect::<Vec<_>>()
        };
        assert_eq!(
            read("J. O'Brien-Lee, sp1 1aa"),
            [
                Reading::Initial('j'),
                Reading::Name("obrien".into()),
                Reading::Name("lee".into()),
                Reading::Postcode("SP11AA".into())
            ]
        );
        assert!(matches!(read("smith SP1")[1], Reading::District(_)));
        assert_eq!(read("943 476 5919"), [Reading::Number("9434765919".into())]);
        assert_eq!(read("2019/8568798Z"), [Reading::Number("2019/8568798Z".into())]);
        assert_eq!(read("May"), [Reading::Name("may".into())], "a month alone is a name");
        assert_eq!(read("april jones 1990").len(), 3);
        assert_eq!(read(""), []);
        assert_eq!(read(&"x ".repeat(1_000)).len(), MOST);
    }
}
