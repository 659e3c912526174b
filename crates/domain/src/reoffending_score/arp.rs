//! The predictor of the OGRS4 generation, for all reoffending within two years (reoffending.md, 3).
//!
//! It counts time without an offence. Where every question about the person's present life was answered it counts the answers
//! as well; where one is missing it falls back to static facts alone, and says so.

mod table;

use super::{
    History, RecordedSex,
    figures::{Band, Percent, Term, Worked, logistic},
};
use crate::{
    codes,
    section::{Section, Sections},
};
use jiff::civil::Date;
use std::collections::BTreeSet;
use table::{DYNAMIC, Figures, STATIC};

codes! {
    /// Groups of offences, as this predictor has them.
    OffenceKind {
        BurglaryDomestic = "burglary_domestic", "Burglary of a home";
        BurglaryOther = "burglary_other", "Burglary, not of a home";
        Drunkenness = "drunkenness", "Drunkenness";
        DrinkDriving = "drink_driving", "Drink driving";
        Motoring = "motoring", "Other motoring offences";
        VehicleTheft = "vehicle_theft", "Theft of or from vehicles";
        Fraud = "fraud", "Fraud and forgery";
        WelfareFraud = "welfare_fraud", "Welfare fraud";
        DrugImport = "drug_import", "Importing, exporting or producing drugs";
        DrugPossession = "drug_possession", "Possessing or supplying drugs";
        Violence = "violence", "Violence against people, weapons, firearms";
        PublicOrder = "public_order", "Public order and harassment";
        Handling = "handling", "Handling stolen goods";
        Damage = "damage", "Criminal damage";
        Robbery = "robbery", "Robbery (acquisitive violence)";
        Other = "other", "Other offences";
        Absconding = "absconding", "Absconding, or bail offences";
        SexualChild = "sexual_child", "Sexual offence against a child";
        SexualAdult = "sexual_adult", "Sexual offence, not against a child";
        Theft = "theft", "Theft, not of or from vehicles";
    }
}

codes! {
    /// How large a problem is.
    Problem {
        No = "no", "No problem";
        Some = "some", "Some problem";
        Significant = "significant", "A significant problem";
    }
}

codes! {
    /// How far somebody wants to change their use of drugs.
    DrugMotivation {
        Full = "full", "Wants to";
        Partial = "partial", "Wants to in part";
        No = "no", "Does not want to";
    }
}

codes! {
    /// Drugs that are counted where somebody uses them now.
    Drug {
        Heroin = "heroin", "Heroin";
        OtherOpiate = "other_opiate", "Another opiate";
        Crack = "crack", "Crack";
        Cocaine = "cocaine", "Powder cocaine";
        Prescription = "prescription", "Prescribed medicines that are misused";
        Benzodiazepine = "benzodiazepine", "Benzodiazepines";
        Cannabis = "cannabis", "Cannabis";
        Steroids = "steroids", "Steroids";
        Other = "other", "Another drug";
    }
}

codes! {
    /// What is asked about the person's present life.
    Question {
        Accommodation = "accommodation", "Accommodation";
        Unemployed = "unemployed", "Out of work";
        LiveInPartner = "live_in_partner", "A partner lives with them";
        Relationship = "relationship", "Relationship with a partner";
        DomesticAbuse = "domestic_abuse", "Violent or controlling at home";
        Activities = "activities", "Activities that encourage offending";
        ChronicDrinking = "chronic_drinking", "Chronic drinking";
        BingeDrinking = "binge_drinking", "Binge drinking";
        Impulsivity = "impulsivity", "Acting on impulse";
        Attitude = "attitude", "Attitudes in favour of crime";
        DrugMotivation = "drug_motivation", "Wanting to change the use of drugs";
        Drugs = "drugs", "Drugs used now";
    }
}

