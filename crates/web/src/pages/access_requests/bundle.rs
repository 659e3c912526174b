//! The copy, to print: an index, the entries, what was left out, and what the words mean.

use super::one::{Entries, ShownEntry};
use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    kit::{BackLink, Frame, Html},
    paths, words,
};
use app::access_requests::{Part, bundle};
use askama::Template;
use domain::{ids::AccessRequestId, section::Section};

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/access_requests/bundle.html")]
struct BundlePage {
    frame: Frame,
    called: String,
    agency: String,
    day: String,
    received: String,
    fingerprint: String,
    parts: Vec<ShownPart>,
    left_out: Vec<String>,
    legend: Vec<&'static str>,
}

/// A part of the copy.
#[derive(Debug)]
struct ShownPart {
    code: &'static str,
    words: &'static str,
    first: usize,
    last: usize,
    entries: Html,
}

/// Shows the copy.
pub(crate) async fn get(cx: WebCx, Id(id): Id<AccessRequestId>, Query(()): Query<()>) -> Answer {
    let model = bundle(cx.app(), cx.viewer(), id).await?;
    let mut frame = cx.frame(format!("Copy of the record of {}", model.called));
    frame.back = Some(BackLink::to(paths::access_request(id)));
    let numbered: Vec<_> = (1..).zip(&model.entries).collect();
    let parts = Part::ALL.iter().filter_map(|part| {
        let of: Vec<_> = numbered.iter().filter(|(_, entry)| entry.part == *part).collect();
        let (first, last) = (of.first()?.0, of.last()?.0);
        let entries = of.iter().map(|(number, entry)| ShownEntry::of(*number, entry)).collect();
        let entries = Html::of(&Entries { entries });
        Some(ShownPart { code: part.code(), words: part.words(), first, last, entries })
    });
    let left_out = model.left_out.iter().map(|one| {
        let count = words::count(u64::from(one.entries), "entry", "entries");
        format!("{count}: {}", one.exemption)
    });
    let page = BundlePage {
        called: model.called.clone(),
        agency: model.agency.clone(),
        day: words::day(model.day),
        received: words::day(model.request.asked.received),
        fingerprint: model.fingerprint.clone(),
        parts: parts.collect(),
        left_out: left_out.collect(),
        legend: Section::ALL.iter().map(|section| section.words()).collect(),
        frame,
    };
    cx.show(&page)
}
