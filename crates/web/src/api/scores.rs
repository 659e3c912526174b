//! Scores of reoffending through the API.

use super::{
    json::{Json, Key, created, json, read},
    paging::{Listed, Page},
    people::place,
    wire::{Coded, Made, StampOut, coded},
};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Query, cursor},
    pages::scores::fields::{SERIOUS, offence_code},
    paths::api as paths,
    router::{Access, Need, Route, Verb},
};
use app::{
    accounts::Scope,
    scores::{self, Put, RecordScore, ScoreLine},
};
use domain::{
    ids::{PersonId, ScoreId},
    reoffending_score::{
        Inputs, MEANING, MOST_SANCTIONS, OLDEST, Percent, Predictor, RecordedSex, ScoreDays, Worked,
        YOUNGEST,
        arp::{self, Answers, Drug, DrugMotivation, OffenceKind, Problem},
    },
};
use gate::Action;
use http::StatusCode;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// The routes of this module.
pub(super) fn routes() -> Vec<Route> {
    use Verb::{Get, Post};
    let (reads, writes) = (Need::Scope(Scope::PeopleRead), Need::Scope(Scope::PeopleWrite));
    let (see, records) = (Access::May(Action::SearchPeople), Access::May(Action::RecordScore));
    vec![
        Route::api(Get, paths::PERSON_SCORES, reads, see, list_scores),
        Route::api(Post, paths::PERSON_SCORES, writes, records, record_score),
        Route::api(Get, paths::SCORE, reads, see, open_score),
    ]
}

/// Answers about the present. A problem is `no`, `some` or `significant`; what is left out was not answered.
#[derive(Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct PresentAnswers {
    #[schema(pattern = "^(no|some|significant)$")]
    accommodation: Option<String>,
    unemployed: Option<bool>,
    live_in_partner: Option<bool>,
    #[schema(pattern = "^(no|some|significant)$")]
    relationship: Option<String>,
    domestic_abuse: Option<bool>,
    #[schema(pattern = "^(no|some|significant)$")]
    activities: Option<String>,
    #[schema(pattern = "^(no|some|significant)$")]
    chronic_drinking: Option<String>,
    #[schema(pattern = "^(no|some|significant)$")]
    binge_drinking: Option<String>,
    #[schema(pattern = "^(no|some|significant)$")]
    impulsivity: Option<String>,
    #[schema(pattern = "^(no|some|significant)$")]
    attitude: Option<String>,
    /// How far they want to change their use of drugs.
    #[schema(pattern = "^(full|partial|no)$")]
    drug_motivation: Option<String>,
    /// Drugs used now.
    drugs: Vec<String>,
}

/// What is put into a predictor. Ages follow from the date of birth on the record.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ScoreIn {
    #[schema(pattern = "^(ogrs3|arp)$")]
    predictor: String,
    #[schema(format = Date)]
    assessed_on: String,
    /// The day of the current conviction.
    #[schema(format = Date)]
    convicted: String,
    /// The day of sentence in the community, or of release.
    #[schema(format = Date)]
    counted_from: String,
    #[schema(pattern = "^(male|female)$")]
    sex: String,
    #[schema(minimum = 10, maximum = 120)]
    first_age: u32,
    /// Sanctions in all, the current one among them.
    #[schema(minimum = 1, maximum = 999)]
    sanctions: u32,
    /// For OGRS3: the Home Office code of the current offence, like 116/18.
    #[serde(default)]
    offence_code: Option<String>,
    /// For the All Reoffending Predictor: the current offence.
    #[serde(default)]
    offence: Option<String>,
    /// For the same: the score for serious reoffending that another system computed, of a hundred, like 3.12.
    #[serde(default)]
    #[schema(pattern = r"^[0-9]{1,3}(\.[0-9]{1,2})?$")]
    serious: Option<String>,
    /// For the same: where all are answered but those about drugs, they are counted.
    #[serde(default)]
    answers: Option<PresentAnswers>,
    /// The score of the same agency that this one corrects; it is kept as it was, and marked.
    #[serde(default)]
    supersedes: Option<Uuid>,
}

