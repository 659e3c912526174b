//! The way to the pages of bodies and services: a board with its seats, and which stages services cover.

use Step::{Choose, Fill, Open, Press, Set, Tick};
use web::paths;

use crate::browser_tables::{Page, Step};

const BODY: &[Step] = &[
    Fill("What is it called?", "Pathway board"),
    Fill("What does it decide or run?", "Commissions the pathway."),
    Set("#began-day #began-month #began-year", &["1", "9", "2026"]),
    Fill("Which areas does it have? (optional)", "North"),
    Press("Record"),
];
/// Pages of bodies and services. One way leads on from the other.
pub const PROVISION: &[Page] = &[
    Page(paths::PROVISION, &[Press("Bodies and services")], "Bodies and services"),
    Page(paths::PROVISION_NEW, &[Press("Record a body")], "Record a body"),
    Page(paths::PROVISION_NEW, &[Press("Record")], "Record a body"),
    Page(paths::PROVISION_ONE, BODY, "Pathway board"),
    Page(paths::PROVISION_STEP, &[Press("Add a seat")], "Add a seat"),
    Page(paths::PROVISION_STEP, &[Press("Record")], "Add a seat"),
    Page(
        paths::PROVISION_ONE,
        &[Tick("Service user representative"), Tick("Yes, one in each area"), Press("Record")],
        "Pathway board",
    ),
    Page(paths::PROVISION_STEP, &[Press("Record who holds a seat")], "Record who holds a seat"),
    Page(
        paths::PROVISION_ONE,
        &[
            Choose("Which seat?", "North: Service user representative"),
            Fill("Which post?", "Elected by the forum"),
            Set("#since-day #since-month #since-year", &["1", "10", "2026"]),
            Press("Record"),
        ],
        "Pathway board",
    ),
    Page(paths::PROVISION_NEW, &[Open("/provision"), Press("Describe a service")], "Describe a service"),
    Page(paths::COVERAGE, &[Open("/provision/coverage")], "Which stages services cover"),
];
