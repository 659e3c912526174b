//! Pages about a handover to probation: one way leads on from the other, and the answer is another role's.

use crate::browser_tables::{
    PERSON, Page,
    Step::{self, As, First, Open, Press, Tick},
};
use web::paths;

const HANDING_OVER: &[Step] = &[Open("/caseload"), PERSON, Press("Hand over to probation")];

/// Handed over by the liaison practitioner, and answered by the team's manager at the same screen.
pub const HANDOVERS: &[Page] = &[
    Page(paths::HANDOVER_NEW, HANDING_OVER, "Hand over to probation"),
    Page(paths::HANDOVER_NEW, &[Press("Hand over")], "Hand over to probation"),
    Page(paths::HANDOVER, &[Tick("Northmoor Probation"), Press("Hand over")], "Handover to probation"),
    Page(paths::HANDOVER_WITHDRAW, &[Press("Withdraw")], "Withdraw a handover"),
    Page(
        paths::HANDOVER_ANSWER,
        &[
            As("Team manager"),
            Open("/team?member=nobody&kind=take_on"),
            First("main tbody a[href$='/answer']"),
        ],
        "Answer a handover",
    ),
    Page(paths::HANDOVER_ANSWER, &[Press("Answer")], "Answer a handover"),
];
