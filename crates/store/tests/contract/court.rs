//! Court lists: entries with their tellings, candidates and decisions; what is gone, and what is taken away.

use crate::contract::fixture::{Fresh, TODAY, World, at, id, identity, line, stamp};
use app::{
    exchange::court_list::{Fault, FaultReason, Place},
    known::Described,
    ports::{CourtQuery, EntryBatch, EntryRow, KeptEntry, NewFeed, Outdated, Store, Tally, Tx, VersionRow},
};
use domain::{
    hearing::{Court, CourtCode, CourtEntry, Custody, Difference, Evidence, Fact, Sex, Source, Trigger},
    ids::{CourtEntryId, CourtFeedId, PersonId},
    person::{Identifier, IdentifierKind, Name},
};
use gate::{Access, Condition, Relations, Standing};
use jiff::civil::{Date, date};
use uuid::Uuid;

fn told(given: &str, family: &str) -> CourtEntry {
    CourtEntry {
        court: Court { code: CourtCode::new("B10JQ"), name: None, room: Some(line("3")) },
        day: TODAY,
        time: None,
        case_number: Some(line("1600032981")),
        urn: None,
        sequence: Some(1),
        title: None,
        name: Name { given: Some(line(given)), middle: None, family: line(family) },
        born: Some(date(1991, 2, 14)),
        sex: Sex::Female,
        address: None,
        postcode: None,
        numbers: vec![],
        offences: vec![],
        custody: Custody::Unknown,
        restricted: true,
        restrictions: vec![],
        informant: None,
        hearing_type: None,
    }
}

async fn begun(tx: &mut Box<dyn Tx>, world: &World) -> CourtFeedId {
    let feed = NewFeed {
        id: id(),
        trigger: Trigger::Daily,
        file: Some(line("list.xml")),
        stamp: stamp(world.worker, at(0)),
    };
    tx.begin_feed(&feed).await.unwrap();
    feed.id
}

fn batch(entry: CourtEntryId, list: Uuid, version: u32, told: &CourtEntry, place: &str) -> EntryBatch {
    EntryBatch {
        entries: vec![EntryRow {
            id: entry,
            day: told.day,
            court: "B10JQ".into(),
            place: place.into(),
            person: None,
            decisions: 0,
            versions: version,
            paper_due: Some(TODAY),
            at: at(0),
        }],
        seen: vec![(entry, list, Source::LibraDaily, version, [7; 32])],
        versions: vec![VersionRow {
            id: entry,
            version,
            source: Source::LibraDaily,
            entry: told.clone(),
            raw: "{}".into(),
            changes: vec![Difference { field: "room", before: "1".into(), now: "3".into() }],
        }],
        keys: vec![(list, entry)],
        ..EntryBatch::default()
    }
}

/// An entry, opened for its own agency while it is nobody's.
async fn read(tx: &mut Box<dyn Tx>, world: &World, entry: CourtEntryId) -> Option<KeptEntry> {
    let sealed = tx.court_entry(world.worker.agency, entry).await.unwrap()?;
    let own = Standing {
        relations: Relations::NONE.and(Condition::AgencyInvolved, true),
        access: Access::Ordinary,
        ..Standing::none(sealed.label().person)
    };
    world.open(world.worker, &own, sealed)
}

/// An entry is read back as it was written, is no other agency's, and a decision after another version is refused.
pub async fn an_entry_is_kept_whole_and_decided_about_once(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let person = world.person(fresh, "Ada", "Crane").await.person;
    let (entry, list): (CourtEntryId, Uuid) = (id(), id());
    let mut tx = fresh.write().await;
    tx.lock_lists(world.worker.agency).await.unwrap();
    let feed = begun(&mut tx, &world).await;
    let told = told("Ada", "Crane");
    let stamp = stamp(world.worker, at(1));
    tx.write_entries(feed, &stamp, &batch(entry, list, 1, &told, "a")).await.unwrap();
    let kept = read(&mut tx, &world, entry).await.unwrap();
    assert_eq!((&kept.entry, kept.versions, kept.paper_due, kept.gone), (&told, 1, Some(TODAY), None));
    assert!(tx.court_entry(world.officer.agency, entry).await.unwrap().is_none());
    let under = tx.entries_under(&[list, id()]).await.unwrap();
    assert_eq!((under.len(), &under[0].tellings[0].entry, &under[0].keys), (1, &told, &vec![list]));
    let reason = line("Compared");
    let why = (Some(&reason), [Evidence::NameAndBirth].as_slice());
    let fact = Fact::Attached(person);
    assert!(tx.append_decision(entry, 0, fact, Some(person), why, &stamp).await.unwrap());
    assert!(!tx.append_decision(entry, 0, fact, Some(person), why, &stamp).await.unwrap());
    let decided = tx.decisions(entry).await.unwrap();
    assert_eq!(
        (decided.len(), decided[0].reason.as_ref(), &decided[0].evidence[..]),
        (1, Some(&reason), why.1)
    );
    let sealed = tx.court_entry(world.worker.agency, entry).await.unwrap().unwrap();
    assert_eq!(sealed.label().person, person, "it is the person's now");
    assert_eq!(tx.entries_of(person, 5).await.unwrap().len(), 1);
    let changes = tx.changes(entry, 5).await.unwrap();
    assert_eq!(changes[0].changes[0].field, "room");
    let days = tx.court_days(world.worker.agency, TODAY, 10).await.unwrap();
    assert_eq!(days, [(TODAY, "B10JQ".to_owned(), 1)]);
    tx.commit().await.unwrap();
}

