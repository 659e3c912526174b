//! Duties: what a person at work has to do, one a line, with one click to do it.

use askama::Template;

use super::tag::Tag;
use super::text::Text;

/// A list of duties, in the order given.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "kit/duties.html")]
pub struct Duties {
    /// The duties.
    pub items: Vec<Duty>,
}

/// One duty: when, what, whom, why now.
#[derive(Debug, Clone, Default)]
pub struct Duty {
    /// Due on, as shown, such as "Thu 19 Nov 2026".
    pub date: Text,
    /// The same for machines, `2026-11-19`.
    pub datetime: Text,
    /// What to do, as a sentence with its verb first.
    pub what: Text,
    /// Where it is done.
    pub href: Text,
    /// Whom it is about.
    pub whom: Text,
    /// That person's page; empty where it may not be opened.
    pub whom_href: Text,
    /// Why now.
    pub why: Text,
    /// A status, where the date does not say enough.
    pub tag: Option<Tag>,
}
