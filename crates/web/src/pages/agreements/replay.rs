//! What if: the reads of the last days put to a version of an agreement, before anybody signs it.

use super::{matrix::level_tag, say};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Asked, Check, Query, Typed},
    kit::{BackLink, Button, Cell, Frame, Html, Input, Table, Tag, Tone},
    paths, words,
};
use app::agreements::{self, Change, Changed, REPLAY_DAYS, REPLAY_MOST, Replay, ReplayQuery};
use askama::Template;
use domain::{
    agreement::words::{Names, capital, joined},
    ids::AgreementId,
};

/// Changes on one page; the command line prints all.
const LINES: usize = 100;

/// Which version, and the reads of how many days.
pub(crate) struct Which {
    pub(crate) number: Option<u16>,
    pub(crate) days: u16,
}

impl Asked for Which {
    const KNOWN: &'static [&'static str] = &["version", "days"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        read(typed, check)
    }
}

/// What an address asks for.
pub(crate) fn read(typed: &Typed, check: &mut Check) -> Which {
    let number = check.number("version", typed.get("version"), 1, u32::from(u16::MAX));
    let days = check.number("days", typed.get("days"), 1, 366);
    let small = |number: u32| u16::try_from(number).ok();
    Which { number: number.and_then(small), days: days.and_then(small).unwrap_or(REPLAY_DAYS) }
}

/// What is asked of the use-case: as many reads as a page can wait for.
pub(crate) fn query(agreement: AgreementId, which: &Which) -> ReplayQuery {
    ReplayQuery { agreement, number: which.number, days: which.days, most: Some(REPLAY_MOST) }
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/agreements/replay.html")]
struct ReplayPage {
    frame: Frame,
    state: Tag,
    number: String,
    action: String,
    version: u16,
    days: Input,
    show: Button,
    figures: String,
    counted: &'static str,
    compared: String,
    unlike: Option<String>,
    more: Option<String>,
    unlisted: Option<String>,
    table: Option<Table>,
}

const fn tone(change: Change) -> Tone {
    match change {
        Change::Seen => Tone::Soon,
        Change::More | Change::Less => Tone::Active,
        Change::Refused => Tone::Late,
    }
}

fn row(model: &Replay, one: &Changed) -> Vec<Cell> {
    let names = Names(&model.agencies);
    let roles = joined(one.roles.iter().map(|role| role.words().to_lowercase()), "and");
    let by = match &one.reader {
        Some(name) => format!("{name}, {roles}, {}", names.of(one.agency)),
        None => format!("{}, {}", capital(&roles), names.of(one.agency)),
    };
    vec![
        Html::of(&Tag::new(one.change.words(), tone(one.change))).into(),
        one.section.words().into(),
        Html::of(&level_tag(one.before)).into(),
        Html::of(&level_tag(one.after)).into(),
        by.into(),
        say::purpose(one.purpose).into(),
        Cell::number(words::thousands(one.reads)),
        Cell::number(words::thousands(one.people)),
    ]
}

fn table(model: &Replay) -> Option<Table> {
    let rows: Vec<Vec<Cell>> = model.changes.iter().take(LINES).map(|one| row(model, one)).collect();
    let number = |words: &'static str| Cell::number(words);
    let head = [
        "What would change".into(),
        "Section".into(),
        "Now".into(),
        "With this version".into(),
        "By whom".into(),
        "What for".into(),
        number("Reads"),
        number("People"),
    ];
    (!rows.is_empty()).then(|| Table::new("What would change", head, rows).caption_hidden().dense())
}

fn unlike(model: &Replay) -> Option<String> {
    let count = |number| words::count(number, "answer", "answers");
    (model.unlike.all() > 0).then(|| {
        format!(
            "{} could not be compared: what is kept no longer gives the answer of then ({} shown then, {} withheld then). The \
             ledger keeps what was answered, not all that it followed from: agreements and roles as they were then.",
            capital(&count(model.unlike.all())),
            words::thousands(model.unlike.shown),
            words::thousands(model.unlike.withheld)
        )
    })
}

/// Which reads are counted at all.
const fn counted(model: &Replay) -> &'static str {
    if model.all {
        "Records to which access is limited are left out."
    } else {
        "Counted is what your own agency’s staff read, and what others read of your agency’s part of a record; records to which \
         access is limited are left out."
    }
}

fn page(cx: &WebCx, model: &Replay) -> ReplayPage {
    let version = &model.version;
    let mut frame = cx.frame(format!("What if: {}", version.terms.title.as_str()));
    let one = paths::agreement(version.agreement);
    frame.back = Some(BackLink::to(format!("{one}?version={}", version.number)));
    let over = model.changes.len().saturating_sub(LINES);
    let hidden = u64::try_from(over).unwrap_or(u64::MAX).saturating_add(model.unlisted);
    ReplayPage {
        frame,
        state: say::state_tag(model.state),
        number: format!("Version {}", version.number),
        action: paths::agreement_replay(version.agreement),
        version: version.number,
        days: Input {
            value: Some(model.days.to_string().into()),
            ..Input::text("days", "Days to look back").whole_number().width("govuk-input--width-4")
        },
        show: Button::submit("Replay").secondary(),
        figures: format!(
            "{} of one person’s record in the last {}, {} compared.",
            words::count(model.reads, "read", "reads"),
            words::count(u64::from(model.days), "day", "days"),
            words::count(model.answers, "answer", "answers")
        ),
        counted: counted(model),
        compared: format!(
            "Each is put to the agreements in force and to the same with this version in their place, as of {}, with the same \
             facts of the day on which it was made. Nothing is opened, and nobody whose record it was is named.",
            words::day(model.as_of)
        ),
        unlike: unlike(model),
        more: model.more.then(|| {
            format!(
                "Only the first {} are here. The command line goes through all: throughcare agreements replay.",
                words::count(model.reads, "read", "reads")
            )
        }),
        unlisted: (hidden > 0).then(|| format!("{} more lines are not shown.", words::thousands(hidden))),
        table: table(model),
    }
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(id): Id<AgreementId>, Query(which): Query<Which>) -> Answer {
    let model = agreements::replay(cx.app(), cx.viewer(), query(id, &which)).await?;
    cx.show(&page(&cx, &model))
}
