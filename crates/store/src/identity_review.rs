//! What was decided about two records that may be of one person: one row for each decision, under the smaller id.

use crate::{
    bulk::inserts,
    court::kept::{read_evidence, write_evidence},
    order_record::stamp,
    sql::{Row, Sql, args, statements},
    tx::StoreTx,
};
use app::ports::{IdentityReviews, StoreError, Stored};
use async_trait::async_trait;
use domain::{
    identity_review::{Decided, IdentityReview, Pair, ReviewState},
    ids::PersonId,
};
use std::collections::BTreeMap;

/// Whether this row is the last about its two records, and left them in one of `$states`. The one place that says so.
macro_rules! stand_now {
    ($decision:literal, $states:literal) => {
        concat!(
            $decision,
            ".state in (",
            $states,
            ") and not exists (select 1 from identity_decision later where later.person_id = ",
            $decision,
            ".person_id and later.other_id = ",
            $decision,
            ".other_id and later.position > ",
            $decision,
            ".position)"
        )
    };
}

pub(crate) use stand_now;

inserts! {
    DECISION = "identity_decision" (
        person_id, other_id, position, verdict, reason, evidence, at, by_account, agency_id, state
    ) "on conflict do nothing returning position";
}

/// The columns that [`reviews`] reads.
macro_rules! columns {
    () => {
        "select d.person_id, d.other_id, d.position, d.verdict, d.reason, d.evidence, d.at, d.by_account, d.agency_id, \
         d.state \
         from identity_decision d"
    };
}

pub(crate) use columns;

statements! {
    OF_PERSON = Sql::same(concat!(
        columns!(), " where d.person_id = $1 or d.other_id = $1 order by d.person_id, d.other_id, d.position limit $2 + 0"
    ));
}

fn decided(row: &Row) -> Stored<(Pair, i64, (Decided, ReviewState))> {
    let mut f = row.fields();
    let (one, other): (PersonId, PersonId) = (f.next()?, f.next()?);
    let pair = Pair::new(one, other)
        .ok_or_else(|| StoreError::Corrupt(format!("identity_decision {one}: with itself")))?;
    let position = f.next()?;
    let (verdict, reason) = (f.next()?, f.next()?);
    let evidence: String = f.next()?;
    let decided = Decided { verdict, reason, evidence: read_evidence(&evidence)?, stamp: stamp(&mut f)? };
    Ok((pair, position, (decided, f.next()?)))
}

/// Reviews of rows in order of pair and position.
pub(crate) fn reviews(rows: &[Row]) -> Stored<Vec<IdentityReview>> {
    let mut pairs: BTreeMap<Pair, (Vec<(Decided, ReviewState)>, i64)> = BTreeMap::new();
    for row in rows {
        let (pair, position, one) = decided(row)?;
        let kept = pairs.entry(pair).or_default();
        kept.0.push(one);
        kept.1 = position;
    }
    let kept = pairs.into_iter().map(|(pair, (decisions, last))| IdentityReview::kept(pair, decisions, last));
    Ok(kept.collect())
}

#[async_trait]
impl IdentityReviews for StoreTx {
    async fn identity_reviews(&mut self, person: PersonId, most: u32) -> Stored<Vec<IdentityReview>> {
        reviews(&self.link.all(OF_PERSON, args![person, most]).await?)
    }

    async fn append_identity_decision(&mut self, review: &IdentityReview) -> Stored<bool> {
        let Some(last) = review.decisions().last() else { return Ok(false) };
        let stamp = &last.stamp;
        let args = args![
            review.pair.first(),
            review.pair.second(),
            review.version(),
            last.verdict,
            last.reason,
            write_evidence(&last.evidence),
            stamp.at,
            stamp.by,
            stamp.agency,
            review.state(),
        ];
        Ok(!DECISION.run(&mut self.link, args).await?.is_empty())
    }
}
