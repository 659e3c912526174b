//! The plan of one person: strands that each agency holds on its own topics, their steps, and what the person says of the whole.
//!
//! What holds: each strand lies in the section of its topic, held by the agency that works on it; a step is its agency's, with one
//! owner and a day, and stands on the owner's desk until it is done or dropped; what is due tells no words of a strand; nothing is
//! overwritten.

mod begin;
mod list;
mod step;
pub mod told;
mod view;

pub use begin::{BeginStrand, begin};
pub use list::{OpenedStrand, PlanPart, StrandLine, ViewLine, plan, strand};
pub use step::{NewStep, StrandMove, Who, step};
pub use view::{RecordView, record_view};
