//! Failures to comply as the API sends them.

use crate::api::wire::{Coded, StampOut, coded};
use app::{
    enforcement::{FailureView, OpenedFailure},
    people::Names,
};
use domain::failure::{Failure, FailureFact};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A failure in a list.
#[derive(Serialize, ToSchema)]
pub(super) struct FailureBrief {
    id: Uuid,
    version: i64,
    #[schema(format = Date)]
    day: String,
    what: String,
    offered: Option<String>,
    source: String,
    state: Coded,
}

impl FailureBrief {
    pub(super) fn of(failure: &Failure, source: String) -> Self {
        Self {
            id: failure.failed.id.0,
            version: failure.version(),
            day: failure.failed.day.to_string(),
            what: failure.failed.what.to_string(),
            offered: failure.failed.offered.as_ref().map(ToString::to_string),
            source,
            state: coded!(failure.state()),
        }
    }
}

/// A warning as it was given.
#[derive(Serialize, ToSchema)]
struct WarningOut {
    circumstances: String,
    unacceptable: String,
    liability: String,
}

/// A step of a failure's history.
#[derive(Serialize, ToSchema)]
struct FailureStepOut {
    step: Coded,
    #[schema(format = Date)]
    day: String,
    words: Option<String>,
    warning: Option<WarningOut>,
    finding: Option<Coded>,
    taken: StampOut,
}

/// A failure with its history.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct FailureOut {
    id: Uuid,
    version: i64,
    order: Uuid,
    #[schema(format = Date)]
    day: String,
    what: String,
    offered: Option<String>,
    /// Who recorded it.
    source: StampOut,
    state: Coded,
    /// Hours from the record to the decision.
    hours_to_decide: Option<i64>,
    /// Whether a warning of the same order within the period means that it must be referred.
    must_refer: bool,
    /// The last day on which that warning counts.
    #[schema(format = Date)]
    warning_counts_until: Option<String>,
    #[schema(format = Date)]
    evidence_by: String,
    #[schema(format = Date)]
    breach_by: String,
    steps: Vec<FailureStepOut>,
    /// Other failures of the order.
    others: Vec<FailureBrief>,
    /// Steps that the caller may take, as codes.
    moves: Vec<&'static str>,
}

impl FailureOut {
    pub(in crate::api) fn of(opened: &OpenedFailure) -> Self {
        let (view, names) = (&opened.this, &opened.names);
        let failure = &view.failure;
        let failed = &failure.failed;
        let other = |one: &&FailureView| one.failure.failed.id != failed.id;
        let brief = |one: &FailureView| FailureBrief::of(&one.failure, one.source.clone());
        Self {
            id: failed.id.0,
            version: failure.version(),
            order: failed.order.0,
            day: failed.day.to_string(),
            what: failed.what.to_string(),
            offered: failed.offered.as_ref().map(ToString::to_string),
            source: StampOut::new(failed.source.at, &view.by, &view.source),
            state: coded!(failure.state()),
            hours_to_decide: failure.hours_to_decide(),
            must_refer: view.window.because.is_some(),
            warning_counts_until: view.window.because.map(|(_, last)| last.to_string()),
            evidence_by: opened.evidence_by.to_string(),
            breach_by: opened.breach_by.to_string(),
            steps: view.steps.iter().map(|line| step(line, names)).collect(),
            others: opened.all.iter().filter(other).map(brief).collect(),
            moves: opened.moves.iter().map(|step| step.code()).collect(),
        }
    }
}

fn step(line: &app::enforcement::StepLine, names: &Names) -> FailureStepOut {
    let words = match &line.fact {
        FailureFact::Accepted(words)
        | FailureFact::Rejected(words)
        | FailureFact::Referred(words)
        | FailureFact::Voided(words)
        | FailureFact::Dropped(words)
        | FailureFact::Withdrawn(words)
        | FailureFact::Restored(words) => Some(words.to_string()),
        FailureFact::Heard(_, words) => words.as_ref().map(ToString::to_string),
        FailureFact::Awaited | FailureFact::Warned(_) | FailureFact::Begun => None,
    };
    let warning = if let FailureFact::Warned(given) = &line.fact {
        Some(WarningOut {
            circumstances: given.circumstances.to_string(),
            unacceptable: given.unacceptable.to_string(),
            liability: given.liability.to_string(),
        })
    } else {
        None
    };
    let finding = if let FailureFact::Heard(found, _) = &line.fact { Some(coded!(found)) } else { None };
    FailureStepOut {
        step: coded!(line.fact.as_move()),
        day: line.day.to_string(),
        words,
        warning,
        finding,
        taken: StampOut::new(line.stamp.at, &line.by, names.agency(line.stamp.agency)),
    }
}
