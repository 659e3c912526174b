//! Who is asking, what is on their desk, whom they work with.

use super::{
    json::json,
    paging::{Listed, Page},
    people::place,
    wire::{AgencyOut, BriefReferral, CaseloadPerson, Coded, IdentityOut, coded},
};
use crate::{
    answer::{Answer, WebCx},
    form::{Cursor, Query, cursor, past},
    paths::api as paths,
};
use app::{
    agreements, my_work as desk, people,
    ports::{DeskChoice, Notice},
};
use domain::{
    duty::Duty,
    ids::PersonId,
    mistake::Mistake,
    person::Identity,
    referral::{Move, Referral},
};
use http::StatusCode;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Who is asking.
#[derive(Serialize, ToSchema)]
pub(super) struct Me {
    id: Uuid,
    name: String,
    email: String,
    agency: AgencyOut,
    roles: Vec<Coded>,
    /// What the token is limited to; absent for a session.
    #[serde(skip_serializing_if = "Option::is_none")]
    scopes: Option<Vec<&'static str>>,
}

/// Who is asking, for which agency, in which roles.
#[utoipa::path(get, path = paths::ME, tag = "account",
    responses((status = 200, description = "The account", body = Me)))]
pub(super) async fn me(cx: WebCx, Query(()): Query<()>) -> Answer {
    let account = &cx.signed.account;
    let me = Me {
        id: account.id.0,
        name: account.name.to_string(),
        email: account.email.as_str().to_owned(),
        agency: AgencyOut { id: cx.signed.agency.id.0, name: cx.signed.agency.name.clone() },
        roles: cx.signed.viewer.roles.iter().map(|role| coded!(role)).collect(),
        scopes: cx.signed.scopes.as_ref().map(|scopes| scopes.iter().map(|scope| scope.code()).collect()),
    };
    json(StatusCode::OK, &me)
}

/// A dated duty.
#[derive(Serialize, ToSchema)]
struct DutyOut {
    what: Coded,
    #[schema(format = Date)]
    due: String,
    subject: Uuid,
    why: Option<String>,
    person: IdentityOut,
}

/// Something new.
#[derive(Serialize, ToSchema)]
struct NoticeOut {
    id: Uuid,
    /// What it is about: a referral or an appointment.
    subject: Uuid,
    kind: Coded,
    /// Whom to speak to before the next appointment, where that is what it says.
    contact: Option<String>,
    /// The referral, where it is about one.
    referral: Option<Uuid>,
    /// The step that was taken, where it is about a referral.
    step: Option<Coded>,
    #[schema(format = DateTime)]
    at: String,
    person: IdentityOut,
}

/// A referral that waits for others.
#[derive(Serialize, ToSchema)]
struct WaitingOut {
    referral: BriefReferral,
    person: IdentityOut,
}

/// My work; each list has at most 20 rows.
#[derive(Serialize, ToSchema)]
pub(super) struct MyWorkOut {
    #[schema(format = Date)]
    today: String,
    caseload: u64,
    /// How many referrals wait for an answer from the caller's agency: 100 says 100 or more.
    #[schema(maximum = 100)]
    inbox: Option<u64>,
    /// How many there are in all: read them by `/my-work/due`, `/my-work/waiting` and `/my-work/new`.
    overdue_in_all: u64,
    due_in_all: u64,
    waiting_in_all: u64,
    new_in_all: u64,
    overdue: Vec<DutyOut>,
    due: Vec<DutyOut>,
    waiting: Vec<WaitingOut>,
    new: Vec<NoticeOut>,
    /// What agreements to share ask of the caller, soonest first: at most 50.
    agreements: Vec<AgreementTaskOut>,
    /// Mistaken disclosures about several people of which nobody has decided whether the commissioner is told: for whoever keeps
    /// the register. Those about one person are duties.
    mistakes: Vec<MistakeTaskOut>,
}

/// A mistaken disclosure to decide about.
#[derive(Serialize, ToSchema)]
struct MistakeTaskOut {
    mistake: Uuid,
    /// About how many people.
    people: u32,
    /// When the 72 hours are over.
    #[schema(format = DateTime)]
    tell_by: String,
}

fn mistake_task(one: &Mistake) -> MistakeTaskOut {
    MistakeTaskOut { mistake: one.id.0, people: one.people, tell_by: one.tell_by.to_string() }
}

/// Something that an agreement asks.
#[derive(Serialize, ToSchema)]
struct AgreementTaskOut {
    agreement: Uuid,
    number: u16,
    title: String,
    /// Sign, review, or answer with the next version what was sent back.
    what: Coded,
    #[schema(format = Date)]
    due: String,
    /// Of a review, the warning that has been reached: 90, 30 or 7 days before.
    warning_days: Option<i32>,
}

fn agreement_task(task: &agreements::Task) -> AgreementTaskOut {
    AgreementTaskOut {
        agreement: task.agreement.0,
        number: task.number,
        title: task.title.to_string(),
        what: coded!(task.what),
        due: task.due.to_string(),
        warning_days: task.warning,
    }
}

