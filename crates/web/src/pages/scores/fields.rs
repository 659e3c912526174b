//! The fields of a score: typed text to what is put into the predictor.

use crate::{
    form::{Check, Typed},
    kit::{CheckboxItem, Details, Html},
    pages::plain_form::{Again, options},
};
use app::scores::{Put, RecordScore};
use domain::{
    ids::PersonId,
    reoffending_score::{
        Inputs, MOST_SANCTIONS, OLDEST, Percent, Predictor, RecordedSex, ReoffendingScore, ScoreDays,
        YOUNGEST,
        arp::{Answers, Drug, DrugMotivation, OffenceKind, Problem, Question},
        offence_weight::OffenceCode,
    },
};
use std::collections::BTreeSet;

/// Fields that lead to their first input.
pub(super) const FOCUS: [(&str, &str); 3] = [
    ("assessed_on", "assessed_on-day"),
    ("convicted", "convicted-day"),
    ("counted_from", "counted_from-day"),
];

/// The questions that are answered by how large a problem is.
const LEVELS: [Question; 7] = [
    Question::Accommodation,
    Question::Relationship,
    Question::Activities,
    Question::ChronicDrinking,
    Question::BingeDrinking,
    Question::Impulsivity,
    Question::Attitude,
];
/// The questions that are answered by yes or no.
const FLAGS: [Question; 3] = [Question::Unemployed, Question::LiveInPartner, Question::DomesticAbuse];

/// The fields that a predictor takes.
pub(super) fn fields(predictor: Predictor, again: Again<'_>) -> Vec<Html> {
    let mut fields = history(again);
    match predictor {
        Predictor::Ogrs3 => fields.push(again.line(
            "offence_code",
            "Home Office code of the current offence",
            "Three digits, a slash and two digits, like 116/18.",
            "govuk-input--width-10",
        )),
        Predictor::Arp => fields.extend(arp(again)),
    }
    fields
}

/// What every predictor takes.
fn history(again: Again<'_>) -> Vec<Html> {
    vec![
        again.date("assessed_on", "Day of the assessment", ""),
        again.date("convicted", "Day of the current conviction", ""),
        again.date(
            "counted_from",
            "From which day is reoffending counted?",
            "The day of sentence in the community, or the day of release. Ages follow from the date of birth on the record.",
        ),
        again.radios(
            "sex",
            "Sex, as court records give it",
            options!(RecordedSex),
        ),
        again.line("first_age", "Age at the first sanction", "In years.", "govuk-input--width-3"),
        again.line(
            "sanctions",
            "Sanctions in all",
            "Occasions on which the person was convicted, cautioned, reprimanded or warned, the current one among them.",
            "govuk-input--width-3",
        ),
    ]
}

fn listed<T: Copy>(
    all: &[T],
    code: fn(T) -> &'static str,
    words: fn(T) -> &'static str,
) -> Vec<(String, String)> {
    all.iter().map(|one| (code(*one).to_owned(), words(*one).to_owned())).collect()
}

fn arp(again: Again<'_>) -> [Html; 3] {
    let offences = listed(OffenceKind::ALL, OffenceKind::code, OffenceKind::words);
    [
        again.select("offence", "Current offence", "Select", offences),
        again.line(
            "serious",
            "Score for serious reoffending (optional)",
            "Of 100, from the system that computes it, like 3.12. A tier is suggested from both.",
            "govuk-input--width-5",
        ),
        present(again),
    ]
}

