//! Orders with their courses, failures, the end, and the law as dated rows.

use super::fixture::{Fresh, Staff, TODAY, World, at, id, involvement, line, prose, stamp};
use app::ports::{OwedBecause, StartQuery};
use domain::{
    action::Agreed,
    appointment::Booking,
    cadence::{Raised, Trigger},
    duty::{Duty, DutyKind, Owner},
    failure::{Failed, Failure, FailureFact, FailureMove, MayWarn, Warning},
    ids::{OrderId, PersonId, ReferralId},
    lead::{Activity, LeadSet, Nation},
    meeting::{Meeting, MeetingKind, Occasion, Setting},
    order::{Order, OrderKind, Requirement, Unit},
    order_course::{EndType, Making, OrderCourse, OrderFact, Recipient},
    order_end::{EndNotice, Outcome, OutcomeAnswer, OutcomeKind},
    order_record::{Handover, OrderRecord, RequirementRecord},
    referral::{Fact, Request},
    requirement::{Condition, ConditionKind, LawDates, RequirementCourse, RequirementFact, RequirementMove},
    section::Section,
    timing::TimingCode,
};
use gate::ListFilter;
use jiff::{
    ToSpan,
    civil::{Date, date},
};
use proptest::{collection::vec, prelude::*, sample::select, strategy::ValueTree, test_runner::TestRunner};
use uuid::Uuid;

/// An order of today with alcohol treatment, as a use-case would make it.
fn record(staff: Staff, person: PersonId, made: Date) -> OrderRecord {
    let (order, requirement) = (id(), id());
    let stamp = stamp(staff, at(1));
    let fact = RequirementFact { step: RequirementMove::Impose, day: made, words: None };
    let course = RequirementCourse::proposed(requirement).append(stamp, fact).unwrap();
    let conditions = ConditionKind::ALL
        .iter()
        .map(|kind| Condition {
            kind: *kind,
            evidence: line("AUDIT 28"),
            assessor: line("Court nurse"),
            day: made,
        })
        .collect();
    let kind = OrderKind::Community;
    OrderRecord {
        order: Order {
            id: order,
            person,
            holder: staff.agency,
            kind,
            court: Some(line("Harrowmere Magistrates’ Court")),
            offence: None,
            made,
            ends: made.saturating_add(1.year()),
            ended: None,
            requirements: vec![Requirement {
                id: requirement,
                kind: "ATR".into(),
                name: "Alcohol treatment".into(),
                amount: 6,
                unit: Unit::Months,
                done: 0,
                began: None,
                ended: None,
            }],
        },
        dates: LawDates { offence: Some(date(2026, 1, 2)), convicted: None, made },
        operational_ends: None,
        nation: Nation::Wales,
        course: OrderCourse::made(Making { order, kind, holder: staff.agency, made, over: false }),
        requirements: vec![RequirementRecord { course, provider: Some(id()), conditions }],
        leads: vec![LeadSet {
            activity: Activity::Treatment,
            agency: None,
            body: line("The provider of the treatment"),
            account: None,
            reason: None,
            stamp,
        }],
        raised: vec![Raised {
            trigger: Trigger::Seriousness,
            day: made,
            words: line("From the start"),
            stamp,
            until: None,
        }],
        outcomes: vec![],
        handover: None,
    }
}

/// The order as it is kept, opened for its holder.
async fn kept(fresh: &Fresh, world: &World, record: &OrderRecord) -> OrderRecord {
    let mut tx = fresh.read().await;
    let standing = world.standing(&mut tx, world.officer, record.order.person).await;
    let sealed = tx.order_record(record.order.id).await.unwrap().expect("an order");
    let found = world.open(world.officer, &standing, sealed).expect("opened");
    tx.end().await.unwrap();
    found
}

async fn insert(fresh: &Fresh, record: &OrderRecord) {
    let mut tx = fresh.write().await;
    tx.insert_order(record).await.unwrap();
    tx.commit().await.unwrap();
}

