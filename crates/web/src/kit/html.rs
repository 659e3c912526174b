//! Markup that a component shows.
//!
//! What holds: an [`Html`] can only be made from a literal in the source, from a component or fragment that escapes for
//! itself, or from other [`Html`]. So markup in a name stays a name. Reading one from JSON exists in tests alone.

use std::borrow::Cow;
use std::fmt::{self, Display};

use askama::filters::HtmlSafe;

use super::{Escaped, Text};

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

#[cfg(test)]
mod tests {
    use super::super::Attributes;
    use super::{Content, Html, Text};

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
