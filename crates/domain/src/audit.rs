//! AUDIT, the alcohol use disorders identification test: items, skip logic, score, zone, and what to do (instruments.md,
//! section 1).
//!
//! What holds: an answer that exists is one that its item allows; a score exists only when nothing is missing; a kept
//! administration is never changed, a later one supersedes it. Thresholds are dated [`Rules`] that come in with the call,
//! and each administration remembers under which it was scored. Deliberately not here: the published wording, which an
//! installation loads from the official form; the stems below are paraphrases.

mod finding;
mod item;

pub use finding::{Action, Finding, Rules, Tier, Zone};
pub use item::{Item, NotAllowed, Opt};

use crate::{
    codes,
    ids::{AuditId, PersonId},
    stamp::Stamp,
    text::Line,
};
use jiff::civil::Date;

/// The wording that this version of the product shows: paraphrases, not the official form.
pub const WORDING: &str = "audit-uk-paraphrase-1";

codes! {
    /// How AUDIT was given.
    Mode {
        Interview = "interview", "In conversation";
        OnPaper = "self", "Filled in by the person";
        Telephone = "phone", "By telephone";
    }
}

codes! {
    /// Whether the person is pregnant, as they say it.
    Pregnancy {
        No = "no", "Not pregnant, or it does not apply";
        Yes = "yes", "Pregnant";
        NotAsked = "not_asked", "Not asked";
    }
}

/// An AUDIT total, 0 to 40 points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Score(u8); // INVARIANT: at most 40

impl Score {
    /// The most points there are.
    pub const MOST: u8 = 40;

    /// The points; `None` above 40.
    pub const fn new(points: u8) -> Option<Self> {
        if points <= Self::MOST { Some(Self(points)) } else { None }
    }

    /// The points.
    pub const fn points(self) -> u8 {
        self.0
    }
}

/// The raw answers, each as the points of the chosen option.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Answers([Option<u8>; 10]); // INVARIANT: each is one of its item's options

impl Answers {
    /// No answer yet.
    pub const NONE: Self = Self([None; 10]);

    /// Answers in the order of the items; `None` for an item without one.
    ///
    /// # Errors
    /// [`NotAllowed`] for points that an item does not have: 1 and 3 on the last two, anything above 4.
    pub fn new(points: [Option<u8>; 10]) -> Result<Self, NotAllowed> {
        let mut answers = Self::NONE;
        for (item, given) in Item::ALL.iter().zip(points) {
            if let Some(points) = given {
                answers = answers.with(*item, points)?;
            }
        }
        Ok(answers)
    }

    /// These, and this answer in place of any former one.
    ///
    /// # Errors
    /// [`NotAllowed`] for points that the item does not have.
    pub fn with(mut self, item: Item, points: u8) -> Result<Self, NotAllowed> {
        if !item.allows(points) {
            return Err(NotAllowed { item, points });
        }
        if let Some(place) = self.0.get_mut(item.index()) {
            *place = Some(points);
        }
        Ok(self)
    }

    /// The points of an item, if it was answered.
    pub fn get(&self, item: Item) -> Option<u8> {
        self.0.get(item.index()).copied().flatten()
    }

    /// Whether the item is asked after these answers: who never drinks goes on to the last two, and so does whoever drinks
    /// little and never much at once (items 2 and 3 both 0).
    pub fn asks(&self, item: Item) -> bool {
        let never = self.get(Item::Frequency) == Some(0);
        let little = self.get(Item::Quantity) == Some(0) && self.get(Item::Binge) == Some(0);
        match item {
            Item::Frequency | Item::Injury | Item::Concern => true,
            Item::Quantity | Item::Binge => !never,
            _ => !never && !little,
        }
    }

