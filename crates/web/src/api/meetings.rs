//! Meetings, goals and actions through the API.

use super::{
    json::{Json, Key, Seen, created, json, read, versioned},
    wire::{Coded, IdentityOut, Made, coded},
};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Query},
    paths::api as paths,
    problem::Problem,
    router::{Access, Need, Route, Verb},
};
use app::{
    Refusal,
    accounts::Scope,
    meetings::{
        self, ActionEnd, ArrangeMeeting, HoldMeeting, NewAction, NewGoal, OpenedMeeting, Said, WhichGoal,
        owner_in_words,
    },
    people::Names,
};
use domain::{
    action::Action as Agreed,
    cadence::MeetingPoint,
    ids::{ActionId, MeetingId, PersonId},
    meeting::{
        Attendance, Came, Goal, Meeting, MeetingKind, Minutes, Party, Progress, Setting, Voice, differ,
    },
    person::Identity,
    text::Line,
};
use gate::Action;
use http::StatusCode;
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// The routes of this module.
pub(super) fn routes() -> Vec<Route> {
    use Verb::{Get, Post};
    let (reads, writes) = (Need::Scope(Scope::PeopleRead), Need::Scope(Scope::PeopleWrite));
    let (see, arrange) = (Access::May(Action::SearchPeople), Access::May(Action::ArrangeMeeting));
    let (record, end) = (Access::May(Action::RecordMeeting), Access::May(Action::CloseAction));
    vec![
        Route::api(Get, paths::PERSON_MEETINGS, reads, see, list_meetings),
        Route::api(Post, paths::PERSON_MEETINGS, writes, arrange, arrange_meeting),
        Route::api(Get, paths::MEETING, reads, see, open_meeting),
        Route::api(Post, paths::MEETING_MOVE, writes, arrange, move_meeting),
        Route::api(Post, paths::MEETING_CANCEL, writes, arrange, cancel_meeting),
        Route::api(Post, paths::MEETING_HOLD, writes, record, hold_meeting),
        Route::api(Post, paths::ACTION_END, writes, end, end_action),
    ]
}

/// A meeting.
#[derive(Serialize, ToSchema)]
pub(super) struct MeetingOut {
    id: Uuid,
    version: i64,
    kind: Coded,
    point: Option<Coded>,
    order: Option<Uuid>,
    state: Coded,
    #[schema(format = DateTime)]
    starts: String,
    place: String,
    /// Whether it counts as the meeting that was due.
    counts: bool,
}

impl MeetingOut {
    fn of(meeting: &Meeting) -> Self {
        let (occasion, setting) = (&meeting.occasion, meeting.setting());
        Self {
            id: occasion.id.0,
            version: meeting.version(),
            kind: coded!(occasion.kind),
            point: occasion.point.map(|point| coded!(point)),
            order: occasion.order.map(|order| order.0),
            state: coded!(meeting.state()),
            starts: setting.at.to_string(),
            place: setting.place.to_string(),
            counts: meeting.counts(),
        }
    }
}

/// What one party says of a goal at a meeting.
#[derive(Serialize, ToSchema)]
struct VoiceOut {
    meeting: Uuid,
    party: Coded,
    progress: Coded,
    words: Option<String>,
}

/// A goal with all that was said of it.
#[derive(Serialize, ToSchema)]
struct GoalOut {
    id: Uuid,
    words: String,
    voices: Vec<VoiceOut>,
    /// Whether the voices of its last meeting differ.
    differ: bool,
}

impl GoalOut {
    fn of((goal, voices): &(Goal, Vec<Voice>)) -> Self {
        let last = voices.last().map(|voice| voice.meeting);
        let voice = |voice: &Voice| VoiceOut {
            meeting: voice.meeting.0,
            party: coded!(voice.party),
            progress: coded!(voice.progress),
            words: voice.words.as_ref().map(ToString::to_string),
        };
        Self {
            id: goal.id.0,
            words: goal.words.to_string(),
            voices: voices.iter().map(voice).collect(),
            differ: differ(voices.iter().filter(|voice| Some(voice.meeting) == last)),
        }
    }
}

