//! Treatment under an order, and meetings: referred, taken on, seen session by session, and talked about by the three.

use super::{
    order::settled,
    stage::{Stage, line, prose},
};
use anyhow::{Context, Result};
use app::{
    appointments::{self, BookAppointment, GiveFeedback, RecordAttendance, Slot},
    meetings::{self, ArrangeMeeting, HoldMeeting, NewAction, NewGoal, Said, WhichGoal},
    referrals::{self, BookFirst, MakeReferral},
};
use domain::{
    appointment::Attendance,
    cadence::MeetingPoint,
    feedback::{Engagement, Fit, Progress, Standard},
    ids::{AppointmentId, MeetingId, OrderId, PersonId, ReferralId, RequirementId},
    meeting::{Attendance as Present, Came, MeetingKind, Minutes, Party, Progress as Come, Setting},
    referral::{Summary, Told},
    role::Role,
};
use jiff::civil::{Date, time};
use std::collections::BTreeMap;
use synth::the;

/// Where everybody is seen.
const PLACE: &str = "Castle Street office";

/// The practitioner refers to the alcohol service under a requirement.
pub async fn referred(
    stage: &Stage<'_>,
    person: PersonId,
    requirement: RequirementId,
    risk: Option<&str>,
) -> Result<ReferralId> {
    let practitioner = stage.actor(Role::ProbationPractitioner)?;
    let alcohol = stage.agency(the::ALCOHOL_SERVICE)?;
    let service = stage.roster.services().iter().find(|one| one.agency == alcohol);
    let command = MakeReferral {
        person,
        service: service.context("the alcohol service has no service")?.id,
        requirement: Some(requirement),
        asks: prose("Please assess and begin treatment under the order. Mornings suit best.")?,
        summary: Summary {
            risk: match risk {
                Some(words) => Told::Known(prose(words)?),
                None => Told::NoneKnown,
            },
            needs: Told::NoneKnown,
            kinds: Vec::new(),
        },
    };
    let made = referrals::make(&stage.app, &practitioner, command, None).await;
    let id = stage.done("referring", made)?;
    settled(stage).await?;
    Ok(id)
}

/// The service takes the person on, reads what is told of risk, and books the first session.
pub async fn taken_on(
    stage: &Stage<'_>,
    person: PersonId,
    referral: ReferralId,
    warned: bool,
    first: Date,
) -> Result<AppointmentId> {
    let worker = stage.actor(Role::TreatmentWorker)?;
    let accepted = referrals::accept(&stage.app, &worker, referral, 1).await;
    let mut version = stage.done("taking on", accepted)?.version;
    if warned {
        let read = referrals::read_warning(&stage.app, &worker, referral, version).await;
        version = stage.done("reading a warning", read)?.version;
    }
    let command = BookFirst { slot: slot(first)? };
    let booked = referrals::book_first(&stage.app, &worker, referral, version, command).await;
    stage.done("booking a first session", booked)?;
    settled(stage).await?;
    let all = appointments::of_person(&stage.app, &worker, person).await;
    let all = stage.done("reading appointments", all)?;
    let found = all.rows.iter().map(|row| &row.appointment.booking).find(|one| one.day == first);
    found.map(|one| one.id).context("a first session that nobody sees")
}

/// The service has begun.
pub async fn begun(stage: &Stage<'_>, referral: ReferralId) -> Result<()> {
    let worker = stage.actor(Role::TreatmentWorker)?;
    let opened = stage.done("reading", referrals::open(&stage.app, &worker, referral).await)?;
    let version = opened.referral.version();
    stage.done("beginning", referrals::begin(&stage.app, &worker, referral, version).await)?;
    settled(stage).await
}

/// The service asks for more, and waits for it.
pub async fn asked(stage: &Stage<'_>, referral: ReferralId, question: &str) -> Result<()> {
    let worker = stage.actor(Role::TreatmentWorker)?;
    let asked = referrals::ask(&stage.app, &worker, referral, 1, prose(question)?).await;
    stage.done("asking for more", asked)?;
    settled(stage).await
}

