//! Task list: the parts of a long form, each with how far it is.

use askama::Template;

use super::tag::Tag;
use super::{Attributes, Classes, Content, Html, Text};

/// Tasks with their status.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "kit/task_list.html")]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct TaskList {
    /// The tasks.
    #[cfg_attr(test, serde(deserialize_with = "super::reading::truthy"))]
    pub items: Vec<Task>,
    /// Start of the ids, `task-list` unless given.
    pub id_prefix: Text,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// One task.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct Task {
    /// What it is.
    pub title: TaskText,
    /// Help.
    pub hint: Option<TaskText>,
    /// How far it is.
    pub status: TaskStatus,
    /// Where it is done; without it the task cannot begin yet.
    pub href: Text,
    /// Further classes.
    pub classes: Classes,
}

/// Words of a task.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct TaskText {
    /// The words.
    pub text: Text,
    /// Markup instead of `text`.
    pub html: Html,
    /// Further classes.
    pub classes: Classes,
}

/// How far a task is.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct TaskStatus {
    /// As a tag.
    pub tag: Option<Tag>,
    /// As words.
    pub text: Text,
    /// Markup instead of `text`.
    pub html: Html,
    /// Further classes.
    pub classes: Classes,
}

impl TaskText {
    fn content(&self) -> Content<'_> {
        Content::of(&self.text, &self.html)
    }
}

impl TaskStatus {
    fn content(&self) -> Content<'_> {
        Content::of(&self.text, &self.html)
    }
}

impl Task {
    /// A task that is done.
    pub fn done(title: impl Into<Text>, href: impl Into<Text>) -> Self {
        let mut task = Self::titled(title, href);
        task.status.text = "Completed".into();
        task
    }

    /// A task to do.
    pub fn to_do(title: impl Into<Text>, href: impl Into<Text>) -> Self {
        let mut task = Self::titled(title, href);
        task.status.tag =
            Some(Tag { text: "Incomplete".into(), classes: "govuk-tag--blue".into(), ..Tag::default() });
        task
    }

    fn titled(title: impl Into<Text>, href: impl Into<Text>) -> Self {
        Self {
            title: TaskText { text: title.into(), ..TaskText::default() },
            href: href.into(),
            ..Self::default()
        }
    }
}

impl TaskList {
    fn part_id(&self, index: usize, part: &str) -> String {
        format!("{}-{index}-{part}", self.id_prefix.or("task-list"))
    }
}
