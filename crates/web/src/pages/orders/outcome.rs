//! What was reached at the end of an order. The score of AUDIT is that of an AUDIT which was given, and is typed nowhere.

use super::{form, opened, the};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{Html, RadioItem},
    pages::plain_form::{Again, PlainForm},
    paths,
    problem::Problem,
    words::{self, Said},
};
use app::{
    Refusal,
    orders::{self, OrderTab},
    screening::{self, AuditLine},
};
use domain::{
    ids::OrderId,
    order::Order,
    order_end::{Outcome, OutcomeAnswer, OutcomeKind},
};
use gate::Action;

/// An AUDIT that can be the one at the end: complete, in force, given since the order was made.
fn fits(line: &AuditLine, order: &Order) -> bool {
    !line.corrected && line.audit.finding.is_some() && line.audit.day >= order.made
}

async fn page(cx: &WebCx, tab: &OrderTab, typed: &Typed, errors: &Errors) -> Result<PlainForm, Problem> {
    let order = &the(tab)?.record.order;
    let person = tab.person.person;
    let again = Again { typed, errors };
    let given = screening::assessments(cx.app(), cx.viewer(), person).await?;
    let lines = given.audits.iter().filter(|line| fits(line, order)).filter_map(|line| {
        let score = line.audit.finding?.score.points();
        let words = format!("{}: {score} of 40, {}", words::day(line.audit.day), line.agency);
        Some((line.audit.id.to_string(), words))
    });
    let which = again.select("audit", "Which AUDIT?", "Not known", lines.collect::<Vec<_>>());
    let give = given.may.contains(&Action::GiveAudit).then(|| {
        let href = cx.onward(&paths::audit_new(person));
        Html::join([Html::link(&href, "Give AUDIT now"), Html::text(": it can then be chosen here.")], "")
    });
    let audit = Html::join([Some(which), give].into_iter().flatten(), "\n");
    let kinds = OutcomeKind::ALL.iter().map(|kind| {
        let item = RadioItem::new(kind.code(), kind.words());
        if *kind == OutcomeKind::Audit { item.reveals(audit.clone()) } else { item }
    });
    let answers = OutcomeAnswer::ALL.iter().filter(|answer| **answer != OutcomeAnswer::Score);
    let answers = answers.map(|answer| RadioItem::new(answer.code(), answer.words())).collect();
    let fields = vec![
        again.radios("kind", "What was measured?", kinds.collect()),
        again.radios("answer", "What was found? (not for AUDIT)", answers),
        again.date("day", "On which day? (not for an AUDIT that you choose)", ""),
    ];
    let action = paths::order_outcome(order.id);
    Ok(form(cx, tab, "Record an outcome".to_owned(), errors, action, fields, "Record"))
}

/// Shows the form.
pub(crate) async fn get(cx: WebCx, Id(id): Id<OrderId>, Query(()): Query<()>) -> Answer {
    let tab = opened(&cx, id, Action::EndOrder).await?;
    cx.show(&page(&cx, &tab, &Typed::default(), &Errors::none()).await?)
}

/// The outcome of AUDIT: what was found by the one that is chosen, which nobody types.
async fn by_audit(
    cx: &WebCx,
    tab: &OrderTab,
    typed: &Typed,
    check: &mut Check,
) -> Result<Option<Outcome>, Problem> {
    let kind = OutcomeKind::Audit;
    if typed.get("audit").is_empty() {
        let day = check.date("day", &typed.date("day"), "The day");
        return Ok(day.map(|day| Outcome { kind, answer: OutcomeAnswer::Unknown, score: None, day }));
    }
    let order = &the(tab)?.record.order;
    let given = screening::assessments(cx.app(), cx.viewer(), tab.person.person).await?;
    let chosen = given.audits.iter().filter(|line| fits(line, order));
    let chosen = chosen.filter(|line| line.audit.id.to_string() == typed.get("audit")).find_map(|line| {
        let score = u32::from(line.audit.finding?.score.points());
        Some(Outcome { kind, answer: OutcomeAnswer::Score, score: Some(score), day: line.audit.day })
    });
    Ok(chosen.or_else(|| check.wrong("audit", "unknown", "Select an AUDIT of the list")))
}

/// Records it.
pub(crate) async fn post(cx: WebCx, Id(id): Id<OrderId>, typed: Typed) -> Answer {
    let tab = opened(&cx, id, Action::EndOrder).await?;
    let mut check = Check::default();
    let kind = check.code("kind", typed.get("kind"), OutcomeKind::from_code, "Select what was measured");
    let outcome = if kind == Some(OutcomeKind::Audit) {
        by_audit(&cx, &tab, &typed, &mut check).await?
    } else {
        let found = "Select what was found";
        let answer = check.code("answer", typed.get("answer"), OutcomeAnswer::from_code, found);
        let day = check.date("day", &typed.date("day"), "The day");
        kind.zip(answer).zip(day).map(|((kind, answer), day)| Outcome { kind, answer, score: None, day })
    };
    let done = match check.done(|| outcome) {
        Ok(outcome) => orders::record_outcome(cx.app(), cx.viewer(), id, outcome).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(()) => cx.go_saying(paths::person_order(tab.person.person), Said::OutcomeRecorded),
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            cx.show_as(errors.status(), &page(&cx, &tab, &typed, &errors).await?)
        }
    }
}
