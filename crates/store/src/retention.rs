//! Schedules of retention, what agencies hold about whom, holds, and disposals with their certificates.

use crate::{
    bulk::inserts,
    dialect::each_id,
    disposal,
    sql::{Fields, Row, Sql, args, statements},
    standing::{ids, open_to},
    tx::StoreTx,
};
use app::ports::{Disposed, Retention, StoreError, Stored};
use async_trait::async_trait;
use domain::{
    agency::AgencyKind,
    calendar,
    ids::{AccountId, AgencyId, DisposalId, PersonId},
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
    HOLD = "legal_hold" (person_id, id, why, review, at, by_account, agency_id) "on conflict do nothing returning id";
    DISPOSAL = "disposal" (id, person_id, agency_id, schedule, counted_from, due, state, at, by_account)
        "on conflict do nothing returning id";
    TAKEN = "disposal" (
        id, person_id, agency_id, schedule, counted_from, due, state, at, by_account, decided_at, decided_by
    ) "";
}

/// The columns that [`proposal`] and [`disposed`] read.
macro_rules! columns {
    () => {
        "d.id, d.person_id, d.schedule, d.counted_from, d.due, d.at, d.by_account, d.agency_id, d.state, d.decided_at, \
         d.decided_by, d.certificate from disposal d"
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
    HOLDS = Sql::same(
        "select person_id, id, why, review, at, by_account, agency_id, ended_at, ended_by, ended_why from legal_hold \
         where person_id = $1 and agency_id = $2 order by at desc, id desc limit $3 + 0"
    );
    END_HOLD = Sql::same(
        "update legal_hold set ended_at = $3, ended_by = $4, ended_why = $5 where person_id = $1 and id = $2 and ended_at is null"
    );
    DISPOSALS = Sql::same(concat!(
        "select ", columns!(), " where d.agency_id = $1 order by case when d.state = 'proposed' then 0 else 1 end, \
         d.at desc, d.id desc limit $2 + 0"
    ));
    ONE = Sql::same(concat!("select ", columns!(), " where d.id = $1 and d.agency_id = $2"));
    DECIDE = Sql::same(
        "update disposal set state = $2, decided_at = $3, decided_by = $4 where id = $1 and state = 'proposed'"
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
        "update disposal set state = 'refused', decided_at = $3, decided_by = $4 where person_id = $1 and agency_id = $2 \
         and state = 'proposed' and id <> $5"
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
    let agency = proposal.stamp.agency;
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

fn hold(row: &Row) -> Stored<Hold> {
    let mut f = row.fields();
    let (person, id, why, review) = (f.next()?, f.next()?, f.next()?, f.next()?);
    let stamp = Stamp { at: f.next()?, by: f.next()?, agency: f.next()? };
    let ended = match f.maybe()? {
        None => None,
        Some(at) => Some((Stamp { at, by: f.next()?, agency: stamp.agency }, f.next()?)),
    };
    Ok(Hold { person, id, why, review, stamp, ended })
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
        today: Date,
        after: Option<PersonId>,
        limit: u32,
    ) -> Stored<Vec<PersonId>> {
        let after = after.unwrap_or(PersonId(Uuid::nil()));
        let args = args![filter.agency, filter.account, today, after, limit];
        self.link.all(HELD, args).await?.iter().map(|row| row.fields().next()).collect()
    }

    async fn is_held(&mut self, filter: &ListFilter, today: Date, person: PersonId) -> Stored<bool> {
        let args = args![filter.agency, filter.account, today, person];
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

    async fn holds(&mut self, person: PersonId, agency: AgencyId, limit: u32) -> Stored<Vec<Hold>> {
        self.link.all(HOLDS, args![person, agency, limit]).await?.iter().map(hold).collect()
    }

    async fn add_hold(&mut self, hold: &Hold) -> Stored<bool> {
        let Stamp { at, by, agency } = hold.stamp;
        let columns = args![hold.person, hold.id, hold.why, hold.review, at, by, agency];
        Ok(!HOLD.run(&mut self.link, columns).await?.is_empty())
    }

    async fn end_hold(&mut self, hold: &Hold) -> Stored<bool> {
        let Some((stamp, why)) = &hold.ended else { return Ok(false) };
        let columns = args![hold.person, hold.id, stamp.at, stamp.by, why];
        Ok(self.link.run(END_HOLD, columns).await? > 0)
    }

    async fn propose_disposal(&mut self, one: &Proposal) -> Stored<bool> {
        let Stamp { at, by, agency } = one.stamp;
        let state = DisposalState::Proposed;
        let columns =
            args![one.id, one.person, agency, one.schedule, one.counted_from, one.due, state, at, by];
        Ok(!DISPOSAL.run(&mut self.link, columns).await?.is_empty())
    }

    async fn disposals(&mut self, agency: AgencyId, limit: u32) -> Stored<Vec<Disposal>> {
        self.link.all(DISPOSALS, args![agency, limit]).await?.iter().map(disposed).collect()
    }

    async fn disposal(&mut self, agency: AgencyId, id: DisposalId) -> Stored<Option<Disposal>> {
        self.link.one(ONE, args![id, agency]).await?.as_ref().map(disposed).transpose()
    }

    async fn decide_disposal(&mut self, id: DisposalId, state: DisposalState, stamp: &Stamp) -> Stored<bool> {
        Ok(self.link.run(DECIDE, args![id, state, stamp.at, stamp.by]).await? > 0)
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
        self.link.run(GIVE_WAY, args![of.person, agency, decided.at, decided.by, of.id]).await?;
        let decide = args![of.id, DisposalState::CarriedOut, decided.at, decided.by];
        if self.link.run(DECIDE, decide).await? > 0 {
            return Ok(());
        }
        let (state, person) = (DisposalState::CarriedOut, of.person);
        let columns = args![
            of.id,
            person,
            agency,
            of.schedule,
            of.counted_from,
            of.due,
            state,
            at,
            by,
            decided.at,
            decided.by,
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
