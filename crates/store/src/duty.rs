//! What is due.

use crate::{
    bulk::inserts,
    dialect::by_ids,
    sql::{Arg, Param, Row, Sql, args, statements},
    standing::{filter_args, visible},
    tx::StoreTx,
};
use app::ports::{AfterDuty, Duties, DutyQuery, DutyTally, OwedBecause, Stored};
use async_trait::async_trait;
use domain::{
    duty::{Closing, Duty, DutyKind, Owner},
    ids::{AccountId, AgencyId, DutyId, PersonId},
    stamp::Stamp,
};
use gate::{Label, ListFilter, Sealed};
use jiff::civil::Date;
use uuid::Uuid;

/// Open duties of one agency on one record read at most.
const MOST: u32 = 1000;

inserts! {
    DUTY = "duty" (
        person_id, id, kind, owner_agency_id, owner_account_id, due, subject, why, at, by_account, agency_id
    ) "";
}

/// The columns that [`read`] reads.
macro_rules! columns {
    () => {
        "d.person_id, d.id, d.kind, d.owner_agency_id, d.owner_account_id, d.due, d.subject, d.why from duty d"
    };
}

pub(crate) use columns;

statements! {
    CLOSE = Sql::same(
        "update duty set closed_at = $4, closing = $5, closed_by = $6 \
         where person_id = $1 and subject = $2 and kind = $3 and closed_at is null"
    );
    /// `$1` the subjects.
    CLOSE_ABOUT = by_ids!(
        "update duty set closed_at = $4, closing = $5, closed_by = $6 \
         where person_id = $2 and kind = $3 and closed_at is null and subject",
        "returning subject"
    );
    CLOSE_OF = Sql::same(
        "update duty set closed_at = $5, closing = $6, closed_by = $7 \
         where person_id = $1 and subject = $2 and kind = $3 and owner_agency_id = $4 and closed_at is null"
    );
    MOVE = Sql::same(
        "update duty set due = $4 where person_id = $1 and subject = $2 and kind = $3 and closed_at is null"
    );
    /// `$1` the duties, `$2` and `$3` whose they are now, `$4` the person.
    HAND_OVER = by_ids!(
        "update duty set owner_agency_id = $2, owner_account_id = $3 where person_id = $4 and closed_at is null and id",
        ""
    );
    /// Each with the order that its subject is, or belongs to.
    BY_ORDER = Sql::same(
        "select d.id, d.kind, d.subject, d.owner_account_id, coalesce(o.id, q.order_id, f.order_id, m.order_id, n.order_id, s.order_id, \
         t.order_id) \
         from duty d \
         left join court_order o on o.person_id = d.person_id and o.id = d.subject \
         left join requirement q on q.person_id = d.person_id and q.id = d.subject \
         left join failure f on f.person_id = d.person_id and f.id = d.subject \
         left join meeting m on m.person_id = d.person_id and m.id = d.subject \
         left join action a on a.person_id = d.person_id and a.id = d.subject \
         left join meeting n on n.person_id = a.person_id and n.id = a.meeting_id \
         left join referral r on r.person_id = d.person_id and r.id = d.subject \
         left join requirement s on s.person_id = r.person_id and s.id = r.requirement_id \
         left join appointment p on p.person_id = d.person_id and p.id = d.subject \
         left join referral u on u.person_id = p.person_id and u.id = p.referral_id \
         left join requirement t on t.person_id = u.person_id and t.id = u.requirement_id \
         where d.person_id = $1 and d.owner_agency_id = $2 and d.closed_at is null order by d.id limit $3 + 0"
    );
    /// `$8` the account, `$9` the last day, `$10` the rows.
    OF_ACCOUNT = Sql::same(concat!(
        "select ", columns!(), " where d.owner_account_id = $8 and d.owner_agency_id = $1 and d.closed_at is null and d.due <= $9 \
         and ",
        visible!("d.person_id"), " order by d.due, d.id limit $10 + 0"
    ));
    /// `$8` the agency, `$9` the last day, `$10` and `$11` where to go on, `$12` the rows.
    OF_AGENCY = Sql::same(concat!(
        "select ", columns!(), " where d.owner_agency_id = $8 and d.closed_at is null and d.due <= $9 \
         and (d.due, d.id) > ($10, $11) and ",
        visible!("d.person_id"), " order by d.due, d.id limit $12 + 0"
    ));
    ABOUT = Sql::same(concat!(
        "select ", columns!(), " where d.person_id = $1 and d.closed_at is null order by d.due, d.id limit $2 + 0"
    ));
}

pub(crate) fn duty_args(duty: &Duty, stamp: &Stamp) -> Vec<Arg> {
    args![
        duty.person,
        duty.id,
        duty.kind,
        duty.owner.agency,
        duty.owner.account,
        duty.due,
        duty.subject,
        duty.why,
        stamp.at,
        stamp.by,
        stamp.agency,
    ]
}

pub(crate) fn read(row: &Row) -> Stored<Duty> {
    let mut f = row.fields();
    Ok(Duty {
        person: f.next()?,
        id: f.next()?,
        kind: f.next()?,
        owner: Owner { agency: f.next()?, account: f.maybe()? },
        due: f.next()?,
        subject: f.next()?,
        why: f.maybe()?,
    })
}

