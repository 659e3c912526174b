//! Pathways in versions, appointments with their facts, feedback, and the courses that a review looks at.

use super::fixture::{Fresh, TODAY, World, at, id, line, prose, stamp};
use app::ports::{DayOf, Held};
use domain::{
    appointment::{Appointment, AskedBy, Attendance, Booking, Fact, NotHeld, Outcome, State},
    feedback::{Engagement, Feedback, FeedbackWords, Fit, Progress, Standard},
    ids::{AppointmentId, PersonId, ProtocolId},
    protocol::{Definition, Protocol, Stage},
    referral::{self, DeclineReason, Referral},
    section::{Purpose, Section},
};
use gate::Label;
use jiff::{SignedDuration, Timestamp, ToSpan};

fn booking(world: &World, person: PersonId, hour: i64) -> Booking {
    Booking {
        id: id(),
        person,
        account: world.worker.account,
        agency: world.alcohol.agency,
        at: at(hour * 3_600_000),
        day: TODAY,
        minutes: 45,
        place: line("Castle Street office"),
        referral: Some(id()),
        told: Some(world.officer.agency),
        beside: None,
        replaces: Some(id()),
        section: Section::Compliance,
        stamp: stamp(world.worker, at(0)),
    }
}

fn outcomes(world: &World) -> Vec<Fact> {
    let mut told = Outcome::new(Attendance::DidNotAttend, Some(NotHeld::Acceptable));
    told.reason_offered = Some(prose("A funeral."));
    told.behaviour = Some(prose("Rang \"late\"."));
    told.concern = Some(prose("Sounded low."));
    let _ = world;
    vec![
        Fact::Recorded(told),
        Fact::Recorded(Outcome::new(Attendance::Late, None)),
        Fact::Moved { to: id(), asked_by: AskedBy::Person, why: prose("Work.") },
        Fact::CalledOff { asked_by: AskedBy::Provider, why: prose("Staff are ill.") },
    ]
}

/// A correction is two facts more; who did not see the last one corrects nothing.
pub async fn a_corrected_outcome_is_kept_beside_the_wrong_one_and_written_once(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let person = world.person(fresh, "Ada", "Crane").await.person;
    let (mark, later) = (stamp(world.worker, at(1)), stamp(world.colleague, at(2)));
    let absent = Outcome::new(Attendance::DidNotAttend, None);
    let mut came = Outcome::new(Attendance::Late, None);
    came.concern = Some(prose("Sounded low."));
    let booked = Appointment::booked(booking(&world, person, 9));
    let recorded = booked.clone().append(mark, Fact::Recorded(absent.clone()), TODAY).unwrap();
    let corrected = recorded.clone().correct(later, prose("Mixed up."), came, TODAY).unwrap();
    let other = recorded.clone().correct(
        mark,
        prose("Nobody knows."),
        Outcome::new(Attendance::Attended, None),
        TODAY,
    );
    let again = corrected.clone().correct(mark, prose("Not at all."), absent, TODAY).unwrap();
    let mut tx = fresh.write().await;
    tx.insert_appointment(&booked.booking).await.unwrap();
    assert!(!tx.correct_appointment(&corrected).await.unwrap(), "nothing was recorded yet");
    assert!(tx.append_appointment(&recorded).await.unwrap());
    assert!(!tx.correct_appointment(&again).await.unwrap(), "one correction was left out");
    assert!(tx.correct_appointment(&corrected).await.unwrap());
    assert!(!tx.correct_appointment(&other.unwrap()).await.unwrap(), "somebody else corrected it");
    tx.commit().await.unwrap();
    let read = async |expected: &Appointment| {
        let mut tx = fresh.read().await;
        let standing = world.standing(&mut tx, world.officer, person).await;
        let sealed = tx.appointment(expected.booking.id).await.unwrap().expect("an appointment");
        assert_eq!(world.open(world.officer, &standing, sealed).as_ref(), Some(expected));
        tx.end().await.unwrap();
    };
    read(&corrected).await;
    let mut tx = fresh.write().await;
    assert!(tx.correct_appointment(&again).await.unwrap());
    tx.commit().await.unwrap();
    read(&again).await;
}

