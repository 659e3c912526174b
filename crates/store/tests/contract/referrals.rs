//! Referrals: facts, the state that follows from them, and the lists by state.

use super::fixture::{Fresh, TODAY, World, at, cases, event, id, prose, stamp};
use app::{
    events::{EventKind, body},
    ports::InboxQuery,
};
use domain::{
    ids::ReferralId,
    referral::{Amendment, DeclineReason, EndReason, Fact, Part, Referral, Request, State, WithdrawReason},
    section::{Purpose, Section},
};
use gate::Label;
use jiff::ToSpan;
use proptest::{collection::vec, prelude::*, strategy::ValueTree, test_runner::TestRunner};

fn any_fact() -> impl Strategy<Value = Fact> {
    prop_oneof![
        Just(Fact::Received),
        Just(Fact::Accepted),
        Just(Fact::Declined(DeclineReason::NoCapacity, None)),
        Just(Fact::Declined(DeclineReason::OutOfArea, Some(prose("Try ‘Haven’; they \"may\" help.")))),
        Just(Fact::Withdrawn(WithdrawReason::Moved, Some(prose("Gone to Leeds.")))),
        Just(Fact::Begun),
        Just(Fact::Concluded(None, None)),
        Just(Fact::Concluded(Some(EndReason::NotEngaged), Some(prose("Came twice.")))),
        Just(Fact::Asked(prose("Since when?"))),
        Just(Fact::Answered(prose("Since May."))),
        Just(Fact::Waitlisted { expected: TODAY, words: None }),
        Just(Fact::Offered { on: TODAY, words: Some(prose("By telephone.")) }),
        Just(Fact::Booked { appointment: id(), on: TODAY }),
        Just(Fact::WarningRead),
        Just(Fact::Amended(Box::new(Amendment {
            part: Part::Risk,
            old: Some(prose("Meet at the office.")),
            new: None,
            why: prose("The order has ended."),
        }))),
    ]
}

/// Random steps, as far as the states allow them, are kept with their events; both replay to the same referral.
pub async fn replaying_the_facts_gives_the_same_state_as_the_events(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let mut runner = TestRunner::deterministic();
    let mut person = world.person(fresh, "Ada", "Crane").await.person;
    for case in 1..=cases(1_000) {
        if case % 24 == 0 {
            let mut tx = fresh.read().await;
            assert_eq!(tx.referrals_of(person, 3).await.unwrap().len(), 3);
            assert!(tx.referrals_of(person, 100).await.unwrap().len() >= 23);
            tx.end().await.unwrap();
            person = world.person(fresh, "Ada", "Crane").await.person;
        }
        let steps = vec(any_fact(), 0..7).new_tree(&mut runner).unwrap().current();
        let kept = played(fresh, &world, world.request(person), &steps).await;
        let id = kept.request.id;
        let mut tx = fresh.read().await;
        let standing = world.standing(&mut tx, world.officer, person).await;
        let sealed = tx.referral(id).await.unwrap().unwrap();
        let label = Label {
            person,
            section: Section::Substance,
            holder: world.officer.agency,
            sent_to: Some(world.alcohol.agency),
        };
        assert_eq!(sealed.label(), label);
        assert_eq!(world.open(world.officer, &standing, sealed), Some(kept.clone()), "{steps:?}");
        let mut from_events = Vec::new();
        let (mut before, wanted) = (None, kept.facts().len());
        while from_events.len() < wanted {
            let page = tx.timeline(person, before, 5).await.unwrap();
            before = page.last().map(|(place, _)| *place);
            for (_, sealed) in page {
                let Some(one) = world.open(world.officer, &standing, sealed) else { continue };
                if one.subject == Some(id.0) {
                    from_events.push(one.body.unwrap());
                }
            }
        }
        from_events.reverse();
        let bodies: Vec<_> =
            kept.facts().iter().map(|(_, fact)| body::referral_step(fact, kept.request.answer_by)).collect();
        assert_eq!(from_events, bodies);
    }
    let mut tx = fresh.read().await;
    assert!(tx.referral(id()).await.unwrap().is_none());
}

/// Sends a referral and takes each step that its state allows, with an event for each.
async fn played(fresh: &Fresh, world: &World, request: Request, steps: &[Fact]) -> Referral {
    let person = request.person;
    let first = stamp(world.officer, at(0));
    let mut referral = Referral::draft(request).append(first, Fact::Sent).unwrap();
    let mut tx = fresh.write().await;
    tx.insert_referral(&referral.request, &first, &Fact::Sent).await.unwrap();
    let mut log = Vec::new();
    let mut note = |fact: &Fact| {
        let mut event = event(person, EventKind::ReferralSent, world.officer, "");
        event.body = body::referral_step(fact, referral.request.answer_by);
        event.subject = Some(referral.request.id.0);
        log.push(event);
    };
    note(&Fact::Sent);
    let mut when = 0;
    for fact in steps {
        when += 1;
        let mark = stamp(world.worker, at(when));
        let Ok(next) = referral.clone().append(mark, fact.clone()) else { continue };
        assert!(tx.append_fact(&next, next.request.answer_by).await.unwrap());
        let mut event = event(person, EventKind::ReferralSent, world.officer, "");
        event.body = body::referral_step(fact, referral.request.answer_by);
        event.subject = Some(referral.request.id.0);
        log.push(event);
        referral = next;
    }
    tx.append_events(log).await.unwrap();
    tx.commit().await.unwrap();
    referral
}