#[async_trait]
impl Duties for StoreTx {
    async fn open_duties(&mut self, duties: &[Duty], stamp: &Stamp) -> Stored<()> {
        let args = duties.iter().flat_map(|duty| duty_args(duty, stamp)).collect();
        DUTY.later(&mut self.link, args).await
    }

    async fn close_duties(
        &mut self,
        person: PersonId,
        subject: Uuid,
        kinds: &[DutyKind],
        closing: Closing,
        stamp: &Stamp,
    ) -> Stored<u64> {
        let mut closed = 0;
        for kind in kinds {
            closed +=
                self.link.run(CLOSE, args![person, subject, *kind, stamp.at, closing, stamp.by]).await?;
        }
        Ok(closed)
    }

    async fn close_duties_about(
        &mut self,
        person: PersonId,
        subjects: &[Uuid],
        kind: DutyKind,
        closing: Closing,
        stamp: &Stamp,
    ) -> Stored<Vec<Uuid>> {
        let mut args = vec![Arg::Ids(subjects.to_vec())];
        args.extend(args![person, kind, stamp.at, closing, stamp.by]);
        self.link.all(CLOSE_ABOUT, args).await?.iter().map(|row| row.fields().next()).collect()
    }

    async fn close_duties_of(
        &mut self,
        person: PersonId,
        subject: Uuid,
        kind: DutyKind,
        agency: AgencyId,
        closing: Closing,
        stamp: Stamp,
    ) -> Stored<u64> {
        let args = args![person, subject, kind, agency, stamp.at, closing, stamp.by];
        self.link.run(CLOSE_OF, args).await
    }

    async fn move_duties(
        &mut self,
        person: PersonId,
        subject: Uuid,
        kinds: &[DutyKind],
        due: Date,
    ) -> Stored<u64> {
        let mut moved = 0;
        for kind in kinds {
            moved += self.link.run(MOVE, args![person, subject, *kind, due]).await?;
        }
        Ok(moved)
    }

    async fn duties_by_order(&mut self, person: PersonId, agency: AgencyId) -> Stored<Vec<OwedBecause>> {
        let rows = self.link.all(BY_ORDER, args![person, agency, MOST]).await?;
        rows.iter()
            .map(|row| {
                let mut f = row.fields();
                let (duty, kind, subject) = (f.next()?, f.next()?, f.next()?);
                Ok(OwedBecause { duty, kind, subject, account: f.maybe()?, order: f.maybe()? })
            })
            .collect()
    }

    async fn hand_over_duties(&mut self, person: PersonId, duties: &[DutyId], to: Owner) -> Stored<u64> {
        let ids = Arg::Ids(duties.iter().map(|duty| duty.0).collect());
        let mut args = vec![ids];
        args.extend(args![to.agency, to.account, person]);
        self.link.run(HAND_OVER, args).await
    }

    async fn duties(
        &mut self,
        filter: &ListFilter,
        account: AccountId,
        today: Date,
        until: Date,
        limit: u32,
    ) -> Stored<Vec<Duty>> {
        if filter.is_empty() {
            return Ok(Vec::new());
        }
        let mut args = filter_args(filter, today);
        args.extend([account.arg(), until.arg(), limit.arg()]);
        self.link.all(OF_ACCOUNT, args).await?.iter().map(read).collect()
    }

    async fn duties_of_agency(
        &mut self,
        filter: &ListFilter,
        agency: AgencyId,
        today: Date,
        until: Date,
        after: AfterDuty,
        limit: u32,
    ) -> Stored<Vec<Duty>> {
        if filter.is_empty() {
            return Ok(Vec::new());
        }
        // Days are kept as text, where the earliest is the empty one.
        let (day, id) = after.map_or((String::new(), DutyId(Uuid::nil())), |(day, id)| (day.to_string(), id));
        let mut args = filter_args(filter, today);
        args.extend([agency.arg(), until.arg(), day.arg(), id.arg(), limit.arg()]);
        self.link.all(OF_AGENCY, args).await?.iter().map(read).collect()
    }

    async fn duty_page(
        &mut self,
        filter: &ListFilter,
        query: &DutyQuery,
        today: Date,
        after: AfterDuty,
        limit: u32,
    ) -> Stored<Vec<Duty>> {
        self.page_of_duties(filter, query, today, after, limit).await
    }

    async fn duty_tallies(
        &mut self,
        filter: &ListFilter,
        query: &DutyQuery,
        today: Date,
    ) -> Stored<Vec<DutyTally>> {
        self.tallies_of_duties(filter, query, today).await
    }

    async fn people_with_duties(
        &mut self,
        filter: &ListFilter,
        account: AccountId,
        today: Date,
        until: Date,
        limit: u32,
    ) -> Stored<Vec<PersonId>> {
        self.people_of_duties(filter, account, today, until, limit).await
    }

    async fn workload(
        &mut self,
        filter: &ListFilter,
        agency: AgencyId,
        today: Date,
    ) -> Stored<Vec<(AccountId, u64)>> {
        self.workload_of(filter, agency, today).await
    }

    async fn duties_about(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<Duty>>> {
        let rows = self.link.all(ABOUT, args![person, limit]).await?;
        rows.iter()
            .map(|row| {
                let duty = read(row)?;
                Ok(Sealed::new(Label::own(duty.person, duty.kind.section(), duty.owner.agency), duty))
            })
            .collect()
    }
}
