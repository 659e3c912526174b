//! The seven pathways and the needs recorded on them (orders.md, section 7).

use crate::{
    codes,
    ids::{AgencyId, NeedId, PersonId},
    section::Section,
    stamp::Stamp,
    text::Prose,
};
use jiff::Timestamp;

codes! {
    /// One of the seven pathways out of reoffending.
    Pathway {
        Accommodation = "accommodation", "Accommodation";
        Employment = "employment", "Skills and employment";
        Health = "health", "Health";
        Substance = "substance", "Drugs and alcohol";
        Family = "family", "Children and families";
        Finance = "finance", "Finance, benefit and debt";
        Attitudes = "attitudes", "Attitudes, thinking and behaviour";
    }
}

impl Pathway {
    /// The section of the record in which a need on this pathway lies.
    pub const fn section(self) -> Section {
        match self {
            Self::Accommodation => Section::Accommodation,
            Self::Employment => Section::Employment,
            Self::Health => Section::PhysicalHealth,
            Self::Substance => Section::Substance,
            Self::Family => Section::Family,
            Self::Finance => Section::Finance,
            Self::Attitudes => Section::Attitudes,
        }
    }
}

codes! {
    /// How large a need is.
    NeedLevel {
        None = "none", "No need found";
        Some = "some", "Some need";
        Great = "great", "Great need";
    }
}

/// What an agency found about one pathway on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// Its id.
    pub id: NeedId,
    /// Whose.
    pub person: PersonId,
    /// On which pathway.
    pub pathway: Pathway,
    /// How large.
    pub level: NeedLevel,
    /// In words.
    pub detail: Option<Prose>,
    /// When, by whom and for which agency.
    pub stamp: Stamp,
}

/// A pathway on which several agencies found out about the same person within one period: work done twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssessedTwice {
    /// The pathway.
    pub pathway: Pathway,
    /// The agencies, in the order in which they found out.
    pub agencies: Vec<AgencyId>,
}

/// The pathways that several agencies assessed within one period of each other. `needs` are the newest of each agency; `until` is
/// the end of the period that begins with a finding.
///
/// Source: practice catalogue, S2-02 (no duplication of work).
pub fn assessed_twice(needs: &[Need], until: impl Fn(Timestamp) -> Timestamp) -> Vec<AssessedTwice> {
    let mut twice = Vec::new();
    for pathway in Pathway::ALL {
        let mut found: Vec<&Need> = needs.iter().filter(|need| need.pathway == *pathway).collect();
        found.sort_by_key(|need| (need.stamp.at, need.id));
        let mut agencies: Vec<AgencyId> = Vec::new();
        for pair in found.windows(2) {
            let [one, next] = pair else { continue };
            if one.stamp.agency != next.stamp.agency && next.stamp.at <= until(one.stamp.at) {
                agencies.extend([one.stamp.agency, next.stamp.agency]);
            }
        }
        let mut each = Vec::with_capacity(agencies.len());
        for agency in agencies {
            if !each.contains(&agency) {
                each.push(agency);
            }
        }
        if !each.is_empty() {
            twice.push(AssessedTwice { pathway: *pathway, agencies: each });
        }
    }
    twice
}