/// The questions about the present, folded until one is answered or wrong.
fn present(again: Again<'_>) -> Html {
    let levels = || listed(Problem::ALL, Problem::code, Problem::words);
    let yes_or_no = || [("yes".to_owned(), "Yes".to_owned()), ("no".to_owned(), "No".to_owned())];
    let mut pieces = vec![Html::paragraphs(
        "Answer all of these, or none: where one is missing the score counts history and time alone. Drugs may be left out. A score with answers is shown only to those who may see all that the answers are about, alcohol and drugs among it.",
    )];
    let asked = |question: Question| (question.code(), question.words());
    let (levelled, flagged) = (LEVELS.map(asked), FLAGS.map(asked));
    pieces.extend(levelled.map(|(name, label)| again.select(name, label, "Not answered", levels())));
    pieces.extend(flagged.map(|(name, label)| again.select(name, label, "Not answered", yes_or_no())));
    let motivation = listed(DrugMotivation::ALL, DrugMotivation::code, DrugMotivation::words);
    pieces.push(again.select(
        "drug_motivation",
        Question::DrugMotivation.words(),
        "Not answered",
        motivation,
    ));
    let drugs = Drug::ALL.iter().map(|drug| CheckboxItem::new(drug.code(), drug.words()));
    pieces.push(again.boxes("drugs", Question::Drugs.words(), "Select all that apply.", drugs));
    let open = Question::ALL.iter().any(|question| !again.typed.get(question.code()).is_empty());
    Html::of(&Details { open, ..Details::new("Answers about the present", Html::join(pieces, "\n")) })
}

/// What was put into a score, as it is typed, for its correction.
pub(super) fn typed(score: &ReoffendingScore) -> Typed {
    let (days, history) = (score.days, score.inputs.history());
    let mut typed = Typed::default();
    for (name, day) in
        [("assessed_on", days.assessed), ("convicted", days.convicted), ("counted_from", days.counted_from)]
    {
        typed = typed
            .with(&format!("{name}-day"), day.day().to_string())
            .with(&format!("{name}-month"), day.month().to_string())
            .with(&format!("{name}-year"), day.year().to_string());
    }
    typed = typed
        .with("corrects", score.id.to_string())
        .with("predictor", score.inputs.predictor().code())
        .with("sex", history.sex().code())
        .with("first_age", history.ages().first().to_string())
        .with("sanctions", history.sanctions().to_string());
    match &score.inputs {
        Inputs::Ogrs3(inputs) => typed.with("offence_code", inputs.offence.code().to_string()),
        Inputs::Arp(inputs) => {
            let serious = inputs.serious.map(|percent| percent.to_string()).unwrap_or_default();
            typed_answers(
                typed.with("offence", inputs.offence.code()).with("serious", serious),
                &inputs.answers,
            )
        }
    }
}

fn typed_answers(typed: Typed, said: &Answers) -> Typed {
    let level = |problem: Option<Problem>| problem.map_or("", Problem::code);
    let flag = |yes: Option<bool>| yes.map_or("", |yes| if yes { "yes" } else { "no" });
    let named = [
        (Question::Accommodation, level(said.accommodation)),
        (Question::Unemployed, flag(said.unemployed)),
        (Question::LiveInPartner, flag(said.live_in_partner)),
        (Question::Relationship, level(said.relationship)),
        (Question::DomesticAbuse, flag(said.domestic_abuse)),
        (Question::Activities, level(said.activities)),
        (Question::ChronicDrinking, level(said.chronic_drinking)),
        (Question::BingeDrinking, level(said.binge_drinking)),
        (Question::Impulsivity, level(said.impulsivity)),
        (Question::Attitude, level(said.attitude)),
        (Question::DrugMotivation, said.drug_motivation.map_or("", DrugMotivation::code)),
    ];
    let typed = named.into_iter().fold(typed, |typed, (question, code)| typed.with(question.code(), code));
    said.drugs.iter().fold(typed, |typed, drug| typed.and(Question::Drugs.code(), drug.code()))
}

/// A whole number that must be there.
fn number(
    check: &mut Check,
    typed: &Typed,
    name: &'static str,
    what: &str,
    bounds: (u32, u32),
) -> Option<u32> {
    let said = typed.get(name).trim();
    if said.is_empty() {
        return check.wrong(name, "required", format!("Enter {what}"));
    }
    check.number(name, said, bounds.0, bounds.1)
}

/// Says what a score for serious reoffending looks like.
pub(crate) const SERIOUS: &str =
    "The score for serious reoffending must be from 0 to 100, with two places at most, like 3.12";

