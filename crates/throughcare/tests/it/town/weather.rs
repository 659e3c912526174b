//! A database that fills up or goes away when a test says so, and otherwise is the real one.

use app::{
    fill::Batch,
    ledger::LedgerRow,
    ports::{
        Checkpoint, Head, Installation, Outdated, Session, Store, StoreError, Stored, Token, Tx, Verified,
    },
};
use async_trait::async_trait;
use domain::ids::SessionId;
use jiff::Timestamp;
use std::sync::{Arc, Mutex};

/// What befalls the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sky {
    /// Nothing.
    Clear,
    /// Its disk is full: it can be read.
    Full,
    /// It is away.
    Away,
    /// It takes requests and never answers.
    Silent,
}

/// The real database, under a sky.
pub struct Weather {
    inner: Arc<dyn Store>,
    sky: Mutex<Sky>,
}

impl Weather {
    pub(super) fn over(inner: Arc<dyn Store>) -> Self {
        Self { inner, sky: Mutex::new(Sky::Clear) }
    }

    /// Changes the sky.
    pub fn turns(&self, sky: Sky) {
        *self.sky.lock().expect("a sky") = sky;
    }

    fn sky(&self) -> Sky {
        *self.sky.lock().expect("a sky")
    }

    async fn here(&self) -> Stored<()> {
        match self.sky() {
            Sky::Clear | Sky::Full => Ok(()),
            Sky::Away => Err(StoreError::Unavailable("away".into())),
            Sky::Silent => std::future::pending().await,
        }
    }

    async fn writable(&self) -> Stored<()> {
        if self.sky() == Sky::Full { Err(StoreError::Full) } else { self.here().await }
    }
}

#[async_trait]
impl Store for Weather {
    async fn read(&self) -> Stored<Box<dyn Tx>> {
        self.here().await?;
        self.inner.read().await
    }

    async fn write(&self) -> Stored<Box<dyn Tx>> {
        self.writable().await?;
        self.inner.write().await
    }

    async fn record_look(&self, row: LedgerRow) -> Stored<()> {
        self.here().await?;
        self.inner.record_look(row).await
    }

    async fn session(&self, secret_hash: &[u8; 32]) -> Stored<Option<Session>> {
        self.here().await?;
        self.inner.session(secret_hash).await
    }

    async fn token(&self, secret_hash: &[u8; 32]) -> Stored<Option<Token>> {
        self.here().await?;
        self.inner.token(secret_hash).await
    }

    async fn touch_session(&self, id: SessionId, at: Timestamp) -> Stored<()> {
        self.writable().await?;
        self.inner.touch_session(id, at).await
    }

    async fn ping(&self) -> Stored<()> {
        self.here().await?;
        self.inner.ping().await
    }

    async fn installation(&self) -> Stored<Option<Installation>> {
        self.inner.installation().await
    }

    async fn install(&self, installation: &Installation) -> Stored<()> {
        self.inner.install(installation).await
    }

    async fn fill(&self, batch: Batch) -> Stored<()> {
        self.inner.fill(batch).await
    }

    async fn sweep(&self, outdated: &Outdated, most: u32) -> Stored<u64> {
        self.writable().await?;
        self.inner.sweep(outdated, most).await
    }

    async fn verify_chains(&self, checkpoints: &[Checkpoint]) -> Stored<Verified> {
        self.inner.verify_chains(checkpoints).await
    }

    async fn heads_after(&self, after: i64, limit: u32) -> Stored<Vec<Head>> {
        self.inner.heads_after(after, limit).await
    }
}
