//! Convictions and the law about them, summaries, the bodies they are for, and applications that were turned down.

use super::fixture::{Fresh, Staff, TODAY, World, at, id, line, prose, stamp};
use app::ports::{Heard, Store as _, SummaryTally};
use domain::{
    application::{TurnedDown, TurnedDownWhy},
    consent::Manner,
    conviction::{
        Age, Conviction, ConvictionFact, ConvictionState, Details, Ends, Runs, Sentence, SentenceKind, Term,
    },
    disclosure_summary::{
        CameOfIt, DisclosureSummary, Named, Part, Recipient, RecipientKind, SummaryFact, SummaryState, Text,
        Topic, Written,
    },
    ids::{ConvictionId, PersonId},
    rehabilitation::{Unclear, Use, Verdict, determine},
    section::{Purpose, Section},
};
use jiff::civil::{Date, date};

fn details(day: Date, months: u16, ends: Date, schedule_18: bool) -> Details {
    let custody = Sentence {
        kind: SentenceKind::Custody,
        term: Term::new(months, 0),
        ends: Ends::On(ends),
        runs: Runs::Concurrent,
        schedule_18,
    };
    Details::new(line("theft"), None, day, day, Age::Adult, false, vec![custody]).unwrap()
}

fn order(day: Date, ends: Date) -> Details {
    let order = Sentence {
        kind: SentenceKind::CommunityOrder,
        term: None,
        ends: Ends::On(ends),
        runs: Runs::Concurrent,
        schedule_18: false,
    };
    Details::new(line("criminal damage"), Some(line("Harbour")), day, day, Age::Under18, true, vec![order])
        .unwrap()
}

pub async fn the_law_of_rehabilitation_is_there_and_gives_the_vectors(fresh: &Fresh) {
    let mut tx = fresh.read().await;
    let law = tx.rehabilitation_law().await.unwrap();
    tx.end().await.unwrap();
    let verdict = |details: &Details, day| {
        determine([(id::<ConvictionId>(), details)], &law, day, Use::Ordinary).remove(0).verdict
    };
    let spent = |since| Verdict::Spent { since };
    let until = |day| Verdict::Unspent { until: Some(day) };
    for (details, since) in [
        (order(date(2024, 10, 16), date(2025, 10, 15)), date(2025, 10, 15)),
        (details(date(2024, 5, 2), 10, date(2025, 3, 1), false), date(2026, 3, 1)),
        (details(date(2021, 6, 2), 36, date(2024, 6, 1), false), date(2028, 6, 1)),
    ] {
        assert_eq!(verdict(&details, since.yesterday().unwrap()), until(since));
        assert_eq!(verdict(&details, since), spent(since));
    }
    let six_years = details(date(2018, 6, 2), 72, date(2024, 6, 1), true);
    assert_eq!(verdict(&six_years, date(2099, 1, 1)), Verdict::Unspent { until: None });
    // What was true before the change, for an order of a child and for short custody; and before the first row.
    let child = order(date(2020, 1, 16), date(2021, 1, 15));
    assert_eq!(verdict(&child, date(2021, 7, 14)), until(date(2021, 7, 15)));
    let short = details(date(2020, 1, 2), 6, date(2020, 7, 1), false);
    assert_eq!(verdict(&short, date(2022, 6, 30)), until(date(2022, 7, 1)));
    assert_eq!(
        verdict(&details(date(2005, 1, 2), 6, date(2005, 7, 1), false), date(2010, 1, 1)),
        Verdict::Unclear(Unclear::NoRule)
    );
    for kind in SentenceKind::ALL {
        for (age, day) in [
            (Age::Adult, TODAY),
            (Age::Under18, TODAY),
            (Age::Adult, date(2014, 3, 10)),
            (Age::Under18, date(2023, 10, 27)),
        ] {
            let rows =
                law.rules.iter().filter(|rule| rule.kind == *kind && rule.age == age && rule.from <= day);
            let found = rows.filter(|rule| rule.to.is_none_or(|to| day <= to)).count();
            assert_eq!(found > 0, *kind != SentenceKind::SuspendedCustody, "{kind} {age} on {day}");
        }
    }
    assert!(
        law.rules.iter().any(|rule| rule.from_memory) && law.rules.iter().all(|rule| !rule.source.is_empty())
    );
}

