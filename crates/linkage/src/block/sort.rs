//! Bringing equal keys together. Keys are hashes, so a look at their first bits tells nearly all of them apart: two
//! passes that put each key into one of 2,048 places, and what then still lies mixed is a handful.

/// Shorter runs are sorted by comparing: counting would cost more than it saves.
const FEW: usize = 1 << 12;
/// Bits of a key that one pass looks at.
const BITS: u32 = 11;

/// Sorts by key, then by row; `spare` is room to work in, kept from one call to the next.
pub(super) fn by_key(keyed: &mut [(u64, u32)], spare: &mut Vec<(u64, u32)>) {
    if keyed.len() < FEW {
        keyed.sort_unstable();
        return;
    }
    spare.resize(spare.len().max(keyed.len()), (0, 0));
    let Some(spare) = spare.get_mut(..keyed.len()) else { return };
    placed(keyed, spare, u64::BITS - 2 * BITS);
    placed(spare, keyed, u64::BITS - BITS);
    for run in keyed.chunk_by_mut(|a, b| a.0 >> (u64::BITS - 2 * BITS) == b.0 >> (u64::BITS - 2 * BITS)) {
        if run.len() > 1 {
            run.sort_unstable();
        }
    }
}

/// Copies in the order of the bits from `shift` on, what has the same bits in the order it had.
fn placed(from: &[(u64, u32)], to: &mut [(u64, u32)], shift: u32) {
    let bits = |key: u64| usize::try_from(key >> shift & ((1 << BITS) - 1)).unwrap_or(0);
    let mut places = vec![0_usize; 1 << BITS];
    for (key, _) in from {
        if let Some(count) = places.get_mut(bits(*key)) {
            *count += 1;
        }
    }
    let mut start = 0;
    for place in &mut places {
        start += std::mem::replace(place, start);
    }
    for item in from {
        if let Some(place) = places.get_mut(bits(item.0)) {
            if let Some(own) = to.get_mut(*place) {
                *own = *item;
            }
            *place += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::mix;

    #[test]
    fn many_keys_end_in_the_order_that_comparing_gives() {
        for (rows, values) in [(10_u32, 3), (20_000, 40), (20_000, 1 << 40)] {
            let mut keyed: Vec<(u64, u32)> =
                (0..rows).map(|row| (mix(mix(u64::from(row)) % values), row)).collect();
            let mut expected = keyed.clone();
            expected.sort_unstable();
            by_key(&mut keyed, &mut Vec::new());
            assert!(keyed == expected, "{rows} rows of {values} values");
        }
    }
}
