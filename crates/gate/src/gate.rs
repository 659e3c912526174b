//! The gate: the only code that breaks a seal.

use crate::{
    action::{Action, Forbidden},
    at_level::AtLevel,
    engine::{Acts, Asked as Policies, Asker, Engine, EngineError, Place, Sees, Slice, Verdict},
    filter::ListFilter,
    grant::Grant,
    interim::grants,
    memo::Memo,
    reading::{Basis, Disclosure, Outcome, Reading, Reason, Withheld},
    rules::Rules,
    sealed::{Label, Sealed},
    standing::{Access, Relations, Standing, Viewer},
};
use domain::{
    ids::AgencyId,
    referral::Side,
    section::{Level, Purpose, Section, Sections},
};
use std::sync::Arc;

/// The clauses in force on one day, compiled, and what they answered before.
pub struct Gate {
    rules: Rules,
    engine: Result<Engine, EngineError>,
    grants: Vec<Grant>,
    names_accounts: bool,
    answers: Memo<Asked, Answer>,
    slices: Memo<SliceKey, Arc<Slice>>,
    policies: Memo<Vec<Place>, Arc<Policies>>,
    acts: Memo<Acted, bool>,
}

/// Answers kept at a time; one takes about 100 bytes.
const ANSWERS: usize = 65_536;
/// Slices kept at a time; one holds the places of the clauses that could speak, some hundred bytes.
const SLICES: usize = 16_384;
/// Sets of policies kept at a time, some kilobytes each.
const SETS: usize = 2_048;

/// How much may be seen, under which clause; or why nothing may.
type Answer = Result<(Level, Place), Reason>;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct SliceKey {
    asker: Asker,
    section: Section,
    purpose: Purpose,
}

/// The facts that an answer follows from, as they were told to the engine; no person is among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Asked {
    slice: SliceKey,
    relations: Relations,
    access: Access,
    holder: AgencyId,
    own: bool,
    consented: bool,
    opened: bool,
    requirements: u64,
    risks: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Acted {
    asker: Asker,
    action: Action,
    relations: Relations,
    access: Access,
    side: Option<Side>,
}

impl Gate {
    /// A gate that knows these rules and nothing else. Where they cannot be compiled it refuses everything, and
    /// [`Gate::fault`] says why.
    pub fn new(rules: Rules) -> Self {
        let engine = Engine::new(&rules);
        Self {
            names_accounts: rules.name_accounts(),
            engine,
            grants: grants::all(),
            rules,
            answers: Memo::of(ANSWERS),
            slices: Memo::of(SLICES),
            policies: Memo::of(SETS),
            acts: Memo::of(ANSWERS),
        }
    }

    /// Why it refuses everything, if it does.
    pub fn fault(&self) -> Option<&EngineError> {
        self.engine.as_ref().err()
    }

    /// What is in force.
    pub const fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The grants of the program.
    pub fn grants(&self) -> &[Grant] {
        &self.grants
    }

    /// Begins the record of one request.
    pub const fn reading(&self, viewer: Viewer, purpose: Purpose) -> Reading {
        Reading::new(viewer, purpose)
    }

    /// Opens `sealed` where a clause allows it, and notes the answer in `reading`.
    pub fn open<T: AtLevel>(
        &self,
        reading: &mut Reading,
        standing: &Standing,
        sealed: Sealed<T>,
    ) -> Disclosure<T> {
        let label = sealed.label();
        let under = self.decide(reading.viewer(), reading.purpose(), standing, label);
        let answer = under.map_err(|reason| (label, reason)).and_then(|under| {
            // The label's own section comes first: where that is too low, no other is the ground, nor named.
            let others = sealed.also();
            let value = sealed.into_value().at_level(under.level).ok_or((label, too_low(under.level)))?;
            Ok((value, under, self.also_open(reading, standing, label, others)?))
        });
        match answer {
            Ok((value, under, also)) => {
                for (label, by) in also.into_iter().chain([(label, under)]) {
                    reading.note(label, Outcome::Shown(by.level, by.agreement, by.version, by.clause));
                }
                Disclosure::Opened { value, under }
            }
            Err((label, reason)) => {
                reading.note(label, Outcome::Withheld(reason));
                Disclosure::Withheld(Withheld { section: label.section, reason, ask: label.holder })
            }
        }
    }

