//! What SQLite and PostgreSQL have no common words for: lists of ids, lists of words, and locks.

/// `$before` ids-of-`$1` `$after`: true of rows whose column is one of the ids in the first parameter.
macro_rules! by_ids {
    ($before:expr, $after:expr) => {
        $crate::sql::Sql {
            sqlite: concat!($before, " in (select unhex(value) from json_each($1)) ", $after),
            postgres: concat!($before, " = any($1) ", $after),
        }
    };
}

/// `$before` the-ids-of-`$1` `$after`: the rows of a table `$name` with one column `id`, the ids in the first parameter.
macro_rules! each_id {
    ($before:expr, $name:literal, $after:expr) => {
        $crate::sql::Sql {
            sqlite: concat!(
                $before,
                " (select unhex(value) as id from json_each($1)) as ",
                $name,
                " ",
                $after
            ),
            postgres: concat!($before, " unnest($1::uuid[]) as ", $name, " (id) ", $after),
        }
    };
}

/// `$before` words-in-`$list` `$after`: the rows of a table `word` with one column `value`,
/// compared byte by byte.
macro_rules! each_word {
    ($before:expr, $list:literal, $after:expr) => {
        $crate::sql::Sql {
            sqlite: concat!($before, " json_each(", $list, ") as word ", $after),
            postgres: concat!(
                $before,
                " lateral (select e.value collate \"C\" as value from jsonb_array_elements_text(",
                $list,
                "::jsonb) as e(value)) as word ",
                $after
            ),
        }
    };
}

/// `$before` skip-what-others-work-on `$after`. SQLite has one writer, so nobody else works on anything.
macro_rules! skip_locked {
    ($before:expr, $after:expr) => {
        $crate::sql::Sql {
            sqlite: concat!($before, " ", $after),
            postgres: concat!($before, " for update skip locked ", $after),
        }
    };
}

pub(crate) use {by_ids, each_id, each_word, skip_locked};
