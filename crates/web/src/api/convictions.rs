//! Convictions through the API.

use crate::{
    answer::{Answer, Id, WebCx},
    api::{
        json::{Json, Key, Seen, created, json, read, versioned},
        wire::{Coded, Made, coded},
    },
    form::{Check, Query},
    pages::convictions::fields::{field_of, said_of},
    paths::api as paths,
    router::{Access, Need, Route, Verb},
};
use app::{
    accounts::Scope,
    convictions::{self, ConvictionStep, ConvictionView, RecordConviction},
};
use domain::{
    conviction::{Age, Details, Ends, Runs, Sentence, SentenceKind, Term},
    ids::{ConvictionId, PersonId},
    rehabilitation::{Determination, Part, Rule, Verdict},
};
use gate::Action;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// The routes of this module.
pub(super) fn routes() -> Vec<Route> {
    use Verb::{Get, Post};
    let (reads, writes) = (Need::Scope(Scope::PeopleRead), Need::Scope(Scope::PeopleWrite));
    let may = Access::May(Action::RecordConviction);
    vec![
        Route::api(Get, paths::PERSON_CONVICTIONS, reads, may, list_convictions),
        Route::api(Post, paths::PERSON_CONVICTIONS, writes, may, record_conviction),
        Route::api(Get, paths::CONVICTION, reads, may, open_conviction),
        Route::api(Post, paths::CONVICTION_CORRECT, writes, may, correct_conviction),
        Route::api(Post, paths::CONVICTION_REMOVE, writes, may, remove_conviction),
    ]
}

/// One sentence. Prison and detention need a term; a suspended sentence has no end of its own.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SentenceIn {
    #[schema(
        pattern = "^(custody|suspended_custody|extended|life|public_protection|community_order|youth_rehabilitation_order|fine|conditional_discharge|bind_over|other_order|absolute_discharge|simple_caution|conditional_caution)$"
    )]
    kind: String,
    /// Whole months of custody.
    #[serde(default)]
    #[schema(maximum = 1200)]
    months: Option<u32>,
    /// Days of custody besides.
    #[serde(default)]
    #[schema(maximum = 3660)]
    days: Option<u32>,
    /// The last day, with licence and supervision. Not known where it is left out.
    #[serde(default)]
    #[schema(format = Date)]
    ends: Option<String>,
    /// The order has no end.
    #[serde(default)]
    no_end: bool,
    /// How it runs beside the one before.
    #[serde(default)]
    #[schema(pattern = "^(concurrent|consecutive)$")]
    runs: Option<String>,
    /// Whether it is for an offence of Schedule 18.
    #[serde(default)]
    schedule_18: bool,
}

/// A conviction or caution.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ConvictionIn {
    /// For what, in plain words that may stand in a letter.
    #[schema(min_length = 1, max_length = 200)]
    offence: String,
    #[serde(default)]
    #[schema(max_length = 200)]
    court: Option<String>,
    /// The day of conviction or caution.
    #[schema(format = Date)]
    day: String,
    /// The day of sentence; the same day where it is left out.
    #[serde(default)]
    #[schema(format = Date)]
    sentenced: Option<String>,
    #[schema(pattern = "^(adult|under_18)$")]
    age: String,
    /// Whether the offence can be tried by magistrates only.
    #[serde(default)]
    summary_only: bool,
    #[schema(min_items = 1, max_items = 10)]
    sentences: Vec<SentenceIn>,
}

/// A conviction written anew.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ConvictionCorrectionIn {
    conviction: ConvictionIn,
    #[schema(min_length = 1, max_length = 12_000)]
    why: String,
}

/// Why a conviction is taken off the record.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RemovalIn {
    #[schema(min_length = 1, max_length = 12_000)]
    why: String,
}

fn sentence(check: &mut Check, sent: &SentenceIn) -> Option<Sentence> {
    let kind =
        check.code("sentences", &sent.kind, SentenceKind::from_code, "Select a sentence from the list");
    let day = sent.ends.as_deref().map(|day| check.iso_date("sentences", day));
    let ends = match (day, sent.no_end) {
        (Some(day), false) => Some(Ends::On(day?)),
        (None, true) => Some(Ends::Never),
        (None, false) => Some(Ends::NotKnown),
        (Some(_), true) => {
            check.wrong("sentences", "both", "Give an end or say that there is none, not both")
        }
    };
    let runs = match sent.runs.as_deref() {
        None => Some(Runs::Concurrent),
        Some(code) => check.code("sentences", code, Runs::from_code, "Select how it runs"),
    };
    let (months, days) = (sent.months.unwrap_or_default(), sent.days.unwrap_or_default());
    let term = match (u16::try_from(months), u16::try_from(days)) {
        (Ok(0), Ok(0)) => None,
        (Ok(months), Ok(days)) if Term::new(months, days).is_some() => Term::new(months, days),
        _ => {
            return check.wrong(
                "sentences",
                "out-of-range",
                "A term has 1,200 months and 3,660 days at most",
            );
        }
    };
    Some(Sentence { kind: kind?, term, ends: ends?, runs: runs?, schedule_18: sent.schedule_18 })
}

