//! Places on lists of hubs, with their facts. Each is sealed under risk, held by the agency that leads the hub, and sent to the
//! reader's where that is of the hub.

use crate::{
    bulk::inserts,
    dialect::by_ids,
    person::{identity_columns, one_listed},
    sql::{Row, Sql, args, statements},
    standing::{bits, filter_args, ids, visible},
    tx::StoreTx,
};
use app::{
    listings::told,
    ports::{Listed, Listings, StoreError, Stored},
};
use async_trait::async_trait;
use domain::{
    ids::{AgencyId, HubId, ListingId, PersonId},
    listing::{Listing, ListingFact, ListingState},
    section::Section,
    stamp::Stamp,
};
use gate::{Label, ListFilter, Sealed};
use jiff::civil::Date;
use std::collections::{BTreeSet, HashMap};

inserts! {
    LISTING = "listing" (
        person_id, id, hub_id, lead_id, told, state, decide_by, facts, at, by_account, agency_id
    ) "on conflict do nothing" => "returning id";
    LISTING_FACT = "listing_fact" (person_id, listing_id, position, told, at, by_account, agency_id) "";
}

/// The columns that [`StoreTx::whole_listings`] reads; `$reader` is the agency that reads.
macro_rules! columns {
    ($reader:literal) => {
        concat!(
            "select l.person_id, l.id, l.told, l.state, l.lead_id, (select a.agency_id from hub_agency a \
             where a.hub_id = l.hub_id and a.agency_id = ",
            $reader,
            "), l.at, l.by_account, l.agency_id from listing l "
        )
    };
}

/// Those that go on.
macro_rules! goes_on {
    ($listing:literal) => {
        concat!($listing, ".state in ('proposed', 'listed', 'leaving')")
    };
}

statements! {
    ONE = Sql::same(concat!(columns!("$2"), "where l.id = $1"));
    OF_PERSON = Sql::same(concat!(
        columns!("$3"), "where l.person_id = $1 order by l.at desc, l.id desc limit $2 + 0"
    ));
    OLDER = Sql::same(concat!(
        columns!("$3"),
        "where l.person_id = $1 and (l.at, l.id) < (select o.at, o.id from listing o where o.person_id = $1 and o.id = $4) \
         order by l.at desc, l.id desc limit $2 + 0"
    ));
    AT_HUB = by_ids!(
        concat!(columns!("$3"), "where l.hub_id = $2 and ", goes_on!("l"), " and l.person_id"),
        "order by l.person_id, l.id"
    );
    FACTS = by_ids!(
        "select listing_id, told, at, by_account, agency_id from listing_fact where person_id",
        "order by person_id, listing_id, position"
    );
    STEP = Sql::same(
        "update listing set facts = facts + 1, state = $4, decide_by = $5 where person_id = $1 and id = $2 and facts = $3"
    );
    /// `$8` the hub, `$9` the rows.
    PEOPLE = Sql::same(concat!(
        "select ", bits!("h.person_id", "$1", "$2", "$3"), ", ", identity_columns!(),
        " from (select listed.person_id from listing listed where listed.hub_id = $8 and ", goes_on!("listed"), " and ",
        visible!("listed.person_id"), " order by listed.person_id limit $9 + 0) as h cross join person p where p.id = h.person_id"
    ));
    LEAD = Sql::same("select agency_id from hub where id = $1");
    BORN = Sql::same("select born from person where id = $1");
    OVER = Sql::same(concat!(
        columns!("l.lead_id"), "where l.decide_by < $1 order by l.decide_by, l.id limit $2 + 0"
    ));
}

fn corrupt(what: &str, id: ListingId) -> StoreError {
    StoreError::Corrupt(format!("{what} {id}"))
}

fn by(listing: &Listing) -> Option<Date> {
    listing.state().is_asked().then_some(listing.round().terms.by)
}

impl StoreTx {
    /// Listings with their facts, in the order of the rows.
    async fn whole_listings(&mut self, rows: &[Row]) -> Stored<Vec<(Label, Listing)>> {
        let mut heads = Vec::with_capacity(rows.len());
        for row in rows {
            let mut f = row.fields();
            let (person, id, told): (PersonId, ListingId, String) = (f.next()?, f.next()?, f.next()?);
            let (state, lead): (ListingState, AgencyId) = (f.next()?, f.next()?);
            let sent_to: Option<AgencyId> = f.maybe()?;
            let stamp = Stamp { at: f.next()?, by: f.next()?, agency: f.next()? };
            let entry = serde_json::from_str(&told).ok();
            let entry = entry.and_then(|told| told::read_entry(&told, id, person, stamp));
            let label = Label { sent_to, ..Label::own(person, Section::Risk, lead) };
            heads.push((label, entry.ok_or_else(|| corrupt("listing", id))?, state));
        }
        if heads.is_empty() {
            return Ok(Vec::new());
        }
        let people: BTreeSet<PersonId> = heads.iter().map(|(label, ..)| label.person).collect();
        let people: Vec<PersonId> = people.into_iter().collect();
        let mut facts: HashMap<ListingId, Vec<(Stamp, ListingFact)>> = HashMap::new();
        for row in &self.link.all(FACTS, vec![ids(&people)]).await? {
            let mut f = row.fields();
            let (id, told): (ListingId, String) = (f.next()?, f.next()?);
            let fact = serde_json::from_str(&told).ok().and_then(|told| told::read(&told));
            let fact = fact.ok_or_else(|| corrupt("listing_fact", id))?;
            let stamp = Stamp { at: f.next()?, by: f.next()?, agency: f.next()? };
            facts.entry(id).or_default().push((stamp, fact));
        }
        let mut listings = Vec::with_capacity(heads.len());
        for (label, entry, state) in heads {
            let id = entry.id;
            let listing = Listing::replay(entry, facts.remove(&id).unwrap_or_default())
                .map_err(|_| corrupt("listing", id))?;
            self.link.agrees(listing.state() == state, || format!("listing {id}"))?;
            listings.push((label, listing));
        }
        Ok(listings)
    }

