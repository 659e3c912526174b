//! Court lists through public addresses: loading, known or new, decisions, moving; who may see an entry and who may not.

mod decisions;
mod lists;
mod loading;
mod pages;
mod reach;

use crate::town::{PASSWORD, Part, Seat, Town};
use http::{Method, StatusCode};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// A program that acts for `part` on court lists and people.
pub async fn program(town: &Town, part: Part) -> Seat {
    let mut seat = town.signed_in(part).await;
    let csrf = seat.csrf().await;
    let scopes = ["people:read", "people:write", "court:read", "court:write"];
    let body = json!({ "name": "Court", "scopes": scopes, "days": 30, "password": PASSWORD }).to_string();
    let made = seat.json(Method::POST, "/api/v1/tokens", &[("x-csrf-token", &csrf)], &body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let mut program = town.seat();
    program.token = made.json()["token"].as_str().map(str::to_owned);
    program
}

/// A defendant as tests write one.
#[derive(Debug, Clone)]
pub struct Row {
    pub case: String,
    pub urn: String,
    pub name: String,
    pub born: String,
    pub room: String,
    pub extra: String,
}

/// A row of a list.
pub fn row(case: u32, name: &str, born: &str) -> Row {
    Row {
        case: format!("16{case:08}"),
        urn: format!("01AB{case:07}"),
        name: name.into(),
        born: born.into(),
        room: "1".into(),
        extra: String::new(),
    }
}

impl Row {
    pub fn with(mut self, extra: &str) -> Self {
        self.extra.push_str(extra);
        self
    }

    pub fn in_room(mut self, room: &str) -> Self {
        self.room = room.into();
        self
    }
}

/// A Libra list of court B10JQ on a day, written `dd/MM/yyyy`.
pub fn libra(day: &str, rows: &[Row]) -> String {
    let mut text = String::from("<job><sessions>");
    for (number, row) in (1..).zip(rows) {
        let Row { case, urn, name, born, room, extra } = row;
        let _ = write!(
            text,
            "<session><doh>{day}</doh><ou_code>B10JQ00</ou_code><court>North Court</court><room>{room}</room><sstart>09:30</sstart><blocks><block><bstart>10:00</bstart><cases>\
             <case><caseno>{case}</caseno><cseq>1</cseq><def_name>{name}</def_name><def_type>P</def_type><def_dob>{born}</def_dob><urn>{urn}</urn>{extra}\
             <offences><offence><oseq>{number}</oseq><code>TH68010</code><title>Theft</title></offence></offences></case></cases></block></blocks></session>"
        );
    }
    text + "</sessions></job>"
}

/// Loads a list and answers the summary.
pub async fn load(program: &mut Seat, trigger: &str, body: &str) -> Value {
    let path = format!("/api/v1/court-lists?trigger={trigger}");
    let seen = program.send(Method::POST, &path, &[("content-type", "application/octet-stream")], body).await;
    assert_eq!(seen.status, StatusCode::CREATED, "{}", seen.body);
    seen.json()
}

/// The entries of a day.
pub async fn entries(program: &mut Seat, day: &str) -> Vec<Value> {
    let (mut all, mut next) = (Vec::new(), Some(format!("/api/v1/court-entries?day={day}&limit=50")));
    while let Some(path) = next {
        let page = program.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        let page = page.json();
        all.extend(page["items"].as_array().unwrap().clone());
        next = page["next"].as_str().map(str::to_owned);
    }
    all
}

/// A person of whom `part`'s agency knows, with these numbers, made through the API.
pub async fn person(
    program: &mut Seat,
    given: &str,
    family: &str,
    born: &str,
    numbers: &[(&str, &str)],
) -> String {
    let numbers: Vec<Value> =
        numbers.iter().map(|(kind, value)| json!({ "kind": kind, "value": value })).collect();
    let body = json!({ "identity": {
        "legal_name": { "given": given, "family": family }, "born": born, "gender": "unknown", "identifiers": numbers,
    } });
    let seen = program.json(Method::POST, "/api/v1/people", &[], &body.to_string()).await;
    assert_eq!(seen.status, StatusCode::CREATED, "{}", seen.body);
    seen.json()["id"].as_str().unwrap().to_owned()
}

/// Decides about an entry.
pub async fn decide(
    program: &mut Seat,
    entry: &str,
    version: i64,
    decision: &str,
    person: Option<&str>,
) -> crate::town::Seen {
    let path = format!("/api/v1/court-entries/{entry}/decisions");
    let mut body = json!({ "decision": decision, "reason": "Compared with the file" });
    if let Some(person) = person {
        body["person"] = json!(person);
    }
    let tag = format!("\"{version}\"");
    program.json(Method::POST, &path, &[("if-match", &tag)], &body.to_string()).await
}

/// What a browser sends when a file is chosen in the upload form: its headers and its body.
pub fn uploaded(fields: &[(String, String)], file: &str) -> ([(&'static str, &'static str); 2], String) {
    let mut body = String::new();
    for (name, value) in fields.iter().filter(|(name, _)| name != "list") {
        let _ = write!(body, "--B\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    }
    let _ = write!(
        body,
        "--B\r\nContent-Disposition: form-data; name=\"list\"; filename=\"day.xml\"\r\n\r\n{file}\r\n--B--\r\n"
    );
    ([("content-type", "multipart/form-data; boundary=B"), ("sec-fetch-site", "same-origin")], body)
}
