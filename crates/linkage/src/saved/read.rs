//! A model from JSON. Numbers are read from their own text, since only so none loses its last digit.

use std::collections::BTreeMap;
use std::str::FromStr;

use serde_json::value::RawValue;

use super::rules::{read_key, read_part, read_rule};
use super::write::fixed;
use super::{FORMAT, SavedError, VERSION};
use crate::model::{BlockingKey, BlockingRule, Comparison, Fixed, Level, Model, Story, TermFrequency};

/// Whether a text says that it is a model of ours.
pub(super) fn is_ours(text: &str) -> bool {
    serde_json::from_str::<BTreeMap<String, &RawValue>>(text).is_ok_and(|said| said.contains_key("format"))
}

/// Reads a model that [`super::write`] wrote, or somebody by hand.
///
/// # Errors
/// [`SavedError`], naming what is wrong and where.
pub fn read(text: &str) -> Result<Model, SavedError> {
    let raw: &RawValue =
        serde_json::from_str(text).map_err(|error| SavedError::NotJson(error.to_string()))?;
    let mut model = Object::read("model", raw)?;
    let format = model.take_text("format")?;
    if format != FORMAT {
        let why = format!("`format` is `{format}`, where a model says `{FORMAT}`");
        return Err(SavedError::wrong("model", why));
    }
    let version = whole("model", "version", model.take("version")?)?;
    if version > VERSION {
        return Err(SavedError::Version(version));
    }
    let prior = model.take_number("prior")?;
    let comparisons = all(&mut model, "comparisons", comparison)?;
    let blocking = all(&mut model, "blocking", |at, raw| blocking(&format!("blocking rule {at}"), raw))?;
    let stories = all(&mut model, "stories", |at, raw| story(&format!("story {at}"), raw))?;
    model.empty()?;
    Ok(Model { comparisons, blocking, prior, stories })
}

/// Reads each element of a list; `read` is told which it is, counted from 1.
fn all<T>(
    object: &mut Object<'_>,
    key: &str,
    read: impl Fn(usize, &RawValue) -> Result<T, SavedError>,
) -> Result<Vec<T>, SavedError> {
    let raw = object.take(key)?;
    list(&object.place, key, raw)?.into_iter().enumerate().map(|(at, raw)| read(at + 1, raw)).collect()
}

fn comparison(at: usize, raw: &RawValue) -> Result<Comparison, SavedError> {
    let mut own = Object::read(&format!("comparison {at}"), raw)?;
    let name = own.take_text("name")?;
    own.place = format!("comparison {name}");
    let columns = all(&mut own, "columns", |_, raw| text("columns", "column", raw))?;
    let part = own.take("part")?;
    let part = read_part(&own.place, "part", part)?;
    let place = own.place.clone();
    let levels = all(&mut own, "levels", |at, raw| level(&format!("{place}, level {at}"), raw))?;
    own.empty()?;
    Ok(Comparison { name, columns, part, levels })
}

fn level(place: &str, raw: &RawValue) -> Result<Level, SavedError> {
    let mut own = Object::read(place, raw)?;
    let name = own.take_text("name")?;
    let rule = read_rule(place, own.take("rule")?, 0)?;
    let (m, u) = (own.take_number("m")?, own.take_number("u")?);
    let apart = own.fields.remove("apart").map(|raw| number(place, "apart", raw)).transpose()?;
    let word = own.take_text("fixed")?;
    let fixed = [Fixed::Neither, Fixed::M, Fixed::U, Fixed::Both].into_iter().find(|own| fixed(*own) == word);
    let fixed = fixed
        .ok_or_else(|| SavedError::wrong(place, format!("`fixed` is `{word}`: neither, m, u or both")))?;
    let tf = own.fields.remove("tf").map(|raw| frequency(place, raw)).transpose()?;
    let speaks_for = all(&mut own, "speaks_for", |_, raw| text(place, "speaks_for", raw))?;
    own.empty()?;
    Ok(Level { name, rule, m, u, apart, fixed, tf, speaks_for })
}

fn frequency(place: &str, raw: &RawValue) -> Result<TermFrequency, SavedError> {
    let mut own = Object::read(&format!("{place}, tf"), raw)?;
    let column = whole(place, "column", own.take("column")?)?;
    let (weight, floor, at) = (own.take_number("weight")?, own.take_number("floor")?, own.take_number("at")?);
    own.empty()?;
    Ok(TermFrequency { column, weight, floor, at })
}

