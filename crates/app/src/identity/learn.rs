//! What people decided about pairs of records, fed back to the matcher on request of whoever runs the installation: how often
//! one person's records agree, differ by a digit, or bear another name.
//!
//! What holds: only sums leave this file. Decisions about people out of anybody's reach are counted with all others, and nobody is
//! named. It always begins with the figures that the matcher came with, never with those it was taught before, so that teaching
//! twice is teaching once. A decision that was taken back, or that is not settled, teaches nothing.
//!
//! What it deliberately does not do: teach by itself. What a decision was made from is partly what the matcher showed, so
//! somebody looks at the figures before and after and says that they hold.

use crate::{
    App, Refusal,
    cx::missing,
    events::EventKind,
    everybody::{matcher, preset, record_of},
    installation::Acting,
    ports::{Figures, Tx},
};
use domain::{
    identity_review::{IdentityReview, ReviewState},
    ids::PersonId,
    person::Identity,
    section::Purpose,
};
use gate::Action;
use linkage::{
    Model,
    live::{Live, Thresholds},
    taught::{Held, Label, taught},
};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Decisions from which the matcher can be taught: so many that said the same person, which alone teach.
pub const LEAST: usize = 50;
/// What is wrong when a model cannot work, which the one that the matcher comes with can.
const NO_MATCHER: &str = "the matcher's model";
/// As how many decisions the figures count that the matcher came with.
pub const BELIEF: f64 = 100.0;
/// Records whose decisions are read at a time.
const PAGE: u32 = 500;
/// Each pair is weighed by what the others teach, in so many parts.
const PARTS: usize = 5;

/// A figure before and after: how often one person's two records fall into a level.
#[derive(Debug, Clone, PartialEq)]
pub struct Taught {
    /// What is compared.
    pub comparison: String,
    /// The level.
    pub level: String,
    /// How many pairs that are one person's fell into it.
    pub seen: usize,
    /// Before anything was taught.
    pub before: f64,
    /// After.
    pub after: f64,
}

/// How a threshold stands to what was decided.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measured {
    /// The threshold as a probability.
    pub from: f64,
    /// With the figures that the matcher came with.
    pub before: Held,
    /// With those that it is taught, each pair weighed by what the others teach.
    pub after: Held,
}

/// What decisions teach.
#[derive(Debug, Clone, PartialEq)]
pub struct Lesson {
    /// Pairs that were decided to be one person.
    pub same: usize,
    /// Pairs that were decided to be different people.
    pub different: usize,
    /// Every figure.
    pub figures: Vec<Taught>,
    /// Thresholds, the lowest first.
    pub thresholds: Vec<Measured>,
}

/// What holds from now on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Changed {
    /// How often figures were kept, this time included.
    pub position: i64,
}

/// What the decisions that stand would teach the matcher. Nothing is changed.
///
/// # Errors
/// [`Refusal::Role`] for anybody but a system administrator; [`Refusal::Invalid`] with fewer than [`LEAST`] decisions that teach.
pub async fn learn(app: &App, acting: &Acting) -> Result<Lesson, Refusal> {
    let mut cx = app
        .read(&acting.signed().viewer, Purpose::Administration, "learn from decisions about records")
        .await?;
    cx.permit_role(Action::ManageAgencies)?;
    let lesson = lesson(&mut *cx.tx).await?;
    cx.answer(lesson).await
}

/// The same, and has it kept: the matcher works with it from its next start, at the latest.
///
/// # Errors
/// As [`learn`]; [`Refusal::Stale`] when somebody came first.
pub async fn apply(app: &App, acting: &Acting) -> Result<(Lesson, Changed), Refusal> {
    let mut cx = app.write(&acting.signed().viewer, Purpose::Administration, "teach the matcher").await?;
    cx.permit_role(Action::ManageAgencies)?;
    let lesson = lesson(&mut *cx.tx).await?;
    let number = |many: usize| i64::try_from(many).unwrap_or(i64::MAX);
    let labels = (number(lesson.same), number(lesson.different));
    let changed = keep(&mut cx, Some(written(&lesson.figures)), labels).await?;
    cx.answer((lesson, changed)).await
}

/// Has the figures kept that the matcher came with.
///
/// # Errors
/// [`Refusal::Role`] for anybody but a system administrator; [`Refusal::Stale`] when somebody came first.
pub async fn preset_again(app: &App, acting: &Acting) -> Result<Changed, Refusal> {
    let mut cx = app.write(&acting.signed().viewer, Purpose::Administration, "teach the matcher").await?;
    cx.permit_role(Action::ManageAgencies)?;
    let changed = keep(&mut cx, None, (0, 0)).await?;
    cx.answer(changed).await
}

