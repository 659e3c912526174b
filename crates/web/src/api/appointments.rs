//! Appointments, feedback and the day sheet through the API.

use super::{
    json::{Json, Key, Seen, created, json, read, versioned},
    paging::{Listed, Page},
    people::place,
    wire::{AppointmentOpenedOut, AppointmentOut, DayOut, Made},
};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Asked, Check, Query, Typed, cursor},
    paths::api as paths,
};
use app::appointments::{
    self, BookAppointment, CorrectAttendance, GiveFeedback, MoveAppointment, RecordAttendance, Slot,
};
use domain::{
    appointment::{AskedBy, Attendance, NotHeld},
    feedback::{Engagement, Fit, Progress, Standard},
    ids::{AppointmentId, PersonId},
};
use http::StatusCode;
use jiff::civil::Date;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

/// When and where.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SlotIn {
    /// An appointment that it is to stand beside: on its day and at its place.
    #[serde(default)]
    #[schema(format = Uuid)]
    beside: Option<String>,
    /// The day; needed where it stands beside nothing.
    #[serde(default)]
    #[schema(format = Date)]
    day: Option<String>,
    /// The time in London, like 10:30; beside an appointment right after it unless given.
    #[serde(default)]
    time: Option<String>,
    /// How long.
    #[schema(minimum = 1, maximum = 480)]
    minutes: u16,
    /// Where; needed where it stands beside nothing.
    #[serde(default)]
    #[schema(max_length = 200)]
    place: Option<String>,
}

impl SlotIn {
    /// The slot; what cannot be taken goes into `check`.
    pub(super) fn read(&self, check: &mut Check) -> Slot {
        let text = |field: &Option<String>| field.clone().unwrap_or_default();
        let time = text(&self.time);
        let time = if time.is_empty() { None } else { check.time("time", &time, "the time") };
        Slot {
            beside: check.optional_id("beside", &text(&self.beside), "Give the id of an appointment"),
            day: check.iso_date("day", &text(&self.day)),
            time,
            minutes: self.minutes,
            place: check.optional_line("place", &text(&self.place), "a place"),
        }
    }
}

/// A new appointment.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AppointmentIn {
    slot: SlotIn,
    /// The referral that it is a session of.
    #[serde(default)]
    #[schema(format = Uuid)]
    referral: Option<String>,
    /// The colleague who holds it; the caller, where nobody is named.
    #[serde(default)]
    #[schema(format = Uuid)]
    with: Option<String>,
}

/// A person's appointments, the latest first.
#[utoipa::path(get, path = paths::PERSON_APPOINTMENTS, tag = "appointments", params(("id" = uuid::Uuid, Path), Page),
    responses((status = 200, description = "Appointments", body = Listed<AppointmentOut>)))]
pub(super) async fn list_appointments(
    cx: WebCx,
    Id(person): Id<PersonId>,
    Query(page): Query<Page>,
) -> Answer {
    let after = place(&page, |cursor| cursor.part::<uuid::Uuid>(0))?;
    let model = appointments::of_person(cx.app(), cx.viewer(), person).await?;
    let (rows, next) = page.of(model.rows, after.as_ref(), |row| row.appointment.booking.id.0);
    let items = rows.iter().map(AppointmentOut::of_line).collect();
    let limit = page.limit.to_string();
    let next = next.map(|id| cursor([id]));
    let here = paths::person_appointments(person);
    json(StatusCode::OK, &Listed::new(items, next, &here, &[("limit", &limit)]))
}

/// Book an appointment of the caller's with a person.
#[utoipa::path(post, path = paths::PERSON_APPOINTMENTS, tag = "appointments", params(("id" = uuid::Uuid, Path)), request_body = AppointmentIn,
    responses((status = 201, description = "Booked", body = Made, headers(("Location" = String, description = "Where the appointment is")))))]
pub(super) async fn book_appointment(
    cx: WebCx,
    Id(person): Id<PersonId>,
    key: Key,
    body: Json<AppointmentIn>,
) -> Answer {
    let mut check = Check::exact();
    let slot = body.value.slot.read(&mut check);
    let referral = body.value.referral.clone().unwrap_or_default();
    let referral = check.optional_id("referral", &referral, "Give the id of a referral");
    let with = check.optional_id(
        "with",
        body.value.with.as_deref().unwrap_or_default(),
        "Give the id of an account",
    );
    let command = read(check, || Some(BookAppointment { person, slot, referral, with }))?;
    let once = key.once(&body.text)?;
    let id = appointments::book(cx.app(), cx.viewer(), command, once.as_ref()).await?;
    created(&paths::appointment(id), &Made { id: id.0 })
}

/// One appointment with the feedback on it.
#[utoipa::path(get, path = paths::APPOINTMENT, tag = "appointments", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, description = "The appointment", body = AppointmentOpenedOut, headers(("ETag" = String, description = "Its version")))))]
pub(super) async fn open_appointment(cx: WebCx, Id(id): Id<AppointmentId>, Query(()): Query<()>) -> Answer {
    let model = appointments::open(cx.app(), cx.viewer(), id).await?;
    versioned(model.line.appointment.version(), &AppointmentOpenedOut::of(&model))
}

