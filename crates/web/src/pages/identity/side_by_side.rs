//! Two records beside each other, differences marked, with what was decided about the two.

use super::{review, waiting::likely, weighed};
use crate::{
    kit::{Card, Cell, Html, Table, Tag, Tone, WarningText},
    pages::{court::say::all_reasons, person::bar},
    paths, words,
};
use app::identity::{IdentityReviewView, LikeView};
use domain::{
    hearing::folded,
    identity_review::ReviewState,
    person::{Contact, IdentifierKind, Identity, Name},
};
use jiff::tz::TimeZone;

/// How two records stand, as a tag.
fn state(state: ReviewState) -> Tag {
    let tone = match state {
        ReviewState::Open | ReviewState::Second => Tone::Soon,
        ReviewState::Disagreed => Tone::Late,
        ReviewState::Same => Tone::Good,
        ReviewState::Different => Tone::Quiet,
    };
    Tag::new(state.words(), tone)
}

/// What there is to compare of one record: each by its name.
fn points(identity: &Identity, contacts: &[Contact]) -> Vec<(&'static str, String)> {
    let joined = |all: Vec<String>| all.join("; ");
    let names = identity.aliases.iter().map(Name::full);
    let others = names.chain(identity.known_as.iter().map(ToString::to_string)).collect();
    let mut points = vec![
        ("Name", identity.legal.full()),
        ("Other names", joined(others)),
        ("Date of birth", identity.born.map(|day| day.strftime("%-d %b %Y").to_string()).unwrap_or_default()),
        ("Gender", identity.gender.to_string()),
    ];
    for kind in IdentifierKind::ALL {
        let numbers = identity.identifiers.iter().filter(|one| one.kind == *kind);
        points.push((kind.words(), joined(numbers.map(|one| bar::shown(one).to_owned()).collect())));
    }
    let addresses = contacts.iter().filter_map(|one| one.address.as_ref().map(ToString::to_string));
    points.push(("Address", joined(addresses.collect())));
    points.push(("Postcode", joined(contacts.iter().filter_map(|one| one.postcode.clone()).collect())));
    let telephones = contacts.iter().filter_map(|one| one.telephone.as_ref().map(ToString::to_string));
    points.push(("Telephone", joined(telephones.collect())));
    let mails = contacts.iter().filter_map(|one| one.email.as_ref().map(ToString::to_string));
    points.push(("Email", joined(mails.collect())));
    points
}

/// How two values stand to each other, in a word that needs no colour.
fn mark(one: &str, other: &str) -> Option<Tag> {
    match (one.is_empty(), other.is_empty()) {
        (false, false) if differs(one, other) => Some(Tag::new("Differs", Tone::Late)),
        (false, false) => Some(Tag::new("Same", Tone::Good)),
        (false, true) => Some(Tag::new("Not recorded", Tone::Quiet)),
        (true, false) => Some(Tag::new("Here only", Tone::Quiet)),
        (true, true) => None,
    }
}

fn differs(one: &str, other: &str) -> bool {
    let sorted = |text: &str| {
        let mut words = folded(text);
        words.sort_unstable();
        words
    };
    sorted(one) != sorted(other)
}

/// One that is like the person, beside their own record: alone on the page, with how the two weigh, or among others.
pub(super) fn card(view: &IdentityReviewView, like: &LikeView, zone: &TimeZone, alone: bool) -> Card {
    let who = format!("{} ({})", like.identity.called(), like.identity.reference);
    let mine = points(&view.person, &view.contacts);
    let theirs = points(&like.identity, &like.contacts);
    let mut rows: Vec<Vec<Cell>> = mine
        .into_iter()
        .zip(theirs)
        .filter(|((_, mine), (_, theirs))| !mine.is_empty() || !theirs.is_empty())
        .map(|((what, mine), (_, theirs))| {
            let mark = mark(&mine, &theirs).map(|tag| Html::of(&tag));
            let marked = Html::join([Html::text(&theirs)].into_iter().chain(mark), " ");
            vec![what.into(), mine.into(), Cell::html(marked)]
        })
        .collect();
    if !like.known_to.is_empty() {
        rows.push(vec!["Works with".into(), "".into(), like.known_to.join(", ").into()]);
    }
    let reasons =
        if like.evidence.is_empty() { Html::text("Nothing any more") } else { all_reasons(&like.evidence) };
    rows.push(vec!["What speaks for it, and against".into(), "".into(), Cell::html(reasons)]);
    let head = ["What", "This record", "The other record"];
    let table =
        Table::new(format!("This record beside {who}"), head, rows).caption_hidden().rows_named().dense();
    let open = Html::link(&paths::person(like.identity.person), "Open the record");
    let top = Html::join([Html::of(&state(like.review.state())), open], " ");
    let mut pieces = vec![top];
    pieces.extend(asked(like.review.state()).map(Html::paragraphs));
    pieces.extend(like.cautions.iter().map(|caution| Html::of(&WarningText::new(format!("{caution}.")))));
    pieces.push(Html::of(&table));
    if let Some(weighing) = &like.weighing {
        pieces.push(if alone {
            weighed::details(weighing, &who)
        } else {
            let chance = likely(weighing.probability);
            let why = format!("Weigh {who}: among pairs like this, {chance} are one person");
            Html::link(&review::of_two(view.person.person, like.identity.person, None), &why)
        });
    }
    pieces.extend(decisions(view, like, zone));
    Card::new(who, Html::join(pieces, "\n"))
}

/// Whom a pair waits for that one person alone does not settle.
const fn asked(state: ReviewState) -> Option<&'static str> {
    match state {
        ReviewState::Second => Some(
            "A second person is asked to look, since the two records contradict each other; they decide without seeing what \
             the first decided.",
        ),
        ReviewState::Disagreed => {
            Some("Two people decided differently. Somebody who is neither of them settles it.")
        }
        ReviewState::Open | ReviewState::Same | ReviewState::Different => None,
    }
}

fn decisions(view: &IdentityReviewView, like: &LikeView, zone: &TimeZone) -> Option<Html> {
    let rows: Vec<Vec<Cell>> = like
        .review
        .decisions()
        .iter()
        .map(|one| {
            let by = format!("{}, {}", view.names.account(one.stamp.by), view.names.agency(one.stamp.agency));
            vec![
                words::moment(one.stamp.at, zone).into(),
                one.verdict.words().into(),
                one.reason.to_string().into(),
                Cell::html(all_reasons(&one.evidence)),
                by.into(),
            ]
        })
        .collect();
    let head = ["When", "Decision", "Why", "What spoke for it then, and against", "By"];
    (!rows.is_empty()).then(|| Html::of(&Table::new("What was decided", head, rows).dense()))
}
