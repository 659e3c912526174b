//! Looks watched over: what waits for review, drawing a share, and one look with its review.

mod draw;
mod list;
mod one;

use crate::{
    paths,
    router::{Access, Route},
};
use gate::Action;

/// The routes about reviews of looks.
pub(crate) fn routes() -> Vec<Route> {
    let review = Access::May(Action::ReviewLooks);
    vec![
        Route::page(paths::LOOK_REVIEWS, review, list::get),
        Route::page(paths::LOOK_DRAW, review, draw::get),
        Route::form(paths::LOOK_DRAW, review, draw::post),
        Route::page(paths::LOOK_REVIEW, review, one::get),
        Route::form(paths::LOOK_REVIEW, review, one::post),
    ]
}
