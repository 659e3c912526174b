//! A record as it comes: values by kind, of which several may be known. Which of them belong together follows from
//! the order in which they are given.

use crate::kind::Kind;
use crate::read::{read, split};

/// What is known of somebody, for [`crate::live::Live::put`] and [`crate::live::Live::candidates`].
///
/// A value of a kind that is already there begins another name, or another home; what follows joins it. A name that
/// lacks a part takes it from the first that has it, since an alias is often a surname alone; a home takes nothing
/// from another.
///
/// ```
/// use linkage::Kind;
/// use linkage::live::Record;
///
/// let record = Record::default()
///     .add(Kind::Forename, "William")
///     .add(Kind::Surname, "Okafor")
///     .add(Kind::BirthDate, "12/03/1984")
///     .add(Kind::Surname, "Lee")
///     .add(Kind::Aliases, "Billy Ray");
/// assert!(!record.is_empty());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Record {
    values: Vec<Alternative>,
}

/// Values of one group that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Alternative {
    group: Group,
    values: Vec<(Kind, String)>,
}

/// What is told together: a name, a home; all else stands alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    Name,
    Home,
    Alone(u8),
}

impl Group {
    pub fn of(kind: Kind) -> Self {
        match kind {
            Kind::Forename
            | Kind::MiddleName
            | Kind::Surname
            | Kind::FormerSurname
            | Kind::FullName
            | Kind::Aliases => Self::Name,
            Kind::Postcode | Kind::Address | Kind::HouseNumber | Kind::Town | Kind::Region => Self::Home,
            kind => {
                let at = Kind::ALL.iter().position(|own| *own == kind);
                Self::Alone(at.and_then(|at| u8::try_from(at).ok()).unwrap_or(u8::MAX))
            }
        }
    }
}

impl Record {
    /// Alternatives of one group that are looked at; more are kept by whoever keeps the record.
    pub const MOST_ALTERNATIVES: usize = 8;

    /// One more value. Whole names ([`Kind::FullName`], and [`Kind::Aliases`] separated by `;` or `|`) are taken
    /// apart; a [`Kind::FormerSurname`] is another name.
    #[must_use]
    pub fn add(mut self, kind: Kind, value: &str) -> Self {
        match kind {
            Kind::FullName => self.add_whole_name(value),
            Kind::Aliases => value.split([';', '|']).for_each(|name| self.add_whole_name(name)),
            Kind::FormerSurname => self.begin(Group::Name, vec![(Kind::Surname, value.to_owned())]),
            _ if value.is_empty() => {}
            _ => {
                let group = Group::of(kind);
                let last = self.values.iter_mut().rev().find(|own| own.group == group);
                match last.filter(|own| own.values.iter().all(|(known, _)| *known != kind)) {
                    Some(own) => own.values.push((kind, value.to_owned())),
                    None => self.begin(group, vec![(kind, value.to_owned())]),
                }
            }
        }
        self
    }

    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    fn add_whole_name(&mut self, name: &str) {
        let [forename, middle, surname] = split(name);
        let kinds = [Kind::Forename, Kind::MiddleName, Kind::Surname];
        self.begin(Group::Name, kinds.into_iter().zip([forename, middle, surname]).collect());
    }

    fn begin(&mut self, group: Group, mut values: Vec<(Kind, String)>) {
        values.retain(|(_, value)| !value.is_empty());
        if !values.is_empty() {
            self.values.push(Alternative { group, values });
        }
    }

    /// The alternatives of each group as they are compared, in the order in which they came; values by column.
    pub(super) fn texts(&self, columns: &[Kind], latest_year: i16) -> Vec<(Group, Vec<(usize, String)>)> {
        let mut texts: Vec<(Group, Vec<(usize, String)>)> = Vec::new();
        for alternative in &self.values {
            let mut own = Vec::new();
            for (kind, value) in &alternative.values {
                let Some(column) = columns.iter().position(|column| column == kind) else { continue };
                let text = read(*kind, value, latest_year);
                if !text.is_empty() {
                    own.push((column, text.into_owned()));
                }
            }
            if !own.is_empty() {
                texts.push((alternative.group, own));
            }
        }
        complete_names(&mut texts);
        let mut kept: Vec<(Group, Vec<(usize, String)>)> = Vec::new();
        for (group, mut own) in texts {
            own.sort_unstable();
            let known = kept.iter().filter(|(other, _)| *other == group).count();
            if known < Self::MOST_ALTERNATIVES && !kept.contains(&(group, own.clone())) {
                kept.push((group, own));
            }
        }
        kept
    }
}

/// Names take the parts they lack from the first that has them.
fn complete_names(texts: &mut [(Group, Vec<(usize, String)>)]) {
    let mut parts: Vec<(usize, String)> = Vec::new();
    for (_, own) in texts.iter().filter(|(group, _)| *group == Group::Name) {
        for part in own {
            if parts.iter().all(|(column, _)| *column != part.0) {
                parts.push(part.clone());
            }
        }
    }
    for (_, own) in texts.iter_mut().filter(|(group, _)| *group == Group::Name) {
        for part in &parts {
            if own.iter().all(|(column, _)| *column != part.0) {
                own.push(part.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Kind; 5] =
        [Kind::Forename, Kind::MiddleName, Kind::Surname, Kind::BirthDate, Kind::Postcode];

    #[test]
    fn what_follows_a_second_value_belongs_to_it() {
        let record = Record::default()
            .add(Kind::Forename, "William")
            .add(Kind::Surname, "Okafor")
            .add(Kind::Postcode, "SP1 1AA")
            .add(Kind::FormerSurname, "Lee")
            .add(Kind::Aliases, "Billy Ray; William OKAFOR")
            .add(Kind::Postcode, "SP2 2BB");
        let texts = record.texts(&COLUMNS, 2026);
        let names: Vec<String> = texts
            .iter()
            .filter(|(group, _)| *group == Group::Name)
            .map(|(_, own)| own.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(names, ["william okafor", "william lee", "billy ray"], "an alias may be a surname alone");
        assert_eq!(texts.iter().filter(|(group, _)| *group == Group::Home).count(), 2);
    }
}
