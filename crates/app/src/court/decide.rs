//! A person decides whose an entry is, with a reason; and takes a decision back by another.
//!
//! Invariant: the decision, whose the entry then is, the events of the records concerned and the duties that follow commit
//! together. Nothing is deleted: a decision taken back stays to be read.

use super::{body, load::paper_assessment};
use crate::{
    App, Cx, FieldError,
    events::EventKind,
    people::{CreatePerson, TypedIdentifier, begin_record},
    ports::KeptEntry,
    refusal::Refusal,
};
use domain::{
    duty::{Closing, DutyKind},
    hearing::{Deciding, Evidence, Fact, Matching, Sex, State},
    ids::{CourtEntryId, PersonId},
    person::Gender,
    section::{Purpose, Section},
    text::Line,
};
use gate::{Action, Viewer};

/// What is decided about an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decide {
    /// The entry.
    pub entry: CourtEntryId,
    /// How many decisions the writer saw.
    pub seen: u32,
    /// What is decided.
    pub deciding: Deciding,
    /// Why.
    pub reason: Line,
}

/// Whose the entry is after a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DecidedNow {
    /// The entry.
    pub entry: CourtEntryId,
    /// Whose it is.
    pub state: State,
    /// How many decisions are kept.
    pub version: u32,
}

/// Takes a decision.
///
/// # Errors
/// [`Refusal::NotFound`] for an entry or a person of whom the viewer may not know; [`Refusal::Stale`] when somebody decided
/// since the writer looked; [`Refusal::NotNow`] when it is not possible as things stand.
pub async fn decide(app: &App, viewer: &Viewer, command: Decide) -> Result<DecidedNow, Refusal> {
    let mut cx =
        app.write(viewer, Purpose::Supervision, "decide whose an entry of the court list is").await?;
    cx.permit_role(Action::DecideCourtMatch)?;
    let (_, kept) = cx.court_entry(command.entry).await?;
    if kept.matching.version() != command.seen {
        let now = i64::from(kept.matching.version());
        return Err(Refusal::Stale { seen: i64::from(command.seen), now });
    }
    let evidence = match command.deciding {
        Deciding::Attach(person) | Deciding::NotSame(person) => {
            // Nobody out of reach can be decided about: as absent, whether or not they are a candidate.
            cx.standing(person).await?;
            cx.evidence_for(command.entry, person).await?
        }
        Deciding::New | Deciding::Undo => Vec::new(),
    };
    let fact = command.deciding.into();
    let after = cx.decided(&kept, fact, Some(&command.reason), &evidence).await?;
    cx.answer(DecidedNow { entry: kept.id, state: after.state(), version: after.version() }).await
}

/// Consent or an order made a person of an entry that was nobody's: makes the record, and puts the entry on it. Part of the
/// use-case that has the consent or the order.
///
/// # Errors
/// [`Refusal::NotFound`] for an entry of another agency; [`Refusal::Invalid`] when the entry is somebody's already.
pub async fn become_record(cx: &mut Cx<'_>, entry: CourtEntryId, why: &Line) -> Result<PersonId, Refusal> {
    let (_, kept) = cx.court_entry(entry).await?;
    if kept.matching.person().is_some() {
        let field = FieldError::new("entry", "attached", "This entry is on somebody’s record already");
        return Err(Refusal::Invalid(vec![field]));
    }
    let person = cx.id();
    begin_record(cx, person, described(&kept)).await?;
    cx.decided(&kept, Fact::Became(person), Some(why), &[]).await?;
    Ok(person)
}

/// What the list tells of the person.
fn described(kept: &KeptEntry) -> CreatePerson {
    let entry = &kept.entry;
    CreatePerson {
        legal: entry.name.clone(),
        known_as: None,
        born: entry.born,
        gender: match entry.sex {
            Sex::Male => Gender::Male,
            Sex::Female => Gender::Female,
            Sex::NotKnown | Sex::NotSpecified => Gender::Unknown,
        },
        identifiers: entry
            .numbers
            .iter()
            .map(|number| TypedIdentifier { kind: number.kind, typed: number.checked.raw.clone() })
            .collect(),
        address: entry.address.clone(),
        postcode: entry.postcode.as_ref().map(ToString::to_string),
        telephone: None,
    }
}

impl Cx<'_> {
    /// What spoke for an entry and a person being the same when the entry was loaded.
    async fn evidence_for(
        &mut self,
        entry: CourtEntryId,
        person: PersonId,
    ) -> Result<Vec<Evidence>, Refusal> {
        let all = self.tx.candidates_for(&[entry]).await?;
        let found = all.into_iter().find(|(_, candidate)| candidate.person == person);
        Ok(found.map(|(_, candidate)| candidate.evidence).unwrap_or_default())
    }

    /// Writes a decision, and tells the records that it concerns.
    pub(super) async fn decided(
        &mut self,
        kept: &KeptEntry,
        fact: Fact,
        reason: Option<&Line>,
        evidence: &[Evidence],
    ) -> Result<Matching, Refusal> {
        let after = kept.matching.clone().decide(fact).map_err(|_| not_now(kept.matching.state()))?;
        let (before, now) = (kept.matching.person(), after.person());
        if let Some(person) = now.filter(|person| Some(*person) != before) {
            self.standing(person).await?;
        }
        let (seen, stamp) = (kept.matching.version(), self.stamp());
        let why = (reason, evidence);
        if !self.tx.append_decision(kept.id, seen, fact, now, why, &stamp).await? {
            let now = i64::from(seen) + 1;
            return Err(Refusal::Stale { seen: i64::from(seen), now });
        }
        if before == now {
            return Ok(after);
        }
        let decision = fact.decision().code();
        let mut events = Vec::new();
        for (person, kind) in [(before, EventKind::CourtDetached), (now, EventKind::CourtAttached)] {
            let Some(person) = person else { continue };
            let body = body::of_kept(kept, decision, reason, evidence);
            let mut event = self.event(person, kind, Section::Court, body);
            event.subject = Some(kept.id.0);
            events.push(event);
        }
        self.append_all(events);
        if let Some(person) = before {
            self.close_duties(person, kept.id.0, &[DutyKind::PaperAssessment], Closing::Undone).await?;
        }
        if let (Some(person), Some(due)) = (now, kept.paper_due) {
            let duty = paper_assessment(self, person, kept.id, due);
            self.open_duty(duty).await?;
        }
        Ok(after)
    }
}

fn not_now(state: State) -> Refusal {
    let stands = match state {
        State::Open => "Nobody has decided",
        State::New => "Nobody known",
        State::Attached(_) => "On a record",
    };
    Refusal::not_now("entry of the court list", stands)
}
