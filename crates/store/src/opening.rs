//! What clauses ask for besides relations: consents, openings, flags, requirements. Read for many people in one statement.

use crate::{
    link::Link,
    sql::{Param, Row, Sql, statements},
    standing::ids,
};
use app::ports::{StoreError, Stored};
use domain::{
    ids::{AgencyId, PersonId},
    risk::RiskKind,
    section::{Section, Sections},
};
use gate::{Circumstances, Opened, Viewer};
use jiff::{Timestamp, civil::Date};
use std::collections::HashMap;
use uuid::Uuid;

/// `$1` the people, `$2` the viewer's agency, `$3` the account, `$4` today, `$5` now. Each row says of one person one thing: what it
/// is (the number), its words, and of an opening whose part it opens.
macro_rules! circumstances {
    ($among:literal, $nobody:literal) => {
        concat!(
            "select c.person_id, cast(1 as bigint) as what, c.sections, c.recipients, ",
            $nobody,
            " as holder_id from consent c where c.person_id",
            $among,
            " and c.asked_to = 'sharing' and c.state = 'given' and coalesce((select f.until_day from consent_fact f \
             where f.person_id = c.person_id and f.consent_id = c.id and f.step = 'give' \
             order by f.position desc limit 1), $4) >= $4 \
             union all select o.person_id, 2, o.sections, cast(null as text), o.holder_id from opening o where o.person_id",
            $among,
            " and o.ended_at is null and o.agency_id = $2 and (o.account_id is null or o.account_id = $3) \
             and o.from_at <= $5 and o.until_at > $5 \
             union all select r.person_id, 3, r.kind, cast(null as text), ",
            $nobody,
            " from risk_flag r where r.person_id",
            $among,
            " and (r.ended is null or r.ended > $4) and r.agency_id <> $2 \
             union all select q.person_id, 4, q.kind, cast(null as text), ",
            $nobody,
            " from requirement q \
             join court_order t on t.person_id = q.person_id and t.id = q.order_id where q.person_id",
            $among,
            " and (q.ended is null or q.ended >= $4) and t.made <= $4 and t.ends >= $4 \
             and (t.ended is null or t.ended >= $4)"
        )
    };
}

statements! {
    CIRCUMSTANCES = Sql {
        sqlite: circumstances!(" in (select unhex(value) from json_each($1))", "null"),
        postgres: circumstances!(" = any($1)", "cast(null as uuid)"),
    };
}

const CONSENT: i64 = 1;
const OPENED: i64 = 2;
const FLAG: i64 = 3;
const REQUIREMENT: i64 = 4;

/// What holds of each of these people for the viewer.
pub(crate) async fn circumstances(
    link: &mut Link,
    viewer: &Viewer,
    people: &[PersonId],
    watched: &[String],
    today: Date,
    at: Timestamp,
) -> Stored<HashMap<PersonId, Circumstances>> {
    let mut found: HashMap<PersonId, Gathered> = HashMap::new();
    if people.is_empty() {
        return Ok(HashMap::new());
    }
    let args = vec![ids(people), viewer.agency.arg(), viewer.account.arg(), today.arg(), at.arg()];
    for row in &link.all(CIRCUMSTANCES, args).await? {
        let person = row.fields().next()?;
        found.entry(person).or_default().take(row, viewer.agency, watched)?;
    }
    Ok(found.into_iter().map(|(person, gathered)| (person, gathered.into())).collect())
}

/// What the rows of one person add up to.
#[derive(Default)]
struct Gathered {
    consented: Vec<Section>,
    opened: Opened,
    requirements: u64,
    risks: u8,
}

impl Gathered {
    fn take(&mut self, row: &Row, agency: AgencyId, watched: &[String]) -> Stored<()> {
        let mut fields = row.fields();
        let _person: PersonId = fields.next()?;
        let (what, words): (i64, String) = (fields.next()?, fields.next()?);
        let (more, holder): (Option<String>, Option<AgencyId>) = (fields.maybe()?, fields.maybe()?);
        match what {
            CONSENT if names(&more.unwrap_or_default(), agency)? => self.consented.extend(sections(&words)?),
            CONSENT => {}
            OPENED => self.opened = self.opened.and(holder, sections(&words)?.into_iter().collect()),
            FLAG => {
                let kind = RiskKind::from_code(&words).map_err(|_| unreadable("risk_flag.kind"))?;
                self.risks |= 1 << kind as u8;
            }
            REQUIREMENT => {
                let bit = watched.iter().position(|code| *code == words);
                self.requirements |= bit.map_or(0, |bit| 1 << bit);
            }
            _ => return Err(unreadable("circumstances")),
        }
        Ok(())
    }
}

impl From<Gathered> for Circumstances {
    fn from(gathered: Gathered) -> Self {
        let set = |sections: Vec<Section>| sections.into_iter().collect::<Sections>();
        Self {
            consented: set(gathered.consented),
            opened: gathered.opened,
            requirements: gathered.requirements,
            risks: gathered.risks,
        }
    }
}

/// A list of sections as it is kept.
pub(crate) fn sections(json: &str) -> Stored<Vec<Section>> {
    let codes: Vec<String> = serde_json::from_str(json).map_err(|_| unreadable("sections"))?;
    codes.iter().map(|code| Section::from_code(code).map_err(|_| unreadable("sections"))).collect()
}

fn names(recipients: &str, agency: AgencyId) -> Stored<bool> {
    let named: Vec<Uuid> = serde_json::from_str(recipients).map_err(|_| unreadable("recipients"))?;
    Ok(named.contains(&agency.0))
}

fn unreadable(what: &str) -> StoreError {
    StoreError::Corrupt(format!("{what} cannot be read"))
}
