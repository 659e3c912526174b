//! Convictions, summaries for employers and landlords, and applications that were turned down.
//!
//! The text of a summary is told by its fingerprint alone, so that a log never tells a conviction that is spent by then: it lies with
//! the summary, and is what a rebuilt one lacks.

use super::{Record, Told, Unreadable, fields::Fields};
use crate::events::EventKind;
use domain::{
    application::{TurnedDown, TurnedDownWhy},
    consent::Manner,
    conviction::{Age, Conviction, ConvictionFact, Details, Ends, Runs, Sentence, SentenceKind, Term},
    disclosure_summary::{CameOfIt, DisclosureSummary, Named, RecipientKind, SummaryFact, Text, Written},
    ids::{ConvictionId, PersonId, SummaryId},
    rehabilitation::Use,
};

/// A summary as its events tell it: without its text, of which they tell the fingerprint.
pub type ToldSummary = (DisclosureSummary, String);

fn sentence(fields: Fields<'_>) -> Result<Sentence, Unreadable> {
    let term = match (fields.maybe_number("months")?, fields.maybe_number("days")?) {
        (None, None) => None,
        (months, days) => {
            let term = Term::new(months.unwrap_or_default(), days.unwrap_or_default());
            Some(term.ok_or(fields.unreadable("months"))?)
        }
    };
    let end = fields.maybe_day("end")?;
    Ok(Sentence {
        kind: fields.code("kind", SentenceKind::from_code)?,
        term,
        ends: Ends::of(&fields.text("ends")?, end).ok_or(fields.unreadable("ends"))?,
        runs: fields.code("runs", Runs::from_code)?,
        schedule_18: fields.flag("schedule_18")?,
    })
}

fn details(fields: Fields<'_>) -> Result<Details, Unreadable> {
    let found = Details::new(
        fields.line("offence")?,
        fields.maybe_line("court")?,
        fields.day("day")?,
        fields.day("sentenced")?,
        fields.code("age", Age::from_code)?,
        fields.flag("summary_only")?,
        fields.each("sentences", sentence)?,
    );
    found.map_err(|_| fields.unreadable("sentences"))
}

fn named(fields: Fields<'_>) -> Result<Named, Unreadable> {
    Ok(Named {
        conviction: fields.id("conviction")?,
        version: fields.number("version")?,
        until: fields.maybe_day("until")?,
    })
}

fn fact(fields: Fields<'_>) -> Result<SummaryFact, Unreadable> {
    Ok(match fields.event() {
        EventKind::SummaryShown => {
            SummaryFact::Shown(fields.code("manner", Manner::from_code)?, fields.line("language")?)
        }
        EventKind::SummaryAgreed => SummaryFact::Consented(fields.id("consent")?),
        EventKind::SummaryDeclined => SummaryFact::Declined,
        EventKind::SummaryApproved => SummaryFact::Approved(fields.maybe_prose("words")?),
        EventKind::SummaryReturned => SummaryFact::Returned(fields.prose("words")?),
        EventKind::SummaryIssued => SummaryFact::Issued(fields.day("last")?),
        EventKind::SummaryWithdrawn => SummaryFact::Withdrawn,
        EventKind::SummaryDropped => SummaryFact::Dropped(fields.prose("words")?),
        EventKind::SummaryHeard => SummaryFact::Heard(fields.code("answer", CameOfIt::from_code)?),
        _ => return Err(fields.unreadable("kind")),
    })
}

impl Record {
    /// A conviction is recorded, corrected or taken off the record.
    pub(super) fn convict(
        &mut self,
        fields: Fields<'_>,
        person: PersonId,
        told: &Told<'_>,
    ) -> Result<(), Unreadable> {
        let id = told.subject.map(ConvictionId).ok_or(fields.unreadable("subject"))?;
        let fact = match told.kind {
            EventKind::ConvictionRecorded => {
                let recorded = Conviction::recorded(id, person, told.stamp, details(fields)?);
                self.convictions.insert(id, recorded);
                return Ok(());
            }
            EventKind::ConvictionCorrected => {
                ConvictionFact::Corrected(details(fields.within("details")?)?, fields.prose("why")?)
            }
            _ => ConvictionFact::Removed(fields.prose("why")?),
        };
        let before = self.convictions.remove(&id).ok_or(fields.unreadable("subject"))?;
        let after = before.append(told.stamp, fact).map_err(|_| fields.unreadable("step"))?;
        self.convictions.insert(id, after);
        Ok(())
    }

    /// A summary is written. The first release did not tell which convictions it names.
    pub(super) fn summarise(
        &mut self,
        fields: Fields<'_>,
        person: PersonId,
        told: &Told<'_>,
    ) -> Result<(), Unreadable> {
        let id = told.subject.map(SummaryId).ok_or(fields.unreadable("subject"))?;
        let names = if fields.has("names") { fields.each("names", named)? } else { Vec::new() };
        let written = Written {
            id,
            person,
            recipient: fields.id("recipient")?,
            kind: fields.code("kind", RecipientKind::from_code)?,
            opportunity: fields.line("opportunity")?,
            purpose: fields.line("purpose")?,
            used_for: fields.code("used_for", Use::from_code)?,
            text: Text { parts: Vec::new() },
            names,
            stamp: told.stamp,
        };
        self.summaries.insert(id, (DisclosureSummary::new(written), fields.text("text")?));
        Ok(())
    }

    /// A step of a summary.
    pub(super) fn step_summary(&mut self, fields: Fields<'_>, told: &Told<'_>) -> Result<(), Unreadable> {
        let id = told.subject.map(SummaryId).ok_or(fields.unreadable("subject"))?;
        let (before, text) = self.summaries.remove(&id).ok_or(fields.unreadable("subject"))?;
        let after = before.append(told.stamp, fact(fields)?).map_err(|_| fields.unreadable("step"))?;
        self.summaries.insert(id, (after, text));
        Ok(())
    }

    /// An application was turned down.
    pub(super) fn turn_down(
        &mut self,
        fields: Fields<'_>,
        person: PersonId,
        told: &Told<'_>,
    ) -> Result<(), Unreadable> {
        let one = TurnedDown {
            id: fields.id("id")?,
            person,
            kind: fields.code("kind", RecipientKind::from_code)?,
            body: fields.line("body")?,
            opportunity: fields.line("opportunity")?,
            day: fields.day("day")?,
            why: fields.code("why", TurnedDownWhy::from_code)?,
            stamp: told.stamp,
        };
        self.applications.insert(one.id, one);
        Ok(())
    }
}
