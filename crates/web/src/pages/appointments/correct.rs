//! What was recorded of an appointment is wrong: the same questions again, filled in as they were answered, and why.

use super::{
    record::{fields, typed_outcome},
    say,
};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, Html, SummaryList, SummaryRow},
    pages::{
        person::bar,
        plain_form::{Again, PlainForm, seen_field},
    },
    paths,
    words::{self, Said},
};
use app::{
    Refusal,
    appointments::{self, AppointmentPage, CorrectAttendance},
};
use domain::{appointment::Step, ids::AppointmentId};

fn page(cx: &WebCx, model: &AppointmentPage, typed: &Typed, errors: &Errors) -> PlainForm {
    let one = &model.line.appointment;
    let id = one.booking.id;
    let mut frame = cx.form_frame(format!("Correct the outcome for {}", model.person.called()), errors, &[]);
    frame.back = Some(BackLink::to(paths::appointment(id)));
    let again = Again { typed, errors };
    let recorded = one.outcome().map(|(stamp, outcome)| {
        let by = words::moment(stamp.at, cx.app().london());
        let rows = [
            SummaryRow::html("Recorded", Html::paragraphs(&say::outcome(outcome).join("\n"))),
            SummaryRow::new("By", format!("{}, {by}", model.names.account(stamp.by))),
        ];
        let kept = Html::literal(
            "<p class=\"govuk-body\">It stays on the record, with who corrected it and why. What followed from it is put \
             right as well.</p>",
        );
        Html::join([Html::of(&SummaryList::new(rows).compact()), kept], "")
    });
    let mut questions = fields(again);
    questions.push(again.prose(
        "why",
        "Why is it corrected?",
        "Kept with the record, for whoever reads it later.",
    ));
    PlainForm {
        bar: Some(bar::linked_bar(&model.person, model.today, None, &[])),
        intro: recorded.unwrap_or_default(),
        action: paths::appointment_correct(id),
        hidden: Html::join([frame.csrf_field(), seen_field(one.version())], ""),
        fields: questions,
        send: Button::submit("Correct the outcome"),
        frame,
    }
}

/// The form as it was answered before.
fn as_recorded(model: &AppointmentPage) -> Typed {
    let Some((_, outcome)) = model.line.appointment.outcome() else { return Typed::default() };
    let text =
        |words: &Option<domain::text::Prose>| words.as_ref().map(ToString::to_string).unwrap_or_default();
    Typed::default()
        .with("attendance", outcome.attendance.code())
        .with("not_held", outcome.not_held.map_or("", |whose| whose.code()))
        .with("reason_offered", text(&outcome.reason_offered))
        .with("behaviour", text(&outcome.behaviour))
        .with("concern", text(&outcome.concern))
}

/// Shows the form.
pub(crate) async fn get(cx: WebCx, Id(id): Id<AppointmentId>, Query(()): Query<()>) -> Answer {
    let model = appointments::open(cx.app(), cx.viewer(), id).await?;
    if !model.steps.contains(&Step::Correct) {
        return cx.go(paths::appointment(id));
    }
    let typed = cx.draft().await?.unwrap_or_else(|| as_recorded(&model));
    cx.show(&page(&cx, &model, &typed, &Errors::none()))
}

/// Corrects it. A session that took place after all leads on to the feedback that is due.
pub(crate) async fn post(cx: WebCx, Id(id): Id<AppointmentId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let right = typed_outcome(&mut check, &typed);
    let why = check.prose("why", typed.get("why"), "why it is corrected");
    let command = check.done(|| Some(CorrectAttendance { right: right?, why: why? }));
    let seen = typed.get("seen").parse().unwrap_or_default();
    let done = match command {
        Ok(command) => appointments::correct(cx.app(), cx.viewer(), id, seen, command).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(_) => {
            cx.forget_draft().await;
            cx.go_saying(paths::appointment(id), Said::AttendanceCorrected)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = appointments::open(cx.app(), cx.viewer(), id).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}
