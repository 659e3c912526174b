//! Secondments with their facts, who works for an agency on a day, and what a secondee leaves behind.

use crate::{
    account::{account, account_columns, agency, roles, roles_text},
    bulk::inserts,
    dialect::by_ids,
    order_record::{By, stamp},
    sql::{Arg, Fields, Read, Row, Sql, args, statements},
    tx::StoreTx,
};
use app::ports::{ActingUnder, Secondments, StoreError, Stored};
use async_trait::async_trait;
use domain::{
    account::Account,
    ids::{AccountId, AgencyId, OrderId, PersonId, SecondmentId, SessionId},
    involvement::Involvement,
    secondment::{Proposal, Secondment, SecondmentFact, SecondmentMove, SecondmentState},
    stamp::Stamp,
    text::Line,
};
use jiff::{Timestamp, civil::Date};
use std::collections::BTreeMap;

inserts! {
    SECONDMENT = "secondment" (
        id, account_id, home_agency_id, host_agency_id, roles, from_day, until_day, facts, state, at, by_account, agency_id
    ) "";
    SECONDMENT_FACT = "secondment_fact" (secondment_id, position, step, reason, at, by_account, agency_id) "";
}

macro_rules! columns {
    () => {
        "select id, account_id, home_agency_id, host_agency_id, roles, from_day, until_day, at, \
         by_account, agency_id, state from secondment where "
    };
}

/// What [`acting_under`] reads, of `m` a secondment and `h` its host. It ends with the host's last day at the latest.
macro_rules! acting_columns {
    () => {
        "m.id, m.state, m.from_day, case when h.last_day < m.until_day then h.last_day else m.until_day end, m.roles, \
         h.id, h.partnership_id, h.name, h.kind"
    };
}

/// Who works for agency `$1` on day `$2`.
macro_rules! staff {
    ($own:literal, $seconded:literal) => {
        concat!(
            "select ",
            account_columns!(),
            " from account a where a.agency_id = $1",
            $own,
            " union all select a.id, a.agency_id, a.name, a.email, m.roles, a.closed_at from secondment m \
             join account a on a.id = m.account_id where m.host_agency_id = $1 and m.state = 'agreed' \
             and m.from_day <= $2 and m.until_day >= $2",
            $seconded
        )
    };
}

pub(crate) use acting_columns;

statements! {
    ONE = Sql::same(concat!(columns!(), "id = $1"));
    OF_AGENCY = Sql::same(concat!(
        columns!(), "(home_agency_id = $1 or host_agency_id = $1) order by id desc limit $2 + 0"
    ));
    OF_ACCOUNT = Sql::same(concat!(columns!(), "account_id = $1 order by id desc limit $2 + 0"));
    TO_PASS_ON = Sql::same(concat!(
        columns!(), "passed_on_at is null and (state = 'ended' or (state = 'agreed' and until_day < $1)) \
         order by id limit $2 + 0"
    ));
    FACTS = by_ids!(
        "select secondment_id, step, reason, at, by_account, agency_id from secondment_fact where secondment_id",
        "order by secondment_id, position"
    );
    STEP = Sql::same("update secondment set facts = facts + 1, state = $3 where id = $1 and facts = $2");
    PASSED_ON = Sql::same("update secondment set passed_on_at = $2 where id = $1 and passed_on_at is null");
    ACT_UNDER = Sql::same("update session set secondment_id = $3 where id = $2 and account_id = $1 and ended_at is null");
    STAFF = Sql::same(concat!(staff!("", ""), " order by 3, 1 limit $3 + 0"));
    MEMBER = Sql::same(staff!(" and a.id = $3", " and m.account_id = $3"));
    /// `$1` the agency, `$2` the account, `$3` the day.
    PEOPLE = Sql::same(
        "select d.person_id from duty d where d.owner_account_id = $2 and d.owner_agency_id = $1 and d.closed_at is null \
         union select w.person_id from involvement w where w.account_id = $2 and w.agency_id = $1 and w.to_day is null \
         order by 1 limit $3 + 0"
    );
    LEAVE_TEAM = Sql::same(
        "update involvement set to_day = case when from_day > $4 then from_day else $4 end where person_id = $1 \
         and agency_id = $2 and account_id = $3 and to_day is null returning id, role, leads, from_day, to_day"
    );
    OWNED = Sql::same(
        "select id from court_order where person_id = $1 and owner_agency_id = $2 and owner_account_id = $3 \
         and stage <> 'ended' order by id"
    );
}

