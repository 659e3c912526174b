//! Live look-up: which of the identities that are known is this record, and whom does somebody mean who types a few
//! words. An index in memory that takes in, corrects and lets go one identity at a time.
//!
//! ```
//! use linkage::Kind;
//! use linkage::live::{Ask, Live, Record};
//!
//! let mut live = Live::people();
//! let record = |forename: &str, born: &str| {
//!     Record::default().add(Kind::Forename, forename).add(Kind::Surname, "Okafor").add(Kind::BirthDate, born)
//! };
//! live.put(1, &record("William", "1984-03-12"))?;
//! live.put(2, &record("Grace", "1991-07-30"))?;
//!
//! let found = live.candidates(&record("Bill", "12/03/1984"), &Ask::default());
//! assert_eq!(found.first().map(|candidate| candidate.id), Some(1));
//! let found = live.search("bill okafor, march 1984", &Ask::default());
//! assert_eq!(found.first().map(|found| found.id), Some(1));
//! # Ok::<(), linkage::TableError>(())
//! ```
//!
//! # What holds
//!
//! - Weights come from the model and the scorer that link files; [`Live::explain`] is the same explanation. Term
//!   frequencies are those of the identities that are there now.
//! - The answer depends on the set of identities and on the question, never on the order in which they came,
//!   were corrected or went.
//! - A question reads a bounded number of entries, however many identities there are: a block that is too large
//!   is narrowed by what else is known.
//! - [`Ask::only`] is asked before anything is counted, cut or weighed. Those whom it turns away are not compared and
//!   take nobody's place among the first [`Ask::most`].
//!
//! # What it deliberately does not do
//!
//! - Keep anything on disk, or say who may ask about whom.
//! - Hide the size of a block: entries of identities that are turned away are read and passed over, a few
//!   nanoseconds each and never more than [`READ`] in a block, and a block of more entries than that is narrowed, whoever
//!   they are. So among very common names somebody hidden may decide that a weak candidate is not offered. Term
//!   frequencies count everybody, unless they are left out ([`Live::without_frequencies`]).
//! - Decide. [`Thresholds`] says from which weight on a link is sure enough; [`people()`] makes people of links and
//!   of what people have said.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::compare::{Comparer, Fitted, ModelError};
use crate::explain::Explanation;
use crate::kind::{Issuer, Kind};
use crate::model::Model;
use crate::preset::Preset;
use crate::score::probability;
use crate::scorer::Scorer;
use crate::table::{Table, TableError};
use crate::train::plain;

mod keys;
mod people;
mod record;
mod search;
mod sorted;
mod store;
mod terms;
mod thresholds;
mod vocabulary;
mod weigh;

pub use people::{Joining, Link, People, Said, people};
pub use record::Record;
pub use search::{Found, Reason, Why};
pub use thresholds::Thresholds;

use keys::{Columns, Index, Reach, Tree, each_key};
use record::Group;
use store::{Asked, Held, Store};
use vocabulary::Vocabulary;
use weigh::{Side, Weigher};

/// The most entries of a block that a question reads.
pub const READ: usize = 1_024;
/// The most identities that one block offers.
const OFFERED: usize = 64;
/// And those that a single word of a name offers.
const RARE: usize = 12;

/// Identities, to be asked.
#[derive(Debug)]
pub struct Live {
    model: Model,
    fitted: Arc<[Fitted]>,
    expecting: Expecting,
    store: Store,
    columns: Columns,
    groups: Vec<Group>,
    index: Index,
    vocabulary: Vocabulary,
}

/// What a record is expected to be before anything of it is read.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Expecting {
    known: f64,
    population: usize,
    /// Whether what others bear says nothing about two: see [`Live::without_frequencies`].
    two_alone: bool,
}

/// What is asked for.
#[derive(Clone, Copy)]
pub struct Ask<'a> {
    /// The most answers.
    pub most: usize,
    /// The least weight of a candidate; [`Live::search`] does not weigh and does not read it.
    pub least_weight: f64,
    /// Whom the one who asks may know of; everybody where it is `None`.
    pub only: Option<&'a (dyn Fn(u128) -> bool + Sync)>,
}

