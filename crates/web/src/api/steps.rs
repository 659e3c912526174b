//! Steps through the API: what each asks, and how a fact that was recorded is told.

use super::wire::{Coded, StampOut};
use domain::{
    field::Shape,
    stamp::Stamp,
    step::{Step, Taken},
};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// What a step asks.
#[derive(Serialize, ToSchema)]
pub(super) struct FieldOut {
    name: &'static str,
    /// The question.
    asks: &'static str,
    /// `line`, `prose`, `date` (2026-12-01), `moment` (2026-12-01T10:30 in London), `choice`, `several` (codes with commas between),
    /// `number` (of a row, from 1 on), `agency` or `service` (an id).
    shape: &'static str,
    /// Whether it must be answered.
    must: bool,
    /// What there is to choose from.
    choices: Vec<Coded>,
}

impl FieldOut {
    /// What a step asks.
    pub(super) fn of<S: Step>(step: S) -> Vec<Self> {
        let fields = step.fields().iter().map(|field| Self {
            name: field.name,
            asks: field.asks,
            shape: match field.shape {
                Shape::Line => "line",
                Shape::Prose => "prose",
                Shape::Day(_) => "date",
                Shape::Moment(_) => "moment",
                Shape::Choice(_) => "choice",
                Shape::Several(_) => "several",
                Shape::Pick(_) => "number",
                Shape::Agency => "agency",
                Shape::Service => "service",
            },
            must: field.must,
            choices: match field.shape {
                Shape::Choice(list) | Shape::Several(list) => {
                    list.iter().map(|(code, words)| Coded { code, words }).collect()
                }
                _ => Vec::new(),
            },
        });
        fields.collect()
    }
}

/// A step that was taken.
#[derive(Serialize, ToSchema)]
pub(super) struct TakenOut {
    step: Coded,
    answers: BTreeMap<&'static str, String>,
    recorded: StampOut,
}

impl TakenOut {
    /// A fact; `by` and `agency` are the names of the stamp.
    pub(super) fn of<S: Step>((stamp, fact): &(Stamp, Taken<S>), by: String, agency: &str) -> Self {
        Self {
            step: Coded { code: fact.step.code(), words: fact.step.words() },
            answers: fact.answers.iter().map(|(name, answer)| (name, answer.text())).collect(),
            recorded: StampOut::new(stamp.at, by, agency),
        }
    }
}
