//! Subject access through the API: requests for a copy, their steps, and the copy itself.

use crate::{
    answer::{Answer, Id, WebCx},
    api::{
        json::{Json, Key, Seen, created, json, read, versioned},
        wire::{Coded, Made, coded},
    },
    form::{Check, Query},
    paper::{self, copy},
    paths::api as paths,
    router::{Access, Need, Route, Verb},
};
use app::{
    access_requests::{self, AccessStep, Ask, Entry},
    accounts::Scope,
};
use domain::{
    access_request::{AccessMove, AccessRequest, EntryKey, Exemption},
    ids::{AccessRequestId, PersonId},
    section::Section,
};
use gate::Action;
use http::StatusCode;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// The routes of this module.
pub(super) fn routes() -> Vec<Route> {
    use Verb::{Get, Post};
    let (reads, writes) = (Need::Scope(Scope::PeopleRead), Need::Scope(Scope::PeopleWrite));
    let handle = Access::May(Action::HandleAccessRequest);
    vec![
        Route::api(Get, paths::PERSON_ACCESS_REQUESTS, reads, handle, list_access_requests),
        Route::api(Post, paths::PERSON_ACCESS_REQUESTS, writes, handle, ask_for_copy),
        Route::api(Get, paths::ACCESS_REQUEST, reads, handle, open_access_request),
        Route::api(Post, paths::ACCESS_REQUEST_STEPS, writes, handle, step_access_request),
        Route::api(Get, paths::ACCESS_REQUEST_BUNDLE, reads, handle, open_bundle),
        Route::api(Get, paths::ACCESS_REQUEST_BUNDLE_PDF, reads, handle, print_bundle),
    ]
}

/// A request for a copy.
#[derive(Serialize, ToSchema)]
struct BriefRequest {
    id: Uuid,
    #[schema(format = Date)]
    received: String,
    state: Coded,
    /// The day by which it is to be answered; absent while the clock is stopped.
    #[schema(format = Date)]
    due: Option<String>,
    version: i64,
}

/// A person's requests.
#[derive(Serialize, ToSchema)]
pub(super) struct AccessRequestsOut {
    items: Vec<BriefRequest>,
}

fn brief(request: &AccessRequest, due: Option<Date>) -> BriefRequest {
    BriefRequest {
        id: request.asked.id.0,
        received: request.asked.received.to_string(),
        state: coded!(request.state()),
        due: due.filter(|_| !request.state().is_over()).map(|day| day.to_string()),
        version: request.version(),
    }
}

/// A person's requests for a copy of their record, newest first.
#[utoipa::path(get, path = paths::PERSON_ACCESS_REQUESTS, tag = "rights", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, description = "The requests", body = AccessRequestsOut)))]
pub(super) async fn list_access_requests(
    cx: WebCx,
    Id(person): Id<PersonId>,
    Query(()): Query<()>,
) -> Answer {
    let model = access_requests::requests(cx.app(), cx.viewer(), person).await?;
    let items = model.requests.iter().map(|(request, due)| brief(request, *due)).collect();
    json(StatusCode::OK, &AccessRequestsOut { items })
}

/// A request as it came.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AskIn {
    #[schema(format = Date)]
    received: String,
    /// How it came, and for what.
    #[schema(min_length = 1, max_length = 12_000, pattern = r"[^\s\u0000-\u001f\u007f-\u009f]")]
    words: String,
    /// Whether there is no doubt who asks.
    identity_known: bool,
}

/// Write down that a person asks for a copy of their record.
#[utoipa::path(post, path = paths::PERSON_ACCESS_REQUESTS, tag = "rights", params(("id" = uuid::Uuid, Path)), request_body = AskIn,
    responses((status = 201, description = "Written down", body = Made, headers(("Location" = String, description = "Where it is")))))]
pub(super) async fn ask_for_copy(
    cx: WebCx,
    Id(person): Id<PersonId>,
    Query(()): Query<()>,
    key: Key,
    body: Json<AskIn>,
) -> Answer {
    let mut check = Check::exact();
    let received = check.code("received", &body.value.received, str::parse::<Date>, "Give the day it came");
    let words = check.prose("words", &body.value.words, "how it came, and for what");
    let identity_known = body.value.identity_known;
    let command = read(check, || Some(Ask { person, received: received?, words: words?, identity_known }))?;
    let once = key.once(&body.text)?;
    let id = access_requests::ask(cx.app(), cx.viewer(), command, once.as_ref()).await?;
    created(&paths::access_request(id), &Made { id: id.0 })
}

