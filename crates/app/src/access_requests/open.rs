//! A person's requests, and one of them with the record as it is put together.

use super::{ROWS, action_of, collect::Copied};
use crate::{
    App,
    people::{Glance, Names},
    refusal::Refusal,
};
use domain::{
    access_request::{AccessMove, AccessRequest},
    ids::{AccessRequestId, PersonId},
    person::Identity,
    section::Purpose,
};
use gate::Viewer;
use jiff::civil::Date;

/// A person's requests.
#[derive(Debug, Clone)]
pub struct RequestsPart {
    /// Whose.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// Requests, newest first, with the days by which they are to be answered.
    pub requests: Vec<(AccessRequest, Option<Date>)>,
}

/// One request as those see it who work on it.
#[derive(Debug, Clone)]
pub struct OpenedRequest {
    /// Whose.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// The request.
    pub request: AccessRequest,
    /// The day by which it is to be answered; `None` while the clock is stopped.
    pub due: Option<Date>,
    /// The record as it is now; nothing once the request is over.
    pub copied: Option<Copied>,
    /// What identifies the copy as it is now.
    pub fingerprint: String,
    /// Whether the copy is the one that was checked, so that it may be given.
    pub is_checked: bool,
    /// What the viewer may do.
    pub moves: Vec<AccessMove>,
    /// Names of staff.
    pub names: Names,
}

/// Reads a person's requests.
pub async fn requests(app: &App, viewer: &Viewer, person: PersonId) -> Result<RequestsPart, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read requests for a copy").await?;
    let standing = cx.may_handle(person).await?;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let sealed = cx.tx.access_requests(person, ROWS).await?;
    let opened = cx.open_all(&standing, sealed);
    let timed = cx.all_due(&opened).await?;
    let requests = opened.into_iter().zip(timed).collect();
    cx.answer(RequestsPart { person: identity, glance, requests }).await
}

/// Opens one request: for those who work on it, and for whoever checks it.
pub async fn request(app: &App, viewer: &Viewer, id: AccessRequestId) -> Result<OpenedRequest, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "put a copy of a record together").await?;
    let (standing, request) = cx.request_read(id).await?;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let due = cx.due_of(&request).await?;
    let copied = cx.copied(&standing).await?;
    let fingerprint = copied.fingerprint(&request);
    let is_checked = request.checked().is_some_and(|checked| checked.as_str() == fingerprint);
    let accounts = request.facts().iter().map(|(stamp, _, _)| stamp.by).chain([request.asked.stamp.by]);
    let accounts: Vec<_> = accounts.collect();
    let names = cx.names(accounts, []).await?;
    let moves = request.moves().filter(|step| cx.permit(action_of(*step), &standing, None).is_ok());
    let moves = moves.collect();
    let copied = (!request.state().is_over()).then_some(copied);
    cx.answer(OpenedRequest {
        person: identity,
        glance,
        request,
        due,
        copied,
        fingerprint,
        is_checked,
        moves,
        names,
    })
    .await
}
