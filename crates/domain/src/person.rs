//! A person's identity and contact details.

use crate::{
    codes,
    ids::{AgencyId, PersonId},
    text::Line,
};
use jiff::civil::Date;

codes! {
    /// Gender as the person describes it.
    Gender {
        Female = "female", "Female";
        Male = "male", "Male";
        NonBinary = "non_binary", "Non-binary";
        Other = "other", "Described another way";
        Unknown = "unknown", "Not known";
    }
}

codes! {
    /// Kinds of number that other systems give a person. Attributes, never keys: they change and merge.
    IdentifierKind {
        Crn = "crn", "CRN";
        Pnc = "pnc", "PNC";
        Cro = "cro", "CRO";
        Noms = "noms", "Prison number";
        Nhs = "nhs", "NHS number";
    }
}

/// A name in its parts. A mononym has a family name only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Given name, where there is one.
    pub given: Option<Line>,
    /// Middle names.
    pub middle: Option<Line>,
    /// Family name, or the only name.
    pub family: Line,
}

impl Name {
    /// Given and family name as one line.
    pub fn short(&self) -> String {
        match &self.given {
            Some(given) => format!("{given} {}", self.family),
            None => self.family.to_string(),
        }
    }

    /// Every part, in order.
    pub fn full(&self) -> String {
        [self.given.as_ref(), self.middle.as_ref(), Some(&self.family)]
            .into_iter()
            .flatten()
            .map(Line::as_str)
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// A number from another system: as it came, and in canonical form where it is valid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identifier {
    /// Which system's.
    pub kind: IdentifierKind,
    /// As it was typed or received. Kept whatever the check says.
    pub raw: String,
    /// Canonical form; `None` when the check failed.
    pub canonical: Option<String>,
}

/// Who a person is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Our own id.
    pub person: PersonId,
    /// The short reference that is read out on the telephone, with its check character.
    pub reference: String,
    /// The agency that holds this record of identity.
    pub holder: AgencyId,
    /// Legal name.
    pub legal: Name,
    /// The name the person wishes to be called, where it differs.
    pub known_as: Option<Line>,
    /// Other names.
    pub aliases: Vec<Name>,
    /// Date of birth, where known.
    pub born: Option<Date>,
    /// Gender.
    pub gender: Gender,
    /// Numbers from other systems.
    pub identifiers: Vec<Identifier>,
    /// Which edition this is: 1, 2, … Every edit adds one.
    pub version: i64,
}

impl Identity {
    /// The name to call the person by: the wished one, then the legal one.
    pub fn called(&self) -> String {
        self.known_as.as_ref().map_or_else(|| self.legal.short(), ToString::to_string)
    }

    /// Age in whole years on `day`; `None` without a date of birth, or before it.
    pub fn age_on(&self, day: Date) -> Option<i16> {
        let born = self.born?;
        let years =
            day.year() - born.year() - i16::from((day.month(), day.day()) < (born.month(), born.day()));
        (years >= 0).then_some(years)
    }
}

/// How to reach a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Whose.
    pub person: PersonId,
    /// The agency that holds it.
    pub holder: AgencyId,
    /// Address on one line.
    pub address: Option<Line>,
    /// Postcode in canonical form.
    pub postcode: Option<String>,
    /// Telephone number.
    pub telephone: Option<Line>,
    /// E-mail address.
    pub email: Option<Line>,
}

/// What makes talking work: language, interpreter, large print, easy read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Communication {
    /// Whose.
    pub person: PersonId,
    /// The agency that recorded it.
    pub holder: AgencyId,
    /// In words.
    pub needs: Line,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    fn identity(born: Option<Date>) -> Identity {
        Identity {
            person: PersonId(Uuid::nil()),
            reference: String::new(),
            holder: AgencyId(Uuid::nil()),
            legal: Name { given: Line::new("Ada").ok(), middle: None, family: Line::new("Crane").unwrap() },
            known_as: None,
            aliases: vec![],
            born,
            gender: Gender::Unknown,
            identifiers: vec![],
            version: 1,
        }
    }

    #[test]
    fn age_turns_on_the_birthday_and_not_the_day_before() {
        let ada = identity(Some(date(1991, 2, 14)));
        assert_eq!(ada.age_on(date(2026, 2, 13)), Some(34));
        assert_eq!(ada.age_on(date(2026, 2, 14)), Some(35));
        assert_eq!(ada.age_on(date(1990, 1, 1)), None);
        assert_eq!(identity(None).age_on(date(2026, 2, 14)), None);
    }

    #[test]
    fn the_wished_name_comes_before_the_legal_one() {
        let mut ada = identity(None);
        assert_eq!(ada.called(), "Ada Crane");
        ada.known_as = Line::new("Addy").ok();
        assert_eq!(ada.called(), "Addy");
    }
}
