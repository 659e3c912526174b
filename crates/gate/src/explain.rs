//! Why: what each clause says of a question, in the order in which an answer helps most.
//!
//! Explaining never opens anything: it is asked after the engine has refused, or beside its answer.

use crate::{
    engine::Sees,
    gate::Gate,
    reading::{Basis, Reason},
    rules::{Agreement, opens_records_of, speaks_of},
    sealed::Label,
    standing::{Circumstances, Standing, Viewer},
};
use domain::{
    agreement::{Also, Clause, Condition},
    ids::AgreementId,
    section::{Purpose, Section},
};

domain::codes! {
    /// What one clause says of one question.
    Speaks {
        NotOpened = "not_opened", "it speaks of what was opened by a decision or a meeting, and nothing was";
        NotAParty = "not_a_party", "your agency is no party";
        OtherPeople = "other_people", "it speaks of other people";
        OtherRecords = "other_records", "it speaks of other agencies’ records";
        OtherPurpose = "other_purpose", "it is for another purpose";
        NotRelated = "not_related", "nothing that it asks for relates you to the person";
        NoConsent = "no_consent", "no consent is in force";
        NotNow = "not_now", "something that it asks for does not hold";
        Allows = "allows", "it allows this";
    }
}

/// The answer to one question, with what each clause that speaks of the section says.
#[derive(Debug, Clone)]
pub struct Explained {
    /// What allows it, or why not.
    pub answer: Result<Basis, Reason>,
    /// Each clause about the section: agreement, clause number, what it says.
    pub clauses: Vec<(AgreementId, u16, Speaks)>,
}

impl Gate {
    /// The answer of [`Gate::decide`], with what each clause about the section says.
    pub fn explain(&self, viewer: &Viewer, purpose: Purpose, standing: &Standing, label: Label) -> Explained {
        let facts = Sees {
            rules: self.rules(),
            viewer,
            purpose,
            standing,
            section: label.section,
            holder: label.holder,
            own: label.holder == viewer.agency || label.sent_to == Some(viewer.agency),
        };
        let about = self.rules().clauses().filter(|(_, clause)| clause.sections.contains(&label.section));
        let clauses = about.map(|(one, clause)| (one.id, clause.number, says(&facts, one, clause))).collect();
        Explained { answer: self.decide(viewer, purpose, standing, label), clauses }
    }

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
    let missing = |also: &&Also| !holds(also, circumstances, facts.section, facts.rules.watched());
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

fn holds(also: &Also, facts: &Circumstances, section: Section, watched: &[String]) -> bool {
    match also {
        Also::Consent => facts.consented.has(section),
        Also::SectionOpened => facts.opened.has(section),
        Also::Risk(kinds) => kinds.iter().any(|kind| facts.has_risk(*kind)),
        Also::Requirement(codes) => {
            let bits =
                watched.iter().enumerate().filter(|(_, code)| codes.contains(code)).map(|(bit, _)| bit);
            bits.into_iter().any(|bit| facts.requirements & (1 << bit) != 0)
        }
    }
}
