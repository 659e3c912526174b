//! First contacts, AUDIT, consents, what was found, what was recommended, and entries by other ways than court.
//!
//! An AUDIT is told by its answers and the rules it was scored under; what is found follows from both, and is not rebuilt
//! here. A screening is told in parts, each in the section it lies in: its needs, and the risk to self that was found, are
//! the events of the same use-case, which share its stamp.

use super::{Record, Told, Unreadable, fields::Fields};
use crate::events::EventKind;
use domain::{
    audit::{Answers, Audit, Mode, Pregnancy},
    consent::{Asking, Consent, ConsentFact, ConsentTo, Manner, Taken},
    ids::{AuditId, ConsentId, FirstContactId, PersonId, RecommendationId, ScreeningId, WayInId},
    recommendation::{HearingOutcome, Outcome, Proposal, Recommendation, ReportForm},
    referral::{DeliveryNeed, Summary, Told as Said},
    risk::RiskKind,
    screening::{
        AlcoholScreen, ContactState, FirstContact, Found, KnownService, NotAskedWhy, RiskToSelf, Screening,
        Setting, SevenNeeds, Suitability,
    },
    section::Section,
    stamp::Stamp,
    text::{Line, Prose},
    way_in::{Door, WayIn},
};
use jiff::civil::Date;

/// A first contact as an event tells it, whoever it was with: of a refusal, and of nobody having asked, the event names neither
/// person nor entry.
pub(super) fn contact(
    fields: Fields<'_>,
    state: ContactState,
    person: Option<PersonId>,
    stamp: Stamp,
) -> Result<FirstContact, Unreadable> {
    let alcohol = match state {
        ContactState::Refused => AlcoholScreen::Refused,
        _ => fields.maybe_code("alcohol", AlcoholScreen::from_code)?.unwrap_or(AlcoholScreen::NotAsked),
    };
    // One that was taken up again keeps who began it; it is told since the second release.
    let began = Stamp {
        at: if fields.has("at") { fields.instant("at")? } else { stamp.at },
        by: fields.maybe_id("by")?.unwrap_or(stamp.by),
        agency: stamp.agency,
    };
    Ok(FirstContact {
        id: fields.id("id")?,
        agency: stamp.agency,
        setting: fields.code("setting", Setting::from_code)?,
        place: fields.line("place")?,
        day: fields.day("day")?,
        entry: fields.maybe_id("entry")?,
        person,
        state,
        why_not: fields.maybe_code("why_not", NotAskedWhy::from_code)?,
        alcohol,
        known_to_mental_health: None,
        stamp: began,
    })
}

fn audit(fields: Fields<'_>, person: PersonId, stamp: Stamp) -> Result<Audit, Unreadable> {
    let points: Vec<Option<u8>> = fields.maybe_numbers("answers")?;
    let points = points.try_into().map_err(|_| fields.unreadable("answers"))?;
    Ok(Audit {
        id: fields.id("id")?,
        person,
        day: fields.day("day")?,
        mode: fields.code("mode", Mode::from_code)?,
        language: fields.line("language")?,
        pregnancy: fields.code("pregnancy", Pregnancy::from_code)?,
        answers: Some(Answers::new(points).map_err(|_| fields.unreadable("answers"))?),
        finding: None,
        missing: fields.number("missing")?,
        wording: fields.text("wording")?,
        rules: fields.number("rules")?,
        supersedes: fields.maybe_id("supersedes")?,
        stamp,
    })
}

fn asking(fields: Fields<'_>, person: PersonId, stamp: Stamp) -> Result<Asking, Unreadable> {
    Ok(Asking {
        id: fields.id("id")?,
        person,
        to: fields.code("to", ConsentTo::from_code)?,
        purpose: fields.line("purpose")?,
        sections: fields.codes("sections", Section::from_code)?,
        recipients: fields.ids("recipients")?,
        holder: stamp.agency,
    })
}

fn taken(fields: Fields<'_>) -> Result<Taken, Unreadable> {
    Ok(Taken {
        manner: fields.code("manner", Manner::from_code)?,
        language: fields.line("language")?,
        interpreter: fields.maybe_line("interpreter")?,
        capacity: fields.maybe_line("capacity")?,
        until: fields.maybe_day("until")?,
    })
}

/// A screening, but for its needs and its risk to self.
pub(super) struct Half {
    id: ScreeningId,
    contact: FirstContactId,
    day: Date,
    place: Line,
    suitability: Suitability,
    why: Option<Prose>,
    known: Vec<KnownService>,
    audit: Option<AuditId>,
    stamp: Stamp,
}

impl Half {
    /// The whole, with what the same use-case told beside it; `None` where not all seven pathways were told.
    fn whole(self, person: PersonId, record: &Record) -> Option<Screening> {
        let needs = record.needs.values().filter(|need| need.stamp == self.stamp);
        let found =
            needs.map(|need| Found { pathway: need.pathway, level: need.level, detail: need.detail.clone() });
        let mut flags = record.risk_flags.values();
        let flag = flags.find(|flag| flag.stamp == self.stamp && flag.kind == RiskKind::SelfHarm);
        let Self { id, contact, day, place, suitability, why, known, audit, stamp } = self;
        Some(Screening {
            id,
            person,
            contact,
            day,
            place,
            suitability,
            why,
            needs: SevenNeeds::new(found.collect()).ok()?,
            risk_to_self: match flag {
                None => RiskToSelf::NoneFound,
                Some(flag) => RiskToSelf::Found(flag.detail.clone()?),
            },
            known,
            audit,
            stamp,
        })
    }
}

