//! Accounts, sessions, tokens, invitations, and the slowing of guesses.

use super::{ActingUnder, Stored};
use async_trait::async_trait;
use domain::{
    account::{Account, Email},
    agency::{Agency, AgencyKind},
    ids::{AccountId, AgencyId, InvitationId, OpeningId, SecondmentId, SessionId, TokenId},
    role::Roles,
    text::Line,
};
use jiff::{Timestamp, civil::Date};

/// What is needed to check a sign-in. No `Debug`: it holds secrets.
pub struct Credentials {
    /// The account.
    pub account: Account,
    /// The agency's name.
    pub agency_name: String,
    /// Argon2id hash in PHC form; `None` until an invitation was accepted.
    pub password_hash: Option<String>,
    /// TOTP secret, sealed with the key file.
    pub totp_sealed: Option<Vec<u8>>,
    /// The last TOTP step that was used, so that a code works once.
    pub totp_last_step: i64,
    /// The last day on which anything is open to its agency, where that leaves.
    pub last_day: Option<Date>,
}

impl Credentials {
    /// Whether somebody may sign in with them on `day`: the account is open, and its agency has not left.
    pub fn are_in_use_on(&self, day: Date) -> bool {
        self.account.closed_at.is_none() && self.last_day.is_none_or(|last| day <= last)
    }
}

/// How far a session has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The password was right; the second factor is awaited.
    Password,
    /// Signed in.
    Full,
}

/// From where somebody signs in, for the list of sessions. Not stored beyond it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Network address, as text.
    pub address: String,
    /// Browser, shortened to 120 characters.
    pub browser: String,
}

/// A session to be written.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// Its id.
    pub id: SessionId,
    /// Whose.
    pub account: AccountId,
    /// BLAKE3 of its secret.
    pub secret_hash: [u8; 32],
    /// What its forms must send back.
    pub csrf: [u8; 32],
    /// How far it has come.
    pub stage: Stage,
    /// When it began.
    pub at: Timestamp,
    /// From where.
    pub origin: Origin,
}

/// A session with its account, for one request.
#[derive(Debug, Clone)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// How far it has come.
    pub stage: Stage,
    /// When it began.
    pub created_at: Timestamp,
    /// Its last request, to the minute.
    pub seen_at: Timestamp,
    /// When it was ended, if it was.
    pub ended_at: Option<Timestamp>,
    /// What its forms must send back.
    pub csrf: [u8; 32],
    /// Failed codes in this session, while at [`Stage::Password`].
    pub failed_codes: i64,
    /// The account.
    pub account: Account,
    /// The agency.
    pub agency: Agency,
    /// The emergency that its account has open for the agency it acts for, and until when; its time may be over.
    pub emergency: Option<(OpeningId, Timestamp)>,
    /// The secondment under which it acts; it may be over.
    pub acting: Option<ActingUnder>,
    /// The last day of those secondments of the account that both agencies have agreed.
    pub seconded_until: Option<Date>,
    /// The last day on which anything is open to its agency, where that leaves.
    pub last_day: Option<Date>,
}

/// A session in the list that its owner sees.
#[derive(Debug, Clone)]
pub struct SessionLine {
    /// Its id.
    pub id: SessionId,
    /// When it began.
    pub created_at: Timestamp,
    /// Its last request.
    pub seen_at: Timestamp,
    /// From where.
    pub origin: Origin,
}

/// An API token to be written.
#[derive(Debug, Clone)]
pub struct NewToken {
    /// Its id.
    pub id: TokenId,
    /// For which account it acts.
    pub account: AccountId,
    /// What it is for.
    pub name: Line,
    /// BLAKE3 of its secret.
    pub secret_hash: [u8; 32],
    /// What it may do, as scope codes.
    pub scopes: Vec<String>,
    /// Under which secondment it acts; none: for the account's own agency.
    pub secondment: Option<SecondmentId>,
    /// When it was made.
    pub at: Timestamp,
    /// When it expires.
    pub expires_at: Timestamp,
}

/// A token with its account, for one request.
#[derive(Debug, Clone)]
pub struct Token {
    /// Its id.
    pub id: TokenId,
    /// What it may do.
    pub scopes: Vec<String>,
    /// When it expires.
    pub expires_at: Timestamp,
    /// When it was revoked, if it was.
    pub revoked_at: Option<Timestamp>,
    /// The account.
    pub account: Account,
    /// The agency.
    pub agency: Agency,
    /// Under which secondment it acts, if it was made for one.
    pub secondment: Option<SecondmentId>,
    /// That secondment; it may be over.
    pub acting: Option<ActingUnder>,
    /// The last day on which anything is open to its agency, where that leaves.
    pub last_day: Option<Date>,
}

/// A token in the list that its owner sees.
#[derive(Debug, Clone)]
pub struct TokenLine {
    /// Its id.
    pub id: TokenId,
    /// What it is for.
    pub name: String,
    /// What it may do.
    pub scopes: Vec<String>,
    /// When it expires.
    pub expires_at: Timestamp,
    /// When it was revoked, if it was.
    pub revoked_at: Option<Timestamp>,
    /// The agency that it acts for, where that is not the account's own.
    pub host: Option<String>,
}

/// An account to be written. Without a password it waits for its invitation.
#[derive(Clone)]
pub struct NewAccount {
    /// The account.
    pub account: Account,
    /// Argon2id hash in PHC form.
    pub password_hash: Option<String>,
    /// TOTP secret, sealed.
    pub totp_sealed: Option<Vec<u8>>,
}

