//! Identities that come, change and go, and who a record is among them.

use linkage::Kind;
use linkage::live::{Ask, Live, Record};
use proptest::prelude::*;

use crate::people::{Draw, HEADER, Row, rows};

pub fn record(row: &Row) -> Record {
    let kinds = HEADER.iter().map(|name| Kind::of_column(name));
    kinds.zip(row).fold(Record::default(), |record, (kind, value)| match kind {
        Some(kind) => record.add(kind, value),
        None => record,
    })
}

pub fn named(forename: &str, surname: &str) -> Record {
    Record::default().add(Kind::Forename, forename).add(Kind::Surname, surname)
}

fn answers(live: &Live, rows: &[Row]) -> Vec<Vec<(u128, u64)>> {
    let ask = Ask { least_weight: -10.0, ..Ask::default() };
    let mut answers = Vec::new();
    for row in rows {
        let candidates = live.candidates(&record(row), &ask);
        answers.push(candidates.iter().map(|own| (own.id, own.weight.to_bits())).collect());
        let found = live.search(&format!("{} {} {}", row[0], row[1], row[2]), &ask);
        answers.push(found.iter().map(|own| (own.id, own.score.to_bits())).collect());
    }
    answers
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn no_order_of_inserts_corrects_and_removes_changes_an_answer(seed in 0_u64..1000, order in 0_u64..1000) {
        let (own, strangers) = (rows(seed, 80), rows(seed + 5_000, 40));
        let mut straight = Live::people();
        for (id, row) in (0_u128..).zip(&own) {
            straight.put(id, &record(row)).unwrap();
        }
        let mut winding = Live::people();
        let mut draw = Draw::new(order);
        let mut left: Vec<usize> = (0..own.len()).collect();
        for (id, row) in (10_000_u128..).zip(&strangers) {
            winding.put(id, &record(row)).unwrap();
        }
        while !left.is_empty() {
            let at = left.swap_remove(draw.below(left.len()));
            let wrong = &own[draw.below(own.len())];
            winding.put(at as u128, &record(wrong).add(Kind::Aliases, "Wrong Name")).unwrap();
            prop_assert!(winding.remove(10_000 + draw.below(strangers.len()) as u128) || !winding.is_empty());
            winding.put(at as u128, &record(&own[at])).unwrap();
        }
        for id in 0..strangers.len() {
            winding.remove(10_000 + id as u128);
        }
        prop_assert_eq!(winding.len(), own.len());
        prop_assert_eq!(answers(&straight, &own), answers(&winding, &own));
    }
}

/// More of one name than a question may offer: which of them are shown is decided by who they are, not by when they
/// came.
#[test]
fn a_block_that_is_cut_is_cut_alike_in_any_order() {
    let fill = |ids: &mut dyn Iterator<Item = u128>| {
        let mut live = Live::people();
        for id in ids {
            live.put(id, &named("John", "Smith")).unwrap();
        }
        live
    };
    let (up, down) = (fill(&mut (0..1_500)), fill(&mut (0..1_500).rev()));
    let ask = Ask { most: 500, least_weight: -50.0, only: None };
    let candidates = up.candidates(&named("John", "Smith"), &ask);
    assert_eq!(candidates, down.candidates(&named("John", "Smith"), &ask));
    assert!(candidates.len() > 10 && candidates.len() <= 200, "{} offered", candidates.len());
    let found = up.search("smith john", &ask);
    assert_eq!(found, down.search("smith john", &ask));
    assert!(found.len() > 40, "{} found", found.len());
}

#[test]
fn people_are_found_through_the_slips_that_records_have() {
    let mut live = Live::people();
    for (id, row) in (100_u128..).zip(&rows(3, 2_000)) {
        live.put(id, &record(row)).unwrap();
    }
    let born = |record: Record, date: &str| record.add(Kind::BirthDate, date);
    let known = born(named("Katarzyna", "Wiśniewska"), "1984-03-12")
        .add(Kind::Postcode, "SP1 1AA")
        .add(Kind::Aliases, "Kate Marsden")
        .add(Kind::Postcode, "SA1 3SN")
        .add(Kind::Phone, "07700 900123");
    live.put(1, &known).unwrap();
    for (what, asked) in [
        ("a form of the forename", born(named("Kasia", "Wisniewska"), "12/03/1984")),
        ("another name she goes by", born(named("Kate", "Marsden"), "1984-03-12")),
        ("names exchanged", born(named("Wisniewska", "Katarzyna"), "1984-03-12")),
        (
            "another surname, an earlier home",
            born(named("Katarzyna", "Reed"), "1984-03-12").add(Kind::Postcode, "sa13sn"),
        ),
        ("day and month exchanged", born(named("Katarzyna", "Wisniewska"), "1984-12-03")),
        ("another year", born(named("Katarzyna", "Wisniewska"), "1985-03-12").add(Kind::Postcode, "SP1 1AA")),
        ("a telephone number", named("K", "Wisnewska").add(Kind::Phone, "+447700900123")),
    ] {
        let found = live.candidates(&asked, &Ask::default());
        assert_eq!(found.first().map(|own| own.id), Some(1), "{what}: {found:?}");
        let explanation = live.explain(&asked, 1).unwrap();
        assert!((explanation.weight - found[0].weight).abs() < 1e-9, "{what}");
        let told: f64 = explanation.fields.iter().map(|field| field.weight).sum();
        let told = told + explanation.prior + explanation.stories_weight;
        assert!((told - explanation.weight).abs() < 1e-6, "{what}: the steps add up");
    }
    assert_eq!(live.explain(&known, 7), None, "nobody has this id");
}

