//! People: what is written is read, sealed under its section and holder.

use super::fixture::{Fresh, TODAY, World, at, found, id, identity, involvement, line, prose, stamp, team};
use app::ports::{Place, SearchQuery};
use domain::{
    hearing::Evidence,
    identity_review::{Decided, IdentityReview, Pair, ReviewState, Verdict},
    ids::PersonId,
    note::{Note, NoteMove},
    order::{Order, OrderKind, Requirement, Unit},
    pathway::{Need, NeedLevel, Pathway},
    person::{Communication, Contact, Gender, Identifier, IdentifierKind, Name},
    risk::{RiskFlag, RiskKind},
    section::{Purpose, Section},
};
use gate::{Access, Condition, Label};
use jiff::{ToSpan, civil::date};

fn words(words: &[&str]) -> SearchQuery {
    SearchQuery {
        words: words.iter().map(|&word| word.to_owned()).collect(),
        born: None,
        after: None,
        limit: 50,
    }
}

pub async fn every_part_of_a_person_round_trips_sealed(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let officer = world.officer;
    let mut who = identity("Siân", "O’Néill-Smith", officer.agency);
    who.legal.middle = Some(line("Mair"));
    who.known_as = Some(line("Shan <b>"));
    who.aliases = vec![
        Name { given: None, middle: None, family: line("Crane \"quoted\"") },
        Name { given: Some(line("Jo")), middle: Some(line("K")), family: line("Łukasz") },
    ];
    who.gender = Gender::Female;
    who.identifiers = vec![
        Identifier {
            kind: IdentifierKind::Pnc,
            raw: "2002/73319z".into(),
            canonical: Some("2002/0073319Z".into()),
        },
        Identifier { kind: IdentifierKind::Nhs, raw: "not a number".into(), canonical: None },
    ];
    let person = who.person;
    let involved = involvement(person, officer, true);
    let contact = Contact {
        person,
        holder: officer.agency,
        address: Some(line("1 Castle Street")),
        postcode: Some("AB1 2CD".into()),
        telephone: None,
        email: Some(line("s@example.org")),
    };
    let note = Note {
        id: id(),
        person,
        section: Section::Notes,
        text: prose(&"‘;--\u{1F469}\t<script>\n".repeat(799)),
        stamp: stamp(officer, at(5)),
    };
    let place = note.id;
    let mut tx = fresh.write().await;
    tx.create_person(&who, at(0)).await.unwrap();
    tx.add_involvement(&involved).await.unwrap();
    tx.put_contact(&Contact { address: None, ..contact.clone() }, at(1)).await.unwrap();
    tx.put_contact(&contact, at(2)).await.unwrap();
    tx.add_note(&note).await.unwrap();
    tx.commit().await.unwrap();

    let order = an_order(person, officer.agency);
    let needs = Communication { person, holder: officer.agency, needs: line("Welsh") };
    let batch = app::fill::Batch {
        orders: vec![order.clone()],
        communication: vec![(needs.clone(), at(3))],
        ..app::fill::Batch::default()
    };
    app::ports::Store::fill(&fresh.db, batch).await.unwrap();

    let mut tx = fresh.read().await;
    let standing = world.standing(&mut tx, officer, person).await;
    assert!(standing.relations.has(Condition::OnTeam) && standing.relations.has(Condition::AgencyInvolved));
    assert!(
        !standing.relations.has(Condition::ReferralIn) && !standing.relations.has(Condition::ReferralOut)
    );
    assert_eq!(standing.access, Access::Ordinary);

    let sealed = tx.identities(&[person, id()]).await.unwrap();
    assert_eq!(sealed[0].label(), Label::own(person, Section::Identity, officer.agency));
    let opened: Vec<_> = sealed.into_iter().filter_map(|one| world.open(officer, &standing, one)).collect();
    assert_eq!(opened, [who]);
    let sealed = tx.contacts(person, 9).await.unwrap();
    assert_eq!(sealed[0].label(), Label::own(person, Section::Contact, officer.agency));
    let opened: Vec<_> = sealed.into_iter().filter_map(|one| world.open(officer, &standing, one)).collect();
    assert_eq!(opened, [contact]);
    let sealed = tx.communication(person, 9).await.unwrap();
    assert_eq!(sealed[0].label().section, Section::Communication);
    let opened: Vec<_> = sealed.into_iter().filter_map(|one| world.open(officer, &standing, one)).collect();
    assert_eq!(opened, [needs]);
    let sealed: Vec<_> =
        tx.notes(person, None, 10).await.unwrap().into_iter().map(|(_, note)| note).collect();
    assert_eq!(sealed[0].label(), Label::own(person, Section::Notes, officer.agency));
    let opened: Vec<_> = sealed.into_iter().filter_map(|one| world.open(officer, &standing, one)).collect();
    assert_eq!(opened, [note]);
    let place = Place { at: at(5), id: place.0 };
    assert_eq!(tx.notes(person, Some(place), 10).await.unwrap().len(), 0, "the cursor is left out");
    let sealed = tx.orders(&[person], 9).await.unwrap();
    assert_eq!(sealed[0].label(), Label::own(person, Section::Court, officer.agency));
    let opened: Vec<_> = sealed.into_iter().filter_map(|one| world.open(officer, &standing, one)).collect();
    assert_eq!(opened, [order]);
    let sealed = tx.involvements(person, TODAY, 10).await.unwrap();
    assert_eq!(sealed[0].label(), Label::own(person, Section::Plan, officer.agency));
    let opened: Vec<_> = sealed.into_iter().filter_map(|one| world.open(officer, &standing, one)).collect();
    assert_eq!(opened, [involved]);
    tx.end().await.unwrap();
}

