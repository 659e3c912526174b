//! What was put into a predictor, as it is kept with a score and told by its event: one object of JSON.
//!
//! What holds: what was kept is read back as it was. Fields are added, never renamed or removed.

use domain::{
    ids::{PersonId, ScoreId},
    reoffending_score::{
        Ages, History, Inputs, Percent, Predictor, RecordedSex, ReoffendingScore, ScoreDays,
        arp::{self, Answers, Drug, DrugMotivation, OffenceFree, OffenceKind, Problem},
        offence_weight::{OffenceCode, ScoredOffence},
        ogrs3, table_of,
    },
    stamp::Stamp,
};
use jiff::civil::Date;
use serde_json::{Map, Value, json};

/// What was put in.
pub fn write(inputs: &Inputs) -> Value {
    let history = inputs.history();
    let mut kept = Map::new();
    let mut put = |field: &str, value: Value| drop(kept.insert(field.to_owned(), value));
    put("sex", history.sex().code().into());
    put("conviction_age", history.ages().conviction().into());
    put("first_age", history.ages().first().into());
    put("counted_age", history.ages().counted().into());
    put("sanctions", history.sanctions().into());
    match inputs {
        Inputs::Ogrs3(inputs) => put("offence_code", inputs.offence.code().to_string().into()),
        Inputs::Arp(inputs) => {
            put("offence", inputs.offence.code().into());
            put("offence_free_months", inputs.offence_free.count().into());
            put("answers", answers(&inputs.answers));
            put("serious_of_100", inputs.serious.map(|percent| percent.to_string()).into());
        }
    }
    Value::Object(kept)
}

fn answers(said: &Answers) -> Value {
    let level = |problem: Option<Problem>| problem.map(Problem::code);
    json!({
        "accommodation": level(said.accommodation),
        "unemployed": said.unemployed,
        "live_in_partner": said.live_in_partner,
        "relationship": level(said.relationship),
        "domestic_abuse": said.domestic_abuse,
        "activities": level(said.activities),
        "chronic_drinking": level(said.chronic_drinking),
        "binge_drinking": level(said.binge_drinking),
        "impulsivity": level(said.impulsivity),
        "attitude": level(said.attitude),
        "drug_motivation": said.drug_motivation.map(DrugMotivation::code),
        "drugs": said.drugs.iter().map(|drug| drug.code()).collect::<Vec<_>>(),
    })
}

/// Reads what [`write`] wrote; `None` when it cannot be that. Weights are those of the table that `edition` names, whatever
/// tables have been added since.
pub fn read(predictor: Predictor, edition: &str, kept: &Value) -> Option<Inputs> {
    let text = |field: &str| kept.get(field).and_then(Value::as_str);
    let small = |field: &str| u8::try_from(kept.get(field)?.as_u64()?).ok();
    let ages = Ages::new(small("conviction_age")?, small("first_age")?, small("counted_age")?).ok()?;
    let sanctions = u16::try_from(kept.get("sanctions")?.as_u64()?).ok()?;
    let history = History::new(RecordedSex::from_code(text("sex")?).ok()?, ages, sanctions).ok()?;
    Some(match predictor {
        Predictor::Ogrs3 => {
            let code = OffenceCode::parse(text("offence_code")?).ok()?;
            let offence = ScoredOffence::by_table(table_of(edition)?, code).ok()?;
            Inputs::Ogrs3(ogrs3::Inputs { history, offence })
        }
        Predictor::Arp => Inputs::Arp(arp::Inputs {
            history,
            offence: OffenceKind::from_code(text("offence")?).ok()?,
            offence_free: OffenceFree::months(small("offence_free_months")?),
            answers: read_answers(kept.get("answers")?).ok()?,
            serious: maybe(kept.get("serious_of_100"), percent).ok()?,
        }),
    })
}

fn percent(value: &Value) -> Option<Percent> {
    Percent::parse(value.as_str()?)
}

/// A field is there and cannot be read.
struct Unreadable;

