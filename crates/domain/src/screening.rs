//! The first contact with somebody, whether they were asked, and what was found when they agreed.
//!
//! What holds: nothing is found before consent; of a refusal only the refusal is kept; an assessment answers all seven
//! pathways and the question of risk to self. Deliberately not here: AUDIT itself (`audit`), and what is recommended
//! (`recommendation`).

use crate::{
    codes,
    ids::{AgencyId, AuditId, CourtEntryId, FirstContactId, PersonId, ScreeningId},
    pathway::{NeedLevel, Pathway},
    stamp::Stamp,
    text::{Line, Prose},
};
use jiff::civil::Date;

codes! {
    /// Where somebody was met first.
    Setting {
        Court = "court", "Court";
        Custody = "custody", "Custody suite";
        Street = "street", "Police, outside custody";
        Prison = "prison", "Prison";
        Service = "service", "A partner's service";
        Team = "team", "Our own team";
    }
}

codes! {
    /// Where a first contact stands.
    ContactState {
        NotAsked = "not_asked", "Not asked";
        Refused = "refused", "Refused";
        Consented = "consented", "Agreed, not screened yet";
        Screened = "screened", "Screened";
    }
}

codes! {
    /// What may happen at a first contact.
    ContactMove {
        Refuse = "refuse", "Record the refusal";
        Consent = "consent", "Record the consent";
        Screen = "screen", "Record what was found";
    }
}

impl ContactState {
    /// The state after `step`; `None` where that is not possible. Who left without being asked may still be asked; who
    /// refused is asked again at another contact, not at this one.
    pub const fn after(self, step: ContactMove) -> Option<Self> {
        match (self, step) {
            (Self::NotAsked, ContactMove::Refuse) => Some(Self::Refused),
            (Self::NotAsked, ContactMove::Consent) => Some(Self::Consented),
            (Self::Consented, ContactMove::Screen) => Some(Self::Screened),
            _ => None,
        }
    }

    /// The moves that it allows.
    pub fn moves(self) -> impl Iterator<Item = ContactMove> {
        ContactMove::ALL.iter().copied().filter(move |step| self.after(*step).is_some())
    }
}

codes! {
    /// Why somebody was not asked.
    NotAskedWhy {
        Left = "left", "Left before we could ask";
        NoTime = "no_time", "No time before the hearing";
        Unfit = "unfit", "Not well enough to be asked";
        NoInterpreter = "no_interpreter", "No interpreter";
        Unsafe = "unsafe", "Not safe to ask then";
    }
}

codes! {
    /// What became of the short alcohol screen: refused and not asked are counted apart (practice S1-10).
    AlcoholScreen {
        Screened = "screened", "Screened";
        Refused = "refused", "Refused";
        NotAsked = "not_asked", "Not asked";
    }
}

/// A step that the present state does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a first contact that is {from:?} cannot take the step {step:?}")]
pub struct ContactRefused {
    /// Where it stands.
    pub from: ContactState,
    /// What was tried.
    pub step: ContactMove,
}

/// A first contact: what is counted. Without consent it names nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstContact {
    /// Its id.
    pub id: FirstContactId,
    /// The agency whose contact it was.
    pub agency: AgencyId,
    /// Where.
    pub setting: Setting,
    /// Which court, suite, prison or team, by name.
    pub place: Line,
    /// The day.
    pub day: Date,
    /// The entry of the court list, where there is one.
    pub entry: Option<CourtEntryId>,
    /// The person, once there is consent.
    pub person: Option<PersonId>,
    /// Where it stands.
    pub state: ContactState,
    /// Why the person was not asked, where they were not.
    pub why_not: Option<NotAskedWhy>,
    /// What became of the short alcohol screen.
    pub alcohol: AlcoholScreen,
    /// Whether the person turned out to be known to a mental health service; not known until screened.
    pub known_to_mental_health: Option<bool>,
    /// When it was last written, by whom.
    pub stamp: Stamp,
}

