//! A one-off disclosure: an agency opens sections of its own part to another agency up to a day, on the ground of a duty or of the four
//! factors, with a second person where health is told without consent.
//!
//! The recipient may be an agency that did not know of the person until then: that is what the decision is about, and whoever decides
//! sees the person. Nobody opens another agency's part, nor to themselves, nor what they do not see in full.

use super::OFFERED;
use crate::{
    App, Cx, Once,
    duties::NewDuty,
    events::EventKind,
    people::{Glance, Names},
    refusal::Refusal,
};
use domain::{
    duty::{Closing, DutyKind, Owner},
    ids::{AccountId, AgencyId, DisclosureId, OpeningId, PersonId},
    notice::NoticeKind,
    one_off::{
        Aim, Decision, Disclosure, DisclosureFact, DisclosureMove, DisclosureState, Ground, Unanswered,
    },
    opening::{Opening, OpeningKind},
    person::Identity,
    role::Role,
    section::{Purpose, Section},
    text::Line,
    timing::TimingCode,
};
use gate::{Action, Standing, Viewer};
use jiff::{ToSpan, civil::Date};
use serde_json::json;
use std::collections::BTreeSet;

/// A disclosure lasts at most this long.
const MOST_MONTHS: i64 = 12;
/// Members of the other agency's staff who are told, at most.
const TOLD: usize = 20;

/// What is decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclose {
    /// About whom.
    pub person: PersonId,
    /// To which agency.
    pub to: AgencyId,
    /// Which sections of the own part.
    pub sections: Vec<Section>,
    /// What for.
    pub aims: Vec<Aim>,
    /// On what ground.
    pub ground: Ground,
    /// The last day.
    pub until: Date,
}

/// What the form needs.
#[derive(Debug, Clone)]
pub struct DiscloseForm {
    /// About whom.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// Agencies of the partnership, without the own one.
    pub agencies: Vec<(AgencyId, String)>,
    /// Sections that the viewer may open.
    pub sections: Vec<Section>,
}

/// A later step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DisclosureStep {
    /// The second person agrees.
    Confirm,
    /// The second person refuses.
    Refuse(Line),
    /// It ends now.
    End(Line),
}

/// One disclosure.
#[derive(Debug, Clone)]
pub struct DisclosureView {
    /// About whom.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// The disclosure.
    pub disclosure: Disclosure,
    /// What the viewer may do now.
    pub moves: Vec<DisclosureMove>,
    /// Names of agencies and staff.
    pub names: Names,
}

/// Opens the form.
pub async fn disclose_form(app: &App, viewer: &Viewer, person: PersonId) -> Result<DiscloseForm, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "form for a one-off disclosure").await?;
    cx.permit_role(Action::DiscloseOnce)?;
    let standing = cx.standing(person).await?;
    cx.permit(Action::DiscloseOnce, &standing, None)?;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let own = cx.agency();
    let agencies = cx.tx.agencies(OFFERED).await?;
    let agencies = agencies.into_iter().filter(|one| one.id != own).map(|one| (one.id, one.name)).collect();
    let sections = cx.own_sections(&standing).into_iter().collect();
    cx.answer(DiscloseForm { person: identity, glance, agencies, sections }).await
}