/// An invitation to be written.
#[derive(Debug, Clone)]
pub struct NewInvitation {
    /// Its id.
    pub id: InvitationId,
    /// Whom: the account it opens.
    pub account: AccountId,
    /// BLAKE3 of the secret in its link.
    pub secret_hash: [u8; 32],
    /// Made when.
    pub at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
}

/// An invitation as found by its secret.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// Its id.
    pub id: InvitationId,
    /// The account it opens.
    pub account: Account,
    /// The agency's name.
    pub agency_name: String,
    /// Until when.
    pub expires_at: Timestamp,
    /// When it was used, if it was.
    pub used_at: Option<Timestamp>,
}

/// Failed attempts under one key (a hash of account and network address, never of an account alone).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Throttle {
    /// How many, since the last success.
    pub failures: i64,
    /// When the last one was.
    pub last_at: Timestamp,
}

/// An agency in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgencyLine {
    /// Its id.
    pub id: AgencyId,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: AgencyKind,
}

/// Ports for accounts.
#[async_trait]
pub trait Accounts {
    /// What is needed to check a sign-in with this address.
    async fn credentials(&mut self, email: &Email) -> Stored<Option<Credentials>>;

    /// The same, by account.
    async fn credentials_of(&mut self, account: AccountId) -> Stored<Option<Credentials>>;

    /// Failed attempts under a key.
    async fn throttle(&mut self, key: &[u8; 32]) -> Stored<Option<Throttle>>;

    /// Sets the failed attempts under a key; `None` forgets them.
    async fn set_throttle(&mut self, key: &[u8; 32], throttle: Option<Throttle>) -> Stored<()>;

    /// Writes a session.
    async fn insert_session(&mut self, session: &NewSession) -> Stored<()>;

    /// Counts a failed code; answers how many there are now.
    async fn count_failed_code(&mut self, session: SessionId) -> Stored<i64>;

    /// Ends one session of an account; `false` when there is no such open session of theirs.
    async fn end_session(&mut self, account: AccountId, session: SessionId, at: Timestamp) -> Stored<bool>;

    /// Ends all sessions of an account but `keep`.
    async fn end_sessions(
        &mut self,
        account: AccountId,
        keep: Option<SessionId>,
        at: Timestamp,
    ) -> Stored<u64>;

    /// Open sessions of an account, newest first.
    async fn sessions(&mut self, account: AccountId, limit: u32) -> Stored<Vec<SessionLine>>;

    /// Notes the TOTP step that was used; `false` when it, or a later one, was used before.
    async fn use_totp_step(&mut self, account: AccountId, step: i64) -> Stored<bool>;

    /// Uses up a recovery code; `false` when there is no such unused code.
    async fn use_recovery_code(&mut self, account: AccountId, hash: &[u8; 32], at: Timestamp)
    -> Stored<bool>;

    /// Puts these recovery codes in place of the former ones.
    async fn set_recovery_codes(&mut self, account: AccountId, hashes: &[[u8; 32]]) -> Stored<()>;

    /// Sets the password hash.
    async fn set_password(&mut self, account: AccountId, hash: &str) -> Stored<()>;

    /// Sets the sealed TOTP secret.
    async fn set_totp(&mut self, account: AccountId, sealed: &[u8]) -> Stored<()>;

    /// Writes an account; `false` when the address is taken within the installation.
    async fn insert_account(&mut self, account: &NewAccount, at: Timestamp) -> Stored<bool>;

    /// One account of an agency.
    async fn account(&mut self, agency: AgencyId, id: AccountId) -> Stored<Option<Account>>;

    /// Accounts of an agency by name; `after` is the last (name, id) seen.
    async fn accounts(
        &mut self,
        agency: AgencyId,
        after: Option<(String, AccountId)>,
        limit: u32,
    ) -> Stored<Vec<Account>>;

    /// Puts these roles in place of the account's former ones.
    async fn set_roles(&mut self, account: AccountId, roles: Roles) -> Stored<()>;

    /// Closes an account.
    async fn close_account(&mut self, account: AccountId, at: Timestamp) -> Stored<()>;

    /// Writes an invitation.
    async fn insert_invitation(&mut self, invitation: &NewInvitation) -> Stored<()>;

    /// An invitation by the hash of its secret.
    async fn invitation(&mut self, secret_hash: &[u8; 32]) -> Stored<Option<Invitation>>;

    /// Uses an invitation up; `false` when it was used before.
    async fn use_invitation(&mut self, id: InvitationId, at: Timestamp) -> Stored<bool>;
    /// Makes every unused invitation of the account unusable.
    async fn withdraw_invitations(&mut self, account: AccountId, at: Timestamp) -> Stored<()>;

    /// Writes a token.
    async fn insert_token(&mut self, token: &NewToken) -> Stored<()>;

    /// Tokens of an account, newest first.
    async fn tokens(&mut self, account: AccountId, limit: u32) -> Stored<Vec<TokenLine>>;

    /// Revokes a token of an account; `false` when there is no such token in use.
    async fn revoke_token(&mut self, account: AccountId, token: TokenId, at: Timestamp) -> Stored<bool>;
    /// Revokes every token of the account.
    async fn revoke_tokens(&mut self, account: AccountId, at: Timestamp) -> Stored<()>;

    /// Agencies by name.
    async fn agencies(&mut self, limit: u32) -> Stored<Vec<AgencyLine>>;

    /// Writes an agency.
    async fn insert_agency(&mut self, agency: &Agency, at: Timestamp) -> Stored<()>;
}
