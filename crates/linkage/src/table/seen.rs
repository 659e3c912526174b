//! Values as files give them, with what was read of each: most were read before.

use crate::dictionary::{Dictionary, hash};
use crate::kind::Family;

/// What was read of the values of one column.
#[derive(Debug)]
pub(super) struct Seen {
    given: Dictionary,
    /// Code and hash of what was read, by code of the given value.
    read: Vec<(u32, u64)>,
    /// Values that were met again.
    again: usize,
    /// Whether too few are met again to be worth remembering, as numbers that are issued to one person each.
    seldom: bool,
}

impl Seen {
    /// How many values are remembered: as many as stay close at hand.
    const MOST: usize = 1 << 15;

    pub fn new() -> Self {
        Self { given: Dictionary::new(Family::Plain), read: vec![(0, 0)], again: 0, seldom: false }
    }

    /// What `read` says of a value, which is read anew only if it is not remembered.
    pub fn of(&mut self, raw: &str, read: impl FnOnce(&str) -> Option<(u32, u64)>) -> Option<(u32, u64)> {
        if self.seldom {
            return read(raw);
        }
        if self.read.len() > Self::MOST {
            *self = Self { seldom: self.again < Self::MOST, ..Self::new() };
        }
        let code = self.given.hashed_code(raw, hash(raw.as_bytes()))?;
        if let Some(known) = self.read.get(code as usize) {
            self.again += 1;
            return Some(*known);
        }
        let read = read(raw)?;
        self.read.push(read);
        Some(read)
    }
}
