//! Disposing of a record: proposed by one person, carried out or refused by another.

use super::{Which, certificate, stopped};
use crate::{
    App, Cx,
    accounts::{Confirmed, Signed, confirm_code},
    departures::Kept,
    events::EventKind,
    refusal::Refusal,
};
use domain::{
    ids::{DisposalId, PersonId},
    involvement::InvolvementRole,
    retention::{Disposal, DisposalState, Proposal, Schedule, Stop},
    section::Purpose,
    text::Line,
};
use gate::{Action, Viewer};
use serde_json::json;

/// The row of the schedules, in words that name nobody.
fn in_words(row: &Schedule) -> Result<Line, Refusal> {
    let words = format!("{}: {} months from {}. {}", row.record, row.months, row.counts_from, row.source);
    let cut: String = words.chars().take(Line::MOST).collect();
    Line::new(&cut).map_err(|_| crate::cx::missing("a schedule in words"))
}

/// Writes down that nobody of the agency that recorded it works with the person any more, since the last contact: where nobody has,
/// and nothing else stops the disposal.
///
/// # Errors
/// [`Refusal::NotNow`] while the period is not over, or anything else stops it.
pub async fn end_work(app: &App, viewer: &Viewer, person: PersonId, which: Which) -> Result<(), Refusal> {
    let mut cx = app.write(viewer, Purpose::Oversight, "write down that the work has ended").await?;
    cx.permit_role(Action::ProposeDisposal)?;
    let kept = cx.kept_record(person, which).await?;
    let (holding, assessment) = cx.held(&kept, person).await?;
    if assessment.stops != [Stop::AtWork] {
        return Err(stopped(&assessment.stops));
    }
    let (today, agency) = (cx.today(), kept.agency);
    let yesterday = today.yesterday().unwrap_or(today);
    let last = holding.last_contact.map_or(yesterday, |day| day.min(yesterday));
    for role in InvolvementRole::ALL {
        for ended in cx.tx.end_part(person, agency, *role, last).await? {
            cx.involvement_ended(&ended);
        }
    }
    cx.answer(()).await
}

/// Proposes that what the viewer's agency keeps about somebody is disposed of: what it recorded, or what one did that has left.
///
/// # Errors
/// [`Refusal::NotNow`] while something stops it, or where a proposal waits.
pub async fn propose(
    app: &App,
    viewer: &Viewer,
    person: PersonId,
    which: Which,
) -> Result<DisposalId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Oversight, "propose that a record is disposed of").await?;
    cx.permit_role(Action::ProposeDisposal)?;
    let kept = cx.kept_record(person, which).await?;
    let (_, assessment) = cx.held(&kept, person).await?;
    let Some((row, counted_from, due)) = assessment.rests_on.as_ref().filter(|_| assessment.is_due()) else {
        return Err(stopped(&assessment.stops));
    };
    let one = Proposal {
        id: cx.id(),
        person,
        of: kept.agency,
        schedule: in_words(row)?,
        counted_from: *counted_from,
        due: *due,
        stamp: cx.stamp(),
    };
    if !cx.tx.propose_disposal(&one).await? {
        return Err(Refusal::NotNow("A proposal waits for its second person.".to_owned()));
    }
    let body = json!({
        "record": person.0, "agency": one.of.0, "schedule": one.schedule.as_str(),
        "counted_from": counted_from.to_string(), "due": one.due.to_string(),
    });
    let event = cx.partnership_event(EventKind::DisposalProposed, one.id.0, body);
    cx.append(event);
    cx.answer(one.id).await
}

/// Why whoever proposed it does not decide, and nobody carries out what another agency proposed.
fn not_theirs(one: &Disposal, by: &Viewer) -> Refusal {
    let why = if one.proposal.stamp.by == by.account {
        "You proposed this disposal, so somebody else decides about it."
    } else {
        "Another agency proposed this disposal. Refuse it, and let two people of your own agency decide anew."
    };
    Refusal::NotNow(why.to_owned())
}

/// Why it cannot be decided any more.
fn decided(one: &Disposal) -> Refusal {
    Refusal::not_now("disposal", one.state.words())
}

/// Refuses a proposal: the record stays.
pub async fn refuse(app: &App, viewer: &Viewer, id: DisposalId) -> Result<(), Refusal> {
    let mut cx = app.write(viewer, Purpose::Oversight, "refuse a disposal").await?;
    cx.permit_role(Action::ConfirmDisposal)?;
    let (one, kept) = cx.kept_disposal(id).await?;
    cx.held(&kept, one.proposal.person).await?;
    if one.state != DisposalState::Proposed {
        return Err(decided(&one));
    }
    if !one.may_refuse(viewer.account) {
        return Err(not_theirs(&one, viewer));
    }
    let stamp = cx.stamp();
    if !cx.tx.decide_disposal(id, DisposalState::Refused, &stamp).await? {
        return Err(decided(&one));
    }
    let event = cx.partnership_event(EventKind::DisposalRefused, id.0, json!({}));
    cx.append(event);
    cx.answer(()).await
}

/// Disposes of the record, as the second person, with the second factor typed again.
///
/// Invariant: what is taken away, the tombstone, the certificate and its event commit together; while they do, nobody places a
/// hold.
///
/// # Errors
/// [`Refusal::Invalid`] for a wrong or used code; [`Refusal::NotNow`] for one's own proposal, one that was decided, and while
/// something stops it.
pub async fn carry_out(app: &App, signed: &Signed, id: DisposalId, code: &str) -> Result<(), Refusal> {
    let mut cx = app.write(&signed.viewer, Purpose::Oversight, "dispose of a record").await?;
    cx.permit_role(Action::ConfirmDisposal)?;
    let (one, kept) = cx.kept_disposal(id).await?;
    let person = one.proposal.person;
    if one.state != DisposalState::Proposed {
        return Err(decided(&one));
    }
    cx.tx.lock_record(person).await?;
    let (_, assessment) = cx.held(&kept, person).await?;
    if !one.may_carry_out(signed.viewer.account, cx.agency()) {
        return Err(not_theirs(&one, &signed.viewer));
    }
    if !assessment.is_due() {
        return Err(stopped(&assessment.stops));
    }
    match confirm_code(app, &mut *cx.tx, signed, code).await? {
        Confirmed::Right => {}
        Confirmed::Wrong(refusal) => {
            // The failure is counted, and nothing else is written.
            cx.answer(()).await?;
            return Err(refusal);
        }
    }
    let stamp = cx.stamp();
    if !cx.tx.decide_disposal(id, DisposalState::CarriedOut, &stamp).await? {
        return Err(decided(&one));
    }
    let gone = cx.tx.dispose(&one.proposal, stamp.at).await?;
    let certificate = certificate::of(&one.proposal, &stamp, &gone);
    cx.tx.certify_disposal(id, &certificate.to_string()).await?;
    let event = cx.partnership_event(EventKind::RecordsDisposed, id.0, certificate);
    cx.append(event);
    cx.answer(()).await
}

impl Cx<'_> {
    /// A disposal of what the viewer's agency keeps, and who had recorded that. Any other is as absent.
    pub(super) async fn kept_disposal(&mut self, id: DisposalId) -> Result<(Disposal, Kept), Refusal> {
        let keeps = self.keeps().await?;
        let of: Vec<_> = keeps.iter().map(|one| one.agency).collect();
        let found = self.tx.disposal(&of, id).await?.ok_or(Refusal::NotFound)?;
        let kept = keeps.into_iter().find(|one| one.agency == found.proposal.of).ok_or(Refusal::NotFound)?;
        Ok((found, kept))
    }
}