fn day(check: &mut Check, field: &'static str, sent: &str) -> Option<Date> {
    if sent.is_empty() { check.wrong(field, "required", "Give the day") } else { check.iso_date(field, sent) }
}

fn answers(check: &mut Check, sent: &PresentAnswers) -> Option<Answers> {
    let mut level = |field: &'static str, said: &Option<String>| match said.as_deref() {
        None => Some(None),
        Some(code) => {
            check.code(field, code, Problem::from_code, "A problem is no, some or significant").map(Some)
        }
    };
    let levels = [
        level("answers.accommodation", &sent.accommodation),
        level("answers.relationship", &sent.relationship),
        level("answers.activities", &sent.activities),
        level("answers.chronic_drinking", &sent.chronic_drinking),
        level("answers.binge_drinking", &sent.binge_drinking),
        level("answers.impulsivity", &sent.impulsivity),
        level("answers.attitude", &sent.attitude),
    ];
    let [accommodation, relationship, activities, chronic_drinking, binge_drinking, impulsivity, attitude] =
        levels;
    let drug_motivation = match sent.drug_motivation.as_deref() {
        None => Some(None),
        Some(code) => {
            let field = "answers.drug_motivation";
            check.code(field, code, DrugMotivation::from_code, "Give full, partial or no").map(Some)
        }
    };
    let mut drug =
        |code: &String| check.code("answers.drugs", code, Drug::from_code, "Give drugs of the list");
    let drugs = sent.drugs.iter().map(&mut drug);
    let drugs = drugs.collect::<Option<_>>();
    Some(Answers {
        accommodation: accommodation?,
        unemployed: sent.unemployed,
        live_in_partner: sent.live_in_partner,
        relationship: relationship?,
        domestic_abuse: sent.domestic_abuse,
        activities: activities?,
        chronic_drinking: chronic_drinking?,
        binge_drinking: binge_drinking?,
        impulsivity: impulsivity?,
        attitude: attitude?,
        drug_motivation: drug_motivation?,
        drugs: drugs?,
    })
}

impl ScoreIn {
    fn check(&self, person: PersonId, check: &mut Check) -> Option<RecordScore> {
        let assessed = day(check, "assessed_on", &self.assessed_on);
        let convicted = day(check, "convicted", &self.convicted);
        let counted_from = day(check, "counted_from", &self.counted_from);
        let sex = check.code("sex", &self.sex, RecordedSex::from_code, "Give male or female");
        let first_age =
            check.number("first_age", &self.first_age.to_string(), YOUNGEST.into(), OLDEST.into());
        let sanctions = check.number("sanctions", &self.sanctions.to_string(), 1, MOST_SANCTIONS.into());
        let predictor = check.code("predictor", &self.predictor, Predictor::from_code, "Give ogrs3 or arp");
        let put = self.put(check, predictor?);
        Some(RecordScore {
            person,
            days: ScoreDays { assessed: assessed?, convicted: convicted?, counted_from: counted_from? },
            sex: sex?,
            first_age: u8::try_from(first_age?).ok()?,
            sanctions: u16::try_from(sanctions?).ok()?,
            put: put?,
            supersedes: self.supersedes.map(ScoreId),
        })
    }

    /// What a predictor takes; what is for the other is refused, lest it be thought to count.
    fn put(&self, check: &mut Check, predictor: Predictor) -> Option<Put> {
        match predictor {
            Predictor::Ogrs3 => {
                if self.offence.is_some() || self.serious.is_some() || self.answers.is_some() {
                    return check.wrong("predictor", "too-much", "OGRS3 takes the code of the offence alone");
                }
                offence_code(check, self.offence_code.as_deref().unwrap_or_default()).map(Put::Ogrs3)
            }
            Predictor::Arp => {
                if self.offence_code.is_some() {
                    let said = "The All Reoffending Predictor takes an offence of its list, and no code";
                    return check.wrong("offence_code", "too-much", said);
                }
                let sent = self.offence.as_deref().unwrap_or_default();
                let offence =
                    check.code("offence", sent, OffenceKind::from_code, "Give an offence of the list");
                let serious = match self.serious.as_deref() {
                    None => Some(None),
                    Some(said) => match Percent::parse(said) {
                        Some(one) => Some(Some(one)),
                        None => check.wrong("serious", "out-of-range", SERIOUS),
                    },
                };
                let answers = self
                    .answers
                    .as_ref()
                    .map_or_else(|| Some(Answers::default()), |sent| answers(check, sent));
                Some(Put::Arp { offence: offence?, answers: answers?, serious: serious? })
            }
        }
    }
}

