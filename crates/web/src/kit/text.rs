//! The four small types that every component is made of: [`Text`], [`Html`], [`Classes`], [`Attributes`].
//!
//! What holds: a [`Text`] is always escaped where it is shown; an [`Html`] can only be made from a literal in the source,
//! from a component or fragment that escapes for itself, or from other [`Html`]. So markup in a name stays a name.
//! Reading any of them from JSON exists in tests alone, for the same reason.

use std::borrow::Cow;
use std::fmt::{self, Display, Write as _};

use askama::filters::HtmlSafe;

/// Words to show. Empty means "not given", as in the original macros.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text(Cow<'static, str>);

impl Text {
    /// Words known when the program is built.
    pub const fn fixed(text: &'static str) -> Self {
        Self(Cow::Borrowed(text))
    }

    /// Whether nothing was given.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The words, unescaped.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// These words, or `otherwise` when there are none.
    pub fn or<'a>(&'a self, otherwise: &'a str) -> &'a str {
        if self.is_empty() { otherwise } else { &self.0 }
    }

    /// ` name="text"` as an attribute, nothing when empty.
    pub fn attr(&self, name: &'static str) -> Attr<'_> {
        Attr { name, value: &self.0 }
    }
}

impl Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl From<&'static str> for Text {
    fn from(text: &'static str) -> Self {
        Self(Cow::Borrowed(text))
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(Cow::Owned(text))
    }
}

impl From<&String> for Text {
    fn from(text: &String) -> Self {
        Self(Cow::Owned(text.clone()))
    }
}

macro_rules! figures {
    ($($number:ty),+) => {
        $(impl From<$number> for Text {
            fn from(number: $number) -> Self {
                Self(Cow::Owned(number.to_string()))
            }
        })+
    };
}

figures!(u8, u16, u32, u64, usize, i64);

impl From<Cow<'static, str>> for Text {
    fn from(text: Cow<'static, str>) -> Self {
        Self(text)
    }
}

/// An attribute made by [`Text::attr`].
#[derive(Debug)]
pub struct Attr<'a> {
    name: &'static str,
    value: &'a str,
}

impl Display for Attr<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.value.is_empty() {
            return Ok(());
        }
        write!(f, " {}=\"{}\"", self.name, Escaped(self.value))
    }
}

impl HtmlSafe for Attr<'_> {}

/// Text with the five characters that mean something in HTML written as references.
#[derive(Debug)]
pub struct Escaped<'a>(pub &'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                other => f.write_char(other)?,
            }
        }
        Ok(())
    }
}

impl HtmlSafe for Escaped<'_> {}

/// Markup that is known to be ours. There is no way from text to this type but [`Html::text`], which escapes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Html(Cow<'static, str>);

impl Html {
    /// Markup written in the source.
    pub const fn literal(markup: &'static str) -> Self {
        Self(Cow::Borrowed(markup))
    }

    /// A component, or a fragment template marked with [`html_safe!`](crate::html_safe), as markup.
    pub fn of(safe: &impl HtmlSafe) -> Self {
        Self(Cow::Owned(safe.to_string()))
    }

    /// Text, escaped.
    pub fn text(text: &str) -> Self {
        Self(Cow::Owned(Escaped(text).to_string()))
    }

    /// What a person typed, its empty lines kept as paragraphs and its line ends as breaks.
    pub fn paragraphs(text: &str) -> Self {
        let mut markup = String::new();
        let unified = text.replace("\r\n", "\n");
        for paragraph in unified.split("\n\n").map(str::trim).filter(|p| !p.is_empty()) {
            markup.push_str("<p class=\"govuk-body\">");
            for (index, line) in paragraph.lines().enumerate() {
                if index > 0 {
                    markup.push_str("<br>");
                }
                markup.push_str(&Escaped(line).to_string());
            }
            markup.push_str("</p>");
        }
        Self(Cow::Owned(markup))
    }

    /// A plain link.
    pub fn link(href: &str, text: &str) -> Self {
        Self(Cow::Owned(format!("<a class=\"govuk-link\" href=\"{}\">{}</a>", Escaped(href), Escaped(text))))
    }

    /// Markup that a component of the kit made, its parts escaped there.
    pub(crate) fn markup(markup: String) -> Self {
        Self(Cow::Owned(markup))
    }

