//! Schedules of retention, what agencies hold about whom, holds, and disposals with their certificates.

use crate::{
    bulk::inserts,
    dialect::{by_ids, each_id},
    disposal,
    sql::{Fields, Param, Row, Sql, args, statements},
    standing::{agencies, ids, open_to},
    tx::StoreTx,
};
use app::ports::{Disposed, Retention, StoreError, Stored};
use async_trait::async_trait;
use domain::{
    agency::AgencyKind,
    calendar,
    ids::{AccountId, AgencyId, DisposalId, HoldId, PersonId},
    retention::{Disposal, DisposalState, Hold, Holding, Proposal, Schedule, Stop},
    stamp::Stamp,
};
use gate::ListFilter;
use jiff::{Timestamp, ToSpan as _, civil::Date};
use uuid::Uuid;

inserts! {
    SCHEDULE = "retention_schedule" (
        code, agency_kind, agency_id, record, counts_from, months, action, from_day, until_day, source, from_memory
    ) "on conflict do nothing returning code";
    HOLD = "legal_hold" (person_id, id, why, review, at, by_account, agency_id, by_agency_id)
        "on conflict do nothing returning id";
    DISPOSAL = "disposal" (id, person_id, agency_id, schedule, counted_from, due, state, at, by_account, by_agency_id)
        "on conflict do nothing returning id";
    TAKEN = "disposal" (
        id, person_id, agency_id, schedule, counted_from, due, state, at, by_account, by_agency_id, decided_at, decided_by,
        decided_agency_id
    ) "";
}

/// The columns that [`proposal`] and [`disposed`] read. Older rows do not say who acted: it was whoever had recorded it.
macro_rules! columns {
    () => {
        "d.id, d.person_id, d.agency_id, d.schedule, d.counted_from, d.due, d.at, d.by_account, \
         coalesce(d.by_agency_id, d.agency_id), d.state, d.decided_at, d.decided_by, \
         coalesce(d.decided_agency_id, d.agency_id), d.certificate from disposal d"
    };
}

/// The columns that [`hold`] reads. What limits access is looked for under other names.
macro_rules! hold_columns {
    () => {
        "placed.person_id, placed.agency_id, placed.id, placed.why, placed.review, placed.at, placed.by_account, coalesce(placed.by_agency_id, placed.agency_id), \
         placed.ended_at, placed.ended_by, coalesce(placed.ended_agency_id, placed.agency_id), placed.ended_why"
    };
}

/// People of whom agency `$1` holds something.
macro_rules! held {
    ($after:literal) => {
        concat!(
            "(select held.person_id as id from involvement held where held.agency_id = $1 and held.person_id ",
            $after,
            " $4 union select held.person_id from referral held where held.to_agency_id = $1 and held.person_id ",
            $after,
            " $4 union select held.person_id from first_contact held where held.agency_id = $1 and held.person_id ",
            $after,
            " $4)"
        )
    };
}

