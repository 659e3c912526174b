//! What the API says and is told about openings. Of an emergency it never says about whom.

use crate::api::wire::{Coded, StampOut, coded};
use app::{
    openings::{DisclosureView, EmergencyLine, MeetingRoom, OpeningsPart, QuestionView},
    people::Names,
};
use domain::{
    one_off::{Disclosure, Ground},
    opening::Opening,
    question::{Question, Reply},
    section::Section,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// One narrow question.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct QuestionIn {
    /// An agency that the caller may know to work with the person, or to hold what is closed to them.
    #[schema(format = Uuid)]
    pub(super) agency: String,
    /// The section that it is about, by its code.
    pub(super) section: String,
    #[schema(min_length = 1, max_length = 200)]
    pub(super) words: String,
}

/// What is said to a question.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct ReplyIn {
    #[schema(pattern = "^(answer|decline)$")]
    pub(super) reply: String,
    /// The answer.
    #[serde(default)]
    #[schema(max_length = 12_000)]
    pub(super) words: Option<String>,
    /// The last day on which the other agency reads it.
    #[serde(default)]
    #[schema(format = Date)]
    pub(super) until: Option<String>,
    /// Why not, where it is declined.
    #[serde(default)]
    #[schema(max_length = 200)]
    pub(super) reason: Option<String>,
}

/// A question with what the caller may read of the reply.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct QuestionOut {
    id: Uuid,
    person: Uuid,
    from: String,
    to: String,
    section: Coded,
    words: String,
    #[schema(format = Date)]
    answer_by: String,
    state: Coded,
    asked: StampOut,
    /// The answer, up to its last day.
    answer: Option<String>,
    #[schema(format = Date)]
    until: Option<String>,
    /// Why it was declined.
    reason: Option<String>,
    replied: Option<StampOut>,
    /// Whether the caller may answer now.
    may_answer: bool,
}

/// A question on a list.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct QuestionLine {
    id: Uuid,
    from: String,
    to: String,
    section: Coded,
    words: String,
    #[schema(format = Date)]
    answer_by: String,
    state: Coded,
}

/// The four factors.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct FactorsWire {
    #[schema(min_length = 1, max_length = 200)]
    pub(super) power: String,
    #[schema(min_length = 1, max_length = 12_000)]
    pub(super) proportionality: String,
    #[schema(pattern = "^(given|refused|not_asked)$")]
    pub(super) consent: String,
    /// Why not, where it was not given.
    #[serde(default)]
    #[schema(max_length = 200)]
    pub(super) consent_words: Option<String>,
    #[schema(min_length = 1, max_length = 12_000)]
    pub(super) transparency: String,
    #[schema(min_length = 1, max_length = 12_000)]
    pub(super) vital: String,
}

/// A statutory duty.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct DutyWire {
    #[schema(min_length = 1, max_length = 200)]
    pub(super) duty: String,
    #[schema(min_length = 1, max_length = 200)]
    pub(super) method: String,
}

/// A one-off disclosure: on the ground of a duty, or of the four factors.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct DiscloseIn {
    #[schema(format = Uuid)]
    pub(super) agency: String,
    /// Sections of the own agency's part, by their codes.
    pub(super) sections: Vec<String>,
    /// What for, by codes: at least one.
    pub(super) aims: Vec<String>,
    #[serde(default)]
    pub(super) duty: Option<DutyWire>,
    #[serde(default)]
    pub(super) factors: Option<FactorsWire>,
    #[schema(format = Date)]
    pub(super) until: String,
}

/// A later step of a disclosure.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct DisclosureStepIn {
    #[schema(pattern = "^(confirm|refuse|end)$")]
    pub(super) step: String,
    #[serde(default)]
    #[schema(max_length = 200)]
    pub(super) reason: Option<String>,
}

/// What became of a disclosure.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct DisclosureFactOut {
    step: Coded,
    reason: Option<String>,
    taken: StampOut,
}

/// A one-off disclosure.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct DisclosureOut {
    id: Uuid,
    person: Uuid,
    to: String,
    sections: Vec<Coded>,
    aims: Vec<Coded>,
    duty: Option<DutyWire>,
    factors: Option<FactorsWire>,
    #[schema(format = Date)]
    until: String,
    state: Coded,
    decided: StampOut,
    steps: Vec<DisclosureFactOut>,
    /// What the caller may do now.
    may: Vec<Coded>,
}