fn slot(day: Date) -> Result<Slot> {
    let time = Some(time(10, 0, 0, 0));
    Ok(Slot { beside: None, day: Some(day), time, minutes: 45, place: Some(line(PLACE)?) })
}

/// Somebody of staff books an appointment: a session of a referral, or their own.
pub async fn booked(
    stage: &Stage<'_>,
    with: Role,
    person: PersonId,
    referral: Option<ReferralId>,
    day: Date,
) -> Result<AppointmentId> {
    let command = BookAppointment { person, slot: slot(day)?, referral, with: None };
    let made = appointments::book(&stage.app, &stage.actor(with)?, command, None).await;
    stage.done("booking", made)
}

/// What became of an appointment, on its day; a session that took place is followed by feedback.
pub async fn came(
    stage: &Stage<'_>,
    with: Role,
    appointment: AppointmentId,
    attendance: Attendance,
    reason: Option<&str>,
    progress: Option<Progress>,
) -> Result<()> {
    let actor = stage.actor(with)?;
    let command = RecordAttendance {
        attendance,
        not_held: None,
        reason_offered: reason.map(prose).transpose()?,
        behaviour: None,
        concern: None,
    };
    let recorded = appointments::record(&stage.app, &actor, appointment, 1, command).await;
    stage.done("recording attendance", recorded)?;
    if let Some(progress) = progress {
        let feedback = GiveFeedback {
            engagement: Engagement::Well,
            fit: Fit::Fits,
            progress,
            standard: Standard::Met,
            words: Some(prose("Spoke openly about what leads to the first drink of the day.")?),
        };
        let given = appointments::give_feedback(&stage.app, &actor, appointment, feedback).await;
        stage.done("giving feedback", given)?;
    }
    Ok(())
}

/// The practitioner arranges a meeting; one of the order's three where `point` says which.
pub async fn arranged(
    stage: &Stage<'_>,
    person: PersonId,
    order: OrderId,
    point: Option<MeetingPoint>,
    day: Date,
) -> Result<MeetingId> {
    let practitioner = stage.actor(Role::ProbationPractitioner)?;
    let at = day.at(14, 0, 0, 0).to_zoned(stage.app.london().clone())?.timestamp();
    let command = ArrangeMeeting {
        person,
        order: Some(order),
        kind: if point.is_some() { MeetingKind::ThreeWay } else { MeetingKind::Joint },
        point,
        setting: Setting { at, place: line(PLACE)? },
    };
    let made = meetings::arrange(&stage.app, &practitioner, command, None).await;
    stage.done("arranging a meeting", made)
}

/// All three met: goals in the person's words, how far each has come, and who does what by when.
pub async fn held(
    stage: &Stage<'_>,
    meeting: MeetingId,
    goals: &[&str],
    actions: &[(&str, Party, Date)],
) -> Result<()> {
    let practitioner = stage.actor(Role::ProbationPractitioner)?;
    let minutes = Minutes {
        attendance: Present::new(Came::Attended, Came::Attended, Came::Attended),
        words: Some(prose("Went through the order and what each of us does. The person spoke first.")?),
        decisions: vec![line("Treatment and supervision on the same day of the week")?],
    };
    let mut voices = Vec::new();
    for at in 0..goals.len() {
        let said = [
            (Party::Person, Come::Some, "It is going better than I thought."),
            (Party::Manager, Come::Some, "Comes, and says when it is hard."),
            (Party::Worker, Come::Good, "Keeps the diary each day."),
        ];
        for (party, progress, words) in said {
            let words = (at == 0).then(|| line(words)).transpose()?;
            voices.push(Said { goal: WhichGoal::New(at), party, progress, words });
        }
    }
    let command = HoldMeeting {
        meeting,
        seen: 1,
        minutes,
        goals: goals.iter().map(|words| Ok(NewGoal { words: line(words)? })).collect::<Result<_>>()?,
        voices,
        actions: actions
            .iter()
            .map(|(words, who, due)| Ok(NewAction { words: line(words)?, who: *who, due: *due }))
            .collect::<Result<_>>()?,
        carried: BTreeMap::new(),
    };
    let recorded = meetings::hold(&stage.app, &practitioner, command).await;
    stage.done("recording a meeting", recorded).map(drop)
}
