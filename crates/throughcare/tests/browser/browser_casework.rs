//! The way to the pages of casework: an agreement with the person, a release, and the casework of the agency.

use Step::{Fill, First, Open, Press, Set, Tick};
use web::paths;

use crate::browser_tables::{PERSON, Page, Step};

const RELEASED: &[Step] = &[
    Set("#release-day #release-month #release-year", &["18", "12", "2030"]),
    Fill("From which prison?", "HMP Northmoor"),
    Tick("Under 12 months"),
    Step::Choose("Which agency leads?", "Northmoor Probation"),
    Press("Begin"),
];
/// Pages of casework. One way leads on from the other.
pub const CASEWORK: &[Page] = &[
    Page(paths::PERSON_CASEWORK, &[Open("/caseload"), PERSON, Press("Casework")], "Casework"),
    Page(paths::PIECE_NEW, &[Press("Begin something")], "Begin something"),
    Page(paths::PIECE_NEW, &[Press("Prepare a release")], "Prepare a release"),
    Page(paths::PIECE_NEW, &[Press("Begin")], "Prepare a release"),
    Page(paths::PIECE, RELEASED, "Release from prison"),
    Page(paths::PIECE_STEP, &[Press("Record the first appointment")], "Record the first appointment"),
    Page(paths::PIECE_STEP, &[Press("Record")], "Record the first appointment"),
    Page(
        paths::PIECE,
        &[
            Set("#when-day #when-month #when-year", &["18", "12", "2030"]),
            Fill("At what time?", "2pm"),
            Fill("With whom?", "The duty desk"),
            Fill("Where?", "12 Quay Street"),
            Press("Record"),
        ],
        "Release from prison",
    ),
    Page(paths::PIECE_PAPER, &[Press("What the person is given, on paper")], "Your release"),
    Page(paths::CASEWORK, &[Open("/casework")], "Casework: Release from prison"),
    Page(paths::PIECE, &[First("main a[href^='/casework/0']")], "Release from prison"),
    Page(
        paths::PIECE,
        &[
            Press("Casework"),
            Press("Begin something"),
            Press("Write an agreement"),
            Fill("What is offered?", "A key worker each week."),
            Fill("What is expected?", "To come, or to ring."),
            Fill("What happens if something is not kept?", "We talk it over first."),
            Press("Begin"),
        ],
        "Agreement with the person",
    ),
];