/// A disclosure on a list.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct DisclosureLine {
    id: Uuid,
    to: String,
    sections: Vec<Coded>,
    #[schema(format = Date)]
    until: String,
    state: Coded,
}

/// An opening on a list.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct OpeningOut {
    id: Uuid,
    kind: Coded,
    agency: String,
    account: Option<String>,
    sections: Vec<Coded>,
    #[schema(format = DateTime)]
    from: String,
    #[schema(format = DateTime)]
    until: String,
    open: bool,
}

/// What was asked, disclosed and opened about a person, as far as the caller's agency has a part in it; 50 of each at most.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct OpeningsOut {
    questions: Vec<QuestionLine>,
    disclosures: Vec<DisclosureLine>,
    openings: Vec<OpeningOut>,
}

/// Why a record is opened in an emergency.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct EmergencyIn {
    #[schema(pattern = "^(risk_to_life|harm|safeguarding|medical|other)$")]
    pub(super) reason: String,
    #[schema(min_length = 1, max_length = 200)]
    pub(super) words: String,
    /// Sections, by their codes.
    pub(super) sections: Vec<String>,
    /// The code that the authenticator shows now.
    pub(super) code: String,
}

/// A review.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct ReviewIn {
    #[schema(pattern = "^(justified|not_justified)$")]
    pub(super) outcome: String,
    #[schema(min_length = 1, max_length = 200)]
    pub(super) words: String,
}

/// One emergency access. About whom is told to nobody who reviews it.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct EmergencyOut {
    id: Uuid,
    by: String,
    agency: String,
    reason: Option<Coded>,
    words: Option<String>,
    sections: Vec<Coded>,
    #[schema(format = DateTime)]
    from: String,
    #[schema(format = DateTime)]
    until: String,
    #[schema(format = Date)]
    review_due: String,
    outcome: Option<Coded>,
    outcome_words: Option<String>,
    /// Sections that were shown while it was open; of one emergency alone.
    shown: Option<Vec<Coded>>,
}

/// A page of emergencies.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct EmergenciesOut {
    pub(super) items: Vec<EmergencyOut>,
    pub(super) next: Option<String>,
}

/// What somebody brings to a meeting.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct BringIn {
    /// Sections of the own agency's part, by their codes; none is a choice too.
    pub(super) sections: Vec<String>,
}

/// Somebody in the room.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct PresentOut {
    who: String,
    agency: String,
    brought: Vec<Coded>,
}

/// The room of a meeting.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct RoomOut {
    /// Whether one may sign in now.
    open: bool,
    /// Until when the caller is signed in.
    #[schema(format = DateTime)]
    until: Option<String>,
    present: Vec<PresentOut>,
    /// Sections that the caller may bring, by their codes.
    may_bring: Vec<Coded>,
}

fn coded_sections(sections: &[Section]) -> Vec<Coded> {
    sections.iter().map(|one| coded!(*one)).collect()
}

/// Sections by their codes; what is none is as if it were one that may not be opened.
pub(super) fn sections(codes: &[String]) -> Vec<Section> {
    codes.iter().map(|code| Section::from_code(code).unwrap_or(Section::Privilege)).collect()
}

fn question_line(one: &Question, names: &Names) -> QuestionLine {
    let asked = &one.asked;
    QuestionLine {
        id: asked.id.0,
        from: names.agency(asked.from),
        to: names.agency(asked.to),
        section: coded!(asked.section),
        words: asked.words.to_string(),
        answer_by: asked.answer_by.to_string(),
        state: coded!(one.state()),
    }
}

fn disclosure_line(one: &Disclosure, names: &Names) -> DisclosureLine {
    let said = &one.decision;
    DisclosureLine {
        id: said.id.0,
        to: names.agency(said.to),
        sections: coded_sections(&said.sections),
        until: said.until.to_string(),
        state: coded!(one.state()),
    }
}

fn opening_line(one: &Opening, open: bool, names: &Names) -> OpeningOut {
    OpeningOut {
        id: one.id.0,
        kind: coded!(one.kind),
        agency: names.agency(one.agency),
        account: one.account.map(|account| names.account(account)),
        sections: coded_sections(&one.sections),
        from: one.from.to_string(),
        until: one.ends().to_string(),
        open,
    }
}

