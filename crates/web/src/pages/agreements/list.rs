//! The inventory: every agreement that the viewer may see, with where it stands and how long it took.

use super::say;
use crate::{
    answer::{Answer, WebCx},
    form::Query,
    kit::{Button, Cell, Frame, Html, Table},
    paths, words,
};
use app::agreements::{Inventory, InventoryLine};
use askama::Template;
use domain::agreement::State;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/agreements/list.html")]
struct ListPage {
    frame: Frame,
    buttons: Vec<Button>,
    figures: String,
    more: bool,
    table: Option<Table>,
}

fn row(model: &Inventory, line: &InventoryLine) -> Vec<Cell> {
    let version = &line.version;
    let terms = &version.terms;
    let state = version.state(model.today);
    let number = match line.in_force {
        Some(number) if number != version.number => {
            format!("Version {}; version {number} is in force", version.number)
        }
        _ => format!("Version {}", version.number),
    };
    let purposes = terms.purposes.iter().map(|one| say::purpose(one.purpose)).collect::<Vec<_>>().join(", ");
    let review = if matches!(state, State::InForce | State::Signed | State::Suspended) {
        let due = version.review_by();
        format!("{} ({})", words::day(due), words::near(due, model.today))
    } else {
        String::new()
    };
    let title = Html::link(&paths::agreement(version.agreement), terms.title.as_str());
    let stands = Html::join([Html::of(&say::state_tag(state)), Html::text(&number)], " ");
    vec![
        title.into(),
        stands.into(),
        say::parties(&model.agencies, terms).into(),
        purposes.into(),
        review.into(),
        say::making(&line.making).into(),
    ]
}

fn page(cx: &WebCx, model: &Inventory) -> ListPage {
    let rows: Vec<Vec<Cell>> = model.lines.iter().map(|line| row(model, line)).collect();
    let head = ["Agreement", "State", "Parties", "Purposes", "Review", "In the making"];
    let live = model.lines.iter().filter(|line| line.in_force.is_some()).count();
    let mut buttons = Vec::new();
    if model.may_draft {
        buttons.push(Button::link("Draft an agreement", paths::AGREEMENT_NEW));
    }
    buttons.push(Button::link("Who can see what", paths::AGREEMENT_MATRIX).secondary());
    buttons.push(Button::link("What they say together", paths::AGREEMENT_FINDINGS).secondary());
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    ListPage {
        frame: cx.frame("Agreements to share"),
        buttons,
        figures: format!(
            "{}, {} in force",
            words::count(count(model.lines.len()), "agreement", "agreements"),
            words::thousands(count(live))
        ),
        more: model.more,
        table: (!rows.is_empty())
            .then(|| Table::new("Agreements", head, rows).caption_hidden().rows_named().dense()),
    }
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Query(()): Query<()>) -> Answer {
    let model = app::agreements::inventory(cx.app(), cx.viewer()).await?;
    cx.show(&page(&cx, &model))
}