/// One term of the sum.
#[derive(Serialize, ToSchema)]
struct ScoreTermOut {
    what: &'static str,
    how: String,
    adds: f64,
}

/// A share that follows from the sum.
#[derive(Serialize, ToSchema)]
struct ScoreShareOut {
    how: &'static str,
    share: f64,
}

/// How a score was worked out.
#[derive(Serialize, ToSchema)]
struct WorkingOut {
    terms: Vec<ScoreTermOut>,
    sum: f64,
    /// How a share of 0 to 1 follows from the sum.
    share_from_sum: Vec<ScoreShareOut>,
    /// What whoever reads it should know.
    remarks: Vec<String>,
}

/// A score: so many of a hundred people with such a history. It says nothing about what this person will do.
#[derive(Serialize, ToSchema)]
pub(super) struct ScoreOut {
    id: Uuid,
    predictor: Coded,
    /// The edition of the predictor that computed it.
    edition: String,
    #[schema(format = Date)]
    assessed_on: String,
    #[schema(format = Date)]
    convicted: String,
    #[schema(format = Date)]
    counted_from: String,
    sex: Coded,
    conviction_age: u8,
    first_age: u8,
    counted_age: u8,
    sanctions: u16,
    offence_code: Option<String>,
    offence: Coded,
    offence_free_months: Option<u8>,
    answers: Option<PresentAnswers>,
    serious: Option<String>,
    /// Of a hundred within one year; nothing where the predictor does not say.
    one_year: Option<String>,
    /// Of a hundred within two years.
    two_years: String,
    /// Nothing where it was computed with another edition's figures.
    band: Option<Coded>,
    /// A tier that is suggested where the score for serious reoffending is known, with figures of today. A named person decides.
    suggested_tier: Option<Coded>,
    /// Nothing where it was computed with another edition's figures.
    working: Option<WorkingOut>,
    /// What a score says, and what it does not.
    meaning: &'static str,
    /// The score that this one corrects.
    supersedes: Option<Uuid>,
    /// Whether a later score corrects this one, which is then not to be used.
    corrected: bool,
    recorded: StampOut,
}

fn present(said: &Answers) -> PresentAnswers {
    let level = |problem: Option<Problem>| problem.map(|one| one.code().to_owned());
    PresentAnswers {
        accommodation: level(said.accommodation),
        unemployed: said.unemployed,
        live_in_partner: said.live_in_partner,
        relationship: level(said.relationship),
        domestic_abuse: said.domestic_abuse,
        activities: level(said.activities),
        chronic_drinking: level(said.chronic_drinking),
        binge_drinking: level(said.binge_drinking),
        impulsivity: level(said.impulsivity),
        attitude: level(said.attitude),
        drug_motivation: said.drug_motivation.map(|one| one.code().to_owned()),
        drugs: said.drugs.iter().map(|drug| drug.code().to_owned()).collect(),
    }
}

fn working(worked: Worked) -> WorkingOut {
    let term = |term: domain::reoffending_score::Term| ScoreTermOut {
        what: term.what,
        how: term.how,
        adds: term.adds,
    };
    WorkingOut {
        terms: worked.terms.into_iter().map(term).collect(),
        sum: worked.sum,
        share_from_sum: worked
            .share_from_sum
            .into_iter()
            .map(|(how, share)| ScoreShareOut { how, share })
            .collect(),
        remarks: worked.remarks,
    }
}

