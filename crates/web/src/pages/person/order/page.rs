//! Orders with their requirements, leads, duties, failures and end, the newest first.

use crate::{
    html_safe,
    kit::{
        Button, Card, Cell, Details, Frame, Html, InsetText, LimitBar, PersonBar, SubNavigation, SummaryList,
        SummaryRow, Table, Tag, Text,
    },
    pages::{
        failures,
        person::{
            bar::{self, Part},
            order_words, withheld,
        },
    },
    paths, words,
};
use app::orders::{DutyLine, LeadLine, NoticeLine, OrderTab, OrderView};
use askama::Template;
use domain::{
    failure::Failure, ids::OrderId, order::Requirement, order_course::OrderMove, order_end::Outcome,
    order_record::RequirementRecord,
};
use gate::Action;
use jiff::civil::Date;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/person/order.html")]
pub(crate) struct OrderPage {
    frame: Frame,
    bar: PersonBar,
    parts: SubNavigation,
    heading: Text,
    record: Option<Button>,
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
    buttons: Vec<Button>,
    more: Option<Details>,
    acknowledge: Option<Acknowledge>,
    facts: SummaryList,
    raised: Option<InsetText>,
    tables: Vec<Table>,
}

/// The button by which an agency says that it knows of the end.
#[derive(Debug)]
struct Acknowledge {
    action: String,
    csrf: Html,
    words: String,
    button: Button,
}

html_safe!(ShownOrder);

impl OrderPage {
    /// The page of what the gate opened.
    pub(crate) fn of(frame: Frame, model: &OrderTab) -> Self {
        let person = model.person.person;
        let withheld = (!model.withheld.is_empty()).then(|| Card {
            classes: "tc-card--withheld".into(),
            ..Card::new("What you cannot see here", withheld::list(&model.withheld, &model.names))
        });
        Self {
            bar: bar::bar(&model.person, &model.glance, Vec::new()),
            parts: bar::parts(person, Part::Order, &model.glance),
            heading: "Orders and requirements".into(),
            record: model.may_record.then(|| Button::link("Record an order", paths::order_new(person))),
            orders: model.orders.iter().map(|view| shown(view, model, &frame)).collect(),
            withheld,
            only_newest: words::only_newest(&model.cut),
            frame,
        }
    }
}

fn shown(view: &OrderView, model: &OrderTab, frame: &Frame) -> ShownOrder {
    let record = &view.record;
    let (order, today) = (&record.order, model.glance.today);
    let pairs = order.requirements.iter().zip(&record.requirements);
    let may_carry = view.may.contains(&Action::CarryOutOrder);
    let requirements: Vec<Vec<Cell>> =
        pairs.map(|(one, kept)| requirement(one, kept, order.id, may_carry, model)).collect();
    let head = ["Requirement", "Code", "Ordered", "Done", "State", "Began", "Ended"];
    let tables = [
        table("Requirements", &head, requirements),
        table(
            "Who leads",
            &["Activity", "Lead", "Who", "Why otherwise"],
            view.leads.iter().map(lead).collect(),
        ),
        table(
            "What is due",
            &["By", "What", "Who", "Why"],
            view.due.iter().map(|one| due(one, today)).collect(),
        ),
        table(
            "Failures to comply",
            &["Day", "What", "Reason offered", "Recorded by", "State"],
            view.failures.iter().map(|one| failure(one, model)).collect(),
        ),
        table(
            "Told that probation’s part ends",
            &["Agency", "Told", "Ends", "Contact", "Acknowledged"],
            view.notices.iter().map(notice).collect(),
        ),
        table("Outcomes", &["Measured", "Found", "On"], record.outcomes.iter().map(outcome).collect()),
    ];
    let raised = record.raised_on(today);
    let raised = raised.first().map(|_| {
        let why = raised.iter().map(|one| one.words.to_string()).collect::<Vec<_>>().join(". ");
        InsetText::new(format!("The parties meet at least every six weeks: {why}."))
    });
    let (buttons, more) = steps(view);
    ShownOrder {
        title: format!("{}, made {}", order.kind, words::day(order.made)),
        state: order_words::state_tag(order.state_on(today)),
        buttons,
        more,
        acknowledge: acknowledge(view, frame),
        facts: SummaryList::new(facts(view, model)).compact(),
        raised,
        tables: tables.into_iter().flatten().collect(),
    }
}