/// Each kind of outcome round-trips under its seal; a second fact finds the appointment taken.
pub async fn an_appointment_is_kept_with_the_one_fact_that_ends_it(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let person = world.person(fresh, "Ada", "Crane").await.person;
    let mut expected = Vec::new();
    for (hour, fact) in (0..).zip(outcomes(&world)) {
        let booked = Appointment::booked(booking(&world, person, hour));
        let mark = stamp(world.worker, at(20 * 3_600_000));
        let ended = booked.clone().append(mark, fact, TODAY.saturating_add(1.day())).unwrap();
        let mut tx = fresh.write().await;
        tx.insert_appointment(&booked.booking).await.unwrap();
        assert!(tx.append_appointment(&ended).await.unwrap());
        assert!(!tx.append_appointment(&ended).await.unwrap(), "it has ended");
        tx.commit().await.unwrap();
        expected.insert(0, ended);
    }
    let open = Appointment::booked(booking(&world, person, 9));
    let mut tx = fresh.write().await;
    tx.insert_appointment(&open.booking).await.unwrap();
    tx.commit().await.unwrap();
    expected.insert(0, open.clone());
    let mut tx = fresh.read().await;
    let standing = world.standing(&mut tx, world.officer, person).await;
    let sealed = tx.appointments_of(person, 50).await.unwrap();
    let label = Label {
        person,
        section: Section::Compliance,
        holder: world.alcohol.agency,
        sent_to: Some(world.officer.agency),
    };
    assert!(sealed.iter().all(|one| one.label() == label));
    let read: Vec<_> =
        sealed.into_iter().filter_map(|one| world.open(world.officer, &standing, one)).collect();
    assert_eq!(read, expected, "the latest first");
    let one = tx.appointment(open.booking.id).await.unwrap().unwrap();
    assert_eq!(world.open(world.officer, &standing, one).unwrap().state(), State::Booked);
    assert!(tx.appointment(AppointmentId(id::<PersonId>().0)).await.unwrap().is_none());
}

pub async fn a_day_is_listed_for_somebody_or_some_place_as_far_as_people_may_be_known(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let person = world.person(fresh, "Ada", "Crane").await.person;
    let hidden = super::fixture::identity("Bo", "Heron", world.police.agency);
    let mut tx = fresh.write().await;
    tx.create_person(&hidden, at(0)).await.unwrap();
    for (who, hour) in [(person, 3), (hidden.person, 1), (person, 2)] {
        let one = Booking {
            account: world.officer.account,
            agency: world.officer.agency,
            ..booking(&world, who, hour)
        };
        tx.insert_appointment(&one).await.unwrap();
    }
    tx.commit().await.unwrap();
    let filter = world.gate.visible_to(&world.officer.viewer, Purpose::Supervision);
    let mut tx = fresh.read().await;
    let place = DayOf::Place("Castle Street office".into());
    for whose in [DayOf::Account(world.officer.account), place] {
        let found = tx.appointments_on(&filter, &whose, TODAY, TODAY, 9).await.unwrap();
        let people: Vec<_> = found.iter().map(|one| one.label().person).collect();
        assert_eq!(people, [person, person], "{whose:?}");
        assert_eq!(tx.appointments_on(&filter, &whose, TODAY, TODAY, 1).await.unwrap().len(), 1);
        let tomorrow = TODAY.saturating_add(1.day());
        assert!(tx.appointments_on(&filter, &whose, tomorrow, TODAY, 9).await.unwrap().is_empty());
    }
    assert_eq!(tx.places(&filter, TODAY, 9).await.unwrap(), ["Castle Street office"]);
    assert_eq!(tx.contacts_of(&[]).await.unwrap().len(), 0);
}

pub async fn feedback_is_kept_once_and_its_words_lie_under_treatment(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let person = world.person(fresh, "Ada", "Crane").await.person;
    let feedback = Feedback {
        id: id(),
        person,
        appointment: id(),
        referral: id(),
        told: world.officer.agency,
        engagement: Engagement::Partly,
        fit: Fit::Another,
        progress: Progress::Back,
        standard: Standard::NotMet,
        stamp: stamp(world.worker, at(1)),
    };
    let words = FeedbackWords {
        feedback: feedback.id,
        appointment: feedback.appointment,
        words: prose("Drinks to forget."),
    };
    let mut tx = fresh.write().await;
    assert!(tx.insert_feedback(&feedback, Some(&words)).await.unwrap());
    assert!(!tx.insert_feedback(&Feedback { id: id(), ..feedback.clone() }, None).await.unwrap(), "once");
    tx.commit().await.unwrap();
    let mut tx = fresh.read().await;
    let standing = world.standing(&mut tx, world.officer, person).await;
    let mut sealed = tx.feedback_of(person, 9).await.unwrap();
    assert_eq!(world.open(world.officer, &standing, sealed.pop().unwrap()), Some(feedback));
    let sealed = tx.feedback_words_of(person, 9).await.unwrap();
    assert_eq!(sealed[0].label(), Label::own(person, Section::Treatment, world.alcohol.agency));
    assert!(sealed.into_iter().all(|one| world.open(world.officer, &standing, one).is_none()));
}

