//! One day of a member of staff or of a place, on one sheet to print: for outages and visits.
//!
//! Risk to staff is flagged as something to be read first; its words are not printed, since paper is lost.

use crate::{App, ports::DayOf, refusal::Refusal};
use domain::{
    appointment::Appointment,
    ids::{AccountId, PersonId},
    person::Identity,
    section::Purpose,
};
use gate::{Action, Viewer};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Rows on one sheet.
const ROWS: u32 = 200;
/// Places offered.
const PLACES: u32 = 50;

/// One appointment on the sheet.
#[derive(Debug, Clone)]
pub struct DayRow {
    /// The appointment.
    pub appointment: Appointment,
    /// Whose.
    pub person: Identity,
    /// A telephone number, as far as shown.
    pub telephone: Option<String>,
    /// With whom, by name.
    pub with: String,
    /// Whether there is a warning about risk that has to be read before meeting.
    pub warning: bool,
}

/// A day on a sheet.
#[derive(Debug, Clone)]
pub struct DaySheet {
    /// Which day.
    pub day: Date,
    /// Today in London.
    pub today: Date,
    /// The place asked for, or nothing for one's own day.
    pub place: Option<String>,
    /// Places at which the viewer's agency meets people.
    pub places: Vec<String>,
    /// What is booked, in order of time.
    pub rows: Vec<DayRow>,
}

/// The viewer's own day, or that of a place of their agency.
pub async fn day_sheet(
    app: &App,
    viewer: &Viewer,
    day: Option<Date>,
    place: Option<String>,
) -> Result<DaySheet, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "print a day").await?;
    cx.permit_role(Action::SeeDaySheet)?;
    let (filter, today) = (cx.visible(), cx.today());
    let day = day.unwrap_or(today);
    let whose = place.clone().map_or(DayOf::Account(viewer.account), DayOf::Place);
    let sealed = cx.tx.appointments_on(&filter, &whose, day, today, ROWS).await?;
    let places = cx.tx.places(&filter, today, PLACES).await?;
    let (standings, identities) = cx.people(sealed.iter().map(|one| one.label().person)).await?;
    let booked: Vec<Appointment> = sealed
        .into_iter()
        .filter_map(|one| standings.get(&one.label().person).map(|standing| (standing, one)))
        .filter_map(|(standing, one)| cx.open(standing, one).opened())
        .filter(|one| one.state().is_open() || one.outcome().is_some())
        .collect();
    let people: Vec<PersonId> = standings.keys().copied().collect();
    let risks = cx.risks_of(&people, &standings).await?;
    let sealed = cx.tx.contacts_of(&people).await?;
    let telephones: BTreeMap<PersonId, String> = cx
        .open_by_person(&standings, sealed)
        .filter_map(|(person, one)| Some((person, one.telephone?.to_string())))
        .collect();
    let sealed = cx.tx.referrals_in_progress(&people).await?;
    let mut warned: BTreeSet<PersonId> = risks.keys().copied().collect();
    warned.extend(
        cx.open_by_person(&standings, sealed)
            .filter(|(_, one)| one.request.risk_to_staff.is_some())
            .map(|(person, _)| person),
    );
    let accounts: Vec<AccountId> = booked.iter().map(|one| one.booking.account).collect();
    let names = cx.names(accounts, []).await?;
    let rows = booked
        .into_iter()
        .filter_map(|appointment| {
            let person = appointment.booking.person;
            Some(DayRow {
                person: identities.get(&person)?.clone(),
                telephone: telephones.get(&person).cloned(),
                with: names.account(appointment.booking.account),
                warning: warned.contains(&person),
                appointment,
            })
        })
        .collect();
    cx.answer(DaySheet { day, today, place, places, rows }).await
}
