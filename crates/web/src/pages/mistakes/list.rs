//! The register, and the card on the desk of whoever keeps it.

use super::hours;
use crate::{
    answer::{Answer, WebCx},
    form::Query,
    kit::{Button, Card, Cell, Duties, Duty, Html, InsetText, Table, Tag, Tone},
    pages::{
        retention::recorded_by,
        screening::shown::{ShownPage, cards},
    },
    paths, words,
};
use app::mistakes::{Register, register};
use domain::mistake::{Mistake, MistakeState};
use jiff::{Timestamp, tz::TimeZone};

/// The tag of the hours.
fn tag(one: &Mistake, now: Timestamp) -> Tag {
    let tone = match (one.state(), one.is_late(now)) {
        (MistakeState::Closed, _) => Tone::Quiet,
        (_, true) => Tone::Late,
        (_, false) => Tone::Soon,
    };
    Tag::new(hours(one, now), tone)
}

fn open(model: &Register) -> impl Iterator<Item = &Mistake> {
    model.mistakes.iter().filter(|one| one.state() == MistakeState::Open)
}

/// Those that are open, for the desk.
pub(crate) fn open_card(model: &Register, zone: &TimeZone) -> Option<Card> {
    let items: Vec<Duty> = open(model)
        .map(|one| {
            let day = one.tell_by.to_zoned(zone.clone()).date();
            Duty {
                date: words::day(day).into(),
                datetime: day.to_string().into(),
                what: "Mistaken disclosure: is the commissioner told?".into(),
                href: paths::mistake(one.id).into(),
                whom: words::count(u64::from(one.people), "person", "people").into(),
                whom_href: paths::mistake(one.id).into(),
                why: "72 hours from becoming aware".into(),
                tag: Some(tag(one, model.now)),
            }
        })
        .collect();
    if items.is_empty() {
        return None;
    }
    Some(Card {
        id: "mistakes".into(),
        count: Some(items.len()),
        classes: "tc-card--wide".into(),
        ..Card::new("Mistaken disclosures", Html::of(&Duties { items }))
    })
}

fn table(mistakes: &[&Mistake], now: Timestamp, zone: &TimeZone) -> Html {
    if mistakes.is_empty() {
        return Html::literal("<p class=\"govuk-body\">None.</p>");
    }
    let rows = mistakes.iter().map(|one| {
        vec![
            Cell::from(Html::link(&paths::mistake(one.id), &words::moment(one.aware, zone))),
            Cell::unbroken(words::day(one.happened)),
            one.recipient.to_string().into(),
            words::count(u64::from(one.people), "person", "people").into(),
            Html::of(&tag(one, now)).into(),
        ]
    });
    let head = ["Aware since", "Happened", "Who had it", "About", "The 72 hours"];
    Html::of(&Table::new("Reports", head, rows).caption_hidden().dense())
}

/// Shows the register.
pub(crate) async fn get(cx: WebCx, Query(()): Query<()>) -> Answer {
    let model = register(cx.app(), cx.viewer()).await?;
    let zone = cx.app().london();
    let closed: Vec<&Mistake> =
        model.mistakes.iter().filter(|one| one.state() == MistakeState::Closed).collect();
    let note =
        "A report is nobody’s fault to hide. The hours count from the moment somebody here became aware.";
    let left: Vec<String> = model.keeps.iter().filter_map(recorded_by).collect();
    let also = if left.is_empty() {
        Html::literal("")
    } else {
        Html::paragraphs(&format!("With those of {}.", left.join("; of ")))
    };
    let body = Html::join(
        [
            Html::of(&InsetText::new(note)),
            also,
            Html::of(&Button::link("Report a mistaken disclosure", paths::MISTAKE_NEW)),
            cards([
                Card::new("Open", table(&open(&model).collect::<Vec<_>>(), model.now, zone)),
                Card::new("Closed", table(&closed, model.now, zone)),
            ]),
        ],
        "\n",
    );
    let frame = cx.frame("Mistaken disclosures");
    cx.show(&ShownPage { bar: None, parts: None, heading: "Mistaken disclosures".into(), body, frame })
}
