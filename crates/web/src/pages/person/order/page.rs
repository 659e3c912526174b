//! Orders and their requirements, the newest first.

use crate::{
    html_safe,
    kit::{
        Card, Cell, Frame, Html, LimitBar, PersonBar, SubNavigation, SummaryList, SummaryRow, Table, Tag,
        Text,
    },
    pages::person::{
        bar::{self, Part},
        order_words, withheld,
    },
    words,
};
use app::people::OrderPart;
use askama::Template;
use domain::order::{Order, Requirement};
use jiff::civil::Date;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/person/order.html")]
pub(crate) struct OrderPage {
    frame: Frame,
    bar: PersonBar,
    parts: SubNavigation,
    heading: Text,
    orders: Vec<ShownOrder>,
    withheld: Option<Card>,
    only_newest: Vec<String>,
}

/// One order.
#[derive(Debug, Template)]
#[template(path = "pages/person/order_one.html")]
struct ShownOrder {
    title: String,
    state: Tag,
    facts: SummaryList,
    requirements: Option<Table>,
}

html_safe!(ShownOrder);

impl OrderPage {
    /// The page of what the gate opened.
    pub(crate) fn of(frame: Frame, model: &OrderPart) -> Self {
        let withheld = (!model.withheld.is_empty()).then(|| Card {
            classes: "tc-card--withheld".into(),
            ..Card::new("What you cannot see here", withheld::list(&model.withheld, &model.names))
        });
        Self {
            bar: bar::bar(&model.person, &model.glance(), Vec::new()),
            parts: bar::parts(model.person.person, Part::Order, &model.glance()),
            heading: "Orders and requirements".into(),
            orders: model.orders.iter().map(|order| shown(order, model)).collect(),
            withheld,
            only_newest: words::only_newest(&model.cut),
            frame,
        }
    }
}

fn shown(order: &Order, model: &OrderPart) -> ShownOrder {
    let mut rows = vec![
        SummaryRow::new("Made on", words::day(order.made)),
        SummaryRow::new(
            "Ends on",
            format!("{} ({})", words::day(order.ends), words::near(order.ends, model.today)),
        ),
    ];
    rows.extend(order.ended.map(|day| SummaryRow::new("Ended early on", words::day(day))));
    rows.extend(order.court.iter().map(|court| SummaryRow::new("Court", court.to_string())));
    rows.extend(order.offence.iter().map(|offence| SummaryRow::new("Made for", offence.to_string())));
    rows.push(SummaryRow::new("Recorded by", model.names.agency(order.holder)));
    let requirements = order.requirements.iter().map(requirement).collect::<Vec<_>>();
    let head = ["Requirement", "Code", "Ordered", "Done", "Began", "Ended"];
    let table = (!requirements.is_empty())
        .then(|| Table::new("Requirements", head, requirements).rows_named().dense());
    ShownOrder {
        title: format!("{}, made {}", order.kind, words::day(order.made)),
        state: order_words::state_tag(order.state_on(model.today)),
        facts: SummaryList::new(rows).compact(),
        requirements: table,
    }
}

fn requirement(one: &Requirement) -> Vec<Cell> {
    let bar = LimitBar { words: order_words::done(one).into(), ..LimitBar::progress(one.done, one.amount) };
    vec![
        one.name.clone().into(),
        one.kind.clone().into(),
        order_words::amount(one).into(),
        Html::of(&bar).into(),
        since(one.began, "Not yet").into(),
        since(one.ended, "–").into(),
    ]
}

fn since(day: Option<Date>, otherwise: &'static str) -> String {
    day.map_or_else(|| otherwise.to_owned(), words::day)
}