/// Something that an entry says.
#[derive(Serialize, ToSchema)]
struct SaidOut {
    name: String,
    value: String,
}

/// An entry of a record.
#[derive(Serialize, ToSchema)]
struct CopyEntryOut {
    /// What tells it from all others.
    key: String,
    part: Coded,
    /// In which section of the record, where it lies in one.
    section: Option<Coded>,
    #[schema(format = Date)]
    day: Option<String>,
    heading: String,
    says: Vec<SaidOut>,
    /// Why it is left out of the copy.
    left_out: Option<Coded>,
}

fn entry(one: &Entry, left_out: Option<Exemption>) -> CopyEntryOut {
    let says = one.says.iter().map(|(name, value)| SaidOut { name: name.clone(), value: value.clone() });
    CopyEntryOut {
        key: one.key.to_string(),
        part: coded!(one.part),
        section: one.section.map(|section| coded!(section)),
        day: one.day.map(|day| day.to_string()),
        heading: one.heading.clone(),
        says: says.collect(),
        left_out: left_out.map(|exemption| coded!(exemption)),
    }
}

/// One request, with the record as it is put together.
#[derive(Serialize, ToSchema)]
pub(super) struct AccessRequestOut {
    id: Uuid,
    person: Uuid,
    #[schema(format = Date)]
    received: String,
    words: String,
    state: Coded,
    /// The day by which it is to be answered; absent while the clock is stopped.
    #[schema(format = Date)]
    due: Option<String>,
    version: i64,
    /// What identifies the copy as it is now.
    fingerprint: String,
    /// Whether the copy is the one that was checked.
    is_checked: bool,
    /// Steps that the caller may take.
    moves: Vec<&'static str>,
    /// Entries, until the request is over.
    entries: Vec<CopyEntryOut>,
}

/// One request for a copy, with everything that the copy would hold.
#[utoipa::path(get, path = paths::ACCESS_REQUEST, tag = "rights", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, description = "The request", body = AccessRequestOut, headers(("ETag" = String, description = "Its version")))))]
pub(super) async fn open_access_request(
    cx: WebCx,
    Id(id): Id<AccessRequestId>,
    Query(()): Query<()>,
) -> Answer {
    let model = access_requests::request(cx.app(), cx.viewer(), id).await?;
    let (request, out) = (&model.request, model.request.left_out());
    let entries = model.copied.iter().flat_map(|copied| &copied.entries);
    let entries = entries.map(|one| entry(one, out.get(&one.key).map(|(exemption, _)| *exemption)));
    let shown = brief(request, model.due);
    let answer = AccessRequestOut {
        id: shown.id,
        person: request.asked.person.0,
        received: shown.received,
        words: request.asked.words.to_string(),
        state: shown.state,
        due: shown.due,
        version: shown.version,
        fingerprint: model.fingerprint.clone(),
        is_checked: model.is_checked,
        moves: model.moves.iter().map(|step| step.code()).collect(),
        entries: entries.collect(),
    };
    versioned(request.version(), &answer)
}

/// A step of a request.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AccessStepIn {
    #[schema(
        pattern = "^(confirm_identity|ask_identity|extend|redact|restore|submit|return|check|give|withdraw)$"
    )]
    step: String,
    /// For `redact` and `restore`: which entry.
    #[serde(default)]
    #[schema(max_length = 100)]
    entry: Option<String>,
    /// For `redact`.
    #[serde(default)]
    #[schema(
        pattern = "^(third_party|serious_harm|legal_privilege|crime_and_taxation|safeguarding|court_papers|confidential)$"
    )]
    exemption: Option<String>,
    /// For `extend`, `redact`, `return` and `withdraw`: why.
    #[serde(default)]
    #[schema(max_length = 12_000)]
    words: Option<String>,
    /// For `confirm_identity` and `give`: how.
    #[serde(default)]
    #[schema(max_length = 200)]
    how: Option<String>,
}

