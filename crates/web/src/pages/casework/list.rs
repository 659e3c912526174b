//! A person's casework as far as the gate opens it: what goes on, and what is closed.

use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    kit::{Button, Card, Html, SummaryRow},
    pages::{
        fields::{asked, said},
        person::bar::{self, Part},
        screening::shown::{ShownPage, cards, facts},
    },
    paths, words,
};
use app::casework::{CaseworkPart, PieceLine, casework};
use domain::{casework::PieceState, ids::PersonId};

/// Facts of one piece that a list shows.
const SHOWN: usize = 3;

fn card(model: &CaseworkPart, line: &PieceLine, cx: &WebCx) -> Card {
    let piece = &line.piece;
    let mut rows = vec![SummaryRow::new("Where it stands", piece.stage().words)];
    rows.extend(piece.stands().into_iter().take(SHOWN).map(|(field, answer)| {
        SummaryRow::html(asked(field), Html::paragraphs(&said(answer, &model.names)))
    }));
    let begun = words::moment(piece.begun().at, cx.app().london());
    rows.push(SummaryRow::new("Begun by", format!("{}, {}, {begun}", line.by, line.agency)));
    let warned: Vec<Html> = piece.warnings(model.glance.today).into_iter().map(Html::text).collect();
    if !warned.is_empty() {
        rows.insert(0, SummaryRow::html("What to see to", Html::join(warned, "<br>")));
    }
    let mut pieces = vec![facts(rows)];
    pieces.push(Html::link(&paths::piece(piece.id), &format!("Open: {}, {begun}", piece.kind())));
    Card::new(piece.kind().words(), Html::join(pieces, "\n"))
}

fn of(model: &CaseworkPart, state: PieceState, cx: &WebCx) -> Option<Html> {
    let those = model.pieces.iter().filter(|line| line.piece.state() == state);
    let shown: Vec<Card> = those.map(|line| card(model, line, cx)).collect();
    let heading = match state {
        PieceState::Open => Html::literal("<h2 class=\"govuk-heading-m\">Under way</h2>"),
        PieceState::Closed => Html::literal("<h2 class=\"govuk-heading-m\">Closed</h2>"),
    };
    (!shown.is_empty()).then(|| Html::join([heading, cards(shown)], "\n"))
}

/// Shows the page.
pub(super) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = casework(cx.app(), cx.viewer(), person).await?;
    let frame = cx.frame(format!("Casework: {}", model.person.called()));
    let mut pieces = Vec::new();
    if model.may_keep {
        pieces.push(Html::of(&Button::link("Begin something", paths::piece_new(person))));
    }
    if model.pieces.is_empty() {
        pieces.push(Html::paragraphs("No casework that you can see."));
    }
    pieces.extend(of(&model, PieceState::Open, &cx));
    pieces.extend(of(&model, PieceState::Closed, &cx));
    cx.show(&ShownPage {
        bar: Some(bar::bar(&model.person, &model.glance, Vec::new())),
        parts: Some(bar::parts(person, Part::Casework, &model.glance)),
        heading: "Casework".into(),
        body: Html::join(pieces, "\n"),
        frame,
    })
}
