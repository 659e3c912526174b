//! What a secondee leaves behind at the host: open work goes to the host's team, nothing stays without an owner.

use crate::{
    App, Cx, agreements,
    duties::NewDuty,
    events::{EventKind, body},
    refusal::Refusal,
};
use domain::{
    duty::{DutyKind, Owner},
    ids::{OrderId, PersonId},
    involvement::Involvement,
    secondment::Secondment,
    section::Purpose,
    text::Line,
    timing::TimingCode,
};
use gate::Viewer;
use serde_json::json;

/// Secondments that one sweep ends at most; what is left waits for the next.
const MOST: u32 = 100;
/// People of one secondee at most in one transaction.
const PEOPLE: u32 = 1000;

/// Gives the host's team what secondees whose days are over had to do there; answers how many secondments that were.
///
/// # Errors
/// When the database cannot be written; what went before stays.
pub async fn pass_on_due(app: &App) -> Result<u64, Refusal> {
    let mut tx = app.store.read().await?;
    let over = tx.secondments_to_pass_on(app.today(), MOST).await?;
    tx.end().await?;
    let mut count = 0;
    for one in over {
        pass_on(app, &one).await?;
        count += 1;
    }
    Ok(count)
}

/// Passes on what one secondee had to do at the host: as the installation itself, for the host, whose part of the records it is.
/// Where it stops on the way, the next sweep does it.
pub(super) async fn pass_on(app: &App, one: &Secondment) -> Result<(), Refusal> {
    let viewer = Viewer { agency: one.proposal.host, ..agreements::itself(app) };
    let mut cx = app.write(&viewer, Purpose::Administration, "pass on what a secondee had to do").await?;
    cx.pass_on_from(one).await?;
    cx.answer(()).await
}

impl Cx<'_> {
    /// Passes on what one secondee had to do at the host. One that was passed on before, by another node or by hand, is left
    /// alone.
    async fn pass_on_from(&mut self, one: &Secondment) -> Result<(), Refusal> {
        let (id, host, account) = (one.proposal.id, one.proposal.host, one.proposal.account);
        if !self.tx.secondment_passed_on(id, self.at).await? {
            return Ok(());
        }
        let today = self.today();
        // Another secondment to the same host may go on.
        if self.tx.member_of_staff(host, account, today).await?.is_some() {
            return Ok(());
        }
        let people = self.tx.people_of_staff(host, account, PEOPLE).await?;
        let (from, to) =
            (Owner { agency: host, account: Some(account) }, Owner { agency: host, account: None });
        for person in &people {
            self.hand_over_all(*person, from, to).await?;
            for order in self.tx.orders_owned(*person, host, account).await? {
                self.allocate_again(*person, order, to).await?;
            }
            self.leaves_the_team(*person, from, to).await?;
        }
        let said = json!({ "agency": host.0, "people": people.len() });
        let event = self.partnership_event(EventKind::SecondmentPassedOn, id.0, said);
        self.append(event);
        Ok(())
    }

    /// An order whose practitioner has gone waits to be allocated again.
    async fn allocate_again(&mut self, person: PersonId, order: OrderId, to: Owner) -> Result<(), Refusal> {
        let today = self.today();
        let due = self.calendar(today).await?.after(TimingCode::Allocation, today)?;
        let why = Line::new("The secondment of its practitioner is over").ok();
        let kind = DutyKind::Allocate;
        self.open_duty(NewDuty { person, kind, owner: to, due, subject: order.0, why }).await
    }

    /// The secondee is off the person's team; where nobody else of the host is on it, the host's team as a whole is.
    async fn leaves_the_team(&mut self, person: PersonId, from: Owner, to: Owner) -> Result<(), Refusal> {
        let (today, agency) = (self.today(), from.agency);
        let Some(account) = from.account else { return Ok(()) };
        let left = self.tx.leave_team(person, agency, account, today).await?;
        let involved = self.tx.involved(person, today).await?;
        let others = involved.iter().any(|one| {
            one.agency == agency && one.account != Some(account) && one.closed.is_none_or(|day| day > today)
        });
        for ended in &left {
            let mut event = self.event(
                person,
                EventKind::InvolvementEnded,
                ended.role.section(),
                body::involvement(ended),
            );
            event.subject = Some(ended.id.0);
            self.append(event);
        }
        let Some(first) = left.into_iter().next().filter(|_| !others) else { return Ok(()) };
        let goes_on = Involvement { id: self.id(), account: to.account, from: today, to: None, ..first };
        self.tx.add_involvement(&goes_on).await?;
        let mut event = self.event(
            person,
            EventKind::InvolvementBegan,
            goes_on.role.section(),
            body::involvement(&goes_on),
        );
        event.subject = Some(goes_on.id.0);
        self.append(event);
        Ok(())
    }
}
