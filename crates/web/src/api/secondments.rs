//! Secondments through the API: to and from the caller's agency, and for which agency somebody who is signed in acts.

use super::{
    json::{Json, Key, Seen, created, json, read, versioned},
    wire::{Coded, Made, StampOut, coded},
};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Query},
    pages::secondments::step_of,
    paths::api as paths,
    router::{Access, Need, Route, Verb},
};
use app::{
    accounts::Scope,
    secondments::{self, Choices, Propose, SecondmentView},
};
use domain::{
    ids::SecondmentId,
    role::{Role, Roles},
};
use gate::Action;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// The routes of this module.
pub(super) fn routes() -> Vec<Route> {
    use Verb::{Get, Post};
    let (reads, writes) = (Need::Scope(Scope::AgreementsRead), Need::Scope(Scope::AgreementsWrite));
    let arranges = Access::May(Action::ArrangeSecondment);
    vec![
        Route::api(Get, paths::SECONDMENTS, reads, arranges, list_secondments),
        Route::api(Post, paths::SECONDMENTS, writes, arranges, propose_secondment),
        Route::api(Get, paths::SECONDMENT, reads, arranges, open_secondment),
        Route::api(Post, paths::SECONDMENT_ANSWER, writes, arranges, answer_secondment),
        Route::api(Get, paths::ACTING_FOR, Need::Session, Access::SignedIn, read_acting_for),
        Route::api(Post, paths::ACTING_FOR, Need::Session, Access::SignedIn, change_acting_for),
    ]
}

/// What became of a secondment.
#[derive(Serialize, ToSchema)]
struct SecondmentStepOut {
    step: Coded,
    reason: Option<String>,
    taken: StampOut,
}

/// A secondment.
#[derive(Serialize, ToSchema)]
pub(super) struct SecondmentOut {
    id: Uuid,
    account: Uuid,
    name: String,
    home: String,
    host: String,
    roles: Vec<Coded>,
    #[schema(format = Date)]
    from: String,
    #[schema(format = Date)]
    until: String,
    state: Coded,
    /// Whether the secondee may act for the host today.
    in_force: bool,
    proposed: StampOut,
    steps: Vec<SecondmentStepOut>,
    /// What the caller may do now.
    may: Vec<Coded>,
}

impl SecondmentOut {
    fn of(view: &SecondmentView) -> Self {
        let (one, proposal) = (&view.secondment, &view.secondment.proposal);
        let agency = |id| if id == proposal.home { view.home.clone() } else { view.host.clone() };
        Self {
            id: proposal.id.0,
            account: proposal.account.0,
            name: view.who.clone(),
            home: view.home.clone(),
            host: view.host.clone(),
            roles: proposal.roles.iter().map(|role| coded!(role)).collect(),
            from: proposal.from.to_string(),
            until: proposal.until.to_string(),
            state: coded!(one.state()),
            in_force: view.in_force,
            proposed: StampOut::new(
                proposal.stamp.at,
                view.proposed_by.clone(),
                agency(proposal.stamp.agency),
            ),
            steps: one
                .facts()
                .iter()
                .zip(&view.by)
                .map(|((stamp, fact), by)| SecondmentStepOut {
                    step: coded!(fact.as_move()),
                    reason: fact.reason().map(ToString::to_string),
                    taken: StampOut::new(stamp.at, by.clone(), agency(stamp.agency)),
                })
                .collect(),
            may: view.moves.iter().map(|step| coded!(*step)).collect(),
        }
    }
}

/// Secondments.
#[derive(Serialize, ToSchema)]
pub(super) struct SecondmentsOut {
    items: Vec<SecondmentOut>,
}

/// The secondments to and from the caller's agency, newest first; the newest 200 at most.
#[utoipa::path(get, path = paths::SECONDMENTS, tag = "account",
    responses((status = 200, description = "Secondments", body = SecondmentsOut)))]
pub(super) async fn list_secondments(cx: WebCx, Query(()): Query<()>) -> Answer {
    let found = secondments::secondments(cx.app(), cx.viewer()).await?;
    json(StatusCode::OK, &SecondmentsOut { items: found.iter().map(SecondmentOut::of).collect() })
}

/// A secondment to be proposed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SecondmentIn {
    /// With which address the secondee signs in.
    #[schema(format = Email, max_length = 254)]
    email: String,
    /// At which agency they are to work.
    #[schema(format = Uuid)]
    host: String,
    /// In which roles there.
    #[schema(min_items = 1, max_items = 6)]
    roles: Vec<String>,
    #[schema(format = Date)]
    from: String,
    #[schema(format = Date)]
    until: String,
}

/// Propose a secondment, for the agency that somebody comes from or for the one that they go to. It opens nothing until the
/// other agency has agreed.
#[utoipa::path(post, path = paths::SECONDMENTS, tag = "account", request_body = SecondmentIn,
    responses((status = 201, description = "Proposed", body = Made, headers(("Location" = String, description = "Where it is")))))]
