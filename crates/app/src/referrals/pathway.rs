//! What a referral's pathway makes due: opened, moved and closed with each step, from clocks that are computed.

use crate::{App, Cx, duties::NewDuty, refusal::Refusal};
use domain::{
    calendar::BankHolidays,
    duty::{Closing, Duty, Owner},
    protocol::{Days, Definition, Due, Protocol},
    referral::{Referral, Side, State},
    text::Line,
};
use jiff::{Timestamp, civil::Date};
use std::sync::Arc;

/// What clocks of a referral are computed from: the pathway that it began under, and the days on which nobody works.
pub(crate) struct Clocks {
    /// The version of the pathway; `None` for a referral of before pathways had versions.
    pub(crate) protocol: Option<Protocol>,
    /// What was agreed.
    pub(crate) definition: Definition,
    /// Bank holidays around today, as far as clocks reach.
    pub(crate) holidays: Arc<BankHolidays>,
}

impl Clocks {
    /// What is due of a referral now.
    pub(crate) fn dues(&self, app: &App, referral: &Referral) -> Vec<Due> {
        let day_of = |at: Timestamp| app.day_of(at);
        self.definition.dues(referral, Days { holidays: &self.holidays, day_of: &day_of })
    }

    /// The day by which an answer is due, clocks that stood still included.
    pub(super) fn answer_due(&self, app: &App, referral: &Referral) -> Date {
        let day_of = |at: Timestamp| app.day_of(at);
        let days = Days { holidays: &self.holidays, day_of: &day_of };
        self.definition.answer_due(referral, days).map_or(referral.request.answer_by, |due| due.by)
    }
}

impl Cx<'_> {
    /// The clocks of a referral. One of before pathways had versions is under what its service starts with.
    pub(crate) async fn clocks_of(&mut self, referral: &Referral) -> Result<Clocks, Refusal> {
        let request = &referral.request;
        let holidays = self.holidays().await?;
        if let Some(id) = request.protocol {
            let protocol = self.pathway_version(request.service, id).await?;
            let protocol = protocol.ok_or(crate::cx::missing("pathway of a referral"))?;
            let definition = protocol.definition.clone();
            return Ok(Clocks { protocol: Some(protocol), definition, holidays });
        }
        let service = self.service(request.service).await?;
        let service = service.ok_or(crate::cx::missing("service of a referral"))?;
        let definition = Definition::starting(service.answer_in_working_days);
        Ok(Clocks { protocol: None, definition, holidays })
    }

    /// Opens, moves and closes what is due as a step made it; gives what it opened. `before` is `None` for a new referral.
    pub(super) async fn follow_pathway(
        &mut self,
        clocks: &Clocks,
        before: Option<&Referral>,
        after: &Referral,
        why: &str,
    ) -> Result<Vec<Duty>, Refusal> {
        let old = before.map(|one| clocks.dues(self.app, one)).unwrap_or_default();
        let new = clocks.dues(self.app, after);
        let (person, subject) = (after.request.person, after.request.id.0);
        let closing = if after.state() == State::Withdrawn { Closing::Overtaken } else { Closing::Done };
        for due in &old {
            match new.iter().find(|one| one.kind() == due.kind()) {
                None => {
                    self.close_duties(person, subject, &[due.kind()], closing).await?;
                }
                Some(now) if now.by != due.by => {
                    self.move_duties(person, subject, &[due.kind()], now.by).await?;
                }
                Some(_) => {}
            }
        }
        let opened: Vec<NewDuty> = new
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
        if opened.is_empty() { Ok(Vec::new()) } else { self.open_duties(opened).await }
    }
}

/// Who owes what one side owes: whoever referred, and whoever took it on, or until then that agency's team.
fn owner(referral: &Referral, side: Side) -> Owner {
    let request = &referral.request;
    match side {
        Side::Referrer => Owner { agency: request.from, account: Some(request.made_by) },
        Side::Provider => Owner { agency: request.to, account: referral.accepted_by() },
    }
}
