//! Booking an appointment, moving one, calling one off.

use super::slot;
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, Html, Label, RadioItem, Select, SelectItem},
    pages::{
        person::bar,
        plain_form::{Again, PlainForm, options, seen_field},
    },
    paths,
    words::Said,
};
use app::{
    Refusal,
    appointments::{self, AppointmentPage, Appointments, BookAppointment, MoveAppointment},
};
use domain::{
    appointment::{AskedBy, Step},
    ids::{AccountId, AppointmentId, PersonId, ReferralId},
};

/// Who at the agency can hold an appointment.
type Staff = [(AccountId, String)];

fn page(cx: &WebCx, model: &Appointments, staff: &Staff, typed: &Typed, errors: &Errors) -> PlainForm {
    let person = model.person.person;
    let title = format!("Book an appointment with {}", model.person.called());
    let mut frame = cx.form_frame(title, errors, &slot::FOCUS);
    frame.back = Some(BackLink::to(paths::person_appointments(person)));
    let again = Again { typed, errors };
    let mut fields = vec![slot::other(again, false), slot::minutes(again)];
    if !model.referrals.is_empty() {
        let typed = match (typed.has("referral"), model.referrals.first()) {
            (false, Some((first, _))) => typed.clone().with("referral", first.request.id.to_string()),
            _ => typed.clone(),
        };
        let of = model.referrals.iter().map(|(one, service)| {
            RadioItem::new(one.request.id.to_string(), format!("{service}, {}", one.request.reference))
        });
        let items = of.chain([RadioItem::divider("or"), RadioItem::new("none", "Of no referral")]).collect();
        fields.push(Again { typed: &typed, errors }.radios(
            "referral",
            "Of which referral is it a session?",
            items,
        ));
    }
    let own = cx.signed.account.id;
    let others = staff.iter().filter(|(id, _)| *id != own);
    let others = others.map(|(id, name)| SelectItem::new(id.to_string(), name.clone()));
    let with = Select {
        value: typed.get("with").to_owned().into(),
        label: Label::text("Who holds it?").strong(),
        ..Select::new("with", "Who holds it?", [SelectItem::new("", "I do")].into_iter().chain(others))
    };
    fields.push(Html::of(&with.with_error(errors.at("with"))));
    let glance = &model.glance;
    PlainForm {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        intro: Html::default(),
        action: paths::appointment_new(person),
        hidden: cx.hidden(&frame, typed, errors),
        fields,
        send: Button::submit("Book the appointment"),
        frame,
    }
}

/// Shows the form.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = appointments::of_person(cx.app(), cx.viewer(), person).await?;
    let staff = appointments::colleagues(cx.app(), cx.viewer()).await?;
    let draft = cx.draft().await?;
    cx.show(&page(&cx, &model, &staff, &draft.unwrap_or_default(), &Errors::none()))
}

/// Books it.
pub(crate) async fn post(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let slot = slot::read(&typed, &mut check);
    let referral: Option<ReferralId> = match typed.get("referral") {
        "none" => None,
        text => check.optional_id("referral", text, "Select a referral"),
    };
    let with = check.optional_id("with", typed.get("with"), "Select a colleague of your agency");
    let done = match check.done(|| slot) {
        Ok(slot) => {
            let command = BookAppointment { person, slot, referral, with };
            appointments::book(cx.app(), cx.viewer(), command, cx.once(&typed).as_ref()).await
        }
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(_) => {
            cx.forget_draft().await;
            cx.go_saying(paths::person_appointments(person), Said::AppointmentBooked)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = appointments::of_person(cx.app(), cx.viewer(), person).await?;
            let staff = appointments::colleagues(cx.app(), cx.viewer()).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &staff, &typed, &errors))
        }
    }
}

/// Which of the two forms that end an appointment before its day.
#[derive(Clone, Copy)]
enum Ending {
    Move,
    CallOff,
}

