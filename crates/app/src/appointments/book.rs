//! Booking, moving and calling off. A moved appointment stays, marked as replaced, with who asked and why.

use crate::{
    App, Cx, Once,
    duties::NewDuty,
    events::{EventKind, body},
    refusal::Refusal,
};
use domain::{
    agency::AgencyKind,
    appointment::{Appointment, AskedBy, Booking, Fact, Step},
    duty::{Closing, DutyKind, Owner},
    ids::{AccountId, AppointmentId, PersonId, ReferralId},
    notice::NoticeKind,
    referral::{Because, Move, MoveRefused, Referral},
    role::{Role, Roles},
    section::{Purpose, Section},
    text::{Line, Prose},
};
use gate::{Action, Standing, Viewer};
use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, Time},
    tz::TimeZone,
};

/// The longest appointment: a day's work.
const MOST_MINUTES: u16 = 480;
/// Colleagues offered at most.
const OFFERED: u32 = 200;
/// Roles that meet people.
const CASEWORK: Roles = Roles::of(&Role::CASEWORK);

/// When and where, as somebody chose it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// The appointment that it is to stand beside: same day, same place.
    pub beside: Option<AppointmentId>,
    /// The day; that of the appointment beside, where there is one.
    pub day: Option<Date>,
    /// The time in London; right after the appointment beside, where none is given.
    pub time: Option<Time>,
    /// How long.
    pub minutes: u16,
    /// Where; the place of the appointment beside, where there is one.
    pub place: Option<Line>,
}

impl Slot {
    /// The slot as one text, by which the same request is known again.
    pub(crate) fn told(&self) -> String {
        format!(
            "{:?} {:?} {:?} {} {}",
            self.beside,
            self.day,
            self.time,
            self.minutes,
            self.place.as_ref().map_or("", Line::as_str)
        )
    }
}

/// When and where, worked out.
#[derive(Debug, Clone)]
pub(crate) struct Times {
    pub(crate) at: Timestamp,
    pub(crate) day: Date,
    pub(crate) place: Line,
    pub(crate) beside: Option<AppointmentId>,
}

/// An appointment to be booked with whoever books it, or with a colleague of theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookAppointment {
    /// With whom.
    pub person: PersonId,
    /// When and where.
    pub slot: Slot,
    /// The referral that it is a session of.
    pub referral: Option<ReferralId>,
    /// The colleague who holds it; whoever books it, where nobody is named.
    pub with: Option<AccountId>,
}

/// A move to another time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveAppointment {
    /// Who asked.
    pub asked_by: AskedBy,
    /// Why.
    pub why: Prose,
    /// When and where instead.
    pub slot: Slot,
}

/// Who at the viewer's agency can hold an appointment, by name.
pub async fn colleagues(app: &App, viewer: &Viewer) -> Result<Vec<(AccountId, String)>, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "colleagues to book for").await?;
    cx.permit_role(Action::BookAppointment)?;
    let (own, today) = (cx.agency(), cx.today());
    let staff = cx.tx.staff(own, today, OFFERED).await?;
    let staff = staff
        .into_iter()
        .filter(|one| one.closed_at.is_none() && one.roles.meets(CASEWORK))
        .map(|one| (one.id, one.name.to_string()))
        .collect();
    cx.answer(staff).await
}

/// Books an appointment of the viewer's, or of a colleague's, with a person.
pub async fn book(
    app: &App,
    viewer: &Viewer,
    command: BookAppointment,
    once: Option<&Once>,
) -> Result<AppointmentId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "book an appointment").await?;
    cx.permit_role(Action::BookAppointment)?;
    if let Some(made) = cx.made_before(once).await? {
        return cx.answer(made.into()).await;
    }
    let standing = cx.standing(command.person).await?;
    cx.permit(Action::BookAppointment, &standing, None)?;
    let referral = match command.referral {
        Some(id) => Some(cx.referral_of_session(&standing, id).await?),
        None => None,
    };
    let holder = command.with.unwrap_or(viewer.account);
    cx.may_hold(holder, referral.as_ref()).await?;
    let times = cx.times(&standing, &command.slot).await?;
    let id = cx.id();
    cx.book(&standing, (id, holder), times, command.slot.minutes, referral.as_ref(), None).await?;
    cx.remember(once, id.0).await?;
    cx.answer(id).await
}