/// An action agreed at a meeting.
#[derive(Serialize, ToSchema)]
struct ActionOut {
    id: Uuid,
    version: i64,
    meeting: Uuid,
    words: String,
    who: String,
    #[schema(format = Date)]
    due: String,
    state: Coded,
}

impl ActionOut {
    fn of(action: &Agreed, person: &Identity, names: &Names) -> Self {
        Self {
            id: action.agreed.id.0,
            version: action.version(),
            meeting: action.agreed.meeting.0,
            words: action.agreed.words.to_string(),
            who: owner_in_words(action, person, names),
            due: action.due().to_string(),
            state: coded!(action.state()),
        }
    }
}

/// A person's meetings, goals and actions: the newest 50 meetings, all goals, the newest 200 actions.
#[derive(Serialize, ToSchema)]
struct MeetingsOut {
    meetings: Vec<MeetingOut>,
    goals: Vec<GoalOut>,
    actions: Vec<ActionOut>,
}

/// Whether one party was there.
#[derive(Serialize, ToSchema)]
struct CameOut {
    party: Coded,
    came: Coded,
}

/// One meeting with what belongs to it.
#[derive(Serialize, ToSchema)]
struct OpenedMeetingOut {
    meeting: MeetingOut,
    person: IdentityOut,
    attendance: Vec<CameOut>,
    words: Option<String>,
    decisions: Vec<String>,
    goals: Vec<GoalOut>,
    actions: Vec<ActionOut>,
}

impl OpenedMeetingOut {
    fn of(opened: &OpenedMeeting) -> Self {
        let minutes = opened.meeting.minutes();
        let came = |minutes: &Minutes| -> Vec<CameOut> {
            let of =
                |party: &Party| CameOut { party: coded!(party), came: coded!(minutes.attendance.of(*party)) };
            Party::ALL.iter().map(of).collect()
        };
        let actions = &opened.actions;
        Self {
            meeting: MeetingOut::of(&opened.meeting),
            person: IdentityOut::of(&opened.person, opened.glance.today),
            attendance: minutes.map(came).unwrap_or_default(),
            words: minutes.and_then(|minutes| minutes.words.as_ref()).map(ToString::to_string),
            decisions: minutes.into_iter().flat_map(|one| &one.decisions).map(ToString::to_string).collect(),
            goals: opened.goals.iter().map(GoalOut::of).collect(),
            actions: actions.iter().map(|one| ActionOut::of(one, &opened.person, &opened.names)).collect(),
        }
    }
}

/// A person's meetings, goals and actions.
#[utoipa::path(get, path = paths::PERSON_MEETINGS, tag = "meetings", params(("id" = Uuid, Path)),
    responses((status = 200, description = "Meetings, the latest first", body = MeetingsOut)))]
pub(super) async fn list_meetings(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let part = meetings::meetings(cx.app(), cx.viewer(), person).await?;
    let actions = part.actions.iter().map(|one| ActionOut::of(one, &part.person, &part.names));
    let out = MeetingsOut {
        meetings: part.meetings.iter().map(MeetingOut::of).collect(),
        goals: part.goals.iter().map(GoalOut::of).collect(),
        actions: actions.collect(),
    };
    json(StatusCode::OK, &out)
}

/// One meeting.
#[utoipa::path(get, path = paths::MEETING, tag = "meetings", params(("id" = Uuid, Path)),
    responses((status = 200, description = "The meeting", body = OpenedMeetingOut, headers(("ETag" = String, description = "Its version")))))]
pub(super) async fn open_meeting(cx: WebCx, Id(id): Id<MeetingId>, Query(()): Query<()>) -> Answer {
    let opened = meetings::meeting(cx.app(), cx.viewer(), id).await?;
    versioned(opened.meeting.version(), &OpenedMeetingOut::of(&opened))
}

