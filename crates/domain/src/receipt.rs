//! What a person is told of who has read their record: which looks are told, and in which words (information-sharing.md,
//! section 10).
//!
//! What holds: a look is told unless a dated rule in force keeps it back, and nothing that is told lets anybody guess at what is
//! kept back. Rules are data of an installation; one that cannot be read keeps everything back, since whoever reads it refuses.
//! Deliberately not here: of which agencies the reader of a receipt may know, which is the gate's to say.

use crate::{
    agency::AgencyKind,
    code::UnknownCode,
    codes,
    section::{Purpose, Section},
};
use jiff::civil::Date;

codes! {
    /// By what a rule keeps a look back.
    KeptBackBy {
        Section = "section", "a section that was shown";
        Purpose = "purpose", "what it was for";
        AgencyKind = "agency_kind", "the kind of agency that looked";
        Limited = "limited", "that access to the record was limited then";
    }
}

/// What keeps a look back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeepsBack {
    /// That this section was shown.
    Section(Section),
    /// That it was for this purpose.
    Purpose(Purpose),
    /// That an agency of this kind looked.
    AgencyKind(AgencyKind),
    /// That access to the record was limited to named people.
    Limited,
}

impl KeepsBack {
    /// Reads a rule from the two codes under which it is kept.
    ///
    /// # Errors
    /// [`UnknownCode`] for a code of no list.
    pub fn from_codes(by: &str, code: &str) -> Result<Self, UnknownCode> {
        Ok(match KeptBackBy::from_code(by)? {
            KeptBackBy::Section => Self::Section(Section::from_code(code)?),
            KeptBackBy::Purpose => Self::Purpose(Purpose::from_code(code)?),
            KeptBackBy::AgencyKind => Self::AgencyKind(AgencyKind::from_code(code)?),
            KeptBackBy::Limited => Self::Limited,
        })
    }
}

/// A rule with the days on which it counts: the days of looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// What keeps a look back.
    pub keeps_back: KeepsBack,
    /// The first day.
    pub from: Date,
    /// The last day, where there is one.
    pub until: Option<Date>,
}

/// What a rule asks of one look.
#[derive(Debug, Clone, Copy)]
pub struct LookFacts<'a> {
    /// The day.
    pub day: Date,
    /// What for.
    pub purpose: Purpose,
    /// The kind of agency; `None` where it is not known.
    pub kind: Option<AgencyKind>,
    /// Sections that were shown. One that stayed closed keeps nothing back: else the gap would tell that it is there.
    pub shown: &'a [Section],
    /// Whether access to the record was limited on that day.
    pub limited: bool,
}

impl Rule {
    /// Whether it keeps this look back. What is not known is kept back.
    pub fn keeps_back(&self, look: &LookFacts<'_>) -> bool {
        let counts = self.from <= look.day && self.until.is_none_or(|until| look.day <= until);
        counts
            && match self.keeps_back {
                KeepsBack::Section(section) => look.shown.contains(&section),
                KeepsBack::Purpose(purpose) => look.purpose == purpose,
                KeepsBack::AgencyKind(kind) => look.kind.is_none_or(|of| of == kind),
                KeepsBack::Limited => look.limited,
            }
    }
}

/// Whether the person is told of a look.
pub fn is_told(rules: &[Rule], look: &LookFacts<'_>) -> bool {
    !rules.iter().any(|rule| rule.keeps_back(look))
}

/// Whether the person is told that something was sent to, or came from, an agency of this kind on a day.
pub fn sending_is_told(rules: &[Rule], day: Date, kind: Option<AgencyKind>, limited: bool) -> bool {
    is_told(rules, &LookFacts { day, purpose: Purpose::Referral, kind, shown: &[], limited })
}

