//! Contacts of many people with several agencies: each under the seal of the record that tells it, within the window alone; and
//! which records are decided to be of one person.

use super::fixture::{Fresh, TODAY, World, at, id, involvement, line, prose, stamp};
use app::ports::{On, Trace, Window};
use domain::{
    appointment::{Appointment, Attendance, Booking, Fact, Outcome},
    identity_review::{Decided, IdentityReview, Pair, Verdict},
    ids::{AgencyId, PersonId},
    involvement::Involvement,
    referral,
    repeat_contact::{Arranged, Occasion},
    section::{Purpose, Section},
    way_in::{Door, WayIn},
};
use jiff::{SignedDuration, ToSpan, civil::Date};

fn days_ago(days: i64) -> Date {
    TODAY.saturating_sub(days.days())
}

fn booked(world: &World, person: PersonId, day: Date) -> Booking {
    Booking {
        id: id(),
        person,
        account: world.worker.account,
        agency: world.worker.agency,
        at: at(0),
        day,
        minutes: 45,
        place: line("Castle Street office"),
        referral: None,
        told: None,
        beside: None,
        replaces: None,
        section: Section::Compliance,
        stamp: stamp(world.officer, at(0)),
    }
}

fn entered(world: &World, person: PersonId, day: Date) -> WayIn {
    WayIn {
        id: id(),
        person,
        door: Door::Police,
        place: line("Harbour Street"),
        day,
        release: None,
        asks: prose("Wants help with drink."),
        referral: None,
        stamp: stamp(world.police, at(3)),
    }
}

pub async fn contacts_lie_under_the_seal_of_what_tells_them_and_within_the_window(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let person = world.person(fresh, "Ada", "Crane").await.person;
    let other = world.person(fresh, "Bo", "Crane").await.person;
    let mark = stamp(world.worker, at(20 * 3_600_000));
    let mut tx = fresh.write().await;
    for (whose, back) in [(person, 90), (person, 91), (person, 4), (other, 4)] {
        tx.add_way_in(&entered(&world, whose, days_ago(back)), Some(world.alcohol.agency)).await.unwrap();
    }
    let absent = Fact::Recorded(Outcome::new(Attendance::DidNotAttend, None));
    let called_off =
        Fact::CalledOff { asked_by: domain::appointment::AskedBy::Provider, why: prose("Staff are ill.") };
    for (back, fact) in [(7, Some(absent)), (6, Some(called_off)), (5, None), (-3, None)] {
        let open = Appointment::booked(booked(&world, person, days_ago(back)));
        tx.insert_appointment(&open.booking).await.unwrap();
        if let Some(fact) = fact {
            let ended = open.append(mark, fact, TODAY).unwrap();
            assert!(tx.append_appointment(&ended).await.unwrap());
        }
    }
    for days in [1, 91] {
        let mark = stamp(world.officer, at(0) - SignedDuration::from_hours(days * 24));
        tx.insert_referral(&world.request(person), &mark, &referral::Fact::Sent).await.unwrap();
    }
    tx.commit().await.unwrap();

    let window =
        Window { since: days_ago(90), from: at(0) - SignedDuration::from_hours(90 * 24), today: TODAY };
    let mut tx = fresh.read().await;
    let sealed = tx.traces(&[person], &window).await.unwrap();
    let standing = world.standing(&mut tx, world.officer, person).await;
    let mut found: Vec<(Section, AgencyId, Option<AgencyId>, Option<Trace>)> = sealed
        .into_iter()
        .map(|one| {
            let label = one.label();
            (label.section, label.holder, label.sent_to, world.open(world.officer, &standing, one))
        })
        .collect();
    found.sort_by_key(|one| format!("{one:?}"));
    let (mine, theirs) = (world.officer.agency, world.worker.agency);
    let sent_at = On::Instant(at(0) - SignedDuration::from_hours(24));
    let police = world.police.agency;
    let came = |back| Some(Trace::Seen(Occasion::WayIn, police, On::Day(days_ago(back))));
    let absent = Trace::Seen(Occasion::Appointment, theirs, On::Day(days_ago(7)));
    let ahead = Some(Trace::Arranged(Arranged::Appointment));
    let referral = Some(Trace::Seen(Occasion::Referral, theirs, sent_at));
    let mut expected = vec![
        (Section::Plan, police, Some(theirs), came(90)),
        (Section::Plan, police, Some(theirs), came(4)),
        (Section::Compliance, mine, None, Some(absent)),
        (Section::Compliance, mine, None, ahead),
        // To a pathway about alcohol: the practitioner's own agency made it.
        (Section::Substance, mine, Some(theirs), referral),
        (Section::Substance, mine, Some(theirs), Some(Trace::Arranged(Arranged::Referral))),
        (Section::Substance, mine, Some(theirs), Some(Trace::Arranged(Arranged::Referral))),
    ];
    expected.sort_by_key(|one| format!("{one:?}"));
    assert_eq!(found, expected);

    let leading = tx.leading(&[person, other], TODAY).await.unwrap();
    assert_eq!(leading.len(), 2, "of each the officer");
    assert!(tx.leading(&[person], days_ago(1)).await.unwrap().is_empty(), "not yet");
    assert!(tx.traces(&[], &window).await.unwrap().is_empty());
    tx.end().await.unwrap();
}

