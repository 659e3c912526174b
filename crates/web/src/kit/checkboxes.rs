//! Checkboxes: any number of a few options.

use askama::Template;

use super::error_message::ErrorMessage;
use super::field::{FormGroup, Notes};
use super::fieldset::Fieldset;
use super::hint::Hint;
use super::radios::{Conditional, ItemLabel, item_hint, item_id};
use super::{Attributes, Classes, Html, Text, ids};

/// A choice of none, one or several.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "kit/checkboxes.html")]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct Checkboxes {
    /// Ids of further elements that describe the fields.
    pub described_by: Text,
    /// The group's legend.
    pub fieldset: Option<Fieldset>,
    /// Help.
    pub hint: Option<Hint>,
    /// What is wrong with the choice.
    pub error_message: Option<ErrorMessage>,
    /// The group around it.
    pub form_group: FormGroup,
    /// Start of the ids, the name unless given. The first option has it without a number.
    pub id_prefix: Text,
    /// Name sent with the form.
    pub name: Text,
    /// The options.
    #[cfg_attr(test, serde(deserialize_with = "super::reading::truthy"))]
    pub items: Vec<CheckboxItem>,
    /// The values that are chosen.
    pub values: Vec<Text>,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// One option, or with `divider` a word between two.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct CheckboxItem {
    /// The words.
    pub text: Text,
    /// Markup instead of `text`.
    pub html: Html,
    /// Id of the field.
    pub id: Text,
    /// A name of its own.
    pub name: Text,
    /// What is sent.
    pub value: Text,
    /// Classes and attributes of its label.
    pub label: ItemLabel,
    /// Help for this option.
    pub hint: Option<Hint>,
    /// A word such as "or"; the rest is then ignored.
    pub divider: Text,
    /// Chosen or not, whatever the group's `values` are.
    pub checked: Option<bool>,
    /// Shown when the option is chosen. Without a script it is always shown.
    pub conditional: Conditional,
    /// `exclusive`: choosing it clears the others.
    pub behaviour: Text,
    /// Cannot be chosen.
    pub disabled: bool,
    /// Further attributes.
    pub attributes: Attributes,
}

impl CheckboxItem {
    /// An option with a value and words.
    pub fn new(value: impl Into<Text>, text: impl Into<Text>) -> Self {
        Self { value: value.into(), text: text.into(), ..Self::default() }
    }

    /// With help below its words.
    #[must_use]
    pub fn hinted(mut self, hint: impl Into<Text>) -> Self {
        self.hint = Some(Hint::text(hint));
        self
    }

    /// With further fields, shown when it is chosen.
    #[must_use]
    pub fn reveals(mut self, html: Html) -> Self {
        self.conditional = Conditional { html };
        self
    }
}

#[derive(Template)]
#[template(path = "kit/checkboxes_inner.html")]
struct Inner<'a> {
    boxes: &'a Checkboxes,
    notes: &'a Notes,
}

impl askama::filters::HtmlSafe for Inner<'_> {}

impl Checkboxes {
    /// A choice with a name, a legend and options.
    pub fn new(
        name: impl Into<Text>,
        legend: impl Into<Text>,
        items: impl IntoIterator<Item = CheckboxItem>,
    ) -> Self {
        Self {
            name: name.into(),
            fieldset: Some(Fieldset::legend(legend)),
            items: items.into_iter().collect(),
            ..Self::default()
        }
    }

    /// One box alone, such as "I have asked for consent".
    pub fn single(name: impl Into<Text>, value: impl Into<Text>, text: impl Into<Text>) -> Self {
        Self { name: name.into(), items: vec![CheckboxItem::new(value, text)], ..Self::default() }
    }

    /// Small boxes, for filters.
    #[must_use]
    pub fn small(mut self) -> Self {
        self.classes = self.classes.after("govuk-checkboxes--small");
        self
    }

    fn prefix(&self) -> &str {
        self.id_prefix.or(self.name.as_str())
    }

    fn given(&self) -> &Text {
        match &self.fieldset {
            Some(set) if !set.described_by.is_empty() => &set.described_by,
            _ => &self.described_by,
        }
    }

    fn notes(&self) -> Notes {
        Notes::of(self.prefix(), self.given(), self.hint.as_ref(), self.error_message.as_ref())
    }

    fn is_chosen(&self, item: &CheckboxItem) -> bool {
        item.checked.unwrap_or_else(|| self.values.contains(&item.value))
    }

    /// Without a fieldset, what describes the group describes each option.
    fn describes(&self, notes: &Notes, hint: Option<&Hint>) -> Text {
        let group = if self.fieldset.is_none() { notes.described_by.as_str() } else { "" };
        ids([group, hint.map_or("", |hint| hint.id.as_str())])
    }

    fn body(&self) -> Html {
        let notes = self.notes();
        let inner = Html::of(&Inner { boxes: self, notes: &notes });
        match &self.fieldset {
            Some(set) => Html::of(&set.around(inner, &notes.described_by)),
            None => inner,
        }
    }
}
