//! Plans through the API: strands with their steps, and what the person says of the whole.

use super::{
    json::{Json, Key, Seen, created, json, read, versioned},
    wire::{Coded, Made, StampOut, coded},
};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Query},
    pages::plans::{new::SELECT_TOPIC, view::SELECT_VIEW},
    paths::api as paths,
    router::{Access, Need, Route, Verb},
};
use app::{
    accounts::Scope,
    people::Names,
    plans::{self, BeginStrand, NewStep, RecordView, StrandLine, StrandMove, ViewLine, Who},
};
use domain::{
    ids::{AccountId, PersonId, StepId, StrandId},
    plan::{Came, Outcome, Step, StrandFact, Topic, View},
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
    let (see, keep) = (Access::May(Action::SearchPeople), Access::May(Action::KeepPlan));
    vec![
        Route::api(Get, paths::PERSON_PLAN, reads, see, read_plan),
        Route::api(Post, paths::PERSON_STRANDS, writes, keep, begin_strand),
        Route::api(Post, paths::PERSON_PLAN_VIEWS, writes, keep, record_plan_view),
        Route::api(Get, paths::STRAND, reads, see, open_strand),
        Route::api(Post, paths::STRAND_FACTS, writes, keep, step_strand),
    ]
}

/// A strand as it begins.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct StrandIn {
    /// Its topic, by its code. Each belongs to one of the seven pathways.
    topic: String,
    /// What is to be reached.
    #[schema(min_length = 1, max_length = 200)]
    aim: String,
    /// In the person's own words.
    #[serde(default)]
    quote: String,
    /// What stands in the way.
    #[serde(default)]
    need: String,
    /// What helps.
    #[serde(default)]
    strengths: String,
}

/// The next fact of a strand. Which fields there are follows from `step`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, tag = "step", rename_all = "snake_case")]
pub(super) enum StrandFactIn {
    /// A step is agreed.
    Agreed {
        /// What is to be done.
        words: String,
        /// `me`, `team`, or the account of a colleague.
        who: String,
        /// Whether the person does it themself.
        by_the_person: bool,
        /// By when.
        #[schema(format = Date)]
        due: String,
    },
    /// A step is done.
    Done {
        /// Which.
        id: Uuid,
        /// What came of it.
        #[serde(default)]
        words: String,
    },
    /// Nobody does a step any more.
    Dropped {
        /// Which.
        id: Uuid,
        /// Why.
        words: String,
    },
    /// A step has another day.
    Moved {
        /// Which.
        id: Uuid,
        /// By when.
        #[schema(format = Date)]
        due: String,
    },
    /// Something new was found or reached.
    Progress {
        /// What.
        words: String,
    },
    /// The strand is closed.
    Closed {
        /// `reached`, `partly`, `not_reached` or `dropped`.
        outcome: String,
        /// What came of it.
        words: String,
        /// In the person's own words.
        #[serde(default)]
        quote: String,
    },
}

/// What the person says of the plan.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PlanViewIn {
    #[schema(pattern = "^(agreed|not_agreed|could_not)$")]
    view: String,
    /// Why; needed unless they agree.
    #[serde(default)]
    words: String,
    /// The day of the conversation.
    #[schema(format = Date)]
    day: String,
}

/// A step of a strand.
#[derive(Serialize, ToSchema)]
struct PlanStepOut {
    id: Uuid,
    words: String,
    /// Who sees to it; nothing where the agency has named nobody.
    owner: Option<String>,
    by_the_person: bool,
    #[schema(format = Date)]
    due: String,
    state: Coded,
}

/// What came of a strand.
#[derive(Serialize, ToSchema)]
struct StrandCameOut {
    outcome: Coded,
    words: String,
    quote: Option<String>,
}

/// A strand of a plan.
#[derive(Serialize, ToSchema)]
pub(super) struct StrandOut {
    id: Uuid,
    topic: Coded,
    /// One of the seven pathways.
    pathway: Coded,
    aim: String,
    quote: Option<String>,
    need: Option<String>,
    strengths: Option<String>,
    state: Coded,
    steps: Vec<PlanStepOut>,
    /// What was recorded between its beginning and its end, oldest first.
    progress: Vec<String>,
    came: Option<StrandCameOut>,
    begun: StampOut,
}

