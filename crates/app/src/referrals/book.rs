//! Booking the first appointment: in one step, on the day and at the place of an appointment that the person has with the
//! referring agency anyway, or at another time.

use super::step::{Stepped, same_step};
use crate::{
    App,
    appointments::{Slot, Times},
    refusal::Refusal,
};
use domain::{
    appointment::Appointment,
    ids::{AppointmentId, ReferralId},
    referral::{Fact, Move, Referral},
    section::Purpose,
    text::Prose,
};
use gate::Viewer;
use jiff::civil::Date;

/// Appointments that are offered to book beside, at most.
const BESIDE: usize = 5;
/// Appointments read to find those.
const READ: u32 = 100;

/// What the form needs.
#[derive(Debug, Clone)]
pub struct Booking {
    /// The referral.
    pub referral: Referral,
    /// Appointments with the referring agency that lie ahead, the nearest first, as far as the viewer may see them.
    pub beside: Vec<Appointment>,
    /// Today in London.
    pub today: Date,
}

/// The first appointment to be booked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookFirst {
    /// When and where. With `beside`, day and place are that appointment's, and the time follows it unless one is given.
    pub slot: Slot,
}

/// The choices for booking the first appointment.
pub async fn booking(app: &App, viewer: &Viewer, id: ReferralId) -> Result<Booking, Refusal> {
    let mut cx = app.read(viewer, Purpose::Referral, "book a first appointment").await?;
    cx.permit_role(gate::Action::BookFirstAppointment)?;
    let (standing, sealed) = cx.referral(id).await?;
    let referral = cx.open(&standing, sealed).opened().ok_or(Refusal::NotFound)?;
    let side = referral.side_of(cx.agency());
    cx.permit(gate::Action::BookFirstAppointment, &standing, side)?;
    let today = cx.today();
    let sealed = cx.tx.appointments_of(standing.person, READ).await?;
    let mut beside: Vec<Appointment> = cx
        .open_all(&standing, sealed)
        .into_iter()
        .filter(|one| one.state().is_open() && one.booking.day >= today)
        .filter(|one| one.booking.agency == referral.request.from)
        .collect();
    beside.sort_by_key(|one| one.booking.at);
    beside.truncate(BESIDE);
    cx.answer(Booking { referral, beside, today }).await
}

/// Books the first appointment of a referral with whoever books it, who has read the warning about risk if there is one.
///
/// Invariant: the appointment, the referral's fact, both events and what becomes due commit together.
pub async fn book_first(
    app: &App,
    viewer: &Viewer,
    id: ReferralId,
    seen: i64,
    command: BookFirst,
) -> Result<Stepped, Refusal> {
    let mut cx = app.write(viewer, Purpose::Referral, "book a first appointment").await?;
    cx.permit_role(gate::Action::BookFirstAppointment)?;
    let once = same_step(id, seen, Move::Book, None, Prose::new(&command.slot.told()).ok().as_ref())?;
    if let Some(stepped) = cx.stepped_before(&once, id, seen, Move::Book).await? {
        return cx.answer(stepped).await;
    }
    let loaded = cx.load(id, seen, Move::Book).await?;
    let Times { at, day, place, beside } = cx.times(&loaded.standing, &command.slot).await?;
    let appointment: AppointmentId = cx.id();
    let (standing, referral) = (loaded.standing, loaded.referral.clone());
    let fact = Fact::Booked { appointment, on: day };
    // The referral refuses first where the warning was not read: nothing is booked then.
    let after = cx.take(loaded, fact).await?;
    let times = Times { at, day, place, beside };
    cx.book(&standing, (appointment, viewer.account), times, command.slot.minutes, Some(&referral), None)
        .await?;
    cx.remember(Some(&once), id.0).await?;
    cx.answer(Stepped { id, state: after.state(), version: after.version() }).await
}
