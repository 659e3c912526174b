//! Ways in other than court: a police officer, custody, prison before release, a partner, a relative, the person alone.
//!
//! No offence is needed. What holds: every entry says both parts of the least that a receiver must know (`referral::Summary`), and
//! what the person agreed to. Deliberately not here: who is already known, and what follows once the person is found.

use crate::{
    codes,
    ids::{PersonId, ReferralId, WayInId},
    screening::Setting,
    stamp::Stamp,
    text::{Line, Prose},
};
use jiff::civil::Date;

codes! {
    /// By which way somebody came.
    Door {
        Police = "police", "Police officer";
        Custody = "custody", "Custody suite";
        Prison = "prison", "Prison, before release";
        Partner = "partner", "Partner agency";
        Oneself = "self", "The person";
        Relative = "relative", "Relative or carer";
    }
}

impl Door {
    /// Where the person was met, for the count of first contacts.
    pub const fn setting(self) -> Setting {
        match self {
            Self::Police => Setting::Street,
            Self::Custody => Setting::Custody,
            Self::Prison => Setting::Prison,
            Self::Partner => Setting::Service,
            Self::Oneself | Self::Relative => Setting::Team,
        }
    }

    /// Whether whoever sent the person is told what became of it.
    pub const fn hears_back(self) -> bool {
        matches!(self, Self::Police | Self::Custody | Self::Prison | Self::Partner)
    }
}

/// One entry, as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayIn {
    /// Its id.
    pub id: WayInId,
    /// Whose.
    pub person: PersonId,
    /// By which way.
    pub door: Door,
    /// Where: the street, the suite, the prison, the partner's name.
    pub place: Line,
    /// The day.
    pub day: Date,
    /// The day of release, for somebody who comes from prison.
    pub release: Option<Date>,
    /// What is asked for.
    pub asks: Prose,
    /// The referral that was made of it, if one was.
    pub referral: Option<ReferralId>,
    /// Who entered it, when, for which agency.
    pub stamp: Stamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_says_where_the_person_was_met() {
        let met: Vec<&str> = Door::ALL.iter().map(|door| door.setting().code()).collect();
        assert_eq!(met, ["street", "custody", "prison", "service", "team", "team"]);
        assert!(Door::Police.hears_back() && !Door::Oneself.hears_back());
    }
}
