//! Handing a person over to probation: the form of whoever met them at court, what became of it, and the answer.

mod answer;
mod new;
mod one;
mod withdraw;

use crate::{
    answer::WebCx,
    form::{Errors, Typed},
    kit::{BackLink, Button, Html, SummaryList, SummaryRow, Tag, Tone},
    pages::{
        person::bar,
        plain_form::{PlainForm, seen_field},
    },
    paths,
    router::{Access, Route},
    words,
};
use app::handovers::HandoverView;
use domain::case_handover::{CaseHandover, HandoverFact, HandoverState};
use gate::Action;

/// The routes about handovers.
pub(crate) fn routes() -> Vec<Route> {
    let (gives, answers) = (Access::May(Action::HandOver), Access::May(Action::AnswerHandover));
    vec![
        Route::page(paths::HANDOVER_NEW, gives, new::get),
        Route::form(paths::HANDOVER_NEW, gives, new::post),
        Route::page(paths::HANDOVER, Access::SignedIn, one::get),
        Route::page(paths::HANDOVER_ANSWER, answers, answer::get),
        Route::form(paths::HANDOVER_ANSWER, answers, answer::post),
        Route::page(paths::HANDOVER_WITHDRAW, gives, withdraw::get),
        Route::form(paths::HANDOVER_WITHDRAW, gives, withdraw::post),
    ]
}

/// Where a handover stands.
fn state_tag(state: HandoverState) -> Tag {
    let tone = match state {
        HandoverState::Waiting => Tone::Soon,
        HandoverState::TakenOn => Tone::Good,
        HandoverState::Declined => Tone::Late,
        HandoverState::Withdrawn => Tone::Quiet,
    };
    Tag::new(state.words(), tone)
}

/// What was offered and what became of it.
fn facts(cx: &WebCx, model: &HandoverView) -> Html {
    let (one, names) = (&model.handover, &model.names);
    let offer = &one.offer;
    let said = |stamp: &domain::stamp::Stamp| {
        let when = words::moment(stamp.at, cx.app().london());
        format!("{}, {}, {when}", names.account(stamp.by), names.agency(stamp.agency))
    };
    let mut rows = vec![
        SummaryRow::html("State", Html::of(&state_tag(one.state()))),
        SummaryRow::new("To", names.agency(offer.to)),
        SummaryRow::new("Handed over by", said(&offer.stamp)),
        SummaryRow::new("Answer due", words::day(offer.answer_by)),
    ];
    rows.extend(offer.words.iter().map(|words| SummaryRow::new("To know first", words.to_string())));
    for (stamp, fact) in one.facts() {
        let heading = match fact {
            HandoverFact::TakenOn(_) => "Taken on by",
            HandoverFact::Declined(_) => "Declined by",
            HandoverFact::Withdrawn(_) => "Withdrawn by",
        };
        rows.push(SummaryRow::new(heading, said(stamp)));
        rows.extend(fact.reason().map(|reason| SummaryRow::new("Reason", reason.to_string())));
    }
    Html::of(&SummaryList::new(rows))
}

/// A form about one handover: below the person's bar, back to the handover.
fn form(
    cx: &WebCx,
    model: &HandoverView,
    (title, send): (&'static str, &'static str),
    (action, fields): (String, Vec<Html>),
    (typed, errors): (&Typed, &Errors),
) -> PlainForm {
    let mut frame = cx.form_frame(title, errors, &[]);
    frame.back = Some(BackLink::to(paths::handover(model.handover.offer.id)));
    let glance = &model.glance;
    let seen = typed.get("seen").parse().unwrap_or_else(|_| CaseHandover::version(&model.handover));
    PlainForm {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        intro: facts(cx, model),
        action,
        hidden: Html::join([frame.csrf_field(), seen_field(seen)], ""),
        fields,
        send: Button::submit(send),
        frame,
    }
}
