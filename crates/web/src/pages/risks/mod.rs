//! Risk flags: those in force on a record, raising one, and looking at one again.

mod list;
pub(crate) mod new;
mod review;

use crate::{
    paths,
    router::{Access, Route},
};
use domain::risk::RiskFlag;
use gate::Action;

/// The routes about risk flags. Whether this very person's may be seen, the gate decides.
pub(crate) fn routes() -> Vec<Route> {
    let (raise, review) = (Access::May(Action::RaiseRisk), Access::May(Action::ReviewRisk));
    vec![
        Route::page(paths::PERSON_RISKS, Access::SignedIn, list::get),
        Route::page(paths::RISK_NEW, raise, new::get),
        Route::form(paths::RISK_NEW, raise, new::post),
        Route::page(paths::RISK_REVIEW, review, review::get),
        Route::form(paths::RISK_REVIEW, review, review::post),
    ]
}

/// How it is known, as far as that is told.
fn known_from(flag: &RiskFlag) -> Option<&'static str> {
    Some(flag.upkeep?.source?.words())
}
