//! Plans: strands with their facts, and what the person said. A strand is sealed under its topic's section, a view under the plan.

use crate::{
    bulk::inserts,
    sql::{Arg, Row, Sql, args, statements},
    tx::StoreTx,
};
use app::{
    plans::told,
    ports::{Plans, StoreError, Stored},
};
use async_trait::async_trait;
use domain::{
    ids::{PersonId, PlanViewId, StrandId},
    plan::{Begun, PlanView, Strand, StrandFact, StrandState},
    section::Section,
    stamp::Stamp,
};
use gate::{Label, Sealed};
use std::collections::HashMap;
use uuid::Uuid;

inserts! {
    STRAND = "plan_strand" (
        person_id, id, topic, aim, need, strengths, quote, facts, state, at, by_account, agency_id
    ) "";
    STRAND_FACT = "plan_strand_fact" (person_id, strand_id, position, told, at, by_account, agency_id) "";
    VIEW = "plan_view" (person_id, id, view, words, day, at, by_account, agency_id) "";
}

/// The columns that [`StoreTx::whole`] reads.
macro_rules! columns {
    () => {
        "select person_id, id, topic, aim, need, strengths, quote, state, at, by_account, agency_id from plan_strand "
    };
}

statements! {
    OF_PERSON = Sql::same(concat!(
        columns!(), "where person_id = $1 and state = $3 order by at desc, id desc limit $2 + 0"
    ));
    OLDER = Sql::same(concat!(
        columns!(),
        "where person_id = $1 and state = $3 and (at, id) < (select at, id from plan_strand where person_id = $1 and id = $4) \
         order by at desc, id desc limit $2 + 0"
    ));
    ONE = Sql::same(concat!(columns!(), "where id = $1"));
    FACTS = Sql::same(
        "select strand_id, told, at, by_account, agency_id from plan_strand_fact where person_id = $1 \
         order by strand_id, position"
    );
    STEP = Sql::same(
        "update plan_strand set facts = facts + 1, state = $4 where person_id = $1 and id = $2 and facts = $3"
    );
    VIEWS = Sql::same(
        "select person_id, id, view, words, day, at, by_account, agency_id from plan_view where person_id = $1 \
         order by day desc, at desc, id desc limit $2 + 0"
    );
    OLDER_VIEWS = Sql::same(
        "select person_id, id, view, words, day, at, by_account, agency_id from plan_view where person_id = $1 \
         and (day, at, id) < (select day, at, id from plan_view where person_id = $1 and id = $3) \
         order by day desc, at desc, id desc limit $2 + 0"
    );
}

fn corrupt(what: &str, id: Uuid) -> StoreError {
    StoreError::Corrupt(format!("{what} {id}"))
}

fn fact_args(strand: &Strand, position: i64, stamp: &Stamp, fact: &StrandFact) -> Vec<Arg> {
    let begun = &strand.begun;
    let told = told::fact(fact).to_string();
    args![begun.person, begun.id, position, told, stamp.at, stamp.by, stamp.agency]
}

fn fact(row: &Row) -> Stored<(StrandId, (Stamp, StrandFact))> {
    let mut f = row.fields();
    let (id, told): (StrandId, String) = (f.next()?, f.next()?);
    let told = serde_json::from_str(&told).ok().and_then(|told| told::read(&told));
    let told = told.ok_or_else(|| corrupt("plan_strand_fact", id.0))?;
    Ok((id, (Stamp { at: f.next()?, by: f.next()?, agency: f.next()? }, told)))
}

fn view(row: &Row) -> Stored<(PlanViewId, Sealed<PlanView>)> {
    let mut f = row.fields();
    let view = PlanView {
        person: f.next()?,
        id: f.next()?,
        view: f.next()?,
        words: f.maybe()?,
        day: f.next()?,
        stamp: Stamp { at: f.next()?, by: f.next()?, agency: f.next()? },
    };
    Ok((view.id, Sealed::new(Label::own(view.person, Section::Plan, view.stamp.agency), view)))
}