impl Question {
    /// The section of a record in which an answer lies: whoever may not read that may not read the answer.
    pub const fn section(self) -> Section {
        match self {
            Self::Accommodation => Section::Accommodation,
            Self::Unemployed => Section::Employment,
            Self::LiveInPartner | Self::Relationship => Section::Family,
            Self::DomesticAbuse => Section::Risk,
            Self::Activities | Self::Impulsivity | Self::Attitude => Section::Attitudes,
            Self::ChronicDrinking | Self::BingeDrinking | Self::DrugMotivation | Self::Drugs => {
                Section::Substance
            }
        }
    }

    /// Whether answers are counted without this one: no drugs, and wanting to change, are taken where nothing was said.
    pub const fn may_be_left_out(self) -> bool {
        matches!(self, Self::DrugMotivation | Self::Drugs)
    }
}

/// Whole months without an offence: from the day from which reoffending is counted to the assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct OffenceFree(u8); // INVARIANT: at most 36

impl OffenceFree {
    /// Months beyond which no more is counted.
    pub const MOST: u8 = 36;

    /// So many months, cut where counting ends.
    pub const fn months(months: u8) -> Self {
        Self(if months > Self::MOST { Self::MOST } else { months })
    }

    /// Between two days; none where the assessment comes first.
    pub fn between(counted_from: Date, assessed: Date) -> Self {
        if assessed <= counted_from {
            return Self(0);
        }
        let years = i32::from(assessed.year()) - i32::from(counted_from.year());
        let months = i32::from(assessed.month()) - i32::from(counted_from.month());
        // A month is whole on the same day of the next, or on that month's last day where it is shorter.
        let day = counted_from.day().min(assessed.days_in_month());
        let whole = years * 12 + months - i32::from(assessed.day() < day);
        Self::months(u8::try_from(whole.max(0)).unwrap_or(Self::MOST))
    }

    /// The number.
    pub const fn count(self) -> u8 {
        self.0
    }
}

/// Answers about the person's present life. Any may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers {
    /// Whether accommodation is a problem.
    pub accommodation: Option<Problem>,
    /// Whether the person is out of work.
    pub unemployed: Option<bool>,
    /// Whether a partner lives with them.
    pub live_in_partner: Option<bool>,
    /// Whether the relationship is a problem.
    pub relationship: Option<Problem>,
    /// Whether they have been violent or controlling at home.
    pub domestic_abuse: Option<bool>,
    /// Whether activities encourage offending.
    pub activities: Option<Problem>,
    /// Whether chronic drinking is a problem.
    pub chronic_drinking: Option<Problem>,
    /// Whether binge drinking is a problem.
    pub binge_drinking: Option<Problem>,
    /// Whether acting on impulse is a problem.
    pub impulsivity: Option<Problem>,
    /// Whether attitudes in favour of crime are a problem.
    pub attitude: Option<Problem>,
    /// How far they want to change their use of drugs. Missing counts as wanting to.
    pub drug_motivation: Option<DrugMotivation>,
    /// Drugs that they use now. None is no use.
    pub drugs: BTreeSet<Drug>,
}

/// The answers without which the predictor falls back: all but those about drugs.
struct Whole {
    accommodation: Problem,
    unemployed: bool,
    live_in_partner: bool,
    relationship: Problem,
    domestic_abuse: bool,
    activities: Problem,
    chronic_drinking: Problem,
    binge_drinking: Problem,
    impulsivity: Problem,
    attitude: Problem,
}

impl Answers {
    fn whole(&self) -> Option<Whole> {
        Some(Whole {
            accommodation: self.accommodation?,
            unemployed: self.unemployed?,
            live_in_partner: self.live_in_partner?,
            relationship: self.relationship?,
            domestic_abuse: self.domestic_abuse?,
            activities: self.activities?,
            chronic_drinking: self.chronic_drinking?,
            binge_drinking: self.binge_drinking?,
            impulsivity: self.impulsivity?,
            attitude: self.attitude?,
        })
    }

