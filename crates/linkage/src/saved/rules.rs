//! The words for rules, keys and parts, in both directions. They are part of the format: a word is never changed, nor used again for
//! something else.

use serde_json::value::RawValue;
use serde_json::{Value, json};

use super::SavedError;
use super::read::{Object, list, number, text, whole};
use crate::model::{KeyOf, Part, Rule};

/// Rules within rules go no deeper.
const DEEPEST: usize = 16;

/// The rules that say nothing more.
const PLAIN: [(&str, Rule); 16] = [
    ("exact", Rule::Exact),
    ("missing", Rule::Missing),
    ("initial", Rule::Initial),
    ("nickname", Rule::Nickname),
    ("part_of", Rule::PartOf),
    ("shared_word", Rule::SharedWord),
    ("same_words", Rule::SameWords),
    ("sounds_alike", Rule::SoundsAlike),
    ("day_swapped", Rule::DaySwapped),
    ("first_of_year", Rule::FirstOfYear),
    ("sector", Rule::Sector),
    ("district", Rule::District),
    ("area", Rule::Area),
    ("core_digits", Rule::CoreDigits),
    ("crossed", Rule::Crossed),
    ("else", Rule::Else),
];

/// The keys that say nothing more.
const KEYS: [(&str, KeyOf); 9] = [
    ("whole", KeyOf::Whole),
    ("sound", KeyOf::Sound),
    ("stem", KeyOf::Stem),
    ("sector", KeyOf::Sector),
    ("district", KeyOf::District),
    ("year", KeyOf::Year),
    ("month_day", KeyOf::MonthDay),
    ("year_month", KeyOf::YearMonth),
    ("digits", KeyOf::Digits),
];

/// The word for a part.
pub(super) fn part(part: Part) -> &'static str {
    part.code()
}

/// The part that a word means.
pub(super) fn read_part(place: &str, key: &str, raw: &RawValue) -> Result<Part, SavedError> {
    let word = text(place, key, raw)?;
    let known = Part::ALL.into_iter().find(|part| part.code() == word);
    known.ok_or_else(|| {
        SavedError::wrong(place, format!("`{key}` is `{word}`, which is no part of a description"))
    })
}

/// A rule as it is written.
pub(super) fn rule(own: &Rule) -> Value {
    if let Some((word, _)) = PLAIN.iter().find(|(_, plain)| plain == own) {
        return json!(word);
    }
    match own {
        Rule::Prefix(letters) => json!({"prefix": letters}),
        Rule::JaroWinkler(least) => json!({"jaro_winkler": least}),
        Rule::Edits(most) => json!({"edits": most}),
        Rule::PlainEdits(most) => json!({"plain_edits": most}),
        Rule::Words(share) => json!({"words": share}),
        Rule::DateSlip(most) => json!({"date_slip": most}),
        Rule::DateParts(least) => json!({"date_parts": least}),
        Rule::WithinDays(days) => json!({"within_days": days}),
        Rule::WithinYears(years) => json!({"within_years": years}),
        Rule::Overlap(least) => json!({"overlap": least}),
        Rule::CrossedNearly(least) => json!({"crossed_nearly": least}),
        Rule::CrossedWith(column) => json!({"crossed_with": column}),
        Rule::On(column, own) => json!({"on": {"column": column, "rule": rule(own)}}),
        Rule::All(rules) => json!({"all": rules.iter().map(rule).collect::<Vec<_>>()}),
        Rule::Any(rules) => json!({"any": rules.iter().map(rule).collect::<Vec<_>>()}),
        Rule::Not(own) => json!({"not": rule(own)}),
        // All that are left are plain.
        _ => Value::Null,
    }
}

/// The rule that is written.
pub(super) fn read_rule(place: &str, raw: &RawValue, depth: usize) -> Result<Rule, SavedError> {
    if depth > DEEPEST {
        return Err(SavedError::wrong(place, format!("rules within rules, more than {DEEPEST} deep")));
    }
    if raw.get().starts_with('"') {
        let word = text(place, "rule", raw)?;
        let known = PLAIN.into_iter().find(|(own, _)| *own == word);
        return known.map(|(_, rule)| rule).ok_or_else(|| unknown(place, &word));
    }
    let (word, said) = Object::read(place, raw)?.only()?;
    let word = word.as_str();
    let inner = |raw: &RawValue| read_rule(place, raw, depth + 1);
    let rules = |raw: &RawValue| list(place, word, raw)?.into_iter().map(inner).collect::<Result<_, _>>();
    Ok(match word {
        "prefix" => Rule::Prefix(whole(place, word, said)?),
        "jaro_winkler" => Rule::JaroWinkler(number(place, word, said)?),
        "edits" => Rule::Edits(whole(place, word, said)?),
        "plain_edits" => Rule::PlainEdits(whole(place, word, said)?),
        "words" => Rule::Words(number(place, word, said)?),
        "date_slip" => Rule::DateSlip(whole(place, word, said)?),
        "date_parts" => Rule::DateParts(whole(place, word, said)?),
        "within_days" => Rule::WithinDays(whole(place, word, said)?),
        "within_years" => Rule::WithinYears(whole(place, word, said)?),
        "overlap" => Rule::Overlap(whole(place, word, said)?),
        "crossed_nearly" => Rule::CrossedNearly(number(place, word, said)?),
        "crossed_with" => Rule::CrossedWith(whole(place, word, said)?),
        "on" => {
            let mut on = Object::read(place, said)?;
            let (column, rule) = (on.take("column")?, on.take("rule")?);
            on.empty()?;
            Rule::On(whole(place, "column", column)?, Box::new(inner(rule)?))
        }
        "all" => Rule::All(rules(said)?),
        "any" => Rule::Any(rules(said)?),
        "not" => Rule::Not(Box::new(inner(said)?)),
        _ => return Err(unknown(place, word)),
    })
}

fn unknown(place: &str, word: &str) -> SavedError {
    SavedError::wrong(place, format!("`{word}` is no rule that is known here"))
}

/// A key as it is written.
pub(super) fn key(own: &KeyOf) -> Value {
    match own {
        KeyOf::Prefix(letters) => json!({"prefix": letters}),
        KeyOf::WithInAnyOrder(other) => json!({"with_in_any_order": other}),
        plain => KEYS.iter().find(|(_, own)| own == plain).map_or(Value::Null, |(word, _)| json!(word)),
    }
}

/// The key that is written.
pub(super) fn read_key(place: &str, raw: &RawValue) -> Result<KeyOf, SavedError> {
    let no_key = |word: &str| {
        SavedError::wrong(place, format!("`of` is `{word}`, which is no key that is known here"))
    };
    if raw.get().starts_with('{') {
        let (word, said) = Object::read(place, raw)?.only()?;
        return match word.as_str() {
            "prefix" => Ok(KeyOf::Prefix(whole(place, &word, said)?)),
            "with_in_any_order" => Ok(KeyOf::WithInAnyOrder(text(place, &word, said)?)),
            _ => Err(no_key(&word)),
        };
    }
    let word = text(place, "of", raw)?;
    KEYS.into_iter().find(|(own, _)| *own == word).map(|(_, key)| key).ok_or_else(|| no_key(&word))
}
