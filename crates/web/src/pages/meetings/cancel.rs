//! Calling a meeting off.

use super::shift::{seen, seen_of};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, Frame, Html, Input, PersonBar},
    pages::person::bar,
    paths,
    words::Said,
};
use app::{
    Refusal,
    meetings::{self, OpenedMeeting},
};
use askama::Template;
use domain::ids::MeetingId;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/meetings/cancel.html")]
struct CancelPage {
    frame: Frame,
    bar: PersonBar,
    hidden: Html,
    action: String,
    why: Input,
    save: Button,
}

fn page(cx: &WebCx, model: &OpenedMeeting, typed: &Typed, errors: &Errors) -> CancelPage {
    let id = model.meeting.occasion.id;
    let mut frame = cx.form_frame("Call off the meeting", errors, &[]);
    frame.back = Some(BackLink::to(paths::meeting(id)));
    let glance = &model.glance;
    let why = Input::text("why", "Why is it called off?").with_value(typed.get("why").to_owned());
    CancelPage {
        bar: bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks),
        hidden: Html::join([frame.csrf_field(), seen(model.meeting.version())], ""),
        action: paths::meeting_cancel(id),
        why: why.with_hint("What was due stays due: arrange another.").with_error(errors.at("why")),
        save: Button::submit("Call off the meeting"),
        frame,
    }
}

/// Shows the form.
pub(crate) async fn get(cx: WebCx, Id(id): Id<MeetingId>, Query(()): Query<()>) -> Answer {
    let model = meetings::meeting(cx.app(), cx.viewer(), id).await?;
    cx.show(&page(&cx, &model, &Typed::default(), &Errors::none()))
}

/// Calls it off.
pub(crate) async fn post(cx: WebCx, Id(id): Id<MeetingId>, typed: Typed) -> Answer {
    match save(&cx, id, &typed).await {
        Ok(()) => cx.go_saying(paths::meeting(id), Said::MeetingCancelled),
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = meetings::meeting(cx.app(), cx.viewer(), id).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}

async fn save(cx: &WebCx, id: MeetingId, typed: &Typed) -> Result<(), Refusal> {
    let mut check = Check::default();
    let why = check.line("why", typed.get("why"), "why it is called off");
    let why = check.done(|| why).map_err(Refusal::Invalid)?;
    meetings::cancel(cx.app(), cx.viewer(), id, seen_of(typed), why).await.map(drop)
}
