//! The steps of a summary: shown, agreed to, approved, issued; and the ways out.

use super::{action_of, told};
use crate::{
    App, Cx, Once,
    duties::NewDuty,
    events::EventKind,
    refusal::Refusal,
    screening::{AskConsent, ask_consent_in, withdraw_consent_in},
};
use domain::{
    consent::{Consent, ConsentState, ConsentTo, Manner, Taken},
    disclosure_summary::{CameOfIt, DisclosureSummary, SummaryFact, SummaryMove, SummaryState},
    duty::{Closing, DutyKind, Owner},
    ids::{AccountId, ConsentId, SummaryId},
    role::Role,
    section::{Purpose, Section},
    text::{Line, Prose},
    timing::TimingCode,
};
use gate::{Action, Standing, Viewer};
use jiff::civil::Date;

/// Colleagues among whom approvers are looked for.
const STAFF: u32 = 500;

/// What somebody does with a summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SummaryStep {
    /// The person was shown the text: how, and in which language.
    Show(Manner, Line),
    /// The person agrees: how that was taken, and who is asked to approve; whoever of the team comes first, where nobody is.
    Consent(Taken, Option<AccountId>),
    /// The person says no.
    Decline,
    /// Approve it; with what was found about exceptions, where some may apply.
    Approve(Option<Prose>),
    /// Send it back, and why.
    Return(Prose),
    /// Issue the letter.
    Issue,
    /// The person took the consent back.
    Withdraw,
    /// Not go on with it, and why.
    Drop(Prose),
    /// What came of it.
    Hear(CameOfIt),
}

impl SummaryStep {
    /// The move that it is.
    pub const fn as_move(&self) -> SummaryMove {
        match self {
            Self::Show(..) => SummaryMove::Show,
            Self::Consent(..) => SummaryMove::Consent,
            Self::Decline => SummaryMove::Decline,
            Self::Approve(_) => SummaryMove::Approve,
            Self::Return(_) => SummaryMove::Return,
            Self::Issue => SummaryMove::Issue,
            Self::Withdraw => SummaryMove::Withdraw,
            Self::Drop(_) => SummaryMove::Drop,
            Self::Hear(_) => SummaryMove::Hear,
        }
    }
}

/// What a step made of a summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SummaryStepped {
    /// Where it stands now.
    pub state: SummaryState,
    /// Its version now.
    pub version: i64,
}

const fn kind_of(step: SummaryMove) -> EventKind {
    match step {
        SummaryMove::Show => EventKind::SummaryShown,
        SummaryMove::Consent => EventKind::SummaryAgreed,
        SummaryMove::Decline => EventKind::SummaryDeclined,
        SummaryMove::Approve => EventKind::SummaryApproved,
        SummaryMove::Return => EventKind::SummaryReturned,
        SummaryMove::Issue => EventKind::SummaryIssued,
        SummaryMove::Withdraw => EventKind::SummaryWithdrawn,
        SummaryMove::Drop => EventKind::SummaryDropped,
        SummaryMove::Hear => EventKind::SummaryHeard,
    }
}

/// Who may approve what the viewer writes: managers of the agency, but for the viewer.
pub async fn approvers(app: &App, viewer: &Viewer) -> Result<Vec<(AccountId, String)>, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "find who approves").await?;
    cx.permit_role(Action::WriteSummary)?;
    let found = cx.approvers().await?;
    cx.answer(found).await
}

