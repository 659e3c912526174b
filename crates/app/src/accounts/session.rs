//! Sessions: kept on the server, ended by idleness, age, sign-out or their owner.

use super::{secret, token::Scope};
use crate::{
    App,
    ports::{Session, SessionLine, Stage},
    refusal::Refusal,
};
use domain::{
    account::Account,
    agency::Agency,
    ids::{AccountId, OpeningId, SessionId},
    section::Purpose,
};
use gate::Viewer;
use jiff::{SignedDuration, Timestamp};

/// The second factor is awaited this long.
const CODE_WITHIN: SignedDuration = SignedDuration::from_mins(10);
/// A session's last use is noted to this grain, so that reading costs no write.
const GRAIN: SignedDuration = SignedDuration::from_mins(1);
/// Sessions that one page lists.
const LISTED: u32 = 50;

/// Somebody who is signed in, or whose token acts.
#[derive(Debug, Clone)]
pub struct Signed {
    /// What the gate asks about.
    pub viewer: Viewer,
    /// The account.
    pub account: Account,
    /// The agency it acts for.
    pub agency: Agency,
    /// The session; `None` for a token.
    pub session: Option<SessionId>,
    /// What its forms must send back; zeros for a token.
    pub csrf: [u8; 32],
    /// What a token is limited to; `None` for a session, which may do all that the roles may.
    pub scopes: Option<Vec<Scope>>,
    /// The emergency that the account has open, and until when; its time may be over.
    pub emergency: Option<(OpeningId, Timestamp)>,
}

/// What a presented session secret amounts to.
#[derive(Debug, Clone)]
pub enum SessionState {
    /// Signed in.
    SignedIn(Box<Signed>),
    /// The password was right; the second factor is awaited.
    AwaitingCode {
        /// What its forms must send back.
        csrf: [u8; 32],
    },
    /// It was a session of this account, which has ended: what was typed may be kept for them.
    Expired(AccountId),
    /// Nothing that this installation knows.
    None,
}

impl Signed {
    /// Somebody acting for `account` of `agency`.
    pub const fn new(account: Account, agency: Agency) -> Self {
        let viewer =
            Viewer { account: account.id, agency: agency.id, agency_kind: agency.kind, roles: account.roles };
        Self { viewer, account, agency, session: None, csrf: [0; 32], scopes: None, emergency: None }
    }

    /// Whether a token's scopes allow this; a session may do whatever its roles may.
    pub fn within(&self, scope: Scope) -> bool {
        self.scopes.as_ref().is_none_or(|scopes| scopes.contains(&scope))
    }
}

/// What the presented secret amounts to now.
pub async fn session(app: &App, presented: &str) -> Result<SessionState, Refusal> {
    let Some(found) = app.store.session(&secret::hash(presented)).await? else {
        return Ok(SessionState::None);
    };
    let now = app.wall_now();
    if found.account.closed_at.is_some() {
        return Ok(SessionState::None);
    }
    if has_ended(app, &found, now) {
        return Ok(match found.stage {
            Stage::Full => SessionState::Expired(found.account.id),
            Stage::Password => SessionState::None,
        });
    }
    if found.stage == Stage::Password {
        return Ok(SessionState::AwaitingCode { csrf: found.csrf });
    }
    if now.duration_since(found.seen_at) >= GRAIN {
        app.store.touch_session(found.id, now).await?;
    }
    let signed = Signed {
        session: Some(found.id),
        csrf: found.csrf,
        emergency: found.emergency,
        ..Signed::new(found.account, found.agency)
    };
    Ok(SessionState::SignedIn(Box::new(signed)))
}

fn has_ended(app: &App, session: &Session, now: Timestamp) -> bool {
    let age = now.duration_since(session.created_at);
    let idle = now.duration_since(session.seen_at);
    session.ended_at.is_some()
        || match session.stage {
            Stage::Password => age > CODE_WITHIN,
            Stage::Full => age > app.settings.session_most || idle > app.settings.session_idle,
        }
}

/// The session that awaits its second factor, for sign-in alone.
pub(super) async fn awaiting(app: &App, presented: &str) -> Result<Option<Session>, Refusal> {
    let found = app.store.session(&secret::hash(presented)).await?;
    let now = app.wall_now();
    Ok(found
        .filter(|s| s.stage == Stage::Password && s.account.closed_at.is_none() && !has_ended(app, s, now)))
}

/// Ends the present session.
pub async fn sign_out(app: &App, signed: &Signed) -> Result<(), Refusal> {
    let Some(session) = signed.session else { return Ok(()) };
    revoke_session(app, signed, session).await
}

/// Open sessions of the account, newest first.
pub async fn sessions(app: &App, signed: &Signed) -> Result<Vec<SessionLine>, Refusal> {
    let mut cx = app.read(&signed.viewer, Purpose::Administration, "list sessions").await?;
    let lines = cx.tx.sessions(signed.account.id, LISTED).await?;
    let now = app.wall_now();
    let open = lines
        .into_iter()
        .filter(|line| {
            now.duration_since(line.created_at) <= app.settings.session_most
                && now.duration_since(line.seen_at) <= app.settings.session_idle
        })
        .collect();
    cx.answer(open).await
}

/// Ends one session of the account.
///
/// # Errors
/// [`Refusal::NotFound`] when it is not an open session of theirs.
pub async fn revoke_session(app: &App, signed: &Signed, session: SessionId) -> Result<(), Refusal> {
    let mut cx = app.write(&signed.viewer, Purpose::Administration, "end a session").await?;
    let ended = cx.tx.end_session(signed.account.id, session, app.wall_now()).await?;
    if ended { cx.answer(()).await } else { Err(Refusal::NotFound) }
}

/// Ends every session of the account but the present one; answers how many.
pub async fn revoke_others(app: &App, signed: &Signed) -> Result<u64, Refusal> {
    let mut cx = app.write(&signed.viewer, Purpose::Administration, "end other sessions").await?;
    let ended = cx.tx.end_sessions(signed.account.id, signed.session, app.wall_now()).await?;
    cx.answer(ended).await
}
