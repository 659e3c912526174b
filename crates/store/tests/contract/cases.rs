//! Jobs, drafts, notices, duties, and the memory of requests.

use super::fixture::{Fresh, TODAY, World, at, id, stamp};
use app::{
    fill,
    jobs::JobKind,
    ports::{Draft, Idempotent, Job, NewJob, NewNotice, Place, Store as _},
};
use domain::{
    agency::{Agency, AgencyKind, Site},
    duty::{Closing, Duty, DutyKind, Owner},
    ids::{DutyId, JobId, PersonId},
    notice::NoticeKind,
    order::{RequirementKind, Unit},
    pathway::Pathway,
    section::Purpose,
    text::Line,
};
use jiff::{ToSpan, civil::date};

fn job(run_at: i64) -> NewJob {
    let payload = serde_json::json!({ "step": "accept", "n": run_at });
    NewJob { id: id(), kind: JobKind::TellReferrer, payload, run_at: at(run_at) }
}

async fn claim(fresh: &Fresh, now: i64, until: i64) -> Option<Job> {
    let mut tx = fresh.write().await;
    let job = tx.claim_job(at(now), at(until)).await.unwrap();
    tx.commit().await.unwrap();
    job
}

pub async fn a_job_is_claimed_by_one_worker_until_its_time_runs_out(fresh: &Fresh) {
    let (early, late) = (job(1), job(5));
    let mut tx = fresh.write().await;
    tx.enqueue(&late).await.unwrap();
    tx.enqueue(&early).await.unwrap();
    assert_eq!(tx.job_counts().await.unwrap(), (2, 0));
    tx.commit().await.unwrap();
    assert_eq!(claim(fresh, 0, 100).await, None, "none is due");
    let first = claim(fresh, 10, 100).await.unwrap();
    assert_eq!((first.id, first.attempts, &first.payload), (early.id, 1, &early.payload));
    assert_eq!(claim(fresh, 10, 100).await.map(|job| job.id), Some(late.id));
    assert_eq!(claim(fresh, 10, 100).await, None, "both are claimed");
    let again = claim(fresh, 100, 200).await.unwrap();
    assert_eq!((again.id, again.attempts), (early.id, 2), "a worker that died gives its job back");
    let mut tx = fresh.write().await;
    tx.finish_job(early.id, at(101)).await.unwrap();
    tx.finish_job(late.id, at(101)).await.unwrap();
    assert_eq!(tx.job_counts().await.unwrap(), (0, 0));
    tx.commit().await.unwrap();
    assert_eq!(claim(fresh, 1_000, 2_000).await, None);
}

pub async fn a_job_that_fails_comes_back_and_at_last_is_given_up(fresh: &Fresh) {
    let one = job(1);
    let mut tx = fresh.write().await;
    tx.enqueue(&one).await.unwrap();
    tx.commit().await.unwrap();
    claim(fresh, 2, 100).await.unwrap();
    let fail = async |again: Option<i64>| {
        let mut tx = fresh.write().await;
        tx.fail_job(JobId(one.id.0), again.map(at)).await.unwrap();
        tx.commit().await.unwrap();
    };
    fail(Some(50)).await;
    assert_eq!(claim(fresh, 40, 100).await, None);
    assert_eq!(claim(fresh, 50, 100).await.map(|job| job.attempts), Some(2));
    fail(None).await;
    assert_eq!(claim(fresh, 500, 900).await, None);
    assert_eq!(fresh.read().await.job_counts().await.unwrap(), (0, 1));
}

pub async fn a_draft_belongs_to_one_account_and_form(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let (me, other) = (world.officer.account, world.worker.account);
    let draft = |body: &str| Draft { id: id(), form: "/people/new".into(), body: body.into(), at: at(1) };
    let (first, second) = (draft("a=1"), draft("a=2&b=%F0%9F%91%A9"));
    let mut tx = fresh.write().await;
    tx.save_draft(me, &first).await.unwrap();
    tx.save_draft(me, &second).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = fresh.write().await;
    assert_eq!(tx.draft(me, "/people/new").await.unwrap(), Some(second));
    assert_eq!(tx.draft(other, "/people/new").await.unwrap(), None);
    assert_eq!(tx.draft(me, "/people").await.unwrap(), None);
    tx.drop_draft(other, "/people/new").await.unwrap();
    assert!(tx.draft(me, "/people/new").await.unwrap().is_some());
    tx.drop_draft(me, "/people/new").await.unwrap();
    assert_eq!(tx.draft(me, "/people/new").await.unwrap(), None);
}

pub async fn the_same_key_remembers_the_first_request(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let (me, other) = (world.officer.account, world.worker.account);
    let first = Idempotent { fingerprint: [1; 32], made: id() };
    let mut tx = fresh.write().await;
    tx.remember(me, "k", &first, at(0)).await.unwrap();
    assert_eq!(tx.idempotent(me, "k").await.unwrap(), Some(first.clone()));
    assert_eq!(tx.idempotent(other, "k").await.unwrap(), None);
    tx.commit().await.unwrap();
    let mut tx = fresh.write().await;
    let again = Idempotent { fingerprint: [2; 32], made: id() };
    tx.remember(me, "k", &again, at(1)).await.unwrap();
    assert!(tx.commit().await.is_err(), "a key is never taken over");
    assert_eq!(fresh.write().await.idempotent(me, "k").await.unwrap(), Some(first));
}

