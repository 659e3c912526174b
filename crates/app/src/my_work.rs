//! My work: what is overdue, due, waiting for others, and new. The home of every role.

use crate::{
    App,
    people::Caseload,
    ports::{Duty, Notice},
    referrals::MOST_COUNTED,
    refusal::Refusal,
};
use domain::{
    ids::{NoticeId, PersonId},
    person::Identity,
    referral::Referral,
    section::Purpose,
};
use gate::{Action, Viewer};
use jiff::{ToSpan, civil::Date};

/// Days that count as "due soon".
const SOON: i64 = 14;
/// Rows of each box.
const ROWS: u32 = 20;

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
    /// Duties before today.
    pub overdue: Vec<(Duty, Identity)>,
    /// Duties from today on.
    pub due: Vec<(Duty, Identity)>,
    /// Referrals that wait for others, with the provider's name.
    pub waiting: Vec<(Referral, Identity, String)>,
    /// What is new.
    pub new: Vec<(Notice, Identity)>,
}

/// Opens the viewer's home, with as many `people` of the caseload.
pub async fn my_work(app: &App, viewer: &Viewer, people: u32) -> Result<MyWork, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "my work").await?;
    let (filter, today) = (cx.visible(), cx.today());
    if cx.permit_role(Action::SeeCaseload).is_err() {
        return cx.answer(MyWork::empty(today)).await;
    }
    let caseload = cx.caseload(None, people).await?;
    let inbox = match cx.permit_role(Action::SeeInbox) {
        Ok(()) => Some(cx.tx.inbox_size(&filter, today, MOST_COUNTED).await?),
        Err(_) => None,
    };
    let until = today.saturating_add(SOON.days());
    let duties = cx.tx.duties(&filter, viewer.account, today, until, 2 * ROWS).await?;
    let waiting = cx.tx.awaiting(&filter, viewer.account, ROWS, today).await?;
    let notices = cx.tx.notices(&filter, viewer.account, today, ROWS).await?;
    let about = duties
        .iter()
        .map(|duty| duty.person)
        .chain(waiting.iter().map(|one| one.label().person))
        .chain(notices.iter().map(|notice| notice.person));
    let (standings, identities) = cx.people(about).await?;
    let waiting: Vec<Referral> = waiting
        .into_iter()
        .filter_map(|one| standings.get(&one.label().person).map(|s| (s, one)))
        .filter_map(|(standing, one)| cx.open(standing, one).opened())
        .collect();
    let names = cx.names([], waiting.iter().map(|one| one.request.to)).await?;
    let whose = |person: PersonId| identities.get(&person).cloned();
    let (overdue, due) = duties
        .into_iter()
        .filter_map(|duty| whose(duty.person).map(|identity| (duty, identity)))
        .partition(|(duty, _)| duty.due < today);
    let waiting = waiting
        .into_iter()
        .filter_map(|one| whose(one.request.person).map(|who| (names.agency(one.request.to), one, who)))
        .map(|(to, one, who)| (one, who, to))
        .collect();
    let new = notices.into_iter().filter_map(|n| whose(n.person).map(|who| (n, who))).collect();
    cx.answer(MyWork { today, caseload: Some(caseload), inbox, overdue, due, waiting, new }).await
}

impl MyWork {
    const fn empty(today: Date) -> Self {
        Self {
            today,
            caseload: None,
            inbox: None,
            overdue: Vec::new(),
            due: Vec::new(),
            waiting: Vec::new(),
            new: Vec::new(),
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