fn details(check: &mut Check, sent: &ConvictionIn) -> Option<Details> {
    let offence = check.line("offence", &sent.offence, "what it was for");
    let court = check.optional_line("court", sent.court.as_deref().unwrap_or_default(), "the court");
    let day = check.iso_date("day", &sent.day);
    let sentenced = sent.sentenced.as_deref().map(|day| check.iso_date("sentenced", day));
    let age = check.code("age", &sent.age, Age::from_code, "Select the age on the day of conviction");
    let imposed = sent.sentences.iter().map(|one| sentence(check, one)).collect::<Option<Vec<_>>>();
    let day = day?;
    let sentenced = sentenced.map_or(Some(day), |day| day)?;
    match Details::new(offence?, court, day, sentenced, age?, sent.summary_only, imposed?) {
        Ok(details) => Some(details),
        Err(wrong) => {
            let field = match field_of(wrong) {
                "sentenced" => "sentenced",
                _ => "sentences",
            };
            check.wrong(field, "contradiction", said_of(wrong))
        }
    }
}

/// One sentence as it is recorded.
#[derive(Serialize, ToSchema)]
struct SentenceOut {
    kind: Coded,
    months: Option<u16>,
    days: Option<u16>,
    #[schema(format = Date)]
    ends: Option<String>,
    no_end: bool,
    runs: Coded,
    schedule_18: bool,
}

/// The row of the law that applies to a sentence.
#[derive(Serialize, ToSchema)]
struct RuleOut {
    counts_from: Coded,
    months: u16,
    #[schema(format = Date)]
    from: String,
    source: String,
    /// Whether it is a default from memory, to be confirmed.
    from_memory: bool,
}

/// One sentence as it was counted.
#[derive(Serialize, ToSchema)]
struct CountedOut {
    kind: Coded,
    months: Option<u16>,
    days: Option<u16>,
    #[schema(format = Date)]
    ends: Option<String>,
    schedule_18: bool,
    rule: Option<RuleOut>,
}

/// Whether a conviction is spent, as of a day, with what that rests on.
#[derive(Serialize, ToSchema)]
struct DeterminationOut {
    /// As of which day.
    #[schema(format = Date)]
    on: String,
    /// `spent`, `unspent` or `unclear`.
    verdict: &'static str,
    /// Since when it is spent.
    #[schema(format = Date)]
    since: Option<String>,
    /// When it will be; nothing for never.
    #[schema(format = Date)]
    until: Option<String>,
    /// Why it cannot be said.
    unclear: Option<Coded>,
    /// Further convictions that it was joined with.
    joined: Vec<Uuid>,
    counted: Vec<CountedOut>,
}

/// A conviction as it stands.
#[derive(Serialize, ToSchema)]
pub(super) struct ConvictionOut {
    id: Uuid,
    state: Coded,
    version: i64,
    offence: String,
    court: Option<String>,
    #[schema(format = Date)]
    day: String,
    #[schema(format = Date)]
    sentenced: String,
    age: Coded,
    summary_only: bool,
    sentences: Vec<SentenceOut>,
    recorded_by: String,
    determination: Option<DeterminationOut>,
}

/// A person's convictions.
#[derive(Serialize, ToSchema)]
pub(super) struct ConvictionsOut {
    items: Vec<ConvictionOut>,
}

fn day_of(ends: Ends) -> Option<String> {
    if let Ends::On(day) = ends { Some(day.to_string()) } else { None }
}

fn rule(rule: &Rule) -> RuleOut {
    RuleOut {
        counts_from: coded!(rule.counts),
        months: rule.months,
        from: rule.from.to_string(),
        source: rule.source.clone(),
        from_memory: rule.from_memory,
    }
}

fn counted((part, applied): &(Part, Option<Rule>)) -> CountedOut {
    CountedOut {
        kind: coded!(part.kind),
        months: part.term.map(Term::months),
        days: part.term.map(Term::days),
        ends: day_of(part.ends),
        schedule_18: part.schedule_18,
        rule: applied.as_ref().map(rule),
    }
}

fn determination(one: &Determination) -> DeterminationOut {
    let (since, until, unclear) = match one.verdict {
        Verdict::Spent { since } => (Some(since.to_string()), None, None),
        Verdict::Unspent { until } => (None, until.map(|day| day.to_string()), None),
        Verdict::Unclear(why) => (None, None, Some(coded!(why))),
    };
    DeterminationOut {
        on: one.on.to_string(),
        verdict: one.verdict.code(),
        since,
        until,
        unclear,
        joined: one.inputs.joined.iter().map(|id| id.0).collect(),
        counted: one.inputs.parts.iter().map(counted).collect(),
    }
}