async fn keep(
    cx: &mut crate::Cx<'_>,
    figures: Option<String>,
    labels: (i64, i64),
) -> Result<Changed, Refusal> {
    let seen = cx.tx.matcher_figures().await?.map_or(0, |kept| kept.position);
    let kept = Figures { position: seen + 1, figures, labels, stamp: cx.stamp() };
    if !cx.tx.put_matcher_figures(&kept).await? {
        return Err(Refusal::Stale { seen, now: kept.position });
    }
    let body = json!({
        "position": kept.position, "figures": kept.figures, "same": labels.0, "different": labels.1,
    });
    let event = cx.partnership_event(EventKind::MatcherTaught, Uuid::nil(), body);
    cx.append(event);
    Ok(Changed { position: kept.position })
}

async fn lesson(tx: &mut dyn Tx) -> Result<Lesson, Refusal> {
    let model = preset();
    let before = matcher(&model).map_err(|_| missing(NO_MATCHER))?;
    let mut labels = Vec::new();
    let mut weights = Vec::new();
    each_decided(tx, |one, other, same| {
        if let Some((weight, levels)) = before.levels(&record_of(one), &record_of(other)) {
            labels.push(Label { levels, same });
            weights.push((weight, same));
        }
    })
    .await?;
    let same = labels.iter().filter(|label| label.same).count();
    if same < LEAST {
        let sentence = format!(
            "{same} pairs of records are decided to be of one person; at least {LEAST} are needed to learn from"
        );
        return Err(Refusal::field("labels", "too_few", sentence));
    }
    let after = taught(&model, &labels, BELIEF);
    let mut parts: Vec<Live> = Vec::with_capacity(PARTS);
    for part in 0..PARTS {
        let others = labels.iter().enumerate().filter(|(at, _)| at % PARTS != part).map(|(_, label)| label);
        parts.push(matcher(&taught(&model, others, BELIEF)).map_err(|_| missing(NO_MATCHER))?);
    }
    let mut held_out = Vec::with_capacity(weights.len());
    each_decided(tx, |one, other, same| {
        let part = parts.get(held_out.len() % PARTS);
        if let Some((weight, _)) = part.and_then(|part| part.levels(&record_of(one), &record_of(other))) {
            held_out.push((weight, same));
        }
    })
    .await?;
    let thresholds = thresholds().map(|(least, from)| Measured {
        from,
        before: Held::at(least, &weights),
        after: Held::at(least, &held_out),
    });
    Ok(Lesson {
        same,
        different: labels.len() - same,
        figures: figures(&model, &after, &labels),
        thresholds: thresholds.collect(),
    })
}

/// Weights from which a pair is shown as worth a look, is likelier than not, and would be joined by a program that may be wrong
/// once in a hundred or in a thousand; each as a probability too.
fn thresholds() -> impl Iterator<Item = (f64, f64)> {
    let odds = |weight: f64| weight.exp2() / (1.0 + weight.exp2());
    let [hundred, thousand] = [0.01, 0.001].map(Thresholds::at_most);
    [thousand.review, 0.0, hundred.join, thousand.join].into_iter().map(move |weight| (weight, odds(weight)))
}

/// Goes through the pairs that people have decided about, as the records are now. One whose records are not both there any more
/// is left out.
async fn each_decided(
    tx: &mut dyn Tx,
    mut take: impl FnMut(&Identity, &Identity, bool),
) -> Result<(), Refusal> {
    let mut last = PersonId(Uuid::nil());
    loop {
        let reviews = tx.decided_after(last, PAGE).await?;
        let Some(newest) = reviews.last() else { return Ok(()) };
        last = newest.pair.first();
        let settled: Vec<(&IdentityReview, bool)> = reviews
            .iter()
            .filter_map(|one| match one.state() {
                ReviewState::Same => Some((one, true)),
                ReviewState::Different => Some((one, false)),
                ReviewState::Open | ReviewState::Second | ReviewState::Disagreed => None,
            })
            .collect();
        let mut people: Vec<PersonId> =
            settled.iter().flat_map(|(one, _)| [one.pair.first(), one.pair.second()]).collect();
        people.sort_unstable();
        people.dedup();
        let known = tx.known_as(&people).await?;
        let known: BTreeMap<PersonId, Identity> =
            known.into_iter().map(|known| (known.identity.person, known.identity)).collect();
        for (one, same) in settled {
            if let (Some(first), Some(second)) = (known.get(&one.pair.first()), known.get(&one.pair.second()))
            {
                take(first, second, same);
            }
        }
        tokio::task::yield_now().await;
    }
}

