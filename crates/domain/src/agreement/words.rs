//! A clause in the words in which people sign it.

use crate::{
    agency::Agency,
    agreement::clause::{Also, Clause, Holder, Who},
    ids::AgencyId,
};
use jiff::civil::Date;

/// Names of agencies for sentences. One that is not known is named by its id, never left out.
#[derive(Debug, Clone, Copy)]
pub struct Names<'a>(pub &'a [Agency]);

impl Names<'_> {
    /// The name of `agency`.
    pub fn of(&self, agency: AgencyId) -> String {
        let known = self.0.iter().find(|one| one.id == agency);
        known.map_or_else(|| format!("agency {agency}"), |one| one.name.clone())
    }

    fn list(&self, agencies: &[AgencyId]) -> String {
        joined(agencies.iter().map(|agency| self.of(*agency)), "or")
    }
}

impl Clause {
    /// The clause as one sentence.
    pub fn words(&self, names: Names<'_>) -> String {
        let sections = joined(self.sections.iter().map(|section| section.words().to_lowercase()), "and");
        let purposes = joined(self.purposes.iter().map(|purpose| purpose.words().to_owned()), "and");
        format!(
            "{} may see {}: {} {}, of {}, for {purposes}{}.",
            self.who.words(names),
            self.level.words(),
            sections,
            self.holder.words(names),
            self.conditions(),
            self.days(),
        )
    }

    /// Of which people, and while what holds: "people on whose team they are, while their consent to this is in force".
    pub fn conditions(&self) -> String {
        let when = joined(self.when.iter().map(|condition| condition.words().to_owned()), "or");
        let also: Vec<String> = self.also.iter().map(Also::words).collect();
        let also = if also.is_empty() { String::new() } else { format!(", {}", also.join(", ")) };
        format!("people {when}{also}")
    }

    fn days(&self) -> String {
        match (self.from, self.until) {
            (None, None) => String::new(),
            (Some(from), None) => format!(", from {}", day(from)),
            (None, Some(until)) => format!(", until {}", day(until)),
            (Some(from), Some(until)) => format!(", from {} until {}", day(from), day(until)),
        }
    }
}

impl Who {
    /// Who, as the clause says it.
    pub fn words(&self, names: Names<'_>) -> String {
        let roles = joined(self.roles.iter().map(|role| role.words().to_lowercase()), "or");
        let kinds = self.agency_kinds.iter().map(|kind| kind.words().to_lowercase());
        let agencies = self.agencies.iter().map(|agency| names.of(*agency));
        let of: Vec<String> = kinds.chain(agencies).collect();
        let people = match self.accounts.len() {
            0 => String::new(),
            1 => ", one named person,".to_owned(),
            many => format!(", {many} named people,"),
        };
        let whose = if of.is_empty() { String::new() } else { format!(" of {}", joined(of, "or")) };
        capital(&format!("{roles}{whose}{people}"))
    }
}

impl Holder {
    /// Whose records, as the clause says it.
    pub fn words(&self, names: Names<'_>) -> String {
        match self {
            Self::Own => "as their own agency recorded it or was sent it".to_owned(),
            Self::Any => "as any party recorded it".to_owned(),
            Self::Of(agencies) => format!("as {} recorded it", names.list(agencies)),
        }
    }
}

impl Also {
    /// The condition as the clause says it.
    pub fn words(&self) -> String {
        match self {
            Self::Consent => "while their consent to this is in force".to_owned(),
            Self::Requirement(codes) => {
                format!("while an order has the requirement {}", joined(codes.iter().cloned(), "or"))
            }
            Self::Risk(kinds) => {
                let kinds = joined(kinds.iter().map(|kind| kind.words().to_lowercase()), "or");
                format!("while there is a flag of {kinds}")
            }
            Self::SectionOpened => "for the sections that were opened".to_owned(),
        }
    }
}

/// Things in a row, the last joined by `word`.
pub fn joined(things: impl IntoIterator<Item = String>, word: &str) -> String {
    let mut things: Vec<String> = things.into_iter().collect();
    match things.pop() {
        None => String::new(),
        Some(last) if things.is_empty() => last,
        Some(last) => format!("{} {word} {last}", things.join(", ")),
    }
}

/// Words with a capital at their beginning, as a sentence begins.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn day(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}