/// What a list leaves out is marked, unless another list has it, and comes back when it is listed again.
pub async fn what_a_list_leaves_out_is_gone_until_it_is_listed_again(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let entries: [CourtEntryId; 3] = [id(), id(), id()];
    let lists: [Uuid; 2] = [id(), id()];
    let stamp = stamp(world.worker, at(1));
    let mut tx = fresh.write().await;
    let first = begun(&mut tx, &world).await;
    for (number, entry) in entries.iter().enumerate() {
        let told = told("Ada", &format!("Crane{number}"));
        tx.write_entries(first, &stamp, &batch(*entry, lists[0], 1, &told, "a")).await.unwrap();
    }
    let other = batch(entries[1], lists[1], 2, &told("Ada", "Crane1"), "a");
    tx.write_entries(first, &stamp, &other).await.unwrap();
    let second = begun(&mut tx, &world).await;
    let seen = EntryBatch { versions: vec![], ..batch(entries[0], lists[0], 1, &told("Ada", "Crane0"), "a") };
    tx.write_entries(second, &stamp, &seen).await.unwrap();
    assert_eq!(tx.mark_gone(lists[0], second, at(5)).await.unwrap(), 1, "one is on the other list still");
    assert_eq!(tx.mark_gone(lists[0], second, at(6)).await.unwrap(), 0, "and once is enough");
    let gone = |kept: Option<KeptEntry>| kept.unwrap().gone;
    assert_eq!(gone(read(&mut tx, &world, entries[0]).await), None);
    assert_eq!(gone(read(&mut tx, &world, entries[1]).await), None);
    assert_eq!(gone(read(&mut tx, &world, entries[2]).await), Some(at(5)));
    let third = begun(&mut tx, &world).await;
    let back = batch(entries[2], lists[0], 2, &told("Ada", "Crane2"), "a");
    tx.write_entries(third, &stamp, &back).await.unwrap();
    assert_eq!(gone(read(&mut tx, &world, entries[2]).await), None);
    tx.commit().await.unwrap();
}

/// Loadings are listed newest first with what they came to, and faults in their order.
pub async fn loadings_and_faults_are_kept(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let mut tx = fresh.write().await;
    let (first, second) = (begun(&mut tx, &world).await, begun(&mut tx, &world).await);
    let fault = |line| Fault {
        place: Place { path: "session 1".into(), line: Some(line) },
        reason: FaultReason::NoName,
        field: Some("def_name".into()),
    };
    tx.add_faults(first, 1, &[fault(3), fault(9)]).await.unwrap();
    let tally = Tally { rows: 5, faults: 2, ..Tally::default() };
    tx.note_feed(first, Some(Source::LibraDaily), &tally, Some((at(9), true))).await.unwrap();
    let agency = world.worker.agency;
    let lines = tx.feeds(agency, None, 10).await.unwrap();
    assert_eq!(lines.iter().map(|one| one.feed.id).collect::<Vec<_>>(), [second, first]);
    assert_eq!((lines[1].tally, lines[1].ended, lines[1].complete), (tally, Some(at(9)), true));
    assert_eq!(lines[0].ended, None);
    assert_eq!(tx.feeds(agency, Some(second), 10).await.unwrap().len(), 1);
    assert!(tx.feed(world.officer.agency, first).await.unwrap().is_none());
    assert_eq!(tx.faults(first, 10).await.unwrap(), [fault(3), fault(9)]);
    tx.commit().await.unwrap();
}

