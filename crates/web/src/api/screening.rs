//! AUDIT, consents, first contacts, screening, recommendations, the funnel and alerts through the API.

use super::{
    json::{Json, Key, Seen, created, json, read, versioned},
    paging::{Listed, Page},
    people::place,
    wire::{
        AlertOut, AuditIn, AuditOut, ConsentIn, ConsentOut, FunnelOut, IdentityOut, Made, RecommendationOut,
        RecommendedOut, ScreeningIn, ScreeningOut, TakenIn,
    },
};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Asked, Check, Query, Typed, cursor},
    paths::api as paths,
    router::{Access, Need, Route, Verb},
};
use app::{
    accounts::Scope,
    screening::{self, MeetEntry, Met, Paper, Recommend, RecommendationGate},
};
use domain::{
    ids::{
        AuditId, ConsentId, CourtEntryId, DutyId, FirstContactId, PersonId, RecommendationId, ScreeningId,
    },
    recommendation::{HearingOutcome, Outcome, Proposal, ReportForm},
    screening::{KnownOnPaper, NotAskedWhy, Setting},
};
use gate::Action;
use http::StatusCode;
use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// The routes of this module.
pub(super) fn routes() -> Vec<Route> {
    use Verb::{Get, Post, Put};
    let (reads, writes) = (Need::Scope(Scope::PeopleRead), Need::Scope(Scope::PeopleWrite));
    let (see, gives) = (Access::May(Action::SearchPeople), Access::May(Action::GiveAudit));
    let (screens, recommends) = (Access::May(Action::Screen), Access::May(Action::Recommend));
    let (records, alerted) = (Access::May(Action::RecordConsent), Access::May(Action::ReadAlert));
    vec![
        Route::api(Get, paths::PERSON_AUDITS, reads, see, list_audits),
        Route::api(Post, paths::PERSON_AUDITS, writes, gives, give_audit),
        Route::api(Get, paths::AUDIT, reads, see, open_audit),
        Route::api(Get, paths::PERSON_CONSENTS, reads, see, list_consents),
        Route::api(Post, paths::PERSON_CONSENTS, writes, records, record_consent),
        Route::api(Post, paths::CONSENT_WITHDRAW, writes, records, withdraw_consent),
        Route::api(Post, paths::FIRST_CONTACTS, writes, screens, meet),
        Route::api(Post, paths::COURT_ENTRY_CONTACT, writes, screens, meet_entry),
        Route::api(Get, paths::COURT_ENTRY_PAPER, reads, screens, read_paper),
        Route::api(Put, paths::COURT_ENTRY_PAPER, writes, screens, put_paper),
        Route::api(Post, paths::CONTACT_SCREENING, writes, screens, screen),
        Route::api(Get, paths::SCREENING, reads, see, open_screening),
        Route::api(Post, paths::SCREENING_RECOMMENDATIONS, writes, recommends, recommend),
        Route::api(Get, paths::RECOMMENDATION, reads, see, open_recommendation),
        Route::api(Post, paths::RECOMMENDATION_OUTCOME, writes, recommends, record_outcome),
        Route::api(Get, paths::FUNNEL, reads, Access::May(Action::SeeFunnel), read_funnel),
        Route::api(Get, paths::ALERTS, reads, alerted, list_alerts),
        Route::api(Post, paths::ALERT_READ, writes, alerted, read_alert),
    ]
}

/// A person's AUDITs, newest first; the newest 50 at most. Where only a summary may be seen, answers are absent.
#[utoipa::path(get, path = paths::PERSON_AUDITS, tag = "screening", params(("id" = Uuid, Path), Page),
    responses((status = 200, description = "AUDITs, newest first", body = Listed<AuditOut>)))]
pub(super) async fn list_audits(cx: WebCx, Id(person): Id<PersonId>, Query(page): Query<Page>) -> Answer {
    let after = place(&page, |cursor| cursor.part::<Uuid>(0))?;
    let part = screening::assessments(cx.app(), cx.viewer(), person).await?;
    let (rows, next) = page.of(part.audits, after.as_ref(), |line| line.audit.id.0);
    let items = rows.iter().map(AuditOut::of).collect();
    let (next, limit) = (next.map(|id| cursor([id])), page.limit.to_string());
    json(StatusCode::OK, &Listed::new(items, next, &paths::person_audits(person), &[("limit", &limit)]))
}

