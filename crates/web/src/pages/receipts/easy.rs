//! The easy-read sheet: the same as the letter, one idea a line, large.

use super::{Days, said};
use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    kit::{BackLink, Frame},
    paths, words,
};
use app::receipts::{AgencyLooks, letter};
use askama::Template;
use domain::{
    ids::PersonId,
    receipt,
    section::{Purpose, Section},
};
use std::collections::BTreeSet;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/receipts/easy.html")]
struct EasyPage {
    frame: Frame,
    called: String,
    agency: String,
    from: String,
    until: String,
    agencies: Vec<Block>,
    sent: Vec<(String, String)>,
}

/// What is said of one agency.
#[derive(Debug)]
struct Block {
    agency: String,
    days: String,
    saw: Vec<&'static str>,
    why: Vec<&'static str>,
}

fn block(one: &AgencyLooks) -> Block {
    let saw: BTreeSet<Section> = one.purposes.iter().flat_map(|looks| looks.shown.iter().copied()).collect();
    let why: BTreeSet<Purpose> = one.purposes.iter().map(|looks| looks.purpose).collect();
    let days = one.purposes.iter().map(|looks| looks.days).max().unwrap_or_default();
    Block {
        agency: one.agency.clone(),
        days: words::count(u64::from(days), "day", "days"),
        saw: saw.into_iter().map(receipt::in_plain_words).collect(),
        why: why.into_iter().map(receipt::why_in_plain_words).collect(),
    }
}

/// Shows the sheet.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(days): Query<Days>) -> Answer {
    let model = letter(cx.app(), cx.viewer(), person, (days.from, days.until)).await?;
    let mut frame = cx.frame(format!("Easy read for {}: who has seen your record", model.called));
    frame.back = Some(BackLink { text: "Receipts".into(), ..BackLink::to(paths::person_receipts(person)) });
    let page = EasyPage {
        called: model.called.clone(),
        agency: model.agency.clone(),
        from: said(model.period.from),
        until: said(model.period.until),
        agencies: model.agencies.iter().map(block).collect(),
        sent: model.sent.iter().map(|one| (one.to.clone(), said(one.day))).collect(),
        frame,
    };
    cx.show(&page)
}