impl Record {
    pub(super) fn agree_to_contact(
        &mut self,
        fields: Fields<'_>,
        person: PersonId,
        stamp: Stamp,
    ) -> Result<(), Unreadable> {
        let contact = contact(fields, ContactState::Consented, Some(person), stamp)?;
        self.first_contacts.insert(contact.id, contact);
        Ok(())
    }

    pub(super) fn give_audit(
        &mut self,
        fields: Fields<'_>,
        person: PersonId,
        stamp: Stamp,
    ) -> Result<(), Unreadable> {
        let audit = audit(fields, person, stamp)?;
        self.audits.insert(audit.id, audit);
        Ok(())
    }

    /// A step of a consent, the first of which asks for it.
    pub(super) fn step_consent(
        &mut self,
        fields: Fields<'_>,
        person: PersonId,
        told: &Told<'_>,
    ) -> Result<(), Unreadable> {
        let id: ConsentId = fields.id("id")?;
        let (before, fact) = if told.kind == EventKind::ConsentAsked {
            (Consent::new(asking(fields, person, told.stamp)?), ConsentFact::Asked)
        } else {
            let before = self.consents.remove(&id).ok_or(fields.unreadable("id"))?;
            let fact = match told.kind {
                EventKind::ConsentGiven => ConsentFact::Given(taken(fields)?),
                EventKind::ConsentWithdrawn => ConsentFact::Withdrawn(fields.day("withdrawn")?),
                _ => ConsentFact::Refused,
            };
            (before, fact)
        };
        let after = before.append(told.stamp, fact).map_err(|_| fields.unreadable("step"))?;
        self.consents.insert(id, after);
        Ok(())
    }

    /// What was found at a first contact. The rest of it follows in events of its own.
    pub(super) fn screen(&mut self, fields: Fields<'_>, stamp: Stamp) -> Result<Half, Unreadable> {
        let half = Half {
            id: fields.id("id")?,
            contact: fields.id("contact")?,
            day: fields.day("day")?,
            place: fields.line("place")?,
            suitability: fields.code("suitability", Suitability::from_code)?,
            why: fields.maybe_prose("why")?,
            known: fields.codes("known", KnownService::from_code)?,
            audit: fields.maybe_id("audit")?,
            stamp,
        };
        if let Some(contact) = self.first_contacts.get_mut(&half.contact) {
            contact.state = ContactState::Screened;
            contact.known_to_mental_health = Some(half.known.contains(&KnownService::MentalHealth));
            if let Some(alcohol) = fields.maybe_code("alcohol", AlcoholScreen::from_code)? {
                contact.alcohol = alcohol;
            }
        }
        Ok(half)
    }

    /// Completes what was found, once everything was told.
    pub(super) fn complete(&mut self, person: PersonId, halves: Vec<Half>) {
        for half in halves {
            if let Some(whole) = half.whole(person, self) {
                self.screenings.insert(whole.id, whole);
            }
        }
    }

    pub(super) fn recommend(
        &mut self,
        fields: Fields<'_>,
        person: PersonId,
        stamp: Stamp,
    ) -> Result<(), Unreadable> {
        let one = Recommendation {
            id: fields.id("id")?,
            person,
            screening: fields.id("screening")?,
            form: fields.code("form", ReportForm::from_code)?,
            proposal: fields.code("proposal", Proposal::from_code)?,
            suggested: fields.maybe_code("suggested", Proposal::from_code)?,
            text: fields.maybe_prose("text")?,
            outcome: None,
            stamp,
        };
        self.recommendations.insert(one.id, one);
        Ok(())
    }

    /// What the court did with a recommendation: the last word on it.
    pub(super) fn hear_outcome(&mut self, fields: Fields<'_>, told: &Told<'_>) -> Result<(), Unreadable> {
        let subject = fields.unreadable("subject");
        let id = told.subject.map(RecommendationId).ok_or(subject)?;
        let (of_hearing, made) = (fields.code("outcome", HearingOutcome::from_code)?, fields.flag("made")?);
        let outcome = Outcome::new(of_hearing, made, fields.day("day")?);
        let one = self.recommendations.get_mut(&id).ok_or(subject)?;
        one.outcome = Some(outcome.ok_or(fields.unreadable("outcome"))?);
        Ok(())
    }

    /// Somebody came another way than court. Events of before it was told do not say at which contact.
    pub(super) fn enter(
        &mut self,
        fields: Fields<'_>,
        person: PersonId,
        stamp: Stamp,
    ) -> Result<(), Unreadable> {
        let entry = WayIn {
            id: fields.id("id")?,
            person,
            door: fields.code("door", Door::from_code)?,
            place: fields.line("place")?,
            day: fields.day("day")?,
            release: fields.maybe_day("release")?,
            asks: fields.prose("asks")?,
            referral: fields.maybe_id("referral")?,
            stamp,
        };
        if fields.has("contact") {
            self.agree_to_contact(fields.within("contact")?, person, stamp)?;
        }
        self.ways_in.insert(entry.id, entry);
        Ok(())
    }

    /// One part of the least that a receiver must know: each is an event in a section of its own.
    pub(super) fn tell_part(&mut self, fields: Fields<'_>, told: &Told<'_>) -> Result<(), Unreadable> {
        let id = told.subject.map(WayInId).ok_or(fields.unreadable("subject"))?;
        let parts = self.parts.entry(id).or_insert_with(|| Summary {
            risk: Said::NoneKnown,
            needs: Said::NoneKnown,
            kinds: Vec::new(),
        });
        if told.kind == EventKind::RiskTold {
            parts.risk = Said::of(fields.maybe_prose("risk")?);
        } else {
            parts.needs = Said::of(fields.maybe_prose("needs")?);
            parts.kinds = fields.codes("kinds", DeliveryNeed::from_code)?;
        }
        Ok(())
    }
}
