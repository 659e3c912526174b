//! Pages about meetings, and the ways to them.

use crate::browser_tables::{PERSON, Page, Step};
use Step::{Fill, Mark, Open, Press, Tick, Today};
use web::paths;

const MEETING: &[Step] = &[
    Open("/caseload"),
    PERSON,
    Press("Meetings"),
    Press("Arrange a meeting"),
    Tick("Joint meeting"),
    Today,
    Fill("Time", "0:01"),
    Fill("Place", "Castle Street office"),
    Press("Arrange the meeting"),
];
const RECORDED: &[Step] = &[
    Press("Record the meeting"),
    Mark("input[value=attended]"),
    Fill("The goal, in the person’s words", "See my daughter again"),
    Fill("What is to be done", "Ring the housing office"),
    Today,
    Press("Save the meeting"),
];

/// Pages about meetings: arranged today, recorded, and an action ended. One way leads on from the other.
pub const MEETINGS: &[Page] = &[
    Page(paths::PERSON_MEETINGS, &[Open("/caseload"), PERSON, Press("Meetings")], "Meetings"),
    Page(
        paths::MEETING_NEW,
        &[Open("/caseload"), PERSON, Press("Meetings"), Press("Arrange a meeting")],
        "Arrange a meeting",
    ),
    Page(
        paths::MEETING_NEW,
        &[
            Open("/caseload"),
            PERSON,
            Press("Meetings"),
            Press("Arrange a meeting"),
            Press("Arrange the meeting"),
        ],
        "Arrange a meeting",
    ),
    Page(paths::MEETING, MEETING, "Joint meeting"),
    Page(paths::MEETING_ROOM, &[Press("In the meeting")], "In the meeting"),
    Page(paths::MEETING_ROOM, &[Press("Sign in to the meeting")], "In the meeting"),
    Page(paths::MEETING, &[Press("Back")], "Joint meeting"),
    Page(paths::MEETING_MOVE, &[Press("Change day or place")], "Move the meeting"),
    Page(paths::MEETING, &[Press("Back")], "Joint meeting"),
    Page(paths::MEETING_CANCEL, &[Press("Call it off")], "Call off the meeting"),
    Page(paths::MEETING, &[Press("Back")], "Joint meeting"),
    Page(paths::MEETING_RECORD, &[Press("Record the meeting")], "Record the meeting"),
    Page(paths::MEETING_RECORD, &[Press("Save the meeting")], "Record the meeting"),
    Page(paths::MEETING, &[Press("Back")], "Joint meeting"),
    Page(paths::MEETING, RECORDED, "Joint meeting"),
    Page(paths::PERSON_MEETINGS, &[Press("Back to the meetings")], "Meetings"),
    Page(paths::ACTION_END, &[Press("Ring the housing office")], "End an action"),
    Page(paths::ACTION_END, &[Press("End the action")], "End an action"),
];
