//! What people said about complying: a record of its own, apart from consent to share.

use crate::{
    bulk::inserts,
    link::Link,
    order_record::stamp,
    sql::{Sql, args, statements},
};
use app::ports::Stored;
use domain::{ids::PersonId, order_record::Willingness, section::Section};
use gate::{Label, Sealed};

inserts! {
    WILLINGNESS = "willingness" (
        person_id, id, order_id, kind, willing, day, words, at, by_account, agency_id
    ) "";
}

statements! {
    WILLING = Sql::same(
        "select id, order_id, kind, willing, day, words, at, by_account, agency_id from willingness where person_id = $1 \
         order by day desc, id desc limit $2 + 0"
    );
}

pub(crate) async fn add_willingness(link: &mut Link, willingness: &Willingness) -> Stored<()> {
    let args = args![
        willingness.person,
        willingness.id,
        willingness.order,
        willingness.kind,
        willingness.willing,
        willingness.day,
        willingness.words,
        willingness.stamp.at,
        willingness.stamp.by,
        willingness.stamp.agency,
    ];
    WILLINGNESS.run(link, args).await.map(drop)
}

pub(crate) async fn willingness(
    link: &mut Link,
    person: PersonId,
    limit: u32,
) -> Stored<Vec<Sealed<Willingness>>> {
    let rows = link.all(WILLING, args![person, limit]).await?;
    rows.iter()
        .map(|row| {
            let mut f = row.fields();
            let willingness = Willingness {
                id: f.next()?,
                person,
                order: f.maybe()?,
                kind: f.next()?,
                willing: f.next()?,
                day: f.next()?,
                words: f.maybe()?,
                stamp: stamp(&mut f)?,
            };
            Ok(Sealed::new(Label::own(person, Section::Court, willingness.stamp.agency), willingness))
        })
        .collect()
}
