//! What is due for disposal, what waits for a second person, and what was disposed of.

use crate::{
    answer::{Answer, WebCx},
    form::{Asked, Check, Query, Typed, cursor},
    kit::{Button, Card, Cell, Html, InsetText, PageLink, Pagination, Table, Tag, Tone},
    pages::screening::shown::{ShownPage, cards},
    paths, words,
};
use app::retention::{RetentionList, list};
use domain::{ids::PersonId, retention::DisposalState};
use jiff::tz::TimeZone;

/// Where the list begins.
pub(crate) struct After(Option<PersonId>);

impl Asked for After {
    const KNOWN: &'static [&'static str] = &["cursor"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self(check.cursor("cursor", typed.get("cursor"), |cursor| cursor.part(0)))
    }
}

fn due(model: &RetentionList) -> Html {
    let looked = words::count(u64::from(model.looked_at), "record was", "records were");
    if model.due.is_empty() {
        return Html::paragraphs(&format!("Nothing is due here. {looked} looked at."));
    }
    let rows = model.due.iter().filter_map(|(holding, assessment)| {
        let (row, from, over) = assessment.rests_on.as_ref()?;
        Some(vec![
            Cell::from(Html::link(&paths::retention_record(holding.person), &holding.reference)),
            row.record.words().into(),
            format!("{} months from {}", row.months, row.counts_from.words().to_lowercase()).into(),
            Cell::unbroken(words::day(*from)),
            Cell::unbroken(words::day(*over)),
            row.action.words().into(),
        ])
    });
    let head = ["Record", "Kept as", "How long", "Counted from", "Over since", "What follows"];
    let table = Html::of(&Table::new("Due", head, rows).caption_hidden().dense());
    Html::join([table, Html::paragraphs(&format!("{looked} looked at."))], "\n")
}

fn tag(state: DisposalState) -> Tag {
    let tone = match state {
        DisposalState::Proposed => Tone::Soon,
        DisposalState::CarriedOut => Tone::Good,
        DisposalState::Refused => Tone::Quiet,
    };
    Tag::new(state.words(), tone)
}

fn disposals(model: &RetentionList, zone: &TimeZone) -> Html {
    if model.disposals.is_empty() {
        return Html::literal("<p class=\"govuk-body\">None.</p>");
    }
    let rows = model.disposals.iter().map(|one| {
        let by = format!(
            "{}, {}",
            model.names.account(one.proposal.stamp.by),
            words::moment(one.proposal.stamp.at, zone)
        );
        let decided = one.decided.map_or_else(
            || "–".to_owned(),
            |stamp| format!("{}, {}", model.names.account(stamp.by), words::moment(stamp.at, zone)),
        );
        vec![
            Cell::from(Html::of(&tag(one.state))),
            one.proposal.schedule.to_string().into(),
            by.into(),
            decided.into(),
            Html::link(&paths::disposal(one.proposal.id), "Open").into(),
        ]
    });
    let head = ["State", "Under", "Proposed by", "Decided by", "Open"];
    Html::of(&Table::new("Disposals", head, rows).caption_hidden().dense())
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Query(After(after)): Query<After>) -> Answer {
    let model = list(cx.app(), cx.viewer(), after).await?;
    let next = model.next.map(|person| PageLink {
        text: "Look at more records".into(),
        ..PageLink::to(paths::with_query(paths::RETENTION, &[("cursor", &cursor([person.to_string()]))]))
    });
    let previous =
        after.is_some().then(|| PageLink { text: "First records".into(), ..PageLink::to(paths::RETENTION) });
    let note = "Records are told by their reference alone. One whose access is limited is here only for those on its list. \
                Whoever proposes a disposal does not carry it out.";
    let pages = Html::of(&Pagination { previous, next, ..Pagination::default() });
    let body = Html::join(
        [
            Html::of(&InsetText::new(note)),
            Html::of(&Button::link("How long records are kept", paths::RETENTION_SCHEDULES).secondary()),
            cards([
                Card::new("Due for disposal", Html::join([due(&model), pages], "\n")),
                Card::new("Disposals", disposals(&model, cx.app().london())),
            ]),
        ],
        "\n",
    );
    let frame = cx.frame("Retention");
    cx.show(&ShownPage { bar: None, parts: None, heading: "Retention".into(), body, frame })
}
