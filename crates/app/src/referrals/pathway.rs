//! What a referral's pathway makes due: opened, moved and closed with each step, from clocks that are computed.

use crate::{Cx, duties::NewDuty, refusal::Refusal};
use domain::{
    calendar::BankHolidays,
    duty::{Closing, Duty, Owner},
    protocol::{Days, Definition, Due},
    referral::{Referral, Side, State},
    text::Line,
};
use jiff::{Timestamp, ToSpan, civil::Date};

/// Days on either side of today that hold every clock of a referral.
const SPAN: i64 = 800;

impl Cx<'_> {
    /// The pathway that a referral began under. One of before pathways had versions is under what its service starts with.
    pub(crate) async fn pathway_of(&mut self, referral: &Referral) -> Result<Definition, Refusal> {
        let request = &referral.request;
        if let Some(id) = request.protocol {
            let protocol = self.tx.protocol(id).await?.ok_or(crate::cx::missing("pathway of a referral"))?;
            return Ok(protocol.definition);
        }
        let service = self.tx.service(request.service).await?;
        let service = service.ok_or(crate::cx::missing("service of a referral"))?;
        Ok(Definition::starting(service.answer_in_working_days))
    }

    /// Bank holidays around today, as far as clocks reach.
    pub(crate) async fn holidays_of_clocks(&mut self) -> Result<BankHolidays, Refusal> {
        let today = self.today();
        self.holidays_between(today.saturating_sub(SPAN.days()), today.saturating_add(SPAN.days())).await
    }

    /// What is due of a referral now.
    pub(crate) async fn dues_of(&mut self, referral: &Referral) -> Result<Vec<Due>, Refusal> {
        let definition = self.pathway_of(referral).await?;
        let holidays = self.holidays_of_clocks().await?;
        Ok(dues(self, &definition, &holidays, referral))
    }

    /// Opens, moves and closes what is due as a step made it; gives what it opened. `before` is `None` for a new referral.
    pub(super) async fn follow_pathway(
        &mut self,
        before: Option<&Referral>,
        after: &Referral,
        why: &str,
    ) -> Result<Vec<Duty>, Refusal> {
        let definition = self.pathway_of(after).await?;
        let holidays = self.holidays_of_clocks().await?;
        let old = before.map(|one| dues(self, &definition, &holidays, one)).unwrap_or_default();
        let new = dues(self, &definition, &holidays, after);
        let (person, subject) = (after.request.person, after.request.id.0);
        let closing = if after.state() == State::Withdrawn { Closing::Overtaken } else { Closing::Done };
        for due in &old {
            match new.iter().find(|one| one.kind() == due.kind()) {
                None => {
                    self.close_duties(person, subject, &[due.kind()], closing).await?;
                }
                Some(now) if now.by != due.by => {
                    self.tx.move_duties(person, subject, &[due.kind()], now.by).await?;
                }
                Some(_) => {}
            }
        }
        let opened = new
            .iter()
            .filter(|due| !old.iter().any(|one| one.kind() == due.kind()))
            .map(|due| NewDuty {
                person,
                kind: due.kind(),
                owner: owner(after, due.side),
                due: due.by,
                subject,
                why: Line::new(why).ok(),
            })
            .collect();
        self.open_duties(opened).await
    }

    /// The day by which an answer is due, clocks that stood still included.
    pub(super) async fn answer_due(&mut self, referral: &Referral) -> Result<Date, Refusal> {
        let definition = self.pathway_of(referral).await?;
        let holidays = self.holidays_of_clocks().await?;
        let day_of = |at: Timestamp| self.app.day_of(at);
        let due = definition.answer_due(referral, Days { holidays: &holidays, day_of: &day_of });
        Ok(due.map_or(referral.request.answer_by, |due| due.by))
    }
}

fn dues(cx: &Cx<'_>, definition: &Definition, holidays: &BankHolidays, referral: &Referral) -> Vec<Due> {
    let day_of = |at: Timestamp| cx.app.day_of(at);
    definition.dues(referral, Days { holidays, day_of: &day_of })
}

/// Who owes what one side owes: whoever referred, and whoever took it on, or until then that agency's team.
fn owner(referral: &Referral, side: Side) -> Owner {
    let request = &referral.request;
    match side {
        Side::Referrer => Owner { agency: request.from, account: Some(request.made_by) },
        Side::Provider => Owner { agency: request.to, account: referral.accepted_by() },
    }
}
