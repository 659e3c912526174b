//! Emergency access: for minutes, in the parts of all agencies, with the second factor typed again, and reviewed by somebody else.
//!
//! Only about somebody whom the viewer may know of anyway: a search that finds strangers in an emergency would tell who is there.
//! A program with a token opens nothing here. Whoever reviews is an information governance lead of any agency, never the one
//! who opened it; the reviewer is told what was done and read, and not about whom.

use crate::{
    App,
    accounts::{Confirmed, Signed, confirm_code},
    events::EventKind,
    people::{Glance, Names},
    ports::{Place, Reviewed},
    refusal::Refusal,
};
use domain::{
    ids::{OpeningId, PersonId},
    opening::{EmergencyReason, Opening, OpeningKind, OpeningReview, ReviewOutcome, may_be_opened},
    person::Identity,
    section::{Purpose, Section},
    text::Line,
    timing::TimingCode,
};
use gate::{Action, Viewer};
use jiff::{Timestamp, civil::Date};
use serde_json::json;
use std::collections::BTreeSet;

/// Emergencies on one page.
const ROWS: u32 = 50;
/// Looks read to say what was read in an emergency.
const LOOKS: u32 = 200;

/// What somebody has to say to open a record in an emergency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenInEmergency {
    /// Whose record.
    pub person: PersonId,
    /// Why it cannot wait.
    pub reason: EmergencyReason,
    /// In words.
    pub words: Line,
    /// Which sections.
    pub sections: Vec<Section>,
    /// The code that the authenticator shows now.
    pub code: String,
}

/// A review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewEmergency {
    /// What it found.
    pub outcome: ReviewOutcome,
    /// Why.
    pub words: Line,
}

/// One emergency on a list.
#[derive(Debug, Clone)]
pub struct EmergencyLine {
    /// The opening, and its review.
    pub one: Reviewed,
    /// Who opened it.
    pub by: String,
    /// For which agency.
    pub agency: String,
    /// The day by which a review is due.
    pub due: Date,
}

/// Emergencies, newest first.
#[derive(Debug, Clone)]
pub struct EmergencyList {
    /// Today in London.
    pub today: Date,
    /// The lines.
    pub lines: Vec<EmergencyLine>,
    /// Where the next page begins.
    pub next: Option<Place>,
}

/// One emergency.
#[derive(Debug, Clone)]
pub struct EmergencyView {
    /// The line of it.
    pub line: EmergencyLine,
    /// Whose record, for whoever opened it; the reviewer is not told.
    pub person: Option<(Identity, Glance)>,
    /// What was shown to whoever opened it, while it was open.
    pub read: Vec<Section>,
    /// Whether it is open now.
    pub open: bool,
    /// Whether the viewer may end it.
    pub may_end: bool,
    /// Whether the viewer may review it.
    pub may_review: bool,
    /// Names.
    pub names: Names,
}

