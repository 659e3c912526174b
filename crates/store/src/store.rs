//! [`Db`] as the port `Store`.

use crate::{chain, db::Db, event, fill, installation, session, sweep, tx::StoreTx};
use app::{
    fill::Batch,
    ledger::LedgerRow,
    ports::{Checkpoint, Head, Installation, Outdated, Session, Store, Stored, Token, Tx, Verified},
};
use async_trait::async_trait;
use domain::ids::SessionId;
use jiff::Timestamp;

#[async_trait]
impl Store for Db {
    async fn read(&self) -> Stored<Box<dyn Tx>> {
        Ok(Box::new(StoreTx::new(self.pool.read().await?)))
    }

    async fn write(&self) -> Stored<Box<dyn Tx>> {
        Ok(Box::new(StoreTx::new(self.pool.write().await?)))
    }

    async fn record_look(&self, row: LedgerRow) -> Stored<()> {
        self.group.record(row).await
    }

    async fn session(&self, secret_hash: &[u8; 32]) -> Stored<Option<Session>> {
        session::by_secret(self.pool.plain(), secret_hash).await
    }

    async fn token(&self, secret_hash: &[u8; 32]) -> Stored<Option<Token>> {
        session::token(self.pool.plain(), secret_hash).await
    }

    async fn touch_session(&self, id: SessionId, at: Timestamp) -> Stored<()> {
        session::touch(self.pool.plain(), id, at).await
    }

    async fn ping(&self) -> Stored<()> {
        Self::ping(self).await
    }

    async fn installation(&self) -> Stored<Option<Installation>> {
        installation::found(self.pool.plain()).await
    }

    async fn install(&self, installation: &Installation) -> Stored<()> {
        installation::install(self.pool.plain(), installation).await
    }

    async fn fill(&self, batch: Batch) -> Stored<()> {
        let mut link = self.pool.write().await?;
        fill::fill(&mut link, batch).await?;
        link.commit().await
    }

    async fn sweep(&self, outdated: &Outdated, most: u32) -> Stored<u64> {
        let mut link = self.pool.write().await?;
        let gone = sweep::sweep(&mut link, outdated, most).await?;
        link.commit().await?;
        Ok(gone)
    }

    async fn verify_chains(&self, checkpoints: &[Checkpoint]) -> Stored<Verified> {
        let mut link = self.pool.read().await?;
        let verified = chain::verify(&mut link, checkpoints).await?;
        link.commit().await?;
        Ok(verified)
    }

    async fn heads_after(&self, after: i64, limit: u32) -> Stored<Vec<Head>> {
        // PostgreSQL draws sequences before they commit, so a later one may be seen first. Waiting for the writers at work
        // makes what is read complete up to its last sequence.
        let mut link = if self.pool.is_postgres() {
            let mut link = self.pool.write().await?;
            link.run(event::SETTLE, Vec::new()).await?;
            link
        } else {
            self.pool.read().await?
        };
        let heads = event::heads_after(&mut link, after, limit).await?;
        link.commit().await?;
        Ok(heads)
    }
}
