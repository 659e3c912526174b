//! The event contract: what happened, about whom, by whom; and the hash chain that shows tampering.
//!
//! The chain covers a salted hash of each payload. Payload and salt lie in a table apart, which only a disposal may
//! empty: so a lawful disposal erases content and the chain still verifies (decisions.md, "Event chain and erasure").

pub mod body;
pub mod replay;

use domain::{
    codes,
    ids::{AgencyId, EventId, PartnershipId, PersonId},
    section::{Purpose, Section},
    stamp::Stamp,
};
use gate::AtLevel;
use uuid::Uuid;

codes! {
    /// What happened.
    EventKind {
        CorrectionRecorded = "correction.recorded", "Correction recorded";
        CorrectionAcknowledged = "correction.acknowledged", "Correction acknowledged";
        CopyAsked = "copy.asked", "A copy of the record was asked for";
        CopyStepped = "copy.stepped", "Request for a copy: a step";
        PersonCreated = "person.created", "Record created";
        IdentityEdited = "person.identity_edited", "Identity corrected";
        IdentityReviewed = "person.identity_reviewed", "Identity reviewed";
        ContactRecorded = "person.contact_recorded", "Contact details recorded";
        CommunicationRecorded = "person.communication_recorded", "Communication needs recorded";
        AccessLimited = "person.access_limited", "Access to the record limited";
        InvolvementBegan = "involvement.began", "Involvement began";
        InvolvementEnded = "involvement.ended", "Involvement ended";
        OrderMade = "order.made", "Order made";
        NeedRecorded = "need.recorded", "Need recorded";
        CaseworkBegun = "casework.begun", "Casework begun";
        CaseworkStepped = "casework.stepped", "Casework: a step";
        StrandBegun = "plan.strand_begun", "Strand of the plan begun";
        StrandStepped = "plan.strand_stepped", "Strand of the plan: a step";
        PlanViewed = "plan.viewed", "What the person says of the plan";
        ListingProposed = "listing.proposed", "Proposed to the list of a hub";
        ListingStepped = "listing.stepped", "List of a hub: a step";
        RiskRaised = "risk.raised", "Risk flag raised";
        RiskReviewed = "risk.reviewed", "Risk flag reviewed";
        RiskEnded = "risk.ended", "Risk flag ended";
        NoteAdded = "note.added", "Note added";
        NoteMoved = "note.moved", "Note moved to the right person’s record";
        NoteReceived = "note.received", "Note moved here from another record";
        AppointmentBooked = "appointment.booked", "Appointment booked";
        AppointmentOutcome = "appointment.outcome", "Appointment outcome recorded";
        ReferralSent = "referral.sent", "Referral sent";
        ReferralReceived = "referral.received", "Referral received";
        ReferralAccepted = "referral.accepted", "Referral accepted";
        ReferralDeclined = "referral.declined", "Referral declined";
        ReferralWithdrawn = "referral.withdrawn", "Referral withdrawn";
        ReferralBegun = "referral.begun", "Service begun";
        ReferralConcluded = "referral.concluded", "Service concluded";
        ReferralAsked = "referral.asked", "More information asked";
        ReferralAnswered = "referral.answered", "Information given";
        ReferralWaitlisted = "referral.waitlisted", "Put on the waiting list";
        ReferralOffered = "referral.offered", "First appointment offered";
        ReferralBooked = "referral.booked", "First appointment booked";
        ReferralWarningRead = "referral.warning_read", "Warning about risk read";
        ReferralAmended = "referral.amended", "Referral amended";
        AppointmentMoved = "appointment.moved", "Appointment moved";
        AppointmentCalledOff = "appointment.called_off", "Appointment called off";
        AppointmentCorrected = "appointment.corrected", "Appointment outcome corrected";
        FeedbackGiven = "feedback.given", "Feedback on a session";
        FeedbackWords = "feedback.words", "Feedback about treatment";
        PathwayAmended = "pathway.amended", "Pathway amended";
        PathwayReviewed = "pathway.reviewed", "Pathway reviewed";
        MeetingArranged = "meeting.arranged", "Meeting arranged";
        MeetingShifted = "meeting.shifted", "Meeting moved";
        MeetingHeld = "meeting.held", "Meeting held";
        MeetingCancelled = "meeting.cancelled", "Meeting called off";
        ActionCarried = "action.carried", "Action carried to the next meeting";
        ActionClosed = "action.closed", "Action ended";
        PaperAssessed = "paper.assessed", "Assessed on paper";
        ContactRefused = "contact.refused", "Screening refused";
        ContactNotAsked = "contact.not_asked", "Not asked to be screened";
        ContactConsented = "contact.consented", "Agreed to be screened";
        ScreeningRecorded = "screening.recorded", "Screened";
        RecommendationMade = "recommendation.made", "Recommended to the court";
        RecommendationOutcome = "recommendation.outcome", "Outcome of the hearing";
        ScoreRecorded = "score.recorded", "Score of reoffending recorded";
        AuditGiven = "audit.given", "AUDIT given";
        ConsentAsked = "consent.asked", "Consent asked";
        ConsentGiven = "consent.given", "Consent given";
        ConsentRefused = "consent.refused", "Consent refused";
        ConsentWithdrawn = "consent.withdrawn", "Consent withdrawn";
        WayInEntered = "way_in.entered", "Came another way than court";
        AlertRead = "alert.read", "Alert read";
        RiskTold = "risk.told", "Risk told to whoever receives the person";
        NeedsTold = "needs.told", "Needs that affect delivery told";
        CopyServed = "order.copy_served", "Copy of the order given out";
        OrderAllocated = "order.allocated", "Order allocated";
        OrderInducted = "order.inducted", "Inducted";
        OrderCommenced = "order.commenced", "Order under way";
        OrderPlanned = "order.planned", "Plan recorded";
        OrderReviewed = "order.reviewed", "Order reviewed";
        OrderVaried = "order.varied", "Order varied";
        OrderTransferred = "order.transferred", "Order transferred";
        OrderSuspended = "order.suspended", "Order suspended";
        OrderResumed = "order.resumed", "Order resumed";
        OrderEnded = "order.ended", "Order ended";
        RequirementStep = "requirement.step", "Requirement: a step";
        RequirementProgress = "requirement.progress", "Requirement: progress recorded";
        WillingnessRecorded = "willingness.recorded", "Willingness to comply recorded";
        LeadSet = "lead.set", "Lead set";
        CadenceRaised = "cadence.raised", "Joint meetings made more frequent";
        CadenceLowered = "cadence.lowered", "Joint meetings made less frequent";
        FailureRecorded = "failure.recorded", "Failure to comply recorded";
        FailureAwaited = "failure.awaited", "Decision waits for evidence";
        FailureAccepted = "failure.accepted", "Failure found acceptable";
        FailureRejected = "failure.rejected", "Failure found unacceptable";
        WarningGiven = "warning.given", "Warning given";
        FailureReferred = "failure.referred", "Referred for enforcement";
        WarningVoided = "warning.voided", "Late evidence accepted";
        BreachBegun = "breach.begun", "Breach proceedings begun";
        BreachDropped = "breach.dropped", "Not taken to court";
        BreachHeard = "breach.heard", "Breach heard";
        FailureWithdrawn = "failure.withdrawn", "Failure to comply withdrawn";
        FailureRestored = "failure.restored", "Failure to comply restored";
        EndTold = "end.told", "Agency told that probation’s part ends";
        EndAcknowledged = "end.acknowledged", "End acknowledged";
        OutcomeRecorded = "outcome.recorded", "Outcome recorded";
        HandoverWritten = "handover.written", "Handover written";
        ConvictionRecorded = "conviction.recorded", "Conviction recorded";
        ConvictionCorrected = "conviction.corrected", "Conviction corrected";
        ConvictionRemoved = "conviction.removed", "Conviction taken off the record";
        SummaryWritten = "summary.written", "Summary written";
        SummaryShown = "summary.shown", "Summary shown to the person";
        SummaryAgreed = "summary.agreed", "Summary agreed to";
        SummaryDeclined = "summary.declined", "Summary: the person said no";
        SummaryApproved = "summary.approved", "Summary approved";
        SummaryReturned = "summary.returned", "Summary sent back";
        SummaryIssued = "summary.issued", "Summary issued";
        SummaryWithdrawn = "summary.withdrawn", "Summary: consent taken back";
        SummaryDropped = "summary.dropped", "Summary not gone on with";
        SummaryHeard = "summary.heard", "What came of a summary";
        ApplicationTurnedDown = "application.turned_down", "Application turned down";
        RecipientAdded = "recipient.added", "Relationship with a body recorded";
        HandedOver = "case.handed_over", "Handed over to probation";
        CaseTakenOn = "case.taken_on", "Taken on by probation";
        CaseDeclined = "case.declined", "Handover declined";
        CaseWithdrawn = "case.withdrawn", "Handover withdrawn";
        QuestionAsked = "question.asked", "Question asked";
        QuestionAnswered = "question.answered", "Question answered";
        QuestionDeclined = "question.declined", "Question declined";
        DisclosureDecided = "disclosure.decided", "One-off disclosure decided";
        DisclosureConfirmed = "disclosure.confirmed", "One-off disclosure: a second person agreed";
        DisclosureRefused = "disclosure.refused", "One-off disclosure: a second person refused";
        DisclosureEnded = "disclosure.ended", "One-off disclosure ended early";
        RecordOpened = "opening.made", "Opened for a while";
        RecordClosed = "opening.ended", "Closed again";
        EmergencyReviewed = "opening.reviewed", "Emergency access reviewed";
        LimitLifted = "person.limit_lifted", "Limit on access lifted";
        StaffBarred = "person.staff_barred", "A member of staff barred from the record";
        RecordKeptApart = "record.kept_apart", "Kept apart from another person’s team";
        RecordApartEnded = "record.apart_ended", "No longer kept apart from another person’s team";
        TeamWarned = "record.team_warned", "Another person’s team told to speak to somebody first";
        StaffReadmitted = "person.staff_readmitted", "A member of staff no longer barred";
        AccountOpened = "account.opened", "Account opened";
        AccountChanged = "account.changed", "Account changed";
        AccountClosed = "account.closed", "Account closed";
        AccountInvited = "account.invited", "Invitation sent";
        SecretChanged = "account.secret_changed", "Password or second factor changed";
        SignedIn = "account.signed_in", "Signed in";
        TokenCreated = "token.created", "API token created";
        TokenRevoked = "token.revoked", "API token revoked";
        ProvisionBegun = "provision.begun", "Body or service described";
        ProvisionStepped = "provision.stepped", "Body or service: a step";
        HubOpened = "hub.opened", "Hub opened";
        HubStepped = "hub.stepped", "Hub: a step";
        SecondmentProposed = "secondment.proposed", "Secondment proposed";
        SecondmentAgreed = "secondment.agreed", "Secondment agreed";
        SecondmentDeclined = "secondment.declined", "Secondment declined";
        SecondmentWithdrawn = "secondment.withdrawn", "Secondment withdrawn";
        SecondmentEnded = "secondment.ended", "Secondment ended early";
        SecondmentPassedOn = "secondment.passed_on", "Work of a secondee passed on to the host’s team";
        DepartureRecorded = "departure.recorded", "Last day of an agency or a service recorded";
        DepartureCalledOff = "departure.called_off", "Last day of an agency or a service called off";
        DepartureReady = "departure.ready", "Ready to be passed on";
        DeparturePassedOn = "departure.passed_on", "Open work of an agency or a service passed on";
        ActedFor = "session.acts_for", "A secondee changed the agency they act for";
        CourtListLoaded = "court.list_loaded", "Court list loaded";
        CourtAttached = "court.attached", "Hearing on the court list";
        CourtDetached = "court.detached", "Hearing taken off the record";
        CourtChanged = "court.changed", "Hearing changed";
        DutyChanged = "duty.changed", "What is due changed";
        AgencyAdded = "agency.added", "Agency added";
        ServiceAdded = "service.added", "Service added";
        AgreementDrafted = "agreement.drafted", "Agreement drafted";
        AgreementEdited = "agreement.edited", "Draft of an agreement changed";
        AgreementSubmitted = "agreement.submitted", "Agreement sent for review";
        AgreementRemarked = "agreement.remarked", "Remark on an agreement";
        AgreementReturned = "agreement.returned", "Agreement sent back for changes";
        AgreementSigned = "agreement.signed", "Agreement signed";
        AgreementSuspended = "agreement.suspended", "Agreement suspended";
        AgreementResumed = "agreement.resumed", "Agreement resumed";
        AgreementSuperseded = "agreement.superseded", "Agreement superseded";
        AgreementReviewed = "agreement.reviewed", "Agreement reviewed";
        AgreementEnded = "agreement.ended", "Agreement ended";
        LedgerSealed = "ledger.sealed", "Looks of the ledger sealed";
        LooksDrawn = "looks.drawn", "Looks drawn for review";
        LookReviewed = "look.reviewed", "Look reviewed";
        HoldPlaced = "hold.placed", "Legal hold placed";
        HoldEnded = "hold.ended", "Legal hold ended";
        ScheduleSet = "schedule.set", "Retention schedule set";
        DisposalProposed = "disposal.proposed", "Disposal proposed";
        DisposalRefused = "disposal.refused", "Disposal refused";
        RecordsDisposed = "records.disposed", "Records disposed of";
        DisposalRepeated = "disposal.repeated", "Disposal repeated after a restore";
        MistakeReported = "mistake.reported", "Mistaken disclosure reported";
        MistakeStepped = "mistake.stepped", "Mistaken disclosure: a step";
        MatcherTaught = "matcher.taught", "Figures of the matcher of records changed";
    }
}

