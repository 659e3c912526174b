//! Departures: of each agency and service one stands, the gate hears of it, and what rests on a service ends with it.

use super::fixture::{self, Fresh, TODAY, World, at, id, line};
use app::ports::Store as _;
use domain::{
    departure::{Departure, DepartureReason, DepartureState, OpenWork, TakesOver},
    ids::{AgencyId, ServiceId},
    involvement::{Involvement, InvolvementRole},
    pathway::Pathway,
    referral::Fact,
};
use gate::{Condition, LastDay};
use jiff::ToSpan;

fn departure(world: &World, agency: AgencyId, service: Option<ServiceId>) -> Departure {
    Departure {
        id: id(),
        agency,
        service,
        last_day: TODAY,
        reason: DepartureReason::ContractMoved,
        words: Some(line("Let again")),
        takes_over: vec![TakesOver { pathway: Pathway::Substance, service: None }],
        heir: world.officer.agency,
        keeper: world.police.agency,
        stamp: fixture::stamp(world.officer, at(1)),
    }
}

/// Of an agency and of a service one departure stands; the edition of the agreements rises with it and with its end.
pub async fn a_departure_stands_once_and_stays_as_it_was_recorded(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let (agency, service) = (world.alcohol.agency, world.alcohol.id);
    let one = departure(&world, agency, Some(service));
    let mut tx = fresh.write().await;
    let (edition, before) = tx.last_days().await.unwrap();
    assert_eq!((edition, before), (tx.agreements_edition().await.unwrap(), vec![]));
    assert!(tx.insert_departure(&one).await.unwrap());
    assert!(!tx.insert_departure(&departure(&world, agency, Some(service))).await.unwrap(), "one stands");
    let whole = departure(&world, agency, None);
    assert!(tx.insert_departure(&whole).await.unwrap(), "the agency as a whole is another matter");
    let (raised, days) = tx.last_days().await.unwrap();
    assert_eq!(raised, edition + 2);
    let mut expected = vec![
        (one.id, LastDay { agency, service: Some(service), day: TODAY }),
        (whole.id, LastDay { agency, service: None, day: TODAY }),
    ];
    expected.sort_by_key(|(id, _)| *id);
    assert_eq!(days, expected.into_iter().map(|(_, day)| day).collect::<Vec<_>>());
    let kept = tx.departure(one.id).await.unwrap().unwrap();
    assert_eq!((&kept.departure, kept.state, kept.ended), (&one, DepartureState::Recorded, None));
    assert_eq!(tx.departures(Some(agency), 9).await.unwrap().len(), 2);
    assert_eq!(tx.departures(Some(world.police.agency), 9).await.unwrap(), []);
    tx.commit().await.unwrap();

    for change in [
        "update departure set last_day = '2020-01-01'",
        "update departure set heir_id = keeper_id",
        "update departure set leaver_id = heir_id",
        "delete from departure",
    ] {
        assert!(fresh.raw.run(change).await.is_err(), "{change}");
    }
    let stamp = fixture::stamp(world.officer, at(2));
    let mut tx = fresh.write().await;
    assert_eq!(tx.departures_to_pass_on(TODAY, 9).await.unwrap(), [], "the last day itself is open");
    let over = tx.departures_to_pass_on(TODAY.tomorrow().unwrap(), 9).await.unwrap();
    assert_eq!(over.len(), 2);
    assert_eq!(tx.left(TODAY, 9).await.unwrap(), []);
    let left = tx.left(TODAY.tomorrow().unwrap(), 9).await.unwrap();
    let named: Vec<_> = left.iter().map(|one| (one.agency, one.last_day, one.heir, one.keeper)).collect();
    assert_eq!(named, [(agency, TODAY, whole.heir, whole.keeper)], "an agency, and not a service of one");
    assert!(tx.end_departure(&one, DepartureState::CalledOff, &stamp, Some(&line("A slip"))).await.unwrap());
    assert!(!tx.end_departure(&one, DepartureState::PassedOn, &stamp, None).await.unwrap(), "it has ended");
    assert_eq!(tx.last_days().await.unwrap().1, [LastDay { agency, service: None, day: TODAY }]);
    assert!(tx.insert_departure(&departure(&world, agency, Some(service))).await.unwrap(), "and anew");
    assert!(tx.end_departure(&whole, DepartureState::PassedOn, &stamp, None).await.unwrap());
    tx.commit().await.unwrap();
    assert!(fresh.raw.run("update departure set state = 'recorded'").await.is_err(), "what ended stays so");
}

