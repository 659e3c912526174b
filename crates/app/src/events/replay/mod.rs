//! The record of a person, and a partnership, as their events alone tell them.
//!
//! What holds: folding all events of a chain gives the values that the tables hold, since every change of those writes its
//! event in the same transaction. Secrets, sessions, tokens and drafts are not told: no event carries them. A payload that
//! a lawful disposal has emptied cannot be replayed, and is not given to these functions.

mod fields;
mod order;
mod partnership;
mod read;

pub use partnership::Partnership;

use super::{EventKind, NewEvent};
use crate::fill::{Batch, LimitedAccess};
use domain::{
    appointment::Appointment,
    ids::{
        AgencyId, AppointmentId, InvolvementId, NeedId, NoteId, OrderId, PersonId, ReferralId, RiskFlagId,
    },
    involvement::Involvement,
    note::Note,
    order::Order,
    pathway::Need,
    person::{Communication, Contact, Identity},
    referral::Referral,
    risk::RiskFlag,
    stamp::Stamp,
};
use fields::Fields;
use jiff::Timestamp;
use serde_json::Value;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What an event says, as far as state follows from it.
#[derive(Debug, Clone)]
pub struct Told<'a> {
    /// What happened.
    pub kind: EventKind,
    /// The record it is about.
    pub subject: Option<Uuid>,
    /// Who, when, for which agency.
    pub stamp: Stamp,
    /// What changed.
    pub body: &'a Value,
}

impl<'a> From<&'a NewEvent> for Told<'a> {
    fn from(event: &'a NewEvent) -> Self {
        Self { kind: event.kind, subject: event.subject, stamp: event.stamp, body: &event.body }
    }
}

/// An event whose body does not say what its kind needs. Carries no personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an event “{}” cannot be replayed: {field}", kind.code())]
pub struct Unreadable {
    /// Which kind.
    pub kind: EventKind,
    /// What is missing or does not follow from the events before.
    pub field: &'static str,
}

/// A person's record.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Record {
    /// Who they are, and when the record began.
    pub identity: Option<(Identity, Timestamp)>,
    /// Contact details by the agency that holds them, and since when.
    pub contacts: BTreeMap<AgencyId, (Contact, Timestamp)>,
    /// Communication needs by the agency that holds them, and since when.
    pub communication: BTreeMap<AgencyId, (Communication, Timestamp)>,
    /// Who may open the record at all, where that is limited.
    pub limited: Option<LimitedAccess>,
    /// Who works with them.
    pub involvements: BTreeMap<InvolvementId, Involvement>,
    /// Orders.
    pub orders: BTreeMap<OrderId, Order>,
    /// Needs.
    pub needs: BTreeMap<NeedId, Need>,
    /// Risk flags.
    pub risk_flags: BTreeMap<RiskFlagId, RiskFlag>,
    /// Notes.
    pub notes: BTreeMap<NoteId, Note>,
    /// Appointments.
    pub appointments: BTreeMap<AppointmentId, Appointment>,
    /// Referrals with their facts.
    pub referrals: BTreeMap<ReferralId, Referral>,
}