pub async fn an_order_round_trips_with_all_that_is_kept_about_it(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let person = world.person(fresh, "Ada", "Crane").await.person;
    let made = record(world.officer, person, date(2026, 3, 2));
    insert(fresh, &made).await;
    assert_eq!(kept(fresh, &world, &made).await, made);
    let other = world.person(fresh, "Bo", "Crane").await.person;
    insert(fresh, &record(world.officer, other, date(2026, 3, 2))).await;
    assert_eq!(kept(fresh, &world, &made).await, made, "another’s order changes nothing");

    let mut tx = fresh.write().await;
    let (order, stamp) = (made.order.id, stamp(world.officer, at(2)));
    let outcome =
        Outcome { kind: OutcomeKind::Audit, answer: OutcomeAnswer::Score, score: Some(9), day: TODAY };
    for score in [12, 9] {
        let outcome = Outcome { score: Some(score), ..outcome };
        tx.put_outcome(person, order, &outcome, &stamp).await.unwrap();
    }
    let handover = |words: &str| Handover {
        going_well: prose(words),
        goes_on: prose("Group on Wednesdays."),
        if_hard: prose("Ring Wanda."),
        contact: line("01632 960123"),
        stamp,
    };
    for words in ["I sleep.", "I sleep again."] {
        tx.add_handover(person, order, &handover(words)).await.unwrap();
    }
    let lead = LeadSet { reason: Some(line("Only they have a place")), stamp, ..made.leads[0].clone() };
    tx.set_lead(person, order, &lead).await.unwrap();
    assert_eq!(tx.lower_cadence(person, order, Trigger::Seriousness, TODAY).await.unwrap(), 1);
    assert_eq!(tx.lower_cadence(person, order, Trigger::Seriousness, TODAY).await.unwrap(), 0);
    tx.commit().await.unwrap();
    let now = kept(fresh, &world, &made).await;
    assert_eq!(now.outcomes, [outcome]);
    assert_eq!(now.handover, Some(handover("I sleep again.")));
    assert_eq!(now.leads, [made.leads[0].clone(), lead]);
    assert_eq!(now.raised[0].until, Some(TODAY));
}

fn any_fact() -> impl Strategy<Value = OrderFact> {
    prop_oneof![
        select(Recipient::ALL).prop_map(OrderFact::Served),
        Just(OrderFact::Inducted),
        Just(OrderFact::Commenced),
        Just(OrderFact::Planned),
        Just(OrderFact::Reviewed(Some(line("Going well")))),
        Just(OrderFact::Varied { ends: date(2027, 9, 1), reason: line("On application") }),
        Just(OrderFact::Suspended(line("In hospital"))),
        Just(OrderFact::Resumed),
        Just(OrderFact::Ended(EndType::Expired)),
        (0..3_u8).prop_map(|_| OrderFact::Allocated(id())),
        (0..2_u8).prop_map(|_| OrderFact::Transferred(id())),
    ]
}

/// Random steps, as far as the stages allow them, are kept and replay to the same course and row; a stale one is refused.
pub async fn an_orders_course_is_kept_and_replayed(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let mut runner = TestRunner::deterministic();
    for _ in 0..super::fixture::cases(100) {
        let person = world.person(fresh, "Ada", "Crane").await.person;
        let mut made = record(world.officer, person, date(2026, 3, 2));
        insert(fresh, &made).await;
        let steps = vec(any_fact(), 0..9).new_tree(&mut runner).unwrap().current();
        for fact in steps {
            // After a transfer another agency holds it, and the officer opens it no more.
            if matches!(fact, OrderFact::Transferred(_)) {
                continue;
            }
            let seen = made.course.version();
            let Ok(next) = made.course.clone().append(stamp(world.officer, at(seen)), TODAY, fact) else {
                continue;
            };
            let mut tx = fresh.write().await;
            assert!(!tx.append_order_fact(person, &next, seen + 1).await.unwrap(), "stale");
            assert!(tx.append_order_fact(person, &next, seen).await.unwrap());
            tx.commit().await.unwrap();
            made.course = next;
        }
        let found = kept(fresh, &world, &made).await;
        assert_eq!(found.course, made.course);
        assert_eq!(found.order.ended, made.course.end().map(|(day, _)| day));
        let ended = found.order.ended.is_some();
        let mut tx = fresh.read().await;
        let brief = tx.orders_in_force(person, TODAY).await.unwrap();
        assert_eq!(brief.first().map(|one| one.owner), (!ended).then(|| made.course.owner()));
        tx.end().await.unwrap();
    }
}

