//! Accounts of one agency, for its administrator: joiners, movers and leavers.

use crate::router::Route;

/// The routes of account administration.
pub(crate) fn routes() -> Vec<Route> {
    Vec::new()
}
