//! What is overdue, due, waiting for others, and new; below it the caseload.

use super::{
    filters::{Filters, address},
    rows,
};
use crate::{
    html_safe,
    kit::{Card, Duties, Duty, Frame, Html, NotificationBanner, PageLink, Pagination, Table, Text},
    pages::{
        people::{caseload, caseload_table},
        referrals::say,
    },
    paths, words,
};
use app::{
    my_work::{Counted, MyWork, When},
    ports::Notice,
    referrals::MOST_COUNTED,
};
use askama::Template;
use domain::{
    duty::Duty as Due,
    ids::{AppointmentId, DisclosureId, NoticeId, QuestionId, ReferralId},
    notice::NoticeKind,
    person::Identity,
    referral::{Fact, Referral},
};
use jiff::{civil::Date, tz::TimeZone};
use std::borrow::Cow;

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
    /// What agreements to share ask.
    pub(crate) agreements: Option<Card>,
    /// Emergency access that waits for a review.
    pub(crate) emergencies: Option<Card>,
    /// Mistaken disclosures whose hours run.
    pub(crate) mistakes: Option<Card>,
    figures: Vec<Figure>,
    cards: Vec<Card>,
    administers: Option<Card>,
    /// What narrows the dated duties, and all of them.
    filters: Option<(Html, String)>,
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
            vec![
                dated(work, &work.overdue, When::Overdue, "Nothing is overdue."),
                dated(work, &work.due, When::Soon, "Nothing is due in the next 14 days."),
                waiting(work, zone),
                new(work, &frame, zone),
            ]
        } else {
            Vec::new()
        };
        Self {
            today: words::day(work.today),
            alerts: None,
            agreements: None,
            emergencies: None,
            mistakes: None,
            figures: figures(desk),
            cards,
            filters: work.caseload.as_ref().map(|_| {
                let form = Filters::of(&work.chosen, paths::MY_WORK, None).html();
                (form, address(paths::MY_DUE, &work.chosen.choice, &[("when", When::All.code())]))
            }),
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
    let mut figures = vec![
        figure("Caseload", caseload.size, "#caseload"),
        figure("Due", work.due.count, "#due"),
        Figure { late: work.overdue.count > 0, ..figure("Overdue", work.overdue.count, "#overdue") },
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
    what: Cow<'static, str>,
    href: String,
    whom: String,
    whom_href: String,
    action: String,
}

html_safe!(Undo, Notices);

fn card(id: &'static str, title: &'static str, count: u64, html: Html, classes: &'static str) -> Card {
    let count = usize::try_from(count).ok();
    Card { id: id.into(), count, classes: classes.into(), ..Card::new(title, html) }
}

/// A box of dated duties: its beginning, and the way to all of it.
fn dated(work: &MyWork, duties: &Counted<(Due, Identity)>, when: When, none: &'static str) -> Card {
    let choice = &work.chosen.choice;
    let late = when == When::Overdue && duties.count > 0;
    let classes = if late { "tc-card--wide tc-card--late" } else { "tc-card--wide" };
    let html = rows::list(&duties.rows, work.today, choice.by_person, none);
    let id = if when == When::Overdue { "overdue" } else { "due" };
    let all = address(paths::MY_DUE, choice, &[("when", when.code())]);
    let words = format!("{} of {} are shown: see all", duties.rows.len(), words::thousands(duties.count));
    Card {
        more: duties.more().then(|| (words.into(), all.into())),
        ..card(id, when.words(), duties.count, html, classes)
    }
}

/// The way to all of a list of which a box shows the beginning.
fn to_all<T>(list: &Counted<T>, all: &'static str) -> Option<(Text, Text)> {
    let words = format!("{} of {} are shown: see all", list.rows.len(), words::thousands(list.count));
    list.more().then(|| (words.into(), all.into()))
}

fn waiting(work: &MyWork, zone: &TimeZone) -> Card {
    let waiting = &work.waiting;
    let rows = waiting.rows.iter();
    let items: Vec<Duty> = rows.map(|(one, who, to)| awaited(one, who, to, work.today, zone)).collect();
    let html = if items.is_empty() {
        Html::paragraphs("Nothing waits for others.")
    } else {
        Html::of(&Duties { items })
    };
    let more = to_all(waiting, paths::MY_WAITING);
    Card { more, ..card("waiting", "Waiting for others", waiting.count, html, "tc-card--wide") }
}

pub(super) fn awaited(referral: &Referral, who: &Identity, to: &str, today: Date, zone: &TimeZone) -> Duty {
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

/// New things as a list, each with the button that takes it off the desk.
pub(super) fn news(rows: &[(Notice, Identity)], frame: &Frame, zone: &TimeZone) -> Html {
    let notices = rows.iter().map(|(notice, who)| shown(notice, who, zone)).collect();
    Html::of(&Notices { csrf: frame.csrf_field(), notices })
}

fn new(work: &MyWork, frame: &Frame, zone: &TimeZone) -> Card {
    let html = if work.new.rows.is_empty() {
        Html::paragraphs("Nothing new.")
    } else {
        news(&work.new.rows, frame, zone)
    };
    let more = to_all(&work.new, paths::MY_NEW);
    Card { more, ..card("new", "New since you were last here", work.new.count, html, "tc-card--wide") }
}

fn shown(notice: &Notice, who: &Identity, zone: &TimeZone) -> ShownNotice {
    ShownNotice {
        datetime: notice.at.to_string(),
        when: words::day(notice.at.to_zoned(zone.clone()).date()),
        what: news_words(notice),
        href: news_at(notice),
        whom: who.called(),
        whom_href: paths::person(notice.person),
        action: paths::notice_see(notice.id),
    }
}

/// What happened; whom to speak to, where that is all that is to be said.
fn news_words(notice: &Notice) -> Cow<'static, str> {
    match &notice.contact {
        Some(name) => format!("Speak to {name} before your next appointment").into(),
        None => notice.kind.words().into(),
    }
}

/// Where what is new is read.
fn news_at(notice: &Notice) -> String {
    match notice.kind {
        NoticeKind::FeedbackGiven
        | NoticeKind::Absence
        | NoticeKind::Behaviour
        | NoticeKind::Concern
        | NoticeKind::OutcomeCorrected
        | NoticeKind::AppointmentMoved => paths::appointment(AppointmentId(notice.subject)),
        NoticeKind::QuestionAnswered | NoticeKind::QuestionDeclined => {
            paths::question(QuestionId(notice.subject))
        }
        NoticeKind::DisclosureRefused => paths::disclosure(DisclosureId(notice.subject)),
        NoticeKind::DisclosureMade | NoticeKind::SpeakFirst => paths::person(notice.person),
        NoticeKind::LimitedOpened => paths::person_sharing(notice.person),
        NoticeKind::Corrected => paths::CORRECTIONS.to_owned(),
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
    use app::{my_work::Chosen, people::Caseload};
    use domain::{
        duty::{DutyKind, Owner},
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
            contact: None,
            at: Timestamp::from_second(1_795_500_000).unwrap(),
        };
        let work = MyWork {
            today: TODAY,
            caseload: Some(Caseload { rows: vec![], size: 38, next: None }),
            inbox: Some(4),
            chosen: Chosen::default(),
            overdue: Counted::new(vec![(due(date(2026, 11, 19), DutyKind::Appointment), addy())], 57),
            due: Counted::new(vec![(due(date(2026, 11, 26), DutyKind::OrderEnds), addy())], 1),
            waiting: Counted::new(
                vec![(referral(vec![Fact::Sent]), addy(), "Northmoor Alcohol Service".into())],
                1,
            ),
            new: Counted::new(vec![(notice, addy())], 3),
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
            "in 2 days",
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
    fn counts_are_true_beyond_the_rows_shown_and_lead_to_all() {
        let html = html(&desk());
        for said in ["(57)", "1 of 57 are shown: see all", "/my-work/due?when=overdue", "1 of 3 are shown"] {
            assert!(html.contains(said), "{said} in {html}");
        }
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
