//! Who else a person may be: their record beside each that is like it, and the form that decides.

mod agreement;
mod group;
mod review;
mod side_by_side;
mod waiting;
mod weighed;

use crate::{
    paths,
    router::{Access, Route},
};
use gate::Action;

/// The routes about identity review.
pub(crate) fn routes() -> Vec<Route> {
    let may = Access::May(Action::ReviewIdentity);
    vec![
        Route::page(paths::POSSIBLE_DUPLICATES, may, waiting::get),
        Route::page(paths::REVIEWER_AGREEMENT, may, agreement::get),
        Route::page(paths::SAME_PERSON, may, group::get),
        Route::page(paths::IDENTITY_REVIEW, may, review::get),
        Route::form(paths::IDENTITY_REVIEW, may, review::post),
    ]
}
