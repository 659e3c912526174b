//! Referrals: made by one agency, answered by another.

mod answer;
mod answered;
mod book;
mod inbox;
mod make;
mod one;
pub(crate) mod say;

use crate::{
    paths,
    router::{Access, Route},
};
use gate::Action;

/// The routes about referrals.
pub(crate) fn routes() -> Vec<Route> {
    let may = Access::May;
    let refer = may(Action::MakeReferral);
    vec![
        Route::page(paths::REFER, refer, make::service::get),
        Route::form(paths::REFER, refer, make::service::post),
        Route::page(paths::REFER_DETAILS, refer, make::details::get),
        Route::form(paths::REFER_DETAILS, refer, make::details::post),
        Route::page(paths::REFER_CHECK, refer, make::check::get),
        Route::form(paths::REFER_CHECK, refer, make::check::post),
        Route::page(paths::REFERRAL_SENT, refer, make::sent::get),
        Route::page(paths::INBOX, may(Action::SeeInbox), inbox::get),
        Route::page(paths::INBOX_ANSWERED, may(Action::SeeInbox), answered::get),
        Route::page(paths::REFERRAL, Access::SignedIn, one::get),
        Route::form(paths::REFERRAL_RECEIVE, may(Action::ReceiveReferral), one::receive),
        Route::form(paths::REFERRAL_ACCEPT, may(Action::AcceptReferral), one::accept),
        Route::form(paths::REFERRAL_BEGIN, may(Action::BeginReferral), one::begin),
        Route::page(paths::REFERRAL_CONCLUDE, may(Action::ConcludeReferral), answer::conclude),
        Route::form(paths::REFERRAL_CONCLUDE, may(Action::ConcludeReferral), answer::send_conclude),
        Route::form(paths::REFERRAL_WARNING, may(Action::ReadWarning), one::read_warning),
        Route::page(paths::REFERRAL_WAITLIST, may(Action::WaitlistReferral), answer::waitlist),
        Route::form(paths::REFERRAL_WAITLIST, may(Action::WaitlistReferral), answer::send_waitlist),
        Route::page(paths::REFERRAL_ASK, may(Action::AskAboutReferral), answer::ask),
        Route::form(paths::REFERRAL_ASK, may(Action::AskAboutReferral), answer::send_ask),
        Route::page(paths::REFERRAL_GIVE, may(Action::AnswerQuestion), answer::give),
        Route::form(paths::REFERRAL_GIVE, may(Action::AnswerQuestion), answer::send_give),
        Route::page(paths::REFERRAL_OFFER, may(Action::OfferAppointment), answer::offer),
        Route::form(paths::REFERRAL_OFFER, may(Action::OfferAppointment), answer::send_offer),
        Route::page(paths::REFERRAL_AMEND, may(Action::AmendReferral), answer::amend),
        Route::form(paths::REFERRAL_AMEND, may(Action::AmendReferral), answer::send_amend),
        Route::page(paths::REFERRAL_BOOK, may(Action::BookFirstAppointment), book::get),
        Route::form(paths::REFERRAL_BOOK, may(Action::BookFirstAppointment), book::post),
        Route::page(paths::REFERRAL_DECLINE, may(Action::DeclineReferral), answer::decline),
        Route::form(paths::REFERRAL_DECLINE, may(Action::DeclineReferral), answer::send_decline),
        Route::page(paths::REFERRAL_WITHDRAW, may(Action::WithdrawReferral), answer::withdraw),
        Route::form(paths::REFERRAL_WITHDRAW, may(Action::WithdrawReferral), answer::send_withdraw),
    ]
}