impl FirstContact {
    /// Takes a step.
    ///
    /// # Errors
    /// [`ContactRefused`] when the state does not allow it.
    pub fn take(&mut self, step: ContactMove) -> Result<(), ContactRefused> {
        self.state = self.state.after(step).ok_or(ContactRefused { from: self.state, step })?;
        if self.state == ContactState::Refused {
            // Of a refusal nothing but the refusal.
            self.person = None;
            self.known_to_mental_health = None;
            self.alcohol = AlcoholScreen::Refused;
        }
        self.why_not = None;
        Ok(())
    }
}

codes! {
    /// Whether the scheme suits the person, as whoever assessed judges.
    Suitability {
        Suitable = "suitable", "Suitable";
        NotSuitable = "not_suitable", "Not suitable";
        NeedsMore = "needs_more", "Needs a fuller assessment first";
    }
}

/// The answer to the question of risk to self. It is always asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RiskToSelf {
    /// Asked, and none found.
    NoneFound,
    /// There is a risk, in words that say what to do.
    Found(Prose),
}

impl RiskToSelf {
    /// The words, where there is a risk.
    pub const fn words(&self) -> Option<&Prose> {
        match self {
            Self::NoneFound => None,
            Self::Found(words) => Some(words),
        }
    }
}

codes! {
    /// Services that may know the person, as the person says or a record shows.
    KnownService {
        MentalHealth = "mental_health", "Mental health service";
        Alcohol = "alcohol", "Alcohol service";
        Drugs = "drugs", "Drug service";
        Probation = "probation", "Probation";
        SocialCare = "social_care", "Social care";
        Housing = "housing", "Housing support";
    }
}

/// What was found on one pathway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Which pathway.
    pub pathway: Pathway,
    /// How large the need is.
    pub level: NeedLevel,
    /// In words.
    pub detail: Option<Prose>,
}

/// Needs on all seven pathways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SevenNeeds(Vec<Found>); // INVARIANT: each pathway once, in the order of the list

impl SevenNeeds {
    /// These; the pathways that are missing or come twice when they are not all seven.
    ///
    /// # Errors
    /// The pathways that do not come exactly once.
    pub fn new(mut found: Vec<Found>) -> Result<Self, Vec<Pathway>> {
        let times = |pathway| found.iter().filter(|one| one.pathway == pathway).count();
        let wrong: Vec<Pathway> = Pathway::ALL.iter().copied().filter(|one| times(*one) != 1).collect();
        if !wrong.is_empty() {
            return Err(wrong);
        }
        found.sort_by_key(|one| one.pathway);
        Ok(Self(found))
    }

    /// The seven, in the order of the list.
    pub fn each(&self) -> &[Found] {
        &self.0
    }

    /// Those with a need.
    pub fn present(&self) -> impl Iterator<Item = &Found> {
        self.0.iter().filter(|one| one.level != NeedLevel::None)
    }
}

/// What was found when the person agreed: the one assessment from which every form of recommendation is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Screening {
    /// Its id.
    pub id: ScreeningId,
    /// Whose.
    pub person: PersonId,
    /// At which contact.
    pub contact: FirstContactId,
    /// The day.
    pub day: Date,
    /// The court, suite or team, by name.
    pub place: Line,
    /// Whether the scheme suits.
    pub suitability: Suitability,
    /// Why, in words.
    pub why: Option<Prose>,
    /// Needs on the seven pathways.
    pub needs: SevenNeeds,
    /// Risk to self: asked and answered.
    pub risk_to_self: RiskToSelf,
    /// Services that know the person.
    pub known: Vec<KnownService>,
    /// The AUDIT that was given, if one was.
    pub audit: Option<AuditId>,
    /// Who assessed, when, for which agency.
    pub stamp: Stamp,
}

codes! {
    /// Whether somebody is known to a mental health service, as far as paper tells.
    KnownOnPaper {
        Yes = "yes", "Known";
        No = "no", "Not known";
        Unconfirmed = "unconfirmed", "Cannot be said: whose entry it is has not been decided";
    }
}

impl KnownOnPaper {
    /// The answer for an entry that is on somebody's record, or is nobody's yet: without a matched identity nothing can be
    /// said of anybody (practice S4-17).
    #[must_use]
    pub const fn for_entry(self, matched: bool) -> Self {
        if matched { self } else { Self::Unconfirmed }
    }
}

