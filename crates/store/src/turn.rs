//! The one writer of an SQLite file, taken in turns, and commits that several turns share.
//!
//! Making a transaction durable costs a wait for the disk, and every statement a change of threads. So whoever ends a turn
//! while others queue leaves the transaction open: the next one begins with a savepoint in it, and the last one commits for
//! all. What holds:
//!
//! - Nobody is answered before the commit that holds their change is durable; when it fails, all of them get the error. That
//!   goes for turns that only read, too: what they saw may not have been durable yet.
//! - A turn that fails, or is dropped, goes back to its savepoint and takes nobody with it. Where SQLite undid the whole
//!   transaction by itself, as it does when the disk is full, all get the error.
//! - The end of a turn runs in a task of its own: whoever is cancelled while waiting leaves nothing half-written.
//! - A transaction is never left open with nobody coming: a closer queues for it like any writer, behind those who wait now,
//!   and commits what it finds open. Who comes later queues behind the closer, so no shared commit grows without end.

use crate::{
    error::{again, stored},
    link::on_sqlite,
    sql::Arg,
};
use app::ports::{StoreError, Stored};
use sqlx::{
    ConnectOptions as _, Connection as _, SqlStr, Sqlite, SqliteConnection,
    sqlite::{SqliteArguments, SqliteConnectOptions, SqliteRow},
};
use std::{
    borrow::Cow,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::{
    runtime::Handle,
    sync::{Mutex, OwnedMutexGuard, mpsc, oneshot},
};

/// Turns that share one commit at most.
const MOST: usize = 32;

/// The writer's connection, and those who wait for the commit of what is open on it.
struct Desk {
    connection: Option<SqliteConnection>,
    connect: SqliteConnectOptions,
    closed: bool,
    /// `Some` while a transaction is open between turns.
    group: Option<Vec<oneshot::Sender<Stored<()>>>>,
}

/// The writer of one file. Cheap to clone; when the last one is dropped, its closer ends.
#[derive(Clone)]
pub(crate) struct Writer(Arc<Shared>);

struct Shared {
    desk: Arc<Mutex<Desk>>,
    queued: Arc<AtomicUsize>,
    /// Calls the closer. One call is kept while it is busy.
    closer: mpsc::Sender<()>,
    runtime: Handle,
    connect: SqliteConnectOptions,
    patience: Duration,
}

/// One use-case's turn with the writer. Its transaction begins with its first statement; dropping it undoes it.
pub(crate) struct Turn {
    writer: Writer,
    /// `None` once the turn is over.
    desk: Option<OwnedMutexGuard<Desk>>,
    stands: Stands,
}

/// How far a turn is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    /// No statement yet.
    Fresh,
    /// In a transaction of its own so far.
    Alone,
    /// In a savepoint of a transaction that holds the turns of others.
    Saved,
}

/// Somebody who waits for a turn, as long as they wait.
struct Queued<'a>(&'a AtomicUsize);

impl<'a> Queued<'a> {
    fn new(count: &'a AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        Self(count)
    }
}

impl Drop for Queued<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

fn closed() -> StoreError {
    stored(sqlx::Error::PoolClosed)
}

impl Writer {
    /// Opens the writer's connection and starts the closer. Needs a Tokio runtime.
    pub(crate) async fn open(connect: SqliteConnectOptions, patience: Duration) -> Stored<Self> {
        let connection = connect.connect().await.map_err(stored)?;
        let desk =
            Desk { connection: Some(connection), connect: connect.clone(), closed: false, group: None };
        let desk = Arc::new(Mutex::new(desk));
        let (closer, mut calls) = mpsc::channel(1);
        let behind = Arc::clone(&desk);
        tokio::spawn(async move {
            while calls.recv().await.is_some() {
                behind.lock().await.commit_group().await;
            }
        });
        let queued = Arc::new(AtomicUsize::new(0));
        let runtime = Handle::current();
        Ok(Self(Arc::new(Shared { desk, queued, closer, runtime, connect, patience })))
    }

    /// How its connection was opened, for another one to the same file.
    pub(crate) fn connect_options(&self) -> &SqliteConnectOptions {
        &self.0.connect
    }

    /// Waits for a turn, as long as patience lasts. Whoever comes first is served first.
    pub(crate) async fn take(&self) -> Stored<Turn> {
        let queued = Queued::new(&self.0.queued);
        let mut desk = tokio::time::timeout(self.0.patience, Arc::clone(&self.0.desk).lock_owned())
            .await
            .map_err(|_| stored(sqlx::Error::PoolTimedOut))?;
        drop(queued);
        if desk.closed {
            return Err(closed());
        }
        if desk.connection.is_none() {
            desk.connection = Some(desk.connect.connect().await.map_err(stored)?);
        }
        Ok(Turn { writer: self.clone(), desk: Some(desk), stands: Stands::Fresh })
    }

    /// Ends what is open and closes the connection.
    pub(crate) async fn close(&self) {
        let mut desk = self.0.desk.lock().await;
        desk.commit_group().await;
        desk.closed = true;
        if let Some(connection) = desk.connection.take() {
            // What is durable stays so.
            let _ = connection.close().await;
        }
    }
}

