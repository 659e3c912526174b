//! Court lists through the API: loading them, the day's entries, and whose each is.

use super::{
    json::{Key, Seen, created, json, read, versioned},
    paging::{Listed, Page},
    wire::{Coded, IdentityOut, coded},
};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Asked, Check, Query, Typed, cursor},
    paths::api as paths,
    problem::Problem,
    session::body_of,
    state::Shared,
    uploads,
};
use app::{
    court::{
        self, CandidateView, Decide, DecidedNow, EntryLine, EntryView, LoadList, Loaded, Match, MoveEntry,
    },
    ports::{CourtQuery, KeptEntry},
};
use axum::{body::Body, extract::FromRequest};
use domain::{
    hearing::{Deciding, Evidence, Offence, State, Trigger},
    ids::{CourtEntryId, CourtFeedId, PersonId},
    text::Line,
};
use http::StatusCode;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::{sync::Arc, time::Duration};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// A client waits this long; loading goes on behind a request that is cut short.
const WAIT: Duration = Duration::from_mins(10);

/// How a list is loaded.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Loading {
    /// `weekly`: candidates to screen. `daily`: remand and breach, a paper assessment the same day.
    #[param(value_type = String, pattern = "^(weekly|daily)$")]
    trigger: Option<Trigger>,
    /// The file's name: a Libra file tells its court there.
    #[param(required = false, value_type = String, min_length = 1, max_length = 200)]
    file: Option<Line>,
}

impl Asked for Loading {
    const KNOWN: &'static [&'static str] = &["trigger", "file"];
    const EXACT: bool = true;

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self {
            trigger: check.code("trigger", typed.get("trigger"), Trigger::from_code, "Say weekly or daily"),
            file: check.optional_line("file", typed.get("file"), "a file name"),
        }
    }
}

/// The body of a request as it came, up to the limit of uploads.
pub(super) struct Whole(Vec<u8>);

impl FromRequest<Shared> for Whole {
    type Rejection = Problem;

    async fn from_request(request: axum::extract::Request, web: &Shared) -> Result<Self, Problem> {
        let body: Body = request.into_body();
        Ok(Self(body_of(body, web.config.upload_limit).await?))
    }
}

/// Something that could not be read.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FaultOut {
    /// Where in the file.
    place: String,
    /// The line, where the format has lines to count.
    line: Option<u64>,
    /// The field, where it was one.
    field: Option<String>,
    reason: Coded,
}

/// What loading a list came to.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct LoadedOut {
    id: Uuid,
    trigger: Coded,
    /// The source, once recognised.
    source: Option<Coded>,
    file: Option<String>,
    /// When it ended; absent while at work, or when it was interrupted.
    #[schema(format = DateTime)]
    ended: Option<String>,
    /// Whether the file was read to its end. Else nothing was marked as no longer listed.
    complete: bool,
    /// Defendants read.
    rows: u64,
    /// Entries that are new.
    added: u64,
    /// Entries that the list now tells differently.
    changed: u64,
    /// Entries that the list tells as before.
    same: u64,
    /// Entries that another list had told of already.
    joined: u64,
    /// Entries that the list no longer has.
    gone: u64,
    /// Entries attached to a record, agreeing in every point.
    attached: u64,
    /// Rows set aside: organisations, and people under 18.
    set_aside: u64,
    /// How much could not be read.
    faults: u64,
    /// What could not be read, the first two hundred.
    first_faults: Vec<FaultOut>,
}

impl LoadedOut {
    fn of(loaded: &Loaded) -> Self {
        let (line, tally) = (&loaded.line, &loaded.line.tally);
        let fault = |fault: &app::exchange::court_list::Fault| FaultOut {
            place: fault.place.to_string(),
            line: fault.place.line,
            field: fault.field.as_ref().map(ToString::to_string),
            reason: coded!(fault.reason),
        };
        Self {
            id: line.feed.id.0,
            trigger: coded!(line.feed.trigger),
            source: line.source.map(|source| coded!(source)),
            file: line.feed.file.as_ref().map(ToString::to_string),
            ended: line.ended.map(|at| at.to_string()),
            complete: line.complete,
            rows: tally.rows,
            added: tally.added,
            changed: tally.changed,
            same: tally.same,
            joined: tally.joined,
            gone: tally.gone,
            attached: tally.attached,
            set_aside: tally.set_aside,
            faults: tally.faults,
            first_faults: loaded.faults.iter().map(fault).collect(),
        }
    }
}

