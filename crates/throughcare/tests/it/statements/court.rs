//! The routes about the court's list, and the entries and people that they are about. A file is read in a task
//! of its own, the statements of which grow with its rows: its bench counts those.

use super::{
    scene::Scene,
    table::{Row, Way, Who},
};
use crate::town::{Part, Town};
use Verb::{Get, Post};
use Way::{Fill, Json, List, Open, Upload};
use app::court::{self, Decide, LoadList};
use domain::{
    hearing::{Deciding, Trigger},
    ids::{CourtEntryId, CourtFeedId, PersonId},
    text::Line,
};
use web::{
    Verb,
    paths::{self, api},
};

const L: Who = Who::Seat(Part::Liaison);
const LIAISON: Who = Who::Program(Part::Liaison);

/// The rows, gone through in order.
pub const ROWS: &[Row] = &[
    Row(Get, paths::COURT, L, Open(""), 10),
    Row(Get, paths::COURT_LOAD, L, Open(""), 1),
    Row(Post, paths::COURT_LOAD, L, Upload, 2),
    Row(Get, paths::COURT_LISTS, L, Open(""), 2),
    Row(Get, paths::COURT_LIST, L, Open(""), 3),
    Row(Get, paths::COURT_ENTRY, L, Open(""), 9),
    Row(Post, paths::COURT_ENTRY, L, Fill(&[("decision", "new"), ("reason", "Compared with the file")]), 9),
    Row(Get, paths::COURT_ENTRY_MOVE, L, Open(""), 15),
    Row(Post, paths::COURT_ENTRY_MOVE, L, Fill(&[("to", "REFERENCE"), ("reason", "A namesake")]), 31),
    Row(Get, paths::PERSON_HEARINGS, L, Open(""), 8),
    Row(Post, api::COURT_LISTS, LIAISON, List, 1),
    Row(Get, api::COURT_LIST, LIAISON, Open(""), 3),
    Row(Get, api::COURT_ENTRIES, LIAISON, Open("?day=2026-11-24"), 9),
    Row(Get, api::COURT_ENTRY, LIAISON, Open(""), 8),
    Row(
        Post,
        api::COURT_ENTRY_DECISIONS,
        LIAISON,
        Json(r#"{"decision":"new","reason":"Compared with the file"}"#),
        8,
    ),
    Row(Post, api::COURT_ENTRY_MOVE, LIAISON, Json(r#"{"to":"OTHER","reason":"A namesake"}"#), 16),
];

/// People of the court's rows.
#[derive(Debug, Clone)]
pub(super) struct Listed {
    /// On whose record the entries are.
    known: PersonId,
    /// To whom an entry is moved.
    pub(super) other: PersonId,
    /// That person's reference.
    pub(super) reference: String,
}

impl Scene {
    /// Puts `rows` entries on somebody's record, as many that are nobody's onto the same list, and loads it twice.
    pub(super) async fn list_at_court(&mut self, rows: usize) {
        let known = self.town.person_of(Part::Liaison, "Ivy", "Listed").await;
        let other = self.town.person_of(Part::Liaison, "Ivor", "Unlisted").await;
        let viewer = Town::viewer(Part::Liaison);
        let record = app::people::overview(&self.town.app, &viewer, other).await.expect("a record");
        self.listed = Some(Listed { known, other, reference: record.about.identity.reference });
        for number in 0..rows {
            let entry = self.one_entry().await.parse().expect("an id");
            self.attach(entry, known).await;
            if number % 2 == 0 {
                self.one_entry().await;
            }
        }
    }

    async fn attach(&self, entry: CourtEntryId, person: PersonId) {
        let (app, viewer) = (&self.town.app, Town::viewer(Part::Liaison));
        let (deciding, reason) = (Deciding::Attach(person), Line::new("Known here").expect("a line"));
        let command = Decide { entry, seen: 0, deciding, reason };
        court::decide(app, &viewer, command).await.expect("decided");
    }

    /// The id of what a route about the court's list is about, and how many decisions it has seen.
    pub(super) async fn at_court(&self, template: &str) -> Option<(String, i64)> {
        let listed = self.listed.clone()?;
        Some(match template {
            paths::COURT_ENTRY | api::COURT_ENTRY | api::COURT_ENTRY_DECISIONS => (self.one_entry().await, 0),
            paths::COURT_ENTRY_MOVE | api::COURT_ENTRY_MOVE => {
                let entry = self.one_entry().await;
                self.attach(entry.parse().expect("an id"), listed.known).await;
                (entry, 1)
            }
            paths::COURT_LIST | api::COURT_LIST => (self.loaded().await.to_string(), 1),
            paths::PERSON_HEARINGS => (listed.known.to_string(), 1),
            _ => return None,
        })
    }

    /// A list of one person whom nobody knows.
    pub(super) fn one_listed(&self) -> String {
        let number = self.town.app.id::<uuid::Uuid>().as_u128() % 99_999_999;
        let number = u32::try_from(number).expect("small");
        crate::court::libra(
            "24/11/2026",
            &[crate::court::row(number, &format!("Nobody{number}"), "01/01/1970")],
        )
    }

    async fn loaded(&self) -> CourtFeedId {
        let (app, viewer) = (&self.town.app, Town::viewer(Part::Liaison));
        let command = LoadList { trigger: Trigger::Weekly, file: None };
        let input = Box::new(std::io::Cursor::new(self.one_listed().into_bytes()));
        court::load(app, &viewer, command, input, None, &|_| ()).await.expect("loaded").line.feed.id
    }
}