statements! {
    SCHEDULES = Sql::same(
        "select code, agency_kind, agency_id, record, counts_from, months, action, from_day, until_day, source, from_memory \
         from retention_schedule where agency_id = $2 or (agency_id is null and agency_kind = $1) \
         order by record, counts_from, from_day, code"
    );
    END_SCHEDULES = Sql::same(
        "update retention_schedule set until_day = $5 where agency_id = $1 and record = $2 and counts_from = $3 \
         and from_day < $4 and (until_day is null or until_day >= $4)"
    );
    HELD = Sql::same(concat!(
        "select h.id from ", held!(">"), " as h where ", open_to!("h.id"), " order by h.id limit $5 + 0"
    ));
    IS_HELD = Sql::same(concat!("select h.id from ", held!("="), " as h where ", open_to!("h.id"), " limit 1"));
    /// `$2` the agency, `$3` today. Placing and ending a hold, and writing down that the work has ended, is no contact.
    HOLDINGS = each_id!(
        "select w.id, p.reference, p.born, \
         cast(case when (select 1 from legal_hold l where l.person_id = w.id and l.agency_id = $2 and l.ended_at is null \
         limit 1) is not null then 1 else 0 end as bigint), \
         cast(case when (select 1 from involvement v where v.person_id = w.id and v.agency_id = $2 \
         and (v.to_day is null or v.to_day >= $3) limit 1) is not null then 1 else 0 end as bigint), \
         cast(case when (select 1 from court_order o where o.person_id = w.id and o.holder_id = $2 and o.ended is null \
         and o.ends >= $3 limit 1) is not null then 1 else 0 end as bigint), \
         cast(case when (select 1 from referral r where r.person_id = w.id and r.phase < 3 \
         and (r.to_agency_id = $2 or r.from_agency_id = $2) limit 1) is not null then 1 else 0 end as bigint), \
         cast(case when (select 1 from duty d where d.person_id = w.id and d.owner_agency_id = $2 and d.closed_at is null \
         limit 1) is not null then 1 else 0 end as bigint), \
         (select max(coalesce(o.ended, o.ends)) from court_order o where o.person_id = w.id and o.holder_id = $2), \
         cast(case when (select 1 from note n where n.person_id = w.id and n.agency_id = $2 and n.section = 'mental_health' \
         limit 1) is not null then 1 else 0 end as bigint), \
         (select max(e.at) from event e where e.chain_id = w.id and e.agency_id = $2 \
         and e.kind not in ('hold.placed', 'hold.ended', 'involvement.ended')), \
         (select max(v.to_day) from involvement v where v.person_id = w.id and v.agency_id = $2), \
         (select d.id from disposal d where d.person_id = w.id and d.agency_id = $2 and d.state = 'proposed') from",
        "w",
        "join person p on p.id = w.id order by w.id"
    );
    HOLDS = Sql::same(concat!(
        "select ", hold_columns!(), " from legal_hold placed where placed.person_id = $1 and placed.agency_id = $2 \
         order by placed.at desc, placed.id desc limit $3 + 0"
    ));
    HELD_BY = Sql::same("select agency_id from legal_hold where person_id = $1 and id = $2");
    /// `$1` the agencies, `$2` the account, `$3` today, `$4` the rows.
    STANDING = by_ids!(
        concat!(
            "select ", hold_columns!(), ", p.reference from legal_hold placed join person p on p.id = placed.person_id \
             where placed.ended_at is null and placed.agency_id"
        ),
        concat!("and ", open_to!("placed.person_id"), " order by placed.review, placed.id limit $4 + 0")
    );
    END_HOLD = Sql::same(
        "update legal_hold set ended_at = $3, ended_by = $4, ended_agency_id = $5, ended_why = $6 where person_id = $1 \
         and id = $2 and ended_at is null"
    );
    DISPOSALS = by_ids!(
        concat!("select ", columns!(), " where d.agency_id"),
        "order by case when d.state = 'proposed' then 0 else 1 end, d.at desc, d.id desc limit $2 + 0"
    );
    ONE = by_ids!(concat!("select ", columns!(), " where d.agency_id"), "and d.id = $2");
    DECIDE = Sql::same(
        "update disposal set state = $2, decided_at = $3, decided_by = $4, decided_agency_id = $5 where id = $1 \
         and state = 'proposed'"
    );
    CERTIFY = Sql::same(
        "update disposal set certificate = $2 where id = $1 and state = 'carried_out' and certificate is null"
    );
    CARRIED_OUT = Sql::same(concat!(
        "select ", columns!(), " where d.state = 'carried_out' and (d.decided_at > $1 or (d.decided_at = $1 and d.id > $2)) \
         order by d.decided_at, d.id limit $3 + 0"
    ));
    WAS_CARRIED_OUT = Sql::same("select id from disposal where id = $1 and state = 'carried_out'");
    /// A proposal that waits for the same record, here, gives way to what was carried out.
    GIVE_WAY = Sql::same(
        "update disposal set state = 'refused', decided_at = $3, decided_by = $4, decided_agency_id = $6 where person_id = $1 \
         and agency_id = $2 and state = 'proposed' and id <> $5"
    );
    HASH_AT = Sql::same("select hash from event where chain_id = $1 and position = $2");
    TOLD = Sql::same(
        "select p.body from installation cross join event e cross join event_payload p where e.chain_id = installation.partnership_id \
         and p.sequence = e.sequence and e.kind in ('records.disposed', 'disposal.repeated') and e.subject = $1 \
         order by e.position desc limit 1"
    );
}

fn schedule(row: &Row) -> Stored<Schedule> {
    let mut f = row.fields();
    Ok(Schedule {
        code: f.next()?,
        kind: f.next()?,
        agency: f.maybe()?,
        record: f.next()?,
        counts_from: f.next()?,
        months: u16::try_from(f.next::<u32>()?)
            .map_err(|_| StoreError::Corrupt("retention_schedule: months".to_owned()))?,
        action: f.next()?,
        from: f.next()?,
        until: f.maybe()?,
        source: f.next()?,
        from_memory: f.next()?,
    })
}

fn proposal(f: &mut Fields<'_>) -> Stored<Proposal> {
    Ok(Proposal {
        id: f.next()?,
        person: f.next()?,
        of: f.next()?,
        schedule: f.next()?,
        counted_from: f.next()?,
        due: f.next()?,
        stamp: Stamp { at: f.next()?, by: f.next()?, agency: f.next()? },
    })
}