impl Desk {
    async fn run(&mut self, text: Cow<'static, str>, args: Vec<Arg>) -> Stored<Vec<SqliteRow>> {
        let connection = self.connection.as_mut().ok_or_else(closed)?;
        on_sqlite(connection, text, args).await
    }

    /// Commits what turns before left open, and tells them.
    async fn commit_group(&mut self) {
        if self.group.is_none() {
            return;
        }
        let outcome = self.run(Cow::Borrowed("commit"), Vec::new()).await;
        if outcome.is_err() {
            self.clear().await;
        }
        self.tell(&outcome.map(drop));
    }

    /// Tells all who share the commit how it went.
    fn tell(&mut self, outcome: &Stored<()>) {
        for waiting in self.group.take().into_iter().flatten() {
            // Who has gone away no longer minds.
            let _ = waiting.send(outcome.as_ref().copied().map_err(again));
        }
    }

    /// Undoes one turn. When SQLite has undone the whole transaction already, those before it get the error too.
    async fn undo(&mut self, stands: Stands) {
        match stands {
            Stands::Fresh => {}
            Stands::Alone => self.clear().await,
            Stands::Saved => {
                let back = self.run(Cow::Borrowed("rollback to turn; release turn"), Vec::new()).await;
                if let Err(error) = back {
                    self.clear().await;
                    self.tell(&Err(error));
                }
            }
        }
    }

    /// Leaves no transaction open. A connection that cannot even say that there was none is given up.
    async fn clear(&mut self) {
        if let Some(connection) = &mut self.connection {
            match sqlx::raw_sql("rollback").execute(connection).await {
                Ok(_) | Err(sqlx::Error::Database(_)) => {}
                Err(_) => self.connection = None,
            }
        }
    }
}

impl Turn {
    /// Runs statements, the transaction begun before the first of them.
    pub(crate) async fn run(&mut self, text: Cow<'static, str>, args: Vec<Arg>) -> Stored<Vec<SqliteRow>> {
        let desk = self.desk.as_mut().ok_or_else(closed)?;
        let text = match open(desk, &mut self.stands) {
            "" => text,
            opening => Cow::Owned([opening, &*text].concat()),
        };
        desk.run(text, args).await
    }

    /// The connection, within the transaction.
    async fn begun(&mut self) -> Stored<&mut SqliteConnection> {
        if self.stands == Stands::Fresh {
            self.run(Cow::Borrowed("select 1"), Vec::new()).await?;
        }
        self.desk.as_mut().and_then(|desk| desk.connection.as_mut()).ok_or_else(closed)
    }

    /// Runs a statement with values that were laid out beforehand, and counts the rows that it touched.
    pub(crate) async fn load(&mut self, text: SqlStr, values: SqliteArguments) -> Stored<u64> {
        let query = sqlx::query_with::<Sqlite, _>(text, values);
        query.execute(self.begun().await?).await.map(|done| done.rows_affected()).map_err(stored)
    }

    /// Runs a text of several statements without parameters, as migrations are.
    pub(crate) async fn raw(&mut self, text: &'static str) -> Stored<()> {
        sqlx::raw_sql(text).execute(self.begun().await?).await.map(drop).map_err(stored)
    }

    /// Runs these last statements, and waits until the whole turn is durable. Whoever stops waiting changes nothing.
    pub(crate) async fn finish(self, last: String, args: Vec<Arg>) -> Stored<()> {
        let runtime = self.writer.0.runtime.clone();
        runtime.spawn(self.finished(last, args)).await.map_err(|_| closed())?
    }

    async fn finished(mut self, mut last: String, args: Vec<Arg>) -> Stored<()> {
        if self.stands == Stands::Fresh && last.is_empty() {
            return Ok(());
        }
        let mut desk = self.desk.take().ok_or_else(closed)?;
        last.insert_str(0, open(&desk, &mut self.stands));
        let others = desk.group.as_ref().map_or(0, Vec::len);
        let hand_on = others < MOST && self.writer.0.queued.load(Ordering::Relaxed) > 0;
        last.push_str(match (hand_on, self.stands) {
            (true, Stands::Saved) => "release turn",
            (true, _) => "",
            (false, _) => "commit",
        });
        if !last.is_empty()
            && let Err(error) = desk.run(Cow::Owned(last), args).await
        {
            desk.undo(self.stands).await;
            return Err(error);
        }
        if !hand_on {
            desk.tell(&Ok(()));
            return Ok(());
        }
        let (done, outcome) = oneshot::channel();
        desk.group.get_or_insert_default().push(done);
        // A call that is kept already will do: the closer comes after it.
        let _ = self.writer.0.closer.try_send(());
        drop(desk);
        outcome.await.map_err(|_| closed())?
    }
}

/// What begins the turn, if nothing has.
fn open(desk: &Desk, stands: &mut Stands) -> &'static str {
    match stands {
        Stands::Alone | Stands::Saved => "",
        Stands::Fresh if desk.group.is_some() => {
            *stands = Stands::Saved;
            "savepoint turn; "
        }
        Stands::Fresh => {
            *stands = Stands::Alone;
            "begin immediate; "
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let (Some(mut desk), stands) = (self.desk.take(), self.stands) else { return };
        if stands != Stands::Fresh {
            self.writer.0.runtime.spawn(async move { desk.undo(stands).await });
        }
    }
}
