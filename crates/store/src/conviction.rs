//! Convictions with their facts. A conviction lies in the court section of the agency that recorded it.

use crate::{
    bulk::inserts,
    link::Link,
    rehabilitation,
    sql::{Arg, Row, Sql, args, statements},
    tx::StoreTx,
};
use app::ports::{Convictions, StoreError, Stored};
use async_trait::async_trait;
use domain::{
    conviction::{
        Age, Conviction, ConvictionFact, ConvictionMove, ConvictionState, Details, Ends, Runs, Sentence,
        SentenceKind, Term,
    },
    ids::{ConvictionId, PersonId},
    rehabilitation::Law,
    section::Section,
    stamp::Stamp,
    text::{Line, Prose},
};
use gate::{Label, Sealed};
use jiff::civil::Date;
use serde_json::{Value, json};
use std::collections::HashMap;

inserts! {
    CONVICTION = "conviction" (person_id, id, day, facts, state, at, by_account, agency_id) "";
    FACT = "conviction_fact" (person_id, conviction_id, position, step, body, at, by_account, agency_id) "";
}

statements! {
    WHOSE = Sql::same("select person_id from conviction where id = $1");
    OF_PERSON = Sql::same(
        "select id, state from conviction where person_id = $1 order by day desc, id desc limit $2 + 0"
    );
    FACTS = Sql::same(
        "select conviction_id, step, body, at, by_account, agency_id from conviction_fact where person_id = $1 \
         order by conviction_id, position"
    );
    STEP = Sql::same(
        "update conviction set facts = facts + 1, state = $4, day = $5 where person_id = $1 and id = $2 and facts = $3"
    );
}

/// Convictions read to find one of them.
const MOST: u32 = 500;

fn details_body(details: &Details) -> Value {
    let sentences = details.sentences().iter().map(|one| {
        json!({
            "kind": one.kind.code(),
            "months": one.term.map(Term::months),
            "days": one.term.map(Term::days),
            "ends": one.ends.code(),
            "end": if let Ends::On(day) = one.ends { Some(day.to_string()) } else { None },
            "runs": one.runs.code(),
            "schedule_18": one.schedule_18,
        })
    });
    json!({
        "offence": details.offence.as_str(),
        "court": details.court.as_ref().map(Line::as_str),
        "day": details.day.to_string(),
        "sentenced": details.sentenced.to_string(),
        "age": details.age.code(),
        "summary_only": details.summary_only,
        "sentences": sentences.collect::<Vec<_>>(),
    })
}

/// What a fact says, as it is kept. Fields are added, never renamed.
fn body(fact: &ConvictionFact) -> Value {
    match fact {
        ConvictionFact::Recorded(details) => json!({ "details": details_body(details) }),
        ConvictionFact::Corrected(details, why) => {
            json!({ "details": details_body(details), "why": why.as_str() })
        }
        ConvictionFact::Removed(why) => json!({ "why": why.as_str() }),
    }
}

fn day(body: &Value, field: &str) -> Option<Date> {
    body.get(field)?.as_str()?.parse().ok()
}

fn sentence(body: &Value) -> Option<Sentence> {
    let text = |field: &str| body.get(field).and_then(Value::as_str);
    let number = |field: &str| body.get(field).and_then(Value::as_u64).and_then(|n| u16::try_from(n).ok());
    let term = match (number("months"), number("days")) {
        (Some(months), Some(days)) => Some(Term::new(months, days)?),
        _ => None,
    };
    Some(Sentence {
        kind: SentenceKind::from_code(text("kind")?).ok()?,
        term,
        ends: Ends::of(text("ends")?, day(body, "end"))?,
        runs: Runs::from_code(text("runs")?).ok()?,
        schedule_18: body.get("schedule_18")?.as_bool()?,
    })
}

fn details(body: &Value) -> Option<Details> {
    let text = |field: &str| body.get(field).and_then(Value::as_str);
    let sentences = body.get("sentences")?.as_array()?.iter().map(sentence).collect::<Option<Vec<_>>>()?;
    Details::new(
        Line::new(text("offence")?).ok()?,
        text("court").and_then(|court| Line::new(court).ok()),
        day(body, "day")?,
        day(body, "sentenced")?,
        Age::from_code(text("age")?).ok()?,
        body.get("summary_only")?.as_bool()?,
        sentences,
    )
    .ok()
}

/// Reads what [`body`] wrote; `None` when it cannot be that.
fn fact(step: ConvictionMove, body: &Value) -> Option<ConvictionFact> {
    let why = || Prose::new(body.get("why")?.as_str()?).ok();
    Some(match step {
        ConvictionMove::Record => ConvictionFact::Recorded(details(body.get("details")?)?),
        ConvictionMove::Correct => ConvictionFact::Corrected(details(body.get("details")?)?, why()?),
        ConvictionMove::Remove => ConvictionFact::Removed(why()?),
    })
}

fn fact_args(conviction: &Conviction, position: i64, stamp: &Stamp, fact: &ConvictionFact) -> Vec<Arg> {
    let body = body(fact).to_string();
    let (person, id) = (conviction.person, conviction.id);
    args![person, id, position, fact.as_move(), body, stamp.at, stamp.by, stamp.agency]
}

