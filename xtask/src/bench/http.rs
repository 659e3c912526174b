//! A small HTTP/1.1 client that keeps its connection: what a closed-loop client of the bench speaks.
//!
//! It costs as little as it can, since the load generator shares the machine with what it measures. It knows
//! answers with `Content-Length`, in chunks, and without a body; it follows no redirects and keeps no cookies.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result, bail};

/// How long an answer may take before the client gives up.
const PATIENCE: Duration = Duration::from_secs(30);

/// A kept connection to a server on loopback.
pub struct Connection {
    reader: BufReader<TcpStream>,
}

/// One answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// How long the body of an answer is.
enum Length {
    Known(usize),
    Chunks,
}

impl Connection {
    pub fn open(port: u16) -> Result<Self> {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).context("the server takes no calls")?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        Ok(Self { reader: BufReader::with_capacity(64 * 1024, stream) })
    }

    /// Sends a whole request and reads its whole answer.
    pub fn ask(&mut self, request: &[u8]) -> Result<Answer> {
        self.reader.get_mut().write_all(request)?;
        read(&mut self.reader)
    }
}

/// A request as it goes over the wire.
pub fn request(method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Vec<u8> {
    let mut text = format!("{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\n");
    for (name, value) in headers {
        text.push_str(name);
        text.push_str(": ");
        text.push_str(value);
        text.push_str("\r\n");
    }
    if !body.is_empty() || method != "GET" {
        text.push_str("content-length: ");
        text.push_str(&body.len().to_string());
        text.push_str("\r\n");
    }
    text.push_str("\r\n");
    text.push_str(body);
    text.into_bytes()
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

fn read(reader: &mut impl BufRead) -> Result<Answer> {
    let status = line(reader)?;
    let status = status.split(' ').nth(1).and_then(|word| word.parse().ok()).context("no status")?;
    let mut headers = Vec::with_capacity(16);
    let mut length = Length::Known(0);
    loop {
        let line = line(reader)?;
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':').context("a header without a colon")?;
        let (name, value) = (name.to_ascii_lowercase(), value.trim().to_owned());
        if name == "content-length" {
            length = Length::Known(value.parse().context("Content-Length is no number")?);
        } else if name == "transfer-encoding" && value.eq_ignore_ascii_case("chunked") {
            length = Length::Chunks;
        }
        headers.push((name, value));
    }
    let body = match (status, length) {
        (204 | 304, _) => Vec::new(),
        (_, Length::Known(length)) => exactly(reader, length)?,
        (_, Length::Chunks) => chunks(reader)?,
    };
    Ok(Answer { status, headers, body })
}

fn line(reader: &mut impl BufRead) -> Result<String> {
    let mut line = String::new();
    if reader.read_line(&mut line)? == 0 {
        bail!("the server closed the connection");
    }
    line.truncate(line.trim_end_matches(['\r', '\n']).len());
    Ok(line)
}

fn exactly(reader: &mut impl Read, length: usize) -> Result<Vec<u8>> {
    let mut body = vec![0; length];
    reader.read_exact(&mut body).context("the answer was cut off")?;
    Ok(body)
}

fn chunks(reader: &mut impl BufRead) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let size = line(reader)?;
        let size = size.split(';').next().unwrap_or_default();
        let size = usize::from_str_radix(size.trim(), 16).context("a chunk without a size")?;
        if size == 0 {
            while !line(reader)?.is_empty() {}
            return Ok(body);
        }
        body.extend(exactly(reader, size)?);
        line(reader)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_answers_on_one_connection_are_told_apart() {
        let mut wire: &[u8] =
            b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}HTTP/1.1 204 No Content\r\n\r\n\
            HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n";
        let first = read(&mut wire).unwrap();
        assert_eq!((first.status, first.text().as_str()), (200, "{}"));
        assert_eq!(read(&mut wire).unwrap().status, 204);
        let third = read(&mut wire).unwrap();
        assert_eq!((third.status, third.text().as_str()), (404, "abcde"));
        assert!(wire.is_empty());
    }

    #[test]
    fn an_answer_that_is_cut_off_is_an_error() {
        for wire in ["HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n{}", "HTTP/1.1 200 OK\r\n", ""] {
            assert!(read(&mut wire.as_bytes()).is_err(), "{wire:?}");
        }
    }

    #[test]
    fn a_request_with_a_body_says_how_long_it_is() {
        let text = String::from_utf8(request("POST", "/x", &[("a", "b")], "{}")).unwrap();
        assert_eq!(text, "POST /x HTTP/1.1\r\nhost: 127.0.0.1\r\na: b\r\ncontent-length: 2\r\n\r\n{}");
    }
}
