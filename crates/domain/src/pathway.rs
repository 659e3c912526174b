//! The seven pathways and the needs recorded on them (orders.md, section 7).

use crate::{
    codes,
    ids::{NeedId, PersonId},
    section::Section,
    stamp::Stamp,
    text::Prose,
};

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
