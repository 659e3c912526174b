//! A question as each end reads it, and the answer of the agency that was asked.

use crate::{
    App, Cx,
    events::EventKind,
    people::{Glance, Names},
    refusal::Refusal,
};
use domain::{
    duty::{Closing, DutyKind},
    ids::{AgencyId, PersonId, QuestionId},
    notice::NoticeKind,
    person::Identity,
    question::{Asked, Question, QuestionState, Reply},
    section::{Purpose, Section},
    stamp::Stamp,
    text::Line,
};
use gate::{Action, Standing, Viewer};
use jiff::civil::Date;
use serde_json::json;

/// One question.
#[derive(Debug, Clone)]
pub struct QuestionView {
    /// About whom.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// The question. Its reply is [`QuestionView::reply`] alone.
    pub question: Question,
    /// What the viewer may read of the reply.
    pub reply: Option<(Stamp, Reply)>,
    /// Whether there was an answer whose last day has passed.
    pub over: bool,
    /// Whether the viewer may answer now.
    pub may_answer: bool,
    /// The last day that an answer of today would count.
    pub counts: Date,
    /// Names of agencies and staff.
    pub names: Names,
}

/// Opens one question, for either end.
pub async fn question(app: &App, viewer: &Viewer, id: QuestionId) -> Result<QuestionView, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read a question").await?;
    let (standing, question) = cx.question(id).await?;
    let person = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let (own, today) = (cx.agency(), cx.today());
    let reply = question.reply_for(own, today).cloned();
    let may_answer = question.asked.to == own
        && question.state() == QuestionState::Waiting
        && cx.permit(Action::ReplyToQuestion, &standing, None).is_ok();
    let accounts = std::iter::once(question.asked.stamp.by).chain(reply.iter().map(|(stamp, _)| stamp.by));
    let accounts: Vec<_> = accounts.collect();
    let names = cx.names(accounts, [question.asked.from, question.asked.to]).await?;
    let counts = cx.answer_counts().await?;
    let over = reply.is_none() && question.state() == QuestionState::Answered;
    cx.answer(QuestionView { person, glance, question, reply, over, may_answer, counts, names }).await
}

/// Answers a question, or declines it; the asker has it on their desk.
///
/// Invariant: the reply, the end of what the question opened, and the events commit together.
pub async fn reply(
    app: &App,
    viewer: &Viewer,
    id: QuestionId,
    seen: i64,
    reply: Reply,
) -> Result<i64, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "answer a question").await?;
    cx.permit_role(Action::ReplyToQuestion)?;
    let (standing, question) = cx.question(id).await?;
    cx.permit(Action::ReplyToQuestion, &standing, None)?;
    // Whoever asked does not answer; to them there is nothing here to answer.
    if question.asked.to != cx.agency() {
        return Err(Refusal::NotFound);
    }
    if question.version() != seen {
        return Err(Refusal::Stale { seen, now: question.version() });
    }
    if let Reply::Answered { until, .. } = &reply {
        cx.in_time(*until).await?;
    }
    let asked = question.asked.clone();
    let now = question.reply(cx.stamp(), reply.clone())?;
    if !cx.tx.reply_question(&now).await? {
        return Err(Refusal::Stale { seen, now: seen.saturating_add(1) });
    }
    cx.replied(&asked, &reply).await?;
    cx.tell((asked.stamp.by, asked.stamp.agency), asked.person, id.0, notice_of(&reply)).await?;
    cx.answer(now.version()).await
}

const fn notice_of(reply: &Reply) -> NoticeKind {
    match reply {
        Reply::Answered { .. } => NoticeKind::QuestionAnswered,
        Reply::Declined(_) => NoticeKind::QuestionDeclined,
    }
}

impl Cx<'_> {
    /// Declines a question for an agency that has left: one that it was asked, or one that it asked and of which nobody reads the
    /// answer any more.
    pub(crate) async fn decline_for(
        &mut self,
        question: Question,
        left: AgencyId,
        why: Line,
    ) -> Result<(), Refusal> {
        let (asked, reply) = (question.asked.clone(), Reply::Declined(why));
        let seen = question.version();
        let now = question.reply(Stamp { agency: asked.to, ..self.stamp() }, reply.clone())?;
        if !self.tx.reply_question(&now).await? {
            return Err(Refusal::Stale { seen, now: seen.saturating_add(1) });
        }
        self.replied(&asked, &reply).await?;
        if asked.from == left {
            return Ok(());
        }
        let to = (asked.stamp.by, asked.stamp.agency);
        self.tell(to, asked.person, asked.id.0, NoticeKind::QuestionDeclined).await
    }

    /// The event of a reply, and the end of what the question made due and opened.
    async fn replied(&mut self, asked: &Asked, reply: &Reply) -> Result<(), Refusal> {
        // The words are told to nobody else: whoever asked reads them in the question, up to their last day.
        let (kind, body) = match reply {
            Reply::Answered { words, until } => {
                (EventKind::QuestionAnswered, json!({ "words": words.as_str(), "until": until.to_string() }))
            }
            Reply::Declined(reason) => (EventKind::QuestionDeclined, json!({ "reason": reason.as_str() })),
        };
        let mut event = self.event(asked.person, kind, Section::Notes, body);
        (event.subject, event.stamp.agency) = (Some(asked.id.0), asked.to);
        self.append(event);
        self.close_duties(asked.person, asked.id.0, &[DutyKind::AnswerQuestion], Closing::Done).await?;
        self.close_what_was_opened(asked.person, asked.id.0).await
    }

    /// One question that the viewer may read: one of their own agency's, at either end. One that is absent takes the same
    /// statements as one that is out of reach.
    async fn question(&mut self, id: QuestionId) -> Result<(Standing, Question), Refusal> {
        let found = self.tx.question(id).await?;
        let person = found.as_ref().map_or(PersonId(id.0), |sealed| sealed.label().person);
        let standing = self.standing(person).await?;
        let opened = found.and_then(|sealed| self.open(&standing, sealed).opened());
        let own = self.agency();
        let ours = opened.filter(|one| one.asked.from == own || one.asked.to == own);
        ours.map(|one| (standing, one)).ok_or(Refusal::NotFound)
    }

    /// The last day that an answer of today may count.
    async fn answer_counts(&mut self) -> Result<Date, Refusal> {
        let today = self.today();
        self.calendar(today).await?.after(domain::timing::TimingCode::AnswerCounts, today)
    }

    async fn in_time(&mut self, until: Date) -> Result<(), Refusal> {
        let (today, last) = (self.today(), self.answer_counts().await?);
        if until < today || until > last {
            let sentence = format!("Enter a last day from today to {}", crate::orders::said(last));
            return Err(Refusal::field("until", "range", sentence));
        }
        Ok(())
    }
}
