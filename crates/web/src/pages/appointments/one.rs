//! One appointment: when, where, what became of it, feedback on it, and what may be done next.

use super::say;
use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    kit::{Button, Card, Frame, Html, PersonBar, SummaryList, SummaryRow, Tag, WarningText},
    pages::person::{bar, withheld},
    paths, words,
};
use app::appointments::AppointmentPage;
use askama::Template;
use domain::{
    appointment::{Fact, Step},
    ids::AppointmentId,
};
use jiff::tz::TimeZone;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/appointments/one.html")]
struct OnePage {
    frame: Frame,
    bar: PersonBar,
    state: Tag,
    warning: Option<WarningText>,
    buttons: Vec<Button>,
    facts: Card,
    feedback: Option<Card>,
    withheld: Option<Card>,
}

fn buttons(model: &AppointmentPage, frame: &Frame) -> Vec<Button> {
    let id = model.line.appointment.booking.id;
    let mut buttons: Vec<Button> = Vec::new();
    if model.may_give_feedback {
        buttons.push(Button::link("Give feedback", frame.onward(&paths::appointment_feedback(id))));
    }
    let order = [Step::Record, Step::Move, Step::CallOff, Step::Correct];
    for step in order.into_iter().filter(|step| model.steps.contains(step)) {
        let href = match step {
            Step::Record if model.warning_unread => continue,
            Step::Record => paths::appointment_record(id),
            Step::Move => paths::appointment_move(id),
            Step::CallOff => paths::appointment_call_off(id),
            Step::Correct => paths::appointment_correct(id),
        };
        let button = Button::link(step.words(), frame.onward(&href));
        let first = buttons.is_empty() && step != Step::Correct;
        buttons.push(if first { button } else { button.secondary() });
    }
    buttons
}

fn facts(model: &AppointmentPage, zone: &TimeZone) -> Html {
    let one = &model.line.appointment;
    let booking = &one.booking;
    let mut rows = vec![
        SummaryRow::new("When", say::when(one, zone)),
        SummaryRow::new("Where", booking.place.to_string()),
        SummaryRow::new("With", format!("{}, {}", model.line.with, model.line.agency)),
        SummaryRow::new(
            "Booked",
            format!("{}, {}", words::moment(booking.stamp.at, zone), model.names.account(booking.stamp.by)),
        ),
    ];
    rows.extend(booking.referral.map(|id| {
        SummaryRow::html(
            "Referral",
            Html::link(&paths::referral(id), "The referral that this is a session of"),
        )
    }));
    rows.extend(booking.replaces.map(|id| {
        SummaryRow::html("In place of", Html::link(&paths::appointment(id), "The appointment that was moved"))
    }));
    for (stamp, fact) in one.facts() {
        let by = format!("{}, {}", words::moment(stamp.at, zone), model.names.account(stamp.by));
        let said = Html::join([Html::paragraphs(&say::fact(fact)), Html::text(&by)], "");
        let what = if matches!(fact, Fact::Corrected(_)) { "Corrected" } else { "What became of it" };
        rows.push(SummaryRow::html(what, said));
    }
    Html::of(&SummaryList::new(rows).compact())
}

fn feedback(model: &AppointmentPage, zone: &TimeZone) -> Option<Card> {
    let line = model.feedback.as_ref()?;
    let given = &line.feedback;
    let mut rows = vec![
        SummaryRow::new("Engagement", given.engagement.words()),
        SummaryRow::new("Fit to the person’s need", given.fit.words()),
        SummaryRow::new("Progress", given.progress.words()),
        SummaryRow::new("Standard", given.standard.words()),
    ];
    rows.extend(
        line.words
            .as_ref()
            .map(|words| SummaryRow::html("About treatment", Html::paragraphs(words.words.as_str()))),
    );
    rows.push(SummaryRow::new("Given", format!("{}, {}", words::moment(given.stamp.at, zone), line.by)));
    Some(Card::new("Feedback", Html::of(&SummaryList::new(rows).compact())))
}

fn page(frame: Frame, model: &AppointmentPage, zone: &TimeZone) -> OnePage {
    let glance = &model.glance;
    OnePage {
        bar: bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks),
        state: say::state_tag(&model.line.appointment, model.today),
        warning: model
            .warning_unread
            .then(|| WarningText::new("Read the warning about risk on the referral before you meet.")),
        buttons: buttons(model, &frame),
        facts: Card::new("The appointment", facts(model, zone)),
        feedback: feedback(model, zone),
        withheld: (!model.withheld.is_empty()).then(|| Card {
            classes: "tc-card--withheld".into(),
            ..Card::new("What you cannot see here", withheld::list(&model.withheld, &model.names))
        }),
        frame,
    }
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(id): Id<AppointmentId>, Query(()): Query<()>) -> Answer {
    let model = app::appointments::open(cx.app(), cx.viewer(), id).await?;
    let frame = cx.frame(format!("Appointment of {}", model.person.called()));
    cx.show(&page(frame, &model, cx.app().london()))
}
