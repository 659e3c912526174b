//! Who may open a record, and who may not, through the API.

use super::{
    json::{Json, json, read},
    wire::{Coded, Made, coded},
};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Query},
    paths::api as paths,
    router::{Access, Need, Route, Verb},
};
use app::{
    accounts::Scope,
    restrictions::{self, Bar, KeepApart, RestrictionsPart, SetLimit},
};
use domain::{
    ids::{AccountId, PersonId},
    restriction::{BarReason, LimitReason},
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
    let (limits, bars) = (Access::May(Action::LimitAccess), Access::May(Action::BarStaff));
    vec![
        Route::api(Get, paths::PERSON_RESTRICTIONS, reads, limits, read_restrictions),
        Route::api(Post, paths::PERSON_LIMIT, writes, limits, set_limit),
        Route::api(Post, paths::PERSON_LIMIT_LIFT, writes, limits, lift_limit),
        Route::api(Post, paths::PERSON_APART, writes, limits, keep_apart),
        Route::api(Post, paths::PERSON_WARN, writes, Access::May(Action::WarnTeam), warn_team),
        Route::api(Post, paths::PERSON_BAR, writes, bars, bar_colleague),
        Route::api(Post, paths::PERSON_READMIT, writes, bars, readmit_colleague),
    ]
}

/// Who may open the record from now on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LimitIn {
    /// Accounts; the caller among them.
    named: Vec<Uuid>,
    /// Why, by its code.
    reason: String,
}

/// Why a limit is lifted.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LiftIn {
    #[schema(min_length = 1, max_length = 200)]
    reason: String,
}

/// From whose team a record is kept apart, or no longer.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ApartIn {
    /// The short reference of that person.
    #[schema(min_length = 1, max_length = 20)]
    reference: String,
    /// Whom that team is told to speak to when risk rises: an account on the list. Without one the record no longer has to be kept
    /// apart.
    #[serde(default)]
    #[schema(format = Uuid)]
    contact: Option<String>,
}

/// Nothing but the act itself.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WarnIn {}

/// From whose team a record is kept apart.
#[derive(Serialize, ToSchema)]
pub(super) struct ApartOut {
    /// The short reference of that person.
    reference: String,
    /// Whom that team is told to speak to.
    contact: String,
}

/// Who is barred.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct BarIn {
    /// A colleague.
    #[schema(format = Uuid)]
    account: String,
    /// Why, by its code.
    reason: String,
    /// The last day; without one, until somebody ends it.
    #[serde(default)]
    #[schema(format = Date)]
    to: Option<String>,
}

/// Who is let in again.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReadmitIn {
    /// A colleague.
    #[schema(format = Uuid)]
    account: String,
}

/// The limit on a record.
#[derive(Serialize, ToSchema)]
pub(super) struct AccessLimitOut {
    /// Names of those who may open it.
    named: Vec<String>,
    #[schema(format = Date)]
    from: String,
    reason: Option<Coded>,
    #[schema(format = Date)]
    review: Option<String>,
}

/// A colleague who is or was barred.
#[derive(Serialize, ToSchema)]
pub(super) struct BarredOut {
    who: String,
    reason: Coded,
    #[schema(format = Date)]
    from: String,
    #[schema(format = Date)]
    to: Option<String>,
    /// Whether it bars today.
    barred: bool,
}

/// Who may open a record, and who may not.
#[derive(Serialize, ToSchema)]
pub(super) struct RestrictionsOut {
    limit: Option<AccessLimitOut>,
    /// From whose teams the record is kept apart.
    apart: Vec<ApartOut>,
    barred: Vec<BarredOut>,
}

impl RestrictionsOut {
    fn of(model: &RestrictionsPart) -> Self {
        let names = &model.names;
        Self {
            limit: model.limit.as_ref().map(|limit| AccessLimitOut {
                named: limit.named.iter().map(|one| names.account(*one)).collect(),
                from: limit.from.to_string(),
                reason: limit.reason.map(|reason| coded!(reason)),
                review: limit.review.map(|day| day.to_string()),
            }),
            apart: model
                .apart
                .iter()
                .map(|one| ApartOut { reference: one.reference.clone(), contact: names.account(one.contact) })
                .collect(),
            barred: model
                .exclusions
                .iter()
                .map(|one| BarredOut {
                    who: names.account(one.account),
                    reason: coded!(one.reason),
                    from: one.from.to_string(),
                    to: one.to.map(|day| day.to_string()),
                    barred: one.bars_on(model.today),
                })
                .collect(),
        }
    }
}

/// Who may open a record, and who of the caller's agency may not.
#[utoipa::path(get, path = paths::PERSON_RESTRICTIONS, tag = "openings", params(("id" = Uuid, Path)),
    responses((status = 200, description = "The limit, and who is barred", body = RestrictionsOut)))]
pub(super) async fn read_restrictions(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = restrictions::restrictions(cx.app(), cx.viewer(), person).await?;
    json(StatusCode::OK, &RestrictionsOut::of(&model))
}

