//! Why one can or cannot see a section of a person's record, and whom to ask.

use crate::{
    answer::{Answer, Id, WebCx},
    form::{Asked, Check, Query, Typed},
    kit::{BackLink, Button, Cell, Frame, Html, Select, SelectItem, Table, Tag, Tone},
    pages::agreements::{grant_terms, granted_under, level_tag},
    paths,
};
use app::agreements::{self, AskWhy, Why, WhyLine};
use askama::Template;
use domain::{
    agreement::words::{capital, joined},
    ids::PersonId,
    section::{Purpose, Section},
};
use gate::Action;

/// Which section, and for which purpose.
pub(crate) struct Which {
    pub(crate) section: Section,
    pub(crate) purpose: Option<Purpose>,
}

impl Asked for Which {
    const KNOWN: &'static [&'static str] = &["section", "purpose"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        read(typed, check)
    }
}

/// What an address asks for: of identity, for what the viewer works with people, unless it says.
pub(crate) fn read(typed: &Typed, check: &mut Check) -> Which {
    let section = match typed.get("section") {
        "" => None,
        code => check.code("section", code, Section::from_code, "Choose a section of the list"),
    };
    let purpose = match typed.get("purpose") {
        "" => None,
        code => check.code("purpose", code, Purpose::from_code, "Choose a purpose of the list"),
    };
    Which { section: section.unwrap_or(Section::Identity), purpose }
}

/// What is asked of the use-case: about oneself.
pub(crate) fn ask(person: PersonId, which: &Which) -> AskWhy {
    AskWhy { viewer: None, person: person.to_string(), section: which.section, purpose: which.purpose }
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/person/why.html")]
struct WhyPage {
    frame: Frame,
    action: String,
    fields: Vec<Select>,
    show: Button,
    relations: String,
    table: Table,
}

fn row(line: &WhyLine, linked: bool) -> Vec<Cell> {
    let holders = joined(line.holders.iter().cloned(), "and");
    match &line.answer {
        Ok(granted) => vec![
            holders.into(),
            Html::of(&level_tag(Some(granted.level))).into(),
            format!("{}.", grant_terms(granted)).into(),
            granted_under(granted, linked).into(),
        ],
        Err(reason) => vec![
            holders.into(),
            Html::of(&Tag::new("Nothing", Tone::Withheld)).into(),
            format!("{}. Ask {}.", capital(reason.words()), joined(line.holders.iter().cloned(), "or"))
                .into(),
            "–".into(),
        ],
    }
}

fn page(cx: &WebCx, why: &Why) -> WhyPage {
    let sections = Section::ALL.iter().map(|one| SelectItem::new(one.code(), one.words()));
    let purposes = Purpose::ALL.iter().map(|one| SelectItem::new(one.code(), capital(one.words())));
    let relations = if why.relations.is_empty() {
        "Nothing relates you to this person now.".to_owned()
    } else {
        let said = joined(why.relations.iter().map(|one| one.words().to_owned()), "and");
        format!("For the agreements this is a person {said}.")
    };
    let linked = cx.may(Action::SeeAgreements);
    let head = ["Records of", "You see", "Because", "Under"];
    let mut frame = cx.frame(format!("Why you see this, or not: {}", why.section.words().to_lowercase()));
    frame.back = Some(BackLink::to(paths::person_sharing(why.person)));
    WhyPage {
        frame,
        action: paths::person_why(why.person),
        fields: vec![
            Select { value: why.section.code().into(), ..Select::new("section", "Section", sections) },
            Select { value: why.purpose.code().into(), ..Select::new("purpose", "What for", purposes) },
        ],
        show: Button::submit("Show").secondary(),
        relations,
        table: Table::new("Why you see it, or not", head, why.lines.iter().map(|line| row(line, linked)))
            .caption_hidden()
            .rows_named()
            .dense(),
    }
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(which): Query<Which>) -> Answer {
    let why = agreements::explain(cx.app(), cx.viewer(), ask(person, &which)).await?;
    cx.show(&page(&cx, &why))
}
