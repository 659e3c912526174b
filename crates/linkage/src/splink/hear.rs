//! SQL as rules of ours. A condition means a rule when it is what [`super::say`] would write for that rule, or one of the ways in which
//! Splink's own library writes it.

use super::sql::{Expr, Side, Sign, parse};
use super::{Dialect, say};
use crate::kind::Kind;
use crate::model::{BlockingKey, KeyOf, Rule};

/// What a condition could not be understood for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Unheard {
    Condition,
    Column(String),
}

/// The rule that a condition means; columns that it names are added to `columns` under our names.
pub(super) fn rule(expr: &Expr, columns: &mut Vec<String>) -> Result<Rule, Unheard> {
    if let Some(rule) = whole(expr, columns)? {
        return Ok(rule);
    }
    match expr {
        Expr::Or(any) => Ok(Rule::Any(each(any, columns)?)),
        Expr::And(all) => Ok(Rule::All(each(all, columns)?)),
        Expr::Not(expr) => Ok(Rule::Not(Box::new(rule(expr, columns)?))),
        Expr::Else => Ok(Rule::Else),
        Expr::Compare(sign, left, right) => compared(*sign, left, right, columns),
        _ => Err(Unheard::Condition),
    }
}

fn each(list: &[Expr], columns: &mut Vec<String>) -> Result<Vec<Rule>, Unheard> {
    list.iter().map(|expr| rule(expr, columns)).collect()
}

/// Rules whose condition is made of several.
fn whole(expr: &Expr, columns: &mut Vec<String>) -> Result<Option<Rule>, Unheard> {
    let mut named = Vec::new();
    mentioned(expr, &mut named);
    let rules: Vec<Rule> = match named.len() {
        1 => vec![Rule::Initial, Rule::DaySwapped, Rule::FirstOfYear, Rule::DateParts(2)],
        2 => {
            let nearly = numbers(expr).first().copied().map(Rule::CrossedNearly);
            std::iter::once(Rule::Crossed).chain(nearly).collect()
        }
        _ => return Ok(None),
    };
    let orders = [named.clone(), named.iter().rev().cloned().collect()];
    for names in &orders {
        for rule in &rules {
            for dialect in [Dialect::DuckDb, Dialect::Spark] {
                let said = say::condition(rule, names, dialect).ok();
                if said.and_then(|sql| parse(&sql)).is_some_and(|said| same(&said, expr)) {
                    let places: Vec<usize> =
                        names.iter().map(|name| place(name, columns)).collect::<Result<_, _>>()?;
                    let crossed = matches!(rule, Rule::Crossed | Rule::CrossedNearly(_));
                    return match places.as_slice() {
                        [place] => Ok(Some(on(*place, rule.clone()))),
                        // Rules about two columns are about a comparison's first two.
                        [a, b] if crossed && a + b == 1 => Ok(Some(rule.clone())),
                        _ => Err(Unheard::Condition),
                    };
                }
            }
        }
    }
    Ok(None)
}

/// Whether two conditions are one but for the order of what is joined by `and` or `or`, and of what is equal.
fn same(one: &Expr, other: &Expr) -> bool {
    match (one, other) {
        (Expr::And(a), Expr::And(b)) | (Expr::Or(a), Expr::Or(b)) => {
            a.len() == b.len() && a.iter().all(|expr| b.iter().any(|other| same(expr, other)))
        }
        (Expr::Compare(Sign::Same, a, b), Expr::Compare(Sign::Same, c, d)) => {
            (same(a, c) && same(b, d)) || (same(a, d) && same(b, c))
        }
        _ => one == other,
    }
}

fn compared(sign: Sign, left: &Expr, right: &Expr, columns: &mut Vec<String>) -> Result<Rule, Unheard> {
    if sign == Sign::Same {
        return equal(left, right, columns);
    }
    let Expr::Number(number) = right else { return Err(Unheard::Condition) };
    if let Expr::Call(function, arguments) = left
        && let [Expr::Column(one, Side::Left), Expr::Column(other, Side::Right)] = arguments.as_slice()
        && one == other
    {
        let rule = match (function.as_str(), sign) {
            ("jaro_winkler_similarity" | "jaro_winkler", Sign::AtLeast) => Rule::JaroWinkler(*number),
            ("damerau_levenshtein", Sign::AtMost) => Rule::Edits(small(*number)?),
            ("levenshtein", Sign::AtMost) => Rule::PlainEdits(small(*number)?),
            _ => return Err(Unheard::Condition),
        };
        return Ok(on(place(one, columns)?, rule));
    }
    distance(sign, left, *number, columns)
}

/// Days or years between dates: `abs(f(x_l) - f(x_r)) <= n`.
fn distance(sign: Sign, left: &Expr, most: f64, columns: &mut Vec<String>) -> Result<Rule, Unheard> {
    let mut named = Vec::new();
    mentioned(left, &mut named);
    let [name] = named.as_slice() else { return Err(Unheard::Condition) };
    let is = |rule: &Rule, dialect| {
        let said = say::condition(rule, std::slice::from_ref(name), dialect).ok();
        matches!(said.and_then(|sql| parse(&sql)), Some(Expr::Compare(_, said, _)) if *said == *left)
    };
    if sign != Sign::AtMost {
        return Err(Unheard::Condition);
    }
    let rule =
        if [Dialect::DuckDb, Dialect::Spark].into_iter().any(|dialect| is(&Rule::WithinDays(1), dialect)) {
            // Dates are whole days apart, so part of a day does not matter.
            Rule::WithinDays(count(most / 86_400.0)?)
        } else if is(&Rule::WithinYears(1), Dialect::DuckDb) {
            Rule::WithinYears(count(most)?)
        } else {
            return Err(Unheard::Condition);
        };
    Ok(on(place(name, columns)?, rule))
}

