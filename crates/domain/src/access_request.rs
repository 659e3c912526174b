//! A person asks for a copy of their record: the clock, what is left out and why, and the second pair of eyes
//! (information-sharing.md, section 8).
//!
//! What holds: nothing is given that a second person has not checked, and what is given is what was checked, by its fingerprint;
//! whoever put it together does not check it; every entry that is left out has a reason of the list. Months come in as data.
//! Deliberately not here: what the copy holds, which the gate opens, and what it looks like.

use crate::{
    calendar::BankHolidays,
    codes,
    ids::{AccessRequestId, AgencyId, PersonId},
    stamp::Stamp,
    text::{Line, Prose},
};
use jiff::{ToSpan, civil::Date};
use std::collections::BTreeMap;

codes! {
    /// Where a request stands.
    AccessState {
        Identity = "identity", "Waits for proof of identity: the clock is stopped";
        Open = "open", "Being put together";
        Checking = "checking", "With the second person";
        Checked = "checked", "Checked, may be given";
        Given = "given", "Given to the person";
        Withdrawn = "withdrawn", "Withdrawn by the person";
    }
}

codes! {
    /// What may be done with it.
    AccessMove {
        ConfirmIdentity = "confirm_identity", "Record that identity was proved";
        AskIdentity = "ask_identity", "Ask for proof of identity: the clock stops";
        Extend = "extend", "Extend the time by two months";
        Redact = "redact", "Leave an entry out";
        Restore = "restore", "Put an entry back";
        Submit = "submit", "Hand it to the second person";
        Return = "return", "Send it back";
        Check = "check", "Record that it was checked";
        Give = "give", "Record that it was given";
        Withdraw = "withdraw", "Record that the person withdrew the request";
    }
}

codes! {
    /// Why an entry is left out.
    Exemption {
        ThirdParty = "third_party", "It is about somebody else, who has not agreed";
        SeriousHarm = "serious_harm", "Reading it could do serious harm to somebody’s health";
        LegalPrivilege = "legal_privilege", "It is advice of a lawyer, or for a case at court";
        CrimeAndTaxation = "crime_and_taxation", "Reading it would get in the way of preventing or investigating crime";
        Safeguarding = "safeguarding", "Reading it could put a child or an adult at risk";
        CourtPapers = "court_papers", "It was given to a court, whose rules keep it back";
        Confidential = "confidential", "It is a reference that was given in confidence";
    }
}

impl Exemption {
    /// Whether the person is told that something was left out for this: where telling would tip somebody off, they are not.
    pub const fn is_told(self) -> bool {
        !matches!(self, Self::CrimeAndTaxation | Self::Safeguarding)
    }
}

/// What tells one entry of a record from all others, for as long as the record is kept: 1 to 100 visible characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryKey(String); // INVARIANT: 1..=100 visible ASCII characters

impl EntryKey {
    /// The key, if it can be one.
    pub fn new(text: &str) -> Option<Self> {
        let fits = (1..=100).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
        fits.then(|| Self(text.to_owned()))
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for EntryKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A dated fact about a request: appended, never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccessFact {
    /// Proof of identity was asked for.
    IdentityAsked,
    /// Identity was proved, and how.
    IdentityConfirmed(Line),
    /// The time was extended, and why: it is complex, or there are many.
    Extended(Prose),
    /// An entry is left out, for this reason, in words; with whom of health was asked, where it is for harm to health.
    Redacted(EntryKey, Exemption, Prose),
    /// An entry is put back.
    Restored(EntryKey),
    /// It is complete: what identifies it.
    Submitted(Line),
    /// The second person sent it back, and why.
    Returned(Prose),
    /// The second person found it right: what identifies it.
    Checked(Line),
    /// It was given to the person, and how.
    Given(Line),
    /// The person withdrew the request.
    Withdrawn(Prose),
}

impl AccessFact {
    /// The move that this fact records.
    pub const fn as_move(&self) -> AccessMove {
        match self {
            Self::IdentityAsked => AccessMove::AskIdentity,
            Self::IdentityConfirmed(_) => AccessMove::ConfirmIdentity,
            Self::Extended(_) => AccessMove::Extend,
            Self::Redacted(..) => AccessMove::Redact,
            Self::Restored(_) => AccessMove::Restore,
            Self::Submitted(_) => AccessMove::Submit,
            Self::Returned(_) => AccessMove::Return,
            Self::Checked(_) => AccessMove::Check,
            Self::Given(_) => AccessMove::Give,
            Self::Withdrawn(_) => AccessMove::Withdraw,
        }
    }
}

impl AccessState {
    /// The state after `step`; `None` where that is not possible.
    pub const fn after(self, step: AccessMove) -> Option<Self> {
        use AccessMove as M;
        match (self, step) {
            (Self::Identity, M::ConfirmIdentity) | (Self::Open, M::Redact | M::Restore | M::Extend) => {
                Some(Self::Open)
            }
            (Self::Open, M::AskIdentity) | (Self::Identity, M::Extend) => Some(Self::Identity),
            (Self::Open, M::Submit) | (Self::Checking, M::Extend) => Some(Self::Checking),
            (Self::Checking | Self::Checked, M::Return) => Some(Self::Open),
            (Self::Checking, M::Check) => Some(Self::Checked),
            (Self::Checked, M::Give) => Some(Self::Given),
            (Self::Identity | Self::Open | Self::Checking | Self::Checked, M::Withdraw) => {
                Some(Self::Withdrawn)
            }
            _ => None,
        }
    }

    /// Whether nothing is left to do.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Given | Self::Withdrawn)
    }
}

/// What the person asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Its id.
    pub id: AccessRequestId,
    /// Whose record.
    pub person: PersonId,
    /// The agency that was asked, and answers.
    pub holder: AgencyId,
    /// The day it came.
    pub received: Date,
    /// How it came, and for what, in words.
    pub words: Prose,
    /// Whether there was no doubt who asked.
    pub identity_known: bool,
    /// Who wrote it down, when.
    pub stamp: Stamp,
}