pub async fn a_conviction_is_kept_replayed_and_a_stale_step_is_refused(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let person = world.person(fresh, "Ada", "Crane").await.person;
    let by = stamp(world.officer, at(0));
    let first = Conviction::recorded(id(), person, by, details(date(2024, 5, 2), 10, date(2025, 3, 1), true));
    let other = Conviction::recorded(id(), person, by, order(date(2019, 5, 2), date(2020, 5, 1)));
    let mut tx = fresh.write().await;
    tx.add_conviction(&first).await.unwrap();
    tx.add_conviction(&other).await.unwrap();
    let corrected =
        ConvictionFact::Corrected(details(date(2024, 5, 3), 10, date(2025, 4, 1), false), prose("Recalled"));
    let after = first.clone().append(by, corrected).unwrap();
    assert!(tx.append_conviction_fact(&after, 1).await.unwrap());
    assert!(!tx.append_conviction_fact(&after, 1).await.unwrap(), "somebody was first");
    let gone = other.clone().append(by, ConvictionFact::Removed(prose("Quashed"))).unwrap();
    assert!(tx.append_conviction_fact(&gone, 1).await.unwrap());
    tx.commit().await.unwrap();
    let mut tx = fresh.read().await;
    let standing = world.standing(&mut tx, world.officer, person).await;
    let sealed = tx.convictions(person, 9).await.unwrap();
    assert!(sealed.iter().all(|one| one.label().section == Section::Court));
    let opened: Vec<Conviction> =
        sealed.into_iter().filter_map(|one| world.open(world.officer, &standing, one)).collect();
    assert_eq!(opened, [after.clone(), gone.clone()], "newest first");
    assert_eq!(opened[1].state(), ConvictionState::Removed);
    assert_eq!(tx.convictions_for_rules(person, 9).await.unwrap(), opened);
    assert_eq!(tx.convictions(person, 1).await.unwrap().len(), 1);
    let one = tx.conviction(gone.id).await.unwrap().unwrap();
    assert_eq!(world.open(world.officer, &standing, one), Some(gone));
    assert!(tx.conviction(id()).await.unwrap().is_none());
    let stranger = world.standing(&mut tx, world.worker, person).await;
    let one = tx.conviction(after.id).await.unwrap().unwrap();
    assert!(world.open(world.worker, &stranger, one).is_none());
    tx.end().await.unwrap();
    for change in ["update conviction_fact set body = '{}'", "delete from conviction_fact"] {
        assert!(fresh.raw.run(change).await.is_err(), "{change}");
    }
}

fn recipient(staff: Staff, kind: RecipientKind, name: &str) -> Recipient {
    Recipient {
        id: id(),
        holder: staff.agency,
        kind,
        name: line(name),
        contact: line("Robin Hand"),
        address: prose("1 Quay Street\nHarbour"),
        agreed_on: TODAY,
        agreed_by: line("Robin Hand"),
        stamp: stamp(staff, at(1)),
    }
}

fn summary(person: PersonId, staff: Staff, to: &Recipient) -> DisclosureSummary {
    let paragraphs = vec!["One “quoted”.".to_owned(), String::new(), "Zwei\nlines 🙂".to_owned()];
    DisclosureSummary::new(Written {
        id: id(),
        person,
        recipient: to.id,
        kind: to.kind,
        opportunity: line("Warehouse, nights"),
        purpose: line("To decide on the application"),
        used_for: Use::NotKnown,
        text: Text {
            parts: vec![
                Part { heading: "Addy".into(), paragraphs },
                Part { heading: String::new(), paragraphs: vec![] },
            ],
        },
        names: vec![
            Named { conviction: id(), version: 2, until: Some(date(2027, 3, 1)) },
            Named { conviction: id(), version: 1, until: None },
        ],
        stamp: stamp(staff, at(2)),
    })
}

