//! SIGTERM with requests in flight: each gets its answer, the server ends well, and the next start is clean.

use super::{
    cluster,
    installation::Installation,
    process::until,
    wire::{Request, listens},
    writes::new_person,
};

#[test]
fn sigterm_lets_requests_in_flight_finish_on_sqlite() {
    told_to_stop(&Installation::new(None));
}

#[test]
fn sigterm_lets_requests_in_flight_finish_on_postgres() {
    let Some(database) = cluster::database("stop") else { return };
    told_to_stop(&Installation::new(Some(database)));
}

fn told_to_stop(installation: &Installation) {
    let mut server = installation.start();
    let bodies: Vec<String> = (0..12)
        .map(|number| {
            let family = format!("Zx{}", char::from(b'a' + number));
            new_person(&family).to_string()
        })
        .collect();
    // The server is at work on each of these, and waits for their bodies, when it is told to stop.
    let calls: Vec<_> = bodies
        .iter()
        .map(|body| {
            let request = Request {
                method: "POST",
                path: "/api/v1/people",
                token: &installation.token,
                key: Some(body),
                tag: None,
                body,
            };
            (request.begin(server.port).unwrap(), body)
        })
        .collect();
    server.process.signal("TERM");
    until("the server to take no new calls", || (!listens(server.port)).then_some(()));
    let made: Vec<String> = calls
        .into_iter()
        .map(|(call, body)| {
            let answer = call.finish(body).expect("a request in flight is answered");
            assert_eq!(answer.status, 201, "{}", answer.body);
            answer.json()["id"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(server.process.ended().code(), Some(0));

    installation.verify();
    let server = installation.start();
    for person in &made {
        server.read(&format!("/api/v1/people/{person}"));
    }
}
