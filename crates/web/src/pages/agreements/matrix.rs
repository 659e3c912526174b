//! Who can see what: agency by section by purpose, narrowed by each; above it what the agreements say together.

use super::{findings, say};
use crate::{
    answer::{Answer, WebCx},
    form::{Asked, Check, Query, Typed},
    kit::{
        BackLink, Button, Cell as Shown, Frame, Html, PageLink, Pagination, Select, SelectItem, Table, Tag,
        Tone,
    },
    paths, words,
};
use app::agreements::{self, Cell, Checked, Granted, MATRIX_LINES, Matrix, MatrixLine, MatrixQuery};
use askama::Template;
use domain::{
    agreement::review::{MONTHS_OF_THE_STUDY, making},
    ids::AgencyId,
    section::{Level, Purpose, Section},
};
use gate::Action;

/// Findings that stand above the matrix; the others have their own page.
const FINDINGS: usize = 6;

/// Which part of the matrix.
pub(crate) struct Which(MatrixQuery);

impl Asked for Which {
    const KNOWN: &'static [&'static str] = &["agency", "section", "purpose", "from"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self(MatrixQuery { most: MATRIX_LINES, ..read(typed, check) })
    }
}

/// The narrowing that an address asks for.
pub(crate) fn read(typed: &Typed, check: &mut Check) -> MatrixQuery {
    let agency: Option<AgencyId> =
        check.optional_id("agency", typed.get("agency"), "Choose an agency of the list");
    let section = match typed.get("section") {
        "" => None,
        code => check.code("section", code, Section::from_code, "Choose a section of the list"),
    };
    let purpose = match typed.get("purpose") {
        "" => None,
        code => check.code("purpose", code, Purpose::from_code, "Choose a purpose of the list"),
    };
    let from = check.number("from", typed.get("from"), 0, 1_000_000);
    let skip = from.and_then(|number| usize::try_from(number).ok()).unwrap_or(0);
    MatrixQuery { agency, section, purpose, skip, most: MATRIX_LINES }
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/agreements/matrix.html")]
struct MatrixPage {
    frame: Frame,
    lead: &'static str,
    together: Option<Together>,
    action: &'static str,
    fields: Vec<Select>,
    show: Button,
    clear: Option<&'static str>,
    figures: String,
    table: Table,
    paging: Pagination,
}

/// What the agreements say together.
#[derive(Debug)]
struct Together {
    figures: String,
    months: String,
    table: Option<Table>,
    more: Html,
}

fn together(checked: &Checked) -> Together {
    let mut months: Vec<i32> = checked
        .versions
        .iter()
        .map(|version| making(version, checked.today))
        .filter(|making| making.done)
        .map(|making| making.months)
        .collect();
    months.sort_unstable();
    let said = |months: i32| words::count(u64::from(months.unsigned_abs()), "month", "months");
    let middle = months.get(months.len() / 2).copied();
    let months = match (middle, months.last()) {
        (Some(middle), Some(longest)) => format!(
            "From the first draft until all had signed: {} in the middle, {} at most. The study: {MONTHS_OF_THE_STUDY} months.",
            said(middle),
            said(*longest)
        ),
        _ => format!("None is signed by all yet. The study: {MONTHS_OF_THE_STUDY} months."),
    };
    let shown: Vec<_> =
        checked.findings.iter().take(FINDINGS).map(|one| findings::row(checked, one)).collect();
    let head = ["How bad", "What", "In words", "Agreements"];
    Together {
        figures: findings::figures(checked),
        months,
        table: (!shown.is_empty()).then(|| Table::new("Findings", head, shown).caption_hidden().dense()),
        more: Html::link(paths::AGREEMENT_FINDINGS, "All that they say together"),
    }
}

/// The tag of a level; "Nothing" where nothing is seen.
pub(crate) fn level_tag(level: Option<Level>) -> Tag {
    let (words, tone) = match level {
        None => ("Nothing", Tone::Withheld),
        Some(Level::Exists) => ("That it exists", Tone::Active),
        Some(Level::Signal) => ("A signal", Tone::Active),
        Some(Level::Summary) => ("A summary", Tone::Good),
        Some(Level::Full) => ("In full", Tone::Good),
    };
    Tag::new(words, tone)
}

/// To whom, whose records, and while what holds.
pub(crate) fn terms(granted: &Granted) -> String {
    let until =
        granted.until.map_or_else(String::new, |day| format!("; until {} at the latest", words::day(day)));
    format!("{}: {}, of {}{until}", granted.to, granted.whose, granted.conditions)
}

/// The clause, linked where the viewer may read the agreement, and what it rests on.
pub(crate) fn under(granted: &Granted, linked: bool) -> Html {
    let cited = granted.cited();
    let clause = if linked {
        let path = format!("{}#clause-{}", paths::agreement(granted.agreement), granted.clause);
        Html::link(&path, &cited)
    } else {
        Html::text(&cited)
    };
    Html::join([clause, Html::text(&granted.rests_on())], "<br>")
}

/// Cells with the same clauses together.
fn groups(line: &MatrixLine) -> Vec<(Vec<Purpose>, &Cell)> {
    let mut groups: Vec<(Vec<Purpose>, &Cell)> = Vec::new();
    for cell in &line.cells {
        match groups.iter_mut().find(|(_, kept)| kept.granted == cell.granted) {
            Some((purposes, _)) => purposes.push(cell.purpose),
            None => groups.push((vec![cell.purpose], cell)),
        }
    }
    groups
}

fn rows(line: &MatrixLine, linked: bool) -> Vec<Vec<Shown>> {
    let row = |(purposes, cell): (Vec<Purpose>, &Cell)| {
        let purposes: Vec<String> = purposes.into_iter().map(say::purpose).collect();
        let more = match cell.granted.len().saturating_sub(1) {
            0 => String::new(),
            1 => " One more clause shows some of it.".to_owned(),
            many => format!(" {many} more clauses show some of it."),
        };
        let first = cell.granted.first();
        vec![
            line.agency.name.clone().into(),
            line.section.words().into(),
            purposes.join(", ").into(),
            Html::of(&level_tag(cell.level())).into(),
            first.map_or_else(String::new, |one| format!("{}.{more}", terms(one))).into(),
            first.map_or_else(Html::default, |one| under(one, linked)).into(),
        ]
    };
    groups(line).into_iter().map(row).collect()
}

fn address(query: &MatrixQuery, from: usize) -> String {
    let agency = query.agency.map_or_else(String::new, |id| id.to_string());
    let from = if from == 0 { String::new() } else { from.to_string() };
    let parameters = [
        ("agency", agency.as_str()),
        ("section", query.section.map_or("", Section::code)),
        ("purpose", query.purpose.map_or("", Purpose::code)),
        ("from", from.as_str()),
    ];
    paths::with_query(paths::AGREEMENT_MATRIX, &parameters)
}

fn fields(model: &Matrix, query: &MatrixQuery) -> Vec<Select> {
    let all = |words: &'static str| SelectItem::new("", words);
    let agencies = model.agencies.iter().map(|one| SelectItem::new(one.id.to_string(), one.name.clone()));
    let sections = Section::ALL.iter().map(|one| SelectItem::new(one.code(), one.words()));
    let purposes = Purpose::ALL.iter().map(|one| SelectItem::new(one.code(), say::purpose(*one)));
    let agency = Select {
        value: query.agency.map_or_else(String::new, |id| id.to_string()).into(),
        ..Select::new("agency", "Agency", [all("Every agency")].into_iter().chain(agencies))
    };
    let section = Select {
        value: query.section.map_or("", Section::code).into(),
        ..Select::new("section", "Section", [all("Every section")].into_iter().chain(sections))
    };
    let purpose = Select {
        value: query.purpose.map_or("", Purpose::code).into(),
        ..Select::new("purpose", "Purpose", [all("Every purpose")].into_iter().chain(purposes))
    };
    let agency = model.whole.then_some(agency);
    agency.into_iter().chain([section, purpose]).collect()
}

fn page(cx: &WebCx, model: &Matrix, query: &MatrixQuery) -> MatrixPage {
    let linked = cx.may(Action::SeeAgreements);
    let head = ["Agency", "Section", "What for", "Highest level", "Who, and while what holds", "Under"];
    let lines = model.lines.iter().flat_map(|line| rows(line, linked));
    let link =
        |words: &'static str, from| PageLink { text: words.into(), ..PageLink::to(address(query, from)) };
    let mut frame = cx.frame("Who can see what");
    if linked {
        frame.back = Some(BackLink::to(paths::AGREEMENTS));
    }
    let count = u64::try_from(model.count).unwrap_or(u64::MAX);
    MatrixPage {
        frame,
        lead: if model.whole {
            "What each agency of the partnership may see under the agreements in force today."
        } else {
            "What your own agency may see under the agreements in force today."
        },
        together: model.checked.as_ref().map(together),
        action: paths::AGREEMENT_MATRIX,
        fields: fields(model, query),
        show: Button::submit("Show").secondary(),
        clear: (query.agency.is_some() || query.section.is_some() || query.purpose.is_some())
            .then_some(paths::AGREEMENT_MATRIX),
        figures: words::count(
            count,
            "line of one agency and section",
            "lines of one agency and section each",
        ),
        table: Table::new("Who can see what", head, lines).caption_hidden().rows_named().dense(),
        paging: Pagination {
            next: model.next.map(|next| link("Next", next)),
            previous: (query.skip > 0).then(|| link("Previous", query.skip.saturating_sub(MATRIX_LINES))),
            ..Pagination::default()
        },
    }
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Query(Which(query)): Query<Which>) -> Answer {
    let model = agreements::matrix(cx.app(), cx.viewer(), query).await?;
    cx.show(&page(&cx, &model, &query))
}
