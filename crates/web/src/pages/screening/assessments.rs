//! The Assessments tab of a person: AUDIT, what was found at first contacts, what was recommended to courts.

use super::{
    audit::one::zone_tag,
    shown::{ShownPage, cards},
};
use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    kit::{Button, Card, Cell, Html, InsetText, Table},
    pages::person::bar::{self, Part},
    paths, words,
};
use app::screening::AssessmentsPart;
use domain::ids::PersonId;
use gate::Action;

fn table(caption: &'static str, head: &[&'static str], rows: Vec<Vec<Cell>>, none: &'static str) -> Html {
    if rows.is_empty() {
        return Html::paragraphs(none);
    }
    Html::of(&Table::new(caption, head.iter().copied(), rows).caption_hidden().dense())
}

fn audits(model: &AssessmentsPart) -> Card {
    let rows = model.audits.iter().map(|line| {
        let audit = &line.audit;
        let day = Html::link(&paths::audit(audit.id), &words::day(audit.day));
        let (score, zone) = match &audit.finding {
            Some(finding) => (finding.score.points().to_string(), Html::of(&zone_tag(finding.zone))),
            None => ("–".to_owned(), Html::text("Not complete")),
        };
        let note = if line.corrected { "Corrected by a later one" } else { "" };
        let signs = audit.finding.is_some_and(|finding| finding.dependence);
        let note = if signs && note.is_empty() { "Signs of dependence" } else { note };
        vec![
            day.into(),
            Cell::number(score),
            zone.into(),
            format!("{}, {}", line.by, line.agency).into(),
            note.into(),
        ]
    });
    let head = ["Day", "Score", "Zone", "Given by", "Note"];
    let mut html = table("AUDIT, newest first", &head, rows.collect(), "No AUDIT that you can see.");
    if let Some(change) = &model.change {
        let points = change.points();
        let words = match points {
            0 => "no change".to_owned(),
            1.. => format!("{points} points more"),
            _ => format!("{} points fewer", -points),
        };
        let sentence = format!(
            "From {} on {} to {} on {}: {words}.",
            change.first.0.points(),
            words::day(change.first.1),
            change.last.0.points(),
            words::day(change.last.1)
        );
        html = Html::join([html, Html::of(&InsetText::new(sentence))], "\n");
    }
    Card::new("AUDIT", html)
}

fn screenings(model: &AssessmentsPart) -> Option<Card> {
    let rows: Vec<Vec<Cell>> = model
        .screenings
        .iter()
        .map(|one| {
            vec![
                Html::link(&paths::screening(one.id), &words::day(one.day)).into(),
                one.place.to_string().into(),
                one.suitability.words().into(),
                format!("{}, {}", model.names.account(one.stamp.by), model.names.agency(one.stamp.agency))
                    .into(),
            ]
        })
        .collect();
    let head = ["Day", "Place", "Suitability", "Assessed by"];
    (!rows.is_empty()).then(|| Card::new("Screening", table("Screening, newest first", &head, rows, "")))
}

fn recommendations(model: &AssessmentsPart) -> Option<Card> {
    let rows: Vec<Vec<Cell>> = model
        .recommendations
        .iter()
        .map(|one| {
            let outcome = one.outcome.map_or_else(
                || "Not known yet".to_owned(),
                |outcome| {
                    let made = if outcome.made { ", made" } else { "" };
                    format!("{}{made}", outcome.of_hearing)
                },
            );
            vec![
                Html::link(&paths::recommendation(one.id), one.form.words()).into(),
                one.proposal.words().into(),
                outcome.into(),
                model.names.agency(one.stamp.agency).into(),
            ]
        })
        .collect();
    let head = ["Report", "Proposed", "What the court did", "By"];
    (!rows.is_empty()).then(|| {
        Card::new("Recommendations to court", table("Recommendations, newest first", &head, rows, ""))
    })
}

fn actions(model: &AssessmentsPart) -> Html {
    let person = model.person.person;
    let mut buttons = Vec::new();
    if model.may.contains(&Action::GiveAudit) {
        buttons.push(Button::link("Give AUDIT", paths::audit_new(person)));
    }
    if model.may.contains(&Action::Screen) {
        buttons.push(Button::link("Screen", paths::person_screen(person)).secondary());
    }
    buttons.push(Button::link("Scores of reoffending", paths::person_scores(person)).secondary());
    buttons.push(Button::link("Consents", paths::person_consents(person)).secondary());
    let inner = Html::join(buttons.iter().map(Html::of), "\n");
    Html::join([Html::literal("<div class=\"govuk-button-group\">"), inner, Html::literal("</div>")], "")
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = app::screening::assessments(cx.app(), cx.viewer(), person).await?;
    let frame = cx.frame(format!("Assessments: {}", model.person.called()));
    let parts = [Some(audits(&model)), screenings(&model), recommendations(&model)];
    cx.show(&ShownPage {
        bar: Some(bar::bar(&model.person, &model.glance, Vec::new())),
        parts: Some(bar::parts(person, Part::Assessments, &model.glance)),
        heading: "Assessments".into(),
        body: Html::join([actions(&model), cards(parts.into_iter().flatten())], "\n"),
        frame,
    })
}