impl Default for Ask<'_> {
    fn default() -> Self {
        Self { most: 20, least_weight: 0.0, only: None }
    }
}

impl std::fmt::Debug for Ask<'_> {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.debug_struct("Ask")
            .field("most", &self.most)
            .field("least_weight", &self.least_weight)
            .field("only", &self.only.map(|_| "some"))
            .finish()
    }
}

/// An identity that a record may belong to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// Which.
    pub id: u128,
    /// log₂ of the odds that it is one person with the record.
    pub weight: f64,
    /// The same as a probability.
    pub probability: f64,
}

impl Live {
    /// An empty index with the preset for people: names, sex, birth date, home, e-mail, telephone and numbers.
    pub fn people() -> Self {
        let numbers = [Issuer::Pnc, Issuer::Cro, Issuer::Nhs, Issuer::Prison, Issuer::Crn, Issuer::Other];
        let mut kinds = vec![
            Kind::Forename,
            Kind::Surname,
            Kind::MiddleName,
            Kind::Sex,
            Kind::BirthDate,
            Kind::Postcode,
            Kind::Address,
            Kind::Town,
            Kind::Email,
            Kind::Phone,
        ];
        kinds.extend(numbers.map(Kind::Identifier));
        Self::of_preset(&kinds, Preset::people().of_kinds(&kinds, POPULATION))
    }

    fn of_preset(kinds: &[Kind], model: Model) -> Self {
        let table = Table::growing(kinds);
        match table.map_err(|_| ()).and_then(|table| Self::fitted(table, model).map_err(|_| ())) {
            Ok(live) => live,
            Err(()) => unreachable!("the preset fits its own columns"),
        }
    }

    /// The same model with nothing in it that depends on who else is there: no term frequencies, and a prior for
    /// `population` people however many identities there are. A rare name then says no more than a common one; in
    /// return a weight, a score and the order of answers tell nobody anything about people of whom they may not know.
    /// Whoever was there before is gone.
    #[must_use]
    pub fn without_frequencies(self, population: usize) -> Self {
        let mut model = self.model;
        for level in model.comparisons.iter_mut().flat_map(|comparison| &mut comparison.levels) {
            level.tf = None;
        }
        let mut alone = Self::of_preset(&self.store.kinds, model);
        alone.expecting = Expecting { population: population.max(2), two_alone: true, ..self.expecting };
        alone.store.latest_year = self.store.latest_year;
        alone.set_prior();
        alone
    }

