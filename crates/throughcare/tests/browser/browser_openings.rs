//! Pages about questions, disclosures, emergencies and restrictions, and the ways to them. One way leads on from the other.
//!
//! An emergency itself takes the second factor in the middle of a session, so its pages are read by journeys through the router.

use crate::browser_tables::{
    PERSON, Page,
    Step::{self, As, Choose, Fill, First, Mark, Open, Press, Tick, Today},
};
use web::paths;

const OPENINGS: &[Step] = &[Open("/caseload"), PERSON, Press("Questions and openings")];
const WAITING: Step = First("#waiting a[href^='/people/']");
const ASKED: &[Step] = &[
    Mark("input[name=agency]"),
    Choose("What is it about?", "Risk"),
    Fill("Your question", "Is there a risk to staff?"),
    Press("Send the question"),
];
const DECIDED: &[Step] = &[
    Choose("To which agency?", "Northmoor Police"),
    Tick("Risk"),
    Tick("Risk managed"),
    Tick("A statutory duty to tell this agency"),
    Fill("Which duty?", "Care Act 2014, section 45"),
    Fill("In which way is it to be told?", "In writing"),
    Today,
    Press("Decide"),
];
const ASKED_BY_THE_PROVIDER: &[Step] = &[
    As("Treatment worker"),
    Open("/caseload"),
    PERSON,
    Press("Questions and openings"),
    Press("Ask a question"),
    Tick("Northmoor Probation"),
    Choose("What is it about?", "Plan"),
    Fill("Your question", "When does the order end?"),
    Press("Send the question"),
];
const TO_ANSWER: &[Step] =
    &[As("Team manager"), Open("/team?kind=answer_question"), First("main tbody a[href$='/answer']")];
const RESTRICTIONS: &[Step] = &[
    Open("/team"),
    First("main tbody a[href^='/people/']"),
    Press("Questions and openings"),
    Press("Who may open this record"),
];

/// Asked and decided by a practitioner, limited by the manager at the same screen.
pub const PAGES: &[Page] = &[
    Page(paths::PERSON_OPENINGS, OPENINGS, "Questions and openings"),
    Page(paths::PERSON_EMERGENCY, &[Press("Emergency access")], "Emergency access"),
    Page(paths::PERSON_EMERGENCY, &[Press("Open the record")], "Emergency access"),
    Page(
        paths::PERSON_DISCLOSE,
        &[Open("/caseload"), PERSON, Press("Questions and openings"), Press("One-off disclosure")],
        "One-off disclosure",
    ),
    Page(paths::PERSON_DISCLOSE, &[Press("Decide")], "One-off disclosure"),
    Page(paths::DISCLOSURE, DECIDED, "One-off disclosure"),
    Page(paths::DISCLOSURE_STEP, &[Press("End it")], "Step of a one-off disclosure"),
    Page(paths::DISCLOSURE_STEP, &[Press("Record it")], "Step of a one-off disclosure"),
    Page(
        paths::PERSON_ASK,
        &[Open("/my-work"), WAITING, Press("Questions and openings"), Press("Ask a question")],
        "Ask a question",
    ),
    Page(paths::PERSON_ASK, &[Press("Send the question")], "Ask a question"),
    Page(paths::QUESTION, ASKED, "Question from another agency"),
    Page(paths::QUESTION, ASKED_BY_THE_PROVIDER, "Question from another agency"),
    Page(paths::QUESTION_ANSWER, TO_ANSWER, "Answer a question"),
    Page(paths::QUESTION_ANSWER, &[Press("Send")], "Answer a question"),
    Page(paths::PERSON_RESTRICTIONS, RESTRICTIONS, "Who may open this record"),
    Page(paths::PERSON_BAR, &[Press("Bar a colleague")], "Bar a colleague"),
    Page(paths::PERSON_BAR, &[Press("Bar them")], "Bar a colleague"),
    Page(
        paths::PERSON_READMIT,
        &[Press("Back"), Press("Let a colleague in again")],
        "Let a colleague in again",
    ),
    Page(paths::PERSON_READMIT, &[Press("Let them in again")], "Let a colleague in again"),
    Page(paths::PERSON_LIMIT, &[Press("Back"), Press("Limit access")], "Limit access"),
    Page(paths::PERSON_LIMIT, &[Press("Limit access")], "Limit access"),
    Page(
        paths::PERSON_RESTRICTIONS,
        &[Tick("Police operation under way"), Press("Limit access")],
        "Who may open this record",
    ),
    Page(paths::PERSON_APART, &[Press("Keep apart")], "Keep apart"),
    Page(paths::PERSON_APART, &[Press("Save")], "Keep apart"),
    Page(paths::PERSON_WARN, &[Press("Back"), Press("Risk has risen")], "Risk has risen"),
    Page(
        paths::PERSON_LIMIT_LIFT,
        &[Press("Back"), Press("Who may open this record"), Press("Lift the limit")],
        "Lift the limit",
    ),
    Page(paths::PERSON_LIMIT_LIFT, &[Press("Lift the limit")], "Lift the limit"),
];
