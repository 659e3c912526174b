//! A table whose rows come and go, one at a time. Its owner numbers the rows, finds the codes of values, and keeps
//! what the rows hold and what is counted in step; nothing else of a table changes.

use super::{Table, TableBuilder, TableError};
use crate::dictionary::Dictionary;
use crate::kind::Kind;

impl Table {
    /// A table with these columns and no rows.
    pub(crate) fn growing(kinds: &[Kind]) -> Result<Self, TableError> {
        let builder = TableBuilder::with_kinds(kinds.iter().copied().map(Some))?;
        Ok(builder.finish())
    }

    /// The number of the dictionary that holds a column's values.
    pub(crate) fn dictionary_of(&self, column: usize) -> Option<usize> {
        self.columns.get(column).map(|column| column.dictionary)
    }

    /// How many dictionaries there are.
    pub(crate) fn dictionaries(&self) -> usize {
        self.dictionaries.len()
    }

    pub(crate) fn dictionary_mut(&mut self, at: usize) -> Option<&mut Dictionary> {
        self.dictionaries.get_mut(at)
    }

    /// Sets the codes of a row, a new one where it is the next.
    pub(crate) fn set_row(&mut self, at: u32, codes: &[u32]) {
        let width = self.columns.len();
        let start = at as usize * width;
        if self.cells.len() < start + width {
            self.cells.resize(start + width, 0);
        }
        for (cell, code) in self.cells.iter_mut().skip(start).take(width).zip(codes) {
            *cell = *code;
        }
    }

    /// Counts one record more.
    pub(crate) fn one_more(&mut self) {
        self.rows += 1;
    }

    /// Counts one record less.
    pub(crate) fn one_less(&mut self) {
        self.rows = self.rows.saturating_sub(1);
    }

    /// Counts one more record that holds a value, or (code 0) that lacks one.
    pub(crate) fn held(&mut self, column: usize, code: u32) {
        let Some(column) = self.columns.get_mut(column) else { return };
        let at = code as usize;
        if column.counts.len() <= at {
            column.counts.resize(at + 1, 0);
        }
        if let Some(count) = column.counts.get_mut(at) {
            *count += 1;
        }
    }

    /// Counts one record less; says whether any record still holds the value, in whichever column.
    pub(crate) fn let_go(&mut self, column: usize, code: u32) -> bool {
        if let Some(count) =
            self.columns.get_mut(column).and_then(|column| column.counts.get_mut(code as usize))
        {
            *count = count.saturating_sub(1);
        }
        let dictionary = self.dictionary_of(column);
        self.columns
            .iter()
            .filter(|own| Some(own.dictionary) == dictionary)
            .any(|own| own.counts.get(code as usize).is_some_and(|count| *count > 0))
    }
}
