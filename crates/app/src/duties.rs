//! Duties as use-cases open and close them, in the transaction of the change that they follow from.

use crate::{Cx, refusal::Refusal};
use domain::{
    duty::{Closing, Duty, DutyKind, Owner},
    ids::{AgencyId, DutyId, PersonId},
    section::Section,
    text::Line,
};
use jiff::civil::Date;
use serde_json::{Value, json};
use uuid::Uuid;

/// What is to be opened; the id comes from the use-case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDuty {
    /// On whose record.
    pub person: PersonId,
    /// What.
    pub kind: DutyKind,
    /// Who owes it.
    pub owner: Owner,
    /// By which day.
    pub due: Date,
    /// What it follows from.
    pub subject: Uuid,
    /// Why now, in words for the owner.
    pub why: Option<Line>,
}

/// What became of duties on one person's record, as the event that commits with it tells it: what was asked of the tables, so
/// that asking the same of what the events before have told leads to the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DutyChange {
    /// One was opened.
    Opened(Duty),
    /// The open ones of these kinds that follow from `subject` were closed: all, or those that one agency owed.
    Closed {
        /// What they followed from.
        subject: Uuid,
        /// Of which kinds.
        kinds: Vec<DutyKind>,
        /// Only those that this agency owed.
        agency: Option<AgencyId>,
        /// How.
        closing: Closing,
    },
    /// The open ones of these kinds that follow from `subject` have another day.
    Moved {
        /// What they follow from.
        subject: Uuid,
        /// Of which kinds.
        kinds: Vec<DutyKind>,
        /// Which day.
        to: Date,
    },
    /// These open ones of one owner are another's.
    HandedOver {
        /// Which.
        duties: Vec<DutyId>,
        /// Whose they were.
        from: Owner,
        /// Whose they are.
        to: Owner,
    },
}

impl DutyChange {
    /// The section of the record in which it lies.
    pub fn section(&self) -> Section {
        match self {
            Self::Opened(duty) => duty.kind.section(),
            Self::Closed { kinds, .. } | Self::Moved { kinds, .. } => {
                kinds.first().map_or(Section::Plan, |kind| kind.section())
            }
            Self::HandedOver { .. } => Section::Plan,
        }
    }

    fn told(&self) -> Value {
        let codes = |kinds: &[DutyKind]| kinds.iter().map(|kind| kind.code()).collect::<Vec<_>>();
        match self {
            Self::Opened(duty) => {
                let mut one = one(duty);
                if let (Value::Object(fields), Some(why)) = (&mut one, &duty.why) {
                    fields.insert("why".to_owned(), json!(why.as_str()));
                }
                json!({ "opened": one })
            }
            Self::Closed { subject, kinds, agency, closing } => json!({ "closed": {
                "subject": subject, "kinds": codes(kinds), "agency": agency.map(|id| id.0), "as": closing.code(),
            } }),
            Self::Moved { subject, kinds, to } => {
                json!({ "moved": { "subject": subject, "kinds": codes(kinds), "to": to.to_string() } })
            }
            Self::HandedOver { duties, from, to } => {
                let duties: Vec<_> = duties.iter().map(|duty| duty.0).collect();
                json!({ "handed_over": { "duties": duties, "from": owner(*from), "to": owner(*to) } })
            }
        }
    }
}

fn owner(owner: Owner) -> Value {
    json!({ "agency": owner.agency.0, "account": owner.account.map(|account| account.0) })
}

/// The field of an event's body that tells what changed of what is due. It is for the log alone: who owes what may say who
/// works with the person, so no reader of a timeline is given it.
pub const TOLD_IN: &str = "duty_changes";

/// Adds to an event's body what changed of what is due.
pub fn tell_in(body: &mut Value, changes: &[DutyChange]) {
    if let Value::Object(fields) = body {
        fields.insert(TOLD_IN.to_owned(), changes.iter().map(DutyChange::told).collect());
    }
}

