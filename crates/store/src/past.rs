//! Reads of the past and what is kept, with its dates, of the people they were about: for replaying them against an agreement.
//!
//! Reads come person by person, in the order of the ledger's own key, so that a replay goes through it once, without an index more
//! for every look to write, and asks for the facts of each person once a page.

use crate::{
    dialect::by_ids,
    ledger::entries,
    opening::sections,
    sql::{Arg, Param, Row, Sql, args, statements},
    standing::ids,
    tx::StoreTx,
};
use app::{
    agreements::{Dated, DatedFact, Days},
    ports::{AfterRead, Past, PastQuery, PastRead, StoreError, Stored},
};
use async_trait::async_trait;
use domain::{
    ids::{AccountId, AgencyId, LedgerId, PersonId},
    risk::RiskKind,
    role::{Role, Roles},
};
use jiff::{Timestamp, civil::Date};
use std::collections::HashMap;
use uuid::Uuid;

/// `$1` the people. What each row is says the number: see [`fact`].
macro_rules! dated {
    ($among:literal, $nobody:literal) => {
        concat!(
            "select i.person_id, cast(1 as bigint), i.agency_id, i.account_id, i.from_day, i.to_day, \
             cast(null as bigint), cast(null as bigint), cast(null as text), cast(null as text), cast(0 as bigint), ",
            $nobody,
            " from involvement i where i.person_id",
            $among,
            " union all select r.person_id, 2, r.from_agency_id, r.to_agency_id, null, null, \
             (select min(f.at) from referral_fact f where f.person_id = r.person_id and f.referral_id = r.id), \
             case when r.phase = 3 then (select max(f.at) from referral_fact f where f.person_id = r.person_id \
             and f.referral_id = r.id) end, null, null, 0, null from referral r where r.phase <> 0 and r.person_id",
            $among,
            " union all select l.person_id, 3, null, null, l.from_day, null, null, null, null, null, 0, null \
             from limited_access l where l.person_id",
            $among,
            " union all select n.person_id, 4, n.account_id, null, null, null, null, null, null, null, 0, null \
             from limited_access_name n where n.person_id",
            $among,
            " union all select b.person_id, 5, b.account_id, null, b.from_day, b.to_day, null, null, null, null, 0, null \
             from exclusion b where b.person_id",
            $among,
            " union all select c.person_id, 6, c.id, null, null, f.until_day, f.at, \
             case when f.step = 'give' then 1 else 0 end, c.sections, c.recipients, f.position, null \
             from consent c join consent_fact f on f.person_id = c.person_id and f.consent_id = c.id \
             where c.asked_to = 'sharing' and c.person_id",
            $among,
            " union all select o.person_id, 7, o.agency_id, o.account_id, null, null, o.from_at, \
             case when o.ended_at is not null and o.ended_at < o.until_at then o.ended_at else o.until_at end, \
             o.sections, null, 0, o.holder_id from opening o where o.person_id",
            $among,
            " union all select k.person_id, 8, k.agency_id, null, null, k.ended, k.at, null, k.kind, null, 0, null \
             from risk_flag k where k.person_id",
            $among,
            " union all select q.person_id, 9, null, null, t.made, \
             case when q.ended is not null and q.ended < t.ends and (t.ended is null or q.ended < t.ended) \
             then q.ended when t.ended is not null and t.ended < t.ends then t.ended else t.ends end, \
             null, null, q.kind, null, 0, null from requirement q join court_order t on t.person_id = q.person_id \
             and t.id = q.order_id where q.person_id",
            $among,
            " order by 1, 2, 3, 11"
        )
    };
}

statements! {
    /// `$1` the agencies, `$2` and `$3` the instants, `$4` to `$6` where the page before ended, `$7` the rows, `$8` whom they concern,
    /// `$9` is 1 for all. A record that is kept apart from a team is left out.
    READS = by_ids!(
        "select p.person_id, p.at, p.ledger_id, l.by_account, a.name, l.agency_id, g.kind, coalesce(a.roles, ''), \
         l.purpose, p.entries from ledger_person p join ledger l on l.id = p.ledger_id \
         join agency g on g.id = l.agency_id left join account a on a.id = l.by_account \
         where p.at >= $2 and p.at < $3 and (p.person_id, p.at, p.ledger_id) > ($4, $5, $6) \
         and (select 1 from kept_apart k where k.person_id = p.person_id limit 1) is null \
         and ($9 = 1 or l.agency_id = $8 \
         or (select 1 from involvement i where i.person_id = p.person_id and i.agency_id = $8 limit 1) is not null \
         or (select 1 from referral r where r.person_id = p.person_id \
         and (r.from_agency_id = $8 or r.to_agency_id = $8) limit 1) is not null \
         or (select 1 from opening o where o.person_id = p.person_id and o.agency_id = $8 limit 1) is not null) \
         and l.agency_id",
        "order by p.person_id, p.at, p.ledger_id limit $7 + 0"
    );
    DATED = Sql {
        sqlite: dated!(" in (select unhex(value) from json_each($1))", "null"),
        postgres: dated!(" = any($1)", "cast(null as uuid)"),
    };
    BY_REFERENCE = Sql::same("select id from person where reference = $1");
}

const INVOLVED: i64 = 1;
const REFERRED: i64 = 2;
const LIMITED: i64 = 3;
const NAMED: i64 = 4;
const BARRED: i64 = 5;
const CONSENT: i64 = 6;
const OPENED: i64 = 7;
const FLAG: i64 = 8;
const REQUIREMENT: i64 = 9;

