//! Pairs of records that may be of one person, the likeliest first.

use super::review;
use crate::{
    answer::{Answer, WebCx},
    form::{Asked, Check, Cursor, Query, Typed, cursor},
    kit::{Cell, Html, InsetText, PageLink, Pagination, Table, Tag, Tone},
    pages::{court::say::all_reasons, person::bar, screening::shown::ShownPage},
    paths, words,
};
use app::identity::{self, JoinedView, WaitingPage, WaitingView};
use domain::{identity_review::ReviewState, ids::PersonId, person::Identity};
use jiff::civil::Date;

/// Pairs on one page.
const ROWS: u32 = 20;

/// A place of the list.
pub(super) type Place = (i64, PersonId, PersonId);

/// Where the page begins.
pub(crate) struct After(Option<Place>);

impl Asked for After {
    const KNOWN: &'static [&'static str] = &["cursor"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self(check.cursor("cursor", typed.get("cursor"), read_place))
    }
}

/// A place as it stands in an address.
pub(super) fn place_in_address((weight, one, other): Place) -> String {
    cursor([weight.to_string(), one.to_string(), other.to_string()])
}

/// The same read again.
pub(super) fn read_place(cursor: &Cursor) -> Option<Place> {
    Some((cursor.part(0)?, cursor.part(1)?, cursor.part(2)?))
}

/// How likely it is, as people say it. The matcher is not sure to a thousandth, and does not say so.
pub(crate) fn likely(probability: f64) -> String {
    match probability {
        sure if sure >= 0.995 => "more than 99 in 100".to_owned(),
        unlikely if unlikely < 0.015 => "about 1 in 100".to_owned(),
        between => format!("about {:.0} in 100", between * 100.0),
    }
}

fn who(one: &Identity, today: Date) -> Html {
    let name = Html::text(&format!("{} ({})", one.legal.full(), one.reference));
    Html::join([name, Html::text(&bar::born(one, today))], "<br>")
}

/// Where a pair stands in the list.
fn place(pair: &WaitingView) -> Place {
    (pair.weight, pair.pair.first(), pair.pair.second())
}

fn row(pair: &WaitingView, today: Date) -> Vec<Cell> {
    let both = format!("{} and {}", pair.one.reference, pair.other.reference);
    let address = review::of_two(pair.one.person, pair.other.person, Some(place(pair)));
    let compare = Html::link(&address, &format!("Compare {both}"));
    vec![
        Cell::html(who(&pair.one, today)),
        Cell::html(who(&pair.other, today)),
        Cell::html(reasons(pair)),
        likely(pair.probability).into(),
        compare.into(),
    ]
}

/// What speaks for it, after who is asked where somebody has decided.
fn reasons(pair: &WaitingView) -> Html {
    let reasons = all_reasons(&pair.evidence);
    let tone = match pair.state {
        ReviewState::Second => Tone::Soon,
        ReviewState::Disagreed => Tone::Late,
        ReviewState::Open | ReviewState::Same | ReviewState::Different => return reasons,
    };
    Html::join([Html::of(&Tag::new(pair.state.words(), tone)), reasons], "<br>")
}

/// Pairs that the matcher joined, to be looked at.
fn joined(pairs: &[JoinedView], today: Date) -> Option<Html> {
    let stands = |one: &JoinedView| {
        let tag = if one.contradicted {
            Tag::new("Contradicted: somebody has to look", Tone::Late)
        } else {
            Tag::new("Joined by the matcher", Tone::Soon)
        };
        let open = one.group.map(|id| {
            let name = format!("See the records of {}", one.pair.one.reference);
            Html::link(&paths::same_person(id), &name)
        });
        Html::join(std::iter::once(Html::of(&tag)).chain(open), "<br>")
    };
    let rows: Vec<Vec<Cell>> = pairs
        .iter()
        .map(|one| {
            let mut cells = row(&one.pair, today);
            cells.push(Cell::html(stands(one)));
            cells
        })
        .collect();
    let head =
        ["One record", "Another", "What speaks for it, and against", "How likely", "Compare", "Stands"];
    (!rows.is_empty()).then(|| Html::of(&Table::new("Joined by the matcher", head, rows).dense()))
}

/// How many wait, in words.
fn waiting(page: &WaitingPage) -> String {
    if page.wait >= page.counted_to {
        return format!("At least {} pairs wait for somebody to decide.", words::thousands(page.counted_to));
    }
    match page.wait {
        0 => {
            "No two records that you may know of look like one person’s. The matcher looks again each minute."
                .to_owned()
        }
        1 => "1 pair waits for somebody to decide.".to_owned(),
        many => format!("{} pairs wait for somebody to decide.", words::thousands(many)),
    }
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Query(After(after)): Query<After>) -> Answer {
    let page = identity::waiting(cx.app(), cx.viewer(), after, ROWS).await?;
    let today = cx.app().today();
    let note = "Two records of one person are two half stories: what one agency knows, the other misses. Compare each pair and decide. \
                Nothing is changed in either record, and a decision can be taken back. Where two records contradict each other, \
                a second person decides without seeing what the first decided. How likely it is comes from names, dates of birth, \
                gender and numbers alone. The likeliest come first, since a pair that is one person’s and that nobody joins is somebody \
                whom a service may lose sight of; warnings of twins and relatives stand with each pair.";
    let head = ["One record", "Another", "What speaks for it, and against", "How likely", "Compare"];
    let rows: Vec<Vec<Cell>> = page.pairs.iter().map(|pair| row(pair, today)).collect();
    let mut pieces = vec![Html::of(&InsetText::new(note)), Html::paragraphs(&waiting(&page))];
    if !rows.is_empty() {
        pieces.push(Html::of(&Table::new("Possible duplicates", head, rows).caption_hidden().dense()));
    }
    pieces.extend(joined(&page.joined, today));
    let next = page.next.map(|place| {
        let place = place_in_address(place);
        PageLink::to(paths::with_query(paths::POSSIBLE_DUPLICATES, &[("cursor", &place)]))
    });
    let previous =
        after.map(|_| PageLink { text: "First page".into(), ..PageLink::to(paths::POSSIBLE_DUPLICATES) });
    pieces.push(Html::link(paths::REVIEWER_AGREEMENT, "How far those who decide agree"));
    pieces.push(Html::of(&Pagination { previous, next, ..Pagination::default() }));
    let mut frame = cx.frame("Possible duplicates");
    frame.back = Some(crate::kit::BackLink::to(paths::PEOPLE));
    cx.show(&ShownPage {
        bar: None,
        parts: None,
        heading: "Possible duplicates".into(),
        body: Html::join(pieces, "\n"),
        frame,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_said_to_be_certain() {
        assert_eq!(likely(1.0), "more than 99 in 100");
        assert_eq!(likely(0.97), "about 97 in 100");
        assert_eq!(likely(0.5), "about 50 in 100");
        assert_eq!(likely(0.008), "about 1 in 100");
    }

    #[test]
    fn what_is_not_counted_to_its_end_is_said_so() {
        let page = |wait| WaitingPage { pairs: vec![], joined: vec![], wait, counted_to: 1000, next: None };
        assert!(waiting(&page(0)).starts_with("No two records"));
        assert_eq!(waiting(&page(1)), "1 pair waits for somebody to decide.");
        assert_eq!(waiting(&page(12)), "12 pairs wait for somebody to decide.");
        assert_eq!(waiting(&page(1000)), "At least 1,000 pairs wait for somebody to decide.");
    }
}
