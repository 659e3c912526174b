//! The pages, a folder for each place that people go to; every one lists its own routes.

pub(crate) mod accounts;
pub(crate) mod error;
pub(crate) mod my_account;
pub(crate) mod sign_in;

use crate::router::Route;

/// Every route of the pages.
pub(crate) fn routes() -> Vec<Route> {
    let mut routes = sign_in::routes();
    routes.extend(my_account::routes());
    routes.extend(accounts::routes());
    routes
}
