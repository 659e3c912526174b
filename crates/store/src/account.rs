//! Accounts, what is needed to check a sign-in, invitations, and the slowing of guesses.

use crate::{
    bulk::inserts,
    link::Link,
    sql::{Arg, Fields, Row, Sql, args, statements},
};
use app::ports::{Credentials, Invitation, NewAccount, NewInvitation, StoreError, Stored, Throttle};
use domain::{
    account::{Account, Email},
    agency::Agency,
    ids::{AccountId, AgencyId, InvitationId},
    role::{Role, Roles},
};
use jiff::Timestamp;
use uuid::Uuid;

inserts! {
    ACCOUNT = "account" (
        id, agency_id, name, email, roles, password_hash, totp_sealed, totp_last_step, at, closed_at
    ) "on conflict (email) do nothing returning id";
    RECOVERY_CODE = "recovery_code" (account_id, hash) "on conflict do nothing";
    INVITATION = "invitation" (id, account_id, secret_hash, at, expires_at) "";
    THROTTLE = "throttle" (key, failures, last_at)
        "on conflict (key) do update set failures = excluded.failures, last_at = excluded.last_at";
}

/// The columns of [`account`].
macro_rules! account_columns {
    () => {
        "a.id, a.agency_id, a.name, a.email, a.roles, a.closed_at"
    };
}

/// The columns of [`agency`].
macro_rules! agency_columns {
    () => {
        "g.id, g.partnership_id, g.name, g.kind"
    };
}

pub(crate) use {account_columns, agency_columns};

statements! {
    BY_EMAIL = Sql::same(concat!(
        "select ", account_columns!(), ", g.name, a.password_hash, a.totp_sealed, a.totp_last_step, g.last_day \
         from account a join agency g on g.id = a.agency_id where a.email = $1"
    ));
    BY_ID = Sql::same(concat!(
        "select ", account_columns!(), ", g.name, a.password_hash, a.totp_sealed, a.totp_last_step, g.last_day \
         from account a join agency g on g.id = a.agency_id where a.id = $1"
    ));
    THROTTLED = Sql::same("select failures, last_at from throttle where key = $1");
    FORGET_THROTTLE = Sql::same("delete from throttle where key = $1");
    /// The step only moves forward, so that of two requests with one code one is answered `false`.
    USE_TOTP_STEP = Sql::same("update account set totp_last_step = $2 where id = $1 and totp_last_step < $2");
    USE_RECOVERY_CODE = Sql::same(
        "update recovery_code set used_at = $3 where account_id = $1 and hash = $2 and used_at is null"
    );
    DROP_RECOVERY_CODES = Sql::same("delete from recovery_code where account_id = $1");
    SET_PASSWORD = Sql::same("update account set password_hash = $2 where id = $1");
    SET_TOTP = Sql::same("update account set totp_sealed = $2, totp_last_step = 0 where id = $1");
    SET_ROLES = Sql::same("update account set roles = $2 where id = $1");
    CLOSE = Sql::same("update account set closed_at = $2 where id = $1 and closed_at is null");
    ONE = Sql::same(concat!("select ", account_columns!(), " from account a where a.id = $2 and a.agency_id = $1"));
    OF_AGENCY = Sql::same(concat!(
        "select ", account_columns!(), " from account a where a.agency_id = $1 and a.name >= $2 \
         and (a.name > $2 or a.id > $3) order by a.name, a.id limit $4 + 0"
    ));
    BY_INVITATION = Sql::same(concat!(
        "select i.id, ", account_columns!(), ", g.name, i.expires_at, i.used_at from invitation i \
         join account a on a.id = i.account_id join agency g on g.id = a.agency_id where i.secret_hash = $1"
    ));
    WITHDRAW_INVITATIONS = Sql::same("update invitation set used_at = $2 where account_id = $1 and used_at is null");
    USE_INVITATION = Sql::same("update invitation set used_at = $2 where id = $1 and used_at is null");
}

/// Roles as their codes between spaces.
pub(crate) fn roles_text(roles: Roles) -> String {
    roles.iter().map(Role::code).collect::<Vec<_>>().join(" ")
}

pub(crate) fn roles(text: &str) -> Stored<Roles> {
    let known = text.split_whitespace().map(Role::from_code).collect::<Result<Roles, _>>();
    known.map_err(|error| StoreError::unknown("account: roles", error))
}

/// Reads the columns of `account_columns`.
pub(crate) fn account(f: &mut Fields<'_>) -> Stored<Account> {
    Ok(Account {
        id: f.next()?,
        agency: f.next()?,
        name: f.next()?,
        email: Email::new(&f.next::<String>()?)
            .map_err(|error| StoreError::unknown("account: email", error))?,
        roles: roles(&f.next::<String>()?)?,
        closed_at: f.maybe()?,
    })
}

/// Reads the columns of `agency_columns`.
pub(crate) fn agency(f: &mut Fields<'_>) -> Stored<Agency> {
    Ok(Agency { id: f.next()?, partnership: f.next()?, name: f.next()?, kind: f.next()? })
}

pub(crate) fn account_args(new: &NewAccount, at: Timestamp) -> Vec<Arg> {
    let account = &new.account;
    args![
        account.id,
        account.agency,
        account.name,
        account.email.as_str(),
        roles_text(account.roles),
        new.password_hash,
        new.totp_sealed,
        0_i64,
        at,
        account.closed_at,
    ]
}