/// A day's list is paged in its order.
pub async fn a_day_is_paged_in_the_order_of_the_list(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let mut tx = fresh.write().await;
    let feed = begun(&mut tx, &world).await;
    for number in [3, 1, 2, 5, 4] {
        let told = told("Ada", &format!("Crane{number}"));
        let row = batch(id(), id(), 1, &told, &format!("place {number}"));
        tx.write_entries(feed, &stamp(world.worker, at(1)), &row).await.unwrap();
    }
    let filter = world.gate.visible_to(&world.worker.viewer, domain::section::Purpose::Supervision);
    let (mut places, mut after) = (Vec::new(), None);
    loop {
        let query = CourtQuery { day: TODAY, court: Some("B10JQ".into()), after, limit: 2 };
        let page = tx.court_entries(&filter, &query, TODAY).await.unwrap();
        let Some(last) = page.last() else { break };
        after = Some((last.place.clone(), last.id));
        places.extend(page.into_iter().map(|one| one.place));
    }
    assert_eq!(places, (1..6).map(|number| format!("place {number}")).collect::<Vec<_>>());
    let other = CourtQuery { day: TODAY, court: Some("B99XX".into()), after: None, limit: 2 };
    assert!(tx.court_entries(&filter, &other, TODAY).await.unwrap().is_empty());
    tx.end().await.unwrap();
}

fn outdated(court_entries: Date) -> Outdated {
    Outdated {
        drafts: at(-1),
        keys: at(-1),
        throttles: at(-1),
        sessions: at(-1),
        openings: at(0),
        jobs: at(-1),
        invitations: at(-1),
        court_entries,
    }
}

/// What is nobody's goes whole after its day; what is on a record stays.
pub async fn what_is_nobodys_goes_and_leaves_nothing(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let person = world.person(fresh, "Ada", "Crane").await.person;
    let [nobodys, theirs]: [CourtEntryId; 2] = [id(), id()];
    let stamp = stamp(world.worker, at(1));
    let mut tx = fresh.write().await;
    let feed = begun(&mut tx, &world).await;
    for entry in [nobodys, theirs] {
        let mut row = batch(entry, id(), 1, &told("Ada", "Crane"), "a");
        let candidate = app::known::Candidate { person, evidence: vec![Evidence::NameAndBirth] };
        row.candidates = vec![(entry, vec![candidate])];
        tx.write_entries(feed, &stamp, &row).await.unwrap();
    }
    tx.append_decision(nobodys, 0, Fact::New, None, (None, &[]), &stamp).await.unwrap();
    let fact = Fact::Attached(person);
    tx.append_decision(theirs, 0, fact, Some(person), (None, &[]), &stamp).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(fresh.db.sweep(&outdated(TODAY), 10).await.unwrap(), 0, "not on its own day");
    assert_eq!(fresh.db.sweep(&outdated(TODAY.tomorrow().unwrap()), 10).await.unwrap(), 1);
    let entry = fresh.raw.literal(nobodys.0);
    for table in ["court_key", "court_telling", "court_version", "court_candidate", "court_decision"] {
        let left = fresh.raw.number(&format!("select count(*) from {table} where entry_id = {entry}")).await;
        assert_eq!(left, 0, "{table}");
    }
    assert_eq!(fresh.raw.number("select count(*) from court_entry").await, 1);
}

/// Many descriptions are looked up at once: by number, by name and date of birth, also the other way round.
pub async fn many_descriptions_find_whom_they_may_fit(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let mut ada = identity("Siân", "O’Neill", world.officer.agency);
    let crn = |number: &str| Identifier {
        kind: IdentifierKind::Crn,
        raw: number.into(),
        canonical: Some(number.into()),
    };
    ada.identifiers = vec![crn("X320741")];
    let bo = identity("Bo", "Heron", world.officer.agency);
    let mut tx = fresh.write().await;
    for one in [&ada, &bo] {
        assert!(tx.create_person(one, at(0)).await.unwrap());
    }
    let described = |given: &str, family: &str, born, numbers| Described {
        name: Name { given: Some(line(given)), middle: None, family: line(family) },
        born,
        numbers,
        postcode: None,
    };
    let born = Some(date(1991, 2, 14));
    let asked = [
        described("Sian", "ONEILL", born, vec![]),
        described("Nobody", "Atall", born, vec![]),
        described("Heron", "Bo", born, vec![]),
        described("Other", "Name", None, vec![crn("X320741")]),
        described("Sian", "O'Neill", None, vec![]),
    ];
    let found = tx.candidates_of(world.officer.agency, &asked, &[], 5).await.unwrap();
    let people: Vec<Vec<PersonId>> =
        found.iter().map(|all| all.iter().map(|one| one.person).collect()).collect();
    assert_eq!(people, [vec![ada.person], vec![], vec![bo.person], vec![ada.person], vec![]]);
    assert!(found[3][0].evidence.contains(&Evidence::Crn) && !found[3][0].is_sure());
    assert!(tx.candidates_of(world.officer.agency, &[], &[], 5).await.unwrap().is_empty());
    tx.end().await.unwrap();
}
