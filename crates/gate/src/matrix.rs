//! What the clauses in force add up to for one agency: which of them could ever show it a section for a purpose.
//!
//! It opens nothing and knows of no person: what must hold besides is said by each clause. That the level it names is the highest
//! that the engine would answer with, when all of that holds, a property test keeps.

use crate::rules::{Agreement, Rules, of_agency, opens_records_of};
use domain::{
    agency::AgencyKind,
    agreement::{Clause, Holder},
    ids::AgencyId,
    section::{Purpose, Section},
};
use std::cmp::Reverse;

impl Rules {
    /// The clauses under which somebody of this agency could see `section` for `purpose`; those that show most come first, and of
    /// these the ones that open what others recorded.
    pub fn shown_to(
        &self,
        agency: AgencyId,
        kind: AgencyKind,
        section: Section,
        purpose: Purpose,
    ) -> Vec<(&Agreement, &Clause)> {
        let mut found: Vec<(&Agreement, &Clause)> = self
            .clauses()
            .filter(|(agreement, clause)| {
                clause.sections.contains(&section)
                    && clause.purposes.contains(&purpose)
                    && agreement.binds(agency)
                    && !self.has_left(agency)
                    && of_agency(&clause.who, agency, kind)
                    && opens_anything(agreement, clause, section)
            })
            .collect();
        found.sort_by_key(|(_, clause)| (Reverse(clause.level), clause.holder == Holder::Own));
        found
    }

    /// The clause of this number in an agreement in force.
    pub fn clause(&self, agreement: domain::ids::AgreementId, number: u16) -> Option<(&Agreement, &Clause)> {
        self.clauses().find(|(one, clause)| one.id == agreement && clause.number == number)
    }
}

/// Whether there is anybody whose records the clause could open: one that names agencies which are no party opens none.
fn opens_anything(agreement: &Agreement, clause: &Clause, section: Section) -> bool {
    match &clause.holder {
        Holder::Of(agencies) if section != Section::Identity => {
            agencies.iter().any(|one| agreement.binds(*one))
        }
        Holder::Of(_) | Holder::Own | Holder::Any => true,
    }
}

impl Agreement {
    /// Whether a clause of this agreement speaks of what `holder` recorded in `section`; `own` where that was the agency that
    /// asks, or was sent to it.
    pub fn opens(&self, clause: &Clause, section: Section, holder: AgencyId, own: bool) -> bool {
        opens_records_of(self, clause, section, holder, own)
    }
}
