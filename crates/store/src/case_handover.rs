//! People handed over to probation, with their facts. A handover lies in the plan of both ends.

use crate::{
    bulk::inserts,
    order_record::{By, stamp},
    sql::{Arg, Row, Sql, args, statements},
    tx::StoreTx,
};
use app::ports::{Handovers, StoreError, Stored};
use async_trait::async_trait;
use domain::{
    case_handover::{CaseHandover, HandoverFact, HandoverMove, HandoverState, Offer},
    ids::{AccountId, AgencyId, CaseHandoverId, InvolvementId, PersonId},
    involvement::{Involvement, InvolvementRole},
    section::Section,
    stamp::Stamp,
    text::Line,
};
use gate::{Label, Sealed};
use jiff::civil::Date;
use std::collections::BTreeMap;

inserts! {
    HANDOVER = "case_handover" (
        person_id, id, from_agency_id, to_agency_id, answer_by, words, involvement_id, facts, state, at, by_account,
        agency_id
    ) "";
    HANDOVER_FACT = "case_handover_fact" (
        person_id, handover_id, position, step, account_id, words, at, by_account, agency_id
    ) "";
}

statements! {
    WHOSE = Sql::same("select person_id from case_handover where id = $1");
    OF_PERSON = Sql::same(
        "select person_id, id, from_agency_id, to_agency_id, answer_by, words, involvement_id, at, by_account, agency_id, \
         state from case_handover where person_id = $1 order by id desc limit $2 + 0"
    );
    FACTS = Sql::same(
        "select handover_id, step, account_id, words, at, by_account, agency_id from case_handover_fact \
         where person_id = $1 order by handover_id, position"
    );
    STEP = Sql::same(
        "update case_handover set facts = facts + 1, state = $4 where person_id = $1 and id = $2 and facts = $3"
    );
    /// What one agency does for a person in one role ends on `$4`; what has ended stays as it was.
    END_PART = Sql::same(
        "update involvement set to_day = $4 where person_id = $1 and agency_id = $2 and role = $3 \
         and from_day <= $4 and to_day is null returning id, account_id, leads, from_day"
    );
    END_ONE = Sql::same(
        "update involvement set to_day = $3 where person_id = $1 and id = $2 and to_day is null \
         returning id, account_id, leads, from_day, agency_id, role"
    );
    /// Recommendations of an agency on which nobody has said what the court did, and what else it still owes.
    OWES = Sql::same(
        "select (select count(*) from recommendation r where r.person_id = $1 and r.agency_id = $2 and not exists \
         (select 1 from recommendation_outcome o where o.person_id = r.person_id and o.recommendation_id = r.id)) \
         + (select count(*) from duty d where d.person_id = $1 and d.owner_agency_id = $2 and d.closed_at is null)"
    );
}

/// Handovers of one person read at most.
const MOST: u32 = 200;

impl StoreTx {
    async fn handovers_with_facts(
        &mut self,
        person: PersonId,
        rows: Vec<Row>,
    ) -> Stored<Vec<Sealed<CaseHandover>>> {
        let found = self.plain_handovers(person, rows).await?;
        Ok(found.into_iter().map(|(label, one)| Sealed::new(label, one)).collect())
    }

    /// A person's handovers without their seals, for the installation itself.
    pub(crate) async fn handovers_of(&mut self, person: PersonId) -> Stored<Vec<(Label, CaseHandover)>> {
        let rows = self.link.all(OF_PERSON, args![person, MOST]).await?;
        self.plain_handovers(person, rows).await
    }

    async fn plain_handovers(
        &mut self,
        person: PersonId,
        rows: Vec<Row>,
    ) -> Stored<Vec<(Label, CaseHandover)>> {
        let mut facts: By<CaseHandoverId, (Stamp, HandoverFact)> = BTreeMap::new();
        for row in self.link.all(FACTS, args![person]).await? {
            let (id, kept) = fact(&row)?;
            facts.entry(id).or_default().push(kept);
        }
        rows.iter()
            .map(|row| {
                let (offer, state) = offer(row)?;
                let (id, from, to) = (offer.id, offer.from, offer.to);
                let one = CaseHandover::replay(offer, facts.remove(&id).unwrap_or_default())
                    .map_err(|error| StoreError::unknown(&format!("case_handover {id}"), error))?;
                self.link.agrees(one.state() == state, || format!("case_handover {id}"))?;
                let label = Label { sent_to: Some(to), ..Label::own(person, Section::Plan, from) };
                Ok((label, one))
            })
            .collect()
    }
}

fn offer(row: &Row) -> Stored<(Offer, HandoverState)> {
    let mut f = row.fields();
    let (person, id, from, to) = (f.next()?, f.next()?, f.next()?, f.next()?);
    let (answer_by, words, involvement) = (f.next()?, f.maybe()?, f.maybe()?);
    let stamp = stamp(&mut f)?;
    Ok((Offer { id, person, from, to, answer_by, words, involvement, stamp }, f.next()?))
}

