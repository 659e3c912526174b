//! Legal holds: placed by one member of staff with a reason and a day of review, and ended with a reason.

use super::Which;
use crate::{App, duties::NewDuty, events::EventKind, refusal::Refusal};
use domain::{
    duty::{Closing, DutyKind, Owner},
    ids::PersonId,
    retention::Hold,
    section::{Purpose, Section},
    text::Prose,
};
use gate::{Action, Viewer};
use jiff::civil::Date;
use serde_json::json;

/// What is done about a hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HoldStep {
    /// One is placed: why, and by when somebody asks whether it is still needed.
    Place(Prose, Date),
    /// The one that stands is ended, and why.
    End(Prose),
}

/// Places a hold on what the viewer's agency keeps about somebody, or ends it. Its day of review is owed by that agency's team until
/// it ends; whoever finds that it is still needed ends it and places the next.
///
/// # Errors
/// [`Refusal::NotNow`] where one stands, or none does; [`Refusal::NotFound`] where the agency holds nothing, or no longer.
pub async fn hold(
    app: &App,
    viewer: &Viewer,
    person: PersonId,
    which: Which,
    step: HoldStep,
) -> Result<(), Refusal> {
    let mut cx = app.write(viewer, Purpose::Oversight, "hold a record, or end that").await?;
    cx.permit_role(Action::HoldRecord)?;
    // Whoever disposes of the record waits, or has gone before: then nothing is found.
    cx.tx.lock_record(person).await?;
    let kept = cx.kept_record(person, which).await?;
    cx.held(&kept, person).await?;
    let (today, of, stamp) = (cx.today(), kept.agency, cx.stamp());
    let standing = cx.tx.holds(person, of, 100).await?.into_iter().find(|one| one.ended.is_none());
    let (kind, body) = match (step, standing) {
        (HoldStep::Place(..), Some(_)) => return Err(Refusal::not_now("record", "held")),
        (HoldStep::End(_), None) => return Err(Refusal::not_now("record", "not held")),
        (HoldStep::Place(why, review), None) => {
            if review <= today {
                return Err(Refusal::field("review", "past", "Enter a day of review after today"));
            }
            let hold = Hold { person, of, id: cx.id(), why, review, stamp, ended: None };
            let body = json!({
                "id": hold.id.0, "agency": of.0, "why": hold.why.as_str(), "review": review.to_string(),
            });
            if !cx.tx.add_hold(&hold).await? {
                return Err(Refusal::not_now("record", "held"));
            }
            // Whoever of the team comes first asks on that day whether it is still needed.
            let owner = Owner { agency: stamp.agency, account: None };
            let (kind, subject) = (DutyKind::HoldReview, hold.id.0);
            cx.open_duty(NewDuty { person, kind, owner, due: review, subject, why: None }).await?;
            (EventKind::HoldPlaced, body)
        }
        (HoldStep::End(why), Some(hold)) => {
            let body = json!({ "agency": of.0, "why": why.as_str() });
            let id = hold.id.0;
            if !cx.tx.end_hold(&Hold { ended: Some((stamp, why)), ..hold }).await? {
                return Err(Refusal::not_now("record", "not held"));
            }
            cx.close_duties(person, id, &[DutyKind::HoldReview], Closing::Done).await?;
            (EventKind::HoldEnded, body)
        }
    };
    let mut event = cx.event(person, kind, Section::Privilege, body);
    // What is said of records that are kept for another agency stays for as long as those records do.
    event.sent_to = (of != stamp.agency).then_some(of);
    cx.append(event);
    cx.answer(()).await
}
