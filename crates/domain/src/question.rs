//! One narrow question about a person, put by one agency to another: answered in words, or declined with a reason.
//!
//! Working knowledge, not a data set: what is answered counts up to a day, after which the agency that asked reads it no longer;
//! whoever gave the answer keeps it. Nothing here says who may ask: that a section is held at all may be known only to some.

use crate::{
    codes,
    ids::{AgencyId, PersonId, QuestionId},
    section::Section,
    stamp::Stamp,
    text::{Line, Prose},
};
use jiff::civil::Date;

codes! {
    /// Where a question stands.
    QuestionState {
        Waiting = "waiting", "Waits for an answer";
        Answered = "answered", "Answered";
        Declined = "declined", "Declined";
    }
}

/// What was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Its id.
    pub id: QuestionId,
    /// About whom.
    pub person: PersonId,
    /// The agency that asks.
    pub from: AgencyId,
    /// The agency that is asked.
    pub to: AgencyId,
    /// Which part of the record it is about.
    pub section: Section,
    /// The question.
    pub words: Line,
    /// The day by which an answer is due.
    pub answer_by: Date,
    /// Who asked, when.
    pub stamp: Stamp,
}

/// What the other agency says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// It answers, and the answer counts up to and with this day.
    Answered {
        /// The answer.
        words: Prose,
        /// The last day on which the agency that asked reads it.
        until: Date,
    },
    /// It does not answer.
    Declined(Line),
}

/// A question that was answered or declined before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a question that is {from} takes no further answer")]
pub struct QuestionRefused {
    /// Where it stands.
    pub from: QuestionState,
}

/// A question with what was said to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What was asked.
    pub asked: Asked,
    reply: Option<(Stamp, Reply)>,
}

impl Question {
    /// One that nobody has answered.
    pub const fn new(asked: Asked) -> Self {
        Self { asked, reply: None }
    }

    /// # Errors
    /// [`QuestionRefused`] once it was answered or declined.
    pub fn reply(mut self, stamp: Stamp, reply: Reply) -> Result<Self, QuestionRefused> {
        if self.reply.is_some() {
            return Err(QuestionRefused { from: self.state() });
        }
        self.reply = Some((stamp, reply));
        Ok(self)
    }

    /// Where it stands.
    pub const fn state(&self) -> QuestionState {
        match self.reply {
            None => QuestionState::Waiting,
            Some((_, Reply::Answered { .. })) => QuestionState::Answered,
            Some((_, Reply::Declined(_))) => QuestionState::Declined,
        }
    }

    /// How many replies there are: the version that a writer must have seen.
    pub const fn version(&self) -> i64 {
        if self.reply.is_some() { 1 } else { 0 }
    }

    /// All that was said to it, whoever reads.
    pub const fn kept(&self) -> Option<&(Stamp, Reply)> {
        self.reply.as_ref()
    }

    /// What `reader` reads of it on `today`: of an answer whose day has passed, only whoever gave it reads the words.
    pub fn reply_for(&self, reader: AgencyId, today: Date) -> Option<&(Stamp, Reply)> {
        self.reply.as_ref().filter(|(_, reply)| match reply {
            Reply::Answered { until, .. } => reader == self.asked.to || today <= *until,
            Reply::Declined(_) => true,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::AccountId;
    use jiff::{Timestamp, civil::date};
    use uuid::Uuid;

    const FROM: AgencyId = AgencyId(Uuid::from_u128(1));
    const TO: AgencyId = AgencyId(Uuid::from_u128(2));

    fn stamp(agency: AgencyId) -> Stamp {
        Stamp { at: Timestamp::UNIX_EPOCH, by: AccountId(Uuid::nil()), agency }
    }

    fn question() -> Question {
        Question::new(Asked {
            id: QuestionId(Uuid::from_u128(3)),
            person: PersonId(Uuid::from_u128(4)),
            from: FROM,
            to: TO,
            section: Section::Risk,
            words: Line::new("Is there a risk to staff?").unwrap(),
            answer_by: date(2026, 11, 27),
            stamp: stamp(FROM),
        })
    }

    #[test]
    fn it_is_answered_once() {
        let no = Reply::Declined(Line::new("We hold nothing").unwrap());
        let answered = question().reply(stamp(TO), no.clone()).unwrap();
        assert_eq!((answered.state(), answered.version()), (QuestionState::Declined, 1));
        let refused = QuestionRefused { from: QuestionState::Declined };
        assert_eq!(answered.reply(stamp(TO), no), Err(refused));
    }

    #[test]
    fn an_answer_is_read_up_to_its_day_by_whoever_asked_and_after_it_by_whoever_gave_it() {
        let words = Prose::new("Not to staff.").unwrap();
        let until = date(2026, 12, 24);
        let answered = question().reply(stamp(TO), Reply::Answered { words, until }).unwrap();
        let reads = |agency, day| answered.reply_for(agency, day).is_some();
        assert!(reads(FROM, until) && reads(TO, until));
        assert!(!reads(FROM, date(2026, 12, 25)) && reads(TO, date(2030, 1, 1)));
        assert_eq!(answered.state(), QuestionState::Answered, "that it was answered is no secret");
    }
}
