//! One thing the other way round: a clause in one place, or a single fact. The engine follows the slow reading in each.

use super::*;
use proptest::{sample::Index, strategy::ValueTree as _, test_runner::TestRunner};
use std::collections::BTreeMap;

fn without_or_with<T: PartialEq + Clone>(list: &[T], one: &T) -> Vec<T> {
    let mut rest: Vec<T> = list.iter().filter(|other| *other != one).cloned().collect();
    if rest.len() == list.len() {
        rest.push(one.clone());
    }
    rest
}

/// The same agreements, asked by somebody to whom the first clause speaks, while nothing more holds than what it asks for: here one
/// flip matters.
fn near(world: &World) -> World {
    let version = world.versions.first().unwrap();
    let clause = version.terms.clauses.first().unwrap();
    let party = match &version.terms.parties {
        Parties::Everyone => world.viewer.agency,
        Parties::Listed(parties) => parties.first().unwrap().agency,
    };
    let viewer = Viewer {
        account: *clause.who.accounts.first().unwrap_or(&world.viewer.account),
        agency: party,
        agency_kind: *clause.who.agency_kinds.first().unwrap_or(&world.viewer.agency_kind),
        roles: clause.who.roles.first().map(|role| Roles::of(&[*role])).unwrap(),
    };
    let mut near = World {
        day: version.terms.starts.max(clause.from.unwrap_or(version.terms.starts)),
        viewer,
        purpose: *clause.purposes.first().unwrap(),
        holder: party,
        sent_to: None,
        held: clause.when.iter().take(1).copied().collect(),
        access: Access::Ordinary,
        consented: vec![],
        opened: vec![],
        requirements: vec![],
        risks: vec![],
        ..world.clone()
    };
    for also in &clause.also {
        match also {
            Also::Consent => near.consented.clone_from(&clause.sections),
            Also::SectionOpened => near.opened = clause.sections.iter().map(|one| (None, *one)).collect(),
            Also::Requirement(codes) => {
                near.requirements.extend(
                    REQUIREMENTS.iter().filter(|one| Some(**one) == codes.first().map(AsRef::as_ref)),
                );
            }
            Also::Risk(kinds) => near.risks.extend(kinds.first()),
        }
    }
    near
}

/// The same question with one fact the other way round, for every fact that there is.
fn flips(world: &World) -> Vec<World> {
    let mut all = Vec::new();
    for section in SECTIONS {
        all.push(World { consented: without_or_with(&world.consented, &section), ..world.clone() });
        for holder in [None, Some(world.holder), Some(agency(4))] {
            let opened = without_or_with(&world.opened, &(holder, section));
            all.push(World { opened, ..world.clone() });
        }
    }
    for kind in RiskKind::ALL {
        all.push(World { risks: without_or_with(&world.risks, kind), ..world.clone() });
    }
    for code in &REQUIREMENTS {
        all.push(World { requirements: without_or_with(&world.requirements, code), ..world.clone() });
    }
    for relation in Condition::ALL {
        all.push(World { held: without_or_with(&world.held, relation), ..world.clone() });
    }
    for access in [Access::Ordinary, Access::LimitedNamed, Access::LimitedOthers, Access::Unknown] {
        all.push(World { access, ..world.clone() });
    }
    for role in &ROLES {
        let roles: Vec<Role> = world.viewer.roles.iter().collect();
        let roles = Roles::of(&without_or_with(&roles, role));
        all.push(World { viewer: Viewer { roles, ..world.viewer }, ..world.clone() });
    }
    for purpose in PURPOSES {
        all.push(World { purpose, ..world.clone() });
    }
    all
}

/// Changes one thing that a clause says.
fn change(clause: &mut Clause, how: usize) {
    match how {
        0 => clause.who.roles = without_or_with(&clause.who.roles, &ROLES[0]),
        1 => clause.sections = without_or_with(&clause.sections, &Section::Risk),
        2 => clause.purposes = without_or_with(&clause.purposes, &Purpose::Treatment),
        3 => clause.when = without_or_with(&clause.when, &Condition::OnTeam),
        4 => clause.also = without_or_with(&clause.also, &Also::Consent),
        5 => clause.level = if clause.level == Level::Full { Level::Exists } else { Level::Full },
        6 => clause.holder = if clause.holder == Holder::Own { Holder::Any } else { Holder::Own },
        _ => clause.who.accounts = without_or_with(&clause.who.accounts, &account(1)),
    }
}

/// The flips above are worth something: each kind of fact opens or closes something in some of the cases.
#[test]
fn flips_of_every_kind_open_and_close_something() {
    let mut runner = TestRunner::deterministic();
    let (mut changed, mut clauses) = (BTreeMap::<usize, usize>::new(), [0; 8]);
    for _ in 0..1_500 {
        let world = near(&any_world().new_tree(&mut runner).unwrap().current());
        let before = slowly(&world);
        for (place, flipped) in flips(&world).iter().enumerate() {
            *changed.entry(place).or_default() += usize::from(slowly(flipped) != before);
        }
        for (how, count) in clauses.iter_mut().enumerate() {
            let mut other = world.clone();
            change(&mut other.versions.first_mut().unwrap().terms.clauses[0], how);
            *count += usize::from(slowly(&other) != before);
        }
    }
    // Idle are those of identity and privilege (no clause may rest on them: four each), of openings by an agency that is never the
    // holder here (four more), and the two accesses under which everything is as it was.
    let idle: Vec<usize> =
        changed.iter().filter(|(_, count)| **count == 0).map(|(place, _)| *place).collect();
    assert!(idle.len() <= 14, "{idle:?} of {} flips never change anything: {changed:?}", changed.len());
    assert!(clauses.iter().all(|count| *count > 0), "{clauses:?}");
}

/// Three gates a case: the full run tries a fifth of its cases here.
fn some() -> ProptestConfig {
    let all = ProptestConfig::default();
    ProptestConfig { cases: all.cases.min(20_000), ..all }
}

proptest! {
    #![proptest_config(some())]

    /// Each clause changed in one place, each consent, flag, requirement, relation, opening, role and limit flipped alone: the engine
    /// changes its answer where the slow reading does, and nowhere else.
    #[test]
    fn each_single_flip_changes_what_the_slow_reading_says(
        world in any_world(),
        which in any::<Index>(),
        at in 0..5usize,
        how in 0..8usize,
    ) {
        let gate = world.gate();
        for one in [&world, &near(&world)] {
            let gate = if one.day == world.day { &gate } else { &one.gate() };
            let flipped = which.get(&flips(one)).clone();
            prop_assert_eq!(every(&flipped, gate), slowly(&flipped));
        }
        let mut other = world.clone();
        let clauses = &mut other.versions.first_mut().unwrap().terms.clauses;
        let at = at % clauses.len();
        change(&mut clauses[at], how);
        prop_assert_eq!(every(&other, &other.gate()), slowly(&other));
    }
}
