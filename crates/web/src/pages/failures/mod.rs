//! Failures to comply with an order: one with the others of its order, and the steps of the statutory rule.

mod one;
mod step;

pub(crate) use one::state_tag;

use crate::{
    paths,
    router::{Access, Route},
};
use gate::Action;

/// The routes about failures.
pub(crate) fn routes() -> Vec<Route> {
    let decide = Access::May(Action::DecideFailure);
    vec![
        Route::page(paths::FAILURE, Access::SignedIn, one::get),
        Route::page(paths::FAILURE_STEP, decide, step::get),
        Route::form(paths::FAILURE_STEP, decide, step::post),
    ]
}