pub async fn a_summary_keeps_its_exact_text_and_takes_its_steps(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let person = world.person(fresh, "Ada", "Crane").await.person;
    let to = recipient(world.officer, RecipientKind::Landlord, "Harbour Homes");
    let mut kept = summary(person, world.officer, &to);
    let text = kept.written.text.plain();
    let mut tx = fresh.write().await;
    tx.add_recipient(&to).await.unwrap();
    tx.add_summary(&kept).await.unwrap();
    for fact in [
        SummaryFact::Shown(Manner::Spoken, line("Polish")),
        SummaryFact::Consented(id()),
        SummaryFact::Approved(Some(prose("No check is asked for."))),
        SummaryFact::Issued(date(2027, 2, 28)),
        SummaryFact::Heard(CameOfIt::TakenOn),
    ] {
        let seen = kept.version();
        let by = stamp(world.police, at(3 + seen));
        kept = kept.append(by, fact).unwrap();
        assert!(tx.append_summary_fact(&kept, seen).await.unwrap());
        assert!(!tx.append_summary_fact(&kept, seen).await.unwrap(), "somebody was first");
    }
    tx.commit().await.unwrap();
    let mut tx = fresh.read().await;
    let standing = world.standing(&mut tx, world.officer, person).await;
    let sealed = tx.summary(kept.written.id).await.unwrap().unwrap();
    assert_eq!((sealed.label().section, sealed.label().holder), (Section::Notes, world.officer.agency));
    let read = world.open(world.officer, &standing, sealed).unwrap();
    assert_eq!(read.written.text.plain(), text);
    assert_eq!((read.state(), &read), (SummaryState::Issued, &kept));
    assert_eq!(tx.summaries(person, 9).await.unwrap().len(), 1);
    assert!(tx.summary(id()).await.unwrap().is_none());
    tx.end().await.unwrap();
    assert!(fresh.raw.run("delete from disclosure_summary_fact").await.is_err());
}

pub async fn templates_are_dated_and_bodies_belong_to_their_agency(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let (shop, homes) = (
        recipient(world.officer, RecipientKind::Employer, "The Shop"),
        recipient(world.police, RecipientKind::Landlord, "Homes"),
    );
    let mut tx = fresh.write().await;
    tx.add_recipient(&shop).await.unwrap();
    tx.add_recipient(&homes).await.unwrap();
    tx.commit().await.unwrap();
    fresh
        .raw
        .run(
            "insert into summary_template select kind, '2026-12-01', 'New words', opening, record_heading, \
             no_convictions, explanation_heading, risk_heading, risk_prompt, support_heading, support_prompt, \
             progress_heading, contact_heading, closing from summary_template where kind = 'college'",
        )
        .await
        .unwrap();
    let mut tx = fresh.read().await;
    assert_eq!(tx.recipients(world.officer.agency, 9).await.unwrap(), std::slice::from_ref(&shop));
    assert_eq!(tx.recipient(world.officer.agency, shop.id).await.unwrap(), Some(shop.clone()));
    assert_eq!(tx.recipient(world.officer.agency, homes.id).await.unwrap(), None, "another agency's");
    for kind in RecipientKind::ALL {
        let template = tx.summary_template(*kind, TODAY).await.unwrap().unwrap();
        assert_eq!(template.kind, *kind);
        assert!(template.title.contains("{person}") && template.closing.contains("destroy"), "{template:?}");
        assert!(tx.summary_template(*kind, date(1999, 12, 31)).await.unwrap().is_none());
    }
    let titles = [date(2026, 11, 30), date(2026, 12, 1)];
    for (day, new) in titles.into_iter().zip([false, true]) {
        let template = tx.summary_template(RecipientKind::College, day).await.unwrap().unwrap();
        assert_eq!(template.title == "New words", new, "{day}");
    }
    let words = tx.summary_words().await.unwrap();
    for topic in Topic::ALL {
        assert!(words.iter().any(|one| one.topic == *topic), "{topic}");
    }
    assert!(words.iter().all(|one| one.words == one.words.to_lowercase()));
    tx.end().await.unwrap();
}