pub async fn a_pathway_is_kept_in_versions_and_its_reviews_are_held_once(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let person = world.person(fresh, "Ada", "Crane").await.person;
    let service = world.request(person).service;
    let mut tx = fresh.write().await;
    let versions = tx.protocols(service).await.unwrap();
    assert_eq!(versions.len(), 1, "every service starts with one");
    assert_eq!((versions[0].id, versions[0].version), (ProtocolId(service.0), 1));
    let mut definition = Definition::starting(3);
    definition.asking_stops_clock = false;
    let second = Protocol {
        id: id(),
        service,
        version: 2,
        from: TODAY,
        definition,
        agreed_at: Some(TODAY),
        why: Some(prose("Shorter.")),
    };
    assert!(tx.insert_protocol(&second).await.unwrap());
    assert!(
        !tx.insert_protocol(&Protocol { id: id(), ..second.clone() }).await.unwrap(),
        "that number is taken"
    );
    assert_eq!(tx.protocols(service).await.unwrap()[1], second);
    assert_eq!(second.definition.limit(Stage::Answer).working_days, 3);

    let days = [TODAY, TODAY.saturating_add(90.days())];
    assert_eq!(tx.insert_reviews(service, &days).await.unwrap(), 2);
    assert_eq!(tx.insert_reviews(service, &days).await.unwrap(), 0);
    let held = Held {
        on: TODAY,
        words: prose("All is well."),
        figures: serde_json::json!({ "sent": 2 }),
        stamp: stamp(world.officer, at(3)),
    };
    assert!(tx.hold_review(service, TODAY, &held).await.unwrap());
    assert!(!tx.hold_review(service, TODAY, &held).await.unwrap(), "held already");
    assert!(!tx.hold_review(service, TODAY.saturating_add(1.day()), &held).await.unwrap(), "no such meeting");
    let reviews = tx.reviews(service, 9).await.unwrap();
    assert_eq!(reviews.iter().map(|one| one.due).collect::<Vec<_>>(), [days[1], days[0]]);
    assert_eq!(reviews[1].held, Some(held));
    tx.commit().await.unwrap();
}

pub async fn courses_tell_dates_and_reasons_and_nobodys_name(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let person = world.person(fresh, "Ada", "Crane").await.person;
    let service = world.request(person).service;
    let mut tx = fresh.write().await;
    for facts in [
        vec![referral::Fact::Declined(DeclineReason::OutOfArea, None)],
        vec![referral::Fact::Accepted, referral::Fact::Begun],
        vec![],
    ] {
        let request = world.request(person);
        let sent = stamp(world.officer, at(0));
        let mut one = Referral::draft(request).append(sent, referral::Fact::Sent).unwrap();
        tx.insert_referral(&one.request, &sent, &referral::Fact::Sent).await.unwrap();
        for fact in facts {
            one = one.append(stamp(world.worker, at(1_000)), fact).unwrap();
            assert!(tx.append_fact(&one, one.request.answer_by).await.unwrap());
        }
    }
    tx.commit().await.unwrap();
    let mut tx = fresh.read().await;
    let later = at(0).checked_add(SignedDuration::from_hours(24)).unwrap();
    let courses = tx.courses(service, (Timestamp::UNIX_EPOCH, later), TODAY, 9).await.unwrap();
    assert!(courses.iter().all(|(referrer, _)| *referrer == world.officer.agency));
    let courses: Vec<_> = courses.into_iter().map(|(_, course)| course).collect();
    assert_eq!(courses.len(), 3);
    let declined: Vec<_> = courses.iter().filter_map(|one| one.declined).collect();
    assert_eq!(declined, [DeclineReason::OutOfArea]);
    assert_eq!(courses.iter().filter(|one| one.answered.is_some()).count(), 2);
    assert_eq!(courses.iter().filter(|one| one.begun.is_some() && one.accepted.is_some()).count(), 1);
    assert!(
        tx.courses(service, (later, later), TODAY, 9).await.unwrap().is_empty(),
        "only those of the period"
    );
    let running = tx.referrals_in_progress(&[person]).await.unwrap();
    assert_eq!(running.len(), 2, "what is over is left out");
}
