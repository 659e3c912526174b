//! The page for staff: day by day, who looked, what for, what they saw, under which agreement and until when.

use crate::{
    answer::{Answer, Id, WebCx},
    form::{Asked, Check, Cursor, Query, Typed, past},
    kit::{BackLink, Button, Cell, Html, InsetText, PageLink, Pagination, Table},
    pages::{person::bar, screening::shown::ShownPage},
    paper::receipt::{mistaken, sending},
    paths, words,
};
use app::{
    ports::Place,
    receipts::{Day, Receipts, Told, Under, receipts},
};
use domain::{ids::PersonId, mistake::Mistake, receipt};
use jiff::civil::Date;

/// Where the list begins.
pub(crate) struct From {
    before: Option<Place>,
}

impl Asked for From {
    const KNOWN: &'static [&'static str] = &["cursor"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self { before: check.cursor("cursor", typed.get("cursor"), Cursor::place) }
    }
}

/// The words that stand on every receipt, whether anything was left out or not.
pub(super) const ALWAYS: &str = "A receipt does not list everything. Looks that could put somebody at risk if they were known are \
    left out, and so are agencies that yours does not know of. These words stand on every receipt.";

/// "Interim 1, version 1: looked at again by Tue 1 Jan 2030".
fn under(one: &Under) -> String {
    match one.last {
        Some(last) => format!("{}: until {}", one.title, words::day(last)),
        None => format!("{}: looked at again by {}", one.title, words::day(one.review)),
    }
}

fn row(day: Date, told: &Told) -> Vec<Cell> {
    let shown: Vec<&str> = told.shown.iter().map(|section| section.words()).collect();
    let rests: Vec<String> = told.under.iter().map(under).collect();
    vec![
        Cell::unbroken(words::day(day)),
        told.agency.clone().into(),
        format!("To {}", receipt::why_in_plain_words(told.purpose)).into(),
        shown.join(", ").into(),
        words::count(u64::from(told.looks), "time", "times").into(),
        rests.join("; ").into(),
    ]
}

fn looks(days: &[Day]) -> Html {
    if days.is_empty() {
        return Html::literal("<p class=\"govuk-body\">Nothing is told for these days.</p>");
    }
    let rows = days.iter().flat_map(|one| one.told.iter().map(|told| row(one.day, told)));
    let head = ["Day", "Agency", "What for", "What they saw", "How often", "Agreement, and until when"];
    Html::of(&Table::new("Who has looked", head, rows).dense())
}

fn sent(model: &Receipts) -> Html {
    if model.sent.is_empty() {
        return Html::literal("<p class=\"govuk-body\">Nothing was sent that is told here.</p>");
    }
    let rows = model.sent.iter().map(|one| {
        vec![Cell::unbroken(words::day(one.day)), one.sent_as.words().into(), sending(one).into()]
    });
    Html::of(&Table::new("What was sent", ["Day", "What", "In the letter"], rows).dense())
}

fn mistakes(told: &[Mistake]) -> Html {
    if told.is_empty() {
        return Html::default();
    }
    let rows = told.iter().map(|one| vec![Cell::unbroken(words::day(one.happened)), mistaken(one).into()]);
    Html::of(&Table::new("What went to somebody by mistake", ["Day", "What"], rows).dense())
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(from): Query<From>) -> Answer {
    let model = receipts(cx.app(), cx.viewer(), person, from.before).await?;
    let told = app::mistakes::told_to(cx.app(), cx.viewer(), person).await?;
    let mut frame = cx.frame(format!("Receipts: {}", model.person.called()));
    frame.back = Some(BackLink { text: "Sharing".into(), ..BackLink::to(paths::person_sharing(person)) });
    let here = paths::person_receipts(person);
    let next = model.next.map(|place| PageLink {
        text: "Earlier".into(),
        ..PageLink::to(paths::with_query(&here, &[("cursor", &past(place))]))
    });
    let previous =
        from.before.is_some().then(|| PageLink { text: "Latest".into(), ..PageLink::to(here.clone()) });
    let buttons = Html::join(
        [
            Html::literal("<div class=\"tc-steps\">"),
            Html::of(&Button::link("Print the letter", paths::person_receipt_letter(person))),
            Html::of(
                &Button::link("Print the easy-read sheet", paths::person_receipt_easy(person)).secondary(),
            ),
            Html::literal("</div>"),
        ],
        "",
    );
    let glance = &model.glance;
    let report = paths::with_query(paths::MISTAKE_NEW, &[("person", &person.to_string())]);
    let report = Html::of(&Button::link("Report a mistaken disclosure of this record", report).secondary());
    let body = Html::join(
        [
            Html::of(&InsetText::new(ALWAYS)),
            buttons,
            looks(&model.days),
            Html::of(&Pagination { previous, next, ..Pagination::default() }),
            sent(&model),
            mistakes(&told),
            report,
        ],
        "\n",
    );
    cx.show(&ShownPage {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        parts: None,
        heading: "Who has seen this record".into(),
        body,
        frame,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_row_says_until_when_and_never_whose_staff() {
        let review = date(2030, 1, 1);
        let open = Under { title: "Interim 1, version 1".into(), last: None, review };
        assert_eq!(under(&open), "Interim 1, version 1: looked at again by Tue 1 Jan 2030");
        let ended = Under { last: Some(date(2027, 5, 31)), ..open };
        assert_eq!(under(&ended), "Interim 1, version 1: until Mon 31 May 2027");
    }
}
