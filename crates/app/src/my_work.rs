//! My work: what is overdue, due, waiting for others, and new. The home of every role.
//!
//! Counts are of everything, also where a list shows its beginning only; [`due`] reads the rest page by page.

use crate::{
    App, Cx,
    people::{Caseload, Names},
    ports::{AfterDuty, Ahead, DeskChoice, DutyQuery, DutyTally, Notice, Place, Whose},
    referrals::MOST_COUNTED,
    refusal::Refusal,
};
use domain::{
    codes,
    duty::{Duty, DutyKind},
    ids::{AccountId, NoticeId, PersonId, ReferralId},
    notice::NoticeKind,
    person::Identity,
    referral::Referral,
    section::Purpose,
};
use gate::{Action, Viewer};
use jiff::{ToSpan, civil::Date};
use std::collections::BTreeMap;

/// Days that count as "due soon".
pub(crate) const SOON: i64 = 14;
/// Rows of each box.
const ROWS: u32 = 20;
/// People that can be chosen from at most.
const CHOICES: u32 = 200;

codes! {
    /// Which part of what is due.
    When {
        Overdue = "overdue", "Overdue";
        Soon = "soon", "Due in the next 14 days";
        All = "all", "All that is due";
    }
}

impl When {
    /// The first and the last day of it.
    fn days(self, today: Date) -> (Option<Date>, Option<Date>) {
        match self {
            Self::Overdue => (None, Some(today.saturating_sub(1.day()))),
            Self::Soon => (Some(today), Some(today.saturating_add(SOON.days()))),
            Self::All => (None, None),
        }
    }
}

/// How the desk is looked at, and what can be chosen.
#[derive(Debug, Clone, Default)]
pub struct Chosen {
    /// The choice in force.
    pub choice: DeskChoice,
    /// Kinds of what is due, with how many there are of each.
    pub kinds: Vec<(DutyKind, u64)>,
    /// The people about whom something is due.
    pub people: Vec<Identity>,
}

/// The home page of somebody who works with people.
#[derive(Debug, Clone)]
pub struct MyWork {
    /// Today in London.
    pub today: Date,
    /// The beginning of the viewer's caseload; `None` when the role has none.
    pub caseload: Option<Caseload>,
    /// Referrals that wait for an answer from the viewer's agency, counted up to [`MOST_COUNTED`]; `None` when the role has no
    /// inbox.
    pub inbox: Option<u64>,
    /// How the desk is looked at.
    pub chosen: Chosen,
    /// Duties before today.
    pub overdue: Counted<(Duty, Identity)>,
    /// Duties from today on.
    pub due: Counted<(Duty, Identity)>,
    /// Referrals that wait for others, with the provider's name.
    pub waiting: Counted<(Referral, Identity, String)>,
    /// What is new.
    pub new: Counted<(Notice, Identity)>,
}

/// The beginning of a list, and how long it is.
#[derive(Debug, Clone)]
pub struct Counted<T> {
    /// Its first rows.
    pub rows: Vec<T>,
    /// How many there are in all.
    pub count: u64,
}

impl<T> Counted<T> {
    /// These rows of so many.
    pub fn new(rows: Vec<T>, count: u64) -> Self {
        Self { rows, count }
    }

    /// Whether there are more than these rows.
    pub fn more(&self) -> bool {
        u64::try_from(self.rows.len()).is_ok_and(|shown| shown < self.count)
    }

    const fn none() -> Self {
        Self { rows: Vec::new(), count: 0 }
    }
}

/// One page of what is due.
#[derive(Debug, Clone)]
pub struct DuePage {
    /// Today in London.
    pub today: Date,
    /// How the desk is looked at.
    pub chosen: Chosen,
    /// Its rows, soonest first, of so many.
    pub duties: Counted<(Duty, Identity)>,
    /// Where the next page begins.
    pub next: AfterDuty,
}

/// Remembers how the viewer likes to look at what is due, until they change it.
pub async fn choose(app: &App, viewer: &Viewer, choice: &DeskChoice) -> Result<(), Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "choose what is shown").await?;
    cx.tx.set_desk_choice(viewer.account, choice).await?;
    cx.answer(()).await
}

