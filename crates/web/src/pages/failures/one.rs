//! One failure: what happened, who said so, what was decided, which warnings count until when, and what may be done next.

use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    kit::{
        BackLink, Button, Card, Cell, Frame, Html, InsetText, PersonBar, SummaryList, SummaryRow, Table, Tag,
        Tone,
    },
    pages::person::bar,
    paths, words,
};
use app::enforcement::{FailureView, OpenedFailure, StepLine};
use askama::Template;
use domain::{
    failure::{FailureFact, FailureState},
    ids::FailureId,
};
use jiff::tz::TimeZone;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/failures/one.html")]
struct OnePage {
    frame: Frame,
    bar: PersonBar,
    state: Tag,
    window: InsetText,
    buttons: Vec<Button>,
    facts: Card,
    history: Option<Table>,
    all: Table,
}

/// Where a failure stands.
pub(crate) fn state_tag(state: FailureState) -> Tag {
    let tone = match state {
        FailureState::Undecided | FailureState::Waiting => Tone::Soon,
        FailureState::Unacceptable | FailureState::Referred | FailureState::Begun => Tone::Late,
        FailureState::Warned => Tone::Active,
        FailureState::Acceptable
        | FailureState::NotPursued
        | FailureState::Heard
        | FailureState::Withdrawn => Tone::Quiet,
    };
    Tag::new(state.words(), tone)
}

/// What warnings of the same order mean for this failure, in plain words.
fn window(view: &FailureView) -> String {
    match view.window.because {
        Some((given, last)) => format!(
            "A warning was given on this order on {}. It counts until {}. This failure, on {}, lies within those twelve months: if it is unacceptable it must be referred to the enforcement officer.",
            words::day(given),
            words::day(last),
            words::day(view.failure.failed.day)
        ),
        None => format!(
            "No warning on this order counts on {}. If this failure is unacceptable you choose: give a warning, or refer it, with your reason. Warnings on other orders do not count.",
            words::day(view.failure.failed.day)
        ),
    }
}

fn said(fact: &FailureFact) -> String {
    match fact {
        FailureFact::Awaited => "Waits for evidence".to_owned(),
        FailureFact::Accepted(said) => format!("Acceptable: {said}"),
        FailureFact::Rejected(said) => format!("Unacceptable: {said}"),
        FailureFact::Warned(given) => {
            format!("Warning given. {} {} {}", given.circumstances, given.unacceptable, given.liability)
        }
        FailureFact::Referred(said) => format!("Referred for enforcement: {said}"),
        FailureFact::Voided(said) => format!("Late evidence accepted; any warning for this is void: {said}"),
        FailureFact::Begun => "Breach proceedings begun".to_owned(),
        FailureFact::Dropped(said) => format!("Not taken to court: {said}"),
        FailureFact::Heard(found, said) => {
            let more = said.as_ref().map(|said| format!(": {said}")).unwrap_or_default();
            format!("Heard: {found}{more}")
        }
        FailureFact::Withdrawn(said) => format!("Withdrawn, because the record was corrected: {said}"),
        FailureFact::Restored(said) => format!("To be decided again, because the record was right: {said}"),
    }
}

fn step(line: &StepLine, zone: &TimeZone) -> Vec<Cell> {
    vec![
        Cell::unbroken(words::day(line.day)),
        said(&line.fact).into(),
        format!("{}, {}", line.by, words::moment(line.stamp.at, zone)).into(),
    ]
}

fn row(view: &FailureView) -> Vec<Cell> {
    let failed = &view.failure.failed;
    let warned = view.failure.warning().map(|(day, _)| {
        let void = if view.failure.counting_warning().is_none() { " (void)" } else { "" };
        format!("{}{void}", words::day(day))
    });
    vec![
        Cell::html(Html::link(&paths::failure(failed.id), &words::day(failed.day))).classed("tc-nowrap"),
        failed.what.to_string().into(),
        view.source.clone().into(),
        Html::of(&state_tag(view.failure.state())).into(),
        warned.unwrap_or_else(|| "–".to_owned()).into(),
    ]
}

fn facts(model: &OpenedFailure, zone: &TimeZone) -> Html {
    let view = &model.this;
    let failed = &view.failure.failed;
    let mut rows = vec![
        SummaryRow::new("Day", words::day(failed.day)),
        SummaryRow::new("What", failed.what.to_string()),
        SummaryRow::new(
            "Recorded by",
            format!("{}, {}, {}", view.by, view.source, words::moment(failed.source.at, zone)),
        ),
        SummaryRow::new(
            "Reason offered",
            failed.offered.as_ref().map_or_else(|| "None".to_owned(), ToString::to_string),
        ),
        SummaryRow::new("Evidence by", words::day(model.evidence_by)),
        SummaryRow::new("Breach begun by, if unacceptable", words::day(model.breach_by)),
    ];
    if let Some(hours) = view.failure.hours_to_decide() {
        rows.push(SummaryRow::new("Time to decide", words::count(hours.unsigned_abs(), "hour", "hours")));
    }
    rows.extend(model.order.as_ref().map(|order| {
        let said = format!("{}, made {}", order.kind, words::day(order.made));
        SummaryRow::html("Order", Html::link(&paths::person_order(order.person), &said))
    }));
    Html::of(&SummaryList::new(rows).compact())
}

fn page(mut frame: Frame, model: &OpenedFailure, zone: &TimeZone) -> OnePage {
    let (view, glance) = (&model.this, &model.glance);
    frame.back = Some(BackLink::to(paths::person_order(model.person.person)));
    let id = view.failure.failed.id;
    let buttons = model
        .moves
        .iter()
        .enumerate()
        .map(|(place, step)| {
            let href = paths::with_query(&paths::failure_step(id), &[("step", step.code())]);
            let button = Button::link(step.words(), frame.onward(&href));
            if place == 0 { button } else { button.secondary() }
        })
        .collect();
    let history: Vec<Vec<Cell>> = view.steps.iter().map(|line| step(line, zone)).collect();
    let all = model.all.iter().map(row).collect::<Vec<_>>();
    OnePage {
        bar: bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks),
        state: state_tag(view.failure.state()),
        window: InsetText::new(window(view)),
        buttons,
        facts: Card::new("What happened", facts(model, zone)),
        history: (!history.is_empty())
            .then(|| Table::new("What was decided", ["Day", "What", "By"], history).dense()),
        all: Table::new(
            "All failures and warnings of this order",
            ["Day", "What", "Recorded by", "State", "Warning given"],
            all,
        )
        .dense(),
        frame,
    }
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(id): Id<FailureId>, Query(()): Query<()>) -> Answer {
    let model = app::enforcement::failure(cx.app(), cx.viewer(), id).await?;
    let frame = cx.frame(format!("Failure to comply: {}", model.person.called()));
    cx.show(&page(frame, &model, cx.app().london()))
}