/// Keep an administration of AUDIT; it is never changed, a later one may correct it.
#[utoipa::path(post, path = paths::PERSON_AUDITS, tag = "screening", params(("id" = Uuid, Path)), request_body = AuditIn,
    responses((status = 201, description = "Kept", body = Made, headers(("Location" = String, description = "Where it is")))))]
pub(super) async fn give_audit(cx: WebCx, Id(person): Id<PersonId>, key: Key, body: Json<AuditIn>) -> Answer {
    let mut check = Check::exact();
    let command = body.value.check(person, &mut check);
    let command = read(check, || command)?;
    let once = key.once(&body.text)?;
    let id = screening::give_audit(cx.app(), cx.viewer(), command, once.as_ref()).await?;
    created(&paths::audit(id), &Made { id: id.0 })
}

/// One AUDIT.
#[utoipa::path(get, path = paths::AUDIT, tag = "screening", params(("id" = Uuid, Path)),
    responses((status = 200, description = "The AUDIT", body = AuditOut)))]
pub(super) async fn open_audit(cx: WebCx, Id(id): Id<AuditId>, Query(()): Query<()>) -> Answer {
    let opened = screening::audit(cx.app(), cx.viewer(), id).await?;
    json(StatusCode::OK, &AuditOut::of(&opened.line))
}

/// A person's consents, newest first; the newest 50 at most.
#[utoipa::path(get, path = paths::PERSON_CONSENTS, tag = "screening", params(("id" = Uuid, Path), Page),
    responses((status = 200, description = "Consents, newest first", body = Listed<ConsentOut>)))]
pub(super) async fn list_consents(cx: WebCx, Id(person): Id<PersonId>, Query(page): Query<Page>) -> Answer {
    let after = place(&page, |cursor| cursor.part::<Uuid>(0))?;
    let part = screening::consents(cx.app(), cx.viewer(), person).await?;
    let (rows, next) = page.of(part.consents, after.as_ref(), |line| line.consent.asking.id.0);
    let items = rows.iter().map(|line| ConsentOut::of(line, &part.names)).collect();
    let (next, limit) = (next.map(|id| cursor([id])), page.limit.to_string());
    json(StatusCode::OK, &Listed::new(items, next, &paths::person_consents(person), &[("limit", &limit)]))
}

/// Record what was asked and what the person answered.
#[utoipa::path(post, path = paths::PERSON_CONSENTS, tag = "screening", params(("id" = Uuid, Path)), request_body = ConsentIn,
    responses((status = 201, description = "Kept", body = Made, headers(("Location" = String, description = "The person’s consents")))))]
pub(super) async fn record_consent(
    cx: WebCx,
    Id(person): Id<PersonId>,
    key: Key,
    body: Json<ConsentIn>,
) -> Answer {
    let mut check = Check::exact();
    let command = body.value.check(person, &mut check);
    let command = read(check, || command)?;
    let once = key.once(&body.text)?;
    let id = screening::ask_consent(cx.app(), cx.viewer(), command, once.as_ref()).await?;
    created(&paths::person_consents(person), &Made { id: id.0 })
}

/// Record that the person took a consent back.
#[utoipa::path(post, path = paths::CONSENT_WITHDRAW, tag = "screening", params(("id" = Uuid, Path)),
    responses((status = 200, description = "Taken back", body = Made)))]
pub(super) async fn withdraw_consent(
    cx: WebCx,
    Id(id): Id<ConsentId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
) -> Answer {
    let version = screening::withdraw_consent(cx.app(), cx.viewer(), id, seen).await?;
    versioned(version, &Made { id: id.0 })
}

