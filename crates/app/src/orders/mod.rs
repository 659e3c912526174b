//! Orders: recorded when the court makes them, carried out step by step, and ended with everybody told.
//!
//! Limits, timings and the delivery model are dated rows; what is due follows from them in the transaction of the change.
//! Whether somebody failed to comply is decided in [`crate::enforcement`].

mod cadence;
mod carry_out;
mod check;
mod end;
mod hand;
mod late;
mod lead;
mod make;
mod open;
mod requirement;
mod scheme;
mod told;
mod willing;

pub use cadence::{joint_meeting_held, lower_cadence, raise_cadence};
pub use carry_out::{OrderStep, carry_out};
pub use check::{field_errors, sentence};
pub use end::{
    Early, EndOrder, HandoverWords, acknowledge, early_end, end, record_outcome, tell_agencies,
    write_handover,
};
pub use late::{LateRow, LateStarts, late_starts};
pub use lead::{SetLead, set_lead};
pub(crate) use make::said;
pub use make::{Choices, MakeOrder, NewRequirement, choices, dates_of, make, requirement_kinds};
pub use open::{DutyLine, LeadLine, NoticeLine, OrderTab, OrderView, order, orders_of};

pub use requirement::{RequirementStep, requirement_moved, requirement_step};
pub use scheme::{assess, schemes};
pub use willing::{NewWillingness, record_willingness};

use crate::{Cx, ports::StoreError, refusal::Refusal};
use domain::{
    calendar::BankHolidays,
    ids::{OrderId, PersonId},
    order_course::{OrderRefused, OrderStage},
    order_record::OrderRecord,
    requirement::RequirementRefused,
    timing::{NoTiming, Timings},
};
use gate::{Action, Standing};
use jiff::{ToSpan, civil::Date};
use std::sync::Arc;

impl From<NoTiming> for Refusal {
    fn from(error: NoTiming) -> Self {
        Self::Store(StoreError::unknown("timing", error))
    }
}

impl From<OrderRefused> for Refusal {
    fn from(refused: OrderRefused) -> Self {
        Self::NotNow(match refused {
            OrderRefused::Move { from: OrderStage::Ended, .. } => "This order has ended.".to_owned(),
            OrderRefused::Move { from, step } => {
                format!("This order stands at “{from}”, which does not allow: {step}.")
            }
            OrderRefused::End(end) => format!("An order of this kind cannot end as: {end}."),
            OrderRefused::TooEarly => "Nothing can happen to an order before it was made.".to_owned(),
        })
    }
}

impl From<RequirementRefused> for Refusal {
    fn from(refused: RequirementRefused) -> Self {
        Self::NotNow(format!(
            "This requirement stands at “{}”, which does not allow: {}.",
            refused.from, refused.step
        ))
    }
}

/// The dated rows that say how long things may take, with the holidays around the days that matter.
pub(crate) struct Calendar {
    pub(crate) timings: Timings,
    pub(crate) holidays: Arc<BankHolidays>,
}

impl Calendar {
    /// The day that a rule leads to.
    pub(crate) fn after(&self, code: domain::timing::TimingCode, day: Date) -> Result<Date, Refusal> {
        Ok(self.timings.after(code, day, &self.holidays)?)
    }
}

impl Cx<'_> {
    /// Timings, and bank holidays from `from` on until a year from the later of it and today.
    pub(crate) async fn calendar(&mut self, from: Date) -> Result<Calendar, Refusal> {
        let timings = self.tx.timings().await?;
        let today = self.today();
        let holidays =
            self.holidays_between(from.min(today), today.max(from).saturating_add(1.year())).await?;
        Ok(Calendar { timings, holidays })
    }

    /// One order that the viewer may take `action` on, and what relates them to its person.
    ///
    /// One that is absent takes the same statements as one that is out of reach.
    pub(crate) async fn order_to(
        &mut self,
        id: OrderId,
        seen: Option<i64>,
        action: Action,
    ) -> Result<(Standing, OrderRecord), Refusal> {
        self.permit_role(action)?;
        let found = self.tx.order_record(id).await?;
        let person = found.as_ref().map_or(PersonId(id.0), |sealed| sealed.label().person);
        let standing = self.standing(person).await?;
        let sealed = found.ok_or(Refusal::NotFound)?;
        let holder = sealed.label().holder;
        let record = self.open(&standing, sealed).opened().ok_or(Refusal::NotFound)?;
        self.permit(action, &standing, None)?;
        // An order is carried out by the agency that holds it; others see it, and change nothing.
        if holder != self.agency() {
            return Err(Refusal::NotFound);
        }
        match seen {
            Some(seen) if seen != record.course.version() => {
                Err(Refusal::Stale { seen, now: record.course.version() })
            }
            _ => Ok((standing, record)),
        }
    }
}