fn fact(row: &Row) -> Stored<(CaseHandoverId, (Stamp, HandoverFact))> {
    let mut f = row.fields();
    let (id, step): (CaseHandoverId, HandoverMove) = (f.next()?, f.next()?);
    let account: Option<AccountId> = f.maybe()?;
    let words: Option<Line> = f.maybe()?;
    let lacking = || StoreError::Corrupt(format!("case_handover_fact of {id}: {} has no words", step.code()));
    let fact = match step {
        HandoverMove::TakeOn => HandoverFact::TakenOn(account),
        HandoverMove::Decline => HandoverFact::Declined(words.ok_or_else(lacking)?),
        HandoverMove::Withdraw => HandoverFact::Withdrawn(words.ok_or_else(lacking)?),
    };
    Ok((id, (stamp(&mut f)?, fact)))
}

fn fact_args(offer: &Offer, position: i64, (stamp, fact): &(Stamp, HandoverFact)) -> Vec<Arg> {
    let account = if let HandoverFact::TakenOn(account) = fact { *account } else { None };
    let (step, words) = (fact.as_move(), fact.reason());
    args![offer.person, offer.id, position, step, account, words, stamp.at, stamp.by, stamp.agency]
}

#[async_trait]
impl Handovers for StoreTx {
    async fn insert_case_handover(&mut self, one: &CaseHandover) -> Stored<()> {
        let offer = &one.offer;
        let args = args![
            offer.person,
            offer.id,
            offer.from,
            offer.to,
            offer.answer_by,
            offer.words,
            offer.involvement,
            one.version(),
            one.state(),
            offer.stamp.at,
            offer.stamp.by,
            offer.stamp.agency,
        ];
        HANDOVER.run(&mut self.link, args).await.map(drop)
    }

    async fn case_handover(&mut self, id: CaseHandoverId) -> Stored<Option<Sealed<CaseHandover>>> {
        let row = self.link.one(WHOSE, args![id]).await?;
        // One that is absent takes the same statements, so that time does not tell.
        let person = row.map_or(Ok(PersonId(id.0)), |row| row.fields().next())?;
        let rows = self.link.all(OF_PERSON, args![person, MOST]).await?;
        let is = |row: &Row| {
            let mut f = row.fields();
            f.skip(1);
            f.next::<CaseHandoverId>().is_ok_and(|found| found == id)
        };
        let found = rows.into_iter().filter(is).collect();
        Ok(self.handovers_with_facts(person, found).await?.pop())
    }

    async fn case_handovers_of(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<CaseHandover>>> {
        let rows = self.link.all(OF_PERSON, args![person, limit]).await?;
        self.handovers_with_facts(person, rows).await
    }

    async fn append_case_handover_fact(&mut self, one: &CaseHandover, seen: i64) -> Stored<bool> {
        let Some(last) = one.facts().last() else { return Ok(false) };
        let args = args![one.offer.person, one.offer.id, seen, one.state()];
        if self.link.run(STEP, args).await? == 0 {
            return Ok(false);
        }
        HANDOVER_FACT.run(&mut self.link, fact_args(&one.offer, seen.saturating_add(1), last)).await?;
        Ok(true)
    }

    async fn end_part(
        &mut self,
        person: PersonId,
        agency: AgencyId,
        role: InvolvementRole,
        day: Date,
    ) -> Stored<Vec<Involvement>> {
        let rows = self.link.all(END_PART, args![person, agency, role, day]).await?;
        rows.iter()
            .map(|row| {
                let mut f = row.fields();
                let (id, account): (InvolvementId, _) = (f.next()?, f.maybe()?);
                let (leads, from, to) = (f.next()?, f.next()?, Some(day));
                Ok(Involvement { id, person, agency, account, role, leads, from, to })
            })
            .collect()
    }

    async fn end_involvement(
        &mut self,
        person: PersonId,
        id: InvolvementId,
        day: Date,
    ) -> Stored<Option<Involvement>> {
        let row = self.link.one(END_ONE, args![person, id, day]).await?;
        row.map(|row| {
            let mut f = row.fields();
            let (id, account, leads, from) = (f.next()?, f.maybe()?, f.next()?, f.next()?);
            let (agency, role, to) = (f.next()?, f.next()?, Some(day));
            Ok(Involvement { id, person, agency, account, role, leads, from, to })
        })
        .transpose()
    }

    async fn owes(&mut self, person: PersonId, agency: AgencyId) -> Stored<u64> {
        let row = self.link.one(OWES, args![person, agency]).await?;
        let count: i64 = row.map_or(Ok(0), |row| row.fields().next())?;
        Ok(u64::try_from(count).unwrap_or_default())
    }
}
