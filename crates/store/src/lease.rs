//! Connections lent and taken back as they are.
//!
//! The driver's pool asks a connection whether it still lives each time one comes back: one more message to the database for
//! every request. Here the pool only opens connections; they rest on a shelf, and whoever finds one broken closes it.

use crate::error::stored;
use app::ports::Stored;
use sqlx::{Database, Pool, pool::PoolConnection};
use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Where idle connections rest.
struct Resting<DB: Database> {
    connections: Vec<PoolConnection<DB>>,
    closed: bool,
}

/// All connections to one database. Cheap to clone.
pub(crate) struct Shelf<DB: Database> {
    pool: Pool<DB>,
    resting: Arc<Mutex<Resting<DB>>>,
    places: Arc<Semaphore>,
    patience: Duration,
}

impl<DB: Database> Clone for Shelf<DB> {
    fn clone(&self) -> Self {
        Self {
            pool: self.pool.clone(),
            resting: Arc::clone(&self.resting),
            places: Arc::clone(&self.places),
            patience: self.patience,
        }
    }
}

/// One connection in use. Dropping it puts it back on the shelf; one that failed is closed instead.
pub(crate) struct Lease<DB: Database> {
    connection: Option<PoolConnection<DB>>,
    resting: Arc<Mutex<Resting<DB>>>,
    broken: bool,
    _place: OwnedSemaphorePermit,
}

fn lock<DB: Database>(resting: &Mutex<Resting<DB>>) -> MutexGuard<'_, Resting<DB>> {
    resting.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<DB: Database> Shelf<DB> {
    /// A shelf for as many connections as the pool may open.
    pub(crate) fn new(pool: Pool<DB>, patience: Duration) -> Self {
        let places = pool.options().get_max_connections() as usize;
        let resting = Resting { connections: Vec::with_capacity(places), closed: false };
        Self {
            pool,
            resting: Arc::new(Mutex::new(resting)),
            places: Arc::new(Semaphore::new(places)),
            patience,
        }
    }

    /// Lends a connection: a resting one, else a new one. Whoever comes first is served first.
    pub(crate) async fn take(&self) -> Stored<Lease<DB>> {
        let place = tokio::time::timeout(self.patience, Arc::clone(&self.places).acquire_owned())
            .await
            .map_err(|_| stored(sqlx::Error::PoolTimedOut))?
            .map_err(|_| stored(sqlx::Error::PoolClosed))?;
        let rested = lock(&self.resting).connections.pop();
        let connection = match rested {
            Some(connection) => connection,
            None => self.pool.acquire().await.map_err(stored)?,
        };
        Ok(Lease {
            connection: Some(connection),
            resting: Arc::clone(&self.resting),
            broken: false,
            _place: place,
        })
    }

    /// How many connections rest: as many may be stale after the server has restarted.
    pub(crate) fn resting(&self) -> usize {
        lock(&self.resting).connections.len()
    }

    /// Closes all connections, those in use when they come back.
    pub(crate) async fn close(&self) {
        self.places.close();
        let rested = {
            let mut resting = lock(&self.resting);
            resting.closed = true;
            std::mem::take(&mut resting.connections)
        };
        drop(rested);
        self.pool.close().await;
    }
}

impl<DB: Database> Lease<DB> {
    /// The connection.
    pub(crate) fn connection(&mut self) -> Stored<&mut DB::Connection> {
        self.connection.as_deref_mut().ok_or_else(|| stored(sqlx::Error::PoolClosed))
    }

    /// The connection is broken: it is closed, not put back.
    pub(crate) const fn give_up(&mut self) {
        self.broken = true;
    }
}

impl<DB: Database> Drop for Lease<DB> {
    fn drop(&mut self) {
        let Some(mut connection) = self.connection.take() else { return };
        if self.broken {
            connection.close_on_drop();
            return;
        }
        let mut resting = lock(&self.resting);
        if !resting.closed {
            resting.connections.push(connection);
        }
        // Else the pool takes it back, and closes it.
    }
}
