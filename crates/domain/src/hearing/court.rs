//! Which court, and in which room. A code has five characters; lists often write the room's two behind it.

use crate::text::Line;

/// A court's code, for example `B10JQ`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CourtCode(String); // INVARIANT: five ASCII capitals or digits, a letter first

impl CourtCode {
    /// The code of exactly five characters, in any case.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        let fits = text.len() == 5
            && text.chars().all(|c| c.is_ascii_alphanumeric())
            && text.starts_with(|c: char| c.is_ascii_alphabetic());
        fits.then(|| Self(text.to_ascii_uppercase()))
    }

    /// The code at the start of `text`, and the room's two characters behind it: `B10JQ00` is `B10JQ` and `00`.
    pub fn with_room(text: &str) -> Option<(Self, Option<&str>)> {
        let text = text.trim();
        let (code, room) = text.split_at_checked(5)?;
        let room = match room {
            "" => None,
            room if room.len() == 2 && room.chars().all(|c| c.is_ascii_alphanumeric()) => Some(room),
            _ => return None,
        };
        Some((Self::new(code)?, room))
    }

    /// The five characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for CourtCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A court: by code, by name, or by both, as far as the list says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Court {
    /// Its code.
    pub code: Option<CourtCode>,
    /// Its name.
    pub name: Option<Line>,
    /// The room.
    pub room: Option<Line>,
}

impl Court {
    /// The name, or else the code, by which a page calls it.
    pub fn called(&self) -> &str {
        match (&self.name, &self.code) {
            (Some(name), _) => name.as_str(),
            (None, Some(code)) => code.as_str(),
            (None, None) => "Court not stated",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn court_lists_8_12_a_code_is_five_characters_and_two_of_the_room() {
        let (code, room) = CourtCode::with_room("B10JQ00").unwrap();
        assert_eq!((code.as_str(), room), ("B10JQ", Some("00")));
        assert_eq!(CourtCode::with_room(" b10jq ").map(|(code, _)| code.to_string()), Some("B10JQ".into()));
        for text in ["", "B10J", "B10JQ0", "B10JQ000", "é10JQ00", "B10J-00", "110JQ00", "éééé"] {
            assert_eq!(CourtCode::with_room(text), None, "{text}");
        }
    }
}
