//! The next fact of a strand: a step agreed, done, dropped or moved; progress; the end.

use super::told;
use crate::{App, Cx, duties::NewDuty, events::EventKind, refusal::Refusal};
use domain::{
    duty::{Closing, DutyKind, Owner},
    ids::{AccountId, PersonId, StepId, StrandId},
    plan::{Came, Step, StepState, Strand, StrandFact, StrandRefused},
    section::Purpose,
    text::{Line, Prose},
};
use gate::{Action, Standing, Viewer};
use jiff::civil::Date;

/// Who of the agency sees to a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Whoever agrees it.
    Myself,
    /// The agency, until somebody is named.
    Team,
    /// A colleague.
    Colleague(AccountId),
}

/// A step to be agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewStep {
    /// What is to be done.
    pub words: Line,
    /// Who sees to it.
    pub who: Who,
    /// Whether the person does it themself.
    pub by_the_person: bool,
    /// By when.
    pub due: Date,
}

/// What somebody records of a strand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StrandMove {
    /// A step is agreed.
    Agree(NewStep),
    /// It is done; what came of it.
    Done(StepId, Option<Line>),
    /// Nobody does it any more, and why.
    Drop(StepId, Line),
    /// It has another day.
    Move(StepId, Date),
    /// Something new was found or reached.
    Progress(Prose),
    /// The strand is closed.
    Close(Came),
}

/// Records the next fact of a strand of the viewer's own agency.
///
/// Invariant: fact, duty and event commit together; of two facts on the same version one is kept.
pub async fn step(
    app: &App,
    viewer: &Viewer,
    id: StrandId,
    seen: i64,
    what: StrandMove,
) -> Result<PersonId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "record a step of a plan").await?;
    cx.permit_role(Action::KeepPlan)?;
    let (standing, strand) = cx.own_strand(id).await?;
    cx.permit(Action::KeepPlan, &standing, None)?;
    if strand.version() != seen {
        return Err(Refusal::Stale { seen, now: strand.version() });
    }
    let fact = cx.strand_fact(what).await?;
    let (stamp, person) = (cx.stamp(), standing.person);
    let after = strand.append(stamp, fact.clone()).map_err(not_taken)?;
    if !cx.tx.append_strand_fact(seen, &after, &stamp, &fact).await? {
        return Err(Refusal::Stale { seen, now: after.version() });
    }
    let section = after.begun.topic.section();
    let mut event = cx.event(person, EventKind::StrandStepped, section, told::fact(&fact));
    event.subject = Some(id.0);
    cx.append(event);
    cx.on_the_desk(person, &fact).await?;
    cx.answer(person).await
}

fn not_taken(refused: StrandRefused) -> Refusal {
    let said = refused.to_string();
    let mut letters = said.chars();
    let said: String =
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
    Refusal::NotNow(format!("{said}."))
}

impl Cx<'_> {
    /// A strand of the viewer's agency, and how they stand to its person; as absent otherwise.
    pub(super) async fn own_strand(&mut self, id: StrandId) -> Result<(Standing, Strand), Refusal> {
        let found = self.tx.strand(id).await?;
        let person = found.as_ref().map_or(PersonId(id.0), |sealed| sealed.label().person);
        let standing = self.standing(person).await?;
        let own = self.agency();
        let sealed = found.filter(|sealed| sealed.label().holder == own).ok_or(Refusal::NotFound)?;
        let strand = self.open(&standing, sealed).opened().ok_or(Refusal::NotFound)?;
        Ok((standing, strand))
    }

    async fn strand_fact(&mut self, what: StrandMove) -> Result<StrandFact, Refusal> {
        let today = self.today();
        let ahead = |due: Date| {
            if due < today {
                Err(Refusal::field("due", "past", "The step must be due today or later"))
            } else {
                Ok(due)
            }
        };
        Ok(match what {
            StrandMove::Agree(NewStep { words, who, by_the_person, due }) => {
                let (due, owner) = (ahead(due)?, self.step_owner(who).await?);
                let state = StepState::Open;
                StrandFact::Agreed(Step { id: self.id(), words, owner, by_the_person, due, state })
            }
            StrandMove::Done(id, words) => StrandFact::Done(id, words),
            StrandMove::Drop(id, why) => StrandFact::Dropped(id, why),
            StrandMove::Move(id, due) => StrandFact::Moved(id, ahead(due)?),
            StrandMove::Progress(words) => StrandFact::Progress(words),
            StrandMove::Close(came) => StrandFact::Closed(came),
        })
    }

    async fn step_owner(&mut self, who: Who) -> Result<Owner, Refusal> {
        let agency = self.agency();
        Ok(match who {
            Who::Myself => self.myself(),
            Who::Team => Owner { agency, account: None },
            Who::Colleague(account) => {
                self.colleague(account).await?;
                Owner { agency, account: Some(account) }
            }
        })
    }

    /// What is due because of it. A duty says no words: whoever may read that something is due may not read every strand.
    async fn on_the_desk(&mut self, person: PersonId, fact: &StrandFact) -> Result<(), Refusal> {
        let kind = DutyKind::PlanStep;
        match fact {
            StrandFact::Agreed(step) => {
                let (owner, due, subject) = (step.owner, step.due, step.id.0);
                self.open_duty(NewDuty { person, kind, owner, due, subject, why: None }).await
            }
            StrandFact::Done(id, _) => {
                self.close_duties(person, id.0, &[kind], Closing::Done).await.map(drop)
            }
            StrandFact::Dropped(id, _) => {
                self.close_duties(person, id.0, &[kind], Closing::Overtaken).await.map(drop)
            }
            StrandFact::Moved(id, to) => self.move_duties(person, id.0, &[kind], *to).await,
            StrandFact::Progress(_) | StrandFact::Closed(_) => Ok(()),
        }
    }
}
