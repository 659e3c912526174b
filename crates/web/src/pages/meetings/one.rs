//! One meeting: who is asked or came, what was decided, and each goal in three voices at start, middle and end.

use super::list::{state_tag, title};
use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    kit::{
        BackLink, Button, Cell, Escaped, Frame, Html, PersonBar, SummaryList, SummaryRow, Table, Tag, Text,
        Tone,
    },
    pages::person::bar,
    paths, words,
};
use app::meetings::{self, OpenedMeeting, owner_in_words};
use askama::Template;
use domain::{
    cadence::MeetingPoint,
    ids::MeetingId,
    meeting::{Meeting, MeetingFact, MeetingMove, MeetingState, Party, Voice, differ},
};
use jiff::tz::TimeZone;

/// Meetings side by side at most: start, middle and end, or the three latest.
const COLUMNS: usize = 3;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/meetings/one.html")]
struct MeetingPage {
    frame: Frame,
    bar: PersonBar,
    heading: Text,
    state: Tag,
    buttons: Vec<Button>,
    facts: SummaryList,
    words: Option<Html>,
    decisions: Vec<String>,
    triptych: Option<Table>,
    actions: Option<Table>,
    history: Vec<String>,
    signatures: bool,
}

/// What one party said, on one line: who, how far, and their words.
fn line(voice: &Voice) -> Html {
    let who = match voice.party {
        Party::Person => "Person",
        Party::Manager => "Manager",
        Party::Worker => "Worker",
    };
    let words = voice.words.as_ref().map(|words| format!(": “{}”", Escaped(words.as_str())));
    let (progress, words) = (voice.progress.words(), words.unwrap_or_default());
    Html::markup(format!("<p class=\"tc-voice\"><b>{who}</b> {progress}{words}</p>"))
}

/// What the three said of one goal at one meeting; a mark where they differ.
fn cell(voices: &[Voice], at: MeetingId) -> Cell {
    let said: Vec<&Voice> = Party::ALL
        .iter()
        .filter_map(|party| voices.iter().rev().find(|one| one.meeting == at && one.party == *party))
        .collect();
    if said.is_empty() {
        return Cell::text("–");
    }
    let mut lines: Vec<Html> = said.iter().map(|voice| line(voice)).collect();
    if differ(said.iter().copied()) {
        lines.push(Html::of(&Tag::new("They differ", Tone::Soon)));
    }
    Html::join(lines, "").into()
}

/// A column of the triptych: its heading and the meeting that fills it, once one was held.
type Column<'a> = (String, Option<&'a Meeting>);

/// The columns that stand side by side: start, middle and end of the order for one of its three meetings; for another meeting
/// the last that were held up to it.
fn columns<'a>(model: &'a OpenedMeeting, zone: &TimeZone) -> Vec<Column<'a>> {
    let mut held: Vec<&Meeting> = model.others.iter().filter(|one| one.minutes().is_some()).collect();
    held.sort_by_key(|one| one.setting().at);
    let day = |one: &Meeting| words::day(one.setting().at.to_zoned(zone.clone()).date());
    let this = &model.meeting.occasion;
    if this.point.is_some() {
        let column = |point: &MeetingPoint| {
            let mut of_it = held
                .iter()
                .filter(|one| one.occasion.point == Some(*point) && one.occasion.order == this.order);
            // The page shows its own meeting; beside it, of several the one that counts.
            let own = of_it.clone().find(|one| one.occasion.id == this.id);
            let counting = of_it.clone().rfind(|one| one.counts());
            let found = own.or(counting).or_else(|| of_it.next_back()).copied();
            let when = found.map_or_else(|| "not held yet".to_owned(), day);
            (format!("{}, {when}", point.words()), found)
        };
        return MeetingPoint::ALL.iter().map(column).collect();
    }
    let place = held.iter().position(|one| one.occasion.id == this.id);
    held.truncate(place.map_or(held.len(), |place| place + 1));
    let from = held.len().saturating_sub(COLUMNS);
    let title = |one: &Meeting| one.occasion.point.map_or(one.occasion.kind.words(), |point| point.words());
    held.split_off(from).into_iter().map(|one| (format!("{}, {}", title(one), day(one)), Some(one))).collect()
}

fn triptych(model: &OpenedMeeting, zone: &TimeZone) -> Option<Table> {
    let columns = columns(model, zone);
    if columns.is_empty() || model.goals.is_empty() {
        return None;
    }
    let mut head = vec![Cell::text("Goal")];
    head.extend(columns.iter().map(|(title, _)| Cell::text(title.clone())));
    let rows = model.goals.iter().map(|(goal, voices)| {
        let said = |column: &Column<'_>| {
            column.1.map_or_else(|| Cell::text("–"), |one| cell(voices, one.occasion.id))
        };
        let mut row = vec![Cell::text(goal.words.to_string())];
        row.extend(columns.iter().map(said));
        row
    });
    let mut table = Table::new("Goals in three voices", head, rows).rows_named().dense();
    table.classes = table.classes.after("tc-triptych");
    Some(table)
}

