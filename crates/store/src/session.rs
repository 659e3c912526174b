//! Sessions and API tokens: looked up by the hash of a secret, in one statement, with account and agency.

use crate::{
    account::{account, account_columns, agency, agency_columns},
    bulk::inserts,
    link::{Link, Pools},
    secondment::{acting_columns, acting_under},
    sql::{Param, Sql, args, statements},
};
use app::ports::{NewSession, NewToken, Origin, Session, SessionLine, Stage, Stored, Token, TokenLine};
use domain::ids::{AccountId, OpeningId, SessionId, TokenId};
use jiff::{SignedDuration, Timestamp};

/// How long a session that is over is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

inserts! {
    SESSION = "session" (
        id, account_id, secret_hash, csrf, stage, at, seen_at, failed_codes, address, browser
    ) "";
    TOKEN = "token" (id, account_id, name, secret_hash, scopes, at, expires_at, secondment_id) "";
}

/// Of the emergency that ends last of those the session's account has opened and not ended for the agency it acts for. Whether
/// its minutes are over, the caller judges.
macro_rules! emergency {
    ($column:literal) => {
        concat!(
            "(select o.",
            $column,
            " from opening o where o.account_id = s.account_id and o.kind = 'emergency' and o.ended_at is null \
             and o.agency_id = coalesce(h.id, a.agency_id) order by o.until_at desc limit 1)"
        )
    };
}

statements! {
    BY_SECRET = Sql::same(concat!(
        "select s.id, s.stage, s.at, s.seen_at, s.ended_at, s.csrf, s.failed_codes, ",
        account_columns!(), ", ", agency_columns!(),
        ", ", emergency!("id"), ", ", emergency!("until_at"), ", ", acting_columns!(),
        ", (select max(o.until_day) from secondment o where o.account_id = s.account_id and o.state = 'agreed'), g.last_day \
         from session s join account a on a.id = s.account_id join agency g on g.id = a.agency_id \
         left join secondment m on m.id = s.secondment_id left join agency h on h.id = m.host_agency_id \
         where s.secret_hash = $1"
    ));
    TOUCH = Sql::same("update session set seen_at = $2 where id = $1 and seen_at < $2");
    FORGET_OLD = Sql::same("delete from session where account_id = $1 and at < $2 and seen_at < $2");
    COUNT_FAILED = Sql::same(
        "update session set failed_codes = failed_codes + 1 where id = $1 returning failed_codes"
    );
    END_ONE = Sql::same("update session set ended_at = $3 where id = $2 and account_id = $1 and ended_at is null");
    END_OTHERS = Sql::same(
        "update session set ended_at = $3 where account_id = $1 and ended_at is null and id is distinct from $2"
    );
    OPEN = Sql::same(
        "select id, at, seen_at, address, browser from session where account_id = $1 and ended_at is null \
         and stage = 1 order by at desc, id desc limit $2 + 0"
    );
    TOKEN_BY_SECRET = Sql::same(concat!(
        "select t.id, t.scopes, t.expires_at, t.revoked_at, t.secondment_id, ", account_columns!(), ", ",
        agency_columns!(), ", ", acting_columns!(),
        ", g.last_day from token t join account a on a.id = t.account_id join agency g on g.id = a.agency_id \
         left join secondment m on m.id = t.secondment_id left join agency h on h.id = m.host_agency_id \
         where t.secret_hash = $1"
    ));
    TOKENS = Sql::same(
        "select t.id, t.name, t.scopes, t.expires_at, t.revoked_at, h.name from token t \
         left join secondment m on m.id = t.secondment_id left join agency h on h.id = m.host_agency_id \
         where t.account_id = $1 order by t.at desc, t.id desc limit $2 + 0"
    );
    REVOKE_ALL = Sql::same("update token set revoked_at = $2 where account_id = $1 and revoked_at is null");
    REVOKE = Sql::same(
        "update token set revoked_at = $3 where id = $2 and account_id = $1 and revoked_at is null"
    );
}

const fn stage_number(stage: Stage) -> i64 {
    match stage {
        Stage::Password => 0,
        Stage::Full => 1,
    }
}

/// Anything but the number for "signed in" is not signed in.
const fn stage(number: i64) -> Stage {
    if number == stage_number(Stage::Full) { Stage::Full } else { Stage::Password }
}