/// What `read` makes of a field; nothing where it is absent or null.
fn maybe<T>(field: Option<&Value>, read: impl FnOnce(&Value) -> Option<T>) -> Result<Option<T>, Unreadable> {
    match field {
        None | Some(Value::Null) => Ok(None),
        Some(value) => read(value).map(Some).ok_or(Unreadable),
    }
}

fn read_answers(kept: &Value) -> Result<Answers, Unreadable> {
    let level = |field: &str| maybe(kept.get(field), |value| Problem::from_code(value.as_str()?).ok());
    let flag = |field: &str| maybe(kept.get(field), Value::as_bool);
    let motivation = |value: &Value| DrugMotivation::from_code(value.as_str()?).ok();
    let drugs = kept.get("drugs").and_then(Value::as_array).ok_or(Unreadable)?;
    let drugs = drugs.iter().map(|drug| Drug::from_code(drug.as_str()?).ok());
    Ok(Answers {
        accommodation: level("accommodation")?,
        unemployed: flag("unemployed")?,
        live_in_partner: flag("live_in_partner")?,
        relationship: level("relationship")?,
        domestic_abuse: flag("domestic_abuse")?,
        activities: level("activities")?,
        chronic_drinking: level("chronic_drinking")?,
        binge_drinking: level("binge_drinking")?,
        impulsivity: level("impulsivity")?,
        attitude: level("attitude")?,
        drug_motivation: maybe(kept.get("drug_motivation"), motivation)?,
        drugs: drugs.collect::<Option<_>>().ok_or(Unreadable)?,
    })
}

/// The body of the event that tells of a score: complete enough to rebuild it.
pub fn event(score: &ReoffendingScore) -> Value {
    json!({
        "predictor": score.inputs.predictor().code(),
        "edition": score.edition,
        "supersedes": score.supersedes.map(|former| former.to_string()),
        "assessed_on": score.days.assessed.to_string(),
        "convicted": score.days.convicted.to_string(),
        "counted_from": score.days.counted_from.to_string(),
        "inputs": write(&score.inputs),
        "of_100_within_one_year": score.one_year.map(|percent| percent.to_string()),
        "of_100_within_two_years": score.two_years.to_string(),
    })
}

