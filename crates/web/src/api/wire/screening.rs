//! AUDIT, consents, screening, recommendations and the funnel as the API sends and takes them.

use super::{AgencyOut, Coded, IdentityOut, StampOut, coded};
use crate::form::Check;
use app::{
    people::Names,
    screening::{
        AskConsent, Assess, AuditLine, ConsentLine, Funnel, GiveAudit, OpenedRecommendation, OpenedScreening,
    },
};
use domain::{
    audit::{Answers, Item, Mode, Pregnancy},
    consent::{ConsentTo, Manner, Taken},
    funnel::{Counts, Stage},
    ids::{AgencyId, AuditId, FirstContactId, PersonId, RecommendationId},
    pathway::{NeedLevel, Pathway},
    recommendation::Proposal,
    screening::{AlcoholScreen, Found, KnownService, RiskToSelf, SevenNeeds, Suitability},
    section::Section,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// An administration of AUDIT.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct AuditOut {
    id: Uuid,
    #[schema(format = Date)]
    day: String,
    mode: Coded,
    language: String,
    pregnancy: Coded,
    /// The points of the ten items, null where one has no answer; absent where only a summary may be seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<Option<u8>>>)]
    answers: Option<Vec<Option<u8>>>,
    /// Items that were asked for and not answered: then there is no score.
    missing: u8,
    #[schema(minimum = 0, maximum = 40)]
    score: Option<u8>,
    zone: Option<Coded>,
    /// What to do, the most pressing first.
    actions: Vec<Coded>,
    /// Whether there are signs of dependence, whatever the score.
    dependence: bool,
    wording: String,
    rules: u16,
    supersedes: Option<Uuid>,
    /// Whether a later one corrects it.
    corrected: bool,
    given: StampOut,
}

impl AuditOut {
    pub(in crate::api) fn of(line: &AuditLine) -> Self {
        let audit = &line.audit;
        let finding = audit.finding.as_ref();
        Self {
            id: audit.id.0,
            day: audit.day.to_string(),
            mode: coded!(audit.mode),
            language: audit.language.to_string(),
            pregnancy: coded!(audit.pregnancy),
            answers: audit.answers.as_ref().map(|answers| answers.points().to_vec()),
            missing: audit.missing,
            score: finding.map(|finding| finding.score.points()),
            zone: finding.map(|finding| coded!(finding.zone)),
            actions: finding
                .map(|one| one.actions().map(|action| coded!(action)).collect())
                .unwrap_or_default(),
            dependence: finding.is_some_and(|finding| finding.dependence),
            wording: audit.wording.clone(),
            rules: audit.rules,
            supersedes: audit.supersedes.map(|id| id.0),
            corrected: line.corrected,
            given: StampOut::new(audit.stamp.at, &line.by, &line.agency),
        }
    }
}

/// An administration of AUDIT to be kept.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct AuditIn {
    #[schema(format = Date)]
    day: String,
    #[schema(pattern = "^(interview|self|phone)$")]
    mode: String,
    #[schema(
        min_length = 1,
        max_length = 200,
        pattern = r"[^\s\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]"
    )]
    language: String,
    #[schema(pattern = "^(no|yes|not_asked)$")]
    pregnancy: String,
    /// The points of the ten items in order, null for one without an answer: 0 to 4, and 0, 2 or 4 for the last two.
    #[schema(min_items = 10, max_items = 10, value_type = Vec<Option<u8>>)]
    answers: Vec<Option<u8>>,
    /// The administration of the same agency that this one corrects.
    #[serde(default)]
    #[schema(format = Uuid)]
    supersedes: Option<String>,
}

impl AuditIn {
    pub(in crate::api) fn check(&self, person: PersonId, check: &mut Check) -> Option<GiveAudit> {
        let day = if self.day.is_empty() {
            check.wrong("day", "required", "Give the day")
        } else {
            check.iso_date("day", &self.day)
        };
        let mode = check.code("mode", &self.mode, Mode::from_code, "Give a mode of the list");
        let language = check.line("language", &self.language, "the language");
        let pregnancy =
            check.code("pregnancy", &self.pregnancy, Pregnancy::from_code, "Give an answer of the list");
        let answers = <[Option<u8>; 10]>::try_from(self.answers.clone()).ok().map(Answers::new);
        let answers = match answers {
            Some(Ok(answers)) => Some(answers),
            Some(Err(wrong)) => {
                let sentence = format!("Item {} cannot have {} points", wrong.item.number(), wrong.points);
                check.wrong("answers", "not-allowed", sentence)
            }
            None => check.wrong("answers", "length", format!("Give {} answers", Item::ALL.len())),
        };
        let supersedes = self.supersedes.clone().unwrap_or_default();
        let supersedes: Option<AuditId> =
            check.optional_id("supersedes", &supersedes, "Give the id of an AUDIT");
        Some(GiveAudit {
            person,
            day: day?,
            mode: mode?,
            language: language?,
            pregnancy: pregnancy?,
            answers: answers?,
            supersedes,
        })
    }
}