fn figures(before: &Model, after: &Model, labels: &[Label]) -> Vec<Taught> {
    let mut all = Vec::new();
    for (at, (own, learnt)) in before.comparisons.iter().zip(&after.comparisons).enumerate() {
        for (number, (level, learnt)) in own.levels.iter().zip(&learnt.levels).enumerate() {
            let fell = |label: &&Label| {
                label.same && label.levels.get(at).copied().flatten().map(usize::from) == Some(number)
            };
            all.push(Taught {
                comparison: own.name.clone(),
                level: level.name.clone(),
                seen: labels.iter().filter(fell).count(),
                before: level.m,
                after: learnt.m,
            });
        }
    }
    all
}

/// The figures that moved, as they are kept.
fn written(figures: &[Taught]) -> String {
    let mut all: Map<String, Value> = Map::new();
    for one in figures.iter().filter(|one| one.seen > 0 || one.after.to_bits() != one.before.to_bits()) {
        let own = all.entry(one.comparison.clone()).or_insert_with(|| Value::Object(Map::new()));
        if let Value::Object(own) = own {
            own.insert(one.level.clone(), json!(one.after));
        }
    }
    Value::Object(all).to_string()
}

/// Why kept figures are none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the matcher's figures of place {position}: {why}")]
pub struct NoFigures {
    position: i64,
    why: String,
}

impl Figures {
    /// The model with these figures in the place of those that it came with.
    ///
    /// # Errors
    /// [`NoFigures`] for a comparison or a level that there is not, and for a figure that is no chance.
    pub(crate) fn model(&self) -> Result<Model, NoFigures> {
        let wrong = |why: String| NoFigures { position: self.position, why };
        let mut model = preset();
        let Some(text) = &self.figures else { return Ok(model) };
        let all: BTreeMap<String, BTreeMap<String, f64>> =
            serde_json::from_str(text).map_err(|error| wrong(error.to_string()))?;
        for (name, levels) in all {
            let own = model.comparisons.iter_mut().find(|own| own.name == name);
            let own = own.ok_or_else(|| wrong(format!("nothing is compared that is called {name}")))?;
            for (level, figure) in levels {
                let found = own.levels.iter_mut().find(|own| own.name == level);
                let found =
                    found.ok_or_else(|| wrong(format!("{name} has no level that is called {level}")))?;
                if !(figure > 0.0 && figure < 1.0) {
                    return Err(wrong(format!("{name}, {level}: {figure} is no chance")));
                }
                found.m = figure;
            }
        }
        Ok(model)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        ids::{AccountId, AgencyId},
        stamp::Stamp,
    };

    fn kept(figures: Option<&str>) -> Figures {
        let stamp = Stamp {
            at: jiff::Timestamp::UNIX_EPOCH,
            by: AccountId(Uuid::nil()),
            agency: AgencyId(Uuid::nil()),
        };
        Figures { position: 3, figures: figures.map(str::to_owned), labels: (50, 0), stamp }
    }

    #[test]
    fn figures_are_read_as_they_were_written_or_refused_by_name() {
        let model = preset();
        assert_eq!(kept(None).model().as_ref(), Ok(&model));
        let label = Label { levels: vec![Some(0); model.comparisons.len()], same: true };
        let labels = vec![label; 60];
        let after = taught(&model, &labels, BELIEF);
        assert_ne!(after, model);
        let text = written(&figures(&model, &after, &labels));
        let read = kept(Some(&text)).model().unwrap();
        for (one, other) in read.comparisons.iter().zip(&after.comparisons) {
            for (one, other) in one.levels.iter().zip(&other.levels) {
                assert!((one.m - other.m).abs() < 1e-12, "{} {}", one.m, other.m);
            }
        }
        for (text, why) in [
            ("[]", "place 3"),
            (r#"{"shoes": {"same": 0.5}}"#, "shoes"),
            (r#"{"surname": {"identical": 0.5}}"#, "identical"),
            (r#"{"surname": {"same": 1.0}}"#, "no chance"),
            (r#"{"surname": {"same": 0}}"#, "no chance"),
        ] {
            let error = kept(Some(text)).model().unwrap_err().to_string();
            assert!(error.contains(why), "{error}");
        }
    }
}
