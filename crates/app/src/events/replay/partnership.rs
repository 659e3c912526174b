//! A partnership's own affairs: agencies, what they offer and how, who works there, court lists that were loaded, and first
//! contacts with people who refused or were not asked.

use super::{Told, Unreadable, fields::Fields, registers::ToldMistake};
use crate::{
    events::EventKind,
    hubs,
    ports::{Held, Tally},
    taken,
};
use domain::{
    account::{Account, Email},
    agency::{Agency, AgencyKind},
    departure::{DepartureRecord, DepartureState},
    disclosure_summary::Recipient,
    hearing::{Source, Trigger},
    hub::Hub,
    ids::{
        AccountId, AgencyId, AgreementId, CourtFeedId, DepartureId, DisposalId, FirstContactId, HubId,
        LedgerId, MistakeId, PartnershipId, ProtocolId, ProvisionId, RecipientId, SecondmentId, ServiceId,
    },
    look_review::{LookReview, Sample, Verdict},
    pathway::Pathway,
    protocol::{Definition, Limit, Protocol, Stage},
    provision::Provision,
    referral::Side,
    retention::{Disposal, Schedule},
    role::{Role, Roles},
    screening::{ContactState, FirstContact},
    secondment::{Proposal, Secondment, SecondmentFact},
    service::Service,
};
use jiff::civil::Date;
use serde_json::Value;
use std::collections::BTreeMap;

/// A partnership as its events tell it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Partnership {
    /// Agencies.
    pub agencies: BTreeMap<AgencyId, Agency>,
    /// Services.
    pub services: BTreeMap<ServiceId, Service>,
    /// Accounts, without their secrets.
    pub accounts: BTreeMap<AccountId, Account>,
    /// Versions of pathways that were agreed at a review; the first of each comes with its service.
    pub pathways: BTreeMap<ProtocolId, Protocol>,
    /// Review meetings that were held, by service and the day on which each was due.
    pub reviews: BTreeMap<(ServiceId, Date), Held>,
    /// Court lists that were loaded to their end.
    pub loadings: BTreeMap<CourtFeedId, Loading>,
    /// First contacts that ended without consent, naming nobody. One that was taken up again tells it on the person's record.
    pub contacts: BTreeMap<FirstContactId, FirstContact>,
    /// What was drawn of looks, by agency, agreement and month.
    pub samples: BTreeMap<(AgencyId, AgreementId, Date), Sample>,
    /// Bodies with seats, and what services do, with their facts.
    pub provisions: BTreeMap<ProvisionId, Provision>,
    /// Hubs, with their facts.
    pub hubs: BTreeMap<HubId, Hub>,
    /// Secondments.
    pub secondments: BTreeMap<SecondmentId, Secondment>,
    /// Last days of agencies and services, with what became of each.
    pub departures: BTreeMap<DepartureId, DepartureRecord>,
    /// What reviews of looks found.
    pub look_reviews: BTreeMap<LedgerId, LookReview>,
    /// Bodies that summaries go to.
    pub recipients: BTreeMap<RecipientId, Recipient>,
    /// How long agencies keep records, in rows of their own, as they were set.
    pub schedules: Vec<Schedule>,
    /// Disposals: what was proposed, and what was decided.
    pub disposals: BTreeMap<DisposalId, Disposal>,
    /// Mistaken disclosures, without their words.
    pub mistakes: BTreeMap<MistakeId, ToldMistake>,
    /// How often figures of the matcher were kept, and those that hold; `None` for those that it came with.
    pub matcher: (i64, Option<String>),
}

/// A court list as its loading is told: numbers only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loading {
    /// What it set off.
    pub trigger: Trigger,
    /// Which source it was; `None` as well before this was told.
    pub source: Option<Source>,
    /// What it came to.
    pub tally: Tally,
}

