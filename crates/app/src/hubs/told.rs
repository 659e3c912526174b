//! Hubs as the log and storage tell them: complete enough to rebuild them. Fields are only ever added.

use domain::{
    cohort::{CohortKind, Criteria, Test},
    hub::{Ages, HubFact, HubTeam, HubTerms, YearOf},
    ids::AgencyId,
    panel::Rule,
    person::Gender,
    text::{Line, Prose},
};
use jiff::civil::Date;
use serde_json::{Value, json};
use uuid::Uuid;

/// How a hub is set.
pub fn terms(terms: &HubTerms) -> Value {
    let team = |team: &HubTeam| {
        json!({
            "number": team.number,
            "agency": team.agency.0,
            "name": team.name.as_str(),
            "ages": team.ages.code(),
        })
    };
    json!({
        "name": terms.name.as_str(),
        "operating": terms.operating.to_string(),
        "places": terms.places,
        "staff": terms.staff,
        "teams": terms.teams.iter().map(team).collect::<Vec<_>>(),
        "quorum": terms.quorum,
        "rule": terms.rule.code(),
        "meets": terms.meets,
        "criteria": terms.criteria.iter().map(criteria).collect::<Vec<_>>(),
    })
}

fn criteria(row: &Criteria) -> Value {
    json!({
        "kind": row.kind.code(),
        "from": row.from.to_string(),
        "tests": row.tests.iter().map(|one| test(*one)).collect::<Vec<_>>(),
    })
}

fn test(test: Test) -> Value {
    match test {
        Test::Age(from, below) => json!({ "test": "age", "from": from, "below": below }),
        Test::Gender(gender) => json!({ "test": "gender", "gender": gender.code() }),
        Test::Convicted(times, months) => json!({ "test": "convicted", "times": times, "months": months }),
        Test::Score(least) => json!({ "test": "score", "least": least }),
        Test::Order => json!({ "test": "order" }),
    }
}

/// A fact of a hub.
pub fn fact(fact: &HubFact) -> Value {
    match fact {
        HubFact::Set(set) => json!({ "step": "set", "terms": terms(set) }),
        HubFact::Met(day, words) => {
            json!({ "step": "met", "day": day.to_string(), "words": words.as_ref().map(Prose::as_str) })
        }
        HubFact::Counted(year) => json!({
            "step": "counted",
            "from": year.from.to_string(),
            "people": year.people,
            "before": year.before,
            "after": year.after,
            "comparator": year.comparator.map(|(before, after)| [before, after]),
        }),
    }
}

fn text<'a>(told: &'a Value, field: &str) -> Option<&'a str> {
    told.get(field).and_then(Value::as_str)
}

fn number<T: TryFrom<u64>>(told: &Value, field: &str) -> Option<T> {
    T::try_from(told.get(field)?.as_u64()?).ok()
}

fn day(told: &Value, field: &str) -> Option<Date> {
    text(told, field)?.parse().ok()
}

/// Reads what [`terms`] wrote; `None` when it cannot be that.
pub fn read_terms(told: &Value) -> Option<HubTerms> {
    let teams = told.get("teams")?.as_array()?.iter().map(read_team).collect::<Option<_>>()?;
    let criteria = told.get("criteria")?.as_array()?.iter().map(read_criteria).collect::<Option<_>>()?;
    Some(HubTerms {
        name: Line::new(text(told, "name")?).ok()?,
        operating: day(told, "operating")?,
        places: number(told, "places")?,
        staff: number(told, "staff")?,
        teams,
        quorum: number(told, "quorum")?,
        rule: Rule::from_code(text(told, "rule")?).ok()?,
        meets: number(told, "meets")?,
        criteria,
    })
}

fn read_team(told: &Value) -> Option<HubTeam> {
    Some(HubTeam {
        number: number(told, "number")?,
        agency: Uuid::parse_str(text(told, "agency")?).ok().map(AgencyId)?,
        name: Line::new(text(told, "name")?).ok()?,
        ages: Ages::from_code(text(told, "ages")?).ok()?,
    })
}

fn read_criteria(told: &Value) -> Option<Criteria> {
    Some(Criteria {
        kind: CohortKind::from_code(text(told, "kind")?).ok()?,
        from: day(told, "from")?,
        tests: told.get("tests")?.as_array()?.iter().map(read_test).collect::<Option<_>>()?,
    })
}

/// Reads one test of a criterion.
pub fn read_test(told: &Value) -> Option<Test> {
    Some(match text(told, "test")? {
        "age" => Test::Age(number(told, "from")?, number(told, "below")?),
        "gender" => Test::Gender(Gender::from_code(text(told, "gender")?).ok()?),
        "convicted" => Test::Convicted(number(told, "times")?, number(told, "months")?),
        "score" => Test::Score(number(told, "least")?),
        "order" => Test::Order,
        _ => return None,
    })
}

/// Reads what [`fact`] wrote; `None` when it cannot be that.
pub fn read(told: &Value) -> Option<HubFact> {
    Some(match text(told, "step")? {
        "set" => HubFact::Set(read_terms(told.get("terms")?)?),
        "met" => {
            let words = text(told, "words").map(Prose::new).transpose().ok()?;
            HubFact::Met(day(told, "day")?, words)
        }
        "counted" => HubFact::Counted(YearOf {
            from: day(told, "from")?,
            people: number(told, "people")?,
            before: number(told, "before")?,
            after: number(told, "after")?,
            comparator: match told.get("comparator")? {
                Value::Null => None,
                pair => {
                    let figure = |place| u32::try_from(pair.get(place)?.as_u64()?).ok();
                    Some((figure(0)?, figure(1)?))
                }
            },
        }),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_fact_is_read_back_as_it_was_told() {
        let mut criteria = domain::cohort::first_rows(date(2026, 1, 1));
        criteria[0].tests.push(Test::Order);
        let team = |number, ages| HubTeam {
            number,
            agency: AgencyId(Uuid::from_u128(u128::from(number))),
            name: Line::new("Police").unwrap(),
            ages,
        };
        let terms = HubTerms {
            name: Line::new("Harbour hub").unwrap(),
            operating: date(2025, 11, 1),
            places: 300,
            staff: 20,
            teams: vec![team(1, Ages::Any), team(2, Ages::Youth)],
            quorum: 2,
            rule: Rule::TwoThirds,
            meets: 3,
            criteria,
        };
        let year =
            |comparator| YearOf { from: date(2024, 4, 1), people: 50, before: 90, after: 60, comparator };
        for one in [
            HubFact::Set(terms),
            HubFact::Met(date(2026, 1, 15), None),
            HubFact::Met(date(2026, 1, 15), Prose::new("Two waited.").ok()),
            HubFact::Counted(year(None)),
            HubFact::Counted(year(Some((80, 76)))),
        ] {
            assert_eq!(read(&fact(&one)), Some(one));
        }
        assert_eq!(read(&json!({ "step": "closed" })), None);
    }
}