/// What was assessed on paper for an entry of a court list, before anybody is seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperAssessment {
    /// Which entry.
    pub entry: CourtEntryId,
    /// Whose record the entry was on then, if on one's.
    pub person: Option<PersonId>,
    /// The day it was made.
    pub day: Date,
    /// The offence.
    pub offence: Prose,
    /// What the papers depose.
    pub deposition: Prose,
    /// Whether the person is known to a mental health service.
    pub known_to_mental_health: KnownOnPaper,
    /// What else matters.
    pub words: Option<Prose>,
    /// Who assessed, when, for which agency.
    pub stamp: Stamp,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::AccountId;
    use jiff::{Timestamp, civil::date};
    use proptest::{collection::vec, prelude::*};
    use uuid::Uuid;

    fn contact() -> FirstContact {
        let agency = AgencyId(Uuid::nil());
        FirstContact {
            id: FirstContactId(Uuid::nil()),
            agency,
            setting: Setting::Court,
            place: Line::new("Northmoor Magistrates").unwrap(),
            day: date(2026, 11, 24),
            entry: None,
            person: None,
            state: ContactState::NotAsked,
            why_not: None,
            alcohol: AlcoholScreen::NotAsked,
            known_to_mental_health: None,
            stamp: Stamp { at: Timestamp::UNIX_EPOCH, by: AccountId(Uuid::nil()), agency },
        }
    }

    #[test]
    fn a_refusal_leaves_nothing_but_itself() {
        let mut one = contact();
        one.person = Some(PersonId(Uuid::nil()));
        one.known_to_mental_health = Some(true);
        one.take(ContactMove::Refuse).unwrap();
        assert_eq!(
            (one.person, one.known_to_mental_health, one.alcohol),
            (None, None, AlcoholScreen::Refused)
        );
        for step in ContactMove::ALL {
            assert!(one.take(*step).is_err(), "{step:?} after a refusal");
        }
    }

    #[test]
    fn s4_17_nothing_is_said_of_anybody_before_it_is_decided_who_it_is() {
        for said in KnownOnPaper::ALL {
            assert_eq!(said.for_entry(true), *said);
            assert_eq!(said.for_entry(false), KnownOnPaper::Unconfirmed);
        }
    }

    #[test]
    fn nothing_is_found_before_consent() {
        let mut one = contact();
        let refused = one.take(ContactMove::Screen).unwrap_err();
        assert_eq!(refused.from, ContactState::NotAsked);
        one.take(ContactMove::Consent).unwrap();
        one.take(ContactMove::Screen).unwrap();
        assert_eq!(one.state, ContactState::Screened);
    }

    #[test]
    fn all_seven_pathways_are_answered_once() {
        let found = |pathway| Found { pathway, level: NeedLevel::None, detail: None };
        let all: Vec<Found> = Pathway::ALL.iter().rev().map(|one| found(*one)).collect();
        let needs = SevenNeeds::new(all.clone()).unwrap();
        assert_eq!(needs.each()[0].pathway, Pathway::Accommodation);
        assert_eq!(needs.present().count(), 0);
        let six = all[1..].to_vec();
        assert_eq!(SevenNeeds::new(six).unwrap_err(), [Pathway::Attitudes]);
        let twice = [all, vec![found(Pathway::Health)]].concat();
        assert_eq!(SevenNeeds::new(twice).unwrap_err(), [Pathway::Health]);
    }

    proptest! {
        /// Whatever is tried: a person stands on a contact that was refused or never asked under no circumstances, and what
        /// the state offers is what it takes.
        #[test]
        fn no_moves_lead_from_a_refusal_to_a_finding(steps in vec(proptest::sample::select(ContactMove::ALL), 0..8)) {
            let mut one = contact();
            let mut taken = Vec::new();
            for step in steps {
                let offered = one.state.moves().any(|open| open == step);
                let done = one.take(step);
                prop_assert_eq!(offered, done.is_ok());
                if done.is_ok() {
                    taken.push(step);
                }
            }
            let screened = one.state == ContactState::Screened;
            prop_assert_eq!(screened, taken == [ContactMove::Consent, ContactMove::Screen]);
        }
    }
}