fn disposed(row: &Row) -> Stored<Disposal> {
    let mut f = row.fields();
    let proposal = proposal(&mut f)?;
    let state = f.next()?;
    let (at, by): (Option<Timestamp>, Option<AccountId>) = (f.maybe()?, f.maybe()?);
    let agency = f.next()?;
    let decided = at.zip(by).map(|(at, by)| Stamp { at, by, agency });
    Ok(Disposal { proposal, state, decided, certificate: f.maybe()? })
}

fn holding(row: &Row) -> Stored<Holding> {
    let zone = calendar::london();
    let mut f = row.fields();
    let (person, reference, born) = (f.next()?, f.next()?, f.maybe()?);
    let mut runs = Vec::new();
    for stop in [Stop::Held, Stop::AtWork, Stop::OrderRuns, Stop::ReferralRuns, Stop::SomethingDue] {
        if f.next::<bool>()? {
            runs.push(stop);
        }
    }
    Ok(Holding {
        person,
        reference,
        born,
        runs,
        order_end: f.maybe()?,
        mental_health: f.next()?,
        last_contact: f.maybe::<Timestamp>()?.map(|at| calendar::day_in_london(at, &zone)),
        discharged: f.maybe()?,
        proposed: f.maybe()?,
    })
}

fn hold(f: &mut Fields<'_>) -> Stored<Hold> {
    let (person, of, id, why, review) = (f.next()?, f.next()?, f.next()?, f.next()?, f.next()?);
    let stamp = Stamp { at: f.next()?, by: f.next()?, agency: f.next()? };
    let (at, by, agency) = (f.maybe()?, f.maybe()?, f.next()?);
    let ended = at.zip(by).map(|(at, by)| Stamp { at, by, agency }).zip(f.maybe()?);
    Ok(Hold { person, of, id, why, review, stamp, ended })
}

#[async_trait]
impl Retention for StoreTx {
    async fn lock_record(&mut self, person: PersonId) -> Stored<()> {
        disposal::lock(&mut self.link, person.0).await
    }

    async fn schedules(&mut self, kind: AgencyKind, agency: AgencyId) -> Stored<Vec<Schedule>> {
        self.link.all(SCHEDULES, args![kind, agency]).await?.iter().map(schedule).collect()
    }

    async fn add_schedule(&mut self, one: &Schedule) -> Stored<bool> {
        let eve = one.from.saturating_sub(1.day());
        let (agency, record, counts) = (one.agency, one.record, one.counts_from);
        self.link.run(END_SCHEDULES, args![agency, record, counts, one.from, eve]).await?;
        let columns = args![
            one.code,
            one.kind,
            agency,
            record,
            counts,
            one.months,
            one.action,
            one.from,
            one.until,
            one.source,
            one.from_memory,
        ];
        Ok(!SCHEDULE.run(&mut self.link, columns).await?.is_empty())
    }

    async fn held_people(
        &mut self,
        filter: &ListFilter,
        of: AgencyId,
        today: Date,
        after: Option<PersonId>,
        limit: u32,
    ) -> Stored<Vec<PersonId>> {
        let after = after.unwrap_or(PersonId(Uuid::nil()));
        let args = args![of, filter.account, today, after, limit];
        self.link.all(HELD, args).await?.iter().map(|row| row.fields().next()).collect()
    }

    async fn is_held(
        &mut self,
        filter: &ListFilter,
        of: AgencyId,
        today: Date,
        person: PersonId,
    ) -> Stored<bool> {
        let args = args![of, filter.account, today, person];
        Ok(self.link.one(IS_HELD, args).await?.is_some())
    }

    async fn holdings(&mut self, agency: AgencyId, today: Date, people: &[PersonId]) -> Stored<Vec<Holding>> {
        if people.is_empty() {
            return Ok(Vec::new());
        }
        let mut args = vec![ids(people)];
        args.append(&mut args![agency, today]);
        self.link.all(HOLDINGS, args).await?.iter().map(holding).collect()
    }

    async fn held_by(&mut self, person: PersonId, hold: HoldId) -> Stored<Option<AgencyId>> {
        let found = self.link.one(HELD_BY, args![person, hold]).await?;
        found.map(|row| row.fields().next()).transpose()
    }

    async fn standing_holds(
        &mut self,
        filter: &ListFilter,
        of: &[AgencyId],
        today: Date,
        limit: u32,
    ) -> Stored<Vec<(Hold, String)>> {
        let mut args = vec![agencies(of)];
        args.append(&mut args![filter.account, today, limit]);
        let rows = self.link.all(STANDING, args).await?;
        rows.iter()
            .map(|row| {
                let mut f = row.fields();
                Ok((hold(&mut f)?, f.next()?))
            })
            .collect()
    }

