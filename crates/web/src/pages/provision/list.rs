//! Bodies and services of the partnership, with what is missing.

use super::warned;
use crate::{
    answer::{Answer, WebCx},
    form::Query,
    kit::{Button, Card, Html, SummaryRow},
    pages::screening::shown::{ShownPage, cards, facts},
    paths, words,
};
use app::provision::{ProvisionLine, ProvisionPage, provision};
use domain::provision::{Body, Course, INTERVENTIONS, Offer, POINTS, ProvisionKind};

fn seats(body: &Body) -> Vec<SummaryRow> {
    let all = u64::try_from(body.seats().len()).unwrap_or(u64::MAX);
    let commissioners = u64::try_from(body.commissioners()).unwrap_or(u64::MAX);
    let mut rows = vec![SummaryRow::new(
        "Seats",
        format!("{}, {} empty", words::count(all, "seat", "seats"), body.empty()),
    )];
    if commissioners > 0 {
        let areas = u64::try_from(body.areas().len()).unwrap_or(u64::MAX);
        rows.push(SummaryRow::new(
            "Co-commissioners",
            format!("{commissioners} in {}", words::count(areas.max(1), "area", "areas")),
        ));
    }
    rows
}

fn offered(offer: &Offer) -> Vec<SummaryRow> {
    let does = INTERVENTIONS.iter().filter(|(code, _)| !offer.stages(code).is_empty());
    let does: Vec<&str> = does.map(|(_, words)| *words).collect();
    let answered = POINTS.iter().filter(|(point, _)| offer.part(point).is_some()).count();
    vec![
        SummaryRow::new(
            "What it does",
            if does.is_empty() { "Not recorded".into() } else { does.join(", ") },
        ),
        SummaryRow::new(
            "People who use it take part",
            format!("Answered at {answered} of {} points: planning, delivery, evaluation", POINTS.len()),
        ),
    ]
}

fn card(model: &ProvisionPage, line: &ProvisionLine) -> Card {
    let mut rows = match line.one.course() {
        Course::Body(body) => seats(body),
        Course::Offer(offer) => offered(offer),
    };
    if let Some(warned) = warned(&line.one.warnings(model.today)) {
        rows.insert(0, SummaryRow::html("What to see to", warned));
    }
    rows.push(SummaryRow::new("Kept by", line.agency.clone()));
    let open = Html::link(&paths::provision_one(line.one.id), &format!("Open: {}", line.name));
    Card::new(line.name.clone(), Html::join([facts(rows), open], "\n"))
}

fn of(model: &ProvisionPage, kind: ProvisionKind) -> Html {
    let those = model.lines.iter().filter(|line| line.one.kind() == kind);
    let shown: Vec<Card> = those.map(|line| card(model, line)).collect();
    let (heading, none) = match kind {
        ProvisionKind::Body => ("<h2 class=\"govuk-heading-m\">Bodies</h2>", "No body is recorded yet."),
        ProvisionKind::Offer => {
            ("<h2 class=\"govuk-heading-m\">Services</h2>", "No service is described yet.")
        }
    };
    let body = if shown.is_empty() { Html::paragraphs(none) } else { cards(shown) };
    Html::join([Html::literal(heading), body], "\n")
}

fn bare(model: &ProvisionPage) -> Option<Html> {
    let items = model.bare.iter().map(|service| {
        let words = format!("{}, {}", service.name, service.agency_name);
        Html::join([Html::literal("<li>"), Html::text(&words), Html::literal("</li>")], "")
    });
    let items = Html::join(items.collect::<Vec<_>>(), "");
    let list = [
        Html::literal("<h2 class=\"govuk-heading-m\">Services that nobody has described</h2>"),
        Html::literal("<ul class=\"govuk-list govuk-list--bullet\">"),
        items,
        Html::literal("</ul>"),
    ];
    (!model.bare.is_empty()).then(|| Html::join(list, ""))
}

/// Shows the page.
pub(super) async fn get(cx: WebCx, Query(()): Query<()>) -> Answer {
    let model = provision(cx.app(), cx.viewer()).await?;
    let mut pieces = Vec::new();
    if model.may_keep {
        let new = |kind: ProvisionKind| {
            Button::link(
                kind.first().words(),
                paths::with_query(paths::PROVISION_NEW, &[("kind", kind.code())]),
            )
        };
        let buttons = [Html::of(&new(ProvisionKind::Body)), Html::of(&new(ProvisionKind::Offer).secondary())];
        pieces.push(Html::join(
            [
                Html::literal("<div class=\"govuk-button-group\">"),
                Html::join(buttons, "\n"),
                Html::literal("</div>"),
            ],
            "",
        ));
    }
    let covered = format!(
        "Which stages services cover: {} of {} fields are empty",
        model.coverage.empty(),
        model.coverage.all()
    );
    pieces.push(Html::join(
        [
            Html::literal("<p class=\"govuk-body\">"),
            Html::link(paths::COVERAGE, &covered),
            Html::literal("</p>"),
        ],
        "",
    ));
    pieces.push(of(&model, ProvisionKind::Body));
    pieces.push(of(&model, ProvisionKind::Offer));
    pieces.extend(bare(&model));
    cx.show(&ShownPage {
        bar: None,
        parts: None,
        heading: "Bodies and services".into(),
        body: Html::join(pieces, "\n"),
        frame: cx.frame("Bodies and services"),
    })
}