pub async fn applications_and_what_came_of_summaries_are_counted_for_whom_the_filter_shows(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let (seen, hidden) =
        (world.person(fresh, "Ada", "Crane").await.person, world.person(fresh, "Bo", "Heron").await.person);
    let turned_down = |person, kind, why, day| TurnedDown {
        id: id(),
        person,
        kind,
        body: line("Harbour Foods"),
        opportunity: line("Kitchen"),
        day,
        why,
        stamp: stamp(world.officer, at(1)),
    };
    let (employer, landlord) = (RecipientKind::Employer, RecipientKind::Landlord);
    let mut tx = fresh.write().await;
    for (person, kind, why, day) in [
        (seen, employer, TurnedDownWhy::Binned, TODAY),
        (seen, employer, TurnedDownWhy::Binned, TODAY),
        (seen, landlord, TurnedDownWhy::NoProgress, date(2026, 1, 1)),
        (seen, landlord, TurnedDownWhy::NoProgress, date(2025, 1, 1)),
        (hidden, employer, TurnedDownWhy::RiskOverstated, TODAY),
    ] {
        tx.add_turned_down(&turned_down(person, kind, why, day)).await.unwrap();
    }
    let to = recipient(world.officer, employer, "Harbour Foods");
    for (person, steps) in [(seen, 4), (seen, 5), (seen, 3), (hidden, 4)] {
        let mut one = summary(person, world.officer, &to);
        tx.add_summary(&one).await.unwrap();
        for fact in [
            SummaryFact::Shown(Manner::Paper, line("English")),
            SummaryFact::Consented(id()),
            SummaryFact::Approved(Some(prose("Checked."))),
            SummaryFact::Issued(date(2027, 2, 28)),
            SummaryFact::Heard(CameOfIt::NotTakenOn),
        ]
        .into_iter()
        .take(steps)
        {
            let version = one.version();
            one = one.append(stamp(world.police, at(2)), fact).unwrap();
            assert!(tx.append_summary_fact(&one, version).await.unwrap());
        }
    }
    tx.commit().await.unwrap();
    // Nobody but the colleague named may know of the second person.
    let limited = app::fill::Batch {
        limited: vec![app::fill::LimitedAccess {
            person: hidden,
            named: vec![world.police.account],
            from: TODAY,
        }],
        ..app::fill::Batch::default()
    };
    fresh.db.fill(limited).await.unwrap();
    let filter = world.gate.visible_to(&world.officer.viewer, Purpose::Supervision);
    let days = (date(2025, 11, 22), TODAY);
    let mut tx = fresh.read().await;
    let (agency, other) = (world.officer.agency, world.police.agency);
    assert_eq!(
        tx.turned_down_tallies(&filter, agency, days, TODAY).await.unwrap(),
        [
            SummaryTally { kind: employer, why: TurnedDownWhy::Binned, count: 2 },
            SummaryTally { kind: landlord, why: TurnedDownWhy::NoProgress, count: 1 },
        ]
    );
    let mut heard = tx.summary_tallies(&filter, agency, days, TODAY).await.unwrap();
    heard.sort_by_key(|one| one.answer);
    assert_eq!(
        heard,
        [
            Heard { kind: employer, answer: None, count: 1 },
            Heard { kind: employer, answer: Some(CameOfIt::NotTakenOn), count: 1 },
        ]
    );
    assert_eq!(tx.turned_down_tallies(&filter, other, days, TODAY).await.unwrap(), []);
    let standing = world.standing(&mut tx, world.officer, seen).await;
    let sealed = tx.turned_down(seen, 9).await.unwrap();
    let sections: Vec<Section> = sealed.iter().map(|one| one.label().section).collect();
    assert!(sections.contains(&Section::Employment) && sections.contains(&Section::Accommodation));
    let opened: Vec<TurnedDown> =
        sealed.into_iter().filter_map(|one| world.open(world.officer, &standing, one)).collect();
    assert_eq!(opened.len(), 4);
    tx.end().await.unwrap();
}
