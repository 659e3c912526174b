//! The way to each page about an order and what follows from it: the order in the middle of its course, which the
//! demonstration's practitioner finds through the absence that waits for a decision.

use crate::browser_tables::{
    Page,
    Step::{First, Mark, Open, Press, Set},
};
use web::paths;

/// The way to the order's tab, and on from there.
macro_rules! from_order {
    ($($step:expr),* $(,)?) => {
        &[
            Open("/my-work"),
            First("main a[href^='/failures/']"),
            First("main a[href$='/order']"),
            $($step),*
        ]
    };
}

/// A day in three fields.
macro_rules! typed {
    ($name:literal, $day:literal, $month:literal, $year:literal) => {
        Set(
            concat!("[name='", $name, "-day'] [name='", $name, "-month'] [name='", $name, "-year']"),
            &[$day, $month, $year],
        )
    };
}

const KIND: crate::browser_tables::Step = Mark("input[name=kind][value=community]");
const NATION: crate::browser_tables::Step = Mark("input[name=nation][value=england]");
const MADE: crate::browser_tables::Step = typed!("made", "2", "11", "2026");
const ENDS: crate::browser_tables::Step = typed!("ends", "1", "11", "2027");
const TREATMENT: crate::browser_tables::Step = Set("[name='amount-ATR']", &["6"]);
const ACTIVITY: crate::browser_tables::Step = Set("[name='amount-RAR']", &["15"]);
const WORDS: crate::browser_tables::Step = Set(
    "[name=going_well] [name=goes_on] [name=if_hard] [name=contact]",
    &["Home.", "Work.", "Ring.", "Desk."],
);

/// Pages of an order.
pub const ORDERS: &[Page] = &[
    Page(paths::FAILURE, &[Open("/my-work"), First("main a[href^='/failures/']")], "Failure to comply"),
    Page(paths::FAILURE_STEP, &[Press("Accept the reason")], "Accept the reason"),
    Page(paths::FAILURE_STEP, &[Press("Record")], "Accept the reason"),
    Page(paths::PERSON_ORDER, from_order![], "Orders and requirements"),
    Page(paths::ORDER_STEP, from_order![First("main a[href*='step=suspend']")], "Suspend"),
    Page(paths::ORDER_STEP, &[Press("Record")], "Suspend"),
    Page(
        paths::ORDER_STEP,
        from_order![First("main a[href*='step=vary']")],
        "Record that the court varied it",
    ),
    Page(paths::ORDER_REQUIREMENT, from_order![First("main a[href*='/requirement?']")], ""),
    Page(paths::ORDER_REQUIREMENT, &[Press("Record")], ""),
    Page(paths::ORDER_LEAD, from_order![First("main a[href$='/lead']")], "Set who leads"),
    Page(paths::ORDER_LEAD, &[Press("Set the lead")], "Set who leads"),
    Page(paths::ORDER_CADENCE, from_order![First("main a[href$='/cadence']")], "How often the parties meet"),
    Page(paths::ORDER_CADENCE, &[Press("Record")], "How often the parties meet"),
    Page(paths::ORDER_FAILURE, from_order![First("main a[href$='/failure']")], "Record a failure to comply"),
    Page(paths::ORDER_FAILURE, &[Press("Record")], "Record a failure to comply"),
    Page(paths::ORDER_TELL, from_order![First("main a[href$='/tell']")], "Tell agencies"),
    Page(paths::ORDER_TELL, &[Press("Tell them")], "Tell agencies"),
    Page(paths::ORDER_OUTCOME, from_order![First("main a[href$='/outcome']")], "Record an outcome"),
    Page(paths::ORDER_OUTCOME, &[Press("Record")], "Record an outcome"),
    Page(paths::ORDER_SCHEME, from_order![First("main a[href$='/scheme']")], "Could"),
    Page(paths::ORDER_SCHEME, &[Press("See the answer")], "Could"),
    Page(paths::ORDER_END, from_order![First("main a[href$='/end']")], "End the order"),
    Page(paths::ORDER_END, &[Mark("input[value=completed_early]"), Press("End the order")], "End the order"),
    Page(paths::ORDER_HANDOVER_WRITE, from_order![First("main a[href$='/handover']")], "What"),
    Page(paths::ORDER_HANDOVER_WRITE, &[Press("Write the page")], "What"),
    Page(paths::ORDER_HANDOVER, &[WORDS, Press("Write the page")], "What comes next"),
    Page(paths::ORDER_NEW, from_order![Press("Record an order")], "What did the court make?"),
    Page(paths::ORDER_NEW, &[Press("Continue")], "What did the court make?"),
    Page(
        paths::ORDER_NEW_REQUIREMENTS,
        &[KIND, MADE, ENDS, NATION, Press("Continue")],
        "Which requirements?",
    ),
    Page(paths::ORDER_NEW_REQUIREMENTS, &[Press("Continue")], "Which requirements?"),
    Page(paths::ORDER_NEW_CONDITIONS, &[TREATMENT, Press("Continue")], "What was shown for treatment?"),
    Page(paths::ORDER_NEW_CONDITIONS, &[Press("Continue")], "What was shown for treatment?"),
    Page(
        paths::ORDER_NEW_CHECK,
        from_order![
            Press("Record an order"),
            Press("Continue"),
            Set("[name='amount-ATR']", &[""]),
            ACTIVITY,
            Press("Continue"),
        ],
        "Check your answers",
    ),
    Page(
        paths::REFERRAL_GIVE,
        &[Open("/my-work"), Press("Give the information"), First("main a[href*='/information']")],
        "Give the information",
    ),
    Page(paths::REFERRAL_GIVE, &[Press("Send to the service")], "Give the information"),
];
