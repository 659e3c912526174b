//! A form of several pages: the answers given so far are kept as a draft of their owner, so nothing typed is lost and
//! no answer travels in an address.
//!
//! Sending the last page twice makes one record: the answers carry a number, and once the record is made the draft
//! remembers it under that number instead of the answers.

use crate::{answer::WebCx, form::Typed, problem::Problem};
use app::{Once, Refusal, drafts};
use uuid::Uuid;

/// The answers to one form of several pages.
pub(crate) struct Journey {
    key: String,
    answers: Typed,
}

impl Journey {
    /// The answers so far of the form that begins at `path`; none for a form not begun, or done with.
    pub(crate) async fn of(cx: &WebCx, path: &str) -> Result<Self, Problem> {
        // No route has this path, so no other draft has this name.
        let key = format!("{path}/answers");
        let draft = drafts::find(cx.app(), cx.signed.desk(), &key).await?;
        let answers = draft.map(|draft| Typed::parse(draft.body.as_bytes())).unwrap_or_default();
        Ok(Self { key, answers })
    }

    /// What was answered; nothing once the record is made.
    pub(crate) fn answers(&self) -> Typed {
        if self.answers.has("made") { Typed::default() } else { self.answers.clone() }
    }

    /// Keeps what one page of the form was told, beside what the others were.
    pub(crate) async fn keep(&mut self, cx: &WebCx, fields: &[&str], typed: &Typed) -> Result<(), Problem> {
        let mut answers = self.answers();
        if !answers.has("form_id") {
            answers = answers.with("form_id", cx.new_form_id());
        }
        for field in fields {
            answers = answers.with(field, typed.get(field));
        }
        self.answers = answers;
        self.save(cx).await
    }

    /// The number of this form, as its last page sends it.
    pub(crate) fn number(&self) -> &str {
        self.answers.get("form_id")
    }

    /// The record that these answers have made, if the last page was sent before.
    pub(crate) fn made(&self, typed: &Typed) -> Option<Uuid> {
        let same = !self.number().is_empty() && self.number() == typed.get("form_id");
        if same { Uuid::parse_str(self.answers.get("made")).ok() } else { None }
    }

    /// Whether the last page shows the answers that are kept, and not those of another window.
    pub(crate) fn is_of(&self, typed: &Typed) -> bool {
        !self.number().is_empty() && self.number() == typed.get("form_id")
    }

    /// The key under which the record is made once.
    pub(crate) fn once(&self) -> Result<Once, Refusal> {
        Once::new(self.number(), &[&self.key, &self.answers.for_draft()])
    }

    /// Forgets the answers, and remembers what they made.
    pub(crate) async fn done(&mut self, cx: &WebCx, made: Uuid) {
        let number = self.number().to_owned();
        self.answers = Typed::default().with("form_id", number).with("made", made.to_string());
        // The record is made; if this fails, the answers are offered once more, and make no second record.
        let _ = self.save(cx).await;
    }

    async fn save(&self, cx: &WebCx) -> Result<(), Problem> {
        drafts::save(cx.app(), cx.signed.desk(), &self.key, &self.answers.for_draft()).await?;
        Ok(())
    }
}
