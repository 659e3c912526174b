//! Identity bar: whose record is open. It stays in sight while the page scrolls.

use askama::Template;

use super::button::Button;
use super::tag::Tag;
use super::{Attributes, Classes, Content, Escaped, Html, Text};

/// The bar of the Ministry of Justice's pattern library; pages use it through [`PersonBar`].
#[derive(Debug, Clone, Default, Template)]
#[template(path = "kit/identity_bar.html")]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct IdentityBar {
    /// Who or what it is.
    pub title: Option<BarTitle>,
    /// Buttons on the right.
    #[cfg_attr(test, serde(skip))]
    pub actions: Vec<Button>,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// Who or what an identity bar is about.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct BarTitle {
    /// The words.
    pub text: Text,
    /// Markup instead of `text`.
    pub html: Html,
}

impl BarTitle {
    fn content(&self) -> Content<'_> {
        Content::of(&self.text, &self.html)
    }
}

/// What the bar says of a person: the name they wish to be called by, then the legal one, and what tells them apart.
#[derive(Debug, Clone, Default)]
pub struct PersonBar {
    /// The name the person wishes to be called by.
    pub name: Text,
    /// Where the name leads; empty on the person's own page.
    pub href: Text,
    /// The legal name, where it differs.
    pub legal_name: Text,
    /// Facts that tell people apart, label and value: born, CRN.
    pub facts: Vec<(Text, Text)>,
    /// Order in force, risk flags.
    pub tags: Vec<Tag>,
    /// A second line: what is next, who leads.
    pub lines: Vec<(Text, Text)>,
    /// Buttons on the right.
    pub actions: Vec<Button>,
}

impl PersonBar {
    /// The bar.
    pub fn bar(&self) -> IdentityBar {
        IdentityBar {
            title: Some(BarTitle { html: Html::of(&Person { bar: self }), ..BarTitle::default() }),
            actions: self.actions.clone(),
            classes: "tc-person".into(),
            attributes: Attributes::new().with("role", "region").with("aria-label", "Person"),
        }
    }
}

impl std::fmt::Display for PersonBar {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.bar().fmt(f)
    }
}

impl askama::filters::HtmlSafe for PersonBar {}

struct Person<'a> {
    bar: &'a PersonBar,
}

impl std::fmt::Display for Person<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let bar = self.bar;
        let name = Escaped(bar.name.as_str());
        if bar.href.is_empty() {
            write!(f, "<strong class=\"tc-person__name\">{name}</strong>")?;
        } else {
            let href = Escaped(bar.href.as_str());
            write!(f, "<a class=\"tc-person__name\" href=\"{href}\">{name}</a>")?;
        }
        if !bar.legal_name.is_empty() {
            let legal = Escaped(bar.legal_name.as_str());
            write!(f, " <span class=\"tc-person__legal\">(legal name {legal})</span>")?;
        }
        for (label, value) in &bar.facts {
            let (label, value) = (Escaped(label.as_str()), Escaped(value.as_str()));
            write!(f, " <span class=\"tc-person__fact\">{label} <b>{value}</b></span>")?;
        }
        for tag in &bar.tags {
            write!(f, " {tag}")?;
        }
        for (index, (label, value)) in bar.lines.iter().enumerate() {
            let (label, value) = (Escaped(label.as_str()), Escaped(value.as_str()));
            let start = if index == 0 { "<span class=\"tc-person__lines\">" } else { " " };
            write!(f, "{start}<span>{label}: <b>{value}</b></span>")?;
        }
        if !bar.lines.is_empty() {
            f.write_str("</span>")?;
        }
        Ok(())
    }
}

impl askama::filters::HtmlSafe for Person<'_> {}

#[cfg(test)]
mod tests {
    use super::{PersonBar, Tag};
    use crate::kit::Tone;

    #[test]
    fn names_come_first_and_stay_text() {
        let bar = PersonBar {
            name: "Ada <i>".into(),
            legal_name: "Adelaide \"A\"".into(),
            facts: vec![("CRN".into(), "X<1".into())],
            tags: vec![Tag::new("Order in force", Tone::Good)],
            lines: vec![("Next".into(), "Thu & Fri".into()), ("Lead now".into(), "Probation".into())],
            ..PersonBar::default()
        };
        let html = bar.to_string();
        let parts = [
            "Ada &lt;i&gt;</strong>",
            "(legal name Adelaide &quot;A&quot;)",
            "CRN <b>X&lt;1</b>",
            "Order in force",
            "Next: <b>Thu &amp; Fri</b>",
            "Lead now: <b>Probation</b>",
        ];
        let mut rest = html.as_str();
        for part in parts {
            let (_, after) = rest.split_once(part).unwrap_or_else(|| panic!("{part} in {html}"));
            rest = after;
        }
    }
}