    async fn sealed_listings(&mut self, rows: &[Row]) -> Stored<Vec<Sealed<Listing>>> {
        let whole = self.whole_listings(rows).await?;
        Ok(whole.into_iter().map(|(label, listing)| Sealed::new(label, listing)).collect())
    }
}

#[async_trait]
impl Listings for StoreTx {
    async fn add_listing(&mut self, listing: &Listing) -> Stored<bool> {
        let (entry, stamp) = (&listing.entry, &listing.entry.stamp);
        let lead = self.link.one(LEAD, args![entry.hub]).await?;
        let lead: AgencyId = lead.ok_or_else(|| corrupt("hub of listing", entry.id))?.fields().next()?;
        let row = args![
            entry.person,
            entry.id,
            entry.hub,
            lead,
            told::entry(entry).to_string(),
            listing.state(),
            by(listing),
            0_i64,
            stamp.at,
            stamp.by,
            stamp.agency,
        ];
        Ok(!LISTING.run(&mut self.link, row).await?.is_empty())
    }

    async fn listing(&mut self, id: ListingId, reader: AgencyId) -> Stored<Option<Sealed<Listing>>> {
        let rows = self.link.all(ONE, args![id, reader]).await?;
        Ok(self.sealed_listings(&rows).await?.pop())
    }

    async fn listings(
        &mut self,
        person: PersonId,
        reader: AgencyId,
        after: Option<ListingId>,
        limit: u32,
    ) -> Stored<Vec<(ListingId, Sealed<Listing>)>> {
        let rows = match after {
            None => self.link.all(OF_PERSON, args![person, limit, reader]).await?,
            Some(past) => self.link.all(OLDER, args![person, limit, reader, past]).await?,
        };
        let whole = self.whole_listings(&rows).await?;
        Ok(whole.into_iter().map(|(label, one)| (one.entry.id, Sealed::new(label, one))).collect())
    }

    async fn people_of_hub(
        &mut self,
        filter: &ListFilter,
        hub: HubId,
        limit: u32,
        today: Date,
    ) -> Stored<Vec<Listed>> {
        if filter.is_empty() {
            return Ok(Vec::new());
        }
        let mut args = filter_args(filter, today);
        args.extend(args![hub, limit]);
        let rows = self.link.all(PEOPLE, args).await?;
        rows.iter().map(|row| one_listed(&mut row.fields())).collect()
    }

    async fn listings_at(
        &mut self,
        hub: HubId,
        people: &[PersonId],
        reader: AgencyId,
    ) -> Stored<Vec<Sealed<Listing>>> {
        if people.is_empty() {
            return Ok(Vec::new());
        }
        let mut args = vec![ids(people)];
        args.extend(args![hub, reader]);
        let rows = self.link.all(AT_HUB, args).await?;
        self.sealed_listings(&rows).await
    }

    async fn append_listing_fact(
        &mut self,
        seen: i64,
        after: &Listing,
        stamp: &Stamp,
        fact: &ListingFact,
    ) -> Stored<bool> {
        let (person, id) = (after.entry.person, after.entry.id);
        let step = args![person, id, seen, after.state(), by(after)];
        if self.link.run(STEP, step).await? == 0 {
            return Ok(false);
        }
        let (position, told) = (seen.saturating_add(1), told::fact(fact).to_string());
        let row = args![person, id, position, told, stamp.at, stamp.by, stamp.agency];
        LISTING_FACT.run(&mut self.link, row).await.map(|_| true)
    }

    async fn born(&mut self, person: PersonId) -> Stored<Option<Date>> {
        let row = self.link.one(BORN, args![person]).await?;
        row.map_or(Ok(None), |row| row.fields().maybe())
    }

    async fn rounds_over(&mut self, today: Date, limit: u32) -> Stored<Vec<Listing>> {
        let rows = self.link.all(OVER, args![today, limit]).await?;
        Ok(self.whole_listings(&rows).await?.into_iter().map(|(_, listing)| listing).collect())
    }
}
