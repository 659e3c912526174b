//! Orders, needs, risks, appointments and notes of an invented person.

use super::{
    person::{line, prose},
    telling::Telling,
};
use anyhow::Result;
use app::{
    events::{EventKind, body},
    fill::{self, Batch},
};
use domain::{
    agency::AgencyKind,
    ids::{AppointmentId, RequirementId},
    note::Note,
    order::{Order, Requirement},
    pathway::Need,
    risk::RiskFlag,
    section::Section,
    stamp::Stamp,
    text::Prose,
};
use jiff::{SignedDuration, Timestamp};
use synth::{Attendance, Excuse, MeetingStage, Person, ThreeWayMeeting};

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
        telling.tell(stamp, EventKind::OrderMade, Section::Court, Some(order.id.0), body::order(&order));
        batch.orders.push(order);
    }
    Ok(ids)
}

/// Adds what was found on each pathway, and the AUDIT screenings as notes.
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
        let text = format!("AUDIT screening: {} of 40 points.", audit.total);
        note(Section::Substance, &text, stamp, telling, batch)?;
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
        let appointment = fill::Appointment {
            id,
            person: telling.person,
            account: telling.roster.account(invented.account)?,
            at: invented.at,
            day: invented.on,
            place: telling.roster.site(invented.site)?.to_owned(),
            outcome: outcome(invented.attendance).map(str::to_owned),
            stamp: booked,
        };
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
        let said = body::appointment(&appointment, invented.purpose);
        telling.tell(booked, EventKind::AppointmentBooked, section, Some(id.0), said);
        if let Some(outcome) = &appointment.outcome {
            let length = SignedDuration::from_mins(i64::from(invented.minutes));
            let at = invented.at.saturating_add(length).unwrap_or(invented.at);
            let stamp = telling.stamp_of(at.max(booked.at), invented.account, invented.agency)?;
            let said = body::appointment_outcome(outcome, invented.reason_given);
            telling.tell(stamp, EventKind::AppointmentOutcome, section, Some(id.0), said);
        }
        batch.appointments.push(appointment);
    }
    Ok(())
}

/// What became of an appointment, as its code; `None` while it lies ahead or nobody has recorded it.
const fn outcome(attendance: Attendance) -> Option<&'static str> {
    match attendance {
        Attendance::Booked | Attendance::Unrecorded => None,
        Attendance::Attended => Some("attended"),
        Attendance::Late => Some("attended_late"),
        Attendance::Missed(Excuse::Undecided) => Some("missed_undecided"),
        Attendance::Missed(Excuse::Acceptable) => Some("missed_acceptable"),
        Attendance::Missed(Excuse::Unacceptable) => Some("missed_unacceptable"),
        Attendance::CalledOff => Some("called_off"),
    }
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
