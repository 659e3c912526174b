//! Agencies, their kinds, places and teams.

use crate::{
    codes,
    ids::{AgencyId, PartnershipId, SiteId},
    section::Purpose,
};

codes! {
    /// What kind of organisation an agency is.
    AgencyKind {
        Probation = "probation", "Probation";
        Police = "police", "Police";
        CourtLiaison = "court_liaison", "Court liaison and diversion";
        Prison = "prison", "Prison";
        AlcoholTreatment = "alcohol_treatment", "Alcohol treatment provider";
        DrugTreatment = "drug_treatment", "Drug treatment provider";
        MentalHealth = "mental_health", "Mental health trust";
        Council = "council", "Council";
        Housing = "housing", "Housing provider";
        Employment = "employment", "Employment and training provider";
        Charity = "charity", "Charity";
        Commissioner = "commissioner", "Commissioner";
        HealthService = "health_service", "Health service";
    }
}

impl AgencyKind {
    /// What its staff work with people for, day by day: those who treat, house, employ or support do it for that.
    pub const fn works_for(self) -> Purpose {
        match self {
            Self::AlcoholTreatment
            | Self::DrugTreatment
            | Self::MentalHealth
            | Self::HealthService
            | Self::Council
            | Self::Housing
            | Self::Employment
            | Self::Charity => Purpose::Treatment,
            Self::Probation | Self::Police | Self::CourtLiaison | Self::Prison | Self::Commissioner => {
                Purpose::Supervision
            }
        }
    }
}

/// One organisation of a partnership.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agency {
    /// Its id.
    pub id: AgencyId,
    /// The partnership it belongs to.
    pub partnership: PartnershipId,
    /// Its name as pages show it.
    pub name: String,
    /// What it is.
    pub kind: AgencyKind,
}

/// A place of an agency, which others may use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Its id.
    pub id: SiteId,
    /// The agency it belongs to.
    pub agency: AgencyId,
    /// Its name, for example "Castle Street office".
    pub name: String,
    /// Town or district.
    pub place: String,
}