/// Reads the columns of `acting_columns`; nothing where there is no such secondment.
pub(crate) fn acting_under(f: &mut Fields<'_>) -> Stored<Option<ActingUnder>> {
    let id: Option<SecondmentId> = f.maybe()?;
    let Some(id) = id else {
        f.skip(8);
        return Ok(None);
    };
    let agreed = f.next::<SecondmentState>()? == SecondmentState::Agreed;
    let (from, until) = (f.next()?, f.next()?);
    let roles = roles(&f.next::<String>()?)?;
    Ok(Some(ActingUnder { id, agreed, from, until, roles, host: agency(f)? }))
}

fn proposal(row: &Row) -> Stored<(Proposal, SecondmentState)> {
    let mut f = row.fields();
    let (id, account, home, host) = (f.next()?, f.next()?, f.next()?, f.next()?);
    let roles = roles(&f.next::<String>()?)?;
    let (from, until) = (f.next()?, f.next()?);
    let stamp = stamp(&mut f)?;
    Ok((Proposal { id, account, home, host, roles, from, until, stamp }, f.next()?))
}

fn fact(row: &Row) -> Stored<(SecondmentId, (Stamp, SecondmentFact))> {
    let mut f = row.fields();
    let (id, step): (SecondmentId, SecondmentMove) = (f.next()?, f.next()?);
    let reason: Option<Line> = f.maybe()?;
    let lacking = || StoreError::Corrupt(format!("secondment_fact of {id}: {} has no reason", step.code()));
    let fact = match step {
        SecondmentMove::Agree => SecondmentFact::Agreed,
        SecondmentMove::Decline => SecondmentFact::Declined(reason.ok_or_else(lacking)?),
        SecondmentMove::Withdraw => SecondmentFact::Withdrawn(reason.ok_or_else(lacking)?),
        SecondmentMove::End => SecondmentFact::Ended(reason.ok_or_else(lacking)?),
    };
    Ok((id, (stamp(&mut f)?, fact)))
}

impl StoreTx {
    async fn secondments_with_facts(&mut self, rows: Vec<Row>) -> Stored<Vec<Secondment>> {
        let proposals = rows.iter().map(proposal).collect::<Stored<Vec<_>>>()?;
        let mut facts: By<SecondmentId, (Stamp, SecondmentFact)> = BTreeMap::new();
        let ids = Arg::Ids(proposals.iter().map(|(one, _)| one.id.0).collect());
        for row in self.link.all(FACTS, vec![ids]).await? {
            let (id, kept) = fact(&row)?;
            facts.entry(id).or_default().push(kept);
        }
        proposals
            .into_iter()
            .map(|(proposal, state)| {
                let id = proposal.id;
                let one = Secondment::replay(proposal, facts.remove(&id).unwrap_or_default())
                    .map_err(|error| StoreError::unknown(&format!("secondment {id}"), error))?;
                if one.state() == state {
                    Ok(one)
                } else {
                    Err(StoreError::Corrupt(format!("secondment {id}: its facts lead elsewhere")))
                }
            })
            .collect()
    }
}

#[async_trait]
impl Secondments for StoreTx {
    async fn insert_secondment(&mut self, one: &Secondment) -> Stored<()> {
        let proposal = &one.proposal;
        let args = args![
            proposal.id,
            proposal.account,
            proposal.home,
            proposal.host,
            roles_text(proposal.roles),
            proposal.from,
            proposal.until,
            one.version(),
            one.state(),
            proposal.stamp.at,
            proposal.stamp.by,
            proposal.stamp.agency,
        ];
        SECONDMENT.run(&mut self.link, args).await.map(drop)
    }