/// Which chain an event belongs to: one for each original person id, one for a partnership's own affairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Chain {
    /// About a person.
    Person(PersonId),
    /// About no person.
    Partnership(PartnershipId),
}

impl Chain {
    /// The id under which the chain is kept.
    pub const fn id(self) -> Uuid {
        match self {
            Self::Person(id) => id.0,
            Self::Partnership(id) => id.0,
        }
    }

    /// The person it is about, if about one.
    pub const fn person(self) -> Option<PersonId> {
        match self {
            Self::Person(id) => Some(id),
            Self::Partnership(_) => None,
        }
    }
}

/// An event ready to be appended.
#[derive(Debug, Clone)]
pub struct NewEvent {
    /// Its id.
    pub id: EventId,
    /// Its chain.
    pub chain: Chain,
    /// What happened.
    pub kind: EventKind,
    /// The section of the person's record it speaks of.
    pub section: Option<Section>,
    /// The agency it was sent to, where it was.
    pub sent_to: Option<AgencyId>,
    /// The record it is about: a referral's, a note's, an account's id.
    pub subject: Option<Uuid>,
    /// Who, when, for which agency.
    pub stamp: Stamp,
    /// Why: the purpose of the use-case.
    pub purpose: Purpose,
    /// What changed.
    pub body: serde_json::Value,
    /// Salts the payload's hash, so that an erased payload cannot be guessed back.
    pub salt: [u8; 16],
}

