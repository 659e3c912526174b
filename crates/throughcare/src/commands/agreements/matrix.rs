//! `throughcare agreements matrix`: agency by section by purpose, as a table for spreadsheets or in Markdown.

use crate::printing::say;
use crate::{
    acting::act_as,
    command_line::{Matrix as Asked, MatrixFormat},
    commands::Outcome,
    says::refused,
};
use anyhow::{Result, bail};
use app::{
    App,
    agreements::{self, Cell, MATRIX_MOST, Matrix, MatrixLine, MatrixQuery},
};
use domain::ids::AgencyId;

const HEAD: [&str; 10] = [
    "Agency",
    "Section",
    "Purpose",
    "Highest level",
    "To whom",
    "Of whose records",
    "Of whom, and while what holds",
    "Agreement and clause",
    "Basis",
    "Until",
];

/// Prints all lines that are asked for, page by page.
pub async fn run(app: &App, asked: &Asked) -> Result<Outcome> {
    let acting = act_as(app, &asked.who).await?;
    let viewer = &acting.signed().viewer;
    let mut query = MatrixQuery {
        agency: None,
        section: asked.section,
        purpose: asked.purpose,
        skip: 0,
        most: MATRIX_MOST,
    };
    if let Some(name) = &asked.agency {
        query.agency = Some(named(app, name).await?);
    }
    print(asked.format, &HEAD.map(str::to_owned));
    if asked.format == MatrixFormat::Md {
        say!("|{}", " --- |".repeat(HEAD.len()));
    }
    loop {
        let page: Matrix = agreements::matrix(app, viewer, query).await.map_err(refused)?;
        for line in &page.lines {
            for cell in &line.cells {
                print(asked.format, &row(line, cell));
            }
        }
        match page.next {
            Some(next) => query.skip = next,
            None => return Ok(Outcome::Well),
        }
    }
}

async fn named(app: &App, name: &str) -> Result<AgencyId> {
    let agencies = app::installation::agencies(app).await.map_err(refused)?;
    match agencies.iter().find(|one| one.name == name) {
        Some(agency) => Ok(agency.id),
        None => bail!("there is no agency named {name:?}"),
    }
}

fn row(line: &MatrixLine, cell: &Cell) -> [String; 10] {
    let (agency, section) = (line.agency.name.clone(), line.section.words().to_owned());
    let purpose = cell.purpose.words().to_owned();
    let Some(first) = cell.granted.first() else {
        let nothing = || String::new();
        let level = "nothing".to_owned();
        return [
            agency,
            section,
            purpose,
            level,
            nothing(),
            nothing(),
            nothing(),
            nothing(),
            nothing(),
            nothing(),
        ];
    };
    let others = match cell.granted.len() {
        1 => String::new(),
        2 => " (and 1 more clause)".to_owned(),
        many => format!(" (and {} more clauses)", many - 1),
    };
    [
        agency,
        section,
        purpose,
        first.level.words().to_owned(),
        first.to.clone(),
        first.whose.clone(),
        first.conditions.clone(),
        format!("{}{others}", first.cited()),
        first.rests_on(),
        first.until.map_or_else(String::new, |day| day.to_string()),
    ]
}

fn print(format: MatrixFormat, cells: &[String; 10]) {
    match format {
        MatrixFormat::Csv => {
            let fields: Vec<String> = cells.iter().map(|cell| field(cell)).collect();
            say!("{}", fields.join(","));
        }
        MatrixFormat::Md => {
            let fields: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
            say!("| {} |", fields.join(" | "));
        }
    }
}

/// A field in quotes. One that a spreadsheet would take for a formula begins with an apostrophe instead.
fn field(text: &str) -> String {
    let formula = text.trim_start().starts_with(['=', '+', '-', '@']) || text.starts_with(['\t', '\r', '\n']);
    let guard = if formula { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_field_is_taken_for_a_formula_and_quotes_stay_inside() {
        for (text, written) in [
            ("Risk", "\"Risk\""),
            ("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""),
            ("+1", "\"'+1\""),
            ("-1", "\"'-1\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("  =1", "\"'  =1\""),
            ("\t=1", "\"'\t=1\""),
            ("a, b", "\"a, b\""),
        ] {
            assert_eq!(field(text), written);
        }
    }
}
