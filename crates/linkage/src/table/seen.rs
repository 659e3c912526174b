//! Values as files give them, with what was read of each: most were read before.
//!
//! What holds: a value and what was read of it stand in one place, so few of them that they stay close at hand; a later
//! value takes the place of an earlier one. What is read never depends on what is remembered.

use crate::dictionary::hash;

/// What was read of the values of one column.
#[derive(Debug)]
pub(super) struct Seen {
    places: Vec<Place>,
    asked: u32,
    again: u32,
}

#[derive(Debug, Clone, Copy)]
struct Place {
    given: [u8; Self::LONGEST],
    length: u8,
    code: u32,
    hash: u64,
}

impl Place {
    /// Longer values are seldom met again.
    const LONGEST: usize = 19;
    const FREE: Self = Self { given: [0; Self::LONGEST], length: 0, code: 0, hash: 0 };

    fn holds(&self, raw: &[u8]) -> bool {
        usize::from(self.length) == raw.len() && self.given.get(..raw.len()) == Some(raw)
    }
}

impl Seen {
    const PLACES: usize = 1 << 12;
    /// Whether a column's values are worth remembering is judged after so many.
    const TRIED: u32 = 1 << 14;

    pub fn new() -> Self {
        Self { places: vec![Place::FREE; Self::PLACES], asked: 0, again: 0 }
    }

    /// What was read of a value, code and hash, if it is remembered.
    pub fn find(&mut self, raw: &str) -> Option<(u32, u64)> {
        let bytes = raw.as_bytes();
        if self.places.is_empty() || bytes.len() > Place::LONGEST {
            return None;
        }
        self.asked += 1;
        if self.asked == Self::TRIED {
            // Numbers that are issued to one person each are hardly ever met again.
            if self.again < Self::TRIED / 4 {
                self.places = Vec::new();
            }
            (self.asked, self.again) = (0, 0);
        }
        let place = self.places.get(place(bytes)).filter(|place| place.holds(bytes))?;
        self.again += 1;
        Some((place.code, place.hash))
    }

    /// Remembers what was read of a value.
    pub fn keep(&mut self, raw: &str, code: u32, hash: u64) {
        let bytes = raw.as_bytes();
        if let Some(place) = self.places.get_mut(place(bytes))
            && let Some(given) = place.given.get_mut(..bytes.len())
        {
            given.copy_from_slice(bytes);
            (place.length, place.code, place.hash) = (u8::try_from(bytes.len()).unwrap_or(0), code, hash);
        }
    }
}

fn place(bytes: &[u8]) -> usize {
    usize::try_from(hash(bytes) >> 32).unwrap_or(0) & (Seen::PLACES - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_of_a_value_is_what_was_read_of_it() {
        let mut seen = Seen::new();
        let mut again = 0;
        for number in 0..60_000_u32 {
            // A few values time and again among many that come once.
            let value = if number % 2 == 0 { number % 100 } else { number };
            let raw = format!("value {value}");
            match seen.find(&raw) {
                Some(known) => {
                    assert_eq!(known, (value, u64::from(value)));
                    again += 1;
                }
                None => seen.keep(&raw, value, u64::from(value)),
            }
        }
        assert!(again > 20_000, "only {again} were remembered");
    }

    #[test]
    fn a_column_whose_values_never_come_again_is_not_remembered() {
        let mut seen = Seen::new();
        for number in 0..Seen::TRIED {
            let raw = number.to_string();
            assert_eq!(seen.find(&raw), None);
            seen.keep(&raw, number, 0);
        }
        assert!(seen.places.is_empty());
    }
}
