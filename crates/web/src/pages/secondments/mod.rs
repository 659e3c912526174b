//! Secondments: those to and from one's own agency, proposing one, answering it, and for which agency a secondee acts.

mod acting;
mod answer;
mod list;
mod new;
mod one;

pub(crate) use answer::step_of;

use crate::{
    kit::{Html, SummaryList, SummaryRow, Tag, Tone},
    paths,
    router::{Access, Route},
    words,
};
use app::secondments::SecondmentView;
use domain::{
    role::{Role, Roles},
    secondment::{SecondmentFact, SecondmentState},
};
use gate::Action;
use jiff::tz::TimeZone;

/// The routes about secondments.
pub(crate) fn routes() -> Vec<Route> {
    let arranges = Access::May(Action::ArrangeSecondment);
    vec![
        Route::page(paths::ACTING_FOR, Access::SignedIn, acting::get),
        Route::form(paths::ACTING_FOR, Access::SignedIn, acting::post),
        Route::page(paths::SECONDMENTS, arranges, list::get),
        Route::page(paths::SECONDMENT_NEW, arranges, new::get),
        Route::form(paths::SECONDMENT_NEW, arranges, new::post),
        Route::page(paths::SECONDMENT, arranges, one::get),
        Route::page(paths::SECONDMENT_ANSWER, arranges, answer::get),
        Route::form(paths::SECONDMENT_ANSWER, arranges, answer::post),
    ]
}

fn role_words(roles: Roles) -> String {
    roles.iter().map(Role::words).collect::<Vec<_>>().join(", ")
}

fn days(view: &SecondmentView) -> String {
    let proposal = &view.secondment.proposal;
    format!("{} to {}", words::day(proposal.from), words::day(proposal.until))
}

/// Where it stands, today.
fn stands(view: &SecondmentView) -> Tag {
    let state = view.secondment.state();
    match state {
        SecondmentState::Agreed if view.in_force => Tag::new("In force", Tone::Good),
        SecondmentState::Agreed if view.over => Tag::new("Over", Tone::Quiet),
        SecondmentState::Agreed => Tag::new("Agreed, not begun", Tone::Soon),
        SecondmentState::Proposed if view.over => Tag::new("Not answered in time", Tone::Quiet),
        SecondmentState::Proposed => Tag::new(state.words(), Tone::Soon),
        SecondmentState::Declined | SecondmentState::Withdrawn | SecondmentState::Ended => {
            Tag::new(state.words(), Tone::Quiet)
        }
    }
}

/// What was proposed and what became of it.
fn facts(view: &SecondmentView, zone: &TimeZone) -> Html {
    let proposal = &view.secondment.proposal;
    let said = |by: &str, at| format!("{by}, {}", words::moment(at, zone));
    let mut rows = vec![
        SummaryRow::html("State", Html::of(&stands(view))),
        SummaryRow::new("Who", view.who.clone()),
        SummaryRow::new("From", view.home.clone()),
        SummaryRow::new("To", view.host.clone()),
        SummaryRow::new("Roles there", role_words(proposal.roles)),
        SummaryRow::new("Days", days(view)),
        SummaryRow::new("Proposed by", said(&view.proposed_by, proposal.stamp.at)),
    ];
    for ((stamp, fact), by) in view.secondment.facts().iter().zip(&view.by) {
        let heading = match fact {
            SecondmentFact::Agreed => "Agreed by",
            SecondmentFact::Declined(_) => "Declined by",
            SecondmentFact::Withdrawn(_) => "Withdrawn by",
            SecondmentFact::Ended(_) => "Ended by",
        };
        rows.push(SummaryRow::new(heading, said(by, stamp.at)));
        rows.extend(fact.reason().map(|reason| SummaryRow::new("Reason", reason.to_string())));
    }
    Html::of(&SummaryList::new(rows))
}
