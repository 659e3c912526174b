//! The words of a report, written from one assessment. A draft: whoever recommends reads and changes it.
//!
//! It tells needs and what would help, and of AUDIT the score and its zone, never an answer.

use super::{Proposal, ReportForm};
use crate::{
    audit::Finding,
    pathway::NeedLevel,
    screening::{RiskToSelf, Screening, Suitability},
};
use std::fmt::Write as _;

/// What a report is written from.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// How the person is called.
    pub called: &'a str,
    /// The day, as pages show it.
    pub day: &'a str,
    /// The assessment.
    pub screening: &'a Screening,
    /// What AUDIT says, where it was asked.
    pub finding: Option<&'a Finding>,
    /// What is proposed.
    pub proposal: Proposal,
}

/// The text in one of the three forms.
pub fn draft(form: ReportForm, report: &Report<'_>) -> String {
    match form {
        ReportForm::Oral => oral(report),
        ReportForm::FastDelivery => fast(report),
        ReportForm::Standard => standard(report),
    }
}

fn needs(report: &Report<'_>) -> String {
    let words: Vec<String> = report
        .screening
        .needs
        .present()
        .map(|found| {
            let size = if found.level == NeedLevel::Great { " (great)" } else { "" };
            format!("{}{size}", found.pathway.words().to_lowercase())
        })
        .collect();
    match words.split_last() {
        None => "no need on the seven pathways".to_owned(),
        Some((only, [])) => format!("need on one pathway: {only}"),
        Some((last, rest)) => format!("needs on {} pathways: {} and {last}", words.len(), rest.join(", ")),
    }
}

fn alcohol(report: &Report<'_>) -> String {
    match report.finding {
        None => "AUDIT was not completed.".to_owned(),
        Some(finding) => {
            let signs = if finding.dependence { ", with signs of dependence" } else { "" };
            let (score, zone) = (finding.score.points(), finding.zone.words().to_lowercase());
            format!("The AUDIT score is {score} of 40: {zone}{signs}.")
        }
    }
}

const fn risk(report: &Report<'_>) -> &'static str {
    match report.screening.risk_to_self {
        RiskToSelf::NoneFound => "Asked about risk to self: none found.",
        RiskToSelf::Found(_) => "There is a risk to self. Those who need to know have been told.",
    }
}

fn proposal(report: &Report<'_>) -> String {
    let suits = match report.screening.suitability {
        Suitability::Suitable => "is suitable",
        Suitability::NotSuitable => "is not suitable",
        Suitability::NeedsMore => "needs a fuller assessment before suitability is known",
    };
    let words = report.proposal.words();
    let proposed = if report.proposal.is_requirement() {
        format!("The court is asked to consider: {words}.")
    } else {
        format!("No requirement is proposed. Offered: {}.", words.to_lowercase())
    };
    format!("{} {suits}. {proposed}", report.called)
}

fn oral(report: &Report<'_>) -> String {
    let (called, day, place) = (report.called, report.day, report.screening.place.as_str());
    format!(
        "{called} was seen at {place} on {day} and agreed to be assessed. There is {}. {} {} {}",
        needs(report),
        alcohol(report),
        risk(report),
        proposal(report)
    )
}

fn fast(report: &Report<'_>) -> String {
    let (called, day, place) = (report.called, report.day, report.screening.place.as_str());
    format!(
        "Assessment\n{called} was seen at {place} on {day} and agreed to be assessed. There is {}.\n\nAlcohol\n{}\n\nRisk to self\n{}\n\nProposal\n{}",
        needs(report),
        alcohol(report),
        risk(report),
        proposal(report)
    )
}

fn standard(report: &Report<'_>) -> String {
    let mut text = fast(report);
    text.push_str("\n\nNeeds, pathway by pathway");
    for found in report.screening.needs.each() {
        let detail = found.detail.as_ref().map(|words| format!(". {}", words.as_str())).unwrap_or_default();
        // Writing to a string cannot fail.
        let _ = write!(text, "\n{}: {}{detail}", found.pathway.words(), found.level.words().to_lowercase());
    }
    if let Some(why) = &report.screening.why {
        let _ = write!(text, "\n\nWhy this judgement of suitability\n{}", why.as_str());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        audit::{Answers, Pregnancy, Rules},
        ids::{AccountId, AgencyId, FirstContactId, PersonId, ScreeningId},
        pathway::Pathway,
        screening::{Found, SevenNeeds},
        stamp::Stamp,
        text::{Line, Prose},
    };
    use jiff::{Timestamp, civil::date};
    use uuid::Uuid;

    fn screening() -> Screening {
        let found = |pathway: &Pathway| Found {
            pathway: *pathway,
            level: match pathway {
                Pathway::Substance => NeedLevel::Great,
                Pathway::Accommodation => NeedLevel::Some,
                _ => NeedLevel::None,
            },
            detail: (*pathway == Pathway::Accommodation).then(|| Prose::new("Sofa surfing.").unwrap()),
        };
        let (by, agency) = (AccountId(Uuid::nil()), AgencyId(Uuid::nil()));
        Screening {
            id: ScreeningId(Uuid::nil()),
            person: PersonId(Uuid::nil()),
            contact: FirstContactId(Uuid::nil()),
            day: date(2026, 11, 24),
            place: Line::new("Northmoor Magistrates").unwrap(),
            suitability: Suitability::Suitable,
            why: Prose::new("Wants help, and has somebody to come with.").ok(),
            needs: SevenNeeds::new(Pathway::ALL.iter().map(found).collect()).unwrap(),
            risk_to_self: RiskToSelf::Found(Prose::new("Said they would use the tablets.").unwrap()),
            known: vec![],
            audit: None,
            stamp: Stamp { at: Timestamp::UNIX_EPOCH, by, agency },
        }
    }

    #[test]
    fn all_three_forms_tell_the_same_needs_score_and_proposal_and_no_answer_nor_the_words_of_the_risk() {
        let (screening, answers) = (screening(), Answers::new([Some(2); 10]).unwrap());
        let finding = Finding::of(&answers, Pregnancy::No, &Rules::UK).unwrap();
        let report = Report {
            called: "Addy",
            day: "Tue 24 Nov 2026",
            screening: &screening,
            finding: Some(&finding),
            proposal: Proposal::Treatment,
        };
        for form in ReportForm::ALL {
            let text = draft(*form, &report);
            for said in [
                "Addy was seen at Northmoor Magistrates on Tue 24 Nov 2026",
                "needs on 2 pathways: accommodation and drugs and alcohol (great)",
                "The AUDIT score is 20 of 40: possible dependence, with signs of dependence.",
                "There is a risk to self.",
                "Alcohol treatment requirement",
            ] {
                assert!(text.contains(said), "{form:?}: {said} in {text}");
            }
            assert!(!text.contains("tablets"), "{text}");
            assert_eq!(text.contains("Sofa surfing"), *form == ReportForm::Standard);
        }
    }
}
