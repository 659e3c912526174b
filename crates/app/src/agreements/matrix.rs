//! Who can see what: agency by section by purpose, as the clauses in force add up today.
//!
//! It speaks of nobody's record. Each cell names the clauses that could show the section, the one that shows most first; what must
//! relate somebody to a person, and what else must hold, is in their words. Staff see the cells of their own agency; whoever reads
//! the partnership's agreements sees all.

use super::{Checked, granted::Granted};
use crate::{App, Cx, refusal::Refusal};
use domain::{
    agency::Agency,
    agreement::words::Names,
    ids::AgencyId,
    section::{Level, Purpose, Section},
};
use gate::{Action, Viewer};
use jiff::civil::Date;

/// Lines of one page, each of one agency and section.
pub const MATRIX_LINES: usize = 20;
/// Lines of one page at most, for programs.
pub const MATRIX_MOST: usize = 200;

/// Which cells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MatrixQuery {
    /// Of this agency alone.
    pub agency: Option<AgencyId>,
    /// Of this section alone.
    pub section: Option<Section>,
    /// For this purpose alone.
    pub purpose: Option<Purpose>,
    /// Leaving out so many lines.
    pub skip: usize,
    /// At most so many lines.
    pub most: usize,
}

/// What one agency could see of one section for one purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What for.
    pub purpose: Purpose,
    /// The clauses that could show it, the highest level first; none where it sees nothing.
    pub granted: Vec<Granted>,
}

impl Cell {
    /// The highest level.
    pub fn level(&self) -> Option<Level> {
        self.granted.first().map(|one| one.level)
    }
}

/// One agency and section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixLine {
    /// Who.
    pub agency: Agency,
    /// What.
    pub section: Section,
    /// One for each purpose that was asked for.
    pub cells: Vec<Cell>,
}

/// A page of the matrix.
#[derive(Debug, Clone)]
pub struct Matrix {
    /// Its lines, by agency and section.
    pub lines: Vec<MatrixLine>,
    /// How many lines there are in all.
    pub count: usize,
    /// Where the next page begins.
    pub next: Option<usize>,
    /// The agencies that may be asked for.
    pub agencies: Vec<Agency>,
    /// Whether the viewer sees the whole partnership, or their own agency alone.
    pub whole: bool,
    /// What the agreements say together, for whoever sees the whole.
    pub checked: Option<Checked>,
    /// The day that it is of.
    pub today: Date,
}

/// A page of the matrix of today.
///
/// # Errors
/// [`Refusal::NotFound`] for an agency that the viewer may not ask about.
pub async fn matrix(app: &App, viewer: &Viewer, query: MatrixQuery) -> Result<Matrix, Refusal> {
    let mut cx = app.read(viewer, Purpose::Administration, "read who can see what").await?;
    cx.permit_role(Action::SeeMatrix)?;
    let versions = cx.agreement_versions().await?;
    let partners = cx.partners().await?;
    let whole = cx.sees_the_whole();
    let own = cx.agency();
    let agencies: Vec<Agency> = partners.iter().filter(|one| whole || one.id == own).cloned().collect();
    if query.agency.is_some_and(|id| !agencies.iter().any(|one| one.id == id)) {
        return Err(Refusal::NotFound);
    }
    let asked: Vec<(&Agency, Section)> = agencies
        .iter()
        .filter(|one| query.agency.is_none_or(|id| id == one.id))
        .flat_map(|one| Section::ALL.iter().map(move |section| (one, *section)))
        .filter(|(_, section)| query.section.is_none_or(|only| only == *section))
        .collect();
    let most = query.most.clamp(1, MATRIX_MOST);
    let (rules, names) = (cx.gate.rules(), Names(&partners));
    let cell = |agency: &Agency, section, purpose| Cell {
        purpose,
        granted: rules
            .shown_to(agency.id, agency.kind, section, purpose)
            .into_iter()
            .map(|(agreement, clause)| Granted::of(agreement, clause, &versions, names))
            .collect(),
    };
    let purposes =
        || Purpose::ALL.iter().copied().filter(|one| query.purpose.is_none_or(|only| only == *one));
    let lines: Vec<MatrixLine> = asked
        .iter()
        .skip(query.skip)
        .take(most)
        .map(|(agency, section)| MatrixLine {
            agency: (*agency).clone(),
            section: *section,
            cells: purposes().map(|purpose| cell(agency, *section, purpose)).collect(),
        })
        .collect();
    let (count, end) = (asked.len(), query.skip.saturating_add(most));
    let next = (end < count).then_some(end);
    let today = cx.today();
    let checked = if whole { Some(cx.check_visible().await?) } else { None };
    cx.answer(Matrix { lines, count, next, agencies, whole, checked, today }).await
}

impl Cx<'_> {
    /// Whether the viewer sees what every agency may see.
    fn sees_the_whole(&self) -> bool {
        [Action::SeeAgreements, Action::CheckAgreements]
            .into_iter()
            .any(|action| self.permit_role(action).is_ok())
    }
}
