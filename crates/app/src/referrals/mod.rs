//! Referrals: made by one agency, answered by another.

mod answer;
mod inbox;
mod make;
mod open;
mod tell;

pub use answer::{Stepped, accept, begin, conclude, decline, receive, withdraw};
pub use inbox::{Inbox, InboxRow, MOST_COUNTED, inbox};
pub use make::{MakeReferral, Making, make, making, services};
pub use open::{FactLine, OpenedReferral, open};
pub use tell::tell_referrer;