/// What became of an appointment.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AttendanceIn {
    /// Whether the person came.
    #[schema(pattern = "^(yes|late|no)$")]
    attendance: String,
    /// On whose side the reason lay that no session took place.
    #[serde(default)]
    #[schema(pattern = "^(person_acceptable|person_unacceptable|logistics)$")]
    not_held: Option<String>,
    /// The reason that the person offered.
    #[serde(default)]
    #[schema(max_length = 12_000)]
    reason_offered: Option<String>,
    /// Behaviour worth telling.
    #[serde(default)]
    #[schema(max_length = 12_000)]
    behaviour: Option<String>,
    /// A concern about safety or risk.
    #[serde(default)]
    #[schema(max_length = 12_000)]
    concern: Option<String>,
}

impl AttendanceIn {
    fn read(self, check: &mut Check) -> Option<RecordAttendance> {
        let attendance =
            check.code("attendance", &self.attendance, Attendance::from_code, "Must be yes, late or no");
        let not_held = self.not_held.and_then(|code| {
            check.code("not_held", &code, NotHeld::from_code, "Must be a code of the list of reasons")
        });
        let mut prose =
            |field, text: Option<String>, what| check.optional_prose(field, &text.unwrap_or_default(), what);
        let reason_offered = prose("reason_offered", self.reason_offered, "the reason offered");
        let behaviour = prose("behaviour", self.behaviour, "the behaviour");
        let concern = prose("concern", self.concern, "the concern");
        Some(RecordAttendance { attendance: attendance?, not_held, reason_offered, behaviour, concern })
    }
}

/// Record what became of an appointment.
#[utoipa::path(post, path = paths::APPOINTMENT_RECORD, tag = "appointments", params(("id" = uuid::Uuid, Path)), request_body = AttendanceIn,
    responses((status = 200, description = "As it stands now", body = AppointmentOut)))]
pub(super) async fn record_attendance(
    cx: WebCx,
    Id(id): Id<AppointmentId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
    body: Json<AttendanceIn>,
) -> Answer {
    let mut check = Check::exact();
    let command = body.value.read(&mut check);
    let command = read(check, || command)?;
    let one = appointments::record(cx.app(), cx.viewer(), id, seen, command).await?;
    versioned(
        one.version(),
        &AppointmentOut::of(&one, &cx.signed.account.name.to_string(), &cx.signed.agency.name),
    )
}

/// What became of an appointment instead of what was recorded.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CorrectionIn {
    outcome: AttendanceIn,
    /// Why it is corrected.
    #[schema(min_length = 1, max_length = 12_000, pattern = r"[^\s\u0000-\u001f\u007f-\u009f]")]
    why: String,
}

/// Correct what was recorded of an appointment: the old outcome is kept, and what followed from it is put right.
#[utoipa::path(post, path = paths::APPOINTMENT_CORRECT, tag = "appointments", params(("id" = uuid::Uuid, Path)), request_body = CorrectionIn,
    responses((status = 200, description = "As it stands now", body = AppointmentOpenedOut)))]
pub(super) async fn correct_attendance(
    cx: WebCx,
    Id(id): Id<AppointmentId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
    body: Json<CorrectionIn>,
) -> Answer {
    let mut check = Check::exact();
    let right = body.value.outcome.read(&mut check);
    let why = check.prose("why", &body.value.why, "why it is corrected");
    let command = read(check, || Some(CorrectAttendance { right: right?, why: why? }))?;
    appointments::correct(cx.app(), cx.viewer(), id, seen, command).await?;
    let model = appointments::open(cx.app(), cx.viewer(), id).await?;
    versioned(model.line.appointment.version(), &AppointmentOpenedOut::of(&model))
}

/// A move to another time.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MoveIn {
    /// Who asked.
    #[schema(pattern = "^(person|provider|referrer)$")]
    asked_by: String,
    /// Why.
    #[schema(min_length = 1, max_length = 12_000, pattern = r"[^\s\u0000-\u001f\u007f-\u009f]")]
    why: String,
    slot: SlotIn,
}

/// Move an appointment: the old one is kept, and another stands in its place.
#[utoipa::path(post, path = paths::APPOINTMENT_MOVE, tag = "appointments", params(("id" = uuid::Uuid, Path)), request_body = MoveIn,
    responses((status = 201, description = "Moved", body = Made, headers(("Location" = String, description = "Where the new appointment is")))))]
pub(super) async fn move_appointment(
    cx: WebCx,
    Id(id): Id<AppointmentId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
    body: Json<MoveIn>,
) -> Answer {
    let sent = body.value;
    let mut check = Check::exact();
    let asked_by =
        check.code("asked_by", &sent.asked_by, AskedBy::from_code, "Must be person, provider or referrer");
    let why = check.prose("why", &sent.why, "why it is moved");
    let slot = sent.slot.read(&mut check);
    let command = read(check, || Some(MoveAppointment { asked_by: asked_by?, why: why?, slot }))?;
    let to = appointments::move_to(cx.app(), cx.viewer(), id, seen, command).await?;
    created(&paths::appointment(to), &Made { id: to.0 })
}

