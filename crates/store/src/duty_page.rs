//! Pages and counts of what is due: for a desk, and for an agency's team.
//!
//! A count and the page that it stands over ask the same conditions, so that a count is true beyond the rows shown.

use crate::{
    duty::{columns, read},
    sql::{Arg, Param, Read, Sql, args, statements},
    standing::{filter_args, goes_on, visible, visible_by_involvement},
    tx::StoreTx,
};
use app::ports::{AfterDuty, DutyQuery, DutyTally, Stored, Whose};
use domain::{
    duty::Duty,
    ids::{AccountId, AgencyId, DutyId, PersonId},
};
use gate::ListFilter;
use jiff::civil::Date;
use uuid::Uuid;

/// Which duties, of whose work for the viewer's agency (`$1`) it is: `$8` the account or the agency, `$9` to `$12` person, kind, first and last day, nulls for all.
macro_rules! which {
    () => {
        concat!(
            " and d.closed_at is null and (d.person_id = $9 or $9 is null) and (d.kind = $10 or $10 is null) \
             and d.due >= $11 and d.due <= $12 and ",
            visible!("d.person_id")
        )
    };
}

/// Whose at the agency: `$13` is 0 for everybody, 1 for nobody named, 2 for the account `$14`.
macro_rules! member {
    () => {
        " and ($13 = 0 or ($13 = 1 and d.owner_account_id is null) or ($13 = 2 and d.owner_account_id = $14))"
    };
}

macro_rules! tallies {
    () => {
        "select d.owner_account_id, d.kind, cast(case when d.due < $3 then 1 else 0 end as bigint), count(*) from duty d where "
    };
}

statements! {
    /// `$13` and `$14` where to go on, `$15` the rows.
    OF_ACCOUNT = Sql::same(concat!(
        "select ", columns!(), " where d.owner_account_id = $8 and d.owner_agency_id = $1", which!(),
        " and (d.due, d.id) > ($13, $14) order by d.due, d.id limit $15 + 0"
    ));
    /// `$15` and `$16` where to go on, `$17` the rows.
    OF_AGENCY = Sql::same(concat!(
        "select ", columns!(), " where d.owner_agency_id = $8", which!(), member!(),
        " and (d.due, d.id) > ($15, $16) order by d.due, d.id limit $17 + 0"
    ));
    TALLIES_OF_ACCOUNT = Sql::same(concat!(
        tallies!(), "d.owner_account_id = $8 and d.owner_agency_id = $1", which!(), " group by 1, 2, 3 order by 1, 2, 3"
    ));
    TALLIES_OF_AGENCY = Sql::same(concat!(
        tallies!(), "d.owner_agency_id = $8", which!(), member!(), " group by 1, 2, 3 order by 1, 2, 3"
    ));
    /// `$8` the account, `$9` the last day, `$10` the rows.
    PEOPLE = Sql::same(concat!(
        "select distinct d.person_id from duty d where d.owner_account_id = $8 and d.owner_agency_id = $1 \
         and d.closed_at is null and d.due <= $9 and ", visible!("d.person_id"), " order by d.person_id limit $10 + 0"
    ));
    /// `$8` the agency. For each account its people are found in the order of an index that holds all that is asked.
    WORKLOAD = Sql::same(concat!(
        "select a.id, (select count(*) from (select distinct w.person_id from involvement w where w.account_id = a.id \
         and w.agency_id = $8 and w.from_day <= $3 and (w.to_day is null or w.to_day >= $3) and ", goes_on!("w", "$3"), " and ",
        visible_by_involvement!("w"), ") as c) from account a where a.agency_id = $8 or a.id in (select m.account_id from secondment m \
         where m.host_agency_id = $8 and m.state = 'agreed' and m.from_day <= $3 and m.until_day >= $3) order by a.id"
    ));
}

/// A day that none comes before, and one that none comes after: days are kept as text.
const FIRST: &str = "";
const LAST: &str = "9999-12-31";

