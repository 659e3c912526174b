//! Pagination: the way through a long list.

use askama::Template;

use super::{Attributes, Classes, Content, Html, Text};

/// Links to the pages of a list, or with `previous` and `next` alone to its neighbours.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "kit/pagination.html")]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct Pagination {
    /// The pages.
    #[cfg_attr(test, serde(deserialize_with = "super::reading::truthy"))]
    pub items: Vec<PageItem>,
    /// The page before.
    pub previous: Option<PageLink>,
    /// The page after.
    pub next: Option<PageLink>,
    /// The landmark's name, "Pagination" unless given.
    pub landmark_label: Text,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// One page, or with `ellipsis` a gap.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct PageItem {
    /// Its number.
    pub number: Text,
    /// The link's name, "Page" and the number unless given.
    pub visually_hidden_text: Text,
    /// Where it is.
    pub href: Text,
    /// Whether it is the page shown.
    pub current: bool,
    /// A gap between pages.
    pub ellipsis: bool,
    /// Further attributes.
    pub attributes: Attributes,
}

/// A neighbour.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct PageLink {
    /// The words, "Previous" or "Next" unless given.
    pub text: Text,
    /// Markup instead of `text`.
    pub html: Html,
    /// What is on that page.
    pub label_text: Text,
    /// Where it is.
    pub href: Text,
    /// Further attributes.
    pub attributes: Attributes,
}

impl PageLink {
    /// A neighbour at this address.
    pub fn to(href: impl Into<Text>) -> Self {
        Self { href: href.into(), ..Self::default() }
    }

    fn content(&self) -> Content<'_> {
        Content::of(&self.text, &self.html)
    }
}

impl PageItem {
    fn name(&self) -> String {
        self.visually_hidden_text.or(&format!("Page {}", self.number)).to_owned()
    }
}

impl Pagination {
    /// The neighbours alone, for lists that are read by cursor and have no page numbers.
    pub fn neighbours(previous: Option<String>, next: Option<String>) -> Self {
        Self { previous: previous.map(PageLink::to), next: next.map(PageLink::to), ..Self::default() }
    }

    /// Pages 1 to `last` around `current`, with gaps; `href` gives the address of a page.
    pub fn numbered(current: u32, last: u32, href: impl Fn(u32) -> String) -> Self {
        let mut items = Vec::new();
        let mut before = 0;
        for page in 1..=last {
            if page != 1 && page != last && page.abs_diff(current) > 1 {
                continue;
            }
            if page > before + 1 {
                items.push(PageItem { ellipsis: true, ..PageItem::default() });
            }
            before = page;
            items.push(PageItem {
                number: page.to_string().into(),
                href: href(page).into(),
                current: page == current,
                ..PageItem::default()
            });
        }
        Self {
            items,
            previous: (current > 1).then(|| PageLink::to(href(current - 1))),
            next: (current < last).then(|| PageLink::to(href(current + 1))),
            ..Self::default()
        }
    }

    fn is_block(&self) -> bool {
        self.items.is_empty() && (self.next.is_some() || self.previous.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::Pagination;

    #[test]
    fn gaps_stand_where_pages_are_left_out() {
        let shown = |current, last| -> String {
            let pages = Pagination::numbered(current, last, |page| format!("?page={page}"));
            let words = pages.items.iter().map(|item| match (item.ellipsis, item.current) {
                (true, _) => "…".to_owned(),
                (_, true) => format!("[{}]", item.number),
                _ => item.number.to_string(),
            });
            words.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(shown(1, 1), "[1]");
        assert_eq!(shown(1, 3), "[1] 2 3");
        assert_eq!(shown(5, 9), "1 … 4 [5] 6 … 9");
        assert_eq!(shown(9, 9), "1 … 8 [9]");
    }
}