/// A meeting to be arranged.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MeetingIn {
    #[schema(pattern = "^(three_way|joint|case_conference)$")]
    kind: String,
    /// An order in force; a three-way meeting has one.
    #[serde(default)]
    #[schema(format = Uuid)]
    order: Option<String>,
    /// Which of the order's three; a three-way meeting has one.
    #[serde(default)]
    #[schema(pattern = "^(start|middle|end)$")]
    point: Option<String>,
    #[schema(format = DateTime)]
    starts: String,
    #[schema(min_length = 1, max_length = 200, pattern = r"[^\s\u0000-\u001f\u007f-\u009f]")]
    place: String,
}

fn instant(check: &mut Check, typed: &str) -> Option<Timestamp> {
    check.code(
        "starts",
        typed,
        str::parse,
        "Must be an instant that exists, in the form 2026-11-26T10:30:00Z",
    )
}

/// Arrange a meeting; it is on the desks of those who are asked.
#[utoipa::path(post, path = paths::PERSON_MEETINGS, tag = "meetings", params(("id" = Uuid, Path)), request_body = MeetingIn,
    responses((status = 201, description = "Arranged", body = Made, headers(("Location" = String, description = "Where the meeting is")))))]
pub(super) async fn arrange_meeting(
    cx: WebCx,
    Id(person): Id<PersonId>,
    Query(()): Query<()>,
    key: Key,
    body: Json<MeetingIn>,
) -> Answer {
    let sent = &body.value;
    let mut check = Check::exact();
    let kind = check.code("kind", &sent.kind, MeetingKind::from_code, "Give the kind of meeting");
    let order = sent.order.clone().unwrap_or_default();
    let order = check.optional_id("order", &order, "Give the id of an order in force");
    let point = match sent.point.as_deref() {
        None => None,
        Some(code) => check.code("point", code, MeetingPoint::from_code, "Must be start, middle or end"),
    };
    let at = instant(&mut check, &sent.starts);
    let place = check.line("place", &sent.place, "the place");
    let command = read(check, || {
        let setting = Setting { at: at?, place: place? };
        Some(ArrangeMeeting { person, order, kind: kind?, point, setting })
    })?;
    let once = key.once(&body.text)?;
    let id = meetings::arrange(cx.app(), cx.viewer(), command, once.as_ref()).await?;
    created(&paths::meeting(id), &Made { id: id.0 })
}

/// After a step: the meeting as it is now; for a stale version too.
async fn after_step<T>(cx: &WebCx, id: MeetingId, step: Result<T, Refusal>) -> Answer {
    let opened = async || meetings::meeting(cx.app(), cx.viewer(), id).await;
    match step {
        Ok(_) => {
            let now = opened().await?;
            versioned(now.meeting.version(), &OpenedMeetingOut::of(&now))
        }
        Err(refusal @ Refusal::Stale { .. }) => {
            let current = serde_json::to_value(OpenedMeetingOut::of(&opened().await?)).unwrap_or_default();
            Err(Problem::from(refusal).with_current(current))
        }
        Err(refusal) => Err(refusal.into()),
    }
}

/// Another day or place.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ShiftIn {
    #[schema(format = DateTime)]
    starts: String,
    #[schema(min_length = 1, max_length = 200, pattern = r"[^\s\u0000-\u001f\u007f-\u009f]")]
    place: String,
    #[schema(pattern = "^(person|manager|worker)$")]
    asked_by: String,
    #[serde(default)]
    #[schema(max_length = 200)]
    why: Option<String>,
}

/// Give a meeting another day or place.
#[utoipa::path(post, path = paths::MEETING_MOVE, tag = "meetings", params(("id" = Uuid, Path)), request_body = ShiftIn,
    responses((status = 200, description = "As it stands now", body = OpenedMeetingOut)))]
pub(super) async fn move_meeting(
    cx: WebCx,
    Id(id): Id<MeetingId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
    body: Json<ShiftIn>,
) -> Answer {
    let sent = body.value;
    let mut check = Check::exact();
    let at = instant(&mut check, &sent.starts);
    let place = check.line("place", &sent.place, "the place");
    let asked_by = check.code("asked_by", &sent.asked_by, Party::from_code, "Say who asked for it");
    let why = check.optional_line("why", &sent.why.unwrap_or_default(), "the reason");
    let (to, asked_by) = read(check, || Some((Setting { at: at?, place: place? }, asked_by?)))?;
    let step = meetings::shift(cx.app(), cx.viewer(), id, seen, to, asked_by, why).await;
    after_step(&cx, id, step).await
}

