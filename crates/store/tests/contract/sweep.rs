//! What is kept for a while only, and goes.

use super::fixture::{Fresh, World, at, id};
use app::{
    jobs::JobKind,
    ports::{
        Draft, Idempotent, NewInvitation, NewJob, NewSession, Origin, Outdated, Stage, Store as _, Throttle,
    },
};

const TABLES: [&str; 6] = ["draft", "idempotency", "throttle", "session", "job", "invitation"];

/// One row of each kind, last touched at `when`.
async fn put(fresh: &Fresh, world: &World, number: u8, when: i64) {
    let (me, name) = (world.officer.account, number.to_string());
    let mut tx = fresh.write().await;
    let draft = Draft { id: id(), form: format!("/{name}"), body: "a=b".into(), at: at(when) };
    tx.save_draft(me, &draft).await.unwrap();
    tx.remember(me, &name, &Idempotent { fingerprint: [1; 32], made: id() }, at(when)).await.unwrap();
    tx.set_throttle(&[number; 32], Some(Throttle { failures: 1, last_at: at(when) })).await.unwrap();
    let session = NewSession {
        id: id(),
        account: me,
        secret_hash: [number; 32],
        csrf: [0; 32],
        stage: Stage::Full,
        at: at(when),
        origin: Origin { address: String::new(), browser: String::new() },
    };
    tx.insert_session(&session).await.unwrap();
    let job =
        NewJob { id: id(), kind: JobKind::TellReferrer, payload: serde_json::json!({}), run_at: at(when) };
    tx.enqueue(&job).await.unwrap();
    tx.finish_job(job.id, at(when)).await.unwrap();
    let invitation = NewInvitation {
        id: id(),
        account: me,
        secret_hash: [number; 32],
        at: at(when),
        expires_at: at(when),
    };
    tx.insert_invitation(&invitation).await.unwrap();
    tx.commit().await.unwrap();
}

async fn counts(fresh: &Fresh) -> Vec<i64> {
    let mut counts = Vec::new();
    for table in TABLES {
        counts.push(fresh.raw.number(&format!("select count(*) from {table}")).await);
    }
    counts
}

pub async fn what_is_outdated_goes_and_the_rest_stays(fresh: &Fresh) {
    let world = World::new(fresh).await;
    for number in 0..5 {
        put(fresh, &world, number, i64::from(number)).await;
    }
    let mut tx = fresh.write().await;
    let open =
        NewJob { id: id(), kind: JobKind::TellReferrer, payload: serde_json::json!({}), run_at: at(0) };
    tx.enqueue(&open).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(counts(fresh).await, [5, 5, 5, 5, 6, 5]);
    let before = at(3);
    let outdated = Outdated {
        drafts: before,
        keys: before,
        throttles: before,
        sessions: before,
        openings: at(0),
        jobs: before,
        invitations: before,
        court_entries: jiff::civil::date(1900, 1, 1),
    };
    assert_eq!(fresh.db.sweep(&outdated, 2).await.unwrap(), 12, "two of each at a time");
    assert_eq!(counts(fresh).await, [3, 3, 3, 3, 4, 3]);
    assert_eq!(fresh.db.sweep(&outdated, 2).await.unwrap(), 6);
    assert_eq!(fresh.db.sweep(&outdated, 2).await.unwrap(), 0);
    assert_eq!(counts(fresh).await, [2, 2, 2, 2, 3, 2], "what was touched since, and the job to be done");
}
