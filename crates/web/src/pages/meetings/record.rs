//! Recording a meeting that was held: the form as the three go through it, from who came to who does what.

use super::shift::{seen, seen_of};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{
        BackLink, Button, DateInput, Frame, Html, Input, PersonBar, RadioItem, Radios, Select, SelectItem,
        Text, Textarea,
    },
    pages::person::bar,
    paths,
    words::Said as Told,
};
use app::{
    FieldError, Refusal,
    meetings::{self, HoldMeeting, NewAction, NewGoal, OpenedMeeting, Said, WhichGoal},
};
use askama::Template;
use domain::{
    action::ActionState,
    ids::{ActionId, GoalId, MeetingId},
    meeting::{Attendance, Came, Minutes, Party, Progress},
    text::Line,
};
use std::collections::BTreeMap;

/// Empty places for goals and actions; whoever needs more records them at the next meeting or as notes.
const PLACES: usize = 3;
/// Decisions of one meeting at most.
const DECISIONS: usize = 20;

/// What the three say of one goal.
#[derive(Debug)]
struct GoalFields {
    legend: String,
    /// The goal itself, where it is set now.
    words: Option<Input>,
    voices: Vec<(Select, Input)>,
    /// Whether it waits behind a line that unfolds.
    folded: bool,
}

/// One new action.
#[derive(Debug)]
struct ActionFields {
    legend: String,
    words: Input,
    who: Select,
    due: DateInput,
    /// Whether it waits behind a line that unfolds.
    folded: bool,
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/meetings/record.html")]
struct RecordPage {
    frame: Frame,
    bar: PersonBar,
    hidden: Html,
    action: String,
    came: Vec<Radios>,
    words: Textarea,
    decisions: Textarea,
    goals: Vec<GoalFields>,
    carried: Vec<DateInput>,
    actions: Vec<ActionFields>,
    save: Button,
}

/// The name of the field in which a party's part of something is typed.
fn field(name: &str, party: Party, of: &str) -> String {
    format!("{name}-{}-{of}", party.code())
}

fn voices(of: &str, typed: &Typed) -> Vec<(Select, Input)> {
    let said = |party: &Party| {
        let none = std::iter::once(SelectItem::new("", "Nothing said"));
        let levels = Progress::ALL.iter().map(|one| SelectItem::new(one.code(), one.words()));
        let (progress, words) = (field("progress", *party, of), field("words", *party, of));
        let select = Select::new(progress.clone(), party.words(), none.chain(levels))
            .with_value(typed.get(&progress).to_owned());
        let label = format!("{}’s words (optional)", party.words());
        (select, Input::text(words.clone(), label).with_value(typed.get(&words).to_owned()))
    };
    Party::ALL.iter().map(said).collect()
}

/// The goals there are, then places for new ones. Places that are seldom needed are folded while nothing is typed anywhere.
fn goals(model: &OpenedMeeting, typed: &Typed) -> Vec<GoalFields> {
    let blank = typed.names().next().is_none();
    let former = model.goals.iter().map(|(goal, _)| GoalFields {
        legend: goal.words.to_string(),
        words: None,
        voices: voices(&goal.id.to_string(), typed),
        folded: false,
    });
    let new = (0..PLACES).map(|place| {
        let name = format!("goal-{place}");
        let words = Input::text(name.clone(), "The goal, in the person’s words")
            .with_value(typed.get(&name).to_owned());
        GoalFields {
            legend: format!("New goal {} (optional)", place + 1),
            words: Some(words),
            voices: voices(&place.to_string(), typed),
            folded: blank && (place > 0 || !model.goals.is_empty()),
        }
    });
    former.chain(new).collect()
}

fn actions(typed: &Typed) -> Vec<ActionFields> {
    let blank = typed.names().next().is_none();
    let new = (0..PLACES).map(|place| {
        let (words, who, due) = (format!("action-{place}"), format!("who-{place}"), format!("due-{place}"));
        let parties = Party::ALL.iter().map(|one| SelectItem::new(one.code(), one.words()));
        ActionFields {
            legend: format!("New action {} (optional)", place + 1),
            words: Input::text(words.clone(), "What is to be done").with_value(typed.get(&words).to_owned()),
            who: Select::new(who.clone(), "Who does it", parties).with_value(typed.get(&who).to_owned()),
            due: DateInput::new(due.clone(), "By when").with_typed(&typed.date(&due)),
            folded: blank && place > 0,
        }
    });
    new.collect()
}

fn page(cx: &WebCx, model: &OpenedMeeting, typed: &Typed, errors: &Errors) -> RecordPage {
    let id = model.meeting.occasion.id;
    let focus =
        [("attendance", "came-person"), ("goals", "goal-0"), ("voices", "goal-0"), ("actions", "action-0")];
    let mut frame = cx.form_frame("Record the meeting", errors, &focus);
    frame.back = Some(BackLink::to(paths::meeting(id)));
    let glance = &model.glance;
    let came = Party::ALL.iter().map(|party| {
        let name = format!("came-{}", party.code());
        let answers = Came::ALL.iter().map(|one| RadioItem::new(one.code(), one.words()));
        let legend = model.invited.iter().find(|one| one.party == *party).and_then(|one| one.who.clone());
        let legend =
            legend.map_or_else(|| party.words().to_owned(), |who| format!("{}: {who}", party.words()));
        let error = if typed.get(&name).is_empty() { errors.at("attendance") } else { Text::default() };
        let radios =
            Radios::new(name.clone(), legend, answers).inline().with_value(typed.get(&name).to_owned());
        radios.with_error(error)
    });
    let carried = model.actions.iter().filter(|action| action.state() == ActionState::Open).map(|action| {
        let name = format!("carry-{}", action.agreed.id);
        let legend = format!("{}: new day, if it changes", action.agreed.words);
        DateInput::new(name.clone(), legend)
            .with_typed(&typed.date(&name))
            .with_hint(format!("Now due {}. Leave empty to keep that.", crate::words::day(action.due())))
    });
    let words = Textarea::new("words", "What was said (optional)").with_value(typed.get("words").to_owned());
    let decisions =
        Textarea::new("decisions", "Decisions (optional)").with_value(typed.get("decisions").to_owned());
    RecordPage {
        bar: bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks),
        hidden: Html::join([frame.csrf_field(), seen(model.meeting.version())], ""),
        action: paths::meeting_record(id),
        came: came.collect(),
        words: words.with_error(errors.at("words")),
        decisions: decisions.with_hint("One on each line").with_error(errors.at("decisions")),
        goals: goals(model, typed),
        carried: carried.collect(),
        actions: actions(typed),
        save: Button::submit("Save the meeting"),
        frame,
    }
}

