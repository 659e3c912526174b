//! What a service does, at which stages of somebody’s way, and how people who use it take part (practice catalogue, S0-16 and S1-19).
//!
//! What holds: each intervention is done at the stages that were last recorded for it; of each of the three points (planning,
//! delivery, evaluation) there is how people take part, or why they do not, or it is told that nothing is recorded.

use super::{Choice, ProvisionStep};
use crate::{
    field::{Answer, Answers, Field, Shape},
    ids::ServiceId,
    step::{StepRefused as Refused, rule},
};
use std::collections::BTreeMap;

/// Stages of somebody’s way, from a neighbourhood where no offence is known to prison and beyond. Source: practice catalogue, S1-19.
pub const STAGES: &[Choice] = &[
    ("neighbourhood", "Neighbourhood, no offence known"),
    ("police_custody", "Police custody"),
    ("court", "Court"),
    ("community_order", "Order in the community"),
    ("short_sentence", "Prison, under 12 months"),
    ("long_sentence", "Prison, 12 months or more"),
    ("release", "Release"),
    ("after", "After the order or licence"),
];
/// What is done with somebody.
pub const INTERVENTIONS: &[Choice] = &[
    ("screening", "Screening and assessment"),
    ("brief", "Brief advice"),
    ("extended_brief", "Extended brief intervention"),
    ("reduction", "Help to drink or use less"),
    ("withdrawal", "Withdrawal and prescribing"),
    ("structured", "Structured treatment"),
    ("abstinence", "Abstinence-based treatment"),
    ("programme", "Accredited programme"),
    ("mutual_aid", "Peer support and mutual aid"),
    ("practical", "Help with home, work and money"),
    ("aftercare", "Aftercare"),
];
/// Where people who use a service take part.
pub const POINTS: &[Choice] =
    &[("planning", "Planning"), ("delivery", "Delivery"), ("evaluation", "Evaluation")];
const TAKE_PART: &[Choice] = &[("yes", "Yes"), ("no", "No, for a reason")];

pub(super) const SERVICE: &[Field] =
    &[Field::new("service", Shape::Service, "Which service?", "a service of your agency")];
pub(super) const DOES: &[Field] = &[
    Field::new("intervention", Shape::Choice(INTERVENTIONS), "What does it do?", "what it does"),
    Field::new("stages", Shape::Several(STAGES), "At which stages?", "the stages")
        .hint("All of them. What was recorded for this before is replaced."),
];
pub(super) const NO_MORE: &[Field] = &[Field::new(
    "intervention",
    Shape::Choice(INTERVENTIONS),
    "What does it do no more?",
    "what it does no more",
)];
pub(super) const INVOLVES: &[Field] = &[
    Field::new("point", Shape::Choice(POINTS), "At which point?", "the point"),
    Field::new(
        "take_part",
        Shape::Choice(TAKE_PART),
        "Do people who use it take part?",
        "whether they take part",
    ),
    Field::new("how", Shape::Prose, "How? Or why not?", "how, or why not").hint("Without names."),
];
pub(super) const END: &[Field] = &[Field::new("why", Shape::Prose, "Why?", "why it ends")];

/// How people take part at one point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Whether they do.
    pub takes_part: bool,
    /// How, or why not.
    pub how: String,
}

/// What a service does, and with whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    service: ServiceId,
    does: BTreeMap<&'static str, Vec<Choice>>,
    parts: BTreeMap<&'static str, Part>,
    ended: bool,
}

impl Offer {
    pub(super) fn begin(answers: &Answers) -> Result<Self, Refused> {
        let service = answers.service("service").ok_or(Refused::Missing("service"))?;
        Ok(Self { service, does: BTreeMap::new(), parts: BTreeMap::new(), ended: false })
    }

    pub(super) fn take(&mut self, step: ProvisionStep, answers: &Answers) -> Result<(), Refused> {
        let code = |name| answers.code(name).ok_or(Refused::Missing(name));
        match step {
            ProvisionStep::OfferDoes => {
                self.does.insert(code("intervention")?, answers.several("stages").to_vec());
            }
            ProvisionStep::OfferNoMore if self.does.remove(code("intervention")?).is_none() => {
                return rule("intervention", "It is not recorded that this service does that");
            }
            ProvisionStep::OfferInvolves => {
                let how = answers.get("how").map(Answer::text).ok_or(Refused::Missing("how"))?;
                let part = Part { takes_part: code("take_part")? == "yes", how };
                self.parts.insert(code("point")?, part);
            }
            ProvisionStep::OfferEnd => self.ended = true,
            _ => {}
        }
        Ok(())
    }

    pub(super) const fn is_over(&self) -> bool {
        self.ended
    }

    pub(super) fn moves(&self) -> Vec<ProvisionStep> {
        use ProvisionStep::{OfferDoes, OfferEnd, OfferInvolves, OfferNoMore};
        let all = [
            (true, OfferDoes),
            (true, OfferInvolves),
            (!self.does.is_empty(), OfferNoMore),
            (true, OfferEnd),
        ];
        if self.ended {
            return Vec::new();
        }
        all.into_iter().filter_map(|(open, step)| open.then_some(step)).collect()
    }

    /// Which service.
    pub const fn service(&self) -> ServiceId {
        self.service
    }

    /// The stages at which it does this; none where it does not do it.
    pub fn stages(&self, intervention: &str) -> &[Choice] {
        self.does.get(intervention).map_or(&[], Vec::as_slice)
    }

    /// How people take part at this point; `None` where nothing is recorded.
    pub fn part(&self, point: &str) -> Option<&Part> {
        self.parts.get(point)
    }

    pub(super) fn warnings(&self) -> Vec<String> {
        if self.ended {
            return Vec::new();
        }
        let missing = POINTS.iter().filter(|(point, _)| !self.parts.contains_key(point));
        let mut said: Vec<String> = missing
            .map(|(_, words)| format!("{words}: nothing is recorded of how people who use it take part."))
            .collect();
        if self.does.is_empty() {
            said.push("Nothing is recorded of what it does at which stage.".to_owned());
        }
        said
    }
}