/// Of requests under one key that come at the same moment, one makes and all the others find what it made.
pub async fn the_same_key_at_the_same_moment_makes_once(fresh: &Fresh) {
    let me = World::new(fresh).await.officer.account;
    let mut requests = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let db = fresh.db.clone();
        requests.spawn(async move {
            let mut tx = db.write().await.unwrap();
            if let Some(before) = tx.idempotent(me, "double").await.unwrap() {
                return (before.made, false);
            }
            let what = Idempotent { fingerprint: [1; 32], made: id() };
            tx.remember(me, "double", &what, at(0)).await.unwrap();
            tx.commit().await.unwrap();
            (what.made, true)
        });
    }
    let done = requests.join_all().await;
    assert_eq!(done.iter().filter(|(_, made)| *made).count(), 1, "{done:?}");
    assert!(done.iter().all(|(made, _)| *made == done[0].0), "{done:?}");
}

pub async fn a_notice_is_told_once_seen_and_put_back(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let me = world.officer.account;
    let person = world.person(fresh, "Ada", "Crane").await.person;
    let hidden = super::fixture::identity("Bo", "Heron", world.police.agency);
    let notice = |person, when| NewNotice {
        id: id(),
        account: me,
        person,
        subject: id(),
        kind: NoticeKind::ReferralDeclined,
        at: at(when),
        agency: None,
    };
    let (old, new) = (notice(person, 1), notice(person, 2));
    let mut tx = fresh.write().await;
    tx.create_person(&hidden, at(0)).await.unwrap();
    for one in [&old, &new, &new, &notice(hidden.person, 3)] {
        tx.insert_notice(one).await.unwrap();
    }
    tx.commit().await.unwrap();
    let filter = world.gate.visible_to(&world.officer.viewer, Purpose::Supervision);
    let mut tx = fresh.write().await;
    let told = tx.notices(&filter, me, TODAY, None, 9).await.unwrap();
    assert_eq!(
        told.iter().map(|one| one.id).collect::<Vec<_>>(),
        [new.id, old.id],
        "nothing of who is out of reach"
    );
    assert_eq!(
        (told[0].subject, told[0].kind, told[0].at),
        (new.subject, NoticeKind::ReferralDeclined, at(2))
    );
    let before = Some(Place { at: new.at, id: new.id.0 });
    let rest = tx.notices(&filter, me, TODAY, before, 9).await.unwrap();
    assert_eq!(rest.iter().map(|one| one.id).collect::<Vec<_>>(), [old.id], "where the page ended");
    assert!(!tx.see_notice(world.worker.account, new.id, at(5)).await.unwrap());
    assert!(!tx.unsee_notice(me, new.id).await.unwrap());
    assert!(tx.see_notice(me, new.id, at(5)).await.unwrap());
    assert!(!tx.see_notice(me, new.id, at(5)).await.unwrap());
    assert_eq!(tx.notices(&filter, me, TODAY, None, 9).await.unwrap().len(), 1);
    assert!(tx.unsee_notice(me, new.id).await.unwrap());
    assert_eq!(tx.notices(&filter, me, TODAY, None, 1).await.unwrap()[0].id, new.id);
}

fn due(person: PersonId, owner: Owner, days: i64, kind: DutyKind) -> Duty {
    let (due, why) = (TODAY.saturating_add(days.days()), Some(Line::new("The order says so").unwrap()));
    Duty { id: id(), person, kind, owner, due, subject: id::<DutyId>().0, why }
}

pub async fn duties_are_listed_for_whom_they_fall_to(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let me = world.officer;
    let person = world.person(fresh, "Ada", "Crane").await.person;
    let mine = Owner { agency: me.agency, account: Some(me.account) };
    let team = Owner { agency: me.agency, account: None };
    let late = due(person, mine, -3, DutyKind::Appointment);
    let soon = due(person, mine, 4, DutyKind::OrderEnds);
    let far = due(person, mine, 40, DutyKind::PlanReview);
    let unnamed = due(person, team, 1, DutyKind::Allocate);
    let mut tx = fresh.write().await;
    let all = [late.clone(), soon.clone(), far, unnamed.clone()];
    tx.open_duties(&all, &stamp(me, at(0))).await.unwrap();
    tx.commit().await.unwrap();

    let filter = world.gate.visible_to(&me.viewer, Purpose::Supervision);
    let until = TODAY.saturating_add(14.days());
    let mut tx = fresh.read().await;
    let duties = tx.duties(&filter, me.account, TODAY, until, 9).await.unwrap();
    assert_eq!(duties, [late.clone(), soon.clone()]);
    assert_eq!(tx.duties(&filter, me.account, TODAY, until, 1).await.unwrap(), std::slice::from_ref(&late));
    let first = tx.duties_of_agency(&filter, me.agency, TODAY, until, None, 2).await.unwrap();
    assert_eq!(first, [late.clone(), unnamed.clone()]);
    let after = Some((unnamed.due, unnamed.id));
    let rest = tx.duties_of_agency(&filter, me.agency, TODAY, until, after, 9).await.unwrap();
    assert_eq!(rest, std::slice::from_ref(&soon));
    assert_eq!(tx.duties_about(person, 9).await.unwrap().len(), 4);
    let other = world.gate.visible_to(&world.worker.viewer, Purpose::Supervision);
    assert_eq!(tx.duties(&other, world.worker.account, TODAY, until, 9).await.unwrap(), []);
    assert_eq!(tx.duties_of_agency(&other, me.agency, TODAY, until, None, 9).await.unwrap(), []);
}

