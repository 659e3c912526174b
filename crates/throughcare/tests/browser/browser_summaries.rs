//! The way to each page about convictions, summaries and applications that were turned down.

use Step::{Choose, Fill, First, Open, Press, Tick, Today};
use web::paths;

use crate::browser_tables::{PERSON, Page, Step};

const APPLIED: &[Step] = &[
    Tick("Landlord"),
    Fill("Their name", "Harbour Homes"),
    Fill("For what?", "A flat"),
    Today,
    Tick("No account of the progress made"),
    Press("Record"),
];
const BODY: &[Step] = &[
    Tick("Employer"),
    Fill("Its name", "Harbour Foods"),
    Fill("To whom there do letters go?", "Robin Hand"),
    Fill("Where to?", "1 Quay Street"),
    Today,
    Fill("Who agreed for them?", "Robin Hand"),
    Press("Add"),
];
const CONVICTION: &[Step] = &[
    Today,
    Fill("For what, in plain words", "theft from a shop"),
    Tick("18 or over"),
    Choose("Sentence", "Fine"),
    Press("Record"),
];
const WRITTEN: &[Step] = &[
    Choose("For whom?", "Harbour Foods (Employer)"),
    Fill("For what?", "Warehouse, nights"),
    Fill("Why do they need to know?", "To decide on the application"),
    Tick("Ordinary: no exception applies"),
    Fill("What does the record mean, in plain words?", "It was one evening in a hard year."),
    Fill("What follows for this role or tenancy?", "Nothing that limits this work."),
    Fill("What support is in place?", "A mentor stays in touch every week."),
    Fill("What progress has been made?", "Passed a course."),
    Fill("Whom can they ask? A name", "Priya Practitioner"),
    Fill("How to reach them", "01632 960123"),
    Press("Look at the text"),
];

/// Pages about convictions, summaries for employers and landlords, and applications turned down. One way leads on from the
/// other.
pub const SUMMARIES: &[Page] = &[
    Page(paths::RECIPIENTS, &[Open("/recipients")], "Employers, landlords and others"),
    Page(paths::SUMMARY_RULES, &[Press("Rules of summaries")], "Rules of summaries"),
    Page(paths::SUMMARY_RULES, &[Press("Earlier law")], "Rules of summaries"),
    Page(paths::SUMMARY_RULES, &[Press("Words of summaries")], "Rules of summaries"),
    Page(paths::RECEIPT_RULES, &[Open("/receipt-rules")], "What receipts keep back"),
    Page(paths::RECIPIENT_NEW, &[Open("/recipients"), Press("Add a body")], "Add a body"),
    Page(paths::RECIPIENT_NEW, &[Press("Add")], "Add a body"),
    Page(paths::RECIPIENTS, BODY, "Employers, landlords and others"),
    Page(paths::PERSON_SUMMARIES, &[Open("/caseload"), PERSON, Press("Summaries")], "Summaries"),
    Page(paths::PERSON_TURNED_DOWN, &[Press("Applications turned down")], "Applications turned down"),
    Page(paths::PERSON_TURNED_DOWN, &[Press("Record")], "Applications turned down"),
    Page(paths::PERSON_TURNED_DOWN, APPLIED, "Applications turned down"),
    Page(
        paths::PERSON_CONVICTIONS,
        &[Open("/caseload"), PERSON, Press("Summaries"), Press("Convictions")],
        "Convictions",
    ),
    Page(paths::CONVICTION_NEW, &[Press("Record a conviction")], "Record a conviction"),
    Page(paths::CONVICTION_NEW, &[Press("Record")], "Record a conviction"),
    Page(paths::PERSON_CONVICTIONS, CONVICTION, "Convictions"),
    Page(paths::CONVICTION, &[First("main tbody a[href^='/convictions/']")], "Conviction of"),
    Page(paths::CONVICTION_CORRECT, &[Press("Correct it")], "Correct a conviction"),
    Page(paths::CONVICTION, &[Press("Back")], "Conviction of"),
    Page(paths::CONVICTION_REMOVE, &[Press("Take it off the record")], "Take a conviction off the record"),
    Page(
        paths::SUMMARY_NEW,
        &[Open("/caseload"), PERSON, Press("Summaries"), Press("Write a summary")],
        "Write a summary",
    ),
    Page(paths::SUMMARY_NEW, &[Press("Look at the text")], "Write a summary"),
    Page(paths::SUMMARY_PREVIEW, WRITTEN, "Look at the text"),
    Page(paths::SUMMARY, &[Press("Keep this text")], "Summary"),
    Page(paths::SUMMARY_STEP, &[Press("Show it to the person")], "Show it to the person"),
    Page(paths::SUMMARY_STEP, &[Press("Show it to the person")], "Show it to the person"),
    Page(
        paths::SUMMARY,
        &[Tick("On paper"), Fill("In which language?", "English"), Press("Show it to the person")],
        "Summary",
    ),
    Page(paths::SUMMARY_STEP, &[Press("Record that the person agrees")], "Record that the person agrees"),
];
