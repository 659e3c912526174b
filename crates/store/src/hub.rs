//! Hubs with their facts, which are about agencies and figures and name no person.

use crate::{
    bulk::inserts,
    dialect::by_ids,
    sql::{Arg, Row, Sql, args, statements},
    tx::StoreTx,
};
use app::{
    hubs::told,
    ports::{Hubs, StoreError, Stored},
};
use async_trait::async_trait;
use domain::{
    hub::{Hub, HubFact},
    ids::{HubId, PartnershipId},
    stamp::Stamp,
};
use std::collections::HashMap;

inserts! {
    HUB = "hub" (id, partnership_id, told, facts, at, by_account, agency_id) "";
    HUB_FACT = "hub_fact" (hub_id, position, told, at, by_account, agency_id) "";
    HUB_AGENCY = "hub_agency" (hub_id, agency_id) "on conflict do nothing";
}

statements! {
    OF_PARTNERSHIP = Sql::same(
        "select id, told, at, by_account, agency_id from hub where partnership_id = $1 order by at, id limit $2 + 0"
    );
    ONE = Sql::same("select id, told, at, by_account, agency_id from hub where id = $1");
    FACTS = by_ids!(
        "select hub_id, told, at, by_account, agency_id from hub_fact where hub_id",
        "order by hub_id, position"
    );
    STEP = Sql::same("update hub set facts = facts + 1 where id = $1 and facts = $2");
}

fn corrupt(what: &str, id: HubId) -> StoreError {
    StoreError::Corrupt(format!("{what} {id}"))
}

impl StoreTx {
    async fn whole_hubs(&mut self, rows: &[Row]) -> Stored<Vec<Hub>> {
        let mut heads = Vec::with_capacity(rows.len());
        for row in rows {
            let mut f = row.fields();
            let (id, told): (HubId, String) = (f.next()?, f.next()?);
            let stamp = Stamp { at: f.next()?, by: f.next()?, agency: f.next()? };
            let terms = serde_json::from_str(&told).ok().and_then(|told| told::read_terms(&told));
            heads.push((id, stamp, terms.ok_or_else(|| corrupt("hub", id))?));
        }
        let mut facts: HashMap<HubId, Vec<(Stamp, HubFact)>> = HashMap::new();
        let ids = Arg::Ids(heads.iter().map(|(id, ..)| id.0).collect());
        for row in &self.link.all(FACTS, vec![ids]).await? {
            let mut f = row.fields();
            let (id, told): (HubId, String) = (f.next()?, f.next()?);
            let fact = serde_json::from_str(&told).ok().and_then(|told| told::read(&told));
            let fact = fact.ok_or_else(|| corrupt("hub_fact", id))?;
            facts
                .entry(id)
                .or_default()
                .push((Stamp { at: f.next()?, by: f.next()?, agency: f.next()? }, fact));
        }
        let whole = heads.into_iter().map(|(id, stamp, terms)| {
            let facts = facts.remove(&id).unwrap_or_default();
            Hub::replay(id, stamp, terms, facts).map_err(|_| corrupt("hub", id))
        });
        whole.collect()
    }

    /// The agencies that share the list. One that was of the hub stays so: a team is never taken away.
    async fn share_list(&mut self, hub: &Hub) -> Stored<()> {
        let rows = hub.agencies().into_iter().flat_map(|agency| args![hub.id, agency]).collect();
        HUB_AGENCY.run(&mut self.link, rows).await.map(drop)
    }
}

#[async_trait]
impl Hubs for StoreTx {
    async fn add_hub(&mut self, partnership: PartnershipId, hub: &Hub) -> Stored<()> {
        let stamp = &hub.stamp;
        let told = told::terms(hub.first()).to_string();
        let row = args![hub.id, partnership, told, 0_i64, stamp.at, stamp.by, stamp.agency];
        HUB.run(&mut self.link, row).await?;
        self.share_list(hub).await
    }

    async fn hubs(&mut self, partnership: PartnershipId, limit: u32) -> Stored<Vec<Hub>> {
        let rows = self.link.all(OF_PARTNERSHIP, args![partnership, limit]).await?;
        self.whole_hubs(&rows).await
    }

    async fn hub(&mut self, id: HubId) -> Stored<Option<Hub>> {
        let rows = self.link.all(ONE, args![id]).await?;
        Ok(self.whole_hubs(&rows).await?.pop())
    }

    async fn append_hub_fact(&mut self, seen: i64, after: &Hub) -> Stored<bool> {
        let Some((stamp, fact)) = after.facts().last() else { return Ok(false) };
        if self.link.run(STEP, args![after.id, seen]).await? == 0 {
            return Ok(false);
        }
        let (position, told) = (seen.saturating_add(1), told::fact(fact).to_string());
        let row = args![after.id, position, told, stamp.at, stamp.by, stamp.agency];
        HUB_FACT.run(&mut self.link, row).await?;
        if matches!(fact, HubFact::Set(_)) {
            self.share_list(after).await?;
        }
        Ok(true)
    }
}
