//! Who works with a person: dated involvements of agencies and accounts (decisions.md, "On the person's team").

use crate::section::Section;
use crate::{
    codes,
    ids::{AccountId, AgencyId, InvolvementId, PersonId},
};
use jiff::civil::Date;

codes! {
    /// What somebody does for a person.
    InvolvementRole {
        Supervision = "supervision", "Supervision";
        Treatment = "treatment", "Treatment";
        Support = "support", "Support";
        Screening = "screening", "Screening at court";
        Policing = "policing", "Integrated offender management";
        Oversight = "oversight", "Management of the case";
    }
}

impl InvolvementRole {
    /// The section of the record in which such an involvement lies: that somebody is treated says what for.
    pub const fn section(self) -> Section {
        match self {
            Self::Treatment => Section::Substance,
            Self::Supervision | Self::Support | Self::Screening | Self::Policing | Self::Oversight => {
                Section::Plan
            }
        }
    }
}

/// A dated involvement. With an account it puts that account on the person's team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Involvement {
    /// Its id.
    pub id: InvolvementId,
    /// Whose.
    pub person: PersonId,
    /// Which agency.
    pub agency: AgencyId,
    /// Which of its staff, if one is named.
    pub account: Option<AccountId>,
    /// What it does.
    pub role: InvolvementRole,
    /// Whether it leads on that.
    pub leads: bool,
    /// First day.
    pub from: Date,
    /// Last day, once it has ended.
    pub to: Option<Date>,
}
