//! What the viewer sees of what other agencies recorded, under which clause; and who has looked, when, what for.

use crate::{
    form::past,
    kit::{Cell, Frame, Html, PageLink, Pagination, PersonBar, SubNavigation, Table, Tag, Text, Tone},
    pages::person::bar::{self, Part},
    paths, words,
};
use app::{
    ledger::Look,
    people::{SeenBy, Sharing},
};
use askama::Template;
use domain::agreement::words::joined;
use domain::{
    ids::PersonId,
    section::{Level, Section},
};
use jiff::tz::TimeZone;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/person/sharing.html")]
pub(crate) struct SharingPage {
    frame: Frame,
    bar: PersonBar,
    parts: SubNavigation,
    heading: Text,
    agreements: String,
    who: Html,
    matrix: Html,
    receipts: String,
    corrections: String,
    copies: String,
    seen: Table,
    looks: Table,
    paging: Pagination,
}

impl SharingPage {
    /// The page; `later` when the looks do not begin with the newest.
    pub(crate) fn of(frame: Frame, model: &Sharing, later: bool, zone: &TimeZone) -> Self {
        let person = model.person.person;
        let here = paths::person_sharing(person);
        let next = model.next.map(|place| PageLink {
            text: "Earlier".into(),
            ..PageLink::to(paths::with_query(&here, &[("cursor", &past(place))]))
        });
        let previous = later.then(|| PageLink { text: "Latest".into(), ..PageLink::to(here) });
        let looks = model.looks.iter().map(|look| look_row(look, zone));
        Self {
            bar: bar::bar(&model.person, &model.glance, Vec::new()),
            parts: bar::parts(model.person.person, Part::Sharing, &model.glance),
            heading: "Sharing".into(),
            receipts: paths::person_receipts(model.person.person),
            corrections: paths::person_corrections(model.person.person),
            copies: paths::person_access_requests(model.person.person),
            agreements: joined(model.agreements.iter().cloned(), "and"),
            who: Html::link(&paths::person_who_sees(person), "Who can see what of this record"),
            matrix: Html::link(paths::AGREEMENT_MATRIX, "What your agency may see of anybody"),
            seen: Table::new(
                "What you see of what other agencies have recorded",
                ["Section", "You see", "Because"],
                model.seen.iter().map(|seen| seen_row(person, seen)),
            )
            .caption_hidden()
            .rows_named()
            .dense(),
            looks: Table::new(
                "Who has looked at this record, the latest first",
                ["When", "Who", "Agency", "What for", "Was shown", "Stayed closed"],
                looks,
            )
            .caption_hidden()
            .dense(),
            paging: Pagination { previous, next, ..Pagination::default() },
            frame,
        }
    }
}

fn seen_row(person: PersonId, seen: &SeenBy) -> Vec<Cell> {
    let (tag, because) = match &seen.answer {
        Ok((level, title, clause)) => {
            (Tag::new(level_words(*level), Tone::Good), format!("{title}, clause {clause}"))
        }
        Err(reason) => (Tag::new("Nothing", Tone::Withheld), capital(reason.words())),
    };
    let why = paths::with_query(&paths::person_why(person), &[("section", seen.section.code())]);
    vec![seen.section.words().into(), Html::of(&tag).into(), Html::link(&why, &because).into()]
}

const fn level_words(level: Level) -> &'static str {
    match level {
        Level::Exists => "That it exists",
        Level::Signal => "A signal",
        Level::Summary => "A summary",
        Level::Full => "In full",
    }
}

fn look_row(look: &Look, zone: &TimeZone) -> Vec<Cell> {
    vec![
        words::moment(look.at, zone).into(),
        look.by.clone().into(),
        look.agency.clone().into(),
        capital(look.purpose.words()).into(),
        sections(&look.shown).into(),
        sections(&look.withheld).into(),
    ]
}

fn sections(sections: &[Section]) -> String {
    if sections.is_empty() {
        return "–".to_owned();
    }
    sections.iter().map(|section| section.words()).collect::<Vec<_>>().join(", ")
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use gate::Reason;

    #[test]
    fn a_closed_section_says_why_and_an_open_one_under_which_clause() {
        let person = PersonId(uuid::Uuid::from_u128(7));
        let open = seen_row(
            person,
            &SeenBy { section: Section::Risk, answer: Ok((Level::Summary, "Interim 1".into(), 5)) },
        );
        let last = |row: &[Cell]| row.last().map(|cell| cell.html.as_str().to_owned()).unwrap();
        assert_eq!(open.first().map(|cell| cell.text.as_str()), Some("Risk"));
        assert!(last(&open).contains("Interim 1, clause 5"), "{}", last(&open));
        assert!(last(&open).contains("/sharing/why?section=risk"), "{}", last(&open));
        let closed = seen_row(person, &SeenBy { section: Section::Treatment, answer: Err(Reason::NoClause) });
        assert!(last(&closed).contains("No agreement lets your role see this"), "{}", last(&closed));
    }
}