fn equal(left: &Expr, right: &Expr, columns: &mut Vec<String>) -> Result<Rule, Unheard> {
    let mut named = Vec::new();
    mentioned(left, &mut named);
    let [name] = named.as_slice() else { return Err(Unheard::Condition) };
    for rule in [Rule::Exact, Rule::Sector, Rule::District, Rule::Area] {
        let said = say::condition(&rule, std::slice::from_ref(name), Dialect::DuckDb).ok();
        let given = Expr::Compare(Sign::Same, Box::new(left.clone()), Box::new(right.clone()));
        if said.and_then(|sql| parse(&sql)).is_some_and(|said| same(&said, &given)) {
            return Ok(on(place(name, columns)?, rule));
        }
    }
    Err(Unheard::Condition)
}

/// The columns whose missing makes a comparison silent, and whether one missing is enough.
pub(super) fn silent(expr: &Expr, columns: &mut Vec<String>) -> Result<Vec<Vec<usize>>, Unheard> {
    // `(a OR b)`: any missing; `(a OR b) AND (c OR d)`: both missing. Each inner list is silent when any of it is.
    let of = |expr: &Expr, columns: &mut Vec<String>| -> Result<Vec<usize>, Unheard> {
        let list = match expr {
            Expr::Or(list) => list.as_slice(),
            other => std::slice::from_ref(other),
        };
        let mut places = Vec::new();
        for null in list {
            let Expr::IsNull(value) = null else { return Err(Unheard::Condition) };
            let mut named = Vec::new();
            mentioned(value, &mut named);
            let [name] = named.as_slice() else { return Err(Unheard::Condition) };
            let place = place(name, columns)?;
            if !places.contains(&place) {
                places.push(place);
            }
        }
        Ok(places)
    };
    match expr {
        Expr::And(list) => list.iter().map(|expr| of(expr, columns)).collect(),
        other => Ok(vec![of(other, columns)?]),
    }
}

/// The keys of a blocking rule: equalities between left and right, joined by `and`.
pub(super) fn keys(expr: &Expr) -> Result<Vec<BlockingKey>, Unheard> {
    let list = match expr {
        Expr::And(list) => list.as_slice(),
        other => std::slice::from_ref(other),
    };
    list.iter().map(key).collect()
}

fn key(expr: &Expr) -> Result<BlockingKey, Unheard> {
    let mut named = Vec::new();
    mentioned(expr, &mut named);
    let [name] = named.as_slice() else { return Err(Unheard::Condition) };
    let kind = Kind::of_column(name).ok_or_else(|| Unheard::Column(name.clone()))?;
    let dated = [KeyOf::Year, KeyOf::YearMonth, KeyOf::MonthDay];
    let letters = numbers(expr).into_iter().filter_map(|number| small(number).ok()).max().map(KeyOf::Prefix);
    let plain = [Some(KeyOf::Whole), Some(KeyOf::Sector), Some(KeyOf::District), letters];
    let ways = dated.into_iter().filter(|_| kind == Kind::BirthDate).chain(plain.into_iter().flatten());
    for of in ways {
        let said = say::key(name, &of, 'l').and_then(|l| Ok(format!("{l} = {}", say::key(name, &of, 'r')?)));
        if said.ok().and_then(|sql| parse(&sql)).is_some_and(|said| same(&said, expr)) {
            return Ok(BlockingKey { column: kind.name().to_owned(), of });
        }
    }
    Err(Unheard::Condition)
}

/// Names of the columns that a condition mentions, each once.
fn mentioned(expr: &Expr, names: &mut Vec<String>) {
    match expr {
        Expr::Column(name, _) if !names.contains(name) => names.push(name.clone()),
        Expr::Or(list) | Expr::And(list) | Expr::Call(_, list) => {
            for expr in list {
                mentioned(expr, names);
            }
        }
        Expr::Not(expr) | Expr::IsNull(expr) => mentioned(expr, names),
        Expr::Compare(_, one, other) | Expr::Minus(one, other) => {
            mentioned(one, names);
            mentioned(other, names);
        }
        _ => {}
    }
}

fn numbers(expr: &Expr) -> Vec<f64> {
    match expr {
        Expr::Number(number) => vec![*number],
        Expr::Or(list) | Expr::And(list) | Expr::Call(_, list) => list.iter().flat_map(numbers).collect(),
        Expr::Not(expr) | Expr::IsNull(expr) => numbers(expr),
        Expr::Compare(_, one, other) | Expr::Minus(one, other) => {
            numbers(one).into_iter().chain(numbers(other)).collect()
        }
        _ => Vec::new(),
    }
}

/// Where a comparison has a column, by the name that files use; added when it is new.
pub(super) fn place(name: &str, columns: &mut Vec<String>) -> Result<usize, Unheard> {
    let kind = Kind::of_column(name).ok_or_else(|| Unheard::Column(name.to_owned()))?;
    if let Some(at) = columns.iter().position(|column| column == kind.name()) {
        return Ok(at);
    }
    columns.push(kind.name().to_owned());
    Ok(columns.len() - 1)
}

/// A rule on one of a comparison's columns.
pub(super) fn on(place: usize, rule: Rule) -> Rule {
    if place == 0 { rule } else { Rule::On(place, Box::new(rule)) }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be in range")]
fn small(number: f64) -> Result<u8, Unheard> {
    if (0.0..=255.0).contains(&number) { Ok(number as u8) } else { Err(Unheard::Condition) }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be in range")]
fn count(number: f64) -> Result<u32, Unheard> {
    if (0.0..=4e9).contains(&number) { Ok(number as u32) } else { Err(Unheard::Condition) }
}