/// How consent was taken.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct TakenIn {
    #[schema(pattern = "^(spoken|paper|screen)$")]
    manner: String,
    #[schema(
        min_length = 1,
        max_length = 200,
        pattern = r"[^\s\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]"
    )]
    language: String,
    #[serde(default)]
    #[schema(max_length = 200)]
    interpreter: Option<String>,
    /// What was noticed about capacity to decide.
    #[serde(default)]
    #[schema(max_length = 200)]
    capacity: Option<String>,
    /// The last day on which it counts.
    #[serde(default)]
    #[schema(format = Date)]
    until: Option<String>,
}

impl TakenIn {
    pub(in crate::api) fn check(&self, check: &mut Check) -> Option<Taken> {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let manner = check.code("taken.manner", &self.manner, Manner::from_code, "Give a manner of the list");
        let language = check.line("taken.language", &self.language, "the language");
        let interpreter =
            check.optional_line("taken.interpreter", &text(&self.interpreter), "the interpreter");
        let capacity = check.optional_line("taken.capacity", &text(&self.capacity), "what was noticed");
        let until = check.iso_date("taken.until", &text(&self.until));
        Some(Taken { manner: manner?, language: language?, interpreter, capacity, until })
    }
}

/// What was asked, and the answer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct ConsentIn {
    #[schema(pattern = "^(sharing|contact)$")]
    to: String,
    /// What for, in the words that were said.
    #[schema(
        min_length = 1,
        max_length = 200,
        pattern = r"[^\s\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]"
    )]
    purpose: String,
    /// Which sections of the record, as codes.
    #[serde(default)]
    #[schema(max_items = 20)]
    sections: Vec<String>,
    /// Towards which agencies.
    #[serde(default)]
    #[schema(max_items = 50)]
    recipients: Vec<Uuid>,
    /// How a yes was given; absent for a no.
    #[serde(default)]
    taken: Option<TakenIn>,
}

impl ConsentIn {
    pub(in crate::api) fn check(&self, person: PersonId, check: &mut Check) -> Option<AskConsent> {
        let asked = |code: &str| {
            ConsentTo::from_code(code)
                .ok()
                .filter(|to| matches!(to, ConsentTo::Sharing | ConsentTo::Contact))
                .ok_or(())
        };
        let to = check.code("to", &self.to, asked, "Must be sharing or contact");
        let purpose = check.line("purpose", &self.purpose, "what it is for");
        let mut sections = Vec::new();
        for code in &self.sections {
            sections.extend(check.code("sections", code, Section::from_code, "Give sections of the list"));
        }
        if self.sections.len() > 20 || self.recipients.len() > 50 {
            check.wrong::<()>("sections", "too-many", "Give 20 sections and 50 recipients at most");
        }
        let answer = match &self.taken {
            None => Some(None),
            Some(taken) => taken.check(check).map(Some),
        };
        let recipients = self.recipients.iter().copied().map(AgencyId).collect();
        Some(AskConsent { person, to: to?, purpose: purpose?, sections, recipients, answer: answer? })
    }
}

/// A consent.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ConsentOut {
    id: Uuid,
    version: i64,
    to: Coded,
    purpose: String,
    sections: Vec<Coded>,
    recipients: Vec<AgencyOut>,
    asked_by: AgencyOut,
    state: Coded,
    /// Whether sharing may rest on it today.
    holds: bool,
}

impl ConsentOut {
    pub(in crate::api) fn of(line: &ConsentLine, names: &Names) -> Self {
        let (consent, asking) = (&line.consent, &line.consent.asking);
        let agency = |id: AgencyId| AgencyOut { id: id.0, name: names.agency(id) };
        Self {
            id: asking.id.0,
            version: consent.version(),
            to: coded!(asking.to),
            purpose: asking.purpose.to_string(),
            sections: asking.sections.iter().map(|section| coded!(section)).collect(),
            recipients: asking.recipients.iter().copied().map(agency).collect(),
            asked_by: agency(asking.holder),
            state: coded!(consent.state()),
            holds: line.holds,
        }
    }
}

/// A need on one pathway.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct FoundIn {
    #[schema(pattern = "^(accommodation|employment|health|substance|family|finance|attitudes)$")]
    pathway: String,
    #[schema(pattern = "^(none|some|great)$")]
    level: String,
    #[serde(default)]
    #[schema(max_length = 12_000)]
    detail: Option<String>,
}

