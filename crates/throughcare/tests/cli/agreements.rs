//! `agreements`: what an installation begins with is listed, and checked.

use super::program::Place;

#[test]
fn agreements_of_a_new_installation_are_one_that_stands() {
    let place = Place::installation();
    let said = place.run(&["agreements", "list"]).well();
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains("Interim 1") && said.contains("in_force") && said.contains("study: 36"), "{said}");
    let said = place.run(&["agreements", "check"]).well();
    assert!(!said.contains("error"), "{said}");
}

#[test]
fn agreements_of_a_demonstration_name_what_is_near_and_the_answer_is_well() {
    let place = Place::demonstration();
    let said = place.run(&["agreements", "check"]).well();
    for found in ["near_review", "funding_ends"] {
        assert!(said.contains(found), "{found} in {said}");
    }
    let said = place.run(&["agreements", "list"]).well();
    assert!(said.contains("under_review") && said.lines().count() == 5, "{said}");
}
