//! The table of routes, and the router that is built from it.
//!
//! A route cannot exist outside the table: [`routes`] is the only list, each entry says its face and who may use it, and
//! the guard that checks this is put before every handler here. Tests walk the same table.

use crate::{
    api, assets, headers, health, metrics, observe, pages, paths,
    problem::Problem,
    session::{self, Guard},
    state::{Config, Shared, Web},
};
use app::{App, accounts::Scope};
use axum::{
    Router,
    body::Body,
    handler::Handler,
    middleware::from_fn_with_state,
    response::{IntoResponse, Response},
    routing::{MethodFilter, MethodRouter, on},
};
use gate::Action;
use std::{collections::BTreeSet, sync::Arc};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    csrf::{CsrfLayer, ProtectionError},
};

/// What is done to an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verb {
    /// Reads.
    Get,
    /// Changes or makes.
    Post,
    /// Puts a new version in place of an old one.
    Put,
}

/// For whom an answer is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// Pages, for people.
    Page,
    /// JSON, for programs; tokens need what is said here.
    Api(Need),
    /// Assets and signs of life, for machines.
    Machine,
}

/// What a token needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Any token will do.
    Any,
    /// A token with this scope.
    Scope(Scope),
    /// No token will do: only somebody who is signed in.
    Session,
}

/// Who may use a route at all. What they may do to one record, the gate decides in the use-case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everybody. This list may only shrink.
    Public,
    /// Whoever is signed in.
    SignedIn,
    /// Whose role may do this to something.
    May(Action),
}

/// One route of the table.
pub struct Route {
    /// What is done.
    pub verb: Verb,
    /// The template of its address.
    pub path: &'static str,
    /// For whom.
    pub face: Face,
    /// Who may.
    pub access: Access,
    /// Whether its form may carry a file.
    pub upload: bool,
    handler: MethodRouter<Shared>,
}

impl Verb {
    /// Its name in HTTP.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
        }
    }

    const fn filter(self) -> MethodFilter {
        match self {
            Self::Get => MethodFilter::GET,
            Self::Post => MethodFilter::POST,
            Self::Put => MethodFilter::PUT,
        }
    }
}

impl Route {
    fn new<H, T>(verb: Verb, path: &'static str, face: Face, access: Access, handler: H) -> Self
    where
        H: Handler<T, Shared>,
        T: 'static,
    {
        Self { verb, path, face, access, upload: false, handler: on(verb.filter(), handler) }
    }

    /// A page that is read.
    pub(crate) fn page<H: Handler<T, Shared>, T: 'static>(
        path: &'static str,
        access: Access,
        handler: H,
    ) -> Self {
        Self::new(Verb::Get, path, Face::Page, access, handler)
    }

    /// A form that is sent. Its address is the one at which the form is shown, so that a form cut short by the end of a
    /// session can be taken up again there.
    pub(crate) fn form<H: Handler<T, Shared>, T: 'static>(
        path: &'static str,
        access: Access,
        handler: H,
    ) -> Self {
        Self::new(Verb::Post, path, Face::Page, access, handler)
    }

    /// A form that is sent with a file.
    pub(crate) fn upload<H: Handler<T, Shared>, T: 'static>(
        path: &'static str,
        access: Access,
        handler: H,
    ) -> Self {
        Self { upload: true, ..Self::form(path, access, handler) }
    }

    /// A route of the API.
    pub(crate) fn api<H: Handler<T, Shared>, T: 'static>(
        verb: Verb,
        path: &'static str,
        need: Need,
        access: Access,
        handler: H,
    ) -> Self {
        Self::new(verb, path, Face::Api(need), access, handler)
    }

    fn machine<H: Handler<T, Shared>, T: 'static>(path: &'static str, handler: H) -> Self {
        Self::new(Verb::Get, path, Face::Machine, Access::Public, handler)
    }
}

/// Every route there is.
pub fn routes() -> Vec<Route> {
    let mut routes = vec![
        Route::machine(paths::HEALTH, health::health),
        Route::machine(paths::READY, health::ready),
        Route::machine(paths::METRICS, metrics::show),
        Route::machine(assets::ROUTE, assets::serve),
    ];
    routes.extend(pages::routes());
    routes.extend(api::routes());
    routes
}

/// The whole of pages and API over these use-cases.
///
/// Serve it with `into_make_service_with_connect_info::<SocketAddr>()`, so that sign-in knows who asks.
pub fn router(app: Arc<App>, config: Config) -> Router {
    router_over(Arc::new(Web::new(app, config)))
}

/// The same, over a state that the caller keeps, for example to set figures.
pub fn router_over(web: Shared) -> Router {
    let table = routes();
    let read: BTreeSet<&'static str> = table.iter().filter(|r| r.verb == Verb::Get).map(|r| r.path).collect();
    let mut built = Router::new();
    for route in table {
        let guard = Guard::new(Arc::clone(&web), &route, read.contains(route.path));
        built = built.route(route.path, route.handler.route_layer(from_fn_with_state(guard, session::guard)));
    }
    let built = built
        .fallback(async || Problem::not_found())
        .method_not_allowed_fallback(async || Problem::no_such_method());
    let same_site = CsrfLayer::new()
        .with_rejection_response(|_: ProtectionError| Problem::form_expired().into_response());
    built
        .layer(same_site)
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(Arc::clone(&web), observe::bound))
        .layer(from_fn_with_state(Arc::clone(&web), session::dress_the_rest))
        .layer(CompressionLayer::new().gzip(true))
        .layer(from_fn_with_state(Arc::clone(&web), headers::add))
        .layer(from_fn_with_state(Arc::clone(&web), observe::observe))
        .with_state(web)
}

/// A handler panicked. What it said may hold anything, so it is not repeated.
fn panicked(_: Box<dyn std::any::Any + Send + 'static>) -> Response<Body> {
    tracing::error!("a handler panicked");
    Problem::failed().into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// This list may only shrink.
    #[test]
    fn public_routes_are_these() {
        let public: Vec<String> = routes()
            .iter()
            .filter(|route| route.access == Access::Public)
            .map(|route| format!("{} {}", route.verb.name(), route.path))
            .collect();
        insta::assert_snapshot!(public.join("\n"));
    }

    #[test]
    fn no_route_is_listed_twice_and_none_under_the_api_is_a_page() {
        let mut seen = BTreeSet::new();
        for route in routes() {
            assert!(seen.insert((route.verb, route.path)), "{:?} {}", route.verb, route.path);
            assert_eq!(
                matches!(route.face, Face::Api(_)),
                route.path.starts_with(paths::api::ROOT),
                "{}",
                route.path
            );
        }
    }
}
