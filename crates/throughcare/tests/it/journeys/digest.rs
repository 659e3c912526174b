//! The digest: sent once a working day to whoever wants it, by SMTP over TCP, and nothing in it about anybody.

use super::team::{due, limit};
use crate::{
    agreements,
    town::{Part, Town},
};
use app::digest::send_due;
use domain::{
    agreement::{Fact, Version},
    duty::DutyKind,
    ids::AgreementId,
    section::Purpose,
};
use jiff::{SignedDuration, ToSpan as _};
use post::{Smtp, Tls};
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};
use uuid::Uuid;

const DESK: &str = "https://care.example/my-work";

/// A server that takes messages, and refuses the first so many for now.
pub(crate) struct Receiver {
    taken: Arc<Mutex<Vec<String>>>,
    smtp: Smtp,
}

impl Receiver {
    pub(crate) async fn after(refusals: usize) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let taken = Arc::new(Mutex::new(Vec::new()));
        let keeps = Arc::clone(&taken);
        tokio::spawn(async move {
            let mut calls = 0;
            while let Ok((stream, _)) = listener.accept().await {
                calls += 1;
                let text = converse(stream, calls <= refusals).await;
                keeps.lock().unwrap().extend(text);
            }
        });
        let (host, from) = ("127.0.0.1".to_owned(), "desk@throughcare.example".to_owned());
        let patience = Duration::from_secs(5);
        let smtp = Smtp { host, port, tls: Tls::None, login: None, from, patience };
        Self { taken, smtp }
    }

    pub(crate) async fn round(&self, town: &Town) -> u64 {
        send_due(&town.app, &self.smtp, DESK).await.expect("a round")
    }

    pub(crate) fn taken(&self) -> Vec<String> {
        self.taken.lock().unwrap().clone()
    }
}

/// One dialogue; the message, with its envelope, once it is taken.
async fn converse(stream: TcpStream, refuses: bool) -> Option<String> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let (mut heard, mut taken, mut in_text) = (String::new(), None, false);
    write.write_all(b"220 mail.example\r\n").await.ok()?;
    while let Ok(Some(line)) = lines.next_line().await {
        heard.push_str(&line);
        heard.push('\n');
        let answer: &[u8] = if in_text {
            if line != "." {
                continue;
            }
            in_text = false;
            taken = Some(heard.clone());
            b"250 taken\r\n"
        } else if line.starts_with("MAIL") && refuses {
            b"451 later\r\n"
        } else if line == "DATA" {
            in_text = true;
            b"354 go on\r\n"
        } else {
            b"250 well\r\n"
        };
        write.write_all(answer).await.ok()?;
        if line == "QUIT" || taken.is_some() {
            break;
        }
    }
    taken
}

pub(crate) async fn wants(town: &Town, part: Part, time: &str) {
    let mut seat = town.signed_in(part).await;
    let seen = seat.fill("/my-account/digest", &[("wanted", "yes"), ("time", time)]).await;
    assert_eq!(seen.location(), "/my-account", "{}", seen.page().main_text());
    let text = seat.get("/my-account").await.page().main_text();
    assert!(text.contains(&format!("On working days, from {time}")), "{text}");
}

#[tokio::test]
async fn it_says_how_much_waits_and_nothing_about_anybody() {
    let town = Town::new().await;
    let ada = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let bo = town.person_of(Part::Colleague, "Bo", "Heron").await;
    due(&town, ada, Part::Practitioner, true, DutyKind::FeedbackDue, -3).await;
    due(&town, ada, Part::Practitioner, true, DutyKind::AlertToRead, 2).await;
    due(&town, bo, Part::Practitioner, true, DutyKind::PlanReview, -3).await;
    limit(&town, bo, Part::Colleague).await;
    let server = Receiver::after(0).await;
    assert_eq!(server.round(&town).await, 0, "nobody has asked for one");
    wants(&town, Part::Practitioner, "08:30").await;
    assert_eq!(server.round(&town).await, 1);
    let taken = server.taken();
    let [message] = taken.as_slice() else { panic!("{taken:?}") };
    for said in [
        "RCPT TO:<priya@probation.example>",
        "Overdue: 1",
        "Due in the next 14 days: 1",
        "Waiting for others: 0",
        DESK,
    ] {
        assert!(message.contains(said), "{said} in {message}");
    }
    let text = message.to_lowercase();
    for hidden in ["ada", "crane", "bo heron", "feedback", "alert", "alcohol", "priya practitioner"] {
        assert!(!text.contains(hidden), "{hidden} in {message}");
    }
    for id in [ada, bo] {
        assert!(!text.contains(&id.to_string()));
    }
    assert_eq!(server.round(&town).await, 0, "one a day");
}

