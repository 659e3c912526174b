//! From pairs to people. Records that links join into one piece are not yet one person: a single wrong link joins
//! two families of records. Within each piece every two records are scored, offered or not, and groups are joined,
//! the surest first, only while their records agree on the whole (average linkage). So a weak bridge is refused.
//!
//! What holds: the clusters depend on the scores alone, not on the order of rows or pairs. What it does not do: keep
//! clusters stable over time, or obey people's decisions; that is the business of whoever keeps them.

use rayon::prelude::*;

use crate::compare::Memory;
use crate::score::{Linker, Pairs, ScoredPair, starts};

/// How to resolve clusters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Resolution {
    /// Links of at least this weight join records into pieces.
    pub link: f64,
    /// Groups are joined while the mean weight between their records is at least this.
    pub join: f64,
    /// Weights count for no more than this, and for no less than its negative: one overwhelming link does not
    /// outvote several that speak against it.
    pub bound: f64,
    /// How far a pair's weight follows what the other records of the two people say: 0 not at all, 1 wholly.
    pub context: f64,
    /// Pieces of more records than this are cut at a higher link weight first.
    pub largest: usize,
}

impl Default for Resolution {
    fn default() -> Self {
        Self { link: 0.0, join: 0.0, bound: 16.0, context: 0.5, largest: 400 }
    }
}

/// Which records are one person.
#[derive(Debug, Clone, PartialEq)]
pub struct Clusters {
    /// By row number at filling: the smallest row number of the cluster.
    pub of: Vec<u32>,
    /// The scored pairs, with those that the clusters imply, each weighed in the light of the other records of the
    /// two people; by left, then right.
    pub pairs: Vec<ScoredPair>,
    /// Links that reached the weight and yet were refused, because the rest spoke against them.
    pub refused: Vec<(u32, u32)>,
}

impl Linker<'_> {
    /// Resolves scored pairs into clusters.
    pub fn clusters(&self, pairs: &Pairs, resolution: &Resolution) -> Clusters {
        let links: Vec<(u32, u32, f64)> = pairs
            .pairs
            .iter()
            .filter(|pair| pair.weight >= resolution.link)
            .filter_map(|pair| Some((self.kept(pair.left)?, self.kept(pair.right)?, pair.weight)))
            .collect();
        let rows: Vec<u32> = (0..u32::try_from(self.table.len()).unwrap_or(u32::MAX)).collect();
        let pieces = pieces(&rows, &links, resolution.link, resolution.largest);
        let known = Known { pairs: &pairs.pairs, starts: starts(pairs.pairs.iter(), self.table.len()) };
        let resolved: Vec<Resolved> = pieces
            .into_par_iter()
            .map_init(Memory::new, |memory, piece| self.resolved(&piece, &known, resolution, memory))
            .collect();
        let groups = resolved.iter().flat_map(|own| &own.groups);
        let mut of = rows;
        for group in groups {
            let named = group.iter().map(|row| self.table.filled_as(*row));
            let name = named.clone().min().unwrap_or(0);
            for row in named {
                if let Some(own) = of.get_mut(row as usize) {
                    *own = name;
                }
            }
        }
        let cluster = |row: u32| of.get(row as usize).copied();
        let apart = pairs.pairs.iter().filter(|pair| pair.weight >= resolution.link);
        let apart = apart.filter(|pair| cluster(pair.left) != cluster(pair.right));
        let refused = apart.map(|pair| (pair.left, pair.right)).collect();
        Clusters { pairs: in_context(pairs, resolved), of, refused }
    }

    /// The groups of one piece, and its pairs in their context.
    fn resolved(
        &self,
        piece: &[u32],
        known: &Known<'_>,
        resolution: &Resolution,
        memory: &mut Memory,
    ) -> Resolved {
        if piece.len() < 3 {
            return Resolved { groups: vec![piece.to_vec()], pairs: Vec::new() };
        }
        let bound = resolution.bound;
        let mut matrix = Matrix::new(piece.len());
        let mut weights = Vec::new();
        for (at, left) in piece.iter().enumerate() {
            for (other, right) in piece.iter().enumerate().skip(at + 1) {
                let weight = known.weight(self.table.filled_as(*left), self.table.filled_as(*right));
                let weight = weight.unwrap_or_else(|| self.weight_of(*left, *right, memory));
                matrix.set(at, other, weight.clamp(-bound, bound));
                weights.push((at, other, weight));
            }
        }
        let bounded = matrix.clone();
        let groups = matrix.joined(resolution.join);
        let mut group_of = vec![0; piece.len()];
        for (number, group) in groups.iter().enumerate() {
            for at in group {
                if let Some(own) = group_of.get_mut(*at) {
                    *own = number;
                }
            }
        }
        let members =
            |at: usize| group_of.get(at).and_then(|own| groups.get(*own)).map_or(&[][..], Vec::as_slice);
        let mut pairs = Vec::new();
        for (at, other, weight) in weights {
            let context = f64::midpoint(bounded.mean(at, members(other)), bounded.mean(other, members(at)));
            let weight = weight + resolution.context * (context - bounded.get(at, other));
            if let (Some(left), Some(right)) = (piece.get(at), piece.get(other))
                && !self.is_within(*left, *right)
            {
                pairs.push(self.named(*left, *right, weight));
            }
        }
        let rows = |group: &Vec<usize>| group.iter().filter_map(|at| piece.get(*at).copied()).collect();
        Resolved { groups: groups.iter().map(rows).collect(), pairs }
    }
}