/// Why an appointment is called off.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CallOffIn {
    /// Who asked.
    #[schema(pattern = "^(person|provider|referrer)$")]
    asked_by: String,
    /// Why.
    #[schema(min_length = 1, max_length = 12_000, pattern = r"[^\s\u0000-\u001f\u007f-\u009f]")]
    why: String,
}

/// Call an appointment off, with nothing in its place.
#[utoipa::path(post, path = paths::APPOINTMENT_CALL_OFF, tag = "appointments", params(("id" = uuid::Uuid, Path)), request_body = CallOffIn,
    responses((status = 200, description = "Called off", body = AppointmentOpenedOut)))]
pub(super) async fn call_appointment_off(
    cx: WebCx,
    Id(id): Id<AppointmentId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
    body: Json<CallOffIn>,
) -> Answer {
    let sent = body.value;
    let mut check = Check::exact();
    let asked_by =
        check.code("asked_by", &sent.asked_by, AskedBy::from_code, "Must be person, provider or referrer");
    let why = check.prose("why", &sent.why, "why it is called off");
    let (asked_by, why) = read(check, || Some((asked_by?, why?)))?;
    appointments::call_off(cx.app(), cx.viewer(), id, seen, asked_by, why).await?;
    let model = appointments::open(cx.app(), cx.viewer(), id).await?;
    versioned(model.line.appointment.version(), &AppointmentOpenedOut::of(&model))
}

/// Feedback on a session.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct FeedbackIn {
    #[schema(pattern = "^(well|partly|not_at_all)$")]
    engagement: String,
    #[schema(pattern = "^(fits|partly|another)$")]
    fit: String,
    #[schema(pattern = "^(forward|same|back)$")]
    progress: String,
    #[schema(pattern = "^(met|not_met)$")]
    standard: String,
    /// About treatment: seen by those who treat, and by nobody else.
    #[serde(default)]
    #[schema(max_length = 12_000)]
    words: Option<String>,
}

/// Give feedback on a session that took place.
#[utoipa::path(post, path = paths::APPOINTMENT_FEEDBACK, tag = "appointments", params(("id" = uuid::Uuid, Path)), request_body = FeedbackIn,
    responses((status = 201, description = "Saved, and with whoever supervises", body = Made, headers(("Location" = String, description = "Where the appointment is")))))]
pub(super) async fn give_feedback(
    cx: WebCx,
    Id(id): Id<AppointmentId>,
    Query(()): Query<()>,
    body: Json<FeedbackIn>,
) -> Answer {
    let sent = body.value;
    let mut check = Check::exact();
    let missing = "Must be a code of its list";
    let engagement = check.code("engagement", &sent.engagement, Engagement::from_code, missing);
    let fit = check.code("fit", &sent.fit, Fit::from_code, missing);
    let progress = check.code("progress", &sent.progress, Progress::from_code, missing);
    let standard = check.code("standard", &sent.standard, Standard::from_code, missing);
    let words = check.optional_prose("words", &sent.words.unwrap_or_default(), "your words");
    let command = read(check, || {
        Some(GiveFeedback {
            engagement: engagement?,
            fit: fit?,
            progress: progress?,
            standard: standard?,
            words,
        })
    })?;
    let made = appointments::give_feedback(cx.app(), cx.viewer(), id, command).await?;
    created(&paths::appointment(id), &Made { id: made.0 })
}

/// Whose day is asked for.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct DayAsked {
    /// The day; today unless given.
    #[param(required = false, value_type = String, format = Date)]
    day: Option<Date>,
    /// A place of the caller's agency; the caller's own day unless given.
    #[param(required = false, max_length = 200)]
    place: Option<String>,
}

impl Asked for DayAsked {
    const KNOWN: &'static [&'static str] = &["day", "place"];
    const EXACT: bool = true;

    fn read(typed: &Typed, check: &mut Check) -> Self {
        let place = typed.get("place");
        Self {
            day: check.iso_date("day", typed.get("day")),
            place: check.optional_line("place", place, "a place").map(|place| place.to_string()),
        }
    }
}

/// The appointments of a day, in order of time.
#[utoipa::path(get, path = paths::DAY_SHEET, tag = "appointments", params(DayAsked),
    responses((status = 200, description = "What is booked", body = Listed<DayOut>)))]
pub(super) async fn read_day(cx: WebCx, Query(asked): Query<DayAsked>) -> Answer {
    let sheet = appointments::day_sheet(cx.app(), cx.viewer(), asked.day, asked.place).await?;
    let items = sheet.rows.iter().map(DayOut::of).collect();
    json(StatusCode::OK, &Listed::new(items, None, paths::DAY_SHEET, &[]))
}
