//! Asking: one narrow question to an agency that the asker may know to work with the person, or to hold what is closed to them.
//!
//! An agency of which the asker may not know cannot be asked, be it there or not: the answer is the same sentence. The agency that is
//! asked sees who the person is until it has answered, and of its own part its notes, so that the question reaches somebody even
//! where its work with the person is over.

use crate::{App, Once, duties::NewDuty, events::EventKind, people::Glance, refusal::Refusal};
use domain::{
    duty::{DutyKind, Owner},
    ids::{AgencyId, OpeningId, PersonId, QuestionId},
    opening::{Opening, OpeningKind},
    order_end::goes_on,
    person::Identity,
    question::{Asked, Question},
    section::{Purpose, Section},
    text::Line,
    timing::TimingCode,
};
use gate::{Action, Viewer};
use serde_json::json;

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskQuestion {
    /// About whom.
    pub person: PersonId,
    /// Which agency is asked.
    pub to: AgencyId,
    /// Which part of the record it is about.
    pub section: Section,
    /// The question.
    pub words: Line,
}

/// What the form for a question needs.
#[derive(Debug, Clone)]
pub struct AskForm {
    /// About whom.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// Agencies that may be asked.
    pub agencies: Vec<(AgencyId, String)>,
}

/// Opens the form.
pub async fn ask_form(app: &App, viewer: &Viewer, person: PersonId) -> Result<AskForm, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "form for a question").await?;
    cx.permit_role(Action::AskQuestion)?;
    let standing = cx.standing(person).await?;
    cx.permit(Action::AskQuestion, &standing, None)?;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let known = cx.known_agencies(&standing).await?;
    let names = cx.names([], known.iter().copied()).await?;
    let agencies = known.into_iter().map(|id| (id, names.agency(id))).collect();
    cx.answer(AskForm { person: identity, glance, agencies }).await
}

/// Asks.
///
/// Invariant: the question, what the other agency then owes, what it sees for that, and the events commit together.
pub async fn ask(
    app: &App,
    viewer: &Viewer,
    command: AskQuestion,
    once: Option<&Once>,
) -> Result<QuestionId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "ask another agency a question").await?;
    cx.permit_role(Action::AskQuestion)?;
    if let Some(made) = cx.made_before(once).await? {
        return cx.answer(made.into()).await;
    }
    let standing = cx.standing(command.person).await?;
    cx.permit(Action::AskQuestion, &standing, None)?;
    if !cx.known_agencies(&standing).await?.contains(&command.to) {
        return Err(Refusal::field("agency", "unknown", "Select an agency from the list"));
    }
    let (person, to, today) = (command.person, command.to, cx.today());
    let calendar = cx.calendar(today).await?;
    let answer_by = calendar.after(TimingCode::AnswerQuestion, today)?;
    let counts = calendar.after(TimingCode::AnswerCounts, today)?;
    let (id, stamp): (QuestionId, _) = (cx.id(), cx.stamp());
    let (section, words) = (command.section, command.words);
    let asked = Asked { id, person, from: cx.agency(), to, section, words, answer_by, stamp };
    let body = json!({
        "id": id.0, "to": to.0, "section": section.code(), "words": asked.words.as_str(),
        "answer_by": answer_by.to_string(),
    });
    cx.tx.insert_question(&Question::new(asked)).await?;
    let mut event = cx.event(person, EventKind::QuestionAsked, Section::Notes, body);
    (event.subject, event.sent_to) = (Some(id.0), Some(to));
    cx.append(event);
    let opening = Opening {
        id: cx.id::<OpeningId>(),
        person,
        kind: OpeningKind::Question,
        agency: to,
        account: None,
        holder: Some(to),
        sections: vec![Section::Notes],
        reason: None,
        words: None,
        subject: Some(id.0),
        from: cx.at,
        until: cx.end_of(counts)?,
        ended: None,
        stamp,
    };
    cx.open_for_a_while(&[opening]).await?;
    let involved = cx.tx.involved(person, today).await?;
    let owner = Owner { agency: to, account: goes_on(&involved, to, today) };
    let (kind, subject) = (DutyKind::AnswerQuestion, id.0);
    cx.open_duty(NewDuty { person, kind, owner, due: answer_by, subject, why: None }).await?;
    cx.remember(once, id.0).await?;
    cx.answer(id).await
}
