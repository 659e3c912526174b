//! Settings of Splink as a model.

use serde_json::{Map, Value};

use super::SplinkError;
use super::hear::{self, Unheard};
use super::sql::parse;
use crate::kind::Kind;
use crate::model::{BlockingRule, Comparison, Fixed, Level, Model, Part, Rule, TermFrequency};

/// Reads settings that Splink 4 or 5 saved (or the same, written by hand): comparisons with their `m` and `u`, blocking rules, prior.
///
/// Columns are recognised by the names that files use (`first_name`, `dob`). A level without `m` or `u` gets an equal share of what is left, as a
/// beginning for training. A level that is silent when any of several columns is missing becomes rules that ask for all of them.
///
/// # Errors
/// [`SplinkError`], naming what cannot be translated.
pub fn read(settings: &str) -> Result<Model, SplinkError> {
    let settings: Value =
        serde_json::from_str(settings).map_err(|error| SplinkError::NotSettings(error.to_string()))?;
    let Value::Object(settings) = settings else {
        return Err(SplinkError::NotSettings("no object".to_owned()));
    };
    match settings.get("sql_dialect").and_then(Value::as_str) {
        None | Some("duckdb" | "spark") => {}
        Some(other) => return Err(SplinkError::Dialect(other.to_owned())),
    }
    let comparisons = list(&settings, "comparisons")?
        .iter()
        .enumerate()
        .map(|(at, own)| comparison(at, own))
        .collect::<Result<Vec<_>, _>>()?;
    let blocking = list(&settings, "blocking_rules_to_generate_predictions")?
        .iter()
        .enumerate()
        .map(|(at, own)| blocking_rule(at, own))
        .collect::<Result<Vec<_>, _>>()?;
    let prior = settings.get("probability_two_random_records_match").and_then(Value::as_f64).unwrap_or(1e-4);
    Ok(Model { comparisons, blocking, prior, stories: Vec::new() })
}

fn list<'a>(settings: &'a Map<String, Value>, key: &str) -> Result<&'a [Value], SplinkError> {
    let found = settings.get(key).and_then(Value::as_array);
    found.map(Vec::as_slice).ok_or_else(|| SplinkError::key("settings", key))
}

fn text<'a>(object: &'a Value, key: &str, place: &str) -> Result<&'a str, SplinkError> {
    object.get(key).and_then(Value::as_str).ok_or_else(|| SplinkError::key(place, key))
}

fn unheard(place: &str, sql: &str) -> impl Fn(Unheard) -> SplinkError {
    move |why| match why {
        Unheard::Condition => SplinkError::condition(place, sql),
        Unheard::Column(column) => SplinkError::Column { place: place.to_owned(), column },
    }
}

/// One level as the settings have it.
struct Said<'a> {
    place: String,
    label: &'a str,
    sql: &'a str,
    settings: &'a Value,
}

fn comparison(at: usize, own: &Value) -> Result<Comparison, SplinkError> {
    let numbered = format!("comparison {}", at + 1);
    let name = text(own, "output_column_name", &numbered)?;
    let levels = own.get("comparison_levels").and_then(Value::as_array);
    let mut said = levels
        .ok_or_else(|| SplinkError::key(name, "comparison_levels"))?
        .iter()
        .map(|level| said(name, level));
    let null = said.next().ok_or_else(|| SplinkError::key(name, "comparison_levels"))??;
    if null.settings.get("is_null_level").and_then(Value::as_bool) != Some(true) {
        return Err(SplinkError::key(&null.place, "is_null_level"));
    }
    let mut columns = Vec::new();
    let silent = parse(null.sql).ok_or(Unheard::Condition).and_then(|expr| hear::silent(&expr, &mut columns));
    let silent = silent.map_err(unheard(&null.place, null.sql))?;
    let present = present(&silent);
    let said = said.collect::<Result<Vec<_>, _>>()?;
    let mut levels = Vec::new();
    for own in &said {
        levels.push(level(own, &mut columns, &present)?);
    }
    shared_out(&mut levels);
    frequencies(&said, &mut levels, &mut columns)?;
    let part = columns.first().and_then(|column| Kind::named(column)).map_or(Part::Other, Kind::part);
    Ok(Comparison { name: name.to_owned(), columns, part, levels })
}

/// The rule that says nothing is missing, from what makes a comparison silent.
fn present(silent: &[Vec<usize>]) -> Rule {
    let mut any: Vec<Rule> = silent
        .iter()
        .map(|places| {
            let mut all: Vec<Rule> = places.iter().map(|place| hear::on(*place, Rule::Else)).collect();
            if all.len() == 1 { all.remove(0) } else { Rule::All(all) }
        })
        .collect();
    if any.len() == 1 { any.remove(0) } else { Rule::Any(any) }
}

