//! What is open, item by item, for whoever of the agency that leaves prepares its last day.

use super::who;
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Asked, Check, Query, Typed, cursor},
    kit::{BackLink, Button, Cell, Escaped, Frame, Html, InsetText, PageLink, Pagination, Table, Tag, Tone},
    pages::screening::shown::ShownPage,
    paths,
    words::{self, Said},
};
use app::{
    Refusal,
    departures::{self, Checklist, WhichItem},
};
use domain::{departure::OpenItem, ids::DepartureId};
use jiff::tz::TimeZone;

/// Where the page begins.
pub(crate) struct After(Option<WhichItem>);

impl Asked for After {
    const KNOWN: &'static [&'static str] = &["cursor"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self(check.cursor("cursor", typed.get("cursor"), |place| Some((place.part(0)?, place.part(1)?))))
    }
}

fn place((person, subject): WhichItem) -> String {
    cursor([person.to_string(), subject.to_string()])
}

fn ready(frame: &Frame, model: &Checklist, one: &OpenItem, zone: &TimeZone) -> Html {
    if let Some(at) = one.ready {
        let tag = Html::of(&Tag::new("Ready", Tone::Good));
        return Html::join([tag, Html::text(&words::moment(at, zone))], " ");
    }
    if !model.may_prepare {
        return Html::literal("–");
    }
    let open = Html::markup(format!(
        "<form method=\"post\" action=\"{}\"><input type=\"hidden\" name=\"item\" value=\"{}\">",
        Escaped(&paths::departure_checklist(model.view.record.departure.id)),
        Escaped(&place((one.person, one.subject))),
    ));
    let button = Html::of(&Button::submit("It is ready").secondary());
    Html::join([open, frame.csrf_field(), button, Html::literal("</form>")], "")
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(id): Id<DepartureId>, Query(After(after)): Query<After>) -> Answer {
    let model = departures::checklist(cx.app(), cx.viewer(), id, after).await?;
    let zone = cx.app().london();
    let title = format!("What is open: {}", who(&model.view));
    let mut frame = cx.frame(title.clone());
    frame.back = Some(BackLink::to(paths::departure(id)));
    let rows = model.items.iter().map(|(one, identity)| {
        let name = identity.legal.short();
        vec![
            Cell::from(Html::link(&paths::person(one.person), &name)),
            one.what.one().into(),
            one.day.map_or_else(|| "–".to_owned(), words::day).into(),
            ready(&frame, &model, one, zone).into(),
        ]
    });
    let table = Table::new("What is open", ["Person", "What", "Day", "Ready to pass on"], rows);
    let listed = if model.items.is_empty() {
        Html::literal("<p class=\"govuk-body\">Nothing is open here.</p>")
    } else {
        Html::of(&table.caption_hidden().dense())
    };
    let note = "All of this passes on after the last day, whether it is marked as ready or not. A record with limited access is \
                listed only for those on its list. Meetings that another agency arranged, and requirements of orders, stay with \
                whoever supervises.";
    let path = paths::departure_checklist(id);
    let next = model.next.map(|item| PageLink {
        text: "Next page".into(),
        ..PageLink::to(paths::with_query(&path, &[("cursor", &place(item))]))
    });
    let first = || PageLink { text: "First page".into(), ..PageLink::to(path.clone()) };
    let previous = after.is_some().then(first);
    let pages = Html::of(&Pagination { previous, next, ..Pagination::default() });
    let body = Html::join([Html::of(&InsetText::new(note)), listed, pages], "\n");
    cx.show(&ShownPage { bar: None, parts: None, heading: title.into(), body, frame })
}

/// Notes one item as ready.
pub(crate) async fn post(cx: WebCx, Id(id): Id<DepartureId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let item = check.cursor("item", typed.get("item"), |place| Some((place.part(0)?, place.part(1)?)));
    let item = check.done(|| Some(item)).map_err(Refusal::Invalid)?.ok_or(Refusal::NotFound)?;
    departures::say_ready(cx.app(), cx.viewer(), id, item).await?;
    cx.go_saying(paths::departure_checklist(id), Said::DepartureItemReady)
}
