//! Classes and attributes that a component's element has beside its own.

use std::fmt::{self, Display};

use askama::filters::HtmlSafe;

use super::{Escaped, Text};

/// Further classes of an element; shows itself with a space in front, after the component's own class.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Classes(Text);

impl Classes {
    /// Whether none were given.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The classes without the space.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Whether one of the classes contains `part`.
    pub fn contains(&self, part: &str) -> bool {
        self.as_str().contains(part)
    }

    /// These classes after `first`.
    #[must_use]
    pub fn after(&self, first: &'static str) -> Self {
        if self.is_empty() { Self::from(first) } else { Self::from(format!("{first} {}", self.as_str())) }
    }
}

impl<T: Into<Text>> From<T> for Classes {
    fn from(classes: T) -> Self {
        Self(classes.into())
    }
}

impl Display for Classes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return Ok(());
        }
        write!(f, " {}", Escaped(self.as_str()))
    }
}

impl HtmlSafe for Classes {}

/// Further attributes of an element, in the order given; a value of `None` is a bare attribute such as `hidden`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attributes(pub(super) Vec<(Text, Option<Text>)>);

impl Attributes {
    /// None.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// With one more `name="value"`. Names come from the source, never from outside.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Text>) -> Self {
        self.0.push((Text::fixed(name), Some(value.into())));
        self
    }

    /// With one more `name="value"` where there is a value.
    #[must_use]
    pub fn with_some(self, name: &'static str, value: &Text) -> Self {
        if value.is_empty() { self } else { self.with(name, value.clone()) }
    }

    /// With one more attribute that has no value.
    #[must_use]
    pub fn with_bare(mut self, name: &'static str) -> Self {
        self.0.push((Text::fixed(name), None));
        self
    }

    /// With all of `others` behind.
    #[must_use]
    pub fn and(mut self, others: &Self) -> Self {
        self.0.extend(others.0.iter().cloned());
        self
    }
}

impl Display for Attributes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, value) in &self.0 {
            write!(f, " {}", Escaped(name.as_str()))?;
            if let Some(value) = value {
                write!(f, "=\"{}\"", Escaped(value.as_str()))?;
            }
        }
        Ok(())
    }
}

impl HtmlSafe for Attributes {}

/// Ids for `aria-describedby`, those that are given, in order.
pub(crate) fn ids<'a>(given: impl IntoIterator<Item = &'a str>) -> Text {
    let mut joined = String::new();
    for id in given.into_iter().filter(|id| !id.is_empty()) {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(id);
    }
    Text::from(joined)
}