fn facts(model: &OpenedMeeting, zone: &TimeZone) -> SummaryList {
    let setting = model.meeting.setting();
    let mut rows = vec![
        SummaryRow::new("When", words::moment(setting.at, zone)),
        SummaryRow::new("Where", setting.place.to_string()),
    ];
    let came = model.meeting.minutes().map(|minutes| minutes.attendance);
    rows.extend(Party::ALL.iter().map(|party| {
        let who = model.invited.iter().find(|one| one.party == *party).and_then(|one| one.who.clone());
        let who = who.or_else(|| (*party == Party::Person).then(|| model.person.called()));
        let there = came.map(|came| came.of(*party).words());
        let said = match (who, there) {
            (Some(who), Some(there)) => format!("{who}: {}", there.to_lowercase()),
            (Some(who), None) => who,
            (None, Some(there)) => there.to_owned(),
            (None, None) => "Nobody leads on that yet".to_owned(),
        };
        SummaryRow::new(party.words(), said)
    }));
    SummaryList::new(rows)
}

fn buttons(model: &OpenedMeeting, frame: &Frame) -> Vec<Button> {
    let id = model.meeting.occasion.id;
    let mut buttons = Vec::new();
    for step in model.meeting.state().moves() {
        match step {
            MeetingMove::Hold if model.may_record => {
                buttons.push(Button::link("Record the meeting", frame.onward(&paths::meeting_record(id))));
            }
            MeetingMove::Shift if model.may_arrange => {
                buttons.push(Button::link("Change day or place", paths::meeting_move(id)).secondary());
            }
            MeetingMove::Cancel if model.may_arrange => {
                buttons.push(Button::link("Call it off", paths::meeting_cancel(id)).secondary());
            }
            _ => {}
        }
    }
    if model.meeting.state() == MeetingState::Arranged {
        buttons.push(Button::link("In the meeting", paths::meeting_room(id)).secondary());
        buttons.push(Button::link("Put it in a calendar", paths::meeting_calendar(id)).secondary());
    }
    buttons
}

fn history(model: &OpenedMeeting, zone: &TimeZone) -> Vec<String> {
    let told = model.meeting.facts().iter().map(|(stamp, fact)| {
        let what = match fact {
            MeetingFact::Arranged(to) => format!("Arranged for {}, {}", words::moment(to.at, zone), to.place),
            MeetingFact::Shifted { to, asked_by, why } => {
                let why = why.as_ref().map(|why| format!(" ({why})")).unwrap_or_default();
                let asked = asked_by.words().to_lowercase();
                format!("Moved to {}, {}, asked for by: {asked}{why}", words::moment(to.at, zone), to.place)
            }
            MeetingFact::Held(_) => "Recorded as held".to_owned(),
            MeetingFact::Cancelled(why) => format!("Called off: {why}"),
        };
        let (by, agency) = (model.names.account(stamp.by), model.names.agency(stamp.agency));
        format!("{}: {what}. {by}, {agency}", words::moment(stamp.at, zone))
    });
    told.collect()
}

impl MeetingPage {
    fn of(frame: Frame, model: &OpenedMeeting, zone: &TimeZone) -> Self {
        let glance = &model.glance;
        let minutes = model.meeting.minutes();
        let of_this = |meeting: MeetingId| meeting == model.meeting.occasion.id;
        let actions: Vec<Vec<Cell>> = model
            .actions
            .iter()
            .filter(|one| of_this(one.agreed.meeting) || one.state() == domain::action::ActionState::Open)
            .map(|one| {
                vec![
                    one.agreed.words.to_string().into(),
                    owner_in_words(one, &model.person, &model.names).into(),
                    words::day(one.due()).into(),
                    one.state().words().into(),
                ]
            })
            .collect();
        let back = BackLink {
            text: "Back to the meetings".into(),
            ..BackLink::to(paths::person_meetings(model.person.person))
        };
        Self {
            bar: bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks),
            heading: title(&model.meeting).into(),
            state: state_tag(model.meeting.state()),
            buttons: buttons(model, &frame),
            facts: facts(model, zone),
            words: minutes
                .and_then(|minutes| minutes.words.as_ref())
                .map(|words| Html::paragraphs(words.as_str())),
            decisions: minutes
                .into_iter()
                .flat_map(|minutes| &minutes.decisions)
                .map(ToString::to_string)
                .collect(),
            triptych: triptych(model, zone),
            actions: (!actions.is_empty()).then(|| {
                Table::new("Actions", ["Action", "Who", "Due", "Where it stands"], actions)
                    .rows_named()
                    .dense()
            }),
            history: history(model, zone),
            signatures: minutes.is_some(),
            frame: Frame { back: Some(back), ..frame },
        }
    }
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(id): Id<MeetingId>, Query(()): Query<()>) -> Answer {
    let model = meetings::meeting(cx.app(), cx.viewer(), id).await?;
    let frame = cx.frame(format!("{}: {}", title(&model.meeting), model.person.called()));
    cx.show(&MeetingPage::of(frame, &model, cx.app().london()))
}