    /// The clauses under which each of `also` is open in full, or the first that is not: of a value that tells of several
    /// sections there is no part that tells of fewer.
    fn also_open(
        &self,
        reading: &Reading,
        standing: &Standing,
        label: Label,
        also: Sections,
    ) -> Result<Vec<(Label, Basis)>, (Label, Reason)> {
        let sections = also.iter().filter(|section| *section != label.section);
        sections
            .map(|section| {
                let label = Label { section, ..label };
                match self.decide(reading.viewer(), reading.purpose(), standing, label) {
                    Ok(under) if under.level == Level::Full => Ok((label, under)),
                    Ok(under) => Err((label, too_low(under.level))),
                    Err(reason) => Err((label, reason)),
                }
            })
            .collect()
    }

    /// Notes in `reading` that somebody asked who may see this, and why. It opens nothing.
    pub fn note_asked(&self, reading: &mut Reading, label: Label) {
        reading.note(label, Outcome::Withheld(Reason::OnlyAsked));
    }

    /// Notes in `reading` that the record of this person was asked for and stayed closed as if it were absent.
    pub fn note_refused(&self, reading: &mut Reading, standing: &Standing) {
        let label = Label::own(standing.person, Section::Identity, reading.viewer().agency);
        let answer = self.decide(reading.viewer(), reading.purpose(), standing, label);
        reading.note(label, Outcome::Withheld(answer.err().unwrap_or(Reason::CheckFailed)));
    }

    /// The clause under which `viewer` may see the section, or why not. Forbidding wins over every clause.
    ///
    /// # Errors
    /// The [`Reason`] that comes nearest to an answer a practitioner can act on.
    pub fn decide(
        &self,
        viewer: &Viewer,
        purpose: Purpose,
        standing: &Standing,
        label: Label,
    ) -> Result<Basis, Reason> {
        if standing.person != label.person || standing.edition != self.rules.edition {
            return Err(Reason::CheckFailed);
        }
        // Asked of the agency itself: what is kept below is kept for all of one kind.
        if self.rules.has_left(viewer.agency) {
            return Err(Reason::Left);
        }
        let (slice, told, asked) = self.asked(viewer, purpose, standing, label);
        let answer = self.answers.get(&asked).unwrap_or_else(|| {
            let answer = self.ask(viewer, &slice, &told, label, &asked);
            self.answers.keep(asked, answer);
            answer
        });
        let (level, place) = answer?;
        let agreement = self.rules.agreements.get(place.agreement).ok_or(Reason::CheckFailed)?;
        let clause = agreement.clauses.get(place.clause).ok_or(Reason::CheckFailed)?;
        Ok(Basis {
            agreement: agreement.id,
            version: agreement.version,
            clause: clause.number,
            level,
            purpose,
        })
    }

    /// The same, asked of the engine whether it was asked before or not: what a measurement compares with.
    ///
    /// # Errors
    /// As [`Gate::decide`].
    pub fn decide_anew(
        &self,
        viewer: &Viewer,
        purpose: Purpose,
        standing: &Standing,
        label: Label,
    ) -> Result<Level, Reason> {
        if self.rules.has_left(viewer.agency) {
            return Err(Reason::Left);
        }
        let (slice, told, asked) = self.asked(viewer, purpose, standing, label);
        self.ask(viewer, &slice, &told, label, &asked).map(|(level, _)| level)
    }

    fn asker(&self, viewer: &Viewer) -> Asker {
        let account = self.names_accounts.then_some(viewer.account);
        Asker { agency: viewer.agency, kind: viewer.agency_kind, roles: viewer.roles, account }
    }

    /// The clauses that could speak, what they are told of the standing, and all that the answer follows from.
    fn asked(
        &self,
        viewer: &Viewer,
        purpose: Purpose,
        standing: &Standing,
        label: Label,
    ) -> (Arc<Slice>, Standing, Asked) {
        let key = SliceKey { asker: self.asker(viewer), section: label.section, purpose };
        let slice = self.slice(viewer, key);
        let told = slice.told(standing);
        let facts = &told.circumstances;
        let asked = Asked {
            slice: key,
            relations: told.relations,
            access: told.access,
            holder: label.holder,
            own: label.holder == viewer.agency || label.sent_to == Some(viewer.agency),
            consented: facts.consented.has(label.section),
            opened: facts.opened.has(label.section, label.holder),
            requirements: facts.requirements,
            risks: facts.risks,
        };
        (slice, told, asked)
    }

