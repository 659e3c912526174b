//! Orders, needs, risks, appointments and notes of an invented person.

use super::{
    course,
    person::{line, prose},
    telling::Telling,
};
use anyhow::Result;
use app::{
    duties::{self, DutyChange},
    events::{EventKind, body},
    fill::Batch,
};
use domain::{
    agency::AgencyKind,
    appointment::{Appointment, AskedBy, Attendance as Came, Booking, Fact, NotHeld, Outcome},
    audit::{Answers, Audit, Mode, Pregnancy, Rules},
    duty::{Duty, DutyKind, Owner},
    ids::{AppointmentId, DutyId, PersonId, RequirementId},
    note::Note,
    order::{Order, Requirement},
    pathway::Need,
    risk::RiskFlag,
    section::Section,
    stamp::Stamp,
    text::{Line, Prose},
};
use jiff::{SignedDuration, Timestamp, civil::Date};
use serde_json::Value;
use synth::{Attendance, Excuse, MeetingStage, Person, ThreeWayMeeting};
use uuid::Uuid;

/// Adds the orders; gives the ids of each order's requirements, since referrals name them by their places.
pub fn orders(
    person: &Person,
    telling: &mut Telling<'_>,
    batch: &mut Batch,
) -> Result<Vec<Vec<RequirementId>>> {
    let mut ids = Vec::with_capacity(person.orders.len());
    for invented in &person.orders {
        let stamp = telling.stamp(invented.recorded)?;
        let requirements: Vec<Requirement> = invented
            .requirements
            .iter()
            .map(|one| Requirement {
                id: telling.id(stamp.at),
                kind: one.code.to_owned(),
                name: one.name.to_owned(),
                amount: one.amount,
                unit: one.unit,
                done: one.done,
                began: one.began,
                ended: one.ended,
            })
            .collect();
        ids.push(requirements.iter().map(|one| one.id).collect());
        let order = Order {
            id: telling.id(stamp.at),
            person: telling.person,
            holder: stamp.agency,
            kind: invented.kind,
            court: line(invented.court),
            offence: line(invented.offence),
            made: invented.made,
            ends: invented.ends,
            ended: invented.ended.map(|(day, _)| day),
            requirements,
        };
        let mut said = body::order(&order);
        let mut owner = None;
        if let (None, Some(lead)) = (order.ended, person.lead()) {
            let account = telling.roster.account(lead.account)?;
            let leads = Owner { agency: telling.roster.agency(lead.agency)?.id, account: Some(account) };
            owner = Some(leads);
            let duty = due(telling.person, DutyKind::OrderEnds, leads, order.ends, order.id.0);
            let mut dues = vec![Duty { id: telling.id(stamp.at), ..duty }];
            dues.extend(course::meetings(person, &order, stamp, leads, telling));
            owe(dues, stamp, &mut said, batch);
        }
        telling.tell(stamp, EventKind::OrderMade, Section::Court, Some(order.id.0), said);
        if let Some(owner) = owner {
            course::begin(person, &order, stamp, owner, telling, batch)?;
        }
        batch.orders.push(order);
    }
    Ok(ids)
}

/// Adds what was found on each pathway, and what AUDIT found.
pub fn needs(person: &Person, telling: &mut Telling<'_>, batch: &mut Batch) -> Result<()> {
    for invented in &person.needs {
        let stamp = telling.stamp(invented.found)?;
        let need = Need {
            id: telling.id(stamp.at),
            person: telling.person,
            pathway: invented.pathway,
            level: invented.level,
            detail: prose(invented.detail),
            stamp,
        };
        let section = need.pathway.section();
        telling.tell(stamp, EventKind::NeedRecorded, section, Some(need.id.0), body::need(&need));
        batch.needs.push(need);
    }
    for audit in &person.audits {
        let stamp = telling.stamp(audit.asked)?;
        let audit = Audit::scored(
            telling.id(stamp.at),
            telling.person,
            (audit.asked.on, Mode::Interview, Line::new("English")?),
            Pregnancy::NotAsked,
            Answers::new(audit.items.map(Some))?,
            &Rules::UK,
            None,
            stamp,
        );
        telling.tell(stamp, EventKind::AuditGiven, Section::Substance, Some(audit.id.0), body::audit(&audit));
        batch.audits.push(audit);
    }
    Ok(())
}

