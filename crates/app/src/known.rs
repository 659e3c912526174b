//! Who is already known: somebody as described, and the people whom the description may fit.
//!
//! One question for every way in, from a court list and from a door of ours. It looks at everybody, hidden people included,
//! so its answer is never shown as it is: the caller shows only those of whom the viewer may know, and whoever is out of
//! reach is neither named nor hinted at.

use crate::{ports::Stored, search};
use async_trait::async_trait;
use domain::{
    hearing::Evidence,
    ids::{AgencyId, PersonId},
    person::{Identifier, IdentifierKind, Identity, Name},
};
use jiff::civil::Date;
use linkage::Explanation;
use std::collections::BTreeSet;

/// Somebody, as a list or a form describes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Described {
    /// The name.
    pub name: Name,
    /// Date of birth.
    pub born: Option<Date>,
    /// Numbers of other systems.
    pub numbers: Vec<Identifier>,
    /// Postcode in canonical form.
    pub postcode: Option<String>,
}

/// Somebody whom the description may fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub person: PersonId,
    /// What speaks for it, and against.
    pub evidence: Vec<Evidence>,
}

impl Candidate {
    /// Whether there is no doubt.
    pub fn is_sure(&self) -> bool {
        Evidence::sure(&self.evidence)
    }
}

/// Somebody whom the matcher takes for like a description: how far, and in what.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Likeness {
    /// Who.
    pub person: PersonId,
    /// log₂ of the odds that they are the one described.
    pub weight: f64,
    /// Whether a name speaks for it and none against.
    pub name: bool,
    /// Whether the days of birth do.
    pub born: bool,
}

impl Likeness {
    /// What the matcher says, read by part.
    pub(crate) fn of(person: PersonId, told: &Explanation) -> Self {
        let speaks = |names: &[&str]| {
            let fields = told.fields.iter().filter(|field| names.contains(&field.comparison.as_str()));
            let weights: Vec<f64> = fields.map(|field| field.weight).collect();
            weights.iter().all(|weight| *weight >= 0.0) && weights.iter().any(|weight| *weight > 0.0)
        };
        Self {
            person,
            weight: told.weight,
            name: speaks(&["forename", "surname"]),
            born: speaks(&["birth_date"]),
        }
    }
}

/// The port that answers.
#[async_trait]
pub trait Known {
    /// Those whom the description may fit, those of `near` included, the likeliest first, at most `most`. Of postcodes those count
    /// that `holder` keeps itself: what is shown to one agency tells by no likeness what another keeps. With no holder all count,
    /// which is for knowing whom a new record would be made twice, and not for showing.
    async fn candidates(
        &mut self,
        holder: Option<AgencyId>,
        described: &Described,
        near: &[Likeness],
        most: u32,
    ) -> Stored<Vec<Candidate>>;
}

/// What speaks for `identity` being the one described, and against; empty when nothing speaks for it. `near` is what the
/// matcher says of the two, which knows typing errors, nicknames, and days and months that have changed places.
pub fn evidence(
    described: &Described,
    identity: &Identity,
    postcodes: &[String],
    near: Option<&Likeness>,
) -> Vec<Evidence> {
    let found = compared(described, identity, postcodes, near);
    if found.iter().all(|one| one.against() || *one == Evidence::Postcode) { Vec::new() } else { found }
}