/// A referral and a place on the team that rest on a service relate its agency to the person up to its last day, whether they began
/// before it was recorded or after; calling it off takes the day back.
pub async fn what_rests_on_a_service_ends_with_it(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let (agency, service) = (world.alcohol.agency, world.alcohol.id);
    let [asked, taken_on, filled, later] = [
        world.person(fresh, "Ada", "Asked").await.person,
        world.person(fresh, "Ada", "Taken").await.person,
        world.person(fresh, "Ada", "Filled").await.person,
        world.person(fresh, "Ada", "Later").await.person,
    ];
    let stamp = fixture::stamp(world.officer, at(1));
    let mut tx = fresh.write().await;
    for person in [asked, filled] {
        tx.insert_referral(&world.request(person), &stamp, &Fact::Sent).await.unwrap();
    }
    tx.add_to_team(&fixture::involvement(taken_on, world.worker, true), service, None).await.unwrap();
    // One from elsewhere, which does not say what it rests on.
    let role = InvolvementRole::Treatment;
    let place = Involvement { role, ..fixture::involvement(filled, world.worker, true) };
    tx.add_involvement(&place).await.unwrap();
    let one = departure(&world, agency, Some(service));
    assert!(tx.insert_departure(&one).await.unwrap());
    tx.add_to_team(&fixture::involvement(later, world.worker, true), service, Some(TODAY)).await.unwrap();
    tx.commit().await.unwrap();
    let after = TODAY.tomorrow().unwrap();
    let related = async |day| {
        let mut tx = fresh.read().await;
        let people = [asked, taken_on, filled, later];
        let found = tx.standings(&world.worker.viewer, &people, day).await.unwrap();
        let by = [Condition::ReferralIn, Condition::AgencyInvolved, Condition::OnTeam];
        let of = |person| found.iter().find(|one| one.person == person).unwrap().relations;
        let related = people.map(|person| by.iter().any(|condition| of(person).has(*condition)));
        let away = tx.standings(&world.officer.viewer, &people, day).await.unwrap();
        assert!(away.iter().all(|one| one.relations.has(Condition::OnTeam)), "others are there as before");
        related
    };
    assert_eq!(related(TODAY).await, [true; 4]);
    assert_eq!(related(after).await, [false; 4]);

    let mut tx = fresh.write().await;
    let people =
        tx.people_to_pass_on(agency, Some(service), domain::ids::PersonId(uuid::Uuid::nil()), 9).await;
    assert_eq!(people.unwrap().len(), 4, "each is passed on");
    let open = tx.open_work(agency, Some(service), TODAY).await.unwrap();
    assert!(open.contains(&(OpenWork::Referral, 2)), "{open:?}");
    let left = tx.agency_leaves_team(taken_on, agency, Some(service), TODAY).await.unwrap();
    assert_eq!(left.iter().map(|one| (one.person, one.to)).collect::<Vec<_>>(), [(taken_on, Some(TODAY))]);
    assert_eq!(tx.agency_leaves_team(taken_on, agency, Some(service), TODAY).await.unwrap(), [], "once");
    assert!(tx.end_departure(&one, DepartureState::CalledOff, &stamp, None).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(related(after).await, [true, false, true, true], "but for whoever has left the team");
    assert_eq!(related(after.saturating_add(400.days())).await, [true, false, true, true]);
}

/// The checklist is the list of those whom the viewer may know of, page by page; what is ready is noted once.
pub async fn a_checklist_holds_what_is_open_of_those_whom_the_filter_shows(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let one = departure(&world, world.alcohol.agency, None);
    let stamp = fixture::stamp(world.officer, at(1));
    let mut people = Vec::new();
    for family in ["One", "Two", "Three"] {
        people.push(world.person(fresh, "Ada", family).await.person);
    }
    let mut tx = fresh.write().await;
    assert!(tx.insert_departure(&one).await.unwrap());
    for person in &people {
        tx.insert_referral(&world.request(*person), &stamp, &Fact::Sent).await.unwrap();
    }
    tx.commit().await.unwrap();
    fresh
        .db
        .fill(app::fill::Batch {
            limited: vec![app::fill::LimitedAccess { person: people[2], named: vec![], from: TODAY }],
            ..app::fill::Batch::default()
        })
        .await
        .unwrap();
    let mut tx = fresh.write().await;
    let filter = world.gate.visible_to(&world.worker.viewer, domain::section::Purpose::Referral).at(at(0));
    let all = tx.items_to_pass_on(&filter, &one, TODAY, None, 9).await.unwrap();
    let mut shown = people[..2].to_vec();
    shown.sort_unstable();
    assert_eq!(all.iter().map(|item| item.person).collect::<Vec<_>>(), shown, "limited access stays unseen");
    let first = &all[0];
    let second = tx.items_to_pass_on(&filter, &one, TODAY, Some((first.person, first.subject)), 9).await;
    assert_eq!(second.unwrap(), all[1..]);
    assert!(tx.ready_to_pass_on(one.id, first.person, first.subject, &stamp).await.unwrap());
    assert!(!tx.ready_to_pass_on(one.id, first.person, first.subject, &stamp).await.unwrap(), "once");
    let again = tx.items_to_pass_on(&filter, &one, TODAY, None, 9).await.unwrap();
    assert_eq!(again.iter().map(|item| item.ready).collect::<Vec<_>>(), [Some(stamp.at), None]);
    tx.commit().await.unwrap();
}
