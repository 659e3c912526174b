//! The way to each page about the court's list of today, as the demonstration's court liaison practitioner works it.

use crate::browser_tables::{
    Page,
    Step::{First, Open, Press},
};
use web::paths;

/// Entries of today's list by whose they are, as their tags tell it.
const KNOWN: crate::browser_tables::Step = First("main tr:has(.govuk-tag--green) a[href^='/court/entries/']");
const POSSIBLE: crate::browser_tables::Step =
    First("main tr:has(.govuk-tag--yellow) a[href^='/court/entries/']");
const NEW: crate::browser_tables::Step = First("main tr:has(.govuk-tag--grey) a[href^='/court/entries/']");

/// Pages of the court's list.
pub const COURT: &[Page] = &[
    Page(paths::COURT, &[Open("/court")], "Court list"),
    Page(paths::COURT, &[Open("/court?list=2049-12-01")], "Court list"),
    Page(paths::COURT_LOAD, &[Open("/court"), Press("Load a court list")], "Load a court list"),
    Page(paths::COURT_LOAD, &[Press("Load the list")], "Load a court list"),
    Page(paths::COURT_LISTS, &[Open("/court"), Press("Lists loaded")], "Court lists loaded"),
    Page(paths::COURT_LIST, &[First("main tbody a[href^='/court/lists/']")], "Court list loaded"),
    Page(paths::COURT_ENTRY, &[Open("/court"), NEW], ""),
    Page(paths::COURT_ENTRY_SCREEN, &[Press("Screen: ask for consent")], "Screen"),
    Page(paths::COURT_ENTRY_PAPER, &[Open("/court"), NEW, Press("Assess on paper")], "Assess"),
    Page(paths::COURT_ENTRY, &[Open("/court"), POSSIBLE], ""),
    Page(paths::COURT_ENTRY, &[Press("Save the decision")], ""),
    Page(paths::COURT_ENTRY, &[Open("/court"), KNOWN], ""),
    Page(paths::COURT_ENTRY_MOVE, &[Press("This is the wrong person")], "Move the entry"),
    Page(paths::COURT_ENTRY_MOVE, &[Press("Move the entry")], "Move the entry"),
    Page(
        paths::PERSON_HEARINGS,
        &[Open("/court"), First("main tbody a[href^='/people/']"), Press("Hearings")],
        "Hearings",
    ),
];