pub(crate) async fn by_secret(pools: Pools<'_>, secret_hash: &[u8; 32]) -> Stored<Option<Session>> {
    let row = pools.one(BY_SECRET, args![secret_hash]).await?;
    row.map(|row| {
        let mut f = row.fields();
        Ok(Session {
            id: f.next()?,
            stage: stage(f.next()?),
            created_at: f.next()?,
            seen_at: f.next()?,
            ended_at: f.maybe()?,
            csrf: f.next()?,
            failed_codes: f.next()?,
            account: account(&mut f)?,
            agency: agency(&mut f)?,
            emergency: emergency_of(f.maybe()?, f.maybe()?),
            acting: acting_under(&mut f)?,
            seconded_until: f.maybe()?,
            last_day: f.maybe()?,
        })
    })
    .transpose()
}

fn emergency_of(id: Option<OpeningId>, until: Option<Timestamp>) -> Option<(OpeningId, Timestamp)> {
    Some((id?, until?))
}

pub(crate) async fn touch(pools: Pools<'_>, id: SessionId, at: Timestamp) -> Stored<()> {
    pools.run(TOUCH, args![id, at]).await.map(drop)
}

/// Writes a session, and forgets those of the account that have been over for thirty days.
pub(crate) async fn insert(link: &mut Link, new: &NewSession) -> Stored<()> {
    let old = new.at.saturating_sub(KEPT).unwrap_or(Timestamp::UNIX_EPOCH);
    link.run(FORGET_OLD, args![new.account, old]).await?;
    let args = args![
        new.id,
        new.account,
        new.secret_hash,
        new.csrf,
        stage_number(new.stage),
        new.at,
        new.at,
        0_i64,
        new.origin.address,
        new.origin.browser,
    ];
    SESSION.run(link, args).await.map(drop)
}

pub(crate) async fn count_failed_code(link: &mut Link, session: SessionId) -> Stored<i64> {
    link.one(COUNT_FAILED, args![session]).await?.map_or(Ok(0), |row| row.fields().next())
}

pub(crate) async fn end_one(
    link: &mut Link,
    account: AccountId,
    session: SessionId,
    at: Timestamp,
) -> Stored<bool> {
    Ok(link.run(END_ONE, args![account, session, at]).await? == 1)
}

pub(crate) async fn end_others(
    link: &mut Link,
    account: AccountId,
    keep: Option<SessionId>,
    at: Timestamp,
) -> Stored<u64> {
    link.run(END_OTHERS, args![account, keep, at]).await
}

pub(crate) async fn open(link: &mut Link, account: AccountId, limit: u32) -> Stored<Vec<SessionLine>> {
    let rows = link.all(OPEN, args![account, limit]).await?;
    rows.iter()
        .map(|row| {
            let mut f = row.fields();
            Ok(SessionLine {
                id: f.next()?,
                created_at: f.next()?,
                seen_at: f.next()?,
                origin: Origin { address: f.next()?, browser: f.next()? },
            })
        })
        .collect()
}

fn scopes(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

pub(crate) async fn token(pools: Pools<'_>, secret_hash: &[u8; 32]) -> Stored<Option<Token>> {
    let row = pools.one(TOKEN_BY_SECRET, args![secret_hash]).await?;
    row.map(|row| {
        let mut f = row.fields();
        Ok(Token {
            id: f.next()?,
            scopes: scopes(&f.next::<String>()?),
            expires_at: f.next()?,
            revoked_at: f.maybe()?,
            secondment: f.maybe()?,
            account: account(&mut f)?,
            agency: agency(&mut f)?,
            acting: acting_under(&mut f)?,
            last_day: f.maybe()?,
        })
    })
    .transpose()
}

pub(crate) async fn insert_token(link: &mut Link, new: &NewToken) -> Stored<()> {
    let args = args![
        new.id,
        new.account,
        new.name,
        new.secret_hash,
        new.scopes.join(" "),
        new.at,
        new.expires_at,
        new.secondment,
    ];
    TOKEN.run(link, args).await.map(drop)
}

pub(crate) async fn tokens(link: &mut Link, account: AccountId, limit: u32) -> Stored<Vec<TokenLine>> {
    let rows = link.all(TOKENS, args![account, limit]).await?;
    rows.iter()
        .map(|row| {
            let mut f = row.fields();
            Ok(TokenLine {
                id: f.next()?,
                name: f.next()?,
                scopes: scopes(&f.next::<String>()?),
                expires_at: f.next()?,
                revoked_at: f.maybe()?,
                host: f.maybe()?,
            })
        })
        .collect()
}

pub(crate) async fn revoke(
    link: &mut Link,
    account: AccountId,
    token: TokenId,
    at: Timestamp,
) -> Stored<bool> {
    Ok(link.run(REVOKE, vec![account.arg(), token.arg(), at.arg()]).await? == 1)
}

pub(crate) async fn revoke_all(link: &mut Link, account: AccountId, at: Timestamp) -> Stored<()> {
    link.run(REVOKE_ALL, args![account, at]).await.map(drop)
}
