//! Meetings, goals, voices and actions.

use super::fixture::{Fresh, Staff, TODAY, World, at, id, line, prose, stamp};
use app::ports::{Invited, StoreError};
use domain::{
    action::{Action, ActionFact, ActionState, Agreed},
    cadence::MeetingPoint,
    duty::Owner,
    ids::{MeetingId, PersonId},
    meeting::{
        Attendance, Came, Goal, Meeting, MeetingFact, MeetingKind, MeetingState, Minutes, Occasion, Party,
        Progress, Setting, Voice,
    },
};
use jiff::ToSpan as _;

fn arranged(person: PersonId, by: Staff, hours: i64) -> Meeting {
    let occasion = Occasion {
        id: id(),
        person,
        order: None,
        kind: MeetingKind::ThreeWay,
        point: Some(MeetingPoint::Start),
    };
    let setting = Setting { at: at(hours * 3_600_000), place: line("Castle Street office") };
    Meeting::arrange(occasion, stamp(by, at(0)), setting)
}

fn held() -> MeetingFact {
    MeetingFact::Held(Minutes {
        attendance: Attendance::new(Came::Attended, Came::Attended, Came::Apologies),
        words: Some(prose("Two lines\nof words")),
        decisions: vec![line("Meet again"), line("“Quotes”, <b>markup</b> & {braces}")],
    })
}

pub async fn a_meeting_is_read_as_it_was_written(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let me = world.officer;
    let person = world.person(fresh, "Ada", "Crane").await.person;
    let standing = world.standing(&mut fresh.read().await, me, person).await;
    let meeting = arranged(person, me, 1);
    let later = arranged(person, me, 2);
    let mine = Owner { agency: me.agency, account: Some(me.account) };
    let invited = [
        Invited { party: Party::Manager, whom: Some(mine) },
        Invited { party: Party::Person, whom: None },
        Invited { party: Party::Worker, whom: Some(Owner { account: None, ..mine }) },
    ];
    let mut tx = fresh.write().await;
    tx.insert_meeting(&meeting, &invited, &stamp(me, at(0))).await.unwrap();
    tx.insert_meeting(&later, &[], &stamp(me, at(0))).await.unwrap();
    tx.commit().await.unwrap();

    let moved = MeetingFact::Shifted {
        to: Setting { at: at(9 * 3_600_000), place: line("By telephone") },
        asked_by: Party::Person,
        why: Some(line("Work")),
    };
    let by = stamp(me, at(5));
    let shifted = meeting.clone().append(by, moved.clone()).unwrap();
    let over = shifted.clone().append(by, held()).unwrap();
    let mut tx = fresh.write().await;
    assert!(tx.append_meeting_fact(1, &shifted, &by, &moved).await.unwrap());
    assert!(!tx.append_meeting_fact(1, &over, &by, &held()).await.unwrap(), "only who saw the last fact");
    assert!(tx.append_meeting_fact(2, &over, &by, &held()).await.unwrap());
    tx.commit().await.unwrap();

    let mut tx = fresh.read().await;
    let read = tx.meeting(meeting.occasion.id).await.unwrap().unwrap();
    assert_eq!(world.open(me, &standing, read).unwrap(), over);
    assert_eq!(over.state(), MeetingState::Incomplete);
    let listed = tx.meetings_of(person, 9).await.unwrap();
    let listed: Vec<Meeting> =
        listed.into_iter().map(|one| world.open(me, &standing, one).unwrap()).collect();
    assert_eq!(listed, [over.clone(), later], "the latest first");
    assert_eq!(tx.meetings_of(person, 1).await.unwrap().len(), 1);
    assert_eq!(tx.invited_to(person, meeting.occasion.id).await.unwrap(), invited);
    assert!(tx.meeting(id()).await.unwrap().is_none());
    assert!(!over.counts());
}

