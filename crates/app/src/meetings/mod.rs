//! Meetings about a person: arranged, moved, held with minutes, goals in three voices and actions, or called off.

mod arrange;
mod close_action;
mod hold;
mod open;
mod told;

pub use arrange::{ArrangeMeeting, Arranging, arrange, arranging, cancel, shift};
pub use close_action::{ActionEnd, close_action};
pub use hold::{HoldMeeting, NewAction, NewGoal, Recorded, Said, WhichGoal, hold};
pub use open::{
    InvitedLine, MeetingsPart, OpenedAction, OpenedMeeting, action, meeting, meetings, owner_in_words,
};
