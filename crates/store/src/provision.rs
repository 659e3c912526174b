//! What the partnership has beside people: bodies with seats, and what services do. They are about no person.

use crate::{
    bulk::inserts,
    dialect::by_ids,
    sql::{Arg, Row, Sql, args, statements},
    tx::StoreTx,
};
use app::{
    ports::{Provisions, StoreError, Stored},
    taken,
};
use async_trait::async_trait;
use domain::{
    ids::{PartnershipId, ProvisionId},
    provision::{Provision, ProvisionFact, ProvisionState},
    stamp::Stamp,
};
use std::collections::HashMap;

inserts! {
    PROVISION = "provision" (id, partnership_id, kind, state, service_id, facts, at, by_account, agency_id)
        "on conflict do nothing returning id";
    PROVISION_FACT = "provision_fact" (provision_id, position, told, at, by_account, agency_id) "";
}

statements! {
    ALL = Sql::same("select id, state from provision where partnership_id = $1 order by at, id limit $2 + 0");
    STANDING = Sql::same(
        "select id, state from provision where partnership_id = $1 and state = $3 order by at, id limit $2 + 0"
    );
    ONE = Sql::same("select id, state from provision where partnership_id = $1 and id = $2");
    FACTS = by_ids!(
        "select provision_id, told, at, by_account, agency_id from provision_fact where provision_id",
        "order by provision_id, position"
    );
    STEP = Sql::same("update provision set facts = facts + 1, state = $3 where id = $1 and facts = $2");
}

fn corrupt(id: ProvisionId) -> StoreError {
    StoreError::Corrupt(format!("provision {id}"))
}

impl StoreTx {
    async fn whole_provisions(&mut self, rows: &[Row]) -> Stored<Vec<Provision>> {
        let mut heads: Vec<(ProvisionId, ProvisionState)> = Vec::with_capacity(rows.len());
        for row in rows {
            let mut f = row.fields();
            heads.push((f.next()?, f.next()?));
        }
        if heads.is_empty() {
            return Ok(Vec::new());
        }
        let mut facts: HashMap<ProvisionId, Vec<(Stamp, ProvisionFact)>> = HashMap::new();
        let ids = Arg::Ids(heads.iter().map(|(id, _)| id.0).collect());
        for row in &self.link.all(FACTS, vec![ids]).await? {
            let mut f = row.fields();
            let (id, told): (ProvisionId, String) = (f.next()?, f.next()?);
            let fact = serde_json::from_str(&told).ok().and_then(|told| taken::read(&told));
            let fact = fact.ok_or_else(|| corrupt(id))?;
            let stamp = Stamp { at: f.next()?, by: f.next()?, agency: f.next()? };
            facts.entry(id).or_default().push((stamp, fact));
        }
        let mut whole = Vec::with_capacity(heads.len());
        for (id, state) in heads {
            let one = Provision::replay(id, facts.remove(&id).unwrap_or_default());
            let one = one.ok().flatten().ok_or_else(|| corrupt(id))?;
            self.link.agrees(one.state() == state, || format!("provision {id}"))?;
            whole.push(one);
        }
        Ok(whole)
    }

    async fn add_last_provision_fact(&mut self, one: &Provision) -> Stored<()> {
        let (stamp, fact) = one.facts().last().ok_or_else(|| corrupt(one.id))?;
        let told = taken::fact(fact).to_string();
        let row = args![one.id, one.version(), told, stamp.at, stamp.by, stamp.agency];
        PROVISION_FACT.run(&mut self.link, row).await.map(drop)
    }
}

#[async_trait]
impl Provisions for StoreTx {
    async fn add_provision(&mut self, partnership: PartnershipId, one: &Provision) -> Stored<bool> {
        let stamp = one.begun();
        let row = args![
            one.id,
            partnership,
            one.kind(),
            one.state(),
            one.service(),
            one.version(),
            stamp.at,
            stamp.by,
            stamp.agency,
        ];
        if PROVISION.run(&mut self.link, row).await?.is_empty() {
            return Ok(false);
        }
        self.add_last_provision_fact(one).await.map(|()| true)
    }

    async fn provisions(
        &mut self,
        partnership: PartnershipId,
        state: Option<ProvisionState>,
        limit: u32,
    ) -> Stored<Vec<Provision>> {
        let rows = match state {
            None => self.link.all(ALL, args![partnership, limit]).await?,
            Some(state) => self.link.all(STANDING, args![partnership, limit, state]).await?,
        };
        self.whole_provisions(&rows).await
    }

    async fn provision(&mut self, partnership: PartnershipId, id: ProvisionId) -> Stored<Option<Provision>> {
        let rows = self.link.all(ONE, args![partnership, id]).await?;
        Ok(self.whole_provisions(&rows).await?.pop())
    }

    async fn append_provision_fact(&mut self, seen: i64, after: &Provision) -> Stored<bool> {
        if self.link.run(STEP, args![after.id, seen, after.state()]).await? == 0 {
            return Ok(false);
        }
        self.add_last_provision_fact(after).await.map(|()| true)
    }
}
