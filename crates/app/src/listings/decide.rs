//! Deciding: once the day has passed, or nothing that may still be said could change it.

use super::{itself_for, not_taken, told};
use crate::{App, Cx, duties::NewDuty, events::EventKind, refusal::Refusal};
use domain::{
    duty::{Closing, DutyKind, Owner},
    hub::Hub,
    ids::AgencyId,
    listing::{Listing, ListingFact},
    panel::Outcome,
    section::Purpose,
    timing::TimingCode,
};
use jiff::civil::Date;

/// Panels that one sweep decides for at most; what is left waits for the next.
const MOST: u32 = 200;

/// Decides where the day for positions has passed; answers how many there were.
///
/// # Errors
/// When the database cannot be read.
pub async fn decide_due(app: &App) -> Result<u64, Refusal> {
    let mut tx = app.store.read().await?;
    let over = tx.rounds_over(app.today(), MOST).await?;
    tx.end().await?;
    let mut count = 0;
    for listing in over {
        let id = listing.entry.id;
        let mut tx = app.store.read().await?;
        let hub = tx.hub(listing.entry.hub).await?;
        tx.end().await?;
        let Some(hub) = hub else { continue };
        let viewer = itself_for(app, &hub);
        let mut cx = app.write(&viewer, Purpose::Supervision, "decide what a panel was asked").await?;
        match cx.decide_if_due(&hub, listing).await {
            Ok(_) => cx.answer(()).await?,
            // Somebody spoke meanwhile, and it was decided there, or the next sweep decides.
            Err(Refusal::Stale { .. }) => continue,
            // One that cannot be decided keeps no other waiting.
            Err(refusal) => {
                tracing::error!(listing = %id, ?refusal, "a panel's answer could not be worked out");
                continue;
            }
        }
        count += 1;
    }
    Ok(count)
}

impl Cx<'_> {
    /// Appends a fact to a listing and tells it.
    pub(super) async fn append_to_listing(
        &mut self,
        listing: Listing,
        fact: ListingFact,
    ) -> Result<Listing, Refusal> {
        let (seen, stamp) = (listing.version(), self.stamp());
        let (person, id) = (listing.entry.person, listing.entry.id);
        let after = listing.append(stamp, fact.clone()).map_err(not_taken)?;
        if !self.tx.append_listing_fact(seen, &after, &stamp, &fact).await? {
            return Err(Refusal::Stale { seen, now: after.version() });
        }
        self.tell_listing(person, id, EventKind::ListingStepped, told::fact(&fact));
        Ok(after)
    }

    /// Decides where nothing can change it any more: nobody is asked any longer, and each partner is to take note of a change.
    pub(super) async fn decide_if_due(&mut self, hub: &Hub, listing: Listing) -> Result<Listing, Refusal> {
        let today = self.today();
        let Some(outcome) = listing.due(today) else { return Ok(listing) };
        let after = self.append_to_listing(listing, ListingFact::Decided(outcome)).await?;
        let (person, id) = (after.entry.person, after.entry.id);
        self.close_duties(person, id.0, &[DutyKind::PanelPosition], Closing::Overtaken).await?;
        if outcome != Outcome::Agreed {
            return Ok(after);
        }
        let waits = &[DutyKind::AcknowledgeList, DutyKind::PassToAdults];
        self.close_duties(person, id.0, waits, Closing::Overtaken).await?;
        let due = self.calendar(today).await?.after(TimingCode::AcknowledgeList, today)?;
        let partners = self.at_work(person, &hub.agencies()).await?;
        let duty = |agency: AgencyId| NewDuty {
            person,
            kind: DutyKind::AcknowledgeList,
            owner: Owner { agency, account: None },
            due,
            subject: id.0,
            why: None,
        };
        let mut duties: Vec<NewDuty> = partners.into_iter().map(duty).collect();
        duties.extend(self.comes_of_age(hub, &after, today).await?);
        self.open_duties(duties).await?;
        Ok(after)
    }

    /// Somebody with a team for those under 18 passes to one for adults on the day on which they turn 18.
    pub(super) async fn comes_of_age(
        &mut self,
        hub: &Hub,
        listing: &Listing,
        today: Date,
    ) -> Result<Option<NewDuty>, Refusal> {
        let person = listing.entry.person;
        let team = hub.terms().team(listing.team()).map(|team| team.agency);
        let (Some(agency), true) = (team, listing.state().is_on()) else { return Ok(None) };
        let born = self.tx.born(person).await?;
        let Some(day) = super::turns_18(hub, listing, born) else { return Ok(None) };
        // An agency that does not work with the person is not told of them; whoever passes them on finds the day on the list.
        if self.at_work(person, &[agency].into()).await?.is_empty() {
            return Ok(None);
        }
        let owner = Owner { agency, account: None };
        let (kind, subject) = (DutyKind::PassToAdults, listing.entry.id.0);
        Ok(Some(NewDuty { person, kind, owner, due: day.max(today), subject, why: None }))
    }
}