impl Partnership {
    /// The partnership that these events tell, in the order of its chain.
    ///
    /// # Errors
    /// [`Unreadable`] for an event that says too little, or contradicts those before it.
    pub fn replay<'a>(
        id: PartnershipId,
        events: impl IntoIterator<Item = Told<'a>>,
    ) -> Result<Self, Unreadable> {
        events.into_iter().try_fold(Self::default(), |partnership, told| partnership.after(id, &told))
    }

    #[expect(
        clippy::too_many_lines,
        reason = "one arm for each kind of event, of which none may be left out"
    )]
    fn after(mut self, partnership: PartnershipId, told: &Told<'_>) -> Result<Self, Unreadable> {
        let fields = Fields::new(told.kind, told.body);
        let subject = told.subject.ok_or(fields.unreadable("subject"))?;
        match told.kind {
            EventKind::AgencyAdded => {
                let (id, name) = (AgencyId(subject), fields.text("name")?);
                let kind = fields.code("kind", AgencyKind::from_code)?;
                self.agencies.insert(id, Agency { id, partnership, name, kind });
            }
            EventKind::ServiceAdded => {
                let agency = fields.id("agency")?;
                let holder = self.agencies.get(&agency).ok_or(fields.unreadable("agency"))?;
                let service = Service {
                    id: ServiceId(subject),
                    agency,
                    agency_name: holder.name.clone(),
                    name: fields.text("name")?,
                    pathway: fields.code("pathway", Pathway::from_code)?,
                    answer_in_working_days: fields.number("answer_in_working_days")?,
                };
                self.services.insert(service.id, service);
            }
            // An invitation once more, for an account that is known, changes nothing of it.
            EventKind::AccountInvited if self.accounts.contains_key(&AccountId(subject)) => {}
            EventKind::AccountInvited | EventKind::AccountOpened => {
                let account = Account {
                    id: AccountId(subject),
                    agency: fields.id("agency")?,
                    name: fields.line("name")?,
                    email: fields.code("email", Email::new)?,
                    roles: roles(fields, told.body, "roles")?,
                    closed_at: None,
                };
                self.accounts.insert(account.id, account);
            }
            EventKind::AccountChanged => {
                let roles = roles(fields, told.body, "after")?;
                self.account(fields, subject)?.roles = roles;
            }
            EventKind::AccountClosed => self.account(fields, subject)?.closed_at = Some(told.stamp.at),
            // These change secrets, sessions and tokens, which no event carries; agreements are rebuilt from their own facts.
            EventKind::AgreementDrafted
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
            | EventKind::SecretChanged
            | EventKind::SignedIn
            | EventKind::TokenCreated
            | EventKind::TokenRevoked
            | EventKind::SecondmentPassedOn
            | EventKind::ActedFor
            // A seal is told by its event alone.
            | EventKind::LedgerSealed => {}
            EventKind::DepartureRecorded => self.leaves(fields, told, subject)?,
            EventKind::DepartureCalledOff => {
                self.departure_ends(fields, told, subject, DepartureState::CalledOff)?;
            }
            EventKind::DeparturePassedOn => {
                self.departure_ends(fields, told, subject, DepartureState::PassedOn)?;
            }
            EventKind::RecipientAdded => self.trusts(fields, told, subject)?,
            EventKind::ScheduleSet => self.set_schedule(fields, subject)?,
            EventKind::DisposalProposed => self.propose_disposal(fields, told, subject)?,
            EventKind::DisposalRefused => self.refuse_disposal(fields, told, subject)?,
            EventKind::RecordsDisposed | EventKind::DisposalRepeated => {
                self.carry_out_disposal(fields, told, subject)?;
            }
            EventKind::MistakeReported => self.report_mistake(fields, told, subject)?,
            EventKind::MistakeStepped => self.step_mistake(fields, told, subject)?,
            EventKind::MatcherTaught => {
                self.matcher = (fields.number("position")?, fields.maybe_text("figures")?);
            }
            EventKind::ProvisionBegun => {
                let id = ProvisionId(subject);
                let fact = taken::read(told.body).ok_or(fields.unreadable("step"))?;
                let one = Provision::begin(id, told.stamp, fact).map_err(|_| fields.unreadable("step"))?;
                self.provisions.insert(id, one);
            }
            EventKind::ProvisionStepped => {
                let one = self.provisions.remove(&ProvisionId(subject)).ok_or(fields.unreadable("subject"))?;
                let fact = taken::read(told.body).ok_or(fields.unreadable("step"))?;
                let after = one.append(told.stamp, fact).map_err(|_| fields.unreadable("step"))?;
                self.provisions.insert(after.id, after);
            }
            EventKind::HubOpened => {
                let terms = hubs::told::read_terms(told.body).ok_or(fields.unreadable("teams"))?;
                let id = HubId(subject);
                self.hubs.insert(id, Hub::new(id, told.stamp, terms));
            }
            EventKind::HubStepped => {
                let hub = self.hubs.remove(&HubId(subject)).ok_or(fields.unreadable("subject"))?;
                let fact = hubs::told::read(told.body).ok_or(fields.unreadable("step"))?;
                let after = hub.append(told.stamp, fact).map_err(|_| fields.unreadable("step"))?;
                self.hubs.insert(after.id, after);
            }
            EventKind::SecondmentProposed => {
                let one = secondment(fields, told, subject)?;
                self.secondments.insert(one.proposal.id, one);
            }
            EventKind::SecondmentAgreed => self.secondment_takes(&fields, told, SecondmentFact::Agreed)?,
            EventKind::SecondmentDeclined => {
                let fact = SecondmentFact::Declined(fields.line("reason")?);
                self.secondment_takes(&fields, told, fact)?;
            }
            EventKind::SecondmentWithdrawn => {
                let fact = SecondmentFact::Withdrawn(fields.line("reason")?);
                self.secondment_takes(&fields, told, fact)?;
            }
            EventKind::SecondmentEnded => {
                let fact = SecondmentFact::Ended(fields.line("reason")?);
                self.secondment_takes(&fields, told, fact)?;
            }
            EventKind::LooksDrawn => {
                let sample = Sample {
                    agency: told.stamp.agency,
                    agreement: AgreementId(subject),
                    month: fields.day("month")?,
                    per_cent: fields.number("per_cent")?,
                    looks: fields.number("looks")?,
                    drawn: fields.number("drawn")?,
                    stamp: told.stamp,
                };
                self.samples.insert((sample.agency, sample.agreement, sample.month), sample);
            }
            EventKind::LookReviewed => {
                let review = LookReview {
                    look: LedgerId(subject),
                    agency: told.stamp.agency,
                    verdict: fields.code("verdict", Verdict::from_code)?,
                    words: fields.prose("words")?,
                    stamp: told.stamp,
                };
                self.look_reviews.insert(review.look, review);
            }
            EventKind::PathwayAmended => {
                let version = protocol(fields, ServiceId(subject))?;
                self.pathways.insert(version.id, version);
            }
            EventKind::PathwayReviewed => {
                let held = Held {
                    on: fields.day("on")?,
                    words: fields.prose("words")?,
                    figures: told.body.get("figures").cloned().ok_or(fields.unreadable("figures"))?,
                    stamp: told.stamp,
                };
                self.reviews.insert((ServiceId(subject), fields.day("due")?), held);
            }
            EventKind::CourtListLoaded => {
                self.loadings.insert(CourtFeedId(subject), loading(fields)?);
            }
            EventKind::ContactRefused | EventKind::ContactNotAsked => {
                let state = match told.kind {
                    EventKind::ContactRefused => ContactState::Refused,
                    _ => ContactState::NotAsked,
                };
                let contact = super::screening::contact(fields, state, None, told.stamp)?;
                self.contacts.insert(contact.id, contact);
            }
            // About people, each in a chain of their own.
            EventKind::PersonCreated
            | EventKind::IdentityEdited
            | EventKind::IdentityReviewed
            | EventKind::CopyAsked
            | EventKind::CopyStepped
            | EventKind::CorrectionRecorded
            | EventKind::CorrectionAcknowledged
            | EventKind::ContactRecorded
            | EventKind::CommunicationRecorded
            | EventKind::AccessLimited
            | EventKind::InvolvementBegan
            | EventKind::InvolvementEnded
            | EventKind::OrderMade
            | EventKind::NeedRecorded
            | EventKind::RiskRaised
            | EventKind::CaseworkBegun
            | EventKind::CaseworkStepped
            | EventKind::StrandBegun
            | EventKind::StrandStepped
            | EventKind::PlanViewed
            | EventKind::ListingProposed
            | EventKind::ListingStepped
            | EventKind::RiskReviewed
            | EventKind::RiskEnded
            | EventKind::NoteAdded
            | EventKind::HoldPlaced
            | EventKind::HoldEnded
            | EventKind::DepartureReady
            | EventKind::NoteMoved
            | EventKind::NoteReceived
            | EventKind::AppointmentBooked
            | EventKind::AppointmentOutcome
            | EventKind::ReferralSent
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
            | EventKind::ReferralAmended
            | EventKind::AppointmentMoved
            | EventKind::AppointmentCalledOff
            | EventKind::AppointmentCorrected
            | EventKind::FeedbackGiven
            | EventKind::FeedbackWords
            | EventKind::MeetingArranged
            | EventKind::MeetingShifted
            | EventKind::MeetingHeld
            | EventKind::MeetingCancelled
            | EventKind::ActionCarried
            | EventKind::ActionClosed
            | EventKind::PaperAssessed
            | EventKind::ContactConsented
            | EventKind::ScreeningRecorded
            | EventKind::RecommendationMade
            | EventKind::RecommendationOutcome
            | EventKind::AuditGiven
            | EventKind::ConsentAsked
            | EventKind::ConsentGiven
            | EventKind::ConsentRefused
            | EventKind::ConsentWithdrawn
            | EventKind::WayInEntered
            | EventKind::AlertRead
            | EventKind::RiskTold
            | EventKind::NeedsTold
            | EventKind::CopyServed
            | EventKind::OrderAllocated
            | EventKind::OrderInducted
            | EventKind::OrderCommenced
            | EventKind::OrderPlanned
            | EventKind::HandedOver
            | EventKind::CaseTakenOn
            | EventKind::CaseDeclined
            | EventKind::CaseWithdrawn
            | EventKind::QuestionAsked
            | EventKind::QuestionAnswered
            | EventKind::QuestionDeclined
            | EventKind::DisclosureDecided
            | EventKind::DisclosureConfirmed
            | EventKind::DisclosureRefused
            | EventKind::DisclosureEnded
            | EventKind::RecordOpened
            | EventKind::RecordClosed
            | EventKind::EmergencyReviewed
            | EventKind::LimitLifted
            | EventKind::StaffBarred
            | EventKind::StaffReadmitted
            | EventKind::RecordKeptApart
            | EventKind::RecordApartEnded
            | EventKind::TeamWarned
            | EventKind::OrderReviewed
            | EventKind::OrderVaried
            | EventKind::OrderTransferred
            | EventKind::OrderSuspended
            | EventKind::OrderResumed
            | EventKind::OrderEnded
            | EventKind::RequirementStep
            | EventKind::RequirementProgress
            | EventKind::WillingnessRecorded
            | EventKind::LeadSet
            | EventKind::CadenceRaised
            | EventKind::CadenceLowered
            | EventKind::FailureRecorded
            | EventKind::FailureAwaited
            | EventKind::FailureAccepted
            | EventKind::FailureRejected
            | EventKind::WarningGiven
            | EventKind::FailureReferred
            | EventKind::WarningVoided
            | EventKind::BreachBegun
            | EventKind::BreachDropped
            | EventKind::BreachHeard
            | EventKind::FailureWithdrawn
            | EventKind::FailureRestored
            | EventKind::EndTold
            | EventKind::EndAcknowledged
            | EventKind::OutcomeRecorded
            | EventKind::HandoverWritten
            | EventKind::ScoreRecorded
            | EventKind::ConvictionRecorded
            | EventKind::ConvictionCorrected
            | EventKind::ConvictionRemoved
            | EventKind::SummaryWritten
            | EventKind::SummaryShown
            | EventKind::SummaryAgreed
            | EventKind::SummaryDeclined
            | EventKind::SummaryApproved
            | EventKind::SummaryReturned
            | EventKind::SummaryIssued
            | EventKind::SummaryWithdrawn
            | EventKind::SummaryDropped
            | EventKind::SummaryHeard
            | EventKind::ApplicationTurnedDown
            | EventKind::CourtAttached
            | EventKind::CourtDetached
            | EventKind::CourtChanged
            | EventKind::DutyChanged => return Err(fields.unreadable("chain")),
        }
        Ok(self)
    }

    fn secondment_takes(
        &mut self,
        fields: &Fields<'_>,
        told: &Told<'_>,
        fact: SecondmentFact,
    ) -> Result<(), Unreadable> {
        let id = SecondmentId(told.subject.unwrap_or_default());
        let one = self.secondments.remove(&id).ok_or(fields.unreadable("subject"))?;
        let one = one.append(told.stamp, fact).map_err(|_| fields.unreadable("kind"))?;
        self.secondments.insert(id, one);
        Ok(())
    }

    fn account(&mut self, fields: Fields<'_>, id: uuid::Uuid) -> Result<&mut Account, Unreadable> {
        self.accounts.get_mut(&AccountId(id)).ok_or(fields.unreadable("subject"))
    }
}

