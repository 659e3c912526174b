//! The way to each page about scores of reoffending, risk flags and plans.

use Step::{Choose, Fill, Open, Press, Set, Tick};
use web::paths;

use crate::browser_tables::{PERSON, Page, Step};

/// The assessment, the conviction, and the day from which reoffending is counted.
const DAYS: Step = Set(
    "#assessed_on-day #assessed_on-month #assessed_on-year #convicted-day #convicted-month #convicted-year \
     #counted_from-day #counted_from-month #counted_from-year",
    &["5", "2", "2026", "5", "1", "2026", "5", "1", "2026"],
);
const HISTORY: [Step; 3] =
    [Tick("Male"), Fill("Age at the first sanction", "12"), Fill("Sanctions in all", "6")];
const BY_OGRS3: &[Step] = {
    let [male, first, sanctions] = HISTORY;
    &[
        DAYS,
        male,
        first,
        sanctions,
        Fill("Home Office code of the current offence", "046/00"),
        Press("Compute and record"),
    ]
};
const BY_ARP: &[Step] = {
    let [male, first, sanctions] = HISTORY;
    &[
        Tick("All Reoffending Predictor"),
        Press("Continue"),
        DAYS,
        male,
        first,
        sanctions,
        Choose("Current offence", "Drunkenness"),
        Fill("Score for serious reoffending (optional)", "3.12"),
        Press("Compute and record"),
    ]
};

/// Pages about scores, risk flags and plans. One way leads on from the other.
pub const SCORES: &[Page] = &[
    Page(
        paths::PERSON_SCORES,
        &[Open("/caseload"), PERSON, Press("Assessments"), Press("Scores of reoffending")],
        "Scores of reoffending",
    ),
    Page(paths::SCORE_NEW, &[Press("Compute a score")], "Which predictor?"),
    Page(paths::SCORE_NEW, &[Press("Continue")], "Which predictor?"),
    Page(paths::SCORE_NEW, &[Tick("OGRS3"), Press("Continue")], "Compute a score: OGRS3"),
    Page(paths::SCORE_NEW, &[Press("Compute and record")], "Compute a score: OGRS3"),
    Page(paths::SCORE, BY_OGRS3, "OGRS3 of"),
    Page(paths::PERSON_SCORES, &[Press("Scores")], "Scores of reoffending"),
    Page(paths::SCORE_NEW, &[Press("Compute a score")], "Which predictor?"),
    Page(paths::SCORE, BY_ARP, "All Reoffending Predictor of"),
    Page(paths::PERSON_SCORES, &[Press("Scores")], "Scores of reoffending"),
    Page(
        paths::PERSON_RISKS,
        &[Open("/caseload"), PERSON, Press("Raise a flag, or look at one again")],
        "Risk flags",
    ),
    Page(paths::RISK_NEW, &[Press("Raise a risk flag")], "Raise a risk flag"),
    Page(paths::RISK_NEW, &[Press("Raise the flag")], "Raise a risk flag"),
    Page(
        paths::PERSON_RISKS,
        &[
            Tick("Risk to staff"),
            Fill("What must others know before they meet the person?", "Meet at the office, by two."),
            Tick("Seen or heard in our own work"),
            Tick("No"),
            Press("Raise the flag"),
        ],
        "Risk flags",
    ),
    Page(paths::RISK_REVIEW, &[Press("Review: Risk to staff")], "Review a risk flag"),
    Page(paths::RISK_REVIEW, &[Press("Record the review")], "Review a risk flag"),
    Page(
        paths::PERSON_RISKS,
        &[Tick("It still holds"), Fill("Why?", "Nothing has changed."), Press("Record the review")],
        "Risk flags",
    ),
    Page(paths::PERSON_PLAN, &[Open("/caseload"), PERSON, Press("Plan")], "Plan"),
    Page(paths::PLAN_VIEW, &[Press("What the person says of it")], "What the person says of the plan"),
    Page(paths::PLAN_VIEW, &[Press("Record")], "What the person says of the plan"),
    Page(
        paths::PERSON_PLAN,
        &[
            Set("#day-day #day-month #day-year", &["5", "2", "2026"]),
            Tick("Does not agree"),
            Fill("Why, or in their own words", "It is too much at once."),
            Press("Record"),
        ],
        "Plan",
    ),
    Page(paths::STRAND_NEW, &[Press("Begin a strand")], "Begin a strand"),
    Page(paths::STRAND_NEW, &[Press("Begin")], "Begin a strand"),
    Page(
        paths::STRAND,
        &[
            Choose("What is it about?", "A home (Accommodation)"),
            Fill("What is to be reached?", "A flat of their own"),
            Press("Begin"),
        ],
        "A flat of their own",
    ),
    Page(paths::STRAND_AGREE, &[Press("Agree a step")], "Agree a step"),
    Page(paths::STRAND_AGREE, &[Press("Record")], "Agree a step"),
    Page(
        paths::STRAND,
        &[
            Fill("What is to be done?", "Bid for a flat"),
            Tick("Us"),
            Choose("Who sees to it?", "Me"),
            Set("#due-day #due-month #due-year", &["5", "2", "2030"]),
            Press("Record"),
        ],
        "A flat of their own",
    ),
    Page(paths::STRAND_STEP, &[Press("Record: Bid for a flat")], "What became of the step?"),
    Page(paths::STRAND_STEP, &[Press("Record")], "What became of the step?"),
    Page(paths::STRAND, &[Tick("It is done"), Press("Record")], "A flat of their own"),
    Page(paths::STRAND_PROGRESS, &[Press("Record progress")], "Record progress"),
    Page(
        paths::STRAND,
        &[Fill("What is new?", "They have the keys."), Press("Record")],
        "A flat of their own",
    ),
    Page(paths::STRAND_CLOSE, &[Press("Close the strand")], "Close the strand"),
    Page(
        paths::STRAND,
        &[Tick("Reached"), Fill("What came of it?", "They moved in."), Press("Record")],
        "A flat of their own",
    ),
];