/// Pairs whose weights are known, so that they are not worked out again.
struct Known<'a> {
    /// By left, then right.
    pairs: &'a [ScoredPair],
    starts: Vec<usize>,
}

impl Known<'_> {
    /// The weight of two rows, by row number at filling.
    fn weight(&self, one: u32, other: u32) -> Option<f64> {
        let (left, right) = (one.min(other), one.max(other));
        let own = left as usize;
        let row = self.pairs.get(*self.starts.get(own)?..*self.starts.get(own + 1)?)?;
        row.iter().find(|pair| pair.left == left && pair.right == right).map(|pair| pair.weight)
    }
}

/// What became of one piece.
struct Resolved {
    groups: Vec<Vec<u32>>,
    pairs: Vec<ScoredPair>,
}

/// The pairs as scored, those within a piece replaced by what the piece says of them.
fn in_context(pairs: &Pairs, resolved: Vec<Resolved>) -> Vec<ScoredPair> {
    let mut within: Vec<ScoredPair> = resolved.into_iter().flat_map(|own| own.pairs).collect();
    within.par_sort_unstable_by_key(|pair| (pair.left, pair.right));
    let mut all = Vec::with_capacity(pairs.pairs.len() + within.len());
    let mut within = within.into_iter().peekable();
    for pair in &pairs.pairs {
        while let Some(other) = within.next_if(|other| (other.left, other.right) < (pair.left, pair.right)) {
            all.extend((other.weight >= pairs.least_weight).then_some(other));
        }
        match within.next_if(|other| (other.left, other.right) == (pair.left, pair.right)) {
            Some(other) => all.extend((other.weight >= pairs.least_weight).then_some(other)),
            None => all.push(*pair),
        }
    }
    all.extend(within.filter(|other| other.weight >= pairs.least_weight));
    all
}

/// Connected pieces of two or more of `rows`; one that is too large is cut again at a higher weight.
pub(crate) fn pieces(rows: &[u32], links: &[(u32, u32, f64)], least: f64, largest: usize) -> Vec<Vec<u32>> {
    // Rows come in order: all of a table lie at their own number, those of a piece are searched for.
    let place = |row: u32| {
        let own = row as usize;
        if rows.get(own) == Some(&row) { Some(own) } else { rows.binary_search(&row).ok() }
    };
    let mut parents: Vec<usize> = (0..rows.len()).collect();
    for (left, right, _) in links.iter().filter(|link| link.2 >= least) {
        if let (Some(left), Some(right)) = (place(*left), place(*right)) {
            let (left, right) = (root(&mut parents, left), root(&mut parents, right));
            if let Some(parent) = parents.get_mut(left.max(right)) {
                *parent = left.min(right);
            }
        }
    }
    let mut rooted: Vec<(usize, u32)> =
        rows.iter().enumerate().map(|(at, row)| (root(&mut parents, at), *row)).collect();
    rooted.sort_unstable();
    let found = rooted.chunk_by(|a, b| a.0 == b.0).filter(|piece| piece.len() > 1);
    let found = found.map(|piece| piece.iter().map(|(_, row)| *row).collect::<Vec<u32>>());
    let mut pieces = Vec::new();
    for piece in found {
        if piece.len() <= largest || least > 200.0 {
            pieces.push(piece);
        } else {
            let inside: std::collections::HashSet<u32> = piece.iter().copied().collect();
            let own: Vec<_> = links.iter().filter(|link| inside.contains(&link.0)).copied().collect();
            pieces.extend(self::pieces(&piece, &own, least.max(0.0) + 2.0, largest));
        }
    }
    pieces
}

