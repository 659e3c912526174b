//! What the gate answers, and the record it keeps of one request.

use crate::{sealed::Label, standing::Viewer};
use domain::{
    ids::{AgencyId, AgreementId, PersonId},
    section::{Level, Purpose, Section},
};
use std::collections::{BTreeMap, BTreeSet};

/// What allowed a section to be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Basis {
    /// The agreement.
    pub agreement: AgreementId,
    /// Its version.
    pub version: u16,
    /// The clause.
    pub clause: u16,
    /// How much the clause shows.
    pub level: Level,
    /// What it was opened for.
    pub purpose: Purpose,
}

domain::codes! {
    /// Why a section stays closed, in a practitioner's words.
    Reason {
        NoClause = "no_clause", "no agreement lets your role see this";
        NotRelated = "not_related", "your agency is not working with this person in a way that the agreement covers";
        OtherPurpose = "other_purpose", "the agreement does not cover this purpose";
        NoConsent = "no_consent", "this rests on the person’s consent, and there is none in force towards your agency";
        NotNow = "not_now", "the agreement covers this only while something holds that does not hold now";
        Left = "left", "your agency has left the partnership";
        Limited = "limited", "access to this record is limited to named people";
        LevelTooLow = "level_too_low", "the agreement shows less than this";
        SignalOnly = "signal_only", "an alert may rest on this, which does not say on what; the record itself stays closed";
        Privilege = "privilege", "legal privilege keeps this with whoever recorded it";
        CheckFailed = "check_failed", "we could not check whether you may see this";
        OnlyAsked = "only_asked", "nothing was opened: it was asked who may see this, and why";
    }
}

/// A closed answer: why, and whom to ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Withheld {
    /// Which section.
    pub section: Section,
    /// Why.
    pub reason: Reason,
    /// The agency that holds it.
    pub ask: AgencyId,
}

/// What the gate answers for one section.
#[derive(Debug)]
pub enum Disclosure<T> {
    /// Opened, at the level of the clause.
    Opened {
        /// The value.
        value: T,
        /// What allowed it.
        under: Basis,
    },
    /// Kept closed.
    Withheld(Withheld),
}

impl<T> Disclosure<T> {
    /// The value, if it was opened.
    pub fn opened(self) -> Option<T> {
        match self {
            Self::Opened { value, .. } => Some(value),
            Self::Withheld(_) => None,
        }
    }
}

/// What became of one section in one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Outcome {
    /// Shown at this level under this clause (agreement, its version, clause).
    Shown(Level, AgreementId, u16, u16),
    /// Withheld for this reason.
    Withheld(Reason),
}

/// One line of a ledger row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Whose record.
    pub person: PersonId,
    /// Which section.
    pub section: Section,
    /// Recorded by which agency.
    pub holder: AgencyId,
    /// What became of it.
    pub outcome: Outcome,
}

/// Everything that the gate answered within one request: the future ledger row.
#[derive(Debug)]
pub struct Reading {
    viewer: Viewer,
    purpose: Purpose,
    answered: BTreeMap<(PersonId, Section, AgencyId), BTreeSet<Outcome>>,
}

impl Reading {
    /// The record of a request that has asked nothing yet.
    pub(crate) const fn new(viewer: Viewer, purpose: Purpose) -> Self {
        Self { viewer, purpose, answered: BTreeMap::new() }
    }

    /// Notes one answer.
    pub(crate) fn note(&mut self, label: Label, outcome: Outcome) {
        self.answered.entry((label.person, label.section, label.holder)).or_default().insert(outcome);
    }

    /// Who reads.
    pub const fn viewer(&self) -> &Viewer {
        &self.viewer
    }

    /// What for.
    pub const fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// Whether the gate was asked for nothing.
    pub fn is_empty(&self) -> bool {
        self.answered.is_empty()
    }

    /// What was answered: one line for each person, section, holder and outcome.
    pub fn entries(&self) -> impl Iterator<Item = Entry> {
        self.answered.iter().flat_map(|(&(person, section, holder), outcomes)| {
            outcomes.iter().map(move |&outcome| Entry { person, section, holder, outcome })
        })
    }
}
