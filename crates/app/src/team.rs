//! What a team has to do: for its manager, by member of staff, with what nobody is named for yet.

use crate::{
    App,
    my_work::{Counted, SOON, kinds_of, next_of},
    people::Names,
    ports::{AfterDuty, Ahead, DutyQuery, DutyTally, Whose},
    refusal::Refusal,
};
use domain::{
    duty::{Duty, DutyKind},
    ids::AccountId,
    person::Identity,
    section::Purpose,
};
use gate::{Action, Label, Sealed, Viewer};
use jiff::{ToSpan, civil::Date};

/// Members of staff that a team is shown with at most.
const STAFF: u32 = 500;

/// Whose duties of the team are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listed {
    /// Everybody's.
    Everybody,
    /// Those that nobody is named for.
    Unnamed,
    /// Those of one member of staff.
    Of(AccountId),
}

/// Which part of a team's work is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TeamQuery {
    /// Whose.
    pub listed: Listed,
    /// Of one kind only.
    pub kind: Option<DutyKind>,
    /// Where the page begins.
    pub after: AfterDuty,
    /// Rows at most.
    pub limit: u32,
}

/// How much somebody has to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Load {
    /// Duties whose day has passed.
    pub overdue: u64,
    /// Duties of the next 14 days.
    pub due: u64,
    /// People that they work with.
    pub people: u64,
}

/// One member of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub account: AccountId,
    /// The name.
    pub name: String,
    /// How much they have to do.
    pub load: Load,
}

/// What a team has to do until 14 days from today.
#[derive(Debug, Clone)]
pub struct Team {
    /// Today in London.
    pub today: Date,
    /// Who works with people, and whoever else has something to do.
    pub members: Vec<Member>,
    /// What nobody is named for yet.
    pub unnamed: Load,
    /// Failures to comply that wait for a decision or for what was decided.
    pub failures: u64,
    /// Steps of referrals whose limit has passed or is near.
    pub referrals: u64,
    /// Meetings whose day has passed.
    pub meetings: u64,
    /// Kinds of what is listed, with how many there are of each.
    pub kinds: Vec<(DutyKind, u64)>,
    /// The duties asked for, soonest first, of so many.
    pub duties: Counted<(Duty, Identity)>,
    /// Where the next page begins.
    pub next: AfterDuty,
    /// Names of those who owe what is listed.
    pub names: Names,
}

/// What the viewer's team has to do.
pub async fn team(app: &App, viewer: &Viewer, query: TeamQuery) -> Result<Team, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "see a team's work").await?;
    cx.permit_role(Action::SeeTeamWork)?;
    let (filter, today, agency) = (cx.visible(), cx.today(), cx.agency());
    let until = today.saturating_add(SOON.days());
    let everything =
        DutyQuery { whose: Whose::Agency(agency), person: None, kind: None, from: None, until: Some(until) };
    let whose = match query.listed {
        Listed::Everybody => Whose::Agency(agency),
        Listed::Unnamed => Whose::Unnamed(agency),
        Listed::Of(account) => Whose::Member(agency, account),
    };
    let asked = DutyQuery { whose, kind: query.kind, ..everything };
    let (after, limit) = (query.after, query.limit.saturating_add(1));
    let page = Ahead::Duties { filter: &filter, query: &asked, today, after, limit };
    let people = Ahead::Workload(&filter, agency, today);
    let staff = Ahead::Staff(agency, today, STAFF);
    cx.tx.ahead(&[Ahead::Tallies(&filter, &everything, today), people, staff, page]).await?;
    let tallies = cx.tx.duty_tallies(&filter, &everything, today).await?;
    let workload = cx.tx.workload(&filter, agency, today).await?;
    let staff = cx.tx.staff(agency, today, STAFF).await?;
    let mut rows = cx.tx.duty_page(&filter, &asked, today, after, limit).await?;
    let next = next_of(&mut rows, query.limit);
    let (standings, identities) = cx.people(rows.iter().map(|duty| duty.person)).await?;
    let mut shown = Vec::with_capacity(rows.len());
    for duty in rows {
        let (person, section) = (duty.person, duty.kind.section());
        let label = Label::own(person, section, duty.owner.agency);
        let opened = standings.get(&person).and_then(|one| cx.open(one, Sealed::new(label, duty)).opened());
        if let Some((duty, who)) = opened.zip(identities.get(&person).cloned()) {
            shown.push((duty, who));
        }
    }
    let names = cx.names(shown.iter().filter_map(|(duty, _)| duty.owner.account), []).await?;
    let load = |account: Option<AccountId>| {
        let of = |overdue| sum(&tallies, |one| one.account == account && one.overdue == overdue);
        let people = workload.iter().find(|(id, _)| Some(*id) == account).map_or(0, |(_, people)| *people);
        Load { overdue: of(true), due: of(false), people }
    };
    let members = staff
        .into_iter()
        .map(|one| {
            (
                one.closed_at.is_some(),
                Member { load: load(Some(one.id)), account: one.id, name: one.name.to_string() },
            )
        })
        // Who has left and still owes something is what a manager has to see.
        .filter(|(closed, one)| {
            one.load != Load::default() && (!closed || one.load.overdue + one.load.due > 0)
        })
        .map(|(_, one)| one)
        .collect();
    let listed: Vec<DutyTally> = tallies.iter().filter(|one| is_listed(query.listed, one)).copied().collect();
    let total = sum(&listed, |one| query.kind.is_none_or(|kind| kind == one.kind));
    let team = Team {
        today,
        members,
        unnamed: load(None),
        failures: sum(&tallies, |one| is_failure(one.kind)),
        referrals: sum(&tallies, |one| is_referral(one.kind)),
        meetings: sum(&tallies, |one| one.overdue && is_meeting(one.kind)),
        kinds: kinds_of(&listed, query.kind),
        duties: Counted::new(shown, total),
        next,
        names,
    };
    cx.answer(team).await
}

fn sum(tallies: &[DutyTally], counts: impl Fn(&DutyTally) -> bool) -> u64 {
    tallies.iter().filter(|one| counts(one)).map(|one| one.count).sum()
}

fn is_listed(listed: Listed, one: &DutyTally) -> bool {
    match listed {
        Listed::Everybody => true,
        Listed::Unnamed => one.account.is_none(),
        Listed::Of(account) => one.account == Some(account),
    }
}

const fn is_failure(kind: DutyKind) -> bool {
    matches!(
        kind,
        DutyKind::DecideAbsence | DutyKind::EvidenceDue | DutyKind::GiveWarning | DutyKind::Enforce
    )
}

const fn is_referral(kind: DutyKind) -> bool {
    matches!(
        kind,
        DutyKind::ReferralAnswer
            | DutyKind::ReferralInformation
            | DutyKind::ReferralBook
            | DutyKind::ReferralBegin
            | DutyKind::ReferralElsewhere
            | DutyKind::ReferRequirement
    )
}

const fn is_meeting(kind: DutyKind) -> bool {
    matches!(
        kind,
        DutyKind::Meeting
            | DutyKind::ThreeWayStart
            | DutyKind::ThreeWayMiddle
            | DutyKind::ThreeWayEnd
            | DutyKind::JointMeeting
    )
}
