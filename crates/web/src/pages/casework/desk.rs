//! The casework of the agency, kind by kind: what goes on, by its day, and how much there was in two years.

use crate::{
    answer::{Answer, WebCx},
    form::{Asked, Check, Query, Typed},
    kit::{Card, Cell, Html, SummaryRow, Table},
    pages::screening::shown::{ShownPage, cards, facts},
    paths, words,
};
use app::casework::{Counted, Desk, DeskOf, desk};
use domain::casework::PieceKind;

/// Which casework: of which kind, and from which row on.
pub(crate) struct DeskAsked(pub(crate) DeskOf);

impl Asked for DeskAsked {
    const KNOWN: &'static [&'static str] = &["kind", "from"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        let asked = typed.get("kind");
        let kind = if asked.is_empty() {
            None
        } else {
            check.code("kind", asked, PieceKind::from_code, "Select a kind of casework")
        };
        let from = check.number("from", typed.get("from"), 0, 100_000).unwrap_or_default();
        Self(DeskOf { kind: kind.unwrap_or(PieceKind::Release), from })
    }
}

fn to(kind: PieceKind, from: u32) -> String {
    let from = from.to_string();
    paths::with_query(paths::CASEWORK, &[("kind", kind.code()), ("from", &from)])
}

fn kinds(shown: PieceKind) -> Html {
    let links = PieceKind::ALL.iter().map(|kind| {
        let link =
            if *kind == shown { Html::text(kind.words()) } else { Html::link(&to(*kind, 0), kind.words()) };
        Html::join([Html::literal("<li>"), link, Html::literal("</li>")], "")
    });
    let links = Html::join(links.collect::<Vec<_>>(), "");
    Html::join(
        [
            Html::literal(
                "<nav aria-label=\"Kinds of casework\" class=\"govuk-!-display-none-print\"><ul class=\"govuk-list tc-kinds\">",
            ),
            links,
            Html::literal("</ul></nav>"),
        ],
        "",
    )
}

fn rows(model: &Desk) -> Html {
    let rows = model.rows.iter().map(|row| {
        let piece = &row.line.piece;
        let warned = piece.warnings(model.today);
        let warned: Vec<Html> = warned.iter().map(|one| Html::text(one)).collect();
        vec![
            Cell::html(Html::link(&paths::piece(piece.id), &row.person.called())),
            Cell::from(piece.day().map(words::day).unwrap_or_default()),
            Cell::from(piece.stage().words),
            Cell::html(Html::join(warned, "<br>")),
        ]
    });
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        return Html::paragraphs("Nothing of this kind is under way that you can see.");
    }
    let head = ["Who", "Day", "Where it stands", "What to see to"];
    Html::of(&Table::new("Under way, by its day", head, rows).caption_hidden().dense())
}

/// "Under 12 months: 2 with an appointment, 1 without".
fn by_length(year: &Counted, short: bool) -> String {
    let (booked, unbooked) =
        if short { ("short_booked", "short_unbooked") } else { ("long_booked", "long_unbooked") };
    format!("{} with an appointment in the community, {} without", year.at(booked), year.at(unbooked))
}

fn year(model: &Desk, year: &Counted) -> Card {
    let all = words::count(u64::from(year.all()), "piece of casework", "pieces of casework");
    let mut rows = vec![SummaryRow::new("All", all)];
    match model.of.kind {
        PieceKind::Release => {
            rows.push(SummaryRow::new("Sentences under 12 months", by_length(year, true)));
            rows.push(SummaryRow::new("12 months or more", by_length(year, false)));
        }
        _ => rows.extend(
            model
                .meant
                .map(|meant| SummaryRow::new("Starts", format!("{} of {meant} that are meant", year.all()))),
        ),
    }
    Card::new(format!("The year from {}", words::day(year.from)), facts(rows))
}

/// Shows the page.
pub(super) async fn get(cx: WebCx, Query(DeskAsked(of)): Query<DeskAsked>) -> Answer {
    let model = desk(cx.app(), cx.viewer(), of).await?;
    let title = format!("Casework: {}", of.kind);
    let mut pieces = vec![kinds(of.kind), rows(&model)];
    if of.from > 0 {
        let before = of.from.saturating_sub(app::casework::DESK_ROWS);
        pieces.push(Html::link(&to(of.kind, before), "Those before these"));
    }
    pieces.extend(model.next.map(|next| Html::link(&to(of.kind, next), "Those after these")));
    pieces.push(Html::paragraphs("Counted is what your agency holds of people whom you may know of."));
    pieces.push(cards(model.years.iter().map(|one| year(&model, one))));
    cx.show(&ShownPage {
        bar: None,
        parts: None,
        heading: title.clone().into(),
        body: Html::join(pieces, "\n"),
        frame: cx.frame(title),
    })
}
