//! Routine feedback of a provider on one session (practice catalogue, S0-08 and S0-15).
//!
//! What may be shared with whoever supervises is coded and lies in compliance; words about treatment are a record of their
//! own, in the section of treatment, and stay with those who treat.

use crate::{
    codes,
    ids::{AgencyId, AppointmentId, FeedbackId, PersonId, ReferralId},
    stamp::Stamp,
    text::Prose,
};

codes! {
    /// How far the person took part.
    Engagement {
        Well = "well", "Took part well";
        Partly = "partly", "Took part in part";
        NotAtAll = "not_at_all", "Did not take part";
    }
}

codes! {
    /// Whether the service fits what this person needs.
    Fit {
        Fits = "fits", "The service fits the person's need";
        Partly = "partly", "The service fits in part";
        Another = "another", "Another service would fit better";
    }
}

codes! {
    /// Progress towards the aims of the service.
    Progress {
        Forward = "forward", "Progress";
        Same = "same", "No change";
        Back = "back", "A step back";
    }
}

codes! {
    /// Whether the session met what the specification asks.
    Standard {
        Met = "met", "To the standard of the specification";
        NotMet = "not_met", "Below the standard of the specification";
    }
}

/// Feedback on a session, without words about treatment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feedback {
    /// Its id.
    pub id: FeedbackId,
    /// On whose record.
    pub person: PersonId,
    /// On which session.
    pub appointment: AppointmentId,
    /// Under which referral.
    pub referral: ReferralId,
    /// The agency that referred.
    pub told: AgencyId,
    /// How far the person took part.
    pub engagement: Engagement,
    /// Whether the service fits.
    pub fit: Fit,
    /// Progress.
    pub progress: Progress,
    /// Whether the session was to the standard.
    pub standard: Standard,
    /// By whom, when.
    pub stamp: Stamp,
}

/// What was said about treatment with it: for those who treat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedbackWords {
    /// With which feedback.
    pub feedback: FeedbackId,
    /// On which session.
    pub appointment: AppointmentId,
    /// In words.
    pub words: Prose,
}