    async fn holds(&mut self, person: PersonId, agency: AgencyId, limit: u32) -> Stored<Vec<Hold>> {
        let rows = self.link.all(HOLDS, args![person, agency, limit]).await?;
        rows.iter().map(|row| hold(&mut row.fields())).collect()
    }

    async fn add_hold(&mut self, hold: &Hold) -> Stored<bool> {
        let Stamp { at, by, agency } = hold.stamp;
        let columns = args![hold.person, hold.id, hold.why, hold.review, at, by, hold.of, agency];
        Ok(!HOLD.run(&mut self.link, columns).await?.is_empty())
    }

    async fn end_hold(&mut self, hold: &Hold) -> Stored<bool> {
        let Some((stamp, why)) = &hold.ended else { return Ok(false) };
        let columns = args![hold.person, hold.id, stamp.at, stamp.by, stamp.agency, why];
        Ok(self.link.run(END_HOLD, columns).await? > 0)
    }

    async fn propose_disposal(&mut self, one: &Proposal) -> Stored<bool> {
        let Stamp { at, by, agency } = one.stamp;
        let state = DisposalState::Proposed;
        let columns =
            args![one.id, one.person, one.of, one.schedule, one.counted_from, one.due, state, at, by, agency];
        Ok(!DISPOSAL.run(&mut self.link, columns).await?.is_empty())
    }

    async fn disposals(&mut self, of: &[AgencyId], limit: u32) -> Stored<Vec<Disposal>> {
        self.link.all(DISPOSALS, vec![agencies(of), limit.arg()]).await?.iter().map(disposed).collect()
    }

    async fn disposal(&mut self, of: &[AgencyId], id: DisposalId) -> Stored<Option<Disposal>> {
        self.link.one(ONE, vec![agencies(of), id.arg()]).await?.as_ref().map(disposed).transpose()
    }

    async fn decide_disposal(&mut self, id: DisposalId, state: DisposalState, stamp: &Stamp) -> Stored<bool> {
        Ok(self.link.run(DECIDE, args![id, state, stamp.at, stamp.by, stamp.agency]).await? > 0)
    }

    async fn dispose(&mut self, one: &Proposal, at: Timestamp) -> Stored<Disposed> {
        disposal::dispose(&mut self.link, one, at).await
    }

    async fn certify_disposal(&mut self, id: DisposalId, certificate: &str) -> Stored<()> {
        self.link.run(CERTIFY, args![id, certificate]).await.map(drop)
    }

    async fn carried_out(
        &mut self,
        from: Timestamp,
        after: Option<DisposalId>,
        limit: u32,
    ) -> Stored<Vec<Disposal>> {
        let after = after.unwrap_or(DisposalId(Uuid::nil()));
        self.link.all(CARRIED_OUT, args![from, after, limit]).await?.iter().map(disposed).collect()
    }

    async fn was_carried_out(&mut self, id: DisposalId) -> Stored<bool> {
        Ok(self.link.one(WAS_CARRIED_OUT, args![id]).await?.is_some())
    }

    async fn take_disposal(&mut self, one: &Disposal) -> Stored<()> {
        let Some(decided) = one.decided else {
            return Err(StoreError::Corrupt("a disposal that nobody decided".to_owned()));
        };
        let of = &one.proposal;
        let Stamp { at, by, agency } = of.stamp;
        let way = args![of.person, of.of, decided.at, decided.by, of.id, decided.agency];
        self.link.run(GIVE_WAY, way).await?;
        let decide = args![of.id, DisposalState::CarriedOut, decided.at, decided.by, decided.agency];
        if self.link.run(DECIDE, decide).await? > 0 {
            return Ok(());
        }
        let (state, person) = (DisposalState::CarriedOut, of.person);
        let columns = args![
            of.id,
            person,
            of.of,
            of.schedule,
            of.counted_from,
            of.due,
            state,
            at,
            by,
            agency,
            decided.at,
            decided.by,
            decided.agency,
        ];
        TAKEN.run(&mut self.link, columns).await.map(drop)
    }

    async fn certified(
        &mut self,
        chain: Uuid,
        position: i64,
        told: DisposalId,
    ) -> Stored<(Option<[u8; 32]>, Option<String>)> {
        let hash = self.link.one(HASH_AT, args![chain, position]).await?;
        let hash = hash.map(|row| row.fields().next()).transpose()?;
        let body = self.link.one(TOLD, args![told]).await?;
        let body = body.map(|row| row.fields().maybe()).transpose()?.flatten();
        Ok((hash, body))
    }
}