/// Reads what [`event`] wrote; the field that cannot be read otherwise.
pub(crate) fn told(
    body: &Value,
    id: ScoreId,
    person: PersonId,
    stamp: Stamp,
) -> Result<ReoffendingScore, &'static str> {
    let text = |field: &'static str| body.get(field).and_then(Value::as_str).ok_or(field);
    let day = |field: &'static str| text(field)?.parse::<Date>().map_err(|_| field);
    let predictor = Predictor::from_code(text("predictor")?).map_err(|_| "predictor")?;
    let days = ScoreDays {
        assessed: day("assessed_on")?,
        convicted: day("convicted")?,
        counted_from: day("counted_from")?,
    };
    let kept = body.get("inputs").ok_or("inputs")?;
    let edition = text("edition")?;
    let supersedes = |value: &Value| value.as_str()?.parse().ok();
    Ok(ReoffendingScore {
        id,
        person,
        days,
        inputs: read(predictor, edition, kept).ok_or("inputs")?,
        edition: edition.to_owned(),
        supersedes: maybe(body.get("supersedes"), supersedes).map_err(|_| "supersedes")?,
        corrected_by: None,
        one_year: maybe(body.get("of_100_within_one_year"), percent).map_err(|_| "of_100_within_one_year")?,
        two_years: body.get("of_100_within_two_years").and_then(percent).ok_or("of_100_within_two_years")?,
        stamp,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::{AccountId, AgencyId};
    use jiff::{Timestamp, civil::date};
    use uuid::Uuid;

    fn history() -> History {
        History::new(RecordedSex::Female, Ages::new(31, 17, 32).unwrap(), 12).unwrap()
    }

    fn back(inputs: Inputs) {
        let day = date(2026, 11, 24);
        assert_eq!(read(inputs.predictor(), &inputs.edition(), &write(&inputs)).as_ref(), Some(&inputs));
        let days = ScoreDays { assessed: day, convicted: date(2026, 1, 5), counted_from: date(2026, 2, 5) };
        let agency = AgencyId(Uuid::nil());
        let stamp = Stamp { at: Timestamp::UNIX_EPOCH, by: AccountId(Uuid::nil()), agency };
        let (id, person) = (ScoreId(Uuid::nil()), PersonId(Uuid::nil()));
        let mut score = ReoffendingScore::computed(id, person, days, inputs, stamp);
        score.supersedes = Some(ScoreId(Uuid::from_u128(7)));
        let mut body = event(&score);
        assert_eq!(told(&body, id, person, stamp), Ok(score));
        body["inputs"]["sanctions"] = 0.into();
        assert_eq!(told(&body, id, person, stamp), Err("inputs"));
    }

    #[test]
    fn inputs_are_read_back_as_they_were_kept() {
        let code = OffenceCode::parse("046/00").unwrap();
        let offence = ScoredOffence::on(date(2026, 11, 24), code).unwrap();
        back(Inputs::Ogrs3(ogrs3::Inputs { history: history(), offence }));
        let answers = Answers {
            accommodation: Some(Problem::Significant),
            unemployed: Some(true),
            drug_motivation: Some(DrugMotivation::Partial),
            drugs: [Drug::Heroin, Drug::Crack].into(),
            ..Answers::default()
        };
        let arp = |answers, serious| {
            Inputs::Arp(arp::Inputs {
                history: history(),
                offence: OffenceKind::WelfareFraud,
                offence_free: OffenceFree::months(9),
                answers,
                serious,
            })
        };
        back(arp(answers, Percent::of_hundredths(312)));
        back(arp(Answers::default(), None));
    }

    /// A table that is added later changes nothing of what was computed before it.
    #[test]
    fn the_table_of_an_edition_is_the_one_that_it_names() {
        let code = OffenceCode::parse("046/00").unwrap();
        let offence = ScoredOffence::on(date(2026, 11, 24), code).unwrap();
        let inputs = Inputs::Ogrs3(ogrs3::Inputs { history: history(), offence });
        let edition = "OGRS3, figures of 2008, offence table 1";
        assert_eq!(inputs.edition(), edition);
        let kept = write(&inputs);
        assert_eq!(read(Predictor::Ogrs3, edition, &kept), Some(inputs));
        for other in ["OGRS3, figures of 2008, offence table 99", "OGRS3"] {
            assert_eq!(read(Predictor::Ogrs3, other, &kept), None, "{other}");
        }
    }

    /// What the first release kept.
    #[test]
    fn the_first_format_is_read() {
        let sample = r#"{"answers":{"accommodation":"some","activities":null,"attitude":null,"binge_drinking":null,
            "chronic_drinking":"no","domestic_abuse":false,"drug_motivation":"full","drugs":["cannabis"],
            "impulsivity":null,"live_in_partner":true,"relationship":null,"unemployed":null},"conviction_age":30,
            "counted_age":30,"first_age":21,"offence":"theft","offence_free_months":6,"sanctions":2,
            "serious_of_100":"0.5","sex":"male"}"#;
        let kept: Value = serde_json::from_str(sample).unwrap();
        let edition = "OGRS4 generation, figures 1";
        let inputs = read(Predictor::Arp, edition, &kept).unwrap();
        assert_eq!(write(&inputs), kept);
        let Inputs::Arp(inputs) = inputs else { panic!("not of this predictor") };
        assert_eq!(inputs.answers.accommodation, Some(Problem::Some));
        for broken in ["sex", "offence", "sanctions", "answers"] {
            let mut less = kept.clone();
            less[broken] = "?".into();
            assert_eq!(read(Predictor::Arp, edition, &less), None, "{broken}");
        }
    }
}
