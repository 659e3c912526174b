//! What the log tells, held against what the tables hold: every noun of every person, and the partnership's own affairs.
//!
//! Everything is opened, whoever may see it elsewhere: this is about what is kept.

use super::{leaving, office::Office, registers};
use crate::contract::{
    fixture::{Fresh, Raw},
    replay::told,
};
use app::{
    events::{
        EventKind,
        replay::{Owed, Partnership, Record, Told},
    },
    ports::{AskedBy, Tx},
};
use domain::{
    agreement::{Clause, Holder, LawfulBasis, Who},
    ids::{CourtEntryId, DutyId, FirstContactId, PersonId},
    order_record::OrderRecord,
    role::Role,
    screening::ContactState,
    section::{Level, Purpose, Section},
};
use gate::{Access, AtLevel, Condition, Gate, Relations, Rules, Sealed, Standing, Viewer};
use sqlx::Row as _;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Debug,
};
use uuid::Uuid;

/// More than anybody's record has of anything.
pub(super) const ALL: u32 = 100_000;

/// Kinds that only accounts, agencies and bulk filling write; they are replayed in tests of their own.
const ELSEWHERE: [EventKind; 97] = [
    // Told by a command, and compared in a test of its own.
    EventKind::MatcherTaught,
    EventKind::LedgerSealed,
    // Told in `rights`, and compared there.
    EventKind::CopyAsked,
    EventKind::CopyStepped,
    EventKind::CorrectionAcknowledged,
    EventKind::LooksDrawn,
    EventKind::LookReviewed,
    // Told in `registers`, and compared there.
    EventKind::HoldPlaced,
    EventKind::HoldEnded,
    EventKind::ScheduleSet,
    EventKind::DisposalProposed,
    EventKind::DisposalRefused,
    EventKind::RecordsDisposed,
    EventKind::DisposalRepeated,
    EventKind::MistakeReported,
    EventKind::MistakeStepped,
    EventKind::RiskReviewed,
    EventKind::StrandBegun,
    EventKind::StrandStepped,
    EventKind::PlanViewed,
    EventKind::CaseworkBegun,
    EventKind::CaseworkStepped,
    EventKind::ListingProposed,
    EventKind::ListingStepped,
    EventKind::ProvisionBegun,
    EventKind::ProvisionStepped,
    EventKind::HubOpened,
    EventKind::HubStepped,
    EventKind::ScoreRecorded,
    EventKind::ConvictionRecorded,
    EventKind::ConvictionCorrected,
    EventKind::ConvictionRemoved,
    EventKind::SummaryWritten,
    EventKind::SummaryShown,
    EventKind::SummaryAgreed,
    EventKind::SummaryDeclined,
    EventKind::SummaryApproved,
    EventKind::SummaryReturned,
    EventKind::SummaryIssued,
    EventKind::SummaryWithdrawn,
    EventKind::SummaryDropped,
    EventKind::SummaryHeard,
    EventKind::ApplicationTurnedDown,
    EventKind::RecipientAdded,
    EventKind::AgreementDrafted,
    EventKind::AgreementEdited,
    EventKind::AgreementSubmitted,
    EventKind::AgreementRemarked,
    EventKind::AgreementReturned,
    EventKind::AgreementSigned,
    EventKind::AgreementSuspended,
    EventKind::AgreementResumed,
    EventKind::AgreementSuperseded,
    EventKind::AgreementReviewed,
    EventKind::AgreementEnded,
    // Held against the tables in `openings.rs`.
    EventKind::QuestionAsked,
    EventKind::QuestionAnswered,
    EventKind::QuestionDeclined,
    EventKind::DisclosureDecided,
    EventKind::DisclosureConfirmed,
    EventKind::DisclosureRefused,
    EventKind::DisclosureEnded,
    EventKind::RecordOpened,
    EventKind::RecordClosed,
    EventKind::EmergencyReviewed,
    EventKind::LimitLifted,
    EventKind::StaffBarred,
    EventKind::StaffReadmitted,
    EventKind::RecordKeptApart,
    EventKind::RecordApartEnded,
    EventKind::TeamWarned,
    EventKind::CommunicationRecorded,
    EventKind::AccessLimited,
    EventKind::InvolvementEnded,
    EventKind::RiskEnded,
    EventKind::AccountOpened,
    EventKind::AccountChanged,
    EventKind::AccountClosed,
    EventKind::AccountInvited,
    EventKind::SecretChanged,
    EventKind::SignedIn,
    EventKind::TokenCreated,
    EventKind::TokenRevoked,
    EventKind::SecondmentProposed,
    EventKind::SecondmentAgreed,
    EventKind::SecondmentDeclined,
    EventKind::SecondmentWithdrawn,
    EventKind::SecondmentEnded,
    EventKind::SecondmentPassedOn,
    // Told in `leaving`, and compared everywhere.
    EventKind::DepartureRecorded,
    EventKind::DepartureCalledOff,
    EventKind::DeparturePassedOn,
    EventKind::DepartureReady,
    EventKind::ActedFor,
    EventKind::AgencyAdded,
    EventKind::ServiceAdded,
    EventKind::DutyChanged,
];