pub async fn a_fact_after_another_version_is_refused(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let person = world.person(fresh, "Ada", "Crane").await.person;
    let request = world.request(person);
    let mark = stamp(world.worker, at(1));
    let mut tx = fresh.write().await;
    tx.insert_referral(&request, &stamp(world.officer, at(0)), &Fact::Sent).await.unwrap();
    let sent = Referral::draft(request.clone()).append(stamp(world.officer, at(0)), Fact::Sent).unwrap();
    let after =
        |facts: &[Fact]| facts.iter().fold(sent.clone(), |one, fact| one.append(mark, fact.clone()).unwrap());
    let day = request.answer_by;
    assert!(tx.append_fact(&after(&[Fact::Received]), day).await.unwrap());
    assert!(!tx.append_fact(&after(&[Fact::Accepted]), day).await.unwrap(), "a version that is past");
    let later = after(&[Fact::Received, Fact::Accepted, Fact::Begun]);
    assert!(!tx.append_fact(&later, day).await.unwrap(), "a version that is not yet");
    let mut other = after(&[Fact::Received]);
    other.request.id = id();
    assert!(!tx.append_fact(&other, day).await.unwrap(), "no such referral");
    tx.commit().await.unwrap();
    let mut tx = fresh.read().await;
    let standing = world.standing(&mut tx, world.officer, person).await;
    let kept = tx.referral(request.id).await.unwrap().unwrap();
    assert_eq!(world.open(world.officer, &standing, kept).unwrap().state(), State::Received);
}

pub async fn an_inbox_is_paged_by_limit_and_state(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let mut expected = Vec::new();
    let mut taken_on = Vec::new();
    for number in 0..17_i64 {
        let person = world.person(fresh, "Ada", &format!("Crane{number}")).await.person;
        let mut request = world.request(person);
        request.answer_by = TODAY.saturating_add((number % 5).days());
        let key = (request.answer_by, request.id);
        let steps: &[Fact] = match number % 4 {
            0 => &[Fact::Received, Fact::Accepted],
            1 => &[Fact::Received],
            2 => &[Fact::Declined(DeclineReason::NoCapacity, None)],
            _ => &[],
        };
        played(fresh, &world, request, steps).await;
        match number % 4 {
            0 => taken_on.push(key),
            2 => {}
            _ => expected.push(key),
        }
    }
    expected.sort();
    taken_on.sort();
    let filter = world.gate.visible_to(&world.worker.viewer, Purpose::Referral);
    let mut tx = fresh.read().await;
    assert_eq!(pages(&world, &mut tx, &[State::Sent, State::Received]).await, expected);
    assert_eq!(pages(&world, &mut tx, &[State::Accepted, State::Begun]).await, taken_on);
    assert_eq!(pages(&world, &mut tx, &[State::Declined]).await, [], "who was declined is out of reach");
    let mut both = [expected.clone(), taken_on].concat();
    both.sort();
    assert_eq!(pages(&world, &mut tx, &[State::Sent, State::Received, State::Accepted]).await, both);
    assert_eq!(tx.inbox_size(&filter, TODAY, 100).await.unwrap(), expected.len() as u64);
    let mine = world.gate.visible_to(&world.officer.viewer, Purpose::Referral);
    assert_eq!(tx.inbox_size(&mine, TODAY, 100).await.unwrap(), 0);
    let waiting = tx.awaiting(&mine, world.officer.account, None, 50, TODAY).await.unwrap();
    assert_eq!(waiting.len(), expected.len());
    let (mut joined, mut after) = (Vec::new(), None);
    loop {
        let page = tx.awaiting(&mine, world.officer.account, after, 2, TODAY).await.unwrap();
        if page.is_empty() {
            break;
        }
        for one in page {
            let standing = world.standing(&mut tx, world.officer, one.label().person).await;
            let one = world.open(world.officer, &standing, one).expect("opened").request;
            after = Some((one.answer_by, one.id));
            joined.extend(after);
        }
    }
    assert_eq!(joined, expected, "each once, the next answer due first");
    assert_eq!(tx.awaiting(&filter, world.worker.account, None, 50, TODAY).await.unwrap().len(), 0);
}

type Key = (jiff::civil::Date, ReferralId);

async fn pages(world: &World, tx: &mut Box<dyn app::ports::Tx>, states: &[State]) -> Vec<Key> {
    let filter = world.gate.visible_to(&world.worker.viewer, Purpose::Referral);
    let mut seen: Vec<Key> = Vec::new();
    loop {
        let query = InboxQuery { states: states.to_vec(), after: seen.last().copied(), limit: 4 };
        let page = tx.inbox(&filter, &query, TODAY).await.unwrap();
        let last = page.len() < 4;
        for sealed in page {
            let standing = world.standing(tx, world.worker, sealed.label().person).await;
            let mut reading = world.gate.reading(world.worker.viewer, Purpose::Referral);
            let one = world.gate.open(&mut reading, &standing, sealed).opened().unwrap();
            assert!(states.contains(&one.state()));
            seen.push((one.request.answer_by, one.request.id));
        }
        if last {
            return seen;
        }
    }
}