/// Opens the viewer's home, with as many `people` of the caseload; as `choice` says, or as was remembered.
pub async fn my_work(
    app: &App,
    viewer: &Viewer,
    choice: Option<DeskChoice>,
    people: u32,
) -> Result<MyWork, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "my work").await?;
    let (filter, today) = (cx.visible(), cx.today());
    if cx.permit_role(Action::SeeCaseload).is_err() {
        return cx.answer(MyWork::empty(today)).await;
    }
    let (account, until) = (viewer.account, today.saturating_add(SOON.days()));
    let choices = Ahead::PeopleOfDuties { filter: &filter, account, today, until, limit: CHOICES };
    let of_caseload = Ahead::Caseload(&filter, account, people.saturating_add(1), today);
    let awaiting = Ahead::Awaiting(&filter, account, ROWS, today);
    let mut ahead = vec![of_caseload, choices, awaiting];
    if choice.is_none() {
        ahead.push(Ahead::Choice(account));
    }
    cx.tx.ahead(&ahead).await?;
    let caseload = cx.caseload(None, people).await?;
    let inbox = match cx.permit_role(Action::SeeInbox) {
        Ok(()) => Some(cx.tx.inbox_size(&filter, today, MOST_COUNTED).await?),
        Err(_) => None,
    };
    let choice = cx.choice(choice).await?;
    let everything = DutyQuery { kind: None, ..query(viewer, &choice, (None, Some(until))) };
    let [late, soon] = [When::Overdue, When::Soon].map(|when| query(viewer, &choice, when.days(today)));
    let page = |query| Ahead::Duties { filter: &filter, query, today, after: None, limit: ROWS };
    cx.tx.ahead(&[Ahead::Tallies(&filter, &everything, today), page(&late), page(&soon)]).await?;
    let tallies = cx.tx.duty_tallies(&filter, &everything, today).await?;
    let overdue = cx.tx.duty_page(&filter, &late, today, None, ROWS).await?;
    let due = cx.tx.duty_page(&filter, &soon, today, None, ROWS).await?;
    let about_duties = cx.tx.people_with_duties(&filter, viewer.account, today, until, CHOICES).await?;
    let waiting = cx.tx.awaiting(&filter, viewer.account, None, ROWS, today).await?;
    let waits = cx.tx.count_awaiting(&filter, viewer.account, today).await?;
    let mut notices = cx.tx.notices(&filter, viewer.account, today, None, ROWS).await?;
    let unseen = cx.tx.count_notices(&filter, viewer.account, today).await?;
    let about = waiting.iter().map(|one| one.label().person);
    let about = about.chain(notices.iter().map(|notice| notice.person)).chain(about_duties.iter().copied());
    let about = about.chain(overdue.iter().chain(&due).map(|duty| duty.person));
    let (standings, identities) = cx.people(about.chain(choice.person)).await?;
    let waiting: Vec<Referral> = waiting
        .into_iter()
        .filter_map(|one| standings.get(&one.label().person).map(|s| (s, one)))
        .filter_map(|(standing, one)| cx.open(standing, one).opened())
        .collect();
    let names = cx.names(contacts(&notices), waiting.iter().map(|one| one.request.to)).await?;
    for notice in &mut notices {
        notice.contact = contact(notice, &names);
    }
    let whose = |person: PersonId| identities.get(&person).cloned();
    let waiting = waiting
        .into_iter()
        .filter_map(|one| whose(one.request.person).map(|who| (names.agency(one.request.to), one, who)))
        .map(|(to, one, who)| (one, who, to))
        .collect();
    let new = notices.into_iter().filter_map(|n| whose(n.person).map(|who| (n, who))).collect();
    let late = count(&tallies, &choice, |one| one.overdue);
    let soon = count(&tallies, &choice, |one| !one.overdue);
    let work = MyWork {
        today,
        caseload: Some(caseload),
        inbox,
        overdue: Counted::new(with_identity(overdue, &identities), late),
        due: Counted::new(with_identity(due, &identities), soon),
        chosen: chosen(choice, &tallies, about_duties, &identities),
        waiting: Counted::new(waiting, waits),
        new: Counted::new(new, unseen),
    };
    cx.answer(work).await
}