/// A secondment as it was proposed.
fn secondment(fields: Fields<'_>, told: &Told<'_>, subject: uuid::Uuid) -> Result<Secondment, Unreadable> {
    Ok(Secondment::proposed(Proposal {
        id: SecondmentId(subject),
        account: fields.id("account")?,
        home: fields.id("home")?,
        host: fields.id("host")?,
        roles: roles(fields, told.body, "roles")?,
        from: fields.day("from")?,
        until: fields.day("until")?,
        stamp: told.stamp,
    }))
}

/// A version of a pathway, whole.
fn protocol(fields: Fields<'_>, service: ServiceId) -> Result<Protocol, Unreadable> {
    let limit = |one: Fields<'_>| {
        let limit = Limit {
            owner: one.code("owner", |code| Side::from_code(code).ok_or(()))?,
            working_days: one.number("working_days")?,
        };
        Ok((one.code("stage", Stage::from_code)?, limit))
    };
    let limits = fields.each("limits", limit)?.into_iter().collect();
    let (stops, waits) = (fields.flag("asking_stops_clock")?, fields.flag("waiting_list")?);
    let definition = Definition::new(limits, stops, waits, fields.flag("offers")?);
    Ok(Protocol {
        id: fields.id("id")?,
        service,
        version: fields.number("version")?,
        from: fields.day("from")?,
        definition: definition.map_err(|_| fields.unreadable("limits"))?,
        agreed_at: fields.maybe_day("agreed_at")?,
        why: fields.maybe_prose("why")?,
    })
}

