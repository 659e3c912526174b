//! What is due: a dated fact that somebody owes something on a person's record, closed by a later fact.
//!
//! An open duty always has a day and an owner; a duty that nobody is named for is the agency's, until somebody is. Nothing
//! else in the record says what is due, so that one list serves the person's page, a desk, a team and a digest.

use crate::{
    codes,
    ids::{AccountId, AgencyId, DutyId, PersonId},
    section::Section,
    text::Line,
};
use jiff::civil::Date;
use uuid::Uuid;

codes! {
    /// What is due.
    DutyKind {
        Appointment = "appointment", "Appointment";
        Meeting = "meeting", "Meeting";
        OrderEnds = "order_ends", "Order ends: tell every agency still involved";
        ServeCopies = "serve_copies", "Give out copies of the order";
        Allocate = "allocate", "Allocate to a practitioner";
        HandOver = "hand_over", "Hand over to probation";
        TakeOn = "take_on", "Take on somebody handed over, or decline";
        HandoverAnswer = "handover_answer", "Handed over: see that probation answers";
        FirstAppointment = "first_appointment", "First appointment after sentence";
        ReferRequirement = "refer_requirement", "Refer the requirement to its provider";
        InitialPlan = "initial_plan", "First plan";
        PlanStep = "plan_step", "A step of the plan";
        PlanReview = "plan_review", "Review the plan";
        ThreeWayStart = "three_way_start", "Three-way meeting at the start";
        ThreeWayMiddle = "three_way_middle", "Three-way meeting in the middle";
        ThreeWayEnd = "three_way_end", "Three-way meeting at the end";
        JointMeeting = "joint_meeting", "Joint meeting";
        ActionDue = "action_due", "Action from a meeting";
        DecideAbsence = "decide_absence", "Decide: is the reason for the absence acceptable?";
        EvidenceDue = "evidence_due", "Evidence for an absence";
        GiveWarning = "give_warning", "Give the warning";
        Enforce = "enforce", "Begin enforcement";
        FeedbackDue = "feedback_due", "Feedback on a session";
        ReferralAnswer = "referral_answer", "Answer a referral";
        ReferralInformation = "referral_information", "Give the information that was asked for";
        ReferralBook = "referral_book", "Book the first appointment";
        ReferralBegin = "referral_begin", "Begin the service";
        ReferralElsewhere = "referral_elsewhere", "Find another way: the referral was not taken up";
        ProtocolReview = "protocol_review", "Review the pathway with its partners";
        AcknowledgeEnd = "acknowledge_end", "Acknowledge that probation's part ends";
        OutcomeAtEnd = "outcome_at_end", "Record outcomes at the end of the order";
        PaperAssessment = "paper_assessment", "Assess on paper for court";
        Screening = "screening", "Screen at court";
        AlertToRead = "alert_to_read", "Read the alert";
        StartLate = "start_late", "Has not begun in time";
        AnswerAccessRequest = "answer_access_request", "Answer a request for a copy of the record";
        ApproveSummary = "approve_summary", "Approve a summary for an employer, a landlord or a body like them";
        AnswerQuestion = "answer_question", "Answer a question from another agency";
        SecondPerson = "second_person", "Second person: agree to a one-off disclosure, or refuse";
        TellCommissioner = "tell_commissioner", "Decide whether the commissioner is told of a mistaken disclosure";
        RiskReview = "risk_review", "Look at a risk flag again: does it still hold?";
        LimitReview = "limit_review", "Is limited access still needed?";
        PanelPosition = "panel_position", "Say what your agency thinks: the panel of a hub";
        AcknowledgeList = "acknowledge_list", "Take note of a change to the list of a hub";
        PassToAdults = "pass_to_adults", "Turns 18: pass to the team for adults";
        CompactReview = "agreement_review", "Talk over the agreement with the person: something was not kept";
        Formulation = "formulation", "Formulation for the pathway";
        ReleaseAppointment = "release_appointment", "Release: book an appointment in the community";
        ReleaseBed = "release_bed", "Release: find a bed for the first night";
        ReleaseHealth = "release_health", "Release: a doctor, and prescriptions without a gap";
        ProtectionAction = "protection_action", "See that an action of a meeting is done";
        NextAttempt = "next_attempt", "Outreach: the next attempt";
        NextCareAttempt = "next_care_attempt", "Outreach of the service: the next attempt";
        MakeContact = "make_contact", "Several services have lost touch: go to them";
        HoldReview = "hold_review", "Is the legal hold still needed?";
    }
}