/// Load a court list: a Libra daily list, Common Platform hearings, or the publications hub's adult list. The format is
/// recognised by content. Loaded twice, it changes nothing.
#[utoipa::path(post, path = paths::COURT_LISTS, tag = "court", params(Loading),
    request_body(content = String, content_type = "application/octet-stream", description = "The file, as it came"),
    responses((status = 201, description = "Loaded", body = LoadedOut, headers(("Location" = String, description = "Where the summary is")))))]
pub(super) async fn load_court_list(
    cx: WebCx,
    key: Key,
    Query(asked): Query<Loading>,
    Whole(bytes): Whole,
) -> Answer {
    let trigger = asked.trigger.ok_or_else(Problem::failed)?;
    let print = blake3_hex(&bytes);
    let once = key.once(&format!("{} {print}", trigger.code()))?;
    let command = LoadList { trigger, file: asked.file };
    let loaded = uploads::load_list(&cx.web, *cx.viewer(), command, Arc::new(bytes), once, WAIT).await?;
    let loaded = loaded.ok_or_else(Problem::too_slow)?;
    created(&paths::court_list(loaded.line.feed.id), &LoadedOut::of(&loaded))
}

/// A fingerprint of a body that is too long to be one itself.
fn blake3_hex(bytes: &[u8]) -> String {
    app::once::fingerprint(bytes)
}

/// What loading a list came to.
#[utoipa::path(get, path = paths::COURT_LIST, tag = "court", params(("id" = Uuid, Path, description = "The loading")),
    responses((status = 200, description = "The summary", body = LoadedOut)))]
pub(super) async fn open_court_list(cx: WebCx, Id(id): Id<CourtFeedId>, Query(()): Query<()>) -> Answer {
    json(StatusCode::OK, &LoadedOut::of(&court::feed(cx.app(), cx.viewer(), id).await?))
}

/// Which entries.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Entries {
    /// The day of the hearing.
    #[param(value_type = String, format = Date)]
    day: Option<Date>,
    /// The court: its code, or its name in lower case.
    #[param(required = false, value_type = String, min_length = 1, max_length = 200)]
    court: Option<Line>,
    #[param(ignore)]
    page: Page,
    #[param(ignore)]
    after: Option<(String, CourtEntryId)>,
}

impl Asked for Entries {
    const KNOWN: &'static [&'static str] = &["day", "court", "limit", "cursor"];
    const EXACT: bool = true;

    fn read(typed: &Typed, check: &mut Check) -> Self {
        let page = Page::read_in(typed, check);
        let day = check.iso_date("day", typed.get("day"));
        if day.is_none() && typed.get("day").is_empty() {
            check.wrong::<()>("day", "required", "Give the day of the hearing");
        }
        Self {
            day,
            court: check.optional_line("court", typed.get("court"), "a court"),
            after: check.cursor("cursor", &page.cursor, |place| Some((place.part(0)?, place.part(1)?))),
            page,
        }
    }
}

/// A number as a list gave it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct NumberOut {
    kind: Coded,
    /// As it came.
    raw: String,
    /// Canonical form; absent when the check failed.
    canonical: Option<String>,
    /// What the check found.
    verdict: &'static str,
}

/// What is charged.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct OffenceOut {
    code: Option<String>,
    title: Option<String>,
    wording: Option<String>,
    plea: Option<String>,
    verdict: Option<String>,
    results: Vec<String>,
}

/// What speaks for two being the same, or against.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct EvidenceOut {
    #[serde(flatten)]
    evidence: Coded,
    /// Whether it speaks against.
    against: bool,
}

