//! The ten items, their options and the points of each.

use crate::codes;

codes! {
    /// One of the ten items, in order. The words are paraphrases.
    Item {
        Frequency = "1", "How often do you have a drink containing alcohol?";
        Quantity = "2", "How many units of alcohol do you drink on a typical day when you are drinking?";
        Binge = "3", "How often in the last year have you had 6 or more units (women) or 8 or more units (men) on one occasion?";
        Unable = "4", "How often in the last year were you unable to stop drinking once you had started?";
        Failed = "5", "How often in the last year did you fail to do what was expected of you because of your drinking?";
        Morning = "6", "How often in the last year did you need a drink in the morning to get going after drinking a lot?";
        Guilt = "7", "How often in the last year did you feel guilt or remorse after drinking?";
        Memory = "8", "How often in the last year could you not remember what happened the night before?";
        Injury = "9", "Have you or somebody else been injured because of your drinking?";
        Concern = "10", "Has a relative, friend, doctor or health worker been concerned about your drinking?";
    }
}

/// One option of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opt {
    /// Its points.
    pub points: u8,
    /// Its words.
    pub words: &'static str,
}

/// Points that an item does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("item {} does not have {points} points", item.code())]
pub struct NotAllowed {
    /// The item.
    pub item: Item,
    /// What was given.
    pub points: u8,
}

const fn opt(points: u8, words: &'static str) -> Opt {
    Opt { points, words }
}

const OFTEN: &[Opt] = &[
    opt(0, "Never"),
    opt(1, "Monthly or less"),
    opt(2, "2 to 4 times a month"),
    opt(3, "2 to 3 times a week"),
    opt(4, "4 or more times a week"),
];
const UNITS: &[Opt] =
    &[opt(0, "0 to 2"), opt(1, "3 to 4"), opt(2, "5 to 6"), opt(3, "7 to 9"), opt(4, "10 or more")];
const LAST_YEAR: &[Opt] = &[
    opt(0, "Never"),
    opt(1, "Less than monthly"),
    opt(2, "Monthly"),
    opt(3, "Weekly"),
    opt(4, "Daily or almost daily"),
];
const EVER: &[Opt] =
    &[opt(0, "No"), opt(2, "Yes, but not in the last year"), opt(4, "Yes, during the last year")];

impl Item {
    /// What may be answered.
    pub const fn options(self) -> &'static [Opt] {
        match self {
            Self::Frequency => OFTEN,
            Self::Quantity => UNITS,
            Self::Binge | Self::Unable | Self::Failed | Self::Morning | Self::Guilt | Self::Memory => {
                LAST_YEAR
            }
            Self::Injury | Self::Concern => EVER,
        }
    }

    /// Whether one of its options has these points.
    pub fn allows(self, points: u8) -> bool {
        self.options().iter().any(|option| option.points == points)
    }

    /// The words of the option with these points.
    pub fn answer(self, points: u8) -> Option<&'static str> {
        self.options().iter().find(|option| option.points == points).map(|option| option.words)
    }

    /// Its place, from 0.
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Its number, from 1, as the form prints it.
    pub const fn number(self) -> u8 {
        self as u8 + 1
    }
}
