//! What waits for review: unusual looks of a week, looks that were drawn, and what was drawn before.

use crate::{
    answer::{Answer, WebCx},
    form::{Asked, Check, Query, Typed},
    kit::{Button, Card, Cell, Html, InsetText, PageLink, Pagination, Table},
    pages::screening::shown::{ShownPage, cards},
    paths, words,
};
use app::look_reviews::{LookList, look_list};
use jiff::{ToSpan, civil::Date, tz::TimeZone};

/// The week that ends with this day.
pub(crate) struct Until(Option<Date>);

impl Asked for Until {
    const KNOWN: &'static [&'static str] = &["until"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self(check.iso_date("until", typed.get("until")))
    }
}

const NONE: Html = Html::literal("<p class=\"govuk-body\">None.</p>");

fn unusual(model: &LookList, zone: &TimeZone) -> Html {
    if model.unusual.is_empty() {
        return NONE;
    }
    let rows = model.unusual.iter().map(|one| {
        let signs: Vec<&str> = one.signs.iter().map(|sign| sign.words()).collect();
        vec![
            Cell::unbroken(words::moment(one.look.opened.at, zone)),
            one.look.by.clone().into(),
            one.look.reference.clone().into(),
            signs.join("; ").into(),
            Html::link(&paths::look_review(one.look.id), "Review").into(),
        ]
    });
    let head = ["When", "Who", "Record", "Signs", "Review"];
    let table = Html::of(&Table::new("Unusual looks", head, rows).caption_hidden().dense());
    let more = "<p class=\"govuk-body\">There are more than are shown here. Review these first.</p>";
    Html::join([table, if model.cut { Html::literal(more) } else { Html::default() }], "\n")
}

fn drawn(model: &LookList, zone: &TimeZone) -> Html {
    if model.drawn.is_empty() {
        return NONE;
    }
    let rows = model.drawn.iter().map(|(one, title)| {
        vec![
            Cell::unbroken(words::moment(one.at, zone)),
            one.by.clone().into(),
            title.clone().into(),
            Html::link(&paths::look_review(one.id), "Review").into(),
        ]
    });
    let head = ["When", "Who", "Drawn under", "Review"];
    Html::of(&Table::new("Looks that were drawn", head, rows).caption_hidden().dense())
}

fn samples(model: &LookList) -> Html {
    if model.samples.is_empty() {
        return NONE;
    }
    let rows = model.samples.iter().map(|(one, title)| {
        vec![
            Cell::unbroken(one.month.strftime("%B %Y").to_string()),
            title.clone().into(),
            format!("{} per cent", one.per_cent).into(),
            Cell::number(words::thousands(u64::from(one.looks))),
            Cell::number(words::thousands(u64::from(one.drawn))),
        ]
    });
    let head = ["Month", "Agreement", "Share", "Looks", "Drawn"];
    Html::of(&Table::new("What was drawn", head, rows).caption_hidden().dense())
}

/// What alerts took from the agency's records: the agencies that they alerted are not told from whom.
fn signals(model: &LookList) -> Html {
    if model.signals.is_empty() {
        return NONE;
    }
    let rows = model.signals.iter().map(|(one, title)| {
        vec![
            Cell::unbroken(words::day(one.raised)),
            one.reference.clone().into(),
            one.signal.section.words().into(),
            model.names.agency(one.signal.to).into(),
            format!("{title}, version {}, clause {}", one.signal.version, one.signal.clause).into(),
        ]
    });
    let head = ["Alert of", "Record", "Section", "Who was alerted", "Under"];
    Html::of(&Table::new("Signs that alerts took from your records", head, rows).caption_hidden().dense())
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Query(Until(until)): Query<Until>) -> Answer {
    let model = look_list(cx.app(), cx.viewer(), until).await?;
    let (zone, today) = (cx.app().london(), cx.app().today());
    let week = |end: Date| paths::with_query(paths::LOOK_REVIEWS, &[("until", &end.to_string())]);
    let earlier = PageLink {
        text: "The week before".into(),
        ..PageLink::to(week(model.from.yesterday().unwrap_or(model.from)))
    };
    let later = (model.until < today).then(|| PageLink {
        text: "The week after".into(),
        ..PageLink::to(week(model.until.saturating_add(7.days()).min(today)))
    });
    let title = format!("Unusual looks, {} to {}", words::day(model.from), words::day(model.until));
    let note = "A sign is a question, not a finding. You see who looked and when, and a record by its reference alone. Looks at records \
                to which access is limited are not here: whoever keeps the list of names is told of each.";
    let pages = Html::of(&Pagination { previous: later, next: Some(earlier), ..Pagination::default() });
    let rules = Html::link(paths::SIGN_RULES, "Signs of unusual looks");
    let rules = Html::join([Html::literal("<p class=\"govuk-body\">"), rules, Html::literal("</p>")], "");
    let body = Html::join(
        [
            Html::of(&InsetText::new(note)),
            Html::of(&Button::link("Draw a month’s share", paths::LOOK_DRAW)),
            rules,
            cards([
                Card::new(title, Html::join([unusual(&model, zone), pages], "\n")),
                Card::new("Drawn, and not reviewed yet", drawn(&model, zone)),
                Card::new("What was drawn", samples(&model)),
                Card::new("Signs that alerts took from your records", signals(&model)),
            ]),
        ],
        "\n",
    );
    let frame = cx.frame("Access reviews");
    cx.show(&ShownPage { bar: None, parts: None, heading: "Access reviews".into(), body, frame })
}
