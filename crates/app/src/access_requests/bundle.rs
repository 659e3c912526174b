//! The copy as the person is given it: entries, an index, what was left out, and a legend of the words.

use super::collect::{Entry, Part};
use crate::{App, refusal::Refusal};
use domain::{
    access_request::{AccessRequest, AccessState, Exemption},
    ids::AccessRequestId,
    section::Purpose,
};
use gate::Viewer;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What was left out for one reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeftOut {
    /// The reason.
    pub exemption: Exemption,
    /// How many entries.
    pub entries: u32,
}

/// What was left out between two entries, where the person is told of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeftOutHere {
    /// How many entries that are given come before it.
    pub before: usize,
    /// In which part of the copy.
    pub part: Part,
    /// The reason.
    pub exemption: Exemption,
    /// How many entries, one after the other.
    pub entries: u32,
}

/// A copy that was checked.
#[derive(Debug, Clone)]
pub struct Bundle {
    /// The request that it answers.
    pub request: AccessRequest,
    /// What the person is called.
    pub called: String,
    /// The agency that answers.
    pub agency: String,
    /// The day it was put together.
    pub day: Date,
    /// Entries, part by part.
    pub entries: Vec<Entry>,
    /// What was left out, as far as the person is told.
    pub left_out: Vec<LeftOut>,
    /// The same, where it was.
    pub marks: Vec<LeftOutHere>,
    /// What identifies it.
    pub fingerprint: String,
}

/// The copy, once it was checked and while it is the one that was.
///
/// # Errors
/// [`Refusal::NotNow`] for a request that was not checked, and where the record has changed since.
pub async fn bundle(app: &App, viewer: &Viewer, id: AccessRequestId) -> Result<Bundle, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "print a copy of a record for the person").await?;
    let (standing, request) = cx.request_read(id).await?;
    if !matches!(request.state(), AccessState::Checked | AccessState::Given) {
        return Err(Refusal::not_now("request", request.state().words()));
    }
    let identity = cx.identity(&standing).await?;
    let copied = cx.copied(&standing).await?;
    let fingerprint = copied.fingerprint(&request);
    if request.checked().is_none_or(|checked| checked.as_str() != fingerprint) {
        return Err(super::changed());
    }
    let names = cx.names([], [request.asked.holder]).await?;
    let out = request.left_out();
    let mut counts: BTreeMap<Exemption, u32> = BTreeMap::new();
    let mut entries = Vec::new();
    let mut marks: Vec<LeftOutHere> = Vec::new();
    for entry in copied.entries {
        let Some((exemption, _)) = out.get(&entry.key) else {
            entries.push(entry);
            continue;
        };
        *counts.entry(*exemption).or_default() += 1;
        let here = LeftOutHere { before: entries.len(), part: entry.part, exemption: *exemption, entries: 1 };
        match marks.last_mut() {
            _ if !exemption.is_told() => {}
            Some(last) if LeftOutHere { entries: 1, ..*last } == here => last.entries += 1,
            _ => marks.push(here),
        }
    }
    let told = counts.into_iter().filter(|(exemption, _)| exemption.is_told());
    let bundle = Bundle {
        called: identity.called(),
        agency: names.agency(request.asked.holder),
        day: cx.today(),
        entries,
        marks,
        left_out: told.map(|(exemption, entries)| LeftOut { exemption, entries }).collect(),
        fingerprint,
        request: request.clone(),
    };
    cx.answer(bundle).await
}
