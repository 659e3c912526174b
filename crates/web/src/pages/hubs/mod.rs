//! Hubs: those of the partnership, opening and setting one, its list, its panel's meetings, and what it achieved.

mod list;
mod one;
mod record;
mod set;

pub(crate) use set::{SELECT_AGES, SELECT_RULE};

use crate::{
    paths,
    router::{Access, Route},
    words,
};
use domain::hub::HubResult;
use gate::Action;

/// The routes of hubs. Who is on a list, the gate decides.
pub(crate) fn routes() -> Vec<Route> {
    let see = Access::May(Action::SeeHubs);
    let (keep, count) = (Access::May(Action::KeepHub), Access::May(Action::CountHub));
    vec![
        Route::page(paths::HUBS, see, list::get),
        Route::page(paths::HUB_NEW, keep, set::get_new),
        Route::form(paths::HUB_NEW, keep, set::post_new),
        Route::page(paths::HUB, see, one::get),
        Route::page(paths::HUB_SET, keep, set::get),
        Route::form(paths::HUB_SET, keep, set::post),
        Route::page(paths::HUB_MET, keep, record::get_met),
        Route::form(paths::HUB_MET, keep, record::post_met),
        Route::page(paths::HUB_COUNT, count, record::get_count),
        Route::form(paths::HUB_COUNT, count, record::post_count),
    ]
}

/// What a hub has achieved, in a sentence: nothing before twelve months, and with no comparator it says so.
pub(crate) fn achieved(result: &HubResult, target: u16) -> String {
    match result {
        HubResult::NotYet(day) => {
            format!("Not yet measurable: 12 months of operation are over on {}", words::day(*day))
        }
        HubResult::NoFigures => "No year has been counted yet".to_owned(),
        HubResult::Measured { mean, comparator } => {
            let met = if *mean >= f64::from(target) { "met" } else { "not met" };
            let compared = match comparator {
                None => "no comparator".to_owned(),
                Some(other) => format!("{} in the comparator", change(*other)),
            };
            format!(
                "{} in the mean of the years ({compared}). Worked for: {target} % fewer, which is {met}",
                change(*mean)
            )
        }
    }
}

/// "30 % fewer convictions".
fn change(per_cent: f64) -> String {
    let figure = format!("{:.0}", per_cent.abs());
    match (figure.as_str(), per_cent < 0.0) {
        ("0", _) => "As many convictions".to_owned(),
        (figure, false) => format!("{figure} % fewer convictions"),
        (figure, true) => format!("{figure} % more convictions"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn s3_27_what_is_printed_of_a_result() {
        let measured = |mean, comparator| HubResult::Measured { mean, comparator };
        assert_eq!(
            achieved(&HubResult::NotYet(date(2027, 3, 1)), 30),
            "Not yet measurable: 12 months of operation are over on Mon 1 Mar 2027"
        );
        assert_eq!(
            achieved(&measured(30.0, None), 30),
            "30 % fewer convictions in the mean of the years (no comparator). Worked for: 30 % fewer, which is met"
        );
        assert_eq!(
            achieved(&measured(29.4, Some(-12.5)), 30),
            "29 % fewer convictions in the mean of the years (12 % more convictions in the comparator). \
             Worked for: 30 % fewer, which is not met"
        );
        assert!(achieved(&measured(-0.2, None), 30).starts_with("As many convictions"));
    }
}