fn root(parents: &mut [usize], mut at: usize) -> usize {
    while let Some(&parent) = parents.get(at).filter(|parent| **parent != at) {
        let above = parents.get(parent).copied().unwrap_or(parent);
        if let Some(own) = parents.get_mut(at) {
            *own = above;
        }
        at = parent;
    }
    at
}

/// Summed weights between groups.
#[derive(Clone)]
pub(crate) struct Matrix {
    size: usize,
    sums: Vec<f64>,
}

impl Matrix {
    pub fn new(size: usize) -> Self {
        Self { size, sums: vec![0.0; size * size] }
    }

    fn get(&self, a: usize, b: usize) -> f64 {
        self.sums.get(a * self.size + b).copied().unwrap_or(0.0)
    }

    pub fn set(&mut self, a: usize, b: usize, sum: f64) {
        for at in [a * self.size + b, b * self.size + a] {
            if let Some(own) = self.sums.get_mut(at) {
                *own = sum;
            }
        }
    }

    /// The mean weight between one record and others, itself left out.
    fn mean(&self, at: usize, others: &[usize]) -> f64 {
        let (sum, count) = others
            .iter()
            .filter(|other| **other != at)
            .fold((0.0, 0.0), |(sum, count), other| (sum + self.get(at, *other), count + 1.0));
        if count > 0.0 { sum / count } else { 0.0 }
    }

    /// Joins groups, those that agree best first, while the mean weight between them is at least `join`.
    fn joined(self, join: f64) -> Vec<Vec<usize>> {
        self.joined_from(&[], join)
    }

    /// As [`Matrix::joined`], after joining these whatever their weights.
    pub fn joined_from(mut self, first: &[(usize, usize)], join: f64) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = (0..self.size).map(|at| vec![at]).collect();
        let mut alive: Vec<usize> = (0..self.size).collect();
        for (a, b) in first {
            let group = |at: &usize| groups.iter().position(|group| group.contains(at));
            if let (Some(a), Some(b)) = (group(a), group(b))
                && a != b
            {
                self.merge(&mut groups, &mut alive, a.min(b), a.max(b));
            }
        }
        loop {
            let mut best: Option<(f64, usize, usize)> = None;
            for (at, a) in alive.iter().enumerate() {
                for b in alive.iter().skip(at + 1) {
                    let mean = self.get(*a, *b) / Self::pairs(&groups, *a, *b);
                    if mean >= join && best.is_none_or(|(most, ..)| mean > most) {
                        best = Some((mean, *a, *b));
                    }
                }
            }
            let Some((_, a, b)) = best else { break };
            self.merge(&mut groups, &mut alive, a, b);
        }
        groups.retain(|group| !group.is_empty());
        groups
    }

    /// Joins the second group to the first.
    fn merge(&mut self, groups: &mut [Vec<usize>], alive: &mut Vec<usize>, a: usize, b: usize) {
        for other in alive.iter().filter(|other| **other != a && **other != b) {
            let sum = self.get(a, *other) + self.get(b, *other);
            self.set(a, *other, sum);
        }
        alive.retain(|own| *own != b);
        let taken = groups.get_mut(b).map(std::mem::take).unwrap_or_default();
        if let Some(group) = groups.get_mut(a) {
            group.extend(taken);
        }
    }

    #[allow(clippy::cast_precision_loss, reason = "groups have at most a few hundred records")]
    fn pairs(groups: &[Vec<usize>], a: usize, b: usize) -> f64 {
        let size = |at: usize| groups.get(at).map_or(1, Vec::len) as f64;
        size(a) * size(b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two families of three, joined by one link that all others speak against.
    #[test]
    fn a_weak_bridge_is_refused() {
        let mut matrix = Matrix::new(6);
        for a in 0..6 {
            for b in a + 1..6 {
                matrix.set(a, b, if (a < 3) == (b < 3) { 6.0 } else { -6.0 });
            }
        }
        matrix.set(2, 3, 5.0);
        let mut groups = matrix.joined(0.0);
        for group in &mut groups {
            group.sort_unstable();
        }
        assert_eq!(groups, [vec![0, 1, 2], vec![3, 4, 5]]);
    }

    #[test]
    fn pieces_that_are_too_large_are_cut_at_a_higher_weight() {
        let rows: Vec<u32> = (0..6).collect();
        let links = [(0, 1, 9.0), (1, 2, 9.0), (2, 3, 1.0), (3, 4, 9.0), (4, 5, 9.0)];
        assert_eq!(pieces(&rows, &links, 0.0, 10).len(), 1);
        assert_eq!(pieces(&rows, &links, 0.0, 3), [vec![0, 1, 2], vec![3, 4, 5]]);
    }
}
