//! Referrals: made by one agency, answered by another, followed along the pathway that the two agreed.

mod answer;
mod answered;
mod book;
mod inbox;
mod make;
mod open;
mod pass_on;
mod pathway;
mod step;
mod tell;

pub use answer::{
    Amend, accept, amend, ask, begin, conclude, decline, give, offer, read_warning, receive, waitlist,
    withdraw,
};
pub use answered::{Answered, AnsweredRow, answered};
pub use book::{BookFirst, Booking, book_first, booking};
pub use inbox::{Inbox, InboxRow, MOST_COUNTED, inbox};
pub(crate) use make::send as send_referral;
pub use make::{MakeReferral, Making, make, making, services};
pub use open::{FactLine, OpenedReferral, open};
pub(crate) use step::requirement_step_of;
pub use step::{Stepped, kind_of};
pub use tell::tell_referrer;
