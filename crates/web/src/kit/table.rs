//! Table: facts in rows. Dense ones for pages people live in, which become blocks of labelled lines on a narrow screen.

use askama::Template;

use super::{Attributes, Classes, Content, Escaped, Html, Text};

/// Rows of cells under headings.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "kit/table.html")]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct Table {
    /// The rows.
    #[cfg_attr(test, serde(deserialize_with = "super::reading::truthy"))]
    pub rows: Vec<Vec<Cell>>,
    /// The headings.
    pub head: Vec<Cell>,
    /// What the table shows.
    pub caption: Text,
    /// Further classes of the caption.
    pub caption_classes: Classes,
    /// Whether the first cell of a row names it.
    pub first_cell_is_header: bool,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// A heading or a cell.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct Cell {
    /// The words.
    pub text: Text,
    /// Markup instead of `text`.
    pub html: Html,
    /// `numeric` sets figures to the right.
    pub format: Text,
    /// How many columns it takes.
    pub colspan: Text,
    /// How many rows it takes.
    pub rowspan: Text,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

impl From<&'static str> for Cell {
    fn from(text: &'static str) -> Self {
        Self::text(text)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::text(text)
    }
}

impl From<Text> for Cell {
    fn from(text: Text) -> Self {
        Self::text(text)
    }
}

impl From<Html> for Cell {
    fn from(html: Html) -> Self {
        Self::html(html)
    }
}

impl Cell {
    /// A cell of words.
    pub fn text(text: impl Into<Text>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// A cell of markup.
    pub fn html(html: Html) -> Self {
        Self { html, ..Self::default() }
    }

    /// A figure, set to the right.
    pub fn number(number: impl Into<Text>) -> Self {
        Self { text: number.into(), format: "numeric".into(), ..Self::default() }
    }

    /// A date or another short thing that stays on one line.
    pub fn unbroken(text: impl Into<Text>) -> Self {
        Self { text: text.into(), classes: "tc-nowrap".into(), ..Self::default() }
    }

    /// With further classes.
    #[must_use]
    pub fn classed(mut self, classes: impl Into<Classes>) -> Self {
        self.classes = classes.into();
        self
    }

    fn content(&self) -> Content<'_> {
        Content::of(&self.text, &self.html)
    }

    /// A column heading that sorts the table by a plain link, so it needs no script.
    pub fn sort_link(text: &str, href: &str, sorted: Sorted) -> Self {
        let arrow = match sorted {
            Sorted::Ascending => "<span class=\"tc-sort\" aria-hidden=\"true\"> ▲</span>",
            Sorted::Descending => "<span class=\"tc-sort\" aria-hidden=\"true\"> ▼</span>",
            Sorted::No => "",
        };
        let link = format!(
            "<a class=\"govuk-link govuk-link--no-visited-state\" href=\"{}\">{}</a>",
            Escaped(href),
            Escaped(text)
        );
        Self {
            text: text.to_owned().into(),
            html: Html::join([Html::markup(link), Html::literal(arrow)], ""),
            attributes: Attributes::new().with("aria-sort", sorted.word()),
            ..Self::default()
        }
    }
}

/// How a table is sorted by one of its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sorted {
    /// Smallest, earliest or A first.
    Ascending,
    /// Largest, latest or Z first.
    Descending,
    /// By another column.
    No,
}

impl Sorted {
    fn word(self) -> &'static str {
        match self {
            Self::Ascending => "ascending",
            Self::Descending => "descending",
            Self::No => "none",
        }
    }
}

impl Table {
    /// A table with a caption, headings and rows.
    pub fn new(
        caption: impl Into<Text>,
        head: impl IntoIterator<Item = impl Into<Cell>>,
        rows: impl IntoIterator<Item = Vec<Cell>>,
    ) -> Self {
        Self {
            caption: caption.into(),
            caption_classes: "govuk-table__caption--s".into(),
            head: head.into_iter().map(Into::into).collect(),
            rows: rows.into_iter().collect(),
            ..Self::default()
        }
    }

    /// Dense, and on a narrow screen each row a block whose cells say their heading: for pages people live in.
    #[must_use]
    pub fn dense(mut self) -> Self {
        self.classes = self.classes.after("tc-table");
        let headings: Vec<Text> = self.head.iter().map(|cell| cell.text.clone()).collect();
        for row in &mut self.rows {
            for (cell, heading) in row.iter_mut().zip(&headings) {
                let attributes = std::mem::take(&mut cell.attributes);
                cell.attributes = attributes.with_some("data-label", heading);
            }
        }
        self
    }

    /// With a caption for those who hear the page, where a heading stands above already.
    #[must_use]
    pub fn caption_hidden(mut self) -> Self {
        self.caption_classes = "govuk-visually-hidden".into();
        self
    }

    /// With the first cell of each row as its heading.
    #[must_use]
    pub fn rows_named(mut self) -> Self {
        self.first_cell_is_header = true;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::{Cell, Sorted, Table};

    #[test]
    fn a_column_sorts_by_a_plain_link_and_says_how_it_is_sorted() {
        let head = [
            Cell::sort_link("Sent", "?sort=sent&down", Sorted::Ascending),
            Cell::sort_link("Name", "?sort=name", Sorted::No),
        ];
        let html = Table::new("Referrals", head, []).to_string();
        assert!(html.contains("aria-sort=\"ascending\""), "{html}");
        assert!(html.contains("href=\"?sort=sent&amp;down\">Sent</a>"), "{html}");
        assert!(html.contains("aria-sort=\"none\""), "{html}");
    }

    #[test]
    fn cells_of_a_dense_table_say_their_heading() {
        let head = [Cell::from("Person"), Cell::sort_link("Sent", "#", Sorted::No)];
        let rows = [vec![Cell::from("<Ada>"), Cell::unbroken("Mon 9 Nov 2026")]];
        let html = Table::new("Referrals", head, rows).dense().rows_named().to_string();
        assert!(html.contains("data-label=\"Person\">&lt;Ada&gt;</th>"), "{html}");
        assert!(html.contains("data-label=\"Sent\">Mon 9 Nov 2026</td>"), "{html}");
    }
}
