//! The funnel of screening: who was listed, asked, screened; who came again, was known, was recommended for; and what the
//! court made (court-lists.md, section 5; practice S4-16, S1-10).
//!
//! Attendances and persons are counted apart, and no percentage is told without the number it is a part of.

/// A part of a whole that is printed with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// How many.
    pub part: u64,
    /// Of how many.
    pub whole: u64,
}

impl Share {
    /// Tenths of a percent, half rounded up; `None` of nothing.
    pub const fn per_mille(self) -> Option<u64> {
        if self.whole == 0 {
            return None;
        }
        // 128 bits hold any product of two counts.
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a part of a whole is at most a thousand per mille"
        )]
        let per_mille = ((self.part as u128 * 2000 + self.whole as u128) / (self.whole as u128 * 2)) as u64;
        Some(per_mille)
    }

    /// "23.0 %"; a dash of nothing.
    pub fn percent(self) -> String {
        self.per_mille().map_or_else(|| "–".to_owned(), |tenths| format!("{}.{} %", tenths / 10, tenths % 10))
    }
}

/// What was counted in one period, by court or over all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Contacts: everybody who was to be asked.
    pub contacts: u64,
    /// Contacts at which nobody was asked.
    pub not_asked: u64,
    /// Contacts at which the person refused.
    pub refused: u64,
    /// Attendances that were screened.
    pub screened: u64,
    /// Persons who were screened, each once.
    pub persons: u64,
    /// Attendances of somebody who had been screened before.
    pub repeat: u64,
    /// Attendances of somebody known to a mental health service.
    pub known: u64,
    /// Attendances after which a requirement was recommended.
    pub recommended: u64,
    /// Recommendations of which the court made a requirement.
    pub made: u64,
    /// Contacts with a completed alcohol screen.
    pub alcohol_screened: u64,
    /// Contacts at which the alcohol screen was refused.
    pub alcohol_refused: u64,
    /// Contacts at which it was not asked.
    pub alcohol_not_asked: u64,
}

/// One line of the funnel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stage {
    /// Its name, as a stable code.
    pub code: &'static str,
    /// What is counted.
    pub words: &'static str,
    /// How many, and of how many.
    pub share: Share,
    /// What the whole is.
    pub of: &'static str,
    /// Whether it is an assumption that this is the whole: the published figures do not say.
    pub assumed: bool,
}

impl Counts {
    /// The stages after screening, each with its whole.
    pub const fn stages(&self) -> [Stage; 4] {
        const fn stage(
            code: &'static str,
            words: &'static str,
            part: u64,
            whole: u64,
            of: &'static str,
        ) -> Stage {
            Stage { code, words, share: Share { part, whole }, of, assumed: false }
        }
        [
            stage("repeat", "Came again", self.repeat, self.screened, "attendances screened"),
            Stage {
                assumed: true,
                ..stage(
                    "known",
                    "Known to a mental health service",
                    self.known,
                    self.screened,
                    "attendances screened",
                )
            },
            stage(
                "recommended",
                "Requirement recommended",
                self.recommended,
                self.screened,
                "attendances screened",
            ),
            stage("made", "Requirement made", self.made, self.recommended, "recommendations"),
        ]
    }

    /// How complete the alcohol screen is; refusals stand apart from those who were not asked.
    pub const fn completeness(&self) -> [Stage; 3] {
        const OF: &str = "new contacts";
        const fn stage(code: &'static str, words: &'static str, part: u64, whole: u64) -> Stage {
            Stage { code, words, share: Share { part, whole }, of: OF, assumed: false }
        }
        let whole = self.alcohol_screened + self.alcohol_refused + self.alcohol_not_asked;
        [
            stage("alcohol_screened", "Alcohol screen completed", self.alcohol_screened, whole),
            stage("alcohol_refused", "Alcohol screen refused", self.alcohol_refused, whole),
            stage("alcohol_not_asked", "Alcohol screen not asked", self.alcohol_not_asked, whole),
        ]
    }

    /// Both together. Persons who came to both are then counted twice, so a whole asks for its persons itself.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            contacts: self.contacts + other.contacts,
            not_asked: self.not_asked + other.not_asked,
            refused: self.refused + other.refused,
            screened: self.screened + other.screened,
            persons: self.persons + other.persons,
            repeat: self.repeat + other.repeat,
            known: self.known + other.known,
            recommended: self.recommended + other.recommended,
            made: self.made + other.made,
            alcohol_screened: self.alcohol_screened + other.alcohol_screened,
            alcohol_refused: self.alcohol_refused + other.alcohol_refused,
            alcohol_not_asked: self.alcohol_not_asked + other.alcohol_not_asked,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn percents(counts: &Counts) -> Vec<String> {
        counts.stages().iter().map(|stage| stage.share.percent()).collect()
    }

    #[test]
    fn practice_s4_16_the_published_funnel() {
        let counts = Counts {
            contacts: 1993,
            screened: 1993,
            persons: 1534,
            repeat: 459,
            known: 688,
            recommended: 33,
            made: 26,
            ..Counts::default()
        };
        assert_eq!(percents(&counts), ["23.0 %", "34.5 %", "1.7 %", "78.8 %"]);
        let assumed: Vec<_> = counts.stages().iter().filter(|stage| stage.assumed).map(|s| s.code).collect();
        assert_eq!(assumed, ["known"], "of whom 34.5 % are known, the source does not say");
        assert!(counts.stages().iter().all(|stage| stage.share.whole == 1993 || stage.share.whole == 33));
    }

    #[test]
    fn nothing_of_nothing_is_no_percentage() {
        assert_eq!(percents(&Counts::default()), ["–", "–", "–", "–"]);
        assert_eq!(Share { part: 1, whole: 8 }.percent(), "12.5 %");
        assert_eq!(Share { part: 1, whole: 16 }.percent(), "6.3 %", "half is rounded up");
        assert_eq!(Share { part: 7, whole: 7 }.percent(), "100.0 %");
    }

    proptest! {
        /// A percentage lies within half a tenth of the fraction, and never above a hundred.
        #[test]
        fn percentages_are_rounded_and_bounded(
            (whole, part) in (1..1_000_000_u64).prop_flat_map(|whole| (Just(whole), 0..=whole)),
        ) {
            let tenths = Share { part, whole }.per_mille().unwrap();
            prop_assert!(tenths <= 1000);
            // Within half a tenth: |tenths * whole - part * 1000| * 2 is at most the whole.
            let off = (tenths * whole).abs_diff(part * 1000);
            prop_assert!(off * 2 <= whole, "{tenths}");
        }

        /// The three answers to the alcohol screen make up the whole.
        #[test]
        fn completeness_adds_up(screened in 0..999_u64, refused in 0..999_u64, not_asked in 0..999_u64) {
            let counts = Counts {
                alcohol_screened: screened,
                alcohol_refused: refused,
                alcohol_not_asked: not_asked,
                ..Counts::default()
            };
            let parts: u64 = counts.completeness().iter().map(|stage| stage.share.part).sum();
            prop_assert!(counts.completeness().iter().all(|stage| stage.share.whole == parts));
        }
    }
}