fn table(caption: &'static str, head: &[&'static str], rows: Vec<Vec<Cell>>) -> Option<Table> {
    (!rows.is_empty()).then(|| Table::new(caption, head.iter().copied(), rows).rows_named().dense())
}

fn facts(view: &OrderView, model: &OrderTab) -> Vec<SummaryRow> {
    let (record, today) = (&view.record, model.glance.today);
    let order = &record.order;
    let mut rows = vec![
        SummaryRow::new("Made on", words::day(order.made)),
        SummaryRow::new(
            "Ends on",
            format!("{} ({})", words::day(order.ends), words::near(order.ends, today)),
        ),
    ];
    rows.extend(
        record.operational_ends.map(|day| SummaryRow::new("Operational period ends on", words::day(day))),
    );
    rows.extend(order.ended.map(|day| {
        let how = record.course.end().map(|(_, end)| format!(" ({end})")).unwrap_or_default();
        SummaryRow::new("Ended on", format!("{}{how}", words::day(day)))
    }));
    rows.extend(order.court.iter().map(|court| SummaryRow::new("Court", court.to_string())));
    rows.extend(order.offence.iter().map(|offence| SummaryRow::new("Made for", offence.to_string())));
    rows.push(SummaryRow::new("Held by", model.names.agency(order.holder)));
    let allocated = record.course.owner().account;
    rows.extend(allocated.map(|account| SummaryRow::new("Allocated to", model.names.account(account))));
    rows.push(SummaryRow::new("Stands at", record.course.stage().words()));
    rows
}

/// What may be done with an order, by its holder: the usual next steps as buttons, the others one click further.
fn steps(view: &OrderView) -> (Vec<Button>, Option<Details>) {
    let (record, id) = (&view.record, view.record.order.id);
    let may = |action| view.may.contains(&action);
    let (mut next, mut more) = (Vec::new(), Vec::new());
    for step in record.course.stage().moves() {
        let (allowed, usual) = match step {
            OrderMove::Allocate => (may(Action::AllocateOrder), record.course.owner().account.is_none()),
            OrderMove::Vary => (may(Action::VaryOrder), false),
            OrderMove::Transfer => (may(Action::TransferOrder), false),
            OrderMove::End => (may(Action::EndOrder), false),
            OrderMove::Serve => (may(Action::CarryOutOrder) && !copies_owed(view).is_empty(), true),
            OrderMove::Suspend => (may(Action::CarryOutOrder), false),
            _ => (may(Action::CarryOutOrder), true),
        };
        if allowed {
            let href = if step == OrderMove::End {
                paths::order_end(id)
            } else {
                paths::with_query(&paths::order_step(id), &[("step", step.code())])
            };
            if usual { next.push((step.words(), href)) } else { more.push((step.words(), href)) }
        }
    }
    let open = record.course.stage() != domain::order_course::OrderStage::Ended;
    let others = [
        (open && may(Action::RecordFailure), "Record a failure to comply", paths::order_failure(id)),
        (open && may(Action::SetLead), "Set who leads", paths::order_lead(id)),
        (open && may(Action::RaiseCadence), "Change how often the parties meet", paths::order_cadence(id)),
        (open && may(Action::EndOrder), "Tell agencies of the end", paths::order_tell(id)),
        (open && may(Action::CarryOutOrder), "Check a scheme", paths::order_scheme(id)),
        (may(Action::EndOrder), "Record an outcome", paths::order_outcome(id)),
        (
            may(Action::EndOrder) || record.handover.is_some(),
            "What the person keeps",
            paths::order_handover(id),
        ),
    ];
    more.extend(others.into_iter().filter(|(yes, _, _)| *yes).map(|(_, words, href)| (words, href)));
    let links = more.iter().map(|(words, href)| Html::link(href, words));
    let links = Html::join(links, "<br>");
    let more = (!more.is_empty()).then(|| Details::new("More steps", links));
    (next.into_iter().map(|(words, href)| Button::link(words, href).secondary()).collect(), more)
}

