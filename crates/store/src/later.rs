//! Writes whose answer nobody waits for, kept until the next read or the end of the transaction, and then sent together.
//!
//! SQLite takes them as several statements of one text. PostgreSQL takes them as one statement, each but the last in its
//! `with`; the parts of one statement do not see each other's rows, so a write that reads a table that one before it wrote
//! reads what that one returned, as `new_TABLE`, beside what was there, or begins another statement. Foreign keys are checked at the end of a statement, triggers run as ever.
//!
//! Only writes that touch no row of one another belong here, and that either happen or fail: whoever needs to know how
//! many rows there were runs the statement at once.

use crate::{
    bulk::Insert,
    sql::{Arg, Sql},
};
use std::{borrow::Cow, fmt::Write as _};

/// One such write.
pub(crate) struct Later {
    what: What,
    args: Vec<Arg>,
    /// The table that it writes.
    into: &'static str,
    /// The table that it reads for it, if one.
    from: Option<&'static str>,
}

enum What {
    Rows(Insert),
    Fixed(Sql),
    Composed { sqlite: String, postgres: String },
}

/// Whole statements with their parameters, in order.
type Statements = Vec<(String, Vec<Arg>)>;

impl Later {
    /// Rows of a table, columns one after another.
    pub(crate) const fn rows(insert: Insert, args: Vec<Arg>) -> Self {
        Self { what: What::Rows(insert), args, into: insert.table, from: None }
    }

    /// A statement that writes `into` what it reads `from`.
    pub(crate) const fn from(into: &'static str, from: &'static str, sql: Sql, args: Vec<Arg>) -> Self {
        Self { what: What::Fixed(sql), args, into, from: Some(from) }
    }

    /// A text for each database. On PostgreSQL it may read `new_TABLE`, what the write before it returned.
    pub(crate) const fn composed(
        into: &'static str,
        sqlite: String,
        postgres: String,
        args: Vec<Arg>,
    ) -> Self {
        Self { what: What::Composed { sqlite, postgres }, args, into, from: None }
    }

    /// The table that it writes.
    pub(crate) const fn into(&self) -> &'static str {
        self.into
    }

    /// Adds its text, with parameters numbered after the first `before`.
    fn write(&self, text: &mut String, before: usize, postgres: bool) {
        match &self.what {
            What::Rows(insert) => {
                insert.write(text, self.args.len() / insert.width, Some(before), postgres);
            }
            What::Fixed(sql) => renumber(text, if postgres { sql.postgres } else { sql.sqlite }, before),
            What::Composed { sqlite, postgres: other } => {
                renumber(text, if postgres { other } else { sqlite }, before);
            }
        }
    }
}

/// Adds `statement` with each `$n` as `$(n + before)`.
pub(crate) fn renumber(text: &mut String, statement: &str, before: usize) {
    let mut rest = statement;
    while let Some((head, tail)) = rest.split_once('$') {
        let digits = tail.len() - tail.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, after) = tail.split_at(digits);
        text.push_str(head);
        // Writing to a string cannot fail.
        let _ = match number.parse::<usize>() {
            Ok(number) => write!(text, "${}", number + before),
            Err(_) => write!(text, "${number}"),
        };
        rest = after;
    }
    text.push_str(rest);
}

/// All of `waiting` as statements of one text for SQLite, each ended, and their parameters.
pub(crate) fn for_sqlite(waiting: Vec<Later>) -> (String, Vec<Arg>) {
    let mut text = String::with_capacity(waiting.len() * 256);
    let mut args = Vec::new();
    for mut one in waiting {
        one.write(&mut text, args.len(), false);
        text.push_str("; ");
        args.append(&mut one.args);
    }
    (text, args)
}

/// All of `waiting` in as few statements as PostgreSQL can take them.
pub(crate) fn for_postgres(waiting: Vec<Later>) -> Statements {
    let mut statements = Vec::with_capacity(2);
    let mut together: Vec<Later> = Vec::with_capacity(waiting.len());
    for one in waiting {
        let apart = together.iter().any(|before| {
            (one.from == Some(before.into) && !before.returns())
                || (one.into == before.into && (before.returns() || one.updates()))
        });
        if apart {
            statements.push(one_statement(std::mem::take(&mut together)));
        }
        together.push(one);
    }
    if !together.is_empty() {
        statements.push(one_statement(together));
    }
    statements
}