fn said<'a>(comparison: &str, settings: &'a Value) -> Result<Said<'a>, SplinkError> {
    const KNOWN: [&str; 11] = [
        "sql_condition",
        "label_for_charts",
        "m_probability",
        "u_probability",
        "fix_m_probability",
        "fix_u_probability",
        "is_null_level",
        "tf_adjustment_column",
        "tf_adjustment_weight",
        "tf_minimum_u_value",
        "disable_tf_exact_match_detection",
    ];
    let sql = text(settings, "sql_condition", comparison)?;
    let label = settings.get("label_for_charts").and_then(Value::as_str).unwrap_or(sql);
    let place = format!("{comparison}: {label}");
    let keys = settings.as_object().into_iter().flat_map(Map::keys);
    for key in keys {
        if !KNOWN.contains(&key.as_str()) {
            return Err(SplinkError::Setting { place, key: key.clone() });
        }
    }
    if settings.get("disable_tf_exact_match_detection").and_then(Value::as_bool) == Some(true) {
        return Err(SplinkError::Setting { place, key: "disable_tf_exact_match_detection".to_owned() });
    }
    Ok(Said { place, label, sql, settings })
}

fn level(said: &Said<'_>, columns: &mut Vec<String>, present: &Rule) -> Result<Level, SplinkError> {
    let found = parse(said.sql).ok_or(Unheard::Condition).and_then(|expr| hear::rule(&expr, columns));
    let mut rule = found.map_err(unheard(&said.place, said.sql))?;
    if rule == Rule::Else {
        rule = present.clone();
    } else if !super::portable::needs(&rule, present) {
        rule = Rule::All(vec![present.clone(), rule]);
    }
    let number = |key: &str| said.settings.get(key).and_then(Value::as_f64);
    let is = |key: &str| said.settings.get(key).and_then(Value::as_bool) == Some(true);
    let fixed = match (is("fix_m_probability"), is("fix_u_probability")) {
        (true, true) => Fixed::Both,
        (true, false) => Fixed::M,
        (false, true) => Fixed::U,
        (false, false) => Fixed::Neither,
    };
    Ok(Level {
        name: said.label.to_owned(),
        rule,
        // Below 0 stands for what the settings do not say; `shared_out` fills it in.
        m: number("m_probability").unwrap_or(-1.0),
        u: number("u_probability").unwrap_or(-1.0),
        apart: None,
        fixed,
        tf: None,
        speaks_for: Vec::new(),
    })
}

/// Levels without `m` or `u` share alike in what the others leave.
fn shared_out(levels: &mut [Level]) {
    let fill = |get: fn(&mut Level) -> &mut f64, levels: &mut [Level]| {
        let (mut told, mut untold) = (0.0, 0.0);
        for level in levels.iter_mut() {
            match *get(level) {
                number if number < 0.0 => untold += 1.0,
                number => told += number,
            }
        }
        for level in levels.iter_mut() {
            let number = get(level);
            if *number < 0.0 {
                *number = ((1.0_f64 - told) / untold).clamp(1e-9, 1.0);
            }
        }
    };
    fill(|level| &mut level.m, levels);
    fill(|level| &mut level.u, levels);
}

/// Splink measures a value's frequency against `u` of the level on which that column is the same.
fn frequencies(
    said: &[Said<'_>],
    levels: &mut [Level],
    columns: &mut Vec<String>,
) -> Result<(), SplinkError> {
    for (at, said) in said.iter().enumerate() {
        let Some(name) = said.settings.get("tf_adjustment_column").and_then(Value::as_str) else { continue };
        let column = hear::place(name, columns).map_err(unheard(&said.place, name))?;
        let number = |key: &str| said.settings.get(key).and_then(Value::as_f64);
        let exact = hear::on(column, Rule::Exact);
        let measured = levels.iter().find(|level| level.rule == exact).map(|level| level.u);
        let measured = measured.ok_or_else(|| SplinkError::Setting {
            place: said.place.clone(),
            key: "tf_adjustment_column".to_owned(),
        })?;
        if let Some(level) = levels.get_mut(at) {
            level.tf = Some(TermFrequency {
                column,
                weight: number("tf_adjustment_weight").unwrap_or(1.0),
                floor: number("tf_minimum_u_value").unwrap_or(0.0),
                at: measured,
            });
        }
    }
    Ok(())
}

fn blocking_rule(at: usize, own: &Value) -> Result<BlockingRule, SplinkError> {
    let place = format!("blocking rule {}", at + 1);
    let sql = match own {
        Value::String(sql) => sql.as_str(),
        own => text(own, "blocking_rule", &place)?,
    };
    if own.get("arrays_to_explode").and_then(Value::as_array).is_some_and(|arrays| !arrays.is_empty()) {
        return Err(SplinkError::Setting { place, key: "arrays_to_explode".to_owned() });
    }
    let keys = parse(sql).ok_or(Unheard::Condition).and_then(|expr| hear::keys(&expr));
    let keys = keys.map_err(unheard(&place, sql))?;
    Ok(BlockingRule { keys, refine: Vec::new(), most: u32::MAX })
}