#[async_trait]
impl Past for StoreTx {
    async fn past_reads(&mut self, query: &PastQuery<'_>) -> Stored<Vec<PastRead>> {
        let agencies = Arg::Ids(query.agencies.iter().map(|agency| agency.0).collect());
        let (person, at, id) =
            query.after.map_or((Uuid::nil(), Timestamp::UNIX_EPOCH, Uuid::nil()), |after| {
                (after.person.0, after.at, after.id.0)
            });
        let mut all = vec![agencies];
        let concerning = query.concerning.map_or(Uuid::nil(), |agency| agency.0);
        let everything = u32::from(query.concerning.is_none());
        all.extend(args![query.from, query.until, person, at, id, query.limit, concerning, everything]);
        self.link.all(READS, all).await?.iter().map(read).collect()
    }

    async fn dated(&mut self, people: &[PersonId]) -> Stored<HashMap<PersonId, Dated>> {
        let mut found: HashMap<PersonId, Dated> = HashMap::new();
        if people.is_empty() {
            return Ok(found);
        }
        for row in &self.link.all(DATED, vec![ids(people)]).await? {
            let person = row.fields().next()?;
            found.entry(person).or_default().facts.push(fact(row)?);
        }
        Ok(found)
    }

    async fn person_by_reference(&mut self, reference: &str) -> Stored<Option<PersonId>> {
        let row = self.link.one(BY_REFERENCE, vec![reference.arg()]).await?;
        row.map(|row| row.fields().next()).transpose()
    }
}

fn read(row: &Row) -> Stored<PastRead> {
    let mut f = row.fields();
    let (person, at, id): (PersonId, Timestamp, LedgerId) = (f.next()?, f.next()?, f.next()?);
    let (by, name) = (f.next()?, f.maybe()?);
    let (agency, kind): (AgencyId, _) = (f.next()?, f.next()?);
    let roles: String = f.next()?;
    let roles = roles
        .split_whitespace()
        .map(|code| Role::from_code(code).map_err(|error| StoreError::unknown("account.roles", error)))
        .collect::<Stored<Roles>>()?;
    let purpose = f.next()?;
    let entries = entries(&f.next::<String>()?, person, agency)?;
    Ok(PastRead { place: AfterRead { person, at, id }, by, name, agency, kind, roles, purpose, entries })
}

/// What a row says, which depends on what it is.
fn fact(row: &Row) -> Stored<DatedFact> {
    let mut f = row.fields();
    f.skip(1);
    let what: i64 = f.next()?;
    let (one, two): (Option<Uuid>, Option<Uuid>) = (f.maybe()?, f.maybe()?);
    let (from, to): (Option<Date>, Option<Date>) = (f.maybe()?, f.maybe()?);
    let (start, end): (Option<i64>, Option<i64>) = (f.maybe()?, f.maybe()?);
    let (words, more): (Option<String>, Option<String>) = (f.maybe()?, f.maybe()?);
    f.skip(1);
    let holder: Option<AgencyId> = f.maybe()?;
    let first = || one.ok_or_else(|| unreadable("whom it concerns"));
    let days = || from.map(|from| Days { from, to }).ok_or_else(|| unreadable("its first day"));
    let instant = |millis: Option<i64>| {
        millis
            .and_then(|millis| Timestamp::from_millisecond(millis).ok())
            .ok_or_else(|| unreadable("its instant"))
    };
    let text = || words.as_deref().ok_or_else(|| unreadable("its words"));
    Ok(match what {
        INVOLVED => DatedFact::Involved(AgencyId(first()?), two.map(AccountId), days()?),
        REFERRED => DatedFact::Referred {
            from: AgencyId(first()?),
            to: AgencyId(two.ok_or_else(|| unreadable("to whom"))?),
            sent: instant(start)?,
            over: end.map(|end| instant(Some(end))).transpose()?,
        },
        LIMITED => DatedFact::Limited(days()?.from),
        NAMED => DatedFact::Named(AccountId(first()?)),
        BARRED => DatedFact::Barred(AccountId(first()?), days()?),
        CONSENT => DatedFact::Consent {
            id: first()?,
            at: instant(start)?,
            given: end == Some(1),
            until: to,
            sections: sections(text()?)?,
            recipients: agencies(more.as_deref().unwrap_or_default())?,
        },
        OPENED => DatedFact::Opened {
            holder,
            agency: AgencyId(first()?),
            account: two.map(AccountId),
            from: instant(start)?,
            until: instant(end)?,
            sections: sections(text()?)?,
        },
        FLAG => {
            let kind = RiskKind::from_code(text()?).map_err(|_| unreadable("risk_flag.kind"))?;
            DatedFact::Flag(kind, AgencyId(first()?), instant(start)?, to)
        }
        REQUIREMENT => DatedFact::Requirement(text()?.to_owned(), days()?),
        _ => return Err(unreadable("what it is")),
    })
}

fn agencies(json: &str) -> Stored<Vec<AgencyId>> {
    let named: Vec<Uuid> = serde_json::from_str(json).map_err(|_| unreadable("recipients"))?;
    Ok(named.into_iter().map(AgencyId).collect())
}

fn unreadable(what: &str) -> StoreError {
    StoreError::Corrupt(format!("a dated fact: {what} cannot be read"))
}
