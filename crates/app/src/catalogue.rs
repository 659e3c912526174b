//! What hardly ever changes and nearly every referral needs, kept in the process: the services, the bank holidays by which
//! answers are timed, and the versions of pathways.
//!
//! What holds: services and bank holidays were read at most a minute ago, so that several nodes agree within a minute; a
//! service that is not in what is kept is looked for in the database before anybody is told that there is none. A version
//! of a pathway never changes, so it is kept for good; whoever asks for the one in force says which is the newest, as the
//! database has it. Nothing here is about a person. The lists of services that staff choose from are read as ever.

use crate::{Cx, refusal::Refusal};
use domain::{
    calendar::BankHolidays,
    ids::{ProtocolId, ServiceId},
    protocol::Protocol,
    service::Service,
};
use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

/// How long it is kept.
const KEPT: SignedDuration = SignedDuration::from_secs(60);
/// Services kept at most, and services whose pathways are.
const SERVICES: u32 = 500;
/// Days on either side of today whose bank holidays are kept: they hold every clock of a referral.
const SPAN: i64 = 800;
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

/// Bank holidays from one day to another.
#[derive(Debug)]
struct Holidays {
    days: Arc<BankHolidays>,
    from: Date,
    until: Date,
}

/// The versions of pathways, by service, oldest first.
#[derive(Debug, Default)]
struct Versions(Mutex<BTreeMap<ServiceId, Arc<Vec<Protocol>>>>);

impl Versions {
    fn of(&self, service: ServiceId) -> Option<Arc<Vec<Protocol>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&service).cloned()
    }

    fn put(&self, service: ServiceId, read: Vec<Protocol>) -> Arc<Vec<Protocol>> {
        let read = Arc::new(read);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= SERVICES as usize {
            kept.clear();
        }
        kept.insert(service, Arc::clone(&read));
        read
    }
}

/// The place in the process where one thing is kept, with the instant at which it was read.
#[derive(Debug)]
struct Minute<T>(Mutex<Option<(Timestamp, Arc<T>)>>);

/// Everything that is kept.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    services: Minute<Services>,
    holidays: Minute<Holidays>,
    versions: Versions,
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

    /// Bank holidays around today, as far as clocks of referrals reach.
    pub(crate) async fn holidays(&mut self) -> Result<Arc<BankHolidays>, Refusal> {
        let today = self.today();
        self.holidays_between(today.saturating_sub(SPAN.days()), today.saturating_add(SPAN.days())).await
    }

    /// Bank holidays from one day to another at least, and around today.
    pub(crate) async fn holidays_between(
        &mut self,
        from: Date,
        until: Date,
    ) -> Result<Arc<BankHolidays>, Refusal> {
        let now = self.app.wall_now();
        if let Some(kept) = self.app.kept.holidays.at(now)
            && kept.from <= from
            && until <= kept.until
        {
            return Ok(Arc::clone(&kept.days));
        }
        let today = self.today();
        let from = from.min(today.saturating_sub(SPAN.days()));
        let until = until.max(today.saturating_add(SPAN.days()));
        let days = BankHolidays::new(self.tx.bank_holidays(NATION, from, until).await?);
        let kept = self.app.kept.holidays.put(now, Holidays { days: Arc::new(days), from, until });
        Ok(Arc::clone(&kept.days))
    }

    /// The versions of a service's pathway, of which `newest` is the newest.
    pub(crate) async fn pathway_versions(
        &mut self,
        service: ServiceId,
        newest: ProtocolId,
    ) -> Result<Arc<Vec<Protocol>>, Refusal> {
        if let Some(kept) = self.app.kept.versions.of(service)
            && kept.last().is_some_and(|last| last.id == newest)
        {
            return Ok(kept);
        }
        let read = self.tx.protocols(service).await?;
        Ok(self.app.kept.versions.put(service, read))
    }

    /// One version of a service's pathway.
    pub(crate) async fn pathway_version(
        &mut self,
        service: ServiceId,
        id: ProtocolId,
    ) -> Result<Option<Protocol>, Refusal> {
        let one = |versions: &[Protocol]| versions.iter().find(|one| one.id == id).cloned();
        if let Some(found) = self.app.kept.versions.of(service).and_then(|kept| one(&kept)) {
            return Ok(Some(found));
        }
        let read = self.tx.protocols(service).await?;
        Ok(one(&self.app.kept.versions.put(service, read)))
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
