//! Sessions: kept on the server, ended by idleness, age, sign-out or their owner.

use super::{secret, token::Scope};
use crate::{
    App,
    drafts::Desk,
    ports::{ActingUnder, Session, SessionLine, Stage},
    refusal::Refusal,
};
use domain::{
    account::Account,
    agency::Agency,
    ids::{AgencyId, OpeningId, SecondmentId, SessionId},
    role::Roles,
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
/// Secondments of one account that are looked through.
const SECONDMENTS: u32 = 200;

/// Somebody who is signed in, or whose token acts.
#[derive(Debug, Clone)]
pub struct Signed {
    /// What the gate asks about.
    pub viewer: Viewer,
    /// The account, as its own agency keeps it.
    pub account: Account,
    /// The agency it acts for: its own, or the host of the secondment it acts under.
    pub agency: Agency,
    /// The secondment it acts under; `None` for the account's own agency.
    pub acting: Option<SecondmentId>,
    /// Whether the account may act for more than one agency.
    pub may_change: bool,
    /// The host of the secondment that the session acted under until that was over: it acts for the account's own agency
    /// again, and its owner is told so until they have read it.
    pub fell_back_from: Option<String>,
    /// The session; `None` for a token.
    pub session: Option<SessionId>,
    /// What its forms must send back; zeros for a token.
    pub csrf: [u8; 32],
    /// The same where it acts for the account's own agency.
    pub(super) home_csrf: [u8; 32],
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
    /// It was a session at this desk, which has ended: what was typed may be kept for its owner.
    Expired(Desk),
    /// Nothing that this installation knows.
    None,
}

impl Signed {
    /// Somebody acting for `account` of `agency`.
    pub const fn new(account: Account, agency: Agency) -> Self {
        let roles = account.roles;
        Self::of(account, agency, roles, None)
    }

    const fn of(account: Account, agency: Agency, roles: Roles, acting: Option<SecondmentId>) -> Self {
        let viewer = Viewer { account: account.id, agency: agency.id, agency_kind: agency.kind, roles };
        Self {
            viewer,
            account,
            agency,
            acting,
            may_change: false,
            fell_back_from: None,
            session: None,
            csrf: [0; 32],
            home_csrf: [0; 32],
            scopes: None,
            emergency: None,
        }
    }

    /// Somebody acting for the host of a secondment that is in force.
    pub(super) fn seconded(account: Account, under: ActingUnder) -> Self {
        Self::of(account, under.host, under.roles, Some(under.id))
    }

    /// Where forms that this somebody began are kept: apart for each agency, so that what was typed for one is never put
    /// before them while they act for the other.
    pub fn desk(&self) -> Desk {
        Desk { account: self.account.id, host: self.acting.map(|_| self.agency.id) }
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
    // An agency that has left: none of its sessions stands for anybody from the next request on, whoever they act for.
    if found.account.closed_at.is_some() || has_left(app, &found) {
        return Ok(SessionState::None);
    }
    if has_ended(app, &found, now) {
        return Ok(match found.stage {
            Stage::Full => SessionState::Expired(desk_of(app, &found)),
            Stage::Password => SessionState::None,
        });
    }
    if found.stage == Stage::Password {
        return Ok(SessionState::AwaitingCode { csrf: found.csrf });
    }
    if now.duration_since(found.seen_at) >= GRAIN {
        app.store.touch_session(found.id, now).await?;
    }
    Ok(SessionState::SignedIn(Box::new(signed(app, found))))
}

/// Who the session stands for today: the one place that says for which agency somebody acts.
fn signed(app: &App, found: Session) -> Signed {
    let today = app.today();
    let (session, home_csrf) = (Some(found.id), found.csrf);
    let may_change = found.seconded_until.is_some_and(|until| today <= until);
    match found.acting {
        Some(under) if under.in_force_on(today) => {
            let csrf = csrf_at(&home_csrf, under.host.id);
            let emergency = found.emergency;
            let base = Signed::seconded(found.account, under);
            Signed { session, csrf, home_csrf, emergency, may_change: true, ..base }
        }
        // What was opened for the host is not this agency's to see.
        Some(over) => {
            let fell_back_from = Some(over.host.name);
            let base = Signed::new(found.account, found.agency);
            Signed { session, csrf: home_csrf, home_csrf, may_change, fell_back_from, ..base }
        }
        None => {
            let base = Signed::new(found.account, found.agency);
            let emergency = found.emergency;
            Signed { session, csrf: home_csrf, home_csrf, emergency, may_change, ..base }
        }
    }
}

/// The forms of each agency carry a token of their own: one that was opened for one agency is never taken for the other.
fn csrf_at(home: &[u8; 32], host: AgencyId) -> [u8; 32] {
    *blake3::keyed_hash(home, host.0.as_bytes()).as_bytes()
}

/// At which other desk of the same account a form was opened, if at one: `fits` says whether it carries a token.
///
/// # Errors
/// When the database cannot be read.
pub async fn other_desk(
    app: &App,
    signed: &Signed,
    fits: impl Fn(&[u8; 32]) -> bool,
) -> Result<Option<Desk>, Refusal> {
    let account = signed.account.id;
    if signed.acting.is_some() && fits(&signed.home_csrf) {
        return Ok(Some(Desk { account, host: None }));
    }
    let mut tx = app.store.read().await?;
    let known = tx.secondments_of_account(account, SECONDMENTS).await?;
    tx.end().await?;
    let hosts = known.iter().map(|one| one.proposal.host).filter(|host| *host != signed.agency.id);
    let found = hosts.into_iter().find(|host| fits(&csrf_at(&signed.home_csrf, *host)));
    Ok(found.map(|host| Desk { account, host: Some(host) }))
}

fn has_left(app: &App, found: &Session) -> bool {
    found.last_day.is_some_and(|last| last < app.today())
}

fn desk_of(app: &App, found: &Session) -> Desk {
    let acting = found.acting.as_ref().filter(|under| under.in_force_on(app.today()));
    Desk { account: found.account.id, host: acting.map(|under| under.host.id) }
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
        .filter(|s| s.stage == Stage::Password && s.account.closed_at.is_none())
        .filter(|s| !has_left(app, s) && !has_ended(app, s, now)))
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
