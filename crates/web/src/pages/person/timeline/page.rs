//! What happened, the newest first.

use super::sentence;
use crate::{
    form::cursor,
    kit::{Frame, Html, PageLink, Pagination, PersonBar, SubNavigation, Text, Timeline, TimelineItem},
    pages::person::bar::{self, Part},
    paths, words,
};
use app::{
    events::{EventKind, TimelineEvent},
    people::Timeline as Model,
};
use askama::Template;
use domain::ids::ReferralId;
use jiff::tz::TimeZone;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/person/timeline.html")]
pub(crate) struct TimelinePage {
    frame: Frame,
    bar: PersonBar,
    parts: SubNavigation,
    heading: Text,
    timeline: Timeline,
    paging: Pagination,
}

impl TimelinePage {
    /// The page of what the gate opened; `later` when it does not begin with the newest.
    pub(crate) fn of(frame: Frame, model: &Model, later: bool, zone: &TimeZone) -> Self {
        let here = paths::person_timeline(model.person.person);
        let next = model.next.map(|event| PageLink {
            text: "Earlier".into(),
            ..PageLink::to(paths::with_query(&here, &[("cursor", &cursor([event]))]))
        });
        let previous = later.then(|| PageLink { text: "Latest".into(), ..PageLink::to(here) });
        Self {
            bar: bar::bar(&model.person, &model.glance, Vec::new()),
            parts: bar::parts(model.person.person, Part::Timeline, &model.glance),
            heading: "Timeline".into(),
            timeline: Timeline::new(model.events.iter().map(|event| item(event, zone))),
            paging: Pagination { previous, next, ..Pagination::default() },
            frame,
        }
    }
}

fn item(event: &TimelineEvent, zone: &TimeZone) -> TimelineItem {
    let at = event.stamp.at;
    let mut about = vec![sentence::about(event)];
    if let Some(href) = record(event) {
        about.push(Html::link(&href, "Open the referral"));
    }
    TimelineItem::new(sentence::heading(event), at.to_string(), words::moment(at, zone))
        .by(format!("{}, {}", event.by, event.agency))
        .about(Html::join(about, ""))
}

/// The page of the record that an event is about, where it has one.
fn record(event: &TimelineEvent) -> Option<String> {
    let referral = matches!(
        event.kind,
        EventKind::ReferralSent
            | EventKind::ReferralReceived
            | EventKind::ReferralAccepted
            | EventKind::ReferralDeclined
            | EventKind::ReferralWithdrawn
            | EventKind::ReferralBegun
            | EventKind::ReferralConcluded
    );
    event.subject.filter(|_| referral).map(|id| paths::referral(ReferralId(id)))
}
