//! Who asks through the API: a token, or a session with the token of its forms in a header.

use super::cookies;
use crate::{
    csrf,
    problem::Problem,
    router::{Need, Verb},
    state::Shared,
};
use app::accounts::{self, SessionState, Signed};
use http::{HeaderMap, HeaderName, header};
use std::sync::Arc;

/// The header in which a script sends the session's form token.
pub(crate) const CSRF_HEADER: HeaderName = HeaderName::from_static("x-csrf-token");

/// Whoever the token or session of this request stands for.
pub(crate) async fn who(
    web: &Shared,
    headers: &HeaderMap,
    verb: Verb,
    need: Need,
) -> Result<Arc<Signed>, Problem> {
    match headers.get(header::AUTHORIZATION) {
        Some(value) => {
            let token = value.to_str().ok().and_then(|value| value.strip_prefix("Bearer "));
            let token = token.ok_or_else(Problem::not_signed_in)?;
            let signed = accounts::token(&web.app, token).await?.ok_or_else(Problem::not_signed_in)?;
            within(&signed, need)?;
            Ok(Arc::new(signed))
        }
        None => by_session(web, headers, verb).await,
    }
}

fn within(signed: &Signed, need: Need) -> Result<(), Problem> {
    let allowed = match need {
        Need::Any => true,
        Need::Scope(scope) => signed.within(scope),
        Need::Session => signed.session.is_some(),
    };
    if allowed { Ok(()) } else { Err(Problem::outside_scope()) }
}

async fn by_session(web: &Shared, headers: &HeaderMap, verb: Verb) -> Result<Arc<Signed>, Problem> {
    let secret = cookies::pair(web, headers).ok_or_else(Problem::not_signed_in)?;
    let SessionState::SignedIn(signed) = accounts::session(&web.app, &secret).await? else {
        return Err(Problem::not_signed_in());
    };
    if verb != Verb::Get {
        let sent = headers.get(CSRF_HEADER).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if !csrf::fits(&signed.csrf, sent) {
            return Err(Problem::form_expired());
        }
    }
    Ok(Arc::from(signed))
}