/// Why a meeting is called off.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CancelIn {
    #[schema(min_length = 1, max_length = 200, pattern = r"[^\s\u0000-\u001f\u007f-\u009f]")]
    why: String,
}

/// Call a meeting off; what was due stays due.
#[utoipa::path(post, path = paths::MEETING_CANCEL, tag = "meetings", params(("id" = Uuid, Path)), request_body = CancelIn,
    responses((status = 200, description = "As it stands now", body = OpenedMeetingOut)))]
pub(super) async fn cancel_meeting(
    cx: WebCx,
    Id(id): Id<MeetingId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
    body: Json<CancelIn>,
) -> Answer {
    let mut check = Check::exact();
    let why = check.line("why", &body.value.why, "why it is called off");
    let why = read(check, || why)?;
    let step = meetings::cancel(cx.app(), cx.viewer(), id, seen, why).await;
    after_step(&cx, id, step).await
}

/// What one party says of a goal.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct VoiceIn {
    /// A goal set before, by its id.
    #[serde(default)]
    #[schema(format = Uuid)]
    goal: Option<String>,
    /// Or one of `goals`, by its place from 0.
    #[serde(default)]
    #[schema(maximum = 19)]
    new_goal: Option<u8>,
    #[schema(pattern = "^(person|manager|worker)$")]
    party: String,
    #[schema(pattern = "^(not_begun|slipped|some|good|reached)$")]
    progress: String,
    #[serde(default)]
    #[schema(max_length = 200)]
    words: Option<String>,
}

/// An action agreed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ActionIn {
    #[schema(min_length = 1, max_length = 200, pattern = r"[^\s\u0000-\u001f\u007f-\u009f]")]
    words: String,
    #[schema(pattern = "^(person|manager|worker)$")]
    who: String,
    #[schema(format = Date)]
    due: String,
}

/// A new day for an action that is still open.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CarriedIn {
    #[schema(format = Uuid)]
    action: String,
    #[schema(format = Date)]
    due: String,
}

/// A meeting as it was held.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct HoldIn {
    #[schema(pattern = "^(attended|apologies|absent)$")]
    person: String,
    #[schema(pattern = "^(attended|apologies|absent)$")]
    manager: String,
    #[schema(pattern = "^(attended|apologies|absent)$")]
    worker: String,
    #[serde(default)]
    #[schema(max_length = 12_000)]
    words: Option<String>,
    #[serde(default)]
    #[schema(max_items = 20)]
    decisions: Vec<String>,
    /// Goals set, in the person's words.
    #[serde(default)]
    #[schema(max_items = 20)]
    goals: Vec<String>,
    #[serde(default)]
    #[schema(max_items = 150)]
    voices: Vec<VoiceIn>,
    #[serde(default)]
    #[schema(max_items = 20)]
    actions: Vec<ActionIn>,
    #[serde(default)]
    #[schema(max_items = 200)]
    carried: Vec<CarriedIn>,
}

/// Rows of one list of a body, at most.
const MOST: usize = 20;

fn lines(check: &mut Check, field: &'static str, sent: &[String], what: &str) -> Vec<Line> {
    if sent.len() > MOST {
        check.wrong::<()>(field, "many", format!("Send {MOST} or fewer"));
    }
    sent.iter().take(MOST).filter_map(|text| check.line(field, text, what)).collect()
}

fn voice(check: &mut Check, sent: &VoiceIn) -> Option<Said> {
    let goal = match (&sent.goal, sent.new_goal) {
        (Some(id), None) => check.id("voices", id, "Give the id of a goal").map(WhichGoal::Former),
        (None, Some(place)) => Some(WhichGoal::New(usize::from(place))),
        _ => check.wrong("voices", "required", "Give either goal or new_goal"),
    };
    let party = check.code("voices", &sent.party, Party::from_code, "Say which of the three speaks");
    let progress = check.code("voices", &sent.progress, Progress::from_code, "Say how far the goal has come");
    let words = check.optional_line("voices", sent.words.as_deref().unwrap_or_default(), "their words");
    Some(Said { goal: goal?, party: party?, progress: progress?, words })
}

