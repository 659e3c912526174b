//! The casework of one's own agency: what goes on of one kind, by its day, and how many there were in a year.

use super::list::PieceLine;
use crate::{App, Cx, people::Names, ports::PieceQuery, refusal::Refusal};
use domain::{casework::PieceKind, person::Identity, section::Purpose, timing::TimingCode};
use gate::{Action, Viewer};
use jiff::{ToSpan, civil::Date};
use std::collections::BTreeMap;

/// Rows of one page.
pub const DESK_ROWS: u32 = 50;

/// Pieces of one year that are counted, at most.
const COUNTED: u32 = 5_000;

/// Which casework of the agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeskOf {
    /// Of which kind.
    pub kind: PieceKind,
    /// How many rows are passed over.
    pub from: u32,
}

/// One piece of the agency.
#[derive(Debug, Clone)]
pub struct DeskLine {
    /// With whom.
    pub person: Identity,
    /// The piece.
    pub line: PieceLine,
}

/// What there was in one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The first day of the year: 1 April.
    pub from: Date,
    /// How many stand at which stage, of those whose day lies in the year and that the gate opens to the viewer.
    pub counts: BTreeMap<String, u32>,
}

impl Counted {
    /// How many there were.
    pub fn all(&self) -> u32 {
        self.counts.values().sum()
    }

    /// How many stand so, whether they go on or not.
    pub fn at(&self, stage: &str) -> u32 {
        self.counts.get(stage).copied().unwrap_or_default()
    }
}

/// The casework of the agency, of one kind.
#[derive(Debug, Clone)]
pub struct Desk {
    /// Today in London.
    pub today: Date,
    /// Which.
    pub of: DeskOf,
    /// What goes on, by its day.
    pub rows: Vec<DeskLine>,
    /// Where the next page begins, where there is one.
    pub next: Option<u32>,
    /// This year and the one before, newest first, of people whom the viewer may know of.
    pub years: Vec<Counted>,
    /// How many are meant to begin in a year, for a scheme that says so.
    pub meant: Option<u16>,
    /// Names of agencies.
    pub names: Names,
}

/// 1 April of the year in which a day lies.
fn year_of(day: Date) -> Date {
    let april = Date::new(day.year(), 4, 1).unwrap_or(day);
    if day < april { april.saturating_sub(1.year()) } else { april }
}

/// Reads the casework of the viewer's agency, of one kind.
pub async fn desk(app: &App, viewer: &Viewer, of: DeskOf) -> Result<Desk, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "casework of the agency").await?;
    cx.permit_role(Action::KeepCasework)?;
    let (filter, today, agency) = (cx.visible(), cx.today(), cx.agency());
    let query = PieceQuery { filter: &filter, agency, kind: of.kind, today };
    let mut sealed = cx.tx.pieces_of_agency(query, of.from, DESK_ROWS.saturating_add(1)).await?;
    let more = sealed.len() > DESK_ROWS as usize;
    sealed.truncate(DESK_ROWS as usize);
    let people = sealed.iter().map(|one| one.label().person);
    let (standings, identities) = cx.people(people).await?;
    let opened: Vec<_> = cx.open_by_person(&standings, sealed).collect();
    let names = opened.iter().map(|(_, piece)| piece.begun());
    let names = cx.names(names.clone().map(|stamp| stamp.by), names.map(|stamp| stamp.agency)).await?;
    let rows = opened.into_iter().filter_map(|(person, piece)| {
        let person = identities.get(&person)?.clone();
        Some(DeskLine { person, line: PieceLine::of(piece, &names, false) })
    });
    let rows = rows.collect();
    let this = year_of(today);
    let mut years = Vec::new();
    for from in [this, this.saturating_sub(1.year())] {
        years.push(cx.counted(query, from).await?);
    }
    let meant = match of.kind {
        PieceKind::Intensive => Some(cx.tx.timings().await?.on(TimingCode::IntensiveStarts, today)?.count),
        _ => None,
    };
    let next = more.then(|| of.from.saturating_add(DESK_ROWS));
    cx.answer(Desk { today, of, rows, next, years, meant, names }).await
}

impl Cx<'_> {
    /// What there was in the year from `from` on.
    async fn counted(&mut self, query: PieceQuery<'_>, from: Date) -> Result<Counted, Refusal> {
        let heads = self.tx.piece_heads(query, from, from.saturating_add(1.year()), COUNTED).await?;
        let standings = self.standings_of(heads.iter().map(|head| head.label.person)).await?;
        let mut counts = BTreeMap::new();
        for head in heads {
            let standing = standings.get(&head.label.person);
            let opens =
                |standing| self.gate.decide(&self.viewer, self.purpose(), standing, head.label).is_ok();
            if standing.is_some_and(opens) {
                *counts.entry(head.stage).or_default() += 1;
            }
        }
        Ok(Counted { from, counts })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_year_begins_on_the_first_of_april() {
        assert_eq!(year_of(date(2026, 11, 24)), date(2026, 4, 1));
        assert_eq!(year_of(date(2026, 4, 1)), date(2026, 4, 1));
        assert_eq!(year_of(date(2026, 3, 31)), date(2025, 4, 1));
    }
}