/// Whose an entry is, as far as the caller may know.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MatchOut {
    /// `attached`, `possible` or `new`.
    state: &'static str,
    /// Whose record it is on.
    person: Option<IdentityOut>,
    /// How many it may be.
    possible: usize,
    /// What speaks for the likeliest, and against.
    evidence: Vec<EvidenceOut>,
}

/// One defendant at one hearing of one case.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct EntryOut {
    id: Uuid,
    court_code: Option<String>,
    court: String,
    room: Option<String>,
    #[schema(format = Date)]
    day: String,
    /// Hours and minutes.
    time: Option<String>,
    case_number: Option<String>,
    urn: Option<String>,
    /// The name, as the list gives it.
    name: String,
    #[schema(format = Date)]
    born: Option<String>,
    sex: Coded,
    address: Option<String>,
    postcode: Option<String>,
    numbers: Vec<NumberOut>,
    offences: Vec<OffenceOut>,
    custody: Coded,
    /// Whether reporting is restricted: the name stays with the court team.
    restricted: bool,
    restrictions: Vec<String>,
    /// Which sources tell of it.
    sources: Vec<Coded>,
    /// Since when no list tells of it any more.
    #[schema(format = DateTime)]
    gone: Option<String>,
    /// By when a paper assessment is due.
    #[schema(format = Date)]
    paper_assessment_due: Option<String>,
    /// How often it was told differently.
    versions: u32,
    #[serde(rename = "match")]
    matched: MatchOut,
    /// Agencies that work with the person, as far as the caller may know.
    known_to: Vec<String>,
    /// How many decisions there were; also the `ETag`.
    version: u32,
}

fn evidence(all: &[Evidence]) -> Vec<EvidenceOut> {
    all.iter().map(|one| EvidenceOut { evidence: coded!(*one), against: one.against() }).collect()
}

fn text<T: ToString>(value: Option<&T>) -> Option<String> {
    value.map(ToString::to_string)
}

impl EntryOut {
    fn of(line: &EntryLine, today: Date) -> Self {
        let KeptEntry { entry, .. } = &line.kept;
        let matched = match &line.matched {
            Match::Attached(identity) => MatchOut {
                state: "attached",
                person: Some(IdentityOut::of(identity, today)),
                possible: 0,
                evidence: Vec::new(),
            },
            Match::Possible(count, likeliest) => {
                MatchOut { state: "possible", person: None, possible: *count, evidence: evidence(likeliest) }
            }
            Match::New => MatchOut { state: "new", person: None, possible: 0, evidence: Vec::new() },
        };
        let number = |one: &domain::hearing::Number| NumberOut {
            kind: coded!(one.kind),
            raw: one.checked.raw.clone(),
            canonical: one.checked.canonical.clone(),
            verdict: one.checked.verdict.code(),
        };
        let offence = |one: &Offence| OffenceOut {
            code: text(one.code.as_ref()),
            title: text(one.title.as_ref()),
            wording: text(one.wording.as_ref()),
            plea: text(one.plea.as_ref()),
            verdict: text(one.verdict.as_ref()),
            results: one.results.iter().map(ToString::to_string).collect(),
        };
        Self {
            id: line.kept.id.0,
            court_code: text(entry.court.code.as_ref()),
            court: entry.court.called().to_owned(),
            room: text(entry.court.room.as_ref()),
            day: entry.day.to_string(),
            time: entry.time.map(|time| time.strftime("%H:%M").to_string()),
            case_number: text(entry.case_number.as_ref()),
            urn: text(entry.urn.as_ref()),
            name: entry.name.full(),
            born: text(entry.born.as_ref()),
            sex: coded!(entry.sex),
            address: text(entry.address.as_ref()),
            postcode: text(entry.postcode.as_ref()),
            numbers: entry.numbers.iter().map(number).collect(),
            offences: entry.offences.iter().map(offence).collect(),
            custody: coded!(entry.custody),
            restricted: entry.restricted,
            restrictions: entry.restrictions.iter().map(ToString::to_string).collect(),
            sources: line.kept.sources.iter().map(|source| coded!(*source)).collect(),
            gone: line.kept.gone.map(|at| at.to_string()),
            paper_assessment_due: text(line.kept.paper_due.as_ref()),
            versions: line.kept.versions,
            matched,
            known_to: line.known_to.clone(),
            version: line.kept.matching.version(),
        }
    }
}