fn due(check: &mut Check, sent: &str) -> Option<Date> {
    let due = check.iso_date("actions", sent);
    if sent.is_empty() { check.wrong("actions", "required", "Give the day by which it is due") } else { due }
}

fn action(check: &mut Check, sent: &ActionIn) -> Option<NewAction> {
    let words = check.line("actions", &sent.words, "the action");
    let who = check.code("actions", &sent.who, Party::from_code, "Say who does it");
    let due = due(check, &sent.due);
    Some(NewAction { words: words?, who: who?, due: due? })
}

/// Record a meeting that was held: minutes, goals in three voices, actions. Open actions are carried.
#[utoipa::path(post, path = paths::MEETING_HOLD, tag = "meetings", params(("id" = Uuid, Path)), request_body = HoldIn,
    responses((status = 200, description = "As it stands now", body = OpenedMeetingOut)))]
pub(super) async fn hold_meeting(
    cx: WebCx,
    Id(id): Id<MeetingId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
    body: Json<HoldIn>,
) -> Answer {
    let sent = body.value;
    let mut check = Check::exact();
    let mut came = |text: &str| {
        check.code("attendance", text, Came::from_code, "Say whether each of the three was there")
    };
    let (person, manager, worker) = (came(&sent.person), came(&sent.manager), came(&sent.worker));
    let words = check.optional_prose("words", sent.words.as_deref().unwrap_or_default(), "what was said");
    let decisions = lines(&mut check, "decisions", &sent.decisions, "each decision");
    let goals: Vec<NewGoal> = lines(&mut check, "goals", &sent.goals, "each goal")
        .into_iter()
        .map(|words| NewGoal { words })
        .collect();
    let voices: Vec<Said> = sent.voices.iter().filter_map(|one| voice(&mut check, one)).collect();
    let actions: Vec<NewAction> = sent.actions.iter().filter_map(|one| action(&mut check, one)).collect();
    let mut carried: BTreeMap<ActionId, Date> = BTreeMap::new();
    for one in &sent.carried {
        let id = check.id("carried", &one.action, "Give the id of an action");
        carried.extend(id.zip(due(&mut check, &one.due)));
    }
    let command = read(check, || {
        let attendance = Attendance::new(person?, manager?, worker?);
        let minutes = Minutes { attendance, words, decisions };
        Some(HoldMeeting { meeting: id, seen, minutes, goals, voices, actions, carried })
    })?;
    let step = meetings::hold(cx.app(), cx.viewer(), command).await;
    after_step(&cx, id, step).await
}

/// How an action ends.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ActionEndIn {
    #[schema(pattern = "^(done|dropped)$")]
    end: String,
    /// Why nobody will do it; needed when it is dropped.
    #[serde(default)]
    #[schema(max_length = 200)]
    why: Option<String>,
}

/// End an action. The version is the number of steps that were seen.
#[utoipa::path(post, path = paths::ACTION_END, tag = "meetings", params(("id" = Uuid, Path)), request_body = ActionEndIn,
    responses((status = 200, description = "Whose action it was", body = Made)))]
pub(super) async fn end_action(
    cx: WebCx,
    Id(id): Id<ActionId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
    body: Json<ActionEndIn>,
) -> Answer {
    let mut check = Check::exact();
    let why = body.value.why.unwrap_or_default();
    let end = match body.value.end.as_str() {
        "done" => Some(ActionEnd::Done),
        "dropped" => check.line("why", &why, "why nobody will do it").map(ActionEnd::Dropped),
        _ => check.wrong("end", "unknown", "Must be done or dropped"),
    };
    let end = read(check, || end)?;
    let person = meetings::close_action(cx.app(), cx.viewer(), id, seen, end).await?;
    json(StatusCode::OK, &Made { id: person.0 })
}
