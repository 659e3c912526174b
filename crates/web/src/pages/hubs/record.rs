//! The forms of a hub's affairs: a meeting of its panel, and a year that was counted.

use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, Html},
    pages::plain_form::{Again, PlainForm, seen_field},
    paths,
    words::Said,
};
use app::{
    Refusal,
    hubs::{self, HubPage},
};
use domain::{hub::YearOf, ids::HubId};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Met,
    Count,
}

impl Kind {
    const fn title(self) -> &'static str {
        match self {
            Self::Met => "Record that the panel met",
            Self::Count => "Count a year",
        }
    }

    fn fields(self, again: Again<'_>) -> Vec<Html> {
        match self {
            Self::Met => vec![
                again.date("day", "Day of the meeting", ""),
                again.prose(
                    "words",
                    "What it came to (optional)",
                    "Without names: this is read by all staff.",
                ),
            ],
            Self::Count => vec![
                again.date(
                    "from",
                    "First day of the year",
                    "Of the 12 months in which people were on the list.",
                ),
                again.line("people", "How many people?", "10 at least.", "5"),
                again.line("before", "Their convictions in the 12 months before", "", "5"),
                again.line("after", "Their convictions in the 12 months after", "", "5"),
                again.line(
                    "compared_before",
                    "The same before, of a group to compare with (optional)",
                    "",
                    "5",
                ),
                again.line("compared_after", "The same after, of that group (optional)", "", "5"),
            ],
        }
    }

    fn address(self, id: HubId) -> String {
        match self {
            Self::Met => paths::hub_met(id),
            Self::Count => paths::hub_count(id),
        }
    }

    const fn said(self) -> Said {
        match self {
            Self::Met => Said::PanelMet,
            Self::Count => Said::YearCounted,
        }
    }
}

fn page(cx: &WebCx, model: &HubPage, kind: Kind, typed: &Typed, errors: &Errors) -> PlainForm {
    let id = model.line.hub.id;
    let mut frame = cx.form_frame(kind.title(), errors, &[("day", "day-day"), ("from", "from-day")]);
    frame.back = Some(BackLink::to(paths::hub(id)));
    let hidden = [cx.hidden(&frame, typed, errors), seen_field(model.line.hub.version())];
    PlainForm {
        bar: None,
        intro: Html::paragraphs(model.line.hub.terms().name.as_str()),
        action: kind.address(id),
        hidden: Html::join(hidden, ""),
        fields: kind.fields(Again { typed, errors }),
        send: Button::submit("Record"),
        frame,
    }
}

/// Reads the figures of a year.
fn year(check: &mut Check, typed: &Typed) -> Option<YearOf> {
    let from = check.date("from", &typed.date("from"), "The first day of the year");
    let mut number = |field| check.needed_number(field, typed.get(field), 0, 1_000_000);
    let (people, before, after) = (number("people"), number("before"), number("after"));
    let compared = ["compared_before", "compared_after"];
    let comparator = if compared.iter().all(|field| typed.get(field).is_empty()) {
        Some(None)
    } else {
        let [before, after] = compared.map(number);
        before.zip(after).map(Some)
    };
    Some(YearOf { from: from?, people: people?, before: before?, after: after?, comparator: comparator? })
}

async fn done(cx: &WebCx, id: HubId, kind: Kind, typed: &Typed) -> Result<(), Refusal> {
    let mut check = Check::default();
    let seen = typed.get("seen").parse().unwrap_or_default();
    match kind {
        Kind::Met => {
            let day = check.date("day", &typed.date("day"), "The day of the meeting");
            let words = check.optional_prose("words", typed.get("words"), "What it came to");
            let day = check.done(|| day).map_err(Refusal::Invalid)?;
            hubs::met(cx.app(), cx.viewer(), id, seen, (day, words)).await
        }
        Kind::Count => {
            let year = year(&mut check, typed);
            let year = check.done(|| year).map_err(Refusal::Invalid)?;
            hubs::count(cx.app(), cx.viewer(), id, seen, year).await
        }
    }
}

async fn opened(cx: &WebCx, id: HubId, kind: Kind) -> Result<HubPage, Refusal> {
    let model = hubs::hub(cx.app(), cx.viewer(), id, usize::MAX).await?;
    let may = if kind == Kind::Met { model.may_keep } else { model.may_count };
    if may { Ok(model) } else { Err(Refusal::NotFound) }
}

async fn show(cx: WebCx, id: HubId, kind: Kind) -> Answer {
    let model = opened(&cx, id, kind).await?;
    let typed = cx.draft().await?.unwrap_or_default();
    cx.show(&page(&cx, &model, kind, &typed, &Errors::none()))
}

async fn send(cx: WebCx, id: HubId, kind: Kind, typed: Typed) -> Answer {
    match done(&cx, id, kind, &typed).await {
        Ok(()) => {
            cx.forget_draft().await;
            cx.go_saying(paths::hub(id), kind.said())
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = opened(&cx, id, kind).await?;
            cx.show_as(errors.status(), &page(&cx, &model, kind, &typed, &errors))
        }
    }
}

pub(super) async fn get_met(cx: WebCx, Id(id): Id<HubId>, Query(()): Query<()>) -> Answer {
    show(cx, id, Kind::Met).await
}

pub(super) async fn post_met(cx: WebCx, Id(id): Id<HubId>, typed: Typed) -> Answer {
    send(cx, id, Kind::Met, typed).await
}

pub(super) async fn get_count(cx: WebCx, Id(id): Id<HubId>, Query(()): Query<()>) -> Answer {
    show(cx, id, Kind::Count).await
}

pub(super) async fn post_count(cx: WebCx, Id(id): Id<HubId>, typed: Typed) -> Answer {
    send(cx, id, Kind::Count, typed).await
}
