//! What has not begun months after supervision began, for the team manager, as of any day.

use crate::{
    answer::{Answer, WebCx},
    form::{Asked, Check, Query, Typed, cursor},
    kit::{Cell, Frame, Html, Table, Tag, Tone},
    pages::person::bar,
    paths, words,
};
use app::orders::{LateRow, LateStarts};
use askama::Template;
use domain::{ids::RequirementId, start_delay::StartBand};
use jiff::civil::Date;

/// Rows of one page.
const ROWS: u32 = 50;

/// As of which day, and where the page begins.
pub(crate) struct Which {
    day: Option<Date>,
    after: Option<(Date, RequirementId)>,
}

impl Asked for Which {
    const KNOWN: &'static [&'static str] = &["day", "after"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self {
            day: check.iso_date("day", typed.get("day")),
            after: check.cursor("after", typed.get("after"), |place| Some((place.part(0)?, place.part(1)?))),
        }
    }
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/orders/late.html")]
struct LatePage {
    frame: Frame,
    day: String,
    share: String,
    action: &'static str,
    table: Option<Table>,
    next: Option<String>,
}

fn line(row: &LateRow, list: &LateStarts) -> Vec<Cell> {
    let tone = if row.band == StartBand::VeryLate { Tone::Late } else { Tone::Soon };
    let months = if row.band == StartBand::VeryLate { list.very_late_months } else { list.late_months };
    vec![
        bar::named(&row.person, paths::person_order(row.late.person)).into(),
        row.late.name.clone().into(),
        words::day(row.late.supervision_began).into(),
        Html::of(&Tag::new(format!("{months} months or more"), tone)).into(),
        row.late
            .allocated
            .map_or_else(|| "Nobody yet".to_owned(), |account| list.names.account(account))
            .into(),
    ]
}

fn share(list: &LateStarts) -> String {
    let share = list.share;
    let Some(per_mille) = share.per_mille() else {
        return format!(
            "Nobody has been under supervision for {} months as of this day. In the study {} % had not begun.",
            list.late_months, list.benchmark
        );
    };
    format!(
        "{} of {} have not begun {} months into supervision: {}.{} %. Of these, {} have not after {} months. In the study {} % had not begun.",
        share.late + share.very_late,
        share.of,
        list.late_months,
        per_mille / 10,
        per_mille % 10,
        share.very_late,
        list.very_late_months,
        list.benchmark
    )
}

fn page(frame: Frame, list: &LateStarts) -> LatePage {
    let rows: Vec<Vec<Cell>> = list.rows.iter().map(|row| line(row, list)).collect();
    let head = ["Person", "Requirement", "Supervision began", "Not begun for", "Practitioner"];
    let day = list.day.to_string();
    let next = list.next.map(|(began, id)| {
        let place = cursor([began.to_string(), id.to_string()]);
        paths::with_query(paths::LATE_STARTS, &[("day", &day), ("after", &place)])
    });
    LatePage {
        day,
        share: share(list),
        action: paths::LATE_STARTS,
        table: (!rows.is_empty())
            .then(|| Table::new("What has not begun", head, rows).caption_hidden().dense()),
        next,
        frame,
    }
}

/// Shows the list.
pub(crate) async fn get(cx: WebCx, Query(which): Query<Which>) -> Answer {
    let list = app::orders::late_starts(cx.app(), cx.viewer(), which.day, which.after, ROWS).await?;
    let frame = cx.frame(format!("Not begun, as of {}", words::day(list.day)));
    cx.show(&page(frame, &list))
}
