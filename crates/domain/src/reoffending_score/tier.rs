//! Tiers that practice looks up from scores and facts (reoffending.md, 3 and 4): suggestions, which a named person confirms.
//!
//! What holds: every figure of a tier is a published one, and each sum is shown in its parts. Deliberately not here: whether a
//! tier is right for somebody, which is a decision.

use super::figures::Percent;
use crate::codes;

codes! {
    /// A probation tier, the most contact first.
    Tier {
        A = "a", "A";
        B = "b", "B";
        C = "c", "C";
        D = "d", "D";
        E = "e", "E";
        F = "f", "F";
        G = "g", "G";
    }
}

/// From which score for all reoffending each column begins, in hundredths.
const COLUMNS: [u16; 6] = [9_000, 7_500, 5_000, 2_500, 1_500, 0];

use Tier::{A, B, C, D, E, F, G};
/// From which score for serious reoffending each row begins, in hundredths, and its tiers.
const ROWS: [(u16, [Tier; 6]); 5] = [
    (690, [A, A, B, B, B, B]),
    (300, [A, B, C, C, C, C]),
    (100, [B, C, D, E, E, E]),
    (50, [C, D, E, E, F, F]),
    (0, [D, D, E, F, F, G]),
];

/// The tier that follows from the scores for all and for serious reoffending.
pub fn probation_tier(all: Percent, serious: Percent) -> Tier {
    let row = ROWS.iter().find(|(from, _)| serious.hundredths() >= *from);
    let tiers = row.map_or(&[G; 6], |(_, tiers)| tiers);
    let found = COLUMNS.iter().zip(tiers).find(|(from, _)| all.hundredths() >= **from);
    found.map_or(G, |(_, tier)| *tier)
}

codes! {
    /// Needs that the level of change counts.
    Need {
        Accommodation = "accommodation", "Accommodation";
        Employment = "employment", "Employment, training and education";
        Relationships = "relationships", "Relationships";
        Lifestyle = "lifestyle", "Lifestyle";
        Drugs = "drugs", "Drugs";
        Alcohol = "alcohol", "Alcohol";
        Thinking = "thinking", "Thinking and behaviour";
        Attitudes = "attitudes", "Attitudes";
        Finance = "finance", "Finance";
        Emotional = "emotional", "Emotional wellbeing";
    }
}

impl Need {
    /// How much a need counts.
    pub const fn weight(self) -> u16 {
        match self {
            Self::Thinking | Self::Attitudes => 2,
            Self::Finance | Self::Emotional => 0,
            _ => 1,
        }
    }
}

codes! {
    /// How severe a need is.
    Severity {
        No = "no", "No need";
        Standard = "standard", "A need";
        Severe = "severe", "A severe need";
    }
}

/// Whether a level of change can be worked out at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeFacts {
    /// Nobody has a mandate to work for change.
    NoMandate,
    /// No assessment has been made yet.
    NotAssessed,
    /// What an assessment found.
    Assessed {
        /// Needs; one that comes twice counts once, by the more severe.
        needs: Vec<(Need, Severity)>,
        /// OGRS for two years, where there is one.
        ogrs: Option<Percent>,
        /// Whether the person is managed by several agencies together, as one of a cohort that offends often.
        integrated: bool,
    },
}

/// A level of change, with its points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// 0 to 3.
    pub level: u8,
    /// Points of an assessment.
    pub points: Option<u16>,
}

/// The level of change.
pub fn change(facts: &ChangeFacts) -> Change {
    let ChangeFacts::Assessed { needs, ogrs, integrated } = facts else {
        let level = if *facts == ChangeFacts::NoMandate { 0 } else { 2 };
        return Change { level, points: None };
    };
    let severity = |need: Need| needs.iter().filter(|(one, _)| *one == need).map(|(_, s)| *s as u16).max();
    let of_needs: u16 =
        Need::ALL.iter().map(|need| need.weight().saturating_mul(severity(*need).unwrap_or(0))).sum();
    let of_ogrs = ogrs.map_or(0, |two_years| two_years.hundredths() / 1_000);
    let points = of_needs.saturating_add(of_ogrs).saturating_add(if *integrated { 2 } else { 0 });
    let level = match points {
        20.. => 3,
        10..20 => 2,
        _ => 1,
    };
    Change { level, points: Some(points) }
}