/// Takes a step. The same step from the same version by the same account, sent twice, is one.
///
/// Invariant: the fact, its event, the consent that it takes or ends, and the duty that follows commit together.
pub async fn step(
    app: &App,
    viewer: &Viewer,
    id: SummaryId,
    seen: i64,
    step: SummaryStep,
) -> Result<SummaryStepped, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "take a step of a summary").await?;
    let (kind, action) = (step.as_move(), action_of(step.as_move()));
    cx.permit_role(action)?;
    let once = Once::new(&format!("{id}/{seen}/{}", kind.code()), &[])?;
    if cx.made_before(Some(&once)).await?.is_some() {
        let (_, summary) = cx.summary_read(id).await?;
        let stepped = SummaryStepped { state: summary.state(), version: summary.version() };
        return cx.answer(stepped).await;
    }
    let (standing, summary) = cx.summary_read(id).await?;
    cx.permit(action, &standing, None)?;
    if summary.version() != seen {
        return Err(Refusal::Stale { seen, now: summary.version() });
    }
    if summary.state().after(kind).is_none() {
        return Err(Refusal::not_now("summary", summary.state().words()));
    }
    if matches!(kind, SummaryMove::Show | SummaryMove::Consent | SummaryMove::Approve | SummaryMove::Issue) {
        cx.still_true(&summary).await?;
    }
    let after = cx.taken(&standing, summary, step).await?;
    if !cx.tx.append_summary_fact(&after, seen).await? {
        return Err(Refusal::Stale { seen, now: seen.saturating_add(1) });
    }
    cx.tell_summary(&after);
    cx.settle_summary(&after).await?;
    cx.remember(Some(&once), id.0).await?;
    let stepped = SummaryStepped { state: after.state(), version: after.version() };
    cx.answer(stepped).await
}