/// What the person said once.
#[derive(Serialize, ToSchema)]
struct PlanViewOut {
    view: Coded,
    words: Option<String>,
    #[schema(format = Date)]
    day: String,
    recorded: StampOut,
}

/// A person's plan, as far as agreements show it.
#[derive(Serialize, ToSchema)]
pub(super) struct PlanOut {
    /// Strands under way first.
    strands: Vec<StrandOut>,
    /// What the person said, newest first.
    views: Vec<PlanViewOut>,
}

fn step_out(step: &Step, names: &Names) -> PlanStepOut {
    PlanStepOut {
        id: step.id.0,
        words: step.words.to_string(),
        owner: step.owner.account.map(|account| names.account(account)),
        by_the_person: step.by_the_person,
        due: step.due.to_string(),
        state: coded!(step.state),
    }
}

impl StrandOut {
    fn of(line: &StrandLine, names: &Names) -> Self {
        let strand = &line.strand;
        let begun = &strand.begun;
        let progress = strand.facts().iter().filter_map(|(_, fact)| match fact {
            StrandFact::Progress(words) => Some(words.to_string()),
            _ => None,
        });
        Self {
            id: begun.id.0,
            topic: coded!(begun.topic),
            pathway: coded!(begun.topic.pathway()),
            aim: begun.aim.to_string(),
            quote: begun.quote.as_ref().map(ToString::to_string),
            need: begun.need.as_ref().map(ToString::to_string),
            strengths: begun.strengths.as_ref().map(ToString::to_string),
            state: coded!(strand.state()),
            steps: strand.steps().iter().map(|step| step_out(step, names)).collect(),
            progress: progress.collect(),
            came: strand.came().map(|came| StrandCameOut {
                outcome: coded!(came.outcome),
                words: came.words.to_string(),
                quote: came.quote.as_ref().map(ToString::to_string),
            }),
            begun: StampOut::new(begun.stamp.at, &line.by, &line.agency),
        }
    }
}

fn view_out(line: &ViewLine) -> PlanViewOut {
    PlanViewOut {
        view: coded!(line.view.view),
        words: line.view.words.as_ref().map(ToString::to_string),
        day: line.view.day.to_string(),
        recorded: StampOut::new(line.view.stamp.at, &line.by, &line.agency),
    }
}

impl StrandIn {
    fn check(&self, person: PersonId, check: &mut Check) -> Option<BeginStrand> {
        let topic = check.code("topic", &self.topic, Topic::from_code, SELECT_TOPIC);
        let aim = check.line("aim", &self.aim, "What is to be reached");
        let quote = check.optional_prose("quote", &self.quote, "What the person said");
        let need = check.optional_prose("need", &self.need, "What stands in the way");
        let strengths = check.optional_prose("strengths", &self.strengths, "What helps");
        Some(BeginStrand { person, topic: topic?, aim: aim?, need, strengths, quote })
    }
}

impl StrandFactIn {
    fn check(&self, check: &mut Check) -> Option<StrandMove> {
        match self {
            Self::Agreed { words, who, by_the_person, due } => {
                let words = check.line("words", words, "What is to be done");
                let who = match who.as_str() {
                    "me" => Some(Who::Myself),
                    "team" => Some(Who::Team),
                    other => {
                        check.id::<AccountId>("who", other, "Give me, team or an account").map(Who::Colleague)
                    }
                };
                let due = check.iso_date("due", due);
                let by_the_person = *by_the_person;
                Some(StrandMove::Agree(NewStep { words: words?, who: who?, by_the_person, due: due? }))
            }
            Self::Done { id, words } => {
                Some(StrandMove::Done(StepId(*id), check.optional_line("words", words, "What came of it")))
            }
            Self::Dropped { id, words } => {
                Some(StrandMove::Drop(StepId(*id), check.line("words", words, "Why nobody does it")?))
            }
            Self::Moved { id, due } => Some(StrandMove::Move(StepId(*id), check.iso_date("due", due)?)),
            Self::Progress { words } => check.prose("words", words, "What is new").map(StrandMove::Progress),
            Self::Closed { outcome, words, quote } => {
                let outcome = check.code("outcome", outcome, Outcome::from_code, "Give how far it came");
                let words = check.prose("words", words, "What came of it");
                let quote = check.optional_prose("quote", quote, "What the person said");
                Some(StrandMove::Close(Came { outcome: outcome?, words: words?, quote }))
            }
        }
    }
}