    /// The items that are asked after these answers, in order.
    pub fn asked(&self) -> impl Iterator<Item = Item> + '_ {
        Item::ALL.iter().copied().filter(|item| self.asks(*item))
    }

    /// The next item to ask; `None` when nothing is missing.
    pub fn next(&self) -> Option<Item> {
        self.asked().find(|item| self.get(*item).is_none())
    }

    /// How many items were asked for and not answered.
    pub fn missing(&self) -> usize {
        self.asked().filter(|item| self.get(*item).is_none()).count()
    }

    /// Without what is not asked after these answers: for an interview in which an earlier answer was changed.
    #[must_use]
    pub fn without_skipped(mut self) -> Self {
        let skipped: Vec<Item> = Item::ALL.iter().copied().filter(|item| !self.asks(*item)).collect();
        for item in skipped {
            if let Some(place) = self.0.get_mut(item.index()) {
                *place = None;
            }
        }
        self
    }

    /// The total; `None` while an item that is asked has no answer. What was answered although it need not be counts.
    pub fn score(&self) -> Option<Score> {
        if self.missing() > 0 {
            return None;
        }
        Score::new(self.0.iter().flatten().sum())
    }

    /// The first three items, 0 to 12: AUDIT-C; `None` while one that is asked is missing.
    pub fn audit_c(&self) -> Option<u8> {
        let first = [Item::Frequency, Item::Quantity, Item::Binge];
        if first.into_iter().any(|item| self.asks(item) && self.get(item).is_none()) {
            return None;
        }
        Some(first.into_iter().filter_map(|item| self.get(item)).sum())
    }

    /// The points in order, for storage.
    pub const fn points(&self) -> &[Option<u8>; 10] {
        &self.0
    }
}

/// One administration, as kept. Never changed; a correction is another one that supersedes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audit {
    /// Its id.
    pub id: AuditId,
    /// Whose.
    pub person: PersonId,
    /// The day it was given.
    pub day: Date,
    /// How.
    pub mode: Mode,
    /// In which language.
    pub language: Line,
    /// Whether the person is pregnant.
    pub pregnancy: Pregnancy,
    /// The raw answers. A summary has none.
    pub answers: Option<Answers>,
    /// What follows from them; `None` while items are missing.
    pub finding: Option<Finding>,
    /// Items that were asked for and not answered.
    pub missing: u8,
    /// Which wording was used.
    pub wording: String,
    /// The version of the scoring rules.
    pub rules: u16,
    /// The administration that this one corrects.
    pub supersedes: Option<AuditId>,
    /// Who gave it and wrote it down, when, for which agency.
    pub stamp: Stamp,
}

impl Audit {
    /// An administration scored under `rules`.
    #[expect(clippy::too_many_arguments, reason = "each is a field of the record, of a type of its own")]
    pub fn scored(
        id: AuditId,
        person: PersonId,
        (day, mode, language): (Date, Mode, Line),
        pregnancy: Pregnancy,
        answers: Answers,
        rules: &Rules,
        supersedes: Option<AuditId>,
        stamp: Stamp,
    ) -> Self {
        Self {
            id,
            person,
            day,
            mode,
            language,
            pregnancy,
            answers: Some(answers),
            finding: Finding::of(&answers, pregnancy, rules),
            missing: u8::try_from(answers.missing()).unwrap_or(u8::MAX),
            wording: WORDING.to_owned(),
            rules: rules.version,
            supersedes,
            stamp,
        }
    }
}

/// Those that no later one corrects, oldest first.
pub fn standing(mut audits: Vec<Audit>) -> Vec<Audit> {
    let corrected: Vec<AuditId> = audits.iter().filter_map(|audit| audit.supersedes).collect();
    audits.retain(|audit| !corrected.contains(&audit.id));
    audits.sort_by_key(|audit| (audit.day, audit.stamp.at, audit.id));
    audits
}

/// What changed from the first scored administration to the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// The first score, and its day.
    pub first: (Score, Date),
    /// The last score, and its day.
    pub last: (Score, Date),
}

impl Change {
    /// Between the first and the last of these that have a score; `None` for fewer than two.
    pub fn among(audits: &[Audit]) -> Option<Self> {
        let mut scored =
            standing(audits.to_vec()).into_iter().filter_map(|one| Some((one.finding?.score, one.day)));
        let first = scored.next()?;
        let last = scored.next_back()?;
        Some(Self { first, last })
    }

    /// Points gained; fewer points are better.
    pub fn points(&self) -> i16 {
        i16::from(self.last.0.points()) - i16::from(self.first.0.points())
    }
}

#[cfg(test)]
mod tests;
