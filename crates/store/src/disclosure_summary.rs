//! Summaries with their facts, the bodies they are for, and applications that were turned down.
//!
//! A summary lies among the notes of the agency that writes it, so that no other agency reads a draft. The text is kept with
//! the summary and never changes.

use crate::{
    bulk::inserts,
    link::Link,
    rehabilitation,
    sql::{Arg, Param as _, Row, Sql, args, statements},
    standing::{filter_args, visible},
    tx::StoreTx,
};
use app::ports::{Heard, StoreError, Stored, Summaries, SummaryTally};
use async_trait::async_trait;
use domain::{
    application::TurnedDown,
    calendar::{day_in_london, london},
    consent::Manner,
    disclosure_summary::{
        CameOfIt, DisclosureSummary, ListedWord, Named, Part, Recipient, RecipientKind, SummaryFact,
        SummaryMove, SummaryState, Template, Text, Written,
    },
    ids::{AgencyId, ConsentId, ConvictionId, PersonId, RecipientId, SummaryId},
    section::Section,
    stamp::Stamp,
    text::{Line, Prose},
};
use gate::{Label, ListFilter, Sealed};
use jiff::civil::Date;
use serde_json::{Value, json};
use std::collections::HashMap;
use uuid::Uuid;

inserts! {
    RECIPIENT = "recipient" (
        holder_id, id, kind, name, contact, address, agreed_on, agreed_by, at, by_account, agency_id
    ) "";
    SUMMARY = "disclosure_summary" (
        person_id, id, recipient_id, kind, opportunity, purpose, used_for, body, facts, state, at, by_account, agency_id
    ) "";
    FACT = "disclosure_summary_fact" (
        person_id, summary_id, position, step, body, at, by_account, agency_id
    ) "";
    TURNED_DOWN = "turned_down" (
        person_id, id, kind, body, opportunity, day, why, at, by_account, agency_id
    ) "";
}

macro_rules! recipient {
    () => {
        "select id, holder_id, kind, name, contact, address, agreed_on, agreed_by, at, by_account, agency_id \
         from recipient where holder_id = $1 "
    };
}

statements! {
    RECIPIENTS = Sql::same(concat!(recipient!(), "order by name, id limit $2 + 0"));
    ONE_RECIPIENT = Sql::same(concat!(recipient!(), "and id = $2"));
    WHOSE = Sql::same("select person_id from disclosure_summary where id = $1");
    OF_PERSON = Sql::same(
        "select id, recipient_id, kind, opportunity, purpose, used_for, body, at, by_account, agency_id, state \
         from disclosure_summary where person_id = $1 order by id desc limit $2 + 0"
    );
    FACTS = Sql::same(
        "select summary_id, step, body, at, by_account, agency_id from disclosure_summary_fact where person_id = $1 \
         order by summary_id, position"
    );
    STEP = Sql::same(
        "update disclosure_summary set facts = facts + 1, state = $4, issued_on = $5, came_of_it = $6 \
         where person_id = $1 and id = $2 and facts = $3"
    );
    TURNED_DOWN_OF = Sql::same(
        "select id, kind, body, opportunity, day, why, at, by_account, agency_id from turned_down where person_id = $1 \
         order by day desc, id desc limit $2 + 0"
    );
    /// `$8` the agency, `$9` and `$10` the days.
    TURNED_DOWN_TALLIES = Sql::same(concat!(
        "select t.kind, t.why, count(*) from turned_down t where t.agency_id = $8 and t.day between $9 and $10 and ",
        visible!("t.person_id"), " group by t.kind, t.why order by t.kind, t.why"
    ));
    /// `$8` the agency, `$9` and `$10` the days.
    TALLIES = Sql::same(concat!(
        "select s.kind, s.came_of_it, count(*) from disclosure_summary s where s.agency_id = $8 \
         and s.issued_on between $9 and $10 and ",
        visible!("s.person_id"), " group by s.kind, s.came_of_it order by s.kind, s.came_of_it"
    ));
}

/// Summaries read to find one of them.
const MOST: u32 = 500;

fn corrupt(what: &str, id: Uuid) -> StoreError {
    StoreError::Corrupt(format!("{what} {id}"))
}

/// What was written, as it is kept. Fields are added, never renamed.
fn written_body(written: &Written) -> Value {
    let parts = written.text.parts.iter();
    let names = written.names.iter();
    json!({
        "parts": parts
            .map(|part| json!({ "heading": part.heading, "paragraphs": part.paragraphs }))
            .collect::<Vec<_>>(),
        "names": names
            .map(|named| json!({
                "conviction": named.conviction.0,
                "version": named.version,
                "until": named.until.map(|day| day.to_string()),
            }))
            .collect::<Vec<_>>(),
    })
}

