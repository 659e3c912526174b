//! A provider's inbox: what waits for an answer, and what was taken on.

mod page;

use crate::{
    answer::{Answer, WebCx},
    form::{Asked, Check, Query, Typed},
};
use domain::{ids::ReferralId, referral::State};
use jiff::civil::Date;
use page::InboxPage;
pub(crate) use page::tabs;

/// Referrals on one page.
const ROWS: u32 = 20;

/// Which part of the inbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tab {
    /// Waits for an answer.
    Waiting,
    /// Taken on: accepted, or begun.
    TakenOn,
}

impl Tab {
    /// As the address says it.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::TakenOn => "taken-on",
        }
    }

    fn states(self) -> Vec<State> {
        match self {
            Self::Waiting => vec![State::Sent, State::Received, State::Asked, State::Waitlisted],
            Self::TakenOn => vec![State::Accepted, State::Offered, State::Booked, State::Begun],
        }
    }
}

/// Which part, and where the page begins.
pub(crate) struct Place {
    tab: Tab,
    after: Option<(Date, ReferralId)>,
}

impl Asked for Place {
    const KNOWN: &'static [&'static str] = &["show", "cursor"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        let tab = match typed.get("show") {
            "" | "waiting" => Tab::Waiting,
            "taken-on" => Tab::TakenOn,
            _ => {
                check.wrong::<()>("show", "unknown", "Show “waiting” or “taken-on”");
                Tab::Waiting
            }
        };
        let after =
            check.cursor("cursor", typed.get("cursor"), |cursor| Some((cursor.part(0)?, cursor.part(1)?)));
        Self { tab, after }
    }
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Query(place): Query<Place>) -> Answer {
    let model = app::referrals::inbox(cx.app(), cx.viewer(), place.tab.states(), place.after, ROWS).await?;
    cx.show(&InboxPage::of(cx.frame("Referrals to us"), &model, place.tab, place.after.is_some()))
}
