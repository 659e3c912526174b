//! Emergency access as whoever reviews it reads it, and as whoever opened it does.
//!
//! The reviewer is told who opened what, when and why, and what was read: not about whom.

use super::in_words;
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Asked, Check, Cursor, Errors, Query, Typed, past},
    kit::{
        BackLink, Button, Card, Cell, Duties, Duty, Html, PageLink, Pagination, SummaryList, SummaryRow,
        Table, Tag, Tone,
    },
    pages::{
        person::bar,
        plain_form::{Again, PlainForm, options},
        screening::shown::ShownPage,
    },
    paths, words,
    words::Said,
};
use app::{
    Refusal,
    openings::{self, EmergencyLine, EmergencyList, EmergencyView, ReviewEmergency},
    ports::Place,
};
use domain::{ids::OpeningId, opening::ReviewOutcome};
use jiff::{civil::Date, tz::TimeZone};

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

fn review_tag(line: &EmergencyLine, today: Date) -> Tag {
    match &line.one.1 {
        Some(review) if review.outcome == ReviewOutcome::Justified => {
            Tag::new(review.outcome.words(), Tone::Good)
        }
        Some(review) => Tag::new(review.outcome.words(), Tone::Late),
        None if line.due < today => Tag::new("Review overdue", Tone::Late),
        None => Tag::new("Waits for review", Tone::Soon),
    }
}

fn row(line: &EmergencyLine, today: Date, zone: &TimeZone) -> Vec<Cell> {
    let one = &line.one.0;
    let when = words::moment(one.from, zone);
    vec![
        Html::link(&paths::emergency(one.id), &when).into(),
        line.by.clone().into(),
        line.agency.clone().into(),
        one.reason.map_or("–", |reason| reason.words()).into(),
        words::day(line.due).into(),
        Html::of(&review_tag(line, today)).into(),
    ]
}

/// The list.
pub(crate) async fn get(cx: WebCx, Query(from): Query<From>) -> Answer {
    let model = openings::emergencies(cx.app(), cx.viewer(), false, from.before).await?;
    let rows = model.lines.iter().map(|line| row(line, model.today, cx.app().london()));
    let head = ["Opened", "By", "Agency", "Why", "Review due", "Review"];
    let table = Table::new("Emergency access, the latest first", head, rows).caption_hidden().dense();
    let next = model.next.map(|place| PageLink {
        text: "Earlier".into(),
        ..PageLink::to(paths::with_query(paths::EMERGENCIES, &[("cursor", &past(place))]))
    });
    let paging = Pagination { next, ..Pagination::default() };
    let body = if model.lines.is_empty() {
        Html::paragraphs("Nobody has opened a record in an emergency.")
    } else {
        Html::join([Html::of(&table), Html::of(&paging)], "")
    };
    let frame = cx.frame("Emergency access");
    cx.show(&ShownPage { bar: None, parts: None, heading: "Emergency access".into(), body, frame })
}

/// What waits for a review, on the desk of whoever reviews.
pub(crate) fn to_review_card(list: &EmergencyList) -> Option<Card> {
    if list.lines.is_empty() {
        return None;
    }
    let items = list.lines.iter().map(|line| Duty {
        date: words::day(line.due).into(),
        datetime: line.due.to_string().into(),
        what: "Review emergency access".into(),
        href: paths::emergency_review(line.one.0.id).into(),
        whom: format!("{}, {}", line.by, line.agency).into(),
        whom_href: paths::emergency(line.one.0.id).into(),
        why: format!("the review is due {}", words::near(line.due, list.today)).into(),
        tag: Some(review_tag(line, list.today)),
    });
    Some(Card {
        id: "emergencies".into(),
        count: Some(list.lines.len()),
        classes: "tc-card--wide".into(),
        ..Card::new("Emergency access", Html::of(&Duties { items: items.collect() }))
    })
}

