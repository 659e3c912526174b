//! What of a model Splink can say.

use super::writer::absent;
use super::{Dialect, say};
use crate::model::{BlockingRule, Comparison, KeyOf, Level, Model, Part, Rule, Story};

/// A model that Splink can say, and what was left out of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Portable {
    /// Without what Splink cannot say; what a lost level had is in its comparison's last level now.
    pub model: Model,
    /// In words, each once.
    pub lost: Vec<String>,
}

/// Leaves out of a trained model what Splink cannot say. Blocks of bounded size become whole blocks, so more pairs are offered.
pub fn portable(model: &Model) -> Portable {
    let mut lost = Vec::new();
    if !model.stories.is_empty() {
        let names: Vec<&str> = model.stories.iter().map(|story| story.name.as_str()).collect();
        lost.push(format!("the stories ({})", names.join("; ")));
    }
    let home = model.comparisons.iter().filter(|own| own.part == Part::Home).min_by_key(|own| nearness(own));
    let home = home.map(|own| own.name.clone());
    let comparisons = model
        .comparisons
        .iter()
        .filter_map(|own| {
            if own.part == Part::Home && home.as_ref() != Some(&own.name) {
                // Two comparisons of one home would count it twice: only stories know that they move together.
                lost.push(format!("{}: it says again what another comparison says of the home", own.name));
                return None;
            }
            comparison(&overall(own, &model.stories), &mut lost)
        })
        .collect();
    let blocking: Vec<BlockingRule> =
        model.blocking.iter().filter_map(|rule| block(rule, &mut lost)).collect();
    if model.blocking.iter().any(|rule| !rule.refine.is_empty() || rule.most < u32::MAX) {
        lost.push("the bound on the size of blocks".to_owned());
    }
    Portable { model: Model { comparisons, blocking, prior: model.prior, stories: Vec::new() }, lost }
}

/// The comparison of a home that says most alone comes first.
fn nearness(own: &Comparison) -> usize {
    const NEAREST: [&str; 5] = ["postcode", "address", "town", "house_number", "region"];
    NEAREST.iter().position(|name| *name == own.name).unwrap_or(NEAREST.len())
}

/// A comparison whose `m` holds for records of one person however they came about, whether or not they share the part.
fn overall(own: &Comparison, stories: &[Story]) -> Comparison {
    let one_person = || stories.iter().filter(|story| story.same_person);
    let all: f64 = one_person().map(|story| story.share).sum();
    let sharing: f64 =
        one_person().filter(|story| story.shares.contains(&own.part)).map(|story| story.share).sum();
    let shared = if all > 0.0 { sharing / all } else { 1.0 };
    let levels = own.levels.iter().map(|level| {
        let m = shared * level.m + (1.0 - shared) * level.apart.unwrap_or(level.u);
        Level { m, ..level.clone() }
    });
    Comparison { levels: levels.collect(), ..own.clone() }
}

fn comparison(own: &Comparison, lost: &mut Vec<String>) -> Option<Comparison> {
    let Some((rest, others)) = own.levels.split_last() else {
        lost.push(format!("{}: it has no levels", own.name));
        return None;
    };
    let mut rest = rest.clone();
    let present = rest.rule.clone();
    if absent(&present, &own.columns).is_none() {
        lost.push(format!("{}: no level catches the rest", own.name));
        return None;
    }
    let mut levels: Vec<Level> = Vec::new();
    for level in others {
        let said = say::condition(&level.rule, &own.columns, Dialect::DuckDb);
        let why = match said {
            Err(why) => Some(why),
            Ok(_) if !level.speaks_for.is_empty() => {
                Some("a level that speaks for another comparison".to_owned())
            }
            Ok(_) if !needs(&level.rule, &present) => Some("a level on another column alone".to_owned()),
            Ok(_) => None,
        };
        if let Some(why) = why {
            lost.push(format!("{}: {} ({why})", own.name, level.name));
            rest.m += level.m;
            rest.u += level.u;
        } else {
            levels.push(Level { apart: None, ..level.clone() });
        }
    }
    // Levels of a model that was not trained need not add up.
    let (m, u) = (rest.m.min(1.0), rest.u.min(1.0));
    levels.push(Level { apart: None, tf: None, m, u, ..rest });
    let exact: Vec<(usize, f64)> =
        levels.iter().filter_map(|level| Some((exact_on(&level.rule)?, level.u))).collect();
    for level in &mut levels {
        let Some(tf) = &mut level.tf else { continue };
        let measured = exact.iter().find(|(column, _)| *column == tf.column).map(|(_, u)| *u);
        match measured {
            Some(u) => tf.at = u,
            None => level.tf = None,
        }
    }
    Some(Comparison { levels, ..own.clone() })
}

fn block(rule: &BlockingRule, lost: &mut Vec<String>) -> Option<BlockingRule> {
    for key in &rule.keys {
        let by_part_of_date = matches!(key.of, KeyOf::Prefix(_)) && key.column == "birth_date";
        if let Err(why) = say::key(&key.column, &key.of, 'l') {
            lost.push(format!("{why} of {}", key.column));
            return None;
        }
        if by_part_of_date {
            lost.push("blocking by the beginning of birth_date".to_owned());
            return None;
        }
    }
    Some(BlockingRule { keys: rule.keys.clone(), refine: Vec::new(), most: u32::MAX })
}

/// The column on which a rule says that the values are the same.
pub(super) fn exact_on(rule: &Rule) -> Option<usize> {
    match rule {
        Rule::Exact => Some(0),
        Rule::On(column, rule) if **rule == Rule::Exact => Some(*column),
        _ => None,
    }
}

/// Whether a rule can hold only where nothing is missing that `present` asks for.
pub(super) fn needs(rule: &Rule, present: &Rule) -> bool {
    match present {
        Rule::Else => needs_column(rule, 0),
        Rule::On(column, _) => needs_column(rule, *column),
        Rule::All(all) => all.iter().all(|present| needs(rule, present)),
        // Whatever holds about one of them is enough: a rule that needs any column of these needs one of them.
        Rule::Any(any) => any.iter().any(|present| needs(rule, present)) || splits(rule, present),
        _ => false,
    }
}

/// A rule made of alternatives each of which needs what is present.
fn splits(rule: &Rule, present: &Rule) -> bool {
    matches!(rule, Rule::Any(rules) if rules.iter().all(|rule| needs(rule, present)))
}

fn needs_column(rule: &Rule, column: usize) -> bool {
    match rule {
        Rule::On(own, rule) => **rule != Rule::Missing && *own == column,
        Rule::All(rules) => rules.iter().any(|rule| needs_column(rule, column)),
        Rule::Any(rules) => !rules.is_empty() && rules.iter().all(|rule| needs_column(rule, column)),
        Rule::Crossed | Rule::CrossedNearly(_) => column < 2,
        Rule::Missing | Rule::CrossedWith(_) => false,
        _ => column == 0,
    }
}
