//! Steps as data: what goes on is of a kind, each kind takes steps, and a fact is a step with its answers.
//!
//! What holds: a fact answers what its step asks, in the right shape, and nothing else.

use crate::{
    field::{Answer, Answers, Field, Shape, When},
    timing::TimingCode,
};
use jiff::civil::Date;
use std::fmt::Debug;

/// A step of something that goes on.
pub trait Step: Copy + Debug + PartialEq + 'static {
    /// The code under which it is kept and sent.
    fn code(self) -> &'static str;

    /// The words that a page shows.
    fn words(self) -> &'static str;

    /// The step with that code.
    fn parse(code: &str) -> Option<Self>;

    /// What it asks.
    fn fields(self) -> &'static [Field];

    /// Whether its answers say how things stand, rather than what happened.
    fn says_how_it_stands(self) -> bool;

    /// The day that is worked out with it.
    fn deadline(self) -> Option<Deadline> {
        None
    }

    /// The field of that name.
    fn field(self, name: &str) -> Option<&'static Field> {
        self.fields().iter().find(|field| field.name == name)
    }
}

/// Which way a deadline lies from the day that it counts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// After it.
    After,
    /// Before it; today where that has passed.
    Before,
}

/// A day that is worked out as a step is recorded: where it is kept, and what leads to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline {
    /// The name under which it is kept among the answers.
    pub name: &'static str,
    /// The rule.
    pub rule: TimingCode,
    /// The field whose day it counts from; today where there is none.
    pub from: Option<&'static str>,
    /// Which way.
    pub reach: Reach,
}

/// A dated fact: a step, with the answers to what it asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken<S> {
    /// Which step.
    pub step: S,
    /// What was answered.
    pub answers: Answers,
}

/// A step that is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StepRefused {
    /// Not from where it stands.
    #[error("{words} cannot be done while this is “{stage}”")]
    NotNow {
        /// What was tried.
        words: &'static str,
        /// Where it stands.
        stage: &'static str,
    },
    /// A rule of its kind is against it, and what to do.
    #[error("{sentence}")]
    Rule {
        /// The field that is wrong.
        field: &'static str,
        /// A sentence that says what to do.
        sentence: &'static str,
    },
    /// An answer is missing that must be there.
    #[error("no answer to {0}")]
    Missing(&'static str),
}

/// A rule that is against a step.
pub(crate) const fn rule<T>(field: &'static str, sentence: &'static str) -> Result<T, StepRefused> {
    Err(StepRefused::Rule { field, sentence })
}

impl<S: Step> Taken<S> {
    /// Whether all is answered that must be, and in the right shape.
    ///
    /// # Errors
    /// The name of the first answer that is missing, wrong, or not asked for.
    pub fn complete(&self) -> Result<(), &'static str> {
        let known = |name: &str| {
            self.step.field(name).is_some()
                || self.step.deadline().is_some_and(|deadline| deadline.name == name)
        };
        if let Some((unknown, _)) = self.answers.iter().find(|(name, _)| !known(name)) {
            return Err(unknown);
        }
        for field in self.step.fields() {
            let answer = self.answers.get(field.name);
            let fits = answer
                .is_none_or(|answer| Answer::parse(field.shape, &answer.text()).as_ref() == Some(answer));
            if !fits || (field.must && answer.is_none()) {
                return Err(field.name);
            }
        }
        Ok(())
    }

    /// What is wrong with its days as seen from `today`: the field, and a sentence that says what to do.
    pub fn wrong_day(&self, today: Date) -> Option<(&'static Field, &'static str)> {
        self.step.fields().iter().find_map(|field| {
            let day = self.answers.day(field.name)?;
            match field.shape {
                Shape::Day(When::Past) | Shape::Moment(When::Past) if day > today => {
                    Some((field, "must be today or in the past"))
                }
                Shape::Day(When::Ahead) | Shape::Moment(When::Ahead) if day < today => {
                    Some((field, "must be today or later"))
                }
                _ => None,
            }
        })
    }
}

/// How things stand after these facts: the last answer to each field that says so, in the order in which they were first asked.
/// What only happened is in the history.
pub fn stands<'a, S: Step>(
    facts: impl IntoIterator<Item = &'a Taken<S>>,
) -> Vec<(&'static Field, &'a Answer)> {
    let mut shown: Vec<(&'static Field, Option<&Answer>)> = Vec::new();
    for fact in facts.into_iter().filter(|fact| fact.step.says_how_it_stands()) {
        for field in fact.step.fields() {
            let answer = fact.answers.get(field.name);
            match shown.iter_mut().find(|(known, _)| known.name == field.name) {
                Some((_, last)) => *last = answer,
                None => shown.push((field, answer)),
            }
        }
    }
    shown.into_iter().filter_map(|(field, answer)| Some((field, answer?))).collect()
}

/// Whether the answers of a step say how things stand, or only what happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Says {
    Stands,
    Happened,
}

/// Declares kinds of what goes on, with the steps that each takes. The first step of a kind begins one.
macro_rules! steps {
    ($(#[$kmeta:meta])* $Kind:ident, $(#[$smeta:meta])* $Step:ident; $($kind:ident = $kcode:literal, $kwords:literal {
        $first:ident = $fcode:literal, $fwords:literal, $ffields:expr;
        $($step:ident = $code:literal, $words:literal, $fields:expr, $says:ident;)+
    })+) => {
        $crate::codes! {
            $(#[$kmeta])*
            $Kind { $($kind = $kcode, $kwords;)+ }
        }

        $crate::codes! {
            $(#[$smeta])*
            $Step { $($first = $fcode, $fwords; $($step = $code, $words;)+)+ }
        }

        impl $Kind {
            /// The step that begins one.
            pub const fn first(self) -> $Step {
                match self { $(Self::$kind => $Step::$first,)+ }
            }
        }

        impl $Step {
            /// The kind that it belongs to.
            pub const fn kind(self) -> $Kind {
                match self { $(Self::$first $(| Self::$step)+ => $Kind::$kind,)+ }
            }

            /// What it asks.
            pub const fn fields(self) -> &'static [$crate::field::Field] {
                match self { $(Self::$first => $ffields, $(Self::$step => $fields,)+)+ }
            }

            /// Whether its answers say how things stand, rather than what happened.
            pub const fn says_how_it_stands(self) -> bool {
                use $crate::step::Says;
                let says = match self { $(Self::$first => Says::Stands, $(Self::$step => Says::$says,)+)+ };
                matches!(says, Says::Stands)
            }
        }
    };
}
pub(crate) use steps;

/// What of [`Step`] follows from the declaration.
macro_rules! as_declared {
    () => {
        fn code(self) -> &'static str {
            Self::code(self)
        }

        fn words(self) -> &'static str {
            Self::words(self)
        }

        fn parse(code: &str) -> Option<Self> {
            Self::from_code(code).ok()
        }

        fn fields(self) -> &'static [Field] {
            Self::fields(self)
        }

        fn says_how_it_stands(self) -> bool {
            Self::says_how_it_stands(self)
        }
    };
}
pub(crate) use as_declared;
