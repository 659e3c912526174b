//! Arranging a meeting.

use super::setting::{self, Fields};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{
        BackLink, Button, Frame, Html, PersonBar, RadioItem, Radios, Select, SelectItem, SummaryList,
        SummaryRow,
    },
    pages::person::bar,
    paths,
    words::{self, Said},
};
use app::{
    FieldError, Refusal,
    meetings::{self, ArrangeMeeting, Arranging},
};
use askama::Template;
use domain::{
    cadence::MeetingPoint,
    ids::{OrderId, PersonId},
    meeting::MeetingKind,
};
use jiff::tz::TimeZone;

const TITLE: &str = "Arrange a meeting";
const FOCUS: &[(&str, &str)] = &[("day", "day-day")];

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/meetings/arrange.html")]
struct ArrangePage {
    frame: Frame,
    bar: PersonBar,
    hidden: Html,
    action: String,
    kind: Radios,
    order: Select,
    point: Select,
    fields: Fields,
    invited: SummaryList,
    save: Button,
}

fn page(cx: &WebCx, model: &Arranging, typed: &Typed, errors: &Errors) -> ArrangePage {
    let person = model.person.person;
    let mut frame = cx.form_frame(TITLE, errors, FOCUS);
    frame.back = Some(BackLink::to(paths::person_meetings(person)));
    let glance = &model.glance;
    let none = || SelectItem::new("", "None");
    let orders = model.orders.iter().map(|order| {
        SelectItem::new(order.id.to_string(), format!("{}, made {}", order.kind, words::day(order.made)))
    });
    let points = MeetingPoint::ALL.iter().map(|one| SelectItem::new(one.code(), one.words()));
    let kinds = MeetingKind::ALL.iter().map(|one| RadioItem::new(one.code(), one.words()));
    let invited = model.invited.iter().map(|one| {
        SummaryRow::new(
            one.party.words(),
            one.who.clone().unwrap_or_else(|| match one.party {
                domain::meeting::Party::Person => model.person.called(),
                _ => "Nobody leads on that yet".to_owned(),
            }),
        )
    });
    let order = Select::new("order", "Under which order?", std::iter::once(none()).chain(orders));
    let point =
        Select::new("point", "Which of the order’s three meetings?", std::iter::once(none()).chain(points));
    ArrangePage {
        bar: bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks),
        hidden: cx.hidden(&frame, typed, errors),
        action: paths::meeting_new(person),
        kind: Radios::new("kind", "What kind of meeting?", kinds)
            .with_value(typed.get("kind").to_owned())
            .with_error(errors.at("kind")),
        order: order.with_value(typed.get("order").to_owned()).with_error(errors.at("order")),
        point: point
            .with_value(typed.get("point").to_owned())
            .with_hint("For a three-way meeting")
            .with_error(errors.at("point")),
        fields: Fields::of(typed, errors),
        invited: SummaryList::new(invited).compact(),
        save: Button::submit("Arrange the meeting"),
        frame,
    }
}

fn read(person: PersonId, typed: &Typed, zone: &TimeZone) -> Result<ArrangeMeeting, Vec<FieldError>> {
    let mut check = Check::default();
    let kind =
        check.code("kind", typed.get("kind"), MeetingKind::from_code, "Select what kind of meeting it is");
    let order: Option<OrderId> =
        check.optional_id("order", typed.get("order"), "Select an order of the list");
    let point = match typed.get("point") {
        "" => None,
        code => check.code("point", code, MeetingPoint::from_code, "Select which of the three it is"),
    };
    let setting = setting::read(typed, zone, &mut check);
    check.done(|| {
        let kind = kind?;
        let point = point.filter(|_| kind == MeetingKind::ThreeWay);
        Some(ArrangeMeeting { person, order, kind, point, setting: setting? })
    })
}

/// Shows the form, with what was typed before a session ended.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = meetings::arranging(cx.app(), cx.viewer(), person).await?;
    let draft = cx.draft().await?;
    let first = model.orders.first().map(|order| order.id.to_string()).unwrap_or_default();
    let blank = Typed::default().with("kind", MeetingKind::ThreeWay.code()).with("order", first);
    let mut page = page(&cx, &model, draft.as_ref().unwrap_or(&blank), &Errors::none());
    if draft.is_some() {
        page.frame.flash = Some(cx.kept_banner());
    }
    cx.show(&page)
}

/// Arranges the meeting.
pub(crate) async fn post(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    let command = read(person, &typed, cx.app().london()).map_err(Refusal::Invalid);
    let done = match command {
        Ok(command) => meetings::arrange(cx.app(), cx.viewer(), command, cx.once(&typed).as_ref()).await,
        Err(refusal) => Err(refusal),
    };
    match done {
        Ok(id) => {
            cx.forget_draft().await;
            cx.go_saying(paths::meeting(id), Said::MeetingArranged)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = meetings::arranging(cx.app(), cx.viewer(), person).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}
