//! Questions, one-off disclosures, emergencies and the room of a meeting through the API: the same use-cases as the pages. An
//! emergency needs somebody who is signed in: no token opens a record with it.

mod wire;

use super::{
    json::{Json, Key, Seen, created, json, read, versioned},
    wire::Made,
};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Asked, Check, Cursor, Query, Typed, past},
    paths::api as paths,
    router::{Access, Need, Route, Verb},
};
use app::{
    accounts::Scope,
    openings::{self, AskQuestion, Disclose, DisclosureStep, OpenInEmergency, ReviewEmergency},
    ports::Place,
};
use domain::{
    ids::{AgencyId, DisclosureId, MeetingId, OpeningId, PersonId, QuestionId},
    one_off::{Aim, ConsentSaid, Factors, Ground},
    opening::{EmergencyReason, ReviewOutcome},
    question::Reply,
    section::Section,
};
use gate::Action;
use http::StatusCode;
use wire::{
    BringIn, DiscloseIn, DisclosureOut, DisclosureStepIn, EmergenciesOut, EmergencyIn, EmergencyOut,
    OpeningsOut, QuestionIn, QuestionOut, ReplyIn, ReviewIn, RoomOut, sections,
};

/// The routes of this module.
pub(super) fn routes() -> Vec<Route> {
    use Verb::{Get, Post};
    let (reads, writes) = (Need::Scope(Scope::PeopleRead), Need::Scope(Scope::PeopleWrite));
    let may = Access::May;
    let (decides, reviews) = (may(Action::DiscloseOnce), may(Action::ReviewEmergency));
    let (opens, meets) = (may(Action::OpenInEmergency), may(Action::OpenInMeeting));
    let knows = may(Action::SearchPeople);
    vec![
        Route::api(Get, paths::PERSON_OPENINGS, reads, knows, list_openings),
        Route::api(Post, paths::PERSON_QUESTIONS, writes, may(Action::AskQuestion), ask_question),
        Route::api(Get, paths::QUESTION, reads, knows, open_question),
        Route::api(Post, paths::QUESTION_ANSWER, writes, may(Action::ReplyToQuestion), reply_to_question),
        Route::api(Post, paths::PERSON_DISCLOSURES, writes, decides, disclose_once),
        Route::api(Get, paths::DISCLOSURE, reads, decides, open_disclosure),
        Route::api(Post, paths::DISCLOSURE_STEP, writes, decides, step_disclosure),
        Route::api(Post, paths::PERSON_EMERGENCY, Need::Session, opens, open_emergency),
        Route::api(Get, paths::EMERGENCIES, Need::Session, reviews, list_emergencies),
        Route::api(Get, paths::EMERGENCY, Need::Session, Access::SignedIn, read_emergency),
        Route::api(Post, paths::EMERGENCY_END, Need::Session, opens, end_emergency),
        Route::api(Post, paths::EMERGENCY_REVIEW, Need::Session, reviews, review_emergency),
        Route::api(Get, paths::MEETING_ROOM, reads, meets, read_room),
        Route::api(Post, paths::MEETING_ROOM, writes, meets, enter_room),
        Route::api(Post, paths::MEETING_LEAVE, writes, meets, leave_room),
    ]
}

/// What was asked, disclosed and opened about a person.
#[utoipa::path(get, path = paths::PERSON_OPENINGS, tag = "openings", params(("id" = Uuid, Path)),
    responses((status = 200, description = "Questions, disclosures, openings", body = OpeningsOut)))]
pub(super) async fn list_openings(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = openings::openings(cx.app(), cx.viewer(), person).await?;
    json(StatusCode::OK, &OpeningsOut::of(&model))
}

/// Ask another agency one narrow question.
#[utoipa::path(post, path = paths::PERSON_QUESTIONS, tag = "openings", params(("id" = Uuid, Path)), request_body = QuestionIn,
    responses((status = 201, description = "Asked", body = Made, headers(("Location" = String, description = "Where it is")))))]
