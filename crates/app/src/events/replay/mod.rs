//! The record of a person, and a partnership, as their events alone tell them.
//!
//! What holds: folding all events of a chain gives the values that the tables hold, since every change of those writes its
//! event in the same transaction. A kind of event that nobody has decided about here does not compile.
//!
//! Not told, and not rebuilt: secrets, sessions, tokens and drafts; notices on desks and jobs, which follow from changes and
//! go; what a court's list says of an entry and what was assessed on its papers, which is the list's own and goes with the
//! entry (whose record an entry is on is told); names in a refusal; the text of a summary, and the words of the register of
//! mistakes, which lie with those alone. A payload that a lawful disposal has emptied cannot be
//! replayed, and is not given to these functions.

mod access_request;
mod case_handover;
mod departures;
mod duty;
mod enforcement;
mod fields;
mod meeting;
mod openings;
mod order;
mod partnership;
mod read;
mod rectification;
mod registers;
mod screening;
mod summaries;

pub use duty::Owed;
pub use order::as_told;
pub use partnership::{Loading, Partnership};
pub use registers::{ToldMistake, ToldStep};
pub use summaries::ToldSummary;

use super::{EventKind, NewEvent};
use crate::{
    fill::{Batch, LimitedAccess},
    listings, plans,
    ports::{Invited, Reviewed},
    scores::kept,
    taken,
};
use domain::{
    access_request::AccessRequest,
    action::Action,
    application::TurnedDown,
    appointment::Appointment,
    audit::Audit,
    case_handover::CaseHandover,
    casework::Piece,
    consent::Consent,
    conviction::Conviction,
    failure::Failure,
    feedback::{Feedback, FeedbackWords},
    identity_review::{IdentityReview, Pair},
    ids::{
        AccessRequestId, AccountId, ActionId, AgencyId, ApplicationId, AppointmentId, AuditId,
        CaseHandoverId, ConsentId, ConvictionId, CorrectionId, CourtEntryId, DepartureId, DisclosureId,
        DutyId, FailureId, FeedbackId, FirstContactId, GoalId, InvolvementId, ListingId, MeetingId, NeedId,
        NoteId, OpeningId, OrderId, PersonId, PieceId, PlanViewId, QuestionId, RecommendationId, ReferralId,
        RiskFlagId, ScoreId, ScreeningId, StrandId, SummaryId, WayInId, WillingnessId,
    },
    involvement::Involvement,
    listing::Listing,
    meeting::{Goal, Meeting, Voice},
    note::Note,
    one_off::Disclosure,
    order_end::EndNotice,
    order_record::{OrderRecord, Willingness},
    pathway::Need,
    person::{Communication, Contact, Identity},
    plan::{PlanView, Strand},
    question::Question,
    recommendation::Recommendation,
    rectification::{Correction, CorrectionNotice},
    referral::{Referral, Summary},
    reoffending_score::ReoffendingScore,
    restriction::{Exclusion, KeptApart, Limit},
    retention::Hold,
    risk::RiskFlag,
    screening::{FirstContact, Screening},
    stamp::Stamp,
    way_in::WayIn,
};
use fields::Fields;
use jiff::{Timestamp, civil::Date};
use screening::Half;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What an event says, as far as state follows from it.
#[derive(Debug, Clone)]
pub struct Told<'a> {
    /// What happened.
    pub kind: EventKind,
    /// The record it is about.
    pub subject: Option<Uuid>,
    /// Who, when, for which agency.
    pub stamp: Stamp,
    /// What changed.
    pub body: &'a Value,
}

impl<'a> From<&'a NewEvent> for Told<'a> {
    fn from(event: &'a NewEvent) -> Self {
        Self { kind: event.kind, subject: event.subject, stamp: event.stamp, body: &event.body }
    }
}

/// An event whose body does not say what its kind needs. Carries no personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an event “{}” cannot be replayed: {field}", kind.code())]
pub struct Unreadable {
    /// Which kind.
    pub kind: EventKind,
    /// What is missing or does not follow from the events before.
    pub field: &'static str,
}