/// What speaks for two records being of one person, and against: each is asked about the other, and whatever either says counts, so that
/// the answer is the same whichever somebody began with. Never empty: where nothing agrees, that speaks against it.
pub fn between(one: &Identity, other: &Identity, near: Option<&Likeness>) -> Vec<Evidence> {
    let said = |one: &Identity, other: &Identity| {
        let (name, born) = (one.legal.clone(), one.born);
        let described = Described { name, born, numbers: one.identifiers.clone(), postcode: None };
        compared(&described, other, &[], near)
    };
    let mut found = said(one, other);
    found.append(&mut said(other, one));
    // The whole says what its parts say.
    if found.contains(&Evidence::NameAndBirth) {
        let parts = [Evidence::PartOfName, Evidence::SwappedName, Evidence::Birth, Evidence::Name];
        found.retain(|one| !parts.contains(one));
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn compared(
    described: &Described,
    identity: &Identity,
    postcodes: &[String],
    near: Option<&Likeness>,
) -> Vec<Evidence> {
    let mut found = Vec::new();
    for number in &described.numbers {
        let Some(mine) = &number.canonical else { continue };
        let theirs: Vec<&String> = identity
            .identifiers
            .iter()
            .filter(|one| one.kind == number.kind)
            .filter_map(|one| one.canonical.as_ref())
            .collect();
        if theirs.contains(&mine) {
            found.push(of_number(number.kind));
        } else if !theirs.is_empty() {
            found.push(Evidence::OtherNumber);
        }
    }
    let names = std::iter::once(&identity.legal).chain(&identity.aliases);
    let mut likeness = Alike::None;
    for name in names {
        likeness = likeness.max(alike(&described.name, name));
    }
    let births = match (described.born, identity.born) {
        (Some(one), Some(other)) => Some(one == other),
        _ => None,
    };
    match (likeness, births) {
        (Alike::Same, Some(true)) => found.push(Evidence::NameAndBirth),
        (Alike::Same, _) => found.push(Evidence::Name),
        (Alike::Swapped, Some(true)) => found.push(Evidence::SwappedName),
        (Alike::Part, Some(true)) => found.push(Evidence::PartOfName),
        (Alike::None, Some(true)) => found.extend([Evidence::Birth, Evidence::OtherName]),
        (_, _) => found.push(Evidence::OtherName),
    }
    if births == Some(false) {
        found.push(Evidence::OtherBirth);
    }
    if described.postcode.as_ref().is_some_and(|code| postcodes.contains(code)) {
        found.push(Evidence::Postcode);
    }
    for one in &mut found {
        *one = match *one {
            Evidence::OtherName if near.is_some_and(|near| near.name) => Evidence::NearName,
            Evidence::OtherBirth if near.is_some_and(|near| near.born) => Evidence::NearBirth,
            other => other,
        };
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// How much of two names is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Alike {
    /// No word.
    None,
    /// Some words.
    Part,
    /// All words, given and family name the other way round.
    Swapped,
    /// All words.
    Same,
}

fn alike(one: &Name, other: &Name) -> Alike {
    let (mine, theirs) = (words(one), words(other));
    if mine == theirs {
        let family = |name: &Name| search::tokens(name.family.as_str());
        let given = |name: &Name| name.given.as_ref().map(|given| search::tokens(given.as_str()));
        let swapped = family(one) != family(other) && given(one).as_ref() == Some(&family(other));
        return if swapped { Alike::Swapped } else { Alike::Same };
    }
    if mine.intersection(&theirs).next().is_some() { Alike::Part } else { Alike::None }
}

const fn of_number(kind: IdentifierKind) -> Evidence {
    match kind {
        IdentifierKind::Crn => Evidence::Crn,
        IdentifierKind::Pnc => Evidence::Pnc,
        IdentifierKind::Cro => Evidence::Cro,
        IdentifierKind::Noms => Evidence::Noms,
        IdentifierKind::Nhs => Evidence::Nhs,
    }
}

/// The words of given and family names, folded. A middle name that one side leaves out parts nobody.
fn words(name: &Name) -> BTreeSet<String> {
    search::tokens(&name.short()).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{person::Gender, text::Line};
    use jiff::civil::date;
    use uuid::Uuid;

    fn name(given: &str, family: &str) -> Name {
        Name { given: Line::new(given).ok(), middle: None, family: Line::new(family).unwrap() }
    }

    fn crn(canonical: &str) -> Identifier {
        Identifier { kind: IdentifierKind::Crn, raw: canonical.into(), canonical: Some(canonical.into()) }
    }

    fn identity() -> Identity {
        Identity {
            person: PersonId(Uuid::from_u128(7)),
            reference: String::new(),
            holder: AgencyId(Uuid::nil()),
            legal: name("Siân", "O’Neill"),
            known_as: None,
            aliases: vec![name("Sian", "Crane")],
            born: Some(date(1991, 2, 14)),
            gender: Gender::Unknown,
            identifiers: vec![crn("X320741")],
            version: 1,
        }
    }

    fn described(given: &str, family: &str, born: Option<Date>, numbers: Vec<Identifier>) -> Described {
        Described { name: name(given, family), born, numbers, postcode: Some("NQ1 1AA".into()) }
    }

    #[test]
    fn a_name_and_birth_or_a_number_speak_for_it_and_a_name_alone_does_not_decide() {
        let born = Some(date(1991, 2, 14));
        let said = |described| evidence(&described, &identity(), &["NQ1 1AA".to_owned()], None);
        let both = said(described("Sian", "ONeill", born, vec![]));
        assert_eq!(both, [Evidence::NameAndBirth, Evidence::Postcode]);
        assert!(Evidence::sure(&both));
        let alias = said(described("SIAN", "Crane", None, vec![crn("X320741")]));
        assert!(alias.contains(&Evidence::Crn) && Evidence::sure(&alias));
        let twin = said(described("Mair", "O’Neill", born, vec![]));
        assert!(twin.contains(&Evidence::PartOfName) && !Evidence::sure(&twin));
        let other = said(described("Sian", "O’Neill", Some(date(1992, 2, 14)), vec![crn("X111111")]));
        assert!(other.contains(&Evidence::OtherBirth) && other.contains(&Evidence::OtherNumber));
        assert!(!Evidence::sure(&other));
        assert_eq!(said(described("Bo", "Heron", None, vec![])), [], "a postcode alone is no candidate");
        let swapped = said(described("O'Neill", "Siân", born, vec![crn("X320741")]));
        assert!(
            swapped.contains(&Evidence::SwappedName) && !Evidence::sure(&swapped),
            "a person says that it is"
        );
    }
    #[test]
    fn of_two_records_the_same_is_said_whichever_is_asked_first() {
        let one = identity();
        let mut other = Identity { legal: name("Sian", "Crane"), aliases: vec![], ..identity() };
        other.identifiers = vec![crn("X320741"), crn("X111111")];
        let said = between(&one, &other, None);
        assert_eq!(said, between(&other, &one, None));
        assert_eq!(
            said,
            [Evidence::Crn, Evidence::NameAndBirth, Evidence::OtherNumber],
            "by an alias and a second number"
        );
        other.legal = name("Bo", "Heron");
        other.born = None;
        other.identifiers = vec![];
        assert_eq!(between(&one, &other, None), [Evidence::OtherName], "nothing at all agrees");
        other.aliases = vec![name("Siân", "O’Neill")];
        let said = between(&one, &other, None);
        assert_eq!(said, between(&other, &one, None));
        assert_eq!(
            said,
            [Evidence::Name, Evidence::OtherName],
            "whoever begins with the second is told so too"
        );
    }
}
