//! The forms behind steps that need more than a press of a button: a reason, a question, a day, new words.

use crate::{
    form::{Errors, Typed},
    kit::{BackLink, Button, Checkboxes, Frame, Html},
    pages::{
        person::bar,
        plain_form::{Again, PlainForm, options, seen_field},
    },
    paths,
};
use app::referrals::OpenedReferral;
use domain::{
    ids::ReferralId,
    order::OrderState,
    referral::{DeclineReason, EndReason, Move, Part, WithdrawReason},
};
use jiff::civil::Date;

/// What one of the forms says.
pub(crate) struct Asking {
    pub(crate) step: Move,
    /// What a missing choice says.
    pub(crate) missing: &'static str,
    button: &'static str,
    address: fn(ReferralId) -> String,
    fields: fn(Again<'_>, &OpenedReferral) -> Vec<Html>,
}

/// The provider declines.
pub(crate) const DECLINE: Asking = Asking {
    step: Move::Decline,
    missing: "Select why you are declining",
    button: "Decline the referral",
    address: paths::referral_decline,
    fields: |again, _| {
        vec![
            again.radios("reason", "Why are you declining?", options!(DeclineReason, GIVEN)),
            again.prose(
                "words",
                "What else should the referrer know? (optional)",
                "For example, when to refer again, or which service fits better. The referrer reads this.",
            ),
        ]
    },
};

/// The referrer withdraws.
pub(crate) const WITHDRAW: Asking = Asking {
    step: Move::Withdraw,
    missing: "Select why you are withdrawing",
    button: "Withdraw the referral",
    address: paths::referral_withdraw,
    fields: |again, _| {
        vec![
            again.radios("reason", "Why are you withdrawing?", options!(WithdrawReason)),
            again.prose("words", "What else should the service know? (optional)", "The service reads this."),
        ]
    },
};

/// The provider ends the service.
pub(crate) const CONCLUDE: Asking = Asking {
    step: Move::Conclude,
    missing: "Select why the service has ended",
    button: "Conclude the referral",
    address: paths::referral_conclude,
    fields: |again, _| {
        vec![
            again.radios("reason", "Why has the service ended?", options!(EndReason, GIVEN)),
            again.prose(
                "words",
                "What should the referrer know? (optional)",
                "What goes on, and who leads on it. The referrer reads this. Leave out what was said in treatment.",
            ),
        ]
    },
};

/// The provider puts it on the waiting list.
pub(crate) const WAITLIST: Asking = Asking {
    step: Move::Waitlist,
    missing: "",
    button: "Put on the waiting list",
    address: paths::referral_waitlist,
    fields: |again, _| {
        vec![
            again.date("expected", "When do you expect a place?", "For example, 14 2 2027"),
            again.prose(
                "words",
                "What should the referrer know? (optional)",
                "What helps while waiting. The referrer reads this.",
            ),
        ]
    },
};

/// The provider asks for more.
pub(crate) const ASK: Asking = Asking {
    step: Move::Ask,
    missing: "",
    button: "Ask the referrer",
    address: paths::referral_ask,
    fields: |again, _| vec![again.prose("words", "What do you need to know?", "The referrer reads this.")],
};

/// The referrer gives what was asked for.
pub(crate) const GIVE: Asking = Asking {
    step: Move::Give,
    missing: "",
    button: "Send to the service",
    address: paths::referral_give,
    fields: |again, _| {
        vec![again.prose("words", "What was asked for", "Give only what the service needs. It reads this.")]
    },
};

/// The provider records an offer.
pub(crate) const OFFER: Asking = Asking {
    step: Move::Offer,
    missing: "",
    button: "Record the offer",
    address: paths::referral_offer,
    fields: |again, _| {
        vec![
            again.date("on", "For which day was it offered?", "For example, 14 2 2027"),
            again.prose("words", "How was it offered, and what was said? (optional)", ""),
        ]
    },
};

/// The referrer amends.
pub(crate) const AMEND: Asking = Asking {
    step: Move::Amend,
    missing: "Select what you amend",
    button: "Amend the referral",
    address: paths::referral_amend,
    fields: |again, _| {
        let none = Checkboxes {
            values: again.typed.all("none_known").map(|value| value.to_owned().into()).collect(),
            ..Checkboxes::single("none_known", "yes", "No risk, or no need, is known any more")
        };
        vec![
            again.radios("part", "What do you amend?", options!(Part)),
            again.prose("new", "What it says from now on", "The old words stay in the history."),
            Html::of(&none),
            again.prose("why", "Why do you amend it?", "The service reads this."),
        ]
    },
};

/// The form with what was chosen and typed; it carries the version shown.
pub(crate) fn form(
    frame: Frame,
    asking: &Asking,
    model: &OpenedReferral,
    typed: &Typed,
    errors: &Errors,
    today: Date,
) -> PlainForm {
    let id = model.referral.request.id;
    let order = model.orders.iter().find(|order| order.state_on(today) == OrderState::InForce);
    PlainForm {
        bar: Some(bar::linked_bar(&model.person, today, order, &model.risks)),
        intro: intro(asking.step, model),
        action: (asking.address)(id),
        hidden: Html::join([frame.csrf_field(), seen_field(model.referral.version())], ""),
        fields: (asking.fields)(Again { typed, errors }, model),
        send: Button::submit(asking.button),
        frame: Frame { back: Some(BackLink::to(paths::referral(id))), ..frame },
    }
}

/// What stands above the fields: the question that is to be answered.
fn intro(step: Move, model: &OpenedReferral) -> Html {
    match (step, model.referral.open_question()) {
        (Move::Give, Some(question)) => {
            let heading = Html::literal("<h2 class=\"govuk-heading-m\">The service asks</h2>");
            Html::join([heading, Html::paragraphs(question.as_str())], "")
        }
        _ => Html::default(),
    }
}
