//! What the partnership has beside people: bodies with seats, what services do and with whom, and which stages they cover.

mod coverage;
mod list;
mod one;
mod record;

use crate::{
    kit::Html,
    paths,
    router::{Access, Route},
};
use gate::Action;

/// What is asked where no kind was chosen.
pub(crate) const SELECT_KIND: &str = "Select a body or a service";
/// What is asked where no step was chosen.
pub(crate) const SELECT_STEP: &str = "Select one of the steps that it takes next";

/// The routes of bodies and of what services do.
pub(crate) fn routes() -> Vec<Route> {
    let (see, keep) = (Access::May(Action::SeeProvision), Access::May(Action::KeepProvision));
    vec![
        Route::page(paths::PROVISION, see, list::get),
        Route::page(paths::COVERAGE, see, coverage::get),
        Route::page(paths::PROVISION_NEW, keep, record::get_new),
        Route::form(paths::PROVISION_NEW, keep, record::post_new),
        Route::page(paths::PROVISION_ONE, see, one::get),
        Route::page(paths::PROVISION_STEP, keep, record::get),
        Route::form(paths::PROVISION_STEP, keep, record::post),
    ]
}

/// What is to be seen to, one below the other.
fn warned(lines: &[String]) -> Option<Html> {
    let lines: Vec<Html> = lines.iter().map(|line| Html::text(line)).collect();
    (!lines.is_empty()).then(|| Html::join(lines, "<br>"))
}
