//! Notes as a person's pages show them: cut short on the overview, whole on their own page.

use crate::{form::past, html_safe, kit::Html, paths, words};
use app::{people::NoteLine, ports::Place};
use askama::Template;
use domain::ids::AgencyId;
use jiff::tz::TimeZone;
use uuid::Uuid;

/// Characters of a note on a page that has other things to show.
const SHORT: usize = 400;
/// Bytes of markup for notes on one page, so that the page stays small whatever was written.
const PAGE: usize = 40_000;

/// Some notes.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/person/notes_list.html")]
pub(crate) struct NotesList {
    pub(crate) notes: Vec<ShownNote>,
}

html_safe!(NotesList);

/// One note.
#[derive(Debug, Clone)]
pub(crate) struct ShownNote {
    datetime: String,
    when: String,
    by: String,
    agency: String,
    text: Html,
    whole: Option<String>,
    /// Where it is moved, if it is on the wrong person's record.
    shift: Option<String>,
    /// What was put right since: when, and the words.
    corrections: Vec<(String, Html)>,
}

impl NotesList {
    /// The first `most`, each cut where it is long, with the way to the whole of it.
    pub(crate) fn short(notes: &[NoteLine], most: usize, zone: &TimeZone) -> Self {
        let shown = notes.iter().take(most).map(|line| {
            let text = line.note.text.as_str();
            match cut(text) {
                Some(start) => ShownNote {
                    text: Html::paragraphs(&format!("{start}…")),
                    whole: Some(address_of(line)),
                    ..whole(line, zone)
                },
                None => whole(line, zone),
            }
        });
        Self { notes: shown.collect() }
    }

    /// As many as fit on one page, whole; the first always. Those of `own` can be moved to the right person.
    pub(crate) fn whole(notes: &[NoteLine], own: Option<AgencyId>, zone: &TimeZone) -> Self {
        let mut left = PAGE;
        let mut shown: Vec<ShownNote> = Vec::new();
        for line in notes {
            let mut note = whole(line, zone);
            note.shift = own.filter(|own| *own == line.note.stamp.agency).map(|_| {
                let which = line.note.id.to_string();
                paths::with_query(&paths::note_move(line.note.person), &[("note", &which)])
            });
            let size = note.text.as_str().len();
            if size > left && !shown.is_empty() {
                break;
            }
            left = left.saturating_sub(size);
            shown.push(note);
        }
        Self { notes: shown }
    }
}

fn whole(line: &NoteLine, zone: &TimeZone) -> ShownNote {
    ShownNote {
        datetime: line.note.stamp.at.to_string(),
        when: words::moment(line.note.stamp.at, zone),
        by: line.by.clone(),
        agency: line.agency.clone(),
        text: Html::paragraphs(line.note.text.as_str()),
        whole: None,
        shift: None,
        corrections: line
            .corrections
            .iter()
            .map(|one| (words::moment(one.stamp.at, zone), Html::paragraphs(one.words.as_str())))
            .collect(),
    }
}

/// The page of notes that begins with this one.
fn address_of(line: &NoteLine) -> String {
    let next = Uuid::from_u128(line.note.id.0.as_u128().saturating_add(1));
    let before = past(Place { at: line.note.stamp.at, id: next });
    paths::with_query(&paths::person_notes(line.note.person), &[("cursor", &before)])
}

/// The start of a long text, at a space where there is one near; `None` for a text that is short enough.
fn cut(text: &str) -> Option<&str> {
    let (end, _) = text.char_indices().nth(SHORT)?;
    let start = text.get(..end)?;
    let word = start.rfind(char::is_whitespace).filter(|at| *at > SHORT / 2).unwrap_or(end);
    start.get(..word)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::form::Cursor;
    use domain::{
        ids::{AccountId, AgencyId, NoteId, PersonId},
        note::Note,
        section::Section,
        stamp::Stamp,
        text::Prose,
    };
    use jiff::Timestamp;

    pub(crate) fn note(text: &str) -> NoteLine {
        let stamp = Stamp {
            at: Timestamp::from_second(1_795_500_000).unwrap(),
            by: AccountId(Uuid::nil()),
            agency: AgencyId(Uuid::nil()),
        };
        let text = Prose::new(text).unwrap();
        let (id, person) = (NoteId(Uuid::nil()), PersonId(Uuid::from_u128(7)));
        NoteLine {
            note: Note { id, person, section: Section::Notes, text, stamp },
            by: "P. Shah".into(),
            agency: "Northmoor Probation".into(),
            corrections: vec![],
        }
    }

    #[test]
    fn a_long_note_is_cut_at_a_word_and_leads_to_the_whole() {
        let html = NotesList::short(&[note(&"word ".repeat(200))], 5, &TimeZone::UTC).to_string();
        assert!(html.contains("word…") && html.contains("Read the whole note"), "{html}");
        let start = "/people/00000000-0000-0000-0000-000000000007/notes?cursor=";
        let cursor = html.split_once(start).and_then(|(_, rest)| rest.split('"').next()).unwrap();
        let place = Cursor::read(cursor).and_then(|cursor| cursor.place()).unwrap();
        assert_eq!((place.at.as_second(), place.id), (1_795_500_000, Uuid::from_u128(1)));
        let short = NotesList::short(&[note("Came on time.")], 5, &TimeZone::UTC).to_string();
        assert!(short.contains("Came on time.") && !short.contains("whole note"));
    }

    #[test]
    fn one_note_of_any_length_is_shown_and_the_page_stays_small() {
        let long = note(&"<".repeat(12_000));
        assert_eq!(NotesList::whole(&[long.clone(), long.clone()], None, &TimeZone::UTC).notes.len(), 1);
        let short = note("x");
        assert_eq!(
            NotesList::whole(&[short.clone(), short.clone(), long], None, &TimeZone::UTC).notes.len(),
            2
        );
    }

    #[test]
    fn a_text_without_spaces_is_cut_between_characters() {
        assert_eq!(cut(&"🙂".repeat(500)).map(|s| s.chars().count()), Some(SHORT));
        assert_eq!(cut("short"), None);
    }
}
