//! The list in words: one line a person, with contacts by agency and what is missing.

use super::address;
use crate::{
    kit::{Button, Cell, Details, Frame, Html, PageLink, Pagination, Select, SelectItem, Table},
    pages::person::bar,
    paths, words,
};
use app::{
    people::Names,
    repeat_contacts::{RepeatList, RepeatQuery, RepeatRow, WhosePeople},
};
use askama::Template;
use domain::repeat_contact::{AtAgency, Gap, apart};

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/repeat_contacts/list.html")]
pub(super) struct RepeatPage {
    frame: Frame,
    rule: String,
    counts: Details,
    action: &'static str,
    fields: Vec<Select>,
    show: Button,
    found: String,
    table: Option<Table>,
    paging: Pagination,
}

/// What counts, for whoever wants to know.
const COUNTS: &str = "A contact is an entry of a court list, a screening, a way in, a referral that an agency received, or an \
                      appointment that was kept or missed. Whatever one agency has of one day is one contact. You are shown \
                      contacts as far as agreements let you see them; others do not count here. What is missing, and who \
                      leads, is said of what you may see: ask the agency named before you rely on it.";

fn lines(lines: Vec<Html>) -> Html {
    let items: Vec<Html> = lines
        .into_iter()
        .map(|line| Html::join([Html::literal("<li>"), line, Html::literal("</li>")], ""))
        .collect();
    let open = Html::literal("<ul class=\"govuk-list tc-lines\">");
    Html::join([open, Html::join(items, ""), Html::literal("</ul>")], "")
}

fn at_agency(at: &AtAgency, names: &Names) -> Html {
    let occasions: Vec<String> = at.occasions.iter().map(|one| one.words().to_lowercase()).collect();
    Html::text(&format!("{}: {} ({})", names.agency(at.agency), at.contacts, occasions.join(", ")))
}

/// Names as one says them.
fn listed(names: &[String]) -> String {
    match names {
        [others @ .., last] if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        names => names.concat(),
    }
}

fn missing(row: &RepeatRow, names: &Names) -> Html {
    let repeat = &row.repeat;
    let mut said: Vec<Html> = Vec::new();
    if !repeat.leads.is_empty() {
        let who: Vec<String> = repeat.leads.iter().map(|agency| names.agency(*agency)).collect();
        let leads = if who.len() == 1 { "leads" } else { "lead" };
        said.push(Html::text(&format!("{} {leads}", listed(&who))));
    }
    said.extend(repeat.gaps.iter().map(|gap: &Gap| Html::text(gap.words())));
    if let Some((from, to)) = repeat.longest {
        let days = words::count(u64::from(apart(from, to).unsigned_abs()), "day", "days");
        said.push(Html::text(&format!(
            "Longest time between two contacts: {days}, from {}",
            words::day(from)
        )));
    }
    lines(said)
}

fn who(row: &RepeatRow) -> Html {
    let mut parts = vec![bar::named(&row.person, paths::person(row.person.person))];
    for other in &row.also {
        parts.push(Html::literal("<br>Also recorded as "));
        parts.push(bar::named(other, paths::person(other.person)));
        parts.push(Html::text(&format!(" ({})", other.reference)));
    }
    Html::join(parts, "")
}

fn line(row: &RepeatRow, list: &RepeatList) -> Vec<Cell> {
    vec![
        who(row).into(),
        lines(row.repeat.at.iter().map(|at| at_agency(at, &list.names)).collect()).into(),
        Cell::number(words::thousands(u64::try_from(row.repeat.contacts).unwrap_or(u64::MAX))),
        Cell::unbroken(words::day(row.repeat.last)),
        missing(row, &list.names).into(),
    ]
}

/// A choice among usual numbers, and the one in use.
fn numbers(
    name: &'static str,
    label: &'static str,
    usual: &[u16],
    used: u16,
    (one, many): (&str, &str),
) -> Select {
    let mut offered = usual.to_vec();
    offered.push(used);
    offered.sort_unstable();
    offered.dedup();
    let items = offered
        .into_iter()
        .map(|number| SelectItem::new(number.to_string(), words::count(u64::from(number), one, many)));
    Select { value: used.to_string().into(), ..Select::new(name, label, items) }
}

fn fields(list: &RepeatList, query: RepeatQuery) -> Vec<Select> {
    let mut fields = Vec::new();
    if list.may_widen {
        let whose = WhosePeople::ALL.iter().map(|one| SelectItem::new(one.code(), one.words()));
        fields
            .push(Select { value: query.whose.code().into(), ..Select::new("whose", "Whose people", whose) });
    }
    let rule = list.rule;
    fields.push(numbers("days", "In the last", &[30, 60, 90, 180, 365], rule.days, ("day", "days")));
    fields.push(numbers(
        "agencies",
        "Agencies, at least",
        &[2, 3, 4, 5, 6],
        rule.agencies,
        ("agency", "agencies"),
    ));
    fields.push(numbers(
        "contacts",
        "Contacts, at least",
        &[2, 3, 4, 5, 6, 8, 10, 15, 20],
        rule.contacts,
        ("contact", "contacts"),
    ));
    fields
}

pub(super) fn page(frame: Frame, list: &RepeatList, query: RepeatQuery) -> RepeatPage {
    let rows: Vec<Vec<Cell>> = list.rows.iter().map(|row| line(row, list)).collect();
    let head = ["Person", "Contacts by agency", "Contacts", "Last", "Who leads, and what is missing"]
        .map(|words| if words == "Contacts" { Cell::number(words) } else { Cell::text(words) });
    let looked_at = words::count(u64::try_from(list.looked_at).unwrap_or(u64::MAX), "person", "people");
    let found = words::count(u64::try_from(list.rows.len()).unwrap_or(u64::MAX), "person", "people");
    let first = query.after.map(|_| PageLink {
        text: "First people".into(),
        ..PageLink::to(address(paths::REPEAT_CONTACTS, query, "after", None))
    });
    let next = list.next.map(|next| PageLink {
        text: "More people".into(),
        ..PageLink::to(address(paths::REPEAT_CONTACTS, query, "after", Some(next)))
    });
    let more = if list.next.is_some() { " There are more: the list goes on below." } else { "" };
    RepeatPage {
        rule: format!(
            "Since {}, with {} or more, {} or more.",
            words::day(list.since),
            words::count(u64::from(list.rule.agencies), "agency", "agencies"),
            words::count(u64::from(list.rule.contacts), "contact", "contacts"),
        ),
        counts: Details::new("What counts as a contact", Html::text(COUNTS)),
        action: paths::REPEAT_CONTACTS,
        fields: fields(list, query),
        show: Button::submit("Show").secondary(),
        found: format!("{found} of the {looked_at} looked at.{more}"),
        table: (!rows.is_empty()).then(|| {
            Table::new("People in contact with several services", head, rows)
                .caption_hidden()
                .rows_named()
                .dense()
        }),
        paging: Pagination { previous: first, next, ..Pagination::default() },
        frame,
    }
}
