//! A person's appointments, the latest first.

use super::say;
use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    kit::{Button, Card, Cell, Frame, Html, PersonBar, SubNavigation, Table},
    pages::person::{
        bar::{self, Part},
        withheld,
    },
    paths, words,
};
use app::appointments::{AppointmentLine, Appointments};
use askama::Template;
use domain::ids::PersonId;
use jiff::tz::TimeZone;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/appointments/list.html")]
struct ListPage {
    frame: Frame,
    bar: PersonBar,
    parts: SubNavigation,
    book: Option<Button>,
    table: Option<Table>,
    withheld: Option<Card>,
}

fn line(row: &AppointmentLine, today: jiff::civil::Date, zone: &TimeZone) -> Vec<Cell> {
    let one = &row.appointment;
    let when = Html::link(&paths::appointment(one.booking.id), &words::moment(one.booking.at, zone));
    let said = one.outcome().map(|(_, outcome)| say::outcome(outcome).join(". ")).unwrap_or_default();
    let fed = row.feedback.as_ref().map(say::feedback).unwrap_or_default();
    vec![
        Cell::html(when).classed("tc-nowrap"),
        format!("{}, {}", row.with, row.agency).into(),
        one.booking.place.to_string().into(),
        Html::of(&say::state_tag(one, today)).into(),
        [said, fed].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(". ").into(),
    ]
}

fn page(frame: Frame, model: &Appointments, zone: &TimeZone) -> ListPage {
    let person = model.person.person;
    let today = model.glance.today;
    let rows: Vec<Vec<Cell>> = model.rows.iter().map(|row| line(row, today, zone)).collect();
    let head = ["When", "With", "Where", "State", "What became of it"];
    ListPage {
        bar: bar::bar(&model.person, &model.glance, Vec::new()),
        parts: bar::parts(person, Part::Appointments, &model.glance),
        book: model.may_book.then(|| Button::link("Book an appointment", paths::appointment_new(person))),
        table: (!rows.is_empty()).then(|| Table::new("Appointments", head, rows).caption_hidden().dense()),
        withheld: (!model.withheld.is_empty()).then(|| Card {
            classes: "tc-card--withheld".into(),
            ..Card::new("What you cannot see here", withheld::list(&model.withheld, &model.names))
        }),
        frame,
    }
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = app::appointments::of_person(cx.app(), cx.viewer(), person).await?;
    let frame = cx.frame(format!("Appointments: {}", model.person.called()));
    cx.show(&page(frame, &model, cx.app().london()))
}