/// The code of an offence, or what is wrong with it.
pub(crate) fn offence_code(check: &mut Check, typed: &str) -> Option<OffenceCode> {
    match OffenceCode::parse(typed) {
        Ok(code) => Some(code),
        Err(_) if typed.trim().is_empty() => {
            check.wrong("offence_code", "required", "Enter the Home Office code of the current offence")
        }
        Err(wrong) => check.wrong(
            wrong.field(),
            wrong.code(),
            "The Home Office code must be three digits, a slash and two digits, like 116/18",
        ),
    }
}

/// Reads them; what cannot be taken goes into `check`.
pub(super) fn read(
    check: &mut Check,
    person: PersonId,
    predictor: Predictor,
    typed: &Typed,
) -> Option<RecordScore> {
    let assessed = check.date("assessed_on", &typed.date("assessed_on"), "The day of the assessment");
    let convicted = check.date("convicted", &typed.date("convicted"), "The day of the current conviction");
    let from = "The day from which reoffending is counted";
    let counted_from = check.date("counted_from", &typed.date("counted_from"), from);
    let sex =
        check.code("sex", typed.get("sex"), RecordedSex::from_code, "Select the sex that court records give");
    let first_age =
        number(check, typed, "first_age", "the age at the first sanction", (YOUNGEST.into(), OLDEST.into()));
    let sanctions =
        number(check, typed, "sanctions", "how many sanctions there were", (1, MOST_SANCTIONS.into()));
    let supersedes =
        check.optional_id("corrects", typed.get("corrects"), "Correct a score from its own page");
    let put = match predictor {
        Predictor::Ogrs3 => Put::Ogrs3(offence_code(check, typed.get("offence_code"))?),
        Predictor::Arp => read_arp(check, typed)?,
    };
    Some(RecordScore {
        person,
        days: ScoreDays { assessed: assessed?, convicted: convicted?, counted_from: counted_from? },
        sex: sex?,
        first_age: u8::try_from(first_age?).ok()?,
        sanctions: u16::try_from(sanctions?).ok()?,
        put,
        supersedes,
    })
}

fn read_arp(check: &mut Check, typed: &Typed) -> Option<Put> {
    let offence =
        check.code("offence", typed.get("offence"), OffenceKind::from_code, "Select the current offence");
    let serious = match typed.get("serious").trim() {
        "" => Some(None),
        said => Percent::parse(said)
            .map_or_else(|| check.wrong("serious", "out-of-range", SERIOUS), |one| Some(Some(one))),
    };
    let mut level = |name: &'static str| match typed.get(name) {
        "" => Some(None),
        code => check.code(name, code, Problem::from_code, "Select how large a problem it is").map(Some),
    };
    let accommodation = level("accommodation");
    let relationship = level("relationship");
    let activities = level("activities");
    let chronic_drinking = level("chronic_drinking");
    let binge_drinking = level("binge_drinking");
    let impulsivity = level("impulsivity");
    let attitude = level("attitude");
    let mut flag = |name: &'static str| match typed.get(name) {
        "" => Some(None),
        "yes" => Some(Some(true)),
        "no" => Some(Some(false)),
        _ => check.wrong(name, "unknown", "Select yes or no"),
    };
    let unemployed = flag("unemployed");
    let live_in_partner = flag("live_in_partner");
    let domestic_abuse = flag("domestic_abuse");
    let drug_motivation = match typed.get("drug_motivation") {
        "" => Some(None),
        code => {
            let wrong = "Select how far they want to change their use of drugs";
            check.code("drug_motivation", code, DrugMotivation::from_code, wrong).map(Some)
        }
    };
    let drugs: Option<BTreeSet<Drug>> = typed
        .all("drugs")
        .map(|code| check.code("drugs", code, Drug::from_code, "Select drugs from the list"))
        .collect();
    let answers = Answers {
        accommodation: accommodation?,
        unemployed: unemployed?,
        live_in_partner: live_in_partner?,
        relationship: relationship?,
        domestic_abuse: domestic_abuse?,
        activities: activities?,
        chronic_drinking: chronic_drinking?,
        binge_drinking: binge_drinking?,
        impulsivity: impulsivity?,
        attitude: attitude?,
        drug_motivation: drug_motivation?,
        drugs: drugs?,
    };
    Some(Put::Arp { offence: offence?, answers, serious: serious? })
}