/// Decides.
///
/// Invariant: the decision, what it opens (or the duty of the second person), and the events commit together.
pub async fn disclose(
    app: &App,
    viewer: &Viewer,
    command: Disclose,
    once: Option<&Once>,
) -> Result<DisclosureId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "decide on a one-off disclosure").await?;
    cx.permit_role(Action::DiscloseOnce)?;
    if let Some(made) = cx.made_before(once).await? {
        return cx.answer(made.into()).await;
    }
    let standing = cx.standing(command.person).await?;
    cx.permit(Action::DiscloseOnce, &standing, None)?;
    let decision = Decision {
        id: cx.id(),
        person: command.person,
        holder: cx.agency(),
        to: command.to,
        sections: each_once(command.sections),
        aims: each_once(command.aims),
        ground: command.ground,
        until: command.until,
        stamp: cx.stamp(),
    };
    cx.check_decision(&standing, &decision).await?;
    let disclosure = Disclosure::new(decision);
    let said = disclosure.decision.clone();
    cx.tx.insert_disclosure(&disclosure).await?;
    let body = json!({
        "id": said.id.0, "to": said.to.0, "until": said.until.to_string(),
        "sections": said.sections.iter().map(|one| one.code()).collect::<Vec<_>>(),
        "aims": said.aims.iter().map(|one| one.code()).collect::<Vec<_>>(),
        "ground": super::ground_told(&said.ground),
    });
    let mut event = cx.event(said.person, EventKind::DisclosureDecided, Section::Notes, body);
    event.subject = Some(said.id.0);
    cx.append(event);
    if disclosure.state() == DisclosureState::NeedsSecond {
        let today = cx.today();
        let due = cx.calendar(today).await?.after(TimingCode::SecondPerson, today)?;
        let owner = Owner { agency: said.holder, account: None };
        let (person, subject) = (said.person, said.id.0);
        let why = Line::new("Health, without consent").ok();
        cx.open_duty(NewDuty { person, kind: DutyKind::SecondPerson, owner, due, subject, why }).await?;
    } else {
        cx.put_into_effect(&said).await?;
    }
    cx.remember(once, said.id.0).await?;
    cx.answer(said.id).await
}

/// Takes a later step; answers the version after it.
pub async fn step_disclosure(
    app: &App,
    viewer: &Viewer,
    id: DisclosureId,
    seen: i64,
    step: DisclosureStep,
) -> Result<i64, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "step of a one-off disclosure").await?;
    let fact = match step {
        DisclosureStep::Confirm => DisclosureFact::Confirmed,
        DisclosureStep::Refuse(reason) => DisclosureFact::Refused(reason),
        DisclosureStep::End(reason) => DisclosureFact::Ended(reason),
    };
    cx.permit_role(action_of(fact.as_move()))?;
    let (standing, before) = cx.disclosure(id).await?;
    cx.permit(action_of(fact.as_move()), &standing, None)?;
    if before.version() != seen {
        return Err(Refusal::Stale { seen, now: before.version() });
    }
    let now = before.append(cx.stamp(), fact.clone())?;
    let said = now.decision.clone();
    if fact == DisclosureFact::Confirmed {
        // The second person answers for what they can read themself.
        cx.may_open(&standing, &said.sections)?;
    }
    if !cx.tx.append_disclosure_fact(&now, seen).await? {
        return Err(Refusal::Stale { seen, now: seen.saturating_add(1) });
    }
    let kind = match fact {
        DisclosureFact::Confirmed => EventKind::DisclosureConfirmed,
        DisclosureFact::Refused(_) => EventKind::DisclosureRefused,
        DisclosureFact::Ended(_) => EventKind::DisclosureEnded,
    };
    let body = json!({ "reason": fact.reason().map(Line::as_str) });
    let mut event = cx.event(said.person, kind, Section::Notes, body);
    event.subject = Some(id.0);
    cx.append(event);
    cx.close_duties(said.person, id.0, &[DutyKind::SecondPerson], Closing::Done).await?;
    match fact {
        DisclosureFact::Confirmed => cx.put_into_effect(&said).await?,
        DisclosureFact::Refused(_) => {
            cx.tell((said.stamp.by, said.stamp.agency), said.person, id.0, NoticeKind::DisclosureRefused)
                .await?;
        }
        DisclosureFact::Ended(_) => cx.close_what_was_opened(said.person, id.0).await?,
    }
    cx.answer(now.version()).await
}

/// Opens one disclosure, for the agency that decided on it.
pub async fn disclosure(app: &App, viewer: &Viewer, id: DisclosureId) -> Result<DisclosureView, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read a one-off disclosure").await?;
    let (standing, disclosure) = cx.disclosure(id).await?;
    let person = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let moves = disclosure
        .moves(viewer.account)
        .into_iter()
        .filter(|step| cx.permit(action_of(*step), &standing, None).is_ok())
        .collect();
    let said = &disclosure.decision;
    let accounts: Vec<AccountId> =
        disclosure.facts().iter().map(|(stamp, _)| stamp.by).chain([said.stamp.by]).collect();
    let names = cx.names(accounts, [said.holder, said.to]).await?;
    cx.answer(DisclosureView { person, glance, disclosure, moves, names }).await
}