fn blocking(place: &str, raw: &RawValue) -> Result<BlockingRule, SavedError> {
    let mut own = Object::read(place, raw)?;
    let key = |_: usize, raw: &RawValue| {
        let mut own = Object::read(place, raw)?;
        let (column, of) = (own.take_text("column")?, read_key(place, own.take("of")?)?);
        own.empty()?;
        Ok(BlockingKey { column, of })
    };
    let (keys, refine) = (all(&mut own, "keys", key)?, all(&mut own, "refine", key)?);
    let most = whole(place, "most", own.take("most")?)?;
    own.empty()?;
    Ok(BlockingRule { keys, refine, most })
}

fn story(place: &str, raw: &RawValue) -> Result<Story, SavedError> {
    let mut own = Object::read(place, raw)?;
    let name = own.take_text("name")?;
    let same_person = own.take("same_person")?.get();
    let same_person = same_person
        .parse()
        .map_err(|_| SavedError::wrong(place, format!("`same_person` is `{same_person}`: true or false")))?;
    let shares = all(&mut own, "shares", |_, raw| read_part(place, "shares", raw))?;
    let share = own.take_number("share")?;
    own.empty()?;
    Ok(Story { name, same_person, shares, share })
}

/// An object whose fields are taken one by one, so that none is left unread.
pub(super) struct Object<'a> {
    place: String,
    fields: BTreeMap<String, &'a RawValue>,
}

impl<'a> Object<'a> {
    pub fn read(place: &str, raw: &'a RawValue) -> Result<Self, SavedError> {
        let fields = serde_json::from_str(raw.get())
            .map_err(|_| SavedError::wrong(place, format!("an object is wanted, not {}", seen(raw))))?;
        Ok(Self { place: place.to_owned(), fields })
    }

    pub fn take(&mut self, key: &str) -> Result<&'a RawValue, SavedError> {
        self.fields.remove(key).ok_or_else(|| SavedError::wrong(&self.place, format!("`{key}` is missing")))
    }

    fn take_text(&mut self, key: &str) -> Result<String, SavedError> {
        let raw = self.take(key)?;
        text(&self.place, key, raw)
    }

    fn take_number(&mut self, key: &str) -> Result<f64, SavedError> {
        let raw = self.take(key)?;
        number(&self.place, key, raw)
    }

    /// The one field that there is.
    pub fn only(mut self) -> Result<(String, &'a RawValue), SavedError> {
        let first = self.fields.pop_first();
        let first = first.ok_or_else(|| SavedError::wrong(&self.place, "an object with nothing in it"))?;
        self.empty()?;
        Ok(first)
    }

    /// Nothing is left that nobody asked for.
    pub fn empty(&self) -> Result<(), SavedError> {
        match self.fields.keys().next() {
            Some(key) => Err(SavedError::wrong(&self.place, format!("`{key}` is not known"))),
            None => Ok(()),
        }
    }
}

pub(super) fn list<'a>(place: &str, key: &str, raw: &'a RawValue) -> Result<Vec<&'a RawValue>, SavedError> {
    serde_json::from_str(raw.get())
        .map_err(|_| SavedError::wrong(place, format!("`{key}` is {}, where a list is wanted", seen(raw))))
}

pub(super) fn text(place: &str, key: &str, raw: &RawValue) -> Result<String, SavedError> {
    serde_json::from_str(raw.get())
        .map_err(|_| SavedError::wrong(place, format!("`{key}` is {}, where text is wanted", seen(raw))))
}

pub(super) fn number(place: &str, key: &str, raw: &RawValue) -> Result<f64, SavedError> {
    let number = raw.get().parse().ok().filter(|number: &f64| number.is_finite());
    number.ok_or_else(|| {
        SavedError::wrong(place, format!("`{key}` is {}, where a number is wanted", seen(raw)))
    })
}

pub(super) fn whole<T: FromStr>(place: &str, key: &str, raw: &RawValue) -> Result<T, SavedError> {
    let number = raw.get().parse();
    number.map_err(|_| {
        SavedError::wrong(place, format!("`{key}` is {}, where a whole number is wanted", seen(raw)))
    })
}

/// What was found instead, as much of it as helps.
fn seen(raw: &RawValue) -> String {
    let text: String = raw.get().chars().take(40).collect();
    format!("`{text}`")
}
