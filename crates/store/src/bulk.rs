//! Inserts of many rows in few statements.
//!
//! Up to eight rows go in one statement; more are cut into powers of two, so that the number of different texts, each of
//! which a connection keeps prepared, stays small.

use crate::{
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
    /// What follows the values: a conflict clause, a `returning` list, or nothing.
    pub(crate) tail: &'static str,
}

/// Declares inserts, and the list of them that a test prepares on both databases.
macro_rules! inserts {
    ($($name:ident = $table:literal ($($column:ident),+) $tail:literal;)+) => {
        $(pub(crate) const $name: $crate::bulk::Insert = $crate::bulk::Insert {
            head: concat!("insert into ", $table, " (", $crate::bulk::listed!($($column),+), ")"),
            width: [$(stringify!($column)),+].len(),
            tail: $tail,
        };)+
        /// Every insert of this module.
        pub(crate) const INSERTS: &[(&str, $crate::bulk::Insert)] = &[$((stringify!($name), $name),)+];
    };
}

macro_rules! listed {
    ($first:ident $(, $rest:ident)*) => { concat!(stringify!($first) $(, ", ", stringify!($rest))*) };
}

pub(crate) use {inserts, listed};

impl Insert {
    /// The statement for so many rows. SQLite looks a numbered parameter up by name, which takes it longer for each one
    /// more; there they stand without numbers, in order.
    pub(crate) fn text(&self, rows: usize, numbered: bool) -> String {
        let mut text = String::with_capacity(self.head.len() + rows * self.width * 6 + self.tail.len() + 16);
        text.push_str(self.head);
        text.push_str(" values ");
        let mut number = 1;
        for row in 0..rows {
            text.push_str(if row == 0 { "(" } else { ", (" });
            for column in 0..self.width {
                text.push_str(if column == 0 { "" } else { ", " });
                if numbered {
                    // Writing to a string cannot fail.
                    let _ = write!(text, "${number}");
                } else {
                    text.push('?');
                }
                number += 1;
            }
            text.push(')');
        }
        text.push(' ');
        text.push_str(self.tail);
        text
    }

    /// Inserts the rows whose columns lie one after another in `args`.
    pub(crate) async fn run(&self, link: &mut Link, args: Vec<Arg>) -> Stored<Vec<Row>> {
        let mut left = args.len() / self.width;
        let most = most_rows(link);
        let numbered = link.is_postgres();
        let mut args = args.into_iter();
        let mut returned = Vec::new();
        while left > 0 {
            let rows = if left <= 8 { left } else { prev_power_of_two(left).min(most) };
            let chunk = args.by_ref().take(rows * self.width).collect();
            returned.extend(link.composed(self.text(rows, numbered), chunk).await?);
            left -= rows;
        }
        Ok(returned)
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
        let insert = Insert { head: "insert into t (a, b)", width: 2, tail: "on conflict do nothing" };
        let numbered = "insert into t (a, b) values ($1, $2), ($3, $4) on conflict do nothing";
        assert_eq!(insert.text(2, true), numbered);
        let plain = "insert into t (a, b) values (?, ?), (?, ?) on conflict do nothing";
        assert_eq!(insert.text(2, false), plain);
    }
}
