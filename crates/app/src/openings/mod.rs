//! What opens a record for a while, beside agreements: a question with its answer, a one-off disclosure, an emergency, a meeting.
//!
//! What holds: whoever may not know of a person meets the same answer here as for somebody who is not there; an agency opens its own
//! part and no other's; an emergency reaches the parts of all, costs the second factor, lasts for minutes, and is reviewed by
//! somebody else; nothing here opens what is limited, barred, about third parties or privileged, since what forbids wins at the
//! gate. Every step is an event on the person's record. What somebody might try is tried in `openings/attacks.rs` of the tests.

mod ask;
mod disclose;
mod emergency;
mod list;
mod meeting;
mod reply;

pub use ask::{AskForm, AskQuestion, ask, ask_form};
pub use disclose::{
    Disclose, DiscloseForm, DisclosureStep, DisclosureView, disclose, disclose_form, disclosure,
    step_disclosure,
};
pub use emergency::{
    EmergencyLine, EmergencyList, EmergencyView, OpenInEmergency, ReviewEmergency, emergencies, emergency,
    end_emergency, open_in_emergency, review_emergency, to_review,
};
pub use list::{OpeningLine, OpeningsPart, openings};
pub use meeting::{MeetingRoom, enter_meeting, leave_meeting, meeting_room};
pub use reply::{QuestionView, question, reply};

use crate::{Cx, events::EventKind, refusal::Refusal};
use domain::{
    ids::{AgencyId, PersonId},
    one_off::{ConsentSaid, DisclosureRefused, Factors, Ground},
    opening::{EmergencyReason, Opening},
    question::QuestionRefused,
    section::{Level, Section},
    text::{Line, Prose},
};
use gate::{Label, Standing};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Agencies offered at most.
const OFFERED: u32 = 200;
/// Rows of each list about one person.
const ROWS: u32 = 50;

impl From<QuestionRefused> for Refusal {
    fn from(refused: QuestionRefused) -> Self {
        Self::not_now("question", refused.from.words())
    }
}

impl From<DisclosureRefused> for Refusal {
    fn from(refused: DisclosureRefused) -> Self {
        match refused {
            DisclosureRefused::State(from) => Self::not_now("disclosure", from.words()),
            DisclosureRefused::SamePerson => {
                Self::field("step", "same_person", "Somebody else has to agree: you decided on it yourself")
            }
        }
    }
}

/// What a disclosure rests on, as it is kept and told. Fields are added, never renamed.
pub fn ground_told(ground: &Ground) -> Value {
    match ground {
        Ground::Duty { duty, method } => json!({ "duty": duty.as_str(), "method": method.as_str() }),
        Ground::Factors(factors) => json!({
            "power": factors.power.as_str(),
            "proportionality": factors.proportionality.as_str(),
            "consent": factors.consent.code(),
            "consent_words": factors.consent_words.as_ref().map(Line::as_str),
            "transparency": factors.transparency.as_str(),
            "vital": factors.vital.as_str(),
        }),
    }
}

/// The same, read again; `None` for what is neither.
pub fn ground(body: &Value) -> Option<Ground> {
    let line = |field: &str| Line::new(body.get(field)?.as_str()?).ok();
    let prose = |field: &str| Prose::new(body.get(field)?.as_str()?).ok();
    if body.get("duty").is_some() {
        return Some(Ground::Duty { duty: line("duty")?, method: line("method")? });
    }
    let consent_words = match body.get("consent_words") {
        None | Some(Value::Null) => None,
        Some(_) => Some(line("consent_words")?),
    };
    Some(Ground::Factors(Factors {
        power: line("power")?,
        proportionality: prose("proportionality")?,
        consent: ConsentSaid::from_code(body.get("consent")?.as_str()?).ok()?,
        consent_words,
        transparency: prose("transparency")?,
        vital: prose("vital")?,
    }))
}

/// An opening as its event tells it.
fn told(opening: &Opening) -> Value {
    json!({
        "id": opening.id.0,
        "kind": opening.kind.code(),
        "agency": opening.agency.0,
        "account": opening.account.map(|account| account.0),
        "holder": opening.holder.map(|holder| holder.0),
        "sections": opening.sections.iter().map(|section| section.code()).collect::<Vec<_>>(),
        "reason": opening.reason.map(EmergencyReason::code),
        "words": opening.words.as_ref().map(Line::as_str),
        "subject": opening.subject,
        "from": opening.from.to_string(),
        "until": opening.until.to_string(),
        "by": opening.stamp.by.0,
        "by_agency": opening.stamp.agency.0,
    })
}

impl Cx<'_> {
    /// Writes openings with their events: each is told to the agency that it is for.
    async fn open_for_a_while(&mut self, openings: &[Opening]) -> Result<(), Refusal> {
        self.tx.insert_openings(openings).await?;
        for one in openings {
            let mut event = self.event(one.person, EventKind::RecordOpened, Section::Notes, told(one));
            event.subject = Some(one.id.0);
            event.sent_to = (one.agency != self.agency()).then_some(one.agency);
            self.append(event);
        }
        Ok(())
    }

    /// Tells that openings have ended.
    fn told_ended(&mut self, ended: &[Opening]) {
        for one in ended {
            let at = one.ended.map(|at| at.to_string());
            let body = json!({ "id": one.id.0, "at": at });
            let mut event = self.event(one.person, EventKind::RecordClosed, Section::Notes, body);
            event.subject = Some(one.id.0);
            event.sent_to = (one.agency != self.agency()).then_some(one.agency);
            self.append(event);
        }
    }

    /// Ends whatever follows from `subject`: a question that is answered, a disclosure that is over, a meeting that is.
    pub(crate) async fn close_what_was_opened(
        &mut self,
        person: PersonId,
        subject: uuid::Uuid,
    ) -> Result<(), Refusal> {
        let at = self.at;
        let ended = self.tx.end_openings(person, subject, at).await?;
        self.told_ended(&ended);
        Ok(())
    }

    /// Holds fast that the viewer opens what they see in full of their own agency's part, and nothing that is nobody's to open.
    fn may_open(&self, standing: &Standing, sections: &[Section]) -> Result<(), Refusal> {
        let own = self.own_sections(standing);
        if sections.iter().all(|section| own.contains(section)) {
            return Ok(());
        }
        Err(Refusal::field(
            "sections",
            "not_own",
            "Select only what you see in full of your own agency’s part",
        ))
    }

    /// The sections of the viewer's own agency's part that they see in full and may open.
    fn own_sections(&self, standing: &Standing) -> BTreeSet<Section> {
        let sees = |section: &Section| {
            let label = Label::own(standing.person, *section, self.agency());
            let basis = self.gate.decide(&self.viewer, self.purpose(), standing, label);
            basis.is_ok_and(|basis| basis.level == Level::Full)
        };
        domain::opening::openable().filter(sees).collect()
    }

    /// Agencies that the viewer may know to work with the person, or to hold something of theirs; without their own.
    async fn known_agencies(&mut self, standing: &Standing) -> Result<BTreeSet<AgencyId>, Refusal> {
        let about = self.about(standing).await?;
        let mut known = self.circle(standing).await?;
        known.extend(about.withheld.iter().map(|closed| closed.ask));
        known.remove(&self.agency());
        Ok(known)
    }
}