/// A section in words for the person.
pub const fn in_plain_words(section: Section) -> &'static str {
    match section {
        Section::Identity => "your name, date of birth and numbers",
        Section::Contact => "your address and telephone",
        Section::Communication => "what helps you when we talk",
        Section::Court => "your court case and sentence",
        Section::Risk => "warnings on your record",
        Section::Compliance => "appointments, and whether you came",
        Section::Substance => "alcohol and drugs",
        Section::Treatment => "what you say in treatment",
        Section::PhysicalHealth => "your physical health",
        Section::MentalHealth => "your mental health",
        Section::Accommodation => "where you live",
        Section::Employment => "work and learning",
        Section::Finance => "money",
        Section::Family => "your family",
        Section::Attitudes => "how you think and act",
        Section::Plan => "your plan, and who helps with it",
        Section::Notes => "notes about you",
        Section::Safeguarding | Section::ThirdParty | Section::Privilege => "other parts of your record",
    }
}

/// A purpose in words for the person, after "to".
pub const fn why_in_plain_words(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Supervision => "work with you on your order",
        Purpose::Treatment => "give you treatment and support",
        Purpose::Referral => "get you to a service that can help",
        Purpose::Administration => "keep the record in order",
        Purpose::Oversight => "check that your record is used rightly",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::{prelude::*, sample::select};

    const DAY: Date = date(2026, 11, 24);

    fn look(shown: &[Section]) -> LookFacts<'_> {
        let kind = Some(AgencyKind::Police);
        LookFacts { day: DAY, purpose: Purpose::Supervision, kind, shown, limited: false }
    }

    fn rule(keeps_back: KeepsBack) -> Rule {
        Rule { keeps_back, from: date(2000, 1, 1), until: None }
    }

    #[test]
    fn each_kind_of_rule_keeps_back_its_looks_and_no_others() {
        let asked = [Section::Identity, Section::ThirdParty];
        assert!(is_told(&[], &look(&asked)));
        for (keeps_back, told) in [
            (KeepsBack::Section(Section::ThirdParty), false),
            (KeepsBack::Section(Section::Safeguarding), true),
            (KeepsBack::Purpose(Purpose::Supervision), false),
            (KeepsBack::Purpose(Purpose::Oversight), true),
            (KeepsBack::AgencyKind(AgencyKind::Police), false),
            (KeepsBack::AgencyKind(AgencyKind::Charity), true),
            (KeepsBack::Limited, true),
        ] {
            assert_eq!(is_told(&[rule(keeps_back)], &look(&asked)), told, "{keeps_back:?}");
        }
        let limited = LookFacts { limited: true, ..look(&[Section::Identity]) };
        assert!(!is_told(&[rule(KeepsBack::Limited)], &limited));
        let unknown = LookFacts { kind: None, ..look(&[]) };
        assert!(!is_told(&[rule(KeepsBack::AgencyKind(AgencyKind::Charity))], &unknown));
    }

    #[test]
    fn a_rule_counts_on_its_days_alone() {
        let until =
            Rule { until: Some(date(2026, 11, 23)), ..rule(KeepsBack::Purpose(Purpose::Supervision)) };
        assert!(is_told(&[until], &look(&[])));
        let later = Rule { from: date(2026, 11, 25), ..rule(KeepsBack::Purpose(Purpose::Supervision)) };
        assert!(is_told(&[later], &look(&[])));
    }

    #[test]
    fn a_code_of_no_list_is_refused() {
        assert!(KeepsBack::from_codes("section", "third_party").is_ok());
        assert!(KeepsBack::from_codes("section", "third party").is_err());
        assert!(KeepsBack::from_codes("panel", "marac").is_err());
    }

    proptest! {
        /// More rules never tell more.
        #[test]
        fn a_rule_more_tells_nothing_more(
            asked in proptest::collection::vec(select(Section::ALL), 0..5),
            purpose in select(Purpose::ALL),
            kind in proptest::option::of(select(AgencyKind::ALL)),
            limited in any::<bool>(),
            kept in proptest::collection::vec(select(Section::ALL), 0..4),
            more in select(Section::ALL),
        ) {
            let facts = LookFacts { day: DAY, purpose, kind, shown: &asked, limited };
            let mut rules: Vec<Rule> = kept.iter().map(|one| rule(KeepsBack::Section(*one))).collect();
            let before = is_told(&rules, &facts);
            rules.push(rule(KeepsBack::Section(more)));
            prop_assert!(before || !is_told(&rules, &facts));
        }
    }
}
