//! The bytes of a file: what they are, by their first ones, and how many lines have gone by.

use super::{ROW_MOST, row::FaultReason};
use std::io::{BufRead, BufReader, Error, ErrorKind, Read, Result};

/// What a file looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Empty,
    Unknown,
    Encoded(Encoding),
    Xml,
    Json,
}

/// Encodings that are told apart so as to say what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf16,
    Other,
}

/// A file that counts its lines, and refuses to be read on when one row never ends.
pub(super) struct Counted {
    inner: BufReader<Box<dyn Read + Send>>,
    line: u64,
    left: usize,
}

impl Counted {
    pub(super) fn new(input: Box<dyn Read + Send>) -> Self {
        Self { inner: BufReader::with_capacity(64 * 1024, input), line: 1, left: ROW_MOST }
    }

    /// The line that is being read, from 1.
    pub(super) const fn line(&self) -> u64 {
        self.line
    }

    /// A row has been read to its end: the next may be as long.
    pub(super) const fn renew(&mut self) {
        self.left = ROW_MOST;
    }

    /// Whether the row at hand was longer than any may be.
    pub(super) const fn is_spent(&self) -> bool {
        self.left == 0
    }

    /// What the file looks like, past a mark of its encoding and white space.
    pub(super) fn shape(&mut self) -> std::result::Result<Shape, FaultReason> {
        let failed = |_| FaultReason::CutOff;
        match self.inner.fill_buf().map_err(failed)? {
            [] => return Ok(Shape::Empty),
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, _, ..] | [_, 0, ..] => {
                return Ok(Shape::Encoded(Encoding::Utf16));
            }
            [0xef, 0xbb, 0xbf, ..] => self.consume(3),
            _ => {}
        }
        loop {
            self.renew();
            let buffer = self.inner.fill_buf().map_err(failed)?;
            let Some(first) = buffer.first() else { return Ok(Shape::Empty) };
            let blank = buffer.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            if blank == 0 {
                return Ok(match first {
                    b'<' => Shape::Xml,
                    b'{' | b'[' => Shape::Json,
                    0x80.. => Shape::Encoded(Encoding::Other),
                    _ => Shape::Unknown,
                });
            }
            self.consume(blank);
        }
    }
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let available = self.fill_buf()?;
        let taken = available.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..taken), available.get(..taken)) {
            to.copy_from_slice(from);
        }
        self.consume(taken);
        Ok(taken)
    }
}

impl BufRead for Counted {
    fn fill_buf(&mut self) -> Result<&[u8]> {
        if self.left == 0 {
            return Err(Error::new(ErrorKind::FileTooLarge, "a row never ends"));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        let passed = self.inner.buffer().get(..amount).unwrap_or_default();
        let lines = passed.split(|byte| *byte == b'\n').count().saturating_sub(1);
        self.line = self.line.saturating_add(u64::try_from(lines).unwrap_or(u64::MAX));
        self.left = self.left.saturating_sub(amount);
        self.inner.consume(amount);
    }
}