/// Why a step is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AccessRefused {
    /// The state does not allow it.
    #[error("a request at {from:?} cannot take the step {step:?}")]
    Move {
        /// Where it stands.
        from: AccessState,
        /// What was tried.
        step: AccessMove,
    },
    /// Whoever put it together checks it.
    #[error("somebody else checks what one has put together")]
    OwnWork,
    /// It was extended before.
    #[error("the time has been extended before")]
    ExtendedBefore,
    /// The copy is no longer the one that was handed over, or checked.
    #[error("the copy has changed")]
    Changed,
    /// The entry is not left out.
    #[error("the entry is not left out")]
    NotLeftOut,
}

/// How long there is: months from the beginning, and months more when extended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Months {
    /// At first.
    pub first: u16,
    /// More.
    pub more: u16,
}

/// A request with its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessRequest {
    /// What was asked.
    pub asked: Asked,
    facts: Vec<(Stamp, Date, AccessFact)>, // INVARIANT: replaying them gives `state`
    state: AccessState,
}

impl AccessRequest {
    /// One as it came.
    pub const fn new(asked: Asked) -> Self {
        let state = if asked.identity_known { AccessState::Open } else { AccessState::Identity };
        Self { asked, facts: Vec::new(), state }
    }

    /// Rebuilt from its kept facts, each with its legal day.
    ///
    /// # Errors
    /// [`AccessRefused`] when they contradict each other.
    pub fn replay(
        asked: Asked,
        facts: impl IntoIterator<Item = (Stamp, Date, AccessFact)>,
    ) -> Result<Self, AccessRefused> {
        facts.into_iter().try_fold(Self::new(asked), |one, (stamp, day, fact)| one.append(stamp, day, fact))
    }

    /// # Errors
    /// [`AccessRefused`] when the present state, or who takes the step, does not allow it.
    pub fn append(mut self, stamp: Stamp, day: Date, fact: AccessFact) -> Result<Self, AccessRefused> {
        let step = fact.as_move();
        let next = self.state.after(step).ok_or(AccessRefused::Move { from: self.state, step })?;
        match &fact {
            AccessFact::Checked(fingerprint) => {
                if self.put_together_by(stamp) {
                    return Err(AccessRefused::OwnWork);
                }
                if self.submitted() != Some(fingerprint) {
                    return Err(AccessRefused::Changed);
                }
            }
            AccessFact::Extended(_) if self.is_extended() => return Err(AccessRefused::ExtendedBefore),
            AccessFact::Restored(key) if !self.left_out().contains_key(key) => {
                return Err(AccessRefused::NotLeftOut);
            }
            _ => {}
        }
        self.facts.push((stamp, day, fact));
        self.state = next;
        Ok(self)
    }

    /// Whether the account of `stamp` left entries out, put some back, or handed it over.
    fn put_together_by(&self, stamp: Stamp) -> bool {
        let of = |fact: &AccessFact| {
            matches!(fact, AccessFact::Redacted(..) | AccessFact::Restored(_) | AccessFact::Submitted(_))
        };
        self.facts.iter().any(|(by, _, fact)| of(fact) && by.by == stamp.by)
    }

    /// Where it stands.
    pub const fn state(&self) -> AccessState {
        self.state
    }

    /// Its history, oldest first.
    pub fn facts(&self) -> &[(Stamp, Date, AccessFact)] {
        &self.facts
    }

    /// How many facts there are: the version that a writer must have seen.
    pub fn version(&self) -> i64 {
        i64::try_from(self.facts.len()).unwrap_or(i64::MAX)
    }

