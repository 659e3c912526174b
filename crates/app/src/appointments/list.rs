//! A person's appointments, and one of them with its feedback, as far as each reader may see them.

use crate::{
    App,
    people::{Glance, Names},
    refusal::Refusal,
};
use domain::{
    appointment::{Appointment, Step},
    feedback::{Feedback, FeedbackWords},
    ids::{AppointmentId, PersonId},
    person::Identity,
    referral::Referral,
    section::Purpose,
};
use gate::{Action, Viewer, Withheld};
use jiff::civil::Date;

/// Appointments on one page.
const ROWS: u32 = 100;

/// An appointment in a list.
#[derive(Debug, Clone)]
pub struct AppointmentLine {
    /// The appointment.
    pub appointment: Appointment,
    /// With whom, by name.
    pub with: String,
    /// Of which agency, by name.
    pub agency: String,
    /// The feedback on it, as far as opened.
    pub feedback: Option<Feedback>,
}

/// A person's appointments, the latest first.
#[derive(Debug, Clone)]
pub struct Appointments {
    /// Whose.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// Them.
    pub rows: Vec<AppointmentLine>,
    /// What stays closed, and whom to ask.
    pub withheld: Vec<Withheld>,
    /// Names of agencies to ask.
    pub names: Names,
    /// Whether the viewer may book another.
    pub may_book: bool,
    /// Referrals that the viewer's agency has taken on, of which sessions can be booked, with the service's name.
    pub referrals: Vec<(Referral, String)>,
}

/// Feedback with who gave it.
#[derive(Debug, Clone)]
pub struct FeedbackLine {
    /// The coded answers.
    pub feedback: Feedback,
    /// Words about treatment, for those who treat.
    pub words: Option<FeedbackWords>,
    /// Who, by name.
    pub by: String,
}

/// One appointment.
#[derive(Debug, Clone)]
pub struct AppointmentPage {
    /// Whose.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// The appointment.
    pub line: AppointmentLine,
    /// Feedback on it.
    pub feedback: Option<FeedbackLine>,
    /// What stays closed, and whom to ask.
    pub withheld: Vec<Withheld>,
    /// Names of those who did something to it, and of agencies to ask.
    pub names: Names,
    /// What the viewer may do next.
    pub steps: Vec<Step>,
    /// Whether the viewer may give feedback now.
    pub may_give_feedback: bool,
    /// Whether a warning about risk has to be read first.
    pub warning_unread: bool,
    /// Today in London.
    pub today: Date,
}

/// Reads a person's appointments.
pub async fn of_person(app: &App, viewer: &Viewer, person: PersonId) -> Result<Appointments, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read appointments").await?;
    cx.permit_role(Action::SeeAppointments)?;
    let standing = cx.standing(person).await?;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let mut withheld = Vec::new();
    let sealed = cx.tx.appointments_of(person, ROWS).await?;
    let all = cx.open_or_note(&standing, sealed, &mut withheld);
    let sealed = cx.tx.feedback_of(person, ROWS).await?;
    let feedback = cx.open_all(&standing, sealed);
    let sealed = cx.tx.referrals_of(person, ROWS).await?;
    let agency = cx.agency();
    let taken: Vec<Referral> = cx
        .open_all(&standing, sealed)
        .into_iter()
        .filter(|one| one.request.to == agency && one.state().taken_on())
        .collect();
    let mut referrals = Vec::with_capacity(taken.len());
    for referral in taken {
        let service = cx.tx.service(referral.request.service).await?;
        referrals.push((referral, service.map(|one| one.name).unwrap_or_default()));
    }
    let agencies = all.iter().map(|one| one.booking.agency).chain(withheld.iter().map(|closed| closed.ask));
    let names = cx.names(all.iter().map(|one| one.booking.account), agencies).await?;
    let rows = all
        .into_iter()
        .map(|appointment| {
            let feedback = feedback.iter().find(|one| one.appointment == appointment.booking.id).cloned();
            AppointmentLine {
                with: names.account(appointment.booking.account),
                agency: names.agency(appointment.booking.agency),
                feedback,
                appointment,
            }
        })
        .collect();
    let may_book = cx.permit(Action::BookAppointment, &standing, None).is_ok();
    cx.answer(Appointments { person: identity, glance, rows, withheld, names, may_book, referrals }).await
}

/// Opens one appointment.
pub async fn open(app: &App, viewer: &Viewer, id: AppointmentId) -> Result<AppointmentPage, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "open an appointment").await?;
    cx.permit_role(Action::SeeAppointments)?;
    let (standing, one) = cx.appointment(id).await?;
    let person = standing.person;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let mut withheld = Vec::new();
    let sealed = cx.tx.feedback_of(person, ROWS).await?;
    let feedback = cx.open_all(&standing, sealed).into_iter().find(|given| given.appointment == id);
    let sealed = cx.tx.feedback_words_of(person, ROWS).await?;
    let words = cx.open_or_note(&standing, sealed, &mut withheld);
    let words = words.into_iter().find(|words| words.appointment == id);
    let unread = match one.booking.referral {
        None => false,
        Some(referral) => {
            let sealed = cx.tx.referral(referral).await?;
            let referral = sealed.and_then(|sealed| cx.open(&standing, sealed).opened());
            referral.is_some_and(|referral| !referral.may_meet(viewer.account))
        }
    };
    let stamps = one.facts().iter().map(|(stamp, _)| stamp.by);
    let accounts = stamps
        .chain([one.booking.account, one.booking.stamp.by])
        .chain(feedback.iter().map(|one| one.stamp.by));
    let agencies = [one.booking.agency].into_iter().chain(withheld.iter().map(|closed| closed.ask));
    let names = cx.names(accounts, agencies).await?;
    let (today, own) = (cx.today(), one.booking.agency == cx.agency());
    let [may_record, may_move, may_feed_back] =
        [Action::RecordAttendance, Action::MoveAppointment, Action::GiveFeedback]
            .map(|action| own && cx.permit(action, &standing, None).is_ok());
    let steps = one
        .steps(today)
        .filter(|step| match step {
            Step::Record | Step::Correct => may_record,
            Step::Move | Step::CallOff => may_move,
        })
        .collect();
    let may_give_feedback =
        may_feed_back && one.state().took_place() && one.booking.referral.is_some() && feedback.is_none();
    let line = AppointmentLine {
        with: names.account(one.booking.account),
        agency: names.agency(one.booking.agency),
        feedback: feedback.clone(),
        appointment: one,
    };
    let feedback =
        feedback.map(|feedback| FeedbackLine { by: names.account(feedback.stamp.by), feedback, words });
    cx.answer(AppointmentPage {
        person: identity,
        glance,
        line,
        feedback,
        withheld,
        names,
        steps,
        may_give_feedback,
        warning_unread: own && unread,
        today,
    })
    .await
}
