//! Inserts of many rows in few statements.
//!
//! Up to eight rows go in one statement; more are cut into powers of two, so that the number of different texts, each of
//! which a connection keeps prepared, stays small.

use crate::{
    later::Later,
    link::Link,
    sql::{Arg, Row},
};
use app::ports::Stored;
use std::fmt::Write as _;

/// The most rows of one statement. SQLite is asked within the process, so longer texts would cost memory and win nothing;
/// PostgreSQL is asked over a wire. Both stay far below the parameters that they take (32,766 and 65,535).
const fn most_rows(link: &Link) -> usize {
    if link.is_postgres() { 512 } else { 64 }
}

/// A table and its columns, ready to take rows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Insert {
    /// `insert into table (columns)`.
    pub(crate) head: &'static str,
    /// How many columns.
    pub(crate) width: usize,
    /// The table's name.
    pub(crate) table: &'static str,
    /// What follows the values: a conflict clause or nothing.
    pub(crate) tail: &'static str,
    /// What comes back: `returning` and columns, or nothing. Kept for later, SQLite returns nothing.
    pub(crate) returning: &'static str,
}

/// Declares inserts, and the list of them that a test prepares on both databases.
macro_rules! inserts {
    ($($name:ident = $table:literal ($($column:ident),+) $tail:literal $(=> $returning:literal)?;)+) => {
        $(pub(crate) const $name: $crate::bulk::Insert = $crate::bulk::Insert {
            head: concat!("insert into ", $table, " (", $crate::bulk::listed!($($column),+), ")"),
            width: [$(stringify!($column)),+].len(),
            table: $table,
            tail: $tail,
            returning: concat!($($returning)?),
        };)+
        /// Every insert of this module.
        pub(crate) const INSERTS: &[(&str, $crate::bulk::Insert)] = &[$((stringify!($name), $name),)+];
    };
}

macro_rules! listed {
    ($first:ident $(, $rest:ident)*) => { concat!(stringify!($first) $(, ", ", stringify!($rest))*) };
}

pub(crate) use {inserts, listed};

/// Rows that may wait for the end of a transaction; more go at once.
const FEW: usize = 8;

impl Insert {
    /// The statement for so many rows. SQLite looks a numbered parameter up by name, which takes it longer for each one
    /// more; large inserts have them there without numbers, in order.
    pub(crate) fn text(&self, rows: usize, numbered: bool) -> String {
        let mut text = String::with_capacity(self.head.len() + rows * self.width * 6 + self.tail.len() + 16);
        self.write(&mut text, rows, numbered.then_some(0), true);
        text
    }

    /// Adds the statement for so many rows, with parameters numbered after the first so many, or without numbers.
    pub(crate) fn write(&self, text: &mut String, rows: usize, before: Option<usize>, returns: bool) {
        text.push_str(self.head);
        text.push_str(" values ");
        let mut number = before.unwrap_or_default();
        for row in 0..rows {
            text.push_str(if row == 0 { "(" } else { ", (" });
            for column in 0..self.width {
                text.push_str(if column == 0 { "" } else { ", " });
                if before.is_some() {
                    number += 1;
                    // Writing to a string cannot fail.
                    let _ = write!(text, "${number}");
                } else {
                    text.push('?');
                }
            }
            text.push(')');
        }
        text.push(' ');
        text.push_str(self.tail);
        if returns && !self.returning.is_empty() {
            text.push(' ');
            text.push_str(self.returning);
        }
    }

    /// Inserts the rows whose columns lie one after another in `args`.
    pub(crate) async fn run(&self, link: &mut Link, args: Vec<Arg>) -> Stored<Vec<Row>> {
        let mut left = args.len() / self.width;
        let most = most_rows(link);
        let mut args = args.into_iter();
        let mut returned = Vec::new();
        while left > 0 {
            let rows = if left <= FEW { left } else { prev_power_of_two(left).min(most) };
            let chunk = args.by_ref().take(rows * self.width).collect();
            let numbered = link.is_postgres() || rows <= FEW;
            returned.extend(link.composed(self.text(rows, numbered), chunk).await?);
            left -= rows;
        }
        Ok(returned)
    }

    /// Inserts these rows before the next statement or at the end of the transaction; many of them at once.
    pub(crate) async fn later(&self, link: &mut Link, args: Vec<Arg>) -> Stored<()> {
        match args.len() / self.width {
            0 => {}
            1..=FEW => link.later(Later::rows(*self, args)),
            _ => drop(self.run(link, args).await?),
        }
        Ok(())
    }
}

const fn prev_power_of_two(number: usize) -> usize {
    1 << number.ilog2()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_marked_through_all_rows() {
        let insert = Insert {
            head: "insert into t (a, b)",
            table: "t",
            width: 2,
            tail: "on conflict do nothing",
            returning: "",
        };
        let numbered = "insert into t (a, b) values ($1, $2), ($3, $4) on conflict do nothing";
        assert_eq!(insert.text(2, true), numbered);
        let plain = "insert into t (a, b) values (?, ?), (?, ?) on conflict do nothing";
        assert_eq!(insert.text(2, false), plain);
    }
}