fn text(body: &Value) -> Option<Text> {
    let part = |part: &Value| {
        let paragraphs = part.get("paragraphs")?.as_array()?;
        Some(Part {
            heading: part.get("heading")?.as_str()?.to_owned(),
            paragraphs: paragraphs
                .iter()
                .map(|one| one.as_str().map(str::to_owned))
                .collect::<Option<_>>()?,
        })
    };
    Some(Text { parts: body.get("parts")?.as_array()?.iter().map(part).collect::<Option<_>>()? })
}

fn names(body: &Value) -> Option<Vec<Named>> {
    let named = |one: &Value| {
        let until = match one.get("until")? {
            Value::Null => None,
            day => Some(day.as_str()?.parse().ok()?),
        };
        Some(Named {
            conviction: ConvictionId(one.get("conviction")?.as_str()?.parse().ok()?),
            version: one.get("version")?.as_i64()?,
            until,
        })
    };
    body.get("names")?.as_array()?.iter().map(named).collect()
}

/// What a fact says, as it is kept. Fields are added, never renamed.
fn body(fact: &SummaryFact) -> Value {
    match fact {
        SummaryFact::Shown(manner, language) => {
            json!({ "manner": manner.code(), "language": language.as_str() })
        }
        SummaryFact::Consented(consent) => json!({ "consent": consent.0 }),
        SummaryFact::Approved(found) => json!({ "words": found.as_ref().map(Prose::as_str) }),
        SummaryFact::Returned(words) | SummaryFact::Dropped(words) => json!({ "words": words.as_str() }),
        SummaryFact::Issued(last) => json!({ "last": last.to_string() }),
        SummaryFact::Heard(answer) => json!({ "answer": answer.code() }),
        SummaryFact::Declined | SummaryFact::Withdrawn => json!({}),
    }
}

/// Reads what [`body`] wrote; `None` when it cannot be that.
fn fact(step: SummaryMove, body: &Value) -> Option<SummaryFact> {
    let text = |field: &str| body.get(field).and_then(Value::as_str);
    let words = || Prose::new(text("words")?).ok();
    Some(match step {
        SummaryMove::Show => {
            SummaryFact::Shown(Manner::from_code(text("manner")?).ok()?, Line::new(text("language")?).ok()?)
        }
        SummaryMove::Consent => SummaryFact::Consented(ConsentId(text("consent")?.parse().ok()?)),
        SummaryMove::Decline => SummaryFact::Declined,
        SummaryMove::Approve => SummaryFact::Approved(words()),
        SummaryMove::Return => SummaryFact::Returned(words()?),
        SummaryMove::Issue => SummaryFact::Issued(text("last")?.parse().ok()?),
        SummaryMove::Withdraw => SummaryFact::Withdrawn,
        SummaryMove::Drop => SummaryFact::Dropped(words()?),
        SummaryMove::Hear => SummaryFact::Heard(CameOfIt::from_code(text("answer")?).ok()?),
    })
}

fn recipient(row: &Row) -> Stored<Recipient> {
    let mut f = row.fields();
    Ok(Recipient {
        id: f.next()?,
        holder: f.next()?,
        kind: f.next()?,
        name: f.next()?,
        contact: f.next()?,
        address: f.next()?,
        agreed_on: f.next()?,
        agreed_by: f.next()?,
        stamp: Stamp { at: f.next()?, by: f.next()?, agency: f.next()? },
    })
}

fn written(row: &Row, person: PersonId) -> Stored<(Written, SummaryState)> {
    let mut f = row.fields();
    let id: SummaryId = f.next()?;
    let (recipient, kind, opportunity) = (f.next()?, f.next()?, f.next()?);
    let (purpose, used_for) = (f.next()?, f.next()?);
    let body: Value = serde_json::from_str(&f.next::<String>()?).map_err(|_| corrupt("summary", id.0))?;
    let (Some(text), Some(names)) = (text(&body), names(&body)) else { return Err(corrupt("summary", id.0)) };
    let stamp = Stamp { at: f.next()?, by: f.next()?, agency: f.next()? };
    let written = Written { id, person, recipient, kind, opportunity, purpose, used_for, text, names, stamp };
    Ok((written, f.next()?))
}

