//! The next fact of a listing.

use crate::{App, Cx, refusal::Refusal};
use domain::{
    cohort::{LegalStatus, Principle},
    duty::{Closing, DutyKind},
    hub::Hub,
    ids::{ListingId, PersonId},
    listing::{Listing, ListingFact},
    panel::Position,
    section::Purpose,
    text::{Line, Prose},
};
use gate::{Action, Standing, Viewer};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// What somebody records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListingMove {
    /// What the own agency thinks.
    Say(Position),
    /// That the person should leave the list, why, and by when the panel says what it thinks.
    Leave(Prose, Option<Date>),
    /// That the own agency has taken note of the last change.
    Acknowledge,
    /// What is in place of a principle.
    InPlace(Principle, Line),
    /// Which team works with the person from now on.
    Pass(u16),
    /// Under an order now, or not any more.
    Status(LegalStatus),
}

/// Records the next fact of a listing, for the viewer's agency, which is of the hub.
///
/// Invariant: facts, duties and events commit together; of two facts on the same version one is kept.
pub async fn step(
    app: &App,
    viewer: &Viewer,
    id: ListingId,
    seen: i64,
    what: ListingMove,
) -> Result<PersonId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "record a step of a hub's list").await?;
    cx.permit_role(Action::KeepListing)?;
    let (standing, hub, listing) = cx.listing_of_hub(id).await?;
    cx.permit(Action::KeepListing, &standing, None)?;
    if listing.version() != seen {
        return Err(Refusal::Stale { seen, now: listing.version() });
    }
    let person = standing.person;
    let own = BTreeSet::from([cx.agency()]);
    if what == ListingMove::Acknowledge && listing.not_acknowledged(&own).is_empty() {
        return Err(Refusal::NotNow("Your agency has taken note of the last change already.".into()));
    }
    let listing = match what {
        ListingMove::Leave(why, by) => cx.propose_to_leave(&hub, listing, why, by).await?,
        other => {
            let fact = cx.listing_fact(&standing, &hub, &listing, other).await?;
            let after = cx.append_to_listing(listing, fact.clone()).await?;
            cx.desk_after(&hub, &after, &fact).await?;
            after
        }
    };
    cx.decide_if_due(&hub, listing).await?;
    cx.answer(person).await
}

impl Cx<'_> {
    async fn listing_fact(
        &mut self,
        standing: &Standing,
        hub: &Hub,
        listing: &Listing,
        what: ListingMove,
    ) -> Result<ListingFact, Refusal> {
        Ok(match what {
            ListingMove::Say(position) => {
                if !Position::says_why(position.stance, position.words.as_ref()) {
                    return Err(Refusal::field("words", "required", "Say why"));
                }
                ListingFact::Said(position)
            }
            ListingMove::Acknowledge => ListingFact::Acknowledged,
            ListingMove::InPlace(principle, words) => ListingFact::InPlace(principle, words),
            ListingMove::Pass(team) => {
                if team == listing.team() {
                    let sentence = "They are with this team already. Select another one";
                    return Err(Refusal::field("team", "same", sentence));
                }
                // Of any age: somebody is passed on before the day on which they come of age, too.
                if hub.terms().team(team).is_none() {
                    return Err(Refusal::field("team", "unknown", "Select a team of this hub"));
                }
                ListingFact::Passed(team)
            }
            ListingMove::Status(status) => {
                self.check_status(standing, status).await?;
                ListingFact::Status(status)
            }
            ListingMove::Leave(..) => return Err(crate::cx::missing("a panel's terms")),
        })
    }

    /// The panel is asked anew; who asks is for it.
    async fn propose_to_leave(
        &mut self,
        hub: &Hub,
        listing: Listing,
        why: Prose,
        by: Option<Date>,
    ) -> Result<Listing, Refusal> {
        let terms = self.panel_terms(hub, by).await?;
        let (person, id) = (listing.entry.person, listing.entry.id);
        let listing = self.append_to_listing(listing, ListingFact::Leave(why, terms.clone())).await?;
        self.ask_panel(person, id, &terms).await?;
        self.speak_for_it(hub, listing).await
    }

    /// What is off a desk, or new on it, because of the fact.
    async fn desk_after(&mut self, hub: &Hub, after: &Listing, fact: &ListingFact) -> Result<(), Refusal> {
        let (person, subject, own) = (after.entry.person, after.entry.id.0, self.agency());
        let done = match fact {
            ListingFact::Said(_) => Some(DutyKind::PanelPosition),
            ListingFact::Acknowledged => Some(DutyKind::AcknowledgeList),
            ListingFact::Passed(_) => {
                let kinds = &[DutyKind::PassToAdults];
                self.close_duties(person, subject, kinds, Closing::Done).await?;
                let today = self.today();
                if let Some(duty) = self.comes_of_age(hub, after, today).await? {
                    self.open_duty(duty).await?;
                }
                None
            }
            _ => None,
        };
        match done {
            Some(kind) => self.close_duties_of(person, subject, kind, own, Closing::Done).await,
            None => Ok(()),
        }
    }
}
