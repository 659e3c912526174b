//! Agreements to share: the inventory, one of them as sentences, the draft as a form in parts, review, signatures.
//!
//! A clause is a form and a sentence, never code. What the viewer may not see of another agency's draft is as absent.

mod edit;
mod findings;
mod list;
mod matrix;
mod new;
mod one;
mod print;
mod remark;
mod replay;
mod say;
mod sign;
mod step;
mod submit;
mod tasks;

pub(crate) use matrix::{level_tag, read as read_matrix, terms as grant_terms, under as granted_under};
pub(crate) use print::document as on_paper;
pub(crate) use replay::{Which as ReplayWhich, query as replay_query, read as read_replay};
pub(crate) use tasks::card as tasks_card;

use crate::{
    form::{Asked, Check, Typed},
    paths,
    router::{Access, Route},
};
use gate::Action;

/// Which version the address asks for.
pub(crate) struct Which(pub(crate) Option<u16>);

impl Asked for Which {
    const KNOWN: &'static [&'static str] = &["version"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        let number = check.number("version", typed.get("version"), 1, u32::from(u16::MAX));
        Self(number.and_then(|number| u16::try_from(number).ok()))
    }
}

/// The routes about agreements.
pub(crate) fn routes() -> Vec<Route> {
    let see = Access::May(Action::SeeAgreements);
    let draft = Access::May(Action::DraftAgreement);
    let manage = Access::May(Action::ManageAgreement);
    // Whoever a party names as its signatory reads and signs, whatever their role.
    let named = Access::May(Action::SignAgreement);
    let mut routes = vec![
        Route::page(paths::AGREEMENTS, see, list::get),
        Route::page(paths::AGREEMENT_FINDINGS, see, findings::get),
        Route::page(paths::AGREEMENT_MATRIX, Access::May(Action::SeeMatrix), matrix::get),
        Route::page(paths::AGREEMENT_REPLAY, named, replay::get),
        Route::page(paths::AGREEMENT_NEW, draft, new::get),
        Route::form(paths::AGREEMENT_NEW, draft, new::post),
        Route::page(paths::AGREEMENT, named, one::get),
        Route::page(paths::AGREEMENT_PRINT, named, print::get),
        Route::page(paths::AGREEMENT_PDF, named, print::pdf),
        Route::page(paths::AGREEMENT_SUBMIT, manage, submit::get),
        Route::form(paths::AGREEMENT_SUBMIT, manage, submit::post),
        Route::page(paths::AGREEMENT_SIGN, named, sign::get),
        Route::form(paths::AGREEMENT_SIGN, named, sign::post),
        Route::page(paths::AGREEMENT_REMARK, named, remark::get),
        Route::form(paths::AGREEMENT_REMARK, named, remark::post),
        Route::page(paths::AGREEMENT_RETURN, named, remark::get_return),
        Route::form(paths::AGREEMENT_RETURN, named, remark::post_return),
        Route::page(paths::AGREEMENT_STEP, manage, step::get),
        Route::form(paths::AGREEMENT_STEP, manage, step::post),
        Route::form(paths::AGREEMENT_NEXT, draft, step::next),
    ];
    routes.extend(edit::routes(draft));
    routes
}
