//! One request: where it stands, what may be done, and the record as it is put together, each entry with the way to leave it out.

use super::state_tag;
use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    html_safe,
    kit::{BackLink, Button, Card, Cell, Html, SummaryRow, Table, WarningText},
    pages::{
        person::bar,
        screening::shown::{ShownPage, cards, facts},
    },
    paths, words,
};
use app::access_requests::{Entry, OpenedRequest, Part, request};
use askama::Template;
use domain::{
    access_request::{AccessFact, AccessMove},
    ids::AccessRequestId,
};
use jiff::tz::TimeZone;

/// Entries in one card, each with what it says.
#[derive(Debug, Template)]
#[template(path = "pages/access_requests/entries.html")]
struct Entries {
    entries: Vec<ShownEntry>,
}

html_safe!(Entries);

/// One entry.
#[derive(Debug)]
struct ShownEntry {
    number: usize,
    heading: String,
    day: String,
    says: Vec<(String, Html)>,
    /// Why it is left out.
    left_out: Option<String>,
    /// The way to leave it out, or to put it back.
    link: Option<Html>,
}

impl ShownEntry {
    fn of(number: usize, entry: &Entry) -> Self {
        Self {
            number,
            heading: entry.heading.clone(),
            day: entry.day.map(words::day).unwrap_or_default(),
            says: entry.says.iter().map(|(name, value)| (name.clone(), Html::text(value))).collect(),
            left_out: None,
            link: None,
        }
    }
}

fn said(fact: &AccessFact) -> String {
    match fact {
        AccessFact::IdentityAsked => "Proof of identity was asked for".to_owned(),
        AccessFact::IdentityConfirmed(how) => format!("Identity was proved: {how}"),
        AccessFact::Extended(why) => format!("Extended by two months: {why}"),
        AccessFact::Redacted(_, exemption, why) => format!("An entry was left out. {exemption}: {why}"),
        AccessFact::Restored(_) => "An entry was put back".to_owned(),
        AccessFact::Submitted(mark) => format!("Handed to the second person (copy {mark})"),
        AccessFact::Returned(why) => format!("Sent back: {why}"),
        AccessFact::Checked(mark) => format!("Checked (copy {mark})"),
        AccessFact::Given(how) => format!("Given: {how}"),
        AccessFact::Withdrawn(words) => format!("Withdrawn: {words}"),
    }
}

fn history(model: &OpenedRequest, zone: &TimeZone) -> Card {
    let row = |what: String, stamp: &domain::stamp::Stamp| -> Vec<Cell> {
        let by = format!("{}, {}", model.names.account(stamp.by), words::moment(stamp.at, zone));
        vec![what.into(), by.into()]
    };
    let mut rows = vec![row("Recorded".to_owned(), &model.request.asked.stamp)];
    rows.extend(model.request.facts().iter().map(|(stamp, _, fact)| row(said(fact), stamp)));
    Card::new("History", Html::of(&Table::new("History", ["What", "By"], rows).caption_hidden().dense()))
}

fn about(model: &OpenedRequest) -> Card {
    let asked = &model.request.asked;
    let due = match model.due {
        _ if model.request.state().is_over() => "–".to_owned(),
        Some(due) => format!("{} ({})", words::day(due), words::near(due, model.glance.today)),
        None => "The clock is stopped until identity is proved".to_owned(),
    };
    let rows = vec![
        SummaryRow::html("State", Html::of(&state_tag(model.request.state()))),
        SummaryRow::new("Received", words::day(asked.received)),
        SummaryRow::new("Answer by", due),
        SummaryRow::new("How it came, and for what", asked.words.to_string()),
        SummaryRow::new("This copy", model.fingerprint.clone()),
    ];
    Card::new("About", facts(rows))
}

fn part(model: &OpenedRequest, entries: &[Entry], part: Part) -> Option<Card> {
    let out = model.request.left_out();
    let may = |step| model.moves.contains(&step);
    let id = model.request.asked.id;
    let shown: Vec<ShownEntry> = (1..)
        .zip(entries)
        .filter(|(_, entry)| entry.part == part)
        .map(|(number, entry)| {
            let left = out.get(&entry.key);
            let (step, words) = match left {
                Some(_) => (AccessMove::Restore, "Put it back"),
                None => (AccessMove::Redact, "Leave it out"),
            };
            let href = paths::with_query(
                &paths::access_request_step(id),
                &[("step", step.code()), ("entry", entry.key.as_str())],
            );
            let link = may(step).then(|| Html::link(&href, &format!("{words}: entry {number}")));
            ShownEntry {
                left_out: left.map(|(exemption, why)| format!("{exemption}. {why}")),
                link,
                ..ShownEntry::of(number, entry)
            }
        })
        .collect();
    (!shown.is_empty()).then(|| Card::new(part.words(), Html::of(&Entries { entries: shown })))
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(id): Id<AccessRequestId>, Query(()): Query<()>) -> Answer {
    let model = request(cx.app(), cx.viewer(), id).await?;
    let person = model.person.person;
    let mut frame = cx.frame(format!("Request for a copy: {}", model.person.called()));
    frame.back =
        Some(BackLink { text: "Requests".into(), ..BackLink::to(paths::person_access_requests(person)) });
    let mut pieces = Vec::new();
    if model.request.checked().is_some() && !model.is_checked {
        pieces.push(Html::of(&WarningText::new(
            "The record has changed since this copy was checked, so it is not given. Send it back, and hand it over again.",
        )));
    }
    if model.is_checked {
        pieces.push(Html::of(&Button::link("Print the copy", paths::access_request_bundle(id))));
    }
    let steps = model.moves.iter().filter(|step| !matches!(step, AccessMove::Redact | AccessMove::Restore));
    let steps = steps.map(|step| {
        let href = paths::with_query(&paths::access_request_step(id), &[("step", step.code())]);
        Html::of(&Button::link(step.words(), href).secondary())
    });
    pieces.push(Html::join(
        [Html::literal("<div class=\"tc-steps\">"), Html::join(steps, "\n"), Html::literal("</div>")],
        "",
    ));
    let mut shown = vec![about(&model)];
    if let Some(copied) = &model.copied {
        shown.extend(Part::ALL.iter().filter_map(|one| part(&model, &copied.entries, *one)));
    }
    shown.push(history(&model, cx.app().london()));
    pieces.push(cards(shown));
    let glance = &model.glance;
    cx.show(&ShownPage {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        parts: None,
        heading: "Request for a copy".into(),
        body: Html::join(pieces, "\n"),
        frame,
    })
}
