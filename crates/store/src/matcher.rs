//! The matcher's figures, one row for each time that somebody had some kept, and the decisions that teach it.

use crate::{
    bulk::inserts,
    identity_review::{columns, reviews},
    order_record::stamp,
    sql::{Sql, args, statements},
    tx::StoreTx,
};
use app::ports::{Figures, Matcher, Stored};
use async_trait::async_trait;
use domain::{identity_review::IdentityReview, ids::PersonId};

inserts! {
    FIGURES = "matcher_figures" (position, figures, same, different, at, by_account, agency_id)
        "on conflict do nothing returning position";
}

statements! {
    NEWEST = Sql::same(
        "select position, figures, same, different, at, by_account, agency_id from matcher_figures order by position desc limit 1"
    );
    DECIDED = Sql::same(concat!(
        columns!(), " where d.person_id in (select distinct f.person_id from identity_decision f where f.person_id > $1 \
         order by f.person_id limit $2 + 0) order by d.person_id, d.other_id, d.position"
    ));
}

#[async_trait]
impl Matcher for StoreTx {
    async fn matcher_figures(&mut self) -> Stored<Option<Figures>> {
        let Some(row) = self.link.one(NEWEST, args![]).await? else { return Ok(None) };
        let mut f = row.fields();
        let (position, figures) = (f.next()?, f.maybe()?);
        let labels = (f.next()?, f.next()?);
        Ok(Some(Figures { position, figures, labels, stamp: stamp(&mut f)? }))
    }

    async fn put_matcher_figures(&mut self, kept: &Figures) -> Stored<bool> {
        let stamp = &kept.stamp;
        let args = args![
            kept.position,
            kept.figures,
            kept.labels.0,
            kept.labels.1,
            stamp.at,
            stamp.by,
            stamp.agency,
        ];
        Ok(!FIGURES.run(&mut self.link, args).await?.is_empty())
    }

    async fn decided_after(&mut self, after: PersonId, most: u32) -> Stored<Vec<IdentityReview>> {
        reviews(&self.link.all(DECIDED, args![after, most]).await?)
    }
}