#[test]
fn many_names_are_no_advantage() {
    let mut live = Live::people();
    let one = named("Okon", "Fairweather").add(Kind::BirthDate, "1984-03-12");
    let many = ["Ann Lee", "Bea Ray", "Cy Moss", "Di Fox", "Ed Hay"]
        .iter()
        .fold(one.clone(), |record, name| record.add(Kind::Aliases, name));
    live.put(1, &one).unwrap();
    live.put(2, &many).unwrap();
    let weight = |id| live.weight(&one, id).unwrap();
    assert!(weight(2) < weight(1) - 2.0, "{} {}", weight(1), weight(2));
    assert!(weight(2) > weight(1) - 3.0, "six names cost log2(6)");
}

#[test]
fn those_whom_the_viewer_may_not_know_of_take_nobodys_place() {
    let mut live = Live::people();
    let born = |id: u128| {
        named("John", "Smith").add(Kind::BirthDate, if id.is_multiple_of(2) { "1984-03-12" } else { "" })
    };
    for id in 0..900 {
        live.put(id, &born(id)).unwrap();
    }
    let mine = |id: u128| id == 450 || id == 777;
    let ask = Ask { most: 1, least_weight: -50.0, only: Some(&mine) };
    let found = live.candidates(&born(0), &ask);
    assert_eq!(found.iter().map(|own| own.id).collect::<Vec<_>>(), [450]);
    let typed =
        |text: &str, ask: &Ask<'_>| live.search(text, ask).iter().map(|own| own.id).collect::<Vec<_>>();
    assert_eq!(typed("jon smith 12/3/84", &ask), [450]);
    assert_eq!(typed("smith", &Ask { most: 9, ..ask }).len(), 2);
    assert_eq!(typed("smith", &Ask { most: 9, only: Some(&|_| false), ..ask }), Vec::<u128>::new());
}

#[test]
fn who_is_removed_leaves_nothing_behind() {
    let mut live = Live::people();
    live.put(1, &named("Xanthe", "Quillfeather").add(Kind::Email, "xq@example.org")).unwrap();
    live.put(2, &named("Ann", "Lee")).unwrap();
    live.put(1, &named("Xanthe", "Marchbanks")).unwrap();
    assert!(!format!("{live:?}").contains("quillfeather"), "corrected");
    assert!(live.remove(1) && !live.remove(1) && !live.contains(1));
    let left = format!("{live:?}");
    assert!(left.contains("lee") && !left.contains("marchbanks") && !left.contains("xq@example.org"));
    assert_eq!(live.search("xanthe", &Ask::default()), []);
}

#[test]
fn without_frequencies_nobody_else_moves_an_answer() {
    let own = rows(7, 40);
    let mut few = Live::people().without_frequencies(10_000);
    for (id, row) in (0_u128..).zip(&own) {
        few.put(id, &record(row)).unwrap();
    }
    // Many more bear the names of those who are there, and differ in all else.
    let crowded = |mut live: Live| {
        for (id, row) in (0_u128..).zip(&own) {
            live.put(id, &record(row)).unwrap();
            for (more, other) in (1_u128..4).zip(rows(900, 3)) {
                let mut namesake = other.clone();
                namesake[0].clone_from(&row[0]);
                namesake[1].clone_from(&row[1]);
                live.put(1_000 * more + id, &record(&namesake)).unwrap();
            }
        }
        live
    };
    let only = |id: u128| id < 40;
    let ask = Ask { most: 50, least_weight: -10.0, only: Some(&only) };
    let asked = |live: &Live| -> Vec<Vec<(u128, u64)>> {
        let weighed = |row| {
            let found = live.candidates(&record(row), &ask);
            found.iter().map(|own| (own.id, own.weight.to_bits())).collect::<Vec<_>>()
        };
        let typed = |row: &Row| {
            let found = live.search(&format!("{} {}", row[0], row[1]), &ask);
            found.iter().map(|own| (own.id, own.score.to_bits())).collect()
        };
        own.iter().flat_map(|row| [weighed(row), typed(row)]).collect()
    };
    assert!(asked(&few).iter().filter(|found| !found.is_empty()).count() > 60);
    assert_eq!(asked(&few), asked(&crowded(Live::people().without_frequencies(10_000))));
    assert_ne!(asked(&few), asked(&crowded(Live::people())), "with frequencies they do");
}