pub async fn goals_keep_what_each_voice_said(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let me = world.officer;
    let person = world.person(fresh, "Ada", "Crane").await.person;
    let standing = world.standing(&mut fresh.read().await, me, person).await;
    let by = stamp(me, at(0));
    let (first, second): (MeetingId, MeetingId) = (id(), id());
    let goal = Goal { id: id(), person, meeting: first, words: line("A home of my own"), stamp: by };
    let voice = |meeting, party, progress| Voice {
        goal: goal.id,
        meeting,
        party,
        progress,
        words: (party == Party::Person).then(|| line("On the list")),
    };
    let at_first =
        [voice(first, Party::Manager, Progress::NotBegun), voice(first, Party::Person, Progress::Some)];
    let at_second = [voice(second, Party::Worker, Progress::Reached)];
    let of = |voices: &[Voice]| voices.iter().map(|voice| (person, voice.clone())).collect::<Vec<_>>();
    let mut tx = fresh.write().await;
    tx.add_goals(std::slice::from_ref(&goal), &of(&at_first), &by).await.unwrap();
    tx.add_goals(&[], &of(&at_second), &stamp(me, at(7))).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = fresh.read().await;
    let mut goals = tx.goals_of(person, 9).await.unwrap();
    let (read, said) = world.open(me, &standing, goals.pop().unwrap()).unwrap();
    assert_eq!((read, said), (goal.clone(), [at_first.to_vec(), at_second.to_vec()].concat()));
    assert!(goals.is_empty() && tx.goals_of(id(), 9).await.unwrap().is_empty());
}

pub async fn actions_are_carried_and_end_once(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let me = world.officer;
    let person = world.person(fresh, "Ada", "Crane").await.person;
    let standing = world.standing(&mut fresh.read().await, me, person).await;
    let by = stamp(me, at(0));
    let agreed = |words: &str| Agreed {
        id: id(),
        person,
        meeting: id(),
        words: line(words),
        owner: Owner { agency: me.agency, account: Some(me.account) },
        by_the_person: false,
        due: TODAY,
    };
    let (ring, write) = (agreed("Ring the housing office"), agreed("Write the letter"));
    let carried = ActionFact::Carried { meeting: id(), due: TODAY.saturating_add(7.days()) };
    let dropped = ActionFact::Dropped(line("Overtaken"));
    let open = Action::new(ring.clone()).append(by, carried.clone()).unwrap();
    let over = Action::new(write.clone()).append(by, dropped.clone()).unwrap();
    let mut tx = fresh.write().await;
    tx.add_actions(&[ring.clone(), write], &by).await.unwrap();
    assert!(tx.append_action_fact(0, &open, &by, &carried).await.unwrap());
    assert!(!tx.append_action_fact(0, &open, &by, &carried).await.unwrap());
    assert!(tx.append_action_fact(0, &over, &by, &dropped).await.unwrap());
    tx.commit().await.unwrap();
    let mut tx = fresh.read().await;
    let read = tx.action(ring.id).await.unwrap().unwrap();
    assert_eq!(world.open(me, &standing, read).unwrap(), open);
    let listed: Vec<Action> = tx
        .actions_of(person, 9)
        .await
        .unwrap()
        .into_iter()
        .map(|one| world.open(me, &standing, one).unwrap())
        .collect();
    assert_eq!(listed, [open, over.clone()], "what is to do comes first");
    assert_eq!(over.state(), ActionState::Dropped);
}

/// On PostgreSQL somebody may commit between the two statements that read a row and its facts: whoever writes believes the
/// facts there, and their version tells them that they came second. Whoever reads sees one state, and a row that disagrees is
/// broken.
pub async fn a_row_that_disagrees_with_its_facts_is_refused_but_where_others_may_have_come_between(
    fresh: &Fresh,
) {
    let world = World::new(fresh).await;
    let me = world.officer;
    let person = world.person(fresh, "Ada", "Crane").await.person;
    let standing = world.standing(&mut fresh.read().await, me, person).await;
    let meeting = arranged(person, me, 1);
    let by = stamp(me, at(5));
    let over = meeting.clone().append(by, held()).unwrap();
    let mut tx = fresh.write().await;
    tx.insert_meeting(&meeting, &[], &by).await.unwrap();
    assert!(tx.append_meeting_fact(1, &over, &by, &held()).await.unwrap());
    tx.commit().await.unwrap();
    // The row as it was before the second fact.
    fresh.raw.run("update meeting set state = 'arranged', facts = 1").await.unwrap();

    let which = meeting.occasion.id;
    let broken = |answer: Result<_, StoreError>| matches!(answer.map(|_| ()), Err(StoreError::Corrupt(_)));
    assert!(broken(fresh.read().await.meeting(which).await), "one state, and it contradicts itself");
    let mut tx = fresh.write().await;
    let read = tx.meeting(which).await;
    if fresh.raw.is_postgres() {
        assert_eq!(world.open(me, &standing, read.unwrap().unwrap()).unwrap(), over);
    } else {
        assert!(broken(read));
    }
}
