//! Date input: day, month and year in three fields, as a person knows the date.

use std::collections::BTreeMap;

use askama::Template;

use super::error_message::ErrorMessage;
use super::field::{FormGroup, Notes};
use super::fieldset::Fieldset;
use super::hint::Hint;
use super::input::Input;
use super::label::Label;
use super::{Attributes, Classes, Html, Text};

/// A date in three fields. Without `name_prefix` their names are `day`, `month`, `year`; with it, `prefix-day` and so on.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "kit/date_input.html")]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct DateInput {
    /// Id of the whole; `-day`, `-month`, `-year` are added for the fields.
    pub id: Text,
    /// Start of the fields' names.
    pub name_prefix: Text,
    /// Other fields than day, month, year.
    pub items: Vec<DateItem>,
    /// The day's field.
    pub day: DatePart,
    /// The month's field.
    pub month: DatePart,
    /// The year's field.
    pub year: DatePart,
    /// What is in the fields, by the field's full name.
    pub values: BTreeMap<String, Text>,
    /// Help.
    pub hint: Option<Hint>,
    /// What is wrong with the date.
    pub error_message: Option<ErrorMessage>,
    /// The group around it.
    pub form_group: FormGroup,
    /// The legend.
    pub fieldset: Option<Fieldset>,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// One of the three usual fields.
#[derive(Debug, Clone, Default)]
pub enum DatePart {
    /// As usual.
    #[default]
    Usual,
    /// Not asked for.
    Omitted,
    /// With settings of its own.
    Own(Box<DateItem>),
}

/// A field of a date.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct DateItem {
    /// Id of the field.
    pub id: Text,
    /// Its name, without the prefix.
    pub name: Text,
    /// Its label, the name with a capital unless given.
    pub label: Text,
    /// What is in it.
    pub value: Option<Text>,
    /// Which keyboard a telephone offers, digits unless given.
    pub inputmode: Text,
    /// What the browser may fill in.
    pub autocomplete: Text,
    /// A pattern the browser knows.
    pub pattern: Text,
    /// Whether this field is what is wrong.
    pub error: Option<bool>,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

impl DateItem {
    fn usual(name: &'static str, width: &'static str) -> Self {
        Self { name: name.into(), classes: width.into(), ..Self::default() }
    }

    fn is_wrong(&self) -> bool {
        self.error == Some(true) || self.classes.contains("govuk-input--error")
    }
}

impl DatePart {
    fn item(&self, name: &'static str, width: &'static str) -> Option<DateItem> {
        match self {
            Self::Usual => Some(DateItem::usual(name, width)),
            Self::Omitted => None,
            Self::Own(item) => {
                let mut item = DateItem::clone(item);
                if item.name.is_empty() {
                    item.name = name.into();
                }
                Some(item)
            }
        }
    }
}

/// What a person typed for a date, whatever it was.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TypedDate {
    /// As typed.
    pub day: String,
    /// As typed.
    pub month: String,
    /// As typed.
    pub year: String,
}

#[derive(Template)]
#[template(path = "kit/date_input_inner.html")]
struct Inner<'a> {
    date: &'a DateInput,
    notes: &'a Notes,
    fields: Vec<Input>,
}

impl askama::filters::HtmlSafe for Inner<'_> {}

impl DateInput {
    /// A date whose fields are named `name-day`, `name-month`, `name-year`.
    pub fn new(name: impl Into<Text>, legend: impl Into<Text>) -> Self {
        let name = name.into();
        Self {
            id: name.clone(),
            name_prefix: name,
            fieldset: Some(Fieldset::legend(legend)),
            ..Self::default()
        }
    }

    /// With what was typed before.
    #[must_use]
    pub fn with_typed(mut self, typed: &TypedDate) -> Self {
        for (part, value) in [("day", &typed.day), ("month", &typed.month), ("year", &typed.year)] {
            let name = self.full_name(part);
            self.values.insert(name, value.into());
        }
        self
    }

    fn full_name(&self, part: &str) -> String {
        if self.name_prefix.is_empty() { part.to_owned() } else { format!("{}-{part}", self.name_prefix) }
    }