pub async fn a_transferred_order_is_the_other_agencys_with_its_history(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let person = world.person(fresh, "Ada", "Crane").await.person;
    let made = record(world.officer, person, date(2026, 3, 2));
    insert(fresh, &made).await;
    let mut tx = fresh.write().await;
    tx.add_involvement(&involvement(person, world.police, true)).await.unwrap();
    let failed = failed(&world, &made, TODAY);
    assert!(tx.insert_failure(&failed).await.unwrap());
    let fact = OrderFact::Transferred(world.police.agency);
    let course = made.course.clone().append(stamp(world.officer, at(3)), TODAY, fact).unwrap();
    assert!(tx.append_order_fact(person, &course, 0).await.unwrap());
    tx.commit().await.unwrap();
    let mut tx = fresh.read().await;
    let sealed = tx.order_record(made.order.id).await.unwrap().unwrap();
    assert_eq!(sealed.label().holder, world.police.agency);
    let standing = world.standing(&mut tx, world.police, person).await;
    let found = world.open(world.police, &standing, sealed).expect("theirs now");
    assert_eq!(found.course.owner().agency, world.police.agency);
    assert_eq!(found.course.facts(), course.facts());
    let failure = tx.failure(failed.id).await.unwrap().expect("a failure");
    assert_eq!(failure.label().holder, world.police.agency, "what is to be decided goes with it");
    tx.end().await.unwrap();
}

pub async fn a_requirement_takes_its_steps_and_a_stale_one_is_refused(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let person = world.person(fresh, "Ada", "Crane").await.person;
    let made = record(world.officer, person, date(2026, 3, 2));
    insert(fresh, &made).await;
    let requirement = made.order.requirements[0].id;
    for step in [
        RequirementMove::Refer,
        RequirementMove::Accept,
        RequirementMove::Commence,
        RequirementMove::Complete,
    ] {
        let mut tx = fresh.write().await;
        let course = tx.requirement_course(person, requirement).await.unwrap().expect("a course");
        let seen = course.version();
        let fact = RequirementFact { step, day: TODAY, words: Some(line("As told")) };
        let next = course.append(stamp(world.officer, at(seen)), fact).unwrap();
        assert!(!tx.append_requirement_fact(person, &next, seen - 1).await.unwrap(), "stale");
        assert!(tx.append_requirement_fact(person, &next, seen).await.unwrap());
        tx.commit().await.unwrap();
    }
    let now = kept(fresh, &world, &made).await;
    let one = &now.order.requirements[0];
    assert_eq!((one.began, one.ended), (Some(TODAY), Some(TODAY)));
    assert_eq!(now.requirements[0].course.version(), 5);
}

fn failed(world: &World, made: &OrderRecord, day: Date) -> Failed {
    Failed {
        id: id(),
        person: made.order.person,
        order: made.order.id,
        holder: made.order.holder,
        appointment: Some(id()),
        day,
        source: stamp(world.worker, at(5)),
        what: line("Did not attend"),
        offered: Some(line("Overslept")),
    }
}

fn any_step() -> impl Strategy<Value = FailureFact> {
    select(FailureMove::ALL).prop_map(|step| match step {
        FailureMove::Await => FailureFact::Awaited,
        FailureMove::Accept => FailureFact::Accepted(prose("A letter came.")),
        FailureMove::Reject => FailureFact::Rejected(prose("No reason.")),
        FailureMove::Warn => FailureFact::Warned(Warning {
            circumstances: prose("One"),
            unacceptable: prose("Two"),
            liability: prose("Three"),
        }),
        FailureMove::Refer => FailureFact::Referred(prose("Again.")),
        FailureMove::Void => FailureFact::Voided(prose("It came late.")),
        FailureMove::Begin => FailureFact::Begun,
        FailureMove::Drop => FailureFact::Dropped(prose("Too old.")),
        FailureMove::Hear => FailureFact::Heard(domain::failure::Finding::Proved, None),
        FailureMove::Withdraw => FailureFact::Withdrawn(prose("Mixed up.")),
        FailureMove::Restore => FailureFact::Restored(prose("Not at all.")),
    })
}

