//! One's own API tokens: made, listed and revoked by somebody who is signed in, never by a token.

use super::{
    json::{Json, created, json, read},
    paging::{Listed, Page},
    people::place,
};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Query, cursor},
    paths::api as paths,
};
use app::{
    accounts::{self, CreateToken, Scope},
    ports::TokenLine,
};
use axum::body::Body;
use domain::ids::TokenId;
use http::{Response, StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A token, without its secret.
#[derive(Serialize, ToSchema)]
pub(super) struct TokenOut {
    id: Uuid,
    name: String,
    scopes: Vec<String>,
    #[schema(format = DateTime)]
    expires_at: String,
    #[schema(format = DateTime)]
    revoked_at: Option<String>,
    /// The agency that it acts for, where that is not the account's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    acts_for: Option<String>,
}

impl TokenOut {
    fn of(line: &TokenLine) -> Self {
        Self {
            id: line.id.0,
            name: line.name.clone(),
            scopes: line.scopes.clone(),
            expires_at: line.expires_at.to_string(),
            revoked_at: line.revoked_at.map(|at| at.to_string()),
            acts_for: line.host.clone(),
        }
    }
}

/// The caller's tokens, newest first; the newest 100 at most.
#[utoipa::path(get, path = paths::TOKENS, tag = "account", params(Page),
    responses((status = 200, description = "Tokens", body = Listed<TokenOut>)))]
pub(super) async fn list_tokens(cx: WebCx, Query(page): Query<Page>) -> Answer {
    let after = place(&page, |cursor| cursor.part::<Uuid>(0))?;
    let lines = accounts::tokens(cx.app(), &cx.signed).await?;
    let (rows, next) = page.of(lines, after.as_ref(), |line| line.id.0);
    let items = rows.iter().map(TokenOut::of).collect();
    let (next, limit) = (next.map(|id| cursor([id])), page.limit.to_string());
    json(StatusCode::OK, &Listed::new(items, next, paths::TOKENS, &[("limit", &limit)]))
}

/// A new token.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TokenIn {
    /// What it is for.
    #[schema(
        min_length = 1,
        max_length = 200,
        pattern = r"[^\s\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]"
    )]
    name: String,
    /// What it may be used for: `people:read`, `people:write`, `referrals:read`, `referrals:write`, `court:read`, `court:write`, `agreements:read`, `agreements:write`.
    #[schema(min_items = 1, max_items = 4)]
    scopes: Vec<String>,
    /// Its life in days.
    #[schema(minimum = 1, maximum = 366)]
    days: u16,
    /// The present password of the account, typed again.
    #[schema(min_length = 1, max_length = 200, format = Password)]
    password: String,
}

/// A token that was made, with its secret.
#[derive(Serialize, ToSchema)]
pub(super) struct NewTokenOut {
    id: Uuid,
    /// The secret: shown this once.
    token: String,
}

/// Make a token, for the agency that the caller acts for now; its secret is shown once. The present password is asked again.
#[utoipa::path(post, path = paths::TOKENS, tag = "account", request_body = TokenIn,
    responses((status = 201, description = "Made", body = NewTokenOut, headers(("Location" = String, description = "The list of tokens")))))]
pub(super) async fn create_token(cx: WebCx, Query(()): Query<()>, body: Json<TokenIn>) -> Answer {
    let sent = &body.value;
    let mut check = Check::exact();
    let name = check.line("name", &sent.name, "a name");
    if sent.scopes.len() > Scope::ALL.len() {
        check.wrong::<()>("scopes", "too-many", "Give each scope once");
    }
    let sentence = "Select scopes of the list";
    let scopes: Vec<Scope> = sent
        .scopes
        .iter()
        .filter_map(|code| check.code("scopes", code, Scope::from_code, sentence))
        .collect();
    let command = read(check, || Some(CreateToken { name: name?, scopes, days: sent.days }))?;
    let (id, token) = accounts::create_own_token(cx.app(), &cx.signed, &sent.password, command).await?;
    created(paths::TOKENS, &NewTokenOut { id: id.0, token })
}

/// Revoke a token; it ends at once.
#[utoipa::path(post, path = paths::TOKEN_REVOKE, tag = "account", params(("id" = uuid::Uuid, Path)),
    responses((status = 204, description = "Revoked")))]
pub(super) async fn revoke_token(cx: WebCx, Id(token): Id<TokenId>, Query(()): Query<()>) -> Answer {
    accounts::revoke_token(cx.app(), &cx.signed, token).await?;
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    Ok(response)
}
