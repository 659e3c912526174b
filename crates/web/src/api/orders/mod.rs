//! Orders, requirements, failures and the end of an order through the API.

pub(super) mod end;
pub(super) mod failures;
pub(super) mod late;
pub(super) mod make;
pub(super) mod steps;
mod wire;

use crate::{
    paths::api as paths,
    problem::Problem,
    router::{Access, Need, Route, Verb},
};
use app::{Refusal, accounts::Scope};
use gate::Action;

/// The routes of this module.
pub(super) fn routes() -> Vec<Route> {
    use Verb::{Get, Post};
    let (reads, writes) = (Need::Scope(Scope::PeopleRead), Need::Scope(Scope::PeopleWrite));
    let may = Access::May;
    let see = may(Action::SearchPeople);
    vec![
        Route::api(Get, paths::PERSON_ORDERS, reads, see, make::list_orders),
        Route::api(Post, paths::PERSON_ORDERS, writes, may(Action::RecordOrder), make::record_order),
        Route::api(
            Post,
            paths::PERSON_WILLINGNESS,
            writes,
            may(Action::RecordWillingness),
            make::record_willingness,
        ),
        Route::api(
            Get,
            paths::REQUIREMENT_KINDS,
            reads,
            may(Action::RecordOrder),
            make::list_requirement_kinds,
        ),
        Route::api(Get, paths::ORDER, reads, see, make::open_order),
        Route::api(Post, paths::ORDER_STEPS, writes, may(Action::CarryOutOrder), steps::step_order),
        Route::api(
            Post,
            paths::ORDER_REQUIREMENTS,
            writes,
            may(Action::CarryOutOrder),
            steps::step_requirement,
        ),
        Route::api(Post, paths::ORDER_LEADS, writes, may(Action::SetLead), steps::set_lead),
        Route::api(Post, paths::ORDER_CADENCE, writes, may(Action::RaiseCadence), steps::set_cadence),
        Route::api(Post, paths::ORDER_FAILURES, writes, may(Action::RecordFailure), failures::record_failure),
        Route::api(Get, paths::FAILURE, reads, see, failures::open_failure),
        Route::api(Post, paths::FAILURE_STEPS, writes, may(Action::DecideFailure), failures::step_failure),
        Route::api(Post, paths::ORDER_NOTICES, writes, may(Action::EndOrder), end::tell_agencies),
        Route::api(Post, paths::ORDER_ACKNOWLEDGE, writes, may(Action::AcknowledgeEnd), end::acknowledge_end),
        Route::api(Post, paths::ORDER_OUTCOMES, writes, may(Action::EndOrder), end::record_outcome),
        Route::api(Post, paths::ORDER_HANDOVER, writes, may(Action::EndOrder), end::write_handover),
        Route::api(Post, paths::ORDER_END, writes, may(Action::EndOrder), end::end_order),
        Route::api(Get, paths::SCHEMES, reads, may(Action::RecordOrder), late::list_schemes),
        Route::api(
            Post,
            paths::ORDER_ELIGIBILITY,
            reads,
            may(Action::CarryOutOrder),
            late::assess_for_scheme,
        ),
        Route::api(Get, paths::LATE_STARTS, reads, may(Action::SeeLateStarts), late::list_late_starts),
    ]
}

/// For a stale version, the record as it is now.
async fn or_current<T>(
    step: Result<T, Refusal>,
    now: impl Future<Output = Result<serde_json::Value, Refusal>>,
) -> Result<T, Problem> {
    match step {
        Ok(done) => Ok(done),
        Err(refusal @ Refusal::Stale { .. }) => {
            let current = now.await?;
            Err(Problem::from(refusal).with_current(current))
        }
        Err(refusal) => Err(refusal.into()),
    }
}