/// Shows the form, with what was typed before a session ended.
pub(crate) async fn get(cx: WebCx, Id(id): Id<MeetingId>, Query(()): Query<()>) -> Answer {
    let model = meetings::meeting(cx.app(), cx.viewer(), id).await?;
    let draft = cx.draft().await?;
    let mut page = page(&cx, &model, draft.as_ref().unwrap_or(&Typed::default()), &Errors::none());
    if draft.is_some() {
        page.frame.flash = Some(cx.kept_banner());
    }
    cx.show(&page)
}

/// Saves the meeting.
pub(crate) async fn post(cx: WebCx, Id(id): Id<MeetingId>, typed: Typed) -> Answer {
    let done = match read(id, &typed).map_err(Refusal::Invalid) {
        Ok(command) => meetings::hold(cx.app(), cx.viewer(), command).await,
        Err(refusal) => Err(refusal),
    };
    match done {
        Ok(recorded) => {
            cx.forget_draft().await;
            let said = if recorded.counts { Told::MeetingHeld } else { Told::MeetingIncomplete };
            cx.go_saying(paths::meeting(id), said)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = meetings::meeting(cx.app(), cx.viewer(), id).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}

fn read(meeting: MeetingId, typed: &Typed) -> Result<HoldMeeting, Vec<FieldError>> {
    let mut check = Check::default();
    let attendance = read_attendance(typed, &mut check);
    let words = check.optional_prose("words", typed.get("words"), "what was said");
    let decisions = read_decisions(typed, &mut check);
    let (goals, places) = read_goals(typed, &mut check);
    let voices = read_voices(typed, &places, &mut check);
    let actions = read_actions(typed, &mut check);
    let carried = read_carried(typed, &mut check);
    check.done(|| {
        let minutes = Minutes { attendance: attendance?, words, decisions };
        Some(HoldMeeting { meeting, seen: seen_of(typed), minutes, goals, voices, actions, carried })
    })
}

fn read_attendance(typed: &Typed, check: &mut Check) -> Option<Attendance> {
    let answer = |party: Party| Came::from_code(typed.get(&format!("came-{}", party.code()))).ok();
    match (answer(Party::Person), answer(Party::Manager), answer(Party::Worker)) {
        (Some(person), Some(manager), Some(worker)) => Some(Attendance::new(person, manager, worker)),
        _ => check.wrong("attendance", "required", "Say of each of the three whether they were there"),
    }
}

fn read_decisions(typed: &Typed, check: &mut Check) -> Vec<Line> {
    let lines: Vec<&str> =
        typed.get("decisions").lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if lines.len() > DECISIONS {
        check.wrong::<()>(
            "decisions",
            "many",
            format!("Enter {DECISIONS} decisions or fewer, one on each line"),
        );
    }
    lines
        .into_iter()
        .take(DECISIONS)
        .filter_map(|line| check.line("decisions", line, "each decision"))
        .collect()
}

/// The new goals, and at which place of the form each was typed.
fn read_goals(typed: &Typed, check: &mut Check) -> (Vec<NewGoal>, Vec<usize>) {
    let read = (0..PLACES).filter_map(|place| {
        let typed = typed.get(&format!("goal-{place}"));
        check.optional_line("goals", typed, "the goal").map(|words| (NewGoal { words }, place))
    });
    read.unzip()
}

/// What was said, of former goals by their ids and of new ones by their places.
fn read_voices(typed: &Typed, places: &[usize], check: &mut Check) -> Vec<Said> {
    let mut voices = Vec::new();
    for name in typed.names() {
        let Some(rest) = name.strip_prefix("progress-") else { continue };
        let Some((party, of)) = rest.split_once('-') else { continue };
        let Ok(party) = Party::from_code(party) else { continue };
        let words =
            check.optional_line("voices", typed.get(&field("words", party, of)), "what was said of a goal");
        let goal = match (of.parse::<usize>(), of.parse::<GoalId>()) {
            (Ok(place), _) => places.iter().position(|one| *one == place).map(WhichGoal::New),
            (_, Ok(id)) => Some(WhichGoal::Former(id)),
            _ => None,
        };
        match (typed.get(name), words, goal) {
            ("", None, _) => {}
            ("", Some(_), _) => {
                check.wrong::<()>(
                    "voices",
                    "incomplete",
                    "Select how far each goal has come where something is said of it",
                );
            }
            (_, _, None) => {
                check.wrong::<()>("goals", "required", "Enter the goal that something is said of");
            }
            (code, words, Some(goal)) => {
                let progress =
                    check.code("voices", code, Progress::from_code, "Select how far the goal has come");
                voices.extend(progress.map(|progress| Said { goal, party, progress, words }));
            }
        }
    }
    voices
}

fn read_actions(typed: &Typed, check: &mut Check) -> Vec<NewAction> {
    let mut actions = Vec::new();
    for place in 0..PLACES {
        let words = check.optional_line("actions", typed.get(&format!("action-{place}")), "the action");
        let Some(words) = words else { continue };
        let who = typed.get(&format!("who-{place}"));
        let who = check.code("actions", who, Party::from_code, "Select who does it");
        let due = check.date("actions", &typed.date(&format!("due-{place}")), "The day by which it is due");
        actions.extend(who.zip(due).map(|(who, due)| NewAction { words, who, due }));
    }
    actions
}

fn read_carried(typed: &Typed, check: &mut Check) -> BTreeMap<ActionId, jiff::civil::Date> {
    let mut carried = BTreeMap::new();
    for name in typed.names() {
        let id = name.strip_prefix("carry-").and_then(|rest| rest.strip_suffix("-day"));
        let Some(id) = id.and_then(|id| id.parse::<ActionId>().ok()) else { continue };
        let due = check.optional_date("actions", &typed.date(&format!("carry-{id}")), "The new day");
        carried.extend(due.map(|due| (id, due)));
    }
    carried
}
