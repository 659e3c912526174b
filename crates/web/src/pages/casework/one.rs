//! One piece: how it stands, what to see to, the steps that it takes next, and its history.

use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    kit::{BackLink, Button, Card, Cell, Html, InsetText, SummaryRow, Table, WarningText},
    pages::{
        fields::{asked, said},
        person::bar,
        screening::shown::{ShownPage, cards, facts},
    },
    paths, words,
};
use app::casework::{OpenedPiece, piece};
use domain::{
    casework::{PieceKind, PieceState, PieceStep},
    ids::PieceId,
};
use jiff::tz::TimeZone;

/// Orders stand above an agreement, each by its kind and last day.
fn above(model: &OpenedPiece) -> Option<SummaryRow> {
    let orders = model.orders.iter().map(|order| format!("{}, to {}", order.kind, words::day(order.ends)));
    let lines: Vec<Html> = orders.map(|line| Html::text(&line)).collect();
    (model.line.piece.kind() == PieceKind::Compact && !lines.is_empty())
        .then(|| SummaryRow::html("Which orders stand above it?", Html::join(lines, "<br>")))
}

fn stands(model: &OpenedPiece, zone: &TimeZone) -> Card {
    let (piece, line) = (&model.line.piece, &model.line);
    let mut rows = vec![SummaryRow::new("Where it stands", piece.stage().words)];
    rows.extend(piece.stands().into_iter().map(|(field, answer)| {
        SummaryRow::html(asked(field), Html::paragraphs(&said(answer, &model.names)))
    }));
    rows.extend(above(model));
    let begun = words::moment(piece.begun().at, zone);
    rows.push(SummaryRow::new("Begun by", format!("{}, {}, {begun}", line.by, line.agency)));
    Card::new("How it stands", facts(rows))
}

fn listed(model: &OpenedPiece) -> Option<Card> {
    let lines = model.line.piece.listed();
    let items = lines
        .iter()
        .map(|line| Html::join([Html::literal("<li>"), Html::text(line), Html::literal("</li>")], ""));
    let items = Html::join(items.collect::<Vec<_>>(), "");
    let list = Html::join(
        [Html::literal("<ul class=\"govuk-list govuk-list--bullet\">"), items, Html::literal("</ul>")],
        "",
    );
    let title = if model.line.piece.kind() == PieceKind::Intensive { "Strands" } else { "Actions" };
    (!lines.is_empty()).then(|| Card::new(title, list))
}

fn history(model: &OpenedPiece, zone: &TimeZone) -> Card {
    let rows = model.line.piece.facts().iter().rev().map(|(stamp, fact)| {
        let mut told = vec![Html::paragraphs(fact.step.words())];
        for field in fact.step.fields() {
            if let Some(answer) = fact.answers.get(field.name) {
                told.push(Html::paragraphs(&format!("{} {}", asked(field), said(answer, &model.names))));
            }
        }
        vec![
            words::moment(stamp.at, zone).into(),
            Cell::html(Html::join(told, "")),
            model.names.account(stamp.by).into(),
        ]
    });
    let head = ["When", "What", "By"];
    let table =
        Table::new("What happened, newest first", head, rows.collect::<Vec<_>>()).caption_hidden().dense();
    Card::new("What happened", Html::of(&table))
}

fn to_step(id: PieceId, step: PieceStep) -> String {
    paths::with_query(&paths::piece_step(id), &[("step", step.code())])
}

/// Shows the page.
pub(super) async fn get(cx: WebCx, Id(id): Id<PieceId>, Query(()): Query<()>) -> Answer {
    let model = piece(cx.app(), cx.viewer(), id).await?;
    let (person, zone, shown) = (model.person.person, cx.app().london(), &model.line.piece);
    let mut frame = cx.frame(format!("{}: {}", shown.kind(), model.person.called()));
    frame.back = Some(BackLink { text: "Casework".into(), ..BackLink::to(paths::person_casework(person)) });
    let mut pieces = vec![Html::of(&InsetText::new(shown.kind().note()))];
    let warned = shown.warnings(model.glance.today);
    if !warned.is_empty() {
        pieces.push(Html::of(&WarningText::new(warned.join(" "))));
    }
    if model.line.may_step {
        let buttons = shown.moves().into_iter().enumerate().map(|(at, step)| {
            let button = Button::link(step.words(), to_step(id, step));
            Html::of(&if at == 0 { button } else { button.secondary() })
        });
        let buttons = Html::join(buttons.collect::<Vec<_>>(), "\n");
        pieces.push(Html::join(
            [Html::literal("<div class=\"govuk-button-group\">"), buttons, Html::literal("</div>")],
            "",
        ));
    }
    let all = [Some(stands(&model, zone)), listed(&model), Some(history(&model, zone))];
    pieces.push(cards(all.into_iter().flatten()));
    if shown.kind().is_given_on_paper() && shown.state() == PieceState::Open {
        pieces.push(Html::link(&paths::piece_paper(id), "What the person is given, on paper"));
    }
    let glance = &model.glance;
    cx.show(&ShownPage {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        parts: None,
        heading: shown.kind().words().into(),
        body: Html::join(pieces, "\n"),
        frame,
    })
}