    async fn secondment(&mut self, id: SecondmentId) -> Stored<Option<Secondment>> {
        let rows = self.link.all(ONE, args![id]).await?;
        Ok(self.secondments_with_facts(rows).await?.pop())
    }

    async fn secondments_of_agency(&mut self, agency: AgencyId, limit: u32) -> Stored<Vec<Secondment>> {
        let rows = self.link.all(OF_AGENCY, args![agency, limit]).await?;
        self.secondments_with_facts(rows).await
    }

    async fn secondments_of_account(&mut self, account: AccountId, limit: u32) -> Stored<Vec<Secondment>> {
        let rows = self.link.all(OF_ACCOUNT, args![account, limit]).await?;
        self.secondments_with_facts(rows).await
    }

    async fn append_secondment_fact(&mut self, one: &Secondment, seen: i64) -> Stored<bool> {
        let Some((stamp, fact)) = one.facts().last() else { return Ok(false) };
        if self.link.run(STEP, args![one.proposal.id, seen, one.state()]).await? == 0 {
            return Ok(false);
        }
        let (id, position, step) = (one.proposal.id, seen.saturating_add(1), fact.as_move());
        let reason = fact.reason().cloned();
        let args = args![id, position, step, reason, stamp.at, stamp.by, stamp.agency];
        SECONDMENT_FACT.run(&mut self.link, args).await?;
        Ok(true)
    }

    async fn secondments_to_pass_on(&mut self, today: Date, limit: u32) -> Stored<Vec<Secondment>> {
        let rows = self.link.all(TO_PASS_ON, args![today, limit]).await?;
        self.secondments_with_facts(rows).await
    }

    async fn secondment_passed_on(&mut self, id: SecondmentId, at: Timestamp) -> Stored<bool> {
        Ok(self.link.run(PASSED_ON, args![id, at]).await? == 1)
    }

    async fn act_under(
        &mut self,
        account: AccountId,
        session: SessionId,
        secondment: Option<SecondmentId>,
    ) -> Stored<bool> {
        Ok(self.link.run(ACT_UNDER, args![account, session, secondment]).await? == 1)
    }

    async fn staff(&mut self, agency: AgencyId, today: Date, limit: u32) -> Stored<Vec<Account>> {
        let rows = self.link.read(staff_read(agency, today, limit)).await?;
        rows.iter().map(|row| account(&mut row.fields())).collect()
    }

    async fn member_of_staff(
        &mut self,
        agency: AgencyId,
        one: AccountId,
        today: Date,
    ) -> Stored<Option<Account>> {
        let rows = self.link.all(MEMBER, args![agency, today, one]).await?;
        rows.first().map(|row| account(&mut row.fields())).transpose()
    }

    async fn people_of_staff(
        &mut self,
        agency: AgencyId,
        account: AccountId,
        limit: u32,
    ) -> Stored<Vec<PersonId>> {
        let rows = self.link.all(PEOPLE, args![agency, account, limit]).await?;
        rows.iter().map(|row| row.fields().next()).collect()
    }

    async fn leave_team(
        &mut self,
        person: PersonId,
        agency: AgencyId,
        account: AccountId,
        day: Date,
    ) -> Stored<Vec<Involvement>> {
        let rows = self.link.all(LEAVE_TEAM, args![person, agency, account, day]).await?;
        rows.iter()
            .map(|row| {
                let mut f = row.fields();
                let (id, role, leads, from, to) = (f.next()?, f.next()?, f.next()?, f.next()?, f.maybe()?);
                Ok(Involvement { id, person, agency, account: Some(account), role, leads, from, to })
            })
            .collect()
    }

    async fn orders_owned(
        &mut self,
        person: PersonId,
        agency: AgencyId,
        account: AccountId,
    ) -> Stored<Vec<OrderId>> {
        let rows = self.link.all(OWNED, args![person, agency, account]).await?;
        rows.iter().map(|row| row.fields().next()).collect()
    }
}

pub(crate) fn staff_read(agency: AgencyId, today: Date, limit: u32) -> Read {
    Read::new(STAFF, args![agency, today, limit])
}