impl ScoreOut {
    fn of(line: &ScoreLine) -> Self {
        let score = &line.score;
        let (days, history) = (score.days, score.inputs.history());
        let ages = history.ages();
        let (arp, offence_code, offence) = match &score.inputs {
            Inputs::Ogrs3(inputs) => {
                (None, Some(inputs.offence.code().to_string()), coded!(inputs.offence.group()))
            }
            Inputs::Arp(inputs) => (Some(inputs), None, coded!(inputs.offence)),
        };
        let serious = arp.and_then(|inputs: &arp::Inputs| inputs.serious);
        Self {
            id: score.id.0,
            predictor: coded!(score.inputs.predictor()),
            edition: score.edition.clone(),
            assessed_on: days.assessed.to_string(),
            convicted: days.convicted.to_string(),
            counted_from: days.counted_from.to_string(),
            sex: coded!(history.sex()),
            conviction_age: ages.conviction(),
            first_age: ages.first(),
            counted_age: ages.counted(),
            sanctions: history.sanctions(),
            offence_code,
            offence,
            offence_free_months: arp.map(|inputs| inputs.offence_free.count()),
            answers: arp.map(|inputs| present(&inputs.answers)),
            serious: serious.as_ref().map(Percent::to_string),
            one_year: score.one_year.as_ref().map(Percent::to_string),
            two_years: score.two_years.to_string(),
            band: score.band().map(|band| coded!(band)),
            suggested_tier: score.suggested_tier().map(|tier| coded!(tier)),
            working: score.working().map(working),
            meaning: MEANING,
            supersedes: score.supersedes.map(|former| former.0),
            corrected: score.corrected_by.is_some(),
            recorded: StampOut::new(score.stamp.at, &line.by, &line.agency),
        }
    }
}

/// A person's scores as far as agreements show them, newest first; the newest 50 at most.
#[utoipa::path(get, path = paths::PERSON_SCORES, tag = "people", params(("id" = Uuid, Path), Page),
    responses((status = 200, description = "Scores, newest first", body = Listed<ScoreOut>)))]
pub(super) async fn list_scores(cx: WebCx, Id(person): Id<PersonId>, Query(page): Query<Page>) -> Answer {
    let after = place(&page, |cursor| cursor.part::<Uuid>(0))?;
    let part = scores::scores(cx.app(), cx.viewer(), person).await?;
    let (rows, next) = page.of(part.scores, after.as_ref(), |line| line.score.id.0);
    let items = rows.iter().map(ScoreOut::of).collect();
    let (next, limit) = (next.map(|id| cursor([id])), page.limit.to_string());
    json(StatusCode::OK, &Listed::new(items, next, &paths::person_scores(person), &[("limit", &limit)]))
}

/// Compute a score and record it. It is never changed; a later one stands beside it.
#[utoipa::path(post, path = paths::PERSON_SCORES, tag = "people", params(("id" = Uuid, Path)), request_body = ScoreIn,
    responses((status = 201, description = "Recorded", body = Made, headers(("Location" = String, description = "Where it is")))))]
pub(super) async fn record_score(
    cx: WebCx,
    Id(person): Id<PersonId>,
    key: Key,
    body: Json<ScoreIn>,
) -> Answer {
    let mut check = Check::exact();
    let command = body.value.check(person, &mut check);
    let command = read(check, || command)?;
    let once = key.once(&body.text)?;
    let id = scores::record(cx.app(), cx.viewer(), command, once.as_ref()).await?;
    created(&paths::score(id), &Made { id: id.0 })
}

/// One score, with its working.
#[utoipa::path(get, path = paths::SCORE, tag = "people", params(("id" = Uuid, Path)),
    responses((status = 200, description = "The score", body = ScoreOut)))]
pub(super) async fn open_score(cx: WebCx, Id(id): Id<ScoreId>, Query(()): Query<()>) -> Answer {
    let opened = scores::score(cx.app(), cx.viewer(), id).await?;
    json(StatusCode::OK, &ScoreOut::of(&opened.line))
}
