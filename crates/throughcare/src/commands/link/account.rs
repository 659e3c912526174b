//! What the matcher has learnt, and why two records score as they do, in lines.

use crate::printing::say;
use linkage::{Explanation, Model};

/// Bars are so wide at most.
const WIDEST: usize = 20;

/// Each step of the way from the odds before anything was compared to the odds of all told.
pub fn say_it(told: &Explanation) {
    say!("{:<16} {:<28} {:<28} {:<30} {:>7}", "", "left", "right", "", "weight");
    step("before", "", "", "", told.prior);
    for field in &told.fields {
        let value = |value: &Option<String>| short(value.as_deref().unwrap_or("–"), 28);
        let level = field.level.as_deref().unwrap_or("says nothing");
        let level = if field.tf_weight.abs() >= 0.05 {
            format!("{level} (rarity {:+.1})", field.tf_weight)
        } else {
            level.to_owned()
        };
        step(&field.comparison, &value(&field.left), &value(&field.right), &level, field.weight);
    }
    step("taken together", "", "", "", told.stories_weight);
    step("all told", "", "", "", told.weight);
    say!("");
    say!("Probability that they are one person: {:.4}", told.probability);
    for story in told.stories.iter().take_while(|story| story.probability >= 0.01) {
        say!("  {:.2}  {}", story.probability, story.name);
    }
}

fn step(name: &str, left: &str, right: &str, level: &str, weight: f64) {
    say!("{name:<16} {left:<28} {right:<28} {:<30} {weight:>+7.2} {}", short(level, 30), bar(weight));
}

/// As long as the weight is great, to the side that its sign says.
fn bar(weight: f64) -> String {
    let sign = if weight < 0.0 { "−" } else { "+" };
    let mut long = 0;
    while long < WIDEST && f64::from(u32::try_from(long).unwrap_or(u32::MAX)) + 0.5 < weight.abs() {
        long += 1;
    }
    sign.repeat(long)
}

fn short(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{kept}…")
}

/// What was learnt of each level: how often one person's records fall into it, how often strangers' do, and what follows.
pub fn say_model(model: &Model) {
    say!("Two records at random are one person in {:.0}", 1.0 / model.prior);
    for comparison in &model.comparisons {
        say!("");
        say!("{:<44} {:>10} {:>10} {:>8}", comparison.name, "one person", "strangers", "weight");
        for level in &comparison.levels {
            let weight = (level.m / level.u).log2();
            say!("  {:<42} {:>10.5} {:>10.7} {weight:>+8.2}", level.name, level.m, level.u);
        }
    }
}