fn ending(cx: &WebCx, model: &AppointmentPage, which: Ending, typed: &Typed, errors: &Errors) -> PlainForm {
    let id = model.line.appointment.booking.id;
    let called = model.person.called();
    let (title, action, button) = match which {
        Ending::Move => {
            (format!("Move the appointment of {called}"), paths::appointment_move(id), "Move the appointment")
        }
        Ending::CallOff => (
            format!("Call off the appointment of {called}"),
            paths::appointment_call_off(id),
            "Call the appointment off",
        ),
    };
    let mut frame = cx.form_frame(title, errors, &slot::FOCUS);
    frame.back = Some(BackLink::to(paths::appointment(id)));
    let again = Again { typed, errors };
    let mut fields = vec![
        again.radios("asked_by", "Who asked?", options!(AskedBy)),
        again.prose("why", "Why?", "The old appointment is kept, with this reason."),
    ];
    if matches!(which, Ending::Move) {
        fields.push(slot::other(again, false));
        fields.push(slot::minutes(again));
    }
    PlainForm {
        bar: Some(bar::linked_bar(&model.person, model.today, None, &[])),
        intro: Html::default(),
        action,
        hidden: Html::join([frame.csrf_field(), seen_field(model.line.appointment.version())], ""),
        fields,
        send: Button::submit(button),
        frame,
    }
}

async fn show(cx: WebCx, id: AppointmentId, which: Ending, step: Step) -> Answer {
    let model = appointments::open(cx.app(), cx.viewer(), id).await?;
    if !model.steps.contains(&step) {
        return cx.go(paths::appointment(id));
    }
    let draft = cx.draft().await?;
    cx.show(&ending(&cx, &model, which, &draft.unwrap_or_default(), &Errors::none()))
}

/// Shows the form for another time.
pub(crate) async fn get_move(cx: WebCx, Id(id): Id<AppointmentId>, Query(()): Query<()>) -> Answer {
    show(cx, id, Ending::Move, Step::Move).await
}

/// Shows the form for calling off.
pub(crate) async fn get_call_off(cx: WebCx, Id(id): Id<AppointmentId>, Query(()): Query<()>) -> Answer {
    show(cx, id, Ending::CallOff, Step::CallOff).await
}

async fn again(cx: &WebCx, id: AppointmentId, which: Ending, typed: &Typed, refusal: Refusal) -> Answer {
    let errors = cx.mend(refusal)?;
    let model = appointments::open(cx.app(), cx.viewer(), id).await?;
    cx.show_as(errors.status(), &ending(cx, &model, which, typed, &errors))
}

fn seen(typed: &Typed) -> i64 {
    typed.get("seen").parse().unwrap_or_default()
}

/// Moves it.
pub(crate) async fn post_move(cx: WebCx, Id(id): Id<AppointmentId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let asked_by = check.code("asked_by", typed.get("asked_by"), AskedBy::from_code, "Select who asked");
    let why = check.prose("why", typed.get("why"), "why it is moved");
    let slot = slot::read(&typed, &mut check);
    let done = match check.done(|| Some(MoveAppointment { asked_by: asked_by?, why: why?, slot: slot? })) {
        Ok(command) => appointments::move_to(cx.app(), cx.viewer(), id, seen(&typed), command).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(to) => {
            cx.forget_draft().await;
            cx.go_saying(paths::appointment(to), Said::AppointmentMoved)
        }
        Err(refusal) => again(&cx, id, Ending::Move, &typed, refusal).await,
    }
}

/// Calls it off.
pub(crate) async fn post_call_off(cx: WebCx, Id(id): Id<AppointmentId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let asked_by = check.code("asked_by", typed.get("asked_by"), AskedBy::from_code, "Select who asked");
    let why = check.prose("why", typed.get("why"), "why it is called off");
    let done = match check.done(|| Some((asked_by?, why?))) {
        Ok((asked_by, why)) => {
            appointments::call_off(cx.app(), cx.viewer(), id, seen(&typed), asked_by, why).await
        }
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(()) => {
            cx.forget_draft().await;
            cx.go_saying(paths::appointment(id), Said::AppointmentCalledOff)
        }
        Err(refusal) => again(&cx, id, Ending::CallOff, &typed, refusal).await,
    }
}
