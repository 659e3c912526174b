//! The queue: jobs are written with the change that asks for them, and claimed by one worker at a time.

use crate::{
    bulk::inserts,
    dialect::skip_locked,
    link::Link,
    sql::{Sql, args, statements},
};
use app::ports::{Job, NewJob, StoreError, Stored};
use domain::ids::JobId;
use jiff::Timestamp;

inserts! {
    JOB = "job" (id, kind, payload, run_at, attempts, given_up) "";
}

statements! {
    CLAIM = skip_locked!(
        "update job set attempts = attempts + 1, claimed_until = $2 where id = (select id from job \
         where done_at is null and given_up = 0 and run_at <= $1 and (claimed_until is null or claimed_until <= $1) \
         order by run_at, id limit 1",
        ") returning id, kind, payload, attempts"
    );
    FINISH = Sql::same("update job set done_at = $2, claimed_until = null where id = $1 and done_at is null");
    TRY_AGAIN = Sql::same(
        "update job set run_at = coalesce($2, run_at), given_up = case when $2 is null then 1 else 0 end, \
         claimed_until = null where id = $1 and done_at is null"
    );
    COUNTS = Sql::same(
        "select (select count(*) from job where done_at is null and given_up = 0), \
         (select count(*) from job where given_up = 1)"
    );
}

pub(crate) async fn enqueue(link: &mut Link, job: &NewJob) -> Stored<()> {
    JOB.later(link, args![job.id, job.kind, job.payload.to_string(), job.run_at, 0_i64, false]).await
}

pub(crate) async fn claim(link: &mut Link, now: Timestamp, until: Timestamp) -> Stored<Option<Job>> {
    let row = link.one(CLAIM, args![now, until]).await?;
    row.map(|row| {
        let mut f = row.fields();
        let (id, kind, payload): (JobId, _, String) = (f.next()?, f.next()?, f.next()?);
        let payload = serde_json::from_str(&payload);
        let payload = payload.map_err(|_| StoreError::Corrupt(format!("job {id}: payload")))?;
        Ok(Job { id, kind, payload, attempts: f.next()? })
    })
    .transpose()
}

pub(crate) async fn finish(link: &mut Link, job: JobId, at: Timestamp) -> Stored<()> {
    link.run(FINISH, args![job, at]).await.map(drop)
}

pub(crate) async fn fail(link: &mut Link, job: JobId, run_at: Option<Timestamp>) -> Stored<()> {
    link.run(TRY_AGAIN, args![job, run_at]).await.map(drop)
}

pub(crate) async fn counts(link: &mut Link) -> Stored<(u64, u64)> {
    let Some(row) = link.one(COUNTS, args![]).await? else { return Ok((0, 0)) };
    let mut f = row.fields();
    Ok((f.next()?, f.next()?))
}