const fn action_of(step: DisclosureMove) -> Action {
    match step {
        DisclosureMove::Confirm | DisclosureMove::Refuse => Action::ConfirmDisclosure,
        DisclosureMove::End => Action::DiscloseOnce,
    }
}

fn each_once<T: Ord>(list: Vec<T>) -> Vec<T> {
    list.into_iter().collect::<BTreeSet<_>>().into_iter().collect()
}

impl From<Unanswered> for Refusal {
    fn from(wrong: Unanswered) -> Self {
        let (field, sentence) = match wrong {
            Unanswered::ConsentWords => ("consent_words", "Say why consent was not given"),
            Unanswered::Sections => ("sections", "Select at least one part of the record"),
            Unanswered::NotOpenable => {
                ("sections", "Select only what you see in full of your own agency’s part")
            }
            Unanswered::Aims => ("aims", "Select at least one aim"),
        };
        Self::field(field, "required", sentence)
    }
}

impl Cx<'_> {
    async fn check_decision(&mut self, standing: &Standing, decision: &Decision) -> Result<(), Refusal> {
        decision.check()?;
        let agencies = self.tx.agencies(OFFERED).await?;
        if decision.to == self.agency() || !agencies.iter().any(|one| one.id == decision.to) {
            return Err(Refusal::field("agency", "unknown", "Select another agency of the partnership"));
        }
        let today = self.today();
        let last = today.saturating_add(MOST_MONTHS.months());
        if decision.until < today || decision.until > last {
            let sentence = format!("Enter a last day from today to {}", crate::orders::said(last));
            return Err(Refusal::field("until", "range", sentence));
        }
        self.may_open(standing, &decision.sections)
    }

    /// Opens what was decided, and tells those of the other agency who work with the person, or its managers.
    async fn put_into_effect(&mut self, said: &Decision) -> Result<(), Refusal> {
        let opening = Opening {
            id: self.id::<OpeningId>(),
            person: said.person,
            kind: OpeningKind::OneOff,
            agency: said.to,
            account: None,
            holder: Some(said.holder),
            sections: said.sections.clone(),
            reason: None,
            words: None,
            subject: Some(said.id.0),
            from: self.at,
            until: self.end_of(said.until)?,
            ended: None,
            stamp: self.stamp(),
        };
        self.open_for_a_while(&[opening]).await?;
        let today = self.today();
        let involved = self.tx.involved(said.person, today).await?;
        let mut told: BTreeSet<AccountId> = involved
            .iter()
            .filter(|one| one.agency == said.to && one.closed.is_none_or(|closed| closed > today))
            .filter_map(|one| one.account)
            .collect();
        if told.is_empty() {
            let staff = self.tx.staff(said.to, today, OFFERED).await?;
            let manages = |roles: domain::role::Roles| roles.has(Role::TeamManager);
            told.extend(
                staff.iter().filter(|one| one.closed_at.is_none() && manages(one.roles)).map(|one| one.id),
            );
        }
        for account in told.into_iter().take(TOLD) {
            self.tell((account, said.to), said.person, said.person.0, NoticeKind::DisclosureMade).await?;
        }
        Ok(())
    }

    /// One disclosure of the viewer's own agency. One that is absent takes the same statements as one that is out of reach.
    async fn disclosure(&mut self, id: DisclosureId) -> Result<(Standing, Disclosure), Refusal> {
        let found = self.tx.disclosure(id).await?;
        let person = found.as_ref().map_or(PersonId(id.0), |sealed| sealed.label().person);
        let standing = self.standing(person).await?;
        let opened = found.and_then(|sealed| self.open(&standing, sealed).opened());
        let own = self.agency();
        let ours = opened.filter(|one| one.decision.holder == own);
        ours.map(|one| (standing, one)).ok_or(Refusal::NotFound)
    }
}
