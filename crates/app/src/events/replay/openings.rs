//! Questions, one-off disclosures, openings, limits and exclusions, as the log tells them.

use super::{EventKind, Record, Told, Unreadable, fields::Fields};
use crate::openings::ground;
use domain::{
    ids::{DisclosureId, OpeningId, PersonId, QuestionId},
    one_off::{Aim, Decision, Disclosure, DisclosureFact},
    opening::{EmergencyReason, Opening, OpeningKind, OpeningReview, ReviewOutcome},
    question::{Asked, Question, Reply},
    restriction::{BarReason, Exclusion, KeptApart, Limit, LimitReason},
    section::Section,
    stamp::Stamp,
};

impl Record {
    /// A question, or what was said to it.
    pub(super) fn tell_question(
        &mut self,
        fields: Fields<'_>,
        person: PersonId,
        told: &Told<'_>,
    ) -> Result<(), Unreadable> {
        if told.kind == EventKind::QuestionAsked {
            let asked = Asked {
                id: fields.id("id")?,
                person,
                from: told.stamp.agency,
                to: fields.id("to")?,
                section: fields.code("section", Section::from_code)?,
                words: fields.line("words")?,
                answer_by: fields.day("answer_by")?,
                stamp: told.stamp,
            };
            self.questions.insert(asked.id, Question::new(asked));
            return Ok(());
        }
        let subject = fields.unreadable("subject");
        let id = told.subject.map(QuestionId).ok_or(subject)?;
        let before = self.questions.remove(&id).ok_or(subject)?;
        let reply = if told.kind == EventKind::QuestionAnswered {
            let words = fields.prose("words")?;
            Reply::Answered { words, until: fields.day("until")? }
        } else {
            Reply::Declined(fields.line("reason")?)
        };
        let after = before.reply(told.stamp, reply).map_err(|_| fields.unreadable("reply"))?;
        self.questions.insert(id, after);
        Ok(())
    }

    /// A disclosure, or a later step of one.
    pub(super) fn tell_disclosure(
        &mut self,
        fields: Fields<'_>,
        person: PersonId,
        told: &Told<'_>,
    ) -> Result<(), Unreadable> {
        if told.kind == EventKind::DisclosureDecided {
            let body = told.body.get("ground").and_then(ground);
            let decision = Decision {
                id: fields.id("id")?,
                person,
                holder: told.stamp.agency,
                to: fields.id("to")?,
                sections: fields.codes("sections", Section::from_code)?,
                aims: fields.codes("aims", Aim::from_code)?,
                ground: body.ok_or(fields.unreadable("ground"))?,
                until: fields.day("until")?,
                stamp: told.stamp,
            };
            self.disclosures.insert(decision.id, Disclosure::new(decision));
            return Ok(());
        }
        let subject = fields.unreadable("subject");
        let id = told.subject.map(DisclosureId).ok_or(subject)?;
        let before = self.disclosures.remove(&id).ok_or(subject)?;
        let fact = match told.kind {
            EventKind::DisclosureConfirmed => DisclosureFact::Confirmed,
            EventKind::DisclosureRefused => DisclosureFact::Refused(fields.line("reason")?),
            _ => DisclosureFact::Ended(fields.line("reason")?),
        };
        let after = before.append(told.stamp, fact).map_err(|_| fields.unreadable("step"))?;
        self.disclosures.insert(id, after);
        Ok(())
    }

    /// An opening, its end, or its review.
    pub(super) fn tell_opening(
        &mut self,
        fields: Fields<'_>,
        person: PersonId,
        told: &Told<'_>,
    ) -> Result<(), Unreadable> {
        let subject = fields.unreadable("subject");
        let id = told.subject.map(OpeningId).ok_or(subject)?;
        match told.kind {
            EventKind::RecordOpened => {
                let opening = Opening {
                    id,
                    person,
                    kind: fields.code("kind", OpeningKind::from_code)?,
                    agency: fields.id("agency")?,
                    account: fields.maybe_id("account")?,
                    holder: fields.maybe_id("holder")?,
                    sections: fields.codes("sections", Section::from_code)?,
                    reason: fields.maybe_code("reason", EmergencyReason::from_code)?,
                    words: fields.maybe_line("words")?,
                    subject: fields.maybe_id("subject")?,
                    from: fields.instant("from")?,
                    until: fields.instant("until")?,
                    ended: None,
                    stamp: Stamp { at: told.stamp.at, by: fields.id("by")?, agency: fields.id("by_agency")? },
                };
                self.openings.insert(id, (opening, None));
            }
            EventKind::RecordClosed => {
                let (opening, _) = self.openings.get_mut(&id).ok_or(subject)?;
                opening.ended = Some(fields.instant("at")?);
            }
            _ => {
                let (_, review) = self.openings.get_mut(&id).ok_or(subject)?;
                let outcome = fields.code("outcome", ReviewOutcome::from_code)?;
                *review = Some(OpeningReview { outcome, words: fields.line("words")?, stamp: told.stamp });
            }
        }
        Ok(())
    }

    /// A limit, or that it was lifted.
    pub(super) fn tell_limit(
        &mut self,
        fields: Fields<'_>,
        person: PersonId,
        told: &Told<'_>,
    ) -> Result<(), Unreadable> {
        self.limited = match told.kind {
            EventKind::LimitLifted => None,
            _ => Some(Limit {
                person,
                named: fields.ids("named")?,
                from: fields.day("from")?,
                reason: fields.maybe_code("reason", LimitReason::from_code)?,
                review: fields.maybe_day("review")?,
                keeper: fields.maybe_id("keeper")?,
                by: fields.maybe_id("keeper")?.map(|_: domain::ids::AgencyId| told.stamp.by),
            }),
        };
        Ok(())
    }

    /// Somebody is barred, or no longer.
    pub(super) fn tell_exclusion(
        &mut self,
        fields: Fields<'_>,
        person: PersonId,
        told: &Told<'_>,
    ) -> Result<(), Unreadable> {
        let (account, from) = (fields.id("account")?, fields.day("from")?);
        let barred = Exclusion {
            person,
            account,
            from,
            to: fields.maybe_day("to")?,
            reason: fields.code("reason", BarReason::from_code)?,
            stamp: told.stamp,
        };
        if told.kind == EventKind::StaffBarred {
            self.exclusions.insert((account, from), barred);
        } else {
            let before = self.exclusions.get_mut(&(account, from)).ok_or(fields.unreadable("account"))?;
            before.to = barred.to;
        }
        Ok(())
    }

    /// The record is kept apart from somebody's team, or no longer.
    pub(super) fn tell_apart(
        &mut self,
        fields: Fields<'_>,
        person: PersonId,
        told: &Told<'_>,
    ) -> Result<(), Unreadable> {
        let from: PersonId = fields.id("from")?;
        if told.kind == EventKind::RecordApartEnded {
            self.kept_apart.remove(&from).ok_or(fields.unreadable("from"))?;
            return Ok(());
        }
        let (reference, contact) = (fields.text("reference")?, fields.id("contact")?);
        let one = KeptApart { person, from, reference, contact, stamp: told.stamp };
        self.kept_apart.insert(from, one);
        Ok(())
    }
}
