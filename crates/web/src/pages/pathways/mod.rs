//! Pathways of services: what was agreed, its versions, and the meetings each quarter at which the partners review it.

mod list;
mod one;
mod review;

use crate::{
    paths,
    router::{Access, Route},
};
use gate::Action;

/// The routes about pathways.
pub(crate) fn routes() -> Vec<Route> {
    let (see, review) = (Access::May(Action::SeePathways), Access::May(Action::ReviewPathway));
    vec![
        Route::page(paths::PATHWAYS, see, list::get),
        Route::page(paths::PATHWAY, see, one::get),
        Route::page(paths::PATHWAY_REVIEW, review, review::get),
        Route::form(paths::PATHWAY_REVIEW, review, review::post),
    ]
}
