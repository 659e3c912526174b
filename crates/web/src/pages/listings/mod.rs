//! A person's places on lists of hubs: those there are, proposing one, and what each agency of the hub records of one.

mod list;
mod new;
mod one;
mod record;

use crate::{
    paths,
    router::{Access, Route},
};
use gate::Action;

/// What is asked where nothing was chosen.
pub(crate) const SELECT_STATUS: &str = "Select whether they are under an order or a licence";
/// The same of the kind.
pub(crate) const SELECT_KIND: &str = "Select a kind";
/// The same of a position.
pub(crate) const SELECT_STANCE: &str = "Select what your agency thinks";
/// The same of a principle.
pub(crate) const SELECT_PRINCIPLE: &str = "Select a principle";

/// The routes of listings. Whether this very person's may be seen, the gate decides.
pub(crate) fn routes() -> Vec<Route> {
    let propose = Access::May(Action::ProposeListing);
    let mut routes = vec![
        Route::page(paths::PERSON_LISTINGS, Access::SignedIn, list::get),
        Route::page(paths::LISTING_NEW, propose, new::get),
        Route::form(paths::LISTING_NEW, propose, new::post),
        Route::page(paths::LISTING, Access::SignedIn, one::get),
    ];
    routes.extend(record::routes(Access::May(Action::KeepListing)));
    routes
}