pub fn an_order(person: PersonId, holder: domain::ids::AgencyId) -> Order {
    let requirement = |kind: &str, amount, unit| Requirement {
        id: id(),
        kind: kind.into(),
        name: kind.to_lowercase(),
        amount,
        unit,
        done: amount / 2,
        began: Some(TODAY),
        ended: None,
    };
    Order {
        id: id(),
        person,
        holder,
        kind: OrderKind::Community,
        court: Some(line("Magistrates")),
        offence: None,
        made: date(2026, 3, 2),
        ends: date(2027, 3, 1),
        ended: None,
        requirements: vec![requirement("ATR", 6, Unit::Months), requirement("RAR", 20, Unit::Days)],
    }
}

pub async fn a_stale_version_changes_nothing(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let who = world.person(fresh, "Ada", "Crane").await;
    let edited = domain::person::Identity { known_as: Some(line("Addy")), version: 2, ..who.clone() };
    let late = domain::person::Identity { known_as: Some(line("Late")), version: 2, ..who.clone() };
    let mut tx = fresh.write().await;
    assert!(tx.update_identity(1, &edited).await.unwrap());
    tx.commit().await.unwrap();
    let mut tx = fresh.write().await;
    assert!(!tx.update_identity(1, &late).await.unwrap());
    tx.commit().await.unwrap();
    let mut tx = fresh.read().await;
    let standing = world.standing(&mut tx, world.officer, who.person).await;
    let kept = tx.identities(&[who.person]).await.unwrap().pop().unwrap();
    assert_eq!(world.open(world.officer, &standing, kept), Some(edited));
    let filter = world.gate.visible_to(&world.officer.viewer, Purpose::Supervision);
    assert_eq!(found(&mut tx, &filter, &words(&["late"])).await, []);
}

pub async fn a_former_name_and_a_new_number_are_found_after_an_edit(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let mut who = world.person(fresh, "Ada", "Crane").await;
    let number = |canonical: &str| Identifier {
        kind: IdentifierKind::Crn,
        raw: canonical.into(),
        canonical: Some(canonical.into()),
    };
    who.aliases = vec![who.legal.clone()];
    who.legal.family = line("Heron");
    who.identifiers = vec![number("X123456")];
    who.version = 2;
    let mut tx = fresh.write().await;
    assert!(tx.update_identity(1, &who).await.unwrap());
    who.identifiers = vec![number("X999999")];
    who.aliases.clear();
    who.version = 3;
    assert!(tx.update_identity(2, &who).await.unwrap());
    tx.commit().await.unwrap();
    let filter = world.gate.visible_to(&world.officer.viewer, Purpose::Supervision);
    let mut tx = fresh.read().await;
    for (word, is_found) in
        [("heron", true), ("x999999", true), ("ada", true), ("crane", false), ("x123456", false)]
    {
        let hits = found(&mut tx, &filter, &words(&[word])).await;
        assert_eq!(hits.iter().any(|(_, person)| *person == who.person), is_found, "{word}");
    }
    assert_eq!(fresh.raw.number("select count(*) from identifier").await, 1);
}

