//! The form that asks for a reason, and words beside it.

use crate::{
    form::{Errors, Typed},
    kit::{BackLink, Button, CharacterCount, Escaped, Frame, Html, Label, PersonBar, RadioItem, Radios},
    pages::person::bar,
    paths,
};
use app::referrals::OpenedReferral;
use askama::Template;
use domain::{
    ids::ReferralId,
    order::OrderState,
    referral::{DeclineReason, Move, WithdrawReason},
    text::Prose,
};
use jiff::civil::Date;

/// What one of the two forms says.
pub(crate) struct Asking {
    pub(crate) step: Move,
    pub(crate) missing: &'static str,
    legend: &'static str,
    words: &'static str,
    hint: &'static str,
    button: &'static str,
    address: fn(ReferralId) -> String,
    reasons: fn() -> Vec<RadioItem>,
}

/// The provider declines.
pub(crate) const DECLINE: Asking = Asking {
    step: Move::Decline,
    missing: "Select why you are declining",
    legend: "Why are you declining?",
    words: "What else should the referrer know? (optional)",
    hint: "For example, when to refer again, or which service fits better. The referrer reads this.",
    button: "Decline the referral",
    address: paths::referral_decline,
    reasons: || DeclineReason::ALL.iter().map(|one| RadioItem::new(one.code(), one.words())).collect(),
};

/// The referrer withdraws.
pub(crate) const WITHDRAW: Asking = Asking {
    step: Move::Withdraw,
    missing: "Select why you are withdrawing",
    legend: "Why are you withdrawing?",
    words: "What else should the service know? (optional)",
    hint: "The service reads this.",
    button: "Withdraw the referral",
    address: paths::referral_withdraw,
    reasons: || WithdrawReason::ALL.iter().map(|one| RadioItem::new(one.code(), one.words())).collect(),
};

/// The form.
#[derive(Debug, Template)]
#[template(path = "pages/referrals/reason.html")]
pub(crate) struct ReasonPage {
    pub(crate) frame: Frame,
    bar: PersonBar,
    action: String,
    hidden: Html,
    reason: Radios,
    words: CharacterCount,
    send: Button,
}

impl ReasonPage {
    /// The form with what was chosen and typed; it carries the version shown.
    pub(crate) fn of(
        frame: Frame,
        asking: &Asking,
        model: &OpenedReferral,
        typed: &Typed,
        errors: &Errors,
        today: Date,
    ) -> Self {
        let id = model.referral.request.id;
        let seen = Html::markup(format!(
            "<input type=\"hidden\" name=\"seen\" value=\"{}\">",
            Escaped(&model.referral.version().to_string())
        ));
        let order = model.orders.iter().find(|order| order.state_on(today) == OrderState::InForce);
        let most = u32::try_from(Prose::MOST).unwrap_or(u32::MAX);
        let words = CharacterCount {
            label: Label::text(asking.words).strong(),
            threshold: "50".into(),
            ..CharacterCount::new("words", asking.words, most)
        };
        Self {
            bar: bar::linked_bar(&model.person, today, order, &model.risks),
            action: (asking.address)(id),
            hidden: Html::join([frame.csrf_field(), seen], ""),
            reason: Radios::new("reason", asking.legend, (asking.reasons)())
                .with_value(typed.get("reason").to_owned())
                .with_error(errors.at("reason")),
            words: words
                .with_value(typed.get("words").to_owned())
                .with_hint(asking.hint)
                .with_error(errors.at("words")),
            send: Button::submit(asking.button),
            frame: Frame { back: Some(BackLink::to(paths::referral(id))), ..frame },
        }
    }
}