/// Adds the risk flags.
pub fn risks(person: &Person, telling: &mut Telling<'_>, batch: &mut Batch) -> Result<()> {
    for invented in &person.risk_flags {
        let stamp = telling.stamp(invented.raised)?;
        let flag = RiskFlag {
            id: telling.id(stamp.at),
            person: telling.person,
            kind: invented.kind,
            detail: prose(invented.detail),
            upkeep: None,
            ended: invented.ended,
            stamp,
        };
        let raised = RiskFlag { ended: None, ..flag.clone() };
        telling.tell(stamp, EventKind::RiskRaised, Section::Risk, Some(flag.id.0), body::risk(&raised));
        if let Some(day) = flag.ended {
            let ended = Stamp { at: super::telling::morning(day).max(stamp.at), ..stamp };
            telling.tell(ended, EventKind::RiskEnded, Section::Risk, Some(flag.id.0), body::risk(&flag));
        }
        batch.risk_flags.push(flag);
    }
    Ok(())
}

/// Adds the appointments, each with its booking and, once it lies behind, what became of it.
pub fn appointments(person: &Person, telling: &mut Telling<'_>, batch: &mut Batch) -> Result<()> {
    for invented in &person.appointments {
        let booked = telling.stamp(invented.booked)?;
        let id: AppointmentId = telling.id(booked.at);
        let section = if invented.enforceable {
            Section::Compliance
        } else {
            match telling.roster.agency(invented.agency)?.kind {
                AgencyKind::AlcoholTreatment | AgencyKind::DrugTreatment => Section::Substance,
                AgencyKind::MentalHealth => Section::MentalHealth,
                AgencyKind::HealthService => Section::PhysicalHealth,
                _ => Section::Plan,
            }
        };
        let booking = Booking {
            id,
            person: telling.person,
            account: telling.roster.account(invented.account)?,
            agency: telling.roster.agency(invented.agency)?.id,
            at: invented.at,
            day: invented.on,
            minutes: invented.minutes,
            place: Line::new(telling.roster.site(invented.site)?)?,
            referral: None,
            told: None,
            beside: None,
            replaces: None,
            section,
            stamp: booked,
        };
        let mut appointment = Appointment::booked(booking);
        let mut said = body::appointment(&appointment.booking, invented.purpose);
        let outcome = outcome(invented.attendance, invented.reason_given)?;
        if outcome.is_none() {
            let booking = &appointment.booking;
            let owner = Owner { agency: booking.agency, account: Some(booking.account) };
            let duty = due(telling.person, DutyKind::Appointment, owner, booking.day, id.0);
            owe(vec![Duty { id: telling.id(booked.at), ..duty }], booked, &mut said, batch);
        }
        telling.tell(booked, EventKind::AppointmentBooked, section, Some(id.0), said);
        if let Some(fact) = outcome {
            let length = SignedDuration::from_mins(i64::from(invented.minutes));
            let at = invented.at.saturating_add(length).unwrap_or(invented.at);
            let stamp = telling.stamp_of(at.max(booked.at), invented.account, invented.agency)?;
            let kind = match fact {
                Fact::Recorded(_) | Fact::Corrected(_) => EventKind::AppointmentOutcome,
                Fact::Moved { .. } | Fact::CalledOff { .. } => EventKind::AppointmentCalledOff,
            };
            appointment = appointment.append(stamp, fact.clone(), invented.on)?;
            let said = body::appointment_fact(appointment.state(), &fact);
            telling.tell(stamp, kind, section, Some(id.0), said);
        }
        batch.appointments.push(appointment);
    }
    Ok(())
}