pub(super) async fn ask_question(
    cx: WebCx,
    Id(person): Id<PersonId>,
    Query(()): Query<()>,
    key: Key,
    body: Json<QuestionIn>,
) -> Answer {
    let sent = &body.value;
    let mut check = Check::exact();
    let to: Option<AgencyId> = check.id("agency", &sent.agency, "Name an agency");
    let section = check.code("section", &sent.section, Section::from_code, "Must be a section, by its code");
    let words = check.line("words", &sent.words, "the question");
    let command = read(check, || Some(AskQuestion { person, to: to?, section: section?, words: words? }))?;
    let once = key.once(&body.text)?;
    let id = openings::ask(cx.app(), cx.viewer(), command, once.as_ref()).await?;
    created(&paths::question(id), &Made { id: id.0 })
}

/// One question, for either end.
#[utoipa::path(get, path = paths::QUESTION, tag = "openings", params(("id" = Uuid, Path)),
    responses((status = 200, description = "The question", body = QuestionOut)))]
pub(super) async fn open_question(cx: WebCx, Id(id): Id<QuestionId>, Query(()): Query<()>) -> Answer {
    let model = openings::question(cx.app(), cx.viewer(), id).await?;
    versioned(model.question.version(), &QuestionOut::of(&model))
}

/// Answer a question, or decline with a reason.
#[utoipa::path(post, path = paths::QUESTION_ANSWER, tag = "openings", params(("id" = Uuid, Path)), request_body = ReplyIn,
    responses((status = 200, description = "Kept", body = Made)))]
pub(super) async fn reply_to_question(
    cx: WebCx,
    Id(id): Id<QuestionId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
    body: Json<ReplyIn>,
) -> Answer {
    let sent = &body.value;
    let mut check = Check::exact();
    let reply = match sent.reply.as_str() {
        "answer" => {
            let words = check.prose("words", sent.words.as_deref().unwrap_or_default(), "the answer");
            let until = check.iso_date("until", sent.until.as_deref().unwrap_or_default());
            let until = until.or_else(|| check.wrong("until", "required", "Give the last day"));
            words.zip(until).map(|(words, until)| Reply::Answered { words, until })
        }
        "decline" => check
            .line("reason", sent.reason.as_deref().unwrap_or_default(), "why it is declined")
            .map(Reply::Declined),
        _ => check.wrong("reply", "unknown", "Must be answer or decline"),
    };
    let reply = read(check, || reply)?;
    let version = openings::reply(cx.app(), cx.viewer(), id, seen, reply).await?;
    versioned(version, &Made { id: id.0 })
}

fn ground(check: &mut Check, sent: &DiscloseIn) -> Option<Ground> {
    match (&sent.duty, &sent.factors) {
        (Some(duty), None) => {
            let said = check.line("duty.duty", &duty.duty, "the duty");
            let method = check.line("duty.method", &duty.method, "in which way it is to be told");
            Some(Ground::Duty { duty: said?, method: method? })
        }
        (None, Some(factors)) => {
            let power = check.line("factors.power", &factors.power, "the power relied on");
            let proportionality =
                check.prose("factors.proportionality", &factors.proportionality, "why it is proportionate");
            let consent = check.code(
                "factors.consent",
                &factors.consent,
                ConsentSaid::from_code,
                "Must be given, refused or not_asked",
            );
            let why = factors.consent_words.as_deref().unwrap_or_default();
            let consent_words = check.optional_line("consent_words", why, "why consent was not given");
            let transparency =
                check.prose("factors.transparency", &factors.transparency, "what the person was told");
            let vital = check.prose("factors.vital", &factors.vital, "whose life or health is at stake");
            Some(Ground::Factors(Factors {
                power: power?,
                proportionality: proportionality?,
                consent: consent?,
                consent_words,
                transparency: transparency?,
                vital: vital?,
            }))
        }
        _ => check.wrong("duty", "required", "Give either the duty or the four factors"),
    }
}

/// Decide on a one-off disclosure of the caller's own agency's part.
#[utoipa::path(post, path = paths::PERSON_DISCLOSURES, tag = "openings", params(("id" = Uuid, Path)), request_body = DiscloseIn,
    responses((status = 201, description = "Decided; where a second person is needed, waiting for them", body = Made, headers(("Location" = String, description = "Where it is")))))]
