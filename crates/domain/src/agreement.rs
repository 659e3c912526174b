//! Agreements to share: records that people write, sign and review, and that the gate obeys.
//!
//! What holds: a version is never changed once it was submitted; it is in force only when every party has signed and today lies
//! between its days; nothing is seen under one that is not. Deliberately not here: evaluating a clause, which is the gate's.

pub mod basis;
pub mod clause;
pub mod difference;
pub mod life;
pub mod remark;
pub mod review;
pub mod terms;
mod together;
pub mod words;

pub use basis::{LawfulBasis, Power, Regime};
pub use clause::{Also, Clause, ClauseError, Condition, Holder, Who};
pub use life::{Fact, Move, MoveRefused, State, Version, in_force};
pub use remark::{About, Part, Remark};
pub use terms::{
    Auditing, ConsentModel, Funding, Kind, Onward, Parties, Party, PartyBasis, PartyRole, PurposeTerm, Terms,
    TermsError,
};
