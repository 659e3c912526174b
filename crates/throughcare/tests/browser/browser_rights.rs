//! The way to each page about receipts, corrections, copies of records, and reviews of looks.

use Step::{Fill, First, Open, Press, Tick, Today};
use web::paths;

use crate::browser_tables::{PERSON, Page, Step};

const SHARING: Step = Press("Sharing");
const TOLD: Step = Press("What the person is told of this");
const COPIES: Step = Press("Requests for a copy of the record");
const ASKED: &[Step] = &[
    Open("/caseload"),
    PERSON,
    SHARING,
    COPIES,
    Today,
    Fill("How did it come, and for what?", "By letter, for everything."),
    Tick("No doubt: the clock begins on the day it came"),
    Press("Record the request"),
];

/// Pages of somebody who works with the person.
pub const RIGHTS: &[Page] = &[
    Page(paths::PERSON_RECEIPTS, &[Open("/caseload"), PERSON, SHARING, TOLD], "Who has seen this record"),
    Page(
        paths::PERSON_RECEIPT_LETTER,
        &[Open("/caseload"), PERSON, SHARING, TOLD, Press("Print the letter")],
        "Who has seen your record",
    ),
    Page(
        paths::PERSON_RECEIPT_EASY,
        &[Open("/caseload"), PERSON, SHARING, TOLD, Press("Print the easy-read sheet")],
        "Who looked at your record",
    ),
    Page(
        paths::PERSON_CORRECTIONS,
        &[Open("/caseload"), PERSON, SHARING, Press("Corrections")],
        "Corrections",
    ),
    Page(paths::PERSON_CORRECTIONS, &[Press("Correct the note")], "Corrections"),
    Page(paths::CORRECTIONS, &[Open("/corrections")], "Corrections of what your agency had read"),
    Page(
        paths::PERSON_ACCESS_REQUESTS,
        &[Open("/caseload"), PERSON, SHARING, COPIES],
        "Requests for a copy of the record",
    ),
    Page(paths::PERSON_ACCESS_REQUESTS, &[Press("Record the request")], "Requests for a copy of the record"),
    Page(paths::ACCESS_REQUEST, ASKED, "Request for a copy"),
    Page(paths::ACCESS_REQUEST_STEP, &[First("main a[href*='step=redact']")], "Leave an entry out"),
    Page(paths::ACCESS_REQUEST_STEP, &[Press("Leave an entry out")], "Leave an entry out"),
];

/// Pages of an information governance lead.
pub const LOOKS: &[Page] = &[
    Page(paths::LOOK_REVIEWS, &[Open("/access-reviews")], "Access reviews"),
    Page(paths::LOOK_REVIEWS, &[Press("The week before")], "Access reviews"),
    Page(
        paths::SIGN_RULES,
        &[Open("/access-reviews"), Press("Signs of unusual looks")],
        "Signs of unusual looks",
    ),
    Page(paths::LOOK_DRAW, &[Open("/access-reviews"), Press("Draw a month’s share")], "Draw a month’s share"),
    Page(paths::LOOK_DRAW, &[Press("Draw")], "Draw a month’s share"),
    Page(paths::CORRECTIONS, &[Open("/corrections")], "Corrections of what your agency had read"),
    Page(paths::RETENTION, &[Open("/retention")], "Retention"),
    Page(paths::RETENTION_SCHEDULES, &[Press("How long records are kept")], "How long records are kept"),
    Page(paths::RETENTION_SCHEDULES, &[Press("Set it")], "How long records are kept"),
    Page(paths::MISTAKES, &[Open("/mistaken-disclosures")], "Mistaken disclosures"),
    Page(paths::MISTAKE_NEW, &[First("main a[href$='/new']")], "Report a mistaken disclosure"),
    Page(paths::MISTAKE_NEW, &[Press("Report it")], "Report a mistaken disclosure"),
];