impl DutyKind {
    /// The section of the record in which such a duty lies: whoever may not read that is not told that it is due.
    pub const fn section(self) -> Section {
        match self {
            Self::ServeCopies
            | Self::ReferRequirement
            | Self::Allocate
            | Self::OrderEnds
            | Self::AcknowledgeEnd
            | Self::PaperAssessment
            | Self::Screening => Section::Court,
            Self::Appointment
            | Self::FirstAppointment
            | Self::DecideAbsence
            | Self::EvidenceDue
            | Self::GiveWarning
            | Self::Enforce
            | Self::FeedbackDue
            | Self::MakeContact => Section::Compliance,
            Self::AlertToRead | Self::RiskReview => Section::Risk,
            Self::Formulation => Section::MentalHealth,
            Self::NextCareAttempt => Section::Substance,
            Self::ReleaseHealth => Section::Treatment,
            Self::ProtectionAction => Section::Safeguarding,
            Self::ApproveSummary
            | Self::AnswerAccessRequest
            | Self::AnswerQuestion
            | Self::SecondPerson
            | Self::TellCommissioner
            | Self::LimitReview
            | Self::PanelPosition
            | Self::AcknowledgeList
            | Self::PassToAdults
            | Self::HoldReview => Section::Notes,
            Self::ReferralAnswer
            | Self::ReferralInformation
            | Self::ReferralBook
            | Self::ReferralBegin
            | Self::ReferralElsewhere
            | Self::StartLate
            | Self::HandOver
            | Self::TakeOn
            | Self::HandoverAnswer
            | Self::InitialPlan
            | Self::PlanStep
            | Self::PlanReview
            | Self::CompactReview
            | Self::NextAttempt
            | Self::ReleaseAppointment
            | Self::ReleaseBed
            | Self::Meeting
            | Self::ThreeWayStart
            | Self::ThreeWayMiddle
            | Self::ThreeWayEnd
            | Self::JointMeeting
            | Self::ActionDue
            | Self::ProtocolReview
            | Self::OutcomeAtEnd => Section::Plan,
        }
    }
}

impl DutyKind {
    /// Whether what is due is the own work of the agency that owes it, which no other agency can do in its place: a step of its
    /// strand of the plan, its word on a panel, its piece of casework.
    pub const fn is_own_work(self) -> bool {
        matches!(
            self,
            Self::PlanStep
                | Self::PanelPosition
                | Self::AcknowledgeList
                | Self::PassToAdults
                | Self::CompactReview
                | Self::Formulation
                | Self::ReleaseAppointment
                | Self::ReleaseBed
                | Self::ReleaseHealth
                | Self::ProtectionAction
                | Self::NextAttempt
                | Self::NextCareAttempt
                | Self::MakeContact
        )
    }
}

codes! {
    /// How a duty came to its end.
    Closing {
        Done = "done", "Done";
        Overtaken = "overtaken", "No longer needed";
        Undone = "undone", "Opened by mistake";
    }
}

/// Who owes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Owner {
    /// The agency.
    pub agency: AgencyId,
    /// Who there; nobody yet, and then its team.
    pub account: Option<AccountId>,
}

/// Something that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// Its id.
    pub id: DutyId,
    /// On whose record.
    pub person: PersonId,
    /// What.
    pub kind: DutyKind,
    /// Who owes it.
    pub owner: Owner,
    /// By which day in London.
    pub due: Date,
    /// The order, referral, appointment, meeting or failure that it follows from.
    pub subject: Uuid,
    /// Why now, in words for the owner.
    pub why: Option<Line>,
}

impl Duty {
    /// Whether its day has passed.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.due < today
    }
}
