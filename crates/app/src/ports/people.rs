//! People: identity, contact, orders, needs, risk, notes and who works with them.

use super::{Place, Stored};
use async_trait::async_trait;
use domain::{
    ids::{AccountId, NoteId, PersonId},
    involvement::Involvement,
    note::{Note, NoteMove},
    order::Order,
    pathway::Need,
    person::{Communication, Contact, Identity},
    risk::RiskFlag,
};
use gate::{Circumstances, ListFilter, Sealed, Standing, Viewer};
use jiff::{Timestamp, civil::Date};
use std::collections::HashMap;

/// A search for people: all words must be found, each as the beginning of one of the person's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchQuery {
    /// Folded words ([`crate::search::tokens`]), one at least.
    pub words: Vec<String>,
    /// Date of birth, if it must match.
    pub born: Option<Date>,
    /// Cursor: the matched word and person of the last row seen.
    pub after: Option<(String, PersonId)>,
    /// Rows at most.
    pub limit: u32,
}

/// A search for people by where they live.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostcodeQuery {
    /// Postcodes in capitals from this one on, up to before that one.
    pub codes: (String, String),
    /// Folded words that must be found too, each as the beginning of one of the person's words; perhaps none.
    pub names: Vec<String>,
    /// Date of birth, if it must match.
    pub born: Option<Date>,
    /// The folded word under which others are found by what was typed as it stands: those are left out here.
    pub typed: String,
    /// Rows at most.
    pub limit: u32,
}

/// Somebody at a postcode: as lists name them, and the postcode that an agency recorded, both still sealed.
pub struct AtPostcode {
    /// Who.
    pub listed: Listed,
    /// The postcode, and nothing else of the contact details.
    pub contact: Sealed<Contact>,
}

/// Somebody as lists name them: what relates the viewer to them, and who they are, still sealed.
pub struct Listed {
    /// What relates the viewer to them.
    pub standing: Standing,
    /// Who.
    pub identity: Sealed<Identity>,
}

/// Ports for people.
#[async_trait]
pub trait People {
    /// What relates the viewer to each of these people on `today`: nothing to somebody who is not there. One statement, which
    /// looks at the same rows for somebody hidden as for somebody absent.
    async fn standings(&mut self, viewer: &Viewer, people: &[PersonId], today: Date)
    -> Stored<Vec<Standing>>;

    /// What clauses ask for besides relations, of each of these people: consents towards the viewer's agency, sections that are
    /// open to the viewer at `at`, flags, and those of the `watched` kinds of requirement that orders in force have. Who is left
    /// out has none of it. One statement.
    async fn circumstances(
        &mut self,
        viewer: &Viewer,
        people: &[PersonId],
        watched: &[String],
        today: Date,
        at: Timestamp,
    ) -> Stored<HashMap<PersonId, Circumstances>>;

    /// Writes a new identity (version 1) with its search words for the agencies involved; `false`, and nothing written,
    /// when its short reference is taken.
    async fn create_person(&mut self, identity: &Identity, at: Timestamp) -> Stored<bool>;

    /// The identities of these people, in any order. A constant number of statements.
    async fn identities(&mut self, people: &[PersonId]) -> Stored<Vec<Sealed<Identity>>>;

    /// Replaces the identity if it is still in version `seen`; `identity.version` is the new one.
    async fn update_identity(&mut self, seen: i64, identity: &Identity) -> Stored<bool>;

    /// Contact details, one row for each agency that recorded some, newest first.
    async fn contacts(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<Contact>>>;

    /// Records an agency's contact details in place of those it held.
    async fn put_contact(&mut self, contact: &Contact, at: Timestamp) -> Stored<()>;

    /// Communication needs, one row for each agency that recorded some, newest first.
    async fn communication(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<Communication>>>;

    /// These people, in any order, with what relates the viewer to them; absent people are left out. One statement.
    async fn listed(&mut self, viewer: &Viewer, people: &[PersonId], today: Date) -> Stored<Vec<Listed>>;

    /// People whom the filter shows and whose words match, in order of (matched word, id). One statement.
    async fn search(
        &mut self,
        filter: &ListFilter,
        query: &SearchQuery,
        today: Date,
    ) -> Stored<Vec<(String, Listed)>>;

    /// What agencies recorded as the postcodes of people whom the filter shows, in order of (person, agency): a row for each
    /// record, which the gate is still to open. One statement.
    async fn search_postcode(
        &mut self,
        filter: &ListFilter,
        query: &PostcodeQuery,
        today: Date,
    ) -> Stored<Vec<AtPostcode>>;

    /// People on the team of `account` on `today`, in order of id, as far as the filter shows them, and how many there are in
    /// all; `after` is the last one seen. One statement, or a second one past the last page.
    async fn caseload(
        &mut self,
        filter: &ListFilter,
        account: AccountId,
        after: Option<PersonId>,
        limit: u32,
        today: Date,
    ) -> Stored<(Vec<Listed>, u64)>;

    /// Orders of these people with their requirements, newest first, at most `limit` of all together. One statement.
    async fn orders(&mut self, people: &[PersonId], limit: u32) -> Stored<Vec<Sealed<Order>>>;

    /// The newest need on each pathway by each agency, newest first.
    async fn needs(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<Need>>>;

    /// Risk flags in force for these people on `today`, newest first, at most `limit` of all together.
    async fn risk_flags(
        &mut self,
        people: &[PersonId],
        today: Date,
        limit: u32,
    ) -> Stored<Vec<Sealed<RiskFlag>>>;

    /// Notes, newest first, each with the place by which a page goes on past it, opened or not.
    async fn notes(
        &mut self,
        person: PersonId,
        before: Option<Place>,
        limit: u32,
    ) -> Stored<Vec<(Place, Sealed<Note>)>>;

    /// Writes a note.
    async fn add_note(&mut self, note: &Note) -> Stored<()>;

    /// One note of a person; `None` too for one that was moved away.
    async fn note(&mut self, person: PersonId, id: NoteId) -> Stored<Option<Sealed<Note>>>;

    /// Writes that a note was moved, and the note where it stands now; `false`, and nothing written, when it was moved before.
    async fn move_note(&mut self, moved: &NoteMove, now: &Note) -> Stored<bool>;

    /// The notes that were moved away from a person's record.
    async fn moved_notes(&mut self, person: PersonId, limit: u32) -> Stored<Vec<NoteId>>;

    /// Involvements, those in force on `today` first.
    async fn involvements(
        &mut self,
        person: PersonId,
        today: Date,
        limit: u32,
    ) -> Stored<Vec<Sealed<Involvement>>>;

    /// Writes an involvement, and the search words of the person for that agency.
    async fn add_involvement(&mut self, involvement: &Involvement) -> Stored<()>;
}
