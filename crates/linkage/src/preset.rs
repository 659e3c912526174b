//! Models to begin with. A preset takes the columns that a table has and leaves the others out; its numbers are
//! starting points that training replaces, chosen once from what is known of clerical errors and not from any
//! labelled set.

use crate::kind::{Issuer, Kind};
use crate::model::{
    BlockingKey, BlockingRule, Comparison, Fixed, KeyOf, Level, Model, Part, Rule, Story, TermFrequency,
};
use crate::table::Table;

mod people;

/// A model for a kind of data, to be fitted to a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preset {
    /// People of any country, by names, birth date, home and numbers.
    People,
}

impl Preset {
    /// People of any country.
    pub fn people() -> Self {
        Self::People
    }

    /// The model for the columns that `table` has.
    pub fn model(self, table: &Table) -> Model {
        let kinds: Vec<Kind> = table
            .columns()
            .iter()
            .filter(|column| table.position(&column.name).is_some_and(|at| table.filled(at) > 0))
            .map(|column| column.kind)
            .collect();
        self.of_kinds(&kinds, table.len())
    }

    /// The model for columns of these kinds and so many rows.
    pub(crate) fn of_kinds(self, kinds: &[Kind], rows: usize) -> Model {
        match self {
            Self::People => people::model(kinds, rows),
        }
    }
}
