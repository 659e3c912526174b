//! `kill -9` at random moments under write load, again and again, then a comparison of what was acknowledged with what is there.

use super::{
    cluster,
    installation::Installation,
    process::until,
    writes::{Chance, Ground, Write, under_load},
};
use std::time::{Duration, Instant};

/// How often the server is killed.
const ROUNDS: u64 = 5;
/// Clients that write at the same time.
const CLIENTS: u64 = 4;

#[test]
fn kill_9_under_write_load_loses_nothing_acknowledged_on_sqlite() {
    killed_again_and_again(&Installation::new(None), 0x5117e);
}

#[test]
fn kill_9_under_write_load_loses_nothing_acknowledged_on_postgres() {
    let Some(database) = cluster::database("kill") else { return };
    killed_again_and_again(&Installation::new(Some(database)), 0x9057);
}

fn killed_again_and_again(installation: &Installation, seed: u64) {
    let mut chance = Chance(seed);
    let mut all: Vec<Write> = Vec::new();
    let mut server = installation.start();
    let ground = Ground::of(&server);
    for round in 0..ROUNDS {
        let (after, more) = (10 + chance.below(60), Duration::from_micros(chance.below(6_000)));
        let victim = server.process.id();
        let writes = under_load(round, &server, &ground, CLIENTS, after, || {
            // Somewhere within the requests that the other clients have under way.
            let began = Instant::now();
            until("the moment", || (began.elapsed() >= more).then_some(()));
            super::process::signal(victim, "KILL");
        });
        server.process.ended();
        let acknowledged = writes.iter().filter(|write| write.acknowledged.is_some()).count() as u64;
        assert!(acknowledged >= after, "round {round}: {acknowledged} of {after}");

        installation.verify();
        server = installation.start();
        for write in writes.iter().filter(|write| write.acknowledged.is_some()) {
            write.check(&server);
        }
        for mut write in writes {
            // Whoever got no answer asks again under the same key; whoever got one may too.
            write.again(&server);
            write.check(&server);
            all.push(write);
        }
    }
    for write in &all {
        write.check(&server);
    }
    installation.verify();
    let people = all.iter().filter(|write| write.kind == super::writes::Kind::Person).count();
    assert!(people > 0, "nobody was created");
}
