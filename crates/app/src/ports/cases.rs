//! Notices, duties, drafts, jobs, and the memory of requests already answered.

use super::{Place, Stored};
use crate::jobs::JobKind;
use async_trait::async_trait;
use domain::{
    ids::{AccountId, AgencyId, DraftId, JobId, NoticeId, PersonId},
    notice::NoticeKind,
};
use gate::ListFilter;
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

/// A job to be queued with the change that asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewJob {
    /// Its id.
    pub id: JobId,
    /// What to do.
    pub kind: JobKind,
    /// What the kind needs to know: ids and codes, no personal data.
    pub payload: serde_json::Value,
    /// Not before.
    pub run_at: Timestamp,
}

/// A job that a worker has claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its id.
    pub id: JobId,
    /// What to do.
    pub kind: JobKind,
    /// What the kind needs to know.
    pub payload: serde_json::Value,
    /// How often it was tried, this time included.
    pub attempts: i64,
}

/// A notice to be written: what is new for one member of staff. Says nothing about the person but the id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewNotice {
    /// Its id; the same job writes the same id, so that it may run twice.
    pub id: NoticeId,
    /// For whom.
    pub account: AccountId,
    /// About whom.
    pub person: PersonId,
    /// The referral or appointment that it speaks of.
    pub subject: Uuid,
    /// What happened.
    pub kind: NoticeKind,
    /// When.
    pub at: Timestamp,
    /// At which of the account's agencies; none: at its own.
    pub agency: Option<AgencyId>,
}

/// A notice in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Its id.
    pub id: NoticeId,
    /// About whom.
    pub person: PersonId,
    /// The referral or appointment that it speaks of.
    pub subject: Uuid,
    /// What happened.
    pub kind: NoticeKind,
    /// Whom to speak to, by name, where that is all it says. Storage leaves it open.
    pub contact: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// A form that somebody began. Belongs to one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its id.
    pub id: DraftId,
    /// Which form, as its path.
    pub form: String,
    /// What was typed, as URL-encoded form text.
    pub body: String,
    /// When it was last saved.
    pub at: Timestamp,
}

/// A request that was answered before under the same key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Idempotent {
    /// BLAKE3 over method, path and body of the first request.
    pub fingerprint: [u8; 32],
    /// The record that the first request made.
    pub made: Uuid,
}

/// Ports for what surrounds a case.
#[async_trait]
pub trait Cases {
    /// Unseen notices of an account, newest first, before one of them, as far as the filter shows the people.
    async fn notices(
        &mut self,
        filter: &ListFilter,
        account: AccountId,
        today: Date,
        before: Option<Place>,
        limit: u32,
    ) -> Stored<Vec<Notice>>;

    /// Writes a notice, unless it is there already.
    async fn insert_notice(&mut self, notice: &NewNotice) -> Stored<()>;

    /// Marks a notice of an account as seen; `false` when there is no such unseen notice of theirs.
    async fn see_notice(&mut self, account: AccountId, notice: NoticeId, at: Timestamp) -> Stored<bool>;

    /// Marks a seen notice as unseen again: the undo.
    async fn unsee_notice(&mut self, account: AccountId, notice: NoticeId) -> Stored<bool>;

    /// The draft of an account for a form.
    async fn draft(&mut self, account: AccountId, form: &str) -> Stored<Option<Draft>>;

    /// Saves the draft of an account for a form, in place of the former one.
    async fn save_draft(&mut self, account: AccountId, draft: &Draft) -> Stored<()>;

    /// Drops the draft of an account for a form.
    async fn drop_draft(&mut self, account: AccountId, form: &str) -> Stored<()>;

    /// What an account's request under this key made before. Until this transaction ends, the same question waits.
    async fn idempotent(&mut self, account: AccountId, key: &str) -> Stored<Option<Idempotent>>;

    /// Remembers what an account's request under this key made.
    async fn remember(
        &mut self,
        account: AccountId,
        key: &str,
        what: &Idempotent,
        at: Timestamp,
    ) -> Stored<()>;

    /// Remembers what this request is going to make in this transaction, or answers what an earlier one under the key made.
    /// Until this transaction ends, the same question waits.
    async fn reserve(
        &mut self,
        account: AccountId,
        key: &str,
        what: &Idempotent,
        at: Timestamp,
    ) -> Stored<Option<Idempotent>>;

    /// Bank holidays of a nation from one day to another, both included.
    async fn bank_holidays(&mut self, nation: &str, from: Date, until: Date) -> Stored<Vec<Date>>;

    /// Queues a job.
    async fn enqueue(&mut self, job: &NewJob) -> Stored<()>;

    /// Claims the next job that is due, until `until`; other workers pass it over.
    async fn claim_job(&mut self, now: Timestamp, until: Timestamp) -> Stored<Option<Job>>;

    /// Marks a claimed job as done.
    async fn finish_job(&mut self, job: JobId, at: Timestamp) -> Stored<()>;

    /// Puts a failed job back, to be tried at `run_at`; `None` gives it up.
    async fn fail_job(&mut self, job: JobId, run_at: Option<Timestamp>) -> Stored<()>;

    /// How many jobs wait, and how many were given up.
    async fn job_counts(&mut self) -> Stored<(u64, u64)>;
}
