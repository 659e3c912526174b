//! The plainest of HTTP clients: one connection a request, so that it is known to the byte what was answered.

use serde_json::Value;
use std::{
    io::{self, Read, Write},
    net::{Ipv4Addr, TcpStream},
    time::Duration,
};

/// An answer that came whole.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    head: String,
    pub body: String,
}

impl Answer {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(':'));
        lines.filter(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim()).next()
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body)
            .unwrap_or_else(|_| panic!("no JSON in an answer {}: {}", self.status, self.body))
    }
}

/// A request under way.
pub struct Call {
    stream: TcpStream,
    read: Vec<u8>,
}

/// A request: method, path, token, key, body.
#[derive(Debug, Clone, Copy, Default)]
pub struct Request<'a> {
    pub method: &'a str,
    pub path: &'a str,
    pub token: &'a str,
    pub key: Option<&'a str>,
    /// The version that the client saw.
    pub tag: Option<&'a str>,
    pub body: &'a str,
}

impl Request<'_> {
    fn head(&self, more: &str) -> String {
        let Self { method, path, token, body, .. } = self;
        let mut head = format!("{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n{more}");
        let mut add = |name: &str, value: &str| head.extend([name, ": ", value, "\r\n"]);
        if !token.is_empty() {
            add("authorization", &format!("Bearer {token}"));
        }
        if let Some(key) = self.key {
            add("idempotency-key", key);
        }
        if let Some(tag) = self.tag {
            add("if-match", &format!("\"{tag}\""));
        }
        if *method != "GET" {
            add("content-type", "application/json");
            add("content-length", &body.len().to_string());
        }
        head + "\r\n"
    }

    /// Sends it and waits for its whole answer. An error says that it is not known what became of it.
    pub fn send(&self, port: u16) -> io::Result<Answer> {
        let mut call = Call::open(port)?;
        call.stream.write_all(format!("{}{}", self.head(""), self.body).as_bytes())?;
        call.answer()
    }

    /// Sends the head alone, and comes back once the server is at work on the request and asks for its body.
    pub fn begin(&self, port: u16) -> io::Result<Call> {
        let mut call = Call::open(port)?;
        call.stream.write_all(self.head("expect: 100-continue\r\n").as_bytes())?;
        while !call.read.ends_with(b"\r\n\r\n") {
            call.more()?;
        }
        if !call.read.starts_with(b"HTTP/1.1 100 ") {
            return Err(io::Error::other(String::from_utf8_lossy(&call.read).into_owned()));
        }
        call.read.clear();
        Ok(call)
    }
}

impl Call {
    fn open(port: u16) -> io::Result<Self> {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        stream.set_read_timeout(Some(Duration::from_secs(40)))?;
        Ok(Self { stream, read: Vec::new() })
    }

    /// Sends the body of a request that was begun, and waits for its whole answer.
    pub fn finish(mut self, body: &str) -> io::Result<Answer> {
        self.stream.write_all(body.as_bytes())?;
        self.answer()
    }

    /// Reads some more; the end of the stream is an error here.
    fn more(&mut self) -> io::Result<()> {
        let mut piece = [0; 4096];
        let read = self.stream.read(&mut piece)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.read.extend_from_slice(&piece[..read]);
        Ok(())
    }

    fn answer(mut self) -> io::Result<Answer> {
        loop {
            if let Some(answer) = whole(&self.read) {
                return Ok(answer);
            }
            self.more()?;
        }
    }
}

/// The answer, once all that its `Content-Length` promises is there.
fn whole(read: &[u8]) -> Option<Answer> {
    let end = read.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&read[..end]).ok()?.to_owned();
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let answer = Answer { status, head, body: String::from_utf8_lossy(&read[end + 4..]).into_owned() };
    let length: usize = answer.header("content-length").unwrap_or("0").parse().ok()?;
    (read.len() - end - 4 >= length).then_some(answer)
}

/// Whether anybody listens on the port.
pub fn listens(port: u16) -> bool {
    TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok()
}

#[test]
fn an_answer_counts_only_when_it_came_whole() {
    let text = b"HTTP/1.1 201 Created\r\nContent-Length: 4\r\nRetry-After: 5\r\n\r\nbody";
    for cut in 0..text.len() {
        assert!(whole(&text[..cut]).is_none(), "{cut}");
    }
    let answer = whole(text).unwrap();
    assert_eq!((answer.status, answer.body.as_str(), answer.header("retry-after")), (201, "body", Some("5")));
}
