//! The least that every referral and handover says: risk that matters to the receiver, and needs that affect how the
//! service is given (practice catalogue, S2-24).
//!
//! "None known" is an answer; a blank is none, and has no value here.

use crate::{codes, text::Prose};

codes! {
    /// A kind of need that affects how a service is given.
    DeliveryNeed {
        Language = "language", "Language or interpreter";
        Literacy = "literacy", "Reading and writing";
        Disability = "disability", "Disability or health";
        Childcare = "childcare", "Childcare or other care";
        SafeContact = "safe_contact", "Safe ways and times to make contact";
    }
}

/// Something that was asked about: words, or that nothing is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stated {
    /// It was asked, and nothing is known.
    NoneKnown,
    /// What is known.
    Words(Prose),
}

impl Stated {
    /// The words, where there are any.
    pub const fn words(&self) -> Option<&Prose> {
        match self {
            Self::NoneKnown => None,
            Self::Words(words) => Some(words),
        }
    }

    /// From the stored form, where nothing stands for "none known".
    pub fn of(words: Option<Prose>) -> Self {
        words.map_or(Self::NoneKnown, Self::Words)
    }
}

/// Needs that affect how a service is given: none known, or at least one with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryNeeds(Vec<(DeliveryNeed, Prose)>); // INVARIANT: each kind at most once, in the order of the list

impl DeliveryNeeds {
    /// None is known; it was asked.
    pub const NONE_KNOWN: Self = Self(Vec::new());

    /// These; `None` for none at all, or a kind that comes twice.
    pub fn some(mut needs: Vec<(DeliveryNeed, Prose)>) -> Option<Self> {
        needs.sort_by_key(|(kind, _)| *kind);
        let doubled = needs.windows(2).any(|pair| matches!(pair, [(one, _), (two, _)] if one == two));
        (!needs.is_empty() && !doubled).then_some(Self(needs))
    }

    /// From the stored form, where an empty list stands for "none known".
    pub fn of(needs: Vec<(DeliveryNeed, Prose)>) -> Option<Self> {
        if needs.is_empty() { Some(Self::NONE_KNOWN) } else { Self::some(needs) }
    }

    /// The needs, each kind at most once.
    pub fn each(&self) -> &[(DeliveryNeed, Prose)] {
        &self.0
    }
}

/// Both parts. Neither can be blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TwoPart {
    /// Risk that matters to whoever receives the person. Lies in the section of risk.
    pub risk: Stated,
    /// Needs that affect delivery. Lie in the section of communication needs.
    pub needs: DeliveryNeeds,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Prose {
        Prose::new(text).unwrap()
    }

    #[test]
    fn none_known_is_an_answer_and_an_empty_list_of_needs_is_none() {
        assert_eq!(DeliveryNeeds::some(vec![]), None);
        assert!(DeliveryNeeds::NONE_KNOWN.each().is_empty());
        assert_eq!(Stated::of(None), Stated::NoneKnown);
    }

    #[test]
    fn each_kind_comes_once_and_in_order() {
        let twice = vec![(DeliveryNeed::Literacy, words("a")), (DeliveryNeed::Literacy, words("b"))];
        assert_eq!(DeliveryNeeds::some(twice), None);
        let needs = DeliveryNeeds::some(vec![
            (DeliveryNeed::SafeContact, words("Text, never call.")),
            (DeliveryNeed::Language, words("Polish.")),
        ])
        .unwrap();
        assert_eq!(needs.each()[0].0, DeliveryNeed::Language);
    }
}
