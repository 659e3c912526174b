//! Coded reasons for the steps of a referral, and the parts of what it tells.
//!
//! A code never changes once released: withdrawal codes are those in use (orders.md, section 5).

use crate::{codes, text::Prose};

codes! {
    /// Why a provider declines.
    DeclineReason {
        NoCapacity = "no_capacity", "We have no capacity within the time limit";
        OutOfArea = "out_of_area", "The person lives outside the area we serve";
        NeedNotMet = "need_not_met", "Our service does not meet this need";
        ThresholdNotMet = "threshold_not_met", "The need is below our threshold";
        NeedsMore = "needs_more", "The need is greater than we can meet safely";
        AlreadyWithUs = "already_with_us", "The person is already with our service";
        PersonSaidNo = "person_said_no", "The person does not want this service";
        InformationMissing = "information_missing", "We need information that we were not given";
        ServiceEnded = "service_ended", "The service has ended";
        PassedOn = "passed_on", "The service has ended, and another one has the referral now";
    }
}

impl DeclineReason {
    /// Those that a provider gives by hand: that its service has ended is said where that is recorded.
    pub const GIVEN: [Self; 8] = [
        Self::NoCapacity,
        Self::OutOfArea,
        Self::NeedNotMet,
        Self::ThresholdNotMet,
        Self::NeedsMore,
        Self::AlreadyWithUs,
        Self::PersonSaidNo,
        Self::InformationMissing,
    ];

    /// Whether the need is still there for the referrer to see to.
    pub const fn leaves_the_need(self) -> bool {
        !matches!(self, Self::PassedOn)
    }

    /// Whether a provider gives it by hand.
    pub fn is_given(self) -> bool {
        Self::GIVEN.contains(&self)
    }
}

codes! {
    /// Why a referrer withdraws (orders.md, section 5).
    WithdrawReason {
        Ineligible = "INE", "Not eligible";
        Mistaken = "MIS", "Mistaken or duplicate referral";
        NotEngaged = "NOT", "The person did not engage";
        MetElsewhere = "NEE", "The need is met elsewhere";
        Moved = "MOV", "The person moved out of the area";
        Work = "WOR", "The person's work or caring does not allow it";
        Custody = "RET", "The person returned to custody";
        Acquitted = "ACQ", "The person was acquitted on appeal";
        Revoked = "SER", "The sentence was revoked";
        SentenceEnded = "SEE", "The sentence has ended";
        CompletedEarly = "EAR", "The sentence was completed early";
        Died = "USE", "The person has died";
        Other = "ANO", "Another reason";
    }
}

impl WithdrawReason {
    /// Whether the need that was referred is still there, so that the referrer owes the person another way.
    pub const fn leaves_the_need(self) -> bool {
        match self {
            Self::Ineligible | Self::NotEngaged | Self::Moved | Self::Work | Self::Custody | Self::Other => {
                true
            }
            Self::Mistaken
            | Self::MetElsewhere
            | Self::Acquitted
            | Self::Revoked
            | Self::SentenceEnded
            | Self::CompletedEarly
            | Self::Died => false,
        }
    }
}

codes! {
    /// Why a service has ended.
    EndReason {
        Completed = "completed", "Completed as planned";
        CompletedEarly = "completed_early", "Completed early: its aims are reached";
        NotEngaged = "not_engaged", "The person did not engage";
        PersonStopped = "person_stopped", "The person asked to stop";
        MovedOn = "moved_on", "Another service has taken over";
        MovedAway = "moved_away", "The person moved out of the area";
        Custody = "custody", "The person returned to custody";
        SentenceEnded = "sentence_ended", "The sentence has ended";
        NotSafe = "not_safe", "We cannot go on safely";
        Died = "died", "The person has died";
        Other = "other", "Another reason";
        ServiceEnded = "service_ended", "The service has ended for everybody";
        PassedOn = "passed_on", "The service has ended for everybody, and another one has the referral now";
    }
}

impl EndReason {
    /// Whether the need that was referred is still there, so that the referrer owes the person another way.
    pub const fn leaves_the_need(self) -> bool {
        match self {
            Self::NotEngaged
            | Self::PersonStopped
            | Self::MovedAway
            | Self::Custody
            | Self::NotSafe
            | Self::ServiceEnded
            | Self::Other => true,
            Self::Completed
            | Self::CompletedEarly
            | Self::MovedOn
            | Self::SentenceEnded
            | Self::PassedOn
            | Self::Died => false,
        }
    }

    /// Those that a provider gives by hand: that its service has ended for everybody is said where that is recorded.
    pub const GIVEN: [Self; 11] = [
        Self::Completed,
        Self::CompletedEarly,
        Self::NotEngaged,
        Self::PersonStopped,
        Self::MovedOn,
        Self::MovedAway,
        Self::Custody,
        Self::SentenceEnded,
        Self::NotSafe,
        Self::Died,
        Self::Other,
    ];

    /// Whether a provider gives it by hand.
    pub fn is_given(self) -> bool {
        Self::GIVEN.contains(&self)
    }
}

codes! {
    /// A need that affects how a service is delivered (practice catalogue, S2-24).
    DeliveryNeed {
        Language = "language", "Language or interpreter";
        Literacy = "literacy", "Reading and writing";
        Disability = "disability", "Disability or health";
        Childcare = "childcare", "Childcare or caring";
        SafeContact = "safe_contact", "Safe ways to make contact";
    }
}

/// An answer to a question that may not be passed over: "none known" is one, silence is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// The referrer knows of none.
    NoneKnown,
    /// What the referrer knows.
    Known(Prose),
}

impl Told {
    /// The words; nothing where none is known.
    pub const fn words(&self) -> Option<&Prose> {
        match self {
            Self::NoneKnown => None,
            Self::Known(words) => Some(words),
        }
    }

    /// From words that are there or not.
    pub fn of(words: Option<Prose>) -> Self {
        words.map_or(Self::NoneKnown, Self::Known)
    }
}

/// The two parts that every referral tells (practice catalogue, S2-24). A referral without either cannot be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Risk that whoever receives the person must know of before they meet.
    pub risk: Told,
    /// Needs that affect how the service is delivered.
    pub needs: Told,
    /// Of which kinds those needs are.
    pub kinds: Vec<DeliveryNeed>,
}

codes! {
    /// A part of what a referral says, which its referrer may amend after sending.
    Part {
        Asks = "asks", "What is asked";
        Risk = "risk", "Risk that staff must know of";
        Needs = "needs", "Needs that affect how the service is given";
    }
}

/// A change of what a referral says: old and new stay, with the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amendment {
    /// Which part.
    pub part: Part,
    /// What it said; nothing where none was known.
    pub old: Option<Prose>,
    /// What it says now; nothing where none is known.
    pub new: Option<Prose>,
    /// Why.
    pub why: Prose,
}
