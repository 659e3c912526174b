//! What of a record's values must agree, as numbers by row: worked out once for each distinct value, and once for all
//! the rules that ask for it.

use rayon::prelude::*;

use crate::compare::ModelError;
use crate::dictionary::{Dictionary, hash, mix};
use crate::model::{BlockingKey, KeyOf};
use crate::table::Table;

/// A key fitted to a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct FittedKey {
    own: usize,
    /// The other of two values that may have changed places.
    other: Option<usize>,
    /// A bit for each column it reads.
    pub columns: u64,
}

/// The numbers that rules ask for.
pub(super) struct Keys<'a> {
    table: &'a Table,
    asked: Vec<(usize, KeyOf)>,
    /// As they were asked for: a number for each row, 0 where the value is missing.
    by_row: Vec<Vec<u32>>,
}

impl<'a> Keys<'a> {
    pub fn new(table: &'a Table) -> Self {
        Self { table, asked: Vec::new(), by_row: Vec::new() }
    }

    /// Rows of the table.
    pub fn rows(&self) -> usize {
        self.table.len()
    }

    /// Notes what a rule asks for.
    pub fn fit(&mut self, keys: &[BlockingKey]) -> Result<Vec<FittedKey>, ModelError> {
        keys.iter()
            .map(|key| {
                let bit = |column: usize| 1 << column.min(63);
                let column = self.place(&key.column)?;
                if let KeyOf::WithInAnyOrder(other) = &key.of {
                    let other = self.place(other)?;
                    let columns = bit(column) | bit(other);
                    let (own, other) = (self.ask(column, &KeyOf::Whole), self.ask(other, &KeyOf::Whole));
                    return Ok(FittedKey { own, other: Some(other), columns });
                }
                Ok(FittedKey { own: self.ask(column, &key.of), other: None, columns: bit(column) })
            })
            .collect()
    }

    fn place(&self, name: &str) -> Result<usize, ModelError> {
        self.table.position(name).ok_or_else(|| ModelError::NoColumn(name.to_owned()))
    }

    fn ask(&mut self, column: usize, of: &KeyOf) -> usize {
        self.asked.iter().position(|own| own.0 == column && own.1 == *of).unwrap_or_else(|| {
            self.asked.push((column, of.clone()));
            self.asked.len() - 1
        })
    }

    /// Works out all that was asked for.
    pub fn work_out(&mut self) {
        self.by_row = self.asked.par_iter().map(|(column, of)| by_row(self.table, *column, of)).collect();
    }

    /// The key of each row that lacks none of the values.
    pub fn keyed(&self, keys: &[FittedKey]) -> Vec<(u64, u32)> {
        let mut keyed: Vec<(u64, u32)> = Vec::with_capacity(self.table.len());
        let rows = u32::try_from(self.table.len()).unwrap_or(u32::MAX);
        keyed.extend((0..rows).filter_map(|row| {
            let key = keys.iter().try_fold(0, |state, key| Some(mix(state ^ self.value(key, row)?)))?;
            Some((key, row))
        }));
        keyed
    }

    /// What must agree of a row, `None` when it is missing.
    pub fn value(&self, key: &FittedKey, row: u32) -> Option<u64> {
        let value = |asked: usize| {
            let value = self.by_row.get(asked)?.get(row as usize).copied()?;
            (value != 0).then_some(u64::from(value))
        };
        let own = value(key.own)?;
        match key.other {
            // A sum does not know the order of its terms.
            Some(other) => Some(mix(own).wrapping_add(mix(value(other)?))),
            None => Some(own),
        }
    }
}

fn by_row(table: &Table, column: usize, of: &KeyOf) -> Vec<u32> {
    let codes = table.codes(column);
    if *of == KeyOf::Whole {
        return codes.collect();
    }
    let dictionary = table.dictionary(column);
    let values: Vec<u32> = (0..u32::try_from(dictionary.len()).unwrap_or(u32::MAX))
        .map(|code| if code == 0 { 0 } else { value_of(dictionary, of, code) })
        .collect();
    codes.map(|code| values.get(code as usize).copied().unwrap_or(0)).collect()
}

/// A number that depends on the value alone; 0 where it has not what is asked for.
fn value_of(dictionary: &Dictionary, of: &KeyOf, code: u32) -> u32 {
    let facts = dictionary.facts(code);
    match of {
        KeyOf::Whole | KeyOf::WithInAnyOrder(_) => code,
        KeyOf::Prefix(letters) => {
            let text = dictionary.text(code);
            let end = text.char_indices().nth(usize::from(*letters)).map_or(text.len(), |(end, _)| end);
            let start = hash(text.get(..end).unwrap_or(text).as_bytes());
            #[allow(clippy::cast_possible_truncation, reason = "the low half of a hash is a hash")]
            let start = start as u32;
            start.max(1)
        }
        KeyOf::Sound | KeyOf::Sector | KeyOf::Digits => facts.main,
        // A name that is a form of nothing stands for itself, beyond the numbers of stems.
        KeyOf::Stem => match facts.second & 0xFFFF {
            0 => code.wrapping_add(1 << 16),
            stem => stem,
        },
        KeyOf::District => facts.second,
        KeyOf::Year => facts.main / 10_000,
        KeyOf::MonthDay => facts.main % 10_000,
        KeyOf::YearMonth => facts.main / 100,
    }
}
