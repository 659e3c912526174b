//! Postcodes that agencies recorded: found by their beginning, each sealed under its agency.

use super::fixture::{Fresh, TODAY, World, at, identity, involvement, line};
use app::ports::PostcodeQuery;
use domain::{
    person::Contact,
    section::{Purpose, Section},
};
use jiff::civil::date;

pub async fn recorded_postcodes_are_found_by_their_beginning_as_far_as_the_filter_shows_the_people(
    fresh: &Fresh,
) {
    let world = World::new(fresh).await;
    let ada = world.person(fresh, "Ada", "Crane").await.person;
    let adam = world.person(fresh, "Adam", "Heron").await.person;
    let hidden = identity("Ada", "Crane", world.police.agency);
    let (ours, police) = (world.officer.agency, world.police.agency);
    let lives = |person, holder, code: &str| {
        let postcode = Some(code.to_owned());
        Contact { person, holder, address: Some(line("1 Row")), postcode, telephone: None, email: None }
    };
    let mut tx = fresh.write().await;
    tx.create_person(&hidden, at(0)).await.unwrap();
    tx.add_involvement(&involvement(hidden.person, world.police, true)).await.unwrap();
    for (contact, hour) in [
        (lives(ada, ours, "M13 1AA"), 1),
        (lives(ada, police, "M14 5RT"), 1),
        (lives(adam, ours, "m14"), 1),
        (lives(hidden.person, police, "M14 5RT"), 1),
        // Who has moved, in place of what was recorded before.
        (lives(ada, ours, "M14 6AA"), 2),
    ] {
        tx.put_contact(&contact, at(hour)).await.unwrap();
    }
    tx.commit().await.unwrap();
    let filter = world.gate.visible_to(&world.officer.viewer, Purpose::Supervision);
    let mut tx = fresh.read().await;
    let query = PostcodeQuery {
        codes: ("M14".into(), "M14!".into()),
        names: Vec::new(),
        born: None,
        typed: "m14".into(),
        limit: 50,
    };
    let sector = PostcodeQuery { codes: ("M14 5".into(), "M14 5~".into()), ..query.clone() };
    let old = PostcodeQuery { codes: ("M13".into(), "M13!".into()), ..query.clone() };
    let wider = PostcodeQuery { codes: ("M1".into(), "M1!".into()), ..query.clone() };
    let named = PostcodeQuery { names: vec!["her".into(), "ad".into()], ..query.clone() };
    let day = PostcodeQuery { born: Some(date(1991, 2, 15)), ..query.clone() };
    let birthday = PostcodeQuery { born: Some(date(1991, 2, 14)), ..query.clone() };
    let typed = PostcodeQuery { typed: "heron".into(), ..query.clone() };
    let cut = PostcodeQuery { limit: 1, ..query.clone() };
    let mut all = vec![(ada, ours), (ada, police), (adam, ours)];
    all.sort();
    let (hers, his) = (all.iter().copied().filter(|one| one.0 == ada).collect(), vec![(adam, ours)]);
    for (query, expected) in [
        (sector, vec![(ada, police)]),
        (old, vec![]),
        (wider, vec![]),
        (named, his),
        (day, vec![]),
        (birthday, all.clone()),
        (typed, hers),
        (cut, vec![all[0]]),
        (query, all),
    ] {
        let rows = tx.search_postcode(&filter, &query, TODAY).await.unwrap();
        let mut told = Vec::new();
        for row in rows {
            let (standing, label) = (&row.listed.standing, row.contact.label());
            assert_eq!((label.section, label.person), (Section::Contact, standing.person));
            assert_eq!(*standing, world.standing(&mut tx, world.officer, standing.person).await);
            if let Some(contact) = world.open(world.officer, standing, row.contact) {
                assert!(contact.postcode.is_some() && contact.address.is_none(), "nothing else is read");
            }
            told.push((label.person, label.holder));
        }
        assert_eq!(told, expected, "{query:?}");
    }
    let nothing = world.gate.visible_to(&world.officer.viewer, Purpose::Administration);
    let query = PostcodeQuery {
        codes: ("A".into(), "Z".into()),
        names: vec![],
        born: None,
        typed: "x".into(),
        limit: 9,
    };
    assert!(
        tx.search_postcode(&nothing, &query, TODAY).await.unwrap().is_empty(),
        "an empty filter shows nobody"
    );
}