fn taken(check: &mut Check, sent: &AccessStepIn) -> Option<AccessStep> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let step = check.code("step", &sent.step, AccessMove::from_code, "Give a step of the list")?;
    let key = |check: &mut Check| {
        check.code(
            "entry",
            &text(&sent.entry),
            |typed| EntryKey::new(typed).ok_or(()),
            "Give the key of an entry",
        )
    };
    let words = |check: &mut Check| check.prose("words", &text(&sent.words), "why, in words");
    let how = |check: &mut Check| check.line("how", &text(&sent.how), "how");
    match step {
        AccessMove::AskIdentity => Some(AccessStep::AskIdentity),
        AccessMove::ConfirmIdentity => how(check).map(AccessStep::ConfirmIdentity),
        AccessMove::Extend => words(check).map(AccessStep::Extend),
        AccessMove::Redact => {
            let (entry, why) = (key(check), words(check));
            let exemption = check.code(
                "exemption",
                &text(&sent.exemption),
                Exemption::from_code,
                "Give a reason of the list",
            );
            Some(AccessStep::Redact(entry?, exemption?, why?))
        }
        AccessMove::Restore => key(check).map(AccessStep::Restore),
        AccessMove::Submit => Some(AccessStep::Submit),
        AccessMove::Return => words(check).map(AccessStep::Return),
        AccessMove::Check => Some(AccessStep::Check),
        AccessMove::Give => how(check).map(AccessStep::Give),
        AccessMove::Withdraw => words(check).map(AccessStep::Withdraw),
    }
}

/// Take a step of a request for a copy, from the version that was seen.
#[utoipa::path(post, path = paths::ACCESS_REQUEST_STEPS, tag = "rights", params(("id" = uuid::Uuid, Path)), request_body = AccessStepIn,
    responses((status = 200, description = "As it is now", body = BriefRequest, headers(("ETag" = String, description = "The new version")))))]
pub(super) async fn step_access_request(
    cx: WebCx,
    Id(id): Id<AccessRequestId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
    body: Json<AccessStepIn>,
) -> Answer {
    let mut check = Check::exact();
    let step = taken(&mut check, &body.value);
    let step = read(check, || step)?;
    let after = access_requests::step(cx.app(), cx.viewer(), id, seen, step).await?;
    let model = access_requests::request(cx.app(), cx.viewer(), id).await?;
    versioned(after.version(), &brief(&after, model.due))
}

/// What was left out for one reason.
#[derive(Serialize, ToSchema)]
struct LeftOutOut {
    exemption: Coded,
    entries: u32,
}

/// The copy.
#[derive(Serialize, ToSchema)]
pub(super) struct BundleOut {
    called: String,
    agency: String,
    #[schema(format = Date)]
    received: String,
    #[schema(format = Date)]
    day: String,
    fingerprint: String,
    entries: Vec<CopyEntryOut>,
    /// What was left out, as far as the person is told.
    left_out: Vec<LeftOutOut>,
    /// The sections of a record, and what they are called.
    legend: Vec<Coded>,
}

/// The copy that was checked, for the person.
#[utoipa::path(get, path = paths::ACCESS_REQUEST_BUNDLE, tag = "rights", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, description = "The copy", body = BundleOut)))]
pub(super) async fn open_bundle(cx: WebCx, Id(id): Id<AccessRequestId>, Query(()): Query<()>) -> Answer {
    let model = access_requests::bundle(cx.app(), cx.viewer(), id).await?;
    let left_out = model
        .left_out
        .iter()
        .map(|one| LeftOutOut { exemption: coded!(one.exemption), entries: one.entries });
    let out = BundleOut {
        called: model.called.clone(),
        agency: model.agency.clone(),
        received: model.request.asked.received.to_string(),
        day: model.day.to_string(),
        fingerprint: model.fingerprint.clone(),
        entries: model.entries.iter().map(|one| entry(one, None)).collect(),
        left_out: left_out.collect(),
        legend: Section::ALL.iter().map(|section| coded!(section)).collect(),
    };
    json(StatusCode::OK, &out)
}

/// The copy that was checked, as a PDF for the person.
#[utoipa::path(get, path = paths::ACCESS_REQUEST_BUNDLE_PDF, tag = "rights", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, description = "The copy", content_type = "application/pdf", body = Vec<u8>)))]
pub(super) async fn print_bundle(cx: WebCx, Id(id): Id<AccessRequestId>, Query(()): Query<()>) -> Answer {
    let model = access_requests::bundle(cx.app(), cx.viewer(), id).await?;
    paper::pdf(copy::copy(&model), copy::NAME).await
}
