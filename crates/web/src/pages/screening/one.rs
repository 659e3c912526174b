//! One assessment, for the agency that made it.

use super::{
    audit::one::finding_rows,
    shown::{ShownPage, cards, facts},
};
use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    kit::{BackLink, Button, Card, Html, SummaryRow},
    pages::person::bar,
    paths, words,
};
use app::screening::OpenedScreening;
use domain::{ids::ScreeningId, screening::RiskToSelf};

fn body(model: &OpenedScreening) -> Html {
    let one = &model.screening;
    let mut judged = vec![SummaryRow::new("Suitability", one.suitability.words())];
    judged.extend(one.why.iter().map(|why| SummaryRow::html("Why", Html::paragraphs(why.as_str()))));
    let risk = match &one.risk_to_self {
        RiskToSelf::NoneFound => Html::text("Asked, and none found"),
        RiskToSelf::Found(words) => Html::paragraphs(words.as_str()),
    };
    judged.push(SummaryRow::html("Risk to self", risk));
    let known: Vec<&str> = one.known.iter().map(|service| service.words()).collect();
    let known = if known.is_empty() { "None said".to_owned() } else { known.join(", ") };
    judged.push(SummaryRow::new("Known to", known));
    judged.push(SummaryRow::new(
        "Assessed by",
        format!("{}, {}", model.names.account(one.stamp.by), model.names.agency(one.stamp.agency)),
    ));
    let needs = one.needs.each().iter().map(|found| {
        let words = found.detail.as_ref().map(|detail| Html::paragraphs(detail.as_str())).unwrap_or_default();
        SummaryRow::html(found.pathway.words(), Html::join([Html::text(found.level.words()), words], " "))
    });
    let audit = match model.audit.as_ref().and_then(|audit| audit.finding.as_ref()) {
        Some(finding) => facts(finding_rows(*finding)),
        None => Html::paragraphs("AUDIT was not completed."),
    };
    let recommended = if model.recommendations.is_empty() {
        Html::paragraphs("Nothing has been recommended on this assessment.")
    } else {
        facts(model.recommendations.iter().map(|recommended| {
            let link = Html::link(&paths::recommendation(recommended.id), recommended.proposal.words());
            SummaryRow::html(recommended.form.words(), link)
        }))
    };
    let mut pieces = vec![cards([
        Card::new("Judgement", facts(judged)),
        Card::new("Needs on the seven pathways", facts(needs)),
        Card::new("AUDIT", audit),
        Card::new("Recommendations", recommended),
    ])];
    if model.may_recommend {
        pieces.push(Html::of(&Button::link("Recommend to the court", paths::recommend(one.id))));
    }
    Html::join(pieces, "\n")
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(id): Id<ScreeningId>, Query(()): Query<()>) -> Answer {
    let model = app::screening::screening(cx.app(), cx.viewer(), id).await?;
    let mut frame = cx.frame(format!("Screening: {}", model.person.called()));
    let assessments = paths::person_assessments(model.person.person);
    frame.back = Some(BackLink { text: "Assessments".into(), ..BackLink::to(assessments) });
    let (one, glance) = (&model.screening, &model.glance);
    cx.show(&ShownPage {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        parts: None,
        heading: format!("Screening at {} on {}", one.place, words::day(one.day)).into(),
        body: body(&model),
        frame,
    })
}