    /// The moves that its state allows.
    pub fn moves(&self) -> impl Iterator<Item = AccessMove> {
        let extended = self.is_extended();
        let may = move |step: &AccessMove| *step != AccessMove::Extend || !extended;
        let state = self.state;
        AccessMove::ALL.iter().copied().filter(may).filter(move |step| state.after(*step).is_some())
    }

    /// Whether the time was extended.
    pub fn is_extended(&self) -> bool {
        self.facts.iter().any(|(_, _, fact)| matches!(fact, AccessFact::Extended(_)))
    }

    /// Entries that are left out, with their reasons.
    pub fn left_out(&self) -> BTreeMap<&EntryKey, (Exemption, &Prose)> {
        let mut out = BTreeMap::new();
        for (_, _, fact) in &self.facts {
            match fact {
                AccessFact::Redacted(key, exemption, words) => drop(out.insert(key, (*exemption, words))),
                AccessFact::Restored(key) => drop(out.remove(key)),
                _ => {}
            }
        }
        out
    }

    /// What identifies the copy that was handed over last.
    fn submitted(&self) -> Option<&Line> {
        self.facts.iter().rev().find_map(|(_, _, fact)| match fact {
            AccessFact::Submitted(fingerprint) => Some(fingerprint),
            _ => None,
        })
    }

    /// What identifies the copy that was checked, while that counts.
    pub fn checked(&self) -> Option<&Line> {
        let counts = matches!(self.state, AccessState::Checked | AccessState::Given);
        self.submitted().filter(|_| counts)
    }

