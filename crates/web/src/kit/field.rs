//! What fields have in common: the group around one, and the hint and error that describe it.

use super::error_message::ErrorMessage;
use super::hint::Hint;
use super::{Attributes, Classes, Html, Text, ids};

/// The element around a field with its label, hint and error.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct FormGroup {
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
    /// Shown before the field (radios, checkboxes, dates: before the first).
    #[cfg_attr(test, serde(alias = "beforeInputs"))]
    pub before_input: Html,
    /// Shown after the field (radios, checkboxes, dates: after the last).
    #[cfg_attr(test, serde(alias = "afterInputs"))]
    pub after_input: Html,
}

/// Hint and error of a field with their ids, and the ids joined for `aria-describedby`.
#[derive(Debug)]
pub(crate) struct Notes {
    pub hint: Option<Hint>,
    pub error: Option<ErrorMessage>,
    pub described_by: Text,
}

impl Notes {
    pub fn of(id: &str, given: &Text, hint: Option<&Hint>, error: Option<&ErrorMessage>) -> Self {
        let hint = hint.map(|hint| hint.under(format!("{id}-hint")));
        let error = error.map(|error| error.under(format!("{id}-error")));
        let described_by = ids([
            given.as_str(),
            hint.as_ref().map_or("", |hint| hint.id.as_str()),
            error.as_ref().map_or("", |error| error.id.as_str()),
        ]);
        Self { hint, error, described_by }
    }
}
