//! What the current offence adds to OGRS3, by its Home Office code: dated tables, read as data (reoffending.md, 2.1).
//!
//! What holds: a code has one weight at most. A range runs over the codes of the list that it was taken from, so that a code
//! which never existed may lie in one. Names of groups are inferred from the classes.

use super::{
    InputsWrong,
    offence_table::{TABLES, Table},
};
use crate::codes;
use jiff::civil::Date;

codes! {
    /// A group of offences with one weight.
    OffenceGroup {
        DrugImport = "drug_import", "Importing, exporting or producing drugs";
        SexualChild = "sexual_child", "Sexual offence against a child";
        Robbery = "robbery", "Robbery";
        BurglaryDomestic = "burglary_domestic", "Burglary of a home";
        DrinkDriving = "drink_driving", "Drink driving";
        Other = "other", "Other offences";
        Violence = "violence", "Violence";
        SexualAdult = "sexual_adult", "Sexual offence, not against a child";
        DrugPossession = "drug_possession", "Possessing or supplying drugs";
        Fraud = "fraud", "Fraud and forgery";
        PublicOrder = "public_order", "Public order";
        Damage = "damage", "Criminal damage";
        BurglaryOther = "burglary_other", "Burglary, not of a home";
        Motoring = "motoring", "Other motoring offences";
        Handling = "handling", "Handling stolen goods";
        TakingVehicles = "taking_vehicles", "Taking vehicles";
        TheftFromVehicles = "theft_from_vehicles", "Theft from vehicles";
        Theft = "theft", "Theft, not of or from vehicles";
        Absconding = "absconding", "Absconding, or bail offences";
        Soliciting = "soliciting", "Soliciting or prostitution";
    }
}

/// A Home Office offence code: class and subclass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OffenceCode {
    class: u16,   // INVARIANT: at most 999
    subclass: u8, // INVARIANT: at most 99
}

impl OffenceCode {
    /// Reads "116/18", "116 18" or "11618".
    ///
    /// # Errors
    /// [`InputsWrong::CodeUnreadable`] for anything else.
    pub fn parse(typed: &str) -> Result<Self, InputsWrong> {
        let digits: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '/').collect();
        let five = digits.len() == 5 && digits.bytes().all(|byte| byte.is_ascii_digit());
        let parts =
            digits.split_at_checked(3).filter(|_| five && !typed.starts_with('/') && !typed.ends_with('/'));
        let read = parts.and_then(|(class, sub)| Some((class.parse().ok()?, sub.parse().ok()?)));
        read.map(|(class, subclass)| Self { class, subclass }).ok_or(InputsWrong::CodeUnreadable)
    }

    /// Class, of three digits.
    pub const fn class(self) -> u16 {
        self.class
    }

    /// Subclass, of two digits.
    pub const fn subclass(self) -> u8 {
        self.subclass
    }
}

/// "116/18".
impl std::fmt::Display for OffenceCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:03}/{:02}", self.class, self.subclass)
    }
}

/// An offence with the weight that a table gives it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScoredOffence {
    code: OffenceCode,
    group: OffenceGroup,
    weight: f64, // INVARIANT: finite, from the table of that number
    table: u8,
}

/// Weights come from a table as they are: none of them is anything but itself.
impl Eq for ScoredOffence {}

impl ScoredOffence {
    /// The offence with this code, as the table of `day` weighs it.
    ///
    /// # Errors
    /// [`InputsWrong`] when no table was in force, or the table gives the code no weight.
    pub fn on(day: Date, code: OffenceCode) -> Result<Self, InputsWrong> {
        let table = TABLES.iter().rev().find(|table| table.from <= day).ok_or(InputsWrong::NoTable)?;
        table.weigh(code)
    }

    /// The offence with this code, as the table of that number weighs it: the one that a kept score was computed with.
    ///
    /// # Errors
    /// [`InputsWrong`] when there is no such table, or it gives the code no weight.
    pub fn by_table(number: u8, code: OffenceCode) -> Result<Self, InputsWrong> {
        TABLES.iter().find(|table| table.number == number).ok_or(InputsWrong::NoTable)?.weigh(code)
    }

    /// Its code.
    pub const fn code(self) -> OffenceCode {
        self.code
    }

    /// Its group.
    pub const fn group(self) -> OffenceGroup {
        self.group
    }

    /// What it adds.
    pub const fn weight(self) -> f64 {
        self.weight
    }

    /// The number of the table that weighs it.
    pub const fn table(self) -> u8 {
        self.table
    }
}

impl Table {
    fn weigh(&self, code: OffenceCode) -> Result<ScoredOffence, InputsWrong> {
        if has_exact(self.too_wide, code) {
            return Err(InputsWrong::CodeTooWide);
        }
        if has_exact(self.unscored, code) || has_class(self.unscored_classes, code) {
            return Err(InputsWrong::CodeUnscored);
        }
        // A row for exactly this code goes before one for its whole class.
        let exact = self.rows.iter().find(|row| has_exact(row.exact, code));
        let row = exact.or_else(|| self.rows.iter().find(|row| has_class(row.classes, code)));
        let row = row.ok_or(InputsWrong::CodeUnmapped)?;
        Ok(ScoredOffence { code, group: row.group, weight: row.weight, table: self.number })
    }
}