/// Opens a record in an emergency.
///
/// # Errors
/// [`Refusal::NotFound`] for somebody whom the viewer may not know of; [`Refusal::Invalid`] for a wrong or used code,
/// [`Refusal::TooMany`] with the seconds to wait; [`Refusal::NotNow`] while the viewer has it open already.
pub async fn open_in_emergency(
    app: &App,
    signed: &Signed,
    command: OpenInEmergency,
) -> Result<OpeningId, Refusal> {
    let mut cx = app.write(&signed.viewer, Purpose::Supervision, "open a record in an emergency").await?;
    cx.permit_role(Action::OpenInEmergency)?;
    let standing = cx.standing(command.person).await?;
    cx.permit(Action::OpenInEmergency, &standing, None)?;
    let sections: BTreeSet<Section> = command.sections.into_iter().collect();
    if sections.is_empty() || !sections.iter().all(|section| may_be_opened(*section)) {
        return Err(Refusal::field("sections", "required", "Select what you need to see"));
    }
    let (person, at, today) = (command.person, cx.at, cx.today());
    let before = cx.tx.openings_of(person, super::ROWS).await?;
    let mine =
        |one: &Opening| one.kind == OpeningKind::Emergency && is_of(one, &signed.viewer) && one.is_open(at);
    if before.iter().any(mine) {
        return Err(Refusal::not_now("record", "Open to you in an emergency"));
    }
    match confirm_code(app, &mut *cx.tx, signed, &command.code).await? {
        Confirmed::Right => {}
        Confirmed::Wrong(refusal) => {
            // The failure is counted, and nothing else is written.
            cx.answer(()).await?;
            return Err(refusal);
        }
    }
    let until = cx.tx.timings().await?.until(TimingCode::EmergencyLasts, today, at)?;
    let opening = Opening {
        id: cx.id(),
        person,
        kind: OpeningKind::Emergency,
        agency: cx.agency(),
        account: Some(signed.viewer.account),
        holder: None,
        sections: sections.into_iter().collect(),
        reason: Some(command.reason),
        words: Some(command.words),
        subject: None,
        from: at,
        until,
        ended: None,
        stamp: cx.stamp(),
    };
    let id = opening.id;
    cx.open_for_a_while(&[opening]).await?;
    cx.answer(id).await
}

/// Whether the viewer opened it, for the agency that they act for now.
fn is_of(one: &Opening, viewer: &Viewer) -> bool {
    one.account == Some(viewer.account) && one.agency == viewer.agency
}

/// Ends an emergency before its time: for whoever opened it.
pub async fn end_emergency(app: &App, viewer: &Viewer, id: OpeningId) -> Result<(), Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "end emergency access").await?;
    cx.permit_role(Action::OpenInEmergency)?;
    let found = cx.tx.opening(id).await?;
    let mine = |one: &&Reviewed| {
        one.0.kind == OpeningKind::Emergency && is_of(&one.0, viewer) && one.0.is_open(cx.at)
    };
    let Some((opening, _)) = found.as_ref().filter(mine) else { return Err(Refusal::NotFound) };
    let at = cx.at;
    let ended = cx.tx.end_opening(opening.person, id, at).await?;
    cx.told_ended(ended.as_slice());
    cx.answer(()).await
}

/// Emergencies of the partnership, newest first.
pub async fn emergencies(
    app: &App,
    viewer: &Viewer,
    waiting: bool,
    before: Option<Place>,
) -> Result<EmergencyList, Refusal> {
    let mut cx = app.read(viewer, Purpose::Oversight, "read emergency access").await?;
    cx.permit_role(Action::ReviewEmergency)?;
    let mut found = cx.tx.emergencies(waiting, before, ROWS + 1).await?;
    let more = found.len() > ROWS as usize;
    found.truncate(ROWS as usize);
    let last = found.last().filter(|_| more);
    let next = last.map(|(one, _)| Place { at: one.stamp.at, id: one.id.0 });
    let (today, lines) = (cx.today(), cx.emergency_lines(found).await?);
    cx.answer(EmergencyList { today, lines, next }).await
}

/// What waits for a review, for the desk of whoever reviews; nothing for anybody else.
pub async fn to_review(app: &App, viewer: &Viewer) -> Result<Option<EmergencyList>, Refusal> {
    if app.gate().permit_role(viewer, Action::ReviewEmergency).is_err() {
        return Ok(None);
    }
    emergencies(app, viewer, true, None).await.map(Some)
}