/// Opens everything.
pub(super) struct Keys {
    gate: Gate,
    viewer: Viewer,
}

impl Keys {
    pub(super) fn of(viewer: Viewer) -> Self {
        let clause = Clause {
            number: 1,
            who: Who { roles: Role::ALL.to_vec(), ..Who::default() },
            // Legal privilege is nobody's to share, and nothing is kept in it.
            sections: Section::ALL.iter().copied().filter(|section| *section != Section::Privilege).collect(),
            holder: Holder::Any,
            level: Level::Full,
            purposes: Purpose::ALL.to_vec(),
            when: vec![Condition::AgencyInvolved],
            also: vec![],
            from: None,
            until: None,
            bases: vec![LawfulBasis::PublicTask],
            power: None,
        };
        let mut all = gate::interim_1_version().expect("a version in force");
        all.terms.clauses = vec![clause];
        Self { gate: Gate::new(Rules::on(all.terms.starts, 0, &[all])), viewer }
    }

    pub(super) const fn viewer(&self) -> Viewer {
        self.viewer
    }

    pub(super) fn open<T: AtLevel>(&self, person: PersonId, sealed: Vec<Sealed<T>>) -> Vec<T> {
        let mut reading = self.gate.reading(self.viewer, Purpose::Supervision);
        let relations = Relations::NONE.and(Condition::AgencyInvolved, true);
        let standing = Standing { relations, access: Access::Ordinary, ..Standing::none(person) };
        let opened = sealed.into_iter().map(|one| self.gate.open(&mut reading, &standing, one).opened());
        opened.map(|one| one.expect("everything opens")).collect()
    }
}

/// The same values, in whatever order.
pub(super) fn same<T: Debug>(
    what: &str,
    kept: impl IntoIterator<Item = T>,
    told: impl IntoIterator<Item = T>,
) {
    let sorted = |all: Vec<String>| {
        let mut all = all;
        all.sort_unstable();
        all
    };
    let kept = sorted(kept.into_iter().map(|one| format!("{one:#?}")).collect());
    let told = sorted(told.into_iter().map(|one| format!("{one:#?}")).collect());
    for (kept, told) in kept.iter().zip(&told) {
        let differ = kept.lines().zip(told.lines()).enumerate().find(|(_, (kept, told))| kept != told);
        if let Some((line, (kept, told))) = differ {
            panic!("{what}, line {line}: the log tells {told}, the tables hold {kept}");
        }
    }
    assert_eq!(told.len(), kept.len(), "{what}: {told:#?} is told, {kept:#?} is kept");
}

/// Every record, rebuilt from its events alone, is the one that the tables hold; so are the partnership's own affairs.
pub async fn every_record_follows_from_its_events(fresh: &Fresh, office: &Office<'_>) {
    let keys = Keys::of(office.staff.officer);
    for (person, _) in office.rows("select id, cast(0 as bigint) from person order by id").await {
        let person = PersonId(person);
        let events = told(&fresh.raw, person.0).await;
        let record = Record::replay(
            person,
            events.iter().map(|(kind, subject, stamp, body)| Told {
                kind: *kind,
                subject: *subject,
                stamp: *stamp,
                body,
            }),
        );
        let last: Vec<_> = events.iter().rev().take(12).map(|one| one.0.code()).collect();
        let record = record.unwrap_or_else(|error| panic!("{error}, after {last:?}"));
        let mut tx = fresh.read().await;
        people(&mut tx, &keys, person, &record, office).await;
        orders(&mut tx, &keys, person, &record).await;
        openings(&mut tx, &keys, person, &record).await;
        pathway(&mut tx, &keys, person, &record).await;
        meetings(&mut tx, &keys, person, &record).await;
        registers::of_person(&mut tx, &keys, person, &record).await;
        leaving::of_person(office, person, &record).await;
        screening(&mut tx, &keys, person, &record, office).await;
        tx.end().await.unwrap();
        same("duties", duties(&fresh.raw, person).await, record.duties.values().map(flat));
    }
    partnership(fresh, office).await;
}