/// A person's record.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Record {
    /// Who they are, and when the record began.
    pub identity: Option<(Identity, Timestamp)>,
    /// What was decided about this record and others.
    pub identity_reviews: BTreeMap<Pair, IdentityReview>,
    /// Contact details by the agency that holds them, and since when.
    pub contacts: BTreeMap<AgencyId, (Contact, Timestamp)>,
    /// Communication needs by the agency that holds them, and since when.
    pub communication: BTreeMap<AgencyId, (Communication, Timestamp)>,
    /// Who may open the record at all, where that is limited.
    pub limited: Option<Limit>,
    /// Who of an agency's staff is or was barred, and from which day.
    pub exclusions: BTreeMap<(AccountId, Date), Exclusion>,
    /// From whose teams it is kept apart.
    pub kept_apart: BTreeMap<PersonId, KeptApart>,
    /// Questions between agencies.
    pub questions: BTreeMap<QuestionId, Question>,
    /// One-off disclosures.
    pub disclosures: BTreeMap<DisclosureId, Disclosure>,
    /// What was opened for a while, with the reviews of emergencies.
    pub openings: BTreeMap<OpeningId, Reviewed>,
    /// Who works with them.
    pub involvements: BTreeMap<InvolvementId, Involvement>,
    /// Handovers to probation.
    pub case_handovers: BTreeMap<CaseHandoverId, CaseHandover>,
    /// Orders, with all that is kept about each.
    pub orders: BTreeMap<OrderId, OrderRecord>,
    /// What the person said about complying.
    pub willingness: BTreeMap<WillingnessId, Willingness>,
    /// Failures to comply.
    pub failures: BTreeMap<FailureId, Failure>,
    /// Who was told of the end of an order.
    pub end_notices: BTreeMap<(OrderId, AgencyId), EndNotice>,
    /// Needs.
    pub needs: BTreeMap<NeedId, Need>,
    /// Risk flags.
    pub risk_flags: BTreeMap<RiskFlagId, RiskFlag>,
    /// Scores of reoffending.
    pub scores: BTreeMap<ScoreId, ReoffendingScore>,
    /// Pieces of casework, with their facts.
    pub pieces: BTreeMap<PieceId, Piece>,
    /// Strands of the plan, with their facts.
    pub strands: BTreeMap<StrandId, Strand>,
    /// Places on lists of hubs, with their facts.
    pub listings: BTreeMap<ListingId, Listing>,
    /// What the person said of the plan.
    pub plan_views: BTreeMap<PlanViewId, PlanView>,
    /// Notes.
    pub notes: BTreeMap<NoteId, Note>,
    /// Convictions and cautions.
    pub convictions: BTreeMap<ConvictionId, Conviction>,
    /// Summaries for employers, landlords and bodies like them, without their text.
    pub summaries: BTreeMap<SummaryId, ToldSummary>,
    /// Applications that were turned down.
    pub applications: BTreeMap<ApplicationId, TurnedDown>,
    /// Holds of agencies on what they keep, in the order in which they were placed.
    pub holds: Vec<Hold>,
    /// Requests for a copy of the record.
    pub access_requests: BTreeMap<AccessRequestId, AccessRequest>,
    /// Corrections.
    pub corrections: BTreeMap<CorrectionId, Correction>,
    /// Which agencies were told of each.
    pub correction_notices: BTreeMap<(CorrectionId, AgencyId), CorrectionNotice>,
    /// Appointments.
    pub appointments: BTreeMap<AppointmentId, Appointment>,
    /// Referrals with their facts.
    pub referrals: BTreeMap<ReferralId, Referral>,
    /// Feedback on sessions.
    pub feedback: BTreeMap<FeedbackId, Feedback>,
    /// Words about treatment that came with feedback.
    pub feedback_words: BTreeMap<FeedbackId, FeedbackWords>,
    /// Meetings.
    pub meetings: BTreeMap<MeetingId, Meeting>,
    /// Who was asked to each.
    pub invited: BTreeMap<MeetingId, Vec<Invited>>,
    /// Goals, with what was said of them.
    pub goals: BTreeMap<GoalId, (Goal, Vec<Voice>)>,
    /// Actions.
    pub actions: BTreeMap<ActionId, Action>,
    /// First contacts at which they agreed.
    pub first_contacts: BTreeMap<FirstContactId, FirstContact>,
    /// AUDIT, without what is found from answers and rules.
    pub audits: BTreeMap<AuditId, Audit>,
    /// Consents.
    pub consents: BTreeMap<ConsentId, Consent>,
    /// What was found at first contacts.
    pub screenings: BTreeMap<ScreeningId, Screening>,
    /// What was recommended to courts, with what each made of it.
    pub recommendations: BTreeMap<RecommendationId, Recommendation>,
    /// Entries by other ways than court.
    pub ways_in: BTreeMap<WayInId, WayIn>,
    /// The least that a receiver was told at each.
    pub parts: BTreeMap<WayInId, Summary>,
    /// Entries of court lists that are on the record.
    pub hearings: BTreeSet<CourtEntryId>,
    /// Entries that were assessed on paper while they were on the record, and on which day last.
    pub on_paper: BTreeMap<CourtEntryId, Date>,
    /// What was said to be ready to be passed on, by whom: for which departure, and which thing.
    pub ready: BTreeMap<(DepartureId, Uuid), Stamp>,
    /// What is and was due.
    pub duties: BTreeMap<DutyId, Owed>,
}

