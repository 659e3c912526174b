//! What the stories are for: twins, father and son, people who move, and clusters that a single link would spoil.

use std::collections::HashMap;

use linkage::{Linker, Preset, Resolution, Table, Training};

use crate::people::{Row, rows, table};

/// At most one automatic join in a thousand may be wrong; pairs below this wait for a person.
const CERTAIN: f64 = 0.999;

fn row(values: [&str; 6], cluster: &str) -> Row {
    let mut row = Row::default();
    for (own, value) in row.iter_mut().zip(values.into_iter().chain([cluster])) {
        value.clone_into(own);
    }
    row
}

const BEGINS: [&str; 10] = ["Ash", "Birk", "Cran", "Dun", "Elm", "Fern", "Gor", "Holl", "Ivy", "Kirk"];
const ENDS: [&str; 6] = ["combe", "dale", "gate", "low", "shaw", "thorpe"];

/// A town of 1,500 people, among them 20 pairs of twins, ten fathers of one name with their sons, and then `rows`.
fn town(more: &[Row]) -> (Table, u32) {
    let mut all = rows(21, 1500);
    for at in 0..20_usize {
        let surname = format!("{}{}", BEGINS[at % 10], ENDS[at / 10]);
        let home = format!("{} {} Hill", at + 1, BEGINS[(at * 7 + 3) % 10]);
        let (born, postcode) = (
            format!("19{}-0{}-{}", 50 + at % 47, 1 + at % 9, 10 + at % 19),
            format!("SP{} 4ZZ", 1 + at % 30),
        );
        if at % 2 == 0 {
            let father = format!("19{}-1{}-0{}", 20 + at % 17, at % 3, 1 + at % 9);
            all.push(row(["Peter", &surname, &father, &home, &postcode, ""], "father"));
        }
        for forename in ["Peter", "Luke", "Peter"] {
            all.push(row([forename, &surname, &born, &home, &postcode, ""], "twins"));
        }
    }
    let first = u32::try_from(all.len()).unwrap();
    all.extend(more.iter().cloned());
    (table(&all), first)
}

fn linker(table: &Table) -> Linker<'_> {
    Linker::trained(table, Preset::people().model(table), &Training::default()).unwrap().0
}

#[test]
fn twins_wait_for_a_person_and_a_nickname_at_the_same_door_weighs_far_more() {
    let twin = |name| row([name, "Harrowgate", "1991-05-17", "8 Quay Street", "SP9 2QQ", ""], "");
    let (table, first) = town(&[twin("Oscar"), twin("Felix"), twin("William"), twin("Bill")]);
    let linker = linker(&table);
    let twins = linker.explain(first, first + 1).unwrap();
    // A person may give another forename, and nothing but labels tells how often; so the pair waits for a person.
    assert!(twins.probability < CERTAIN, "{:?}", twins.stories);
    assert_eq!(twins.stories[1].name, "twins");
    let nickname = linker.weight(first + 2, first + 3).unwrap();
    assert!(nickname > twins.weight + 4.0, "Bill and William weigh {nickname}, twins {}", twins.weight);
}

#[test]
fn parent_and_child_of_one_name_wait_for_a_person() {
    let named = |born| row(["Arthur", "Pemberley", born, "3 Canal Side", "SP7 3QQ", ""], "");
    let (table, first) = town(&[named("1950-02-11"), named("1979-08-30"), named("1950-02-11")]);
    let linker = linker(&table);
    let told = linker.explain(first, first + 1).unwrap();
    assert!(told.probability < CERTAIN, "{:?}", told.stories);
    assert_eq!(told.stories[1].name, "parent and child of one name");
    assert!(linker.weight(first, first + 2).unwrap() > 6.0);
}

#[test]
fn a_person_who_moved_is_one_person() {
    let lives = |home, postcode| row(["Arthur", "Pemberley", "1950-02-11", home, postcode, ""], "");
    let (table, first) = town(&[lives("3 Canal Side", "SP7 3QQ"), lives("90 Moor End", "SP21 8QQ")]);
    let told = linker(&table).explain(first, first + 1).unwrap();
    assert!(told.weight > 3.0, "{}", told.weight);
    assert_eq!(told.stories[0].name, "one person who moved");
}

#[test]
fn records_of_invented_people_come_together() {
    let rows = rows(33, 2000);
    let table = table(&rows);
    let linker = linker(&table);
    let pairs = linker.pairs(0.0);
    let clusters = linker.clusters(&pairs, &Resolution::default());
    let count = |keys: &mut dyn Iterator<Item = (u32, String)>| {
        let mut sizes: HashMap<(u32, String), u32> = HashMap::new();
        keys.for_each(|key| *sizes.entry(key).or_default() += 1);
        f64::from(sizes.into_values().map(|size| size * (size - 1) / 2).sum::<u32>())
    };
    let implied = count(&mut clusters.of.iter().map(|own| (*own, String::new())));
    let truth = count(&mut rows.iter().map(|row| (0, row[6].clone())));
    let right = count(&mut clusters.of.iter().zip(&rows).map(|(own, row)| (*own, row[6].clone())));
    let (precision, recall) = (right / implied, right / truth);
    assert!(precision > 0.99 && recall > 0.98, "precision {precision}, recall {recall}");
}
