//! The API, `/api/v1`: the same use-cases as the pages, as JSON.

use crate::router::Route;

/// Every route of the API.
pub(crate) fn routes() -> Vec<Route> {
    Vec::new()
}
