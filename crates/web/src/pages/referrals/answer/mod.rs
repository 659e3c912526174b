//! Answers that need more than a press of a button: a reason, a question, a day, new words.

mod page;

use super::one;
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    pages::plain_form::PlainForm,
    paths,
    words::Said,
};
use app::{
    FieldError, Refusal,
    referrals::{self, Amend, OpenedReferral, Stepped},
};
use domain::{
    ids::ReferralId,
    referral::{DeclineReason, EndReason, Part, WithdrawReason},
    text::Prose,
};
use http::StatusCode;
use page::{AMEND, ASK, Asking, CONCLUDE, DECLINE, GIVE, OFFER, WAITLIST, WITHDRAW};

/// Fields that are dates, and the input that an error leads to.
const FOCUS: [(&str, &str); 2] = [("expected", "expected-day"), ("on", "on-day")];

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

fn words(typed: &Typed, what: &str) -> Result<Prose, Vec<FieldError>> {
    let mut check = Check::default();
    let words = check.prose("words", typed.get("words"), what);
    check.done(|| words)
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

fn page(cx: &WebCx, asking: &Asking, model: &OpenedReferral, typed: &Typed, errors: &Errors) -> PlainForm {
    let title = format!("{}: referral of {}", asking.step.words(), model.person.called());
    let frame = cx.form_frame(title, errors, &FOCUS);
    page::form(frame, asking, model, typed, errors, cx.app().today())
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

/// After the step: to `next`, which says what was done; or the form again.
async fn done(
    cx: &WebCx,
    id: ReferralId,
    (asking, typed): (&Asking, &Typed),
    step: Result<Stepped, Refusal>,
    (next, said): (String, Said),
) -> Answer {
    match step {
        Ok(_) => {
            cx.forget_draft().await;
            cx.go_saying(next, said)
        }
        Err(refusal) => again(cx, id, asking, typed, refusal).await,
    }
}

/// Shows of each form.
macro_rules! shows {
    ($($(#[$meta:meta])* $name:ident = $asking:ident;)+) => {$(
        $(#[$meta])*
        pub(crate) async fn $name(cx: WebCx, Id(id): Id<ReferralId>, Query(()): Query<()>) -> Answer {
            show(cx, id, &$asking).await
        }
    )+};
}

shows! {
    /// Shows the form for declining.
    decline = DECLINE;
    /// Shows the form for withdrawing.
    withdraw = WITHDRAW;
    /// Shows the form for concluding.
    conclude = CONCLUDE;
    /// Shows the form for the waiting list.
    waitlist = WAITLIST;
    /// Shows the form for a question.
    ask = ASK;
    /// Shows the form for an answer to a question.
    give = GIVE;
    /// Shows the form for an offer.
    offer = OFFER;
    /// Shows the form for an amendment.
    amend = AMEND;
}

/// Declines. The referral is out of the provider's sight afterwards, so the inbox follows.
pub(crate) async fn send_decline(cx: WebCx, Id(id): Id<ReferralId>, typed: Typed) -> Answer {
    let step = match reason_and_words(&typed, &DECLINE, |code| DeclineReason::from_code(code).ok()) {
        Ok((reason, words)) => {
            referrals::decline(cx.app(), cx.viewer(), id, one::seen(&typed), reason, words).await
        }
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    done(&cx, id, (&DECLINE, &typed), step, (paths::INBOX.to_owned(), Said::ReferralDeclined)).await
}

/// Withdraws.
pub(crate) async fn send_withdraw(cx: WebCx, Id(id): Id<ReferralId>, typed: Typed) -> Answer {
    let step = match reason_and_words(&typed, &WITHDRAW, |code| WithdrawReason::from_code(code).ok()) {
        Ok((reason, words)) => {
            referrals::withdraw(cx.app(), cx.viewer(), id, one::seen(&typed), reason, words).await
        }
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    done(&cx, id, (&WITHDRAW, &typed), step, (paths::referral(id), Said::ReferralWithdrawn)).await
}

/// Concludes.
pub(crate) async fn send_conclude(cx: WebCx, Id(id): Id<ReferralId>, typed: Typed) -> Answer {
    let step = match reason_and_words(&typed, &CONCLUDE, |code| EndReason::from_code(code).ok()) {
        Ok((reason, words)) => {
            referrals::conclude(cx.app(), cx.viewer(), id, one::seen(&typed), reason, words).await
        }
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    done(&cx, id, (&CONCLUDE, &typed), step, (paths::referral(id), Said::ReferralConcluded)).await
}

/// Puts on the waiting list.
pub(crate) async fn send_waitlist(cx: WebCx, Id(id): Id<ReferralId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let expected = check.date("expected", &typed.date("expected"), "The day on which you expect a place");
    let words = check.optional_prose("words", typed.get("words"), "what you want to say");
    let step = match check.done(|| expected) {
        Ok(expected) => {
            referrals::waitlist(cx.app(), cx.viewer(), id, one::seen(&typed), expected, words).await
        }
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    done(&cx, id, (&WAITLIST, &typed), step, (paths::referral(id), Said::ReferralWaitlisted)).await
}

/// Asks the referrer.
pub(crate) async fn send_ask(cx: WebCx, Id(id): Id<ReferralId>, typed: Typed) -> Answer {
    let step = match words(&typed, "what you need to know") {
        Ok(question) => referrals::ask(cx.app(), cx.viewer(), id, one::seen(&typed), question).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    done(&cx, id, (&ASK, &typed), step, (paths::referral(id), Said::ReferralAsked)).await
}

/// Gives what was asked for.
pub(crate) async fn send_give(cx: WebCx, Id(id): Id<ReferralId>, typed: Typed) -> Answer {
    let step = match words(&typed, "what was asked for") {
        Ok(words) => referrals::give(cx.app(), cx.viewer(), id, one::seen(&typed), words).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    done(&cx, id, (&GIVE, &typed), step, (paths::referral(id), Said::ReferralAnswered)).await
}

/// Records an offer.
pub(crate) async fn send_offer(cx: WebCx, Id(id): Id<ReferralId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let on = check.date("on", &typed.date("on"), "The day that was offered");
    let words = check.optional_prose("words", typed.get("words"), "what was said");
    let step = match check.done(|| on) {
        Ok(on) => referrals::offer(cx.app(), cx.viewer(), id, one::seen(&typed), on, words).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    done(&cx, id, (&OFFER, &typed), step, (paths::referral(id), Said::ReferralOffered)).await
}

/// Amends what the referral says.
pub(crate) async fn send_amend(cx: WebCx, Id(id): Id<ReferralId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let part = check.code("part", typed.get("part"), Part::from_code, AMEND.missing);
    let none_known = typed.get("none_known") == "yes" && part != Some(Part::Asks);
    let new = if none_known {
        Some(None)
    } else {
        check.prose("new", typed.get("new"), "what it says from now on").map(Some)
    };
    let why = check.prose("why", typed.get("why"), "why you amend it");
    let step = match check.done(|| Some(Amend { part: part?, new: new?, why: why? })) {
        Ok(command) => referrals::amend(cx.app(), cx.viewer(), id, one::seen(&typed), command).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    done(&cx, id, (&AMEND, &typed), step, (paths::referral(id), Said::ReferralAmended)).await
}
