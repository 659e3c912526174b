//! The pages about agencies that leave, for whoever coordinates the partnership.

use crate::browser_tables::{
    Page,
    Step::{Choose, First, Open, Press, Set, Tick},
};
use web::paths;

/// One after another: the last day that one page records is there on the next.
pub const COORDINATOR: &[Page] = &[
    Page(paths::DEPARTURES, &[Open("/departures")], "Departures"),
    Page(
        paths::DEPARTURE_CHOOSE,
        &[Open("/departures"), Press("Record a last day")],
        "Whose last day is it?",
    ),
    Page(paths::DEPARTURE_NEW, &[Open("/departures/new"), Press("Hearthstone Homes")], "Last day of"),
    Page(
        paths::DEPARTURE,
        &[
            Open("/departures/new"),
            Press("Hearthstone Homes"),
            Set(
                "[name='last_day-day'] [name='last_day-month'] [name='last_day-year']",
                &["31", "12", "2030"],
            ),
            Tick("It closes"),
            Choose("Who takes over all other open work?", "Steady Hands"),
            Choose("Who keeps its records?", "Northmoor County Council"),
            Press("Record the last day"),
        ],
        "Last day of",
    ),
    Page(
        paths::DEPARTURE_CALL_OFF,
        &[Open("/departures"), First("main tbody a[href^='/departures/']"), Press("Call it off")],
        "Call off the last day",
    ),
];
