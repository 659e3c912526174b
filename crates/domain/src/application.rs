//! Applications for work, a home, a course or a voluntary place that were turned down, and why: counted under the three
//! reasons of the study (practice catalogue, S2-06).

use crate::{
    codes,
    disclosure_summary::RecipientKind,
    ids::{ApplicationId, PersonId},
    section::Section,
    stamp::Stamp,
    text::Line,
};
use jiff::civil::Date;

codes! {
    /// What happens when nothing is shown, or what is shown cannot be read.
    TurnedDownWhy {
        Binned = "binned", "Put aside as soon as a record was mentioned";
        RiskOverstated = "risk_overstated", "Risk taken to be greater than it is: the record could not be read";
        NoProgress = "no_progress", "No account of the progress made";
    }
}

/// One application that was turned down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TurnedDown {
    /// Its id.
    pub id: ApplicationId,
    /// Whose.
    pub person: PersonId,
    /// To what kind of body.
    pub kind: RecipientKind,
    /// To whom.
    pub body: Line,
    /// For what: the post, the tenancy, the course.
    pub opportunity: Line,
    /// When the answer came.
    pub day: Date,
    /// Why.
    pub why: TurnedDownWhy,
    /// Who wrote it down, when, for which agency.
    pub stamp: Stamp,
}

impl TurnedDown {
    /// The section of the record in which it lies.
    pub const fn section(&self) -> Section {
        match self.kind {
            RecipientKind::Landlord => Section::Accommodation,
            RecipientKind::Employer | RecipientKind::College | RecipientKind::Volunteering => {
                Section::Employment
            }
        }
    }
}
