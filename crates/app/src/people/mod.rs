//! People: found, opened, created and corrected.

mod about;
mod by_postcode;
mod caseload;
mod create;
mod edit;
mod find;
mod in_turn;
mod move_note;
mod overview;
mod parts;
mod sharing;
mod timeline;
mod who_sees;

pub(crate) use about::about_ahead;
pub use about::{About, Glance, List, NEWEST, Names};
pub use caseload::{Caseload, CaseloadRow, caseload};
pub use create::postcode as canonical_postcode;
pub use create::{CreatePerson, TypedIdentifier, checked, create};
pub(crate) use create::{begin_record, role_of};
pub use edit::{EditIdentity, edit_identity, identity};
pub use find::{FindPeople, Found, FoundPerson, find};
pub(crate) use in_turn::InTurn;
pub use move_note::{MovableNote, MoveNote, movable_note, move_note};
pub use overview::{Involved, NoteLine, Overview, add_note, add_note_about_others, overview};
pub use parts::{NotesPart, ReferralsPart, Who, notes, referrals, who};
pub use sharing::{SeenBy, Sharing, sharing};
pub use timeline::{Timeline, timeline};
pub use who_sees::{AgencySees, Sight, WhoSees, who_sees};
