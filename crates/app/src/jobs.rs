//! The job queue: what happens after a change, at least once, soon. Jobs may run twice without harm.

use crate::{App, referrals, refusal::Refusal};
use domain::codes;
use jiff::SignedDuration;

codes! {
    /// What a job does.
    JobKind {
        TellReferrer = "tell_referrer", "Tell the other side what became of a referral";
    }
}

/// A job is tried this often at most.
const ATTEMPTS: i64 = 8;
/// A worker that dies gives its job back after this long.
const CLAIM: SignedDuration = SignedDuration::from_secs(60);

/// Runs one due job; `false` when none is due.
pub async fn run_one(app: &App) -> Result<bool, Refusal> {
    // Asking first spares the one writer of an embedded database while there is nothing to do.
    let mut tx = app.store.read().await?;
    let (waiting, _) = tx.job_counts().await?;
    tx.end().await?;
    if waiting == 0 {
        return Ok(false);
    }
    let now = app.now();
    let mut tx = app.store.write().await?;
    let Some(job) = tx.claim_job(now, now.saturating_add(CLAIM).unwrap_or(now)).await? else {
        return Ok(false);
    };
    tx.commit().await?;
    let done = match job.kind {
        JobKind::TellReferrer => referrals::tell_referrer(app, job.id, &job.payload).await,
    };
    if let Err(refusal) = done {
        tracing::warn!(job = job.kind.code(), attempts = job.attempts, error = %refusal, "job failed");
        let wait = SignedDuration::from_secs(1 << job.attempts.clamp(1, 12));
        let again = (job.attempts < ATTEMPTS).then(|| now.saturating_add(wait).unwrap_or(now));
        let mut tx = app.store.write().await?;
        tx.fail_job(job.id, again).await?;
        tx.commit().await?;
    }
    Ok(true)
}
