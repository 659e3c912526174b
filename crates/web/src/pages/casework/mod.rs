//! Casework: what there is with one person, one piece with its history, the forms that begin and continue one, what the person is
//! given on paper, and the casework of the agency.

mod desk;
mod list;
mod one;
mod paper;
mod record;

pub(crate) use desk::DeskAsked;

use crate::{
    paths,
    router::{Access, Route},
};
use domain::casework::PieceKind;
use gate::Action;

/// What is asked where no kind was chosen.
pub(crate) const SELECT_KIND: &str = "Select what you want to begin";
/// What is asked where no step was chosen.
pub(crate) const SELECT_STEP: &str = "Select one of the steps that it takes next";

/// The routes of casework. Whether this very person's may be seen, and which pieces, the gate decides.
pub(crate) fn routes() -> Vec<Route> {
    let (read, keep) = (Access::SignedIn, Access::May(Action::KeepCasework));
    vec![
        Route::page(paths::CASEWORK, keep, desk::get),
        Route::page(paths::PERSON_CASEWORK, read, list::get),
        Route::page(paths::PIECE_NEW, keep, record::get_new),
        Route::form(paths::PIECE_NEW, keep, record::post_new),
        Route::page(paths::PIECE, read, one::get),
        Route::page(paths::PIECE_STEP, keep, record::get),
        Route::form(paths::PIECE_STEP, keep, record::post),
        Route::page(paths::PIECE_PAPER, read, paper::get),
        Route::page(paths::PIECE_PAPER_PDF, read, paper::pdf),
    ]
}

/// The address of the form that begins a piece of a kind.
fn new_of(person: domain::ids::PersonId, kind: PieceKind) -> String {
    paths::with_query(&paths::piece_new(person), &[("kind", kind.code())])
}