fn copies_owed(view: &OrderView) -> Vec<domain::order_course::Recipient> {
    let provider = view.record.requirements.iter().any(|one| one.provider.is_some());
    view.record.course.copies_owed(provider)
}

fn acknowledge(view: &OrderView, frame: &Frame) -> Option<Acknowledge> {
    let own = view.notices.iter().find(|one| one.own && one.notice.acknowledged.is_none())?;
    Some(Acknowledge {
        action: paths::order_acknowledge(view.record.order.id),
        csrf: frame.csrf_field(),
        words: format!(
            "Probation’s part ends on {}. Afterwards turn to: {}.",
            words::day(own.notice.ends),
            own.notice.contact
        ),
        button: Button::submit("We know that probation’s part ends"),
    })
}

fn requirement(
    one: &Requirement,
    kept: &RequirementRecord,
    order: OrderId,
    may_carry: bool,
    model: &OrderTab,
) -> Vec<Cell> {
    let bar = LimitBar { words: order_words::done(one).into(), ..LimitBar::progress(one.done, one.amount) };
    let state = kept.provider.map_or_else(
        || kept.course.state().words().to_owned(),
        |provider| format!("{}, {}", kept.course.state(), model.names.agency(provider)),
    );
    let name = if may_carry && !kept.course.state().is_over() {
        let id = one.id.to_string();
        let href = paths::with_query(&paths::order_requirement(order), &[("requirement", &id)]);
        Html::link(&href, &one.name)
    } else {
        Html::text(&one.name)
    };
    vec![
        name.into(),
        one.kind.clone().into(),
        order_words::amount(one).into(),
        Html::of(&bar).into(),
        state.into(),
        since(one.began, "Not yet").into(),
        since(one.ended, "–").into(),
    ]
}

fn lead(line: &LeadLine) -> Vec<Cell> {
    let text = |text: Option<String>| text.unwrap_or_else(|| "–".to_owned());
    vec![
        line.activity.words().into(),
        line.body.clone().into(),
        text(line.account.clone()).into(),
        text(line.lead.reason.as_ref().map(ToString::to_string)).into(),
    ]
}

fn due(line: &DutyLine, today: Date) -> Vec<Cell> {
    let late = if line.duty.is_overdue(today) { ", overdue" } else { "" };
    vec![
        format!("{} ({}{late})", words::day(line.duty.due), words::near(line.duty.due, today)).into(),
        line.duty.kind.words().into(),
        line.owner.clone().into(),
        line.duty.why.as_ref().map_or_else(|| "–".to_owned(), ToString::to_string).into(),
    ]
}

fn failure(one: &Failure, model: &OrderTab) -> Vec<Cell> {
    let failed = &one.failed;
    vec![
        Cell::html(Html::link(&paths::failure(failed.id), &words::day(failed.day))).classed("tc-nowrap"),
        failed.what.to_string().into(),
        failed.offered.as_ref().map_or_else(|| "None".to_owned(), ToString::to_string).into(),
        model.names.agency(failed.source.agency).into(),
        Html::of(&failures::state_tag(one.state())).into(),
    ]
}

fn notice(line: &NoticeLine) -> Vec<Cell> {
    vec![
        line.agency.clone().into(),
        words::day(line.notice.told).into(),
        words::day(line.notice.ends).into(),
        line.notice.contact.to_string().into(),
        since(line.notice.acknowledged, "Not yet").into(),
    ]
}

fn outcome(one: &Outcome) -> Vec<Cell> {
    let found = one.score.map_or_else(|| one.answer.words().to_owned(), |score| score.to_string());
    vec![one.kind.words().into(), found.into(), words::day(one.day).into()]
}

fn since(day: Option<Date>, otherwise: &'static str) -> String {
    day.map_or_else(|| otherwise.to_owned(), words::day)
}