/// Limit access to named people, or change the list.
#[utoipa::path(post, path = paths::PERSON_LIMIT, tag = "openings", params(("id" = Uuid, Path)), request_body = LimitIn,
    responses((status = 200, description = "Limited", body = Made)))]
pub(super) async fn set_limit(
    cx: WebCx,
    Id(person): Id<PersonId>,
    Query(()): Query<()>,
    body: Json<LimitIn>,
) -> Answer {
    let mut check = Check::exact();
    let named = body.value.named.iter().map(|id| AccountId(*id)).collect();
    let reason =
        check.code("reason", &body.value.reason, LimitReason::from_code, "Must be a reason, by its code");
    let command = read(check, || Some(SetLimit { person, named, reason: reason? }))?;
    restrictions::set_limit(cx.app(), cx.viewer(), command).await?;
    json(StatusCode::OK, &Made { id: person.0 })
}

/// Lift a limit.
#[utoipa::path(post, path = paths::PERSON_LIMIT_LIFT, tag = "openings", params(("id" = Uuid, Path)), request_body = LiftIn,
    responses((status = 200, description = "Lifted", body = Made)))]
pub(super) async fn lift_limit(
    cx: WebCx,
    Id(person): Id<PersonId>,
    Query(()): Query<()>,
    body: Json<LiftIn>,
) -> Answer {
    let mut check = Check::exact();
    let reason = check.line("reason", &body.value.reason, "why it is no longer needed");
    let reason = read(check, || reason)?;
    restrictions::lift(cx.app(), cx.viewer(), person, reason).await?;
    json(StatusCode::OK, &Made { id: person.0 })
}

/// Keep a record apart from another person's team, or no longer.
#[utoipa::path(post, path = paths::PERSON_APART, tag = "openings", params(("id" = Uuid, Path)), request_body = ApartIn,
    responses((status = 200, description = "Kept apart, or no longer", body = Made)))]
pub(super) async fn keep_apart(
    cx: WebCx,
    Id(person): Id<PersonId>,
    Query(()): Query<()>,
    body: Json<ApartIn>,
) -> Answer {
    let reference = body.value.reference.clone();
    let Some(contact) = body.value.contact.as_deref() else {
        restrictions::end_apart(cx.app(), cx.viewer(), person, &reference).await?;
        return json(StatusCode::OK, &Made { id: person.0 });
    };
    let mut check = Check::exact();
    let contact: Option<AccountId> = check.id("contact", contact, "Name an account on the list");
    let command = read(check, || Some(KeepApart { person, reference, contact: contact? }))?;
    restrictions::keep_apart(cx.app(), cx.viewer(), command).await?;
    json(StatusCode::OK, &Made { id: person.0 })
}

/// Tell those who work with the person from whom a record is kept apart whom to speak to, and nothing else.
#[utoipa::path(post, path = paths::PERSON_WARN, tag = "openings", params(("id" = Uuid, Path)), request_body = WarnIn,
    responses((status = 200, description = "Told", body = Made)))]
pub(super) async fn warn_team(
    cx: WebCx,
    Id(person): Id<PersonId>,
    Query(()): Query<()>,
    _: Json<WarnIn>,
) -> Answer {
    restrictions::warn_team(cx.app(), cx.viewer(), person).await?;
    json(StatusCode::OK, &Made { id: person.0 })
}

/// Bar a colleague from a record.
#[utoipa::path(post, path = paths::PERSON_BAR, tag = "openings", params(("id" = Uuid, Path)), request_body = BarIn,
    responses((status = 200, description = "Barred", body = Made)))]
pub(super) async fn bar_colleague(
    cx: WebCx,
    Id(person): Id<PersonId>,
    Query(()): Query<()>,
    body: Json<BarIn>,
) -> Answer {
    let sent = &body.value;
    let mut check = Check::exact();
    let account: Option<AccountId> = check.id("account", &sent.account, "Name a colleague");
    let reason = check.code("reason", &sent.reason, BarReason::from_code, "Must be a reason, by its code");
    let to = check.iso_date("to", sent.to.as_deref().unwrap_or_default());
    let command = read(check, || Some(Bar { person, account: account?, reason: reason?, to }))?;
    restrictions::bar(cx.app(), cx.viewer(), command).await?;
    json(StatusCode::OK, &Made { id: person.0 })
}

/// Let a colleague open a record again.
#[utoipa::path(post, path = paths::PERSON_READMIT, tag = "openings", params(("id" = Uuid, Path)), request_body = ReadmitIn,
    responses((status = 200, description = "Let in again", body = Made)))]
pub(super) async fn readmit_colleague(
    cx: WebCx,
    Id(person): Id<PersonId>,
    Query(()): Query<()>,
    body: Json<ReadmitIn>,
) -> Answer {
    let mut check = Check::exact();
    let account: Option<AccountId> = check.id("account", &body.value.account, "Name a colleague");
    let account = read(check, || account)?;
    restrictions::readmit(cx.app(), cx.viewer(), person, account).await?;
    json(StatusCode::OK, &Made { id: person.0 })
}