/// The parameters of `which!` and, for an agency, `member!`.
fn which(filter: &ListFilter, query: &DutyQuery, today: Date) -> (bool, Vec<Arg>) {
    let mut args = filter_args(filter, today);
    let (of_agency, owner) = match query.whose {
        Whose::Account(account) => (false, account.arg()),
        Whose::Agency(agency) | Whose::Member(agency, _) | Whose::Unnamed(agency) => (true, agency.arg()),
    };
    let day =
        |day: Option<Date>, without: &str| day.map_or_else(|| without.to_owned(), |day| day.to_string());
    args.push(owner);
    args.extend(args![query.person, query.kind, day(query.from, FIRST), day(query.until, LAST)]);
    match query.whose {
        Whose::Account(_) => {}
        Whose::Agency(_) => args.extend(args![0_i64, None::<AccountId>]),
        Whose::Unnamed(_) => args.extend(args![1_i64, None::<AccountId>]),
        Whose::Member(_, account) => args.extend(args![2_i64, Some(account)]),
    }
    (of_agency, args)
}

pub(crate) fn page_read(
    filter: &ListFilter,
    query: &DutyQuery,
    today: Date,
    after: AfterDuty,
    limit: u32,
) -> Read {
    let (of_agency, mut args) = which(filter, query, today);
    let (day, id) = after.map_or((FIRST.to_owned(), DutyId(Uuid::nil())), |(day, id)| (day.to_string(), id));
    args.extend(args![day, id, limit]);
    Read::new(if of_agency { OF_AGENCY } else { OF_ACCOUNT }, args)
}

pub(crate) fn tallies_read(filter: &ListFilter, query: &DutyQuery, today: Date) -> Read {
    let (of_agency, args) = which(filter, query, today);
    Read::new(if of_agency { TALLIES_OF_AGENCY } else { TALLIES_OF_ACCOUNT }, args)
}

pub(crate) fn people_read(
    filter: &ListFilter,
    account: AccountId,
    today: Date,
    until: Date,
    limit: u32,
) -> Read {
    let mut args = filter_args(filter, today);
    args.extend(args![account, until, limit]);
    Read::new(PEOPLE, args)
}

pub(crate) fn workload_read(filter: &ListFilter, agency: AgencyId, today: Date) -> Read {
    let mut args = filter_args(filter, today);
    args.push(agency.arg());
    Read::new(WORKLOAD, args)
}

impl StoreTx {
    pub(crate) async fn page_of_duties(
        &mut self,
        filter: &ListFilter,
        query: &DutyQuery,
        today: Date,
        after: AfterDuty,
        limit: u32,
    ) -> Stored<Vec<Duty>> {
        if filter.is_empty() {
            return Ok(Vec::new());
        }
        let rows = self.link.read(page_read(filter, query, today, after, limit)).await?;
        rows.iter().map(read).collect()
    }

    pub(crate) async fn tallies_of_duties(
        &mut self,
        filter: &ListFilter,
        query: &DutyQuery,
        today: Date,
    ) -> Stored<Vec<DutyTally>> {
        if filter.is_empty() {
            return Ok(Vec::new());
        }
        let rows = self.link.read(tallies_read(filter, query, today)).await?;
        rows.iter()
            .map(|row| {
                let mut f = row.fields();
                Ok(DutyTally { account: f.maybe()?, kind: f.next()?, overdue: f.next()?, count: f.next()? })
            })
            .collect()
    }

    pub(crate) async fn people_of_duties(
        &mut self,
        filter: &ListFilter,
        account: AccountId,
        today: Date,
        until: Date,
        limit: u32,
    ) -> Stored<Vec<PersonId>> {
        if filter.is_empty() {
            return Ok(Vec::new());
        }
        let rows = self.link.read(people_read(filter, account, today, until, limit)).await?;
        rows.iter().map(|row| row.fields().next()).collect()
    }

    pub(crate) async fn workload_of(
        &mut self,
        filter: &ListFilter,
        agency: AgencyId,
        today: Date,
    ) -> Stored<Vec<(AccountId, u64)>> {
        if filter.is_empty() {
            return Ok(Vec::new());
        }
        let rows = self.link.read(workload_read(filter, agency, today)).await?;
        rows.iter()
            .map(|row| {
                let mut f = row.fields();
                Ok((f.next()?, f.next()?))
            })
            .collect()
    }
}
