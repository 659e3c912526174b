//! The gate itself, and the record it keeps of one request.

use crate::{
    action::{Action, Forbidden},
    agreement::{Agreement, Clause, Condition, Holder},
    at_level::AtLevel,
    filter::ListFilter,
    sealed::{Label, Sealed},
    standing::{Access, Standing, Viewer},
};
use domain::{
    ids::{AgencyId, AgreementId, PersonId},
    referral::Side,
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
        Limited = "limited", "access to this record is limited to named people";
        LevelTooLow = "level_too_low", "the agreement shows less than this";
        CheckFailed = "check_failed", "we could not check whether you may see this";
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
    /// Shown at this level under this clause (agreement version, clause).
    Shown(Level, u16, u16),
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

/// The clauses in force, and the only code that breaks a seal.
#[derive(Debug, Clone)]
pub struct Gate {
    agreement: Agreement,
}

/// Everything that the gate answered within one request: the future ledger row.
#[derive(Debug)]
pub struct Reading {
    viewer: Viewer,
    purpose: Purpose,
    answered: BTreeMap<(PersonId, Section, AgencyId), BTreeSet<Outcome>>,
}

impl Gate {
    /// A gate that knows this agreement and nothing else.
    pub const fn new(agreement: Agreement) -> Self {
        Self { agreement }
    }

    /// The agreement that it applies.
    pub const fn agreement(&self) -> &Agreement {
        &self.agreement
    }

    /// Begins the record of one request.
    pub const fn reading(&self, viewer: Viewer, purpose: Purpose) -> Reading {
        Reading { viewer, purpose, answered: BTreeMap::new() }
    }

    /// Opens `sealed` where a clause allows it, and notes the answer in `reading`.
    pub fn open<T: AtLevel>(
        &self,
        reading: &mut Reading,
        standing: &Standing,
        sealed: Sealed<T>,
    ) -> Disclosure<T> {
        let label = sealed.label();
        let answer = match self.decide(&reading.viewer, reading.purpose, standing, label) {
            Err(reason) => Err(reason),
            Ok(under) => match sealed.into_value().at_level(under.level) {
                Some(value) => Ok((value, under)),
                None => Err(Reason::LevelTooLow),
            },
        };
        match answer {
            Ok((value, under)) => {
                reading.note(label, Outcome::Shown(under.level, under.version, under.clause));
                Disclosure::Opened { value, under }
            }
            Err(reason) => {
                reading.note(label, Outcome::Withheld(reason));
                Disclosure::Withheld(Withheld { section: label.section, reason, ask: label.holder })
            }
        }
    }

    /// The clause under which `viewer` may see the section, or why not. Forbidding wins over every clause.
    ///
    /// # Errors
    /// The [`Reason`] that comes nearest to an answer a practitioner can act on.
    pub fn decide(
        &self,
        viewer: &Viewer,
        purpose: Purpose,
        standing: &Standing,
        label: Label,
    ) -> Result<Basis, Reason> {
        if standing.person != label.person {
            return Err(Reason::CheckFailed);
        }
        match standing.access {
            Access::Ordinary | Access::LimitedNamed => {}
            Access::LimitedOthers => return Err(Reason::Limited),
            Access::Unknown => return Err(Reason::CheckFailed),
        }
        let mut refused = Reason::NoClause;
        let mut best: Option<&Clause> = None;
        for clause in self.agreement.clauses.iter().filter(|c| c.speaks_of(viewer, label)) {
            if !clause.purposes.contains(&purpose) {
                refused = refused.max(Reason::OtherPurpose);
            } else if !clause.when.iter().any(|condition| condition.holds(standing)) {
                refused = Reason::NotRelated;
            } else if best.is_none_or(|found| found.level < clause.level) {
                best = Some(clause);
            }
        }
        best.map(|clause| Basis {
            agreement: self.agreement.id,
            version: self.agreement.version,
            clause: clause.number,
            level: clause.level,
            purpose,
        })
        .ok_or(refused)
    }

    /// Whether `viewer` may know that the person exists at all: some section is open at some level.
    pub fn may_know_of(&self, viewer: &Viewer, purpose: Purpose, standing: &Standing) -> bool {
        self.visible_to(viewer, purpose).shows(standing)
    }

    /// The filter for lists, counts, suggestions and exports, from the same clauses as [`Gate::decide`].
    pub fn visible_to(&self, viewer: &Viewer, purpose: Purpose) -> ListFilter {
        let any_of: BTreeSet<Condition> = self
            .agreement
            .clauses
            .iter()
            .filter(|c| {
                c.who.is(viewer)
                    && c.holder == Holder::Any
                    && c.sections.contains(&Section::Identity)
                    && c.purposes.contains(&purpose)
            })
            .flat_map(|c| c.when.iter().copied())
            .collect();
        ListFilter::new(viewer.account, viewer.agency, any_of)
    }

    /// Whether the role may do this to anything at all. Refusing here answers 403.
    ///
    /// # Errors
    /// [`Forbidden::Role`].
    pub fn permit_role(&self, viewer: &Viewer, action: Action) -> Result<(), Forbidden> {
        let any = self.agreement.grants.iter().any(|g| g.who.is(viewer) && g.actions.contains(&action));
        if any { Ok(()) } else { Err(Forbidden::Role) }
    }

    /// Whether `viewer` may do this to the person, being on `side` of a referral where there is one.
    ///
    /// # Errors
    /// [`Forbidden::Role`] when the role never may, [`Forbidden::Reach`] when nothing relates them.
    pub fn permit(
        &self,
        viewer: &Viewer,
        action: Action,
        standing: &Standing,
        side: Option<Side>,
    ) -> Result<(), Forbidden> {
        self.permit_role(viewer, action)?;
        if !matches!(standing.access, Access::Ordinary | Access::LimitedNamed) {
            return Err(Forbidden::Reach);
        }
        let granted = self.agreement.grants.iter().any(|grant| {
            grant.who.is(viewer)
                && grant.actions.contains(&action)
                && grant.when.iter().any(|condition| condition.holds(standing))
                && grant.side.is_none_or(|wanted| side == Some(wanted))
        });
        if granted { Ok(()) } else { Err(Forbidden::Reach) }
    }
}

impl Clause {
    fn speaks_of(&self, viewer: &Viewer, label: Label) -> bool {
        self.sections.contains(&label.section)
            && (self.holder == Holder::Any
                || label.holder == viewer.agency
                || label.sent_to == Some(viewer.agency))
            && self.who.is(viewer)
    }
}

impl Reading {
    fn note(&mut self, label: Label, outcome: Outcome) {
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
