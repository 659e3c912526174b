//! Who is truly whom in a file of records, and what else is true of them.
//!
//! What holds: a matcher never sees these columns' values through us; `id` is the row's own number.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// The truth about one file of records.
#[derive(Debug, Default)]
pub struct Truth {
    /// By row, from 0: the person.
    person: Vec<u32>,
    /// How many pairs of rows are one person.
    pub pairs: u64,
}

impl Truth {
    /// Reads the column `cluster` of a file whose rows are numbered from 1 in its column `id`.
    pub fn of(records: &Path) -> Result<Self> {
        let text =
            fs::read_to_string(records).with_context(|| format!("{} cannot be read", records.display()))?;
        let mut lines = text.lines();
        let header = fields(lines.next().context("no header")?);
        let at = header.iter().position(|name| name == "cluster").context("no column `cluster`")?;
        let mut known: HashMap<String, u32> = HashMap::new();
        let mut person = Vec::new();
        for line in lines {
            let label = fields(line).into_iter().nth(at).context("a row without its `cluster`")?;
            let next = u32::try_from(known.len())?;
            person.push(*known.entry(label).or_insert(next));
        }
        Ok(Self::told(person))
    }

    /// The truth in which each row is about this person.
    pub fn told(person: Vec<u32>) -> Self {
        let mut rows: HashMap<u32, u64> = HashMap::new();
        for one in &person {
            *rows.entry(*one).or_default() += 1;
        }
        let pairs = rows.values().map(|rows| rows * (rows - 1) / 2).sum();
        Self { person, pairs }
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.person.len()
    }

    /// Whom row `id` is about.
    pub fn person(&self, id: u32) -> Option<u32> {
        self.person.get(usize::try_from(id).ok()?.checked_sub(1)?).copied()
    }

    /// Whether two rows are one person.
    pub fn same(&self, left: u32, right: u32) -> bool {
        self.person(left).is_some() && self.person(left) == self.person(right)
    }
}

/// The fields of a line of comma separated values, quotation marks taken off. No field holds the end of a line.
pub fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    let mut letters = line.trim_end_matches('\r').chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                push(&mut fields, '"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            letter => push(&mut fields, letter),
        }
    }
    fields
}

fn push(fields: &mut [String], letter: char) {
    if let Some(field) = fields.last_mut() {
        field.push(letter);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotation_marks_hold_commas_and_themselves() {
        assert_eq!(fields("a,\"b, c\",,\"d \"\"e\"\"\"\r"), ["a", "b, c", "", "d \"e\""]);
    }

    #[test]
    fn pairs_are_counted_by_person() {
        let truth = Truth::told(vec![0, 1, 0, 0, 2]);
        assert_eq!((truth.pairs, truth.rows()), (3, 5));
        assert!(truth.same(1, 4) && !truth.same(1, 2) && !truth.same(5, 6));
    }
}
