//! Giving a meeting another day or place; the former one stays in its history.

use super::setting::{self, Fields};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, Escaped, Frame, Html, Input, PersonBar, RadioItem, Radios},
    pages::person::bar,
    paths,
    words::Said,
};
use app::{
    Refusal,
    meetings::{self, OpenedMeeting},
};
use askama::Template;
use domain::{ids::MeetingId, meeting::Party};

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/meetings/shift.html")]
struct ShiftPage {
    frame: Frame,
    bar: PersonBar,
    hidden: Html,
    action: String,
    fields: Fields,
    asked_by: Radios,
    why: Input,
    save: Button,
}

/// The version that was shown, as a hidden field.
pub(super) fn seen(version: i64) -> Html {
    let version = version.to_string();
    Html::markup(format!("<input type=\"hidden\" name=\"seen\" value=\"{}\">", Escaped(&version)))
}

/// The version that a form was shown with; 0, which no meeting has, where it is missing.
pub(super) fn seen_of(typed: &Typed) -> i64 {
    typed.get("seen").parse().unwrap_or(0)
}

fn page(cx: &WebCx, model: &OpenedMeeting, typed: &Typed, errors: &Errors) -> ShiftPage {
    let id = model.meeting.occasion.id;
    let mut frame = cx.form_frame("Move the meeting", errors, &[("day", "day-day")]);
    frame.back = Some(BackLink::to(paths::meeting(id)));
    let glance = &model.glance;
    let parties = Party::ALL.iter().map(|one| RadioItem::new(one.code(), one.words()));
    let why = Input::text("why", "Why? (optional)").with_value(typed.get("why").to_owned());
    ShiftPage {
        bar: bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks),
        hidden: Html::join([frame.csrf_field(), seen(model.meeting.version())], ""),
        action: paths::meeting_move(id),
        fields: Fields::of(typed, errors),
        asked_by: Radios::new("asked_by", "Who asked for it?", parties)
            .with_value(typed.get("asked_by").to_owned())
            .with_error(errors.at("asked_by")),
        why: why.with_error(errors.at("why")),
        save: Button::submit("Move the meeting"),
        frame,
    }
}

/// Shows the form with the present place.
pub(crate) async fn get(cx: WebCx, Id(id): Id<MeetingId>, Query(()): Query<()>) -> Answer {
    let model = meetings::meeting(cx.app(), cx.viewer(), id).await?;
    let blank = Typed::default().with("place", model.meeting.setting().place.as_str());
    cx.show(&page(&cx, &model, &blank, &Errors::none()))
}

/// Moves the meeting.
pub(crate) async fn post(cx: WebCx, Id(id): Id<MeetingId>, typed: Typed) -> Answer {
    match save(&cx, id, &typed).await {
        Ok(()) => cx.go_saying(paths::meeting(id), Said::MeetingMoved),
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = meetings::meeting(cx.app(), cx.viewer(), id).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}

async fn save(cx: &WebCx, id: MeetingId, typed: &Typed) -> Result<(), Refusal> {
    let mut check = Check::default();
    let to = setting::read(typed, cx.app().london(), &mut check);
    let asked_by = check.code("asked_by", typed.get("asked_by"), Party::from_code, "Select who asked for it");
    let why = check.optional_line("why", typed.get("why"), "the reason");
    let (to, asked_by) = check.done(|| Some((to?, asked_by?))).map_err(Refusal::Invalid)?;
    meetings::shift(cx.app(), cx.viewer(), id, seen_of(typed), to, asked_by, why).await.map(drop)
}