#[tokio::test]
async fn it_counts_agreements_that_wait_for_a_signature_or_a_review_and_does_not_name_them() {
    let town = Town::new().await;
    let parties = [Part::Lead, Part::TreatmentLead];
    let terms =
        agreements::terms(&town, "Probation and the alcohol service", &parties, Purpose::Treatment).await;
    let mut reviewed = terms.clone();
    reviewed.review = town.app.today().saturating_add(29.days());
    let id = |n| AgreementId(Uuid::from_u128(n));
    let waits = Version::new(id(0xd1), 1, terms, agreements::stamp(Part::Lead, town.app.today()));
    let waits = waits.replay([(agreements::stamp(Part::Lead, town.app.today()), Fact::Submitted)]).unwrap();
    let long_ago = town.app.today().saturating_sub(11.months());
    let due = agreements::signed(id(0xd2), reviewed, Part::Lead, long_ago);
    agreements::written(&town, vec![waits, due]).await;
    let server = Receiver::after(0).await;
    for part in [Part::Lead, Part::TreatmentLead, Part::Practitioner] {
        wants(&town, part, "08:00").await;
    }
    assert_eq!(server.round(&town).await, 3);
    let taken = server.taken();
    let to = |part: Part| taken.iter().find(|one| one.contains(part.email())).expect("a message");
    assert!(to(Part::Lead).contains("Agreements: 2"), "one to sign, one to review: {}", to(Part::Lead));
    assert!(!to(Part::Practitioner).contains("Agreements"), "nobody asks them");
    assert!(taken.iter().all(|one| !one.contains("alcohol service")), "{taken:?}");
}

#[tokio::test]
async fn it_leaves_at_its_time_on_working_days_only_until_it_is_not_wanted() {
    let town = Town::new().await;
    let server = Receiver::after(0).await;
    wants(&town, Part::Practitioner, "09:30").await;
    assert_eq!(server.round(&town).await, 0, "it is nine o'clock");
    town.clock.on(SignedDuration::from_mins(30));
    assert_eq!(server.round(&town).await, 1);
    // Wednesday, Thursday, Friday; then a weekend; then Monday.
    let mut sent = Vec::new();
    for _ in 0..6 {
        town.clock.on(SignedDuration::from_hours(24));
        sent.push(server.round(&town).await);
    }
    assert_eq!(sent, [1, 1, 1, 0, 0, 1]);
    let mut seat = town.signed_in(Part::Practitioner).await;
    seat.fill("/my-account/digest", &[("wanted", "no")]).await;
    town.clock.on(SignedDuration::from_hours(24));
    assert_eq!(server.round(&town).await, 0);
}

#[tokio::test]
async fn a_server_that_refuses_is_asked_again_later_and_not_for_ever() {
    let town = Town::new().await;
    wants(&town, Part::Practitioner, "08:00").await;
    let server = Receiver::after(1).await;
    assert_eq!(server.round(&town).await, 0);
    assert_eq!(server.round(&town).await, 0, "not at once");
    town.clock.on(SignedDuration::from_mins(2));
    assert_eq!(server.round(&town).await, 1);

    town.clock.on(SignedDuration::from_hours(24));
    let stubborn = Receiver::after(5).await;
    for _ in 0..5 {
        assert_eq!(stubborn.round(&town).await, 0);
        town.clock.on(SignedDuration::from_hours(1));
    }
    assert_eq!(stubborn.round(&town).await, 0, "given up for the day, though the server would take it now");
    town.clock.on(SignedDuration::from_hours(19));
    assert_eq!(stubborn.round(&town).await, 1, "the next day is another");
}

#[tokio::test]
async fn a_sending_that_was_cut_off_is_never_begun_again() {
    let town = Town::new().await;
    wants(&town, Part::Practitioner, "08:00").await;
    // What a process leaves that died between writing the sending down and the server's answer.
    let mut tx = town.app.store.write().await.unwrap();
    let account = Part::Practitioner.account();
    assert_eq!(tx.begin_digest(account, town.app.today(), town.app.now()).await.unwrap(), Some(1));
    tx.commit().await.unwrap();
    let server = Receiver::after(0).await;
    for _ in 0..3 {
        assert_eq!(server.round(&town).await, 0);
        town.clock.on(SignedDuration::from_hours(2));
    }
    assert!(server.taken().is_empty());
}

#[tokio::test]
async fn whose_role_works_with_nobody_is_offered_none() {
    let town = Town::new().await;
    let mut seat = town.signed_in(Part::Analyst).await;
    assert!(!seat.get("/my-account").await.page().main_text().contains("Digest"));
    assert_eq!(seat.get("/my-account/digest").await.status, http::StatusCode::FORBIDDEN);
}