    fn usual_items(&self) -> [(&'static str, Option<DateItem>); 3] {
        [
            ("day", self.day.item("day", "govuk-input--width-2")),
            ("month", self.month.item("month", "govuk-input--width-2")),
            ("year", self.year.item("year", "govuk-input--width-4")),
        ]
    }

    fn shown_items(&self) -> Vec<DateItem> {
        if self.items.is_empty() {
            self.usual_items().into_iter().filter_map(|(_, item)| item).collect()
        } else {
            self.items.clone()
        }
    }

    /// The usual part that a field stands for, and what that part has as its value.
    fn part_of(&self, item: &DateItem) -> (Option<&'static str>, Option<Text>) {
        for (part, usual) in self.usual_items() {
            let own_name = usual.as_ref().map(|usual| usual.name.clone());
            if item.name == part || own_name.as_ref() == Some(&item.name) {
                return (Some(part), usual.and_then(|usual| usual.value));
            }
        }
        (None, None)
    }

    fn field(&self, item: &DateItem, any_is_wrong: bool) -> Input {
        let (part, part_value) = self.part_of(item);
        let name = self.full_name(item.name.as_str());
        let width = if part == Some("year") { "govuk-input--width-4" } else { "govuk-input--width-2" };
        let whole_is_wrong = item.error != Some(false) && self.error_message.is_some() && !any_is_wrong;
        let mut classes = String::from("govuk-date-input__input");
        let is_marked = item.classes.contains("govuk-input--error");
        if !is_marked && (item.is_wrong() || whole_is_wrong) {
            classes.push_str(" govuk-input--error");
        }
        if !item.classes.contains("govuk-input--width-") {
            classes.push(' ');
            classes.push_str(width);
        }
        if !item.classes.is_empty() {
            classes.push(' ');
            classes.push_str(item.classes.as_str());
        }
        Input {
            label: Label {
                text: Text::from(item.label.or(&capital(item.name.as_str())).to_owned()),
                classes: "govuk-date-input__label".into(),
                ..Label::default()
            },
            id: Text::from(item.id.or(&format!("{}-{}", self.id, item.name)).to_owned()),
            classes: classes.into(),
            value: item.value.clone().or(part_value).or_else(|| self.values.get(&name).cloned()),
            name: name.into(),
            inputmode: Text::from(item.inputmode.or("numeric").to_owned()),
            autocomplete: item.autocomplete.clone(),
            pattern: item.pattern.clone(),
            attributes: item.attributes.clone(),
            ..Input::default()
        }
    }

    fn body(&self) -> Html {
        let none = Text::default();
        let notes = Notes::of(
            self.id.as_str(),
            self.fieldset.as_ref().map_or(&none, |set| &set.described_by),
            self.hint.as_ref(),
            self.error_message.as_ref(),
        );
        let items = self.shown_items();
        let any_is_wrong = items.iter().any(DateItem::is_wrong);
        let inner = Html::of(&Inner {
            date: self,
            notes: &notes,
            fields: items.iter().map(|item| self.field(item, any_is_wrong)).collect(),
        });
        match &self.fieldset {
            Some(set) => {
                let mut set = set.around(inner, &notes.described_by);
                // JAWS reads the description of a fieldset of text fields only when it is a group.
                set.role = "group".into();
                Html::of(&set)
            }
            None => inner,
        }
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
impl<'de> serde::Deserialize<'de> for DatePart {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        match serde_json::Value::deserialize(from)? {
            serde_json::Value::Bool(false) => Ok(Self::Omitted),
            own => serde_json::from_value(own).map(Self::Own).map_err(serde::de::Error::custom),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{DateInput, TypedDate};

    #[test]
    fn what_was_typed_is_kept_whatever_it_was() {
        let typed = TypedDate { day: "31".into(), month: "Feb\"".into(), year: String::new() };
        let html = DateInput::new("seen", "Seen on").with_typed(&typed).to_string();
        assert!(html.contains("id=\"seen-day\" name=\"seen-day\""), "{html}");
        assert!(html.contains("value=\"31\""), "{html}");
        assert!(html.contains("value=\"Feb&#34;\""), "{html}");
    }
}