codes! {
    /// Risk of serious harm, as it was assessed.
    SeriousHarm {
        Low = "low", "Low";
        Medium = "medium", "Medium";
        High = "high", "High";
        VeryHigh = "very_high", "Very high";
    }
}

codes! {
    /// Multi-agency public protection arrangements.
    PublicProtection {
        None = "none", "Not managed under them";
        Level1 = "level_1", "Level 1";
        Level2Or3 = "level_2_or_3", "Level 2 or 3";
    }
}

codes! {
    /// Circumstances that make a case more complex: each counts 2.
    Complexity {
        MentalHealth = "mental_health", "Mental health";
        SelfHarm = "self_harm", "Self-harm";
        Vulnerability = "vulnerability", "Vulnerability";
        ChildConcerns = "child_concerns", "Concerns for a child";
        ChildProtection = "child_protection", "Child protection";
        RiskToChildren = "risk_to_children", "Risk to children";
        PublicInterest = "public_interest", "Public interest";
        AdultAtRisk = "adult_at_risk", "An adult at risk";
        Gangs = "gangs", "Gangs";
        Terrorism = "terrorism", "Terrorism";
    }
}

codes! {
    /// What counts besides for women: each counts 2.
    WomensFactor {
        Parenting = "parenting", "Parenting";
        Impulsivity = "impulsivity", "Impulsivity or temper";
        BreachOrRecall = "breach_or_recall", "An earlier breach or recall";
    }
}

/// What the level of protection counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProtectFacts {
    /// The score for serious reoffending of that generation.
    pub serious: Option<Percent>,
    /// Risk of serious harm.
    pub harm: Option<SeriousHarm>,
    /// Public protection arrangements.
    pub protection: PublicProtection,
    /// What makes the case more complex; one that comes twice counts once.
    pub complexity: Vec<Complexity>,
    /// What counts besides for women; nothing for men.
    pub womens_factors: Vec<WomensFactor>,
}

/// A level of protection, with its points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Protect {
    /// A to D.
    pub level: Tier,
    /// Points in all.
    pub points: u16,
}

