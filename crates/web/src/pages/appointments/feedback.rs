//! The routine form after a session.

use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, Html, InsetText},
    pages::{
        person::bar,
        plain_form::{Again, PlainForm, options},
    },
    paths,
    words::Said,
};
use app::{
    Refusal,
    appointments::{self, AppointmentPage, GiveFeedback},
};
use domain::{
    feedback::{Engagement, Fit, Progress, Standard},
    ids::AppointmentId,
};

fn page(cx: &WebCx, model: &AppointmentPage, typed: &Typed, errors: &Errors) -> PlainForm {
    let id = model.line.appointment.booking.id;
    let title = format!("Feedback on the session of {}", model.person.called());
    let mut frame = cx.form_frame(title, errors, &[]);
    frame.back = Some(BackLink::to(paths::appointment(id)));
    let again = Again { typed, errors };
    let shared = InsetText {
        html: Html::paragraphs(
            "Whoever supervises sees attendance and these four answers the moment you save. Words about treatment stay with those who treat.",
        ),
        ..InsetText::default()
    };
    PlainForm {
        bar: Some(bar::linked_bar(&model.person, model.today, None, &[])),
        intro: Html::of(&shared),
        action: paths::appointment_feedback(id),
        hidden: frame.csrf_field(),
        fields: vec![
            again.radios("engagement", "How far did the person take part?", options!(Engagement)),
            again.radios("fit", "Does the service fit the person’s need?", options!(Fit)),
            again.radios("progress", "Progress", options!(Progress)),
            again.radios(
                "standard",
                "Was the session to the standard of the specification?",
                options!(Standard),
            ),
            again.prose(
                "words",
                "About treatment (optional)",
                "Seen by those who treat, and by nobody else.",
            ),
        ],
        send: Button::submit("Save feedback"),
        frame,
    }
}

/// Shows the form.
pub(crate) async fn get(cx: WebCx, Id(id): Id<AppointmentId>, Query(()): Query<()>) -> Answer {
    let model = appointments::open(cx.app(), cx.viewer(), id).await?;
    if !model.may_give_feedback {
        return cx.go(paths::appointment(id));
    }
    let draft = cx.draft().await?;
    cx.show(&page(&cx, &model, &draft.unwrap_or_default(), &Errors::none()))
}

/// Saves it.
pub(crate) async fn post(cx: WebCx, Id(id): Id<AppointmentId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let engagement = check.code(
        "engagement",
        typed.get("engagement"),
        Engagement::from_code,
        "Select how far the person took part",
    );
    let fit = check.code("fit", typed.get("fit"), Fit::from_code, "Select whether the service fits");
    let progress = check.code("progress", typed.get("progress"), Progress::from_code, "Select the progress");
    let standard = check.code(
        "standard",
        typed.get("standard"),
        Standard::from_code,
        "Select whether the session was to the standard",
    );
    let words = check.optional_prose("words", typed.get("words"), "what you say about treatment");
    let command = check.done(|| {
        Some(GiveFeedback {
            engagement: engagement?,
            fit: fit?,
            progress: progress?,
            standard: standard?,
            words,
        })
    });
    let done = match command {
        Ok(command) => appointments::give_feedback(cx.app(), cx.viewer(), id, command).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(_) => {
            cx.forget_draft().await;
            cx.go_saying(paths::appointment(id), Said::FeedbackGiven)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = appointments::open(cx.app(), cx.viewer(), id).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}
