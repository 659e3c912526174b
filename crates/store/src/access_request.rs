//! Requests for a copy of one's record, with their facts. They lie among the notes of the agency that answers, so that no other
//! agency reads that somebody asked.

use crate::{
    bulk::inserts,
    link::Link,
    sql::{Sql, args, statements},
    tx::StoreTx,
};
use app::ports::{AccessRequests, StoreError, Stored};
use async_trait::async_trait;
use domain::{
    access_request::{AccessFact, AccessMove, AccessRequest, AccessState, Asked, EntryKey, Exemption},
    ids::{AccessRequestId, PersonId},
    section::Section,
    stamp::Stamp,
    text::{Line, Prose},
};
use gate::{Label, Sealed};
use jiff::civil::Date;
use serde_json::{Value, json};
use std::collections::HashMap;

inserts! {
    REQUEST = "access_request" (
        person_id, id, received, words, identity_known, facts, state, at, by_account, agency_id
    ) "";
    FACT = "access_request_fact" (person_id, request_id, position, step, day, body, at, by_account, agency_id) "";
}

statements! {
    WHOSE = Sql::same("select person_id from access_request where id = $1");
    OF_PERSON = Sql::same(
        "select id, received, words, identity_known, state, at, by_account, agency_id from access_request \
         where person_id = $1 order by id desc limit $2 + 0"
    );
    FACTS = Sql::same(
        "select request_id, step, day, body, at, by_account, agency_id from access_request_fact where person_id = $1 \
         order by request_id, position"
    );
    STEP = Sql::same(
        "update access_request set facts = facts + 1, state = $4 where person_id = $1 and id = $2 and facts = $3"
    );
}

/// Requests read to find one of them.
const MOST: u32 = 500;

fn corrupt(id: AccessRequestId) -> StoreError {
    StoreError::Corrupt(format!("access_request {id}"))
}

/// What a fact says, as it is kept. Fields are added, never renamed.
fn body(fact: &AccessFact) -> Value {
    match fact {
        AccessFact::IdentityAsked => json!({}),
        AccessFact::IdentityConfirmed(line)
        | AccessFact::Submitted(line)
        | AccessFact::Checked(line)
        | AccessFact::Given(line) => json!({ "line": line.as_str() }),
        AccessFact::Extended(words) | AccessFact::Returned(words) | AccessFact::Withdrawn(words) => {
            json!({ "words": words.as_str() })
        }
        AccessFact::Redacted(key, exemption, words) => {
            json!({ "entry": key.as_str(), "exemption": exemption.code(), "words": words.as_str() })
        }
        AccessFact::Restored(key) => json!({ "entry": key.as_str() }),
    }
}

/// Reads what [`body`] wrote; `None` when it cannot be that.
fn fact(step: AccessMove, body: &Value) -> Option<AccessFact> {
    let text = |field: &str| body.get(field).and_then(Value::as_str);
    let line = || Line::new(text("line")?).ok();
    let words = || Prose::new(text("words")?).ok();
    let key = || EntryKey::new(text("entry")?);
    Some(match step {
        AccessMove::AskIdentity => AccessFact::IdentityAsked,
        AccessMove::ConfirmIdentity => AccessFact::IdentityConfirmed(line()?),
        AccessMove::Extend => AccessFact::Extended(words()?),
        AccessMove::Redact => {
            AccessFact::Redacted(key()?, Exemption::from_code(text("exemption")?).ok()?, words()?)
        }
        AccessMove::Restore => AccessFact::Restored(key()?),
        AccessMove::Submit => AccessFact::Submitted(line()?),
        AccessMove::Return => AccessFact::Returned(words()?),
        AccessMove::Check => AccessFact::Checked(line()?),
        AccessMove::Give => AccessFact::Given(line()?),
        AccessMove::Withdraw => AccessFact::Withdrawn(words()?),
    })
}

async fn of_person(
    link: &mut Link,
    person: PersonId,
    limit: u32,
) -> Stored<Vec<(AccessRequestId, Sealed<AccessRequest>)>> {
    let rows = link.all(OF_PERSON, args![person, limit]).await?;
    let mut facts: HashMap<AccessRequestId, Vec<(Stamp, Date, AccessFact)>> = HashMap::new();
    for row in &link.all(FACTS, args![person]).await? {
        let mut f = row.fields();
        let (id, step, day): (AccessRequestId, AccessMove, Date) = (f.next()?, f.next()?, f.next()?);
        let body: Option<Value> = serde_json::from_str(&f.next::<String>()?).ok();
        let stamp = Stamp { at: f.next()?, by: f.next()?, agency: f.next()? };
        let kept = body.and_then(|body| fact(step, &body)).ok_or_else(|| corrupt(id))?;
        facts.entry(id).or_default().push((stamp, day, kept));
    }
    rows.iter()
        .map(|row| {
            let mut f = row.fields();
            let id: AccessRequestId = f.next()?;
            let (received, words, identity_known) = (f.next()?, f.next()?, f.next()?);
            let state: AccessState = f.next()?;
            let stamp = Stamp { at: f.next()?, by: f.next()?, agency: f.next()? };
            let holder = stamp.agency;
            let asked = Asked { id, person, holder, received, words, identity_known, stamp };
            let request = AccessRequest::replay(asked, facts.remove(&id).unwrap_or_default())
                .map_err(|_| corrupt(id))?;
            link.agrees(request.state() == state, || format!("access_request {id}"))?;
            Ok((id, Sealed::new(Label::own(person, Section::Notes, holder), request)))
        })
        .collect()
}

#[async_trait]
impl AccessRequests for StoreTx {
    async fn add_access_request(&mut self, request: &AccessRequest) -> Stored<()> {
        let one = &request.asked;
        let columns = args![
            one.person,
            one.id,
            one.received,
            one.words,
            one.identity_known,
            0_i64,
            request.state(),
            one.stamp.at,
            one.stamp.by,
            one.stamp.agency,
        ];
        REQUEST.run(&mut self.link, columns).await.map(drop)
    }

    async fn append_access_fact(&mut self, request: &AccessRequest, seen: i64) -> Stored<bool> {
        let Some((stamp, day, last)) = request.facts().last() else { return Ok(false) };
        let (person, id) = (request.asked.person, request.asked.id);
        if self.link.run(STEP, args![person, id, seen, request.state()]).await? == 0 {
            return Ok(false);
        }
        let (position, kept) = (seen.saturating_add(1), body(last).to_string());
        let columns =
            args![person, id, position, last.as_move(), *day, kept, stamp.at, stamp.by, stamp.agency];
        FACT.run(&mut self.link, columns).await?;
        Ok(true)
    }

    async fn access_request(&mut self, id: AccessRequestId) -> Stored<Option<Sealed<AccessRequest>>> {
        let row = self.link.one(WHOSE, args![id]).await?;
        // One that is absent takes the same statements, so that time does not tell.
        let person = row.map_or(Ok(PersonId(id.0)), |row| row.fields().next())?;
        let all = of_person(&mut self.link, person, MOST).await?;
        Ok(all.into_iter().find(|(found, _)| *found == id).map(|(_, sealed)| sealed))
    }

    async fn access_requests(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<AccessRequest>>> {
        let all = of_person(&mut self.link, person, limit).await?;
        Ok(all.into_iter().map(|(_, sealed)| sealed).collect())
    }
}