pub(super) async fn disclose_once(
    cx: WebCx,
    Id(person): Id<PersonId>,
    Query(()): Query<()>,
    key: Key,
    body: Json<DiscloseIn>,
) -> Answer {
    let sent = &body.value;
    let mut check = Check::exact();
    let to: Option<AgencyId> = check.id("agency", &sent.agency, "Name an agency");
    let aims: Option<Vec<Aim>> = sent.aims.iter().map(|code| Aim::from_code(code).ok()).collect();
    let aims = aims.or_else(|| check.wrong("aims", "unknown", "Must be aims, by their codes"));
    let ground = ground(&mut check, sent);
    let until = check.iso_date("until", &sent.until);
    let until = until.or_else(|| check.wrong("until", "required", "Give the last day"));
    let sections = sections(&sent.sections);
    let command = read(check, || {
        Some(Disclose { person, to: to?, sections, aims: aims?, ground: ground?, until: until? })
    })?;
    let once = key.once(&body.text)?;
    let id = openings::disclose(cx.app(), cx.viewer(), command, once.as_ref()).await?;
    created(&paths::disclosure(id), &Made { id: id.0 })
}

/// One one-off disclosure of the caller's own agency.
#[utoipa::path(get, path = paths::DISCLOSURE, tag = "openings", params(("id" = Uuid, Path)),
    responses((status = 200, description = "The disclosure", body = DisclosureOut)))]
pub(super) async fn open_disclosure(cx: WebCx, Id(id): Id<DisclosureId>, Query(()): Query<()>) -> Answer {
    let model = openings::disclosure(cx.app(), cx.viewer(), id).await?;
    versioned(model.disclosure.version(), &DisclosureOut::of(&model))
}

/// Agree to a disclosure as the second person, refuse it, or end it.
#[utoipa::path(post, path = paths::DISCLOSURE_STEP, tag = "openings", params(("id" = Uuid, Path)), request_body = DisclosureStepIn,
    responses((status = 200, description = "Recorded", body = Made)))]
pub(super) async fn step_disclosure(
    cx: WebCx,
    Id(id): Id<DisclosureId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
    body: Json<DisclosureStepIn>,
) -> Answer {
    let sent = &body.value;
    let mut check = Check::exact();
    let reason = sent.reason.as_deref().unwrap_or_default();
    let step = match sent.step.as_str() {
        "confirm" => Some(DisclosureStep::Confirm),
        "refuse" => check.line("reason", reason, "why it is refused").map(DisclosureStep::Refuse),
        "end" => check.line("reason", reason, "why it ends").map(DisclosureStep::End),
        _ => check.wrong("step", "unknown", "Must be confirm, refuse or end"),
    };
    let step = read(check, || step)?;
    let version = openings::step_disclosure(cx.app(), cx.viewer(), id, seen, step).await?;
    versioned(version, &Made { id: id.0 })
}

/// Open a record in an emergency: needs somebody who is signed in, and the second factor once more.
#[utoipa::path(post, path = paths::PERSON_EMERGENCY, tag = "openings", params(("id" = Uuid, Path)), request_body = EmergencyIn,
    responses((status = 201, description = "Open, for as long as the rules say", body = Made, headers(("Location" = String, description = "Where it is")))))]
pub(super) async fn open_emergency(
    cx: WebCx,
    Id(person): Id<PersonId>,
    Query(()): Query<()>,
    body: Json<EmergencyIn>,
) -> Answer {
    let sent = &body.value;
    let mut check = Check::exact();
    let reason =
        check.code("reason", &sent.reason, EmergencyReason::from_code, "Must be a reason, by its code");
    let words = check.line("words", &sent.words, "what happened");
    let (sections, code) = (sections(&sent.sections), sent.code.clone());
    let command =
        read(check, || Some(OpenInEmergency { person, reason: reason?, words: words?, sections, code }))?;
    let id = openings::open_in_emergency(cx.app(), &cx.signed, command).await?;
    created(&paths::emergency(id), &Made { id: id.0 })
}

/// Where a list of emergencies begins.
pub(super) struct From {
    before: Option<Place>,
}

impl Asked for From {
    const KNOWN: &'static [&'static str] = &["cursor"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self { before: check.cursor("cursor", typed.get("cursor"), Cursor::place) }
    }
}

