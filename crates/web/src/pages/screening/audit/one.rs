//! One AUDIT: score, zone, what to do; and the answers, for those who may see them.

use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    kit::{BackLink, Button, Card, Html, InsetText, SummaryRow, Tag, Tone, WarningText},
    pages::{
        person::bar,
        screening::shown::{ShownPage, cards, facts},
    },
    paths, words,
};
use app::screening::OpenedAudit;
use domain::{
    audit::{Audit, Finding, Item, Zone},
    ids::AuditId,
};

/// The zone with its tone.
pub(crate) fn zone_tag(zone: Zone) -> Tag {
    let tone = match zone {
        Zone::Lower => Tone::Good,
        Zone::Increasing => Tone::Soon,
        Zone::Higher | Zone::PossibleDependence => Tone::Late,
    };
    Tag::new(zone.words(), tone)
}

/// What follows from a finding, in rows.
pub(crate) fn finding_rows(finding: Finding) -> Vec<SummaryRow> {
    let mut rows = vec![
        SummaryRow::new("Score", format!("{} of 40", finding.score.points())),
        SummaryRow::html("Zone", Html::of(&zone_tag(finding.zone))),
    ];
    rows.extend(finding.actions().map(|action| SummaryRow::new("What to do", action.words())));
    rows.push(SummaryRow::new("Where", finding.zone.tier().words()));
    rows
}

fn answers(audit: &Audit) -> Html {
    let Some(answers) = &audit.answers else {
        return Html::paragraphs("The answers stay with the agency that gave it.");
    };
    facts(Item::ALL.iter().map(|item| {
        let said = match answers.get(*item) {
            Some(points) => format!("{} ({points})", item.answer(points).unwrap_or_default()),
            None if answers.asks(*item) => "No answer".to_owned(),
            None => "Not asked, because of an earlier answer".to_owned(),
        };
        SummaryRow::new(format!("{}. {}", item.number(), item.words()), said)
    }))
}

fn body(model: &OpenedAudit) -> Html {
    let (line, audit) = (&model.line, &model.line.audit);
    let mut pieces = Vec::new();
    if line.corrected {
        pieces.push(Html::of(&InsetText::new("A later AUDIT corrects this one. It is kept as it was.")));
    }
    if let Some(finding) = &audit.finding {
        if finding.dependence {
            let sentence = "There are signs of dependence, whatever the score. Do not advise stopping at once: withdrawal can be dangerous.";
            pieces.push(Html::of(&WarningText::new(sentence)));
        }
        pieces.push(cards([Card::new("What it says", facts(finding_rows(*finding)))]));
    } else {
        let count = words::count(u64::from(audit.missing), "question", "questions");
        let sentence = format!("There is no score: {count} without an answer.");
        pieces.push(Html::of(&InsetText::new(sentence)));
    }
    let given = facts([
        SummaryRow::new("Day", words::day(audit.day)),
        SummaryRow::new("How", audit.mode.words()),
        SummaryRow::new("Language", audit.language.to_string()),
        SummaryRow::new("Pregnancy", audit.pregnancy.words()),
        SummaryRow::new("By", format!("{}, {}", line.by, line.agency)),
        SummaryRow::new("Wording and rules", format!("{}, rules {}", audit.wording, audit.rules)),
    ]);
    pieces.push(cards([Card::new("How it was given", given), Card::new("Answers", answers(audit))]));
    if model.may_correct {
        let id = audit.id.to_string();
        let href = paths::with_query(&paths::audit_new(audit.person), &[("corrects", &id)]);
        pieces.push(Html::of(&Button::link("Correct this AUDIT", href).secondary()));
    }
    Html::join(pieces, "\n")
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(id): Id<AuditId>, Query(()): Query<()>) -> Answer {
    let model = app::screening::audit(cx.app(), cx.viewer(), id).await?;
    let mut frame = cx.frame(format!("AUDIT: {}", model.person.called()));
    let assessments = paths::person_assessments(model.person.person);
    frame.back = Some(BackLink { text: "Assessments".into(), ..BackLink::to(assessments) });
    let glance = &model.glance;
    cx.show(&ShownPage {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        parts: None,
        heading: format!("AUDIT on {}", words::day(model.line.audit.day)).into(),
        body: body(&model),
        frame,
    })
}
