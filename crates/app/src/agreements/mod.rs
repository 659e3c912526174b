//! Agreements to share, as people write, compare, sign and review them.
//!
//! What holds: a draft is its parties' own, and as if absent for everybody else; what was sent for review stands still, and each
//! change is the next version; a signature is the named signatory's, with their second factor typed again. Each step writes its
//! fact and its event in one transaction. Deliberately not here: what an agreement in force lets anybody see, which is the
//! gate's.

mod dated;
mod draft;
mod edit;
mod explain;
mod findings;
mod granted;
pub mod kept;
mod matrix;
mod reach;
mod read;
mod remark;
mod replay;
mod seed;
mod sign;
mod step;
mod tasks;
mod template;
mod told;
mod versions;

pub use dated::{Dated, DatedFact, Days};
pub use draft::{BeginDraft, NewSide, begin, next, templates};
pub use edit::{Edit, NAMED, PartyEdit, edit};
pub use explain::{AskWhy, Why, WhyLine, explain};
pub use findings::{Checked, check, findings};
pub use granted::Granted;
pub use matrix::{Cell, MATRIX_LINES, MATRIX_MOST, Matrix, MatrixLine, MatrixQuery, matrix};
pub use read::{Inventory, Line as InventoryLine, May, Opened, addresses, inventory, open};
pub use remark::{AddRemark, remark};
pub use replay::{Change, Changed, REPLAY_DAYS, REPLAY_MOST, Replay, ReplayQuery, Unlike, replay};
pub(crate) use seed::itself;
pub use seed::{History, beginning, seed, write};
pub use sign::sign;
pub use step::{Step, begin_due, step, submit};
pub use tasks::{Task, tasks};
pub use template::{NewParty, Template};