impl Record {
    /// The record that these events tell of `person`, in the order of their chain.
    ///
    /// # Errors
    /// [`Unreadable`] for an event that says too little, or contradicts those before it.
    pub fn replay<'a>(
        person: PersonId,
        events: impl IntoIterator<Item = Told<'a>>,
    ) -> Result<Self, Unreadable> {
        let mut halves = Vec::new();
        let mut record = Self::default();
        for told in events {
            record.tell(person, &told, &mut halves)?;
            record.owe(Fields::new(told.kind, told.body), person, &told)?;
        }
        record.complete(person, halves);
        for order in record.orders.values_mut() {
            order.leads.sort_by_key(|lead| lead.activity.code());
        }
        Ok(record)
    }

    /// The record after one more event.
    #[expect(
        clippy::too_many_lines,
        reason = "one arm for each kind of event, of which none may be left out"
    )]
    fn tell(&mut self, person: PersonId, told: &Told<'_>, halves: &mut Vec<Half>) -> Result<(), Unreadable> {
        let (fields, stamp) = (Fields::new(told.kind, told.body), told.stamp);
        match told.kind {
            EventKind::PersonCreated | EventKind::IdentityEdited => {
                let known = self.identity.as_ref();
                let (holder, since) =
                    known.map_or((stamp.agency, stamp.at), |(known, since)| (known.holder, *since));
                self.identity = Some((read::identity(fields, person, holder)?, since));
            }
            EventKind::IdentityReviewed => {
                let (pair, decided, left) = read::identity_decision(fields, stamp)?;
                let before =
                    self.identity_reviews.remove(&pair).unwrap_or_else(|| IdentityReview::open(pair));
                let after = match left {
                    None => before.append_alone(decided),
                    Some(_) => before.append(decided),
                };
                let after = after.map_err(|_| fields.unreadable("verdict"))?;
                if left.is_some_and(|left| left != after.state()) {
                    return Err(fields.unreadable("state"));
                }
                self.identity_reviews.insert(pair, after);
            }
            EventKind::ContactRecorded => {
                let contact = read::contact(fields, person, stamp)?;
                self.contacts.insert(contact.holder, (contact, stamp.at));
            }
            EventKind::CommunicationRecorded => {
                let communication = read::communication(fields, person)?;
                self.communication.insert(communication.holder, (communication, stamp.at));
            }
            EventKind::AccessLimited | EventKind::LimitLifted => self.tell_limit(fields, person, told)?,
            EventKind::StaffBarred | EventKind::StaffReadmitted => {
                self.tell_exclusion(fields, person, told)?;
            }
            EventKind::RecordKeptApart | EventKind::RecordApartEnded => {
                self.tell_apart(fields, person, told)?;
            }
            EventKind::QuestionAsked | EventKind::QuestionAnswered | EventKind::QuestionDeclined => {
                self.tell_question(fields, person, told)?;
            }
            EventKind::DisclosureDecided
            | EventKind::DisclosureConfirmed
            | EventKind::DisclosureRefused
            | EventKind::DisclosureEnded => self.tell_disclosure(fields, person, told)?,
            EventKind::RecordOpened | EventKind::RecordClosed | EventKind::EmergencyReviewed => {
                self.tell_opening(fields, person, told)?;
            }
            EventKind::InvolvementBegan | EventKind::InvolvementEnded => {
                let involvement = read::involvement(fields, person)?;
                self.involvements.insert(involvement.id, involvement);
            }
            EventKind::OrderMade => {
                let record = order::made(fields, person, stamp)?;
                self.orders.insert(record.order.id, record);
            }
            EventKind::CopyServed
            | EventKind::OrderAllocated
            | EventKind::OrderInducted
            | EventKind::OrderCommenced
            | EventKind::OrderPlanned
            | EventKind::OrderReviewed
            | EventKind::OrderVaried
            | EventKind::OrderTransferred
            | EventKind::OrderSuspended
            | EventKind::OrderResumed
            | EventKind::OrderEnded => self.step_order(fields, told)?,
            EventKind::RequirementStep | EventKind::RequirementProgress => {
                self.step_requirement(fields, told)?;
            }
            EventKind::NeedRecorded => {
                let need = read::need(fields, person, stamp)?;
                self.needs.insert(need.id, need);
            }
            EventKind::RiskRaised | EventKind::RiskReviewed | EventKind::RiskEnded => {
                let mut flag = read::risk(fields, person, stamp)?;
                if let Some(raised) = self.risk_flags.get(&flag.id) {
                    flag.stamp = raised.stamp;
                }
                self.risk_flags.insert(flag.id, flag);
            }
            EventKind::CaseworkBegun => {
                let id = told.subject.map(PieceId).ok_or(fields.unreadable("subject"))?;
                let fact = taken::read(told.body).ok_or(fields.unreadable("step"))?;
                let begun = Piece::begin(id, person, stamp, fact).map_err(|_| fields.unreadable("step"))?;
                self.pieces.insert(id, begun);
            }
            EventKind::CaseworkStepped => {
                let id = told.subject.map(PieceId).ok_or(fields.unreadable("subject"))?;
                let piece = self.pieces.remove(&id).ok_or(fields.unreadable("subject"))?;
                let fact = taken::read(told.body).ok_or(fields.unreadable("step"))?;
                let after = piece.append(stamp, fact).map_err(|_| fields.unreadable("step"))?;
                self.pieces.insert(id, after);
            }
            EventKind::StrandBegun => {
                let id = told.subject.map(StrandId).ok_or(fields.unreadable("subject"))?;
                self.strands.insert(id, Strand::new(read::strand(fields, id, person, stamp)?));
            }
            EventKind::StrandStepped => {
                let id = told.subject.map(StrandId).ok_or(fields.unreadable("subject"))?;
                let strand = self.strands.remove(&id).ok_or(fields.unreadable("subject"))?;
                let fact = plans::told::read(told.body).ok_or(fields.unreadable("step"))?;
                let after = strand.append(stamp, fact).map_err(|_| fields.unreadable("step"))?;
                self.strands.insert(id, after);
            }
            EventKind::ListingProposed => {
                let id = told.subject.map(ListingId).ok_or(fields.unreadable("subject"))?;
                let entry = listings::told::read_entry(told.body, id, person, stamp);
                self.listings.insert(id, Listing::new(entry.ok_or(fields.unreadable("panel"))?));
            }
            EventKind::ListingStepped => {
                let id = told.subject.map(ListingId).ok_or(fields.unreadable("subject"))?;
                let listing = self.listings.remove(&id).ok_or(fields.unreadable("subject"))?;
                let fact = listings::told::read(told.body).ok_or(fields.unreadable("step"))?;
                let after = listing.append(stamp, fact).map_err(|_| fields.unreadable("step"))?;
                self.listings.insert(id, after);
            }
            EventKind::PlanViewed => {
                let id = told.subject.map(PlanViewId).ok_or(fields.unreadable("subject"))?;
                self.plan_views.insert(id, read::plan_view(fields, id, person, stamp)?);
            }
            EventKind::ScoreRecorded => {
                let id = told.subject.map(ScoreId).ok_or(fields.unreadable("subject"))?;
                let score = kept::told(told.body, id, person, stamp);
                let score = score.map_err(|field| fields.unreadable(field))?;
                if let Some(former) = score.supersedes.and_then(|former| self.scores.get_mut(&former)) {
                    former.corrected_by = Some(id);
                }
                self.scores.insert(id, score);
            }
            EventKind::NoteAdded => {
                let note = read::note(fields, person, stamp)?;
                self.notes.insert(note.id, note);
            }
            EventKind::NoteMoved => drop(self.notes.remove(&fields.id("note")?)),
            EventKind::NoteReceived => {
                let note = read::note(fields, person, read::written(fields.within("written")?)?)?;
                self.notes.insert(note.id, note);
            }
            EventKind::AppointmentBooked => {
                let booked = Appointment::booked(read::booking(fields, person, stamp)?);
                self.appointments.insert(booked.booking.id, booked);
            }
            EventKind::AppointmentOutcome | EventKind::AppointmentMoved | EventKind::AppointmentCalledOff => {
                let id = told.subject.map(AppointmentId).ok_or(fields.unreadable("subject"))?;
                let booked = self.appointments.remove(&id).ok_or(fields.unreadable("subject"))?;
                let (fact, day) = (read::appointment_fact(fields, told.kind)?, booked.booking.day);
                let after = booked.append(stamp, fact, day).map_err(|_| fields.unreadable("outcome"))?;
                self.appointments.insert(id, after);
            }
            EventKind::AppointmentCorrected => {
                let id = told.subject.map(AppointmentId).ok_or(fields.unreadable("subject"))?;
                let before = self.appointments.remove(&id).ok_or(fields.unreadable("subject"))?;
                let (day, why) = (before.booking.day, fields.prose("why")?);
                let after = before.correct(stamp, why, read::outcome(fields)?, day);
                self.appointments.insert(id, after.map_err(|_| fields.unreadable("outcome"))?);
            }
            EventKind::ReferralSent
            | EventKind::ReferralReceived
            | EventKind::ReferralAccepted
            | EventKind::ReferralDeclined
            | EventKind::ReferralWithdrawn
            | EventKind::ReferralBegun
            | EventKind::ReferralConcluded
            | EventKind::ReferralAsked
            | EventKind::ReferralAnswered
            | EventKind::ReferralWaitlisted
            | EventKind::ReferralOffered
            | EventKind::ReferralBooked
            | EventKind::ReferralWarningRead
            | EventKind::ReferralAmended => self.step(fields, person, told)?,
            EventKind::WillingnessRecorded => self.say_willing(fields, person, stamp)?,
            EventKind::LeadSet => self.set_lead(fields, told)?,
            EventKind::CadenceRaised | EventKind::CadenceLowered => self.change_cadence(fields, told)?,
            EventKind::HandedOver => self.offer_case(fields, person, told)?,
            EventKind::CaseTakenOn | EventKind::CaseDeclined | EventKind::CaseWithdrawn => {
                self.step_case(fields, told)?;
            }
            EventKind::EndTold | EventKind::EndAcknowledged => self.tell_end(fields, told)?,
            EventKind::OutcomeRecorded => self.record_outcome(fields, told)?,
            EventKind::HandoverWritten => self.hand_over(fields, told)?,
            EventKind::FailureRecorded => self.record_failure(fields, person, told)?,
            EventKind::FailureAwaited
            | EventKind::FailureAccepted
            | EventKind::FailureRejected
            | EventKind::WarningGiven
            | EventKind::FailureReferred
            | EventKind::WarningVoided
            | EventKind::BreachBegun
            | EventKind::BreachDropped
            | EventKind::BreachHeard
            | EventKind::FailureWithdrawn
            | EventKind::FailureRestored => self.step_failure(fields, told)?,
            EventKind::FeedbackGiven => {
                let feedback = read::feedback(fields, person, stamp)?;
                self.feedback.insert(feedback.id, feedback);
            }
            EventKind::FeedbackWords => {
                let words = read::feedback_words(fields)?;
                self.feedback_words.insert(words.feedback, words);
            }
            EventKind::MeetingArranged => self.arrange(fields, person, stamp)?,
            EventKind::MeetingShifted | EventKind::MeetingHeld | EventKind::MeetingCancelled => {
                self.step_meeting(fields, person, told)?;
            }
            EventKind::ActionCarried | EventKind::ActionClosed => self.step_action(fields, stamp)?,
            EventKind::ContactConsented => self.agree_to_contact(fields, person, stamp)?,
            EventKind::AuditGiven => self.give_audit(fields, person, stamp)?,
            EventKind::ConsentAsked
            | EventKind::ConsentGiven
            | EventKind::ConsentRefused
            | EventKind::ConsentWithdrawn => self.step_consent(fields, person, told)?,
            EventKind::ScreeningRecorded => halves.push(self.screen(fields, stamp)?),
            EventKind::RecommendationMade => self.recommend(fields, person, stamp)?,
            EventKind::RecommendationOutcome => self.hear_outcome(fields, told)?,
            EventKind::WayInEntered => self.enter(fields, person, stamp)?,
            EventKind::RiskTold | EventKind::NeedsTold => self.tell_part(fields, told)?,
            EventKind::CopyAsked => self.ask_copy(fields, person, told)?,
            EventKind::CopyStepped => self.step_copy(fields, told)?,
            EventKind::CorrectionRecorded => self.correct(fields, person, told)?,
            EventKind::CorrectionAcknowledged => self.acknowledge_correction(fields, told)?,
            EventKind::AlertRead => self.read_alert(told),
            EventKind::CourtAttached => drop(self.hearings.insert(fields.id("entry")?)),
            EventKind::CourtDetached => drop(self.hearings.remove(&fields.id("entry")?)),
            EventKind::PaperAssessed => drop(self.on_paper.insert(fields.id("entry")?, fields.day("day")?)),
            EventKind::ConvictionRecorded | EventKind::ConvictionCorrected | EventKind::ConvictionRemoved => {
                self.convict(fields, person, told)?;
            }
            EventKind::SummaryWritten => self.summarise(fields, person, told)?,
            EventKind::SummaryShown
            | EventKind::SummaryAgreed
            | EventKind::SummaryDeclined
            | EventKind::SummaryApproved
            | EventKind::SummaryReturned
            | EventKind::SummaryIssued
            | EventKind::SummaryWithdrawn
            | EventKind::SummaryDropped
            | EventKind::SummaryHeard => self.step_summary(fields, told)?,
            EventKind::ApplicationTurnedDown => self.turn_down(fields, person, told)?,
            EventKind::HoldPlaced => self.place_hold(fields, person, told)?,
            EventKind::HoldEnded => self.end_hold(fields, told)?,
            EventKind::DepartureReady => self.ready_to_pass_on(fields, told)?,
            // What the list says of a hearing is the list's own; that something is due is told beside any kind; what stood on desks,
            // as a warning does, is not rebuilt.
            EventKind::CourtChanged | EventKind::TeamWarned | EventKind::DutyChanged => {}
            // Affairs of the partnership: no part of anybody's record.
            EventKind::AccountOpened
            | EventKind::AccountChanged
            | EventKind::AccountClosed
            | EventKind::AccountInvited
            | EventKind::SecretChanged
            | EventKind::SignedIn
            | EventKind::TokenCreated
            | EventKind::TokenRevoked
            | EventKind::ProvisionBegun
            | EventKind::ProvisionStepped
            | EventKind::HubOpened
            | EventKind::HubStepped
            | EventKind::SecondmentProposed
            | EventKind::SecondmentAgreed
            | EventKind::SecondmentDeclined
            | EventKind::SecondmentWithdrawn
            | EventKind::SecondmentEnded
            | EventKind::SecondmentPassedOn
            | EventKind::DepartureRecorded
            | EventKind::DepartureCalledOff
            | EventKind::DeparturePassedOn
            | EventKind::ActedFor
            | EventKind::CourtListLoaded
            | EventKind::ContactRefused
            | EventKind::ContactNotAsked
            | EventKind::AgreementDrafted
            | EventKind::AgreementEdited
            | EventKind::AgreementSubmitted
            | EventKind::AgreementRemarked
            | EventKind::AgreementReturned
            | EventKind::AgreementSigned
            | EventKind::AgreementSuspended
            | EventKind::AgreementResumed
            | EventKind::AgreementSuperseded
            | EventKind::AgreementReviewed
            | EventKind::AgreementEnded
            | EventKind::LedgerSealed
            | EventKind::LooksDrawn
            | EventKind::LookReviewed
            | EventKind::ScheduleSet
            | EventKind::DisposalProposed
            | EventKind::DisposalRefused
            | EventKind::RecordsDisposed
            | EventKind::DisposalRepeated
            | EventKind::MistakeReported
            | EventKind::MistakeStepped
            | EventKind::MatcherTaught
            | EventKind::PathwayAmended
            | EventKind::PathwayReviewed
            | EventKind::AgencyAdded
            | EventKind::RecipientAdded
            | EventKind::ServiceAdded => return Err(fields.unreadable("chain")),
        }
        Ok(())
    }

    /// A step of a referral, the first of which makes it.
    fn step(&mut self, fields: Fields<'_>, person: PersonId, told: &Told<'_>) -> Result<(), Unreadable> {
        let id = told.subject.map(ReferralId).ok_or(fields.unreadable("subject"))?;
        let before = match told.kind {
            EventKind::ReferralSent => Referral::draft(read::request(fields, person, id, told.stamp)?),
            _ => self.referrals.remove(&id).ok_or(fields.unreadable("subject"))?,
        };
        let fact = read::fact(fields, told.kind)?;
        let mut after = before.append(told.stamp, fact).map_err(|_| fields.unreadable("step"))?;
        // A pause moves the day; the first release did not tell it.
        if let Some(day) = fields.maybe_day("answer_by")? {
            after.request.answer_by = day;
        }
        self.provide(&after);
        self.referrals.insert(id, after);
        Ok(())
    }

    /// Adds those of the record's rows to a batch that may be filled in bulk, which writes them into a database.
    pub fn put_into(self, batch: &mut Batch) {
        batch.people.extend(self.identity);
        batch.contacts.extend(self.contacts.into_values());
        batch.communication.extend(self.communication.into_values());
        batch.limited.extend(self.limited.map(|limit| LimitedAccess {
            person: limit.person,
            named: limit.named,
            from: limit.from,
        }));
        batch.involvements.extend(self.involvements.into_values());
        batch.orders.extend(self.orders.into_values().map(|record| record.order));
        batch.needs.extend(self.needs.into_values());
        batch.risk_flags.extend(self.risk_flags.into_values());
        batch.notes.extend(self.notes.into_values());
        batch.appointments.extend(self.appointments.into_values());
        batch.referrals.extend(self.referrals.into_values());
    }
}