impl Record {
    /// The record that these events tell of `person`, in the order of their chain.
    ///
    /// # Errors
    /// [`Unreadable`] for an event that says too little, or contradicts those before it.
    pub fn replay<'a>(
        person: PersonId,
        events: impl IntoIterator<Item = Told<'a>>,
    ) -> Result<Self, Unreadable> {
        events.into_iter().try_fold(Self::default(), |record, told| record.after(person, &told))
    }

    /// The record after one more event.
    fn after(mut self, person: PersonId, told: &Told<'_>) -> Result<Self, Unreadable> {
        let (fields, stamp) = (Fields::new(told.kind, told.body), told.stamp);
        match told.kind {
            EventKind::PersonCreated | EventKind::IdentityEdited => {
                let known = self.identity.as_ref();
                let (holder, since) =
                    known.map_or((stamp.agency, stamp.at), |(known, since)| (known.holder, *since));
                self.identity = Some((read::identity(fields, person, holder)?, since));
            }
            EventKind::ContactRecorded => {
                let contact = read::contact(fields, person, stamp)?;
                self.contacts.insert(contact.holder, (contact, stamp.at));
            }
            EventKind::CommunicationRecorded => {
                let communication = read::communication(fields, person)?;
                self.communication.insert(communication.holder, (communication, stamp.at));
            }
            EventKind::AccessLimited => {
                let (named, from) = (fields.ids("named")?, fields.day("from")?);
                self.limited = Some(LimitedAccess { person, named, from });
            }
            EventKind::InvolvementBegan | EventKind::InvolvementEnded => {
                let involvement = read::involvement(fields, person)?;
                self.involvements.insert(involvement.id, involvement);
            }
            EventKind::OrderMade => {
                let order = read::order(fields, person, stamp)?;
                self.orders.insert(order.id, order);
            }
            EventKind::OrderVaried | EventKind::OrderTransferred | EventKind::OrderEnded => {
                self.step_order(fields, told)?;
            }
            EventKind::RequirementStep | EventKind::RequirementProgress => {
                self.step_requirement(fields, told)?;
            }
            EventKind::NeedRecorded => {
                let need = read::need(fields, person, stamp)?;
                self.needs.insert(need.id, need);
            }
            EventKind::RiskRaised | EventKind::RiskEnded => {
                let mut flag = read::risk(fields, person, stamp)?;
                if let Some(raised) = self.risk_flags.get(&flag.id) {
                    flag.stamp = raised.stamp;
                }
                self.risk_flags.insert(flag.id, flag);
            }
            EventKind::NoteAdded => {
                let note = read::note(fields, person, stamp)?;
                self.notes.insert(note.id, note);
            }
            EventKind::AppointmentBooked => {
                let booked = Appointment::booked(read::booking(fields, person, stamp)?);
                self.appointments.insert(booked.booking.id, booked);
            }
            EventKind::AppointmentOutcome | EventKind::AppointmentMoved | EventKind::AppointmentCalledOff => {
                let id = told.subject.map(AppointmentId).ok_or(fields.unreadable("subject"))?;
                let booked = self.appointments.remove(&id).ok_or(fields.unreadable("subject"))?;
                let (fact, day) = (read::appointment_fact(fields, told.kind)?, booked.booking.day);
                let after = booked.append(stamp, fact, day).map_err(|_| fields.unreadable("outcome"))?;
                self.appointments.insert(id, after);
            }
            EventKind::ReferralSent
            | EventKind::ReferralReceived
            | EventKind::ReferralAccepted
            | EventKind::ReferralDeclined
            | EventKind::ReferralWithdrawn
            | EventKind::ReferralBegun
            | EventKind::ReferralConcluded
            | EventKind::ReferralAsked
            | EventKind::ReferralAnswered
            | EventKind::ReferralWaitlisted
            | EventKind::ReferralOffered
            | EventKind::ReferralBooked
            | EventKind::ReferralWarningRead
            | EventKind::ReferralAmended => self.step(fields, person, told)?,
            // Affairs of the partnership: no part of anybody's record.
            EventKind::AccountOpened
            | EventKind::AccountChanged
            | EventKind::AccountClosed
            | EventKind::AccountInvited
            | EventKind::SecretChanged
            | EventKind::SignedIn
            | EventKind::TokenCreated
            | EventKind::TokenRevoked
            | EventKind::AgencyAdded
            | EventKind::RecipientAdded
            | EventKind::ServiceAdded => return Err(fields.unreadable("chain")),
            // Told by facts of their own, which replay in their own modules; no row of these is rebuilt from the log yet.
            _ => {}
        }
        Ok(self)
    }

    /// A step of a referral, the first of which makes it.
    fn step(&mut self, fields: Fields<'_>, person: PersonId, told: &Told<'_>) -> Result<(), Unreadable> {
        let id = told.subject.map(ReferralId).ok_or(fields.unreadable("subject"))?;
        let before = match told.kind {
            EventKind::ReferralSent => Referral::draft(read::request(fields, person, id, told.stamp)?),
            _ => self.referrals.remove(&id).ok_or(fields.unreadable("subject"))?,
        };
        let fact = read::fact(fields, told.kind)?;
        let after = before.append(told.stamp, fact).map_err(|_| fields.unreadable("step"))?;
        self.referrals.insert(id, after);
        Ok(())
    }

    /// Adds the record's rows to a batch, which writes them into a database.
    pub fn put_into(self, batch: &mut Batch) {
        batch.people.extend(self.identity);
        batch.contacts.extend(self.contacts.into_values());
        batch.communication.extend(self.communication.into_values());
        batch.limited.extend(self.limited);
        batch.involvements.extend(self.involvements.into_values());
        batch.orders.extend(self.orders.into_values());
        batch.needs.extend(self.needs.into_values());
        batch.risk_flags.extend(self.risk_flags.into_values());
        batch.notes.extend(self.notes.into_values());
        batch.appointments.extend(self.appointments.into_values());
        batch.referrals.extend(self.referrals.into_values());
    }
}