async fn people(tx: &mut Box<dyn Tx>, keys: &Keys, person: PersonId, record: &Record, office: &Office<'_>) {
    let kept = tx.identities(&[person]).await.unwrap();
    same("identity", keys.open(person, kept), record.identity.iter().map(|(one, _)| one.clone()));
    let kept = tx.identity_reviews(person, ALL).await.unwrap();
    same("identity reviews", kept, record.identity_reviews.values().cloned());
    let kept = tx.contacts(person, ALL).await.unwrap();
    same("contacts", keys.open(person, kept), record.contacts.values().map(|(one, _)| one.clone()));
    let kept = tx.notes(person, None, ALL).await.unwrap().into_iter().map(|(_, note)| note).collect();
    same("notes", keys.open(person, kept), record.notes.values().cloned());
    let kept = keys.open(person, tx.corrections(person, ALL).await.unwrap());
    same("corrections", kept, record.corrections.values().cloned());
    let kept = tx.correction_notices(person, ALL).await.unwrap();
    same("notices of corrections", kept, record.correction_notices.values().cloned());
    let kept = keys.open(person, tx.access_requests(person, ALL).await.unwrap());
    same("requests for a copy", kept, record.access_requests.values().cloned());
    // Lists show the newest need of each pathway, flags and involvements in force: those, and as many as there are in all.
    let kept = keys.open(person, tx.needs(person, ALL).await.unwrap());
    assert!(kept.iter().all(|one| record.needs.get(&one.id) == Some(one)), "needs");
    let kept = keys.open(person, tx.risk_flags(&[person], office.today(), ALL).await.unwrap());
    assert!(kept.iter().all(|one| record.risk_flags.get(&one.id) == Some(one)), "flags");
    let kept = keys.open(person, tx.involvements(person, office.today(), ALL).await.unwrap());
    assert!(kept.iter().all(|one| record.involvements.get(&one.id) == Some(one)), "involvements");
    let told = [
        ("need", record.needs.len()),
        ("risk_flag", record.risk_flags.len()),
        ("involvement", record.involvements.len()),
    ];
    for (table, told) in told {
        let whose = office.raw.literal(person.0);
        let rows = format!("select cast(count(*) as bigint) from {table} where person_id = {whose}");
        assert_eq!(office.raw.number(&rows).await, i64::try_from(told).unwrap(), "{table}");
    }
}

async fn openings(tx: &mut Box<dyn Tx>, keys: &Keys, person: PersonId, record: &Record) {
    let kept = tx.questions_of(person, ALL).await.unwrap();
    same("questions", keys.open(person, kept), record.questions.values().cloned());
    let kept = tx.disclosures_of(person, ALL).await.unwrap();
    same("disclosures", keys.open(person, kept), record.disclosures.values().cloned());
    let kept = tx.openings_of(person, ALL).await.unwrap();
    same("openings", kept, record.openings.values().map(|(one, _)| one.clone()));
    same("limit", tx.limit(person).await.unwrap(), record.limited.clone());
    let kept = tx.exclusions_of(person, ALL).await.unwrap();
    same("exclusions", kept, record.exclusions.values().cloned());
    same("kept apart", tx.kept_apart(person).await.unwrap(), record.kept_apart.values().cloned());
}

/// Requirements are listed by their ids, whatever the order in which they were told.
fn by_id(mut record: OrderRecord) -> OrderRecord {
    record.order.requirements.sort_by_key(|one| one.id);
    record.requirements.sort_by_key(|one| one.course.id);
    record
}

async fn orders(tx: &mut Box<dyn Tx>, keys: &Keys, person: PersonId, record: &Record) {
    let kept = tx.case_handovers_of(person, ALL).await.unwrap();
    same("handovers", keys.open(person, kept), record.case_handovers.values().cloned());
    let kept = tx.order_records(person).await.unwrap();
    same("orders", keys.open(person, kept), record.orders.values().cloned().map(by_id));
    let kept = tx.willingness(person, ALL).await.unwrap();
    same("willingness", keys.open(person, kept), record.willingness.values().cloned());
    let kept = tx.failures(person, None, ALL).await.unwrap();
    same("failures", keys.open(person, kept), record.failures.values().cloned());
    let kept = tx.end_notices(person).await.unwrap();
    let told = record.end_notices.iter().map(|((order, _), notice)| (*order, notice.clone()));
    same("notices of the end", keys.open(person, kept), told);
}