async fn of_person(
    link: &mut Link,
    person: PersonId,
    limit: u32,
) -> Stored<Vec<(SummaryId, Sealed<DisclosureSummary>)>> {
    let rows = link.all(OF_PERSON, args![person, limit]).await?;
    let mut facts: HashMap<SummaryId, Vec<(Stamp, SummaryFact)>> = HashMap::new();
    for row in &link.all(FACTS, args![person]).await? {
        let mut f = row.fields();
        let (id, step, body): (SummaryId, SummaryMove, String) = (f.next()?, f.next()?, f.next()?);
        let stamp = Stamp { at: f.next()?, by: f.next()?, agency: f.next()? };
        let body: Option<Value> = serde_json::from_str(&body).ok();
        let kept = body.and_then(|body| fact(step, &body)).ok_or_else(|| corrupt("summary fact of", id.0))?;
        facts.entry(id).or_default().push((stamp, kept));
    }
    rows.iter()
        .map(|row| {
            let (written, state) = written(row, person)?;
            let (id, holder) = (written.id, written.stamp.agency);
            let summary = DisclosureSummary::replay(written, facts.remove(&id).unwrap_or_default())
                .map_err(|_| corrupt("summary", id.0))?;
            link.agrees(summary.state() == state, || format!("summary {id}"))?;
            Ok((id, Sealed::new(Label::own(person, Section::Notes, holder), summary)))
        })
        .collect()
}

fn tally_args(filter: &ListFilter, agency: AgencyId, (from, until): (Date, Date), today: Date) -> Vec<Arg> {
    let mut args = filter_args(filter, today);
    args.extend([agency.arg(), from.arg(), until.arg()]);
    args
}

#[async_trait]
impl Summaries for StoreTx {
    async fn recipients(&mut self, holder: AgencyId, limit: u32) -> Stored<Vec<Recipient>> {
        let rows = self.link.all(RECIPIENTS, args![holder, limit]).await?;
        rows.iter().map(recipient).collect()
    }

    async fn recipient(&mut self, holder: AgencyId, id: RecipientId) -> Stored<Option<Recipient>> {
        let row = self.link.one(ONE_RECIPIENT, args![holder, id]).await?;
        row.as_ref().map(recipient).transpose()
    }

    async fn add_recipient(&mut self, one: &Recipient) -> Stored<()> {
        let columns = args![
            one.holder,
            one.id,
            one.kind,
            one.name,
            one.contact,
            one.address,
            one.agreed_on,
            one.agreed_by,
            one.stamp.at,
            one.stamp.by,
            one.stamp.agency,
        ];
        RECIPIENT.run(&mut self.link, columns).await.map(drop)
    }

    async fn summary_template(&mut self, kind: RecipientKind, day: Date) -> Stored<Option<Template>> {
        rehabilitation::template(&mut self.link, kind, day).await
    }

    async fn summary_words(&mut self) -> Stored<Vec<ListedWord>> {
        rehabilitation::words(&mut self.link).await
    }

    async fn add_summary(&mut self, summary: &DisclosureSummary) -> Stored<()> {
        let one = &summary.written;
        let columns = args![
            one.person,
            one.id,
            one.recipient,
            one.kind,
            one.opportunity,
            one.purpose,
            one.used_for,
            written_body(one).to_string(),
            0_i64,
            summary.state(),
            one.stamp.at,
            one.stamp.by,
            one.stamp.agency,
        ];
        SUMMARY.run(&mut self.link, columns).await.map(drop)
    }

    async fn append_summary_fact(&mut self, summary: &DisclosureSummary, seen: i64) -> Stored<bool> {
        let Some((stamp, last)) = summary.facts().last() else { return Ok(false) };
        let (person, id) = (summary.written.person, summary.written.id);
        let issued = summary.issued().map(|(stamp, _)| day_in_london(stamp.at, &london()));
        let step = args![person, id, seen, summary.state(), issued, summary.came_of_it()];
        if self.link.run(STEP, step).await? == 0 {
            return Ok(false);
        }
        let position = seen.saturating_add(1);
        let kept = body(last).to_string();
        let columns = args![person, id, position, last.as_move(), kept, stamp.at, stamp.by, stamp.agency];
        FACT.run(&mut self.link, columns).await?;
        Ok(true)
    }

