//! Answered by us: how each referral to the agency ended, with the agency's own reason.

use crate::{
    answer::{Answer, WebCx},
    form::{Asked, Check, Query, Typed, cursor},
    kit::{Cell, Frame, Html, PageLink, Pagination, SubNavigation, Table},
    pages::person::bar,
    paths, words,
};
use app::referrals::{Answered, AnsweredRow};
use askama::Template;
use domain::{ids::ReferralId, referral::Move};
use jiff::{civil::Date, tz::TimeZone};

/// Answers on one page.
const ROWS: u32 = 20;

/// Where the page begins.
pub(crate) struct Place(Option<(Date, ReferralId)>);

impl Asked for Place {
    const KNOWN: &'static [&'static str] = &["cursor"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self(check.cursor("cursor", typed.get("cursor"), |place| Some((place.part(0)?, place.part(1)?))))
    }
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/referrals/answered.html")]
struct AnsweredPage {
    frame: Frame,
    tabs: SubNavigation,
    table: Option<Table>,
    paging: Pagination,
}

/// What a step came to, as the list says it.
pub(crate) const fn said(step: Move) -> &'static str {
    match step {
        Move::Decline => "Declined",
        Move::Withdraw => "Withdrawn by whoever referred",
        _ => "Concluded",
    }
}

fn line(row: &AnsweredRow, model: &Answered, zone: &TimeZone) -> Vec<Cell> {
    let answer = &row.answer;
    let whom = row.person.as_ref().map(|person| bar::named(person, paths::person(person.person)));
    let mut about = vec![Html::text(&answer.reference)];
    about.extend(whom);
    let reason = answer.reason.iter().map(|reason| Html::text(reason));
    let words = answer.words.iter().map(|words| Html::text(words.as_str()));
    let reason: Vec<Html> = reason.chain(words).collect();
    let by =
        if answer.step == Move::Withdraw { "–".to_owned() } else { model.names.account(answer.stamp.by) };
    vec![
        Cell::html(Html::join(about, "<br>")).classed("tc-nowrap"),
        said(answer.step).into(),
        if reason.is_empty() { Cell::text("–") } else { Html::join(reason, "<br>").into() },
        Cell::unbroken(words::day(answer.stamp.at.to_zoned(zone.clone()).date())),
        by.into(),
        row.service.clone().into(),
        model.names.agency(answer.from).into(),
    ]
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Query(Place(after)): Query<Place>) -> Answer {
    let model = app::referrals::answered(cx.app(), cx.viewer(), after, ROWS).await?;
    let zone = cx.app().london();
    let rows: Vec<Vec<Cell>> = model.rows.iter().map(|row| line(row, &model, zone)).collect();
    let head = ["Referral", "How it ended", "Reason", "When", "By", "Service", "From"];
    let next = model.next.map(|(day, id)| {
        let begins = cursor([day.to_string(), id.to_string()]);
        PageLink::to(paths::with_query(paths::INBOX_ANSWERED, &[("cursor", &begins)]))
    });
    let previous =
        after.map(|_| PageLink { text: "First page".into(), ..PageLink::to(paths::INBOX_ANSWERED) });
    cx.show(&AnsweredPage {
        tabs: super::inbox::tabs(None),
        table: (!rows.is_empty())
            .then(|| Table::new("What we answered", head, rows).caption_hidden().rows_named().dense()),
        paging: Pagination { previous, next, ..Pagination::default() },
        frame: cx.frame("Answered by us"),
    })
}
