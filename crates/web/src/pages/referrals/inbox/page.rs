//! The queue by age against the limit: what is nearest its limit comes first.

use super::Tab;
use crate::{
    form::cursor,
    kit::{
        Cell, Frame, Html, LimitBar, PageLink, Pagination, SubNavigation, SubNavigationItem, Table, Tag, Tone,
    },
    pages::{person::bar, referrals::say},
    paths, words,
};
use app::referrals::{Inbox, InboxRow, MOST_COUNTED};
use askama::Template;

/// Characters of a request within the table.
const SHORT: usize = 160;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/referrals/inbox.html")]
pub(crate) struct InboxPage {
    frame: Frame,
    waiting: String,
    tabs: SubNavigation,
    table: Option<Table>,
    none: &'static str,
    paging: Pagination,
}

impl InboxPage {
    /// The page; `later` when it does not begin with the oldest limit.
    pub(crate) fn of(frame: Frame, model: &Inbox, tab: Tab, later: bool) -> Self {
        let next = model.next.map(|(day, id)| {
            let begins = cursor([day.to_string(), id.to_string()]);
            PageLink::to(paths::with_query(paths::INBOX, &[("show", tab.code()), ("cursor", &begins)]))
        });
        let previous = later.then(|| PageLink { text: "First page".into(), ..PageLink::to(here(tab)) });
        Self {
            waiting: format!(
                "{} {} for an answer from your agency",
                words::up_to(model.waiting, MOST_COUNTED),
                if model.waiting == 1 { "referral waits" } else { "referrals wait" }
            ),
            tabs: tabs(Some(tab)),
            table: (!model.rows.is_empty()).then(|| table(&model.rows, tab)),
            none: match tab {
                Tab::Waiting => "No referral waits for an answer.",
                Tab::TakenOn => "No referral that you may see is taken on.",
            },
            paging: Pagination { previous, next, ..Pagination::default() },
            frame,
        }
    }
}

fn here(tab: Tab) -> String {
    paths::with_query(paths::INBOX, &[("show", tab.code())])
}

/// The parts of the inbox; where it is none of its tabs, what was answered.
pub(crate) fn tabs(tab: Option<Tab>) -> SubNavigation {
    let item = |words: &'static str, of: Option<Tab>, href: String| SubNavigationItem {
        active: of == tab,
        ..SubNavigationItem::new(words, href)
    };
    SubNavigation {
        label: "Parts of the inbox".into(),
        items: vec![
            item("Waiting", Some(Tab::Waiting), here(Tab::Waiting)),
            item("Taken on", Some(Tab::TakenOn), here(Tab::TakenOn)),
            item("Answered by us", None, paths::INBOX_ANSWERED.to_owned()),
        ],
        ..SubNavigation::default()
    }
}

fn table(rows: &[InboxRow], tab: Tab) -> Table {
    let first = match tab {
        Tab::Waiting => "Time to answer",
        Tab::TakenOn => "State",
    };
    let rows: Vec<_> = rows.iter().map(|row| line(row, tab)).collect();
    let head = ["Person", first, "What is asked", "From", "Risk to staff"];
    Table::new("Referrals", head, rows).caption_hidden().rows_named().dense()
}

fn line(row: &InboxRow, tab: Tab) -> Vec<Cell> {
    let request = &row.referral.request;
    let name = bar::named(&row.person, paths::referral(request.id));
    let state = say::state_tag(row.referral.state());
    let limit = match tab {
        Tab::Waiting => {
            let day = Html::text(&format!("by {}", words::day(request.answer_by)));
            Html::join([Html::of(&age(row)), day], "<br>")
        }
        Tab::TakenOn => Html::of(&state),
    };
    let asked = Html::join([Html::text(&row.service), Html::text(&short(request.asks.as_str()))], "<br>");
    vec![
        name.into(),
        Cell::html(limit).classed("tc-nowrap"),
        asked.into(),
        row.from.clone().into(),
        risk(row).into(),
    ]
}

/// How much of the time to answer is used: a thin bar, then the word "late".
fn age(row: &InboxRow) -> LimitBar {
    let allowed = i64::from(row.days_allowed);
    let waited = u32::try_from(allowed.saturating_sub(row.days_left)).unwrap_or_default();
    LimitBar::days(waited, u32::from(row.days_allowed))
}

fn risk(row: &InboxRow) -> Html {
    let mut pieces = Vec::new();
    if let Some(words) = &row.referral.request.risk_to_staff {
        pieces.push(Html::of(&Tag::new("Risk to staff", Tone::Late)));
        pieces.push(Html::text(&short(words.as_str())));
    }
    let mut kinds: Vec<&str> = row.risks.iter().map(|flag| flag.kind.words()).collect();
    kinds.dedup();
    if !kinds.is_empty() {
        pieces.push(Html::text(&format!("Flags: {}", kinds.join(", "))));
    }
    if pieces.is_empty() { Html::text("None stated") } else { Html::join(pieces, "<br>") }
}

fn short(text: &str) -> String {
    match text.char_indices().nth(SHORT) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::{person::bar::tests::addy, referrals::say::tests::referral};
    use domain::referral::Fact;

    fn html(days_left: i64) -> String {
        let row = InboxRow {
            referral: referral(vec![Fact::Sent]),
            person: addy(),
            from: "Northmoor Probation".into(),
            service: "Alcohol treatment".into(),
            risks: vec![],
            days_left,
            days_allowed: 10,
        };
        let inbox = Inbox { rows: vec![row], waiting: 1, next: None };
        InboxPage::of(Frame::titled("Referrals to us"), &inbox, Tab::Waiting, false).render().unwrap()
    }

    #[test]
    fn a_row_says_who_how_old_what_from_whom_and_what_risk() {
        let html = html(4);
        for said in [
            "Addy",
            "6 of 10 days",
            "Please begin treatment &lt;soon&gt;.",
            "Northmoor Probation",
            "None stated",
        ] {
            assert!(html.contains(said), "{said} in {html}");
        }
        assert!(html.contains("1 referral waits for an answer"));
    }

    #[test]
    fn past_the_limit_the_word_late_is_said() {
        assert!(html(-3).contains("late by 3 days"));
    }
}