/// A first contact.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MeetIn {
    #[schema(pattern = "^(court|custody|street|prison|service|team)$")]
    setting: String,
    /// Which court, custody suite or team, by name.
    #[schema(
        min_length = 1,
        max_length = 200,
        pattern = r"[^\s\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]"
    )]
    place: String,
    /// Who agreed; needed for a consent, and for nothing else.
    #[serde(default)]
    #[schema(format = Uuid)]
    person: Option<String>,
    /// `yes`, `no` or `not_asked`. Of a no, nothing but the no is kept.
    #[schema(pattern = "^(yes|no|not_asked)$")]
    consent: String,
    /// How consent was taken; needed for a yes.
    #[serde(default)]
    taken: Option<TakenIn>,
    /// Why nobody asked: `left`, `no_time`, `unfit`, `no_interpreter` or `unsafe`.
    #[serde(default)]
    #[schema(pattern = "^(left|no_time|unfit|no_interpreter|unsafe)$")]
    why: Option<String>,
}

/// Record a first contact: a consent, a refusal, or that nobody asked.
#[utoipa::path(post, path = paths::FIRST_CONTACTS, tag = "screening", request_body = MeetIn,
    responses((status = 201, description = "Kept", body = Made, headers(("Location" = String, description = "Where what is found is to be put")))))]
pub(super) async fn meet(cx: WebCx, key: Key, body: Json<MeetIn>) -> Answer {
    let sent = &body.value;
    let mut check = Check::exact();
    let setting = check.code("setting", &sent.setting, Setting::from_code, "Give a setting of the list");
    let place = check.line("place", &sent.place, "the place");
    let met = setting.zip(place).map(|(setting, place)| Met { setting, place, entry: None });
    let once = key.once(&body.text)?;
    let (app, viewer) = (cx.app(), cx.viewer());
    let id = match sent.consent.as_str() {
        "yes" => {
            let person = sent.person.clone().unwrap_or_default();
            let person: Option<PersonId> = check.id("person", &person, "Give the id of who agreed");
            let taken = match &sent.taken {
                Some(taken) => taken.check(&mut check),
                None => check.wrong("taken", "required", "Say how consent was taken"),
            };
            let (person, met, taken) = read(check, || Some((person?, met?, taken?)))?;
            screening::agree(app, viewer, person, met, taken, once.as_ref()).await?
        }
        "no" => {
            let met = read(check, || met)?;
            screening::refuse(app, viewer, met, once.as_ref()).await?
        }
        "not_asked" => {
            let why = sent.why.clone().unwrap_or_default();
            let why = check.code("why", &why, NotAskedWhy::from_code, "Say why nobody asked");
            let (met, why) = read(check, || Some((met?, why?)))?;
            screening::not_asked(app, viewer, met, why, once.as_ref()).await?
        }
        _ => {
            check.wrong::<()>("consent", "unknown", "Must be yes, no or not_asked");
            read(check, || None)?
        }
    };
    created(&paths::contact_screening(id), &Made { id: id.0 })
}

/// What came of meeting somebody of the court list.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MeetEntryIn {
    /// `yes`, `no` or `not_asked`. Of a no, nothing but the no is kept.
    #[schema(pattern = "^(yes|no|not_asked)$")]
    consent: String,
    /// How consent was taken; needed for a yes.
    #[serde(default)]
    taken: Option<TakenIn>,
    /// Why nobody asked: `left`, `no_time`, `unfit`, `no_interpreter` or `unsafe`.
    #[serde(default)]
    #[schema(pattern = "^(left|no_time|unfit|no_interpreter|unsafe)$")]
    why: Option<String>,
}

/// Record what came of meeting somebody of the court list. With consent, and only then, the entry becomes a record.
#[utoipa::path(post, path = paths::COURT_ENTRY_CONTACT, tag = "screening", params(("id" = Uuid, Path)), request_body = MeetEntryIn,
    responses((status = 201, description = "Kept", body = Made, headers(("Location" = String, description = "Where what is found is to be put")))))]
