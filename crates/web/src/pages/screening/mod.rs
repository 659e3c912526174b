//! Screening: consent asked first, what was found, AUDIT, recommendations, consents, the funnel, and alerts.

mod alerts;
mod assess;
mod assessments;
mod audit;
mod consents;
mod contact;
mod desk;
mod entry;
mod funnel;
mod one;
mod paper;
mod recommend;
mod recommendation;
pub(crate) mod shown;
pub(crate) mod taken;

pub(crate) use alerts::card as alerts_card;

use crate::{
    paths,
    router::{Access, Route},
};
use gate::Action;

/// The routes of screening. Whether this very person may be known of, the gate decides.
pub(crate) fn routes() -> Vec<Route> {
    let (read, gives) = (Access::SignedIn, Access::May(Action::GiveAudit));
    let (screens, recommends) = (Access::May(Action::Screen), Access::May(Action::Recommend));
    let records = Access::May(Action::RecordConsent);
    let mut routes = vec![
        Route::page(paths::PERSON_ASSESSMENTS, read, assessments::get),
        Route::page(paths::AUDIT, read, audit::one::get),
        Route::page(paths::SCREENINGS, screens, desk::get),
        Route::page(paths::PERSON_SCREEN, screens, contact::get),
        Route::form(paths::PERSON_SCREEN, screens, contact::post),
        Route::page(paths::COURT_ENTRY_SCREEN, screens, entry::get),
        Route::form(paths::COURT_ENTRY_SCREEN, screens, entry::post),
        Route::page(paths::COURT_ENTRY_PAPER, screens, paper::get),
        Route::form(paths::COURT_ENTRY_PAPER, screens, paper::post),
        Route::page(paths::CONTACT_ASSESS, screens, assess::get),
        Route::form(paths::CONTACT_ASSESS, screens, assess::post),
        Route::page(paths::SCREENING, read, one::get),
        Route::page(paths::RECOMMEND, recommends, recommend::get),
        Route::form(paths::RECOMMEND, recommends, recommend::post),
        Route::page(paths::RECOMMEND_TEXT, recommends, recommend::text),
        Route::form(paths::RECOMMEND_TEXT, recommends, recommend::send),
        Route::page(paths::RECOMMENDATION, read, recommendation::get),
        Route::page(paths::RECOMMENDATION_OUTCOME, recommends, recommendation::outcome),
        Route::form(paths::RECOMMENDATION_OUTCOME, recommends, recommendation::record),
        Route::page(paths::PERSON_CONSENTS, read, consents::get),
        Route::page(paths::CONSENT_NEW, records, consents::new),
        Route::form(paths::CONSENT_NEW, records, consents::record),
        Route::form(paths::CONSENT_WITHDRAW, records, consents::withdraw),
        Route::page(paths::FUNNEL, Access::May(Action::SeeFunnel), funnel::get),
        Route::form(paths::ALERT_READ, Access::May(Action::ReadAlert), alerts::post),
    ];
    routes.extend(audit::routes(gives));
    routes
}
