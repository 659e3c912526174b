//! The caseload as a table: on My work, and on its own pages.

use crate::{
    kit::{Cell, Html, Table},
    pages::person::bar,
    paths, words,
};
use app::people::CaseloadRow;
use domain::person::IdentifierKind;
use jiff::civil::Date;

/// One line a person: who, order, requirements, risk.
pub(crate) fn table(rows: &[CaseloadRow], today: Date) -> Table {
    let rows: Vec<_> = rows.iter().map(|row| line(row, today)).collect();
    let head = ["Person", "Born (age)", "CRN", "Order in force", "Ends", "Risk"];
    Table::new("Caseload", head, rows).caption_hidden().rows_named().dense()
}

fn line(row: &CaseloadRow, today: Date) -> Vec<Cell> {
    let who = &row.identity;
    let name = bar::named(who, paths::person(who.person));
    let order = row.order.as_ref();
    let kinds = order.map(|order| {
        let codes: Vec<&str> = order.requirements.iter().map(|one| one.kind.as_str()).collect();
        if codes.is_empty() {
            order.kind.to_string()
        } else {
            format!("{}: {}", order.kind, codes.join(", "))
        }
    });
    let risk = bar::risk_tag(&row.risks).map_or_else(|| Html::text("–"), |tag| Html::of(&tag));
    vec![
        name.into(),
        Cell::text(bar::born(who, today)).classed("tc-nowrap"),
        bar::number(who, IdentifierKind::Crn).unwrap_or("–").to_owned().into(),
        kinds.unwrap_or_else(|| "None that you can see".to_owned()).into(),
        Cell::text(order.map_or_else(|| "–".to_owned(), |order| words::day(order.ends))).classed("tc-nowrap"),
        risk.into(),
    ]
}
