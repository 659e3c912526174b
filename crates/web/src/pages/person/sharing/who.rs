//! Who can see what of one person's record: the agencies in short, and one of them line by line.

use crate::{
    answer::{Answer, Id, WebCx},
    form::{Asked, Check, Query, Typed},
    kit::{Cell, Frame, Html, PersonBar, SubNavigation, Table, Text},
    pages::{
        agreements::{grant_terms, granted_under, level_tag},
        person::bar::{self, Part},
    },
    paths,
};
use app::people::{AgencySees, Sight, WhoSees};
use askama::Template;
use domain::{
    agreement::words::{capital, joined},
    ids::{AgencyId, PersonId},
    section::Section,
};
use gate::Action;
use std::collections::BTreeSet;

/// Which agency is shown line by line; the viewer's own unless another is asked for.
pub(crate) struct Which(Option<AgencyId>);

impl Asked for Which {
    const KNOWN: &'static [&'static str] = &["agency"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self(check.optional_id("agency", typed.get("agency"), "Choose an agency of the list"))
    }
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/person/who_sees.html")]
struct WhoPage {
    frame: Frame,
    bar: PersonBar,
    parts: SubNavigation,
    heading: Text,
    limited: bool,
    more: bool,
    agencies: Table,
    shown: Option<Shown>,
}

/// One agency line by line.
#[derive(Debug)]
struct Shown {
    name: String,
    because: String,
    sees: Option<Table>,
    hangs: Option<Table>,
    nothing: String,
}

fn sections<'a>(sights: impl IntoIterator<Item = &'a Section>) -> String {
    let known: BTreeSet<&Section> = sights.into_iter().collect();
    if known.is_empty() {
        return "–".to_owned();
    }
    known.into_iter().map(|section| section.words()).collect::<Vec<_>>().join(", ")
}

fn because(one: &AgencySees) -> String {
    if one.relations.is_empty() {
        return "Nothing relates it to the person now".to_owned();
    }
    let said = joined(one.relations.iter().map(|condition| condition.words().to_owned()), "and");
    format!("A person {said}")
}

fn short(person: PersonId, one: &AgencySees) -> Vec<Cell> {
    let id = one.agency.id.to_string();
    let here = paths::with_query(&paths::person_who_sees(person), &[("agency", &id)]);
    let seen: BTreeSet<Section> = one.sees.iter().map(|sight| sight.section).collect();
    let hangs = one.hangs.iter().map(|sight| &sight.section).filter(|section| !seen.contains(section));
    vec![
        Html::link(&here, &one.agency.name).into(),
        sections(&seen).into(),
        sections(hangs).into(),
        sections(&one.nothing).into(),
    ]
}

fn line(sight: &Sight, linked: bool) -> Vec<Cell> {
    let purposes = joined(sight.purposes.iter().map(|purpose| purpose.words().to_owned()), "and");
    let consent = if sight.granted.on_consent { " It ends with the person’s consent." } else { "" };
    vec![
        sight.section.words().into(),
        Html::of(&level_tag(Some(sight.granted.level))).into(),
        format!("{}.{consent}", grant_terms(&sight.granted)).into(),
        joined(sight.holders.iter().cloned(), "and").into(),
        capital(&purposes).into(),
        granted_under(&sight.granted, linked).into(),
    ]
}

fn lines(caption: &'static str, sights: &[Sight], linked: bool) -> Option<Table> {
    let head = ["Section", "Sees", "Who, and while what holds", "Recorded by", "What for", "Under"];
    let rows = sights.iter().map(|sight| line(sight, linked));
    (!sights.is_empty()).then(|| Table::new(caption, head, rows).caption_hidden().rows_named().dense())
}

fn page(cx: &WebCx, model: &WhoSees, which: Option<AgencyId>) -> WhoPage {
    let person = model.person.person;
    let linked = cx.may(Action::SeeAgreements);
    let asked = which.unwrap_or(cx.viewer().agency);
    let shown = model.agencies.iter().find(|one| one.agency.id == asked).or(model.agencies.first());
    let head = ["Agency", "Sees something of", "Would, if more held", "Sees nothing of"];
    let agencies = model.agencies.iter().map(|one| short(person, one));
    WhoPage {
        frame: cx.frame(format!("Who can see what: {}", model.person.called())),
        bar: bar::bar(&model.person, &model.glance, Vec::new()),
        parts: bar::parts(person, Part::Sharing, &model.glance),
        heading: "Who can see what".into(),
        limited: model.limited,
        more: model.more,
        agencies: Table::new("Agencies that you know to work with the person", head, agencies)
            .caption_hidden()
            .rows_named()
            .dense(),
        shown: shown.map(|one| Shown {
            name: one.agency.name.clone(),
            because: because(one),
            sees: lines("What it sees now", &one.sees, linked),
            hangs: lines("What it would see", &one.hangs, linked),
            nothing: sections(&one.nothing),
        }),
    }
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(Which(which)): Query<Which>) -> Answer {
    let model = app::people::who_sees(cx.app(), cx.viewer(), person).await?;
    cx.show(&page(&cx, &model, which))
}