/// The court list of a day, of the caller’s agency.
#[utoipa::path(get, path = paths::COURT_ENTRIES, tag = "court", params(Entries, Page),
    responses((status = 200, description = "Entries, in the order of the list", body = Listed<EntryOut>)))]
pub(super) async fn list_court_entries(cx: WebCx, Query(asked): Query<Entries>) -> Answer {
    let day = asked.day.ok_or_else(Problem::failed)?;
    let court = asked.court.map(|court| court.to_string());
    let query = CourtQuery { day, court: court.clone(), after: asked.after, limit: asked.page.limit };
    let page = court::page(cx.app(), cx.viewer(), query).await?;
    let today = cx.app().today();
    let items = page.lines.iter().map(|line| EntryOut::of(line, today)).collect();
    let next = page.next.map(|(place, id)| cursor([place, id.to_string()]));
    let (day, limit) = (day.to_string(), asked.page.limit.to_string());
    let mut kept = vec![("day", day.as_str()), ("limit", &limit)];
    if let Some(court) = &court {
        kept.push(("court", court));
    }
    json(StatusCode::OK, &Listed::new(items, next, paths::COURT_ENTRIES, &kept))
}

/// Somebody whom an entry may be.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CandidateOut {
    person: IdentityOut,
    evidence: Vec<EvidenceOut>,
    /// Agencies that work with them, as far as the caller may know.
    known_to: Vec<String>,
}

/// A decision about an entry.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DecisionOut {
    decision: Coded,
    person: Option<Uuid>,
    reason: Option<String>,
    evidence: Vec<EvidenceOut>,
    #[schema(format = DateTime)]
    at: String,
    by: String,
}

/// One thing that a list tells differently.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DifferenceOut {
    field: &'static str,
    before: String,
    now: String,
}

/// What one telling changed.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ChangedOut {
    version: u32,
    source: Coded,
    #[schema(format = DateTime)]
    at: String,
    changes: Vec<DifferenceOut>,
}

/// One entry, whole.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct EntryWholeOut {
    #[serde(flatten)]
    entry: EntryOut,
    candidates: Vec<CandidateOut>,
    decisions: Vec<DecisionOut>,
    changes: Vec<ChangedOut>,
}

impl EntryWholeOut {
    fn of(view: &EntryView, today: Date) -> Self {
        let candidate = |one: &CandidateView| CandidateOut {
            person: IdentityOut::of(&one.identity, today),
            evidence: evidence(&one.candidate.evidence),
            known_to: one.known_to.clone(),
        };
        let decision = |one: &app::ports::Decided| DecisionOut {
            decision: coded!(one.decision),
            person: one.person.map(|person| person.0),
            reason: text(one.reason.as_ref()),
            evidence: evidence(&one.evidence),
            at: one.stamp.at.to_string(),
            by: view.names.account(one.stamp.by),
        };
        let changed = |one: &app::ports::Changed| ChangedOut {
            version: one.version,
            source: coded!(one.source),
            at: one.at.to_string(),
            changes: one
                .changes
                .iter()
                .map(|one| DifferenceOut {
                    field: one.field,
                    before: one.before.clone(),
                    now: one.now.clone(),
                })
                .collect(),
        };
        Self {
            entry: EntryOut::of(&view.line, today),
            candidates: view.candidates.iter().map(candidate).collect(),
            decisions: view.decisions.iter().map(decision).collect(),
            changes: view.changes.iter().map(changed).collect(),
        }
    }
}

/// One entry of the court list.
#[utoipa::path(get, path = paths::COURT_ENTRY, tag = "court", params(("id" = Uuid, Path, description = "The entry")),
    responses((status = 200, description = "The entry", body = EntryWholeOut)))]
