//! The list of pairs of records that may be of one person and wait for somebody to decide.

use crate::{
    App,
    known::{self, Described},
    ports::Waits,
    refusal::Refusal,
};
use domain::{
    hearing::Evidence, identity_review::ReviewState, ids::PersonId, person::Identity, section::Purpose,
};
use gate::{Action, Viewer};

/// Pairs counted at most.
const COUNTED: u32 = 1000;

/// Two records that may be of one person.
#[derive(Debug, Clone)]
pub struct WaitingView {
    /// One of them.
    pub one: Identity,
    /// The other.
    pub other: Identity,
    /// What speaks for it, and against.
    pub evidence: Vec<Evidence>,
    /// How they stand: open, waiting for a second person, or decided differently by two.
    pub state: ReviewState,
    /// The probability that they are one person, as the matcher has it: 0 to 1.
    pub probability: f64,
    /// A thousand times log₂ of the odds, by which the list is ordered.
    pub weight: i64,
}

/// A page of the list.
#[derive(Debug, Clone)]
pub struct WaitingPage {
    /// Pairs: those about which two people decided differently, those that wait for a second, then the likeliest first.
    pub pairs: Vec<WaitingView>,
    /// How many wait, counted as far as [`Self::counted_to`].
    pub wait: u64,
    /// How far was counted.
    pub counted_to: u64,
    /// Where the next page begins.
    pub next: Option<(i64, PersonId, PersonId)>,
}

/// Pairs of records that may be of one person, both of whom the viewer may know of, the likeliest first: a likely pair is a
/// person whom somebody may lose sight of. Those about which somebody else is asked come before; not to who has decided already.
pub async fn waiting(
    app: &App,
    viewer: &Viewer,
    after: Option<(i64, PersonId, PersonId)>,
    limit: u32,
) -> Result<WaitingPage, Refusal> {
    app.know_everybody().await?;
    let mut cx = app.read(viewer, Purpose::Supervision, "list records that may be of one person").await?;
    cx.permit_role(Action::ReviewIdentity)?;
    let (filter, today) = (cx.visible(), cx.today());
    let wanted = limit.saturating_add(1);
    let mut found = cx.tx.asked_pairs(&filter, after, wanted, today).await?;
    let rest = wanted.saturating_sub(u32::try_from(found.len()).unwrap_or(wanted));
    found.extend(cx.tx.waiting_pairs(&filter, after, rest, today).await?);
    let wait = cx.tx.count_waiting_pairs(&filter, COUNTED, today).await?;
    let more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let last = found.last().filter(|_| more);
    let next = last.map(|one| (one.weight, one.pair.first(), one.pair.second()));
    let people = found.iter().flat_map(|one| [one.pair.first(), one.pair.second()]);
    let (_, identities) = cx.people(people).await?;
    let pairs = found.into_iter().filter_map(|Waits { pair, state, weight }| {
        let one = identities.get(&pair.first())?.clone();
        let other = identities.get(&pair.second())?.clone();
        let described = Described {
            name: one.legal.clone(),
            born: one.born,
            numbers: one.identifiers.clone(),
            postcode: None,
        };
        let beside = app.beside(&one, &other);
        let evidence = known::evidence(&described, &other, &[], beside.as_ref());
        #[expect(clippy::cast_precision_loss, reason = "a weight is within some hundred bits")]
        let listed = weight as f64 / 1000.0;
        // Of one that somebody is asked about, the weight only says where it stands in the list.
        let bits = if state == ReviewState::Open { listed } else { beside.map_or(0.0, |found| found.weight) };
        let odds = bits.exp2();
        Some(WaitingView { one, other, evidence, state, probability: odds / (1.0 + odds), weight })
    });
    let pairs = pairs.collect();
    cx.answer(WaitingPage { pairs, wait, counted_to: u64::from(COUNTED), next }).await
}
