//! Why: what each clause says of a question, in the order in which an answer helps most.
//!
//! Explaining never opens anything: it is asked after the engine has refused.

use crate::{
    engine::Sees,
    gate::Gate,
    reading::Reason,
    rules::{Agreement, opens_records_of, speaks_of},
    standing::Circumstances,
};
use domain::agreement::{Also, Clause, Condition};

/// What one clause says of one question, in the order in which an answer helps more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Speaks {
    /// It speaks of what a decision or a meeting opened, and nothing was.
    NotOpened,
    /// The viewer's agency is no party.
    NotAParty,
    /// It speaks of other people.
    OtherPeople,
    /// It speaks of other agencies' records.
    OtherRecords,
    /// It is for another purpose.
    OtherPurpose,
    /// Nothing that it asks for relates the viewer to the person.
    NotRelated,
    /// No consent is in force.
    NoConsent,
    /// Something that it asks for does not hold.
    NotNow,
    /// It allows this.
    Allows,
}

impl Gate {
    /// The reason nearest to an answer that somebody can act on: of all clauses, the one that came furthest.
    pub(crate) fn why_not(&self, facts: &Sees<'_>) -> Reason {
        let about = self.rules().clauses().filter(|(_, clause)| clause.sections.contains(&facts.section));
        match about.map(|(one, clause)| says(facts, one, clause)).max() {
            // The engine refused what this reading of the clause would allow: whoever is wrong, it stays closed.
            Some(Speaks::Allows) => Reason::CheckFailed,
            Some(Speaks::NotNow) => Reason::NotNow,
            Some(Speaks::NoConsent) => Reason::NoConsent,
            Some(Speaks::NotRelated) => Reason::NotRelated,
            Some(Speaks::OtherPurpose) => Reason::OtherPurpose,
            Some(Speaks::OtherRecords | Speaks::OtherPeople | Speaks::NotAParty | Speaks::NotOpened)
            | None => Reason::NoClause,
        }
    }
}

fn says(facts: &Sees<'_>, agreement: &Agreement, clause: &Clause) -> Speaks {
    let circumstances = &facts.standing.circumstances;
    let missing = |also: &&Also| !holds(also, circumstances, facts);
    if !agreement.binds(facts.viewer.agency) {
        Speaks::NotAParty
    } else if !speaks_of(&clause.who, facts.viewer) {
        Speaks::OtherPeople
    } else if !opens_records_of(agreement, clause, facts.section, facts.holder, facts.own) {
        Speaks::OtherRecords
    } else if !clause.purposes.contains(&facts.purpose) {
        Speaks::OtherPurpose
    } else if !clause.when.iter().any(|condition| facts.standing.relations.has(*condition)) {
        // Nobody is told to have something opened where nothing else speaks for it.
        if clause.when == [Condition::OpenedTo] { Speaks::NotOpened } else { Speaks::NotRelated }
    } else {
        match clause.also.iter().find(missing) {
            Some(Also::Consent) => Speaks::NoConsent,
            Some(_) => Speaks::NotNow,
            None => Speaks::Allows,
        }
    }
}

fn holds(also: &Also, facts: &Circumstances, asked: &Sees<'_>) -> bool {
    match also {
        Also::Consent => facts.consented.has(asked.section),
        Also::SectionOpened => facts.opened.has(asked.section, asked.holder),
        Also::Risk(kinds) => kinds.iter().any(|kind| facts.has_risk(*kind)),
        Also::Requirement(codes) => facts.requirements & asked.rules.bits_of(codes) != 0,
    }
}