    fn ask(&self, viewer: &Viewer, slice: &Slice, told: &Standing, label: Label, asked: &Asked) -> Answer {
        let Ok(engine) = &self.engine else { return Err(Reason::CheckFailed) };
        let facts = Sees {
            rules: &self.rules,
            viewer,
            asker: asked.slice.asker,
            purpose: asked.slice.purpose,
            standing: told,
            section: label.section,
            holder: label.holder,
            own: asked.own,
        };
        let speaking = slice.speaking(&self.rules, &facts);
        let Ok(policies) = self.policies(engine, speaking) else { return Err(Reason::CheckFailed) };
        match engine.see(&policies, &facts) {
            Verdict::Allowed(places) => self.widest(&places).ok_or(Reason::CheckFailed),
            Verdict::Forbidden("standing/limited") => Err(Reason::Limited),
            Verdict::Forbidden("standing/privilege") => Err(Reason::Privilege),
            Verdict::Forbidden(_) | Verdict::Failed => Err(Reason::CheckFailed),
            Verdict::Silent => Err(self.why_not(&facts)),
        }
    }

    fn slice(&self, viewer: &Viewer, key: SliceKey) -> Arc<Slice> {
        self.slices.get(&key).unwrap_or_else(|| {
            let slice = Arc::new(Slice::of(&self.rules, viewer, key.section, key.purpose));
            self.slices.keep(key, Arc::clone(&slice));
            slice
        })
    }

    fn policies(&self, engine: &Engine, clauses: Vec<Place>) -> Result<Arc<Policies>, EngineError> {
        if let Some(policies) = self.policies.get(&clauses) {
            return Ok(policies);
        }
        let policies = Arc::new(engine.policies(&clauses)?);
        self.policies.keep(clauses, Arc::clone(&policies));
        Ok(policies)
    }

    /// Of the clauses that allow it, the one that shows most; of two alike, the first.
    fn widest(&self, places: &[Place]) -> Option<(Level, Place)> {
        let level = |place: &Place| {
            Some(self.rules.agreements.get(place.agreement)?.clauses.get(place.clause)?.level)
        };
        places
            .iter()
            .filter_map(|place| level(place).map(|level| (level, *place)))
            .max_by(|one, other| one.0.cmp(&other.0).then(other.1.cmp(&one.1)))
    }

    /// Whether `viewer` may know that the person exists at all: some section is open at some level.
    pub fn may_know_of(&self, viewer: &Viewer, purpose: Purpose, standing: &Standing) -> bool {
        standing.edition == self.rules.edition
            && self.engine.is_ok()
            && self.visible_to(viewer, purpose).shows(standing)
    }

    /// The filter for lists, counts, suggestions and exports, from the same clauses as [`Gate::decide`].
    pub fn visible_to(&self, viewer: &Viewer, purpose: Purpose) -> ListFilter {
        ListFilter::of(&self.rules, viewer, purpose)
    }

    /// Whether the role may do this to anything at all. Refusing here answers 403.
    ///
    /// # Errors
    /// [`Forbidden::Role`].
    pub fn permit_role(&self, viewer: &Viewer, action: Action) -> Result<(), Forbidden> {
        let any = self.grants.iter().any(|grant| grant.speaks_of(viewer) && grant.actions.contains(&action));
        if any && !self.rules.has_left(viewer.agency) { Ok(()) } else { Err(Forbidden::Role) }
    }

    /// Whether `viewer` may do this to the person, being on `side` of a referral where there is one.
    ///
    /// # Errors
    /// [`Forbidden::Role`] when the role never may, [`Forbidden::Reach`] when nothing relates them.
    pub fn permit(
        &self,
        viewer: &Viewer,
        action: Action,
        standing: &Standing,
        side: Option<Side>,
    ) -> Result<(), Forbidden> {
        self.permit_role(viewer, action)?;
        let (asker, relations, access) = (self.asker(viewer), standing.relations, standing.access);
        let acted = Acted { asker, action, relations, access, side };
        let granted = self.acts.get(&acted).unwrap_or_else(|| {
            let facts = Acts { asker, action, standing, side };
            let verdict = self.engine.as_ref().map_or(Verdict::Failed, |engine| engine.act(&facts));
            let granted = matches!(verdict, Verdict::Allowed(_));
            self.acts.keep(acted, granted);
            granted
        });
        if granted { Ok(()) } else { Err(Forbidden::Reach) }
    }
}

/// Why a level shows nothing. A signal has no source: where a clause grants no more, nobody is told what there is, nor whom to ask.
const fn too_low(level: Level) -> Reason {
    match level {
        Level::Signal => Reason::SignalOnly,
        Level::Exists | Level::Summary | Level::Full => Reason::LevelTooLow,
    }
}

impl std::fmt::Debug for Gate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Gate")
            .field("rules", &self.rules)
            .field("fault", &self.fault())
            .finish_non_exhaustive()
    }
}