impl Cx<'_> {
    /// Opens duties; they commit with the change that they follow from. Gives them as they were opened, for the event.
    pub async fn open_duties(&mut self, new: Vec<NewDuty>) -> Result<Vec<Duty>, Refusal> {
        let duties: Vec<Duty> = new
            .into_iter()
            .map(|one| Duty {
                id: self.id(),
                person: one.person,
                kind: one.kind,
                owner: one.owner,
                due: one.due,
                subject: one.subject,
                why: one.why,
            })
            .collect();
        let stamp = self.stamp();
        self.tx.open_duties(&duties, &stamp).await?;
        for duty in &duties {
            self.due_changed(duty.person, DutyChange::Opened(duty.clone()));
        }
        Ok(duties)
    }

    /// Opens one duty.
    pub async fn open_duty(&mut self, new: NewDuty) -> Result<(), Refusal> {
        self.open_duties(vec![new]).await.map(drop)
    }

    /// Closes the open duties of these kinds that follow from `subject`; answers how many there were.
    pub async fn close_duties(
        &mut self,
        person: PersonId,
        subject: Uuid,
        kinds: &[DutyKind],
        closing: Closing,
    ) -> Result<u64, Refusal> {
        let stamp = self.stamp();
        let closed = self.tx.close_duties(person, subject, kinds, closing, &stamp).await?;
        let kinds = kinds.to_vec();
        self.due_changed_by(person, closed, DutyChange::Closed { subject, kinds, agency: None, closing });
        Ok(closed)
    }

    /// Closes the open duties of one kind that follow from any of `subjects`.
    pub async fn close_duties_about(
        &mut self,
        person: PersonId,
        subjects: &[Uuid],
        kind: DutyKind,
        closing: Closing,
    ) -> Result<(), Refusal> {
        if subjects.is_empty() {
            return Ok(());
        }
        let stamp = self.stamp();
        for subject in self.tx.close_duties_about(person, subjects, kind, closing, &stamp).await? {
            let kinds = vec![kind];
            self.due_changed(person, DutyChange::Closed { subject, kinds, agency: None, closing });
        }
        Ok(())
    }

    /// Closes the open duties of one kind that one agency owes because of `subject`; the others' stay.
    pub async fn close_duties_of(
        &mut self,
        person: PersonId,
        subject: Uuid,
        kind: DutyKind,
        agency: AgencyId,
        closing: Closing,
    ) -> Result<(), Refusal> {
        let stamp = self.stamp();
        let closed = self.tx.close_duties_of(person, subject, kind, agency, closing, stamp).await?;
        let change = DutyChange::Closed { subject, kinds: vec![kind], agency: Some(agency), closing };
        self.due_changed_by(person, closed, change);
        Ok(())
    }

    /// Gives the open duties of these kinds that follow from `subject` another day.
    pub async fn move_duties(
        &mut self,
        person: PersonId,
        subject: Uuid,
        kinds: &[DutyKind],
        to: Date,
    ) -> Result<(), Refusal> {
        let moved = self.tx.move_duties(person, subject, kinds, to).await?;
        self.due_changed_by(person, moved, DutyChange::Moved { subject, kinds: kinds.to_vec(), to });
        Ok(())
    }

    /// Hands open duties on a person's record from one owner to another.
    pub async fn hand_over_duties(
        &mut self,
        person: PersonId,
        duties: Vec<DutyId>,
        from: Owner,
        to: Owner,
    ) -> Result<(), Refusal> {
        if duties.is_empty() {
            return Ok(());
        }
        let handed = self.tx.hand_over_duties(person, &duties, to).await?;
        self.due_changed_by(person, handed, DutyChange::HandedOver { duties, from, to });
        Ok(())
    }

    /// Hands all that one owner owes about a person to another.
    pub async fn hand_over_all(&mut self, person: PersonId, from: Owner, to: Owner) -> Result<(), Refusal> {
        let owed = self.tx.duties_by_order(person, from.agency).await?;
        let theirs = owed.into_iter().filter(|one| one.account == from.account).map(|one| one.duty);
        self.hand_over_duties(person, theirs.collect(), from, to).await
    }

    fn due_changed_by(&mut self, person: PersonId, changed: u64, change: DutyChange) {
        if changed > 0 {
            self.due_changed(person, change);
        }
    }

    /// The viewer, as the owner of a duty.
    pub const fn myself(&self) -> Owner {
        Owner { agency: self.viewer.agency, account: Some(self.viewer.account) }
    }
}

/// Duties as an event's body tells them.
pub fn told(duties: &[Duty]) -> Value {
    duties.iter().map(one).collect()
}

fn one(duty: &Duty) -> Value {
    json!({
        "id": duty.id.0,
        "kind": duty.kind.code(),
        "due": duty.due.to_string(),
        "agency": duty.owner.agency.0,
        "account": duty.owner.account.map(|account| account.0),
        "subject": duty.subject,
    })
}
