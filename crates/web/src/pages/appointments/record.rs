//! What became of an appointment: two clicks where the person came, a little more where they did not.

use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, Html, RadioItem},
    pages::{
        person::bar,
        plain_form::{Again, PlainForm, options, seen_field},
    },
    paths,
    words::Said,
};
use app::{
    Refusal,
    appointments::{self, AppointmentPage, RecordAttendance},
};
use domain::{
    appointment::{Attendance, NotHeld, Step},
    ids::AppointmentId,
};

fn page(cx: &WebCx, model: &AppointmentPage, typed: &Typed, errors: &Errors) -> PlainForm {
    let id = model.line.appointment.booking.id;
    let title = format!("Record attendance of {}", model.person.called());
    let mut frame = cx.form_frame(title, errors, &[]);
    frame.back = Some(BackLink::to(paths::appointment(id)));
    let again = Again { typed, errors };
    PlainForm {
        bar: Some(bar::linked_bar(&model.person, model.today, None, &[])),
        intro: Html::default(),
        action: paths::appointment_record(id),
        hidden: Html::join([frame.csrf_field(), seen_field(model.line.appointment.version())], ""),
        fields: fields(again),
        send: Button::submit("Record"),
        frame,
    }
}

/// The questions about what became of it.
pub(super) fn fields(again: Again<'_>) -> Vec<Html> {
    let mut why_not = options!(NotHeld);
    why_not.push(RadioItem::divider("or"));
    why_not.push(RadioItem::new("", "It took place, or nobody knows why the person stayed away"));
    let read = "Whoever supervises reads this.";
    vec![
        again.radios("attendance", "Did the person come?", options!(Attendance)),
        again.radios("not_held", "If no session took place, on whose side was the reason?", why_not),
        again.prose(
            "reason_offered",
            "Which reason did the person offer? (optional)",
            "Whoever supervises reads this and decides whether it is acceptable.",
        ),
        again.prose("behaviour", "Behaviour worth telling (optional)", read),
        again.prose("concern", "A concern about safety or risk (optional)", read),
    ]
}

/// What became of it, as it was typed.
pub(super) fn typed_outcome(check: &mut Check, typed: &Typed) -> Option<RecordAttendance> {
    let attendance = check.code(
        "attendance",
        typed.get("attendance"),
        Attendance::from_code,
        "Select whether the person came",
    );
    let not_held = match typed.get("not_held") {
        "" => None,
        code => check.code("not_held", code, NotHeld::from_code, "Select on whose side the reason was"),
    };
    let reason_offered =
        check.optional_prose("reason_offered", typed.get("reason_offered"), "the reason offered");
    let behaviour = check.optional_prose("behaviour", typed.get("behaviour"), "the behaviour");
    let concern = check.optional_prose("concern", typed.get("concern"), "the concern");
    Some(RecordAttendance { attendance: attendance?, not_held, reason_offered, behaviour, concern })
}

/// Shows the form.
pub(crate) async fn get(cx: WebCx, Id(id): Id<AppointmentId>, Query(()): Query<()>) -> Answer {
    let model = appointments::open(cx.app(), cx.viewer(), id).await?;
    if !model.steps.contains(&Step::Record) {
        return cx.go(paths::appointment(id));
    }
    let draft = cx.draft().await?;
    cx.show(&page(&cx, &model, &draft.unwrap_or_default(), &Errors::none()))
}

/// Records it. A session of a service leads on to the feedback that is due.
pub(crate) async fn post(cx: WebCx, Id(id): Id<AppointmentId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let command = typed_outcome(&mut check, &typed);
    let command = check.done(|| command);
    let seen = typed.get("seen").parse().unwrap_or_default();
    let done = match command {
        Ok(command) => appointments::record(cx.app(), cx.viewer(), id, seen, command).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(one) => {
            cx.forget_draft().await;
            if one.state().took_place() && one.booking.referral.is_some() {
                cx.go_on_saying(paths::appointment_feedback(id), Said::AttendanceRecorded)
            } else {
                cx.go_saying(paths::appointment(id), Said::AttendanceRecorded)
            }
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = appointments::open(cx.app(), cx.viewer(), id).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}
