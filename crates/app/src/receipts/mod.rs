//! Receipts: who has seen a person's record, why and until when, from the disclosure ledger; and what was sent.
//!
//! What holds: a receipt tells of agencies of which whoever makes it may know, as the Sharing page does, and of these only what
//! the installation's rules tell the person ([`domain::receipt`]). It says so in words that are always the same, so that nobody
//! can tell from a receipt whether anything was left out. Deliberately not here: names of staff, which a person is not given.

mod gather;
mod letter;
mod sent;

pub use gather::{Day, Told, Under};
pub use letter::{AgencyLooks, Letter, Period, PurposeLooks, letter};
pub use sent::{Sending, SentAs};

use crate::{App, Cx, people::Glance, ports::Place, refusal::Refusal};
use domain::{
    agency::AgencyKind,
    ids::{AgencyId, PersonId},
    person::Identity,
    receipt::Rule,
    section::Purpose,
};
use gate::{Action, Standing, Viewer};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Agencies of a partnership.
const AGENCIES: u32 = 2_000;

/// A page of what the person is told, day by day.
#[derive(Debug, Clone)]
pub struct Receipts {
    /// Whose.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// Days on which somebody looked, the latest first.
    pub days: Vec<Day>,
    /// Where the next page begins.
    pub next: Option<Place>,
    /// What was sent, the latest first.
    pub sent: Vec<Sending>,
}

/// By what it is decided what the person is told.
pub(crate) struct Telling {
    pub(crate) rules: Vec<Rule>,
    /// From which day to which access to the record was limited.
    pub(crate) limited: Vec<(Date, Option<Date>)>,
    /// The agencies of which the viewer may know, with their kinds and names.
    pub(crate) circle: BTreeMap<AgencyId, (AgencyKind, String)>,
}

impl Telling {
    pub(crate) fn was_limited(&self, day: Date) -> bool {
        self.limited.iter().any(|(from, until)| *from <= day && until.is_none_or(|until| day <= until))
    }

    fn kind(&self, agency: AgencyId) -> Option<AgencyKind> {
        self.circle.get(&agency).map(|(kind, _)| *kind)
    }

    pub(crate) fn name(&self, agency: AgencyId) -> String {
        self.circle.get(&agency).map_or_else(|| "An agency".to_owned(), |(_, name)| name.clone())
    }
}

/// Opens the receipts: for those who work with the person.
pub async fn receipts(
    app: &App,
    viewer: &Viewer,
    person: PersonId,
    before: Option<Place>,
) -> Result<Receipts, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read receipts").await?;
    let standing = cx.may_see_looks(person).await?;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let telling = cx.telling(&standing).await?;
    let (days, next) = cx.told_days(person, before, &telling).await?;
    let sent = cx.sent(&standing, &telling).await?;
    cx.answer(Receipts { person: identity, glance, days, next, sent }).await
}

impl Cx<'_> {
    pub(crate) async fn may_see_looks(&mut self, person: PersonId) -> Result<Standing, Refusal> {
        self.permit_role(Action::SeeWhoLooked)?;
        let standing = self.standing(person).await?;
        self.permit(Action::SeeWhoLooked, &standing, None)?;
        Ok(standing)
    }

    /// By what it is decided what the person is told of.
    pub(crate) async fn telling(&mut self, standing: &Standing) -> Result<Telling, Refusal> {
        let known: BTreeSet<AgencyId> = self.circle(standing).await?;
        let rules = self.tx.receipt_rules().await?;
        let limited = self.tx.limited_days(standing.person).await?;
        let lines = self.tx.agencies(AGENCIES).await?;
        let circle = lines.into_iter().filter(|line| known.contains(&line.id));
        let circle = circle.map(|line| (line.id, (line.kind, line.name))).collect();
        Ok(Telling { rules, limited, circle })
    }
}