pub(super) async fn meet_entry(
    cx: WebCx,
    Id(entry): Id<CourtEntryId>,
    key: Key,
    body: Json<MeetEntryIn>,
) -> Answer {
    let sent = &body.value;
    let mut check = Check::exact();
    let command = match sent.consent.as_str() {
        "yes" => match &sent.taken {
            Some(taken) => taken.check(&mut check).map(MeetEntry::Agreed),
            None => check.wrong("taken", "required", "Say how consent was taken"),
        },
        "no" => Some(MeetEntry::Refused),
        "not_asked" => {
            let why = sent.why.clone().unwrap_or_default();
            check.code("why", &why, NotAskedWhy::from_code, "Say why nobody asked").map(MeetEntry::NotAsked)
        }
        _ => check.wrong("consent", "unknown", "Must be yes, no or not_asked"),
    };
    let command = read(check, || command)?;
    let once = key.once(&body.text)?;
    let id = screening::meet_entry(cx.app(), cx.viewer(), entry, command, once.as_ref()).await?;
    created(&paths::contact_screening(id), &Made { id: id.0 })
}

/// What was assessed on paper.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PaperBody {
    #[schema(min_length = 1, max_length = 12_000, pattern = r"[^\s\u0000-\u001f\u007f-\u009f]")]
    offence: String,
    /// What the papers depose.
    #[schema(min_length = 1, max_length = 12_000, pattern = r"[^\s\u0000-\u001f\u007f-\u009f]")]
    deposition: String,
    /// `yes`, `no` or `unconfirmed`: without a matched identity it is always `unconfirmed`.
    #[schema(pattern = "^(yes|no|unconfirmed)$")]
    known_to_mental_health: String,
    /// What else matters.
    #[serde(default)]
    #[schema(max_length = 12_000)]
    words: Option<String>,
}

/// The paper assessment of an entry of the court list.
#[utoipa::path(get, path = paths::COURT_ENTRY_PAPER, tag = "screening", params(("id" = Uuid, Path)),
    responses((status = 200, description = "The assessment; null before there is one", body = Option<PaperBody>)))]
pub(super) async fn read_paper(cx: WebCx, Id(entry): Id<CourtEntryId>, Query(()): Query<()>) -> Answer {
    let model = screening::on_paper(cx.app(), cx.viewer(), entry).await?;
    let out = model.paper.map(|paper| PaperBody {
        offence: paper.offence.to_string(),
        deposition: paper.deposition.to_string(),
        known_to_mental_health: paper.known_to_mental_health.code().to_owned(),
        words: paper.words.map(|words| words.to_string()),
    });
    json(StatusCode::OK, &out)
}

/// Keep the paper assessment of an entry of the court list, in place of a former one.
#[utoipa::path(put, path = paths::COURT_ENTRY_PAPER, tag = "screening", params(("id" = Uuid, Path)), request_body = PaperBody,
    responses((status = 200, description = "Kept", body = Made)))]
pub(super) async fn put_paper(cx: WebCx, Id(entry): Id<CourtEntryId>, body: Json<PaperBody>) -> Answer {
    let sent = &body.value;
    let mut check = Check::exact();
    let offence = check.prose("offence", &sent.offence, "the offence");
    let deposition = check.prose("deposition", &sent.deposition, "what the papers depose");
    let known = check.code(
        "known_to_mental_health",
        &sent.known_to_mental_health,
        KnownOnPaper::from_code,
        "Must be yes, no or unconfirmed",
    );
    let words = check.optional_prose("words", &sent.words.clone().unwrap_or_default(), "what else matters");
    let command = read(check, || {
        Some(Paper { entry, offence: offence?, deposition: deposition?, known: known?, words })
    })?;
    screening::put_on_paper(cx.app(), cx.viewer(), command).await?;
    json(StatusCode::OK, &Made { id: entry.0 })
}

/// Keep what was found at a contact, with consent.
#[utoipa::path(post, path = paths::CONTACT_SCREENING, tag = "screening", params(("id" = Uuid, Path)), request_body = ScreeningIn,
    responses((status = 201, description = "Kept", body = Made, headers(("Location" = String, description = "The assessment")))))]