/// Adds duties, and tells of them in the event that opens them.
fn owe(dues: Vec<Duty>, stamp: Stamp, said: &mut Value, batch: &mut Batch) {
    let opened: Vec<DutyChange> = dues.iter().cloned().map(DutyChange::Opened).collect();
    duties::tell_in(said, &opened);
    batch.duties.extend(dues.into_iter().map(|duty| (duty, stamp)));
}

/// Something due, but for its id.
pub fn due(person: PersonId, kind: DutyKind, owner: Owner, due: Date, subject: Uuid) -> Duty {
    Duty { id: DutyId(Uuid::nil()), person, kind, owner, due, subject, why: None }
}

/// What became of an appointment; `None` while it lies ahead.
fn outcome(attendance: Attendance, reason: Option<&str>) -> Result<Option<Fact>> {
    let recorded = |came, not_held| {
        let outcome = Outcome { reason_offered: reason.and_then(prose), ..Outcome::new(came, not_held) };
        Some(Fact::Recorded(outcome))
    };
    Ok(match attendance {
        Attendance::Booked | Attendance::Unrecorded => None,
        Attendance::Attended => recorded(Came::Attended, None),
        Attendance::Late => recorded(Came::Late, None),
        Attendance::Missed(Excuse::Undecided) => recorded(Came::DidNotAttend, None),
        Attendance::Missed(Excuse::Acceptable) => recorded(Came::DidNotAttend, Some(NotHeld::Acceptable)),
        Attendance::Missed(Excuse::Unacceptable) => recorded(Came::DidNotAttend, Some(NotHeld::Unacceptable)),
        Attendance::CalledOff => Some(Fact::CalledOff {
            asked_by: AskedBy::Provider,
            why: Prose::new(reason.unwrap_or("Staff were away."))?,
        }),
    })
}

/// Adds the notes, and the three-way meetings that were held as notes of who said what.
pub fn notes(person: &Person, telling: &mut Telling<'_>, batch: &mut Batch) -> Result<()> {
    for invented in &person.notes {
        let stamp = telling.stamp(invented.written)?;
        note(invented.section, &invented.text, stamp, telling, batch)?;
    }
    for meeting in &person.meetings {
        if let (Some(held), Some(text)) = (meeting.held, meeting_words(meeting)) {
            let stamp = meeting_stamp(person, meeting, held, telling)?;
            note(Section::Plan, &text, stamp, telling, batch)?;
        }
    }
    Ok(())
}

fn meeting_stamp(
    person: &Person,
    meeting: &ThreeWayMeeting,
    held: Timestamp,
    telling: &Telling<'_>,
) -> Result<Stamp> {
    let manager = person.involvements.iter().find(|one| one.account == meeting.manager);
    let agency = manager.map_or(synth::the::PROBATION, |one| one.agency);
    telling.stamp_of(held, meeting.manager, agency)
}

fn meeting_words(meeting: &ThreeWayMeeting) -> Option<String> {
    let [person, manager, worker] = meeting.voices?;
    let which = match meeting.stage {
        MeetingStage::Start => "start",
        MeetingStage::Middle => "middle",
        MeetingStage::End => "end",
    };
    let who = if meeting.person_came { person } else { "Did not come." };
    Some(format!(
        "Three-way meeting at the {which} of the order.\n\nPerson: {who}\nOffender manager: {manager}\nTreatment worker: {worker}"
    ))
}

fn note(
    section: Section,
    text: &str,
    stamp: Stamp,
    telling: &mut Telling<'_>,
    batch: &mut Batch,
) -> Result<()> {
    let note =
        Note { id: telling.id(stamp.at), person: telling.person, section, text: Prose::new(text)?, stamp };
    telling.tell(stamp, EventKind::NoteAdded, section, Some(note.id.0), body::note(&note));
    batch.notes.push(note);
    Ok(())
}
