//! What the person is given of an agreement or a release: as it stands, in words that speak to them, with room to sign.

use super::said;
use crate::pages::fields;
use app::casework::OpenedPiece;
use documents::{Block, Document, Language, Size};
use domain::casework::{Answer, PieceKind};

/// The name of its file.
pub(crate) const NAME: &str = "for-you";

/// What a field is called where the person reads it; what they are not given has no heading.
fn heading(kind: PieceKind, field: &str) -> Option<&'static str> {
    Some(match (kind, field) {
        (PieceKind::Compact, "offered") => "What we offer you",
        (PieceKind::Compact, "expected") => "What we expect of you",
        (PieceKind::Compact, "if_not") => "What happens if something is not kept, by you or by us",
        (PieceKind::Compact, "own") => "What you want yourself",
        (PieceKind::Compact, "tenancy") => "The terms of your tenancy stand above this",
        (PieceKind::Compact, "work") => "The terms of your job stand above this",
        (PieceKind::Release, "release") => "Your day of release",
        (PieceKind::Release, "lead") => "Who leads",
        (PieceKind::Release, "gate") => "Who meets you",
        (PieceKind::Release, "travel") => "How you travel",
        (PieceKind::Release, "bed") => "Where you sleep on the first night",
        (PieceKind::Release, "after_that") => "And after that",
        (PieceKind::Release, "when") => "Your first appointment",
        (PieceKind::Release, "with") => "With whom",
        (PieceKind::Release, "where") => "Where",
        (PieceKind::Release, "hours") => "Your first 48 hours",
        _ => return None,
    })
}

fn words(answer: &Answer, model: &OpenedPiece) -> Vec<Block> {
    let text = match answer {
        Answer::Day(day) => said(*day),
        Answer::Moment(moment) => format!("{}, {}", said(moment.date()), moment.strftime("%H:%M")),
        other => fields::said(other, &model.names),
    };
    text.split("\n\n").filter(|one| !one.trim().is_empty()).map(Block::paragraph).collect()
}

/// The document.
pub(crate) fn document(model: &OpenedPiece) -> Document {
    let (piece, line) = (&model.line.piece, &model.line);
    let kind = piece.kind();
    let mut body = Vec::new();
    for (field, answer) in piece.stands() {
        if let Some(heading) = heading(kind, field.name) {
            body.push(Block::part(heading, ""));
            body.extend(words(answer, model));
        }
    }
    let mut closing = Vec::new();
    if kind == PieceKind::Compact {
        body.push(Block::part("What stands above this", ""));
        let orders = model.orders.iter().map(|order| format!("{}, to {}.", order.kind, said(order.ends)));
        body.extend(orders.map(Block::paragraph));
        body.push(Block::paragraph(
            "Your order or licence, your tenancy and the terms of your job stand above this agreement. If something in it is not \
             kept, we talk it over with you. That alone is never a breach of an order.",
        ));
        closing.push(Block::Lines(vec![
            format!("{}: ______________________ Day: __________", model.person.called()).as_str().into(),
            format!("For {}: ______________________ Day: __________", line.agency).as_str().into(),
        ]));
    }
    let title = match kind {
        PieceKind::Release => "Your release",
        _ => "Our agreement",
    };
    Document {
        title: title.into(),
        language: Language::English,
        day: model.glance.today,
        author: line.agency.clone(),
        size: Size::Ordinary,
        foot: format!("{}, {}", line.agency, said(model.glance.today)),
        letterhead: vec![
            Block::paragraph(format!("For {}", model.person.called())),
            Block::paragraph(format!("{}, {}", line.agency, said(model.glance.today))),
        ],
        body,
        closing,
    }
}
