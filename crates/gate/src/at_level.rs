//! What is left of a value at a level. Without a rule of its own a value shows in full or not at all.

use domain::{
    action::Action,
    duty::Duty,
    involvement::Involvement,
    meeting::{Goal, Meeting, Voice},
    order::Order,
    pathway::Need,
    person::{Communication, Contact, Identity},
    referral::Referral,
    risk::RiskFlag,
    section::Level,
};

/// Reduces a value to what a level allows.
pub trait AtLevel: Sized {
    /// The value at `level`; `None` where nothing of it may be shown there.
    fn at_level(self, level: Level) -> Option<Self> {
        (level == Level::Full).then_some(self)
    }
}

impl AtLevel for Identity {}
impl AtLevel for Contact {}
impl AtLevel for Referral {}
impl AtLevel for domain::note::Note {}
impl AtLevel for Communication {}
impl AtLevel for Meeting {}
impl AtLevel for (Goal, Vec<Voice>) {}
impl AtLevel for Action {}

/// Who works with a person has no part that a summary would leave out.
impl AtLevel for Involvement {
    fn at_level(self, level: Level) -> Option<Self> {
        matches!(level, Level::Summary | Level::Full).then_some(self)
    }
}

/// In summary: kind, dates and requirements; neither court nor offence.
impl AtLevel for Order {
    fn at_level(self, level: Level) -> Option<Self> {
        match level {
            Level::Full => Some(self),
            Level::Summary => Some(Self { court: None, offence: None, ..self }),
            Level::Exists | Level::Signal => None,
        }
    }
}

/// In summary: the kind of risk, without its words.
impl AtLevel for RiskFlag {
    fn at_level(self, level: Level) -> Option<Self> {
        match level {
            Level::Full => Some(self),
            Level::Summary => Some(Self { detail: None, ..self }),
            Level::Exists | Level::Signal => None,
        }
    }
}

/// In summary: what is due, when and from whom, without the words.
impl AtLevel for Duty {
    fn at_level(self, level: Level) -> Option<Self> {
        match level {
            Level::Full => Some(self),
            Level::Summary => Some(Self { why: None, ..self }),
            Level::Exists | Level::Signal => None,
        }
    }
}

/// In summary: how large the need is, without its words.
impl AtLevel for Need {
    fn at_level(self, level: Level) -> Option<Self> {
        match level {
            Level::Full => Some(self),
            Level::Summary => Some(Self { detail: None, ..self }),
            Level::Exists | Level::Signal => None,
        }
    }
}
