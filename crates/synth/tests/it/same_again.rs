//! Determinism, streaming and links.

use crate::{TODAY, world};
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hasher};
use synth::{Relation, World};

/// A hash of all that is known of the people.
fn digest(people: impl Iterator<Item = synth::Person>) -> u64 {
    let mut hasher = DefaultHasher::new();
    for person in people {
        hasher.write(format!("{person:?}").as_bytes());
    }
    hasher.finish()
}

#[test]
fn the_same_seed_gives_the_same_people_and_partnership_to_the_last_letter() {
    assert_eq!(digest(world().people(400)), digest(world().people(400)));
    assert_eq!(world().partnership(400), world().partnership(400));
}

#[test]
fn another_seed_or_another_day_gives_other_people() {
    let other_seed = World::new(8, TODAY);
    let other_day = World::new(7, TODAY.yesterday().unwrap());
    assert_ne!(digest(world().people(100)), digest(other_seed.people(100)));
    assert_ne!(digest(world().people(100)), digest(other_day.people(100)));
    let names = |world: &World| world.names_in_use(40).collect::<Vec<_>>();
    assert_ne!(names(&world()), names(&other_seed));
}

#[test]
fn the_first_thousand_of_ten_thousand_are_a_thousand_alone() {
    let alone = digest(world().people(1_000));
    assert_eq!(digest(world().people(10_000).take(1_000)), alone);
}

#[test]
fn any_person_can_be_asked_for_without_those_before() {
    let world = world();
    let streamed: Vec<_> = world.people(64).collect();
    for number in [63, 0, 31] {
        assert_eq!(world.person(number), streamed[usize::try_from(number).unwrap()]);
    }
    assert_eq!(world.person(999_999).number, 999_999);
}

/// Nothing is kept between two people but the world's own lists: what streams here could stream for ever.
#[test]
fn twenty_thousand_people_stream_through_constant_memory_and_differ() {
    let world = world();
    let mut crns = HashSet::new();
    let mut events = 0;
    for person in world.people(20_000) {
        events += person.appointments.len() + person.notes.len() + person.referrals.len();
        for identifier in person.identifiers {
            assert!(crns.insert((identifier.kind, identifier.canonical)), "a number was given out twice");
        }
    }
    assert!(events > 200_000, "{events}");
}

#[test]
fn the_last_of_a_million_is_as_whole_as_the_first() {
    let world = world();
    let person = world.person(999_992);
    assert!(!person.legal.family.is_empty());
    assert!(!person.notes.is_empty() || person.orders.len() < 2);
    let lead = person.involvements[0].account;
    assert!(usize::try_from(lead.0).unwrap() < world.partnership(1_000_000).accounts.len());
}

#[test]
fn people_of_one_household_share_an_address_and_what_their_relation_says() {
    let world = world();
    let people: HashMap<u64, _> = world.people(6_000).map(|person| (person.number, person)).collect();
    let (mut twins, mut namesakes, mut pairs) = (0, 0, 0);
    for person in people.values() {
        let Some(other) = person.household.other.and_then(|number| people.get(&number)) else { continue };
        pairs += 1;
        assert_eq!(person.household.number, other.household.number);
        assert_eq!(person.home_ward, other.home_ward);
        match person.household.relation {
            Relation::Twins => {
                twins += 1;
                if let (Some(own), Some(theirs)) = (person.born, other.born) {
                    assert_eq!(own, theirs, "twins are born on one day");
                }
            }
            Relation::ParentAndChild => {
                let (parent, child) =
                    if person.number < other.number { (person, other) } else { (other, person) };
                if let (Some(parent), Some(child)) = (parent.born, child.born) {
                    assert!(child.year() - parent.year() >= 16);
                }
                namesakes += usize::from(person.legal.given == other.legal.given);
            }
            Relation::Siblings => {
                if let (Some(own), Some(theirs)) = (person.born, other.born) {
                    assert_ne!(own, theirs);
                }
            }
            Relation::Partners => {}
            Relation::Alone => panic!("somebody alone has a household of two"),
        }
    }
    assert!(pairs > 500, "{pairs}");
    assert!(twins >= 10, "{twins}");
    assert!(namesakes >= 4, "{namesakes}");
}

#[test]
fn names_are_skewed_and_of_many_kinds() {
    let world = world();
    let mut families: HashMap<String, usize> = HashMap::new();
    let (mut single, mut accents, mut aliases) = (0, 0, 0);
    for person in world.people(5_000) {
        single += usize::from(person.legal.given.is_none());
        accents += usize::from(!person.legal.short().is_ascii());
        aliases += usize::from(!person.aliases.is_empty());
        *families.entry(person.legal.family).or_default() += 1;
    }
    let most = families.values().max().copied().unwrap_or(0);
    assert!(most > 60 && most < 400, "the most common family name has {most}");
    assert!(families.len() > 400, "{} family names", families.len());
    assert!(families.contains_key("Singh") && families.contains_key("Kaur"));
    assert!(single >= 10 && accents >= 40 && aliases >= 300, "{single} {accents} {aliases}");
}

#[test]
fn names_in_use_cover_every_legal_and_other_name() {
    let world = world();
    let names: HashSet<String> = world.names_in_use(200).collect();
    for person in world.people(200) {
        assert!(names.contains(&person.legal.short()) && names.contains(&person.called()));
        assert!(person.aliases.iter().all(|alias| names.contains(&alias.short())));
    }
}

#[test]
fn no_well_known_person_is_among_them() {
    let famous = [
        "Peter Sutcliffe",
        "Stephen Lawrence",
        "Imran Khan",
        "Gordon Brown",
        "Mohamed Farah",
        "Robbie Williams",
    ];
    let world = world();
    assert!(world.names_in_use(20_000).all(|name| !famous.contains(&name.as_str())));
    assert!(
        world.partnership(20_000).accounts.iter().all(|account| !famous.contains(&account.name.as_str()))
    );
}

#[test]
fn the_demonstration_practitioner_has_a_caseload_to_look_at() {
    let world = world();
    let own = synth::demonstration(domain::role::Role::ProbationPractitioner);
    let caseload = |people| {
        world.people(people).filter(|person| person.lead().is_some_and(|lead| lead.account == own)).count()
    };
    assert!(caseload(200) >= 15, "{}", caseload(200));
    let full = caseload(2_000);
    assert!((28..70).contains(&full), "{full}");
    let worker = synth::demonstration(domain::role::Role::TreatmentWorker);
    let treated = world
        .people(2_000)
        .filter(|person| {
            person.involvements.iter().any(|known| known.account == worker && known.to.is_none())
        })
        .count();
    assert!(treated >= 10, "{treated}");
}