/// The level of protection.
pub fn protect(facts: &ProtectFacts) -> Protect {
    let of_serious = match facts.serious.map(Percent::hundredths) {
        Some(700..) => 20,
        Some(300..700) => 10,
        _ => 0,
    };
    let of_harm = match facts.harm {
        Some(SeriousHarm::VeryHigh) => 150,
        Some(SeriousHarm::High) => 20,
        Some(SeriousHarm::Medium) => 10,
        Some(SeriousHarm::Low) | None => 0,
    };
    let of_protection = match facts.protection {
        PublicProtection::Level2Or3 => 150,
        PublicProtection::Level1 => 5,
        PublicProtection::None => 0,
    };
    let two_each = |count: usize| u16::try_from(count).unwrap_or(u16::MAX).saturating_mul(2);
    let complexity = Complexity::ALL.iter().filter(|one| facts.complexity.contains(one)).count();
    let womens = WomensFactor::ALL.iter().filter(|one| facts.womens_factors.contains(one)).count();
    // The published sum adds both and takes the smaller away: the larger of the two remains.
    let points = of_serious.max(of_harm) + of_protection + two_each(complexity) + two_each(womens);
    let level = match points {
        150.. => A,
        20..150 => B,
        10..20 => C,
        _ => D,
    };
    Protect { level, points }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn percent(hundredths: u16) -> Percent {
        Percent::of_hundredths(hundredths).unwrap()
    }

    /// Each row of the note, at the cut points themselves and just below the next.
    #[test]
    fn a_tier_is_looked_up_in_the_table_of_the_note() {
        let rows = [(690, "AABBBB"), (300, "ABCCCC"), (100, "BCDEEE"), (50, "CDEEFF"), (0, "DDEFFG")];
        let columns = [9_000, 7_500, 5_000, 2_500, 1_500, 0];
        for (serious, tiers) in rows {
            for (all, tier) in columns.iter().zip(tiers.chars()) {
                assert_eq!(probation_tier(percent(*all), percent(serious)).words(), tier.to_string());
            }
        }
        assert_eq!(probation_tier(percent(8_999), percent(689)), B);
        assert_eq!(probation_tier(percent(1_499), percent(49)), G);
        assert_eq!(probation_tier(percent(9_999), percent(10_000)), A);
    }

    #[test]
    fn change_adds_needs_ogrs_and_integrated_management() {
        let assessed = |needs: &[(Need, Severity)], ogrs: Option<u16>, integrated| {
            change(&ChangeFacts::Assessed { needs: needs.to_vec(), ogrs: ogrs.map(percent), integrated })
        };
        assert_eq!(change(&ChangeFacts::NoMandate), Change { level: 0, points: None });
        assert_eq!(change(&ChangeFacts::NotAssessed), Change { level: 2, points: None });
        assert_eq!(assessed(&[], None, false), Change { level: 1, points: Some(0) });
        let thinking = (Need::Thinking, Severity::Severe);
        assert_eq!(assessed(&[thinking], Some(5_900), false), Change { level: 1, points: Some(9) });
        assert_eq!(assessed(&[thinking], Some(6_000), false), Change { level: 2, points: Some(10) });
        assert_eq!(assessed(&[thinking, thinking], Some(5_900), true), Change { level: 2, points: Some(11) });
        let all: Vec<_> = Need::ALL.iter().map(|need| (*need, Severity::Severe)).collect();
        assert_eq!(assessed(&all, None, false), Change { level: 3, points: Some(20) });
        assert_eq!(assessed(&all, Some(9_900), true), Change { level: 3, points: Some(31) });
        let unweighted = [(Need::Finance, Severity::Severe), (Need::Emotional, Severity::Severe)];
        assert_eq!(assessed(&unweighted, None, false).points, Some(0));
    }

    #[test]
    fn protect_counts_the_larger_of_score_and_harm() {
        let facts = |serious: Option<u16>, harm, protection| ProtectFacts {
            serious: serious.map(percent),
            harm,
            protection,
            complexity: vec![],
            womens_factors: vec![],
        };
        let cases = [
            (facts(None, None, PublicProtection::None), D, 0),
            (facts(Some(299), Some(SeriousHarm::Low), PublicProtection::Level1), D, 5),
            (facts(Some(300), Some(SeriousHarm::Medium), PublicProtection::None), C, 10),
            (facts(Some(699), Some(SeriousHarm::High), PublicProtection::None), B, 20),
            (facts(Some(700), Some(SeriousHarm::Medium), PublicProtection::Level1), B, 25),
            (facts(None, Some(SeriousHarm::VeryHigh), PublicProtection::None), A, 150),
            (facts(Some(700), None, PublicProtection::Level2Or3), A, 170),
        ];
        for (facts, level, points) in cases {
            assert_eq!(protect(&facts), Protect { level, points }, "{facts:?}");
        }
        let complex = ProtectFacts {
            complexity: [Complexity::ALL, Complexity::ALL].concat(),
            womens_factors: WomensFactor::ALL.to_vec(),
            ..facts(None, None, PublicProtection::None)
        };
        assert_eq!(protect(&complex), Protect { level: B, points: 26 });
    }

    proptest! {
        /// More of either score never looks up a tier with less contact.
        #[test]
        fn a_higher_score_never_lowers_the_tier(all in 0..9_999_u16, more in 0..9_999_u16, serious in 0..9_999_u16) {
            let (low, high) = (all.min(more), all.max(more));
            let of = |all, serious| probation_tier(percent(all), percent(serious));
            prop_assert!(of(high, serious) <= of(low, serious));
            prop_assert!(of(serious, high) <= of(serious, low));
        }
    }
}
