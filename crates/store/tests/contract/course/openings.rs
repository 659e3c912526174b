//! What opens a record for a while and what bars it, by the use-cases: told whole, and kept whole.

use super::{
    held,
    office::{Office, described, words},
};
use crate::contract::fixture::{Fresh, at, id, line};
use app::{
    meetings::{self, ArrangeMeeting},
    openings::{self, AskQuestion, Disclose, DisclosureStep, ReviewEmergency},
    people,
    ports::Store as _,
    referrals::{self, MakeReferral},
    restrictions::{self, Bar, KeepApart, SetLimit},
};
use domain::{
    ids::{OpeningId, PersonId},
    meeting::{MeetingKind, Setting},
    one_off::{Aim, ConsentSaid, Factors, Ground},
    opening::{EmergencyReason, Opening, OpeningKind, OpeningReview, ReviewOutcome},
    question::Reply,
    referral::{Summary, Told},
    restriction::{BarReason, LimitReason},
    section::Section,
    stamp::Stamp,
};
use jiff::ToSpan;

/// Somebody with whom the office and the alcohol service work.
async fn shared(office: &Office<'_>) -> PersonId {
    let (app, staff) = (&office.app, office.staff);
    let person = people::create(app, &staff.officer, described(7), None).await.unwrap();
    let summary = Summary { risk: Told::NoneKnown, needs: Told::NoneKnown, kinds: vec![] };
    let (service, asks) = (office.service, words(1));
    let command = MakeReferral { person, service, requirement: None, asks, summary };
    let referral = referrals::make(app, &staff.officer, command, None).await.unwrap();
    referrals::accept(app, &staff.worker, referral, 1).await.unwrap();
    person
}

fn disclose(office: &Office<'_>, person: PersonId, ground: Ground) -> Disclose {
    let until = office.today().saturating_add(5.days());
    let (sections, aims) = (vec![Section::Substance, Section::Risk], vec![Aim::Outcomes, Aim::ManageRisk]);
    Disclose { person, to: office.staff.liaison.agency, sections, aims, ground, until }
}

/// Questions, disclosures with every step, the room of a meeting, limits and exclusions: the log tells what the tables hold.
pub async fn what_opens_and_bars_is_told_whole(fresh: &Fresh) {
    let office = Office::open(fresh).await;
    let (app, staff) = (&office.app, office.staff);
    let person = shared(&office).await;
    for declined in [false, true] {
        let (to, section) = (staff.worker.agency, Section::Risk);
        let command = AskQuestion { person, to, section, words: line("Is there a risk to staff?") };
        let question = openings::ask(app, &staff.officer, command, None).await.unwrap();
        let until = office.today().saturating_add(3.days());
        let answered = Reply::Answered { words: words(2), until };
        let reply = if declined { Reply::Declined(line("Not ours")) } else { answered };
        openings::reply(app, &staff.worker, question, 0, reply).await.unwrap();
    }
    let duty = Ground::Duty { duty: line("Care Act 2014, section 45"), method: line("In writing") };
    let factors = Ground::Factors(Factors {
        power: line("Section 115"),
        proportionality: words(3),
        consent: ConsentSaid::NotAsked,
        consent_words: Some(line("No time")),
        transparency: words(4),
        vital: words(5),
    });
    let made = openings::disclose(app, &staff.officer, disclose(&office, person, duty), None).await.unwrap();
    let end = DisclosureStep::End(line("Not needed"));
    openings::step_disclosure(app, &staff.officer, made, 0, end).await.unwrap();
    for step in [DisclosureStep::Confirm, DisclosureStep::Refuse(line("Ask first"))] {
        let command = disclose(&office, person, factors.clone());
        let made = openings::disclose(app, &staff.officer, command, None).await.unwrap();
        openings::step_disclosure(app, &staff.officer, made, 0, step.clone())
            .await
            .expect_err("the same person");
        openings::step_disclosure(app, &staff.chief, made, 0, step).await.unwrap();
    }
    let setting = Setting { at: app.now(), place: line("Room 2") };
    let kind = MeetingKind::CaseConference;
    let command = ArrangeMeeting { person, order: None, kind, point: None, setting };
    let meeting = meetings::arrange(app, &staff.officer, command, None).await.unwrap();
    openings::enter_meeting(app, &staff.officer, meeting, vec![Section::Plan]).await.unwrap();
    openings::enter_meeting(app, &staff.worker, meeting, vec![Section::Notes]).await.unwrap();
    openings::leave_meeting(app, &staff.worker, meeting).await.unwrap();
    held::every_record_follows_from_its_events(fresh, &office).await;

    let limit = |named| SetLimit { person, named, reason: LimitReason::Staff };
    let (chief, officer) = (staff.chief.account, staff.officer.account);
    restrictions::set_limit(app, &staff.chief, limit(vec![chief])).await.unwrap();
    restrictions::set_limit(app, &staff.chief, limit(vec![officer, chief])).await.unwrap();
    held::every_record_follows_from_its_events(fresh, &office).await;
    apart(fresh, &office, person).await;
    restrictions::lift(app, &staff.chief, person, line("Over")).await.unwrap();
    let bar = Bar { person, account: officer, reason: BarReason::Related, to: None };
    restrictions::bar(app, &staff.chief, bar.clone()).await.unwrap();
    held::every_record_follows_from_its_events(fresh, &office).await;
    restrictions::readmit(app, &staff.chief, person, officer).await.unwrap();
    office.wait(2);
    let to = Some(office.today().saturating_add(1.days()));
    restrictions::bar(app, &staff.chief, Bar { to, ..bar }).await.unwrap();
    held::every_record_follows_from_its_events(fresh, &office).await;
}

