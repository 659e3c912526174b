//! Watching over looks: the information governance lead of an agency reviews a share of its staff's looks under each agreement,
//! and those that show signs of being unusual.
//!
//! What holds: a lead sees the looks of their own agency's staff and no word of any record, which is told by its short reference
//! alone; nobody reviews a look of their own; a review is kept for good. The lists are of the agency's own conduct, so they rest
//! on the role and not on any relation to a person.
//!
//! Looks at a record with limited access are told to those whom its list names, and to nobody else: neither listed, nor counted,
//! nor drawn. Whoever keeps that list hears of each of them.

mod draw;
mod list;
mod one;

pub use draw::draw;
pub use list::{Drawable, LookList, UnusualLook, look_list};
pub use one::{OneLook, look, review};
