//! Pages and API: faces of the use-cases in `app`, and nothing besides.
//!
//! What holds: every address is in [`paths`], every route in [`router::routes`], and before each handler stands the
//! guard of [`router`]. A handler reads a form or an address into a command, calls one use-case, and shows what came of
//! it. No rule lives here, and no row of the database can: this crate does not know the one that holds them.

pub mod answer;
mod api;
pub mod assets;
mod csrf;
pub mod form;
pub mod headers;
mod health;
pub mod kit;
mod metrics;
pub mod observe;
mod pages;
mod paper;
pub mod paths;
pub mod problem;
pub mod router;
mod session;
pub mod state;
mod uploads;
mod visitor;
pub mod words;

pub use api::openapi;
pub use metrics::Figures;
pub use router::{Access, Face, Need, Route, Verb, router, router_over, routes};
pub use state::{Config, Shared, Web};