/// A link of a chain: 32 bytes of BLAKE3.
pub type Hash = [u8; 32];

/// What a chain's first event links to.
pub const GENESIS: Hash = [0; 32];

/// What the chain remembers of a payload.
pub fn payload_hash(salt: &[u8; 16], body: &str) -> Hash {
    *blake3::Hasher::new().update(salt).update(body.as_bytes()).finalize().as_bytes()
}

/// The facts of an event that its hash covers besides the payload's.
#[derive(Debug, Clone)]
pub struct Facts<'a> {
    /// Its id.
    pub id: Uuid,
    /// Its chain's id.
    pub chain: Uuid,
    /// Its place in the chain: 1, 2, …
    pub position: i64,
    /// What happened, as its code.
    pub kind: &'a str,
    /// The section's code, or nothing.
    pub section: &'a str,
    /// To which agency it was sent, if to one.
    pub sent_to: Option<Uuid>,
    /// What it is about.
    pub subject: Option<Uuid>,
    /// When, in UTC milliseconds.
    pub at: i64,
    /// Who.
    pub by: Uuid,
    /// For which agency.
    pub agency: Uuid,
    /// Why, as the purpose's code.
    pub purpose: &'a str,
}

/// The event's own link: over the link before it, its facts, and its payload's hash.
pub fn link(previous: &Hash, facts: &Facts<'_>, payload: &Hash) -> Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(previous).update(facts.id.as_bytes()).update(facts.chain.as_bytes());
    hasher.update(&facts.position.to_be_bytes()).update(&facts.at.to_be_bytes());
    for text in [facts.kind, facts.section, facts.purpose] {
        let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
        hasher.update(&length.to_be_bytes()).update(text.as_bytes());
    }
    for id in [facts.sent_to, facts.subject] {
        hasher.update(id.unwrap_or(Uuid::nil()).as_bytes());
    }
    hasher.update(facts.by.as_bytes()).update(facts.agency.as_bytes()).update(payload);
    *hasher.finalize().as_bytes()
}