pub async fn failures_are_kept_replayed_and_told_once_for_an_appointment(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let mut runner = TestRunner::deterministic();
    let person = world.person(fresh, "Ada", "Crane").await.person;
    let made = record(world.officer, person, date(2026, 3, 2));
    insert(fresh, &made).await;
    let mut all = Vec::new();
    for _ in 0..super::fixture::cases(60) {
        let first = failed(&world, &made, TODAY);
        let again = Failed { id: id(), ..first.clone() };
        let mut tx = fresh.write().await;
        assert!(tx.insert_failure(&first).await.unwrap());
        assert!(!tx.insert_failure(&again).await.unwrap(), "the same appointment");
        tx.commit().await.unwrap();
        let mut failure = Failure::recorded(first);
        for fact in vec(any_step(), 0..8).new_tree(&mut runner).unwrap().current() {
            let seen = failure.version();
            let stamp = stamp(world.officer, at(seen));
            let Ok(next) = failure.clone().append(stamp, TODAY, fact, MayWarn::Choice) else { continue };
            let mut tx = fresh.write().await;
            assert!(!tx.append_failure_fact(&next, seen + 1).await.unwrap(), "stale");
            assert!(tx.append_failure_fact(&next, seen).await.unwrap());
            tx.commit().await.unwrap();
            failure = next;
        }
        all.push(failure);
    }
    let mut tx = fresh.read().await;
    let standing = world.standing(&mut tx, world.officer, person).await;
    for failure in &all {
        let sealed = tx.failure(failure.failed.id).await.unwrap().expect("a failure");
        assert_eq!(sealed.label().holder, world.officer.agency);
        assert_eq!(world.open(world.officer, &standing, sealed).as_ref(), Some(failure));
        let missed = failure.failed.appointment.expect("an appointment");
        let of_it = tx.failures_of_appointment(person, missed).await.unwrap();
        assert_eq!(of_it, std::slice::from_ref(failure));
    }
    assert!(tx.failures_of_appointment(person, id()).await.unwrap().is_empty(), "of another appointment");
    let listed = tx.failures(person, Some(made.order.id), 1_000).await.unwrap();
    assert_eq!(listed.len(), all.len());
    assert!(tx.failures(person, Some(id()), 10).await.unwrap().is_empty(), "of another order");
    assert!(tx.failure(id()).await.unwrap().is_none());
    tx.end().await.unwrap();
}

pub async fn an_agency_is_told_of_the_end_once_and_acknowledges_once(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let person = world.person(fresh, "Ada", "Crane").await.person;
    let made = record(world.officer, person, date(2026, 3, 2));
    insert(fresh, &made).await;
    let mut tx = fresh.write().await;
    tx.add_involvement(&involvement(person, world.worker, true)).await.unwrap();
    let notice = EndNotice {
        agency: world.worker.agency,
        told: TODAY,
        ends: made.order.ends,
        contact: line("Duty desk"),
        acknowledged: None,
    };
    let (order, by) = (made.order.id, stamp(world.officer, at(1)));
    assert!(tx.tell_end(person, order, &notice, &by).await.unwrap());
    assert!(!tx.tell_end(person, order, &notice, &by).await.unwrap(), "nobody is told twice");
    let (agency, who) = (world.worker.agency, world.worker.account);
    assert!(tx.acknowledge_end(person, order, agency, TODAY, who).await.unwrap());
    assert!(!tx.acknowledge_end(person, order, agency, TODAY, who).await.unwrap());
    let sooner = EndNotice { ends: TODAY, ..notice.clone() };
    assert!(tx.tell_end(person, order, &sooner, &by).await.unwrap(), "another end is told again");
    tx.commit().await.unwrap();
    let mut tx = fresh.read().await;
    let standing = world.standing(&mut tx, world.worker, person).await;
    let told = tx.end_notices(person).await.unwrap();
    let opened: Vec<_> =
        told.into_iter().filter_map(|one| world.open(world.worker, &standing, one)).collect();
    assert_eq!(opened, [(order, sooner)], "it has to be acknowledged again");
    let involved = tx.involved(person, TODAY).await.unwrap();
    let mut agencies: Vec<_> = involved.iter().map(|one| one.agency).collect();
    agencies.sort_unstable();
    let mut expected = vec![world.officer.agency, world.worker.agency];
    expected.sort_unstable();
    assert_eq!(agencies, expected);
    tx.end().await.unwrap();
}