/// Moves an appointment to another time.
pub async fn move_to(
    app: &App,
    viewer: &Viewer,
    id: AppointmentId,
    seen: i64,
    command: MoveAppointment,
) -> Result<AppointmentId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "move an appointment").await?;
    cx.permit_role(Action::MoveAppointment)?;
    let (standing, old) = cx.own_appointment(id, seen, Step::Move, Action::MoveAppointment).await?;
    let referral = match old.booking.referral {
        Some(id) => Some(cx.referral_of_session(&standing, id).await?),
        None => None,
    };
    let times = cx.times(&standing, &command.slot).await?;
    let to: AppointmentId = cx.id();
    let (fact, holder) =
        (Fact::Moved { to, asked_by: command.asked_by, why: command.why }, old.booking.account);
    cx.end_appointment(old, fact, EventKind::AppointmentMoved).await?;
    cx.book(&standing, (to, holder), times, command.slot.minutes, referral.as_ref(), Some(id)).await?;
    if let Some(referral) = &referral {
        let manager = (referral.request.made_by, referral.request.from);
        cx.tell(manager, standing.person, to.0, NoticeKind::AppointmentMoved).await?;
    }
    cx.answer(to).await
}

/// Calls an appointment off, with nothing in its place.
pub async fn call_off(
    app: &App,
    viewer: &Viewer,
    id: AppointmentId,
    seen: i64,
    asked_by: AskedBy,
    why: Prose,
) -> Result<(), Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "call an appointment off").await?;
    cx.permit_role(Action::MoveAppointment)?;
    let (_, old) = cx.own_appointment(id, seen, Step::CallOff, Action::MoveAppointment).await?;
    cx.end_appointment(old, Fact::CalledOff { asked_by, why }, EventKind::AppointmentCalledOff).await?;
    cx.answer(()).await
}

