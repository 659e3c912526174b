//! What opens a record for a while: questions, one-off disclosures, emergencies, the room of a meeting.

mod ask;
mod disclose;
mod disclosure;
mod emergencies;
mod emergency;
mod list;
mod question;
mod room;

pub(crate) use emergencies::to_review_card;

use crate::{
    kit::{BackLink, Button, CheckboxItem, Frame, Html, Tag, Tone},
    pages::{person::bar, plain_form::PlainForm},
    paths,
    router::{Access, Route},
};
use app::people::Glance;
use domain::{one_off::DisclosureState, person::Identity, question::QuestionState, section::Section};
use gate::Action;

/// The routes about openings.
pub(crate) fn routes() -> Vec<Route> {
    let may = Access::May;
    let (asks, answers) = (may(Action::AskQuestion), may(Action::ReplyToQuestion));
    let (decides, reviews) = (may(Action::DiscloseOnce), may(Action::ReviewEmergency));
    let (opens, meets) = (may(Action::OpenInEmergency), may(Action::OpenInMeeting));
    vec![
        Route::page(paths::PERSON_OPENINGS, Access::SignedIn, list::get),
        Route::page(paths::PERSON_ASK, asks, ask::get),
        Route::form(paths::PERSON_ASK, asks, ask::post),
        Route::page(paths::QUESTION, Access::SignedIn, question::get),
        Route::page(paths::QUESTION_ANSWER, answers, question::get_answer),
        Route::form(paths::QUESTION_ANSWER, answers, question::post_answer),
        Route::page(paths::PERSON_DISCLOSE, decides, disclose::get),
        Route::form(paths::PERSON_DISCLOSE, decides, disclose::post),
        Route::page(paths::DISCLOSURE, Access::SignedIn, disclosure::get),
        Route::page(paths::DISCLOSURE_STEP, decides, disclosure::get_step),
        Route::form(paths::DISCLOSURE_STEP, decides, disclosure::post_step),
        Route::page(paths::PERSON_EMERGENCY, opens, emergency::get),
        Route::form(paths::PERSON_EMERGENCY, opens, emergency::post),
        Route::page(paths::EMERGENCIES, reviews, emergencies::get),
        Route::page(paths::EMERGENCY, Access::SignedIn, emergencies::get_one),
        Route::form(paths::EMERGENCY, opens, emergencies::post_end),
        Route::page(paths::EMERGENCY_REVIEW, reviews, emergencies::get_review),
        Route::form(paths::EMERGENCY_REVIEW, reviews, emergencies::post_review),
        Route::page(paths::MEETING_ROOM, meets, room::get),
        Route::form(paths::MEETING_ROOM, meets, room::post),
    ]
}

fn question_tag(state: QuestionState) -> Tag {
    let tone = match state {
        QuestionState::Waiting => Tone::Soon,
        QuestionState::Answered => Tone::Good,
        QuestionState::Declined => Tone::Quiet,
    };
    Tag::new(state.words(), tone)
}

fn disclosure_tag(state: DisclosureState) -> Tag {
    let tone = match state {
        DisclosureState::NeedsSecond => Tone::Soon,
        DisclosureState::Made => Tone::Active,
        DisclosureState::Refused | DisclosureState::Ended => Tone::Quiet,
    };
    Tag::new(state.words(), tone)
}

/// Sections as boxes to tick.
fn boxes(sections: &[Section]) -> Vec<CheckboxItem> {
    sections.iter().map(|one| CheckboxItem::new(one.code(), one.words())).collect()
}

fn in_words(sections: &[Section]) -> String {
    if sections.is_empty() {
        return "nothing".to_owned();
    }
    sections.iter().map(|section| section.words()).collect::<Vec<_>>().join(", ")
}

/// The sections that were ticked; what is no section is as if it were another one that may not be opened.
fn ticked<'a>(codes: impl Iterator<Item = &'a str>) -> Vec<Section> {
    codes.map(|code| Section::from_code(code).unwrap_or(Section::Privilege)).collect()
}

/// A form about a person: below their bar, back to where it is listed.
fn form(
    mut frame: Frame,
    (person, glance): (&Identity, &Glance),
    back: String,
    (action, send): (String, &'static str),
    (intro, hidden, fields): (Html, Html, Vec<Html>),
) -> PlainForm {
    frame.back = Some(BackLink::to(back));
    PlainForm {
        bar: Some(bar::linked_bar(person, glance.today, glance.order.as_ref(), &glance.risks)),
        intro,
        action,
        hidden,
        fields,
        send: Button::submit(send),
        frame,
    }
}
