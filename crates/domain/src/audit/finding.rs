//! What a complete AUDIT says: score, zone, action, signs of dependence.

use super::{Answers, Item, Pregnancy, Score};
use crate::codes;
use jiff::civil::Date;

codes! {
    /// The zone of a score: WHO's number, the United Kingdom's label.
    Zone {
        Lower = "I", "Lower risk";
        Increasing = "II", "Increasing risk";
        Higher = "III", "Higher risk";
        PossibleDependence = "IV", "Possible dependence";
    }
}

codes! {
    /// Where the help for a zone is given: the tiers of the models of care of 2006.
    Tier {
        One = "1", "Tier 1: anybody at the front line";
        Two = "2", "Tier 2: alcohol worker or trained practitioner";
        ThreeOrFour = "3-4", "Tier 3 or 4: specialist service";
    }
}

/// The thresholds in force from a day on. Data of the installation: editable without a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// Which edition.
    pub version: u16,
    /// The first day on which it counts.
    pub from: Date,
    /// The first score of the second zone.
    pub increasing: u8,
    /// The first score of the third zone.
    pub higher: u8,
    /// The first score of the fourth zone.
    pub dependence: u8,
    /// Points of any of items 4 to 6 from which they are a sign of dependence.
    pub symptom: u8,
    /// The first positive score of AUDIT-C.
    pub audit_c: u8,
    /// The first positive score of FAST.
    pub fast: u8,
    /// SADQ-C from which treatment may be proposed whatever AUDIT says.
    pub sadq_c: u8,
}

impl Rules {
    /// Practice of the United Kingdom, with which an installation begins (instruments.md, sections 1 to 4).
    pub const UK: Self = Self {
        version: 1,
        from: jiff::civil::date(2001, 1, 1),
        increasing: 8,
        higher: 16,
        dependence: 20,
        symptom: 2,
        audit_c: 5,
        fast: 3,
        sadq_c: 16,
    };

    /// Those in force on `day`: the latest that had begun; `None` before the first.
    pub fn on(day: Date, editions: &[Self]) -> Option<&Self> {
        editions.iter().filter(|rules| rules.from <= day).max_by_key(|rules| (rules.from, rules.version))
    }

    /// The zone of a score.
    pub const fn zone(&self, score: Score) -> Zone {
        let points = score.points();
        if points >= self.dependence {
            Zone::PossibleDependence
        } else if points >= self.higher {
            Zone::Higher
        } else if points >= self.increasing {
            Zone::Increasing
        } else {
            Zone::Lower
        }
    }
}

codes! {
    /// What the decision table says to do.
    Action {
        Leaflet = "leaflet", "Information and a leaflet with feedback on the score";
        Advice = "advice", "Simple structured advice, about 5 minutes";
        Extended = "extended", "Advice, an extended brief intervention (sessions of 20 to 30 minutes), and monitoring";
        Specialist = "specialist", "Full assessment (SADQ-C, history of withdrawal) and referral to a specialist service";
        Midwifery = "midwifery", "Specialist midwifery advice, whatever the score";
    }
}

impl Zone {
    /// What the decision table says for it.
    pub const fn action(self) -> Action {
        match self {
            Self::Lower => Action::Leaflet,
            Self::Increasing => Action::Advice,
            Self::Higher => Action::Extended,
            Self::PossibleDependence => Action::Specialist,
        }
    }

    /// Where that is given.
    pub const fn tier(self) -> Tier {
        match self {
            Self::Lower | Self::Increasing => Tier::One,
            Self::Higher => Tier::Two,
            Self::PossibleDependence => Tier::ThreeOrFour,
        }
    }
}

/// What a complete AUDIT says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finding {
    /// The total.
    pub score: Score,
    /// Its zone under the rules it was scored by.
    pub zone: Zone,
    /// Whether any of items 4 to 6 points to dependence, whatever the total.
    pub dependence: bool,
    /// Whether the person is pregnant and drinks at all.
    pub midwifery: bool,
}

impl Finding {
    /// What the answers say; `None` while one that is asked is missing.
    pub fn of(answers: &Answers, pregnancy: Pregnancy, rules: &Rules) -> Option<Self> {
        let score = answers.score()?;
        let symptoms = [Item::Unable, Item::Failed, Item::Morning];
        let drinks = answers.get(Item::Frequency).is_some_and(|points| points > 0);
        Some(Self {
            score,
            zone: rules.zone(score),
            dependence: symptoms
                .into_iter()
                .any(|item| answers.get(item).is_some_and(|points| points >= rules.symptom)),
            midwifery: pregnancy == Pregnancy::Yes && drinks,
        })
    }

    /// What to do, the most pressing first.
    pub fn actions(&self) -> impl Iterator<Item = Action> {
        self.midwifery.then_some(Action::Midwifery).into_iter().chain([self.zone.action()])
    }
}
