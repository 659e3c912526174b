//! Listings as the log and storage tell them: complete enough to rebuild them. Fields are only ever added.

use crate::events::body::and;
use domain::{
    cohort::{CohortKind, LegalStatus, Principle},
    ids::{AgencyId, HubId, ListingId, PersonId},
    listing::{Entry, ListingFact},
    panel::{Outcome, Position, Rule, Stance, Terms},
    stamp::Stamp,
    text::{Line, Prose},
};
use serde_json::{Value, json};
use uuid::Uuid;

/// What was proposed.
pub fn entry(entry: &Entry) -> Value {
    json!({
        "hub": entry.hub.0,
        "kind": entry.kind.code(),
        "status": entry.status.code(),
        "team": entry.team,
        "why": entry.why.as_str(),
        "panel": terms(&entry.terms),
    })
}

fn terms(terms: &Terms) -> Value {
    json!({
        "asked": terms.asked.iter().map(|agency| agency.0).collect::<Vec<_>>(),
        "by": terms.by.to_string(),
        "quorum": terms.quorum,
        "rule": terms.rule.code(),
    })
}

/// A fact of a listing.
pub fn fact(fact: &ListingFact) -> Value {
    let told = match fact {
        ListingFact::Said(position) => json!({
            "stance": position.stance.code(),
            "words": position.words.as_ref().map(Prose::as_str),
        }),
        ListingFact::Decided(outcome) => json!({ "outcome": outcome.code() }),
        ListingFact::Leave(why, panel) => json!({ "why": why.as_str(), "panel": terms(panel) }),
        ListingFact::Acknowledged => json!({}),
        ListingFact::InPlace(principle, words) => {
            json!({ "principle": principle.code(), "words": words.as_str() })
        }
        ListingFact::Passed(team) => json!({ "team": team }),
        ListingFact::Status(status) => json!({ "status": status.code() }),
    };
    and(told, "step", fact.code())
}

fn text<'a>(told: &'a Value, field: &str) -> Option<&'a str> {
    told.get(field).and_then(Value::as_str)
}

fn number(told: &Value, field: &str) -> Option<u16> {
    u16::try_from(told.get(field)?.as_u64()?).ok()
}

fn prose(told: &Value, field: &str) -> Option<Prose> {
    Prose::new(text(told, field)?).ok()
}

fn read_terms(told: &Value) -> Option<Terms> {
    let agency = |one: &Value| Uuid::parse_str(one.as_str()?).ok().map(AgencyId);
    Some(Terms {
        asked: told.get("asked")?.as_array()?.iter().map(agency).collect::<Option<_>>()?,
        by: text(told, "by")?.parse().ok()?,
        quorum: number(told, "quorum")?,
        rule: Rule::from_code(text(told, "rule")?).ok()?,
    })
}

/// Reads what [`entry`] wrote; `None` when it cannot be that.
pub fn read_entry(told: &Value, id: ListingId, person: PersonId, stamp: Stamp) -> Option<Entry> {
    Some(Entry {
        id,
        person,
        hub: Uuid::parse_str(text(told, "hub")?).ok().map(HubId)?,
        kind: CohortKind::from_code(text(told, "kind")?).ok()?,
        status: LegalStatus::from_code(text(told, "status")?).ok()?,
        team: number(told, "team")?,
        why: prose(told, "why")?,
        terms: read_terms(told.get("panel")?)?,
        stamp,
    })
}

/// Reads what [`fact`] wrote; `None` when it cannot be that.
pub fn read(told: &Value) -> Option<ListingFact> {
    Some(match text(told, "step")? {
        "said" => ListingFact::Said(Position {
            stance: Stance::from_code(text(told, "stance")?).ok()?,
            words: text(told, "words").map(Prose::new).transpose().ok()?,
        }),
        "decided" => ListingFact::Decided(Outcome::from_code(text(told, "outcome")?).ok()?),
        "leave" => ListingFact::Leave(prose(told, "why")?, read_terms(told.get("panel")?)?),
        "acknowledged" => ListingFact::Acknowledged,
        "in_place" => ListingFact::InPlace(
            Principle::from_code(text(told, "principle")?).ok()?,
            Line::new(text(told, "words")?).ok()?,
        ),
        "passed" => ListingFact::Passed(number(told, "team")?),
        "status" => ListingFact::Status(LegalStatus::from_code(text(told, "status")?).ok()?),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::AccountId;
    use jiff::{Timestamp, civil::date};

    fn panel() -> Terms {
        let asked = (1..=3).map(|number| AgencyId(Uuid::from_u128(number))).collect();
        Terms { asked, by: date(2026, 12, 4), quorum: 2, rule: Rule::Everybody }
    }

    #[test]
    fn every_fact_is_read_back_as_it_was_told() {
        let prose = |words: &str| Prose::new(words).unwrap();
        for one in [
            ListingFact::Said(Position { stance: Stance::For, words: None }),
            ListingFact::Said(Position { stance: Stance::Against, words: Some(prose("He has work.")) }),
            ListingFact::Decided(Outcome::NoQuorum),
            ListingFact::Leave(prose("No offence for a year."), panel()),
            ListingFact::Acknowledged,
            ListingFact::InPlace(Principle::Access, Line::new("Alcohol service each week").unwrap()),
            ListingFact::Passed(3),
            ListingFact::Status(LegalStatus::NonStatutory),
        ] {
            assert_eq!(read(&fact(&one)), Some(one));
        }
        assert_eq!(read(&json!({ "step": "said" })), None);
        assert_eq!(read(&json!({ "step": "vanished" })), None);
    }

    #[test]
    fn a_proposal_is_read_back_as_it_was_told() {
        let stamp = Stamp {
            at: Timestamp::UNIX_EPOCH,
            by: AccountId(Uuid::from_u128(8)),
            agency: AgencyId(Uuid::from_u128(9)),
        };
        let (id, person) = (ListingId(Uuid::from_u128(1)), PersonId(Uuid::from_u128(2)));
        let one = Entry {
            id,
            person,
            hub: HubId(Uuid::from_u128(3)),
            kind: CohortKind::Women,
            status: LegalStatus::Statutory,
            team: 2,
            why: Prose::new("Four thefts this year.").unwrap(),
            terms: panel(),
            stamp,
        };
        assert_eq!(read_entry(&entry(&one), id, person, stamp), Some(one));
        assert_eq!(read_entry(&json!({}), id, person, stamp), None);
    }
}
