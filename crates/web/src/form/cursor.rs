//! Opaque cursors: where the next page of a list begins. Their inside may change with any release.

use super::{Check, base64url};
use app::ports::Place;
use jiff::Timestamp;

/// The parts of a cursor, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cursor(Vec<String>);

/// A cursor of these parts.
pub fn cursor<T: ToString>(parts: impl IntoIterator<Item = T>) -> String {
    let parts: Vec<String> = parts.into_iter().map(|part| part.to_string()).collect();
    base64url::encode(parts.join("\u{1f}").as_bytes())
}

/// The cursor of a list by instants that goes on past `place`.
pub fn past(place: Place) -> String {
    cursor([place.at.as_millisecond().to_string(), place.id.to_string()])
}

impl Cursor {
    /// The parts behind the text; `None` where it is no cursor.
    pub fn read(text: &str) -> Option<Self> {
        // No cursor of ours holds a null character, and PostgreSQL takes none in a text.
        let inside =
            String::from_utf8(base64url::decode(text)?).ok().filter(|inside| !inside.contains('\0'))?;
        Some(Self(inside.split('\u{1f}').map(str::to_owned).collect()))
    }

    /// Part number `index`, read as a `T`.
    pub fn part<T: std::str::FromStr>(&self, index: usize) -> Option<T> {
        self.0.get(index)?.parse().ok()
    }

    /// The place in a list by instants.
    pub fn place(&self) -> Option<Place> {
        Some(Place { at: Timestamp::from_millisecond(self.part(0)?).ok()?, id: self.part(1)? })
    }
}

impl Check {
    /// A cursor that may be left out, taken apart by `read`.
    pub fn cursor<T>(
        &mut self,
        field: &'static str,
        typed: &str,
        read: impl FnOnce(&Cursor) -> Option<T>,
    ) -> Option<T> {
        if typed.is_empty() {
            return None;
        }
        match Cursor::read(typed).and_then(|cursor| read(&cursor)) {
            Some(place) => Some(place),
            None => self.wrong(field, "unknown", "Must be a cursor that a former page of this list gave"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_cursor_gives_back_its_parts(name in "[^\u{1f}\u{0}]{0,40}", id in any::<u128>()) {
            let text = cursor([name.clone(), id.to_string()]);
            let read = Cursor::read(&text).unwrap();
            prop_assert_eq!(read.part::<String>(0), Some(name));
            prop_assert_eq!(read.part::<u128>(1), Some(id));
            prop_assert_eq!(read.part::<u128>(2), None);
        }

        #[test]
        fn a_place_comes_back_to_the_millisecond(at in -1_000_000_000_000..4_000_000_000_000_i64, id in any::<u128>()) {
            let place = Place { at: Timestamp::from_millisecond(at).unwrap(), id: uuid::Uuid::from_u128(id) };
            prop_assert_eq!(Cursor::read(&past(place)).unwrap().place(), Some(place));
        }

        #[test]
        fn any_text_is_a_cursor_or_refused(text in ".{0,40}") {
            let _ = Cursor::read(&text);
        }
    }

    #[test]
    fn a_forged_cursor_is_a_field_error() {
        let mut check = Check::default();
        assert_eq!(check.cursor("cursor", "?!", |c| c.part::<i64>(0)), None);
        assert_eq!(check.done(|| Some(())).unwrap_err()[0].field, "cursor");
    }
}
