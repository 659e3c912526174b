//! Convictions and cautions: the list with which are spent today, one with what its determination rests on, and the forms
//! that record, correct and remove one.

pub(crate) mod fields;
mod form;
mod list;
mod one;
mod remove;

use crate::{
    kit::{Tag, Tone},
    paths,
    router::{Access, Route},
    words,
};
use app::convictions::ConvictionView;
use domain::{
    conviction::{ConvictionState, Details},
    rehabilitation::Verdict,
};
use gate::Action;

/// The routes about convictions.
pub(crate) fn routes() -> Vec<Route> {
    let record = Access::May(Action::RecordConviction);
    vec![
        Route::page(paths::PERSON_CONVICTIONS, record, list::get),
        Route::page(paths::CONVICTION_NEW, record, form::new),
        Route::form(paths::CONVICTION_NEW, record, form::record),
        Route::page(paths::CONVICTION, record, one::get),
        Route::page(paths::CONVICTION_CORRECT, record, form::edit),
        Route::form(paths::CONVICTION_CORRECT, record, form::correct),
        Route::page(paths::CONVICTION_REMOVE, record, remove::get),
        Route::form(paths::CONVICTION_REMOVE, record, remove::post),
    ]
}

/// How a conviction stands today: tag and words.
fn standing(view: &ConvictionView) -> (Tag, String) {
    let said = |words: &'static str, tone, more: String| (Tag::new(words, tone), more);
    if view.conviction.state() == ConvictionState::Removed {
        return said("Off the record", Tone::Quiet, String::new());
    }
    match view.determination.as_ref().map(|one| one.verdict) {
        Some(Verdict::Spent { since }) => said("Spent", Tone::Good, format!("since {}", words::day(since))),
        Some(Verdict::Unspent { until: Some(until) }) => {
            said("Not spent", Tone::Active, format!("until {}", words::day(until)))
        }
        Some(Verdict::Unspent { until: None }) => said("Never spent", Tone::Late, String::new()),
        Some(Verdict::Unclear(why)) => said("Cannot be said", Tone::Late, why.words().to_owned()),
        None => said("Not determined", Tone::Quiet, String::new()),
    }
}

/// What was imposed, in one line.
fn imposed(details: &Details) -> String {
    let one = |sentence: &domain::conviction::Sentence| match sentence.term {
        Some(term) => format!("{}, {term}", sentence.kind),
        None => sentence.kind.words().to_owned(),
    };
    details.sentences().iter().map(one).collect::<Vec<_>>().join("; ")
}
