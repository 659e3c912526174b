//! Textarea: several lines of text.

use askama::Template;

use super::error_message::ErrorMessage;
use super::field::{FormGroup, Notes};
use super::hint::Hint;
use super::label::Label;
use super::{Attributes, Classes, Text};

/// A field for several lines of text.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "kit/textarea.html")]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct Textarea {
    /// Name sent with the form.
    pub name: Text,
    /// Id, the name unless given.
    pub id: Text,
    /// Whether the browser checks spelling.
    pub spellcheck: Option<bool>,
    /// Height in lines, 5 unless given.
    pub rows: Text,
    /// What is in the field.
    pub value: Text,
    /// Cannot be changed.
    pub disabled: bool,
    /// Ids of further elements that describe the field.
    pub described_by: Text,
    /// Its label.
    pub label: Label,
    /// Help.
    pub hint: Option<Hint>,
    /// What is wrong with the value.
    pub error_message: Option<ErrorMessage>,
    /// The group around it.
    pub form_group: FormGroup,
    /// Further classes.
    pub classes: Classes,
    /// What the browser may fill in.
    pub autocomplete: Text,
    /// Further attributes of the field.
    pub attributes: Attributes,
}

impl Textarea {
    /// A field with a name and a label.
    pub fn new(name: impl Into<Text>, label: impl Into<Text>) -> Self {
        Self { name: name.into(), label: Label::text(label), ..Self::default() }
    }

    fn identity(&self) -> &str {
        self.id.or(self.name.as_str())
    }

    fn notes(&self) -> Notes {
        Notes::of(self.identity(), &self.described_by, self.hint.as_ref(), self.error_message.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use scraper::{Html, Selector};

    use super::Textarea;

    #[test]
    fn text_that_begins_with_a_line_end_keeps_it() {
        for typed in ["\nnote", "\n\nnote", "note\n", "</textarea><script>"] {
            let html = Textarea::new("note", "Note").with_value(typed).to_string();
            let page = Html::parse_fragment(&html);
            let field = Selector::parse("textarea").unwrap();
            let kept: String = page.select(&field).flat_map(|field| field.text()).collect();
            assert_eq!(kept, typed);
        }
    }
}
