//! People: search, the viewer's caseload, a new record.

pub(crate) mod caseload;
pub(crate) mod caseload_table;
pub(crate) mod fields;
mod new;
mod search;

use crate::{
    paths,
    router::{Access, Route},
};
use gate::Action;

/// The routes about people in general.
pub(crate) fn routes() -> Vec<Route> {
    let (search, create) = (Access::May(Action::SearchPeople), Access::May(Action::CreatePerson));
    vec![
        Route::page(paths::PEOPLE, search, search::get),
        Route::page(paths::CASELOAD, Access::May(Action::SeeCaseload), caseload::get),
        Route::page(paths::NEW_PERSON, create, new::get),
        Route::form(paths::NEW_PERSON, create, new::post),
        Route::page(paths::NEW_PERSON_CHECK, create, new::check),
        Route::form(paths::NEW_PERSON_CHECK, create, new::create),
    ]
}
