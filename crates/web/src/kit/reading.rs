//! Reading from the fixtures of govuk-frontend, where numbers, `false` and `null` stand for text.

use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::{Attributes, Classes, Html, Text};

fn loose<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    Ok(match Value::deserialize(from)? {
        Value::String(text) => text,
        Value::Number(number) => number.to_string(),
        Value::Bool(true) => "true".to_owned(),
        _ => String::new(),
    })
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        loose(from).map(Self::from)
    }
}

impl<'de> Deserialize<'de> for Html {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        loose(from).map(Html::markup)
    }
}

impl<'de> Deserialize<'de> for Classes {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        loose(from).map(Self::from)
    }
}

impl<'de> Deserialize<'de> for Attributes {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let map = serde_json::Map::<String, Value>::deserialize(from)?;
        Ok(Self(
            map.into_iter()
                .map(|(name, value)| {
                    let value = loose(value).unwrap_or_default();
                    (Text::from(name), Some(Text::from(value)))
                })
                .collect(),
        ))
    }
}

/// A list whose `null`, `false`, `""` and `{}` entries are left out, as the macros do.
pub(crate) fn truthy<'de, D, T>(from: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: serde::de::DeserializeOwned,
{
    let empty = |value: &Value| match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        _ => false,
    };
    Option::<Vec<Value>>::deserialize(from)?
        .unwrap_or_default()
        .into_iter()
        .filter(|value| !empty(value))
        .map(|value| serde_json::from_value(value).map_err(serde::de::Error::custom))
        .collect()
}