impl Later {
    const fn returns(&self) -> bool {
        matches!(self.what, What::Rows(Insert { returning, .. }) if !returning.is_empty())
    }

    /// Whether it may meet a row that a write before it made: no row is touched twice in one statement.
    fn updates(&self) -> bool {
        matches!(self.what, What::Rows(Insert { tail, .. }) if tail.contains("do update"))
    }
}

fn one_statement(together: Vec<Later>) -> (String, Vec<Arg>) {
    let last = together.len().saturating_sub(1);
    let mut text = String::with_capacity(together.len() * 256);
    let mut args = Vec::new();
    let mut returned: Vec<(&str, &str)> = Vec::new();
    for (place, mut one) in together.into_iter().enumerate() {
        if place < last {
            let name: Cow<'_, str> =
                if one.returns() { format!("new_{}", one.into).into() } else { format!("w{place}").into() };
            let _ = write!(text, "{}{name} as (", if place == 0 { "with " } else { ", " });
        } else if place > 0 {
            text.push(' ');
        }
        match one.from.and_then(|table| returned.iter().find(|(new, _)| *new == table)) {
            // What was there before, and what this statement makes, which its table does not show yet.
            Some((table, columns)) => {
                let mut part = String::new();
                one.write(&mut part, args.len(), true);
                let both = format!(
                    "from (select {columns} from {table} union all select {columns} from new_{table}) "
                );
                text.push_str(&part.replace(&format!("from {table} "), &both));
            }
            None => one.write(&mut text, args.len(), true),
        }
        if let What::Rows(Insert { returning, .. }) = &one.what
            && let Some(columns) = returning.strip_prefix("returning ")
        {
            returned.push((one.into, columns));
        }
        if place < last {
            text.push(')');
        }
        args.append(&mut one.args);
    }
    (text, args)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sql::args;

    const PERSON: Insert =
        Insert { head: "insert into person (id, name)", table: "person", width: 2, tail: "", returning: "" };
    const EVENT: Insert = Insert {
        head: "insert into event (id)",
        table: "event",
        width: 1,
        tail: "",
        returning: "returning n",
    };
    const WORDS: Sql = Sql::same("insert into word select $1, name from person p where id = $2");

    fn waiting() -> Vec<Later> {
        vec![
            Later::rows(PERSON, args![1_i64, 2_i64]),
            Later::rows(EVENT, args![3_i64]),
            Later::composed(
                "body",
                "insert into body values ($1)".into(),
                "insert into body select n, $1 from new_event".into(),
                args![4_i64],
            ),
            Later::from("word", "person", WORDS, args![5_i64, 6_i64]),
        ]
    }

    #[test]
    fn sqlite_gets_one_text_with_parameters_counted_through() {
        let (text, args) = for_sqlite(waiting());
        let wanted = "insert into person (id, name) values ($1, $2) ; insert into event (id) values ($3) ; \
                      insert into body values ($4); insert into word select $5, name from person p where id = $6; ";
        assert_eq!(text, wanted);
        assert_eq!(args.len(), 6);
    }

    #[test]
    fn what_reads_an_earlier_write_is_given_what_that_returned_beside_what_was_there() {
        let person = Insert { returning: "returning id, name", ..PERSON };
        let waiting = vec![
            Later::rows(person, args![1_i64, 2_i64]),
            Later::from("word", "person", WORDS, args![5_i64, 6_i64]),
        ];
        let statements = for_postgres(waiting);
        assert_eq!(statements.len(), 1);
        assert_eq!(
            statements[0].0,
            "with new_person as (insert into person (id, name) values ($1, $2)  returning id, name) \
             insert into word select $3, name from (select id, name from person union all \
             select id, name from new_person) p where id = $4"
        );
    }

    #[test]
    fn postgres_gets_one_statement_and_another_for_what_reads_an_earlier_write() {
        let statements = for_postgres(waiting());
        let texts: Vec<&str> = statements.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "with w0 as (insert into person (id, name) values ($1, $2) ), \
                 new_event as (insert into event (id) values ($3)  returning n) \
                 insert into body select n, $4 from new_event",
                "insert into word select $1, name from person p where id = $2",
            ]
        );
        assert_eq!(statements.iter().map(|(_, args)| args.len()).collect::<Vec<_>>(), [4, 2]);
    }
}
