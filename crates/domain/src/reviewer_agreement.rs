//! How far two people who look at the same pairs of records, the second without knowing what the first decided, agree.
//!
//! Of little there is no rate: a share of three pairs says nothing about anybody's work.

/// Of fewer than so many no share is told.
pub const FEW: u64 = 10;

/// Pairs that two people decided, by what each of the two decided.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReviewerAgreement {
    /// Both took them for one person.
    pub same: u64,
    /// The first for one person, the second for two.
    pub same_then_different: u64,
    /// The first for two, the second for one.
    pub different_then_same: u64,
    /// Both for two.
    pub different: u64,
}

impl ReviewerAgreement {
    /// How many were decided twice.
    pub const fn twice(&self) -> u64 {
        self.same + self.same_then_different + self.different_then_same + self.different
    }

    /// How many of them both decided alike.
    pub const fn agreed(&self) -> u64 {
        self.same + self.different
    }

    /// The share decided alike, 0 to 1; `None` of too few.
    pub fn share(&self) -> Option<f64> {
        (self.twice() >= FEW).then(|| share(self.agreed(), self.twice()))
    }

    /// Cohen's kappa, of enough pairs to say it.
    pub fn told_kappa(&self) -> Option<f64> {
        self.kappa().filter(|_| self.twice() >= FEW)
    }

    /// Cohen's kappa: the agreement beyond what chance alone would give two people who decide as often so and so as these; 1 is
    /// perfect, 0 is chance. `None` where chance alone would agree always, as when both decided all alike, and of no pairs.
    pub fn kappa(&self) -> Option<f64> {
        let twice = share(self.twice(), 1);
        let first = share(self.same + self.same_then_different, 1);
        let second = share(self.same + self.different_then_same, 1);
        let expected = first.mul_add(second, (twice - first) * (twice - second));
        let all = twice * twice;
        // In whole numbers until here: whether chance agrees always is not a matter of rounding.
        (expected < all).then(|| {
            let expected = expected / all;
            (share(self.agreed(), self.twice()) - expected) / (1.0 - expected)
        })
    }
}

/// How many of each thousand; `None` of too few.
pub fn per_thousand(some: u64, all: u64) -> Option<f64> {
    (all >= FEW).then(|| share(some, all) * 1000.0)
}

#[expect(clippy::cast_precision_loss, reason = "counts of pairs and records are far below 2^52")]
fn share(some: u64, all: u64) -> f64 {
    some as f64 / all as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn table(
        same: u64,
        same_then_different: u64,
        different_then_same: u64,
        different: u64,
    ) -> ReviewerAgreement {
        ReviewerAgreement { same, same_then_different, different_then_same, different }
    }

    /// By hand: of 50 pairs 35 alike, 0.7. The first says “same” of 25 in 50, the second of 30: by chance both say it of 0.5 × 0.6 and
    /// neither of 0.5 × 0.4, together 0.5. Kappa is (0.7 − 0.5) / (1 − 0.5) = 0.4.
    #[test]
    fn kappa_is_what_the_table_gives_by_hand() {
        let told = table(20, 5, 10, 15);
        assert_eq!((told.twice(), told.agreed()), (50, 35));
        assert!((told.share().unwrap() - 0.7).abs() < 1e-12);
        assert!((told.told_kappa().unwrap() - 0.4).abs() < 1e-12);
        assert!((table(6, 0, 0, 6).kappa().unwrap() - 1.0).abs() < 1e-12);
        assert!((table(0, 6, 6, 0).kappa().unwrap() + 1.0).abs() < 1e-12);
        assert!(table(3, 3, 3, 3).kappa().unwrap().abs() < 1e-12);
    }

    #[test]
    fn where_chance_agrees_always_there_is_no_kappa() {
        assert_eq!(table(12, 0, 0, 0).kappa(), None);
        assert_eq!(table(0, 0, 0, 12).kappa(), None);
        assert_eq!(table(0, 0, 0, 0).kappa(), None);
        assert_eq!(table(0, 12, 0, 0).kappa(), Some(0.0), "they never agree, nor would chance");
    }

    #[test]
    fn of_too_few_no_rate_is_told() {
        assert_eq!((table(5, 1, 0, 3).share(), table(5, 1, 0, 3).told_kappa()), (None, None));
        assert!(table(5, 1, 0, 4).share().is_some() && table(5, 1, 0, 4).told_kappa().is_some());
        assert_eq!(per_thousand(3, 9), None);
        assert_eq!(per_thousand(3, 1500), Some(2.0));
    }

    proptest! {
        #[test]
        fn kappa_is_at_most_the_share_and_never_below_minus_one(
            a in 0_u64..400, b in 0_u64..400, c in 0_u64..400, d in 0_u64..400,
        ) {
            let told = table(a, b, c, d);
            if let Some(kappa) = told.kappa() {
                prop_assert!((-1.0 - 1e-9..=1.0 + 1e-9).contains(&kappa), "{kappa}");
                prop_assert!(kappa <= share(told.agreed(), told.twice()) + 1e-9);
            }
        }
    }
}
