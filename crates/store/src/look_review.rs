//! Looks as they are watched over: those of one agency's staff with what signs follow from, what was drawn, and reviews.

use crate::{
    bulk::inserts,
    ledger::decoded,
    sql::{Arg, Row, Sql, args, statements},
    standing::open_to,
    tx::StoreTx,
};
use app::{
    ports::{
        AskedBy, DrawnLook, LookReviews, Place, ReviewedLook, ReviewedRecord, StoreError, Stored, WatchedLook,
    },
    search::tokens,
};
use async_trait::async_trait;
use domain::{
    ids::{AgencyId, AgreementId, LedgerId},
    look_review::{LookReview, OpenedLook, Sample, SignRule},
    stamp::Stamp,
};
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

inserts! {
    SAMPLE = "look_sample" (agency_id, agreement_id, month, per_cent, looks, drawn, at, by_account)
        "on conflict do nothing" => "returning month";
    SAMPLED = "look_sampled" (agency_id, ledger_id, agreement_id, at) "on conflict do nothing";
    REVIEW = "look_review" (ledger_id, agency_id, verdict, words, at, by_account)
        "on conflict do nothing" => "returning ledger_id";
}

/// Not every record that the look was about is closed to whoever asks; a look at nobody is open.
macro_rules! some_open {
    ($look:literal) => {
        concat!(
            "((select 1 from ledger_person x where x.ledger_id = ",
            $look,
            " limit 1) is null or (select 1 from ledger_person x where x.ledger_id = ",
            $look,
            " and ",
            open_to!("x.person_id"),
            " limit 1) is not null)"
        )
    };
}

statements! {
    RULES = Sql::same(
        "select sign, amount, from_minute, to_minute, from_day, until_day from sign_rule order by sign, from_day"
    );
    /// `$1` to `$3` who watches, `$4` and `$5` the instants, `$6` and `$7` the days, `$8` the rows. Only looks at a single record: a
    /// list is no look at anybody, and records that are closed to whoever watches do not count.
    WATCHED = Sql::same(concat!(
        "select l.id, l.at, l.by_account, coalesce(a.name, 'A member of staff'), p.person_id, h.reference, h.family, \
         cast(case when (select 1 from contact k where k.person_id = p.person_id and lower(k.email) = lower(a.email) limit 1) \
         is not null then 1 else 0 end as bigint), \
         cast(case when (select 1 from involvement i where i.person_id = p.person_id and i.account_id = l.by_account \
         and i.from_day <= $7 and (i.to_day is null or i.to_day >= $6) limit 1) is not null then 1 else 0 end as bigint), \
         cast(case when (select 1 from look_review r where r.ledger_id = l.id) is not null then 1 else 0 end as bigint) \
         from ledger l join ledger_person p on p.ledger_id = l.id join person h on h.id = p.person_id \
         left join account a on a.id = l.by_account \
         where l.agency_id = $1 and l.at >= $4 and l.at < $5 and ", open_to!("p.person_id"),
        " and (select count(*) from ledger_person x where x.ledger_id = l.id and ", open_to!("x.person_id"),
        ") = 1 order by l.at desc, l.id desc limit $8 + 0"
    ));
    /// `$4` and `$5` the instants, `$6` and `$7` the place, `$8` the rows. A look at several people has a row for each.
    CITING = Sql::same(concat!(
        "select l.at, l.id, p.entries from ledger l join ledger_person p on p.ledger_id = l.id \
         where l.agency_id = $1 and l.at >= $4 and l.at < $5 and (l.at, l.id) > ($6, $7) and ",
        open_to!("p.person_id"), " order by l.at, l.id limit $8 + 0"
    ));
    SAMPLES = Sql::same(
        "select agreement_id, month, per_cent, looks, drawn, at, by_account from look_sample where agency_id = $1 \
         order by month desc, agreement_id limit $2 + 0"
    );
    DRAWN = Sql::same(concat!(
        "select d.ledger_id, l.at, coalesce(a.name, 'A member of staff'), d.agreement_id from look_sampled d \
         join ledger l on l.id = d.ledger_id left join account a on a.id = l.by_account where d.agency_id = $1 \
         and (select 1 from look_review r where r.ledger_id = d.ledger_id) is null and ",
        some_open!("d.ledger_id"), " order by d.at, d.ledger_id limit $4 + 0"
    ));
    /// `$1` to `$3` who asks, `$4` the look.
    ONE = Sql::same(concat!(
        "select l.at, l.by_account, coalesce(a.name, 'A member of staff'), l.purpose, l.asked, r.verdict, r.words, r.at, \
         r.by_account, coalesce(b.name, 'A member of staff') from ledger l left join account a on a.id = l.by_account \
         left join look_review r on r.ledger_id = l.id left join account b on b.id = r.by_account \
         where l.id = $4 and l.agency_id = $1 and ", some_open!("l.id")
    ));
    /// The same, `$5` the rows.
    ONE_PEOPLE = Sql::same(concat!(
        "select h.reference, p.entries from ledger_person p join person h on h.id = p.person_id \
         join ledger l on l.id = p.ledger_id where p.ledger_id = $4 and l.agency_id = $1 and ", open_to!("p.person_id"), " order by h.reference limit $5 + 0"
    ));
}

fn watched(row: &Row) -> Stored<WatchedLook> {
    let mut f = row.fields();
    let (id, at, account, by) = (f.next()?, f.next()?, f.next()?, f.next::<String>()?);
    let (person, reference, family) = (f.next()?, f.next()?, f.next::<String>()?);
    let own_contact = f.next()?;
    let (on_team, reviewed) = (f.next()?, f.next()?);
    // The last word of a name and the last word of a family name, as a plain keyboard types them.
    let same = match (tokens(&by).last(), tokens(&family).last()) {
        (Some(one), Some(other)) => one == other,
        _ => false,
    };
    let opened = OpenedLook { at, by: account, person, same_family_name: same, own_contact, on_team };
    Ok(WatchedLook { id, opened, by, reference, reviewed })
}

