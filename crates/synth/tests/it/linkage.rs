//! The records that matchers are measured on: the same again, streamed, with errors of the kinds that agencies make.

use std::collections::{HashMap, HashSet};

use synth::linkage::{Bond, Row, Truth, rows};

const SEED: u64 = 11;

fn by_person(rows: &[Row]) -> HashMap<u64, Vec<&Row>> {
    let mut people: HashMap<u64, Vec<&Row>> = HashMap::new();
    for row in rows {
        people.entry(row.truth.cluster).or_default().push(row);
    }
    people
}

#[test]
fn the_same_seed_gives_the_same_rows_and_another_seed_others() {
    let first: Vec<Row> = rows(SEED, 3_000).collect();
    assert_eq!(first, rows(SEED, 3_000).collect::<Vec<_>>());
    assert_eq!(first.len(), 3_000);
    let other: Vec<Row> = rows(SEED + 1, 3_000).collect();
    assert!(first.iter().zip(&other).filter(|(a, b)| a.line() == b.line()).count() < 10);
}

#[test]
fn rows_are_numbered_and_their_order_does_not_tell_who_is_whom() {
    let rows: Vec<Row> = rows(SEED, 5_000).collect();
    assert!(rows.iter().zip(1..).all(|(row, id)| row.id == id));
    let neighbours = rows.windows(2).filter(|two| two[0].truth.cluster == two[1].truth.cluster).count();
    assert!(neighbours < 10, "{neighbours}");
}

#[test]
fn there_are_as_many_true_pairs_to_a_row_as_promised() {
    let rows: Vec<Row> = rows(SEED, 20_000).collect();
    let pairs: usize = by_person(&rows).values().map(|rows| rows.len() * (rows.len() - 1) / 2).sum();
    assert!((23_800..26_200).contains(&pairs), "{pairs}");
}

#[test]
fn a_line_has_a_value_for_each_column_and_no_value_holds_a_comma() {
    for row in rows(SEED, 10_000) {
        assert_eq!(row.line().split(',').count(), Row::COLUMNS.len(), "{}", row.line());
        assert!(!row.line().contains('"'), "{}", row.line());
        assert_eq!(row.truth.line(row.id).split(',').count(), Truth::COLUMNS.len());
    }
}

#[test]
fn records_of_one_person_differ_in_every_way_that_agencies_differ() {
    let rows: Vec<Row> = rows(SEED, 20_000).collect();
    let people = by_person(&rows);
    let share = |differ: &dyn Fn(&Row, &Row) -> bool| {
        let (mut differing, mut pairs) = (0_u32, 0_u32);
        for rows in people.values() {
            for (at, left) in rows.iter().enumerate() {
                for right in rows.iter().skip(at + 1) {
                    pairs += 1;
                    differing += u32::from(differ(left, right));
                }
            }
        }
        f64::from(differing) / f64::from(pairs)
    };
    let unlike = |a: &str, b: &str| !a.is_empty() && !b.is_empty() && a.to_uppercase() != b.to_uppercase();
    for (what, least, most, found) in [
        ("forename", 0.10, 0.40, share(&|a, b| unlike(&a.forename, &b.forename))),
        ("surname", 0.10, 0.35, share(&|a, b| unlike(&a.surname, &b.surname))),
        ("birth date", 0.04, 0.20, share(&|a, b| unlike(&a.birth_date, &b.birth_date))),
        ("postcode", 0.15, 0.50, share(&|a, b| unlike(&a.postcode, &b.postcode))),
        ("PNC", 0.001, 0.05, share(&|a, b| unlike(&a.pnc, &b.pnc))),
        ("no birth date", 0.02, 0.15, share(&|a, b| a.birth_date.is_empty() || b.birth_date.is_empty())),
        (
            "names turned",
            0.005,
            0.05,
            share(&|a, b| a.forename.to_uppercase() == b.surname.to_uppercase() && a.surname != b.surname),
        ),
    ] {
        assert!((least..most).contains(&found), "{what}: {found}");
    }
}

#[test]
fn twins_share_birth_date_and_family_name_and_have_forenames_of_their_own() {
    let rows: Vec<Row> = rows(SEED, 20_000).collect();
    let people = by_person(&rows);
    let twins: HashSet<u64> =
        rows.iter().filter(|row| row.truth.bond == Bond::Twins).map(|row| row.truth.cluster).collect();
    let both: Vec<u64> = twins.iter().copied().filter(|number| twins.contains(&(number + 1))).collect();
    assert!(both.len() > 30, "{}", both.len());
    let same_day =
        both.iter().filter(|number| people[number][0].truth.born == people[&(*number + 1)][0].truth.born);
    // Two pairs of twins may stand side by side, so that the second of one is followed by the first of the other.
    assert!(same_day.count() * 10 > both.len() * 8);
}

#[test]
fn every_origin_of_names_is_met_and_no_matcher_is_told() {
    let rows: Vec<Row> = rows(SEED, 20_000).collect();
    let origins: HashSet<&str> = rows.iter().map(|row| row.truth.origin).collect();
    assert!(origins.len() >= 12, "{origins:?}");
    assert!(!Row::COLUMNS.contains(&"origin"));
}
