//! One body, or what one service does: how it stands, what is missing, the steps that it takes next, and its history.

use super::warned;
use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    kit::{BackLink, Button, Card, Cell, Html, InsetText, SummaryRow, Table, WarningText},
    pages::{
        fields::{asked, said},
        screening::shown::{ShownPage, cards, facts},
    },
    paths, words,
};
use app::provision::{OpenedProvision, one};
use domain::{
    field::{Answer as Answered, Field, Shape},
    ids::ProvisionId,
    provision::{Body, Course, INTERVENTIONS, Offer, POINTS, Provision, ProvisionStep},
};
use jiff::tz::TimeZone;

fn table<const N: usize>(title: &'static str, head: [&'static str; N], rows: Vec<Vec<Cell>>) -> Option<Card> {
    let empty = rows.is_empty();
    (!empty).then(|| Card::new(title, Html::of(&Table::new(title, head, rows).caption_hidden().dense())))
}

fn seats(body: &Body, model: &OpenedProvision) -> Option<Card> {
    let rows = body.seats().iter().map(|seat| {
        let held = match &seat.held {
            None => vec![
                Cell::html(Html::literal("<strong class=\"govuk-tag govuk-tag--yellow\">Empty</strong>")),
                Cell::from(""),
            ],
            Some(held) => {
                let agency = held.agency.map(|agency| format!(", {}", model.names.agency(agency)));
                let who = format!("{}{}", held.who, agency.unwrap_or_default());
                vec![Cell::from(who), Cell::from(words::day(held.since))]
            }
        };
        std::iter::once(Cell::from(seat.words())).chain(held).collect()
    });
    table("Seats", ["Seat", "Held by", "Since"], rows.collect())
}

fn training(body: &Body) -> Option<Card> {
    let rows = body.training().iter().map(|row| {
        let given = row.given.map_or_else(
            || format!("Not yet: due by {}", words::day(body.train_by())),
            |day| format!("Given {}", words::day(day)),
        );
        vec![Cell::from(row.what.clone()), Cell::from(row.whom.clone()), Cell::from(given)]
    });
    table("Training plan", ["What", "For whom", "Given"], rows.collect())
}

fn does(offer: &Offer) -> Option<Card> {
    let rows = INTERVENTIONS.iter().filter_map(|(code, words)| {
        let stages: Vec<&str> = offer.stages(code).iter().map(|(_, words)| *words).collect();
        (!stages.is_empty()).then(|| vec![Cell::from(*words), Cell::from(stages.join(", "))])
    });
    table("What it does", ["What", "At which stages"], rows.collect())
}

fn parts(offer: &Offer) -> Card {
    let rows = POINTS.iter().map(|(point, words)| match offer.part(point) {
        None => SummaryRow::new(*words, "Nothing is recorded"),
        Some(part) => {
            let lead = if part.takes_part { "They take part. " } else { "They do not take part. " };
            SummaryRow::html(*words, Html::paragraphs(&format!("{lead}{}", part.how)))
        }
    });
    Card::new("How people who use it take part", facts(rows.collect::<Vec<_>>()))
}

/// An answer in words; a row that was picked by what it says, a service by its name.
fn told(field: &Field, answer: &Answered, model: &OpenedProvision) -> String {
    match (field.shape, answer) {
        (Shape::Pick(of), Answered::Pick(number)) => {
            let listed = model.line.one.listed(of);
            let at = usize::from(*number).checked_sub(1);
            at.and_then(|at| listed.get(at).cloned()).unwrap_or_else(|| number.to_string())
        }
        (_, Answered::Service(service)) => model.services.get(service).cloned().unwrap_or_default(),
        _ => said(answer, &model.names),
    }
}

fn stands(model: &OpenedProvision, zone: &TimeZone) -> Card {
    let one = &model.line.one;
    let mut rows: Vec<SummaryRow> = one
        .stands()
        .into_iter()
        .map(|(field, answer)| SummaryRow::html(asked(field), Html::paragraphs(&told(field, answer, model))))
        .collect();
    if let Course::Body(body) = one.course() {
        rows.push(SummaryRow::new("Seats that are empty", body.empty().to_string()));
        if body.commissioners() > 0 {
            rows.push(SummaryRow::new("Co-commissioners", body.commissioners().to_string()));
        }
    }
    let begun = words::moment(one.begun().at, zone);
    rows.push(SummaryRow::new("Kept by", format!("{}, since {begun}", model.line.agency)));
    Card::new("How it stands", facts(rows))
}

fn history(model: &OpenedProvision, zone: &TimeZone) -> Option<Card> {
    let rows = model.line.one.facts().iter().rev().map(|(stamp, fact)| {
        let mut lines = vec![Html::paragraphs(fact.step.words())];
        for field in fact.step.fields() {
            if let Some(answer) = fact.answers.get(field.name) {
                lines.push(Html::paragraphs(&format!("{} {}", asked(field), told(field, answer, model))));
            }
        }
        vec![
            words::moment(stamp.at, zone).into(),
            Cell::html(Html::join(lines, "")),
            model.names.account(stamp.by).into(),
        ]
    });
    table("What happened, newest first", ["When", "What", "By"], rows.collect())
}

fn buttons(one: &Provision) -> Html {
    let to =
        |step: ProvisionStep| paths::with_query(&paths::provision_step(one.id), &[("step", step.code())]);
    let buttons = one.moves().into_iter().enumerate().map(|(at, step)| {
        let button = Button::link(step.words(), to(step));
        Html::of(&if at == 0 { button } else { button.secondary() })
    });
    let buttons = Html::join(buttons.collect::<Vec<_>>(), "\n");
    Html::join([Html::literal("<div class=\"govuk-button-group\">"), buttons, Html::literal("</div>")], "")
}

/// Shows the page.
pub(super) async fn get(cx: WebCx, Id(id): Id<ProvisionId>, Query(()): Query<()>) -> Answer {
    let model = one(cx.app(), cx.viewer(), id).await?;
    let (shown, zone) = (&model.line.one, cx.app().london());
    let mut frame = cx.frame(model.line.name.clone());
    frame.back =
        Some(BackLink { text: "Bodies and services".into(), ..BackLink::to(paths::PROVISION.to_owned()) });
    let mut pieces = vec![Html::of(&InsetText::new(shown.kind().note()))];
    if warned(&shown.warnings(model.today)).is_some() {
        pieces.push(Html::of(&WarningText::new(shown.warnings(model.today).join(" "))));
    }
    if model.may_step {
        pieces.push(buttons(shown));
    }
    let (first, second) = match shown.course() {
        Course::Body(body) => (seats(body, &model), training(body)),
        Course::Offer(offer) => (does(offer), Some(parts(offer))),
    };
    let all = [Some(stands(&model, zone)), first, second, history(&model, zone)];
    pieces.push(cards(all.into_iter().flatten()));
    cx.show(&ShownPage {
        bar: None,
        parts: None,
        heading: model.line.name.clone().into(),
        body: Html::join(pieces, "\n"),
        frame,
    })
}
