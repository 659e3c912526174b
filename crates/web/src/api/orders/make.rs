//! Reading orders, recording one, and what may be chosen.

use super::wire::{OrderRecordOut, OrdersOut, RequirementKindOut};
use crate::{
    answer::{Answer, Id, WebCx},
    api::{
        json::{Json, Key, created, json, read, versioned},
        wire::Made,
    },
    form::{Asked, Check, Query, Typed},
    paths::api as paths,
    problem::Problem,
};
use app::{
    Refusal,
    orders::{self, MakeOrder, NewRequirement, NewWillingness},
};
use domain::{
    cadence::Trigger,
    ids::{AgencyId, OrderId, PersonId},
    lead::Nation,
    order::OrderKind,
    requirement::{Condition, ConditionKind, LawDates, RequirementRule},
};
use http::StatusCode;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// A person's orders with their requirements, leads, failures and what is due on them.
#[utoipa::path(get, path = paths::PERSON_ORDERS, tag = "orders", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, description = "Orders, newest first", body = OrdersOut)))]
pub(in crate::api) async fn list_orders(cx: WebCx, Id(id): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let tab = orders::orders_of(cx.app(), cx.viewer(), id).await?;
    json(StatusCode::OK, &OrdersOut::of(&tab))
}

/// One order.
#[utoipa::path(get, path = paths::ORDER, tag = "orders", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, description = "The order", body = OrderRecordOut, headers(("ETag" = String, description = "Its version")))))]
pub(in crate::api) async fn open_order(cx: WebCx, Id(id): Id<OrderId>, Query(()): Query<()>) -> Answer {
    let tab = orders::order(cx.app(), cx.viewer(), id).await?;
    let Some(view) = tab.orders.first() else { return Err(Problem::not_found()) };
    let version = view.record.course.version();
    versioned(version, &OrderRecordOut::of(view, &tab.names, tab.glance.today))
}

/// The order as it is now, for a writer who saw an older version.
pub(super) async fn current(cx: &WebCx, id: OrderId) -> Result<serde_json::Value, Refusal> {
    let tab = orders::order(cx.app(), cx.viewer(), id).await?;
    let view = tab.orders.first().ok_or(Refusal::NotFound)?;
    let now = OrderRecordOut::of(view, &tab.names, tab.glance.today);
    Ok(serde_json::to_value(now).unwrap_or_default())
}

/// What shows a condition of treatment.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ConditionIn {
    #[schema(pattern = "^(dependent|treatable|arranged|willing)$")]
    condition: String,
    /// A score, a report, a letter.
    #[schema(min_length = 1, max_length = 200)]
    evidence: String,
    /// Who assessed it.
    #[schema(min_length = 1, max_length = 200)]
    assessor: String,
    #[schema(format = Date)]
    day: String,
}

/// A requirement.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RequirementIn {
    /// A code of the catalogue.
    #[schema(min_length = 1, max_length = 20)]
    code: String,
    /// How much, in the unit of its kind.
    amount: u32,
    /// The agency that gives it.
    #[serde(default)]
    #[schema(format = Uuid)]
    provider: Option<String>,
    #[serde(default)]
    #[schema(max_items = 10)]
    conditions: Vec<ConditionIn>,
}

/// An order as the court made it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct OrderIn {
    #[schema(pattern = "^(community|suspended|licence|post_sentence)$")]
    kind: String,
    #[serde(default)]
    #[schema(max_length = 200)]
    court: Option<String>,
    /// In plain words.
    #[serde(default)]
    #[schema(max_length = 200)]
    offence: Option<String>,
    #[serde(default)]
    #[schema(format = Date)]
    offence_day: Option<String>,
    #[serde(default)]
    #[schema(format = Date)]
    convicted: Option<String>,
    #[schema(format = Date)]
    made: String,
    #[schema(format = Date)]
    ends: String,
    /// Until when a suspended sentence can be activated.
    #[serde(default)]
    #[schema(format = Date)]
    operational_ends: Option<String>,
    /// The variant of the delivery model.
    #[serde(default)]
    #[schema(pattern = "^(england|wales)$")]
    nation: Option<String>,
    #[schema(max_items = 30)]
    requirements: Vec<RequirementIn>,
    /// High risk of serious harm: the first appointment is due sooner.
    #[serde(default)]
    high_risk: bool,
    /// What raises the cadence of joint meetings from the start, as codes.
    #[serde(default)]
    #[schema(max_items = 4)]
    triggers: Vec<String>,
    /// To whom it is allocated at once, by account.
    #[serde(default)]
    #[schema(format = Uuid)]
    allocate_to: Option<String>,
}

