//! The agreements in force, compiled into a gate, for as long as they are, and as long as their parties are there.
//!
//! What holds: a use-case is decided by the agreements that its own transaction saw. Each standing carries the edition of the
//! agreements that the database had when it was read; where the gate in memory is of another edition it is made anew from the
//! same transaction, and until then it refuses. So a suspended agreement stops at the next look, on every node, without a
//! statement more.

use crate::{App, Cx, agreements, refusal::Refusal};
use domain::agreement::Version;
use gate::{Access, Condition, Gate, LastDay, Rules, Standing, Viewer, interim_1_terms, interim_1_version};
use jiff::civil::Date;
use std::sync::{Arc, PoisonError, RwLock};

/// All versions of all agreements, the last days of those who leave, and the gate that they make today.
pub struct Agreed {
    kept: RwLock<Kept>,
}

#[derive(Clone)]
struct Kept {
    versions: Arc<[Version]>,
    last_days: Arc<[LastDay]>,
    gate: Arc<Gate>,
}

impl Agreed {
    /// Begins with these versions, as of an edition.
    pub fn new(versions: Vec<Version>, edition: i64) -> Self {
        let versions: Arc<[Version]> = versions.into();
        let gate = Arc::new(Gate::new(Rules::on(Date::ZERO, edition, &versions)));
        Self { kept: RwLock::new(Kept { versions, last_days: Arc::default(), gate }) }
    }

    /// Begins as a database does in which nobody has written an agreement yet.
    pub fn interim_1() -> Self {
        Self::new(interim_1_version().into_iter().collect(), 0)
    }

    /// The gate of `day`.
    pub(crate) fn gate(&self, day: Date) -> Arc<Gate> {
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner).clone();
        if kept.gate.rules().day == day {
            return kept.gate;
        }
        self.make(kept.versions, kept.last_days, kept.gate.rules().edition, day)
    }

    /// The versions as they were read last, and of which edition they are.
    pub(crate) fn versions(&self) -> (i64, Arc<[Version]>) {
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        (kept.gate.rules().edition, Arc::clone(&kept.versions))
    }

    /// Takes another edition.
    pub(crate) fn take(
        &self,
        versions: Vec<Version>,
        last_days: Arc<[LastDay]>,
        edition: i64,
        day: Date,
    ) -> Arc<Gate> {
        self.make(versions.into(), last_days, edition, day)
    }

    /// Compiles outside the lock, and keeps the result unless something later came in between.
    fn make(
        &self,
        versions: Arc<[Version]>,
        last_days: Arc<[LastDay]>,
        edition: i64,
        day: Date,
    ) -> Arc<Gate> {
        let gate = Arc::new(Gate::new(Rules::on(day, edition, &versions).without(&last_days)));
        if let Some(fault) = gate.fault() {
            tracing::error!(%fault, edition, "agreements cannot be compiled; nothing is shown to anybody");
        }
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        let now = kept.gate.rules();
        if (edition, day) >= (now.edition, now.day) {
            *kept = Kept { versions, last_days, gate: Arc::clone(&gate) };
        }
        gate
    }
}

impl App {
    /// Makes ready what every use-case needs: *Interim 1* is in the database, and the agreements in force are compiled. Done
    /// once, when an installation is opened.
    pub async fn begin(&self) -> Result<(), Refusal> {
        let terms =
            interim_1_terms().map_err(|_| Refusal::not_now("agreement", "Interim 1 cannot be read"))?;
        agreements::seed(self, terms).await?;
        let mut tx = self.store.read().await?;
        let (edition, last_days) = tx.last_days().await?;
        let versions = tx.versions().await?;
        tx.end().await?;
        self.agreed.take(versions, last_days.into(), edition, self.today());
        Ok(())
    }
}

impl Cx<'_> {
    /// Completes what was read about people: with the agreements of the same edition, and with the circumstances that their
    /// clauses ask for, in one statement, where they ask for any.
    pub(crate) async fn complete<'s>(
        &mut self,
        standings: impl IntoIterator<Item = &'s mut Standing>,
    ) -> Result<(), Refusal> {
        let viewer = self.viewer;
        self.complete_for(&viewer, standings).await
    }

    /// The same of what was read for somebody else, where it is asked what they would see.
    pub(crate) async fn complete_for<'s>(
        &mut self,
        viewer: &Viewer,
        standings: impl IntoIterator<Item = &'s mut Standing>,
    ) -> Result<(), Refusal> {
        let mut standings: Vec<&mut Standing> = standings.into_iter().collect();
        let Some(first) = standings.first() else { return Ok(()) };
        let limited = standings.iter().filter(|standing| standing.access == Access::LimitedNamed);
        if viewer.account == self.viewer.account {
            self.limited.extend(limited.map(|standing| standing.person));
        }
        if first.edition != self.gate.rules().edition {
            self.renew().await?;
        }
        let opened = |standing: &&mut Standing| standing.relations.has(Condition::OpenedTo);
        if !self.gate.rules().ask_for_circumstances() && !standings.iter().any(opened) {
            return Ok(());
        }
        let people: Vec<_> = standings.iter().map(|standing| standing.person).collect();
        let (today, at, gate) = (self.today(), self.at, Arc::clone(&self.gate));
        let watched = gate.rules().watched();
        let found = self.tx.circumstances(viewer, &people, watched, today, at).await?;
        for standing in &mut standings {
            standing.circumstances = found.get(&standing.person).copied().unwrap_or_default();
            if standing.circumstances.opened.is_none() {
                // Its minutes are over, though nobody has ended it yet.
                standing.relations = standing.relations.without(Condition::OpenedTo);
            }
        }
        Ok(())
    }

    /// Reads the agreements as this transaction sees them, and decides by them from here on.
    pub(crate) async fn renew(&mut self) -> Result<(), Refusal> {
        let (edition, last_days) = self.tx.last_days().await?;
        let versions = self.tx.versions().await?;
        let day = self.today();
        self.gate = self.app.agreed.take(versions, last_days.into(), edition, day);
        Ok(())
    }
}