/// Emergency access of the partnership, newest first, for whoever reviews it.
#[utoipa::path(get, path = paths::EMERGENCIES, tag = "openings",
    params(("cursor" = Option<String>, Query, description = "Where the page begins")),
    responses((status = 200, description = "A page of 50", body = EmergenciesOut)))]
pub(super) async fn list_emergencies(cx: WebCx, Query(from): Query<From>) -> Answer {
    let model = openings::emergencies(cx.app(), cx.viewer(), false, from.before).await?;
    let items = model.lines.iter().map(|line| EmergencyOut::of(line, None)).collect();
    json(StatusCode::OK, &EmergenciesOut { items, next: model.next.map(past) })
}

/// One emergency access, for whoever opened or reviews it.
#[utoipa::path(get, path = paths::EMERGENCY, tag = "openings", params(("id" = Uuid, Path)),
    responses((status = 200, description = "The emergency access", body = EmergencyOut)))]
pub(super) async fn read_emergency(cx: WebCx, Id(id): Id<OpeningId>, Query(()): Query<()>) -> Answer {
    let model = openings::emergency(cx.app(), cx.viewer(), id).await?;
    json(StatusCode::OK, &EmergencyOut::of(&model.line, Some(&model.read)))
}

/// End an emergency access before its time.
#[utoipa::path(post, path = paths::EMERGENCY_END, tag = "openings", params(("id" = Uuid, Path)),
    responses((status = 200, description = "Ended", body = Made)))]
pub(super) async fn end_emergency(cx: WebCx, Id(id): Id<OpeningId>, Query(()): Query<()>) -> Answer {
    openings::end_emergency(cx.app(), cx.viewer(), id).await?;
    json(StatusCode::OK, &Made { id: id.0 })
}

/// Review an emergency access.
#[utoipa::path(post, path = paths::EMERGENCY_REVIEW, tag = "openings", params(("id" = Uuid, Path)), request_body = ReviewIn,
    responses((status = 200, description = "Reviewed", body = Made)))]
pub(super) async fn review_emergency(
    cx: WebCx,
    Id(id): Id<OpeningId>,
    Query(()): Query<()>,
    body: Json<ReviewIn>,
) -> Answer {
    let mut check = Check::exact();
    let sent = &body.value;
    let outcome =
        check.code("outcome", &sent.outcome, ReviewOutcome::from_code, "Must be justified or not_justified");
    let words = check.line("words", &sent.words, "why");
    let command = read(check, || Some(ReviewEmergency { outcome: outcome?, words: words? }))?;
    openings::review_emergency(cx.app(), cx.viewer(), id, command).await?;
    json(StatusCode::OK, &Made { id: id.0 })
}

/// Who is in a meeting, and what they brought.
#[utoipa::path(get, path = paths::MEETING_ROOM, tag = "openings", params(("id" = Uuid, Path)),
    responses((status = 200, description = "The room", body = RoomOut)))]
pub(super) async fn read_room(cx: WebCx, Id(id): Id<MeetingId>, Query(()): Query<()>) -> Answer {
    let model = openings::meeting_room(cx.app(), cx.viewer(), id).await?;
    json(StatusCode::OK, &RoomOut::of(&model))
}

/// Sign in to a meeting, and bring sections of the own agency's part.
#[utoipa::path(post, path = paths::MEETING_ROOM, tag = "openings", params(("id" = Uuid, Path)), request_body = BringIn,
    responses((status = 200, description = "Signed in", body = Made)))]
pub(super) async fn enter_room(
    cx: WebCx,
    Id(id): Id<MeetingId>,
    Query(()): Query<()>,
    body: Json<BringIn>,
) -> Answer {
    openings::enter_meeting(cx.app(), cx.viewer(), id, sections(&body.value.sections)).await?;
    json(StatusCode::OK, &Made { id: id.0 })
}

/// Leave a meeting: what was brought is closed.
#[utoipa::path(post, path = paths::MEETING_LEAVE, tag = "openings", params(("id" = Uuid, Path)),
    responses((status = 200, description = "Left", body = Made)))]
pub(super) async fn leave_room(cx: WebCx, Id(id): Id<MeetingId>, Query(()): Query<()>) -> Answer {
    openings::leave_meeting(cx.app(), cx.viewer(), id).await?;
    json(StatusCode::OK, &Made { id: id.0 })
}
