//! Fields of an event's body, read back into the values of the domain.

use super::Unreadable;
use crate::events::EventKind;
use domain::text::{Line, Prose};
use jiff::{Timestamp, civil::Date};
use serde_json::Value;
use uuid::Uuid;

/// A body, or an object within one.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a> {
    kind: EventKind,
    body: &'a Value,
}

impl<'a> Fields<'a> {
    pub(super) const fn new(kind: EventKind, body: &'a Value) -> Self {
        Self { kind, body }
    }

    /// What happened.
    pub(super) const fn event(self) -> EventKind {
        self.kind
    }

    /// The field cannot be read.
    pub(super) const fn unreadable(self, field: &'static str) -> Unreadable {
        Unreadable { kind: self.kind, field }
    }

    /// What a present field says, read by `read`.
    fn read<T>(
        self,
        field: &'static str,
        read: impl FnOnce(&'a Value) -> Option<T>,
    ) -> Result<T, Unreadable> {
        self.body.get(field).and_then(read).ok_or(self.unreadable(field))
    }

    /// What a field says; `None` where it is absent or null.
    fn maybe<T>(
        self,
        field: &'static str,
        read: impl FnOnce(&'a Value) -> Option<T>,
    ) -> Result<Option<T>, Unreadable> {
        match self.body.get(field) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => read(value).map(Some).ok_or(self.unreadable(field)),
        }
    }

    pub(super) fn text(self, field: &'static str) -> Result<String, Unreadable> {
        self.read(field, |value| value.as_str().map(str::to_owned))
    }

    pub(super) fn maybe_text(self, field: &'static str) -> Result<Option<String>, Unreadable> {
        self.maybe(field, |value| value.as_str().map(str::to_owned))
    }

    pub(super) fn line(self, field: &'static str) -> Result<Line, Unreadable> {
        self.read(field, |value| Line::new(value.as_str()?).ok())
    }

    pub(super) fn maybe_line(self, field: &'static str) -> Result<Option<Line>, Unreadable> {
        self.maybe(field, |value| Line::new(value.as_str()?).ok())
    }

    pub(super) fn prose(self, field: &'static str) -> Result<Prose, Unreadable> {
        self.read(field, |value| Prose::new(value.as_str()?).ok())
    }

    pub(super) fn maybe_prose(self, field: &'static str) -> Result<Option<Prose>, Unreadable> {
        self.maybe(field, |value| Prose::new(value.as_str()?).ok())
    }

    /// A code, read by `from_code`.
    pub(super) fn code<T, E>(
        self,
        field: &'static str,
        from_code: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<T, Unreadable> {
        self.read(field, |value| from_code(value.as_str()?).ok())
    }

    /// A code, read by `from_code`; `None` where there is none.
    pub(super) fn maybe_code<T, E>(
        self,
        field: &'static str,
        from_code: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<Option<T>, Unreadable> {
        self.maybe(field, |value| from_code(value.as_str()?).ok())
    }

    /// A list of lines.
    pub(super) fn lines(self, field: &'static str) -> Result<Vec<Line>, Unreadable> {
        self.read(field, |value| {
            value.as_array()?.iter().map(|line| Line::new(line.as_str()?).ok()).collect()
        })
    }

    /// A list of numbers, some of which may be missing.
    pub(super) fn maybe_numbers<T: TryFrom<i64>>(
        self,
        field: &'static str,
    ) -> Result<Vec<Option<T>>, Unreadable> {
        let number = |value: &Value| match value {
            Value::Null => Some(None),
            given => T::try_from(given.as_i64()?).ok().map(Some),
        };
        self.read(field, |value| value.as_array()?.iter().map(number).collect())
    }

    pub(super) fn id<T: From<Uuid>>(self, field: &'static str) -> Result<T, Unreadable> {
        self.read(field, as_id)
    }

    pub(super) fn maybe_id<T: From<Uuid>>(self, field: &'static str) -> Result<Option<T>, Unreadable> {
        self.maybe(field, as_id)
    }

    pub(super) fn ids<T: From<Uuid>>(self, field: &'static str) -> Result<Vec<T>, Unreadable> {
        self.read(field, |value| value.as_array()?.iter().map(as_id).collect())
    }

    /// Whether the field is there at all, be it empty: bodies of earlier releases lack some.
    pub(super) fn has(self, field: &str) -> bool {
        self.body.get(field).is_some()
    }

    /// A list of codes.
    pub(super) fn codes<T, E>(
        self,
        field: &'static str,
        from_code: impl Fn(&str) -> Result<T, E>,
    ) -> Result<Vec<T>, Unreadable> {
        let codes = self.body.get(field).and_then(Value::as_array).ok_or(self.unreadable(field))?;
        codes
            .iter()
            .map(|code| code.as_str().and_then(|code| from_code(code).ok()).ok_or(self.unreadable(field)))
            .collect()
    }

    pub(super) fn day(self, field: &'static str) -> Result<Date, Unreadable> {
        self.read(field, |value| value.as_str()?.parse().ok())
    }

    pub(super) fn maybe_day(self, field: &'static str) -> Result<Option<Date>, Unreadable> {
        self.maybe(field, |value| value.as_str()?.parse().ok())
    }

    pub(super) fn instant(self, field: &'static str) -> Result<Timestamp, Unreadable> {
        self.read(field, |value| value.as_str()?.parse().ok())
    }

    pub(super) fn number<T: TryFrom<i64>>(self, field: &'static str) -> Result<T, Unreadable> {
        self.read(field, |value| T::try_from(value.as_i64()?).ok())
    }

    pub(super) fn maybe_number<T: TryFrom<i64>>(self, field: &'static str) -> Result<Option<T>, Unreadable> {
        self.maybe(field, |value| T::try_from(value.as_i64()?).ok())
    }

    pub(super) fn flag(self, field: &'static str) -> Result<bool, Unreadable> {
        self.read(field, Value::as_bool)
    }

    /// The object in a field.
    pub(super) fn within(self, field: &'static str) -> Result<Self, Unreadable> {
        self.read(field, |value| value.is_object().then_some(value)).map(|body| Self { body, ..self })
    }

    /// The objects of a list, each read by `read`.
    pub(super) fn each<T>(
        self,
        field: &'static str,
        read: impl Fn(Self) -> Result<T, Unreadable>,
    ) -> Result<Vec<T>, Unreadable> {
        let list = self.read(field, Value::as_array)?;
        list.iter().map(|body| read(Self { body, ..self })).collect()
    }
}

fn as_id<T: From<Uuid>>(value: &Value) -> Option<T> {
    value.as_str()?.parse::<Uuid>().ok().map(T::from)
}
