//! Before a step is taken: its days, agencies and services looked at, and the day that is worked out with it.

use crate::{Cx, refusal::Refusal};
use domain::{
    field::Answer,
    ids::{AgencyId, ServiceId},
    section::{Level, Section},
    step::{Reach, Step, StepRefused, Taken},
};
use gate::{Label, Standing};

/// Why somebody does not begin what they could not read afterwards.
pub(crate) const NOT_YOURS: &str =
    "This is kept by those who may read that part of the record, and you may not. Ask them to begin it";
/// Agencies of a partnership that an answer may name, at most.
const AGENCIES: u32 = 1_000;
/// Services of a partnership that are looked through, at most.
const SERVICES: u32 = 1_000;

/// What a refused step means for whoever tried it.
pub(crate) fn not_taken(refused: StepRefused) -> Refusal {
    match refused {
        StepRefused::Rule { field, sentence } => Refusal::field(field, "rule", sentence),
        StepRefused::Missing(field) => Refusal::field(field, "required", "This must be answered"),
        StepRefused::NotNow { .. } => Refusal::NotNow(format!("{refused}. Look at it again.")),
    }
}

impl Cx<'_> {
    /// Whether the viewer would read in full what their agency kept in this section: nobody writes what they may not read.
    pub(crate) fn would_read(&self, standing: &Standing, section: Section) -> bool {
        let label = Label::own(standing.person, section, self.agency());
        let basis = self.gate.decide(&self.viewer, self.purpose(), standing, label);
        basis.is_ok_and(|basis| basis.level == Level::Full)
    }

    /// The agencies that an answer may name.
    pub(crate) async fn agencies_to_name(&mut self) -> Result<Vec<(AgencyId, String)>, Refusal> {
        let found = self.tx.agencies(AGENCIES).await?;
        Ok(found.into_iter().map(|one| (one.id, one.name)).collect())
    }

    /// The services of the viewer's agency, which an answer may name.
    pub(crate) async fn services_to_name(&mut self) -> Result<Vec<(ServiceId, String)>, Refusal> {
        let (own, found) = (self.agency(), self.tx.services(None, SERVICES).await?);
        let own = found.into_iter().filter(|one| one.agency == own);
        Ok(own.map(|one| (one.id, one.name)).collect())
    }

    /// The fact with the day that is worked out with it; its days and agencies looked at.
    pub(crate) async fn settled<S: Step>(&mut self, fact: Taken<S>) -> Result<Taken<S>, Refusal> {
        let today = self.today();
        if let Some((field, sentence)) = fact.wrong_day(today) {
            return Err(Refusal::field(field.name, "range", format!("This day {sentence}")));
        }
        self.check_named(&fact).await?;
        let Some(deadline) = fact.step.deadline() else { return Ok(fact) };
        let from = deadline.from.and_then(|name| fact.answers.day(name)).unwrap_or(today);
        let calendar = self.calendar(from).await?;
        let day = match deadline.reach {
            Reach::After => calendar.after(deadline.rule, from)?,
            Reach::Before => calendar.timings.before(deadline.rule, from)?.max(today),
        };
        let answers = fact.answers.with(deadline.name, Answer::Day(day));
        Ok(Taken { answers, ..fact })
    }

    /// Whether the agencies and services that the answers name are there to be named.
    async fn check_named<S: Step>(&mut self, fact: &Taken<S>) -> Result<(), Refusal> {
        let (mut agencies, mut services) = (Vec::new(), Vec::new());
        for (name, answer) in fact.answers.iter() {
            match answer {
                Answer::Agency(agency) => agencies.push((name, *agency)),
                Answer::Service(service) => services.push((name, *service)),
                _ => {}
            }
        }
        if !agencies.is_empty() {
            let known = self.agencies_to_name().await?;
            let strange = agencies.iter().find(|(_, agency)| known.iter().all(|(id, _)| id != agency));
            if let Some((field, _)) = strange {
                return Err(Refusal::field(field, "unknown", "Select an agency of the partnership"));
            }
        }
        if !services.is_empty() {
            let own = self.services_to_name().await?;
            let strange = services.iter().find(|(_, service)| own.iter().all(|(id, _)| id != service));
            if let Some((field, _)) = strange {
                return Err(Refusal::field(field, "unknown", "Select a service of your agency"));
            }
        }
        Ok(())
    }
}
