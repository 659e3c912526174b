//! The way to the pages of hubs: a manager opens one, and a practitioner proposes somebody to its list.

use Step::{As, Choose, Fill, First, Open, Press, Set, Tick};
use web::paths;

use crate::browser_tables::{PERSON, Page, Step};

const HUB: Step = First("main a[href^='/hubs/0']");
const LISTED: Step = First("main a[href^='/listings/']");
const OPENED: &[Step] = &[
    Fill("Name of the hub", "Harbour hub"),
    Set("#operating-day #operating-month #operating-year", &["5", "1", "2024"]),
    Fill("For how many people is there room?", "1"),
    Fill("About how many staff?", "4"),
    Choose("Whose staff is team 1?", "Northmoor Probation"),
    Fill("What is team 1 called?", "Probation team"),
    Choose("Whom does team 1 work with?", "Everybody"),
    Fill("How many agencies must say what they think?", "1"),
    Tick("More for than against"),
    Fill("The panel also meets at least once in how many months?", "3"),
    Press("Open it"),
];

/// Pages of hubs and their lists.
pub const HUBS: &[Page] = &[
    Page(paths::HUBS, &[Open("/hubs")], "Hubs"),
    Page(paths::HUB_NEW, &[Press("Open a hub")], "Open a hub"),
    Page(paths::HUB_NEW, &[Press("Open it")], "Open a hub"),
    Page(paths::HUB, OPENED, "Harbour hub"),
    Page(paths::HUBS, &[Press("Hubs")], "Hubs"),
    Page(paths::HUB_SET, &[HUB, Press("Set it anew")], "Set the hub anew"),
    Page(paths::HUB_SET, &[Fill("About how many staff?", ""), Press("Set it")], "Set the hub anew"),
    Page(
        paths::HUB,
        &[
            Fill("About how many staff?", "5"),
            Choose("Whose staff is team 2?", "Northmoor Probation"),
            Fill("What is team 2 called?", "Young adults"),
            Choose("Whom does team 2 work with?", "Everybody"),
            Press("Set it"),
        ],
        "Harbour hub",
    ),
    Page(paths::HUB_MET, &[Press("Record that the panel met")], "Record that the panel met"),
    Page(paths::HUB_MET, &[Press("Record")], "Record that the panel met"),
    Page(
        paths::HUB,
        &[
            Set("#day-day #day-month #day-year", &["5", "2", "2026"]),
            Fill("What it came to (optional)", "Two came on the list."),
            Press("Record"),
        ],
        "Harbour hub",
    ),
    Page(paths::HUB_COUNT, &[Press("Count a year")], "Count a year"),
    Page(paths::HUB_COUNT, &[Press("Record")], "Count a year"),
    Page(
        paths::HUB,
        &[
            Set("#from-day #from-month #from-year", &["1", "4", "2023"]),
            Fill("How many people?", "50"),
            Fill("Their convictions in the 12 months before", "90"),
            Fill("Their convictions in the 12 months after", "60"),
            Press("Record"),
        ],
        "Harbour hub",
    ),
    Page(
        paths::PERSON_LISTINGS,
        &[As("Probation practitioner"), Open("/caseload"), PERSON, Press("Plan"), Press("Lists of hubs")],
        "Lists of hubs",
    ),
    Page(paths::LISTING_NEW, &[Press("Propose to a hub")], "Propose to a hub"),
    Page(paths::LISTING_NEW, &[Press("Ask the panel")], "Propose to a hub"),
    Page(
        paths::LISTING,
        &[
            Choose("As which kind?", "Prolific and other priority offenders (PPO)"),
            Tick("Statutory: under an order or a licence"),
            Choose("Which team is to work with them?", "Harbour hub: Probation team (Everybody)"),
            Fill("Why?", "Eight burglaries in a year."),
            Press("Ask the panel"),
        ],
        "Harbour hub",
    ),
    Page(paths::HUB, &[Open("/hubs"), HUB], "Harbour hub"),
    Page(paths::LISTING_ACKNOWLEDGE, &[LISTED, Press("Take note of the change")], "Take note of the change"),
    Page(paths::LISTING, &[Press("Record")], "Harbour hub"),
    Page(paths::LISTING_PRINCIPLE, &[Press("Record what is in place")], "Record what is in place"),
    Page(paths::LISTING_PRINCIPLE, &[Press("Record")], "Record what is in place"),
    Page(
        paths::LISTING,
        &[
            Tick("Improved access to interventions"),
            Fill("What is in place?", "The alcohol service, each Tuesday"),
            Press("Record"),
        ],
        "Harbour hub",
    ),
    Page(paths::LISTING_PASS, &[Press("Pass to another team")], "Pass to another team"),
    Page(paths::LISTING_PASS, &[Press("Record")], "Pass to another team"),
    Page(
        paths::LISTING,
        &[Choose("Which team works with them now?", "Young adults (Everybody)"), Press("Record")],
        "Harbour hub",
    ),
    Page(paths::LISTING_STATUS, &[Press("Change the legal status")], "Change the legal status"),
    Page(paths::LISTING_STATUS, &[Press("Record")], "Change the legal status"),
    Page(paths::LISTING, &[Tick("Statutory: under an order or a licence"), Press("Record")], "Harbour hub"),
    Page(
        paths::LISTING_LEAVE,
        &[Press("Propose that they leave the list")],
        "Propose that they leave the list",
    ),
    Page(paths::LISTING_LEAVE, &[Press("Ask the panel")], "Propose that they leave the list"),
    Page(paths::LISTING, &[Fill("Why?", "No offence for a year."), Press("Ask the panel")], "Harbour hub"),
];