async fn pathway(tx: &mut Box<dyn Tx>, keys: &Keys, person: PersonId, record: &Record) {
    let kept = tx.referrals_of(person, ALL).await.unwrap();
    same("referrals", keys.open(person, kept), record.referrals.values().cloned());
    let kept = tx.appointments_of(person, ALL).await.unwrap();
    same("appointments", keys.open(person, kept), record.appointments.values().cloned());
    let kept = tx.feedback_of(person, ALL).await.unwrap();
    same("feedback", keys.open(person, kept), record.feedback.values().cloned());
    let kept = tx.feedback_words_of(person, ALL).await.unwrap();
    same("words of feedback", keys.open(person, kept), record.feedback_words.values().cloned());
}

async fn meetings(tx: &mut Box<dyn Tx>, keys: &Keys, person: PersonId, record: &Record) {
    let kept = keys.open(person, tx.meetings_of(person, ALL).await.unwrap());
    for meeting in &kept {
        let id = meeting.occasion.id;
        let asked = tx.invited_to(person, id).await.unwrap();
        assert_eq!(Some(&asked), record.invited.get(&id), "who was asked");
    }
    same("meetings", kept, record.meetings.values().cloned());
    let kept = tx.goals_of(person, ALL).await.unwrap();
    same("goals", keys.open(person, kept), record.goals.values().cloned());
    let kept = tx.actions_of(person, ALL).await.unwrap();
    same("actions", keys.open(person, kept), record.actions.values().cloned());
}

async fn screening(
    tx: &mut Box<dyn Tx>,
    keys: &Keys,
    person: PersonId,
    record: &Record,
    office: &Office<'_>,
) {
    let whose = office.raw.literal(person.0);
    let text = format!("select id, cast(0 as bigint) from first_contact where person_id = {whose}");
    let mut kept = Vec::new();
    for (id, _) in office.rows(&text).await {
        kept.push(tx.first_contact(FirstContactId(id)).await.unwrap().unwrap());
    }
    same("first contacts", kept, record.first_contacts.values().cloned());
    let mut kept = keys.open(person, tx.audits(person, ALL).await.unwrap());
    for one in &mut kept {
        one.finding = None;
    }
    same("AUDIT", kept, record.audits.values().cloned());
    let kept = tx.consents(person, ALL).await.unwrap();
    same("consents", keys.open(person, kept), record.consents.values().cloned());
    let kept = tx.screenings(person, ALL).await.unwrap();
    same("screenings", keys.open(person, kept), record.screenings.values().cloned());
    let kept = tx.recommendations(person, ALL).await.unwrap();
    same("recommendations", keys.open(person, kept), record.recommendations.values().cloned());
    let kept = tx.ways_in(person, ALL).await.unwrap();
    same("ways in", keys.open(person, kept), record.ways_in.values().cloned());
    for (id, parts) in &record.parts {
        let (risk, needs) = tx.two_part(person, id.0).await.unwrap().expect("both parts");
        let (risk, needs) = (keys.open(person, vec![risk]), keys.open(person, vec![needs]));
        assert_eq!((&risk[0], &needs[0].0, &needs[0].1), (&parts.risk, &parts.needs, &parts.kinds));
    }
    let entries = keys.open(person, tx.entries_of(person, ALL).await.unwrap());
    let kept: BTreeSet<CourtEntryId> = entries.iter().map(|one| one.id).collect();
    assert_eq!(record.hearings, kept, "hearings");
    for (entry, day) in &record.on_paper {
        // Written again later, it is on another day, or on another record by then.
        let paper = tx.paper_assessment(*entry).await.unwrap().expect("a paper assessment");
        assert!(paper.day >= *day, "{:?}", paper.day);
        assert!(paper.person != Some(person) || paper.day == *day);
    }
}