/// A page of what is due to the viewer: all of it, whatever the day.
pub async fn due(
    app: &App,
    viewer: &Viewer,
    when: When,
    choice: Option<DeskChoice>,
    after: AfterDuty,
    limit: u32,
) -> Result<DuePage, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read what is due").await?;
    cx.permit_role(Action::SeeCaseload)?;
    let (filter, today) = (cx.visible(), cx.today());
    let choice = cx.choice(choice).await?;
    let asked = query(viewer, &choice, when.days(today));
    let everything = DutyQuery { kind: None, ..asked };
    let beyond = limit.saturating_add(1);
    let page = Ahead::Duties { filter: &filter, query: &asked, today, after, limit: beyond };
    let (account, until) = (viewer.account, LAST);
    let choices = Ahead::PeopleOfDuties { filter: &filter, account, today, until, limit: CHOICES };
    cx.tx.ahead(&[Ahead::Tallies(&filter, &everything, today), page, choices]).await?;
    let tallies = cx.tx.duty_tallies(&filter, &everything, today).await?;
    let mut rows = cx.tx.duty_page(&filter, &asked, today, after, beyond).await?;
    let next = next_of(&mut rows, limit);
    let about = cx.tx.people_with_duties(&filter, account, today, until, CHOICES).await?;
    let everybody = about.iter().copied().chain(rows.iter().map(|duty| duty.person)).chain(choice.person);
    let (_, identities) = cx.people(everybody).await?;
    let total = count(&tallies, &choice, |_| true);
    let chosen = chosen(choice, &tallies, about, &identities);
    let duties = Counted::new(with_identity(rows, &identities), total);
    cx.answer(DuePage { today, chosen, duties, next }).await
}

/// One page of the referrals that wait for others.
#[derive(Debug, Clone)]
pub struct WaitingPage {
    /// Today in London.
    pub today: Date,
    /// Its rows, the next answer due first, with the provider's name, of so many.
    pub rows: Counted<(Referral, Identity, String)>,
    /// Where the next page begins.
    pub next: AfterReferral,
}

/// Where a list of referrals goes on: after this day and id.
pub type AfterReferral = Option<(Date, ReferralId)>;

/// A page of the viewer's referrals that wait for an answer.
pub async fn waiting(
    app: &App,
    viewer: &Viewer,
    after: AfterReferral,
    limit: u32,
) -> Result<WaitingPage, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read what waits for others").await?;
    cx.permit_role(Action::SeeCaseload)?;
    let (filter, today) = (cx.visible(), cx.today());
    let beyond = limit.saturating_add(1);
    let mut sealed = cx.tx.awaiting(&filter, viewer.account, after, beyond, today).await?;
    let more = sealed.len() > limit as usize;
    sealed.truncate(limit as usize);
    let count = cx.tx.count_awaiting(&filter, viewer.account, today).await?;
    let (standings, identities) = cx.people(sealed.iter().map(|one| one.label().person)).await?;
    let opened: Vec<Referral> = cx.open_by_person(&standings, sealed).map(|(_, one)| one).collect();
    let last = opened.last().map(|one| (one.request.answer_by, one.request.id));
    let names = cx.names([], opened.iter().map(|one| one.request.to)).await?;
    let rows = opened
        .into_iter()
        .filter_map(|one| identities.get(&one.request.person).cloned().map(|who| (one, who)))
        .map(|(one, who)| (names.agency(one.request.to), one, who))
        .map(|(to, one, who)| (one, who, to))
        .collect();
    let next = last.filter(|_| more);
    cx.answer(WaitingPage { today, rows: Counted::new(rows, count), next }).await
}

/// One page of what is new.
#[derive(Debug, Clone)]
pub struct NewPage {
    /// Today in London.
    pub today: Date,
    /// Its rows, newest first, of so many.
    pub rows: Counted<(Notice, Identity)>,
    /// Where the next page begins.
    pub next: Option<Place>,
}

/// A page of what the viewer has not seen yet.
pub async fn new(app: &App, viewer: &Viewer, before: Option<Place>, limit: u32) -> Result<NewPage, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read what is new").await?;
    cx.permit_role(Action::SeeCaseload)?;
    let (filter, today) = (cx.visible(), cx.today());
    let beyond = limit.saturating_add(1);
    let mut notices = cx.tx.notices(&filter, viewer.account, today, before, beyond).await?;
    let more = notices.len() > limit as usize;
    notices.truncate(limit as usize);
    let last = notices.last().map(|one| Place { at: one.at, id: one.id.0 });
    let count = cx.tx.count_notices(&filter, viewer.account, today).await?;
    let (_, identities) = cx.people(notices.iter().map(|notice| notice.person)).await?;
    let names = cx.names(contacts(&notices), []).await?;
    for notice in &mut notices {
        notice.contact = contact(notice, &names);
    }
    let rows = notices
        .into_iter()
        .filter_map(|one| identities.get(&one.person).cloned().map(|who| (one, who)))
        .collect();
    cx.answer(NewPage { today, rows: Counted::new(rows, count), next: last.filter(|_| more) }).await
}

