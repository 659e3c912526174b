//! One one-off disclosure, and its later steps: the second person, and its end.

use super::{disclosure_tag, form, in_words};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, Html, RadioItem, SummaryList, SummaryRow},
    pages::{
        person::bar,
        plain_form::{Again, PlainForm, seen_field},
        screening::shown::ShownPage,
    },
    paths, words,
    words::Said,
};
use app::{
    Refusal,
    openings::{self, DisclosureStep, DisclosureView},
};
use domain::{
    ids::DisclosureId,
    one_off::{DisclosureFact, DisclosureMove, Ground},
};

fn facts(cx: &WebCx, model: &DisclosureView) -> Html {
    let (one, names) = (&model.disclosure, &model.names);
    let decision = &one.decision;
    let said = |stamp: &domain::stamp::Stamp| {
        let when = words::moment(stamp.at, cx.app().london());
        format!("{}, {}, {when}", names.account(stamp.by), names.agency(stamp.agency))
    };
    let aims = decision.aims.iter().map(|aim| aim.words()).collect::<Vec<_>>().join(", ");
    let mut rows = vec![
        SummaryRow::html("State", Html::of(&disclosure_tag(one.state()))),
        SummaryRow::new("To", names.agency(decision.to)),
        SummaryRow::new("What", in_words(&decision.sections)),
        SummaryRow::new("What for", aims),
        SummaryRow::new("Last day", words::day(decision.until)),
        SummaryRow::new("Decided by", said(&decision.stamp)),
    ];
    match &decision.ground {
        Ground::Duty { duty, method } => {
            rows.push(SummaryRow::new("Duty", duty.to_string()));
            rows.push(SummaryRow::new("Told in this way", method.to_string()));
        }
        Ground::Factors(factors) => {
            let consent = factors.consent_words.as_ref().map_or_else(
                || factors.consent.words().to_owned(),
                |why| format!("{}: {why}", factors.consent.words()),
            );
            rows.push(SummaryRow::new("Power", factors.power.to_string()));
            rows.push(SummaryRow::html(
                "Proportionality",
                Html::paragraphs(factors.proportionality.as_str()),
            ));
            rows.push(SummaryRow::new("Consent", consent));
            rows.push(SummaryRow::html("Transparency", Html::paragraphs(factors.transparency.as_str())));
            rows.push(SummaryRow::html("Vital interest", Html::paragraphs(factors.vital.as_str())));
        }
    }
    for (stamp, fact) in one.facts() {
        let heading = match fact {
            DisclosureFact::Confirmed => "Second person agreed",
            DisclosureFact::Refused(_) => "Second person refused",
            DisclosureFact::Ended(_) => "Ended by",
        };
        rows.push(SummaryRow::new(heading, said(stamp)));
        rows.extend(fact.reason().map(|reason| SummaryRow::new("Reason", reason.to_string())));
    }
    Html::of(&SummaryList::new(rows))
}

/// Shows the disclosure.
pub(crate) async fn get(cx: WebCx, Id(id): Id<DisclosureId>, Query(()): Query<()>) -> Answer {
    let model = openings::disclosure(cx.app(), cx.viewer(), id).await?;
    let mut frame = cx.frame(format!("One-off disclosure: {}", model.person.called()));
    frame.back = Some(BackLink::to(paths::person_openings(model.person.person)));
    let mut pieces = vec![facts(&cx, &model)];
    if let Some(step) = model.moves.first() {
        let words = if *step == DisclosureMove::End { "End it" } else { "Agree or refuse" };
        pieces.push(Html::of(&Button::link(words, paths::disclosure_step(id))));
    }
    let glance = &model.glance;
    cx.show(&ShownPage {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        parts: None,
        heading: "One-off disclosure".into(),
        body: Html::join(pieces, "\n"),
        frame,
    })
}

fn page(cx: &WebCx, model: &DisclosureView, typed: &Typed, errors: &Errors) -> PlainForm {
    let frame = cx.form_frame("Step of a one-off disclosure", errors, &[]);
    let seen = typed.get("seen").parse().unwrap_or_else(|_| model.disclosure.version());
    let hidden = Html::join([frame.csrf_field(), seen_field(seen)], "");
    let again = Again { typed, errors };
    let why = |name| again.line(name, "Why?", "", "govuk-!-width-full");
    let items = model.moves.iter().map(|step| {
        let item = RadioItem::new(step.code(), step.words());
        match step {
            DisclosureMove::Confirm => item,
            DisclosureMove::Refuse => item.reveals(why("refuse_reason")),
            DisclosureMove::End => item.reveals(why("end_reason")),
        }
    });
    let fields = vec![again.radios("step", "What do you do?", items.collect())];
    let id = model.disclosure.decision.id;
    let (intro, back) = (facts(cx, model), paths::disclosure(id));
    let action = (paths::disclosure_step(id), "Record it");
    form(frame, (&model.person, &model.glance), back, action, (intro, hidden, fields))
}

/// Shows the form; where nothing is left to do, the disclosure.
pub(crate) async fn get_step(cx: WebCx, Id(id): Id<DisclosureId>, Query(()): Query<()>) -> Answer {
    let model = openings::disclosure(cx.app(), cx.viewer(), id).await?;
    if model.moves.is_empty() {
        return cx.go(paths::disclosure(id));
    }
    let draft = cx.draft().await?.unwrap_or_default();
    cx.show(&page(&cx, &model, &draft, &Errors::none()))
}

/// Takes the step.
pub(crate) async fn post_step(cx: WebCx, Id(id): Id<DisclosureId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let step = match typed.get("step") {
        "confirm" => Some(DisclosureStep::Confirm),
        "refuse" => check
            .line("refuse_reason", typed.get("refuse_reason"), "why you refuse")
            .map(DisclosureStep::Refuse),
        "end" => check.line("end_reason", typed.get("end_reason"), "why it ends").map(DisclosureStep::End),
        _ => check.wrong("step", "required", "Select what you do"),
    };
    let seen = typed.get("seen").parse().unwrap_or_default();
    let done = match check.done(|| step) {
        Ok(step) => openings::step_disclosure(cx.app(), cx.viewer(), id, seen, step).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(_) => {
            cx.forget_draft().await;
            cx.go_saying(paths::disclosure(id), Said::DisclosureStepped)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = openings::disclosure(cx.app(), cx.viewer(), id).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}