pub(super) async fn screen(
    cx: WebCx,
    Id(contact): Id<FirstContactId>,
    key: Key,
    body: Json<ScreeningIn>,
) -> Answer {
    let mut check = Check::exact();
    let command = body.value.check(contact, &mut check);
    let command = read(check, || command)?;
    let once = key.once(&body.text)?;
    let id = screening::assess(cx.app(), cx.viewer(), command, once.as_ref()).await?;
    created(&paths::screening(id), &Made { id: id.0 })
}

/// One assessment, for the agency that made it.
#[utoipa::path(get, path = paths::SCREENING, tag = "screening", params(("id" = Uuid, Path)),
    responses((status = 200, description = "The assessment", body = ScreeningOut)))]
pub(super) async fn open_screening(cx: WebCx, Id(id): Id<ScreeningId>, Query(()): Query<()>) -> Answer {
    let opened = screening::screening(cx.app(), cx.viewer(), id).await?;
    json(StatusCode::OK, &ScreeningOut::of(&opened))
}

/// A recommendation. Without a text, the one that is drafted from the assessment is kept.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RecommendIn {
    #[schema(pattern = "^(oral|fast|standard)$")]
    form: String,
    #[schema(pattern = "^(ATR|RAR|MHTR|SAR|assess|advice|information)$")]
    proposal: String,
    /// SADQ-C, where it was given.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 60)]
    sadq_c: Option<u8>,
    /// Whether a clinician judges the person dependent.
    #[serde(default)]
    dependent: bool,
    /// What is said to the court.
    #[serde(default)]
    #[schema(max_length = 12_000)]
    text: Option<String>,
}

/// Recommend to a court, in one of three forms of report, from one assessment.
#[utoipa::path(post, path = paths::SCREENING_RECOMMENDATIONS, tag = "screening", params(("id" = Uuid, Path)), request_body = RecommendIn,
    responses((status = 201, description = "Kept", body = RecommendedOut, headers(("Location" = String, description = "The recommendation")))))]
pub(super) async fn recommend(
    cx: WebCx,
    Id(id): Id<ScreeningId>,
    key: Key,
    body: Json<RecommendIn>,
) -> Answer {
    let sent = &body.value;
    let mut check = Check::exact();
    let form = check.code("form", &sent.form, ReportForm::from_code, "Give a form of report of the list");
    let proposal = check.code("proposal", &sent.proposal, Proposal::from_code, "Give a proposal of the list");
    if sent.sadq_c.is_some_and(|points| points > 60) {
        check.wrong::<()>("sadq_c", "out-of-range", "Must be a whole number from 0 to 60");
    }
    let text = sent.text.clone().unwrap_or_default();
    let text = check.optional_prose("text", &text, "what is said to the court");
    let (form, proposal) = read(check, || Some((form?, proposal?)))?;
    let gate = RecommendationGate { sadq_c: sent.sadq_c, dependent: sent.dependent };
    let model = screening::recommending(cx.app(), cx.viewer(), id, gate).await?;
    let text = if let Some(text) = text {
        text
    } else {
        let day = crate::words::day(model.opened.screening.day);
        let mut check = Check::default();
        let drafted = check.prose("text", &model.draft(form, proposal, &day), "what is said");
        read(check, || drafted)?
    };
    let suggested = model.suggested;
    let command = Recommend { screening: id, form, proposal, gate, text };
    let once = key.once(&body.text)?;
    let made = screening::recommend(cx.app(), cx.viewer(), command, once.as_ref()).await?;
    created(&paths::recommendation(made), &RecommendedOut::of(made, suggested))
}

/// One recommendation.
#[utoipa::path(get, path = paths::RECOMMENDATION, tag = "screening", params(("id" = Uuid, Path)),
    responses((status = 200, description = "The recommendation", body = RecommendationOut)))]
pub(super) async fn open_recommendation(
    cx: WebCx,
    Id(id): Id<RecommendationId>,
    Query(()): Query<()>,
) -> Answer {
    let opened = screening::recommendation(cx.app(), cx.viewer(), id).await?;
    json(StatusCode::OK, &RecommendationOut::of(&opened))
}