pub async fn pages_of_a_search_show_each_person_once(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let mut all = Vec::new();
    for number in 0..23 {
        let mut who = identity(
            ["Smita", "Jo", "Émile"][number % 3],
            ["Smith", "Smithson", "Smee"][number % 3],
            world.officer.agency,
        );
        // Two of these words begin like the one typed: such a person must not be shown twice.
        who.known_as = (number % 4 == 0).then(|| line("Smitty"));
        who.born = Some(date(1980, 1, 1 + i8::try_from(number % 2).unwrap()));
        let mut tx = fresh.write().await;
        tx.create_person(&who, at(0)).await.unwrap();
        tx.add_involvement(&involvement(who.person, world.officer, number % 2 == 0)).await.unwrap();
        tx.commit().await.unwrap();
        all.push(who);
    }
    let filter = world.gate.visible_to(&world.officer.viewer, Purpose::Supervision);
    let mut tx = fresh.read().await;
    for born in [None, Some(date(1980, 1, 1))] {
        let mut expected: Vec<(String, PersonId)> = all
            .iter()
            .filter(|who| born.is_none() || who.born == born)
            .map(|who| {
                let first = app::search::words_of(who).into_iter().find(|word| word.starts_with("sm"));
                (first.unwrap(), who.person)
            })
            .collect();
        expected.sort();
        let mut seen: Vec<(String, PersonId)> = Vec::new();
        loop {
            let query = SearchQuery { born, after: seen.last().cloned(), limit: 5, ..words(&["sm"]) };
            let page = found(&mut tx, &filter, &query).await;
            assert!(page.len() <= 5);
            let last = page.len() < 5;
            seen.extend(page);
            if last {
                break;
            }
        }
        assert_eq!(seen, expected, "{born:?}");
    }
}

pub async fn every_word_must_be_found(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let ada = world.person(fresh, "Ada", "Crane").await.person;
    let adam = world.person(fresh, "Adam", "Heron").await.person;
    let filter = world.gate.visible_to(&world.officer.viewer, Purpose::Supervision);
    let mut tx = fresh.read().await;
    for (typed, expected) in [
        (vec!["ad"], vec![ada, adam]),
        (vec!["ad", "cr"], vec![ada]),
        (vec!["heron", "a"], vec![adam]),
        (vec!["crane", "adam"], vec![]),
        (vec!["dam"], vec![]),
        (vec!["ada", "crane", "ad", "cra", "a", "c"], vec![ada]),
    ] {
        let query = words(&typed);
        let mut shown: Vec<_> = found(&mut tx, &filter, &query).await.into_iter().map(|(_, id)| id).collect();
        shown.sort();
        assert_eq!(shown, expected, "{typed:?}");
        let born = SearchQuery { born: Some(date(1991, 2, 14)), ..query.clone() };
        assert_eq!(found(&mut tx, &filter, &born).await.len(), expected.len(), "born, {typed:?}");
        let other = SearchQuery { born: Some(date(1991, 2, 15)), ..query };
        assert_eq!(found(&mut tx, &filter, &other).await, [], "born on another day, {typed:?}");
    }
}

