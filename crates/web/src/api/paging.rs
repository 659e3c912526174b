//! Pages of lists: a limit on each, and an opaque cursor to the next.

use crate::{
    form::{Asked, Check, Typed},
    paths,
};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

/// Rows of a page unless the client asks for another number.
const USUAL: u32 = 20;
/// Rows of a page at most.
const MOST: u32 = 100;

/// Which page of a list.
#[derive(Debug, Clone, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Page {
    /// Rows at most.
    #[param(required = false, minimum = 1, maximum = 100, default = 20)]
    pub(super) limit: u32,
    /// Where the page begins: `next_cursor` of the page before.
    #[param(required = false, max_length = 1000)]
    pub(super) cursor: String,
}

impl Page {
    /// Reads the two parameters.
    pub(super) fn read_in(typed: &Typed, check: &mut Check) -> Self {
        Self {
            limit: check.number("limit", typed.get("limit"), 1, MOST).unwrap_or(USUAL),
            cursor: typed.get("cursor").to_owned(),
        }
    }

    /// The rows of a short list that follow the one with the cursor's key, and the key where the next page begins.
    pub(super) fn of<T, K>(
        &self,
        rows: Vec<T>,
        after: Option<&K>,
        key: impl Fn(&T) -> K,
    ) -> (Vec<T>, Option<K>)
    where
        K: PartialEq,
    {
        let start = match after {
            Some(after) => {
                rows.iter().position(|row| key(row) == *after).map_or(rows.len(), |place| place + 1)
            }
            None => 0,
        };
        let mut rows: Vec<T> = rows.into_iter().skip(start).collect();
        let more = rows.len() > self.limit as usize;
        rows.truncate(self.limit as usize);
        let next = if more { rows.last().map(key) } else { None };
        (rows, next)
    }
}

impl Asked for Page {
    const KNOWN: &'static [&'static str] = &["limit", "cursor"];
    const EXACT: bool = true;

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self::read_in(typed, check)
    }
}

/// One page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Listed<T: ToSchema> {
    /// The rows.
    items: Vec<T>,
    /// The cursor of the next page; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
    /// The address of the next page; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

impl<T: ToSchema> Listed<T> {
    /// A page at `path`; `asked` are the other parameters of the request, for the address of the next page.
    pub(super) fn new(
        items: Vec<T>,
        next_cursor: Option<String>,
        path: &str,
        asked: &[(&str, &str)],
    ) -> Self {
        let next = next_cursor.as_ref().map(|cursor| {
            let parameters: Vec<(&str, &str)> =
                asked.iter().copied().chain([("cursor", cursor.as_str())]).collect();
            paths::with_query(path, &parameters)
        });
        Self { items, next_cursor, next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Following the cursors of a short list gives each row once, in order.
        #[test]
        fn pages_of_a_short_list_join_to_the_whole(rows in 0..60_u32, limit in 1..20_u32) {
            let (page, all) = (Page { limit, cursor: String::new() }, (0..rows).collect::<Vec<_>>());
            let (mut joined, mut after) = (Vec::new(), None);
            loop {
                let (rows, next) = page.of(all.clone(), after.as_ref(), |row| *row);
                prop_assert!(rows.len() <= limit as usize);
                joined.extend(rows);
                let Some(next) = next else { break };
                after = Some(next);
            }
            prop_assert_eq!(joined, all);
        }
    }
}