/// What was found with consent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct ScreeningIn {
    #[schema(pattern = "^(suitable|not_suitable|needs_more)$")]
    suitability: String,
    #[serde(default)]
    #[schema(max_length = 12_000)]
    why: Option<String>,
    /// All seven pathways, each once.
    #[schema(min_items = 7, max_items = 7)]
    needs: Vec<FoundIn>,
    /// Asked about risk to self, and none found. Needed, unless `risk_to_self` has words.
    #[serde(default)]
    risk_to_self_none_found: bool,
    /// The risk to self and what is to be done: everybody who works with the person is alerted at once.
    #[serde(default)]
    #[schema(max_length = 12_000)]
    risk_to_self: Option<String>,
    /// Services that know the person: `mental_health`, `alcohol`, `drugs`, `probation`, `social_care`, `housing`.
    #[serde(default)]
    #[schema(max_items = 6)]
    known: Vec<String>,
    /// `screened` needs an AUDIT of the caller's agency.
    #[schema(pattern = "^(screened|refused|not_asked)$")]
    alcohol: String,
}

impl ScreeningIn {
    fn risk(&self, check: &mut Check) -> Option<RiskToSelf> {
        let words = self.risk_to_self.clone().unwrap_or_default();
        match (words.trim().is_empty(), self.risk_to_self_none_found) {
            (true, true) => Some(RiskToSelf::NoneFound),
            (true, false) => {
                check.wrong("risk_to_self", "required", "Give risk_to_self, or risk_to_self_none_found: true")
            }
            (false, true) => {
                check.wrong("risk_to_self", "contradicts", "Give words, or say that none was found, not both")
            }
            (false, false) => check.prose("risk_to_self", &words, "the risk").map(RiskToSelf::Found),
        }
    }

    fn needs(&self, check: &mut Check) -> Option<SevenNeeds> {
        let mut found = Vec::new();
        for one in &self.needs {
            let pathway = check.code("needs", &one.pathway, Pathway::from_code, "Give pathways of the list");
            let level = check.code("needs", &one.level, NeedLevel::from_code, "Give levels of the list");
            let detail = one.detail.clone().unwrap_or_default();
            let detail = check.optional_prose("needs", &detail, "the need");
            found.extend(pathway.zip(level).map(|(pathway, level)| Found { pathway, level, detail }));
        }
        match SevenNeeds::new(found) {
            Ok(needs) => Some(needs),
            Err(wrong) => {
                let codes: Vec<&str> = wrong.iter().map(|pathway| pathway.code()).collect();
                check.wrong("needs", "seven", format!("Give each pathway once: {}", codes.join(", ")))
            }
        }
    }

    pub(in crate::api) fn check(&self, contact: FirstContactId, check: &mut Check) -> Option<Assess> {
        let suitability = check.code(
            "suitability",
            &self.suitability,
            Suitability::from_code,
            "Give a judgement of the list",
        );
        let why = check.optional_prose("why", &self.why.clone().unwrap_or_default(), "why");
        let needs = self.needs(check);
        let risk_to_self = self.risk(check);
        let mut known = Vec::new();
        for code in &self.known {
            known.extend(check.code("known", code, KnownService::from_code, "Give services of the list"));
        }
        known.sort_unstable();
        known.dedup();
        let alcohol =
            check.code("alcohol", &self.alcohol, AlcoholScreen::from_code, "Give an answer of the list");
        Some(Assess {
            contact,
            suitability: suitability?,
            why,
            needs: needs?,
            risk_to_self: risk_to_self?,
            known,
            alcohol: alcohol?,
        })
    }
}

/// A need on one pathway.
#[derive(Debug, Serialize, ToSchema)]
struct NeedFoundOut {
    pathway: Coded,
    level: Coded,
    detail: Option<String>,
}

/// One assessment.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ScreeningOut {
    id: Uuid,
    person: Uuid,
    #[schema(format = Date)]
    day: String,
    place: String,
    suitability: Coded,
    why: Option<String>,
    needs: Vec<NeedFoundOut>,
    /// The words of a risk to self; null where it was asked and none found.
    risk_to_self: Option<String>,
    known: Vec<Coded>,
    audit: Option<Uuid>,
    score: Option<u8>,
    recommendations: Vec<Uuid>,
}

impl ScreeningOut {
    pub(in crate::api) fn of(opened: &OpenedScreening) -> Self {
        let one = &opened.screening;
        let need = |found: &Found| NeedFoundOut {
            pathway: coded!(found.pathway),
            level: coded!(found.level),
            detail: found.detail.as_ref().map(ToString::to_string),
        };
        let finding = opened.audit.as_ref().and_then(|audit| audit.finding);
        Self {
            id: one.id.0,
            person: one.person.0,
            day: one.day.to_string(),
            place: one.place.to_string(),
            suitability: coded!(one.suitability),
            why: one.why.as_ref().map(ToString::to_string),
            needs: one.needs.each().iter().map(need).collect(),
            risk_to_self: one.risk_to_self.words().map(ToString::to_string),
            known: one.known.iter().map(|service| coded!(service)).collect(),
            audit: one.audit.map(|id| id.0),
            score: finding.map(|finding| finding.score.points()),
            recommendations: opened.recommendations.iter().map(|one| one.id.0).collect(),
        }
    }
}