    /// Several pieces in a row, `between` them a literal such as `" "` or `"<br>"`.
    pub fn join(pieces: impl IntoIterator<Item = Self>, between: &'static str) -> Self {
        let mut markup = String::new();
        for (index, piece) in pieces.into_iter().enumerate() {
            if index > 0 {
                markup.push_str(between);
            }
            markup.push_str(&piece.0);
        }
        Self(Cow::Owned(markup))
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The markup.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Html {}

/// What a pair of `html` and `text` parameters shows: the markup where there is any, else the text, escaped.
#[derive(Debug)]
pub struct Content<'a> {
    text: &'a Text,
    html: &'a Html,
}

impl<'a> Content<'a> {
    /// The pair.
    pub fn of(text: &'a Text, html: &'a Html) -> Self {
        Self { text, html }
    }

    /// Whether neither was given.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.html.is_empty()
    }
}

impl Display for Content<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.html.is_empty() { Escaped(self.text.as_str()).fmt(f) } else { self.html.fmt(f) }
    }
}

impl HtmlSafe for Content<'_> {}

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
pub struct Attributes(Vec<(Text, Option<Text>)>);

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

#[cfg(test)]
mod reading {
    //! Reading from the fixtures of govuk-frontend, where numbers, `false` and `null` stand for text.

    use serde::{Deserialize, Deserializer};
    use serde_json::Value;

    use super::{Attributes, Classes, Html, Text};

    fn loose<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
        Ok(match Value::deserialize(from)? {
            Value::String(text) => text,
            Value::Number(number) => number.to_string(),
            Value::Bool(true) => "true".to_owned(),
            _ => String::new(),
        })
    }

    impl<'de> Deserialize<'de> for Text {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            loose(from).map(Self::from)
        }
    }

    impl<'de> Deserialize<'de> for Html {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            loose(from).map(|markup| Self(markup.into()))
        }
    }

    impl<'de> Deserialize<'de> for Classes {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            loose(from).map(Self::from)
        }
    }

    impl<'de> Deserialize<'de> for Attributes {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            let map = serde_json::Map::<String, Value>::deserialize(from)?;
            Ok(Self(
                map.into_iter()
                    .map(|(name, value)| {
                        let value = loose(value).unwrap_or_default();
                        (Text::from(name), Some(Text::from(value)))
                    })
                    .collect(),
            ))
        }
    }

    /// A list whose `null`, `false`, `""` and `{}` entries are left out, as the macros do.
    pub(crate) fn truthy<'de, D, T>(from: D) -> Result<Vec<T>, D::Error>
    where
        D: Deserializer<'de>,
        T: serde::de::DeserializeOwned,
    {
        let empty = |value: &Value| match value {
            Value::Null | Value::Bool(false) => true,
            Value::String(text) => text.is_empty(),
            Value::Object(fields) => fields.is_empty(),
            _ => false,
        };
        Option::<Vec<Value>>::deserialize(from)?
            .unwrap_or_default()
            .into_iter()
            .filter(|value| !empty(value))
            .map(|value| serde_json::from_value(value).map_err(serde::de::Error::custom))
            .collect()
    }
}

#[cfg(test)]
pub(crate) use reading::truthy;

#[cfg(test)]
mod tests {
    use super::{Attributes, Content, Html, Text};

    #[test]
    fn markup_in_text_is_shown_as_text() {
        let name = Text::from("<b onclick='x'>O'Neil & \"Sons\"</b>");
        let shown = Content::of(&name, &Html::default()).to_string();
        assert_eq!(shown, "&lt;b onclick=&#39;x&#39;&gt;O&#39;Neil &amp; &quot;Sons&quot;&lt;/b&gt;");
        assert_eq!(Html::text("<i>").as_str(), "&lt;i&gt;");
        assert_eq!(
            Attributes::new().with("data-a", "\"><script>").to_string(),
            " data-a=\"&quot;&gt;&lt;script&gt;\""
        );
    }

    #[test]
    fn typed_lines_become_paragraphs_and_breaks() {
        let html = Html::paragraphs("One\r\ntwo <b>\r\n\r\n\r\nThree");
        assert_eq!(
            html.as_str(),
            "<p class=\"govuk-body\">One<br>two &lt;b&gt;</p><p class=\"govuk-body\">Three</p>"
        );
    }
}
