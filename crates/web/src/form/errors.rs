//! What a page shows of errors: a sentence at each field, and the summary on top.

use super::FieldError;
use crate::kit::{SummaryError, Text};
use http::StatusCode;

const SENT_BEFORE: &str = "sent-before";

/// The errors of one form, and the status with which it is shown again.
#[derive(Debug, Clone, Default)]
pub struct Errors {
    status: Option<StatusCode>,
    fields: Vec<FieldError>,
}

impl Errors {
    /// None: the form is shown for the first time.
    pub const fn none() -> Self {
        Self { status: None, fields: Vec::new() }
    }

    /// Fields that cannot be taken.
    pub const fn of(fields: Vec<FieldError>) -> Self {
        Self { status: Some(StatusCode::UNPROCESSABLE_ENTITY), fields }
    }

    /// Something that lies with no field, such as a database that is away.
    pub fn general(status: StatusCode, sentence: impl Into<String>) -> Self {
        Self { status: Some(status), fields: vec![FieldError::new("", "failed", sentence)] }
    }

    /// The form was sent before with other words in it.
    pub(crate) fn of_form_sent_before() -> Self {
        let sentence =
            "You sent this form before, with other words. If you send it again, a second record is made";
        let fields = vec![FieldError::new("", SENT_BEFORE, sentence)];
        Self { status: Some(StatusCode::UNPROCESSABLE_ENTITY), fields }
    }

    /// Whether the form was sent before with other words in it.
    pub(crate) fn sent_before(&self) -> bool {
        self.fields.iter().any(|error| error.code == SENT_BEFORE)
    }

    /// The status for showing the form: 200 without errors.
    pub fn status(&self) -> StatusCode {
        self.status.unwrap_or(StatusCode::OK)
    }

    /// The sentence for a field, empty when there is none: made for `.with_error(…)`.
    pub fn at(&self, field: &str) -> Text {
        let found = self.fields.iter().find(|error| error.field == field);
        found.map(|error| Text::from(error.sentence.clone())).unwrap_or_default()
    }

    /// The summary. A date's error leads to its first part: `focus` names fields whose id differs from their name.
    pub fn summary(&self, focus: &[(&str, &str)]) -> Vec<SummaryError> {
        self.fields
            .iter()
            .map(|error| {
                let sentence = error.sentence.clone();
                if error.field.is_empty() {
                    return SummaryError { text: sentence.into(), ..SummaryError::default() };
                }
                let id =
                    focus.iter().find(|(field, _)| *field == error.field).map_or(error.field, |(_, id)| *id);
                SummaryError::of(id, sentence)
            })
            .collect()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }
}

impl From<Vec<FieldError>> for Errors {
    fn from(fields: Vec<FieldError>) -> Self {
        Self::of(fields)
    }
}
