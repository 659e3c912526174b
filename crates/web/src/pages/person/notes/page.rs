//! Notes, whole.

use crate::{
    form::past,
    kit::{BackLink, Button, Frame, PageLink, Pagination, PersonBar, Text},
    pages::person::{bar, notes_list::NotesList},
    paths,
};
use app::{people::NotesPart, ports::Place};
use askama::Template;
use jiff::tz::TimeZone;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/person/notes.html")]
pub(crate) struct NotesPage {
    frame: Frame,
    bar: PersonBar,
    heading: Text,
    add: Option<Button>,
    notes: NotesList,
    paging: Pagination,
}

impl NotesPage {
    /// The page of what the gate opened; `later` when it does not begin with the newest.
    pub(crate) fn of(frame: Frame, model: &NotesPart, later: bool, zone: &TimeZone) -> Self {
        let person = model.person.person;
        let here = paths::person_notes(person);
        let notes = NotesList::whole(&model.notes, model.may_move, zone);
        let last = model.notes.get(notes.notes.len().saturating_sub(1));
        let rest = model.more || notes.notes.len() < model.notes.len();
        let next = last.filter(|_| rest).map(|line| {
            let place = Place { at: line.note.stamp.at, id: line.note.id.0 };
            PageLink {
                text: "Older notes".into(),
                ..PageLink::to(paths::with_query(&here, &[("cursor", &past(place))]))
            }
        });
        let previous = later.then(|| PageLink { text: "Newest notes".into(), ..PageLink::to(here) });
        let back = BackLink { text: "Back to the overview".into(), ..BackLink::to(paths::person(person)) };
        Self {
            bar: bar::linked_bar(
                &model.person,
                model.glance.today,
                model.glance.order.as_ref(),
                &model.glance.risks,
            ),
            heading: "Notes".into(),
            add: model.may_add.then(|| Button::link("Add a note", paths::person_note(person))),
            notes,
            paging: Pagination { previous, next, ..Pagination::default() },
            frame: Frame { back: Some(back), ..frame },
        }
    }
}
