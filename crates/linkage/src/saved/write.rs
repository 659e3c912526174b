//! A model as JSON.

use serde_json::{Map, Value, json};

use super::rules::{key, part, rule};
use super::{FORMAT, VERSION};
use crate::model::{BlockingKey, Comparison, Fixed, Level, Model};

/// Writes a model, to be read by [`super::read`].
pub fn write(model: &Model) -> String {
    let stories = model.stories.iter().map(|story| {
        let shares: Vec<&str> = story.shares.iter().map(|shared| part(*shared)).collect();
        json!({"name": story.name, "same_person": story.same_person, "shares": shares, "share": story.share})
    });
    let blocking = model
        .blocking
        .iter()
        .map(|rule| json!({"keys": keys(&rule.keys), "refine": keys(&rule.refine), "most": rule.most}));
    let said = json!({
        "format": FORMAT,
        "version": VERSION,
        "prior": model.prior,
        "comparisons": model.comparisons.iter().map(comparison).collect::<Vec<_>>(),
        "blocking": blocking.collect::<Vec<_>>(),
        "stories": stories.collect::<Vec<_>>(),
    });
    format!("{said:#}\n")
}

fn keys(keys: &[BlockingKey]) -> Vec<Value> {
    keys.iter().map(|own| json!({"column": own.column, "of": key(&own.of)})).collect()
}

fn comparison(own: &Comparison) -> Value {
    let levels: Vec<Value> = own.levels.iter().map(level).collect();
    json!({"name": own.name, "columns": own.columns, "part": part(own.part), "levels": levels})
}

fn level(own: &Level) -> Value {
    let mut said = Map::new();
    let mut say = |key: &str, value: Value| said.insert(key.to_owned(), value);
    say("name", own.name.clone().into());
    say("rule", rule(&own.rule));
    say("m", own.m.into());
    say("u", own.u.into());
    if let Some(apart) = own.apart {
        say("apart", apart.into());
    }
    say("fixed", fixed(own.fixed).into());
    if let Some(tf) = own.tf {
        say("tf", json!({"column": tf.column, "weight": tf.weight, "floor": tf.floor, "at": tf.at}));
    }
    say("speaks_for", own.speaks_for.clone().into());
    said.into()
}

/// The word for what training leaves alone.
pub(super) fn fixed(fixed: Fixed) -> &'static str {
    match fixed {
        Fixed::Neither => "neither",
        Fixed::M => "m",
        Fixed::U => "u",
        Fixed::Both => "both",
    }
}
