//! One disposal: what was proposed, the second person's decision, and the certificate.

use super::{button, recorded_by};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Errors, Query, Typed},
    kit::{BackLink, Button, Card, Html, Input, InsetText, SummaryRow},
    pages::{
        plain_form::PlainForm,
        screening::shown::{ShownPage, cards, facts},
    },
    paths,
    problem::Problem,
    words,
    words::Said,
};
use app::{
    Refusal,
    retention::{self, Certified},
};
use domain::{ids::DisposalId, retention::DisposalState};
use jiff::tz::TimeZone;
use serde_json::Value;

/// Both agencies, where one recorded it and another keeps it.
fn whose(model: &Certified) -> Vec<SummaryRow> {
    let Some(by) = recorded_by(&model.kept) else { return Vec::new() };
    let keeper = model.names.agency(model.disposal.proposal.stamp.agency);
    vec![SummaryRow::new("Recorded by", by), SummaryRow::new("Proposed for", keeper)]
}

fn proposed(model: &Certified, zone: &TimeZone) -> Html {
    let one = &model.disposal;
    let by = |stamp: domain::stamp::Stamp| {
        format!("{}, {}", model.names.account(stamp.by), words::moment(stamp.at, zone))
    };
    let mut rows = vec![SummaryRow::new("State", one.state.words())];
    rows.extend(whose(model));
    rows.extend([
        SummaryRow::new("Under", one.proposal.schedule.to_string()),
        SummaryRow::new("Counted from", words::day(one.proposal.counted_from)),
        SummaryRow::new("Over on", words::day(one.proposal.due)),
        SummaryRow::new("Proposed by", by(one.proposal.stamp)),
    ]);
    rows.extend(one.decided.map(|stamp| SummaryRow::new("Decided by", by(stamp))));
    facts(rows)
}

fn certificate(model: &Certified, says: &Value) -> Html {
    let text = |name: &str| match says.get(name) {
        Some(Value::String(text)) => text.clone(),
        Some(value) => value.to_string(),
        None => "–".to_owned(),
    };
    let whole = says.get("person_removed").and_then(Value::as_bool).unwrap_or_default();
    let removed = says.get("removed").and_then(Value::as_object).into_iter().flatten();
    let removed: Vec<String> = removed.map(|(kind, rows)| format!("{kind}: {rows}")).collect();
    let verified = match model.holds {
        Some(true) => "The log tells the same, and its chain has this hash",
        _ => "The log does not tell the same: ask your system administrator to verify the log",
    };
    let went = if whole { "Yes: no agency held anything more" } else { "No: another agency holds something" };
    let mut rows = Vec::new();
    if let (Some(by), Some(decided)) = (recorded_by(&model.kept), model.disposal.decided) {
        rows.push(SummaryRow::new("Recorded by", by));
        rows.push(SummaryRow::new("Kept and disposed of by", model.names.agency(decided.agency)));
    }
    rows.extend([
        SummaryRow::new("Kinds of record, and how many", removed.join("; ")),
        SummaryRow::new("Contents of the log emptied", text("contents_emptied")),
        SummaryRow::new("The person’s own entry removed", went),
        SummaryRow::new("The log stood at", text("chain_position")),
        SummaryRow::new("Its hash there", text("chain_hash")),
        SummaryRow::new("Number of this disposal", text("disposal")),
        SummaryRow::new("Number of the record", text("record")),
        SummaryRow::new("Verified", verified),
    ]);
    facts(rows)
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(id): Id<DisposalId>, Query(()): Query<()>) -> Answer {
    let model = retention::disposal(cx.app(), cx.viewer(), id).await?;
    let mut frame = cx.frame("A disposal");
    frame.back = Some(BackLink::to(paths::RETENTION));
    let mut pieces = vec![];
    if let Some(why) = why_not(&model) {
        pieces.push(Html::of(&InsetText::new(why)));
    }
    let mut shown = vec![Card::new("What was proposed", proposed(&model, cx.app().london()))];
    shown.extend(model.says.as_ref().map(|says| Card::new("Certificate", certificate(&model, says))));
    pieces.push(cards(shown));
    if model.may_refuse {
        let refuse = Button::submit("Refuse: the record stays").secondary();
        let dispose = || Html::of(&Button::link("Dispose of it", paths::disposal_confirm(id)));
        pieces.push(Html::literal("<div class=\"tc-steps\">"));
        pieces.extend(model.may_carry_out.then(dispose));
        pieces.push(button(&frame, &paths::disposal_refuse(id), Html::literal(""), &refuse));
        pieces.push(Html::literal("</div>"));
    }
    let body = Html::join(pieces, "\n");
    cx.show(&ShownPage { bar: None, parts: None, heading: "A disposal".into(), body, frame })
}