impl Cx<'_> {
    /// The summary after the step, with what the step does besides.
    async fn taken(
        &mut self,
        standing: &Standing,
        summary: DisclosureSummary,
        step: SummaryStep,
    ) -> Result<DisclosureSummary, Refusal> {
        let stamp = self.stamp();
        let mut approver = None;
        let fact = match step {
            SummaryStep::Show(manner, language) => SummaryFact::Shown(manner, language),
            SummaryStep::Consent(taken, wanted) => {
                approver = self.approver(wanted).await?;
                SummaryFact::Consented(self.asked(&summary, Some(taken)).await?)
            }
            SummaryStep::Decline => {
                self.asked(&summary, None).await?;
                SummaryFact::Declined
            }
            SummaryStep::Approve(found) => SummaryFact::Approved(found),
            SummaryStep::Return(why) => SummaryFact::Returned(why),
            SummaryStep::Issue => SummaryFact::Issued(self.last_day(standing, &summary).await?),
            SummaryStep::Withdraw => {
                self.end_consent(standing, &summary).await?;
                SummaryFact::Withdrawn
            }
            SummaryStep::Drop(why) => SummaryFact::Dropped(why),
            SummaryStep::Hear(answer) => SummaryFact::Heard(answer),
        };
        let after = summary.append(stamp, fact)?;
        if after.state() == SummaryState::Consented {
            self.ask_approval(&after, approver).await?;
        }
        Ok(after)
    }

    /// Keeps what the person answered as a consent like any other, with the exact text by its fingerprint.
    async fn asked(
        &mut self,
        summary: &DisclosureSummary,
        answer: Option<Taken>,
    ) -> Result<ConsentId, Refusal> {
        let written = &summary.written;
        let agency = self.agency();
        let recipient = self.tx.recipient(agency, written.recipient).await?;
        let body = recipient.map_or_else(|| written.kind.words().to_owned(), |one| one.name.to_string());
        let fingerprint = told::fingerprint(&written.text.plain());
        let mark = fingerprint.get(..12).unwrap_or_default();
        let rest = format!(" (text {mark})");
        let said = format!("Summary for {body}: {}", written.opportunity);
        let room = Line::MOST.saturating_sub(rest.chars().count());
        let said: String = said.chars().take(room).chain(rest.chars()).collect();
        let purpose = Line::new(&said).map_err(|_| crate::cx::missing("words of a consent"))?;
        let command = AskConsent {
            person: written.person,
            to: ConsentTo::Summary,
            purpose,
            sections: vec![Section::Identity, Section::Court, Section::Risk, Section::Plan],
            recipients: Vec::new(),
            answer,
        };
        ask_consent_in(self, command).await
    }

    /// The last day of a letter issued today: as long as such a letter counts, but no longer than the consent, and not on the
    /// day on which a conviction that it names is spent.
    async fn last_day(&mut self, standing: &Standing, summary: &DisclosureSummary) -> Result<Date, Refusal> {
        let today = self.today();
        let consent = self.consent_in_force(standing, summary).await?;
        let ended = || {
            Refusal::NotNow(
                "The person’s consent to this summary is not in force, so it cannot be issued.".to_owned(),
            )
        };
        let consent = consent.filter(|one| one.holds_on(today)).ok_or_else(ended)?;
        let timings = self.tx.timings().await?;
        let holidays = self.holidays().await?;
        let last = timings.after(TimingCode::SummaryExpires, today, &holidays)?;
        let until = consent.facts().iter().rev().find_map(|(_, fact)| match fact {
            domain::consent::ConsentFact::Given(taken) => taken.until,
            _ => None,
        });
        let told_until = summary.written.outdated().and_then(|day| day.yesterday().ok());
        Ok([until, told_until].into_iter().flatten().fold(last, Date::min))
    }

    /// The consent that a summary rests on.
    async fn consent_in_force(
        &mut self,
        standing: &Standing,
        summary: &DisclosureSummary,
    ) -> Result<Option<Consent>, Refusal> {
        let Some(id) = summary.consent() else { return Ok(None) };
        let sealed = self.tx.consent(id).await?;
        Ok(sealed.and_then(|sealed| self.open(standing, sealed).opened()))
    }

    /// Takes the consent back that a summary rests on, unless it was taken back before.
    async fn end_consent(&mut self, standing: &Standing, summary: &DisclosureSummary) -> Result<(), Refusal> {
        let consent = self.consent_in_force(standing, summary).await?;
        if let Some(consent) = consent.filter(|one| one.state() == ConsentState::Given) {
            let seen = consent.version();
            withdraw_consent_in(self, consent, seen).await?;
        }
        Ok(())
    }

    async fn approvers(&mut self) -> Result<Vec<(AccountId, String)>, Refusal> {
        let (agency, own) = (self.agency(), self.viewer.account);
        let staff = self.tx.staff(agency, self.today(), STAFF).await?;
        let manages = |one: &domain::account::Account| {
            one.closed_at.is_none() && one.roles.has(Role::TeamManager) && one.id != own
        };
        Ok(staff.into_iter().filter(manages).map(|one| (one.id, one.name.to_string())).collect())
    }

    /// Who is asked to approve, if somebody in particular is.
    async fn approver(&mut self, wanted: Option<AccountId>) -> Result<Option<AccountId>, Refusal> {
        let Some(wanted) = wanted else { return Ok(None) };
        let known = self.approvers().await?.into_iter().any(|(id, _)| id == wanted);
        let unknown = || Refusal::field("approver", "unknown", "Select a manager from the list");
        if known { Ok(Some(wanted)) } else { Err(unknown()) }
    }

    async fn ask_approval(
        &mut self,
        summary: &DisclosureSummary,
        approver: Option<AccountId>,
    ) -> Result<(), Refusal> {
        let today = self.today();
        let timings = self.tx.timings().await?;
        let holidays = self.holidays().await?;
        let due = timings.after(TimingCode::SummaryApproval, today, &holidays)?;
        let written = &summary.written;
        let owner = Owner { agency: self.agency(), account: approver };
        let (person, subject) = (written.person, written.id.0);
        let why = Some(written.opportunity.clone());
        self.open_duty(NewDuty { person, kind: DutyKind::ApproveSummary, owner, due, subject, why }).await
    }

    /// Closes the duty of approval once nothing is left to approve. Nothing is ever due about what came of it.
    async fn settle_summary(&mut self, after: &DisclosureSummary) -> Result<(), Refusal> {
        let closing = match after.state() {
            SummaryState::Approved | SummaryState::Returned => Closing::Done,
            SummaryState::Withdrawn | SummaryState::Dropped => Closing::Overtaken,
            _ => return Ok(()),
        };
        let (person, subject) = (after.written.person, after.written.id.0);
        self.close_duties(person, subject, &[DutyKind::ApproveSummary], closing).await.map(drop)
    }

    fn tell_summary(&mut self, after: &DisclosureSummary) {
        let Some((_, fact)) = after.facts().last() else { return };
        let kind = kind_of(fact.as_move());
        let mut event = self.event(after.written.person, kind, Section::Notes, told::fact(fact));
        event.subject = Some(after.written.id.0);
        self.append(event);
    }
}
