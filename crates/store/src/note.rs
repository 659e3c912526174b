//! Notes. Appended, never changed.

use crate::{
    bulk::inserts,
    link::Link,
    sql::{Arg, Read, Sql, args, statements},
};
use app::ports::{Place, Stored};
use domain::{ids::PersonId, note::Note, stamp::Stamp};
use gate::{Label, Sealed};
use uuid::Uuid;

inserts! {
    NOTE = "note" (person_id, at, id, section, text, by_account, agency_id) "";
}

statements! {
    NOTES = Sql::same(
        "select person_id, at, id, section, text, by_account, agency_id from note where person_id = $1 and (at, id) < ($2, $3) \
         order by at desc, id desc limit $4 + 0"
    );
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
    rows.iter()
        .map(|row| {
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
        })
        .collect()
}