impl OpeningsOut {
    pub(super) fn of(model: &OpeningsPart) -> Self {
        let names = &model.names;
        let openings = model.openings.iter().map(|line| opening_line(&line.opening, line.open, names));
        Self {
            questions: model.questions.iter().map(|one| question_line(one, names)).collect(),
            disclosures: model.disclosures.iter().map(|one| disclosure_line(one, names)).collect(),
            openings: openings.collect(),
        }
    }
}

impl QuestionOut {
    pub(super) fn of(model: &QuestionView) -> Self {
        let (asked, names) = (&model.question.asked, &model.names);
        let stamp = |stamp: &domain::stamp::Stamp| {
            StampOut::new(stamp.at, names.account(stamp.by), names.agency(stamp.agency))
        };
        let reply = model.reply.as_ref();
        let (answer, until, reason) = match reply.map(|(_, reply)| reply) {
            Some(Reply::Answered { words, until }) => {
                (Some(words.to_string()), Some(until.to_string()), None)
            }
            Some(Reply::Declined(reason)) => (None, None, Some(reason.to_string())),
            None => (None, None, None),
        };
        Self {
            id: asked.id.0,
            person: asked.person.0,
            from: names.agency(asked.from),
            to: names.agency(asked.to),
            section: coded!(asked.section),
            words: asked.words.to_string(),
            answer_by: asked.answer_by.to_string(),
            state: coded!(model.question.state()),
            asked: stamp(&asked.stamp),
            answer,
            until,
            reason,
            replied: reply.map(|(at, _)| stamp(at)),
            may_answer: model.may_answer,
        }
    }
}

fn wired(ground: &Ground) -> (Option<DutyWire>, Option<FactorsWire>) {
    match ground {
        Ground::Duty { duty, method } => {
            (Some(DutyWire { duty: duty.to_string(), method: method.to_string() }), None)
        }
        Ground::Factors(factors) => {
            let wire = FactorsWire {
                power: factors.power.to_string(),
                proportionality: factors.proportionality.to_string(),
                consent: factors.consent.code().to_owned(),
                consent_words: factors.consent_words.as_ref().map(ToString::to_string),
                transparency: factors.transparency.to_string(),
                vital: factors.vital.to_string(),
            };
            (None, Some(wire))
        }
    }
}

impl DisclosureOut {
    pub(super) fn of(model: &DisclosureView) -> Self {
        let (one, names) = (&model.disclosure, &model.names);
        let stamp = |stamp: &domain::stamp::Stamp| {
            StampOut::new(stamp.at, names.account(stamp.by), names.agency(stamp.agency))
        };
        let said = &one.decision;
        let (duty, factors) = wired(&said.ground);
        let steps = one.facts().iter().map(|(at, fact)| DisclosureFactOut {
            step: coded!(fact.as_move()),
            reason: fact.reason().map(ToString::to_string),
            taken: stamp(at),
        });
        Self {
            id: said.id.0,
            person: said.person.0,
            to: names.agency(said.to),
            sections: coded_sections(&said.sections),
            aims: said.aims.iter().map(|aim| coded!(*aim)).collect(),
            duty,
            factors,
            until: said.until.to_string(),
            state: coded!(one.state()),
            decided: stamp(&said.stamp),
            steps: steps.collect(),
            may: model.moves.iter().map(|step| coded!(*step)).collect(),
        }
    }
}

impl EmergencyOut {
    pub(super) fn of(line: &EmergencyLine, shown: Option<&[Section]>) -> Self {
        let (one, review) = &line.one;
        Self {
            id: one.id.0,
            by: line.by.clone(),
            agency: line.agency.clone(),
            reason: one.reason.map(|reason| coded!(reason)),
            words: one.words.as_ref().map(ToString::to_string),
            sections: coded_sections(&one.sections),
            from: one.from.to_string(),
            until: one.ends().to_string(),
            review_due: line.due.to_string(),
            outcome: review.as_ref().map(|review| coded!(review.outcome)),
            outcome_words: review.as_ref().map(|review| review.words.to_string()),
            shown: shown.map(coded_sections),
        }
    }
}

impl RoomOut {
    pub(super) fn of(model: &MeetingRoom) -> Self {
        let present = model.present.iter().map(|(account, agency, brought)| PresentOut {
            who: model.names.account(*account),
            agency: model.names.agency(*agency),
            brought: coded_sections(brought),
        });
        Self {
            open: model.open,
            until: model.until.map(|until| until.to_string()),
            present: present.collect(),
            may_bring: coded_sections(&model.sections),
        }
    }
}
