//! Writing a summary: what the author typed becomes a text, which is looked at before it is kept.

use super::{outdated, recipients, told::fingerprint};
use crate::{
    App, Cx, Once,
    convictions::MOST,
    events::EventKind,
    people::Glance,
    refusal::{FieldError, Refusal},
};
use domain::{
    conviction::{Conviction, ConvictionState},
    disclosure_summary::{
        ConvictionLine, DisclosureSummary, Fault, ListedWord, Named, Recipient, Subject, Template, Text,
        Words, Written, compose, faults,
    },
    ids::{PersonId, RecipientId, SummaryId},
    person::Identity,
    rehabilitation::Use,
    section::{Purpose, Section},
    text::Line,
};
use gate::{Action, Standing, Viewer};

/// What somebody writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WriteSummary {
    /// About whom.
    pub person: PersonId,
    /// For whom.
    pub recipient: RecipientId,
    /// For what: the post, the tenancy, the course.
    pub opportunity: Line,
    /// Why they need to know.
    pub purpose: Line,
    /// Whether exceptions may apply to that use.
    pub used_for: Use,
    /// What the author typed.
    pub words: Words,
}

/// What an author may choose from.
#[derive(Debug, Clone)]
pub struct Writing {
    /// About whom.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// Bodies with which the agency has a relationship.
    pub recipients: Vec<Recipient>,
    /// Fixed words, for what their author is asked.
    pub templates: Vec<Template>,
}

/// A text before it is kept.
#[derive(Debug, Clone)]
pub struct Preview {
    /// About whom.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// For whom.
    pub recipient: Recipient,
    /// The exact text.
    pub text: Text,
    /// What identifies it: keeping it asks for the same.
    pub fingerprint: String,
    /// How many convictions it names.
    pub names: usize,
}

struct Composed {
    identity: Identity,
    recipient: Recipient,
    text: Text,
    names: Vec<Named>,
}

/// What an author may choose from.
pub async fn writing(app: &App, viewer: &Viewer, person: PersonId) -> Result<Writing, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "open a form about a person").await?;
    let standing = cx.may_write(person).await?;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let (agency, today) = (cx.agency(), cx.today());
    let recipients = cx.tx.recipients(agency, recipients::MOST).await?;
    let mut templates = Vec::new();
    for kind in domain::disclosure_summary::RecipientKind::ALL {
        templates.extend(cx.tx.summary_template(*kind, today).await?);
    }
    cx.answer(Writing { person: identity, glance, recipients, templates }).await
}

/// The text as it would be kept.
pub async fn preview(app: &App, viewer: &Viewer, command: &WriteSummary) -> Result<Preview, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "preview a summary").await?;
    let standing = cx.may_write(command.person).await?;
    let glance = cx.glance(&standing).await?;
    let Composed { identity, recipient, text, names } = cx.composed(&standing, command).await?;
    let fingerprint = fingerprint(&text.plain());
    cx.answer(Preview { person: identity, glance, recipient, text, fingerprint, names: names.len() }).await
}

/// Keeps a summary whose text was looked at: what is kept is what was shown, or nothing.
pub async fn write(
    app: &App,
    viewer: &Viewer,
    command: WriteSummary,
    looked_at: &str,
    once: Option<&Once>,
) -> Result<SummaryId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "write a summary").await?;
    cx.permit_role(Action::WriteSummary)?;
    if let Some(made) = cx.made_before(once).await? {
        return cx.answer(made.into()).await;
    }
    let standing = cx.may_write(command.person).await?;
    let composed = cx.composed(&standing, &command).await?;
    if fingerprint(&composed.text.plain()) != looked_at {
        let sentence =
            "The text is no longer the one that you looked at. Look at it again before you keep it";
        return Err(Refusal::field("fingerprint", "changed", sentence));
    }
    let summary = DisclosureSummary::new(Written {
        id: cx.id(),
        person: command.person,
        recipient: composed.recipient.id,
        kind: composed.recipient.kind,
        opportunity: command.opportunity,
        purpose: command.purpose,
        used_for: command.used_for,
        text: composed.text,
        names: composed.names,
        stamp: cx.stamp(),
    });
    cx.tx.add_summary(&summary).await?;
    let body = super::told::written(&summary);
    let mut event = cx.event(command.person, EventKind::SummaryWritten, Section::Notes, body);
    event.subject = Some(summary.written.id.0);
    cx.append(event);
    cx.remember(once, summary.written.id.0).await?;
    cx.answer(summary.written.id).await
}

impl Cx<'_> {
    async fn may_write(&mut self, person: PersonId) -> Result<Standing, Refusal> {
        self.permit_role(Action::WriteSummary)?;
        let standing = self.standing(person).await?;
        self.permit(Action::WriteSummary, &standing, None)?;
        Ok(standing)
    }

    async fn composed(&mut self, standing: &Standing, command: &WriteSummary) -> Result<Composed, Refusal> {
        let (agency, today) = (self.agency(), self.today());
        let identity = self.identity(standing).await?;
        let unknown = || Refusal::field("recipient", "unknown", "Select a body from the list");
        let recipient = self.tx.recipient(agency, command.recipient).await?.ok_or_else(unknown)?;
        let template = self.tx.summary_template(recipient.kind, today).await?;
        let template = template.ok_or_else(|| crate::cx::missing("a template of summaries"))?;
        let listed = self.tx.summary_words().await?;
        // Numbers tell their year in two digits; the check needs the present one.
        let year = today.year();
        checked(command, &listed, year)?;
        let sealed = self.tx.convictions(command.person, MOST).await?;
        let seen: Vec<Conviction> = self.open_all(standing, sealed);
        let names = self.unspent(command.person, command.used_for).await?;
        let mut lines = Vec::new();
        for named in &names {
            let known = seen.iter().find(|one| {
                one.id == named.conviction
                    && one.version() == named.version
                    && one.state() == ConvictionState::Kept
            });
            // Who may not see all that must be told does not tell a part of it.
            let details = known.ok_or_else(outdated)?.details();
            let found = faults(details.offence.as_str(), &listed, year);
            if let Some(fault) = found.first() {
                return Err(Refusal::NotNow(format!(
                    "The words of the conviction of {} say “{}”, which tells of {}. Correct them first.",
                    crate::orders::said(details.day),
                    fault.words,
                    fault.topic
                )));
            }
            lines.push(ConvictionLine { details, until: named.until });
        }
        let called = identity.called();
        let subject = Subject {
            person: &called,
            body: recipient.name.as_str(),
            opportunity: command.opportunity.as_str(),
        };
        let text = compose(&template, subject, &lines, &command.words);
        Ok(Composed { identity, recipient, text, names })
    }
}

/// Nothing that was typed tells of health, addresses or victims, or has codes.
fn checked(command: &WriteSummary, listed: &[ListedWord], year: i16) -> Result<(), Refusal> {
    let words = &command.words;
    let typed = [
        ("opportunity", command.opportunity.as_str()),
        ("explanation", words.explanation.as_str()),
        ("risk", words.risk.as_str()),
        ("support", words.support.as_str()),
        ("progress", words.progress.as_str()),
        ("contact", words.contact.as_str()),
    ];
    let mut wrong = Vec::new();
    for (field, text) in typed {
        let found: Vec<Fault> = faults(text, listed, year);
        wrong.extend(found.iter().map(|fault| {
            let sentence =
                format!("Take out “{}”: a summary does not tell of {}", fault.words, fault.topic.words());
            FieldError::new(field, "not_in_a_summary", sentence)
        }));
    }
    if wrong.is_empty() { Ok(()) } else { Err(Refusal::Invalid(wrong)) }
}
