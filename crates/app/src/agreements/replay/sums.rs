//! What a replay adds up: by agency, roles, section and purpose; by account for the information governance lead.

use crate::ports::PastRead;
use domain::{
    codes,
    ids::{AccountId, AgencyId, LedgerId, PersonId},
    role::{Role, Roles},
    section::{Level, Purpose, Section},
};
use gate::{Entry, Outcome};
use std::collections::BTreeMap;

/// Lines that are kept at most: what people can still look through.
const LINES: usize = 2_000;

codes! {
    /// What a version would change for a read.
    Change {
        Seen = "newly_seen", "Would newly be seen";
        More = "more", "More of it would be seen";
        Less = "less", "Less of it would be seen";
        Refused = "newly_refused", "Would newly be refused";
    }
}

impl Change {
    /// From one answer to another; none where they are alike.
    fn between(before: Option<Level>, after: Option<Level>) -> Option<Self> {
        match (before, after) {
            (None, Some(_)) => Some(Self::Seen),
            (Some(_), None) => Some(Self::Refused),
            (Some(before), Some(after)) if before < after => Some(Self::More),
            (Some(before), Some(after)) if before > after => Some(Self::Less),
            _ => None,
        }
    }
}

/// Answers that what is kept does not give any more.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Unlike {
    /// Shown then, and what is in force would refuse it with what is kept.
    pub shown: u64,
    /// Withheld then, and what is in force would show it.
    pub withheld: u64,
}

impl Unlike {
    /// Both.
    pub const fn all(&self) -> u64 {
        self.shown.saturating_add(self.withheld)
    }
}

/// One change, by whom and how often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// What.
    pub change: Change,
    /// Readers of which agency.
    pub agency: AgencyId,
    /// In which roles.
    pub roles: Vec<Role>,
    /// Who, by name: for the information governance lead alone.
    pub reader: Option<String>,
    /// Which section.
    pub section: Section,
    /// What for.
    pub purpose: Purpose,
    /// As it is answered now.
    pub before: Option<Level>,
    /// As it would be.
    pub after: Option<Level>,
    /// How many reads.
    pub reads: u64,
    /// About how many people.
    pub people: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    change: Change,
    section: Section,
    purpose: Purpose,
    before: Option<Level>,
    after: Option<Level>,
    agency: AgencyId,
    roles: u32,
    account: Option<AccountId>,
}

struct Line {
    roles: Roles,
    name: Option<String>,
    reads: u64,
    people: u64,
    last_read: Option<LedgerId>,
    last_person: Option<PersonId>,
}

/// What has been gone through so far.
pub(super) struct Sums {
    named: bool,
    reads: u64,
    answers: u64,
    unlike: Unlike,
    lines: BTreeMap<Key, Line>,
    unlisted: u64,
}

/// The whole.
pub(super) struct Total {
    pub(super) reads: u64,
    pub(super) answers: u64,
    pub(super) unlike: Unlike,
    pub(super) changes: Vec<Changed>,
    pub(super) unlisted: u64,
}

impl Sums {
    pub(super) const fn new(named: bool) -> Self {
        Self {
            named,
            reads: 0,
            answers: 0,
            unlike: Unlike { shown: 0, withheld: 0 },
            lines: BTreeMap::new(),
            unlisted: 0,
        }
    }

    pub(super) const fn reads(&self) -> u64 {
        self.reads
    }

    /// A read of one person's record begins. Reads come person by person, so that people are counted and none is remembered.
    pub(super) const fn begin(&mut self) {
        self.reads = self.reads.saturating_add(1);
    }

    pub(super) const fn unlike(&mut self, entry: &Entry) {
        let count = if matches!(entry.outcome, Outcome::Shown(..)) {
            &mut self.unlike.shown
        } else {
            &mut self.unlike.withheld
        };
        *count = count.saturating_add(1);
    }

    pub(super) fn compared(
        &mut self,
        read: &PastRead,
        entry: &Entry,
        before: Option<Level>,
        after: Option<Level>,
    ) {
        self.answers = self.answers.saturating_add(1);
        let Some(change) = Change::between(before, after) else { return };
        let key = Key {
            change,
            section: entry.section,
            purpose: read.purpose,
            before,
            after,
            agency: read.agency,
            roles: read.roles.iter().fold(0, |bits, role| bits | 1 << (role as u32)),
            account: self.named.then_some(read.by),
        };
        if self.lines.len() >= LINES && !self.lines.contains_key(&key) {
            self.unlisted = self.unlisted.saturating_add(1);
            return;
        }
        let line = self.lines.entry(key).or_insert_with(|| Line {
            roles: read.roles,
            name: read.name.clone(),
            reads: 0,
            people: 0,
            last_read: None,
            last_person: None,
        });
        if line.last_read != Some(read.place.id) || line.last_person != Some(read.place.person) {
            line.reads = line.reads.saturating_add(1);
        }
        if line.last_person != Some(read.place.person) {
            line.people = line.people.saturating_add(1);
        }
        (line.last_read, line.last_person) = (Some(read.place.id), Some(read.place.person));
    }

    pub(super) fn into_total(self) -> Total {
        let named = self.named;
        let mut changes: Vec<Changed> = self
            .lines
            .into_iter()
            .map(|(key, line)| Changed {
                change: key.change,
                agency: key.agency,
                roles: line.roles.iter().collect(),
                reader: named.then(|| line.name.unwrap_or_else(|| "A member of staff".to_owned())),
                section: key.section,
                purpose: key.purpose,
                before: key.before,
                after: key.after,
                reads: line.reads,
                people: line.people,
            })
            .collect();
        changes.sort_by(|one, other| {
            one.change
                .cmp(&other.change)
                .then(other.reads.cmp(&one.reads))
                .then(one.section.cmp(&other.section))
        });
        Total {
            reads: self.reads,
            answers: self.answers,
            unlike: self.unlike,
            changes,
            unlisted: self.unlisted,
        }
    }
}
