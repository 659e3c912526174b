//! One referral, and the steps that need no further word: received, accepted, begun, the warning read.

pub(crate) mod page;

use crate::{
    answer::{Answer, Id, WebCx},
    form::{Query, Typed},
    kit::NotificationBanner,
    paths,
    problem::Problem,
    words::Said,
};
use app::{
    Refusal,
    referrals::{self, Stepped},
};
use domain::ids::ReferralId;
use http::StatusCode;
use page::ReferralPage;

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(id): Id<ReferralId>, Query(()): Query<()>) -> Answer {
    let model = referrals::open(cx.app(), cx.viewer(), id).await?;
    let frame = cx.frame(page::title(&model));
    cx.show(&ReferralPage::of(frame, &model, cx.app().today(), cx.app().london()))
}

/// The version that the writer of a form saw.
pub(crate) fn seen(typed: &Typed) -> i64 {
    typed.get("seen").parse().unwrap_or_default()
}

/// Shows the referral as it is now to somebody whose step came too late: 412 when it had moved on since it was read, 409
/// when the step is no longer open. What was typed is shown, so that it is not lost. Any other refusal is a problem.
pub(crate) async fn too_late(cx: &WebCx, id: ReferralId, refusal: Refusal, typed: &str) -> Answer {
    let (status, sentence) = match &refusal {
        Refusal::Stale { .. } => (
            StatusCode::PRECONDITION_FAILED,
            "Somebody changed this referral after you opened it. Nothing of yours was saved. Here it is as it is now.".to_owned(),
        ),
        Refusal::Move(refused) => {
            (StatusCode::CONFLICT, format!("{} Nothing was changed.", crate::problem::move_refused(refused)))
        }
        _ => return Err(Problem::from(refusal)),
    };
    let model = referrals::open(cx.app(), cx.viewer(), id).await?;
    let mut frame = cx.frame(page::title(&model));
    frame.flash = Some(NotificationBanner::important(sentence));
    let page = ReferralPage::of(frame, &model, cx.app().today(), cx.app().london());
    cx.show_as(status, &page.with_typed(typed))
}

async fn stepped(cx: &WebCx, id: ReferralId, done: Result<Stepped, Refusal>, said: Said) -> Answer {
    match done {
        Ok(_) => cx.go_saying(paths::referral(id), said),
        Err(refusal) => too_late(cx, id, refusal, "").await,
    }
}

/// The provider marks it as received.
pub(crate) async fn receive(cx: WebCx, Id(id): Id<ReferralId>, typed: Typed) -> Answer {
    let done = referrals::receive(cx.app(), cx.viewer(), id, seen(&typed)).await;
    stepped(&cx, id, done, Said::ReferralReceived).await
}

/// The provider takes the person on.
pub(crate) async fn accept(cx: WebCx, Id(id): Id<ReferralId>, typed: Typed) -> Answer {
    let done = referrals::accept(cx.app(), cx.viewer(), id, seen(&typed)).await;
    stepped(&cx, id, done, Said::ReferralAccepted).await
}

/// The service has begun.
pub(crate) async fn begin(cx: WebCx, Id(id): Id<ReferralId>, typed: Typed) -> Answer {
    let done = referrals::begin(cx.app(), cx.viewer(), id, seen(&typed)).await;
    stepped(&cx, id, done, Said::ReferralBegun).await
}

/// The viewer has read the warning about risk.
pub(crate) async fn read_warning(cx: WebCx, Id(id): Id<ReferralId>, typed: Typed) -> Answer {
    let done = referrals::read_warning(cx.app(), cx.viewer(), id, seen(&typed)).await;
    stepped(&cx, id, done, Said::WarningRead).await
}
