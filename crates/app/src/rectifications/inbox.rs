//! What one's own agency was told of corrections, and saying that its records are right.

use super::ROWS;
use crate::{App, events::EventKind, ports::AddressedNotice, refusal::Refusal};
use domain::{
    ids::CorrectionId,
    person::Identity,
    section::{Purpose, Section},
};
use gate::{Action, Viewer};
use serde_json::json;

/// A notice, with the person where the reader may know of them now.
#[derive(Debug, Clone)]
pub struct NoticeLine {
    /// The notice.
    pub notice: AddressedNotice,
    /// The person; else only the short reference tells whose record it is.
    pub person: Option<Identity>,
}

/// What one's own agency was told, what waits first.
pub async fn notices(app: &App, viewer: &Viewer) -> Result<Vec<NoticeLine>, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read notices of corrections").await?;
    cx.permit_role(Action::TakeCorrection)?;
    let agency = cx.agency();
    let notices = cx.tx.notices_to(agency, ROWS).await?;
    let (_, people) = cx.people(notices.iter().map(|one| one.correction.person)).await?;
    let line = |notice: AddressedNotice| NoticeLine {
        person: people.get(&notice.correction.person).cloned(),
        notice,
    };
    let lines = notices.into_iter().map(line).collect();
    cx.answer(lines).await
}

/// Says that one's own agency has put its records right.
///
/// # Errors
/// [`Refusal::NotFound`] for a correction that the agency was not told of; [`Refusal::NotNow`] for one acknowledged before.
pub async fn acknowledge(app: &App, viewer: &Viewer, id: CorrectionId) -> Result<(), Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "acknowledge a correction").await?;
    cx.permit_role(Action::TakeCorrection)?;
    let (agency, stamp) = (cx.agency(), cx.stamp());
    let (person, _) = cx.tx.notice_to(agency, id).await?.ok_or(Refusal::NotFound)?;
    if !cx.tx.acknowledge_correction(person, id, &stamp).await? {
        return Err(Refusal::NotNow("Your agency has acknowledged this correction before.".to_owned()));
    }
    // Among the agency's own notes, so that no other agency reads from it that this one had looked.
    let body = json!({ "id": id.0 });
    let mut event = cx.event(person, EventKind::CorrectionAcknowledged, Section::Notes, body);
    event.subject = Some(id.0);
    cx.append(event);
    cx.answer(()).await
}