    async fn summary(&mut self, id: SummaryId) -> Stored<Option<Sealed<DisclosureSummary>>> {
        let row = self.link.one(WHOSE, args![id]).await?;
        // One that is absent takes the same statements, so that time does not tell.
        let person = row.map_or(Ok(PersonId(id.0)), |row| row.fields().next())?;
        let all = of_person(&mut self.link, person, MOST).await?;
        Ok(all.into_iter().find(|(found, _)| *found == id).map(|(_, sealed)| sealed))
    }

    async fn summaries(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<DisclosureSummary>>> {
        let all = of_person(&mut self.link, person, limit).await?;
        Ok(all.into_iter().map(|(_, sealed)| sealed).collect())
    }

    async fn add_turned_down(&mut self, one: &TurnedDown) -> Stored<()> {
        let columns = args![
            one.person,
            one.id,
            one.kind,
            one.body,
            one.opportunity,
            one.day,
            one.why,
            one.stamp.at,
            one.stamp.by,
            one.stamp.agency,
        ];
        TURNED_DOWN.run(&mut self.link, columns).await.map(drop)
    }

    async fn turned_down(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<TurnedDown>>> {
        let rows = self.link.all(TURNED_DOWN_OF, args![person, limit]).await?;
        rows.iter()
            .map(|row| {
                let mut f = row.fields();
                let (id, kind, body, opportunity) = (f.next()?, f.next()?, f.next()?, f.next()?);
                let (day, why) = (f.next()?, f.next()?);
                let stamp = Stamp { at: f.next()?, by: f.next()?, agency: f.next()? };
                let one = TurnedDown { id, person, kind, body, opportunity, day, why, stamp };
                Ok(Sealed::new(Label::own(person, one.section(), stamp.agency), one))
            })
            .collect()
    }

    async fn turned_down_tallies(
        &mut self,
        filter: &ListFilter,
        agency: AgencyId,
        days: (Date, Date),
        today: Date,
    ) -> Stored<Vec<SummaryTally>> {
        if filter.is_empty() {
            return Ok(Vec::new());
        }
        let rows = self.link.all(TURNED_DOWN_TALLIES, tally_args(filter, agency, days, today)).await?;
        rows.iter()
            .map(|row| {
                let mut f = row.fields();
                Ok(SummaryTally { kind: f.next()?, why: f.next()?, count: f.next()? })
            })
            .collect()
    }

    async fn summary_tallies(
        &mut self,
        filter: &ListFilter,
        agency: AgencyId,
        days: (Date, Date),
        today: Date,
    ) -> Stored<Vec<Heard>> {
        if filter.is_empty() {
            return Ok(Vec::new());
        }
        let rows = self.link.all(TALLIES, tally_args(filter, agency, days, today)).await?;
        rows.iter()
            .map(|row| {
                let mut f = row.fields();
                Ok(Heard { kind: f.next()?, answer: f.maybe()?, count: f.next()? })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A summary and its facts as the first version of this format wrote them.
    const FIRST: &str = r#"{"parts":[{"heading":"Addy","paragraphs":["One.","Two."]}],
        "names":[{"conviction":"00000000-0000-0000-0000-000000000007","version":1,"until":null},
        {"conviction":"00000000-0000-0000-0000-000000000008","version":2,"until":"2027-01-01"}]}"#;
    const FACTS: [(SummaryMove, &str); 9] = [
        (SummaryMove::Show, r#"{"manner":"paper","language":"Polish"}"#),
        (SummaryMove::Consent, r#"{"consent":"00000000-0000-0000-0000-000000000007"}"#),
        (SummaryMove::Decline, "{}"),
        (SummaryMove::Approve, r#"{"words":null}"#),
        (SummaryMove::Return, r#"{"words":"Too long"}"#),
        (SummaryMove::Issue, r#"{"last":"2027-05-24"}"#),
        (SummaryMove::Withdraw, "{}"),
        (SummaryMove::Drop, r#"{"words":"Withdrew"}"#),
        (SummaryMove::Hear, r#"{"answer":"taken_on"}"#),
    ];

    #[test]
    fn every_version_of_what_is_kept_is_read_back() {
        let kept: Value = serde_json::from_str(FIRST).unwrap();
        assert_eq!(text(&kept).unwrap().plain(), "Addy\n\nOne.\n\nTwo.");
        let named = names(&kept).unwrap();
        assert_eq!(named.iter().map(|one| one.version).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(named[0].until, None);
        for (step, kept) in FACTS {
            let read = fact(step, &serde_json::from_str(kept).unwrap()).unwrap();
            assert_eq!(read.as_move(), step);
            assert_eq!(fact(step, &body(&read)), Some(read));
        }
    }
}
