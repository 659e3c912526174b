//! Keeping a record apart from somebody's team, and telling that team to speak to a named person first.
//!
//! What holds: only a record that is limited to named people is kept apart, so that somebody always decides who sees it; nothing
//! of it stands on the record of the person from whose team it is kept apart: no look, no event, no duty. What that team is told is a
//! notice on desks, with a name and nothing else, and the event of it is the hidden record's.

use crate::{App, Cx, events::EventKind, refusal::Refusal};
use domain::{
    ids::{AccountId, AgencyId, PersonId},
    notice::NoticeKind,
    restriction::KeptApart,
    section::{Purpose, Section},
};
use gate::{Action, Viewer};
use identifiers::Reference;
use serde_json::json;
use std::collections::BTreeSet;

/// People from whose teams one record is kept apart, at most.
const MOST: usize = 20;

/// From whose team a record is kept apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeepApart {
    /// Whose record.
    pub person: PersonId,
    /// The short reference of the person from whose team.
    pub reference: String,
    /// Whom that team is told to speak to when risk rises: somebody who may open the record.
    pub contact: AccountId,
}

/// Keeps a record apart.
///
/// Invariant: the row and its event commit together, and whoever works with that person finds nothing from then on.
pub async fn keep_apart(app: &App, viewer: &Viewer, command: KeepApart) -> Result<(), Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "keep a record apart").await?;
    cx.permit_role(Action::LimitAccess)?;
    let (person, contact) = (command.person, command.contact);
    let standing = cx.standing(person).await?;
    cx.permit(Action::LimitAccess, &standing, None)?;
    let Some(limit) = cx.kept_limit(person).await? else {
        return Err(Refusal::NotNow("Limit access to named people first.".to_owned()));
    };
    if !limit.named.contains(&contact) {
        return Err(Refusal::field("contact", "unknown", "Select somebody who may open the record"));
    }
    let (from, reference) = cx.other(person, &command.reference).await?;
    let team = cx.named_on_team(from).await?;
    if team.iter().any(|(account, _)| *account == viewer.account) {
        let sentence = "You work with that person: somebody who does not has to keep this record";
        return Err(Refusal::field("reference", "self", sentence));
    }
    if cx.tx.kept_apart(person).await?.len() >= MOST {
        return Err(Refusal::NotNow("It is kept apart from as many people as there is room for.".to_owned()));
    }
    let one = KeptApart { person, from, reference, contact, stamp: cx.stamp() };
    if !cx.tx.keep_apart(&one).await? {
        return Err(Refusal::not_now("record", "kept apart from that person’s team already"));
    }
    let body = json!({ "from": from.0, "reference": one.reference, "contact": contact.0 });
    let event = cx.event(person, EventKind::RecordKeptApart, Section::ThirdParty, body);
    cx.append(event);
    cx.answer(()).await
}

/// A record no longer has to be kept apart from somebody's team.
pub async fn end_apart(app: &App, viewer: &Viewer, person: PersonId, reference: &str) -> Result<(), Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "end keeping a record apart").await?;
    cx.permit_role(Action::LimitAccess)?;
    let standing = cx.standing(person).await?;
    cx.permit(Action::LimitAccess, &standing, None)?;
    cx.kept_limit(person).await?;
    let kept = cx.tx.kept_apart(person).await?;
    let typed = canonical(reference);
    let Some(one) = kept.into_iter().find(|one| Some(&one.reference) == typed.as_ref()) else {
        return Err(unknown());
    };
    if !cx.tx.end_apart(person, one.from).await? {
        return Err(Refusal::not_now("record", "kept apart from that person’s team no longer"));
    }
    let body = json!({ "from": one.from.0 });
    let event = cx.event(person, EventKind::RecordApartEnded, Section::ThirdParty, body);
    cx.append(event);
    cx.answer(()).await
}

/// Risk has risen: everybody on the team of those from whom the record is kept apart is told to speak to the named person before
/// their next appointment, and nothing else.
pub async fn warn_team(app: &App, viewer: &Viewer, person: PersonId) -> Result<(), Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "warn a team without saying why").await?;
    cx.permit_role(Action::WarnTeam)?;
    let standing = cx.standing(person).await?;
    cx.permit(Action::WarnTeam, &standing, None)?;
    let apart = cx.tx.kept_apart(person).await?;
    let mut reached = false;
    for one in &apart {
        for member in cx.named_on_team(one.from).await? {
            cx.tell(member, one.from, one.contact.0, NoticeKind::SpeakFirst).await?;
            reached = true;
        }
    }
    if !reached {
        let sentence = "Nobody is named as working with that person: telephone their agency instead.";
        return Err(Refusal::NotNow(sentence.to_owned()));
    }
    let contacts: BTreeSet<AccountId> = apart.iter().map(|one| one.contact).collect();
    let body = json!({ "contacts": contacts.iter().map(|one| one.0).collect::<Vec<_>>() });
    let event = cx.event(person, EventKind::TeamWarned, Section::ThirdParty, body);
    cx.append(event);
    cx.answer(()).await
}

fn canonical(typed: &str) -> Option<String> {
    Reference::parse(typed).ok().map(|reference| reference.to_string())
}

/// The same for nobody and for somebody whom the viewer may not know of.
fn unknown() -> Refusal {
    Refusal::field("reference", "unknown", "Enter the reference of somebody whose record you can open")
}

impl Cx<'_> {
    /// The other person, found without a look at their record.
    async fn other(&mut self, person: PersonId, typed: &str) -> Result<(PersonId, String), Refusal> {
        let reference = canonical(typed).ok_or_else(unknown)?;
        let from = self.tx.referred_to(&reference).await?.filter(|from| *from != person);
        let from = from.ok_or_else(unknown)?;
        let standing = self.standings(&[from]).await?.into_iter().next().ok_or_else(unknown)?;
        self.known(standing).map_err(|_| unknown())?;
        Ok((from, reference))
    }

    /// Who is named on a person's team today, each for the agency for which they work with them.
    async fn named_on_team(&mut self, person: PersonId) -> Result<BTreeSet<(AccountId, AgencyId)>, Refusal> {
        let today = self.today();
        let team = self.tx.team_of(person, today).await?;
        Ok(team.into_iter().filter_map(|owner| Some((owner.account?, owner.agency))).collect())
    }
}