/// Whom notices say to speak to.
fn contacts(notices: &[Notice]) -> Vec<AccountId> {
    let speak = notices.iter().filter(|notice| notice.kind == NoticeKind::SpeakFirst);
    speak.map(|notice| AccountId(notice.subject)).collect()
}

fn contact(notice: &Notice, names: &Names) -> Option<String> {
    (notice.kind == NoticeKind::SpeakFirst).then(|| names.account(AccountId(notice.subject)))
}

/// The last day there is.
const LAST: Date = Date::constant(9999, 12, 31);

fn query(viewer: &Viewer, choice: &DeskChoice, (from, until): (Option<Date>, Option<Date>)) -> DutyQuery {
    DutyQuery { whose: Whose::Account(viewer.account), person: choice.person, kind: choice.kind, from, until }
}

/// Cuts a page that was read with one row too many; answers where the next begins.
pub(crate) fn next_of(rows: &mut Vec<Duty>, limit: u32) -> AfterDuty {
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    rows.last().filter(|_| more).map(|last| (last.due, last.id))
}

fn with_identity(duties: Vec<Duty>, whose: &BTreeMap<PersonId, Identity>) -> Vec<(Duty, Identity)> {
    duties
        .into_iter()
        .filter_map(|duty| whose.get(&duty.person).cloned().map(|identity| (duty, identity)))
        .collect()
}

fn count(tallies: &[DutyTally], choice: &DeskChoice, counts: impl Fn(&DutyTally) -> bool) -> u64 {
    let of_kind = |one: &&DutyTally| choice.kind.is_none_or(|kind| kind == one.kind);
    tallies.iter().filter(of_kind).filter(|one| counts(one)).map(|one| one.count).sum()
}

/// Kinds with their counts, in the order of their codes.
pub(crate) fn kinds_of(tallies: &[DutyTally], chosen: Option<DutyKind>) -> Vec<(DutyKind, u64)> {
    DutyKind::ALL
        .iter()
        .map(|kind| (*kind, tallies.iter().filter(|one| one.kind == *kind).map(|one| one.count).sum()))
        .filter(|(kind, count)| *count > 0 || chosen == Some(*kind))
        .collect()
}

fn chosen(
    choice: DeskChoice,
    tallies: &[DutyTally],
    about: Vec<PersonId>,
    identities: &BTreeMap<PersonId, Identity>,
) -> Chosen {
    let mut people: Vec<PersonId> = about;
    if let Some(person) = choice.person
        && !people.contains(&person)
    {
        people.push(person);
    }
    let mut people: Vec<Identity> = people.iter().filter_map(|id| identities.get(id).cloned()).collect();
    people.sort_by_key(|one| (one.called(), one.person));
    Chosen { choice, kinds: kinds_of(tallies, choice.kind), people }
}

impl Cx<'_> {
    /// The choice that was made now, or the one that is remembered.
    async fn choice(&mut self, choice: Option<DeskChoice>) -> Result<DeskChoice, Refusal> {
        match choice {
            Some(choice) => Ok(choice),
            None => Ok(self.tx.desk_choice(self.viewer.account).await?),
        }
    }
}

impl MyWork {
    fn empty(today: Date) -> Self {
        Self {
            today,
            caseload: None,
            inbox: None,
            chosen: Chosen::default(),
            overdue: Counted::none(),
            due: Counted::none(),
            waiting: Counted::none(),
            new: Counted::none(),
        }
    }
}

/// Takes a notice off the desk; [`unsee`] undoes it.
pub async fn see(app: &App, viewer: &Viewer, notice: NoticeId) -> Result<(), Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "see a notice").await?;
    let seen = cx.tx.see_notice(viewer.account, notice, cx.at).await?;
    if seen { cx.answer(()).await } else { Err(Refusal::NotFound) }
}

/// Puts a notice back on the desk.
pub async fn unsee(app: &App, viewer: &Viewer, notice: NoticeId) -> Result<(), Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "put a notice back").await?;
    let back = cx.tx.unsee_notice(viewer.account, notice).await?;
    if back { cx.answer(()).await } else { Err(Refusal::NotFound) }
}
