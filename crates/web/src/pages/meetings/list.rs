//! A person's meetings, goals and actions.

use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    kit::{Button, Cell, Frame, Html, PersonBar, SubNavigation, Table, Tag, Text, Tone},
    pages::person::bar::{self, Part},
    paths, words,
};
use app::meetings::{self, MeetingsPart, owner_in_words};
use askama::Template;
use domain::{
    action::{Action, ActionState},
    ids::PersonId,
    meeting::{Goal, Meeting, MeetingState, Party, Voice},
};
use jiff::{civil::Date, tz::TimeZone};

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/meetings/list.html")]
struct MeetingsPage {
    frame: Frame,
    bar: PersonBar,
    parts: SubNavigation,
    heading: Text,
    arrange: Option<Button>,
    meetings: Option<Table>,
    goals: Option<Table>,
    actions: Option<Table>,
}

/// Where a meeting stands, as a tag.
pub(super) fn state_tag(state: MeetingState) -> Tag {
    let tone = match state {
        MeetingState::Arranged => Tone::Active,
        MeetingState::Held => Tone::Good,
        MeetingState::Incomplete => Tone::Soon,
        MeetingState::Cancelled => Tone::Quiet,
    };
    Tag::new(state.words(), tone)
}

/// What kind of meeting it is, and which of an order's three.
pub(super) fn title(meeting: &Meeting) -> String {
    let kind = meeting.occasion.kind.words();
    meeting
        .occasion
        .point
        .map_or_else(|| kind.to_owned(), |point| format!("{kind}: {}", point.words().to_lowercase()))
}

fn meeting_row(meeting: &Meeting, zone: &TimeZone) -> Vec<Cell> {
    let setting = meeting.setting();
    vec![
        Html::link(&paths::meeting(meeting.occasion.id), &title(meeting)).into(),
        words::moment(setting.at, zone).into(),
        setting.place.to_string().into(),
        Html::of(&state_tag(meeting.state())).into(),
    ]
}

/// What each of the three said last of a goal.
fn goal_row(goal: &Goal, voices: &[Voice]) -> Vec<Cell> {
    let last = |party: Party| {
        let said = voices.iter().rev().find(|voice| voice.party == party);
        Cell::text(said.map_or("–", |voice| voice.progress.words()))
    };
    let mut row = vec![Cell::text(goal.words.to_string())];
    row.extend(Party::ALL.iter().map(|party| last(*party)));
    row
}

fn action_row(action: &Action, model: &MeetingsPart, today: Date) -> Vec<Cell> {
    let open = action.state() == ActionState::Open;
    let tag = if open && action.due() < today {
        Tag::new("Late", Tone::Late)
    } else {
        Tag::new(action.state().words(), if open { Tone::Active } else { Tone::Quiet })
    };
    let words = action.agreed.words.as_str();
    let end = paths::action_end(action.agreed.id);
    let what = if open && model.may_close { Html::link(&end, words) } else { Html::text(words) };
    vec![
        what.into(),
        owner_in_words(action, &model.person, &model.names).into(),
        words::day(action.due()).into(),
        Html::of(&tag).into(),
    ]
}

impl MeetingsPage {
    fn of(frame: Frame, model: &MeetingsPart, zone: &TimeZone) -> Self {
        let (person, today) = (model.person.person, model.glance.today);
        let meetings: Vec<_> = model.meetings.iter().map(|one| meeting_row(one, zone)).collect();
        let goals: Vec<_> = model.goals.iter().map(|(goal, voices)| goal_row(goal, voices)).collect();
        let actions: Vec<_> = model.actions.iter().map(|one| action_row(one, model, today)).collect();
        let table = |caption: &'static str, head: [&'static str; 4], rows: Vec<Vec<Cell>>| {
            (!rows.is_empty()).then(|| Table::new(caption, head, rows).rows_named().dense())
        };
        Self {
            bar: bar::bar(&model.person, &model.glance, Vec::new()),
            parts: bar::parts(person, Part::Meetings, &model.glance),
            heading: "Meetings".into(),
            arrange: model.may_arrange.then(|| Button::link("Arrange a meeting", paths::meeting_new(person))),
            meetings: table(
                "Meetings, the latest first",
                ["Meeting", "When", "Where", "Where it stands"],
                meetings,
            ),
            goals: table(
                "Goals, and what each of the three said last",
                ["Goal", "The person", "Probation practitioner", "Treatment worker"],
                goals,
            ),
            actions: table(
                "Actions, those to do first",
                ["Action", "Who", "Due", "Where it stands"],
                actions,
            ),
            frame,
        }
    }
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = meetings::meetings(cx.app(), cx.viewer(), person).await?;
    let frame = cx.frame(format!("Meetings: {}", model.person.called()));
    cx.show(&MeetingsPage::of(frame, &model, cx.app().london()))
}