fn out(view: &ConvictionView) -> ConvictionOut {
    let (conviction, details) = (&view.conviction, view.conviction.details());
    let sentences = details.sentences().iter().map(|one| SentenceOut {
        kind: coded!(one.kind),
        months: one.term.map(Term::months),
        days: one.term.map(Term::days),
        ends: day_of(one.ends),
        no_end: one.ends == Ends::Never,
        runs: coded!(one.runs),
        schedule_18: one.schedule_18,
    });
    ConvictionOut {
        id: conviction.id.0,
        state: coded!(conviction.state()),
        version: conviction.version(),
        offence: details.offence.to_string(),
        court: details.court.as_ref().map(ToString::to_string),
        day: details.day.to_string(),
        sentenced: details.sentenced.to_string(),
        age: coded!(details.age),
        summary_only: details.summary_only,
        sentences: sentences.collect(),
        recorded_by: view.holder.clone(),
        determination: view.determination.as_ref().map(determination),
    }
}

/// A person's convictions, each with whether it is spent today.
#[utoipa::path(get, path = paths::PERSON_CONVICTIONS, tag = "summaries", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, description = "The convictions, newest first", body = ConvictionsOut)))]
pub(super) async fn list_convictions(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = convictions::convictions(cx.app(), cx.viewer(), person).await?;
    json(StatusCode::OK, &ConvictionsOut { items: model.convictions.iter().map(out).collect() })
}

/// Record a conviction or caution.
#[utoipa::path(post, path = paths::PERSON_CONVICTIONS, tag = "summaries", params(("id" = uuid::Uuid, Path)), request_body = ConvictionIn,
    responses((status = 201, description = "Recorded", body = Made, headers(("Location" = String, description = "Where it is")))))]
pub(super) async fn record_conviction(
    cx: WebCx,
    Id(person): Id<PersonId>,
    Query(()): Query<()>,
    key: Key,
    body: Json<ConvictionIn>,
) -> Answer {
    let mut check = Check::exact();
    let details = details(&mut check, &body.value);
    let details = read(check, || details)?;
    let once = key.once(&body.text)?;
    let command = RecordConviction { person, details };
    let id = convictions::record(cx.app(), cx.viewer(), command, once.as_ref()).await?;
    created(&paths::conviction(id), &Made { id: id.0 })
}

/// One conviction.
#[utoipa::path(get, path = paths::CONVICTION, tag = "summaries", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, description = "The conviction", body = ConvictionOut, headers(("ETag" = String, description = "Its version")))))]
pub(super) async fn open_conviction(cx: WebCx, Id(id): Id<ConvictionId>, Query(()): Query<()>) -> Answer {
    let model = convictions::conviction(cx.app(), cx.viewer(), id).await?;
    versioned(model.this.conviction.version(), &out(&model.this))
}

async fn stepped(cx: &WebCx, id: ConvictionId, seen: i64, step: ConvictionStep) -> Answer {
    convictions::step(cx.app(), cx.viewer(), id, seen, step).await?;
    let model = convictions::conviction(cx.app(), cx.viewer(), id).await?;
    versioned(model.this.conviction.version(), &out(&model.this))
}

/// Correct a conviction; what was recorded before stays in its history.
#[utoipa::path(post, path = paths::CONVICTION_CORRECT, tag = "summaries", params(("id" = uuid::Uuid, Path)), request_body = ConvictionCorrectionIn,
    responses((status = 200, description = "As it is now", body = ConvictionOut)))]
pub(super) async fn correct_conviction(
    cx: WebCx,
    Id(id): Id<ConvictionId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
    body: Json<ConvictionCorrectionIn>,
) -> Answer {
    let mut check = Check::exact();
    let details = details(&mut check, &body.value.conviction);
    let why = check.prose("why", &body.value.why, "why it is corrected");
    let step = read(check, || Some(ConvictionStep::Correct(details?, why?)))?;
    stepped(&cx, id, seen, step).await
}

/// Take a conviction off the record; its history stays.
#[utoipa::path(post, path = paths::CONVICTION_REMOVE, tag = "summaries", params(("id" = uuid::Uuid, Path)), request_body = RemovalIn,
    responses((status = 200, description = "As it is now", body = ConvictionOut)))]
pub(super) async fn remove_conviction(
    cx: WebCx,
    Id(id): Id<ConvictionId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
    body: Json<RemovalIn>,
) -> Answer {
    let mut check = Check::exact();
    let why = check.prose("why", &body.value.why, "why it is taken off the record");
    let step = read(check, || why.map(ConvictionStep::Remove))?;
    stepped(&cx, id, seen, step).await
}