pub async fn what_has_not_begun_is_listed_and_counted_as_of_a_day(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let mut found = Vec::new();
    for (given, made, began) in [
        ("Ada", date(2026, 3, 2), None),
        ("Bo", date(2026, 7, 1), None),
        ("Cy", date(2026, 3, 2), Some(date(2026, 4, 1))),
        ("Di", date(2026, 11, 1), None),
    ] {
        let person = world.person(fresh, given, "Crane").await.person;
        let one = record(world.officer, person, made);
        insert(fresh, &one).await;
        if let Some(day) = began {
            let mut tx = fresh.write().await;
            let course = one.requirements[0].course.clone();
            let fact = RequirementFact { step: RequirementMove::Commence, day, words: None };
            let next = course.append(stamp(world.officer, at(1)), fact).unwrap();
            assert!(tx.append_requirement_fact(person, &next, 1).await.unwrap());
            tx.commit().await.unwrap();
        }
        found.push(one.order.requirements[0].id);
    }
    let filter: ListFilter =
        world.gate.visible_to(&world.officer.viewer, domain::section::Purpose::Supervision);
    let mut query = StartQuery {
        agency: world.officer.agency,
        day: TODAY,
        late: date(2026, 7, 21),
        very_late: date(2026, 5, 21),
        after: None,
        limit: 10,
    };
    let mut tx = fresh.read().await;
    let share = tx.start_share(&filter, &query, TODAY).await.unwrap();
    assert_eq!((share.late, share.very_late, share.of), (1, 1, 3));
    query.limit = 1;
    let mut listed = Vec::new();
    loop {
        let page = tx.late_starts(&filter, &query, TODAY).await.unwrap();
        let Some(one) = page.into_iter().next() else { break };
        let standing = world.standing(&mut tx, world.officer, one.label().person).await;
        let one = world.open(world.officer, &standing, one).expect("opened");
        query.after = Some((one.supervision_began, one.requirement));
        listed.push(one.requirement);
    }
    assert_eq!(listed, found[..2], "longest first, page by page");
    query.after = None;
    query.agency = world.police.agency;
    assert!(tx.late_starts(&filter, &query, TODAY).await.unwrap().is_empty());
    tx.end().await.unwrap();
}

pub async fn the_law_is_there_from_the_first_day(fresh: &Fresh) {
    let mut tx = fresh.read().await;
    let timings = tx.timings().await.unwrap();
    for code in TimingCode::ALL {
        assert!(timings.on(*code, date(2005, 4, 4)).is_ok(), "{code}");
    }
    let model = tx.delivery_model().await.unwrap();
    for nation in Nation::ALL {
        for year in 2006..2036 {
            assert_eq!(model.leads(*nation, date(year, 4, 1)).unwrap().len(), Activity::ALL.len(), "{year}");
        }
    }
    let catalogue = tx.catalogue().await.unwrap();
    let dates = |made| LawDates { offence: None, convicted: None, made };
    let codes = |kind, made| -> Vec<String> {
        catalogue.on(kind, &dates(made)).into_iter().map(|rule| rule.code.clone()).collect()
    };
    let now = codes(OrderKind::Community, TODAY);
    for code in ["UPW", "RAR", "MHTR", "DRR", "ATR", "AAMR", "CURF"] {
        assert!(now.contains(&code.to_owned()), "{code}: {now:?}");
    }
    assert!(!now.contains(&"SUP".to_owned()) && !now.contains(&"RZONE".to_owned()), "{now:?}");
    assert!(codes(OrderKind::Community, date(2012, 6, 1)).contains(&"SAR".to_owned()));
    let curfew = |made| catalogue.row(OrderKind::Community, "CURF", &dates(made)).unwrap().most;
    assert_eq!((curfew(date(2022, 6, 27)), curfew(date(2022, 6, 28))), (Some(12), Some(24)));
    let treatment = |made| catalogue.row(OrderKind::Community, "ATR", &dates(made)).unwrap().least;
    assert_eq!((treatment(date(2012, 12, 2)), treatment(date(2012, 12, 3))), (Some(6), Some(1)));
    let schemes = tx.schemes().await.unwrap();
    assert_eq!(schemes[0].criteria.len(), 7);
    tx.end().await.unwrap();
}

