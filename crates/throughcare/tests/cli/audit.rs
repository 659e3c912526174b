//! `audit`: a changed row, a cut tail and a forged checkpoint are each found and named.

use super::program::{Place, tamper};

#[test]
fn audit_of_an_untouched_log_finds_it_whole() {
    let place = Place::installation();
    let said = place.run(&["audit", "checkpoint"]).well();
    assert!(said.contains("1 heads signed"), "{said}");
    let said = place.run(&["audit", "verify"]).well();
    assert!(said.contains("5 events in 1 chains are whole"), "{said}");
    assert!(said.contains("1 signed checkpoints agree"), "{said}");
    assert!(
        place.run(&["audit", "checkpoint"]).well().contains("0 heads signed"),
        "nothing has changed since"
    );
}

#[test]
fn audit_names_a_changed_payload() {
    let place = Place::installation();
    tamper(&place.data().join("throughcare.db"), br#""kind":"probation"}"#, br#""kind":"housing!!"}"#);
    let said = place.run(&["audit", "verify"]).refused(1);
    assert!(said.contains("BROKEN: chain") && said.contains("event 4: the payload is not"), "{said}");
}

#[test]
fn audit_finds_a_tail_that_was_cut_since_the_last_checkpoint() {
    let place = Place::installation();
    place.run(&["backup", "--to", "before.db"]).well();
    place.run(&["agency", "add", "--name", "Eastshire Police", "--kind", "police"]).well();
    place.run(&["audit", "checkpoint"]).well();
    // Somebody puts the earlier database back, without `restore`, to be rid of what was done since.
    std::fs::copy(place.path("before.db"), place.data().join("throughcare.db")).unwrap();
    let said = place.run(&["audit", "verify"]).refused(1);
    assert!(said.contains("a checkpoint saw event 6"), "{said}");
}

#[test]
fn audit_names_the_line_of_a_forged_checkpoint() {
    let place = Place::installation();
    place.run(&["audit", "checkpoint"]).well();
    place.run(&["agency", "add", "--name", "Eastshire Police", "--kind", "police"]).well();
    place.run(&["audit", "checkpoint"]).well();
    let file = place.data().join("heads.checkpoint");
    let text = std::fs::read_to_string(&file).unwrap();
    let (first, second) = text.split_once('\n').unwrap();
    std::fs::write(&file, format!("{first}\n{}", second.replacen(" 6 ", " 5 ", 1))).unwrap();
    let said = place.run(&["audit", "verify"]).refused(1);
    assert!(said.contains("heads.checkpoint, line 2"), "{said}");
}
