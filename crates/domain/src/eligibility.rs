//! Whether somebody may be put into a scheme: the scheme's rules as dated rows, and an answer with reasons.
//!
//! A rule asks about a fact by its code; facts of one group stand for each other, every group must hold. A fact that nobody
//! has answered is asked for, never guessed. Nothing here decides: a named person does, with these reasons before them.

use crate::order::OrderKind;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// A scheme as dated rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheme {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The requirement under which it is given.
    pub requirement: String,
    /// In which kind of order.
    pub order: OrderKind,
    /// Which requirement must stand beside.
    pub beside: Option<String>,
    /// The first day of disposal that counts.
    pub from: Date,
    /// The last day on which somebody may start: the end of its funding.
    pub starts_until: Option<Date>,
    /// Where it is written.
    pub source: String,
    /// What else it asks.
    pub criteria: Vec<Criterion>,
}

/// One thing that a scheme asks about a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criterion {
    /// Facts of one group stand for each other.
    pub group: u16,
    /// The fact's code.
    pub fact: String,
    /// The fact as a question.
    pub question: String,
    /// The answer that is wanted.
    pub wanted: bool,
    /// What is said when the group does not hold.
    pub refusal: String,
}

/// What is put to a scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// What kind of order.
    pub order: OrderKind,
    /// The day of disposal.
    pub disposal: Date,
    /// The day on which the person would start.
    pub start: Date,
    /// Requirements of the order.
    pub requirements: Vec<String>,
    /// Facts that somebody has answered.
    pub facts: BTreeMap<String, bool>,
}

/// What a scheme answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Eligibility {
    /// Why not, in words; nothing when the person is eligible.
    pub refused: Vec<String>,
    /// Questions that nobody has answered and that decide.
    pub asked: Vec<String>,
}

impl Eligibility {
    /// Whether nothing stands against it and nothing is left to ask.
    pub const fn is_eligible(&self) -> bool {
        self.refused.is_empty() && self.asked.is_empty()
    }
}

impl Scheme {
    /// Puts a candidate to the scheme's rules.
    pub fn assess(&self, candidate: &Candidate) -> Eligibility {
        let mut refused = Vec::new();
        let mut asked = Vec::new();
        if candidate.order != self.order {
            refused.push(format!("Only for: {}", self.order));
        }
        if candidate.disposal < self.from {
            refused.push(format!("Only for disposals from {} on", self.from));
        }
        if self.starts_until.is_some_and(|until| candidate.start > until) {
            refused.push("Its funding has ended: nobody new may start".to_owned());
        }
        let beside = self.beside.iter().chain([&self.requirement]);
        for missing in beside.filter(|code| !candidate.requirements.contains(code)) {
            refused.push(format!("The order has no requirement {missing}"));
        }
        let groups: BTreeSet<u16> = self.criteria.iter().map(|one| one.group).collect();
        for group in groups {
            let rules: Vec<&Criterion> = self.criteria.iter().filter(|one| one.group == group).collect();
            let answer = |one: &Criterion| candidate.facts.get(&one.fact).map(|fact| *fact == one.wanted);
            if rules.iter().any(|one| answer(one) == Some(true)) {
                continue;
            }
            let open: Vec<String> =
                rules.iter().filter(|one| answer(one).is_none()).map(|one| one.question.clone()).collect();
            if open.is_empty() {
                refused.extend(rules.first().map(|one| one.refusal.clone()));
            }
            asked.extend(open);
        }
        Eligibility { refused, asked }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn scheme() -> Scheme {
        let criterion = |group, fact: &str, wanted, refusal: &str| Criterion {
            group,
            fact: fact.into(),
            question: format!("{fact}?"),
            wanted,
            refusal: refusal.into(),
        };
        Scheme {
            code: "S4C".into(),
            name: "Support 4 Change".into(),
            requirement: "SAR".into(),
            order: OrderKind::Community,
            beside: Some("SUP".into()),
            from: date(2012, 10, 1),
            starts_until: Some(date(2014, 3, 31)),
            source: String::new(),
            criteria: vec![
                criterion(1, "resident", true, "Not a resident"),
                criterion(2, "mhtr", false, "Qualifies for mental health treatment"),
                criterion(3, "moderate", true, "No moderate need"),
                criterion(3, "personality", true, "No moderate need"),
                criterion(4, "escalating", true, "No risk"),
                criterion(4, "custody", true, "No risk"),
            ],
        }
    }

    fn candidate(facts: &[(&str, bool)]) -> Candidate {
        Candidate {
            order: OrderKind::Community,
            disposal: date(2013, 2, 1),
            start: date(2013, 3, 1),
            requirements: vec!["SUP".into(), "SAR".into()],
            facts: facts.iter().map(|(fact, answer)| ((*fact).into(), *answer)).collect(),
        }
    }

    const GOOD: [(&str, bool); 6] = [
        ("resident", true),
        ("mhtr", false),
        ("moderate", false),
        ("personality", true),
        ("escalating", false),
        ("custody", true),
    ];

    #[test]
    fn s4_13_accepted_and_rejected_with_reasons() {
        assert!(scheme().assess(&candidate(&GOOD)).is_eligible());
        let with = |fact: &str, answer| {
            let mut one = candidate(&GOOD);
            one.facts.insert(fact.into(), answer);
            scheme().assess(&one).refused
        };
        assert_eq!(with("mhtr", true), ["Qualifies for mental health treatment"]);
        assert_eq!(with("resident", false), ["Not a resident"]);
        assert_eq!(with("custody", false), ["No risk"]);
        assert_eq!(with("personality", false), ["No moderate need"]);
        let mut alone = candidate(&GOOD);
        alone.requirements.retain(|code| code != "SUP");
        assert_eq!(scheme().assess(&alone).refused, ["The order has no requirement SUP"]);
    }

    #[test]
    fn s4_13_after_its_funding_nobody_new_starts_and_before_its_time_nobody_counts() {
        let mut late = candidate(&GOOD);
        late.start = date(2014, 4, 1);
        assert_eq!(scheme().assess(&late).refused.len(), 1);
        late.start = date(2014, 3, 31);
        assert!(scheme().assess(&late).is_eligible());
        late.disposal = date(2012, 9, 30);
        assert_eq!(scheme().assess(&late).refused, ["Only for disposals from 2012-10-01 on"]);
    }

    #[test]
    fn what_nobody_has_answered_is_asked() {
        let answer =
            scheme().assess(&candidate(&[("resident", true), ("mhtr", false), ("personality", true)]));
        assert_eq!(answer.asked, ["escalating?", "custody?"]);
        assert!(answer.refused.is_empty() && !answer.is_eligible());
    }
}
