//! Why two records score as they do: each comparison's level, values and weight, and the stories that share the
//! probability between them.
//!
//! The steps add up: prior, then each field's weight as if fields were independent, then what the stories change.

use crate::compare::{Memory, level_of};
use crate::model::{Comparison, Model};
use crate::score::{Linker, probability};
use crate::scorer::{Rows, Scorer};

/// An account of one pair.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// log₂ of the odds before anything is compared.
    pub prior: f64,
    /// What each comparison says, in the model's order; silent ones too.
    pub fields: Vec<FieldWeight>,
    /// What the stories change: household members who share surname and address, for example, take weight away.
    pub stories_weight: f64,
    /// The stories, the likeliest first; their probabilities add up to 1.
    pub stories: Vec<StoryShare>,
    /// log₂ of the odds, all told.
    pub weight: f64,
    /// The probability that the two are one person.
    pub probability: f64,
}

/// What one comparison says.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldWeight {
    /// The comparison's name.
    pub comparison: String,
    /// The level's name; `None` when the comparison is silent.
    pub level: Option<String>,
    /// The first column's value of the left record, as it is compared.
    pub left: Option<String>,
    /// Likewise of the right record.
    pub right: Option<String>,
    /// log₂ of `m / u`, term frequency included.
    pub weight: f64,
    /// How much of it the value's frequency adds or takes away.
    pub tf_weight: f64,
}

/// A story and how likely it is behind the pair.
#[derive(Debug, Clone, PartialEq)]
pub struct StoryShare {
    /// The story's name.
    pub name: String,
    /// Whether it makes the two one person.
    pub same_person: bool,
    /// Its probability.
    pub probability: f64,
}

impl Linker<'_> {
    /// Explains two records, by row number at filling; `None` for rows that the table has not.
    pub fn explain(&self, left: u32, right: u32) -> Option<Explanation> {
        let (left, right) = (self.kept(left)?, self.kept(right)?);
        self.scorer.explain(&self.model, self.rows(left, right))
    }
}

impl Scorer<'_> {
    /// Explains two rows by the model that was fitted.
    pub fn explain(&self, model: &Model, rows: Rows<'_>) -> Option<Explanation> {
        let judged = self.judged(rows, 0.0, &mut Memory::small())?;
        let prior = (model.prior / (1.0 - model.prior)).log2();
        let mut fields = Vec::new();
        for (at, (comparison, weighed)) in model.comparisons.iter().zip(&self.comparisons).enumerate() {
            let own = level_of(judged.pattern, at).checked_sub(1);
            let level = own.and_then(|own| comparison.levels.get(own));
            let (weight, plain) = own
                .and_then(|own| weighed.levels.get(own))
                .map_or((0.0, 0.0), |level| (level.ratios(rows.0, rows.1)[0].log2(), level.plain.log2()));
            fields.push(FieldWeight {
                comparison: comparison.name.clone(),
                level: level.map(|level| level.name.clone()),
                left: self.value(comparison, rows.0),
                right: self.value(comparison, rows.1),
                weight,
                tf_weight: weight - plain,
            });
        }
        let total = self.odds(&judged.ratios);
        let mut stories: Vec<StoryShare> = model
            .stories
            .iter()
            .zip(&self.stories)
            .map(|(story, weighted)| StoryShare {
                name: story.name.clone(),
                same_person: story.same_person,
                probability: weighted.likelihood(&judged.ratios) / (total.0 + total.1),
            })
            .collect();
        stories.sort_by(|a, b| b.probability.total_cmp(&a.probability));
        let weight = (total.0 / total.1).log2();
        let told: f64 = prior + fields.iter().map(|field| field.weight).sum::<f64>();
        Some(Explanation {
            prior,
            fields,
            stories_weight: weight - told,
            stories,
            weight,
            probability: probability(weight),
        })
    }

    /// The value of a comparison's first column, as it is compared.
    fn value(&self, comparison: &Comparison, row: &[u32]) -> Option<String> {
        let column = self.table.table().position(comparison.columns.first()?)?;
        let code = row.get(column).copied().filter(|code| *code != 0)?;
        Some(self.table.dictionary(column).text(code).to_owned())
    }
}