impl StoreTx {
    /// Strands with their facts, each with its place.
    async fn whole(&mut self, rows: &[Row]) -> Stored<Vec<(StrandId, Sealed<Strand>)>> {
        let mut heads = Vec::with_capacity(rows.len());
        for row in rows {
            let mut f = row.fields();
            let (person, id, topic, aim) = (f.next()?, f.next()?, f.next()?, f.next()?);
            let (need, strengths, quote, state) = (f.maybe()?, f.maybe()?, f.maybe()?, f.next::<String>()?);
            let stamp = Stamp { at: f.next()?, by: f.next()?, agency: f.next()? };
            heads.push((Begun { id, person, topic, aim, need, strengths, quote, stamp }, state));
        }
        let Some(person) = heads.first().map(|(begun, _)| begun.person) else { return Ok(Vec::new()) };
        let mut facts: HashMap<StrandId, Vec<(Stamp, StrandFact)>> = HashMap::new();
        for row in &self.link.all(FACTS, args![person]).await? {
            let (id, told) = fact(row)?;
            facts.entry(id).or_default().push(told);
        }
        let mut strands = Vec::with_capacity(heads.len());
        for (begun, state) in heads {
            let (id, label) = (begun.id, Label::own(person, begun.topic.section(), begun.stamp.agency));
            let strand = Strand::replay(begun, facts.remove(&id).unwrap_or_default())
                .map_err(|_| corrupt("plan_strand", id.0))?;
            self.link.agrees(strand.state().code() == state, || format!("strand {id}"))?;
            strands.push((id, Sealed::new(label, strand)));
        }
        Ok(strands)
    }
}

#[async_trait]
impl Plans for StoreTx {
    async fn add_strand(&mut self, begun: &Begun) -> Stored<()> {
        let stamp = &begun.stamp;
        let row = args![
            begun.person,
            begun.id,
            begun.topic,
            begun.aim.clone(),
            begun.need,
            begun.strengths,
            begun.quote,
            0_i64,
            "open",
            stamp.at,
            stamp.by,
            stamp.agency
        ];
        STRAND.run(&mut self.link, row).await.map(drop)
    }

    async fn strands(
        &mut self,
        person: PersonId,
        state: StrandState,
        after: Option<StrandId>,
        limit: u32,
    ) -> Stored<Vec<(StrandId, Sealed<Strand>)>> {
        let rows = match after {
            None => self.link.all(OF_PERSON, args![person, limit, state.code()]).await?,
            Some(past) => self.link.all(OLDER, args![person, limit, state.code(), past]).await?,
        };
        self.whole(&rows).await
    }

    async fn strand(&mut self, id: StrandId) -> Stored<Option<Sealed<Strand>>> {
        let rows = self.link.all(ONE, args![id]).await?;
        Ok(self.whole(&rows).await?.pop().map(|(_, sealed)| sealed))
    }

    async fn append_strand_fact(
        &mut self,
        seen: i64,
        after: &Strand,
        stamp: &Stamp,
        fact: &StrandFact,
    ) -> Stored<bool> {
        let begun = &after.begun;
        let step = args![begun.person, begun.id, seen, after.state().code()];
        if self.link.run(STEP, step).await? == 0 {
            return Ok(false);
        }
        let kept = fact_args(after, seen.saturating_add(1), stamp, fact);
        STRAND_FACT.run(&mut self.link, kept).await.map(|_| true)
    }

    async fn add_plan_view(&mut self, view: &PlanView) -> Stored<()> {
        let stamp = &view.stamp;
        let row =
            args![view.person, view.id, view.view, view.words, view.day, stamp.at, stamp.by, stamp.agency];
        VIEW.run(&mut self.link, row).await.map(drop)
    }

    async fn plan_views(
        &mut self,
        person: PersonId,
        after: Option<PlanViewId>,
        limit: u32,
    ) -> Stored<Vec<(PlanViewId, Sealed<PlanView>)>> {
        let rows = match after {
            None => self.link.all(VIEWS, args![person, limit]).await?,
            Some(past) => self.link.all(OLDER_VIEWS, args![person, limit, past]).await?,
        };
        rows.iter().map(view).collect()
    }
}
