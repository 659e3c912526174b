//! Filter: what narrows a list, with the choices made shown as tags that can be taken off. It stands in a GET form.

use askama::Template;

use super::button::Button;
use super::{Attributes, Classes, Content, Html, Text};

/// The panel of a list's filters.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "kit/filter.html")]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct Filter {
    /// The heading.
    pub heading: FilterHeading,
    /// The button.
    pub submit: FilterSubmit,
    /// The choices made.
    pub selected_filters: Option<SelectedFilters>,
    /// The fields.
    pub options_html: Html,
    /// Further attributes.
    pub attributes: Attributes,
}

/// A heading within a filter.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct FilterHeading {
    /// The words.
    pub text: Text,
    /// Markup instead of `text`.
    pub html: Html,
}

/// The filter's button.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct FilterSubmit {
    /// Its words, "Apply filters" unless given.
    pub text: Text,
    /// Further attributes.
    pub attributes: Attributes,
}

/// The choices made.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct SelectedFilters {
    /// The heading.
    pub heading: FilterHeading,
    /// Takes all off.
    pub clear_link: ClearLink,
    /// By what the list is narrowed.
    pub categories: Vec<FilterCategory>,
}

/// A link that takes all filters off.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct ClearLink {
    /// The words.
    pub text: Text,
    /// The list without filters.
    pub href: Text,
}

/// The choices made of one kind.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct FilterCategory {
    /// The kind.
    pub heading: FilterHeading,
    /// The choices.
    pub items: Vec<FilterTag>,
}

/// One choice.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct FilterTag {
    /// The words.
    pub text: Text,
    /// The list without this filter.
    pub href: Text,
}

impl FilterHeading {
    /// Of these words.
    pub fn text(text: impl Into<Text>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    fn content(&self) -> Content<'_> {
        Content::of(&self.text, &self.html)
    }
}

impl Filter {
    /// Fields under "Filter".
    pub fn new(options_html: Html) -> Self {
        Self { heading: FilterHeading::text("Filter"), options_html, ..Self::default() }
    }

    /// With choices made, each the kind, the words and the list without it; `clear` is the list without any.
    #[must_use]
    pub fn selected(
        mut self,
        choices: impl IntoIterator<Item = (Text, Text, Text)>,
        clear: impl Into<Text>,
    ) -> Self {
        let mut categories: Vec<FilterCategory> = Vec::new();
        for (kind, text, href) in choices {
            let tag = FilterTag { text, href };
            if let Some(category) = categories.iter_mut().find(|c| c.heading.text == kind) {
                category.items.push(tag);
            } else {
                categories.push(FilterCategory { heading: FilterHeading::text(kind), items: vec![tag] });
            }
        }
        if !categories.is_empty() {
            self.selected_filters = Some(SelectedFilters {
                heading: FilterHeading::text("Selected filters"),
                clear_link: ClearLink { text: "Clear filters".into(), href: clear.into() },
                categories,
            });
        }
        self
    }

    fn button(&self) -> Button {
        Button {
            text: self.submit.text.or("Apply filters").to_owned().into(),
            attributes: self.submit.attributes.clone(),
            classes: Classes::default(),
            ..Button::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Filter, Html};

    #[test]
    fn choices_of_one_kind_stand_together_and_none_shows_nothing() {
        let choice = |kind: &'static str, word: &'static str| (kind.into(), word.into(), "/".into());
        let choices = [choice("State", "Sent"), choice("Team", "East"), choice("State", "Late")];
        let filter = Filter::new(Html::default()).selected(choices, "/referrals");
        let selected = filter.selected_filters.unwrap();
        let kinds: Vec<_> = selected.categories.iter().map(|c| c.items.len()).collect();
        assert_eq!(kinds, [2, 1]);
        assert!(Filter::new(Html::default()).selected([], "/").selected_filters.is_none());
    }
}
