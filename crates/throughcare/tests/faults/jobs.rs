//! `kill -9` while jobs are at work, again and again: each job is done, and each once.
//!
//! Every step that a provider takes on a referral enqueues a job, which puts one notice on the desk of whoever referred. A
//! worker that dies keeps its claim for a minute; then the job is another's.

use super::{
    cluster,
    installation::{Installation, Server},
    process::signal,
    writes::{Chance, items},
};
use serde_json::json;
use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

/// Referrals, of which each is received and accepted: as many notices as one page of My work holds.
const REFERRALS: usize = 9;
/// How often the server is killed at most.
const ROUNDS: u32 = 6;
/// A claim of a worker that died, and as long again.
const PATIENCE: Duration = Duration::from_mins(2);

#[test]
fn jobs_of_a_server_that_is_killed_are_each_done_once_on_sqlite() {
    killed_at_work(&Installation::new(None), 0x0b5);
}

#[test]
fn jobs_of_a_server_that_is_killed_are_each_done_once_on_postgres() {
    let Some(database) = cluster::database("jobs") else { return };
    killed_at_work(&Installation::new(Some(database)), 0x0b6);
}

/// A step that a provider takes: of which referral, from which version, and how it is called.
type Step = (String, &'static str, &'static str);

fn killed_at_work(installation: &Installation, seed: u64) {
    let email = installation.account("Treatment worker (");
    let worker = installation.token_of(&email, &["people:read", "referrals:read", "referrals:write"]);
    let mut chance = Chance(seed);
    let mut server = installation.start();
    let referrals = referred(&mut server, installation, &worker);
    let mut steps: Vec<Step> = referrals
        .iter()
        .flat_map(|id| [(id.clone(), "1", "receive"), (id.clone(), "2", "accept")])
        .rev()
        .collect();
    let mut kills = 0;
    while !steps.is_empty() {
        server.act_with(worker.clone());
        let victim = server.process.id();
        // It is killed after so many steps, not after so long: a fast machine is killed as often as a slow one.
        let (mut taken, most) = (0, 1 + chance.below(4));
        while let Some((id, version, step)) = steps.last() {
            let path = format!("/api/v1/referrals/{id}/{step}");
            let due = kills < ROUNDS && taken >= most;
            if due {
                // While this request, and the jobs of those before it, are at work.
                std::thread::spawn(move || signal(victim, "KILL"));
            }
            // Whoever got no answer takes the same step again, from the version that it saw.
            let Ok(answer) = server.step(&path, version, "{}") else { break };
            assert_eq!(answer.status, 200, "{path}: {}", answer.body);
            steps.pop();
            taken += 1;
            if due {
                break;
            }
        }
        if kills < ROUNDS && (taken > most || !server.process.runs()) {
            server.process.ended();
            installation.verify();
            server = installation.start();
            kills += 1;
        }
    }
    assert!(kills > 1, "it was killed {kills} times");
    server.act_with(installation.token.clone());
    let wanted: BTreeSet<(String, String)> = referrals
        .iter()
        .flat_map(|id| [(id.clone(), "receive".to_owned()), (id.clone(), "accept".to_owned())])
        .collect();
    told_once(&server, &wanted);
    // Nothing is left that another start would do again.
    server.process.signal("TERM");
    assert!(server.process.ended().success());
    told_once(&installation.start(), &wanted);
    installation.verify();
}

/// Refers people of the practitioner's caseload to the service at which the worker answers.
fn referred(server: &mut Server, installation: &Installation, worker: &str) -> Vec<String> {
    let caseload = server.read("/api/v1/caseload?limit=20");
    let people: Vec<&str> =
        items(&caseload).iter().map(|row| row["identity"]["id"].as_str().unwrap()).collect();
    let services = server.read("/api/v1/services?limit=50");
    let refer = |server: &Server, number: usize, service: &str| {
        let body = json!({
            "person": people[number % people.len()], "service": service, "asks": "Work on drinking.",
            "risk_none_known": true, "delivery_needs_none_known": true,
        });
        let key = format!("jobs-{number}-{service}");
        let answer = server.post("/api/v1/referrals", &key, &body.to_string()).unwrap();
        assert_eq!(answer.status, 201, "{}", answer.body);
        answer.json()["id"].as_str().unwrap().to_owned()
    };
    let service = items(&services).iter().map(|one| one["id"].as_str().unwrap()).find(|service| {
        let id = refer(server, 0, service);
        server.act_with(worker.to_owned());
        let theirs = server.get(&format!("/api/v1/referrals/{id}")).status == 200;
        server.act_with(installation.token.clone());
        theirs
    });
    let service = service.expect("a service of the worker's agency");
    (1..=REFERRALS).map(|number| refer(server, number, service)).collect()
}

/// Waits until every step was told, and finds each told once.
fn told_once(server: &Server, wanted: &BTreeSet<(String, String)>) {
    let began = Instant::now();
    loop {
        let work = server.read("/api/v1/my-work");
        let told: Vec<(String, String)> = work["new"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|one| {
                Some((one["referral"].as_str()?.to_owned(), one["step"]["code"].as_str()?.to_owned()))
            })
            .filter(|(id, _)| wanted.iter().any(|(known, _)| known == id))
            .collect();
        let set: BTreeSet<(String, String)> = told.iter().cloned().collect();
        assert_eq!(told.len(), set.len(), "told twice: {told:?}");
        if set == *wanted {
            return;
        }
        assert!(set.is_subset(wanted), "{set:?}");
        assert!(began.elapsed() < PATIENCE, "never told: {:?}", wanted.difference(&set));
        std::thread::sleep(Duration::from_millis(100));
    }
}