    /// The day by which it is to be answered; `None` while the clock has not begun, or is stopped.
    ///
    /// The clock begins with the day on which the request came, or on which there was no doubt left who asked. Days on which
    /// proof was waited for later are added. A day on which nobody works moves on to the next one.
    pub fn due(&self, months: Months, holidays: &BankHolidays) -> Option<Date> {
        if self.state == AccessState::Identity {
            return None;
        }
        let (mut begins, mut stopped) = (self.asked.identity_known.then_some(self.asked.received), None);
        let mut waited = 0_i64;
        for (_, day, fact) in &self.facts {
            match fact {
                AccessFact::IdentityAsked => stopped = Some(*day),
                AccessFact::IdentityConfirmed(_) => match (begins, stopped.take()) {
                    (None, _) => begins = Some(*day),
                    (Some(_), Some(since)) => {
                        let days = day.duration_since(since).as_hours() / 24;
                        waited = waited.saturating_add(days.max(0));
                    }
                    (Some(_), None) => {}
                },
                _ => {}
            }
        }
        let more = if self.is_extended() { months.more } else { 0 };
        let count = i64::from(months.first.saturating_add(more));
        let mut day = begins?.saturating_add(count.months()).saturating_add(waited.days());
        while !holidays.works(day) {
            day = day.tomorrow().ok()?;
        }
        Some(day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::AccountId;
    use jiff::{Timestamp, civil::date};
    use proptest::{collection::vec, prelude::*, sample::select};
    use uuid::Uuid;

    const MONTHS: Months = Months { first: 1, more: 2 };

    fn stamp(by: u128) -> Stamp {
        let by = AccountId(Uuid::from_u128(by));
        Stamp { at: Timestamp::UNIX_EPOCH, by, agency: AgencyId(Uuid::nil()) }
    }

    fn asked(received: Date, identity_known: bool) -> AccessRequest {
        AccessRequest::new(Asked {
            id: AccessRequestId(Uuid::nil()),
            person: PersonId(Uuid::nil()),
            holder: AgencyId(Uuid::nil()),
            received,
            words: Prose::new("By letter.").unwrap(),
            identity_known,
            stamp: stamp(1),
        })
    }

    fn fact(step: AccessMove) -> AccessFact {
        let (why, mark) = (Prose::new("Because.").unwrap(), Line::new("f1").unwrap());
        let key = EntryKey::new("note/1").unwrap();
        match step {
            AccessMove::ConfirmIdentity => AccessFact::IdentityConfirmed(mark),
            AccessMove::AskIdentity => AccessFact::IdentityAsked,
            AccessMove::Extend => AccessFact::Extended(why),
            AccessMove::Redact => AccessFact::Redacted(key, Exemption::ThirdParty, why),
            AccessMove::Restore => AccessFact::Restored(key),
            AccessMove::Submit => AccessFact::Submitted(mark),
            AccessMove::Return => AccessFact::Returned(why),
            AccessMove::Check => AccessFact::Checked(mark),
            AccessMove::Give => AccessFact::Given(mark),
            AccessMove::Withdraw => AccessFact::Withdrawn(why),
        }
    }

    fn due(request: &AccessRequest) -> Option<Date> {
        request.due(MONTHS, &BankHolidays::new([date(2026, 12, 25), date(2026, 12, 28)]))
    }

    #[test]
    fn a_month_is_clamped_and_moves_on_to_a_day_that_is_worked() {
        for (received, answer) in [
            (date(2026, 11, 24), date(2026, 12, 24)),
            (date(2026, 11, 25), date(2026, 12, 29)), // Christmas Day, a weekend, and its day off.
            (date(2027, 1, 31), date(2027, 3, 1)),    // The last day of February is a Sunday.
            (date(2026, 10, 30), date(2026, 11, 30)),
        ] {
            assert_eq!(due(&asked(received, true)), Some(answer), "{received}");
        }
    }

    #[test]
    fn the_clock_begins_when_nobody_doubts_who_asks_and_stops_while_proof_is_waited_for() {
        let request = asked(date(2026, 10, 1), false);
        assert_eq!(due(&request), None);
        let known = request.append(stamp(1), date(2026, 10, 12), fact(AccessMove::ConfirmIdentity)).unwrap();
        assert_eq!(due(&known), Some(date(2026, 11, 12)));
        let stopped = known.append(stamp(1), date(2026, 10, 20), fact(AccessMove::AskIdentity)).unwrap();
        assert_eq!(due(&stopped), None);
        let on = stopped.append(stamp(1), date(2026, 10, 27), fact(AccessMove::ConfirmIdentity)).unwrap();
        assert_eq!(due(&on), Some(date(2026, 11, 19)), "seven days more");
    }

    #[test]
    fn the_time_is_extended_once_by_two_months() {
        let day = date(2026, 11, 25);
        let extended =
            asked(date(2026, 11, 24), true).append(stamp(1), day, fact(AccessMove::Extend)).unwrap();
        assert_eq!(due(&extended), Some(date(2027, 2, 24)));
        assert!(extended.moves().all(|step| step != AccessMove::Extend));
        let twice = extended.append(stamp(1), day, fact(AccessMove::Extend));
        assert_eq!(twice.err(), Some(AccessRefused::ExtendedBefore));
    }

    #[test]
    fn a_second_person_checks_the_very_copy_that_was_handed_over() {
        let day = date(2026, 11, 25);
        let step = |request: AccessRequest, by, step| request.append(stamp(by), day, fact(step));
        let redacted = step(asked(day, true), 1, AccessMove::Redact).unwrap();
        let handed = step(redacted, 2, AccessMove::Submit).unwrap();
        for by in [1, 2] {
            assert_eq!(
                step(handed.clone(), by, AccessMove::Check).err(),
                Some(AccessRefused::OwnWork),
                "{by}"
            );
        }
        let other = AccessFact::Checked(Line::new("f2").unwrap());
        assert_eq!(handed.clone().append(stamp(3), day, other).err(), Some(AccessRefused::Changed));
        let checked = step(handed, 3, AccessMove::Check).unwrap();
        assert_eq!(checked.checked().map(Line::as_str), Some("f1"));
        let back = step(checked.clone(), 3, AccessMove::Return).unwrap();
        assert_eq!(back.checked(), None, "sent back, it counts no longer");
        assert_eq!(step(checked, 1, AccessMove::Give).unwrap().state(), AccessState::Given);
    }

    #[test]
    fn an_entry_is_left_out_until_it_is_put_back() {
        let day = date(2026, 11, 25);
        let step = |request: AccessRequest, step| request.append(stamp(1), day, fact(step));
        assert_eq!(step(asked(day, true), AccessMove::Restore).err(), Some(AccessRefused::NotLeftOut));
        let out = step(asked(day, true), AccessMove::Redact).unwrap();
        assert_eq!(out.left_out().len(), 1);
        assert!(step(out, AccessMove::Restore).unwrap().left_out().is_empty());
        assert!(EntryKey::new("a b").is_none() && EntryKey::new("").is_none());
    }

    proptest! {
        /// Whatever is tried in whatever order, nothing is given that was not checked by somebody else.
        #[test]
        fn nothing_is_given_unchecked(steps in vec((select(AccessMove::ALL), 1..4_u128), 0..24), known in any::<bool>()) {
            let mut request = asked(date(2026, 11, 24), known);
            for (step, by) in steps {
                request = request.clone().append(stamp(by), date(2026, 11, 25), fact(step)).unwrap_or(request);
            }
            if request.state() == AccessState::Given {
                let of = |wanted| request.facts().iter().rfind(|(_, _, fact)| fact.as_move() == wanted);
                let (submitted, checked) = (of(AccessMove::Submit).unwrap(), of(AccessMove::Check).unwrap());
                prop_assert_ne!(submitted.0.by, checked.0.by);
            }
            let again = AccessRequest::replay(request.asked.clone(), request.facts().iter().cloned());
            prop_assert_eq!(again, Ok(request));
        }
    }
}
