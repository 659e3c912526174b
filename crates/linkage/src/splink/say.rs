//! Rules of ours as SQL: the one place that knows how a rule is written, for DuckDB and for Spark. Reading compares with what is written
//! here, so that what we write we can read.

use super::Dialect;
use crate::model::{KeyOf, Rule};

/// A postcode's beginning up to sector, district and area, as Splink's own library has them.
const SECTOR: &str = "^[A-Za-z]{1,2}[0-9][A-Za-z0-9]? [0-9]";
const DISTRICT: &str = "^[A-Za-z]{1,2}[0-9][A-Za-z0-9]?";
const AREA: &str = "^[A-Za-z]{1,2}";
const SECONDS_OF_DAY: f64 = 86_400.0;

/// The condition of a rule over these columns; an error names what SQL cannot say.
pub(super) fn condition(rule: &Rule, columns: &[String], dialect: Dialect) -> Result<String, String> {
    let at = |place: usize| {
        columns.get(place).cloned().ok_or_else(|| "a rule on a column that is not there".to_owned())
    };
    let x = at(0)?;
    let both = |f: &dyn Fn(&str) -> String| format!("{} = {}", f(&left(&x)), f(&right(&x)));
    Ok(match rule {
        Rule::Exact => both(&str::to_owned),
        Rule::Missing => missing(&x),
        Rule::JaroWinkler(least) => format!("{} >= {least}", jaro(&x, &x, dialect)),
        Rule::Edits(most) => format!("damerau_levenshtein({}, {}) <= {most}", left(&x), right(&x)),
        Rule::PlainEdits(most) => format!("levenshtein({}, {}) <= {most}", left(&x), right(&x)),
        Rule::Sector => both(&|value| beginning(value, SECTOR)),
        Rule::District => both(&|value| beginning(value, DISTRICT)),
        Rule::Area => both(&|value| beginning(value, AREA)),
        Rule::Initial => {
            let initial =
                |one: &str, other: &str| format!("{} = {}", first_word(one, dialect), part(other, 1, 1));
            format!("({} OR {})", initial(&left(&x), &right(&x)), initial(&right(&x), &left(&x)))
        }
        Rule::DaySwapped => {
            let crossed = |one: &str, other: &str| format!("{} = {}", part(one, 6, 2), part(other, 9, 2));
            let (l, r) = (left(&x), right(&x));
            format!("{} AND {} AND {}", same_part(&x, 1, 4), crossed(&l, &r), crossed(&r, &l))
        }
        Rule::FirstOfYear => {
            let first = |value: &str| format!("{} = '01-01'", part(value, 6, 5));
            format!("{} AND ({} OR {})", same_part(&x, 1, 4), first(&left(&x)), first(&right(&x)))
        }
        Rule::DateParts(2) => {
            let two = |(a, b): (i32, i32), (c, d): (i32, i32)| {
                format!("({} AND {})", same_part(&x, a, b), same_part(&x, c, d))
            };
            let (year, month, day) = ((1, 4), (6, 2), (9, 2));
            format!("({} OR {} OR {})", two(year, month), two(year, day), two(month, day))
        }
        Rule::WithinDays(days) => {
            let seconds = |value: &str| match dialect {
                Dialect::DuckDb => format!("EPOCH(try_strptime({value}, '%Y-%m-%d'))"),
                Dialect::Spark => format!("UNIX_TIMESTAMP({value}, 'yyyy-MM-dd')"),
            };
            let most = f64::from(*days) * SECONDS_OF_DAY;
            format!("ABS({} - {}) <= {most:.1}", seconds(&left(&x)), seconds(&right(&x)))
        }
        Rule::WithinYears(years) => {
            let year = |value: &str| format!("CAST({} AS int)", part(value, 1, 4));
            format!("ABS({} - {}) <= {years}", year(&left(&x)), year(&right(&x)))
        }
        Rule::Crossed => {
            let y = at(1)?;
            format!("{} = {} AND {} = {}", left(&x), right(&y), right(&x), left(&y))
        }
        Rule::CrossedNearly(least) => {
            let y = at(1)?;
            format!("{} >= {least} AND {} >= {least}", jaro(&x, &y, dialect), jaro(&y, &x, dialect))
        }
        Rule::On(place, rule) => condition(rule, &[at(*place)?], dialect)?,
        Rule::All(rules) => many(rules, " AND ", columns, dialect)?,
        Rule::Any(rules) => format!("({})", many(rules, " OR ", columns, dialect)?),
        Rule::Not(rule) => format!("NOT ({})", condition(rule, columns, dialect)?),
        Rule::Else => "ELSE".to_owned(),
        other => return Err(format!("the rule {other:?}")),
    })
}

/// A missing value on either side.
pub(super) fn missing(column: &str) -> String {
    format!("{} IS NULL OR {} IS NULL", left(column), right(column))
}

/// What of a column must agree in a block, for one side (`l` or `r`).
pub(super) fn key(column: &str, of: &KeyOf, side: char) -> Result<String, String> {
    let value = format!("{side}.\"{column}\"");
    Ok(match of {
        KeyOf::Whole => value,
        KeyOf::Prefix(letters) => part(&value, 1, i32::from(*letters)),
        KeyOf::Year => part(&value, 1, 4),
        KeyOf::YearMonth => part(&value, 1, 7),
        KeyOf::MonthDay => part(&value, 6, 5),
        KeyOf::Sector => beginning(&value, SECTOR),
        KeyOf::District => beginning(&value, DISTRICT),
        other => return Err(format!("blocking by {other:?}")),
    })
}

fn many(rules: &[Rule], word: &str, columns: &[String], dialect: Dialect) -> Result<String, String> {
    let said: Result<Vec<String>, String> =
        rules.iter().map(|rule| Ok(format!("({})", condition(rule, columns, dialect)?))).collect();
    Ok(said?.join(word))
}

fn left(column: &str) -> String {
    format!("\"{column}_l\"")
}

fn right(column: &str) -> String {
    format!("\"{column}_r\"")
}

fn jaro(one: &str, other: &str, dialect: Dialect) -> String {
    let function = match dialect {
        Dialect::DuckDb => "jaro_winkler_similarity",
        Dialect::Spark => "jaro_winkler",
    };
    format!("{function}({}, {})", left(one), right(other))
}

fn part(value: &str, from: i32, letters: i32) -> String {
    format!("SUBSTRING({value}, {from}, {letters})")
}

fn same_part(column: &str, from: i32, letters: i32) -> String {
    format!("{} = {}", part(&left(column), from, letters), part(&right(column), from, letters))
}

fn first_word(value: &str, dialect: Dialect) -> String {
    match dialect {
        Dialect::DuckDb => format!("split_part({value}, ' ', 1)"),
        Dialect::Spark => format!("substring_index({value}, ' ', 1)"),
    }
}

fn beginning(value: &str, pattern: &str) -> String {
    format!("NULLIF(regexp_extract({value}, '{pattern}', 0), '')")
}
