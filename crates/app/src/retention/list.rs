//! What is due for disposal, what waits for a second person, and one record with what is said of its keeping.

use crate::{App, people::Names, refusal::Refusal};
use domain::{
    ids::PersonId,
    retention::{Assessment, Disposal, Hold, Holding},
    section::Purpose,
};
use gate::{Action, Viewer};

/// Records looked at in one step, and steps of one page.
const STEP: u32 = 200;
const STEPS: u32 = 5;
/// Rows of one page.
const ROWS: usize = 50;
/// Disposals that are listed, and holds of one record.
const LISTED: u32 = 100;

/// What is due, page by page.
#[derive(Debug, Clone)]
pub struct RetentionList {
    /// Records that are due, in the order of their ids, each with what it rests on.
    pub due: Vec<(Holding, Assessment)>,
    /// How many records were looked at.
    pub looked_at: u32,
    /// Where the next page begins.
    pub next: Option<PersonId>,
    /// Disposals: those that wait first.
    pub disposals: Vec<Disposal>,
    /// Names of those who proposed and decided.
    pub names: Names,
}

/// One record of the agency's.
#[derive(Debug, Clone)]
pub struct HeldRecord {
    /// What is held.
    pub holding: Holding,
    /// What follows from the schedules.
    pub assessment: Assessment,
    /// Its holds, the latest first.
    pub holds: Vec<Hold>,
    /// Names of those who placed them.
    pub names: Names,
}

/// What the viewer's agency may dispose of, after a place.
pub async fn list(app: &App, viewer: &Viewer, after: Option<PersonId>) -> Result<RetentionList, Refusal> {
    let mut cx = app.read(viewer, Purpose::Oversight, "see what may be disposed of").await?;
    cx.permit_role(Action::SeeRetention)?;
    let (filter, today, agency) = (cx.visible(), cx.today(), cx.agency());
    let (mut due, mut looked_at, mut next) = (Vec::new(), 0_u32, after);
    for _ in 0..STEPS {
        let people = cx.tx.held_people(&filter, today, next, STEP).await?;
        let end = people.len() < STEP as usize;
        let mut full = false;
        for (holding, assessment) in cx.assessed(&people).await? {
            next = Some(holding.person);
            looked_at = looked_at.saturating_add(1);
            if assessment.is_due() && holding.proposed.is_none() {
                due.push((holding, assessment));
            }
            full = due.len() == ROWS;
            if full {
                break;
            }
        }
        if full {
            break;
        }
        if end {
            next = None;
            break;
        }
    }
    let disposals = cx.tx.disposals(agency, LISTED).await?;
    let decided = disposals.iter().filter_map(|one| one.decided);
    let by: Vec<_> =
        disposals.iter().map(|one| one.proposal.stamp).chain(decided).map(|one| one.by).collect();
    let names = cx.names(by, []).await?;
    cx.answer(RetentionList { due, looked_at, next, disposals, names }).await
}

/// One record of the viewer's agency, and what is said of its keeping.
pub async fn record(app: &App, viewer: &Viewer, person: PersonId) -> Result<HeldRecord, Refusal> {
    let mut cx = app.read(viewer, Purpose::Oversight, "see how long a record is kept").await?;
    cx.permit_role(Action::SeeRetention)?;
    let (holding, assessment) = cx.held(person).await?;
    let agency = cx.agency();
    let holds = cx.tx.holds(person, agency, LISTED).await?;
    let ended = holds.iter().filter_map(|one| one.ended.as_ref().map(|(stamp, _)| stamp.by));
    let by = holds.iter().map(|one| one.stamp.by).chain(ended);
    let names = cx.names(by.collect::<Vec<_>>(), []).await?;
    cx.answer(HeldRecord { holding, assessment, holds, names }).await
}
