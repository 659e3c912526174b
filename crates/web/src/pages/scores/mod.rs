//! Scores of reoffending: those on a record, one with its working, and the form that computes another.
//!
//! What holds: no page shows a score without saying what it does not say, and none but these shows one at all.

pub(crate) mod fields;
mod form;
mod list;
mod one;

use crate::{
    kit::{Html, InsetText},
    paths,
    router::{Access, Route},
};
use domain::reoffending_score::MEANING;
use gate::Action;

/// The routes about scores. Whether this very person's may be seen, the gate decides.
pub(crate) fn routes() -> Vec<Route> {
    let (read, record) = (Access::SignedIn, Access::May(Action::RecordScore));
    vec![
        Route::page(paths::PERSON_SCORES, read, list::get),
        Route::page(paths::SCORE_NEW, record, form::get),
        Route::form(paths::SCORE_NEW, record, form::post),
        Route::page(paths::SCORE, read, one::get),
    ]
}

fn meaning() -> Html {
    Html::of(&InsetText::new(MEANING))
}
