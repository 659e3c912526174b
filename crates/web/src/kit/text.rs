//! Words that a component shows, and how they are escaped.
//!
//! What holds: a [`Text`] is always escaped where it is shown. Empty means "not given", as in the original macros.

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