fn iso(check: &mut Check, field: &'static str, sent: Option<&String>) -> Option<Date> {
    sent.and_then(|text| check.iso_date(field, text))
}

fn must(check: &mut Check, field: &'static str, sent: &str) -> Option<Date> {
    if sent.is_empty() {
        return check.wrong(field, "required", "Give a date in the form 2026-03-02");
    }
    check.iso_date(field, sent)
}

fn condition(check: &mut Check, sent: &ConditionIn) -> Option<Condition> {
    let kind = check.code(
        "conditions",
        &sent.condition,
        ConditionKind::from_code,
        "Must be dependent, treatable, arranged or willing",
    );
    let evidence = check.line("conditions", &sent.evidence, "what shows it");
    let assessor = check.line("conditions", &sent.assessor, "who assessed it");
    let day = must(check, "conditions", &sent.day);
    Some(Condition { kind: kind?, evidence: evidence?, assessor: assessor?, day: day? })
}

fn requirement(check: &mut Check, sent: &RequirementIn) -> Option<NewRequirement> {
    let provider = sent.provider.clone().unwrap_or_default();
    let provider: Option<AgencyId> = check.optional_id("provider", &provider, "Give the id of an agency");
    let conditions: Vec<Option<Condition>> =
        sent.conditions.iter().map(|one| condition(check, one)).collect();
    let conditions = conditions.into_iter().collect::<Option<Vec<_>>>()?;
    Some(NewRequirement { code: sent.code.trim().to_uppercase(), amount: sent.amount, conditions, provider })
}

fn command(person: PersonId, sent: &OrderIn) -> Result<MakeOrder, Problem> {
    let mut check = Check::exact();
    let kind = check.code("kind", &sent.kind, OrderKind::from_code, "Select what the court made");
    let court = check.optional_line("court", sent.court.as_deref().unwrap_or_default(), "the court");
    let offence = check.optional_line("offence", sent.offence.as_deref().unwrap_or_default(), "the offence");
    let offence_day = iso(&mut check, "offence_day", sent.offence_day.as_ref());
    let convicted = iso(&mut check, "convicted", sent.convicted.as_ref());
    let (made, ends) = (must(&mut check, "made", &sent.made), must(&mut check, "ends", &sent.ends));
    let operational_ends = iso(&mut check, "operational_ends", sent.operational_ends.as_ref());
    let nation = sent.nation.as_deref().unwrap_or("england");
    let nation = check.code("nation", nation, Nation::from_code, "Must be england or wales");
    let requirements: Vec<Option<NewRequirement>> =
        sent.requirements.iter().map(|one| requirement(&mut check, one)).collect();
    let triggers: Vec<Option<Trigger>> = sent
        .triggers
        .iter()
        .map(|code| check.code("triggers", code, Trigger::from_code, "Select what raises the cadence"))
        .collect();
    let allocate_to = sent.allocate_to.clone().unwrap_or_default();
    let allocate_to = check.optional_id("allocate_to", &allocate_to, "Give the id of an account");
    read(check, || {
        Some(MakeOrder {
            person,
            kind: kind?,
            court,
            offence,
            dates: LawDates { offence: offence_day, convicted, made: made? },
            ends: ends?,
            operational_ends,
            nation: nation?,
            requirements: requirements.into_iter().collect::<Option<Vec<_>>>()?,
            high_risk: sent.high_risk,
            triggers: triggers.into_iter().collect::<Option<Vec<_>>>()?,
            allocate_to,
        })
    })
}

/// Record an order that a court has made: leads, meetings and all that is due are laid down at once.
#[utoipa::path(post, path = paths::PERSON_ORDERS, tag = "orders", params(("id" = uuid::Uuid, Path)), request_body = OrderIn,
    responses((status = 201, description = "Recorded", body = Made, headers(("Location" = String, description = "Where the order is")))))]
