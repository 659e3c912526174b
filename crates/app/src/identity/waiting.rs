//! The list of pairs of records that may be of one person and wait for somebody to decide.

use crate::{App, Cx, ports::Waits, refusal::Refusal};
use domain::{
    hearing::Evidence,
    identity_review::{Pair, ReviewState},
    ids::PersonId,
    person::Identity,
    same_person::GroupState,
    section::Purpose,
};
use gate::{Action, Standing, Viewer};
use std::collections::BTreeMap;

/// Pairs counted at most.
const COUNTED: u32 = 1000;
/// Pairs that the matcher joined, shown at most.
const JOINED: u32 = 20;

/// Two records that may be of one person.
#[derive(Debug, Clone)]
pub struct WaitingView {
    /// Which two.
    pub pair: Pair,
    /// One of them: the one from whose page the two may be compared.
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

/// Two records that the matcher joined and about which nobody has decided.
#[derive(Debug, Clone)]
pub struct JoinedView {
    /// Which two.
    pub pair: WaitingView,
    /// The group in which they are; nothing where the rest speaks against it, and somebody has to look.
    pub group: Option<PersonId>,
    /// Whether they, or others beside them, do not agree with the rest.
    pub contradicted: bool,
}

/// A page of the list.
#[derive(Debug, Clone)]
pub struct WaitingPage {
    /// Pairs: those about which two people decided differently, those that wait for a second, then the likeliest first.
    pub pairs: Vec<WaitingView>,
    /// Pairs that the matcher joined, on the first page alone: those first that somebody has to look at, then the least sure.
    pub joined: Vec<JoinedView>,
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
    // Where the matcher looked wrong, people see it first: the least sure of what it joined, on the first page.
    let joined =
        if after.is_none() { cx.tx.held_pairs(&filter, None, JOINED, today).await? } else { Vec::new() };
    let (pairs, mut joined) = shown(&mut cx, &found, &joined).await?;
    joined.sort_by_key(|one| !one.contradicted);
    cx.answer(WaitingPage { pairs, joined, wait, counted_to: u64::from(COUNTED), next }).await
}

/// A page of the pairs that the matcher joined.
#[derive(Debug, Clone)]
pub struct JoinedPage {
    /// The least sure first.
    pub pairs: Vec<JoinedView>,
    /// Where the next page begins.
    pub next: Option<(i64, PersonId, PersonId)>,
}

/// Pairs that the matcher joined and about which nobody has decided, both of whom the viewer may know of, the least sure first.
pub async fn joined(
    app: &App,
    viewer: &Viewer,
    after: Option<(i64, PersonId, PersonId)>,
    limit: u32,
) -> Result<JoinedPage, Refusal> {
    app.know_everybody().await?;
    let mut cx = app.read(viewer, Purpose::Supervision, "list records that the matcher joined").await?;
    cx.permit_role(Action::ReviewIdentity)?;
    let (filter, today) = (cx.visible(), cx.today());
    let mut found = cx.tx.held_pairs(&filter, after, limit.saturating_add(1), today).await?;
    let more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let last = found.last().filter(|_| more);
    let next = last.map(|(weight, pair)| (*weight, pair.first(), pair.second()));
    let (_, pairs) = shown(&mut cx, &[], &found).await?;
    cx.answer(JoinedPage { pairs, next }).await
}

/// Pairs that wait and pairs that were joined, as lists show them.
async fn shown(
    cx: &mut Cx<'_>,
    found: &[Waits],
    joined: &[(i64, Pair)],
) -> Result<(Vec<WaitingView>, Vec<JoinedView>), Refusal> {
    let open =
        |(weight, pair): &(i64, Pair)| Waits { pair: *pair, state: ReviewState::Open, weight: *weight };
    let joined: Vec<Waits> = joined.iter().map(open).collect();
    let ends = |one: &Waits| [one.pair.first(), one.pair.second()];
    let groups = cx.groups(joined.iter().flat_map(ends)).await?;
    let people: Vec<PersonId> = found.iter().chain(&joined).flat_map(ends).collect();
    let (standings, identities) = cx.people(people).await?;
    let pairs = views(cx, &standings, &identities, found);
    let stands = |pair: WaitingView| {
        let group = groups.of(pair.pair.first()).filter(|_| groups.together(pair.pair));
        let contradicted = group.is_none_or(|group| group.state == GroupState::Contradicted);
        JoinedView { pair, group: group.map(super::Group::id), contradicted }
    };
    let joined = views(cx, &standings, &identities, &joined).into_iter().map(stands).collect();
    Ok((pairs, joined))
}

/// Pairs as a list shows them.
fn views(
    cx: &Cx<'_>,
    standings: &BTreeMap<PersonId, Standing>,
    identities: &BTreeMap<PersonId, Identity>,
    waits: &[Waits],
) -> Vec<WaitingView> {
    let one = |one: &Waits| view(cx.app, cx.compared_from(one.pair, standings)?, identities, one);
    waits.iter().filter_map(one).collect()
}

/// Two records as a list shows them.
fn view(
    app: &App,
    from: PersonId,
    identities: &BTreeMap<PersonId, Identity>,
    waits: &Waits,
) -> Option<WaitingView> {
    let Waits { pair, state, weight } = *waits;
    let one = identities.get(&from)?.clone();
    let other = identities.get(&pair.beside(from)?)?.clone();
    let evidence = app.between(&one, &other);
    #[expect(clippy::cast_precision_loss, reason = "a weight is within some hundred bits")]
    let listed = weight as f64 / 1000.0;
    // Of one that somebody is asked about, the weight only says where it stands in the list.
    let weighed = || app.beside(&one, &other).map_or(0.0, |found| found.weight);
    let odds = if state == ReviewState::Open { listed } else { weighed() }.exp2();
    Some(WaitingView { pair, one, other, evidence, state, probability: odds / (1.0 + odds), weight })
}
