//! The two answers that need a reason: the provider declines, the referrer withdraws.

mod page;

use super::one;
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    paths,
    words::Said,
};
use app::{
    FieldError, Refusal,
    referrals::{self, OpenedReferral},
};
use domain::{
    ids::ReferralId,
    referral::{DeclineReason, WithdrawReason},
    text::Prose,
};
use http::StatusCode;
use page::{Asking, DECLINE, ReasonPage, WITHDRAW};

fn reason_and_words<T>(
    typed: &Typed,
    asking: &Asking,
    from_code: impl FnOnce(&str) -> Option<T>,
) -> Result<(T, Option<Prose>), Vec<FieldError>> {
    let mut check = Check::default();
    let reason = check.code("reason", typed.get("reason"), |code| from_code(code).ok_or(()), asking.missing);
    let words = check.optional_prose("words", typed.get("words"), "what you want to say");
    check.done(|| Some((reason?, words)))
}

async fn show(cx: WebCx, id: ReferralId, asking: &Asking) -> Answer {
    let model = referrals::open(cx.app(), cx.viewer(), id).await?;
    if !model.moves.contains(&asking.step) {
        return cx.go(paths::referral(id));
    }
    let draft = cx.draft().await?;
    let kept = draft.is_some().then(|| cx.kept_banner());
    let mut page = page(&cx, asking, &model, &draft.unwrap_or_default(), &Errors::none());
    page.frame.flash = kept.or(page.frame.flash);
    cx.show(&page)
}

fn page(cx: &WebCx, asking: &Asking, model: &OpenedReferral, typed: &Typed, errors: &Errors) -> ReasonPage {
    let frame = cx.form_frame(
        format!("{} the referral of {}", asking.step.words(), model.person.called()),
        errors,
        &[],
    );
    ReasonPage::of(frame, asking, model, typed, errors, cx.app().today())
}

/// Shows the form again with what is wrong; where the step came too late, the form with the newer version while the step
/// is still open, else the referral as it is now.
async fn again(cx: &WebCx, id: ReferralId, asking: &Asking, typed: &Typed, refusal: Refusal) -> Answer {
    if let Refusal::Move(_) = refusal {
        return one::too_late(cx, id, refusal, typed.get("words")).await;
    }
    let model = referrals::open(cx.app(), cx.viewer(), id).await?;
    let errors = match refusal {
        Refusal::Stale { .. } if !model.moves.contains(&asking.step) => {
            return one::too_late(cx, id, refusal, typed.get("words")).await;
        }
        Refusal::Stale { .. } => Errors::general(
            StatusCode::PRECONDITION_FAILED,
            format!(
                "Somebody changed this referral after you opened it: it is now “{}”. Nothing was saved yet. Send your answer again if it still holds",
                model.referral.state()
            ),
        ),
        other => cx.mend(other)?,
    };
    cx.show_as(errors.status(), &page(cx, asking, &model, typed, &errors))
}

/// Shows the form for declining.
pub(crate) async fn decline(cx: WebCx, Id(id): Id<ReferralId>, Query(()): Query<()>) -> Answer {
    show(cx, id, &DECLINE).await
}

/// Shows the form for withdrawing.
pub(crate) async fn withdraw(cx: WebCx, Id(id): Id<ReferralId>, Query(()): Query<()>) -> Answer {
    show(cx, id, &WITHDRAW).await
}

/// Declines. The referral is out of the provider's sight afterwards, so the inbox follows.
pub(crate) async fn send_decline(cx: WebCx, Id(id): Id<ReferralId>, typed: Typed) -> Answer {
    let done = match reason_and_words(&typed, &DECLINE, |code| DeclineReason::from_code(code).ok()) {
        Ok((reason, words)) => {
            referrals::decline(cx.app(), cx.viewer(), id, one::seen(&typed), reason, words).await
        }
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(_) => {
            cx.forget_draft().await;
            cx.go_saying(paths::INBOX, Said::ReferralDeclined)
        }
        Err(refusal) => again(&cx, id, &DECLINE, &typed, refusal).await,
    }
}

/// Withdraws.
pub(crate) async fn send_withdraw(cx: WebCx, Id(id): Id<ReferralId>, typed: Typed) -> Answer {
    let done = match reason_and_words(&typed, &WITHDRAW, |code| WithdrawReason::from_code(code).ok()) {
        Ok((reason, words)) => {
            referrals::withdraw(cx.app(), cx.viewer(), id, one::seen(&typed), reason, words).await
        }
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(_) => {
            cx.forget_draft().await;
            cx.go_saying(paths::referral(id), Said::ReferralWithdrawn)
        }
        Err(refusal) => again(&cx, id, &WITHDRAW, &typed, refusal).await,
    }
}
