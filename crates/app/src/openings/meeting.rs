//! Conference mode: whoever signs in to a meeting brings sections of their own agency's part, open to the others in the room, and
//! reads what the others brought; all of it closes when they leave, when the meeting is recorded or called off, or by time.
//!
//! Nobody opens another agency's part, so nobody gains by arranging a meeting with oneself. Who is in the room is told by openings of
//! each one's own part to themself: there is no second list.

use crate::{
    App, Cx,
    people::{Glance, Names},
    refusal::Refusal,
};
use domain::{
    ids::{AccountId, AgencyId, MeetingId, OpeningId},
    meeting::{Meeting, MeetingState},
    opening::{Opening, OpeningKind},
    person::Identity,
    section::{Purpose, Section},
    stamp::Stamp,
    timing::TimingCode,
};
use gate::{Action, Standing, Viewer};
use jiff::Timestamp;
use std::collections::BTreeSet;

/// Openings read to see who is in the room.
const MOST: u32 = 500;

/// The room of a meeting.
#[derive(Debug, Clone)]
pub struct MeetingRoom {
    /// About whom.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// The meeting.
    pub meeting: Meeting,
    /// Who is in the room, for which agency, with what they brought.
    pub present: Vec<(AccountId, AgencyId, Vec<Section>)>,
    /// Sections that the viewer may bring.
    pub sections: Vec<Section>,
    /// Until when what the viewer brought is open, where they are in the room.
    pub until: Option<Timestamp>,
    /// Whether one may sign in now: on the day of the meeting, before it is recorded.
    pub open: bool,
    /// Names.
    pub names: Names,
}

/// Looks into the room.
pub async fn meeting_room(app: &App, viewer: &Viewer, id: MeetingId) -> Result<MeetingRoom, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read who is in a meeting").await?;
    cx.permit_role(Action::OpenInMeeting)?;
    let (standing, meeting) = cx.meeting_in_reach(id).await?;
    let person = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let anchors = cx.in_room(&standing, id).await?;
    let sections = cx.own_sections(&standing).into_iter().collect();
    let mine = anchors.iter().find(|one| one.account == Some(viewer.account));
    let until = mine.map(Opening::ends);
    let accounts: Vec<AccountId> = anchors.iter().filter_map(|one| one.account).collect();
    let names = cx.names(accounts, anchors.iter().map(|one| one.agency)).await?;
    let present = anchors
        .into_iter()
        .filter_map(|one| one.account.map(|account| (account, one.agency, one.sections)))
        .collect();
    let open = cx.under_way(&meeting);
    cx.answer(MeetingRoom { person, glance, meeting, present, sections, until, open, names }).await
}

/// Signs in to a meeting, and brings sections of the own part; none is a choice too.
///
/// # Errors
/// [`Refusal::NotNow`] on another day than the meeting's, once it is over, or while one is in the room already.
pub async fn enter_meeting(
    app: &App,
    viewer: &Viewer,
    id: MeetingId,
    sections: Vec<Section>,
) -> Result<(), Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "sign in to a meeting").await?;
    cx.permit_role(Action::OpenInMeeting)?;
    let (standing, meeting) = cx.meeting_in_reach(id).await?;
    cx.permit(Action::OpenInMeeting, &standing, None)?;
    if !cx.under_way(&meeting) {
        return Err(Refusal::not_now("meeting", "not under way"));
    }
    let brought: Vec<Section> = sections.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
    cx.may_open(&standing, &brought)?;
    let present = cx.in_room(&standing, id).await?;
    if present.iter().any(|one| one.account == Some(viewer.account)) {
        return Err(Refusal::not_now("meeting", "one that you are signed in to"));
    }
    let (at, today, own) = (cx.at, cx.today(), cx.agency());
    let until = cx.tx.timings().await?.until(TimingCode::MeetingOpen, today, at)?;
    let opens =
        |id: OpeningId, to: (AgencyId, AccountId), of: (AgencyId, AccountId), what: &[Section], until| {
            Opening {
                id,
                person: standing.person,
                kind: OpeningKind::Meeting,
                agency: to.0,
                account: Some(to.1),
                holder: Some(of.0),
                sections: what.to_vec(),
                reason: None,
                words: None,
                subject: Some(meeting.occasion.id.0),
                from: at,
                until,
                ended: None,
                // Whoever brought it opened it, also to somebody who comes later.
                stamp: Stamp { at, by: of.1, agency: of.0 },
            }
        };
    let me = (own, viewer.account);
    let mut new = vec![opens(cx.id(), me, me, &brought, until)];
    for other in present.iter().filter(|one| one.agency != own) {
        let Some(account) = other.account else { continue };
        if !brought.is_empty() {
            new.push(opens(cx.id(), (other.agency, account), me, &brought, until));
        }
        if !other.sections.is_empty() {
            // What they brought closes when their own time in the room is over.
            let ends = until.min(other.ends());
            new.push(opens(cx.id(), me, (other.agency, account), &other.sections, ends));
        }
    }
    cx.open_for_a_while(&new).await?;
    cx.answer(()).await
}

/// Leaves the room: what the viewer reads of the others closes, and what only they brought of their agency's part.
pub async fn leave_meeting(app: &App, viewer: &Viewer, id: MeetingId) -> Result<(), Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "leave a meeting").await?;
    cx.permit_role(Action::OpenInMeeting)?;
    let (standing, _) = cx.meeting_in_reach(id).await?;
    // Colleagues who stay in the room keep open what they brought themselves: each answers for their own.
    let at = cx.at;
    let ended = cx.tx.end_openings_of(standing.person, id.0, viewer, at).await?;
    if ended.is_empty() {
        return Err(Refusal::not_now("meeting", "one that you are not signed in to"));
    }
    cx.told_ended(&ended);
    cx.answer(()).await
}

impl Cx<'_> {
    async fn meeting_in_reach(&mut self, id: MeetingId) -> Result<(Standing, Meeting), Refusal> {
        let (standing, sealed) = self.sealed_meeting(id).await?;
        let meeting = self.open(&standing, sealed).opened().ok_or(Refusal::NotFound)?;
        Ok((standing, meeting))
    }

    /// Who is in the room now: each by the opening of their own part to themself.
    async fn in_room(&mut self, standing: &Standing, id: MeetingId) -> Result<Vec<Opening>, Refusal> {
        let at = self.at;
        let anchors = |one: &Opening| {
            one.kind == OpeningKind::Meeting
                && one.subject == Some(id.0)
                && one.holder == Some(one.agency)
                && one.is_open(at)
        };
        let all = self.tx.openings_of(standing.person, MOST).await?;
        Ok(all.into_iter().filter(anchors).collect())
    }

    fn under_way(&self, meeting: &Meeting) -> bool {
        meeting.state() == MeetingState::Arranged && self.app.day_of(meeting.setting().at) == self.today()
    }
}
