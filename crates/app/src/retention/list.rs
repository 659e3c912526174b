//! What is due for disposal, what is held, what waits for a second person, and one record with what is said of its keeping: of the
//! viewer's own agency, and of each that has left and whose records it keeps.

use super::Which;
use crate::{App, Cx, departures::Kept, people::Names, refusal::Refusal};
use domain::{
    ids::{AgencyId, PersonId},
    retention::{Assessment, Disposal, Hold, Holding},
    section::Purpose,
};
use gate::{Action, Viewer};
use uuid::Uuid;

/// Records looked at in one step, and steps of one page.
const STEP: u32 = 200;
const STEPS: u32 = 5;
/// Rows of one page.
const ROWS: usize = 50;
/// Disposals and holds that are listed, and holds of one record.
const LISTED: u32 = 100;

/// Where a page begins: of which agency, and after whom.
pub type Place = (AgencyId, PersonId);

/// A record that is due.
#[derive(Debug, Clone)]
pub struct Due {
    /// What this agency recorded.
    pub kept: Kept,
    /// What is held.
    pub holding: Holding,
    /// What it rests on.
    pub assessment: Assessment,
}

/// What is due, page by page.
#[derive(Debug, Clone)]
pub struct RetentionList {
    /// The agencies whose records are kept.
    pub keeps: Vec<Kept>,
    /// Records that are due, by agency and in the order of their ids.
    pub due: Vec<Due>,
    /// How many records were looked at.
    pub looked_at: u32,
    /// Where the next page begins.
    pub next: Option<Place>,
    /// Holds that stand, by the day of review, each with the short reference of its record.
    pub holds: Vec<(Hold, String)>,
    /// Disposals: those that wait first.
    pub disposals: Vec<Disposal>,
    /// Names of those who proposed, decided and placed holds.
    pub names: Names,
}

impl RetentionList {
    /// Of these agencies, the one that recorded it, where it has left.
    pub fn left(&self, of: AgencyId) -> Option<&Kept> {
        self.keeps.iter().find(|one| one.agency == of && one.left.is_some())
    }
}

/// One record that the agency keeps.
#[derive(Debug, Clone)]
pub struct HeldRecord {
    /// What this agency recorded.
    pub kept: Kept,
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
///
/// # Errors
/// [`Refusal::NotFound`] for a place at an agency whose records it does not keep.
pub async fn list(app: &App, viewer: &Viewer, after: Option<Place>) -> Result<RetentionList, Refusal> {
    let mut cx = app.read(viewer, Purpose::Oversight, "see what may be disposed of").await?;
    cx.permit_role(Action::SeeRetention)?;
    let (filter, today, keeps) = (cx.visible(), cx.today(), cx.keeps().await?);
    let (due, looked_at, next) = cx.records_due(&keeps, after).await?;
    let of: Vec<AgencyId> = keeps.iter().map(|one| one.agency).collect();
    let holds = cx.tx.standing_holds(&filter, &of, today, LISTED).await?;
    let disposals = cx.tx.disposals(&of, LISTED).await?;
    let decided = disposals.iter().filter_map(|one| one.decided);
    let by = disposals.iter().map(|one| one.proposal.stamp).chain(decided);
    let by: Vec<_> = by.chain(holds.iter().map(|(one, _)| one.stamp)).map(|one| one.by).collect();
    let names = cx.names(by, []).await?;
    cx.answer(RetentionList { keeps, due, looked_at, next, holds, disposals, names }).await
}

impl Cx<'_> {
    /// What is due of these agencies, one after the other, after a place; how many records were looked at, and where to go on.
    async fn records_due(
        &mut self,
        keeps: &[Kept],
        after: Option<Place>,
    ) -> Result<(Vec<Due>, u32, Option<Place>), Refusal> {
        let (filter, today) = (self.visible(), self.today());
        let first = match after {
            None => 0,
            Some((of, _)) => keeps.iter().position(|one| one.agency == of).ok_or(Refusal::NotFound)?,
        };
        let (mut due, mut looked_at, mut steps) = (Vec::new(), 0_u32, 0_u32);
        let mut from = after.map(|(_, person)| person);
        for kept in keeps.iter().skip(first) {
            loop {
                if steps == STEPS {
                    let place = (kept.agency, from.unwrap_or(PersonId(Uuid::nil())));
                    return Ok((due, looked_at, Some(place)));
                }
                steps = steps.saturating_add(1);
                let people = self.tx.held_people(&filter, kept.agency, today, from, STEP).await?;
                for (holding, assessment) in self.assessed(kept, &people).await? {
                    from = Some(holding.person);
                    looked_at = looked_at.saturating_add(1);
                    let place = (kept.agency, holding.person);
                    if assessment.is_due() && holding.proposed.is_none() {
                        due.push(Due { kept: kept.clone(), holding, assessment });
                    }
                    if due.len() == ROWS {
                        return Ok((due, looked_at, Some(place)));
                    }
                }
                if people.len() < STEP as usize {
                    break;
                }
            }
            from = None;
        }
        Ok((due, looked_at, None))
    }
}

/// One record that the viewer's agency keeps, and what is said of its keeping.
pub async fn record(
    app: &App,
    viewer: &Viewer,
    person: PersonId,
    which: Which,
) -> Result<HeldRecord, Refusal> {
    let mut cx = app.read(viewer, Purpose::Oversight, "see how long a record is kept").await?;
    cx.permit_role(Action::SeeRetention)?;
    let kept = cx.kept_record(person, which).await?;
    let (holding, assessment) = cx.held(&kept, person).await?;
    let holds = cx.tx.holds(person, kept.agency, LISTED).await?;
    let ended = holds.iter().filter_map(|one| one.ended.as_ref().map(|(stamp, _)| stamp.by));
    let by = holds.iter().map(|one| one.stamp.by).chain(ended);
    let names = cx.names(by.collect::<Vec<_>>(), []).await?;
    cx.answer(HeldRecord { kept, holding, assessment, holds, names }).await
}
