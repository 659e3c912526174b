//! What only a file has: a full disk, a backup while the server writes, and who may read it.

use crate::{
    contract::fixture::{Fresh, World, at, event, identity, involvement},
    open, sqlite,
};
use app::{
    events::EventKind,
    ports::{Store as _, StoreError},
};
use domain::ids::PersonId;
use std::os::unix::fs::PermissionsExt as _;
use store::{BackupError, Db, Options};

/// A person with an involvement and an event, in one transaction.
async fn create(db: &Db, world: &World) -> Result<PersonId, StoreError> {
    let who = identity("Ada", "Crane", world.officer.agency);
    let mut tx = db.write().await?;
    tx.create_person(&who, at(0)).await?;
    tx.add_involvement(&involvement(who.person, world.officer, true)).await?;
    let long = "x".repeat(9_000);
    tx.append_events(vec![event(who.person, EventKind::PersonCreated, world.officer, &long)]).await?;
    tx.commit().await?;
    Ok(who.person)
}

async fn counts(fresh: &Fresh) -> [i64; 4] {
    let mut counts = [0; 4];
    for (count, table) in counts.iter_mut().zip(["person", "involvement", "event", "event_payload"]) {
        *count = fresh.raw.number(&format!("select count(*) from {table}")).await;
    }
    counts
}

/// A disk that is full in the middle of a change: the change is refused whole, and reading goes on.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_changes_nothing_and_says_so() {
    let fresh = open(Options { most_pages: Some(500), ..Options::default() }).await;
    let world = World::new(&fresh).await;
    let mut written = Vec::new();
    let refused = loop {
        match create(&fresh.db, &world).await {
            Ok(person) => written.push(person),
            Err(refused) => break refused,
        }
    };
    assert!(matches!(refused, StoreError::Full), "{refused:?}");
    assert!(written.len() > 10);
    let whole = i64::try_from(written.len()).unwrap();
    assert_eq!(counts(&fresh).await, [whole; 4], "nothing is half-written");
    let again = create(&fresh.db, &world).await;
    assert!(matches!(again, Err(StoreError::Full)), "and it stays full: {again:?}");
    assert_eq!(fresh.db.verify_chains(&[]).await.unwrap().broken, None);
    let mut tx = fresh.read().await;
    assert_eq!(tx.identities(&written).await.unwrap().len(), written.len());
    tx.end().await.unwrap();
    fresh.done().await;
}

/// A copy that is made while others write is whole: it opens, verifies, and holds what was acknowledged before.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_under_load_is_whole() {
    let fresh = sqlite().await;
    let world = std::sync::Arc::new(World::new(&fresh).await);
    for _ in 0..20 {
        create(&fresh.db, &world).await.unwrap();
    }
    let (db, writing) = (fresh.db.clone(), world.clone());
    let writer = tokio::spawn(async move {
        for _ in 0..40 {
            create(&db, &writing).await.unwrap();
        }
    });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copy.db");
    fresh.db.backup_to(&path).await.unwrap();
    writer.await.unwrap();
    assert!(matches!(fresh.db.backup_to(&path).await, Err(BackupError::Exists)));
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let copy = Db::open(&format!("sqlite://{}", path.display()), Options::default()).await.unwrap();
    let verified = copy.verify_chains(&[]).await.unwrap();
    assert!(verified.broken.is_none() && verified.chains >= 20, "{verified:?}");
    copy.close().await;
    fresh.done().await;
}

#[tokio::test]
async fn only_its_owner_may_read_the_file_and_its_log() {
    let fresh = sqlite().await;
    World::new(&fresh).await;
    let folder = fresh.folder.as_ref().unwrap().path().to_owned();
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        assert_eq!(entry.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{:?}", entry.file_name());
        seen += 1;
    }
    assert!(seen >= 2, "the file and its log");
    fresh.done().await;
}

#[tokio::test]
async fn a_file_that_cannot_be_made_is_refused() {
    let refused = Db::open("sqlite:///nowhere/at/all.db", Options::default()).await.err();
    assert!(matches!(refused, Some(store::OpenError::File(_))), "{refused:?}");
}
