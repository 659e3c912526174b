//! What has not begun, and schemes, as the API sends them.

use super::day;
use crate::api::wire::{Coded, coded};
use app::orders::{LateRow, LateStarts};
use domain::eligibility::{Eligibility, Scheme};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A requirement that has not begun.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct LateStartOut {
    person: Uuid,
    called: String,
    order: Uuid,
    requirement: Uuid,
    kind: String,
    name: String,
    #[schema(format = Date)]
    supervision_began: String,
    band: Coded,
    allocated_to: Option<String>,
}

/// What has not begun, and the area's share of it.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct LateStartsOut {
    #[schema(format = Date)]
    day: String,
    items: Vec<LateStartOut>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
    /// Not begun, late.
    late: u64,
    /// Not begun, very late.
    very_late: u64,
    /// Of how many that have been under supervision for as long.
    of: u64,
    /// Late and very late of all, in tenths of a per cent.
    per_mille: Option<u64>,
    /// The share of the study, in per cent.
    benchmark_per_cent: u16,
}

impl LateStartsOut {
    pub(in crate::api) fn of(list: &LateStarts, next_cursor: Option<String>, next: Option<String>) -> Self {
        let row = |row: &LateRow| LateStartOut {
            person: row.late.person.0,
            called: row.person.called(),
            order: row.late.order.0,
            requirement: row.late.requirement.0,
            kind: row.late.kind.clone(),
            name: row.late.name.clone(),
            supervision_began: row.late.supervision_began.to_string(),
            band: coded!(row.band),
            allocated_to: row.late.allocated.map(|account| list.names.account(account)),
        };
        Self {
            day: list.day.to_string(),
            items: list.rows.iter().map(row).collect(),
            next_cursor,
            next,
            late: list.share.late,
            very_late: list.share.very_late,
            of: list.share.of,
            per_mille: list.share.per_mille(),
            benchmark_per_cent: list.benchmark,
        }
    }
}

/// A question of a scheme.
#[derive(Serialize, ToSchema)]
struct CriterionOut {
    fact: String,
    question: String,
    wanted: bool,
}

/// A scheme.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct SchemeOut {
    code: String,
    name: String,
    requirement: String,
    beside: Option<String>,
    order: Coded,
    #[schema(format = Date)]
    from: String,
    #[schema(format = Date)]
    starts_until: Option<String>,
    source: String,
    questions: Vec<CriterionOut>,
}

impl SchemeOut {
    pub(in crate::api) fn of(scheme: &Scheme) -> Self {
        Self {
            code: scheme.code.clone(),
            name: scheme.name.clone(),
            requirement: scheme.requirement.clone(),
            beside: scheme.beside.clone(),
            order: coded!(scheme.order),
            from: scheme.from.to_string(),
            starts_until: day(scheme.starts_until),
            source: scheme.source.clone(),
            questions: scheme
                .criteria
                .iter()
                .map(|one| CriterionOut {
                    fact: one.fact.clone(),
                    question: one.question.clone(),
                    wanted: one.wanted,
                })
                .collect(),
        }
    }
}

/// What a scheme answers.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct EligibilityOut {
    scheme: String,
    eligible: bool,
    /// Why not.
    refused: Vec<String>,
    /// Questions that nobody has answered and that decide.
    asked: Vec<String>,
}

impl EligibilityOut {
    pub(in crate::api) fn of(scheme: &Scheme, answer: &Eligibility) -> Self {
        Self {
            scheme: scheme.code.clone(),
            eligible: answer.is_eligible(),
            refused: answer.refused.clone(),
            asked: answer.asked.clone(),
        }
    }
}