#[async_trait]
impl LookReviews for StoreTx {
    async fn sign_rules(&mut self) -> Stored<Vec<SignRule>> {
        let rows = self.link.all(RULES, args![]).await?;
        rows.iter()
            .map(|row| {
                let mut f = row.fields();
                Ok(SignRule {
                    sign: f.next()?,
                    amount: f.next()?,
                    hours: (f.next()?, f.next()?),
                    from: f.next()?,
                    until: f.maybe()?,
                })
            })
            .collect()
    }

    async fn watched_looks(
        &mut self,
        by: AskedBy,
        (from, until): (Timestamp, Timestamp),
        (first, last): (Date, Date),
        limit: u32,
    ) -> Stored<Vec<WatchedLook>> {
        let rows = self
            .link
            .all(WATCHED, args![by.agency, by.account, by.today, from, until, first, last, limit])
            .await?;
        rows.iter().map(watched).collect()
    }

    async fn citing_looks(
        &mut self,
        by: AskedBy,
        (from, until): (Timestamp, Timestamp),
        after: Option<Place>,
        limit: u32,
    ) -> Stored<Vec<(Place, Vec<(AgreementId, u16)>)>> {
        let (at, id) = after.map_or((i64::MIN, Uuid::nil()), |place| (place.at.as_millisecond(), place.id));
        let rows =
            self.link.all(CITING, args![by.agency, by.account, by.today, from, until, at, id, limit]).await?;
        rows.iter()
            .map(|row| {
                let mut f = row.fields();
                let place = Place { at: f.next()?, id: f.next()? };
                Ok((place, decoded(&f.next::<String>()?)?.under))
            })
            .collect()
    }

    async fn add_sample(&mut self, sample: &Sample, drawn: &[LedgerId]) -> Stored<bool> {
        let Sample { agency, agreement, month, per_cent, looks, drawn: count, stamp } = sample;
        let per_cent = u32::from(*per_cent);
        let columns = args![agency, agreement, month, per_cent, looks, count, stamp.at, stamp.by];
        if SAMPLE.run(&mut self.link, columns).await?.is_empty() {
            return Ok(false);
        }
        let rows: Vec<Arg> = drawn.iter().flat_map(|id| args![agency, id, agreement, stamp.at]).collect();
        SAMPLED.later(&mut self.link, rows).await?;
        Ok(true)
    }

    async fn samples(&mut self, agency: AgencyId, limit: u32) -> Stored<Vec<Sample>> {
        let rows = self.link.all(SAMPLES, args![agency, limit]).await?;
        rows.iter()
            .map(|row| {
                let mut f = row.fields();
                let (agreement, month, per_cent) = (f.next()?, f.next()?, f.next::<u32>()?);
                let per_cent = u8::try_from(per_cent)
                    .map_err(|_| StoreError::Corrupt("look_sample: per_cent".to_owned()))?;
                let (looks, drawn) = (f.next()?, f.next()?);
                let stamp = Stamp { at: f.next()?, by: f.next()?, agency };
                Ok(Sample { agency, agreement, month, per_cent, looks, drawn, stamp })
            })
            .collect()
    }

    async fn drawn_looks(&mut self, by: AskedBy, limit: u32) -> Stored<Vec<DrawnLook>> {
        let rows = self.link.all(DRAWN, args![by.agency, by.account, by.today, limit]).await?;
        rows.iter()
            .map(|row| {
                let mut f = row.fields();
                Ok(DrawnLook { id: f.next()?, at: f.next()?, by: f.next()?, agreement: f.next()? })
            })
            .collect()
    }

    async fn look_for_review(
        &mut self,
        by: AskedBy,
        id: LedgerId,
        limit: u32,
    ) -> Stored<Option<ReviewedLook>> {
        let AskedBy { agency, account, today } = by;
        let row = self.link.one(ONE, args![agency, account, today, id]).await?;
        // One that is absent takes the same statements, so that time does not tell.
        let of = if row.is_some() { id } else { LedgerId(Uuid::nil()) };
        let rows = self.link.all(ONE_PEOPLE, args![agency, account, today, of, limit]).await?;
        let Some(row) = row else { return Ok(None) };
        let mut f = row.fields();
        let (at, by_account, by, purpose, asked) = (f.next()?, f.next()?, f.next()?, f.next()?, f.next()?);
        let review = match f.maybe()? {
            None => None,
            Some(verdict) => {
                let words = f.next()?;
                let stamp = Stamp { at: f.next()?, by: f.next()?, agency };
                Some((LookReview { look: id, agency, verdict, words, stamp }, f.next()?))
            }
        };
        let people = rows
            .iter()
            .map(|row| {
                let mut f = row.fields();
                let reference = f.next()?;
                let found = decoded(&f.next::<String>()?)?;
                Ok(ReviewedRecord { reference, shown: found.shown, under: found.under })
            })
            .collect::<Stored<Vec<_>>>()?;
        Ok(Some(ReviewedLook { id, at, by_account, by, purpose, asked, people, review }))
    }

    async fn add_look_review(&mut self, review: &LookReview) -> Stored<bool> {
        let columns = args![
            review.look,
            review.agency,
            review.verdict,
            review.words,
            review.stamp.at,
            review.stamp.by,
        ];
        Ok(!REVIEW.run(&mut self.link, columns).await?.is_empty())
    }
}
