//! Meetings about a person: who came, what was agreed, and how far each goal has come in three voices.
//!
//! A three-way meeting counts when the person, the offender manager and the worker were all there (practice catalogue,
//! S0-13); two do not count, and the meeting stays due. Facts are appended, never changed; `append` is the only door.

use crate::{
    cadence::MeetingPoint,
    codes,
    ids::{GoalId, MeetingId, OrderId, PersonId},
    stamp::Stamp,
    text::{Line, Prose},
};
use jiff::Timestamp;

codes! {
    /// What kind of meeting it is.
    MeetingKind {
        ThreeWay = "three_way", "Three-way meeting";
        Joint = "joint", "Joint meeting";
        CaseConference = "case_conference", "Case conference";
    }
}

codes! {
    /// One of the three who meet.
    Party {
        Person = "person", "The person";
        Manager = "manager", "Probation practitioner";
        Worker = "worker", "Treatment worker";
    }
}

codes! {
    /// Whether a party was there.
    Came {
        Attended = "attended", "Was there";
        Apologies = "apologies", "Sent apologies";
        Absent = "absent", "Was not there";
    }
}

codes! {
    /// Where a meeting stands.
    MeetingState {
        Arranged = "arranged", "Arranged";
        Held = "held", "Held";
        Incomplete = "incomplete", "Held without all three";
        Cancelled = "cancelled", "Cancelled";
    }
}

codes! {
    /// A step that somebody may take next.
    MeetingMove {
        Arrange = "arrange", "Arrange";
        Shift = "shift", "Change the day or place";
        Hold = "hold", "Record the meeting";
        Cancel = "cancel", "Cancel";
    }
}

/// When and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// When it begins.
    pub at: Timestamp,
    /// Where, in words.
    pub place: Line,
}

/// Who of the three was there. Whoever is not named was not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attendance([Came; 3]); // in the order of `Party::ALL`

impl Attendance {
    /// The three answers.
    pub const fn new(person: Came, manager: Came, worker: Came) -> Self {
        Self([person, manager, worker])
    }

    /// The answer for one party.
    pub const fn of(&self, party: Party) -> Came {
        let [person, manager, worker] = self.0;
        match party {
            Party::Person => person,
            Party::Manager => manager,
            Party::Worker => worker,
        }
    }

    /// Whether all three were there.
    pub fn is_complete(&self) -> bool {
        self.0.iter().all(|came| *came == Came::Attended)
    }
}

/// What was said and agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Minutes {
    /// Who was there.
    pub attendance: Attendance,
    /// What was talked about.
    pub words: Option<Prose>,
    /// What was decided.
    pub decisions: Vec<Line>,
}

/// A dated fact about a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MeetingFact {
    /// It was arranged.
    Arranged(Setting),
    /// It was moved; the former setting stays in the facts before.
    Shifted {
        /// The new day and place.
        to: Setting,
        /// Who asked.
        asked_by: Party,
        /// Why.
        why: Option<Line>,
    },
    /// It was held.
    Held(Minutes),
    /// It was called off.
    Cancelled(Line),
}

impl MeetingFact {
    /// The move that this fact records.
    pub const fn as_move(&self) -> MeetingMove {
        match self {
            Self::Arranged(_) => MeetingMove::Arrange,
            Self::Shifted { .. } => MeetingMove::Shift,
            Self::Held(_) => MeetingMove::Hold,
            Self::Cancelled(_) => MeetingMove::Cancel,
        }
    }
}

impl MeetingState {
    /// Whether `step` is allowed from here. A meeting that is over stays as it was recorded.
    pub const fn allows(self, step: MeetingMove) -> bool {
        matches!((self, step), (Self::Arranged, MeetingMove::Shift | MeetingMove::Hold | MeetingMove::Cancel))
    }

    /// The moves that this state allows.
    pub fn moves(self) -> impl Iterator<Item = MeetingMove> {
        MeetingMove::ALL.iter().copied().filter(move |step| self.allows(*step))
    }
}

/// A move that the present state does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a meeting that is {from} cannot take the step {step:?}")]
pub struct MeetingRefused {
    /// Where it stands.
    pub from: MeetingState,
    /// What was tried.
    pub step: MeetingMove,
}

/// What a meeting is for. Set when it is arranged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occasion {
    /// Its id.
    pub id: MeetingId,
    /// About whom.
    pub person: PersonId,
    /// Under which order, if one.
    pub order: Option<OrderId>,
    /// What kind.
    pub kind: MeetingKind,
    /// Which of an order's three it is, if one of them.
    pub point: Option<MeetingPoint>,
}

