//! Notes. Appended, never changed: one that was moved to another record stays where it was written, and is read no more.

use crate::{
    bulk::inserts,
    link::Link,
    sql::{Arg, Read, Row, Sql, args, statements},
};
use app::ports::{Place, Stored};
use domain::{
    ids::{NoteId, PersonId},
    note::{Note, NoteMove},
    stamp::Stamp,
};
use gate::{Label, Sealed};
use uuid::Uuid;

inserts! {
    NOTE = "note" (person_id, at, id, section, text, by_account, agency_id) "";
    NOTE_MOVE = "note_move" (
        person_id, note_id, to_person_id, to_note_id, reason, at, by_account, agency_id
    ) "on conflict do nothing returning note_id";
}

macro_rules! kept {
    () => {
        "select n.person_id, n.at, n.id, n.section, n.text, n.by_account, n.agency_id from note n where n.person_id = $1 \
         and not exists (select 1 from note_move m where m.person_id = n.person_id and m.note_id = n.id) and "
    };
}

statements! {
    NOTES = Sql::same(concat!(
        kept!(), "(n.at, n.id) < ($2, $3) order by n.at desc, n.id desc limit $4 + 0"
    ));
    ONE = Sql::same(concat!(kept!(), "n.id = $2"));
    MOVED = Sql::same("select note_id from note_move where person_id = $1 order by note_id limit $2 + 0");
}

pub(crate) fn note_args(note: &Note) -> Vec<Arg> {
    let stamp = &note.stamp;
    args![note.person, stamp.at, note.id, note.section, note.text, stamp.by, stamp.agency]
}

/// The instant and id that the rows of a page come before; without a place, all rows do.
pub(crate) fn before_args(before: Option<Place>) -> (i64, Uuid) {
    before.map_or((i64::MAX, Uuid::max()), |place| (place.at.as_millisecond(), place.id))
}

pub(crate) fn notes_read(person: PersonId, before: Option<Place>, limit: u32) -> Read {
    let (at, id) = before_args(before);
    Read::new(NOTES, args![person, at, id, limit])
}

pub(crate) async fn notes(
    link: &mut Link,
    person: PersonId,
    before: Option<Place>,
    limit: u32,
) -> Stored<Vec<(Place, Sealed<Note>)>> {
    let rows = link.read(notes_read(person, before, limit)).await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Stored<(Place, Sealed<Note>)> {
    let mut f = row.fields();
    let (person, at) = (f.next()?, f.next()?);
    let note = Note {
        person,
        id: f.next()?,
        section: f.next()?,
        text: f.next()?,
        stamp: Stamp { at, by: f.next()?, agency: f.next()? },
    };
    let place = Place { at, id: note.id.0 };
    Ok((place, Sealed::new(Label::own(person, note.section, note.stamp.agency), note)))
}

pub(crate) async fn one(link: &mut Link, person: PersonId, id: NoteId) -> Stored<Option<Sealed<Note>>> {
    let row = link.one(ONE, args![person, id]).await?;
    row.as_ref().map(read).transpose().map(|read| read.map(|(_, note)| note))
}

pub(crate) async fn shift(link: &mut Link, moved: &NoteMove, now: &Note) -> Stored<bool> {
    let stamp = &moved.stamp;
    let args =
        args![moved.from, moved.note, moved.to, moved.now, moved.reason, stamp.at, stamp.by, stamp.agency,];
    if NOTE_MOVE.run(link, args).await?.is_empty() {
        return Ok(false);
    }
    NOTE.run(link, note_args(now)).await?;
    Ok(true)
}

pub(crate) async fn moved(link: &mut Link, person: PersonId, limit: u32) -> Stored<Vec<NoteId>> {
    let rows = link.all(MOVED, args![person, limit]).await?;
    rows.iter().map(|row| row.fields().next()).collect()
}
