//! Pathways of services: their versions, and the meetings each quarter at which the partners review them.

mod read;
mod review;

pub use read::{Pathway, ReviewLine, pathway, pathways};
pub use review::{AmendPathway, HoldReview, hold, lay_down_reviews};
