//! Needs on the pathways.

use crate::{
    bulk::inserts,
    link::Link,
    sql::{Arg, Read, Sql, args, statements},
};
use app::ports::Stored;
use domain::{ids::PersonId, pathway::Need, stamp::Stamp};
use gate::{Label, Sealed};

inserts! {
    NEED = "need" (person_id, id, pathway, level, detail, at, by_account, agency_id) "";
}

statements! {
    NEEDS = Sql::same(
        "select n.person_id, n.id, n.pathway, n.level, n.detail, n.at, n.by_account, n.agency_id from need n \
         where n.person_id = $1 and not exists (select 1 from need m where m.person_id = n.person_id \
         and m.pathway = n.pathway and m.agency_id = n.agency_id and (m.at > n.at or (m.at = n.at and m.id > n.id))) \
         order by n.at desc, n.id desc limit $2 + 0"
    );
}

pub(crate) fn need_args(need: &Need) -> Vec<Arg> {
    let stamp = &need.stamp;
    args![need.person, need.id, need.pathway, need.level, need.detail, stamp.at, stamp.by, stamp.agency]
}

pub(crate) fn needs_read(person: PersonId, limit: u32) -> Read {
    Read::new(NEEDS, args![person, limit])
}

pub(crate) async fn needs(link: &mut Link, person: PersonId, limit: u32) -> Stored<Vec<Sealed<Need>>> {
    let rows = link.read(needs_read(person, limit)).await?;
    rows.iter()
        .map(|row| {
            let mut f = row.fields();
            let need = Need {
                person: f.next()?,
                id: f.next()?,
                pathway: f.next()?,
                level: f.next()?,
                detail: f.maybe()?,
                stamp: Stamp { at: f.next()?, by: f.next()?, agency: f.next()? },
            };
            Ok(Sealed::new(Label::own(need.person, need.pathway.section(), need.stamp.agency), need))
        })
        .collect()
}