async fn partnership(fresh: &Fresh, office: &Office<'_>) {
    let events = told(&fresh.raw, office.app.partnership.0).await;
    let told = events.iter().map(|(kind, subject, stamp, body)| Told {
        kind: *kind,
        subject: *subject,
        stamp: *stamp,
        body,
    });
    let told = Partnership::replay(office.app.partnership, told).unwrap();
    let mut tx = fresh.read().await;
    let kept = tx.protocols(office.service).await.unwrap();
    same("pathways", kept.into_iter().filter(|one| one.agreed_at.is_some()), told.pathways.values().cloned());
    let mut kept = tx.samples(office.staff.officer.agency, ALL).await.unwrap();
    kept.sort_by_key(|one| (one.agency, one.agreement, one.month));
    leaving::of_partnership(&mut tx, office, &told).await;
    same("samples", kept, told.samples.values().copied());
    for (id, review) in &told.look_reviews {
        let by = AskedBy { agency: review.agency, account: review.stamp.by, today: office.today() };
        let look = tx.look_for_review(by, *id, 1).await.unwrap().expect("a look");
        assert_eq!(look.review.map(|(one, _)| one).as_ref(), Some(review));
    }
    let kept = tx.reviews(office.service, ALL).await.unwrap();
    let kept = kept.into_iter().filter_map(|one| Some(((one.service, one.due), one.held?)));
    same("reviews", kept, told.reviews.clone());
    for (id, loading) in &told.loadings {
        let line = tx.feed(office.staff.liaison.agency, *id).await.unwrap().expect("a loading");
        let kept = (line.feed.trigger, line.source, line.tally);
        assert_eq!(kept, (loading.trigger, loading.source, loading.tally));
    }
    let mut kept = BTreeMap::new();
    let text = "select id, cast(0 as bigint) from first_contact where state in ('refused', 'not_asked')";
    for (id, _) in office.rows(text).await {
        let mut one = tx.first_contact(FirstContactId(id)).await.unwrap().unwrap();
        one.entry = None;
        kept.insert(one.id, one);
    }
    // Somebody who was asked later and agreed is told of on their own record.
    let still = |id: &FirstContactId, state| kept.get(id).is_none_or(|one| one.state == state);
    for (id, one) in told.contacts.iter().filter(|(id, one)| still(id, one.state)) {
        let taken_up = one.state == ContactState::NotAsked && !kept.contains_key(id);
        assert!(taken_up || kept.get(id) == Some(one), "{one:#?} is told, {:#?} is kept", kept.get(id));
    }
    assert!(kept.keys().all(|id| told.contacts.contains_key(id)), "every one that ended so is told");
    tx.end().await.unwrap();
}

/// A duty as it is compared: who closed it for which agency is not kept.
type Flat = (DutyId, String, String, String, String, Option<String>, String, Option<String>);

fn flat(owed: &Owed) -> Flat {
    let duty = &owed.duty;
    (
        duty.id,
        duty.kind.code().to_owned(),
        format!("{} {:?}", duty.owner.agency.0, duty.owner.account.map(|one| one.0)),
        duty.due.to_string(),
        duty.subject.to_string(),
        duty.why.as_ref().map(ToString::to_string),
        format!("{} {} {}", owed.opened.at.as_millisecond(), owed.opened.by.0, owed.opened.agency.0),
        owed.closed
            .map(|(stamp, how)| format!("{} {} {}", stamp.at.as_millisecond(), stamp.by.0, how.code())),
    )
}

async fn duties(raw: &Raw, person: PersonId) -> Vec<Flat> {
    let text = sqlx::AssertSqlSafe(format!("select * from duty where person_id = {}", raw.literal(person.0)));
    macro_rules! read {
        ($pool:expr) => {
            sqlx::query(text)
                .fetch_all($pool)
                .await
                .unwrap()
                .iter()
                .map(|row| {
                    let account: Option<Uuid> = row.get("owner_account_id");
                    let closed: Option<i64> = row.get("closed_at");
                    let id = |name: &str| row.get::<Uuid, _>(name);
                    (
                        DutyId(id("id")),
                        row.get("kind"),
                        format!("{} {account:?}", id("owner_agency_id")),
                        row.get("due"),
                        id("subject").to_string(),
                        row.get("why"),
                        format!("{} {} {}", row.get::<i64, _>("at"), id("by_account"), id("agency_id")),
                        closed.map(|at| {
                            format!("{at} {} {}", id("closed_by"), row.get::<String, _>("closing"))
                        }),
                    )
                })
                .collect()
        };
    }
    match raw {
        Raw::Sqlite(pool) => read!(pool),
        Raw::Postgres(pool) => read!(pool),
    }
}

/// Kinds of events that a use-case writes about people, lists and pathways, and that nothing has told yet.
pub async fn untold(office: &Office<'_>) -> Vec<&'static str> {
    let mut missing = Vec::new();
    for kind in EventKind::ALL.iter().filter(|kind| !ELSEWHERE.contains(kind)) {
        let count = format!("select cast(count(*) as bigint) from event where kind = '{}'", kind.code());
        if office.raw.number(&count).await == 0 {
            missing.push(kind.code());
        }
    }
    missing
}
