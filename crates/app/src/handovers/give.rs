//! Handing over: the person is offered to a probation agency, which is to answer by a day.

use crate::{App, Cx, Once, duties::NewDuty, events::EventKind, refusal::Refusal};
use domain::{
    case_handover::{CaseHandover, HandoverState, Offer},
    duty::{Closing, DutyKind, Owner},
    ids::{AccountId, AgencyId, CaseHandoverId, InvolvementId, PersonId},
    involvement::{Involvement, InvolvementRole},
    recommendation::{HearingOutcome, Outcome},
    section::{Purpose, Section},
    text::Line,
    timing::TimingCode,
};
use gate::{Action, Standing, Viewer};
use serde_json::json;

/// Who is handed over to whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandOver {
    /// Who.
    pub person: PersonId,
    /// To which probation agency.
    pub to: AgencyId,
    /// What its team should know first.
    pub words: Option<Line>,
}

/// Hands a person over to probation.
///
/// Invariant: the offer, the other agency's involvement, what both ends then owe and the events commit together.
pub async fn hand_over(
    app: &App,
    viewer: &Viewer,
    command: HandOver,
    once: Option<&Once>,
) -> Result<CaseHandoverId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Referral, "hand a person over to probation").await?;
    cx.permit_role(Action::HandOver)?;
    if let Some(made) = cx.made_before(once).await? {
        return cx.answer(made.into()).await;
    }
    let standing = cx.standing(command.person).await?;
    cx.permit(Action::HandOver, &standing, None)?;
    cx.probation_agency(command.to).await?;
    let (own, person) = (cx.agency(), command.person);
    let before = cx.case_handovers(&standing).await?;
    if before.iter().any(|one| one.offer.from == own && one.state() == HandoverState::Waiting) {
        return Err(Refusal::not_now("handover", HandoverState::Waiting.words()));
    }
    let today = cx.today();
    let answer_by = cx.calendar(today).await?.after(TimingCode::TakeOn, today)?;
    let involvement = cx.begins_supervision(person, command.to).await?;
    let (id, stamp) = (cx.id(), cx.stamp());
    let (from, to, words) = (own, command.to, command.words);
    let offer = Offer { id, person, from, to, answer_by, words, involvement, stamp };
    let body = json!({
        "id": id.0, "to": to.0, "answer_by": answer_by.to_string(), "involvement": involvement.map(|one| one.0),
        "words": offer.words.as_ref().map(Line::as_str),
    });
    cx.tx.insert_case_handover(&CaseHandover::offered(offer)).await?;
    let mut event = cx.event(person, EventKind::HandedOver, Section::Plan, body);
    (event.subject, event.sent_to) = (Some(id.0), Some(to));
    cx.append(event);
    cx.close_duties(person, person.0, &[DutyKind::HandOver], Closing::Done).await?;
    let asked = Owner { agency: to, account: None };
    let duty = |kind, owner| NewDuty { person, kind, owner, due: answer_by, subject: id.0, why: None };
    let gave = cx.myself();
    cx.open_duties(vec![duty(DutyKind::TakeOn, asked), duty(DutyKind::HandoverAnswer, gave)]).await?;
    cx.remember(once, id.0).await?;
    cx.answer(id).await
}

impl Cx<'_> {
    /// The agency that is asked has to know of the person, to answer; nobody there is on the team by that.
    async fn begins_supervision(
        &mut self,
        person: PersonId,
        agency: AgencyId,
    ) -> Result<Option<InvolvementId>, Refusal> {
        let today = self.today();
        let involved = self.tx.involved(person, today).await?;
        let works = |one: &domain::order_end::Involved| {
            one.agency == agency && one.closed.is_none_or(|closed| closed > today)
        };
        if involved.iter().any(works) {
            return Ok(None);
        }
        let involvement = Involvement {
            id: self.id(),
            person,
            agency,
            account: None,
            role: InvolvementRole::Supervision,
            leads: false,
            from: today,
            to: None,
        };
        self.tx.add_involvement(&involvement).await?;
        let (section, body) = (involvement.role.section(), crate::events::body::involvement(&involvement));
        let mut event = self.event(person, EventKind::InvolvementBegan, section, body);
        (event.subject, event.sent_to) = (Some(involvement.id.0), Some(agency));
        self.append(event);
        Ok(Some(involvement.id))
    }

    /// What follows from an outcome at court: somebody who got a probation sentence is to be handed over, and whoever
    /// recorded it owes that; after another outcome nobody does.
    pub(crate) async fn hand_over_follows(
        &mut self,
        standing: &Standing,
        outcome: &Outcome,
    ) -> Result<(), Refusal> {
        let (person, own) = (standing.person, self.agency());
        let under_way = self.case_handovers(standing).await?.into_iter().any(|one| {
            let stands = matches!(one.state(), HandoverState::Waiting | HandoverState::TakenOn);
            one.offer.from == own && stands && self.app.day_of(one.offer.stamp.at) >= outcome.day
        });
        if under_way {
            return self.end_screening_when_over(standing).await;
        }
        self.close_duties(person, person.0, &[DutyKind::HandOver], Closing::Overtaken).await?;
        if outcome.of_hearing != HearingOutcome::ProbationSentence {
            return Ok(());
        }
        let words = format!("Probation sentence on {}", crate::orders::said(outcome.day));
        self.owes_handover(person, self.viewer.account, own, &words).await
    }

    /// The one who met the person is to hand them over, and owes that until somebody has taken them on.
    pub(super) async fn owes_handover(
        &mut self,
        person: PersonId,
        account: AccountId,
        agency: AgencyId,
        why: &str,
    ) -> Result<(), Refusal> {
        let today = self.today();
        let due = self.calendar(today).await?.after(TimingCode::HandOver, today)?;
        let (kind, owner) = (DutyKind::HandOver, Owner { agency, account: Some(account) });
        self.open_duty(NewDuty { person, kind, owner, due, subject: person.0, why: Line::new(why).ok() })
            .await
    }

    /// The part of the viewer's own agency ends when somebody took the person on and it has nothing more to do.
    async fn end_screening_when_over(&mut self, standing: &Standing) -> Result<(), Refusal> {
        let own = self.agency();
        let newest = self.case_handovers(standing).await?.into_iter().find(|one| one.offer.from == own);
        if newest.is_some_and(|one| one.state() == HandoverState::TakenOn) {
            self.end_screening(standing.person, own).await?;
        }
        Ok(())
    }
}
