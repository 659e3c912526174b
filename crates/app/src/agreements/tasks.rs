//! What agreements ask of whoever looks at their work: to sign, to review, to answer what was sent back. Each with its day.
//!
//! These follow from the agreements themselves and are about no person, so they are no duties on anybody's record.

use crate::{App, Cx, refusal::Refusal};
use domain::{
    agreement::{Move, State, Version, in_force, review::WARNINGS},
    ids::AgreementId,
    section::Purpose,
    text::Line,
};
use gate::{Action, Viewer};
use jiff::civil::Date;

/// Tasks on one desk.
const MOST: usize = 50;

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// With which agreement.
    pub agreement: AgreementId,
    /// With which version.
    pub number: u16,
    /// Its title.
    pub title: Line,
    /// What: sign, review, or answer with the next version what was sent back.
    pub what: Move,
    /// By which day.
    pub due: Date,
    /// Of a review, the warning that has been reached: 90, 30 or 7 days before. None once the day is past.
    pub warning: Option<i32>,
}

/// What is to be done, soonest first.
pub async fn tasks(app: &App, viewer: &Viewer) -> Result<Vec<Task>, Refusal> {
    let mut cx = app.read(viewer, Purpose::Administration, "agreements on one's desk").await?;
    let (today, versions) = (cx.today(), cx.agreement_versions().await?);
    let tasks = found(&cx, &versions, today);
    cx.answer(tasks).await
}

fn found(cx: &Cx<'_>, versions: &[Version], today: Date) -> Vec<Task> {
    let leads = |version: &Version| cx.acts(Action::ManageAgreement, version);
    let live = in_force(versions, today);
    let mut tasks: Vec<Task> = versions
        .iter()
        .filter_map(|version| match version.state(today) {
            State::UnderReview => {
                let missing = version.unsigned();
                let everyone = version.terms.signing().is_empty();
                let mine = cx.signs_for(version).is_some_and(|agency| everyone || missing.contains(&agency));
                mine.then(|| task(version, Move::Sign, version.terms.starts, None))
            }
            State::Returned => {
                let newest = !versions
                    .iter()
                    .any(|one| one.agreement == version.agreement && one.number > version.number);
                let mine = newest && leads(version) && version.drafted.agency == cx.agency();
                mine.then(|| task(version, Move::Return, version.terms.starts, None))
            }
            State::InForce if live.contains(&version) && leads(version) => review_of(version, today),
            _ => None,
        })
        .collect();
    tasks.sort_by_key(|one| (one.due, one.agreement, one.number));
    tasks.truncate(MOST);
    tasks
}

fn task(version: &Version, what: Move, due: Date, warning: Option<i32>) -> Task {
    let (agreement, number, title) = (version.agreement, version.number, version.terms.title.clone());
    Task { agreement, number, title, what, due, warning }
}

/// A review that is due within ninety days, with the last warning that was reached.
fn review_of(version: &Version, today: Date) -> Option<Task> {
    let due = version.review_by();
    let left = (due - today).get_days();
    let warning = WARNINGS.iter().copied().filter(|days| left <= *days).min();
    warning.map(|days| task(version, Move::Review, due, (left >= 0).then_some(days)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreements::kept::tests::full;
    use domain::{
        ids::{AccountId, AgencyId},
        stamp::Stamp,
    };
    use jiff::{Timestamp, civil::date};
    use uuid::Uuid;

    #[test]
    fn a_review_is_said_at_ninety_thirty_and_seven_days_and_when_its_day_is_past() {
        let id = Uuid::nil();
        let drafted = Stamp { at: Timestamp::UNIX_EPOCH, by: AccountId(id), agency: AgencyId(id) };
        let version = Version::new(AgreementId(id), 1, full(), drafted);
        let said = |day| review_of(&version, day).map(|one| one.warning);
        assert_eq!(said(date(2027, 9, 1)), None);
        assert_eq!(said(date(2027, 9, 2)), Some(Some(90)));
        assert_eq!(said(date(2027, 11, 1)), Some(Some(30)));
        assert_eq!(said(date(2027, 11, 24)), Some(Some(7)));
        assert_eq!(said(date(2027, 12, 1)), Some(Some(7)));
        assert_eq!(said(date(2027, 12, 2)), Some(None));
    }
}