pub(crate) async fn insert(link: &mut Link, new: &NewAccount, at: Timestamp) -> Stored<bool> {
    Ok(!ACCOUNT.run(link, account_args(new, at)).await?.is_empty())
}

fn credentials(row: &Row) -> Stored<Credentials> {
    let mut f = row.fields();
    Ok(Credentials {
        account: account(&mut f)?,
        agency_name: f.next()?,
        password_hash: f.maybe()?,
        totp_sealed: f.maybe()?,
        totp_last_step: f.next()?,
        last_day: f.maybe()?,
    })
}

pub(crate) async fn by_email(link: &mut Link, email: &Email) -> Stored<Option<Credentials>> {
    link.one(BY_EMAIL, args![email.as_str()]).await?.as_ref().map(credentials).transpose()
}

pub(crate) async fn by_id(link: &mut Link, id: AccountId) -> Stored<Option<Credentials>> {
    link.one(BY_ID, args![id]).await?.as_ref().map(credentials).transpose()
}

pub(crate) async fn throttle(link: &mut Link, key: &[u8; 32]) -> Stored<Option<Throttle>> {
    let row = link.one(THROTTLED, args![key]).await?;
    row.map(|row| {
        let mut f = row.fields();
        Ok(Throttle { failures: f.next()?, last_at: f.next()? })
    })
    .transpose()
}

pub(crate) async fn set_throttle(link: &mut Link, key: &[u8; 32], throttle: Option<Throttle>) -> Stored<()> {
    match throttle {
        Some(throttle) => {
            THROTTLE.run(link, args![key, throttle.failures, throttle.last_at]).await?;
        }
        None => {
            link.run(FORGET_THROTTLE, args![key]).await?;
        }
    }
    Ok(())
}

pub(crate) async fn use_totp_step(link: &mut Link, account: AccountId, step: i64) -> Stored<bool> {
    Ok(link.run(USE_TOTP_STEP, args![account, step]).await? == 1)
}

pub(crate) async fn use_recovery_code(
    link: &mut Link,
    account: AccountId,
    hash: &[u8; 32],
    at: Timestamp,
) -> Stored<bool> {
    Ok(link.run(USE_RECOVERY_CODE, args![account, hash, at]).await? == 1)
}

pub(crate) async fn set_recovery_codes(
    link: &mut Link,
    account: AccountId,
    hashes: &[[u8; 32]],
) -> Stored<()> {
    link.run(DROP_RECOVERY_CODES, args![account]).await?;
    RECOVERY_CODE.run(link, hashes.iter().flat_map(|hash| args![account, hash]).collect()).await?;
    Ok(())
}

pub(crate) async fn set_password(link: &mut Link, account: AccountId, hash: &str) -> Stored<()> {
    link.run(SET_PASSWORD, args![account, hash]).await.map(drop)
}

pub(crate) async fn set_totp(link: &mut Link, account: AccountId, sealed: &[u8]) -> Stored<()> {
    link.run(SET_TOTP, args![account, sealed]).await.map(drop)
}

pub(crate) async fn set_roles(link: &mut Link, account: AccountId, roles: Roles) -> Stored<()> {
    link.run(SET_ROLES, args![account, roles_text(roles)]).await.map(drop)
}

pub(crate) async fn close(link: &mut Link, account: AccountId, at: Timestamp) -> Stored<()> {
    link.run(CLOSE, args![account, at]).await.map(drop)
}

pub(crate) async fn one(link: &mut Link, agency: AgencyId, id: AccountId) -> Stored<Option<Account>> {
    let row = link.one(ONE, args![agency, id]).await?;
    row.map(|row| account(&mut row.fields())).transpose()
}

pub(crate) async fn of_agency(
    link: &mut Link,
    agency: AgencyId,
    after: Option<(String, AccountId)>,
    limit: u32,
) -> Stored<Vec<Account>> {
    let (name, id) = after.map_or_else(|| (String::new(), Uuid::nil()), |(name, id)| (name, id.0));
    let rows = link.all(OF_AGENCY, args![agency, name, id, limit]).await?;
    rows.iter().map(|row| account(&mut row.fields())).collect()
}

pub(crate) async fn insert_invitation(link: &mut Link, new: &NewInvitation) -> Stored<()> {
    INVITATION.run(link, args![new.id, new.account, new.secret_hash, new.at, new.expires_at]).await.map(drop)
}

pub(crate) async fn invitation(link: &mut Link, secret_hash: &[u8; 32]) -> Stored<Option<Invitation>> {
    let row = link.one(BY_INVITATION, args![secret_hash]).await?;
    row.map(|row| {
        let mut f = row.fields();
        Ok(Invitation {
            id: f.next()?,
            account: account(&mut f)?,
            agency_name: f.next()?,
            expires_at: f.next()?,
            used_at: f.maybe()?,
        })
    })
    .transpose()
}

pub(crate) async fn use_invitation(link: &mut Link, id: InvitationId, at: Timestamp) -> Stored<bool> {
    Ok(link.run(USE_INVITATION, args![id, at]).await? == 1)
}

pub(crate) async fn withdraw_invitations(link: &mut Link, account: AccountId, at: Timestamp) -> Stored<()> {
    link.run(WITHDRAW_INVITATIONS, args![account, at]).await.map(drop)
}