fn form(cx: &WebCx, model: &Certified, errors: &Errors) -> PlainForm {
    let id = model.disposal.proposal.id;
    let mut frame = cx.form_frame("Dispose of the record", errors, &[]);
    frame.back = Some(BackLink::to(paths::disposal(id)));
    let whose = model.kept.left.as_ref().map_or("your agency", |left| left.name.as_str());
    let note = format!(
        "What {whose} recorded about this person is taken away for good: from the record, from search, from what is made of it, \
         and from whatever a backup brings back. Nobody can undo it."
    );
    let code = Input {
        autocomplete: "one-time-code".into(),
        ..Input::text("code", "Code that your authenticator shows now")
    }
    .whole_number()
    .width("govuk-input--width-10")
    .with_hint("A code works once. If you have just signed in with it, wait for the next.")
    .with_error(errors.at("code"));
    PlainForm {
        bar: None,
        intro: Html::join([Html::of(&InsetText::new(note)), proposed(model, cx.app().london())], "\n"),
        action: paths::disposal_confirm(id),
        hidden: frame.csrf_field(),
        fields: vec![Html::of(&code)],
        send: Button::submit("Dispose of it for good"),
        frame,
    }
}

/// Why the reader cannot carry out what waits.
fn why_not(model: &Certified) -> Option<&'static str> {
    if model.disposal.state != DisposalState::Proposed || model.may_carry_out {
        None
    } else if model.may_refuse {
        Some(
            "Another agency proposed this disposal. Refuse it, and let two people of your own agency decide anew.",
        )
    } else {
        Some("You proposed this disposal, so somebody else decides about it.")
    }
}

async fn waiting(cx: &WebCx, id: DisposalId) -> Result<Certified, Problem> {
    let model = retention::disposal(cx.app(), cx.viewer(), id).await?;
    if model.may_carry_out {
        return Ok(model);
    }
    Err(match why_not(&model) {
        Some(why) => Refusal::NotNow(why.to_owned()),
        None => Refusal::not_now("disposal", model.disposal.state.words()),
    }
    .into())
}

/// Shows what is disposed of.
pub(crate) async fn get_confirm(cx: WebCx, Id(id): Id<DisposalId>, Query(()): Query<()>) -> Answer {
    let model = waiting(&cx, id).await?;
    cx.show(&form(&cx, &model, &Errors::none()))
}

/// Disposes of it.
pub(crate) async fn post_confirm(cx: WebCx, Id(id): Id<DisposalId>, typed: Typed) -> Answer {
    match retention::carry_out(cx.app(), &cx.signed, id, typed.get("code").trim()).await {
        Ok(()) => cx.go_saying(paths::disposal(id), Said::RecordsDisposed),
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = waiting(&cx, id).await?;
            cx.show_as(errors.status(), &form(&cx, &model, &errors))
        }
    }
}

/// Refuses it.
pub(crate) async fn post_refuse(cx: WebCx, Id(id): Id<DisposalId>, _: Typed) -> Answer {
    retention::refuse(cx.app(), cx.viewer(), id).await?;
    cx.go_saying(paths::disposal(id), Said::DisposalRefused)
}
