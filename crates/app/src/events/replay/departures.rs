//! Last days of agencies and services as their events tell them, and what was said to be ready on the record it is about.

use super::{Partnership, Record, Told, Unreadable, fields::Fields};
use domain::{
    departure::{Departure, DepartureReason, DepartureRecord, DepartureState, TakesOver},
    ids::DepartureId,
    pathway::Pathway,
};
use uuid::Uuid;

impl Partnership {
    /// A last day is recorded.
    pub(super) fn leaves(&mut self, fields: Fields<'_>, told: &Told<'_>, id: Uuid) -> Result<(), Unreadable> {
        let taker = |one: Fields<'_>| {
            let pathway = one.code("pathway", Pathway::from_code)?;
            Ok(TakesOver { pathway, service: one.maybe_id("service")? })
        };
        let mut takes_over = fields.each("takes_over", taker)?;
        takes_over.sort_by_key(|one| one.pathway.code());
        let departure = Departure {
            id: DepartureId(id),
            agency: fields.id("agency")?,
            service: fields.maybe_id("service")?,
            last_day: fields.day("last_day")?,
            reason: fields.code("reason", DepartureReason::from_code)?,
            words: fields.maybe_line("words")?,
            takes_over,
            heir: fields.id("heir")?,
            keeper: fields.id("keeper")?,
            stamp: told.stamp,
        };
        let one = DepartureRecord { departure, state: DepartureState::Recorded, ended: None, why: None };
        self.departures.insert(DepartureId(id), one);
        Ok(())
    }

    /// It is called off, or what was open is passed on.
    pub(super) fn departure_ends(
        &mut self,
        fields: Fields<'_>,
        told: &Told<'_>,
        id: Uuid,
        state: DepartureState,
    ) -> Result<(), Unreadable> {
        let one = self.departures.get_mut(&DepartureId(id)).ok_or(fields.unreadable("subject"))?;
        if one.state != DepartureState::Recorded {
            return Err(fields.unreadable("state"));
        }
        (one.state, one.ended) = (state, Some(told.stamp));
        one.why = match state {
            DepartureState::CalledOff => Some(fields.line("why")?),
            _ => None,
        };
        Ok(())
    }
}

impl Record {
    /// Something on the record is said to be ready to be passed on.
    pub(super) fn ready_to_pass_on(&mut self, fields: Fields<'_>, told: &Told<'_>) -> Result<(), Unreadable> {
        let of = (fields.id("departure")?, fields.id("subject")?);
        self.ready.entry(of).or_insert(told.stamp);
        Ok(())
    }
}
