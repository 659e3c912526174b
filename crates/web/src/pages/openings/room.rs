//! The room of a meeting: who is in it and what they brought; signing in, and leaving.

use super::{boxes, form, in_words, ticked};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Errors, Query, Typed},
    kit::{Html, InsetText, RadioItem, Table},
    pages::plain_form::{Again, PlainForm},
    paths, words,
    words::Said,
};
use app::openings::{self, MeetingRoom};
use domain::ids::MeetingId;

fn page(cx: &WebCx, model: &MeetingRoom, typed: &Typed, errors: &Errors) -> PlainForm {
    let frame = cx.form_frame("In the meeting", errors, &[]);
    let hidden = frame.csrf_field();
    let again = Again { typed, errors };
    let id = model.meeting.occasion.id;
    let rows = model.present.iter().map(|(account, agency, sections)| {
        vec![
            model.names.account(*account).into(),
            model.names.agency(*agency).into(),
            in_words(sections).into(),
        ]
    });
    let present = if model.present.is_empty() {
        Html::paragraphs("Nobody is signed in to this meeting.")
    } else {
        Html::of(&Table::new("Who is signed in", ["Who", "Agency", "Opened to the others"], rows).dense())
    };
    let said = "Those who are signed in read what the others have brought of their own agency’s part. It closes when they leave, when the meeting is recorded or called off, and by itself after a few hours.";
    let (fields, send) = if let Some(until) = model.until {
        let until = words::moment(until, cx.app().london());
        let stays = format!("You are signed in until {until}.");
        (vec![Html::paragraphs(&stays), step(again, "leave", "Leave the meeting")], "Leave")
    } else if model.open {
        let bring = again.boxes(
            "sections",
            "What do you bring of your agency’s part?",
            "You may bring nothing, and read what the others brought.",
            boxes(&model.sections),
        );
        (vec![bring, step(again, "enter", "Sign in to the meeting")], "Sign in to the meeting")
    } else {
        let closed = "One signs in on the day of the meeting, before it is recorded.";
        (
            vec![Html::paragraphs(closed), step(again, "enter", "Sign in to the meeting")],
            "Sign in to the meeting",
        )
    };
    let intro = Html::join([Html::of(&InsetText::new(said)), present], "");
    let action = (paths::meeting_room(id), send);
    form(frame, (&model.person, &model.glance), paths::meeting(id), action, (intro, hidden, fields))
}

/// What the form does, said by the form itself.
fn step(again: Again<'_>, value: &'static str, words: &'static str) -> Html {
    let chosen = again.typed.clone().with("step", value);
    Again { typed: &chosen, errors: again.errors }.radios(
        "step",
        "What do you do?",
        vec![RadioItem::new(value, words)],
    )
}

/// Shows the room.
pub(crate) async fn get(cx: WebCx, Id(id): Id<MeetingId>, Query(()): Query<()>) -> Answer {
    let model = openings::meeting_room(cx.app(), cx.viewer(), id).await?;
    cx.show(&page(&cx, &model, &Typed::default(), &Errors::none()))
}

/// Signs in, or leaves.
pub(crate) async fn post(cx: WebCx, Id(id): Id<MeetingId>, typed: Typed) -> Answer {
    let leaves = typed.get("step") == "leave";
    let done = if leaves {
        openings::leave_meeting(cx.app(), cx.viewer(), id).await
    } else {
        openings::enter_meeting(cx.app(), cx.viewer(), id, ticked(typed.all("sections"))).await
    };
    match done {
        Ok(()) => {
            let said = if leaves { Said::RoomLeft } else { Said::RoomEntered };
            cx.go_saying(paths::meeting_room(id), said)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = openings::meeting_room(cx.app(), cx.viewer(), id).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}
