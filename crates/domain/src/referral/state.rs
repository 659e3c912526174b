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

impl Move {
    /// The state that this move leads to, from wherever it is allowed; `None` for one that leaves the state as it is.
    pub const fn leads_to(self) -> Option<State> {
        Some(match self {
            Self::Send => State::Sent,
            Self::Receive | Self::Give => State::Received,
            Self::Ask => State::Asked,
            Self::Waitlist => State::Waitlisted,
            Self::Accept => State::Accepted,
            Self::Offer => State::Offered,
            Self::Book => State::Booked,
            Self::Decline => State::Declined,
            Self::Withdraw => State::Withdrawn,
            Self::Begin => State::Begun,
            Self::Conclude => State::Concluded,
            Self::ReadWarning | Self::Amend => return None,
        })
    }
}

impl State {
    /// The state after `step`; `None` when that move is not allowed.
    pub const fn after(self, step: Move) -> Option<Self> {
        let allowed = match step {
            Move::Send => matches!(self, Self::Draft),
            Move::Receive => matches!(self, Self::Sent),
            Move::Ask => matches!(self, Self::Sent | Self::Received),
            Move::Give => matches!(self, Self::Asked),
            Move::Waitlist | Move::Accept | Move::Decline => self.waits_for_answer(),
            Move::Offer => matches!(self, Self::Accepted | Self::Offered),
            Move::Book | Move::Begin => matches!(self, Self::Accepted | Self::Offered | Self::Booked),
            Move::Conclude => self.taken_on(),
            Move::Withdraw => self.in_progress() && !matches!(self, Self::Begun),
            Move::Amend | Move::ReadWarning => self.in_progress(),
        };
        match step.leads_to() {
            _ if !allowed => None,
            Some(state) => Some(state),
            None => Some(self),
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
