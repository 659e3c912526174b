//! Parts of a person's record that have a page of their own, each read alone: a look at the order is no look at the notes.

use super::{
    about::{Glance, Names},
    overview::{NoteLine, named},
};
use crate::{App, Cx, ports::Place, refusal::Refusal};
use domain::{
    ids::{AgencyId, PersonId},
    note::Note,
    person::Identity,
    referral::Referral,
    section::Purpose,
};
use gate::{Action, Standing, Viewer, Withheld};

/// Referrals on one page.
const ROWS: u32 = 50;
/// Notes read for one page.
const NOTES: u32 = 20;

/// A person's referrals.
#[derive(Debug, Clone)]
pub struct ReferralsPart {
    /// Whose.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// Referrals, newest first, with the names of service and provider.
    pub referrals: Vec<(Referral, String, String)>,
    /// What stays closed, and whom to ask.
    pub withheld: Vec<Withheld>,
    /// Names of agencies that referred or are to be asked.
    pub names: Names,
    /// Whether the viewer may make another.
    pub may_refer: bool,
}

/// Notes about a person, newest first.
#[derive(Debug, Clone)]
pub struct NotesPart {
    /// Whose.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// The notes, whole.
    pub notes: Vec<NoteLine>,
    /// Whether there are older ones.
    pub more: bool,
    /// Whether the viewer may add one.
    pub may_add: bool,
    /// The agency whose notes the viewer may move to the right person's record, if any.
    pub may_move: Option<AgencyId>,
}

/// Whom a form is about, for the bar above it.
#[derive(Debug, Clone)]
pub struct Who {
    /// Who.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
}

/// Whom a form is about, for somebody who may take `action` there.
pub async fn who(app: &App, viewer: &Viewer, person: PersonId, action: Action) -> Result<Who, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "open a form about a person").await?;
    let standing = cx.standing(person).await?;
    cx.permit(action, &standing, None)?;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    cx.answer(Who { person: identity, glance }).await
}

/// Reads a person's notes, those before `before` where it is given.
pub async fn notes(
    app: &App,
    viewer: &Viewer,
    person: PersonId,
    before: Option<Place>,
) -> Result<NotesPart, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read notes").await?;
    let standing = cx.standing(person).await?;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let (notes, more) = opened_notes(&mut cx, &standing, before).await?;
    let names = cx.names(notes.iter().map(|n| n.stamp.by), notes.iter().map(|n| n.stamp.agency)).await?;
    let mut corrected = cx.note_corrections(&standing).await?;
    let notes = notes
        .into_iter()
        .map(|note| NoteLine {
            by: names.account(note.stamp.by),
            agency: names.agency(note.stamp.agency),
            corrections: corrected.remove(&note.id).unwrap_or_default(),
            note,
        })
        .collect();
    let may_add = cx.permit(Action::AddNote, &standing, None).is_ok();
    let may_move = cx.permit(Action::MoveNote, &standing, None).is_ok().then(|| cx.agency());
    cx.answer(NotesPart { person: identity, glance, notes, more, may_add, may_move }).await
}

/// A page of those notes that the gate opens, and whether there are more of them. Pages are filled past what stays closed,
/// so that a short page never tells that another agency has written something.
async fn opened_notes(
    cx: &mut Cx<'_>,
    standing: &Standing,
    before: Option<Place>,
) -> Result<(Vec<Note>, bool), Refusal> {
    let wanted = NOTES as usize + 1;
    let (mut notes, mut before) = (Vec::new(), before);
    loop {
        let sealed = cx.tx.notes(standing.person, before, NOTES + 1).await?;
        let last = sealed.len() < wanted;
        before = sealed.last().map(|(place, _)| *place);
        notes.extend(cx.open_all(standing, sealed.into_iter().map(|(_, note)| note).collect()));
        if last || notes.len() >= wanted {
            break;
        }
    }
    let more = notes.len() >= wanted;
    notes.truncate(NOTES as usize);
    Ok((notes, more))
}

/// Reads a person's referrals.
pub async fn referrals(app: &App, viewer: &Viewer, person: PersonId) -> Result<ReferralsPart, Refusal> {
    let mut cx = app.read(viewer, Purpose::Referral, "read referrals").await?;
    let standing = cx.standing(person).await?;
    let mut withheld = Vec::new();
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let sealed = cx.tx.referrals_of(person, ROWS).await?;
    let referrals = cx.open_or_note(&standing, sealed, &mut withheld);
    let agencies = referrals
        .iter()
        .flat_map(|one| [one.request.from, one.request.to])
        .chain(withheld.iter().map(|closed| closed.ask));
    let names = cx.names([], agencies).await?;
    let referrals = named(&mut cx, referrals, &names).await?;
    let may_refer = cx.permit(Action::MakeReferral, &standing, None).is_ok();
    cx.answer(ReferralsPart { person: identity, glance, referrals, withheld, names, may_refer }).await
}