/// An event as the timeline shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct TimelineEvent {
    /// Its id.
    pub id: EventId,
    /// What happened.
    pub kind: EventKind,
    /// What it is about.
    pub subject: Option<Uuid>,
    /// Who, when, for which agency.
    pub stamp: Stamp,
    /// Who, by name.
    pub by: String,
    /// For which agency, by name.
    pub agency: String,
    /// What changed; `None` once disposed of.
    pub body: Option<serde_json::Value>,
}

/// The field of an event that tells of a decision which a second person is to take without knowing of it.
pub(crate) const BLIND: &str = "blind";

/// In summary: that it happened, when and by whom, without the words. Who owes what because of it is for duties to tell, each in
/// its own section, and never for an event.
impl AtLevel for TimelineEvent {
    fn at_level(self, level: domain::section::Level) -> Option<Self> {
        use domain::section::Level;
        // Not even that somebody decided, and who: the review itself tells it, once it is to be known.
        if self.body.as_ref().is_some_and(|body| body.get(BLIND).is_some()) {
            return None;
        }
        match level {
            Level::Full => {
                let mut whole = self;
                if let Some(fields) = whole.body.as_mut().and_then(serde_json::Value::as_object_mut) {
                    fields.remove(crate::duties::TOLD_IN);
                    // Which other record it was about is for those alone who may know of both.
                    match whole.kind {
                        // And a score is told with what it does not say, and with its answers only where their sections are
                        // open: by its own page and address, never by the log.
                        EventKind::IdentityReviewed | EventKind::ScoreRecorded => fields.clear(),
                        EventKind::NoteMoved => fields.retain(|name, _| name == "reason"),
                        EventKind::NoteReceived => drop(fields.remove("from")),
                        _ => {}
                    }
                    fields.remove(crate::rectifications::TOLD_TO);
                }
                Some(whole)
            }
            Level::Summary => Some(Self { body: None, ..self }),
            Level::Exists | Level::Signal => None,
        }
    }
}