impl Cx<'_> {
    /// Calls off an appointment with an agency that has left, or under a service that has ended.
    pub(crate) async fn call_off_for_leaver(&mut self, one: Appointment) -> Result<(), Refusal> {
        let why = Prose::new("The service has ended").map_err(|_| crate::cx::missing("a reason"))?;
        let fact = Fact::CalledOff { asked_by: AskedBy::Provider, why };
        self.end_appointment(one, fact, EventKind::AppointmentCalledOff).await
    }

    /// An appointment of the viewer's own agency, in the version that the writer saw, and leave to do this to it.
    pub(super) async fn own_appointment(
        &mut self,
        id: AppointmentId,
        seen: i64,
        step: Step,
        action: Action,
    ) -> Result<(Standing, Appointment), Refusal> {
        let (standing, one) = self.appointment(id).await?;
        if one.booking.agency != self.agency() {
            return Err(Refusal::Role(action));
        }
        self.permit(action, &standing, None)?;
        if one.version() != seen {
            return Err(Refusal::Stale { seen, now: one.version() });
        }
        if !one.state().allows(step) {
            return Err(Refusal::not_now("appointment", one.state().words()));
        }
        Ok((standing, one))
    }

    /// One appointment that the viewer may see.
    pub(super) async fn appointment(
        &mut self,
        id: AppointmentId,
    ) -> Result<(Standing, Appointment), Refusal> {
        let sealed = self.tx.appointment(id).await?.ok_or(Refusal::NotFound)?;
        let standing = self.standing(sealed.label().person).await?;
        let one = self.open(&standing, sealed).opened().ok_or(Refusal::NotFound)?;
        Ok((standing, one))
    }

    /// The referral that a session belongs to: taken on by the viewer's agency, for this person, its warning read.
    pub(super) async fn referral_of_session(
        &mut self,
        standing: &Standing,
        id: ReferralId,
    ) -> Result<Referral, Refusal> {
        let sealed = self.tx.referral(id).await?.ok_or_else(unknown_referral)?;
        let referral = self.open(standing, sealed).opened().ok_or_else(unknown_referral)?;
        let request = &referral.request;
        if request.person != standing.person || request.to != self.agency() || !referral.state().taken_on() {
            return Err(unknown_referral());
        }
        if !referral.may_meet(self.viewer.account) {
            let (from, step) = (referral.state(), Move::Book);
            return Err(MoveRefused { from, step, because: Because::WarningUnread }.into());
        }
        Ok(referral)
    }

    /// Whether a colleague can hold an appointment: somebody of the agency who works with people and, for a session of a
    /// service, has read the warning about risk.
    async fn may_hold(&mut self, holder: AccountId, referral: Option<&Referral>) -> Result<(), Refusal> {
        if holder == self.viewer.account {
            return Ok(());
        }
        let found = self.tx.member_of_staff(self.agency(), holder, self.today()).await?;
        if !found.is_some_and(|one| one.closed_at.is_none() && one.roles.meets(CASEWORK)) {
            return Err(Refusal::field("with", "unknown", "Select a colleague of your agency"));
        }
        if referral.is_some_and(|one| !one.may_meet(holder)) {
            let sentence = "Your colleague has to read the warning about risk first";
            return Err(Refusal::field("with", "warning-unread", sentence));
        }
        Ok(())
    }

    /// When and where a slot is.
    pub(crate) async fn times(&mut self, standing: &Standing, slot: &Slot) -> Result<Times, Refusal> {
        if !(1..=MOST_MINUTES).contains(&slot.minutes) {
            return Err(Refusal::field("minutes", "out-of-range", "Minutes must be from 1 to 480"));
        }
        let london = self.app.london().clone();
        let (day, time, place) = if let Some(id) = slot.beside {
            let beside = self.tx.appointment(id).await?.filter(|one| one.label().person == standing.person);
            let beside =
                beside.and_then(|one| self.open(standing, one).opened()).filter(|one| one.state().is_open());
            let beside = beside.ok_or_else(|| {
                Refusal::field("beside", "unknown", "Select an appointment that lies ahead")
            })?;
            let length = SignedDuration::from_mins(i64::from(beside.booking.minutes));
            let after = beside.booking.at.saturating_add(length).unwrap_or(beside.booking.at);
            let after = after.to_zoned(london.clone()).time();
            (beside.booking.day, slot.time.unwrap_or(after), beside.booking.place)
        } else {
            let day = slot.day.ok_or_else(|| Refusal::field("day", "required", "Enter the day"))?;
            let time = slot.time.ok_or_else(|| Refusal::field("time", "required", "Enter the time"))?;
            let place =
                slot.place.clone().ok_or_else(|| Refusal::field("place", "required", "Enter the place"))?;
            (day, time, place)
        };
        if day < self.today() {
            return Err(Refusal::field("day", "past", "The day must be today or later"));
        }
        Ok(Times { at: instant(day, time, &london)?, day, place, beside: slot.beside })
    }

    /// Writes the booking with its event, and opens what it makes due: the appointment itself and, for a session of a
    /// service, feedback on it, which stands in the lists of the provider and of whoever referred.
    pub(crate) async fn book(
        &mut self,
        standing: &Standing,
        (id, holder): (AppointmentId, AccountId),
        times: Times,
        minutes: u16,
        referral: Option<&Referral>,
        replaces: Option<AppointmentId>,
    ) -> Result<(), Refusal> {
        let person = standing.person;
        let booking = Booking {
            id,
            person,
            account: holder,
            agency: self.agency(),
            at: times.at,
            day: times.day,
            minutes,
            place: times.place,
            referral: referral.map(|one| one.request.id),
            told: referral.map(|one| one.request.from),
            beside: times.beside,
            replaces,
            section: if referral.is_some() {
                Section::Compliance
            } else {
                section_of(self.viewer.agency_kind)
            },
            stamp: self.stamp(),
        };
        self.tx.insert_appointment(&booking).await?;
        let mut due = vec![NewDuty {
            person,
            kind: DutyKind::Appointment,
            owner: Owner { agency: self.agency(), account: Some(holder) },
            due: booking.day,
            subject: id.0,
            why: None,
        }];
        if let Some(referral) = referral {
            due.extend(self.feedback_due(&booking, referral).await?);
        }
        let opened = self.open_duties(due).await?;
        let purpose = if referral.is_some() { "session" } else { "appointment" };
        let said = body::with_duties(body::appointment(&booking, purpose), &opened);
        let mut event = self.event(person, EventKind::AppointmentBooked, booking.section, said);
        event.subject = Some(id.0);
        event.sent_to = booking.told;
        self.append(event);
        Ok(())
    }

    /// The feedback that is due on a session: whoever held it owes it, and whoever referred waits for it.
    pub(super) async fn feedback_due(
        &mut self,
        booking: &Booking,
        referral: &Referral,
    ) -> Result<Vec<NewDuty>, Refusal> {
        let clocks = self.clocks_of(referral).await?;
        let due = clocks.definition.feedback_due(booking.day, &clocks.holidays);
        let own = Owner { agency: booking.agency, account: Some(booking.account) };
        let manager = Owner { agency: referral.request.from, account: Some(referral.request.made_by) };
        let waits = Line::new("The service owes you feedback on this session").ok();
        let duty = |owner, why| NewDuty {
            person: booking.person,
            kind: DutyKind::FeedbackDue,
            owner,
            due,
            subject: booking.id.0,
            why,
        };
        Ok(vec![duty(own, None), duty(manager, waits)])
    }

    /// Ends an appointment that was not held: the fact, its event, and nothing of it left due.
    async fn end_appointment(
        &mut self,
        old: Appointment,
        fact: Fact,
        kind: EventKind,
    ) -> Result<(), Refusal> {
        let (stamp, today) = (self.stamp(), self.today());
        let seen = old.version();
        let ended = old
            .append(stamp, fact.clone(), today)
            .map_err(|refused| Refusal::not_now("appointment", &refused.to_string()))?;
        if !self.tx.append_appointment(&ended).await? {
            return Err(Refusal::Stale { seen, now: ended.version() });
        }
        let (booking, subject) = (&ended.booking, ended.booking.id.0);
        let kinds = [DutyKind::Appointment, DutyKind::FeedbackDue];
        self.close_duties(booking.person, subject, &kinds, Closing::Overtaken).await?;
        let said = body::appointment_fact(ended.state(), &fact);
        let mut event = self.event(booking.person, kind, booking.section, said);
        event.subject = Some(subject);
        event.sent_to = booking.told;
        self.append(event);
        Ok(())
    }
}

/// The section in which an agency's own appointments lie: with whom somebody meets may say what for.
const fn section_of(kind: AgencyKind) -> Section {
    match kind {
        AgencyKind::Probation => Section::Compliance,
        AgencyKind::AlcoholTreatment | AgencyKind::DrugTreatment => Section::Substance,
        AgencyKind::MentalHealth => Section::MentalHealth,
        AgencyKind::HealthService => Section::PhysicalHealth,
        _ => Section::Plan,
    }
}

fn instant(day: Date, time: Time, zone: &TimeZone) -> Result<Timestamp, Refusal> {
    let zoned = day.to_datetime(time).to_zoned(zone.clone());
    let at = zoned.map(|zoned| zoned.timestamp());
    at.map_err(|_| Refusal::field("day", "no-such-date", "Enter a day and a time that exist"))
}

fn unknown_referral() -> Refusal {
    Refusal::field("referral", "unknown", "Select a referral that your agency has taken on")
}
