//! Summaries for employers, landlords and bodies like them: written, looked at, shown, agreed to, approved, printed; the
//! bodies themselves; applications that were turned down; and what it all came to.

mod figures;
mod letter;
mod list;
mod new;
mod one;
mod preview;
mod recipients;
mod step;
mod turned_down;

use crate::{
    html_safe,
    kit::{Tag, Tone},
    paths,
    router::{Access, Route},
};
use askama::Template;
use domain::disclosure_summary::{Part, SummaryState, Text};
use gate::Action;

/// The routes about summaries.
pub(crate) fn routes() -> Vec<Route> {
    let (write, down) = (Access::May(Action::WriteSummary), Access::May(Action::RecordTurnedDown));
    vec![
        Route::page(paths::PERSON_SUMMARIES, write, list::get),
        Route::page(paths::SUMMARY_NEW, write, new::get),
        Route::form(paths::SUMMARY_NEW, write, new::post),
        Route::page(paths::SUMMARY_PREVIEW, write, preview::get),
        Route::form(paths::SUMMARY_PREVIEW, write, preview::post),
        Route::page(paths::SUMMARY, write, one::get),
        Route::page(paths::SUMMARY_STEP, write, step::get),
        Route::form(paths::SUMMARY_STEP, write, step::post),
        Route::page(paths::SUMMARY_LETTER, write, letter::get),
        Route::page(paths::SUMMARY_LETTER_PDF, write, letter::pdf),
        Route::page(paths::RECIPIENTS, write, recipients::get),
        Route::page(paths::RECIPIENT_NEW, write, recipients::new),
        Route::form(paths::RECIPIENT_NEW, write, recipients::add),
        Route::page(paths::PERSON_TURNED_DOWN, down, turned_down::get),
        Route::form(paths::PERSON_TURNED_DOWN, down, turned_down::post),
        Route::page(paths::SUMMARY_FIGURES, Access::May(Action::SeeSummaryFigures), figures::get),
    ]
}

/// Where a summary stands.
fn state_tag(state: SummaryState) -> Tag {
    let tone = match state {
        SummaryState::Draft | SummaryState::Shown | SummaryState::Consented => Tone::Soon,
        SummaryState::Approved => Tone::Active,
        SummaryState::Issued => Tone::Good,
        SummaryState::Declined | SummaryState::Returned | SummaryState::Withdrawn | SummaryState::Dropped => {
            Tone::Quiet
        }
    };
    Tag::new(state.words(), tone)
}

/// The words of a summary, part by part: the same on the preview, on its page and in the letter.
#[derive(Debug, Template)]
#[template(path = "pages/summaries/text.html")]
struct TextShown {
    parts: Vec<Part>,
}

html_safe!(TextShown);

impl TextShown {
    fn of(text: &Text) -> Self {
        Self { parts: text.parts.clone() }
    }
}
