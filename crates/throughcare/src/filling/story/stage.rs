//! Where the stories are played: the real use-cases, with a clock that is set to the day of each act, chance from the seed,
//! and the demonstration accounts as actors.

use crate::{
    filling::{Plan, roster::Roster, seeded::Seeded},
    says::refused,
};
use anyhow::{Context, Result};
use app::{App, Refusal, chance::Clock};
use domain::{ids::AgencyId, role::Role, text::Line, text::Prose};
use gate::{Gate, Viewer, interim_1};
use jiff::{Timestamp, ToSpan, civil::Date};
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};
use synth::{AgencyIx, Person, World};

/// Years of age that everybody in the stories has at least: a list sets aside who is under 18 on its day.
const AGE: i32 = 20;
/// People from whom each of the stories is picked.
const OF_EACH: u64 = 16;

/// A clock that stands where it was set.
struct Set(AtomicI64);

impl Clock for Set {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.0.load(Ordering::Relaxed)).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

/// The stage.
pub struct Stage<'a> {
    /// The use-cases, at the instant that was set.
    pub app: App,
    /// Ids by the places at which `synth` counts.
    pub roster: &'a Roster,
    /// The day that is today in the demonstration.
    pub today: Date,
    world: &'a World,
    first: u64,
    clock: Arc<Set>,
}

impl<'a> Stage<'a> {
    /// A stage over the database of `app`, which holds the people of `plan` already.
    pub fn new(app: &App, plan: &Plan, world: &'a World, roster: &'a Roster) -> Self {
        let clock = Arc::new(Set(AtomicI64::new(0)));
        let on_stage = App::new(
            app.store.clone(),
            Gate::new(interim_1()),
            clock.clone(),
            clock.clone(),
            Arc::new(Seeded::new(plan.seed, "stories", 0)),
            app.keys.clone(),
            app.settings.clone(),
            app.partnership,
        );
        Self { app: on_stage, roster, today: plan.as_of, world, first: plan.people, clock }
    }

    /// Somebody whom nobody knows yet, and who was grown up at every hearing of the stories: their people are numbered
    /// after those of the partnership.
    pub fn person(&self, number: u64) -> Person {
        let grown_up = self.today.saturating_sub(AGE.years());
        let first = self.first + number * OF_EACH;
        let mut each = (first..first + OF_EACH).map(|number| self.world.person(number));
        each.find(|one| one.born.is_some_and(|born| born < grown_up))
            .unwrap_or_else(|| self.world.person(first))
    }

    /// Sets the clock to an hour of a day in London.
    pub fn at(&self, day: Date, hour: i8, minute: i8) -> Result<()> {
        let at = day.at(hour, minute, 0, 0).to_zoned(self.app.london().clone())?.timestamp();
        self.clock.0.store(at.as_millisecond(), Ordering::Relaxed);
        Ok(())
    }

    /// The day so many working days before today.
    pub fn ago(&self, working_days: u16) -> Date {
        let (mut day, mut left) = (self.today, working_days);
        while left > 0 {
            let Ok(before) = day.yesterday() else { return day };
            day = before;
            left -= u16::from(self.roster.holidays().works(day));
        }
        day
    }

    /// The last working day on or before `day`.
    pub fn worked(&self, day: Date) -> Date {
        let mut at = day;
        while !self.roster.holidays().works(at) {
            let Ok(before) = at.yesterday() else { return at };
            at = before;
        }
        at
    }

    /// The day so many working days after today.
    pub fn ahead(&self, working_days: u16) -> Date {
        self.roster.holidays().after(self.today, working_days)
    }

    /// The demonstration account of `role`, as it acts.
    pub fn actor(&self, role: Role) -> Result<Viewer> {
        self.roster.viewer(role)
    }

    /// The agency that `ix` counts.
    pub fn agency(&self, ix: AgencyIx) -> Result<AgencyId> {
        Ok(self.roster.agency(ix)?.id)
    }

    /// What a use-case answered; a refusal names the act.
    pub fn done<T>(&self, act: &'static str, answer: Result<T, Refusal>) -> Result<T> {
        answer.map_err(refused).with_context(|| format!("{act} on {}", self.app.today()))
    }
}

/// A line of a story.
pub fn line(words: &str) -> Result<Line> {
    Ok(Line::new(words)?)
}

/// A longer text of a story.
pub fn prose(words: &str) -> Result<Prose> {
    Ok(Prose::new(words)?)
}
