//! Entries by other ways than court, and the least that a receiver must know.

use crate::{
    bulk::inserts,
    error::failed,
    sql::{Sql, args, statements},
    tx::StoreTx,
};
use app::ports::{SealedParts, StoreError, Stored, WaysIn};
use async_trait::async_trait;
use domain::{
    ids::{AgencyId, PersonId},
    referral::{DeliveryNeed, Summary, Told},
    section::Section,
    stamp::Stamp,
    way_in::WayIn,
};
use gate::{Label, Sealed};
use uuid::Uuid;

inserts! {
    WAY_IN = "way_in" (
        person_id, id, door, place, day, release_day, asks, referral_id, sent_to, at, by_account, agency_id
    ) "";
    TWO_PART = "two_part" (person_id, subject_id, risk, needs, kinds, sent_to, at, by_account, agency_id) "";
}

statements! {
    WAYS_IN = Sql::same(
        "select person_id, id, door, place, day, release_day, asks, referral_id, at, by_account, agency_id, sent_to \
         from way_in where person_id = $1 order by day desc, id desc limit $2 + 0"
    );
    PARTS = Sql::same(
        "select risk, needs, kinds, sent_to, agency_id from two_part where person_id = $1 and subject_id = $2"
    );
}

fn kinds(json: &str) -> Stored<Vec<DeliveryNeed>> {
    let unreadable = || StoreError::Corrupt("two_part: kinds".to_owned());
    let codes: Vec<String> = serde_json::from_str(json).map_err(|_| unreadable())?;
    codes.iter().map(|code| DeliveryNeed::from_code(code).map_err(|_| unreadable())).collect()
}

#[async_trait]
impl WaysIn for StoreTx {
    async fn add_way_in(&mut self, entry: &WayIn, sent_to: Option<AgencyId>) -> Stored<()> {
        let stamp = &entry.stamp;
        let columns = args![
            entry.person,
            entry.id,
            entry.door,
            entry.place,
            entry.day,
            entry.release,
            entry.asks,
            entry.referral,
            sent_to,
            stamp.at,
            stamp.by,
            stamp.agency,
        ];
        WAY_IN.run(&mut self.link, columns).await.map(drop)
    }

    async fn ways_in(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<WayIn>>> {
        let rows = self.link.all(WAYS_IN, args![person, limit]).await?;
        rows.iter()
            .map(|row| {
                let mut f = row.fields();
                let entry = WayIn {
                    person: f.next()?,
                    id: f.next()?,
                    door: f.next()?,
                    place: f.next()?,
                    day: f.next()?,
                    release: f.maybe()?,
                    asks: f.next()?,
                    referral: f.maybe()?,
                    stamp: Stamp { at: f.next()?, by: f.next()?, agency: f.next()? },
                };
                let own = Label::own(entry.person, Section::Plan, entry.stamp.agency);
                Ok(Sealed::new(Label { sent_to: f.maybe()?, ..own }, entry))
            })
            .collect()
    }

    async fn add_two_part(
        &mut self,
        person: PersonId,
        subject: Uuid,
        parts: &Summary,
        sent_to: Option<AgencyId>,
        stamp: &Stamp,
    ) -> Stored<()> {
        let kinds: Vec<&str> = parts.kinds.iter().map(|kind| kind.code()).collect();
        let kinds = serde_json::to_string(&kinds).map_err(|_| failed("kinds cannot be written"))?;
        let columns = args![
            person,
            subject,
            parts.risk.words(),
            parts.needs.words(),
            kinds,
            sent_to,
            stamp.at,
            stamp.by,
            stamp.agency,
        ];
        TWO_PART.run(&mut self.link, columns).await.map(drop)
    }

    async fn two_part(&mut self, person: PersonId, subject: Uuid) -> Stored<Option<SealedParts>> {
        let Some(row) = self.link.one(PARTS, args![person, subject]).await? else { return Ok(None) };
        let mut f = row.fields();
        let risk = Told::of(f.maybe()?);
        let needs = Told::of(f.maybe()?);
        let kinds = kinds(&f.next::<String>()?)?;
        let sent_to = f.maybe()?;
        let holder = f.next()?;
        let label = |section| Label { sent_to, ..Label::own(person, section, holder) };
        Ok(Some((
            Sealed::new(label(Section::Risk), risk),
            Sealed::new(label(Section::Communication), (needs, kinds)),
        )))
    }
}
