//! Notes. Appended, never changed.

use crate::{
    bulk::inserts,
    link::Link,
    sql::{Arg, Sql, args, statements},
};
use app::ports::Stored;
use domain::{ids::PersonId, note::Note, stamp::Stamp};
use gate::{Label, Sealed};
use jiff::Timestamp;

inserts! {
    NOTE = "note" (person_id, at, id, section, text, by_account, agency_id) "";
}

statements! {
    NOTES = Sql::same(
        "select person_id, at, id, section, text, by_account, agency_id from note where person_id = $1 and at < $2 \
         order by at desc, id desc limit $3 + 0"
    );
}

pub(crate) fn note_args(note: &Note) -> Vec<Arg> {
    let stamp = &note.stamp;
    args![note.person, stamp.at, note.id, note.section, note.text, stamp.by, stamp.agency]
}

pub(crate) async fn notes(
    link: &mut Link,
    person: PersonId,
    before: Option<Timestamp>,
    limit: u32,
) -> Stored<Vec<(Timestamp, Sealed<Note>)>> {
    let before = before.map_or(i64::MAX, Timestamp::as_millisecond);
    let rows = link.all(NOTES, args![person, before, limit]).await?;
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
            Ok((at, Sealed::new(Label::own(person, note.section, note.stamp.agency), note)))
        })
        .collect()
}
