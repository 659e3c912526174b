//! A table seen for one question: its own values, and those of a record that is asked about and not kept.
//!
//! What holds: reading a table through a [`View`] without guests is reading the table. Guests have codes that no
//! table reaches, are never counted, and end with the question.

use crate::dictionary::{Dictionary, Facts, Letters};
use crate::kind::Family;
use crate::table::Table;

/// The least code of a value that the table does not hold; a table has fewer distinct values.
pub(crate) const FIRST_GUEST: u32 = 1 << 29;

/// A value that was asked about.
#[derive(Debug, Clone)]
pub(crate) struct Guest {
    pub text: String,
    pub facts: Facts,
    pub letters: Letters,
}

/// A table, with guests.
#[derive(Debug, Clone, Copy)]
pub(crate) struct View<'a> {
    table: &'a Table,
    guests: &'a [Guest],
}

impl<'a> From<&'a Table> for View<'a> {
    fn from(table: &'a Table) -> Self {
        Self { table, guests: &[] }
    }
}

impl<'a> View<'a> {
    pub fn with(table: &'a Table, guests: &'a [Guest]) -> Self {
        Self { table, guests }
    }

    pub fn table(self) -> &'a Table {
        self.table
    }

    pub fn row(self, kept: u32) -> &'a [u32] {
        self.table.row(kept)
    }

    pub fn dictionary(self, column: usize) -> Words<'a> {
        let dictionary = self.table.dictionary(column);
        Words { family: dictionary.family, dictionary, guests: self.guests }
    }
}

/// The values of a column, with guests.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words<'a> {
    pub family: Family,
    dictionary: &'a Dictionary,
    guests: &'a [Guest],
}

impl<'a> Words<'a> {
    /// The text of a code; empty for missing.
    pub fn text(self, code: u32) -> &'a str {
        match code.checked_sub(FIRST_GUEST) {
            None => self.dictionary.text(code),
            Some(guest) => self.guests.get(guest as usize).map_or("", |guest| &guest.text),
        }
    }

    pub fn letters(self, code: u32) -> Letters {
        match code.checked_sub(FIRST_GUEST) {
            None => self.dictionary.letters(code),
            Some(guest) => self.guests.get(guest as usize).map_or(Letters::default(), |guest| guest.letters),
        }
    }

    pub fn facts(self, code: u32) -> Facts {
        match code.checked_sub(FIRST_GUEST) {
            None => self.dictionary.facts(code),
            Some(guest) => self.guests.get(guest as usize).map_or(Facts::default(), |guest| guest.facts),
        }
    }
}