/// By the order itself, a requirement, a failure, a meeting and an action of it, a referral from it, a session of that
/// referral; another order's, another person's and nobody's are told apart.
pub async fn a_duty_belongs_to_the_order_that_its_subject_is_part_of(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let me = world.officer;
    let person = world.person(fresh, "Ada", "Crane").await.person;
    let [one, other] = [date(2026, 3, 2), date(2026, 4, 1)].map(|made| record(me, person, made));
    insert(fresh, &one).await;
    insert(fresh, &other).await;
    let (order, requirement) = (one.order.id, one.order.requirements[0].id);
    let failed = failure(me, person, order);
    let (of_order, loose) = (meeting(me, person, Some(order)), meeting(me, person, None));
    let agreed = Agreed {
        id: id(),
        person,
        meeting: of_order.occasion.id,
        words: line("Ring the landlord"),
        owner: Owner { agency: me.agency, account: Some(me.account) },
        by_the_person: false,
        due: TODAY,
    };
    let request = |requirement| Request { requirement, ..world.request(person) };
    let (from_it, on_its_own) = (request(Some(requirement)), request(None));
    let booked = |referral| booking(me, person, referral);
    let [session, apart, own] = [Some(from_it.id), Some(on_its_own.id), None].map(booked);
    let mut tx = fresh.write().await;
    assert!(tx.insert_failure(&failed).await.unwrap());
    for meeting in [&of_order, &loose] {
        tx.insert_meeting(meeting, &[], &stamp(me, at(1))).await.unwrap();
    }
    tx.add_actions(std::slice::from_ref(&agreed), &stamp(me, at(1))).await.unwrap();
    for request in [&from_it, &on_its_own] {
        tx.insert_referral(request, &stamp(me, at(1)), &Fact::Sent).await.unwrap();
    }
    for booking in [&session, &apart, &own] {
        tx.insert_appointment(booking).await.unwrap();
    }
    let (mine, other_order) = (Some(order), Some(other.order.id));
    let expected = [
        (order.0, mine),
        (requirement.0, mine),
        (failed.id.0, mine),
        (of_order.occasion.id.0, mine),
        (agreed.id.0, mine),
        (from_it.id.0, mine),
        (session.id.0, mine),
        (other.order.requirements[0].id.0, other_order),
        (other.order.id.0, other_order),
        (loose.occasion.id.0, None),
        (on_its_own.id.0, None),
        (apart.id.0, None),
        (own.id.0, None),
        (person.0, None),
    ];
    let team = Owner { agency: me.agency, account: None };
    let due = |(number, (subject, _)): (usize, &(Uuid, Option<OrderId>))| Duty {
        id: id(),
        person,
        kind: DutyKind::Meeting,
        owner: if number == 0 { team } else { agreed.owner },
        due: TODAY,
        subject: *subject,
        why: None,
    };
    let duties: Vec<Duty> = expected.iter().enumerate().map(due).collect();
    let theirs = Owner { agency: world.worker.agency, account: None };
    let another = Duty { id: id(), owner: theirs, ..duties[0].clone() };
    tx.open_duties(&duties, &stamp(me, at(1))).await.unwrap();
    tx.open_duties(std::slice::from_ref(&another), &stamp(me, at(1))).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = fresh.write().await;
    let found = tx.duties_by_order(person, me.agency).await.unwrap();
    let wanted: Vec<OwedBecause> = duties
        .iter()
        .zip(&expected)
        .map(|(duty, (_, order))| OwedBecause {
            duty: duty.id,
            kind: duty.kind,
            subject: duty.subject,
            account: duty.owner.account,
            order: *order,
        })
        .collect();
    assert_eq!(found, wanted);
    let handed = [duties[1].id, duties[3].id];
    assert_eq!(tx.hand_over_duties(person, &handed, theirs).await.unwrap(), 2);
    let found = tx.duties_by_order(person, theirs.agency).await.unwrap();
    assert_eq!(found.iter().map(|one| one.duty).collect::<Vec<_>>(), [handed[0], handed[1], another.id]);
    tx.commit().await.unwrap();
}

fn failure(staff: Staff, person: PersonId, order: OrderId) -> Failed {
    Failed {
        id: id(),
        person,
        order,
        holder: staff.agency,
        appointment: None,
        day: TODAY,
        source: stamp(staff, at(1)),
        what: line("Did not attend"),
        offered: None,
    }
}

fn booking(staff: Staff, person: PersonId, referral: Option<ReferralId>) -> Booking {
    Booking {
        id: id(),
        person,
        account: staff.account,
        agency: staff.agency,
        at: at(1),
        day: TODAY,
        minutes: 30,
        place: line("Office"),
        referral,
        told: None,
        beside: None,
        replaces: None,
        section: Section::Compliance,
        stamp: stamp(staff, at(1)),
    }
}

fn meeting(staff: Staff, person: PersonId, order: Option<OrderId>) -> Meeting {
    let occasion = Occasion { id: id(), person, order, kind: MeetingKind::ThreeWay, point: None };
    Meeting::arrange(occasion, stamp(staff, at(0)), Setting { at: at(9), place: line("Office") })
}