/// A place where the log does not hold together.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BrokenLink {
    /// The payload is not the one that was hashed.
    #[error("chain {chain}, event {position}: the payload is not the one that was written")]
    Payload {
        /// The chain.
        chain: Uuid,
        /// The place in it.
        position: i64,
    },
    /// The event's hash does not follow from the one before it.
    #[error("chain {chain}, event {position}: the event does not follow from the one before it")]
    Link {
        /// The chain.
        chain: Uuid,
        /// The place in it.
        position: i64,
    },
    /// An event is missing.
    #[error("chain {chain}, event {position}: missing")]
    Missing {
        /// The chain.
        chain: Uuid,
        /// The place in it.
        position: i64,
    },
    /// Looks of the ledger are not those that were sealed.
    #[error("chain {chain}, event {position}: the looks of the ledger are not those that it sealed")]
    Looks {
        /// The chain.
        chain: Uuid,
        /// The place of the seal in it.
        position: i64,
    },
    /// The chain ends before a checkpoint says it did.
    #[error("chain {chain}: a checkpoint saw event {position}, which is not there as it was")]
    CutTail {
        /// The chain.
        chain: Uuid,
        /// The place in it.
        position: i64,
    },
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn facts(position: i64) -> Facts<'static> {
        Facts {
            id: Uuid::from_u128(1),
            chain: Uuid::from_u128(2),
            position,
            kind: "note.added",
            section: "notes",
            sent_to: None,
            subject: None,
            at: 1,
            by: Uuid::from_u128(3),
            agency: Uuid::from_u128(4),
            purpose: "supervision",
        }
    }

    proptest! {
        #[test]
        fn a_changed_payload_position_or_predecessor_changes_the_link(a in ".{0,40}", b in ".{0,40}", p in 1..9i64, q in 1..9i64) {
            let salt = [7; 16];
            let (ha, hb) = (payload_hash(&salt, &a), payload_hash(&salt, &b));
            prop_assert_eq!(ha == hb, a == b);
            prop_assert_eq!(link(&GENESIS, &facts(p), &ha) == link(&GENESIS, &facts(q), &ha), p == q);
            prop_assert_eq!(link(&ha, &facts(p), &ha) == link(&hb, &facts(p), &ha), a == b);
        }
    }

    #[test]
    fn whoever_reads_a_timeline_is_not_told_who_owes_what_because_of_an_event() {
        use domain::{ids::AccountId, section::Level};
        let event = TimelineEvent {
            id: EventId(Uuid::nil()),
            kind: EventKind::RiskRaised,
            subject: None,
            stamp: Stamp {
                at: jiff::Timestamp::UNIX_EPOCH,
                by: AccountId(Uuid::nil()),
                agency: AgencyId(Uuid::nil()),
            },
            by: "Jo".into(),
            agency: "Court liaison".into(),
            body: Some(serde_json::json!({ "kind": "self_harm", "duty_changes": [{ "opened": {} }] })),
        };
        let shown = event.at_level(Level::Full).unwrap();
        assert_eq!(shown.body, Some(serde_json::json!({ "kind": "self_harm" })));
    }

    #[test]
    fn texts_cannot_slide_into_each_other() {
        let mut other = facts(1);
        other.kind = "note.addednotes";
        other.section = "";
        assert_ne!(link(&GENESIS, &facts(1), &GENESIS), link(&GENESIS, &other, &GENESIS));
    }
}
