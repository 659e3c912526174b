//! Registers of an agency's own conduct: schedules, holds, disposals, mistakes, and bodies that summaries go to.
//!
//! What was typed into the register of mistakes, and whose record a mistake was about, is told by no event: the partnership's chain
//! is emptied by no disposal. Those words lie in the register alone, and are what a rebuilt one lacks.

use super::{Record, Told, Unreadable, fields::Fields, partnership::Partnership};
use domain::{
    agency::AgencyKind,
    disclosure_summary::{Recipient, RecipientKind},
    ids::{AgencyId, DisposalId, HoldId, MistakeId, PersonId, RecipientId},
    mistake::{Danger, MistakeMove, Recovery},
    retention::{AfterPeriod, CountsFrom, Disposal, DisposalState, Hold, Proposal, RecordKind, Schedule},
    section::Section,
    stamp::Stamp,
    text::Line,
};
use jiff::{Timestamp, ToSpan, civil::Date};
use uuid::Uuid;

/// A mistaken disclosure without its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldMistake {
    /// About how many people.
    pub people: u32,
    /// Which parts of a record.
    pub sections: Vec<Section>,
    /// The day it happened.
    pub happened: Date,
    /// When the agency became aware of it.
    pub aware: Timestamp,
    /// By when the commissioner is told, if at all.
    pub tell_by: Timestamp,
    /// Who reported it, when, for which agency.
    pub stamp: Stamp,
    /// The steps, and what each found.
    pub steps: Vec<ToldStep>,
}

/// A step with a mistake, without its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ToldStep {
    /// Who took it, when.
    pub stamp: Stamp,
    /// Which.
    pub step: MistakeMove,
    /// How great the risk is, where it was assessed.
    pub danger: Option<Danger>,
    /// What became of it, where something came back.
    pub recovery: Option<Recovery>,
    /// Whether it says why it is late.
    pub late: bool,
}

impl Record {
    /// A hold is placed. The first release did not tell which: an agency has one at a time, and held what it had recorded itself.
    pub(super) fn place_hold(
        &mut self,
        fields: Fields<'_>,
        person: PersonId,
        told: &Told<'_>,
    ) -> Result<(), Unreadable> {
        let id = fields.maybe_id("id")?.unwrap_or(HoldId(Uuid::nil()));
        let (why, review) = (fields.prose("why")?, fields.day("review")?);
        let of = fields.maybe_id("agency")?.unwrap_or(told.stamp.agency);
        self.holds.push(Hold { person, of, id, why, review, stamp: told.stamp, ended: None });
        Ok(())
    }

    /// The hold that stands on what the agency recorded ends.
    pub(super) fn end_hold(&mut self, fields: Fields<'_>, told: &Told<'_>) -> Result<(), Unreadable> {
        let of = fields.maybe_id("agency")?.unwrap_or(told.stamp.agency);
        let stands = |one: &&mut Hold| one.of == of && one.ended.is_none();
        let one = self.holds.iter_mut().find(stands).ok_or(fields.unreadable("hold"))?;
        one.ended = Some((told.stamp, fields.prose("why")?));
        Ok(())
    }
}

impl Partnership {
    /// A body with which an agency has a relationship of trust.
    pub(super) fn trusts(&mut self, fields: Fields<'_>, told: &Told<'_>, id: Uuid) -> Result<(), Unreadable> {
        let one = Recipient {
            id: RecipientId(id),
            holder: told.stamp.agency,
            kind: fields.code("kind", RecipientKind::from_code)?,
            name: fields.line("name")?,
            contact: fields.line("contact")?,
            address: fields.prose("address")?,
            agreed_on: fields.day("agreed_on")?,
            agreed_by: fields.line("agreed_by")?,
            stamp: told.stamp,
        };
        self.recipients.insert(one.id, one);
        Ok(())
    }

    /// A row of an agency's own; the one before it for the same records ends the day before.
    pub(super) fn set_schedule(&mut self, fields: Fields<'_>, id: Uuid) -> Result<(), Unreadable> {
        let agency = AgencyId(id);
        // The first release did not tell of which kind the agency was.
        let kind = fields.maybe_code("kind", AgencyKind::from_code)?;
        let kind = kind.or_else(|| self.agencies.get(&agency).map(|one| one.kind));
        let (record, counts_from) = (
            fields.code("record", RecordKind::from_code)?,
            fields.code("counts_from", CountsFrom::from_code)?,
        );
        let from = fields.day("from")?;
        let code = crate::retention::code_of(agency, record, counts_from, from);
        let row = Schedule {
            code: Line::new(&code).map_err(|_| fields.unreadable("record"))?,
            kind: kind.ok_or(fields.unreadable("kind"))?,
            agency: Some(agency),
            record,
            counts_from,
            months: fields.number("months")?,
            action: fields.code("action", AfterPeriod::from_code)?,
            from,
            until: None,
            source: fields.line("source")?,
            from_memory: false,
        };
        let same = |one: &&mut Schedule| {
            one.agency == row.agency && one.record == record && one.counts_from == counts_from
        };
        for before in self.schedules.iter_mut().filter(same) {
            if before.from < from && before.until.is_none_or(|until| until >= from) {
                before.until = Some(from.saturating_sub(1.day()));
            }
        }
        self.schedules.push(row);
        Ok(())
    }

