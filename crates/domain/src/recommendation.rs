//! What is recommended to a court: in oral, fast-delivery or standard form from one assessment, and what the court made of it.
//!
//! The score gate is practice guidance, set in [`Rules`]; the legal test is dependency, which a clinician judges
//! (orders.md, section 3.1). The product suggests with the working shown; whoever recommends decides.

mod report;

pub use report::{Report, draft};

use crate::{
    audit::{Finding, Rules, Zone},
    codes,
    ids::{PersonId, RecommendationId, ScreeningId},
    stamp::Stamp,
    text::Prose,
};
use jiff::civil::Date;

codes! {
    /// The form in which a court is told.
    ReportForm {
        Oral = "oral", "Oral report";
        FastDelivery = "fast", "Fast-delivery report";
        Standard = "standard", "Standard-delivery report";
    }
}

codes! {
    /// What is proposed. Those that are requirements carry the catalogue's code.
    Proposal {
        Treatment = "ATR", "Alcohol treatment requirement";
        Activity = "RAR", "Rehabilitation activity with alcohol work";
        MentalHealthTreatment = "MHTR", "Mental health treatment requirement";
        HealthActivity = "SAR", "Activity to support health and care needs";
        Assess = "assess", "Full assessment first: there are signs of dependence";
        Advice = "advice", "Brief advice, no requirement";
        Information = "information", "Information, no requirement";
    }
}

impl Proposal {
    /// Whether it asks the court for a requirement.
    pub const fn is_requirement(self) -> bool {
        matches!(self, Self::Treatment | Self::Activity | Self::MentalHealthTreatment | Self::HealthActivity)
    }
}

/// What the alcohol findings suggest: a candidate, never a decision. `None` without a score, where no clinician and no
/// SADQ-C says more.
pub fn suggested(
    finding: Option<&Finding>,
    sadq_c: Option<u8>,
    dependent_says_clinician: bool,
    rules: &Rules,
) -> Option<Proposal> {
    let severe = sadq_c.is_some_and(|points| points >= rules.sadq_c);
    if dependent_says_clinician || severe {
        return Some(Proposal::Treatment);
    }
    let finding = finding?;
    Some(match (finding.zone, finding.dependence) {
        (Zone::PossibleDependence, _) => Proposal::Treatment,
        (_, true) => Proposal::Assess,
        (Zone::Higher, false) => Proposal::Activity,
        (Zone::Increasing, false) => Proposal::Advice,
        (Zone::Lower, false) => Proposal::Information,
    })
}

codes! {
    /// What came of a hearing (court-lists.md, section 5).
    HearingOutcome {
        ProbationSentence = "probation_sentence", "Probation sentence";
        NonProbationSentence = "non_probation_sentence", "Sentence without probation";
        ReportRequested = "report_requested", "Report requested";
        Adjourned = "adjourned", "Adjourned";
        Committed = "committed", "Committed to the Crown Court";
        CrownPlusReport = "crown_plus_psr", "Crown Court, with a pre-sentence report";
        NoOutcome = "no_outcome", "No outcome";
        Warrant = "warrant", "Warrant";
        Trial = "trial", "Trial";
        Dismissed = "dismissed", "Dismissed";
        Fine = "fine", "Fine";
        Other = "other", "Other";
    }
}

/// What the court did with a recommendation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// What came of the hearing.
    pub of_hearing: HearingOutcome,
    /// Whether the court made what was recommended.
    pub made: bool,
    /// The day of the hearing.
    pub day: Date,
}

impl Outcome {
    /// An outcome; `None` for one that contradicts itself: what was recommended is made only by a sentence.
    pub const fn new(of_hearing: HearingOutcome, made: bool, day: Date) -> Option<Self> {
        if made && !matches!(of_hearing, HearingOutcome::ProbationSentence) {
            return None;
        }
        Some(Self { of_hearing, made, day })
    }
}

/// A recommendation as it was given to the court.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recommendation {
    /// Its id.
    pub id: RecommendationId,
    /// About whom.
    pub person: PersonId,
    /// The assessment that it rests on.
    pub screening: ScreeningId,
    /// In which form.
    pub form: ReportForm,
    /// What is proposed.
    pub proposal: Proposal,
    /// What was suggested, if anything was.
    pub suggested: Option<Proposal>,
    /// The text as it was given. A summary has none.
    pub text: Option<Prose>,
    /// What the court did, once it is known.
    pub outcome: Option<Outcome>,
    /// Who recommended, when, for which agency.
    pub stamp: Stamp,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::{Answers, Pregnancy};
    use jiff::civil::date;

    fn finding(points: [u8; 10]) -> Finding {
        Finding::of(&Answers::new(points.map(Some)).unwrap(), Pregnancy::No, &Rules::UK).unwrap()
    }

    #[test]
    fn orders_section_3_1_gate_of_the_recommendation() {
        let twenty = finding([4, 4, 4, 1, 1, 0, 0, 0, 4, 2]);
        let nineteen = finding([4, 4, 4, 1, 1, 1, 0, 0, 4, 0]);
        let sixteen = finding([4, 4, 4, 1, 1, 0, 0, 0, 2, 0]);
        let fifteen = finding([4, 4, 4, 1, 1, 1, 0, 0, 0, 0]);
        let seven = finding([2, 2, 1, 0, 0, 0, 1, 1, 0, 0]);
        let twelve_with_signs = finding([3, 3, 2, 0, 0, 2, 0, 0, 2, 0]);
        let rows = [
            (Some(&twenty), None, false, Some(Proposal::Treatment)),
            (Some(&nineteen), None, false, Some(Proposal::Activity)),
            (Some(&sixteen), None, false, Some(Proposal::Activity)),
            (Some(&fifteen), None, false, Some(Proposal::Advice)),
            (Some(&seven), None, false, Some(Proposal::Information)),
            (Some(&seven), Some(16), false, Some(Proposal::Treatment)),
            (Some(&seven), Some(15), false, Some(Proposal::Information)),
            (Some(&seven), None, true, Some(Proposal::Treatment)),
            (Some(&twelve_with_signs), None, false, Some(Proposal::Assess)),
            (None, None, false, None),
            (None, Some(31), false, Some(Proposal::Treatment)),
        ];
        for (finding, sadq_c, clinician, expected) in rows {
            assert_eq!(suggested(finding, sadq_c, clinician, &Rules::UK), expected, "{finding:?} {sadq_c:?}");
        }
    }

    #[test]
    fn another_gate_is_other_guidance() {
        let nineteen = finding([4, 4, 4, 1, 1, 1, 0, 0, 4, 0]);
        let wider = Rules { sadq_c: 12, ..Rules::UK };
        assert_eq!(suggested(Some(&nineteen), Some(12), false, &wider), Some(Proposal::Treatment));
    }

    #[test]
    fn what_was_recommended_is_made_by_a_sentence_only() {
        let day = date(2026, 11, 24);
        for outcome in HearingOutcome::ALL {
            let made = Outcome::new(*outcome, true, day).is_some();
            assert_eq!(made, *outcome == HearingOutcome::ProbationSentence, "{outcome:?}");
            assert!(Outcome::new(*outcome, false, day).is_some());
        }
    }
}
