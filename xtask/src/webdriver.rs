//! chromedriver on a free port, and the little HTTP that talks to it.
//!
//! Plain HTTP/1.1 to loopback over std's sockets: the browser tests use a full client, and a task that only
//! opens pages does not deserve one.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::started::{self, Server};
use crate::{prerequisites, shell};

/// A running chromedriver.
pub struct Driver {
    pub port: u16,
    /// The browser that it is to drive.
    pub chromium: std::path::PathBuf,
}

impl Driver {
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

/// A port of loopback that nobody listens on now.
pub fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("loopback gives no port")?;
    Ok(listener.local_addr()?.port())
}

/// Starts chromedriver. Its browsers keep their profiles in a folder that goes with it.
pub fn start() -> Result<Driver> {
    let program = shell::which("chromedriver").context("chromedriver is not installed")?;
    let chromium = prerequisites::chromium().context("Chromium is not installed")?;
    let folder = started::folder("browser")?;
    for _ in 0..3 {
        let port = free_port()?;
        let mut command = started::server(&program, "TERM", None);
        command.arg(format!("--port={port}")).env("TMPDIR", &folder);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let id = started::start(Server { command, signal: "TERM", farewell: Some(shut_down), port })?;
        let began = Instant::now();
        while began.elapsed() < Duration::from_secs(20) && !started::has_ended(id) {
            if request(port, "GET", "/status", None).is_ok() {
                return Ok(Driver { port, chromium });
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }
    bail!("chromedriver did not answer; try `chromedriver --port=9515` by hand to see why")
}

/// Tells the driver to end its browsers, which do not end when it is merely killed.
fn shut_down(port: u16) {
    // A driver that has ended already has no browsers left to end.
    let _ = request(port, "GET", "/shutdown", None);
}

/// One request to a server on loopback that answers JSON.
pub fn request(port: u16, method: &str, path: &str, body: Option<&Value>) -> Result<Value> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    stream.set_read_timeout(Some(Duration::from_mins(1)))?;
    let body = body.map(Value::to_string).unwrap_or_default();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )?;
    let (status, body) = response(&mut stream)?;
    let value: Value = serde_json::from_slice(&body).context("the answer is not JSON")?;
    if status != 200 {
        let why = value.pointer("/value/message").and_then(Value::as_str).unwrap_or_default();
        bail!("{method} {path} answered {status}: {why}");
    }
    Ok(value)
}

/// Reads one answer: its status and its body, as long as its `Content-Length` says.
fn response(stream: &mut impl Read) -> Result<(u16, Vec<u8>)> {
    let mut bytes = Vec::new();
    let mut piece = [0_u8; 16 * 1024];
    loop {
        if let Some((status, body, length)) = parsed(&bytes)? {
            // Some servers keep the connection open after the last byte; do not wait for its end.
            if body.len() >= length {
                return Ok((status, body.iter().copied().take(length).collect()));
            }
        }
        match stream.read(&mut piece)? {
            0 => bail!("the answer was cut off"),
            read => bytes.extend(piece.iter().take(read)),
        }
    }
}

/// The status, what is there of the body, and how long it will be; `None` before the head is complete.
fn parsed(bytes: &[u8]) -> Result<Option<(u16, &[u8], usize)>> {
    let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else {
        return Ok(None);
    };
    let (head, body) = bytes.split_at(end);
    let head = std::str::from_utf8(head).context("the answer's head is not text")?;
    let status = head.split(' ').nth(1).and_then(|word| word.parse().ok()).context("no status")?;
    let length = head
        .lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .and_then(|(_, value)| value.trim().parse().ok())
        .context("the answer has no Content-Length")?;
    Ok(Some((status, body.get(4..).unwrap_or_default(), length)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read_to_its_length_and_no_further() {
        let mut text: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}left over";
        assert_eq!(response(&mut text).unwrap(), (200, b"{}".to_vec()));
    }

    #[test]
    fn an_answer_that_is_cut_off_is_an_error() {
        let mut text: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n{}";
        assert!(response(&mut text).is_err());
    }
}
