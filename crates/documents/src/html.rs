//! A document as HTML for a page: the same words in the same order. The page's own heading is not in it.

use crate::{
    clean::printable,
    model::{Block, Document, Heading, Level, Size, Table, Text},
};

/// All but the heading, which the page that it stands on shows.
pub fn body(document: &Document) -> String {
    let mut out = Writer { out: String::new(), large: document.size == Size::Large };
    for block in &document.letterhead {
        out.block(document, block);
    }
    out.open("<div class=\"", if out.large { "tc-easy" } else { "tc-summary" }, "\">");
    for block in &document.body {
        out.block(document, block);
    }
    out.raw("</div>\n");
    for block in &document.closing {
        out.block(document, block);
    }
    out.out
}

struct Writer {
    out: String,
    large: bool,
}

impl Writer {
    fn raw(&mut self, markup: &'static str) {
        self.out.push_str(markup);
    }

    fn open(&mut self, before: &'static str, class: &'static str, after: &'static str) {
        self.raw(before);
        self.raw(class);
        self.raw(after);
    }

    /// Words, with nothing in them that could be markup; a line break stays one.
    fn words(&mut self, words: &str) {
        for letter in printable(words).chars() {
            match letter {
                '&' => self.raw("&amp;"),
                '<' => self.raw("&lt;"),
                '>' => self.raw("&gt;"),
                '"' => self.raw("&quot;"),
                '\'' => self.raw("&#39;"),
                '\n' => self.raw("<br>"),
                letter => self.out.push(letter),
            }
        }
    }

    fn text(&mut self, text: &Text) {
        for span in &text.0 {
            if span.strong {
                self.raw("<strong>");
                self.words(&span.words);
                self.raw("</strong>");
            } else {
                self.words(&span.words);
            }
        }
    }

    fn paragraph(&mut self) {
        self.raw(if self.large { "<p>" } else { "<p class=\"govuk-body\">" });
    }

    fn block(&mut self, document: &Document, block: &Block) {
        match block {
            Block::Heading(heading) => self.heading(heading),
            Block::Paragraph(text) => {
                self.paragraph();
                self.text(text);
                self.raw("</p>\n");
            }
            Block::Lines(lines) => {
                self.paragraph();
                for (number, line) in lines.iter().enumerate() {
                    if number > 0 {
                        self.raw("<br>");
                    }
                    self.text(line);
                }
                self.raw("</p>\n");
            }
            Block::Inset(text) => {
                self.raw("<div class=\"govuk-inset-text\">");
                self.text(text);
                self.raw("</div>\n");
            }
            Block::Bullets(items) => self.list("ul", "govuk-list govuk-list--bullet", items),
            Block::Numbers(items) => self.list("ol", "govuk-list govuk-list--number", items),
            Block::Facts(items) => self.list("ul", "govuk-list", items),
            Block::Table(table) => self.table(table),
            Block::Contents => self.contents(document),
        }
    }

    fn heading(&mut self, heading: &Heading) {
        let (tag, class) = match (heading.level, self.large) {
            (Level::Part, false) => ("h2", "govuk-heading-m"),
            (Level::Part, true) => ("h2", "govuk-heading-l"),
            (Level::Piece, false) => ("h3", "govuk-heading-s"),
            (Level::Piece, true) => ("h3", "govuk-heading-m"),
        };
        self.open("<", tag, " class=\"");
        self.raw(class);
        self.raw("\"");
        if !heading.anchor.is_empty() {
            self.raw(" id=\"");
            self.words(&heading.anchor);
            self.raw("\"");
        }
        self.raw(">");
        self.words(&heading.words);
        if !heading.aside.is_empty() {
            self.raw(" <span class=\"tc-note__by\">");
            self.words(&heading.aside);
            self.raw("</span>");
        }
        self.open("</", tag, ">\n");
    }

    fn list(&mut self, tag: &'static str, class: &'static str, items: &[Text]) {
        if items.is_empty() {
            return;
        }
        self.open("<", tag, "");
        if !self.large {
            self.open(" class=\"", class, "\"");
        }
        self.raw(">\n");
        for item in items {
            self.raw("<li>");
            self.text(item);
            self.raw("</li>\n");
        }
        self.open("</", tag, ">\n");
    }

    fn table(&mut self, table: &Table) {
        self.raw("<table class=\"govuk-table\"><caption class=\"govuk-table__caption\">");
        self.words(&table.caption);
        self.raw("</caption><thead class=\"govuk-table__head\"><tr class=\"govuk-table__row\">");
        for (words, _) in &table.head {
            self.raw("<th class=\"govuk-table__header\" scope=\"col\">");
            self.words(words);
            self.raw("</th>");
        }
        self.raw("</tr></thead><tbody class=\"govuk-table__body\">\n");
        for row in &table.rows {
            self.raw("<tr class=\"govuk-table__row\">");
            for (place, cell) in row.iter().enumerate() {
                let first = place == 0;
                self.raw(if first {
                    "<th class=\"govuk-table__header\" scope=\"row\">"
                } else {
                    "<td class=\"govuk-table__cell\">"
                });
                self.text(cell);
                self.raw(if first { "</th>" } else { "</td>" });
            }
            self.raw("</tr>\n");
        }
        self.raw("</tbody></table>\n");
    }

    fn contents(&mut self, document: &Document) {
        self.raw("<ol class=\"govuk-list govuk-list--number\">\n");
        for heading in document.parts() {
            self.raw("<li><a class=\"govuk-link\" href=\"#");
            self.words(&heading.anchor);
            self.raw("\">");
            self.words(&heading.words);
            self.raw("</a>");
            if !heading.holds.is_empty() {
                self.raw(": ");
                self.words(&heading.holds);
            }
            self.raw("</li>\n");
        }
        self.raw("</ol>\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Language, Span};
    use jiff::civil::date;

    #[test]
    fn words_are_never_markup() {
        let hostile = "<script>alert('x')</script> & \"quoted\"\nnext";
        let text = Text(vec![Span { words: hostile.into(), strong: true }]);
        let document = Document {
            title: hostile.into(),
            language: Language::English,
            day: date(2026, 11, 24),
            author: "Probation".into(),
            size: Size::Ordinary,
            foot: String::new(),
            letterhead: vec![Block::Lines(vec![text.clone(), text.clone()])],
            body: vec![
                Block::part(hostile, "one"),
                Block::Contents,
                Block::bullets([text.clone()]),
                Block::Table(Table {
                    caption: hostile.into(),
                    head: vec![(hostile.into(), 1)],
                    rows: vec![vec![text.clone()]],
                }),
            ],
            closing: vec![Block::Inset(text)],
        };
        let shown = body(&document);
        let safe = "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;quoted&quot;<br>next";
        assert!(!shown.contains("<script") && !shown.contains('\''), "{shown}");
        assert_eq!(shown.matches(safe).count(), 9, "{shown}");
    }
}
