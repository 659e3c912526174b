//! A database that goes away in the middle of work and returns: clear refusals, nothing lost, no restart of the server.

use super::{
    cluster::Cluster,
    installation::{Installation, Server},
    process::until,
    wire::Answer,
    writes::{Ground, new_person, under_load},
};

#[test]
fn a_database_that_goes_away_and_returns_loses_nothing_and_needs_no_restart() {
    let Some(mut cluster) = Cluster::new() else { return };
    let installation = Installation::new(Some(cluster.url()));
    let server = installation.start();
    let ground = Ground::of(&server);

    // Pulled away under load: every request is answered, by 201 or by a refusal (`Write::send` sees to that).
    let mut writes = {
        let cluster = &mut cluster;
        under_load(0, &server, &ground, 4, 40, || cluster.pull())
    };
    assert!(refused(&server.get("/api/v1/caseload?limit=5")), "a read");
    let body = &new_person("Zqaway").to_string();
    assert!(refused(&server.post("/api/v1/people", "away", body).unwrap()), "a write");
    assert_eq!(ready(&server), 503);
    assert_eq!(server.get("/health").status, 200, "the process itself is well");

    cluster.bring_back();
    until("the server to be ready again", || (ready(&server) == 200).then_some(()));
    for write in writes.iter().filter(|write| write.acknowledged.is_some()) {
        write.check(&server);
    }
    for write in &mut writes {
        write.again(&server);
        write.check(&server);
    }
    assert_eq!(server.post("/api/v1/people", "away", body).unwrap().status, 201);
    installation.verify();
}

fn ready(server: &Server) -> u16 {
    server.get("/ready").status
}

/// Whether it is a refusal that says when to come back, for people and for programs.
fn refused(answer: &Answer) -> bool {
    assert_eq!(answer.status, 503, "{}", answer.body);
    assert_eq!(answer.header("content-type"), Some("application/problem+json"));
    let problem = answer.json();
    assert_eq!(problem["code"], "unavailable", "{problem}");
    answer.header("retry-after").is_some_and(|seconds| seconds.parse::<u32>().is_ok())
}
