//! What is left of a value at a level. Without a rule of its own a value shows in full or not at all.

use domain::{
    action::Action,
    appointment::Appointment,
    duty::Duty,
    feedback::{Feedback, FeedbackWords},
    involvement::Involvement,
    meeting::{Goal, Meeting, Voice},
    order::Order,
    order_record::OrderRecord,
    pathway::Need,
    person::{Communication, Contact, Identity},
    referral::Told,
    referral::{OwnAnswer, Referral},
    requirement::LawDates,
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
impl AtLevel for domain::consent::Consent {}
impl AtLevel for domain::screening::Screening {}
/// A score is given with its working or not at all.
impl AtLevel for domain::reoffending_score::ReoffendingScore {}
impl AtLevel for domain::way_in::WayIn {}
impl AtLevel for (domain::referral::Told, Vec<domain::referral::DeliveryNeed>) {}
impl AtLevel for Contact {}
impl AtLevel for Referral {}
impl AtLevel for domain::case_handover::CaseHandover {}
impl AtLevel for domain::question::Question {}
impl AtLevel for domain::one_off::Disclosure {}
impl AtLevel for Appointment {}
impl AtLevel for Feedback {}
impl AtLevel for FeedbackWords {}
impl AtLevel for Told {}
impl AtLevel for domain::note::Note {}
impl AtLevel for domain::rectification::Correction {}
impl AtLevel for domain::access_request::AccessRequest {}
impl AtLevel for Communication {}
impl AtLevel for Meeting {}
impl AtLevel for (Goal, Vec<Voice>) {}
impl AtLevel for Action {}
impl AtLevel for domain::listing::Listing {}
impl AtLevel for domain::plan::PlanView {}
impl AtLevel for domain::plan::Strand {}
impl AtLevel for domain::casework::Piece {}

/// Of its own answers a provider may lose nothing.
impl AtLevel for OwnAnswer {
    fn at_level(self, level: Level) -> Option<Self> {
        matches!(level, Level::Summary | Level::Full).then_some(self)
    }
}

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

/// In summary: the kind of risk, without its words, and without how it is known.
impl AtLevel for RiskFlag {
    fn at_level(self, level: Level) -> Option<Self> {
        match level {
            Level::Full => Some(self),
            Level::Summary => Some(Self { detail: None, upkeep: None, ..self }),
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

/// In summary: score, zone and what follows from them, without an answer.
impl AtLevel for domain::audit::Audit {
    fn at_level(self, level: Level) -> Option<Self> {
        match level {
            Level::Full => Some(self),
            Level::Summary => Some(Self { answers: None, ..self }),
            Level::Exists | Level::Signal => None,
        }
    }
}

/// In summary: what was proposed and what the court did, without the text.
impl AtLevel for domain::recommendation::Recommendation {
    fn at_level(self, level: Level) -> Option<Self> {
        match level {
            Level::Full => Some(self),
            Level::Summary => Some(Self { text: None, ..self }),
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

impl AtLevel for domain::failure::Failure {}
impl AtLevel for domain::conviction::Conviction {}
impl AtLevel for domain::disclosure_summary::DisclosureSummary {}
impl AtLevel for domain::application::TurnedDown {}
impl AtLevel for domain::order_record::Willingness {}
impl AtLevel for (domain::ids::OrderId, domain::order_end::EndNotice) {}

/// In summary: the order as its own summary, its course and leads; neither what was shown in court, nor why the cadence was
/// raised, nor what was reached.
impl AtLevel for OrderRecord {
    fn at_level(self, level: Level) -> Option<Self> {
        match level {
            Level::Full => Some(self),
            Level::Summary => {
                let mut requirements = self.requirements;
                for one in &mut requirements {
                    one.conditions.clear();
                }
                let order = self.order.at_level(level)?;
                let (raised, outcomes) = (Vec::new(), Vec::new());
                let dates = LawDates { offence: None, convicted: None, ..self.dates };
                Some(Self { order, dates, requirements, raised, outcomes, handover: None, ..self })
            }
            Level::Exists | Level::Signal => None,
        }
    }
}
