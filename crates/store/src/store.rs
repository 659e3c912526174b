//! [`Db`] as the port `Store`.

use crate::{
    chain, db::Db, error::stored, event, fill, installation, link::Link, session, sweep, tx::StoreTx,
};
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
        session::touch(self.pool.plain_writer(), id, at).await
    }

    async fn ping(&self) -> Stored<()> {
        Self::ping(self).await
    }

    async fn installation(&self) -> Stored<Option<Installation>> {
        installation::found(self.pool.plain()).await
    }

    async fn install(&self, installation: &Installation) -> Stored<()> {
        installation::install(self.pool.plain_writer(), installation).await
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
        let mut link = match self.pool.read().await? {
            Link::Sqlite(tx) => Link::Sqlite(tx),
            // Sequences are drawn before they commit, so a later one may be seen first. Waiting for the writers at work
            // makes what is read complete up to its last sequence.
            Link::Postgres(tx) => {
                tx.rollback().await.map_err(stored)?;
                let mut link = self.pool.write().await?;
                link.run(event::SETTLE, Vec::new()).await?;
                link
            }
        };
        let heads = event::heads_after(&mut link, after, limit).await?;
        link.commit().await?;
        Ok(heads)
    }
}