pub async fn the_same_number_twice_is_no_refusal(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let nhs = Identifier {
        kind: IdentifierKind::Nhs,
        raw: "943 476 5919".into(),
        canonical: Some("9434765919".into()),
    };
    let mut tx = fresh.write().await;
    for _ in 0..2 {
        let mut who = identity("Ada", "Crane", world.officer.agency);
        who.identifiers = vec![nhs.clone(), nhs.clone()];
        tx.create_person(&who, at(0)).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(fresh.raw.number("select count(*) from identifier").await, 2);
}

pub async fn a_transaction_that_is_dropped_leaves_nothing(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let who = identity("Ada", "Crane", world.officer.agency);
    let mut tx = fresh.write().await;
    tx.create_person(&who, at(0)).await.unwrap();
    drop(tx);
    let mut tx = fresh.write().await;
    assert!(tx.identities(&[who.person]).await.unwrap().is_empty());
    tx.commit().await.unwrap();
}

pub async fn a_character_that_postgresql_cannot_keep_refuses_nothing(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let mut who = identity("Ada", "Crane", world.officer.agency);
    let raw = "12\u{0}34 \u{1F469}\u{7}".to_owned();
    who.identifiers = vec![Identifier { kind: IdentifierKind::Crn, raw, canonical: None }];
    let person = who.person;
    let contact = Contact {
        person,
        holder: world.officer.agency,
        address: None,
        postcode: Some("AB\u{0}1".into()),
        telephone: None,
        email: None,
    };
    let mut tx = fresh.write().await;
    tx.create_person(&who, at(0)).await.unwrap();
    tx.add_involvement(&involvement(person, world.officer, true)).await.unwrap();
    tx.put_contact(&contact, at(0)).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = fresh.read().await;
    let standing = world.standing(&mut tx, world.officer, person).await;
    let kept = tx.identities(&[person]).await.unwrap().pop().unwrap();
    assert_eq!(world.open(world.officer, &standing, kept), Some(who));
    let kept = tx.contacts(person, 9).await.unwrap().pop().unwrap();
    let kept = world.open(world.officer, &standing, kept).unwrap();
    assert_eq!(kept.postcode.as_deref(), Some("AB1"));
    let filter = world.gate.visible_to(&world.officer.viewer, Purpose::Supervision);
    let query = SearchQuery { after: Some(("ad\u{0}".into(), person)), ..words(&["ad\u{0}a"]) };
    assert_eq!(found(&mut tx, &filter, &query).await, [("ada".to_owned(), person)]);
}

pub async fn an_empty_filter_shows_nobody(fresh: &Fresh) {
    let world = World::new(fresh).await;
    world.person(fresh, "Ada", "Crane").await;
    // No clause speaks of this purpose, so nothing may be listed for it.
    let filter = world.gate.visible_to(&world.officer.viewer, Purpose::Administration);
    assert!(filter.is_empty());
    let mut tx = fresh.read().await;
    assert_eq!(found(&mut tx, &filter, &words(&["ada"])).await, []);
    assert_eq!(team(&mut tx, &filter, world.officer.account, None, 9).await, (vec![], 0));
    assert_eq!(tx.inbox_size(&filter, TODAY, 100).await.unwrap(), 0);
    assert_eq!(tx.duties(&filter, world.officer.account, TODAY, TODAY, 9).await.unwrap(), []);
}

pub async fn a_caseload_is_paged_in_order(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let mut expected = Vec::new();
    for number in 0..11 {
        let who = world.person(fresh, "Ada", &format!("Crane{number}")).await;
        // A second part for the same person does not show them twice.
        let mut tx = fresh.write().await;
        tx.add_involvement(&involvement(who.person, world.officer, true)).await.unwrap();
        tx.commit().await.unwrap();
        expected.push(who.person);
    }
    let gone = world.person(fresh, "Ada", "Gone").await.person;
    let ended = fresh.raw.literal(gone.0);
    fresh
        .raw
        .run(&format!(
            "update involvement set to_day = '2026-11-20', from_day = '2026-01-01' where person_id = {ended}"
        ))
        .await
        .unwrap();
    expected.sort();
    let filter = world.gate.visible_to(&world.officer.viewer, Purpose::Supervision);
    let mut tx = fresh.read().await;
    let mut seen = Vec::new();
    loop {
        let (page, size) = team(&mut tx, &filter, world.officer.account, seen.last().copied(), 4).await;
        assert_eq!(size, 11, "each page tells how many there are in all");
        let last = page.len() < 4;
        seen.extend(page);
        if last {
            break;
        }
    }
    assert_eq!(seen, expected);
    let past = team(&mut tx, &filter, world.officer.account, seen.last().copied(), 4).await;
    assert_eq!(past, (vec![], 11), "a page past the last one, too");
}

pub async fn newest_needs_and_flags_in_force_are_told(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let person = world.person(fresh, "Ada", "Crane").await.person;
    let need = |pathway, level, when, staff| Need {
        id: id(),
        person,
        pathway,
        level,
        detail: Some(prose("Drinks daily.")),
        stamp: stamp(staff, at(when)),
    };
    let kept = [
        need(Pathway::Accommodation, NeedLevel::Some, 2, world.officer),
        need(Pathway::Accommodation, NeedLevel::Great, 1, world.police),
        need(Pathway::Substance, NeedLevel::Great, 9, world.officer),
    ];
    let former = need(Pathway::Substance, NeedLevel::Some, 8, world.officer);
    let flag = |ended| RiskFlag {
        id: id(),
        person,
        kind: RiskKind::Staff,
        detail: Some(prose("Two staff.")),
        upkeep: None,
        ended,
        stamp: stamp(world.officer, at(1)),
    };
    let (standing_flag, ends_later) = (flag(None), flag(Some(TODAY.saturating_add(1.day()))));
    let batch = app::fill::Batch {
        needs: kept.iter().cloned().chain([former]).collect(),
        risk_flags: vec![standing_flag.clone(), ends_later.clone(), flag(Some(TODAY))],
        ..app::fill::Batch::default()
    };
    app::ports::Store::fill(&fresh.db, batch).await.unwrap();
    let mut tx = fresh.read().await;
    let standing = world.standing(&mut tx, world.officer, person).await;
    let needs = tx.needs(person, 9).await.unwrap();
    let labels: Vec<_> = needs.iter().map(|one| (one.label().section, one.label().holder)).collect();
    assert_eq!(labels.len(), 3);
    for one in &kept {
        assert!(labels.contains(&(one.pathway.section(), one.stamp.agency)));
    }
    let substance = needs.into_iter().find(|one| one.label().section == Section::Substance).unwrap();
    assert_eq!(world.open(world.officer, &standing, substance).as_ref(), Some(&kept[2]));
    let flags = tx.risk_flags(&[person], TODAY, 9).await.unwrap();
    let mut flags: Vec<_> =
        flags.into_iter().filter_map(|one| world.open(world.officer, &standing, one)).collect();
    flags.sort_by_key(|one| one.id);
    assert_eq!(flags, [standing_flag, ends_later]);
}

/// Twelve notes in three milliseconds, in pages of every size: each is told once, newest first, whichever border falls
/// between two of one millisecond.
pub async fn notes_of_one_millisecond_are_paged_without_gap_or_repeat(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let person = world.person(fresh, "Ada", "Crane").await.person;
    let mut tx = fresh.write().await;
    let mut expected = Vec::new();
    for number in 0..12_i64 {
        let note = Note {
            id: id(),
            person,
            section: Section::Notes,
            text: prose("Seen."),
            stamp: stamp(world.officer, at(number / 4)),
        };
        tx.add_note(&note).await.unwrap();
        expected.push(Place { at: note.stamp.at, id: note.id.0 });
    }
    tx.commit().await.unwrap();
    expected.sort_by_key(|place| std::cmp::Reverse((place.at, place.id)));
    let mut tx = fresh.read().await;
    for size in 1..=12 {
        let (mut before, mut seen) = (None, Vec::new());
        loop {
            let page = tx.notes(person, before, size).await.unwrap();
            let Some((last, _)) = page.last() else { break };
            before = Some(*last);
            seen.extend(page.into_iter().map(|(place, _)| place));
        }
        assert_eq!(seen, expected, "pages of {size}");
    }
    tx.end().await.unwrap();
}

/// One row for each decision, under whichever record; who did not see the last one decides nothing.
pub async fn what_was_decided_about_two_records_is_kept_once_and_read_from_both(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let ada = world.person(fresh, "Ada", "Crane").await.person;
    let bo = world.person(fresh, "Bo", "Crane").await.person;
    let other = world.person(fresh, "Cy", "Crane").await.person;
    let decided = |verdict, at_millis| Decided {
        verdict,
        reason: line("“Compared” the files; they agree"),
        evidence: vec![Evidence::Crn, Evidence::NearBirth],
        stamp: stamp(world.officer, at(at_millis)),
    };
    let open = IdentityReview::open(Pair::new(bo, ada).unwrap());
    let same = open.clone().append(decided(Verdict::Same, 1)).unwrap();
    let different = open.append(decided(Verdict::Different, 2)).unwrap();
    let undone = same.clone().append(decided(Verdict::Undone, 3)).unwrap();
    let apart = IdentityReview::open(Pair::new(bo, other).unwrap());
    let apart = apart.append(decided(Verdict::Different, 4)).unwrap();
    let mut tx = fresh.write().await;
    assert!(tx.append_identity_decision(&same).await.unwrap());
    assert!(!tx.append_identity_decision(&different).await.unwrap(), "somebody decided since");
    assert!(tx.append_identity_decision(&undone).await.unwrap());
    assert!(tx.append_identity_decision(&apart).await.unwrap());
    tx.commit().await.unwrap();
    let mut tx = fresh.read().await;
    assert_eq!(tx.identity_reviews(ada, 9).await.unwrap(), std::slice::from_ref(&undone));
    let mut both = tx.identity_reviews(bo, 9).await.unwrap();
    both.sort_by_key(IdentityReview::version);
    assert_eq!(both, [apart, undone]);
    tx.end().await.unwrap();
    assert!(fresh.raw.run("update identity_decision set reason = 'x'").await.is_err(), "append-only");
    assert!(fresh.raw.run("delete from identity_decision").await.is_err(), "append-only");

    // A disposal of what one agency decided leaves the rest readable, and the pair to be decided about.
    fresh.raw.drop_guards("identity_decision").await;
    fresh.raw.run("delete from identity_decision where verdict = 'same'").await.unwrap();
    let mut tx = fresh.write().await;
    let left = tx.identity_reviews(ada, 9).await.unwrap().remove(0);
    assert_eq!((left.state(), left.version(), left.decisions().len()), (ReviewState::Open, 2, 1));
    let again = left.append(decided(Verdict::Different, 5)).unwrap();
    assert!(tx.append_identity_decision(&again).await.unwrap());
    assert_eq!(tx.identity_reviews(ada, 9).await.unwrap(), [again]);
    tx.commit().await.unwrap();
}

/// A note stays as it was written, is read on the right record alone, and is moved once.
pub async fn a_moved_note_is_read_where_it_stands_now_and_moved_once(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let me = world.officer;
    let wrong = world.person(fresh, "Ada", "Crane").await.person;
    let right = world.person(fresh, "Ada", "Heron").await.person;
    let note = |person, text: &str, millis| Note {
        id: id(),
        person,
        section: Section::Notes,
        text: prose(text),
        stamp: stamp(me, at(millis)),
    };
    let (stays, goes) = (note(wrong, "Came on time.", 1), note(wrong, "Lost his job.", 2));
    let now = Note { id: id(), person: right, ..goes.clone() };
    let moved = NoteMove {
        note: goes.id,
        from: wrong,
        to: right,
        now: now.id,
        reason: line("“Same” name"),
        stamp: stamp(world.colleague, at(3)),
    };
    let mut tx = fresh.write().await;
    for one in [&stays, &goes] {
        tx.add_note(one).await.unwrap();
    }
    assert!(tx.move_note(&moved, &now).await.unwrap());
    let again = NoteMove { now: id(), ..moved.clone() };
    assert!(!tx.move_note(&again, &Note { id: again.now, ..now.clone() }).await.unwrap(), "once");
    tx.commit().await.unwrap();
    let mut tx = fresh.read().await;
    assert_eq!(tx.moved_notes(wrong, 9).await.unwrap(), [goes.id]);
    assert_eq!(tx.moved_notes(right, 9).await.unwrap(), []);
    assert!(tx.note(wrong, goes.id).await.unwrap().is_none());
    assert!(tx.note(right, goes.id).await.unwrap().is_none());
    for (person, expected) in [(wrong, &stays), (right, &now)] {
        let standing = world.standing(&mut tx, me, person).await;
        let all = tx.notes(person, None, 9).await.unwrap();
        let all: Vec<Note> =
            all.into_iter().filter_map(|(_, sealed)| world.open(me, &standing, sealed)).collect();
        assert_eq!(all, std::slice::from_ref(expected));
        let one = tx.note(person, expected.id).await.unwrap().expect("a note");
        assert_eq!(world.open(me, &standing, one).as_ref(), Some(expected));
    }
    tx.end().await.unwrap();
    assert!(fresh.raw.run("update note_move set reason = 'x'").await.is_err(), "append-only");
}
