//! Subject access: a person's requests for a copy, the record as it is put together, its steps, and the copy to print.

mod bundle;
mod list;
mod one;
mod step;

use crate::{
    kit::{Tag, Tone},
    paths,
    router::{Access, Route},
};
use domain::access_request::AccessState;
use gate::Action;

/// The routes about requests for a copy.
pub(crate) fn routes() -> Vec<Route> {
    let handle = Access::May(Action::HandleAccessRequest);
    vec![
        Route::page(paths::PERSON_ACCESS_REQUESTS, handle, list::get),
        Route::form(paths::PERSON_ACCESS_REQUESTS, handle, list::post),
        Route::page(paths::ACCESS_REQUEST, handle, one::get),
        Route::page(paths::ACCESS_REQUEST_STEP, handle, step::get),
        Route::form(paths::ACCESS_REQUEST_STEP, handle, step::post),
        Route::page(paths::ACCESS_REQUEST_BUNDLE, handle, bundle::get),
        Route::page(paths::ACCESS_REQUEST_BUNDLE_PDF, handle, bundle::pdf),
    ]
}

/// Where a request stands.
fn state_tag(state: AccessState) -> Tag {
    let tone = match state {
        AccessState::Identity | AccessState::Open | AccessState::Checking => Tone::Soon,
        AccessState::Checked => Tone::Active,
        AccessState::Given => Tone::Good,
        AccessState::Withdrawn => Tone::Quiet,
    };
    Tag::new(state.words(), tone)
}
