//! From what a file says to the one text that stands for it in a table: each kind of column reads its values in its
//! own way. A value that cannot be read stays as folded text and is then only ever the same or not.

use std::borrow::Cow;

use identifiers::{Crn, Cro, NhsNumber, Pnc, PrisonNumber};

use crate::date::Date;
use crate::kind::{Issuer, Kind};
use crate::text::{compact, digits, fold, name, says_nothing, words};

/// The text that stands for `raw` in a column of this kind; empty when it says nothing.
pub(crate) fn read(kind: Kind, raw: &str, latest_year: i16) -> Cow<'_, str> {
    if raw.is_empty() {
        return Cow::Borrowed("");
    }
    if kind == Kind::BirthDate {
        return Cow::Owned(birth_date(raw));
    }
    let folded = fold(raw);
    if says_nothing(&folded) {
        return Cow::Borrowed("");
    }
    match kind {
        Kind::Forename
        | Kind::Surname
        | Kind::FormerSurname
        | Kind::MiddleName
        | Kind::FullName
        | Kind::Address
        | Kind::Town => Cow::Owned(words(&folded)),
        Kind::Sex => Cow::Borrowed(sex(&folded).unwrap_or("x")),
        Kind::BirthDate | Kind::Postcode => Cow::Owned(compact(&folded)),
        Kind::Phone => Cow::Owned(phone(&folded)),
        Kind::Identifier(issuer) => Cow::Owned(identifier(issuer, raw, latest_year)),
        Kind::Aliases => Cow::Owned(list(&folded)),
        Kind::Email => Cow::Owned(folded.replace(' ', "")),
        Kind::HouseNumber | Kind::Region | Kind::Occupation | Kind::Category | Kind::Text => folded,
    }
}

fn birth_date(raw: &str) -> String {
    if let Some(date) = Date::read(raw) {
        return format!("{:08}", date.packed());
    }
    let folded = fold(raw);
    if says_nothing(&folded) { String::new() } else { compact(&folded) }
}

fn sex(folded: &str) -> Option<&'static str> {
    Some(match folded {
        "f" | "female" | "woman" | "girl" | "2" => "f",
        "m" | "male" | "man" | "boy" | "1" => "m",
        _ => return None,
    })
}

/// National digits: `+44 7700 900123` and `07700 900123` are one number.
fn phone(folded: &str) -> String {
    let all = digits(folded);
    let national = if folded.starts_with('+') { all.strip_prefix("44") } else { all.strip_prefix("0044") };
    national.map_or(all.clone(), |rest| format!("0{}", rest.trim_start_matches('0')))
}

/// The canonical form where the number passes its check; else as written, letters and digits alone.
fn identifier(issuer: Issuer, raw: &str, latest_year: i16) -> String {
    let canonical = match issuer {
        Issuer::Pnc => Pnc::parse(raw, latest_year).ok().map(Pnc::canonical),
        Issuer::Cro => Cro::parse(raw).ok().map(Cro::canonical),
        Issuer::Nhs => NhsNumber::parse(raw).ok().map(NhsNumber::canonical),
        Issuer::Prison => PrisonNumber::parse(raw).ok().map(|number| number.canonical()),
        Issuer::Crn => Crn::parse(raw).ok().map(|crn| crn.canonical()),
        Issuer::Other => None,
    };
    compact(&canonical.unwrap_or_else(|| raw.to_owned()))
}

/// Entries in order, each once, so that the same set is the same text.
fn list(folded: &str) -> String {
    let mut entries: Vec<String> =
        folded.split([';', '|']).map(name).filter(|entry| !entry.is_empty()).collect();
    entries.sort_unstable();
    entries.dedup();
    entries.join("|")
}

/// Forename, middle names and surname of a name in one piece; `Surname, Forename Middle` is understood.
pub(crate) fn split(full: &str) -> [String; 3] {
    if let Some((surname, rest)) = full.split_once(',') {
        let [forename, middle, last] = split(rest);
        return [forename, [middle, last].join(" ").trim().to_owned(), name(surname)];
    }
    let words = name(full);
    let (forename, rest) = words.split_once(' ').unwrap_or((&words, ""));
    let (middle, surname) = rest.rsplit_once(' ').unwrap_or(("", rest));
    [forename.to_owned(), middle.to_owned(), surname.to_owned()]
}

/// The words of a full name that neither forename nor surname has.
pub(crate) fn remaining(full: &str, forename: &str, surname: &str) -> String {
    let words = name(full);
    let (forename, surname) = (name(forename), name(surname));
    let taken: Vec<&str> = forename.split(' ').chain(surname.split(' ')).collect();
    let rest: Vec<&str> = words.split(' ').filter(|word| !taken.contains(word)).collect();
    rest.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn court_lists_6_identifiers_are_one_text_however_written() {
        for (issuer, written, same) in [
            (Issuer::Pnc, "81/34U", "1981/0000034U"),
            (Issuer::Pnc, "02/73319Z", "2002/0073319Z"),
            (Issuer::Pnc, "033Y", "2003/0000003Y"),
            (Issuer::Cro, "65656/91H", "065656/91H"),
            (Issuer::Cro, "1/07W", "000001/07W"),
            (Issuer::Nhs, "943 476 5919", "9434765919"),
            (Issuer::Nhs, "401-023-2137", "4010232137"),
        ] {
            let (left, right) = (Kind::Identifier(issuer), Kind::Identifier(issuer));
            assert_eq!(read(left, written, 2026), read(right, same, 2026), "{written}");
        }
        let wrong = read(Kind::Identifier(Issuer::Pnc), "20030011985Z", 2026);
        assert_eq!(wrong, "20030011985Z", "a wrong letter is kept: it may be the only thread to a person");
    }

    #[test]
    fn names_in_one_piece_are_taken_apart() {
        assert_eq!(split("Mary Ann Evans"), ["mary", "ann", "evans"]);
        assert_eq!(split("EVANS, Mary Ann"), ["mary", "ann", "evans"]);
        assert_eq!(split("Plato"), ["plato", "", ""]);
        assert_eq!(remaining("Mary Ann Evans", "Mary", "Evans"), "ann");
    }

    #[test]
    fn values_are_read_by_kind() {
        for (kind, raw, text) in [
            (Kind::BirthDate, "31/12/1990", "19901231"),
            (Kind::Sex, "Female", "f"),
            (Kind::Phone, "+44 7700 900123", "07700900123"),
            (Kind::Postcode, "sp1 1aa", "SP11AA"),
            (Kind::Aliases, "Bob; ann|Bob", "ann|bob"),
            (Kind::Forename, "not known", ""),
            (Kind::BirthDate, "unknown", ""),
        ] {
            assert_eq!(read(kind, raw, 2026), text, "{raw}");
        }
    }
}
