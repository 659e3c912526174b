//! What was asked, disclosed and opened about a person, and the ways to ask, disclose and open.

use super::{disclosure_tag, in_words, question_tag};
use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    kit::{BackLink, Button, Card, Cell, Html, Table, Tag, Tone},
    pages::{
        person::bar,
        screening::shown::{ShownPage, cards},
    },
    paths, words,
};
use app::openings::{self, OpeningsPart};
use domain::{ids::PersonId, opening::OpeningKind};
use gate::Action;
use jiff::tz::TimeZone;

fn buttons(model: &OpeningsPart) -> Vec<Button> {
    let person = model.person.person;
    let ways = [
        (Action::AskQuestion, "Ask a question", paths::person_ask(person)),
        (Action::DiscloseOnce, "One-off disclosure", paths::person_disclose(person)),
        (Action::OpenInEmergency, "Emergency access", paths::person_emergency(person)),
        (Action::LimitAccess, "Who may open this record", paths::person_restrictions(person)),
        (Action::WarnTeam, "Risk has risen", paths::person_warn(person)),
    ];
    ways.into_iter()
        .filter(|(action, _, _)| model.may.contains(action))
        .map(|(_, words, href)| Button::link(words, href).secondary())
        .collect()
}

fn table(title: &'static str, head: &[&'static str], rows: Vec<Vec<Cell>>, none: &'static str) -> Card {
    let count = rows.len();
    let html = if rows.is_empty() {
        Html::paragraphs(none)
    } else {
        Html::of(&Table::new(title, head.iter().copied(), rows).caption_hidden().dense())
    };
    Card { count: Some(count), ..Card::new(title, html) }
}

fn questions(model: &OpeningsPart) -> Card {
    let rows = model.questions.iter().map(|one| {
        let asked = &one.asked;
        vec![
            Html::link(&paths::question(asked.id), asked.words.as_str()).into(),
            model.names.agency(asked.from).into(),
            model.names.agency(asked.to).into(),
            words::day(asked.answer_by).into(),
            Html::of(&question_tag(one.state())).into(),
        ]
    });
    let head = ["Question", "Asked by", "Asked of", "Answer due", "State"];
    table("Questions", &head, rows.collect(), "No question was asked that you can see.")
}

fn disclosures(model: &OpeningsPart) -> Card {
    let rows = model.disclosures.iter().map(|one| {
        let said = &one.decision;
        vec![
            Html::link(&paths::disclosure(said.id), &model.names.agency(said.to)).into(),
            in_words(&said.sections).into(),
            words::day(said.until).into(),
            Html::of(&disclosure_tag(one.state())).into(),
        ]
    });
    let none = "Your agency has decided on no one-off disclosure.";
    table("One-off disclosures", &["To", "What", "Last day", "State"], rows.collect(), none)
}

fn opened(model: &OpeningsPart, zone: &TimeZone) -> Card {
    let rows = model.openings.iter().map(|line| {
        let one = &line.opening;
        let whom = one.account.map_or_else(
            || model.names.agency(one.agency),
            |account| format!("{}, {}", model.names.account(account), model.names.agency(one.agency)),
        );
        let kind = if one.kind == OpeningKind::Emergency && model.person.person == one.person {
            Html::link(&paths::emergency(one.id), one.kind.words()).into()
        } else {
            Cell::text(one.kind.words())
        };
        let tag = if line.open { Tag::new("Open", Tone::Active) } else { Tag::new("Over", Tone::Quiet) };
        vec![
            kind,
            whom.into(),
            in_words(&one.sections).into(),
            words::moment(one.from, zone).into(),
            words::moment(one.ends(), zone).into(),
            Html::of(&tag).into(),
        ]
    });
    let head = ["What opened it", "To whom", "What", "From", "Until", "State"];
    table("Opened for a while", &head, rows.collect(), "Nothing was opened to your agency or by it.")
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = openings::openings(cx.app(), cx.viewer(), person).await?;
    let mut frame = cx.frame(format!("Questions and openings: {}", model.person.called()));
    frame.back = Some(BackLink::to(paths::person(person)));
    let ways = Html::join(buttons(&model).iter().map(Html::of), "\n");
    let lists = cards([questions(&model), disclosures(&model), opened(&model, cx.app().london())]);
    let glance = &model.glance;
    cx.show(&ShownPage {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        parts: None,
        heading: "Questions and openings".into(),
        body: Html::join([ways, lists], "\n"),
        frame,
    })
}