    /// A disposal is proposed. The first release did not tell from when its period counted, nor of whose records: one's own.
    pub(super) fn propose_disposal(
        &mut self,
        fields: Fields<'_>,
        told: &Told<'_>,
        id: Uuid,
    ) -> Result<(), Unreadable> {
        let due = fields.day("due")?;
        let proposal = Proposal {
            id: DisposalId(id),
            person: fields.id("record")?,
            of: fields.maybe_id("agency")?.unwrap_or(told.stamp.agency),
            schedule: fields.line("schedule")?,
            counted_from: fields.maybe_day("counted_from")?.unwrap_or(due),
            due,
            stamp: told.stamp,
        };
        let one = Disposal { proposal, state: DisposalState::Proposed, decided: None, certificate: None };
        self.disposals.insert(DisposalId(id), one);
        Ok(())
    }

    /// The second person refuses it.
    pub(super) fn refuse_disposal(
        &mut self,
        fields: Fields<'_>,
        told: &Told<'_>,
        id: Uuid,
    ) -> Result<(), Unreadable> {
        let one = self.disposals.get_mut(&DisposalId(id)).ok_or(fields.unreadable("subject"))?;
        if one.state != DisposalState::Proposed {
            return Err(fields.unreadable("state"));
        }
        (one.state, one.decided) = (DisposalState::Refused, Some(told.stamp));
        Ok(())
    }

    /// It is carried out, or repeated where a backup came back: the event is the certificate, which says all of it.
    pub(super) fn carry_out_disposal(
        &mut self,
        fields: Fields<'_>,
        told: &Told<'_>,
        id: Uuid,
    ) -> Result<(), Unreadable> {
        let of = fields.id("agency")?;
        let agency = fields.maybe_id("kept_by")?.unwrap_or(of);
        let stamp = |at: &'static str, by: &'static str| {
            Ok::<_, Unreadable>(Stamp { at: fields.instant(at)?, by: fields.id(by)?, agency })
        };
        let proposal = Proposal {
            id: DisposalId(id),
            person: fields.id("record")?,
            of,
            schedule: fields.line("schedule")?,
            counted_from: fields.day("counted_from")?,
            due: fields.day("due")?,
            stamp: stamp("proposed_at", "proposed_by")?,
        };
        let one = Disposal {
            proposal,
            state: DisposalState::CarriedOut,
            decided: Some(stamp("confirmed_at", "confirmed_by")?),
            certificate: Some(told.body.to_string()),
        };
        self.disposals.insert(DisposalId(id), one);
        Ok(())
    }

    /// A mistaken disclosure is reported.
    pub(super) fn report_mistake(
        &mut self,
        fields: Fields<'_>,
        told: &Told<'_>,
        id: Uuid,
    ) -> Result<(), Unreadable> {
        let instant = |field: &'static str| {
            Timestamp::from_millisecond(fields.number(field)?).map_err(|_| fields.unreadable(field))
        };
        let one = ToldMistake {
            people: fields.number("people")?,
            sections: fields.codes("sections", Section::from_code)?,
            happened: fields.day("happened")?,
            aware: instant("aware")?,
            tell_by: instant("tell_by")?,
            stamp: told.stamp,
            steps: Vec::new(),
        };
        self.mistakes.insert(MistakeId(id), one);
        Ok(())
    }

    /// A step with it.
    pub(super) fn step_mistake(
        &mut self,
        fields: Fields<'_>,
        told: &Told<'_>,
        id: Uuid,
    ) -> Result<(), Unreadable> {
        let step = ToldStep {
            stamp: told.stamp,
            step: fields.code("step", MistakeMove::from_code)?,
            danger: fields.maybe_code("danger", Danger::from_code)?,
            recovery: fields.maybe_code("recovery", Recovery::from_code)?,
            late: fields.flag("late")?,
        };
        let one = self.mistakes.get_mut(&MistakeId(id)).ok_or(fields.unreadable("subject"))?;
        one.steps.push(step);
        Ok(())
    }
}