async fn of_person(link: &mut Link, person: PersonId, limit: u32) -> Stored<Vec<Conviction>> {
    let rows = link.all(OF_PERSON, args![person, limit]).await?;
    let mut facts: HashMap<ConvictionId, Vec<(Stamp, ConvictionFact)>> = HashMap::new();
    for row in &link.all(FACTS, args![person]).await? {
        let mut f = row.fields();
        let (id, step, body): (ConvictionId, ConvictionMove, String) = (f.next()?, f.next()?, f.next()?);
        let stamp = Stamp { at: f.next()?, by: f.next()?, agency: f.next()? };
        let body: Option<Value> = serde_json::from_str(&body).ok();
        let kept = body
            .and_then(|body| fact(step, &body))
            .ok_or_else(|| StoreError::Corrupt(format!("conviction_fact of {id}")))?;
        facts.entry(id).or_default().push((stamp, kept));
    }
    rows.iter().map(|row| replayed(link, row, person, &mut facts)).collect()
}

fn replayed(
    link: &Link,
    row: &Row,
    person: PersonId,
    facts: &mut HashMap<ConvictionId, Vec<(Stamp, ConvictionFact)>>,
) -> Stored<Conviction> {
    let mut f = row.fields();
    let (id, state): (ConvictionId, ConvictionState) = (f.next()?, f.next()?);
    let broken = || StoreError::Corrupt(format!("conviction {id}"));
    let replayed = Conviction::replay(id, person, facts.remove(&id).unwrap_or_default());
    let conviction = replayed.ok().flatten().ok_or_else(broken)?;
    link.agrees(conviction.state() == state, || format!("conviction {id}"))?;
    Ok(conviction)
}

fn sealed(conviction: Conviction) -> Sealed<Conviction> {
    Sealed::new(Label::own(conviction.person, Section::Court, conviction.holder), conviction)
}

#[async_trait]
impl Convictions for StoreTx {
    async fn rehabilitation_law(&mut self) -> Stored<Law> {
        rehabilitation::law(&mut self.link).await
    }

    async fn add_conviction(&mut self, conviction: &Conviction) -> Stored<()> {
        let Some((stamp, recorded)) = conviction.facts().first() else { return Ok(()) };
        let (person, id) = (conviction.person, conviction.id);
        let (day, state) = (conviction.details().day, conviction.state());
        let row = args![person, id, day, 1_i64, state, stamp.at, stamp.by, stamp.agency];
        CONVICTION.run(&mut self.link, row).await?;
        FACT.run(&mut self.link, fact_args(conviction, 1, stamp, recorded)).await.map(drop)
    }

    async fn append_conviction_fact(&mut self, conviction: &Conviction, seen: i64) -> Stored<bool> {
        let Some((stamp, last)) = conviction.facts().last() else { return Ok(false) };
        let (person, id) = (conviction.person, conviction.id);
        let step = args![person, id, seen, conviction.state(), conviction.details().day];
        if self.link.run(STEP, step).await? == 0 {
            return Ok(false);
        }
        FACT.run(&mut self.link, fact_args(conviction, seen.saturating_add(1), stamp, last)).await?;
        Ok(true)
    }

    async fn conviction(&mut self, id: ConvictionId) -> Stored<Option<Sealed<Conviction>>> {
        let row = self.link.one(WHOSE, args![id]).await?;
        // One that is absent takes the same statements, so that time does not tell.
        let person = row.map_or(Ok(PersonId(id.0)), |row| row.fields().next())?;
        let all = of_person(&mut self.link, person, MOST).await?;
        Ok(all.into_iter().find(|one| one.id == id).map(sealed))
    }

    async fn convictions(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<Conviction>>> {
        Ok(of_person(&mut self.link, person, limit).await?.into_iter().map(sealed).collect())
    }

    async fn convictions_for_rules(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Conviction>> {
        of_person(&mut self.link, person, limit).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A fact as the first version of this format wrote it.
    const FIRST: &str = r#"{"details":{"offence":"theft","court":null,"day":"2024-05-02","sentenced":"2024-05-09",
        "age":"adult","summary_only":false,"sentences":[{"kind":"custody","months":10,"days":0,"ends":"on",
        "end":"2025-03-01","runs":"concurrent","schedule_18":false},{"kind":"fine","months":null,"days":null,
        "ends":"not_known","end":null,"runs":"concurrent","schedule_18":false}]},"why":"The court wrote"}"#;

    #[test]
    fn every_version_of_a_kept_fact_is_read_back() {
        let kept: Value = serde_json::from_str(FIRST).unwrap();
        let Some(ConvictionFact::Corrected(details, _)) = fact(ConvictionMove::Correct, &kept) else {
            panic!("unreadable");
        };
        assert_eq!(details.sentences().len(), 2);
        let again = body(&ConvictionFact::Recorded(details.clone()));
        assert_eq!(fact(ConvictionMove::Record, &again), Some(ConvictionFact::Recorded(details)));
    }
}
