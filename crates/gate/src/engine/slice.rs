//! The clauses that could ever speak to such a viewer of a section, and which of a person's circumstances they ask for.
//!
//! What no clause of a slice asks for is not told to the engine at all when it is asked about that section. So an answer
//! follows from what was told, and holds for everybody of whom the same would be told; and were a clause ever overlooked
//! here, it would find that nothing holds, and stay closed.

use super::{Place, Sees};
use crate::{
    rules::{Rules, opens_records_of, speaks_of},
    standing::{Circumstances, Opened, Standing, Viewer},
};
use domain::{
    agreement::Also,
    section::{Purpose, Section, Sections},
};

/// Such clauses, by place.
#[derive(Debug, Clone)]
pub(crate) struct Slice {
    places: Vec<Place>,
    /// Whether any of them asks for consent.
    consent: bool,
    /// Whether any asks for what was opened.
    opened: bool,
    /// The requirements that any asks for, by bit.
    requirements: u64,
    /// The flags that any asks for, by bit.
    risks: u8,
}

impl Slice {
    /// The clauses for what such a viewer asks of a section.
    pub(crate) fn of(rules: &Rules, viewer: &Viewer, section: Section, purpose: Purpose) -> Self {
        let mut slice = Self { places: Vec::new(), consent: false, opened: false, requirements: 0, risks: 0 };
        for (agreement, one) in
            rules.agreements.iter().enumerate().filter(|(_, one)| one.binds(viewer.agency))
        {
            for (clause, said) in one.clauses.iter().enumerate() {
                let candidate = said.sections.contains(&section)
                    && said.purposes.contains(&purpose)
                    && speaks_of(&said.who, viewer);
                if candidate {
                    slice.places.push(Place { agreement, clause });
                    said.also.iter().for_each(|also| slice.listen(rules, also));
                }
            }
        }
        slice
    }

    fn listen(&mut self, rules: &Rules, also: &Also) {
        match also {
            Also::Consent => self.consent = true,
            Also::SectionOpened => self.opened = true,
            Also::Requirement(codes) => self.requirements |= rules.bits_of(codes),
            Also::Risk(kinds) => self.risks |= kinds.iter().fold(0, |all, kind| all | 1 << *kind as u8),
        }
    }

    /// Of what holds, as much as these clauses ask for.
    pub(crate) fn told(&self, standing: &Standing) -> Standing {
        let holds = &standing.circumstances;
        let circumstances = Circumstances {
            consented: if self.consent { holds.consented } else { Sections::NONE },
            opened: if self.opened { holds.opened } else { Opened::default() },
            requirements: holds.requirements & self.requirements,
            risks: holds.risks & self.risks,
        };
        Standing { circumstances, ..*standing }
    }

    /// Those of them that could speak to a standing, of what `holder` recorded: the others fail whatever else holds.
    pub(crate) fn speaking(&self, rules: &Rules, facts: &Sees<'_>) -> Vec<Place> {
        let speaks = |place: &&Place| {
            let Some(agreement) = rules.agreements.get(place.agreement) else { return false };
            let Some(clause) = agreement.clauses.get(place.clause) else { return false };
            clause.when.iter().any(|condition| facts.standing.relations.has(*condition))
                && opens_records_of(agreement, clause, facts.section, facts.holder, facts.own)
        };
        self.places.iter().filter(speaks).copied().collect()
    }
}
