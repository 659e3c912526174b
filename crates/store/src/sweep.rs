//! What nobody needs any longer is taken away, oldest first and a bounded number at a time, so that no writer waits long.

use crate::{
    court,
    link::Link,
    sql::{Sql, args, statements},
};
use app::ports::{Outdated, Stored};

statements! {
    /// `$1` kept since, `$2` the rows, here and below.
    DRAFTS = Sql::same(
        "delete from draft where (account_id, form) in \
         (select account_id, form from draft where at < $1 order by at limit $2 + 0)"
    );
    KEYS = Sql::same(
        "delete from idempotency where (account_id, key) in \
         (select account_id, key from idempotency where at < $1 order by at limit $2 + 0)"
    );
    THROTTLES = Sql::same(
        "delete from throttle where key in (select key from throttle where last_at < $1 order by last_at limit $2 + 0)"
    );
    /// Whatever was not used for so long has ended, whether or not somebody ended it.
    SESSIONS = Sql::same(
        "delete from session where id in (select id from session where seen_at < $1 order by seen_at limit $2 + 0)"
    );
    /// What is over is marked as ended, so that nobody looks whether it is; nothing of it goes.
    OPENINGS = Sql::same(
        "update opening set ended_at = until_at where id in (select id from opening where ended_at is null \
         and until_at < $1 order by until_at limit $2 + 0)"
    );
    JOBS = Sql::same(
        "delete from job where id in (select id from job where done_at < $1 order by done_at limit $2 + 0)"
    );
    /// A used one too is kept until it would have expired: that is a week.
    INVITATIONS = Sql::same(
        "delete from invitation where id in \
         (select id from invitation where expires_at < $1 order by expires_at limit $2 + 0)"
    );
}

/// Takes away at most `most` rows of each kind; answers how many went.
pub(crate) async fn sweep(link: &mut Link, outdated: &Outdated, most: u32) -> Stored<u64> {
    let each = [
        (DRAFTS, outdated.drafts),
        (KEYS, outdated.keys),
        (THROTTLES, outdated.throttles),
        (SESSIONS, outdated.sessions),
        (OPENINGS, outdated.openings),
        (JOBS, outdated.jobs),
        (INVITATIONS, outdated.invitations),
    ];
    let mut gone = 0;
    for (statement, before) in each {
        gone += link.run(statement, args![before, most]).await?;
    }
    gone += court::forget(link, outdated.court_entries, most).await?;
    Ok(gone)
}
