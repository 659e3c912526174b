//! Rectification: a person's corrections with the form that corrects a note, and what one's own agency was told.

mod inbox;
mod of_person;

use crate::{
    paths,
    router::{Access, Route},
};
use gate::Action;

/// The routes about corrections.
pub(crate) fn routes() -> Vec<Route> {
    let (correct, take) = (Access::May(Action::AddNote), Access::May(Action::TakeCorrection));
    vec![
        Route::page(paths::PERSON_CORRECTIONS, correct, of_person::get),
        Route::form(paths::PERSON_CORRECTIONS, correct, of_person::post),
        Route::page(paths::CORRECTIONS, take, inbox::get),
        Route::form(paths::CORRECTION_ACKNOWLEDGE, take, inbox::acknowledge),
    ]
}
