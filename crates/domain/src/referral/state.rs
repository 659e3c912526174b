//! Where a referral stands, the moves between, and whose they are: the one table that pages and API offer from.

use crate::codes;

codes! {
    /// Where a referral stands.
    State {
        Draft = "draft", "Draft";
        Sent = "sent", "Sent";
        Received = "received", "Received";
        Asked = "asked", "More information asked";
        Waitlisted = "waitlisted", "On the waiting list";
        Accepted = "accepted", "Accepted";
        Offered = "offered", "First appointment offered";
        Booked = "booked", "First appointment booked";
        Declined = "declined", "Declined";
        Withdrawn = "withdrawn", "Withdrawn";
        Begun = "begun", "Begun";
        Concluded = "concluded", "Concluded";
    }
}

codes! {
    /// A step somebody may take next.
    Move {
        Send = "send", "Send";
        Receive = "receive", "Mark as received";
        Accept = "accept", "Accept";
        Decline = "decline", "Decline";
        Withdraw = "withdraw", "Withdraw";
        Begin = "begin", "Record that it has begun";
        Conclude = "conclude", "Conclude";
        Ask = "ask", "Ask for more information";
        Give = "give", "Give the information";
        Waitlist = "waitlist", "Put on the waiting list";
        Offer = "offer", "Record an offer of a first appointment";
        Book = "book", "Book the first appointment";
        ReadWarning = "read_warning", "Read the warning";
        Amend = "amend", "Amend";
    }
}

/// Which end of a referral somebody is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// The agency that refers.
    Referrer,
    /// The agency that is asked.
    Provider,
}

impl Side {
    /// As it is stored and sent.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Referrer => "referrer",
            Self::Provider => "provider",
        }
    }

    /// From its code.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "referrer" => Some(Self::Referrer),
            "provider" => Some(Self::Provider),
            _ => None,
        }
    }
}

impl Move {
    /// Whose move it is.
    pub const fn side(self) -> Side {
        match self {
            Self::Send | Self::Withdraw | Self::Give | Self::Amend => Side::Referrer,
            Self::Receive
            | Self::Accept
            | Self::Decline
            | Self::Begin
            | Self::Conclude
            | Self::Ask
            | Self::Waitlist
            | Self::Offer
            | Self::Book
            | Self::ReadWarning => Side::Provider,
        }
    }
}

impl State {
    /// The state after `step`; `None` when that move is not allowed.
    pub const fn after(self, step: Move) -> Option<Self> {
        match (self, step) {
            (Self::Draft, Move::Send) => Some(Self::Sent),
            (Self::Sent, Move::Receive) | (Self::Asked, Move::Give) => Some(Self::Received),
            (Self::Sent | Self::Received, Move::Ask) => Some(Self::Asked),
            (Self::Sent | Self::Received | Self::Asked | Self::Waitlisted, Move::Waitlist) => {
                Some(Self::Waitlisted)
            }
            (Self::Sent | Self::Received | Self::Asked | Self::Waitlisted, Move::Accept) => {
                Some(Self::Accepted)
            }
            (Self::Sent | Self::Received | Self::Asked | Self::Waitlisted, Move::Decline) => {
                Some(Self::Declined)
            }
            (Self::Accepted | Self::Offered, Move::Offer) => Some(Self::Offered),
            (Self::Accepted | Self::Offered | Self::Booked, Move::Book) => Some(Self::Booked),
            (Self::Accepted | Self::Offered | Self::Booked, Move::Begin) => Some(Self::Begun),
            (Self::Accepted | Self::Offered | Self::Booked | Self::Begun, Move::Conclude) => {
                Some(Self::Concluded)
            }
            (
                Self::Sent
                | Self::Received
                | Self::Asked
                | Self::Waitlisted
                | Self::Accepted
                | Self::Offered
                | Self::Booked,
                Move::Withdraw,
            ) => Some(Self::Withdrawn),
            (_, Move::Amend | Move::ReadWarning) if self.in_progress() => Some(self),
            _ => None,
        }
    }

    /// The moves that this state allows to one side.
    pub fn moves(self, side: Side) -> impl Iterator<Item = Move> {
        Move::ALL.iter().copied().filter(move |step| step.side() == side && self.after(*step).is_some())
    }

    /// Whether the provider still works on it, or has yet to answer.
    pub const fn in_progress(self) -> bool {
        self.waits_for_answer() || self.taken_on()
    }

    /// Whether the provider has yet to answer.
    pub const fn waits_for_answer(self) -> bool {
        matches!(self, Self::Sent | Self::Received | Self::Asked | Self::Waitlisted)
    }

    /// Whether the provider has taken it on, and has not ended it.
    pub const fn taken_on(self) -> bool {
        matches!(self, Self::Accepted | Self::Offered | Self::Booked | Self::Begun)
    }

    /// Who holds the person now: before it is taken on and after it is over, whoever referred. Nobody is ever between two.
    pub const fn holder(self) -> Side {
        if self.taken_on() { Side::Provider } else { Side::Referrer }
    }
}
