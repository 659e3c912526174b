//! The appointments of a day on one sheet, to print: for outages and visits.

use super::say;
use crate::{
    answer::{Answer, WebCx},
    form::{Asked, Check, Query, Typed},
    kit::{Cell, Frame, Html, SubNavigation, SubNavigationItem, Table, Tag, Tone},
    pages::person::bar,
    paths, words,
};
use app::appointments::{DayRow, DaySheet};
use askama::Template;
use jiff::{ToSpan, civil::Date, tz::TimeZone};

/// Which day, and whose.
pub(crate) struct Which {
    day: Option<Date>,
    place: Option<String>,
}

impl Asked for Which {
    const KNOWN: &'static [&'static str] = &["day", "place"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        let place = typed.get("place").trim();
        Self {
            day: check.iso_date("day", typed.get("day")),
            place: (!place.is_empty()).then(|| place.to_owned()),
        }
    }
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/appointments/day.html")]
struct DayPage {
    frame: Frame,
    whose: String,
    days: SubNavigation,
    places: SubNavigation,
    table: Option<Table>,
}

fn line(row: &DayRow, today: Date, zone: &TimeZone) -> Vec<Cell> {
    let one = &row.appointment;
    let time = one.booking.at.to_zoned(zone.clone()).strftime("%H:%M").to_string();
    let warning = if row.warning {
        Html::of(&Tag::new("Read the warning first", Tone::Late))
    } else {
        Html::text("None known")
    };
    vec![
        Cell::unbroken(time),
        bar::named(&row.person, paths::appointment(one.booking.id)).into(),
        row.telephone.clone().unwrap_or_default().into(),
        one.booking.place.to_string().into(),
        row.with.clone().into(),
        warning.into(),
        Html::of(&say::state_tag(one, today)).into(),
    ]
}

fn here(day: Date, place: Option<&str>) -> String {
    paths::with_query(paths::DAY_SHEET, &[("day", &day.to_string()), ("place", place.unwrap_or_default())])
}

fn page(frame: Frame, model: &DaySheet, zone: &TimeZone) -> DayPage {
    let place = model.place.as_deref();
    let item = |words: String, href: String, active: bool| SubNavigationItem {
        active,
        ..SubNavigationItem::new(words, href)
    };
    let days = (-1..=5)
        .map(|offset| model.day.saturating_add(i64::from(offset).days()))
        .map(|day| item(words::day(day), here(day, place), day == model.day))
        .collect();
    let own = item("My day".to_owned(), here(model.day, None), place.is_none());
    let places = [own]
        .into_iter()
        .chain(
            model
                .places
                .iter()
                .map(|name| item(name.clone(), here(model.day, Some(name)), place == Some(name.as_str()))),
        )
        .collect();
    let rows: Vec<Vec<Cell>> = model.rows.iter().map(|row| line(row, model.today, zone)).collect();
    let head = ["Time", "Person", "Telephone", "Where", "With", "Risk to staff", "State"];
    DayPage {
        whose: place.map_or_else(|| "Your appointments".to_owned(), ToOwned::to_owned),
        days: SubNavigation { label: "Days".into(), items: days, ..SubNavigation::default() },
        places: SubNavigation { label: "Whose day".into(), items: places, ..SubNavigation::default() },
        table: (!rows.is_empty()).then(|| Table::new("Appointments", head, rows).caption_hidden().dense()),
        frame,
    }
}

/// Shows the sheet.
pub(crate) async fn get(cx: WebCx, Query(which): Query<Which>) -> Answer {
    let model = app::appointments::day_sheet(cx.app(), cx.viewer(), which.day, which.place).await?;
    let frame = cx.frame(format!("Appointments on {}", words::day(model.day)));
    cx.show(&page(frame, &model, cx.app().london()))
}