/// A person's plan.
#[utoipa::path(get, path = paths::PERSON_PLAN, tag = "people", params(("id" = Uuid, Path)),
    responses((status = 200, description = "The plan", body = PlanOut)))]
pub(super) async fn read_plan(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let part = plans::plan(cx.app(), cx.viewer(), person).await?;
    let strands = part.strands.iter().map(|line| StrandOut::of(line, &part.names)).collect();
    let views = part.views.iter().map(view_out).collect();
    json(StatusCode::OK, &PlanOut { strands, views })
}

/// Begin a strand, which the caller's agency holds.
#[utoipa::path(post, path = paths::PERSON_STRANDS, tag = "people", params(("id" = Uuid, Path)), request_body = StrandIn,
    responses((status = 201, description = "Begun", body = Made, headers(("Location" = String, description = "Where it is")))))]
pub(super) async fn begin_strand(
    cx: WebCx,
    Id(person): Id<PersonId>,
    key: Key,
    body: Json<StrandIn>,
) -> Answer {
    let mut check = Check::exact();
    let command = body.value.check(person, &mut check);
    let command = read(check, || command)?;
    let once = key.once(&body.text)?;
    let id = plans::begin(cx.app(), cx.viewer(), command, once.as_ref()).await?;
    created(&paths::strand(id), &Made { id: id.0 })
}

/// Record what the person says of the plan. It sets the day of the next review.
#[utoipa::path(post, path = paths::PERSON_PLAN_VIEWS, tag = "people", params(("id" = Uuid, Path)), request_body = PlanViewIn,
    responses((status = 201, description = "Recorded", body = Made, headers(("Location" = String, description = "The plan")))))]
pub(super) async fn record_plan_view(
    cx: WebCx,
    Id(person): Id<PersonId>,
    key: Key,
    body: Json<PlanViewIn>,
) -> Answer {
    let (mut check, sent) = (Check::exact(), &body.value);
    let view = check.code("view", &sent.view, View::from_code, SELECT_VIEW);
    let words = check.optional_prose("words", &sent.words, "Why");
    let day = check.iso_date("day", &sent.day);
    let command = read(check, || Some(RecordView { person, view: view?, words, day: day? }))?;
    let once = key.once(&body.text)?;
    let id = plans::record_view(cx.app(), cx.viewer(), command, once.as_ref()).await?;
    created(&paths::person_plan(person), &Made { id: id.0 })
}

/// One strand, with its version.
#[utoipa::path(get, path = paths::STRAND, tag = "people", params(("id" = Uuid, Path)),
    responses((status = 200, description = "The strand", body = StrandOut)))]
pub(super) async fn open_strand(cx: WebCx, Id(id): Id<StrandId>, Query(()): Query<()>) -> Answer {
    let opened = plans::strand(cx.app(), cx.viewer(), id).await?;
    versioned(opened.line.strand.version(), &StrandOut::of(&opened.line, &opened.names))
}

/// Record the next fact of a strand of the caller's agency.
#[utoipa::path(post, path = paths::STRAND_FACTS, tag = "people", params(("id" = Uuid, Path),
    ("If-Match" = String, Header, description = "The version that was read")), request_body = StrandFactIn,
    responses((status = 200, description = "The strand as it is now", body = StrandOut)))]
pub(super) async fn step_strand(
    cx: WebCx,
    Id(id): Id<StrandId>,
    Seen(seen): Seen,
    body: Json<StrandFactIn>,
) -> Answer {
    let mut check = Check::exact();
    let what = body.value.check(&mut check);
    let what = read(check, || what)?;
    plans::step(cx.app(), cx.viewer(), id, seen, what).await?;
    let now = plans::strand(cx.app(), cx.viewer(), id).await?;
    versioned(now.line.strand.version(), &StrandOut::of(&now.line, &now.names))
}