fn duty((duty, who): &(Duty, Identity), today: Date) -> DutyOut {
    DutyOut {
        what: coded!(duty.kind),
        due: duty.due.to_string(),
        subject: duty.subject,
        why: duty.why.as_ref().map(|why| why.as_str().to_owned()),
        person: IdentityOut::of(who, today),
    }
}

fn notice((notice, who): &(Notice, Identity), today: Date) -> NoticeOut {
    let step = Move::from_code(notice.kind.code()).ok();
    NoticeOut {
        id: notice.id.0,
        subject: notice.subject,
        contact: notice.contact.clone(),
        kind: coded!(notice.kind),
        referral: step.map(|_| notice.subject),
        step: step.map(|step| coded!(step)),
        at: notice.at.to_string(),
        person: IdentityOut::of(who, today),
    }
}

fn waits_for((referral, who, to): (Referral, Identity, String), today: Date) -> WaitingOut {
    WaitingOut {
        referral: BriefReferral::of(&(referral, String::new(), to)),
        person: IdentityOut::of(&who, today),
    }
}

/// What is overdue, due, waiting for others, and new.
#[utoipa::path(get, path = paths::MY_WORK, tag = "account",
    responses((status = 200, description = "My work", body = MyWorkOut)))]
pub(super) async fn my_work(cx: WebCx, Query(()): Query<()>) -> Answer {
    let work = desk::my_work(cx.app(), cx.viewer(), Some(DeskChoice::default()), 0).await?;
    let asked = agreements::tasks(cx.app(), cx.viewer()).await?;
    let mistaken = app::mistakes::undecided(cx.app(), cx.viewer()).await?;
    let (today, waits) = (work.today, work.waiting.count);
    let waiting = work.waiting.rows.into_iter().map(|one| waits_for(one, today));
    let out = MyWorkOut {
        today: today.to_string(),
        caseload: work.caseload.as_ref().map_or(0, |caseload| caseload.size),
        inbox: work.inbox,
        overdue_in_all: work.overdue.count,
        due_in_all: work.due.count,
        waiting_in_all: waits,
        new_in_all: work.new.count,
        overdue: work.overdue.rows.iter().map(|one| duty(one, today)).collect(),
        due: work.due.rows.iter().map(|one| duty(one, today)).collect(),
        waiting: waiting.collect(),
        new: work.new.rows.iter().map(|one| notice(one, today)).collect(),
        agreements: asked.iter().map(agreement_task).collect(),
        mistakes: mistaken.iter().map(mistake_task).collect(),
    };
    json(StatusCode::OK, &out)
}

/// The caller's referrals that wait for others, the next answer due first.
#[utoipa::path(get, path = paths::MY_WAITING, tag = "account", params(Page),
    responses((status = 200, description = "Referrals", body = Listed<WaitingOut>)))]
pub(super) async fn list_waiting(cx: WebCx, Query(page): Query<Page>) -> Answer {
    let after = place(&page, |cursor| Some((cursor.part(0)?, cursor.part(1)?)))?;
    let waiting = desk::waiting(cx.app(), cx.viewer(), after, page.limit).await?;
    let items = waiting.rows.rows.into_iter().map(|one| waits_for(one, waiting.today)).collect();
    let next = waiting.next.map(|(day, id)| cursor([day.to_string(), id.to_string()]));
    json(StatusCode::OK, &Listed::new(items, next, paths::MY_WAITING, &[("limit", &page.limit.to_string())]))
}

/// What is new to the caller, newest first.
#[utoipa::path(get, path = paths::MY_NEW, tag = "account", params(Page),
    responses((status = 200, description = "What is new", body = Listed<NoticeOut>)))]
pub(super) async fn list_new(cx: WebCx, Query(page): Query<Page>) -> Answer {
    let before = place(&page, Cursor::place)?;
    let new = desk::new(cx.app(), cx.viewer(), before, page.limit).await?;
    let items = new.rows.rows.iter().map(|one| notice(one, new.today)).collect();
    let next = new.next.map(past);
    json(StatusCode::OK, &Listed::new(items, next, paths::MY_NEW, &[("limit", &page.limit.to_string())]))
}

/// The people on whose team the caller is.
#[utoipa::path(get, path = paths::CASELOAD, tag = "people", params(Page),
    responses((status = 200, description = "People", body = Listed<CaseloadPerson>)))]
pub(super) async fn caseload(cx: WebCx, Query(page): Query<Page>) -> Answer {
    let after = place(&page, |cursor| cursor.part::<PersonId>(0))?;
    let caseload = people::caseload(cx.app(), cx.viewer(), after, page.limit).await?;
    let today = cx.app().today();
    let items = caseload.rows.iter().map(|row| CaseloadPerson::of(row, today)).collect();
    let (next, limit) = (caseload.next.map(|id| cursor([id])), page.limit.to_string());
    json(StatusCode::OK, &Listed::new(items, next, paths::CASELOAD, &[("limit", &limit)]))
}