pub async fn records_are_the_same_through_others_until_a_decision_is_taken_back(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let mut people = Vec::new();
    for given in ["Ada", "Bo", "Cy", "Di", "Ed"] {
        people.push(world.person(fresh, given, "Crane").await.person);
    }
    people.sort_unstable();
    let decided = |verdict| Decided {
        verdict,
        reason: line("Compared the files"),
        evidence: vec![],
        stamp: stamp(world.officer, at(1)),
    };
    let pair = |one: usize, other: usize| Pair::new(people[one], people[other]).unwrap();
    let mut tx = fresh.write().await;
    for (pair, verdicts) in [
        (pair(0, 2), vec![Verdict::Same]),
        (pair(1, 2), vec![Verdict::Same, Verdict::Undone, Verdict::Same]),
        (pair(1, 3), vec![Verdict::Same, Verdict::Undone]),
        (pair(2, 4), vec![Verdict::Different]),
    ] {
        let mut review = IdentityReview::open(pair);
        for verdict in verdicts {
            review = review.append(decided(verdict)).unwrap();
            assert!(tx.append_identity_decision(&review).await.unwrap());
        }
    }
    tx.commit().await.unwrap();
    let mut tx = fresh.read().await;
    for from in [0, 1, 2] {
        let found = tx.same_as(&[people[from]]).await.unwrap();
        assert_eq!(found, [pair(0, 2), pair(1, 2)], "from {from}");
    }
    assert!(tx.same_as(&people[3..]).await.unwrap().is_empty());
    tx.end().await.unwrap();
}

pub async fn an_agencys_people_are_paged_as_far_as_the_filter_shows_them(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let mut people = Vec::new();
    for number in 0..5 {
        let person = world.person(fresh, "Ada", &format!("Crane{number}")).await.person;
        let mut tx = fresh.write().await;
        // Twice on the team, and listed once.
        tx.add_involvement(&involvement(person, world.officer, false)).await.unwrap();
        tx.commit().await.unwrap();
        people.push(person);
    }
    people.sort_unstable();
    let over = Involvement {
        to: Some(days_ago(1)),
        from: days_ago(9),
        ..involvement(people[0], world.police, true)
    };
    let limited =
        app::fill::LimitedAccess { person: people[3], named: vec![world.police.account], from: TODAY };
    let batch =
        app::fill::Batch { involvements: vec![over], limited: vec![limited], ..app::fill::Batch::default() };
    app::ports::Store::fill(&fresh.db, batch).await.unwrap();
    people.remove(3);
    let filter = world.gate.visible_to(&world.officer.viewer, Purpose::Supervision).at(at(0));
    let mut tx = fresh.read().await;
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let page = tx.people_of_agency(&filter, after, 2, TODAY).await.unwrap();
        assert!(page.len() <= 2);
        let Some(last) = page.last() else { break };
        after = Some(last.standing.person);
        found.extend(page.iter().map(|one| one.standing.person));
    }
    assert_eq!(found, people);
    let filter = world.gate.visible_to(&world.police.viewer, Purpose::Supervision).at(at(0));
    assert!(tx.people_of_agency(&filter, None, 9, TODAY).await.unwrap().is_empty(), "their part is over");
    tx.end().await.unwrap();
}