/// A limited record is kept apart from another person's team, then no longer; meanwhile the limit stays.
async fn apart(fresh: &Fresh, office: &Office<'_>, person: PersonId) {
    let (app, chief) = (&office.app, &office.staff.chief);
    let from = shared(office).await;
    let other = people::overview(app, &office.staff.officer, from).await.unwrap();
    let (reference, contact) = (other.about.identity.reference, chief.account);
    let keep = KeepApart { person, reference: reference.clone(), contact };
    restrictions::keep_apart(app, chief, keep.clone()).await.unwrap();
    restrictions::keep_apart(app, chief, keep).await.expect_err("kept apart already");
    held::every_record_follows_from_its_events(fresh, office).await;
    restrictions::lift(app, chief, person, line("Over")).await.expect_err("it is kept apart");
    restrictions::warn_team(app, chief, person).await.unwrap();
    restrictions::end_apart(app, chief, person, &reference).await.unwrap();
    held::every_record_follows_from_its_events(fresh, office).await;
}

/// An emergency is kept whole with its one review, ends once, and is found by whoever reviews.
pub async fn an_emergency_is_kept_whole_and_reviewed_once(fresh: &Fresh) {
    let office = Office::open(fresh).await;
    let staff = office.staff;
    let person = shared(&office).await;
    let stamp = Stamp { at: at(5), by: staff.officer.account, agency: staff.officer.agency };
    let emergency = |number: i64| Opening {
        id: id::<OpeningId>(),
        person,
        kind: OpeningKind::Emergency,
        agency: staff.officer.agency,
        account: Some(staff.officer.account),
        holder: None,
        sections: vec![Section::Contact, Section::Notes],
        reason: Some(EmergencyReason::Medical),
        words: Some(line("Collapsed")),
        subject: None,
        from: at(number),
        until: at(number + 100),
        ended: None,
        stamp: Stamp { at: at(number), ..stamp },
    };
    let (first, second) = (emergency(10), emergency(20));
    let mut tx = fresh.write().await;
    tx.insert_openings(&[first.clone(), second.clone()]).await.unwrap();
    assert_eq!(tx.opening(first.id).await.unwrap(), Some((first.clone(), None)));
    let ended = tx.end_opening(person, second.id, at(30)).await.unwrap();
    assert_eq!(ended, Some(Opening { ended: Some(at(30)), ..second.clone() }));
    assert_eq!(tx.end_opening(person, second.id, at(40)).await.unwrap(), None, "it ends once");
    let outcome = ReviewOutcome::NotJustified;
    let review = OpeningReview { outcome, words: line("Ask the desk"), stamp };
    assert!(tx.review_opening(person, first.id, &review).await.unwrap());
    assert!(!tx.review_opening(person, first.id, &review).await.unwrap(), "it is reviewed once");
    let ids = |list: Vec<app::ports::Reviewed>| list.into_iter().map(|(one, _)| one.id).collect::<Vec<_>>();
    assert_eq!(ids(tx.emergencies(false, None, 9).await.unwrap()), [second.id, first.id]);
    assert_eq!(ids(tx.emergencies(true, None, 9).await.unwrap()), [second.id]);
    let page = Some(app::ports::Place { at: at(20), id: second.id.0 });
    assert_eq!(ids(tx.emergencies(false, page, 9).await.unwrap()), [first.id]);
    assert_eq!(tx.opening(first.id).await.unwrap().and_then(|(_, review)| review), Some(review));
    assert!(tx.limit(person).await.unwrap().is_none());
    tx.commit().await.unwrap();
    // Through the use-case: by a lead, once, and by nobody else.
    let command = ReviewEmergency { outcome, words: line("Again") };
    let refused = openings::review_emergency(&office.app, &staff.officer, second.id, command).await;
    assert!(refused.is_err(), "a practitioner reviews nothing");
    assert_eq!(fresh.db.sweep(&outdated(), 9).await.unwrap(), 1, "what is over is marked, once");
    assert_eq!(fresh.db.sweep(&outdated(), 9).await.unwrap(), 0);
}

fn outdated() -> app::ports::Outdated {
    app::ports::Outdated {
        drafts: at(0),
        keys: at(0),
        throttles: at(0),
        sessions: at(0),
        openings: at(1_000),
        jobs: at(0),
        invitations: at(0),
        court_entries: jiff::civil::date(1900, 1, 1),
    }
}
