//! What has not begun, and whether somebody may be put into a scheme.

use super::wire::{EligibilityOut, LateStartsOut, SchemeOut};
use crate::{
    answer::{Answer, Id, WebCx},
    api::{
        json::{Json, json, read},
        paging::Page,
    },
    form::{Asked, Check, Query, Typed, cursor},
    paths::{self as pages, api as paths},
};
use app::orders;
use domain::ids::{OrderId, RequirementId};
use http::StatusCode;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};

/// As of which day.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct LateAsked {
    /// Today, where none is given.
    #[param(required = false, value_type = String, format = Date)]
    day: Option<Date>,
    #[param(ignore)]
    page: Page,
    #[param(ignore)]
    after: Option<(Date, RequirementId)>,
}

impl Asked for LateAsked {
    const KNOWN: &'static [&'static str] = &["day", "limit", "cursor"];
    const EXACT: bool = true;

    fn read(typed: &Typed, check: &mut Check) -> Self {
        let page = Page::read_in(typed, check);
        Self {
            day: check.iso_date("day", typed.get("day")),
            after: check.cursor("cursor", &page.cursor, |place| Some((place.part(0)?, place.part(1)?))),
            page,
        }
    }
}

/// Requirements without a first session, longest first, and the agency's share of them.
#[utoipa::path(get, path = paths::LATE_STARTS, tag = "orders", params(LateAsked, Page),
    responses((status = 200, description = "What has not begun", body = LateStartsOut)))]
pub(in crate::api) async fn list_late_starts(cx: WebCx, Query(asked): Query<LateAsked>) -> Answer {
    let limit = asked.page.limit;
    let list = orders::late_starts(cx.app(), cx.viewer(), asked.day, asked.after, limit).await?;
    let next = list.next.map(|(day, id)| cursor([day.to_string(), id.to_string()]));
    let (day, limit) = (list.day.to_string(), limit.to_string());
    let address = next.as_ref().map(|next| {
        pages::with_query(paths::LATE_STARTS, &[("day", &day), ("limit", &limit), ("cursor", next)])
    });
    json(StatusCode::OK, &LateStartsOut::of(&list, next, address))
}

/// Schemes.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct SchemesOut {
    items: Vec<SchemeOut>,
}

/// Schemes with their rules, by name.
#[utoipa::path(get, path = paths::SCHEMES, tag = "orders",
    responses((status = 200, description = "Schemes", body = SchemesOut)))]
pub(in crate::api) async fn list_schemes(cx: WebCx, Query(()): Query<()>) -> Answer {
    let schemes = orders::schemes(cx.app(), cx.viewer()).await?;
    json(StatusCode::OK, &SchemesOut { items: schemes.iter().map(SchemeOut::of).collect() })
}

/// What is put to a scheme.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct EligibilityIn {
    /// The scheme's code.
    #[schema(min_length = 1, max_length = 50)]
    scheme: String,
    /// The day on which the person would start; today, where none is given.
    #[serde(default)]
    #[schema(format = Date)]
    start: Option<String>,
    /// Answers to the scheme's questions, by the code of the fact.
    facts: BTreeMap<String, bool>,
}

/// Whether the person may be put into a scheme, with the reasons. It decides and keeps nothing.
#[utoipa::path(post, path = paths::ORDER_ELIGIBILITY, tag = "orders", params(("id" = uuid::Uuid, Path)), request_body = EligibilityIn,
    responses((status = 200, description = "The answer, with reasons", body = EligibilityOut)))]
pub(in crate::api) async fn assess_for_scheme(
    cx: WebCx,
    Id(order): Id<OrderId>,
    Query(()): Query<()>,
    body: Json<EligibilityIn>,
) -> Answer {
    let sent = body.value;
    let mut check = Check::exact();
    let start = check.iso_date("start", sent.start.as_deref().unwrap_or_default());
    read(check, || Some(()))?;
    let (scheme, answer) =
        orders::assess(cx.app(), cx.viewer(), order, &sent.scheme, start, sent.facts).await?;
    json(StatusCode::OK, &EligibilityOut::of(&scheme, &answer))
}
