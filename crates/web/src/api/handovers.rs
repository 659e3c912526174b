//! Handing a person over to probation through the API.

use super::{
    json::{Json, Key, Seen, created, read, versioned},
    wire::{Coded, IdentityOut, Made, StampOut, coded},
};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Query},
    paths::api as paths,
    router::{Access, Need, Route, Verb},
};
use app::{
    accounts::Scope,
    handovers::{self, HandOver, HandoverStep, HandoverView},
};
use domain::ids::{AgencyId, CaseHandoverId, PersonId};
use gate::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// The routes of this module.
pub(super) fn routes() -> Vec<Route> {
    use Verb::{Get, Post};
    let (reads, writes) = (Need::Scope(Scope::PeopleRead), Need::Scope(Scope::PeopleWrite));
    let may = Access::May;
    let (gives, answers) = (may(Action::HandOver), may(Action::AnswerHandover));
    vec![
        Route::api(Post, paths::PERSON_HANDOVERS, writes, gives, hand_over),
        Route::api(Get, paths::HANDOVER, reads, may(Action::SearchPeople), open_handover),
        Route::api(Post, paths::HANDOVER_ANSWER, writes, answers, answer_handover),
        Route::api(Post, paths::HANDOVER_WITHDRAW, writes, gives, withdraw_handover),
    ]
}

/// To whom a person is handed over.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct HandOverIn {
    /// A probation agency.
    #[schema(format = Uuid)]
    agency: String,
    /// What its team should know first.
    #[serde(default)]
    #[schema(max_length = 200)]
    words: Option<String>,
}

/// The answer of the agency that was asked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct HandoverAnswerIn {
    #[schema(pattern = "^(take_on|decline)$")]
    answer: String,
    /// Who owns what follows, where the person is taken on.
    #[serde(default)]
    #[schema(format = Uuid)]
    account: Option<String>,
    /// Why not, where the person is declined.
    #[serde(default)]
    #[schema(max_length = 200)]
    reason: Option<String>,
}

/// Why a handover is withdrawn.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct HandoverWithdrawIn {
    #[schema(min_length = 1, max_length = 200)]
    reason: String,
}

/// What became of a handover.
#[derive(Serialize, ToSchema)]
struct HandoverStepOut {
    step: Coded,
    reason: Option<String>,
    taken: StampOut,
}

/// A handover.
#[derive(Serialize, ToSchema)]
pub(super) struct CaseHandoverOut {
    id: Uuid,
    person: IdentityOut,
    state: Coded,
    from: String,
    to: String,
    #[schema(format = Date)]
    answer_by: String,
    words: Option<String>,
    offered: StampOut,
    steps: Vec<HandoverStepOut>,
    /// What the caller may do now.
    may: Vec<Coded>,
}

impl CaseHandoverOut {
    fn of(model: &HandoverView) -> Self {
        let (one, names) = (&model.handover, &model.names);
        let stamp = |stamp: &domain::stamp::Stamp| {
            StampOut::new(stamp.at, names.account(stamp.by), names.agency(stamp.agency))
        };
        Self {
            id: one.offer.id.0,
            person: IdentityOut::of(&model.person, model.glance.today),
            state: coded!(one.state()),
            from: names.agency(one.offer.from),
            to: names.agency(one.offer.to),
            answer_by: one.offer.answer_by.to_string(),
            words: one.offer.words.as_ref().map(ToString::to_string),
            offered: stamp(&one.offer.stamp),
            steps: one
                .facts()
                .iter()
                .map(|(at, fact)| HandoverStepOut {
                    step: coded!(fact.as_move()),
                    reason: fact.reason().map(ToString::to_string),
                    taken: stamp(at),
                })
                .collect(),
            may: model.moves.iter().map(|step| coded!(*step)).collect(),
        }
    }
}

/// Hand a person over to a probation agency, which is to answer by a day.
#[utoipa::path(post, path = paths::PERSON_HANDOVERS, tag = "people", params(("id" = Uuid, Path)), request_body = HandOverIn,
    responses((status = 201, description = "Handed over", body = Made, headers(("Location" = String, description = "Where it is")))))]
pub(super) async fn hand_over(
    cx: WebCx,
    Id(person): Id<PersonId>,
    Query(()): Query<()>,
    key: Key,
    body: Json<HandOverIn>,
) -> Answer {
    let sent = &body.value;
    let mut check = Check::exact();
    let to: Option<AgencyId> = check.id("agency", &sent.agency, "Choose a probation agency");
    let words =
        check.optional_line("words", sent.words.as_deref().unwrap_or_default(), "what they should know");
    let command = read(check, || Some(HandOver { person, to: to?, words }))?;
    let once = key.once(&body.text)?;
    let id = handovers::hand_over(cx.app(), cx.viewer(), command, once.as_ref()).await?;
    created(&paths::handover(id), &Made { id: id.0 })
}

/// One handover, for either end.
#[utoipa::path(get, path = paths::HANDOVER, tag = "people", params(("id" = Uuid, Path)),
    responses((status = 200, description = "The handover", body = CaseHandoverOut)))]
pub(super) async fn open_handover(cx: WebCx, Id(id): Id<CaseHandoverId>, Query(()): Query<()>) -> Answer {
    let model = handovers::handover(cx.app(), cx.viewer(), id).await?;
    versioned(model.handover.version(), &CaseHandoverOut::of(&model))
}

/// Take the person on, with an owner, or decline with a reason.
#[utoipa::path(post, path = paths::HANDOVER_ANSWER, tag = "people", params(("id" = Uuid, Path)), request_body = HandoverAnswerIn,
    responses((status = 200, description = "Answered", body = Made)))]
pub(super) async fn answer_handover(
    cx: WebCx,
    Id(id): Id<CaseHandoverId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
    body: Json<HandoverAnswerIn>,
) -> Answer {
    let sent = &body.value;
    let mut check = Check::exact();
    let (account, reason) = (sent.account.as_deref(), sent.reason.as_deref());
    let step = match sent.answer.as_str() {
        "take_on" => check
            .id("account", account.unwrap_or_default(), "Name who owns what follows")
            .map(HandoverStep::TakeOn),
        "decline" => {
            check.line("reason", reason.unwrap_or_default(), "why you decline").map(HandoverStep::Decline)
        }
        _ => check.wrong("answer", "unknown", "Must be take_on or decline"),
    };
    let step = read(check, || step)?;
    let version = handovers::answer(cx.app(), cx.viewer(), id, seen, step).await?;
    versioned(version, &Made { id: id.0 })
}

/// Withdraw a handover that was a mistake, or is needed no longer.
#[utoipa::path(post, path = paths::HANDOVER_WITHDRAW, tag = "people", params(("id" = Uuid, Path)), request_body = HandoverWithdrawIn,
    responses((status = 200, description = "Withdrawn", body = Made)))]
pub(super) async fn withdraw_handover(
    cx: WebCx,
    Id(id): Id<CaseHandoverId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
    body: Json<HandoverWithdrawIn>,
) -> Answer {
    let mut check = Check::exact();
    let reason = check.line("reason", &body.value.reason, "why it is withdrawn");
    let step = read(check, || reason.map(HandoverStep::Withdraw))?;
    let version = handovers::answer(cx.app(), cx.viewer(), id, seen, step).await?;
    versioned(version, &Made { id: id.0 })
}