/// A meeting with its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// What it is for.
    pub occasion: Occasion,
    setting: Setting,
    facts: Vec<(Stamp, MeetingFact)>, // INVARIANT: the first is `Arranged`, no other is; replaying them gives the rest
    state: MeetingState,
}

impl Meeting {
    /// A meeting as it is arranged.
    pub fn arrange(occasion: Occasion, stamp: Stamp, setting: Setting) -> Self {
        let facts = vec![(stamp, MeetingFact::Arranged(setting.clone()))];
        Self { occasion, setting, facts, state: MeetingState::Arranged }
    }

    /// Rebuilds a meeting from its kept facts; `None` when there are none or the first did not arrange it.
    ///
    /// # Errors
    /// [`MeetingRefused`] when the facts contradict each other.
    pub fn replay(
        occasion: Occasion,
        facts: impl IntoIterator<Item = (Stamp, MeetingFact)>,
    ) -> Result<Option<Self>, MeetingRefused> {
        let mut facts = facts.into_iter();
        let Some((stamp, MeetingFact::Arranged(setting))) = facts.next() else { return Ok(None) };
        let arranged = Self::arrange(occasion, stamp, setting);
        facts.try_fold(arranged, |meeting, (stamp, fact)| meeting.append(stamp, fact)).map(Some)
    }

    /// # Errors
    /// [`MeetingRefused`] when the present state does not allow `fact`.
    pub fn append(mut self, stamp: Stamp, fact: MeetingFact) -> Result<Self, MeetingRefused> {
        let step = fact.as_move();
        if !self.state.allows(step) {
            return Err(MeetingRefused { from: self.state, step });
        }
        match &fact {
            MeetingFact::Arranged(to) | MeetingFact::Shifted { to, .. } => self.setting = to.clone(),
            MeetingFact::Held(minutes) if minutes.attendance.is_complete() => self.state = MeetingState::Held,
            MeetingFact::Held(_) => self.state = MeetingState::Incomplete,
            MeetingFact::Cancelled(_) => self.state = MeetingState::Cancelled,
        }
        self.facts.push((stamp, fact));
        Ok(self)
    }

    /// When and where it is, or was.
    pub const fn setting(&self) -> &Setting {
        &self.setting
    }

    /// Where it stands.
    pub const fn state(&self) -> MeetingState {
        self.state
    }

    /// Its history, oldest first.
    pub fn facts(&self) -> &[(Stamp, MeetingFact)] {
        &self.facts
    }

    /// How many facts there are: the version that a writer must have seen.
    pub fn version(&self) -> i64 {
        i64::try_from(self.facts.len()).unwrap_or(i64::MAX)
    }

    /// What was said and agreed, once it was held.
    pub fn minutes(&self) -> Option<&Minutes> {
        self.facts.iter().find_map(|(_, fact)| match fact {
            MeetingFact::Held(minutes) => Some(minutes),
            _ => None,
        })
    }

    /// Whether it counts as the meeting that was due: it was held, and a three-way or joint one with all three.
    pub const fn counts(&self) -> bool {
        match self.state {
            MeetingState::Held => true,
            MeetingState::Incomplete => matches!(self.occasion.kind, MeetingKind::CaseConference),
            MeetingState::Arranged | MeetingState::Cancelled => false,
        }
    }
}

codes! {
    /// How far a goal has come, least first.
    Progress {
        NotBegun = "not_begun", "Not begun";
        Slipped = "slipped", "Slipped back";
        Some = "some", "Some progress";
        Good = "good", "Good progress";
        Reached = "reached", "Reached";
    }
}

/// What the person wants to reach, in their words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// Its id.
    pub id: GoalId,
    /// Whose.
    pub person: PersonId,
    /// At which meeting it was set.
    pub meeting: MeetingId,
    /// In words.
    pub words: Line,
    /// When, by whom.
    pub stamp: Stamp,
}

/// What one party says of one goal at one meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voice {
    /// Of which goal.
    pub goal: GoalId,
    /// At which meeting.
    pub meeting: MeetingId,
    /// Who says it.
    pub party: Party,
    /// How far it has come.
    pub progress: Progress,
    /// In their words.
    pub words: Option<Line>,
}

