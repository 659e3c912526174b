//! What is overdue, due, waiting for others, and new; below it the caseload.

use crate::{
    html_safe,
    kit::{Card, Duties, Duty, Frame, Html, NotificationBanner, PageLink, Pagination, Table},
    pages::{
        people::{caseload, caseload_table},
        referrals::say,
    },
    paths, words,
};
use app::{my_work::MyWork, ports::Notice, referrals::MOST_COUNTED};
use askama::Template;
use domain::{
    duty::{Duty as Due, DutyKind},
    ids::{AppointmentId, FailureId, NoticeId, OrderId, ReferralId},
    notice::NoticeKind,
    order_course::OrderMove,
    person::Identity,
    referral::{Fact, Referral},
};
use jiff::{civil::Date, tz::TimeZone};

/// What lies on somebody's desk.
pub(crate) struct Desk {
    pub(crate) work: MyWork,
    /// Whether the role administers accounts.
    pub(crate) administers: bool,
    /// The notice just taken off, which can be put back.
    pub(crate) undo: Option<NoticeId>,
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/my_work/my_work.html")]
pub(crate) struct MyWorkPage {
    pub(crate) frame: Frame,
    today: String,
    /// What must be read before anything else.
    pub(crate) alerts: Option<Card>,
    figures: Vec<Figure>,
    cards: Vec<Card>,
    administers: Option<Card>,
    caseload: Option<Table>,
    paging: Pagination,
    works_with_people: bool,
}

/// A count in the header line, leading to what it counts.
#[derive(Debug)]
struct Figure {
    words: &'static str,
    count: String,
    href: &'static str,
    late: bool,
}

impl MyWorkPage {
    /// The page.
    pub(crate) fn of(mut frame: Frame, desk: &Desk, zone: &TimeZone) -> Self {
        let work = &desk.work;
        if let Some(notice) = desk.undo {
            frame.flash = Some(undo_banner(&frame, notice));
        }
        let next = work.caseload.as_ref().and_then(|caseload| caseload.next);
        let rows = work.caseload.as_ref().map_or(&[][..], |caseload| &caseload.rows);
        let cards = if work.caseload.is_some() {
            vec![overdue(work), due(work), waiting(work, zone), new(work, &frame, zone)]
        } else {
            Vec::new()
        };
        Self {
            today: words::day(work.today),
            alerts: None,
            figures: figures(desk),
            cards,
            administers: desk.administers.then(administers),
            caseload: (!rows.is_empty()).then(|| caseload_table::table(rows, work.today)),
            paging: Pagination {
                next: next.map(|next| PageLink::to(caseload::page_after(next))),
                ..Pagination::default()
            },
            works_with_people: work.caseload.is_some(),
            frame,
        }
    }
}

fn figures(desk: &Desk) -> Vec<Figure> {
    let work = &desk.work;
    let Some(caseload) = &work.caseload else { return Vec::new() };
    let counted = |words, count, href| Figure { words, count, href, late: false };
    let figure = |words, count: u64, href| counted(words, words::thousands(count), href);
    let size = |list: usize| u64::try_from(list).unwrap_or(u64::MAX);
    let mut figures = vec![
        figure("Caseload", caseload.size, "#caseload"),
        figure("Due", size(work.due.len()), "#due"),
        Figure { late: !work.overdue.is_empty(), ..figure("Overdue", size(work.overdue.len()), "#overdue") },
    ];
    figures
        .extend(work.inbox.map(|waiting| {
            counted("Referrals to answer", words::up_to(waiting, MOST_COUNTED), paths::INBOX)
        }));
    figures
}

fn administers() -> Card {
    let html = Html::literal(
        "<p class=\"govuk-body\">Invite colleagues, change their roles, and close the accounts of those who leave.</p>",
    );
    Card {
        more: Some(("Accounts of your agency".into(), paths::ACCOUNTS.into())),
        ..Card::new("What you administer", html)
    }
}

fn undo_banner(frame: &Frame, notice: NoticeId) -> NotificationBanner {
    let undo = Undo { action: paths::notice_unsee(notice), csrf: frame.csrf_field() };
    NotificationBanner {
        html: Html::of(&undo),
        ..NotificationBanner::success(words::Said::NoticeSeen.words())
    }
}

#[derive(Template)]
#[template(path = "pages/my_work/undo.html")]
struct Undo {
    action: String,
    csrf: Html,
}

/// New things, each with the button that takes it off the desk.
#[derive(Template)]
#[template(path = "pages/my_work/notices.html")]
struct Notices {
    csrf: Html,
    notices: Vec<ShownNotice>,
}

struct ShownNotice {
    datetime: String,
    when: String,
    what: &'static str,
    href: String,
    whom: String,
    whom_href: String,
    action: String,
}

html_safe!(Undo, Notices);

fn card(id: &'static str, title: &'static str, count: usize, html: Html, classes: &'static str) -> Card {
    Card { id: id.into(), count: Some(count), classes: classes.into(), ..Card::new(title, html) }
}

fn list(duties: Vec<Duty>, none: &'static str) -> Html {
    if duties.is_empty() { Html::paragraphs(none) } else { Html::of(&Duties { items: duties }) }
}

fn overdue(work: &MyWork) -> Card {
    let duties = work.overdue.iter().map(|(due, who)| duty(due, who, work.today)).collect();
    let classes = if work.overdue.is_empty() { "tc-card--wide" } else { "tc-card--wide tc-card--late" };
    card("overdue", "Overdue", work.overdue.len(), list(duties, "Nothing is overdue."), classes)
}

fn due(work: &MyWork) -> Card {
    let duties = work.due.iter().map(|(due, who)| duty(due, who, work.today)).collect();
    let html = list(duties, "Nothing is due in the next 14 days.");
    card("due", "Due in the next 14 days", work.due.len(), html, "tc-card--wide")
}

fn duty(due: &Due, who: &Identity, today: Date) -> Duty {
    let near = words::near(due.due, today);
    let (what, href, why) = match due.kind {
        DutyKind::OrderEnds => {
            (due.kind.words(), paths::order_tell(OrderId(due.subject)), format!("the order ends {near}"))
        }
        DutyKind::Appointment if due.is_overdue(today) => {
            let href = paths::appointment(AppointmentId(due.subject));
            ("Record what became of the appointment", href, format!("it was {near}"))
        }
        DutyKind::Appointment | DutyKind::FeedbackDue => {
            (due.kind.words(), paths::appointment(AppointmentId(due.subject)), near)
        }
        DutyKind::ReferralAnswer
        | DutyKind::ReferralInformation
        | DutyKind::ReferralBook
        | DutyKind::ReferralBegin
        | DutyKind::ReferralElsewhere => (due.kind.words(), paths::referral(ReferralId(due.subject)), near),
        kind => (kind.words(), about_an_order(due), near),
    };
    let why = due.why.as_ref().map_or(why, |words| words.as_str().to_owned());
    Duty {
        date: words::day(due.due).into(),
        datetime: due.due.to_string().into(),
        what: what.into(),
        href: href.into(),
        whom: who.called().into(),
        whom_href: paths::person(due.person).into(),
        why: why.into(),
        tag: None,
    }
}

/// Where a duty about an order is done; the person's page for any other.
fn about_an_order(due: &Due) -> String {
    let step = |step: OrderMove| {
        paths::with_query(&paths::order_step(OrderId(due.subject)), &[("step", step.code())])
    };
    match due.kind {
        DutyKind::ServeCopies => step(OrderMove::Serve),
        DutyKind::Allocate => step(OrderMove::Allocate),
        DutyKind::FirstAppointment => paths::appointment_new(due.person),
        DutyKind::ReferRequirement => paths::refer(due.person),
        DutyKind::ThreeWayStart
        | DutyKind::ThreeWayMiddle
        | DutyKind::ThreeWayEnd
        | DutyKind::JointMeeting
        | DutyKind::InitialPlan
        | DutyKind::PlanReview => paths::person_meetings(due.person),
        DutyKind::DecideAbsence | DutyKind::EvidenceDue | DutyKind::GiveWarning | DutyKind::Enforce => {
            paths::failure(FailureId(due.subject))
        }
        DutyKind::AcknowledgeEnd | DutyKind::StartLate => paths::person_order(due.person),
        DutyKind::OutcomeAtEnd => paths::order_outcome(OrderId(due.subject)),
        _ => paths::person(due.person),
    }
}

fn waiting(work: &MyWork, zone: &TimeZone) -> Card {
    let duties = work.waiting.iter().map(|(one, who, to)| awaited(one, who, to, work.today, zone)).collect();
    card(
        "waiting",
        "Waiting for others",
        work.waiting.len(),
        list(duties, "Nothing waits for others."),
        "tc-card--wide",
    )
}

fn awaited(referral: &Referral, who: &Identity, to: &str, today: Date, zone: &TimeZone) -> Duty {
    let request = &referral.request;
    let sent = say::day_of(referral, |fact| matches!(fact, Fact::Sent), zone);
    let tag = say::lateness(referral, today).unwrap_or_else(|| say::state_tag(referral.state()));
    Duty {
        date: words::day(request.answer_by).into(),
        datetime: request.answer_by.to_string().into(),
        what: format!("Referral to {to}").into(),
        href: paths::referral(request.id).into(),
        whom: who.called().into(),
        whom_href: paths::person(request.person).into(),
        why: format!("sent {sent}, answer due {}", words::near(request.answer_by, today)).into(),
        tag: Some(tag),
    }
}

fn new(work: &MyWork, frame: &Frame, zone: &TimeZone) -> Card {
    let notices: Vec<_> = work.new.iter().map(|(notice, who)| shown(notice, who, zone)).collect();
    let html = if notices.is_empty() {
        Html::paragraphs("Nothing new.")
    } else {
        Html::of(&Notices { csrf: frame.csrf_field(), notices })
    };
    card("new", "New since you were last here", work.new.len(), html, "tc-card--wide")
}

fn shown(notice: &Notice, who: &Identity, zone: &TimeZone) -> ShownNotice {
    ShownNotice {
        datetime: notice.at.to_string(),
        when: words::day(notice.at.to_zoned(zone.clone()).date()),
        what: notice.kind.words(),
        href: news_at(notice),
        whom: who.called(),
        whom_href: paths::person(notice.person),
        action: paths::notice_see(notice.id),
    }
}

/// Where what is new is read.
fn news_at(notice: &Notice) -> String {
    match notice.kind {
        NoticeKind::FeedbackGiven
        | NoticeKind::Absence
        | NoticeKind::Behaviour
        | NoticeKind::Concern
        | NoticeKind::AppointmentMoved => paths::appointment(AppointmentId(notice.subject)),
        _ => paths::referral(ReferralId(notice.subject)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::{
        person::bar::tests::{TODAY, addy},
        referrals::say::tests::referral,
    };
    use app::people::Caseload;
    use domain::{
        duty::Owner,
        ids::{AgencyId, DutyId, PersonId},
    };
    use jiff::{Timestamp, civil::date};
    use uuid::Uuid;

    fn desk() -> Desk {
        let owner = Owner { agency: AgencyId(Uuid::nil()), account: None };
        let due = |day, kind| {
            let (id, person, subject) = (DutyId(Uuid::nil()), addy().person, Uuid::nil());
            Due { id, person, kind, owner, due: day, subject, why: None }
        };
        let notice = Notice {
            id: NoticeId(Uuid::from_u128(5)),
            person: PersonId(Uuid::from_u128(7)),
            subject: Uuid::from_u128(9),
            kind: NoticeKind::ReferralDeclined,
            at: Timestamp::from_second(1_795_500_000).unwrap(),
        };
        let work = MyWork {
            today: TODAY,
            caseload: Some(Caseload { rows: vec![], size: 38, next: None }),
            inbox: Some(4),
            overdue: vec![(due(date(2026, 11, 19), DutyKind::Appointment), addy())],
            due: vec![(due(date(2026, 11, 26), DutyKind::OrderEnds), addy())],
            waiting: vec![(referral(vec![Fact::Sent]), addy(), "Northmoor Alcohol Service".into())],
            new: vec![(notice, addy())],
        };
        Desk { work, administers: false, undo: None }
    }

    fn html(desk: &Desk) -> String {
        MyWorkPage::of(Frame::titled("My work"), desk, &TimeZone::UTC).render().unwrap()
    }

    #[test]
    fn every_duty_says_when_what_whom_and_why() {
        let html = html(&desk());
        for said in [
            "Thu 19 Nov 2026",
            "Record what became of the appointment",
            "it was 5 days ago",
            "the order ends in 2 days",
            "Referral to Northmoor Alcohol Service",
            "answer due in 2 days",
            "Your referral was declined",
            "/notices/00000000-0000-0000-0000-000000000005/see",
        ] {
            assert!(html.contains(said), "{said} in {html}");
        }
        assert!(html.contains("Addy") && !html.contains("<b>Crane"));
    }

    #[test]
    fn a_notice_just_seen_can_be_put_back() {
        let undo = Desk { undo: Some(NoticeId(Uuid::from_u128(5))), ..desk() };
        assert!(html(&undo).contains("/notices/00000000-0000-0000-0000-000000000005/unsee"));
        assert!(!html(&desk()).contains("/unsee"));
    }

    #[test]
    fn who_works_with_nobody_is_told_so_and_led_to_what_they_administer() {
        let mut desk = Desk { administers: true, ..desk() };
        desk.work.caseload = None;
        let html = html(&desk);
        assert!(html.contains("What you administer") && !html.contains("Overdue"));
    }
}
