//! What the demonstration accounts find on their desks: something for each, as on any Monday.

use crate::{TODAY, world};
use domain::referral::{Fact, Side};
use domain::role::Role;
use jiff::civil::Date;
use synth::{Attendance, Person, demonstration, the};

fn people() -> Vec<Person> {
    world().people(synth::PEOPLE_PER_DIVISION).collect()
}

fn appointments(people: &[Person], role: Role, wanted: Attendance, until: Date) -> usize {
    let held = people.iter().flat_map(|person| &person.appointments);
    held.filter(|one| one.account == demonstration(role) && one.attendance == wanted && one.on <= until)
        .count()
}

#[test]
fn practitioner_and_treatment_worker_have_things_overdue_and_due() {
    let people = people();
    let fortnight = TODAY.saturating_add(jiff::Span::new().days(14));
    for role in [Role::ProbationPractitioner, Role::TreatmentWorker] {
        let overdue = appointments(&people, role, Attendance::Unrecorded, TODAY);
        let due = appointments(&people, role, Attendance::Booked, fortnight);
        assert!((1..10).contains(&overdue) && due >= 5, "{role}: {overdue} overdue, {due} due");
    }
}

#[test]
fn the_alcohol_service_has_an_inbox_of_several_ages() {
    let people = people();
    let waiting = people.iter().flat_map(|person| &person.referrals).filter(|one| {
        one.to == the::ALCOHOL_SERVICE
            && one.facts.iter().all(|(_, fact)| matches!(fact, Fact::Sent | Fact::Received))
    });
    let limits: Vec<Date> = waiting.map(|one| one.answer_by).collect();
    let late = limits.iter().filter(|limit| **limit < TODAY).count();
    assert!(limits.len() >= 4 && late >= 1, "{} wait, {late} of them too long", limits.len());
}

#[test]
fn those_who_refer_are_answered_and_those_who_lead_keep_some_cases() {
    let people = people();
    for role in [
        Role::ProbationPractitioner,
        Role::TreatmentWorker,
        Role::PoliceOfficer,
        Role::CourtLiaison,
        Role::TeamManager,
    ] {
        let cases = people.iter().filter(|person| {
            let mut involved = person.involvements.iter();
            involved.any(|one| one.account == demonstration(role) && one.to.is_none())
        });
        assert!(cases.count() >= 2, "{role}");
    }
    let since = TODAY.saturating_sub(jiff::Span::new().days(14));
    for role in [Role::ProbationPractitioner, Role::PoliceOfficer, Role::CourtLiaison] {
        let made = people.iter().flat_map(|person| &person.referrals);
        let answers = made.filter(|one| one.made_by == demonstration(role)).flat_map(|one| &one.facts);
        let new = answers.filter(|(mark, fact)| fact.as_move().side() == Side::Provider && mark.on >= since);
        assert!(new.count() >= 1, "{role}");
    }
}
