//! Group commit of ledger rows: one transaction for all that wait, each caller answered after it is durable.
//!
//! A batch that fails fails all its callers, and the next one begins afresh: nothing is kept that was not acknowledged.

use crate::{db::Pool, error::again, ledger};
use app::{
    ledger::LedgerRow,
    ports::{StoreError, Stored},
};
use tokio::sync::{mpsc, oneshot};

/// Rows that may wait; a caller beyond waits for a place.
const WAITING: usize = 1_024;
/// Rows in one transaction at most.
const BATCH: usize = 256;

struct Waiting {
    row: LedgerRow,
    done: oneshot::Sender<Stored<()>>,
}

/// The entrance to the group commit. When the last one is dropped, the task behind it ends.
#[derive(Clone)]
pub(crate) struct Group {
    entrance: mpsc::Sender<Waiting>,
}

impl Group {
    /// Starts the task that writes batches.
    pub(crate) fn start(pool: Pool) -> Self {
        let (entrance, exit) = mpsc::channel(WAITING);
        tokio::spawn(write_batches(pool, exit));
        Self { entrance }
    }

    /// Waits until the row is durable, or says why it is not.
    pub(crate) async fn record(&self, row: LedgerRow) -> Stored<()> {
        let (done, outcome) = oneshot::channel();
        let closed = || crate::error::stored(sqlx::Error::PoolClosed);
        self.entrance.send(Waiting { row, done }).await.map_err(|_| closed())?;
        outcome.await.map_err(|_| closed())?
    }
}

async fn write_batches(pool: Pool, mut exit: mpsc::Receiver<Waiting>) {
    let mut batch = Vec::new();
    while exit.recv_many(&mut batch, BATCH).await > 0 {
        let outcome = write(&pool, &batch).await;
        if let Err(error) = &outcome {
            tracing::error!(rows = batch.len(), %error, "ledger rows were not written; their answers are withheld");
        }
        for waiting in batch.drain(..) {
            // A caller that has gone away no longer minds.
            let _ = waiting.done.send(outcome.as_ref().copied().map_err(again));
        }
    }
}

async fn write(pool: &Pool, batch: &[Waiting]) -> Result<(), StoreError> {
    let rows: Vec<&LedgerRow> = batch.iter().map(|waiting| &waiting.row).collect();
    let mut link = pool.write().await?;
    ledger::insert(&mut link, &rows).await?;
    link.commit().await
}