    /// An empty index with a model, whose columns have the names of [`Kind`]s. The model's prior is that of pairs of
    /// a file and is replaced (see [`Live::expecting`]); its blocking rules are those of batches and are not used.
    pub fn new(model: &Model) -> Result<Self, ModelError> {
        let mut kinds: Vec<Kind> = Vec::new();
        for name in model.comparisons.iter().flat_map(|comparison| &comparison.columns) {
            let kind = Kind::named(name).ok_or_else(|| ModelError::NoColumn(name.clone()))?;
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        let table = Table::growing(&kinds).map_err(|_| ModelError::Size("the model".to_owned()))?;
        Self::fitted(table, model.clone())
    }

    fn fitted(table: Table, mut model: Model) -> Result<Self, ModelError> {
        if model.stories.is_empty() {
            model.stories = plain();
        }
        let fitted = Comparer::new(&table, &model)?.fitted();
        let store = Store::new(table);
        let groups = store.kinds.iter().map(|kind| Group::of(*kind)).collect();
        let columns = Columns::new(&store.kinds);
        let expecting = Expecting { known: 0.5, population: 10_000, two_alone: false };
        let mut live = Self {
            model,
            fitted,
            expecting,
            store,
            columns,
            groups,
            index: Index::default(),
            vocabulary: Vocabulary::default(),
        };
        live.set_prior();
        Ok(live)
    }

    /// How likely the person behind a new record is among the identities at all (0.5 unless said), and the least
    /// number of people whom the identities are taken to stand among (10,000 unless said): in a small index a
    /// stranger's record is no likelier to belong to somebody than in a town, and a name that two of three bear is
    /// not common for that.
    #[must_use]
    pub fn expecting(mut self, known: f64, population: usize) -> Self {
        let known = known.clamp(1e-6, 1.0);
        self.expecting = Expecting { known, population: population.max(2), ..self.expecting };
        self.set_prior();
        self
    }

    /// The latest year that a two-digit year may mean.
    #[must_use]
    pub fn latest_year(mut self, year: i16) -> Self {
        self.store.latest_year = year;
        self
    }

    /// The number of identities.
    pub fn len(&self) -> usize {
        self.store.table.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether an identity is there.
    pub fn contains(&self, id: u128) -> bool {
        self.store.slot(id).is_some()
    }

    /// The model, with the prior for as many identities as there are.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Takes an identity in, or puts what is known of it now in the place of what was.
    pub fn put(&mut self, id: u128, record: &Record) -> Result<(), TableError> {
        self.remove(id);
        let slot = self.store.insert(id, record).ok_or(TableError::Full)?;
        let held = self.store.held(slot);
        let (tail, index) = (tail(id), &mut self.index);
        let view = self.store.view(&[]);
        each_key(view, &self.columns, &held, |tree, key| index.insert(tree, key, tail, slot));
        self.words(slot).iter().for_each(|word| self.vocabulary.take(word));
        self.set_prior();
        Ok(())
    }

    /// Lets an identity go, and says whether it was there.
    pub fn remove(&mut self, id: u128) -> bool {
        let Some(slot) = self.store.slot(id) else { return false };
        let held = self.store.held(slot);
        let (tail, index) = (tail(id), &mut self.index);
        let view = self.store.view(&[]);
        each_key(view, &self.columns, &held, |tree, key| index.remove(tree, key, tail, slot));
        self.words(slot).iter().for_each(|word| self.vocabulary.let_go(word));
        self.store.remove(slot);
        self.set_prior();
        true
    }

    /// The words of an identity's names, each once.
    fn words(&self, slot: u32) -> BTreeSet<String> {
        let others = self.store.others(slot).iter().flat_map(|other| other.codes.iter());
        let others = others.map(|(column, code)| (usize::from(*column), *code));
        let row = self.store.table.row(slot).iter().copied().enumerate();
        let names = row.chain(others).filter(|(column, code)| {
            *code != 0 && self.store.kinds.get(*column).is_some_and(|kind| search::is_name(*kind))
        });
        let texts = names.map(|(column, code)| self.store.table.dictionary(column).text(code));
        texts.flat_map(|text| text.split(' ')).map(str::to_owned).collect()
    }

    fn set_prior(&mut self) {
        #[allow(clippy::cast_precision_loss, reason = "identities are fewer than 2^52")]
        let among = match self.expecting {
            Expecting { two_alone: true, population, .. } => population,
            Expecting { population, .. } => self.len().max(population),
        } as f64;
        self.model.prior = self.expecting.known / among;
    }

    /// The identities that a record may belong to, the likeliest first; those alike, by id.
    pub fn candidates(&self, record: &Record, ask: &Ask<'_>) -> Vec<Candidate> {
        let asked = self.store.asked(record);
        let slots = self.offered(&asked, ask);
        let mut weigher = self.weigher(&asked);
        let least_odds = ask.least_weight.exp2();
        let mut found = Vec::new();
        for slot in slots {
            let (left, right) = (side(&asked.held), self.side(slot));
            let weight = weigher.weight_if(left, right, least_odds).filter(|own| *own >= ask.least_weight);
            if let (Some(weight), Some(id)) = (weight, self.store.id(slot)) {
                found.push(Candidate { id, weight, probability: probability(weight) });
            }
        }
        found.sort_unstable_by(|a, b| b.weight.total_cmp(&a.weight).then(a.id.cmp(&b.id)));
        found.truncate(ask.most);
        found
    }

    /// The weight of a record and an identity; `None` when it is not there.
    pub fn weight(&self, record: &Record, id: u128) -> Option<f64> {
        let slot = self.store.slot(id)?;
        let asked = self.store.asked(record);
        Some(self.weigher(&asked).weight(side(&asked.held), self.side(slot)))
    }

    /// Why a record and an identity weigh what they do; `None` when it is not there. Where several values are known,
    /// those that agree best are shown, and what the choice costs is a field of its own.
    pub fn explain(&self, record: &Record, id: u128) -> Option<Explanation> {
        let slot = self.store.slot(id)?;
        let asked = self.store.asked(record);
        self.weigher(&asked).explain(&self.model, side(&asked.held), self.side(slot))
    }

    /// Why two records weigh what they do, of which neither need be there; `None` for a model that cannot judge.
    pub fn compare(&self, one: &Record, other: &Record) -> Option<Explanation> {
        let (left, right) = self.two(one, other);
        self.weigher(&left).explain(&self.model, side(&left.held), side(&right))
    }

    /// What two records weigh, and by comparison of the model the level into which they fall; `None` for a comparison
    /// that is silent. Where several values are known, those that agree best are compared.
    pub fn levels(&self, one: &Record, other: &Record) -> Option<(f64, Vec<Option<u8>>)> {
        let (left, right) = self.two(one, other);
        self.weigher(&left).levels(self.model.comparisons.len(), side(&left.held), side(&right))
    }

    /// Two records as codes; the values that no identity has are guests of the first.
    fn two(&self, one: &Record, other: &Record) -> (Asked, Held) {
        let mut asked = self.store.asked(one);
        let other = self.store.asked_among(other, &mut asked.guests);
        (asked, other)
    }

    fn side(&self, slot: u32) -> Side<'_> {
        Side { row: self.store.table.row(slot), others: self.store.others(slot) }
    }

    fn weigher<'a>(&'a self, asked: &'a Asked) -> Weigher<'a> {
        let view = self.store.view(&asked.guests);
        let comparer = Comparer::refitted(view, Arc::clone(&self.fitted));
        Weigher::new(Scorer::among(comparer, view, &self.model, self.expecting.population), &self.groups)
    }

    /// Identities that agree with a record on something, each once.
    fn offered(&self, asked: &Asked, ask: &Ask<'_>) -> Vec<u32> {
        let mut keys = Vec::new();
        each_key(self.store.view(&asked.guests), &self.columns, &asked.held, |tree, key| {
            if Tree::OF_RECORDS.contains(&tree) && !keys.contains(&(tree, key)) {
                keys.push((tree, key));
            }
        });
        let mut slots = Vec::new();
        self.reaching(ask, OFFERED, |reach| {
            for (tree, key) in &keys {
                // A single word is reason enough only where it is rare, or rare in its month.
                let most = if *tree == Tree::Word { RARE } else { reach.most };
                self.index.offer(*tree, *key, &Reach { most, ..*reach }, &mut slots);
            }
        });
        slots.sort_unstable();
        slots.dedup();
        slots
    }

    /// Reads no further than a question may, and past those whom the one who asks may not know of.
    fn reaching(&self, ask: &Ask<'_>, most: usize, read: impl FnOnce(&Reach<'_>)) {
        match ask.only {
            None => read(&Reach { most, read: READ, wanted: &|_| true }),
            Some(only) => {
                let wanted = |slot: u32| self.store.id(slot).is_some_and(only);
                read(&Reach { most, read: READ, wanted: &wanted });
            }
        }
    }
}

fn side(held: &Held) -> Side<'_> {
    Side { row: &held.row, others: &held.others }
}

/// The order of identities under one key.
#[allow(clippy::cast_possible_truncation, reason = "a part of a hash is a hash")]
fn tail(id: u128) -> u8 {
    (crate::dictionary::mix(id as u64 ^ (id >> 64) as u64) >> 40) as u8
}

/// The number of people that the preset's beginnings are thought for.
const POPULATION: usize = 1_000_000;