/// Whether the voices about one goal at one meeting do not agree.
pub fn differ<'a>(voices: impl IntoIterator<Item = &'a Voice>) -> bool {
    let mut said = voices.into_iter().map(|voice| voice.progress);
    said.next().is_some_and(|first| said.any(|other| other != first))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{AccountId, AgencyId};
    use proptest::{collection::vec, prelude::*};
    use uuid::Uuid;

    fn stamp() -> Stamp {
        Stamp { at: Timestamp::UNIX_EPOCH, by: AccountId(Uuid::nil()), agency: AgencyId(Uuid::nil()) }
    }

    fn setting(hour: i64) -> Setting {
        let at = Timestamp::from_second(1_795_500_000 + hour * 3600).unwrap();
        Setting { at, place: Line::new("Castle Street office").unwrap() }
    }

    fn arranged(kind: MeetingKind) -> Meeting {
        let occasion = Occasion {
            id: MeetingId(Uuid::from_u128(1)),
            person: PersonId(Uuid::from_u128(2)),
            order: None,
            kind,
            point: Some(MeetingPoint::Start),
        };
        Meeting::arrange(occasion, stamp(), setting(0))
    }

    fn held(person: Came, manager: Came, worker: Came) -> MeetingFact {
        let attendance = Attendance::new(person, manager, worker);
        MeetingFact::Held(Minutes { attendance, words: None, decisions: vec![] })
    }

    fn any_came() -> impl Strategy<Value = Came> {
        proptest::sample::select(Came::ALL)
    }

    fn any_fact() -> impl Strategy<Value = MeetingFact> {
        prop_oneof![
            (0..9_i64).prop_map(|hour| MeetingFact::Arranged(setting(hour))),
            (0..9_i64).prop_map(|hour| MeetingFact::Shifted {
                to: setting(hour),
                asked_by: Party::Person,
                why: None
            }),
            (any_came(), any_came(), any_came()).prop_map(|(a, b, c)| held(a, b, c)),
            Just(MeetingFact::Cancelled(Line::new("The worker is ill").unwrap())),
        ]
    }

    #[test]
    fn s0_13_two_of_three_do_not_count() {
        use Came::{Absent, Apologies, Attended};
        for (person, manager, worker, counts) in [
            (Attended, Attended, Attended, true),
            (Absent, Attended, Attended, false),
            (Attended, Apologies, Attended, false),
            (Attended, Attended, Absent, false),
            (Absent, Absent, Attended, false),
        ] {
            let meeting =
                arranged(MeetingKind::ThreeWay).append(stamp(), held(person, manager, worker)).unwrap();
            assert_eq!(meeting.counts(), counts, "{person} {manager} {worker}");
            let conference =
                arranged(MeetingKind::CaseConference).append(stamp(), held(person, manager, worker)).unwrap();
            assert!(conference.counts());
        }
    }

    #[test]
    fn voices_differ_when_one_says_otherwise() {
        let voice = |party, progress| Voice {
            goal: GoalId(Uuid::nil()),
            meeting: MeetingId(Uuid::nil()),
            party,
            progress,
            words: None,
        };
        let agree = [voice(Party::Person, Progress::Good), voice(Party::Worker, Progress::Good)];
        let apart = [voice(Party::Person, Progress::Good), voice(Party::Worker, Progress::Slipped)];
        assert!(!differ(&agree) && differ(&apart) && !differ(&[]) && !differ(&agree[..1]));
    }

    proptest! {
        /// Replaying the kept facts gives the same meeting, and a refused move changes nothing.
        #[test]
        fn replay_gives_the_same_meeting(facts in vec(any_fact(), 0..12)) {
            let played = facts.iter().fold(arranged(MeetingKind::ThreeWay), |meeting, fact| {
                let offered = meeting.state().moves().any(|step| step == fact.as_move());
                let next = meeting.clone().append(stamp(), fact.clone());
                assert_eq!(offered, next.is_ok());
                next.unwrap_or(meeting)
            });
            let again = Meeting::replay(played.occasion.clone(), played.facts().to_vec());
            prop_assert_eq!(again, Ok(Some(played.clone())));
            let over = played.facts().iter().filter(|(_, fact)| matches!(fact, MeetingFact::Held(_) | MeetingFact::Cancelled(_))).count();
            prop_assert!(over <= 1);
            prop_assert!(!played.counts() || played.minutes().is_some_and(|m| m.attendance.is_complete()));
        }
    }
}
