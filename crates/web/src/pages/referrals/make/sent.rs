//! The referral is sent: its reference, the day by which an answer is due, and what happens next.

use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    kit::{Escaped, Frame, Html, Panel},
    paths, words,
};
use app::referrals::OpenedReferral;
use askama::Template;
use domain::ids::ReferralId;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/referrals/sent.html")]
struct SentPage {
    frame: Frame,
    panel: Panel,
    agency: String,
    answer_by: String,
    referral: String,
    person: String,
    called: String,
    my_work: &'static str,
}

fn page(frame: Frame, model: &OpenedReferral) -> SentPage {
    let request = &model.referral.request;
    let reference = Html::markup(format!("Reference<br><strong>{}</strong>", Escaped(&request.reference)));
    SentPage {
        frame,
        panel: Panel::confirmation("Referral sent", reference),
        agency: model.service.agency_name.clone(),
        answer_by: words::day(request.answer_by),
        referral: paths::referral(request.id),
        person: paths::person(request.person),
        called: model.person.called(),
        my_work: paths::MY_WORK,
    }
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(id): Id<ReferralId>, Query(()): Query<()>) -> Answer {
    let model = app::referrals::open(cx.app(), cx.viewer(), id).await?;
    cx.show(&page(cx.frame("Referral sent"), &model))
}
