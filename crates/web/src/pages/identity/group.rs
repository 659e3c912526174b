//! The page of a group: records that are taken for one person, what joined them, and what does not agree.

use super::{review, waiting::likely};
use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    kit::{BackLink, Cell, Html, InsetText, Table, Tag, Tone},
    pages::{person::bar, screening::shown::ShownPage},
    paths, words,
};
use app::{
    identity::{self, SamePersonView, TakenForOne},
    ports::Bond,
};
use domain::{
    identity_review::Pair,
    ids::PersonId,
    person::{IdentifierKind, Identity},
    same_person::GroupState,
};

/// How sure it is, as a tag.
fn tag(state: GroupState) -> Tag {
    let tone = match state {
        GroupState::Contradicted => Tone::Late,
        GroupState::Joined => Tone::Soon,
        GroupState::Confirmed => Tone::Good,
    };
    Tag::new(state.words(), tone)
}

fn called(one: &Identity) -> String {
    format!("{} ({})", one.called(), one.reference)
}

/// What the page about one of the records says of it.
pub(super) fn taken(own: &TakenForOne) -> Html {
    let others: Vec<String> = own.others.iter().map(called).collect();
    let with = Html::text(&format!("This record is taken for one person’s with {}.", others.join(", ")));
    let open = Html::link(&paths::same_person(own.id), "See what joins them");
    let html = Html::join([Html::of(&tag(own.state)), with, open], " ");
    Html::of(&InsetText { html, ..InsetText::default() })
}

/// Two records by their names, and where they are decided about.
fn two(view: &SamePersonView, pair: Pair) -> [Cell; 2] {
    let name = |one: PersonId| view.identity(one).map(called).unwrap_or_default();
    let both = format!("{} and {}", name(pair.first()), name(pair.second()));
    let compare = view.compared_from.get(&pair).and_then(|from| {
        Some(Html::link(&review::of_two(*from, pair.beside(*from)?, None), &format!("Compare {both}")))
    });
    let compare = compare.unwrap_or_else(|| Html::text("Your agency works with neither"));
    [both.into(), Cell::html(compare)]
}

/// Who joined two, and how sure it is.
fn who(cx: &WebCx, view: &SamePersonView, bond: &Bond) -> String {
    if let Some(decided) = &bond.decided {
        let stamp = decided.stamp;
        let (by, agency) = (view.names.account(stamp.by), view.names.agency(stamp.agency));
        let at = words::moment(stamp.at, cx.app().london());
        return format!("Decided by {by}, {agency}, {at}: {}", decided.reason);
    }
    let Some(found) = bond.found.filter(|found| found.held.is_some()) else {
        return "Decided by somebody who works with them".to_owned();
    };
    #[expect(clippy::cast_precision_loss, reason = "a weight is within some hundred bits")]
    let odds = (found.weight as f64 / 1000.0).exp2();
    let since = found.held.map(|at| words::moment(at, cx.app().london())).unwrap_or_default();
    format!("The matcher, {since}: {}", likely(odds / (1.0 + odds)))
}

fn members(cx: &WebCx, view: &SamePersonView) -> Html {
    let today = cx.app().today();
    let rows: Vec<Vec<Cell>> = view
        .members
        .iter()
        .map(|member| {
            let one = &member.identity;
            let numbers = IdentifierKind::ALL.iter().filter_map(|kind| bar::number(one, *kind));
            vec![
                Cell::html(bar::named(one, paths::person(one.person))),
                one.reference.clone().into(),
                bar::born(one, today).into(),
                numbers.collect::<Vec<_>>().join(", ").into(),
                member.known_to.join(", ").into(),
            ]
        })
        .collect();
    let head = ["Name", "Reference", "Date of birth", "Numbers", "Works with"];
    Html::of(&Table::new("Records", head, rows).dense())
}

fn joints(cx: &WebCx, view: &SamePersonView) -> Html {
    let rows: Vec<Vec<Cell>> = view
        .group
        .joined_by
        .iter()
        .map(|bond| {
            let [both, compare] = two(view, bond.pair);
            vec![both, who(cx, view, bond).into(), compare]
        })
        .collect();
    Html::of(
        &Table::new("What joins them", ["Records", "Who says so", "They are different people?"], rows)
            .dense(),
    )
}

fn contradicted(view: &SamePersonView) -> Option<Html> {
    let rows: Vec<Vec<Cell>> = view.group.contradicted.iter().map(|pair| two(view, *pair).into()).collect();
    let caption = "What does not agree: somebody has to look";
    (!rows.is_empty()).then(|| Html::of(&Table::new(caption, ["Records", "Compare"], rows).dense()))
}

fn note(one_in: u16) -> String {
    let sure = match one_in {
        0 => "The matcher joins none by itself at present.".to_owned(),
        many => format!(
            "What the matcher joins by itself is expected to be wrong in at most 1 of {} such pairs.",
            words::thousands(u64::from(many))
        ),
    };
    format!(
        "Nothing is merged, and nothing opens by it: each record stays as it is, for those who may see it. {sure} If two of them \
         are different people, compare them and decide so: they stay apart from then on, and a decision can be taken back."
    )
}

/// Shows the page; whoever comes by another record’s id is led to the oldest one’s.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let view = identity::same_person(cx.app(), cx.viewer(), person).await?;
    if view.group.id() != person {
        return cx.go(paths::same_person(view.group.id()));
    }
    let mut pieces = vec![
        Html::of(&tag(view.group.state)),
        Html::of(&InsetText::new(note(view.one_in))),
        members(&cx, &view),
        joints(&cx, &view),
    ];
    pieces.extend(contradicted(&view));
    let heading = "Records taken for one person";
    let mut frame = cx.frame(heading);
    frame.back = Some(BackLink::to(paths::POSSIBLE_DUPLICATES));
    let body = Html::join(pieces, "\n");
    cx.show(&ShownPage { bar: None, parts: None, heading: heading.into(), body, frame })
}