fn loading(fields: Fields<'_>) -> Result<Loading, Unreadable> {
    Ok(Loading {
        trigger: fields.code("trigger", Trigger::from_code)?,
        source: fields.maybe_code("source", Source::from_code)?,
        tally: Tally {
            rows: fields.number("rows")?,
            added: fields.number("added")?,
            changed: fields.number("changed")?,
            same: fields.number("same")?,
            joined: fields.number("joined")?,
            gone: fields.number("gone")?,
            attached: fields.number("attached")?,
            set_aside: fields.number("set_aside")?,
            faults: fields.number("faults")?,
        },
    })
}

fn roles(fields: Fields<'_>, body: &Value, field: &'static str) -> Result<Roles, Unreadable> {
    let roles: Option<Vec<Role>> = body.get(field).and_then(Value::as_array).and_then(|codes| {
        codes.iter().map(|code| code.as_str().and_then(|code| Role::from_code(code).ok())).collect()
    });
    roles.map(|roles| Roles::of(&roles)).ok_or(fields.unreadable(field))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::body;
    use domain::{stamp::Stamp, text::Line};
    use jiff::Timestamp;
    use serde_json::json;
    use uuid::Uuid;

    const PARTNERSHIP: PartnershipId = PartnershipId(Uuid::from_u128(1));

    fn replayed(events: &[(EventKind, Uuid, Value)]) -> Result<Partnership, Unreadable> {
        let stamp = Stamp {
            at: Timestamp::UNIX_EPOCH,
            by: AccountId(Uuid::nil()),
            agency: AgencyId(Uuid::from_u128(2)),
        };
        let told = events.iter().map(|(kind, subject, body)| Told {
            kind: *kind,
            subject: Some(*subject),
            stamp,
            body,
        });
        Partnership::replay(PARTNERSHIP, told)
    }

    #[test]
    fn agencies_services_and_accounts_follow_from_the_events_of_their_partnership() {
        let agency = Agency {
            id: AgencyId(Uuid::from_u128(2)),
            partnership: PARTNERSHIP,
            name: "Harbour".into(),
            kind: AgencyKind::AlcoholTreatment,
        };
        let service = Service {
            id: ServiceId(Uuid::from_u128(3)),
            agency: agency.id,
            agency_name: agency.name.clone(),
            name: "Alcohol treatment".into(),
            pathway: Pathway::Substance,
            answer_in_working_days: 10,
        };
        let account = Account {
            id: AccountId(Uuid::from_u128(4)),
            agency: agency.id,
            name: Line::new("Jo Joiner").unwrap(),
            email: Email::new("jo@harbour.example").unwrap(),
            roles: Roles::of(&[Role::TreatmentWorker]),
            closed_at: None,
        };
        let mut events = vec![
            (EventKind::AgencyAdded, agency.id.0, json!({ "name": "Harbour", "kind": agency.kind.code() })),
            (EventKind::ServiceAdded, service.id.0, body::service(&service)),
            (EventKind::AccountInvited, account.id.0, body::account(&account)),
            (EventKind::AccountInvited, account.id.0, json!({ "again": true })),
            (EventKind::AccountOpened, account.id.0, body::account(&account)),
            (EventKind::SignedIn, account.id.0, json!({})),
        ];
        let told = replayed(&events).unwrap();
        assert_eq!(told.agencies.into_values().collect::<Vec<_>>(), [agency]);
        assert_eq!(told.services.into_values().collect::<Vec<_>>(), [service]);
        assert_eq!(told.accounts[&account.id], account);
        let after = json!({ "before": ["treatment_worker"], "after": ["team_manager"] });
        events.push((EventKind::AccountChanged, account.id.0, after));
        events.push((EventKind::AccountClosed, account.id.0, json!({})));
        let told = replayed(&events).unwrap();
        let roles = Roles::of(&[Role::TeamManager]);
        let left = Account { roles, closed_at: Some(Timestamp::UNIX_EPOCH), ..account };
        assert_eq!(told.accounts[&left.id], left);
    }

    #[test]
    fn an_event_that_says_too_little_is_named_without_what_it_says() {
        let events = [(EventKind::AgencyAdded, Uuid::nil(), json!({ "name": "Harbour" }))];
        let error = replayed(&events).unwrap_err();
        assert_eq!(error.to_string(), "an event “agency.added” cannot be replayed: kind");
    }
}