pub(super) async fn open_court_entry(cx: WebCx, Id(id): Id<CourtEntryId>, Query(()): Query<()>) -> Answer {
    let view = court::one(cx.app(), cx.viewer(), id).await?;
    let version = i64::from(view.line.kept.matching.version());
    versioned(version, &EntryWholeOut::of(&view, cx.app().today()))
}

/// A decision.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DecisionIn {
    /// `attach`, `not_same`, `new` or `undo`.
    #[schema(pattern = "^(attach|not_same|new|undo)$")]
    decision: String,
    /// Whom it concerns: for `attach` and `not_same`.
    #[serde(default)]
    person: Option<Uuid>,
    /// Why.
    #[schema(
        min_length = 1,
        max_length = 200,
        pattern = r"[^\s\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]"
    )]
    reason: String,
}

/// Whose an entry is after a decision.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DecidedOut {
    id: Uuid,
    /// `open`, `new` or `attached`.
    state: &'static str,
    person: Option<Uuid>,
    version: u32,
}

fn decided(now: &DecidedNow) -> Answer {
    let (state, person) = match now.state {
        State::Open => ("open", None),
        State::New => ("new", None),
        State::Attached(person) => ("attached", Some(person.0)),
    };
    let out = DecidedOut { id: now.entry.0, state, person, version: now.version };
    versioned(i64::from(now.version), &out)
}

fn seen(Seen(version): Seen) -> Result<u32, Problem> {
    u32::try_from(version).map_err(|_| Problem::precondition_required())
}

/// Decide whose an entry is, or take the last decision back.
#[utoipa::path(post, path = paths::COURT_ENTRY_DECISIONS, tag = "court", params(("id" = Uuid, Path, description = "The entry")),
    request_body = DecisionIn, responses((status = 200, description = "Decided", body = DecidedOut)))]
pub(super) async fn decide_court_entry(
    cx: WebCx,
    Id(id): Id<CourtEntryId>,
    version: Seen,
    body: super::json::Json<DecisionIn>,
) -> Answer {
    let seen = seen(version)?;
    let mut check = Check::exact();
    let reason = check.line("reason", &body.value.reason, "a reason");
    let person = body.value.person.map(PersonId);
    let deciding = match (body.value.decision.as_str(), person) {
        ("attach", Some(person)) => Some(Deciding::Attach(person)),
        ("not_same", Some(person)) => Some(Deciding::NotSame(person)),
        ("new", None) => Some(Deciding::New),
        ("undo", None) => Some(Deciding::Undo),
        ("attach" | "not_same", None) => check.wrong("person", "required", "Say whom it concerns"),
        ("new" | "undo", Some(_)) => {
            check.wrong("person", "not-wanted", "This decision concerns nobody else")
        }
        _ => check.wrong("decision", "unknown", "Say attach, not_same, new or undo"),
    };
    let command = read(check, || Some(Decide { entry: id, seen, deciding: deciding?, reason: reason? }))?;
    decided(&court::decide(cx.app(), cx.viewer(), command).await?)
}

/// Where an entry goes.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EntryMoveIn {
    /// The right person.
    to: Uuid,
    /// Why.
    #[schema(
        min_length = 1,
        max_length = 200,
        pattern = r"[^\s\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]"
    )]
    reason: String,
}

/// Move an entry that was put on a wrong person’s record to the right one’s.
#[utoipa::path(post, path = paths::COURT_ENTRY_MOVE, tag = "court", params(("id" = Uuid, Path, description = "The entry")),
    request_body = EntryMoveIn, responses((status = 200, description = "Moved", body = DecidedOut)))]
pub(super) async fn move_court_entry(
    cx: WebCx,
    Id(id): Id<CourtEntryId>,
    version: Seen,
    body: super::json::Json<EntryMoveIn>,
) -> Answer {
    let seen = seen(version)?;
    let mut check = Check::exact();
    let reason = check.line("reason", &body.value.reason, "a reason");
    let to = PersonId(body.value.to);
    let command = read(check, || Some(MoveEntry { entry: id, seen, to, reason: reason? }))?;
    decided(&court::move_entry(cx.app(), cx.viewer(), command).await?)
}