/// A recommendation was kept, and what the guidance suggests.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct RecommendedOut {
    id: Uuid,
    suggested: Option<Coded>,
}

impl RecommendedOut {
    pub(in crate::api) fn of(id: RecommendationId, suggested: Option<Proposal>) -> Self {
        Self { id: id.0, suggested: suggested.map(|proposal| coded!(proposal)) }
    }
}

/// What the court did.
#[derive(Debug, Serialize, ToSchema)]
struct RecommendationOutcomeOut {
    outcome: Coded,
    made: bool,
    #[schema(format = Date)]
    day: String,
}

/// A recommendation to a court.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct RecommendationOut {
    id: Uuid,
    person: Uuid,
    screening: Uuid,
    form: Coded,
    proposal: Coded,
    suggested: Option<Coded>,
    /// The text as given; absent where only a summary may be seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    outcome: Option<RecommendationOutcomeOut>,
    recommended: StampOut,
}

impl RecommendationOut {
    pub(in crate::api) fn of(opened: &OpenedRecommendation) -> Self {
        let one = &opened.recommendation;
        Self {
            id: one.id.0,
            person: one.person.0,
            screening: one.screening.0,
            form: coded!(one.form),
            proposal: coded!(one.proposal),
            suggested: one.suggested.map(|proposal| coded!(proposal)),
            text: one.text.as_ref().map(ToString::to_string),
            outcome: one.outcome.map(|outcome| RecommendationOutcomeOut {
                outcome: coded!(outcome.of_hearing),
                made: outcome.made,
                day: outcome.day.to_string(),
            }),
            recommended: StampOut::new(one.stamp.at, &opened.by, &opened.agency),
        }
    }
}

/// One line of the funnel: a part with the whole it is a part of.
#[derive(Debug, Serialize, ToSchema)]
struct StageOut {
    code: &'static str,
    words: &'static str,
    count: u64,
    denominator: u64,
    /// What the denominator counts.
    of: &'static str,
    /// In percent with one decimal; null of nothing.
    percent: Option<String>,
    /// Whether published figures leave open that this is the denominator.
    assumed: bool,
}

impl StageOut {
    fn of(stage: &Stage) -> Self {
        Self {
            code: stage.code,
            words: stage.words,
            count: stage.share.part,
            denominator: stage.share.whole,
            of: stage.of,
            percent: stage.share.per_mille().map(|tenths| format!("{}.{}", tenths / 10, tenths % 10)),
            assumed: stage.assumed,
        }
    }
}

/// What was counted.
#[derive(Debug, Serialize, ToSchema)]
struct CountsOut {
    contacts: u64,
    not_asked: u64,
    refused: u64,
    screened_attendances: u64,
    screened_persons: u64,
    stages: Vec<StageOut>,
    alcohol_screen: Vec<StageOut>,
}

impl CountsOut {
    fn of(counts: &Counts) -> Self {
        Self {
            contacts: counts.contacts,
            not_asked: counts.not_asked,
            refused: counts.refused,
            screened_attendances: counts.screened,
            screened_persons: counts.persons,
            stages: counts.stages().iter().map(StageOut::of).collect(),
            alcohol_screen: counts.completeness().iter().map(StageOut::of).collect(),
        }
    }
}

/// What was counted at one place.
#[derive(Debug, Serialize, ToSchema)]
struct PlaceOut {
    setting: Coded,
    place: String,
    counts: CountsOut,
}

/// The funnel of the caller's own team.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct FunnelOut {
    #[schema(format = Date)]
    from: String,
    #[schema(format = Date)]
    until: String,
    total: CountsOut,
    places: Vec<PlaceOut>,
}

impl FunnelOut {
    pub(in crate::api) fn of(funnel: &Funnel) -> Self {
        Self {
            from: funnel.from.to_string(),
            until: funnel.until.to_string(),
            total: CountsOut::of(&funnel.total),
            places: funnel
                .lines
                .iter()
                .map(|line| PlaceOut {
                    setting: coded!(line.setting),
                    place: line.place.clone(),
                    counts: CountsOut::of(&line.counts),
                })
                .collect(),
        }
    }
}

/// An alert that waits to be read: it says nothing but whose record to read.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct AlertOut {
    pub(in crate::api) id: Uuid,
    pub(in crate::api) person: IdentityOut,
}
