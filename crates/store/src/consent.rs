//! Consents with their facts.

use crate::{
    bulk::inserts,
    error::failed,
    sql::{Arg, Row, Sql, args, statements},
    tx::StoreTx,
};
use app::ports::{Consents, StoreError, Stored};
use async_trait::async_trait;
use domain::{
    consent::{Asking, Consent, ConsentFact, ConsentMove, ConsentState, Taken},
    ids::{AgencyId, ConsentId, PersonId},
    section::Section,
    stamp::Stamp,
};
use gate::{Label, Sealed};
use std::collections::HashMap;
use uuid::Uuid;

inserts! {
    CONSENT = "consent" (person_id, id, asked_to, purpose, sections, recipients, holder_id, facts, state) "";
    FACT = "consent_fact" (
        person_id, consent_id, position, step, manner, language, interpreter, capacity, until_day, day, at, by_account,
        agency_id
    ) "";
}

/// The columns that [`asking`] reads.
macro_rules! columns {
    () => {
        "select person_id, id, asked_to, purpose, sections, recipients, holder_id from consent"
    };
}

/// The columns that [`fact`] reads.
macro_rules! fact_columns {
    () => {
        "select consent_id, at, by_account, agency_id, step, manner, language, interpreter, capacity, until_day, day \
         from consent_fact"
    };
}

statements! {
    CONSENTS = Sql::same(concat!(columns!(), " where person_id = $1 order by id desc limit $2 + 0"));
    ONE = Sql::same(concat!(columns!(), " where id = $1"));
    FACTS = Sql::same(concat!(fact_columns!(), " where person_id = $1 order by consent_id, position"));
    STEP = Sql::same(
        "update consent set facts = facts + 1, state = $4 where person_id = $1 and id = $2 and facts = $3"
    );
}

fn json<T: serde::Serialize>(value: &T) -> Stored<String> {
    serde_json::to_string(value).map_err(|_| failed("a list cannot be written"))
}

fn fact_args(asking: &Asking, position: i64, stamp: &Stamp, fact: &ConsentFact) -> Vec<Arg> {
    let taken = if let ConsentFact::Given(taken) = fact { Some(taken) } else { None };
    let day = if let ConsentFact::Withdrawn(day) = fact { Some(*day) } else { None };
    args![
        asking.person,
        asking.id,
        position,
        fact.as_move(),
        taken.map(|one| one.manner),
        taken.map(|one| one.language.clone()),
        taken.and_then(|one| one.interpreter.clone()),
        taken.and_then(|one| one.capacity.clone()),
        taken.and_then(|one| one.until),
        day,
        stamp.at,
        stamp.by,
        stamp.agency,
    ]
}

fn asking(row: &Row) -> Stored<Asking> {
    let unreadable = |what: &str| StoreError::Corrupt(format!("consent: {what}"));
    let mut f = row.fields();
    let (person, id, to, purpose) = (f.next()?, f.next()?, f.next()?, f.next()?);
    let codes: Vec<String> =
        serde_json::from_str(&f.next::<String>()?).map_err(|_| unreadable("sections"))?;
    let sections: Result<Vec<Section>, _> = codes.iter().map(|code| Section::from_code(code)).collect();
    let recipients: Vec<Uuid> =
        serde_json::from_str(&f.next::<String>()?).map_err(|_| unreadable("recipients"))?;
    Ok(Asking {
        id,
        person,
        to,
        purpose,
        sections: sections.map_err(|_| unreadable("sections"))?,
        recipients: recipients.into_iter().map(AgencyId).collect(),
        holder: f.next()?,
    })
}

fn fact(row: &Row) -> Stored<(ConsentId, (Stamp, ConsentFact))> {
    let unreadable = || StoreError::Corrupt("consent_fact: a fact without its parts".to_owned());
    let mut f = row.fields();
    let consent = f.next()?;
    let stamp = Stamp { at: f.next()?, by: f.next()?, agency: f.next()? };
    let step: ConsentMove = f.next()?;
    let (manner, language) = (f.maybe()?, f.maybe()?);
    let (interpreter, capacity, until, day) = (f.maybe()?, f.maybe()?, f.maybe()?, f.maybe()?);
    let fact = match step {
        ConsentMove::Ask => ConsentFact::Asked,
        ConsentMove::Refuse => ConsentFact::Refused,
        ConsentMove::Withdraw => ConsentFact::Withdrawn(day.ok_or_else(unreadable)?),
        ConsentMove::Give => ConsentFact::Given(Taken {
            manner: manner.ok_or_else(unreadable)?,
            language: language.ok_or_else(unreadable)?,
            interpreter,
            capacity,
            until,
        }),
    };
    Ok((consent, (stamp, fact)))
}

impl StoreTx {
    async fn with_facts(&mut self, person: PersonId, rows: &[Row]) -> Stored<Vec<Sealed<Consent>>> {
        let mut facts: HashMap<ConsentId, Vec<(Stamp, ConsentFact)>> = HashMap::new();
        for row in &self.link.all(FACTS, args![person]).await? {
            let (consent, one) = fact(row)?;
            facts.entry(consent).or_default().push(one);
        }
        rows.iter()
            .map(|row| {
                let asking = asking(row)?;
                let label = Label::own(asking.person, asking.to.section(), asking.holder);
                let facts = facts.remove(&asking.id).unwrap_or_default();
                let consent = Consent::replay(asking, facts)
                    .map_err(|error| StoreError::Corrupt(format!("consent_fact: {error}")))?;
                Ok(Sealed::new(label, consent))
            })
            .collect()
    }
}

#[async_trait]
impl Consents for StoreTx {
    async fn add_consent(&mut self, consent: &Consent) -> Stored<()> {
        let asking = &consent.asking;
        let sections: Vec<&str> = asking.sections.iter().map(|section| section.code()).collect();
        let recipients: Vec<Uuid> = asking.recipients.iter().map(|agency| agency.0).collect();
        let columns = args![
            asking.person,
            asking.id,
            asking.to,
            asking.purpose,
            json(&sections)?,
            json(&recipients)?,
            asking.holder,
            consent.version(),
            consent.state(),
        ];
        CONSENT.run(&mut self.link, columns).await?;
        let facts = (1_i64..).zip(consent.facts());
        let rows = facts.flat_map(|(at, (stamp, fact))| fact_args(asking, at, stamp, fact)).collect();
        FACT.run(&mut self.link, rows).await.map(drop)
    }

    async fn append_consent_fact(
        &mut self,
        asking: &Asking,
        seen: i64,
        stamp: &Stamp,
        fact: &ConsentFact,
        state: ConsentState,
    ) -> Stored<bool> {
        if self.link.run(STEP, args![asking.person, asking.id, seen, state]).await? == 0 {
            return Ok(false);
        }
        FACT.run(&mut self.link, fact_args(asking, seen.saturating_add(1), stamp, fact)).await?;
        Ok(true)
    }

    async fn consents(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<Consent>>> {
        let rows = self.link.all(CONSENTS, args![person, limit]).await?;
        self.with_facts(person, &rows).await
    }

    async fn consent(&mut self, id: ConsentId) -> Stored<Option<Sealed<Consent>>> {
        let Some(row) = self.link.one(ONE, args![id]).await? else { return Ok(None) };
        let person = row.fields().next()?;
        Ok(self.with_facts(person, std::slice::from_ref(&row)).await?.pop())
    }
}
