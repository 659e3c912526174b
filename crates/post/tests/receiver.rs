//! Messages sent to servers that take them, refuse them, or say nothing: over TCP, in the whole dialogue.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so")]

use app::digest::{Letter, Post, Posted};
use domain::account::Email;
use post::{Login, Smtp, Tls};
use std::time::Duration;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// How a server behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    Takes,
    RefusesForNow,
    RefusesTheAddress,
    SaysNothing,
    SaysNothingAfterTheText,
    WantsToBeLoggedInto,
}

/// Speaks with one client; gives what it was told.
async fn converse(stream: TcpStream, manner: Manner) -> Vec<String> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let mut heard = Vec::new();
    if manner != Manner::SaysNothing {
        write.write_all(b"220 mail.example ESMTP\r\n").await.unwrap();
    }
    let mut in_text = false;
    while let Ok(Some(line)) = lines.next_line().await {
        heard.push(line.clone());
        let answer: &[u8] = if in_text {
            if line != "." || manner == Manner::SaysNothingAfterTheText {
                continue;
            }
            in_text = false;
            b"250 taken\r\n"
        } else if line.starts_with("EHLO") {
            b"250-mail.example\r\n250 AUTH PLAIN\r\n"
        } else if line.starts_with("AUTH PLAIN") {
            b"235 welcome\r\n"
        } else if line.starts_with("MAIL") && manner == Manner::RefusesForNow {
            b"451 later\r\n"
        } else if line.starts_with("RCPT") && manner == Manner::RefusesTheAddress {
            b"550 nobody here\r\n"
        } else if line == "DATA" {
            in_text = true;
            b"354 go on\r\n"
        } else if line == "QUIT" {
            write.write_all(b"221 bye\r\n").await.unwrap();
            break;
        } else {
            b"250 well\r\n"
        };
        if manner != Manner::SaysNothing {
            write.write_all(answer).await.unwrap();
        }
    }
    heard
}

async fn send_to(manner: Manner) -> (Posted, Vec<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        converse(stream, manner).await
    });
    let login = (manner == Manner::WantsToBeLoggedInto)
        .then(|| Login { user: "desk".into(), password: "lantern".into() });
    let posted = smtp(port, login).send(&letter()).await;
    (posted, server.await.unwrap())
}

fn smtp(port: u16, login: Option<Login>) -> Smtp {
    let (host, from) = ("127.0.0.1".to_owned(), "Throughcare <desk@probation.example>".to_owned());
    Smtp { host, port, tls: Tls::None, login, from, patience: Duration::from_millis(400) }
}

fn letter() -> Letter {
    let to = Email::new("priya@probation.example").unwrap();
    Letter { to, subject: "Your work today".into(), text: "Overdue: 3\n.hidden\n".into() }
}

#[tokio::test]
async fn a_message_arrives_whole_under_its_addresses() {
    let (posted, heard) = send_to(Manner::Takes).await;
    assert_eq!(posted, Posted::Sent);
    for line in [
        "MAIL FROM:<desk@probation.example>",
        "RCPT TO:<priya@probation.example>",
        "Subject: Your work today",
        "Overdue: 3",
        // A dot at the beginning of a line is doubled on the way.
        "..hidden",
    ] {
        assert!(heard.iter().any(|one| one == line), "{line} in {heard:?}");
    }
}

#[tokio::test]
async fn a_server_that_asks_for_a_login_gets_it_before_the_sender() {
    let (posted, heard) = send_to(Manner::WantsToBeLoggedInto).await;
    assert_eq!(posted, Posted::Sent);
    let place = |start: &str| heard.iter().position(|line| line.starts_with(start)).unwrap();
    assert!(place("AUTH PLAIN") < place("MAIL FROM"));
}

#[tokio::test]
async fn what_did_not_leave_may_be_tried_again_and_what_may_have_left_may_not() {
    assert_eq!(send_to(Manner::RefusesForNow).await.0, Posted::Away);
    assert_eq!(send_to(Manner::SaysNothing).await.0, Posted::Away);
    assert_eq!(send_to(Manner::RefusesTheAddress).await.0, Posted::Rejected);
    assert_eq!(send_to(Manner::SaysNothingAfterTheText).await.0, Posted::Unknown);
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    assert_eq!(smtp(free, None).send(&letter()).await, Posted::Away);
}

#[tokio::test]
async fn a_check_says_whether_the_server_answers_and_sends_nothing() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        converse(stream, Manner::Takes).await
    });
    smtp(port, None).check().await.unwrap();
    assert!(!server.await.unwrap().iter().any(|line| line.starts_with("MAIL")));
    assert!(smtp(port, None).check().await.is_err());
}