pub(super) async fn propose_secondment(
    cx: WebCx,
    Query(()): Query<()>,
    key: Key,
    body: Json<SecondmentIn>,
) -> Answer {
    let sent = &body.value;
    let mut check = Check::exact();
    let email = check.email("email", &sent.email);
    let host = check.id("host", &sent.host, "Give an agency");
    let mut roles = Roles::NONE;
    if sent.roles.len() > secondments::ROLES.len() {
        check.wrong::<()>("roles", "too-many", "Give each role once");
    }
    for code in &sent.roles {
        let role = check.code("roles", code, Role::from_code, "Give roles of the list");
        roles = roles.iter().chain(role).collect();
    }
    let from = check.code("from", &sent.from, str::parse, "Give the first day");
    let until = check.code("until", &sent.until, str::parse, "Give the last day");
    let command = || Some(Propose { email: email?, host: host?, roles, from: from?, until: until? });
    let command = read(check, command)?;
    let once = key.once(&body.text)?;
    let id = secondments::propose(cx.app(), cx.viewer(), command, once.as_ref()).await?;
    created(&paths::secondment(id), &Made { id: id.0 })
}

/// One secondment, for either agency.
#[utoipa::path(get, path = paths::SECONDMENT, tag = "account", params(("id" = Uuid, Path)),
    responses((status = 200, description = "The secondment", body = SecondmentOut)))]
pub(super) async fn open_secondment(cx: WebCx, Id(id): Id<SecondmentId>, Query(()): Query<()>) -> Answer {
    let view = secondments::secondment(cx.app(), cx.viewer(), id).await?;
    versioned(view.secondment.version(), &SecondmentOut::of(&view))
}

/// A step of a secondment.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SecondmentAnswerIn {
    #[schema(pattern = "^(agree|decline|withdraw|end)$")]
    step: String,
    /// Why; not needed to agree.
    #[serde(default)]
    #[schema(max_length = 200)]
    reason: Option<String>,
}

/// Agree to a secondment, decline it, withdraw it or end it today.
#[utoipa::path(post, path = paths::SECONDMENT_ANSWER, tag = "account", params(("id" = Uuid, Path)), request_body = SecondmentAnswerIn,
    responses((status = 200, description = "The step is taken", body = Made)))]
pub(super) async fn answer_secondment(
    cx: WebCx,
    Id(id): Id<SecondmentId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
    body: Json<SecondmentAnswerIn>,
) -> Answer {
    let mut check = Check::exact();
    let step = step_of(&mut check, &body.value.step, body.value.reason.as_deref().unwrap_or_default());
    let step = read(check, || step)?;
    let version = secondments::step(cx.app(), cx.viewer(), id, seen, step).await?;
    versioned(version, &Made { id: id.0 })
}

/// A secondment that the caller may act under today.
#[derive(Serialize, ToSchema)]
struct ChoiceOut {
    secondment: Uuid,
    host: String,
    #[schema(format = Date)]
    until: String,
}

/// For which agency the caller acts.
#[derive(Serialize, ToSchema)]
pub(super) struct ActingOut {
    /// The account's own agency.
    home: String,
    /// The secondment acted under now; absent for the account's own agency.
    secondment: Option<Uuid>,
    /// What may be chosen besides the account's own agency.
    hosts: Vec<ChoiceOut>,
}

fn acting(model: &Choices) -> ActingOut {
    let choice = |one: &secondments::Choice| ChoiceOut {
        secondment: one.secondment.0,
        host: one.host.clone(),
        until: one.until.to_string(),
    };
    ActingOut {
        home: model.home.clone(),
        secondment: model.now.map(|id| id.0),
        hosts: model.hosts.iter().map(choice).collect(),
    }
}

/// For which agency the caller's session acts, and for which it may. A token acts for the one that it was made for.
#[utoipa::path(get, path = paths::ACTING_FOR, tag = "account",
    responses((status = 200, description = "The agency acted for", body = ActingOut)))]
pub(super) async fn read_acting_for(cx: WebCx, Query(()): Query<()>) -> Answer {
    json(StatusCode::OK, &acting(&secondments::choices(cx.app(), &cx.signed).await?))
}

/// For which agency the session acts from the next request on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ActingIn {
    /// A secondment that is in force; null for the account's own agency.
    secondment: Option<Uuid>,
}

/// Change the agency that the session acts for. Forms and scripts take the session's new token from the next page.
#[utoipa::path(post, path = paths::ACTING_FOR, tag = "account", request_body = ActingIn,
    responses((status = 200, description = "Changed", body = Made)))]
pub(super) async fn change_acting_for(cx: WebCx, Query(()): Query<()>, body: Json<ActingIn>) -> Answer {
    let under = body.value.secondment.map(SecondmentId);
    secondments::act_for(cx.app(), &cx.signed, under).await?;
    json(StatusCode::OK, &Made { id: cx.signed.account.id.0 })
}
