//! Ids are types, so that a referral cannot be looked up by a person's id.
//!
//! All are `UUIDv7`, made by whoever passes time and chance in; none is made here.

use uuid::Uuid;

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident;)+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                // One id has one spelling in an address: not in braces, not as a URN, not without hyphens.
                text.parse::<uuid::fmt::Hyphenated>().map(|id| Self(id.into_uuid()))
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    )+};
}

ids! {
    /// Agencies working under one delivery model.
    PartnershipId;
    /// A dated piece of geography.
    AreaId;
    /// One organisation.
    AgencyId;
    /// A place of an agency.
    SiteId;
    /// Accounts, possibly of several agencies.
    TeamId;
    /// One person who signs in.
    AccountId;
    /// One person whom the partnership works with.
    PersonId;
    /// One dated involvement of an agency, account or team with a person.
    InvolvementId;
    /// One court order or licence.
    OrderId;
    /// One requirement of an order.
    RequirementId;
    /// One record of willingness to comply.
    WillingnessId;
    /// One failure to comply with an order.
    FailureId;
    /// One handover of a person to probation.
    CaseHandoverId;
    /// One referral.
    ReferralId;
    /// One service of an agency.
    ServiceId;
    /// One meeting.
    MeetingId;
    /// One goal.
    GoalId;
    /// One action agreed at a meeting.
    ActionId;
    /// One thing that is due.
    DutyId;
    /// One note about a person.
    NoteId;
    /// One risk flag.
    RiskFlagId;
    /// One recorded need on a pathway.
    NeedId;
    /// One appointment.
    AppointmentId;
    /// One version of a service's pathway.
    ProtocolId;
    /// One feedback form on a session.
    FeedbackId;
    /// One event of the log.
    EventId;
    /// One row of the disclosure ledger.
    LedgerId;
    /// One job of the queue.
    JobId;
    /// One invitation to open an account.
    InvitationId;
    /// One API token (not its secret).
    TokenId;
    /// One signed-in session (not its secret).
    SessionId;
    /// One notice to a member of staff.
    NoticeId;
    /// One draft of a form.
    DraftId;
    /// One agreement.
    AgreementId;
    /// One remark on an agreement.
    RemarkId;
    /// One administration of AUDIT.
    AuditId;
    /// One consent that was asked for.
    ConsentId;
    /// One first contact: somebody came, was screened, refused, or was not asked.
    FirstContactId;
    /// One assessment made at a first contact.
    ScreeningId;
    /// One recommendation to a court.
    RecommendationId;
    /// One entry by a way other than court.
    WayInId;
    /// One defendant at one hearing of one case, as court lists tell it.
    CourtEntryId;
    /// One loading of one court list.
    CourtFeedId;
    /// One conviction or caution.
    ConvictionId;
    /// One hub.
    HubId;
    /// Somebody's place on the list of a hub.
    ListingId;
    /// One piece of casework.
    PieceId;
    /// One body, or what one service does.
    ProvisionId;
    /// One strand of a plan.
    StrandId;
    /// One step of a strand.
    StepId;
    /// What the person said of a plan once.
    PlanViewId;
    /// One score of reoffending.
    ScoreId;
    /// One body outside the system that may be sent a summary.
    RecipientId;
    /// One summary for an employer, a landlord or a body like them.
    SummaryId;
    /// One application that was turned down.
    ApplicationId;
    /// One question that an agency put to another.
    QuestionId;
    /// One one-off disclosure.
    DisclosureId;
    /// One record opened to somebody for a while.
    OpeningId;
    /// A correction of what was recorded.
    CorrectionId;
    /// One secondment of a member of staff.
    SecondmentId;
    /// A request for a copy of one's record.
    AccessRequestId;
    /// One hold on the disposal of a record.
    HoldId;
    /// One disposal of a record, proposed or carried out.
    DisposalId;
    /// One disclosure that was a mistake.
    MistakeId;
    /// One departure of an agency, or of one of its services.
    DepartureId;
    /// What may end: an agency as a whole, by its id, or a service, by the service's.
    ScopeId;
}