/// What the court did.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct HearingOutcomeIn {
    #[schema(
        pattern = "^(probation_sentence|non_probation_sentence|report_requested|adjourned|committed|crown_plus_psr|no_outcome|warrant|trial|dismissed|fine|other)$"
    )]
    outcome: String,
    /// Whether the court made what was recommended.
    made: bool,
    #[schema(format = Date)]
    day: String,
}

/// Record what the court did; a correction is recorded after the former word.
#[utoipa::path(post, path = paths::RECOMMENDATION_OUTCOME, operation_id = "record_hearing_outcome", tag = "screening", params(("id" = Uuid, Path)), request_body = HearingOutcomeIn,
    responses((status = 201, description = "Kept", body = Made, headers(("Location" = String, description = "The recommendation")))))]
pub(super) async fn record_outcome(
    cx: WebCx,
    Id(id): Id<RecommendationId>,
    key: Key,
    body: Json<HearingOutcomeIn>,
) -> Answer {
    let sent = &body.value;
    let mut check = Check::exact();
    let of = check.code("outcome", &sent.outcome, HearingOutcome::from_code, "Give an outcome of the list");
    let day = if sent.day.is_empty() {
        check.wrong("day", "required", "Give the day of the hearing")
    } else {
        check.iso_date("day", &sent.day)
    };
    let outcome = of.zip(day).map(|(of, day)| Outcome::new(of, sent.made, day));
    if outcome == Some(None) {
        check.wrong::<()>("made", "contradicts", "A requirement is made only by a probation sentence");
    }
    let outcome = read(check, || outcome.flatten())?;
    let once = key.once(&body.text)?;
    screening::record_outcome(cx.app(), cx.viewer(), id, outcome, once.as_ref()).await?;
    created(&paths::recommendation(id), &Made { id: id.0 })
}

/// Which period; the last 90 days unless said.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Period {
    #[param(required = false, value_type = String, format = Date)]
    from: Option<Date>,
    #[param(required = false, value_type = String, format = Date)]
    until: Option<Date>,
}

impl Asked for Period {
    const KNOWN: &'static [&'static str] = &["from", "until"];
    const EXACT: bool = true;

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self {
            from: check.iso_date("from", typed.get("from")),
            until: check.iso_date("until", typed.get("until")),
        }
    }
}

/// What the caller's own team screened and recommended: persons and attendances apart, each percentage with its whole.
#[utoipa::path(get, path = paths::FUNNEL, tag = "screening", params(Period),
    responses((status = 200, description = "The funnel", body = FunnelOut)))]
pub(super) async fn read_funnel(cx: WebCx, Query(asked): Query<Period>) -> Answer {
    let until = asked.until.unwrap_or_else(|| cx.app().today());
    let from = asked.from.unwrap_or_else(|| until.saturating_sub(90.days()));
    let funnel = screening::funnel(cx.app(), cx.viewer(), from, until).await?;
    json(StatusCode::OK, &FunnelOut::of(&funnel))
}

/// Alerts that wait for the caller, oldest first; 20 at most.
#[utoipa::path(get, path = paths::ALERTS, tag = "screening",
    responses((status = 200, description = "Alerts", body = Vec<AlertOut>)))]
pub(super) async fn list_alerts(cx: WebCx, Query(()): Query<()>) -> Answer {
    let alerts = screening::alerts(cx.app(), cx.viewer()).await?;
    let today = cx.app().today();
    let out: Vec<AlertOut> = alerts
        .iter()
        .map(|alert| AlertOut { id: alert.duty.id.0, person: IdentityOut::of(&alert.person, today) })
        .collect();
    json(StatusCode::OK, &out)
}

/// Say that an alert was read.
#[utoipa::path(post, path = paths::ALERT_READ, tag = "screening", params(("id" = Uuid, Path)),
    responses((status = 200, description = "Read", body = Made)))]
pub(super) async fn read_alert(cx: WebCx, Id(id): Id<DutyId>, Query(()): Query<()>) -> Answer {
    screening::read_alert(cx.app(), cx.viewer(), id).await?;
    json(StatusCode::OK, &Made { id: id.0 })
}