pub async fn a_duty_is_moved_handed_over_and_closed_once(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let me = world.officer;
    let person = world.person(fresh, "Ada", "Crane").await.person;
    let stranger = world.person(fresh, "Bo", "Crane").await.person;
    let mine = Owner { agency: me.agency, account: Some(me.account) };
    let team = Owner { agency: me.agency, account: None };
    let one = due(person, team, 1, DutyKind::Allocate);
    let of_another = due(person, team, 1, DutyKind::Allocate);
    let by = stamp(me, at(0));
    let mut tx = fresh.write().await;
    tx.open_duties(&[one.clone(), of_another.clone()], &by).await.unwrap();
    let kinds = [DutyKind::Allocate, DutyKind::PlanReview];
    let later = TODAY.saturating_add(9.days());
    assert_eq!(tx.move_duties(person, one.subject, &kinds, later).await.unwrap(), 1);
    let both = [one.id, of_another.id];
    assert_eq!(tx.hand_over_duties(stranger, &both, mine).await.unwrap(), 0, "on another record");
    assert_eq!(tx.hand_over_duties(person, &both, mine).await.unwrap(), 2);
    let done = Closing::Done;
    assert_eq!(tx.close_duties(person, of_another.subject, &kinds, done, &by).await.unwrap(), 1);
    assert_eq!(tx.close_duties(person, of_another.subject, &kinds, done, &by).await.unwrap(), 0);
    assert_eq!(tx.move_duties(person, of_another.subject, &kinds, later).await.unwrap(), 0);
    tx.commit().await.unwrap();
    let filter = world.gate.visible_to(&me.viewer, Purpose::Supervision);
    let mut tx = fresh.read().await;
    let left = tx.duties(&filter, me.account, TODAY, later, 9).await.unwrap();
    assert_eq!(left, [Duty { due: later, owner: mine, ..one }]);
}

pub async fn reference_data_round_trips(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let agency = Agency {
        id: id(),
        partnership: world.partnership,
        name: "Abbey Housing".into(),
        kind: AgencyKind::Housing,
    };
    let mut tx = fresh.write().await;
    tx.insert_agency(&agency, at(0)).await.unwrap();
    tx.commit().await.unwrap();
    let holiday = |day, name: &str| ("england-and-wales".to_owned(), day, name.to_owned());
    let batch = fill::Batch {
        sites: vec![Site { id: id(), agency: agency.id, name: "Office".into(), place: "Town".into() }],
        requirement_kinds: vec![RequirementKind {
            code: "ATR".into(),
            name: "Alcohol treatment requirement".into(),
            unit: Unit::Months,
            least: None,
            most: Some(36),
            from: date(2020, 12, 1),
            to: None,
        }],
        bank_holidays: vec![
            holiday(date(2026, 12, 25), "Christmas Day"),
            holiday(date(2026, 12, 28), "Boxing Day"),
            holiday(date(2027, 1, 1), "New Year"),
        ],
        ..fill::Batch::default()
    };
    fresh.db.fill(batch).await.unwrap();
    let mut tx = fresh.read().await;
    let names: Vec<_> = tx.agencies(2).await.unwrap().into_iter().map(|one| (one.name, one.kind)).collect();
    assert_eq!(names[0], ("Abbey Housing".into(), AgencyKind::Housing));
    assert_eq!(names.len(), 2);
    let days = tx.bank_holidays("england-and-wales", date(2026, 12, 25), date(2026, 12, 31)).await.unwrap();
    assert_eq!(days, [date(2026, 12, 25), date(2026, 12, 28)]);
    assert_eq!(tx.bank_holidays("scotland", date(2026, 1, 1), date(2027, 1, 1)).await.unwrap(), []);
    let all = tx.services(None, 9).await.unwrap();
    assert_eq!(all, [world.housing.clone(), world.alcohol.clone()]);
    assert_eq!(tx.services(Some(Pathway::Substance), 9).await.unwrap(), std::slice::from_ref(&world.alcohol));
    assert_eq!(tx.services(None, 1).await.unwrap().len(), 1);
    assert_eq!(tx.service(world.alcohol.id).await.unwrap(), Some(world.alcohol.clone()));
    assert_eq!(tx.service(id()).await.unwrap(), None);
}
