//! The register of mistaken disclosures.

use crate::{
    bulk::inserts,
    link::Link,
    sql::{Fields, Param, Row, Sql, args, statements},
    standing::agencies,
    tx::StoreTx,
};
use app::ports::{Mistakes, StoreError, Stored};
use async_trait::async_trait;
use domain::{
    ids::{AgencyId, MistakeId, PersonId},
    mistake::{Danger, Mistake, MistakeFact, Recovery},
    section::Section,
    stamp::Stamp,
    text::{Line, Prose},
};
use serde_json::{Value, json};

inserts! {
    MISTAKE = "mistaken_disclosure" (
        id, agency_id, person_id, what, people, sections, recipient, happened, aware_at, tell_by, facts, state,
        shown_to_person, at, by_account
    ) "";
    FACT = "mistaken_disclosure_fact" (disclosure_id, position, step, body, at, by_account, agency_id)
        "on conflict do nothing returning position";
}

/// The columns that [`reported`] reads.
macro_rules! columns {
    () => {
        "m.id, m.person_id, m.what, m.people, m.sections, m.recipient, m.happened, m.aware_at, m.tell_by, m.at, m.by_account, \
         m.agency_id from mistaken_disclosure m"
    };
}

statements! {
    OF_AGENCIES = crate::dialect::by_ids!(
        concat!("select ", columns!(), " where m.agency_id"),
        "order by case when m.state = 'open' then 0 else 1 end, \
         case when m.state = 'open' then m.tell_by else -m.tell_by end, m.id limit $2 + 0"
    );
    ONE = crate::dialect::by_ids!(concat!("select ", columns!(), " where m.agency_id"), "and m.id = $2");
    TOLD = Sql::same(concat!(
        "select ", columns!(), " where m.person_id = $1 and m.shown_to_person = 1 order by m.id desc limit $2 + 0"
    ));
    FACTS = crate::dialect::by_ids!(
        "select f.disclosure_id, f.step, f.body, f.at, f.by_account, f.agency_id from mistaken_disclosure_fact f \
         where f.disclosure_id",
        "order by f.disclosure_id, f.position"
    );
    STEP = Sql::same(
        "update mistaken_disclosure set facts = facts + 1, state = $3, shown_to_person = $4 where id = $1 and facts = $2"
    );
}

fn corrupt() -> StoreError {
    StoreError::Corrupt("mistaken_disclosure".to_owned())
}

fn reported(row: &Row) -> Stored<Mistake> {
    let mut f = row.fields();
    let (id, person, what, people) = (f.next()?, f.maybe()?, f.next()?, f.next()?);
    let codes: Vec<String> = serde_json::from_str(&f.next::<String>()?).map_err(|_| corrupt())?;
    let sections = codes.iter().map(|code| Section::from_code(code)).collect::<Result<Vec<_>, _>>();
    let sections = sections.map_err(|_| corrupt())?;
    let (recipient, happened, aware, tell_by) = (f.next()?, f.next()?, f.next()?, f.next()?);
    let stamp = Stamp { at: f.next()?, by: f.next()?, agency: f.next()? };
    Ok(Mistake::new(id, person, what, people, sections, recipient, happened, aware, tell_by, stamp))
}

fn written(fact: &MistakeFact) -> String {
    json!({
        "words": fact.words.as_str(),
        "danger": fact.danger.map(Danger::code),
        "recovery": fact.recovery.map(Recovery::code),
        "late": fact.late.as_ref().map(Line::as_str),
    })
    .to_string()
}

fn fact(f: &mut Fields<'_>) -> Stored<(Stamp, MistakeFact)> {
    let step = f.next()?;
    let body: Value = serde_json::from_str(&f.next::<String>()?).map_err(|_| corrupt())?;
    let text = |name: &str| body.get(name).and_then(Value::as_str);
    let one = MistakeFact {
        step,
        words: Prose::new(text("words").unwrap_or_default()).map_err(|_| corrupt())?,
        danger: text("danger").map(Danger::from_code).transpose().map_err(|_| corrupt())?,
        recovery: text("recovery").map(Recovery::from_code).transpose().map_err(|_| corrupt())?,
        late: text("late").map(Line::new).transpose().map_err(|_| corrupt())?,
    };
    Ok((Stamp { at: f.next()?, by: f.next()?, agency: f.next()? }, one))
}

/// Each report with its facts, in the order of the rows.
async fn with_facts(link: &mut Link, rows: Vec<Row>) -> Stored<Vec<Mistake>> {
    let mut found = rows.iter().map(reported).collect::<Stored<Vec<_>>>()?;
    let ids: Vec<_> = found.iter().map(|one| one.id.0).collect();
    // None takes the same statements as one, so that time does not tell.
    for row in &link.all(FACTS, vec![crate::sql::Arg::Ids(ids)]).await? {
        let mut f = row.fields();
        let id: MistakeId = f.next()?;
        let (stamp, fact) = fact(&mut f)?;
        if let Some(one) = found.iter_mut().find(|one| one.id == id) {
            *one = one.clone().append(stamp, fact).map_err(|_| corrupt())?;
        }
    }
    Ok(found)
}

#[async_trait]
impl Mistakes for StoreTx {
    async fn add_mistake(&mut self, one: &Mistake) -> Stored<()> {
        let sections: Vec<&str> = one.sections.iter().map(|section| section.code()).collect();
        let Stamp { at, by, agency } = one.stamp;
        let columns = args![
            one.id,
            agency,
            one.person,
            one.what,
            one.people,
            json!(sections).to_string(),
            one.recipient,
            one.happened,
            one.aware,
            one.tell_by,
            0_i64,
            one.state(),
            false,
            at,
            by,
        ];
        MISTAKE.later(&mut self.link, columns).await
    }

    async fn mistakes(&mut self, of: &[AgencyId], limit: u32) -> Stored<Vec<Mistake>> {
        let rows = self.link.all(OF_AGENCIES, vec![agencies(of), limit.arg()]).await?;
        with_facts(&mut self.link, rows).await
    }

    async fn mistake(&mut self, of: &[AgencyId], id: MistakeId) -> Stored<Option<Mistake>> {
        let rows = self.link.all(ONE, vec![agencies(of), id.arg()]).await?;
        Ok(with_facts(&mut self.link, rows).await?.into_iter().next())
    }

    async fn append_mistake(&mut self, one: &Mistake, seen: i64) -> Stored<bool> {
        let Some((stamp, fact)) = one.facts().last() else { return Ok(false) };
        let state = args![one.id, seen, one.state(), one.is_shown_to_person()];
        if self.link.run(STEP, state).await? == 0 {
            return Ok(false);
        }
        let columns = args![one.id, seen, fact.step, written(fact), stamp.at, stamp.by, stamp.agency];
        FACT.later(&mut self.link, columns).await?;
        Ok(true)
    }

    async fn mistakes_told(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Mistake>> {
        let rows = self.link.all(TOLD, args![person, limit]).await?;
        with_facts(&mut self.link, rows).await
    }
}