fn facts(cx: &WebCx, model: &EmergencyView) -> Html {
    let (one, review) = &model.line.one;
    let moment = |at| words::moment(at, cx.app().london());
    let mut rows = vec![
        SummaryRow::new("Opened by", format!("{}, {}", model.line.by, model.line.agency)),
        SummaryRow::new("From", moment(one.from)),
        SummaryRow::new(if model.open { "Open until" } else { "Ended" }, moment(one.ends())),
        SummaryRow::new("Why", one.reason.map_or("–", |reason| reason.words())),
        SummaryRow::new("In words", one.words.as_ref().map_or_else(|| "–".to_owned(), ToString::to_string)),
        SummaryRow::new("Opened", in_words(&one.sections)),
        SummaryRow::new("Shown while it was open", in_words(&model.read)),
        SummaryRow::new("Review due", words::day(model.line.due)),
    ];
    if let Some(review) = review {
        let by = format!("{}, {}", model.names.account(review.stamp.by), moment(review.stamp.at));
        rows.push(SummaryRow::new("Review", review.outcome.words()));
        rows.push(SummaryRow::new("Why", review.words.to_string()));
        rows.push(SummaryRow::new("Reviewed by", by));
    }
    Html::of(&SummaryList::new(rows))
}

/// One emergency.
pub(crate) async fn get_one(cx: WebCx, Id(id): Id<OpeningId>, Query(()): Query<()>) -> Answer {
    let model = openings::emergency(cx.app(), cx.viewer(), id).await?;
    let mut frame = cx.frame("Emergency access");
    let back = model
        .person
        .as_ref()
        .map_or_else(|| paths::EMERGENCIES.to_owned(), |(person, _)| paths::person_openings(person.person));
    frame.back = Some(BackLink::to(back));
    let mut pieces = vec![facts(&cx, &model)];
    if model.may_end {
        let end = format!(
            "<form action=\"{}\" method=\"post\">{}{}</form>",
            paths::emergency(id),
            frame.csrf_field(),
            Html::of(&Button::submit("End it now"))
        );
        pieces.push(Html::markup(end));
    }
    if model.may_review {
        pieces.push(Html::of(&Button::link("Review it", paths::emergency_review(id))));
    }
    let bar = model
        .person
        .as_ref()
        .map(|(person, glance)| bar::linked_bar(person, glance.today, glance.order.as_ref(), &glance.risks));
    let body = Html::join(pieces, "\n");
    cx.show(&ShownPage { bar, parts: None, heading: "Emergency access".into(), body, frame })
}

/// Ends it.
pub(crate) async fn post_end(cx: WebCx, Id(id): Id<OpeningId>, _typed: Typed) -> Answer {
    openings::end_emergency(cx.app(), cx.viewer(), id).await?;
    cx.go_saying(paths::MY_WORK, Said::EmergencyEnded)
}

fn page(cx: &WebCx, model: &EmergencyView, typed: &Typed, errors: &Errors) -> PlainForm {
    let id = model.line.one.0.id;
    let mut frame = cx.form_frame("Review emergency access", errors, &[]);
    frame.back = Some(BackLink::to(paths::emergency(id)));
    let again = Again { typed, errors };
    PlainForm {
        bar: None,
        intro: facts(cx, model),
        action: paths::emergency_review(id),
        hidden: frame.csrf_field(),
        fields: vec![
            again.radios("outcome", "What do you find?", options!(ReviewOutcome)),
            again.line("words", "Why?", "Whoever opened the record reads it.", "govuk-!-width-full"),
        ],
        send: Button::submit("Record the review"),
        frame,
    }
}

/// Shows the form; where nothing is left to review, the emergency.
pub(crate) async fn get_review(cx: WebCx, Id(id): Id<OpeningId>, Query(()): Query<()>) -> Answer {
    let model = openings::emergency(cx.app(), cx.viewer(), id).await?;
    if !model.may_review {
        return cx.go(paths::emergency(id));
    }
    let draft = cx.draft().await?.unwrap_or_default();
    cx.show(&page(&cx, &model, &draft, &Errors::none()))
}

/// Reviews it.
pub(crate) async fn post_review(cx: WebCx, Id(id): Id<OpeningId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let outcome =
        check.code("outcome", typed.get("outcome"), ReviewOutcome::from_code, "Select what you find");
    let words = check.line("words", typed.get("words"), "why");
    let done = match check.done(|| Some(ReviewEmergency { outcome: outcome?, words: words? })) {
        Ok(command) => openings::review_emergency(cx.app(), cx.viewer(), id, command).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(()) => {
            cx.forget_draft().await;
            cx.go_saying(paths::emergency(id), Said::EmergencyReviewed)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = openings::emergency(cx.app(), cx.viewer(), id).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}