    /// What was answered, question by question, in words.
    pub fn given(&self) -> Vec<(Question, String)> {
        use Question as Q;
        let level =
            |question, said: Option<Problem>| said.map(|problem| (question, problem.words().to_owned()));
        let flag = |question, said: Option<bool>| said.map(|yes| (question, yes_or_no(yes).to_owned()));
        let drugs = self.drugs.iter().map(|drug| drug.words()).collect::<Vec<_>>().join(", ");
        [
            level(Q::Accommodation, self.accommodation),
            flag(Q::Unemployed, self.unemployed),
            flag(Q::LiveInPartner, self.live_in_partner),
            level(Q::Relationship, self.relationship),
            flag(Q::DomesticAbuse, self.domestic_abuse),
            level(Q::Activities, self.activities),
            level(Q::ChronicDrinking, self.chronic_drinking),
            level(Q::BingeDrinking, self.binge_drinking),
            level(Q::Impulsivity, self.impulsivity),
            level(Q::Attitude, self.attitude),
            self.drug_motivation.map(|one| (Q::DrugMotivation, one.words().to_owned())),
            (!drugs.is_empty()).then_some((Q::Drugs, drugs)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// The questions without an answer for which the predictor falls back to static facts.
    pub fn missing(&self) -> Vec<Question> {
        let given: BTreeSet<Question> = self.given().into_iter().map(|(question, _)| question).collect();
        let asked = Question::ALL.iter().copied().filter(|question| !question.may_be_left_out());
        asked.filter(|question| !given.contains(question)).collect()
    }

    /// The sections of a record in which they lie: with any answer those of all questions, so that nobody learns from what is closed
    /// which of them was answered. That no drug is used is an answer too, and looks like none.
    pub fn sections(&self) -> Sections {
        let asked = Question::ALL.iter().filter(|_| !self.is_empty());
        asked.map(|question| question.section()).collect()
    }

    /// Whether nothing at all was answered.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Which figures these are. A change of any is another edition.
pub(super) const EDITION: &str = "OGRS4 generation, figures 1";

/// What is put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inputs {
    /// Sex, ages, sanctions.
    pub history: History,
    /// The current offence.
    pub offence: OffenceKind,
    /// Time without an offence.
    pub offence_free: OffenceFree,
    /// Answers about the present.
    pub answers: Answers,
    /// The score for serious reoffending that another system computed, where there is one: with it a tier can be looked up.
    pub serious: Option<Percent>,
}

const fn yes_or_no(yes: bool) -> &'static str {
    if yes { "Yes" } else { "No" }
}

/// `first·x + second·x² + third·x³ + fourth·x⁴`.
fn polynomial(factors: &[f64; 4], x: f64) -> f64 {
    factors.iter().rev().fold(0.0, |sum, factor| (sum + factor) * x)
}

/// Computes the figure and keeps the working.
pub fn work(inputs: &Inputs) -> Worked {
    let whole = inputs.answers.whole();
    let figures = if whole.is_some() { &DYNAMIC } else { &STATIC };
    let mut terms = fixed(inputs, figures);
    terms.extend(whole.map(|whole| present(&whole, &inputs.answers)).unwrap_or_default());
    let sum = terms.iter().map(|term| term.adds).sum();
    let share = logistic(sum);
    let two_years = Percent::to_two_places(share);
    Worked {
        terms,
        sum,
        share_from_sum: vec![("1 ÷ (1 + e^−sum), within two years", share)],
        remarks: remarks(&inputs.answers),
        one_year: None,
        two_years,
        band: Band::of(two_years),
    }
}

fn remarks(answers: &Answers) -> Vec<String> {
    let missing = answers.missing();
    if answers.is_empty() {
        return vec![
            "No question about the present was answered: static facts alone are counted.".to_owned(),
        ];
    }
    if missing.is_empty() {
        return match answers.drug_motivation {
            Some(_) => Vec::new(),
            None => vec![
                "Nothing was said of wanting to change the use of drugs: it counts as wanting to.".to_owned(),
            ],
        };
    }
    vec![format!(
        "Static facts alone are counted, and no answer about the present, since these are missing: {}.",
        missing.iter().map(|question| question.words().to_lowercase()).collect::<Vec<_>>().join(", ")
    )]
}

/// The terms of static facts and of time.
fn fixed(inputs: &Inputs, figures: &Figures) -> Vec<Term> {
    let history = inputs.history;
    let (ages, sanctions, sex) = (history.ages(), history.sanctions(), history.sex());
    let of = figures.of(sex);
    let mut terms = vec![
        Term::new("Fixed figure", "The same for everybody", figures.intercept),
        Term::new(
            "Age",
            format!("{sex}, {} when reoffending begins to be counted", ages.counted()),
            polynomial(&of.age, f64::from(ages.counted())),
        ),
    ];
    if sex == RecordedSex::Female {
        terms.push(Term::new("Sex", "Female", figures.female));
    }
    terms.push(Term::new("Current offence", inputs.offence.words(), figures.offence(inputs.offence)));
    terms.push(Term::new(
        "Each sanction",
        format!("{} × {sanctions}", figures.each_sanction),
        figures.each_sanction * f64::from(sanctions),
    ));
    terms.push(sanctioned(history, figures));
    terms.push(Term::new(
        "Months without an offence",
        format!("{}, of {} that count at most", inputs.offence_free.count(), OffenceFree::MOST),
        polynomial(&figures.months, f64::from(inputs.offence_free.count())),
    ));
    terms
}

/// What the first, the second, or the rate of more sanctions adds.
fn sanctioned(history: History, figures: &Figures) -> Term {
    let career = f64::from(history.ages().career());
    let of = figures.of(history.sex());
    match history.sanctions() {
        1 => Term::new("First sanction", "The first", figures.first),
        2 => Term::new(
            "Second sanction",
            format!("{} + {} × {career} years between first and current", figures.second, of.gap),
            figures.second + of.gap * career,
        ),
        sanctions => {
            let rate = (f64::from(sanctions) / (career + 26.0)).ln();
            let how =
                format!("r = ln({sanctions} ÷ ({career} + 26)); {} × r + {} × r²", of.rate, of.rate_squared);
            Term::new("Rate of sanctions", how, of.rate * rate + of.rate_squared * rate * rate)
        }
    }
}

/// The terms of answers about the present.
fn present(whole: &Whole, answers: &Answers) -> Vec<Term> {
    use Question as Q;
    use table::answers as of;
    let level = |what, problem: Problem, factor: f64| {
        Term::new(what, problem.words(), factor * f64::from(problem as u8))
    };
    let flag = |what, said: bool, adds: f64| Term::new(what, yes_or_no(said), if said { adds } else { 0.0 });
    let together = if whole.live_in_partner { of::PARTNER_QUALITY } else { 0.0 };
    let motivation = answers.drug_motivation.unwrap_or(DrugMotivation::Full);
    let mut terms = vec![
        level(Q::Accommodation.words(), whole.accommodation, of::ACCOMMODATION),
        flag(Q::Unemployed.words(), whole.unemployed, of::UNEMPLOYED * 2.0),
        flag(Q::LiveInPartner.words(), whole.live_in_partner, of::LIVE_IN_PARTNER),
        level(Q::Relationship.words(), whole.relationship, of::RELATIONSHIP),
        level("Relationship, with the partner there", whole.relationship, together),
        flag(Q::DomesticAbuse.words(), whole.domestic_abuse, of::DOMESTIC_ABUSE),
        level(Q::Activities.words(), whole.activities, of::ACTIVITIES),
        Term::new(
            Q::DrugMotivation.words(),
            motivation.words(),
            of::DRUG_MOTIVATION * f64::from(motivation as u8),
        ),
        level(Q::ChronicDrinking.words(), whole.chronic_drinking, of::CHRONIC_DRINKING),
        level(Q::BingeDrinking.words(), whole.binge_drinking, of::BINGE_DRINKING),
        level(Q::Impulsivity.words(), whole.impulsivity, of::IMPULSIVITY),
        level(Q::Attitude.words(), whole.attitude, of::ATTITUDE),
    ];
    terms.extend(answers.drugs.iter().map(|drug| Term::new("Drug used now", drug.words(), of::drug(*drug))));
    terms
}