pub(in crate::api) async fn record_order(
    cx: WebCx,
    Id(person): Id<PersonId>,
    Query(()): Query<()>,
    key: Key,
    body: Json<OrderIn>,
) -> Answer {
    let command = command(person, &body.value)?;
    let once = key.once(&body.text)?;
    let id = orders::make(cx.app(), cx.viewer(), command, once.as_ref()).await?;
    created(&paths::order(id), &Made { id: id.0 })
}

/// On which dates.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct KindsAsked {
    /// What the court made.
    #[param(value_type = String, pattern = "^(community|suspended|licence|post_sentence)$")]
    kind: Option<OrderKind>,
    /// The day of the order.
    #[param(value_type = String, format = Date)]
    made: Option<Date>,
    /// The day of the offence.
    #[param(required = false, value_type = String, format = Date)]
    offence_day: Option<Date>,
    /// The day of conviction.
    #[param(required = false, value_type = String, format = Date)]
    convicted: Option<Date>,
}

impl Asked for KindsAsked {
    const KNOWN: &'static [&'static str] = &["kind", "made", "offence_day", "convicted"];
    const EXACT: bool = true;

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self {
            kind: check.code("kind", typed.get("kind"), OrderKind::from_code, "Select what the court made"),
            made: must(check, "made", typed.get("made")),
            offence_day: check.iso_date("offence_day", typed.get("offence_day")),
            convicted: check.iso_date("convicted", typed.get("convicted")),
        }
    }
}

/// Kinds of requirement.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct KindsOut {
    items: Vec<RequirementKindOut>,
}

/// Requirements that the law allows in an order of this kind on these dates.
#[utoipa::path(get, path = paths::REQUIREMENT_KINDS, tag = "orders", params(KindsAsked),
    responses((status = 200, description = "Kinds, by code", body = KindsOut)))]
pub(in crate::api) async fn list_requirement_kinds(cx: WebCx, Query(asked): Query<KindsAsked>) -> Answer {
    let (Some(kind), Some(made)) = (asked.kind, asked.made) else { return Err(Problem::not_found()) };
    let dates = orders::dates_of(asked.offence_day, asked.convicted, made);
    let rules: Vec<RequirementRule> = orders::requirement_kinds(cx.app(), cx.viewer(), kind, dates).await?;
    json(StatusCode::OK, &KindsOut { items: rules.iter().map(RequirementKindOut::of).collect() })
}

/// What a person said about complying.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct WillingnessIn {
    /// A code of the catalogue.
    #[schema(min_length = 1, max_length = 20)]
    kind: String,
    willing: bool,
    #[schema(format = Date)]
    day: String,
    #[serde(default)]
    #[schema(max_length = 12_000)]
    words: Option<String>,
    #[serde(default)]
    #[schema(format = Uuid)]
    order: Option<String>,
}

/// Record willingness to comply: it says nothing about what may be shared.
#[utoipa::path(post, path = paths::PERSON_WILLINGNESS, tag = "orders", params(("id" = uuid::Uuid, Path)), request_body = WillingnessIn,
    responses((status = 201, description = "Recorded", body = Made, headers(("Location" = String, description = "Where it is")))))]
pub(in crate::api) async fn record_willingness(
    cx: WebCx,
    Id(person): Id<PersonId>,
    Query(()): Query<()>,
    key: Key,
    body: Json<WillingnessIn>,
) -> Answer {
    let sent = &body.value;
    let mut check = Check::exact();
    let day = must(&mut check, "day", &sent.day);
    let words = check.optional_prose("words", sent.words.as_deref().unwrap_or_default(), "their words");
    let order =
        check.optional_id("order", sent.order.as_deref().unwrap_or_default(), "Give the id of an order");
    let (kind, willing) = (sent.kind.trim().to_uppercase(), sent.willing);
    let new = read(check, || Some(NewWillingness { person, order, kind, willing, day: day?, words }))?;
    let once = key.once(&body.text)?;
    let id = orders::record_willingness(cx.app(), cx.viewer(), new, once.as_ref()).await?;
    created(&paths::person_orders(person), &Made { id: id.0 })
}
