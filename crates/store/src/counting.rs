//! How many statements a request runs: what the tests hold each page to, so that no query per row creeps in.
//!
//! Counts within one task only. Ledger rows of requests that read are written by the group's own task and do not count.

use std::{cell::Cell, future::Future};

tokio::task_local! {
    static STATEMENTS: Cell<u64>;
}

/// Runs `work`, and answers how many statements it ran in its own task.
pub async fn counting<F: Future>(work: F) -> (F::Output, u64) {
    STATEMENTS
        .scope(Cell::new(0), async {
            let answer = work.await;
            (answer, STATEMENTS.with(Cell::get))
        })
        .await
}

/// One more statement, where somebody counts.
pub(crate) fn count() {
    let _ = STATEMENTS.try_with(|statements| statements.set(statements.get() + 1));
}