/// Opens one emergency: for whoever opened it, and for whoever reviews.
pub async fn emergency(app: &App, viewer: &Viewer, id: OpeningId) -> Result<EmergencyView, Refusal> {
    let mut cx = app.read(viewer, Purpose::Oversight, "read one emergency access").await?;
    let reviews = cx.permit_role(Action::ReviewEmergency).is_ok();
    let found = cx.tx.opening(id).await?.filter(|(one, _)| one.kind == OpeningKind::Emergency);
    let mine = |one: &Reviewed| is_of(&one.0, viewer);
    let Some(found) = found.filter(|one| reviews || mine(one)) else { return Err(Refusal::NotFound) };
    let (person, own) = (found.0.person, mine(&found));
    let theirs = found.0.account == Some(viewer.account);
    let looks = cx.tx.looks(person, None, LOOKS).await?;
    let within = |at: Timestamp| found.0.from <= at && at <= found.0.ends();
    let read: BTreeSet<Section> = looks
        .into_iter()
        .filter(|look| Some(look.account) == found.0.account && within(look.at))
        .flat_map(|look| look.shown)
        .collect();
    let person = if own { cx.known_person(person).await? } else { None };
    let (open, reviewed) = (found.0.is_open(cx.at), found.1.is_some());
    let by = found.1.iter().map(|review| review.stamp.by);
    let names = cx.names(by, []).await?;
    let line = cx.emergency_lines(vec![found]).await?.pop().ok_or(Refusal::NotFound)?;
    let (may_end, may_review) = (own && open, reviews && !theirs && !reviewed);
    let read = read.into_iter().collect();
    cx.answer(EmergencyView { line, person, read, open, may_end, may_review, names }).await
}

/// Reviews an emergency.
///
/// # Errors
/// [`Refusal::NotNow`] where it was reviewed before; [`Refusal::Invalid`] for whoever opened it.
pub async fn review_emergency(
    app: &App,
    viewer: &Viewer,
    id: OpeningId,
    command: ReviewEmergency,
) -> Result<(), Refusal> {
    let mut cx = app.write(viewer, Purpose::Oversight, "review emergency access").await?;
    cx.permit_role(Action::ReviewEmergency)?;
    let found = cx.tx.opening(id).await?.filter(|(one, _)| one.kind == OpeningKind::Emergency);
    let (opening, before) = found.ok_or(Refusal::NotFound)?;
    if opening.account == Some(viewer.account) {
        return Err(Refusal::field("outcome", "own", "Somebody else reviews what you opened yourself"));
    }
    let (outcome, words) = (command.outcome, command.words);
    let review = OpeningReview { outcome, words, stamp: cx.stamp() };
    if before.is_some() || !cx.tx.review_opening(opening.person, id, &review).await? {
        return Err(Refusal::not_now("emergency access", "Reviewed"));
    }
    let body = json!({ "outcome": outcome.code(), "words": review.words.as_str() });
    let mut event = cx.event(opening.person, EventKind::EmergencyReviewed, Section::Notes, body);
    (event.subject, event.sent_to) = (Some(id.0), Some(opening.agency));
    cx.append(event);
    cx.answer(()).await
}

impl crate::Cx<'_> {
    /// Who it is about, as long as the viewer may know of them.
    async fn known_person(&mut self, person: PersonId) -> Result<Option<(Identity, Glance)>, Refusal> {
        let standing = match self.standing(person).await {
            Ok(standing) => standing,
            Err(Refusal::NotFound) => return Ok(None),
            Err(other) => return Err(other),
        };
        let identity = self.identity(&standing).await?;
        let glance = self.glance(&standing).await?;
        Ok(Some((identity, glance)))
    }

    /// Emergencies with names, and by when each is to be reviewed.
    async fn emergency_lines(&mut self, found: Vec<Reviewed>) -> Result<Vec<EmergencyLine>, Refusal> {
        let accounts: Vec<_> = found.iter().map(|(one, _)| one.stamp.by).collect();
        let names = self.names(accounts, found.iter().map(|(one, _)| one.agency)).await?;
        let day = |one: &Opening| self.app.day_of(one.stamp.at);
        let first = found.iter().map(|(one, _)| day(one)).min().unwrap_or_else(|| self.today());
        let calendar = self.calendar(first).await?;
        found
            .into_iter()
            .map(|one| {
                let from = self.app.day_of(one.0.stamp.at);
                let due = calendar.after(TimingCode::EmergencyReview, from)?;
                let (by, agency) = (names.account(one.0.stamp.by), names.agency(one.0.agency));
                Ok(EmergencyLine { one, by, agency, due })
            })
            .collect()
    }
}
