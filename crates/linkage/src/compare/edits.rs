//! Damerau–Levenshtein distance up to a small bound, in its restricted form (no letter is edited twice).
//!
//! Own code, since a bound of one to four edits needs only a band of the table and can stop at the first row that
//! exceeds it: most pairs are told apart after a few letters. Property tests hold it to the whole table.

/// The longest text that is looked at letter by letter; longer ones must be equal.
const LONGEST: usize = 64;

/// Whether `a` becomes `b` by at most `most` insertions, deletions, replacements or swaps of neighbours.
pub(crate) fn at_most(a: &[u8], b: &[u8], most: usize) -> bool {
    if a.len().abs_diff(b.len()) > most {
        return false;
    }
    let ahead = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(ahead..).unwrap_or(&[]), b.get(ahead..).unwrap_or(&[]));
    let behind = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(..a.len() - behind).unwrap_or(&[]), b.get(..b.len() - behind).unwrap_or(&[]));
    if a.is_empty() || b.is_empty() {
        return a.len().max(b.len()) <= most;
    }
    if a.len() > LONGEST || b.len() > LONGEST {
        return false;
    }
    within_band(a, b, most)
}

fn within_band(a: &[u8], b: &[u8], most: usize) -> bool {
    let limit = u8::try_from(most).unwrap_or(u8::MAX - 1).saturating_add(1);
    let mut rows = [[limit; LONGEST + 1]; 3];
    for (at, cell) in rows[1].iter_mut().take(b.len() + 1).enumerate() {
        *cell = u8::try_from(at).unwrap_or(limit).min(limit);
    }
    let mut reached = 0;
    for (row, letter) in a.iter().enumerate() {
        let [before, above, current] = &mut rows;
        let mut lowest = limit;
        if let Some(cell) = current.first_mut() {
            *cell = u8::try_from(row + 1).unwrap_or(limit).min(limit);
            lowest = *cell;
        }
        let (from, to) = (row.saturating_sub(most), (row + most + 1).min(b.len()));
        if let Some(cell) = current.get_mut(from).filter(|_| from > 0) {
            *cell = limit;
        }
        for column in from..to {
            let get = |cells: &[u8; LONGEST + 1], at: usize| cells.get(at).copied().unwrap_or(limit);
            let other = b.get(column).copied().unwrap_or(0);
            let mut cell = get(above, column) + u8::from(*letter != other);
            cell = cell.min(get(above, column + 1) + 1).min(get(current, column) + 1);
            let swapped =
                row > 0 && column > 0 && a.get(row - 1) == Some(&other) && b.get(column - 1) == Some(letter);
            if swapped {
                cell = cell.min(get(before, column - 1) + 1);
            }
            let cell = cell.min(limit);
            if let Some(own) = current.get_mut(column + 1) {
                *own = cell;
            }
            lowest = lowest.min(cell);
        }
        if let Some(cell) = current.get_mut(to + 1) {
            *cell = limit;
        }
        if lowest >= limit {
            return false;
        }
        reached = current.get(b.len()).copied().unwrap_or(limit);
        rows.rotate_left(1);
    }
    usize::from(reached) <= most
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn whole_table(a: &[u8], b: &[u8]) -> usize {
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                table[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let mut cell = table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                    cell = cell.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                    if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                        cell = cell.min(table[i - 2][j - 2] + 1);
                    }
                    cell
                };
            }
        }
        table[a.len()][b.len()]
    }

    #[test]
    fn slips_of_the_pen() {
        assert!(at_most(b"4314184", b"4314184", 0) && at_most(b"1021508", b"1021580", 1));
        assert!(at_most(b"smith", b"smth", 1) && !at_most(b"smith", b"smoothe", 1));
        assert!(!at_most(b"abcd", b"badc", 1) && at_most(b"abcd", b"badc", 2));
    }

    proptest! {
        #[test]
        fn the_band_agrees_with_the_whole_table(a in "[abc]{0,9}", b in "[abc]{0,9}", most in 0_usize..5) {
            let (a, b) = (a.as_bytes(), b.as_bytes());
            prop_assert_eq!(at_most(a, b, most), whole_table(a, b) <= most);
            prop_assert_eq!(at_most(a, b, most), at_most(b, a, most));
        }
    }
}
