//! What hardly ever changes and nearly every referral needs, kept in the process: the services, and the bank holidays by which
//! answers are timed.
//!
//! What holds: what is kept was read at most a minute ago, so that several nodes agree within a minute; a service that is
//! not in what is kept is looked for in the database before anybody is told that there is none. Nothing here is about a
//! person. The lists of services that staff choose from are read as ever.

use crate::{Cx, refusal::Refusal};
use domain::{calendar::BankHolidays, ids::ServiceId, service::Service};
use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date};
use std::sync::{Arc, Mutex, PoisonError};

/// How long it is kept.
const KEPT: SignedDuration = SignedDuration::from_secs(60);
/// Services kept at most.
const SERVICES: u32 = 500;
/// The nation whose bank holidays count.
pub(crate) const NATION: &str = "england-and-wales";

/// The services of the partnership.
#[derive(Debug)]
pub(crate) struct Services(Vec<Service>);

impl Services {
    /// One of them.
    pub(crate) fn one(&self, id: ServiceId) -> Option<&Service> {
        self.0.iter().find(|service| service.id == id)
    }
}

/// Bank holidays, as far as they were read.
#[derive(Debug)]
struct Holidays {
    days: Arc<BankHolidays>,
    until: Date,
}

/// The place in the process where one thing is kept, with the instant at which it was read.
#[derive(Debug)]
struct Minute<T>(Mutex<Option<(Timestamp, Arc<T>)>>);

/// Everything that is kept.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    services: Minute<Services>,
    holidays: Minute<Holidays>,
}

impl<T> Default for Minute<T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<T> Minute<T> {
    fn at(&self, now: Timestamp) -> Option<Arc<T>> {
        let (read_at, kept) = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()?;
        // A clock that was set back makes it as outdated as one that has gone on.
        (now.duration_since(read_at).abs() < KEPT).then_some(kept)
    }

    fn put(&self, now: Timestamp, read: T) -> Arc<T> {
        let read = Arc::new(read);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, Arc::clone(&read)));
        read
    }
}

impl Cx<'_> {
    /// The services, read again where what is kept is outdated or lacks one of those `wanted`.
    pub(crate) async fn services(
        &mut self,
        wanted: impl IntoIterator<Item = ServiceId>,
    ) -> Result<Arc<Services>, Refusal> {
        let now = self.app.wall_now();
        if let Some(kept) = self.app.kept.services.at(now)
            && wanted.into_iter().all(|id| kept.one(id).is_some())
        {
            return Ok(kept);
        }
        let read = Services(self.tx.services(None, SERVICES).await?);
        Ok(self.app.kept.services.put(now, read))
    }

    /// One service.
    pub(crate) async fn service(&mut self, id: ServiceId) -> Result<Option<Service>, Refusal> {
        let now = self.app.wall_now();
        if let Some(kept) = self.app.kept.services.at(now)
            && let Some(service) = kept.one(id)
        {
            return Ok(Some(service.clone()));
        }
        let services = self.services([id]).await?;
        match services.one(id) {
            Some(service) => Ok(Some(service.clone())),
            // Beyond as many as are kept.
            None => Ok(self.tx.service(id).await?),
        }
    }

    /// Bank holidays around today: a year back, and ahead up to `until` at least.
    async fn holidays_until(&mut self, until: Date) -> Result<Arc<BankHolidays>, Refusal> {
        let now = self.app.wall_now();
        if let Some(kept) = self.app.kept.holidays.at(now)
            && until <= kept.until
        {
            return Ok(Arc::clone(&kept.days));
        }
        let today = self.today();
        let (from, until) = (today.saturating_sub(1.year()), until.max(today.saturating_add(1.year())));
        let days = BankHolidays::new(self.tx.bank_holidays(NATION, from, until).await?);
        let kept = self.app.kept.holidays.put(now, Holidays { days: Arc::new(days), until });
        Ok(Arc::clone(&kept.days))
    }

    /// Bank holidays a year back and most of a year ahead.
    pub(crate) async fn holidays(&mut self) -> Result<Arc<BankHolidays>, Refusal> {
        let until = self.today().saturating_add(11.months());
        self.holidays_until(until).await
    }

    /// Bank holidays from one day to another.
    pub(crate) async fn holidays_between(
        &mut self,
        from: Date,
        until: Date,
    ) -> Result<BankHolidays, Refusal> {
        Ok(BankHolidays::new(self.tx.bank_holidays(NATION, from, until).await?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_lasts_a_minute_and_not_when_the_clock_was_set_back() {
        let at = |seconds: i64| Timestamp::from_second(1_700_000_000 + seconds).unwrap();
        let minute = Minute::default();
        assert!(minute.at(at(0)).is_none());
        minute.put(at(0), "read");
        assert_eq!(minute.at(at(59)).as_deref(), Some(&"read"));
        assert!(minute.at(at(60)).is_none() && minute.at(at(-60)).is_none());
        minute.put(at(60), "read again");
        assert_eq!(minute.at(at(61)).as_deref(), Some(&"read again"));
    }
}
