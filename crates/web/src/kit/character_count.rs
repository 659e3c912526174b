//! Character count: a textarea that says how much may still be written.

use askama::Template;

use super::error_message::ErrorMessage;
use super::field::FormGroup;
use super::hint::Hint;
use super::label::Label;
use super::textarea::Textarea;
use super::{Attributes, Classes, Html, Text};

/// A textarea with a limit in characters or words. The server checks the limit as well.
#[derive(Debug, Clone, Default, Template)]
#[template(source = "{{ self.textarea() }}", ext = "html")]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct CharacterCount {
    /// Name sent with the form.
    pub name: Text,
    /// Id, the name unless given.
    pub id: Text,
    /// Height in lines, 5 unless given.
    pub rows: Text,
    /// What is in the field.
    pub value: Text,
    /// Most characters.
    pub maxlength: Text,
    /// Most words; goes before `maxlength`.
    pub maxwords: Text,
    /// Per cent of the limit from which the count is shown.
    pub threshold: Text,
    /// `characters` or `words`.
    pub count_type: Text,
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
    /// Further attributes of the field.
    pub attributes: Attributes,
    /// Whether the browser checks spelling.
    pub spellcheck: Option<bool>,
    /// The element with the count.
    pub count_message: CountMessage,
    /// Read out with the field; `%{count}` stands for the limit.
    pub textarea_description_text: Text,
    /// While characters are left.
    pub characters_under_limit_text: Plurals,
    /// When none is left.
    pub characters_at_limit_text: Text,
    /// When there are too many.
    pub characters_over_limit_text: Plurals,
    /// While words are left.
    pub words_under_limit_text: Plurals,
    /// When none is left.
    pub words_at_limit_text: Text,
    /// When there are too many.
    pub words_over_limit_text: Plurals,
}

/// The element with the count.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct CountMessage {
    /// Further classes.
    pub classes: Classes,
}

/// One text for each plural form of the page's language, `%{count}` in each.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct Plurals {
    /// For none.
    pub zero: Text,
    /// For one.
    pub one: Text,
    /// For two.
    pub two: Text,
    /// For a few (Welsh).
    pub few: Text,
    /// For many (Welsh).
    pub many: Text,
    /// For all others.
    pub other: Text,
}

macro_rules! plural_attributes {
    ($to:expr, $key:literal, $texts:expr) => {
        $to.with_some(concat!("data-i18n.", $key, ".zero"), &$texts.zero)
            .with_some(concat!("data-i18n.", $key, ".one"), &$texts.one)
            .with_some(concat!("data-i18n.", $key, ".two"), &$texts.two)
            .with_some(concat!("data-i18n.", $key, ".few"), &$texts.few)
            .with_some(concat!("data-i18n.", $key, ".many"), &$texts.many)
            .with_some(concat!("data-i18n.", $key, ".other"), &$texts.other)
    };
}

impl CharacterCount {
    /// A field with a name, a label and a limit in characters.
    pub fn new(name: impl Into<Text>, label: impl Into<Text>, maxlength: u32) -> Self {
        Self {
            name: name.into(),
            label: Label::text(label),
            maxlength: maxlength.to_string().into(),
            ..Self::default()
        }
    }

    fn limit(&self) -> &str {
        self.maxwords.or(self.maxlength.as_str())
    }

    fn counts(&self) -> &str {
        self.count_type.or(if self.maxwords.is_empty() { "" } else { "words" })
    }

    /// The count's first text: empty until the script knows the limit.
    fn description(&self) -> String {
        if self.limit().is_empty() {
            return String::new();
        }
        let unit = if self.counts() == "words" { "words" } else { "characters" };
        self.textarea_description_text
            .or(&format!("You can enter up to %{{count}} {unit}"))
            .replace("%{count}", self.limit())
    }

    fn group_attributes(&self) -> Attributes {
        let mut all = Attributes::new()
            .with("data-module", "govuk-character-count")
            .with_some("data-maxlength", &self.maxlength)
            .with_some("data-maxwords", &self.maxwords)
            .with_some("data-threshold", &self.threshold)
            .with_some("data-count-type", &self.counts().to_owned().into());
        if self.limit().is_empty() {
            all = all.with_some("data-i18n.textarea-description.other", &self.textarea_description_text);
        }
        all = plural_attributes!(all, "characters-under-limit", self.characters_under_limit_text);
        all = all.with_some("data-i18n.characters-at-limit", &self.characters_at_limit_text);
        all = plural_attributes!(all, "characters-over-limit", self.characters_over_limit_text);
        all = plural_attributes!(all, "words-under-limit", self.words_under_limit_text);
        all = all.with_some("data-i18n.words-at-limit", &self.words_at_limit_text);
        all = plural_attributes!(all, "words-over-limit", self.words_over_limit_text);
        all.and(&self.form_group.attributes)
    }

    fn textarea(&self) -> Textarea {
        let id = self.id.or(self.name.as_str());
        let info = format!("{id}-info");
        let count = Hint {
            text: self.description().into(),
            id: info.clone().into(),
            classes: self.count_message.classes.after("govuk-character-count__message"),
            ..Hint::default()
        };
        Textarea {
            id: id.to_owned().into(),
            name: self.name.clone(),
            described_by: info.into(),
            rows: self.rows.clone(),
            spellcheck: self.spellcheck,
            value: self.value.clone(),
            form_group: FormGroup {
                classes: self.form_group.classes.after("govuk-character-count"),
                attributes: self.group_attributes(),
                before_input: self.form_group.before_input.clone(),
                after_input: Html::join([Html::of(&count), self.form_group.after_input.clone()], ""),
            },
            classes: self.classes.after("govuk-js-character-count"),
            label: self.label.clone(),
            hint: self.hint.clone(),
            error_message: self.error_message.clone(),
            attributes: self.attributes.clone(),
            ..Textarea::default()
        }
    }
}
