//! What is due for disposal, what waits for a second person, and what was disposed of.

use super::{address, kept_for, recorded_by};
use crate::{
    answer::{Answer, WebCx},
    form::{Asked, Check, Query, Typed, cursor},
    kit::{Button, Card, Cell, Html, InsetText, PageLink, Pagination, Table, Tag, Tone},
    pages::screening::shown::{ShownPage, cards},
    paths, words,
};
use app::retention::{Place, RetentionList, list};
use domain::{
    ids::{AgencyId, PersonId},
    retention::DisposalState,
};
use jiff::{civil::Date, tz::TimeZone};

/// Where the list begins.
pub(crate) struct After(Option<Place>);

impl Asked for After {
    const KNOWN: &'static [&'static str] = &["cursor"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self(check.cursor("cursor", typed.get("cursor"), |cursor| Some((cursor.part(0)?, cursor.part(1)?))))
    }
}

/// A table about records of this and other agencies: the column that says who recorded each is there where one has left.
struct Columns<'a>(&'a RetentionList);

impl Columns<'_> {
    fn head<const N: usize>(&self, head: [&'static str; N]) -> Vec<&'static str> {
        let mut head = head.to_vec();
        if self.several() {
            head.insert(1, "Recorded by");
        }
        head
    }

    fn row(&self, of: AgencyId, mut cells: Vec<Cell>) -> Vec<Cell> {
        if self.several() {
            // Above the tables it says when each of them left.
            let left = self.0.left(of).and_then(|kept| kept.left.as_ref());
            let by = left.map_or_else(|| "Your agency".to_owned(), |left| left.name.clone());
            cells.insert(1, by.into());
        }
        cells
    }

    fn several(&self) -> bool {
        self.0.keeps.iter().any(|one| one.left.is_some())
    }
}

fn due(model: &RetentionList) -> Html {
    let looked = words::count(u64::from(model.looked_at), "record was", "records were");
    if model.due.is_empty() {
        return Html::paragraphs(&format!("Nothing is due here. {looked} looked at."));
    }
    let columns = Columns(model);
    let rows = model.due.iter().filter_map(|one| {
        let (row, from, over) = one.assessment.rests_on.as_ref()?;
        let record = address(&paths::retention_record(one.holding.person), &one.kept);
        let cells = vec![
            Cell::from(Html::link(&record, &one.holding.reference)).classed("tc-nowrap"),
            row.record.words().into(),
            format!("{} from {}", kept_for(row.months), row.counts_from.words().to_lowercase()).into(),
            Cell::unbroken(words::day(*from)),
            Cell::unbroken(words::day(*over)),
            row.action.words().into(),
        ];
        Some(columns.row(one.kept.agency, cells))
    });
    let head = columns.head(["Record", "Kept as", "How long", "Counted from", "Over since", "What follows"]);
    let table = Html::of(&Table::new("Due", head, rows).caption_hidden().dense());
    Html::join([table, Html::paragraphs(&format!("{looked} looked at."))], "\n")
}

fn holds(model: &RetentionList, today: Date, zone: &TimeZone) -> Html {
    if model.holds.is_empty() {
        return Html::literal("<p class=\"govuk-body\">None.</p>");
    }
    let columns = Columns(model);
    let rows = model.holds.iter().map(|(one, reference)| {
        let path = paths::retention_record(one.person);
        let record = model.left(one.of).map_or_else(|| path.clone(), |kept| address(&path, kept));
        let late = (one.review <= today).then(|| Html::of(&Tag::new("Review it now", Tone::Soon)));
        let review = Html::join([Some(Html::text(&words::day(one.review))), late].into_iter().flatten(), " ");
        let by = format!("{}, {}", model.names.account(one.stamp.by), words::moment(one.stamp.at, zone));
        let record = Cell::from(Html::link(&record, reference)).classed("tc-nowrap");
        columns.row(one.of, vec![record, by.into(), review.into()])
    });
    let head = columns.head(["Record", "Placed by", "Review by"]);
    Html::of(&Table::new("Legal holds", head, rows).caption_hidden().dense())
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
    let columns = Columns(model);
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
        let cells = vec![
            Cell::from(Html::of(&tag(one.state))),
            one.proposal.schedule.to_string().into(),
            by.into(),
            decided.into(),
            Html::link(&paths::disposal(one.proposal.id), "Open").into(),
        ];
        columns.row(one.proposal.of, cells)
    });
    let head = columns.head(["State", "Under", "Proposed by", "Decided by", "Open"]);
    Html::of(&Table::new("Disposals", head, rows).caption_hidden().dense())
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Query(After(after)): Query<After>) -> Answer {
    let model = list(cx.app(), cx.viewer(), after).await?;
    let next = model.next.map(|(of, person): (AgencyId, PersonId)| {
        let place = cursor([of.to_string(), person.to_string()]);
        PageLink {
            text: "Look at more records".into(),
            ..PageLink::to(paths::with_query(paths::RETENTION, &[("cursor", &place)]))
        }
    });
    let previous =
        after.is_some().then(|| PageLink { text: "First records".into(), ..PageLink::to(paths::RETENTION) });
    let left: Vec<String> = model.keeps.iter().filter_map(recorded_by).collect();
    let note = "Records are told by their reference alone. One whose access is limited is here only for those on its list. \
                Whoever proposes a disposal does not carry it out.";
    let also = if left.is_empty() {
        Html::literal("")
    } else {
        Html::paragraphs(&format!("Your agency also keeps the records of {}.", left.join("; of ")))
    };
    let pages = Html::of(&Pagination { previous, next, ..Pagination::default() });
    let body = Html::join(
        [
            Html::of(&InsetText::new(note)),
            also,
            Html::of(&Button::link("How long records are kept", paths::RETENTION_SCHEDULES).secondary()),
            cards([
                Card::new("Due for disposal", Html::join([due(&model), pages], "\n")),
                Card::new("Legal holds", holds(&model, cx.app().today(), cx.app().london())),
                Card::new("Disposals", disposals(&model, cx.app().london())),
            ]),
        ],
        "\n",
    );
    let frame = cx.frame("Retention");
    cx.show(&ShownPage { bar: None, parts: None, heading: "Retention".into(), body, frame })
}