/// Whether a number lies in "13" or in "10-15".
fn within(said: &str, number: u16) -> bool {
    let (first, last) = said.split_once('-').unwrap_or((said, said));
    matches!((first.parse::<u16>(), last.parse::<u16>()), (Ok(first), Ok(last)) if (first..=last).contains(&number))
}

fn has_class(classes: &str, code: OffenceCode) -> bool {
    classes.split_ascii_whitespace().any(|said| within(said, code.class))
}

fn has_exact(exact: &str, code: OffenceCode) -> bool {
    let of_class = exact.split_ascii_whitespace().filter_map(|said| said.split_once('/'));
    of_class
        .filter(|(class, _)| within(class, code.class))
        .any(|(_, subclasses)| subclasses.split(',').any(|said| within(said, u16::from(code.subclass))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn group(code: &str) -> Result<OffenceGroup, InputsWrong> {
        ScoredOffence::on(date(2026, 11, 24), OffenceCode::parse(code)?).map(ScoredOffence::group)
    }

    #[test]
    fn codes_fall_into_their_groups() {
        let cases = [
            ("077/61", OffenceGroup::DrugImport),
            ("018/03", OffenceGroup::SexualChild),
            ("034/01", OffenceGroup::Robbery),
            ("028/99", OffenceGroup::BurglaryDomestic),
            ("803/00", OffenceGroup::DrinkDriving),
            ("116/18", OffenceGroup::Other),
            ("001/01", OffenceGroup::Violence),
            ("008/31", OffenceGroup::Violence),
            ("008/32", OffenceGroup::Other),
            ("008/39", OffenceGroup::SexualAdult),
            ("092/50", OffenceGroup::DrugPossession),
            ("099/08", OffenceGroup::Fraud),
            ("125/99", OffenceGroup::PublicOrder),
            ("059/14", OffenceGroup::Damage),
            ("030/00", OffenceGroup::BurglaryOther),
            ("825/00", OffenceGroup::Motoring),
            ("121/05", OffenceGroup::Handling),
            ("121/06", OffenceGroup::Theft),
            ("048/00", OffenceGroup::TakingVehicles),
            ("045/00", OffenceGroup::TheftFromVehicles),
            ("083/00", OffenceGroup::Absconding),
            ("166/00", OffenceGroup::Soliciting),
        ];
        for (code, expected) in cases {
            assert_eq!(group(code), Ok(expected), "{code}");
        }
    }

    #[test]
    fn codes_without_a_weight_say_what_to_do() {
        for code in ["088/00", "111/00", "141/00"] {
            assert_eq!(group(code), Err(InputsWrong::CodeTooWide), "{code}");
        }
        for code in ["950/00", "950/17", "999/55"] {
            assert_eq!(group(code), Err(InputsWrong::CodeUnscored), "{code}");
        }
        for code in ["010/00", "077/49", "826/00"] {
            assert_eq!(group(code), Err(InputsWrong::CodeUnmapped), "{code}");
        }
        let early = ScoredOffence::on(date(2008, 2, 29), OffenceCode::parse("116/18").unwrap());
        assert_eq!(early, Err(InputsWrong::NoTable));
    }

    #[test]
    fn a_code_is_read_as_people_write_it() {
        for typed in ["116/18", " 116 / 18 ", "11618", "116 18"] {
            assert_eq!(
                OffenceCode::parse(typed).map(|code| code.to_string()),
                Ok("116/18".into()),
                "{typed}"
            );
        }
        for typed in ["", "116", "116/1", "116/181", "abc/de", "/11618", "11618/", "１１６/18", "-1618"] {
            assert_eq!(OffenceCode::parse(typed), Err(InputsWrong::CodeUnreadable), "{typed}");
        }
    }

    /// Every code in every table: one row at most says it exactly, one at most has its class, and every text is read whole.
    #[test]
    fn no_code_has_two_weights() {
        for table in TABLES {
            for class in 0..=999 {
                let classes = |row: &&super::super::offence_table::Row| {
                    has_class(row.classes, OffenceCode { class, subclass: 0 })
                };
                assert!(table.rows.iter().filter(classes).count() <= 1, "class {class}");
                for subclass in 0..=99 {
                    let code = OffenceCode { class, subclass };
                    let exact = table.rows.iter().filter(|row| has_exact(row.exact, code)).count();
                    assert!(exact <= 1, "{code}");
                }
            }
            for row in table.rows {
                assert!(row.weight.is_finite());
                for said in row.classes.split_ascii_whitespace() {
                    let first = said.split('-').next().unwrap().parse().unwrap();
                    assert!(has_class(row.classes, OffenceCode { class: first, subclass: 0 }), "{said}");
                }
                for said in row.exact.split_ascii_whitespace() {
                    let (class, subclasses) = said.split_once('/').unwrap();
                    for part in subclasses.split(',') {
                        let code = format!("{class}/{}", part.split('-').next_back().unwrap());
                        assert!(has_exact(row.exact, OffenceCode::parse(&code).unwrap()), "{code}");
                    }
                }
            }
        }
    }
}
