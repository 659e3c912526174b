//! Disclosures that were mistakes: the short form for everybody, the register, and one report with its steps.

mod list;
mod new;
mod one;
mod step;

pub(crate) use list::open_card;

use crate::{
    paths,
    router::{Access, Route},
};
use domain::mistake::Mistake;
use gate::Action;
use jiff::Timestamp;

/// The routes about mistaken disclosures.
pub(crate) fn routes() -> Vec<Route> {
    let (report, handle) = (Access::May(Action::ReportMistake), Access::May(Action::HandleMistake));
    vec![
        Route::page(paths::MISTAKES, handle, list::get),
        Route::page(paths::MISTAKE_NEW, report, new::get),
        Route::form(paths::MISTAKE_NEW, report, new::post),
        Route::page(paths::MISTAKE, handle, one::get),
        Route::page(paths::MISTAKE_STEP, handle, step::get),
        Route::form(paths::MISTAKE_STEP, handle, step::post),
    ]
}

/// How the 72 hours stand: "41 hours left", "3 hours late".
fn hours(one: &Mistake, now: Timestamp) -> String {
    if let Some((stamp, _)) = one.commissioner() {
        let late = if one.is_late(now) { ", late" } else { "" };
        return format!("Decided {} hours after{late}", stamp.at.duration_since(one.aware).as_hours());
    }
    let left = one.tell_by.duration_since(now);
    if left.is_negative() {
        return format!("{} hours late", now.duration_since(one.tell_by).as_hours());
    }
    format!("{} hours left", left.as_hours())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        ids::{AccountId, AgencyId, MistakeId},
        stamp::Stamp,
        text::{Line, Prose},
    };
    use jiff::SignedDuration;
    use uuid::Uuid;

    #[test]
    fn the_hours_are_told_as_left_and_as_late() {
        let at = Timestamp::from_second(1_795_500_000).expect("an instant");
        let stamp = Stamp { at, by: AccountId(Uuid::nil()), agency: AgencyId(Uuid::nil()) };
        let (what, to) = (Prose::new("A letter").expect("words"), Line::new("A neighbour").expect("words"));
        let day = jiff::civil::date(2026, 11, 24);
        let by = at + SignedDuration::from_hours(72);
        let one = Mistake::new(MistakeId(Uuid::nil()), None, what, 1, vec![], to, day, at, by, stamp);
        let after = |hours| hours_of(&one, at + SignedDuration::from_hours(hours));
        assert_eq!((after(0).as_str(), after(71).as_str()), ("72 hours left", "1 hours left"));
        assert_eq!(after(75), "3 hours late");
    }

    fn hours_of(one: &Mistake, now: Timestamp) -> String {
        super::hours(one, now)
    }
}
