//! A model as settings of Splink.

use serde_json::{Map, Value, json};

use super::{Dialect, SplinkError, Version, portable, say};
use crate::model::{BlockingRule, Comparison, Fixed, Level, Model, Rule};

/// Writes a model as the settings that Splink of this version reads, its conditions in this dialect.
///
/// The columns of Splink's table are to have the names that the model has (`forename`, `birth_date`, …), and an id in `unique_id`.
///
/// # Errors
/// [`SplinkError::Beyond`], naming what Splink cannot say; [`portable()`] leaves such things out.
pub fn write(model: &Model, version: Version, dialect: Dialect) -> Result<String, SplinkError> {
    if !model.stories.is_empty() {
        return Err(SplinkError::beyond("the model", "the stories of how pairs come about"));
    }
    let comparisons: Result<Vec<Value>, _> =
        model.comparisons.iter().map(|own| comparison(own, dialect)).collect();
    let blocking: Result<Vec<Value>, _> =
        model.blocking.iter().enumerate().map(|(at, rule)| block(at, rule, dialect)).collect();
    let prefix = match version {
        Version::Four => ("bayes_factor_column_prefix", "bf_"),
        Version::Five => ("match_weight_column_prefix", "mw_"),
    };
    let mut settings = Map::new();
    settings.insert("link_type".to_owned(), json!("dedupe_only"));
    settings.insert("probability_two_random_records_match".to_owned(), json!(model.prior));
    settings.insert("sql_dialect".to_owned(), json!(dialect.word()));
    settings.insert("unique_id_column_name".to_owned(), json!("unique_id"));
    settings.insert(prefix.0.to_owned(), json!(prefix.1));
    settings.insert("retain_matching_columns".to_owned(), json!(false));
    settings.insert("retain_intermediate_calculation_columns".to_owned(), json!(false));
    settings.insert("blocking_rules_to_generate_predictions".to_owned(), Value::Array(blocking?));
    settings.insert("comparisons".to_owned(), Value::Array(comparisons?));
    Ok(format!("{:#}\n", Value::Object(settings)))
}

fn comparison(own: &Comparison, dialect: Dialect) -> Result<Value, SplinkError> {
    let beyond = |what: &str| SplinkError::beyond(&own.name, what);
    let last =
        own.levels.last().map(|level| &level.rule).ok_or_else(|| beyond("a comparison without levels"))?;
    let silent =
        absent(last, &own.columns).ok_or_else(|| beyond("a comparison whose last level leaves a rest"))?;
    let mut levels = vec![json!({
        "sql_condition": silent,
        "label_for_charts": "missing",
        "is_null_level": true,
    })];
    for (at, level) in own.levels.iter().enumerate() {
        let is_last = at + 1 == own.levels.len();
        levels.push(written(own, level, last, is_last, dialect)?);
    }
    Ok(json!({ "output_column_name": own.name, "comparison_levels": levels }))
}

fn written(
    own: &Comparison,
    level: &Level,
    last: &Rule,
    is_last: bool,
    dialect: Dialect,
) -> Result<Value, SplinkError> {
    let place = format!("{}: {}", own.name, level.name);
    let beyond = |what: String| SplinkError::beyond(&place, what);
    if !level.speaks_for.is_empty() {
        return Err(beyond("a level that speaks for another comparison".to_owned()));
    }
    // A rule that was given what is present when it was read asks for no more than Splink's null level does.
    let rule = match &level.rule {
        Rule::All(rules) if !is_last => match rules.as_slice() {
            [present, rule] if present == last => rule,
            _ => &level.rule,
        },
        rule => rule,
    };
    let guarded = rule != &level.rule;
    if !is_last && !guarded && !portable::needs(rule, last) {
        return Err(beyond("a level that holds though the comparison is silent".to_owned()));
    }
    let sql = if is_last {
        "ELSE".to_owned()
    } else {
        say::condition(rule, &own.columns, dialect).map_err(&beyond)?
    };
    let mut said = json!({
        "sql_condition": sql,
        "label_for_charts": level.name,
        "m_probability": level.m,
        "u_probability": level.u,
        "fix_m_probability": matches!(level.fixed, Fixed::M | Fixed::Both),
        "fix_u_probability": matches!(level.fixed, Fixed::U | Fixed::Both),
    });
    if let (Some(tf), Some(said)) = (&level.tf, said.as_object_mut()) {
        let column = own.columns.get(tf.column);
        let column =
            column.ok_or_else(|| beyond("the frequency of a column that is not there".to_owned()))?;
        let exact = own.levels.iter().find(|other| portable::exact_on(&other.rule) == Some(tf.column));
        if exact.is_none_or(|exact| (exact.u - tf.at).abs() > 1e-9 * tf.at) {
            return Err(beyond(
                "a frequency that is not measured against the level of equal values".to_owned(),
            ));
        }
        said.insert("tf_adjustment_column".to_owned(), json!(column));
        said.insert("tf_adjustment_weight".to_owned(), json!(tf.weight));
        if tf.floor > 0.0 {
            said.insert("tf_minimum_u_value".to_owned(), json!(tf.floor));
        }
    }
    Ok(said)
}

/// When a comparison is silent, from the level that catches the rest.
pub(super) fn absent(last: &Rule, columns: &[String]) -> Option<String> {
    let many = |rules: &[Rule], word: &str| {
        let said: Option<Vec<String>> =
            rules.iter().map(|rule| Some(format!("({})", absent(rule, columns)?))).collect();
        Some(said?.join(word))
    };
    match last {
        Rule::Else => Some(say::missing(columns.first()?)),
        Rule::On(column, rule) if **rule == Rule::Else => Some(say::missing(columns.get(*column)?)),
        Rule::Any(rules) => many(rules, " AND "),
        Rule::All(rules) => many(rules, " OR "),
        _ => None,
    }
}

fn block(at: usize, rule: &BlockingRule, dialect: Dialect) -> Result<Value, SplinkError> {
    let place = format!("blocking rule {}", at + 1);
    let beyond = |what: String| SplinkError::beyond(&place, what);
    if !rule.refine.is_empty() || rule.most < u32::MAX {
        return Err(beyond("a bound on the size of blocks".to_owned()));
    }
    let keys: Result<Vec<String>, String> = rule
        .keys
        .iter()
        .map(|key| {
            let (left, right) = (say::key(&key.column, &key.of, 'l')?, say::key(&key.column, &key.of, 'r')?);
            Ok(format!("({left} = {right})"))
        })
        .collect();
    Ok(json!({ "blocking_rule": keys.map_err(beyond)?.join(" AND "), "sql_dialect": dialect.word() }))
}
