//! What is known of each identity: a table whose rows come and go, the values that do not fit into a row, and the
//! counts behind term frequencies.
//!
//! What holds: a value that nobody holds any more is blanked; counts are those of the identities that are there. An
//! identity counts once for a value however often it holds it.

use std::collections::{BTreeMap, HashMap};

use super::record::{Group, Record};
use super::sorted::Sorted;
use crate::dictionary::{Dictionary, Letters, facts_of, hash, mix};
use crate::guests::{FIRST_GUEST, Guest, View};
use crate::kind::Kind;
use crate::table::Table;

/// A record as codes: the first alternative of each group as a row, and the others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Held {
    pub row: Vec<u32>,
    pub others: Vec<Other>,
}

/// A further alternative: values of one group, by column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Other {
    pub group: Group,
    pub codes: Box<[(u16, u32)]>,
}

/// A record that is asked about, and those of its values that nobody holds.
#[derive(Debug, Default)]
pub(super) struct Asked {
    pub held: Held,
    pub guests: Vec<Guest>,
}

/// Finds the code of a text in a dictionary that grows.
#[derive(Debug, Default)]
pub(super) struct Lookup {
    codes: Sorted<[u32; 2]>,
    /// Codes without a value, by the length of their room.
    free: BTreeMap<usize, Vec<u32>>,
}

#[derive(Debug)]
pub(super) struct Store {
    pub table: Table,
    pub kinds: Vec<Kind>,
    pub latest_year: i16,
    lookups: Vec<Lookup>,
    others: HashMap<u32, Box<[Other]>>,
    ids: Vec<u128>,
    slots: Sorted<[u32; 2]>,
    free: Vec<u32>,
}

impl Store {
    pub fn new(table: Table) -> Self {
        let kinds = table.columns().iter().map(|column| column.kind).collect();
        let lookups = (0..table.dictionaries()).map(|_| Lookup::default()).collect();
        Self {
            table,
            kinds,
            latest_year: 2026,
            lookups,
            others: HashMap::new(),
            ids: Vec::new(),
            slots: Sorted::default(),
            free: Vec::new(),
        }
    }

    /// The row of an identity.
    pub fn slot(&self, id: u128) -> Option<u32> {
        let short = short(id);
        let found = self.slots.range([short, 0]..=[short, u32::MAX]);
        found.map(|[_, slot]| slot).find(|slot| self.id(*slot) == Some(id))
    }

    pub fn id(&self, slot: u32) -> Option<u128> {
        self.ids.get(slot as usize).copied()
    }

    pub fn others(&self, slot: u32) -> &[Other] {
        self.others.get(&slot).map_or(&[], |others| others)
    }

    /// What is held of an identity.
    pub fn held(&self, slot: u32) -> Held {
        Held { row: self.table.row(slot).to_vec(), others: self.others(slot).to_vec() }
    }

    /// A record as codes, for a question.
    pub fn asked(&self, record: &Record) -> Asked {
        let mut guests = Vec::new();
        let held = self.asked_among(record, &mut guests);
        Asked { held, guests }
    }

    /// A record as codes, for a question that has these guests already.
    pub fn asked_among(&self, record: &Record, guests: &mut Vec<Guest>) -> Held {
        self.coded(record, |column, text| {
            let dictionary = self.table.dictionary(column);
            let found = self
                .table
                .dictionary_of(column)
                .and_then(|at| self.lookups.get(at))
                .and_then(|lookup| lookup.find(dictionary, text));
            found.unwrap_or_else(|| {
                let facts = facts_of(dictionary.family, text);
                let known = guests.iter().position(|guest| guest.text == text && guest.facts == facts);
                let at = known.unwrap_or_else(|| {
                    let letters = Letters::of(dictionary.family, text);
                    guests.push(Guest { text: text.to_owned(), facts, letters });
                    guests.len() - 1
                });
                FIRST_GUEST + u32::try_from(at).unwrap_or(0)
            })
        })
    }

    pub fn view<'a>(&'a self, guests: &'a [Guest]) -> View<'a> {
        View::with(&self.table, guests)
    }

    /// Takes an identity in that is not there; `None` when the table is full.
    pub fn insert(&mut self, id: u128, record: &Record) -> Option<u32> {
        let next = u32::try_from(self.ids.len()).ok()?;
        let mut full = false;
        let texts = record.texts(&self.kinds, self.latest_year);
        let (table, lookups) = (&mut self.table, &mut self.lookups);
        let held = assembled(texts, self.kinds.len(), |column, text| {
            let at = table.dictionary_of(column);
            let code = at.and_then(|at| lookups.get_mut(at)?.take(table.dictionary_mut(at)?, text));
            full |= code.is_none();
            code.unwrap_or(0)
        });
        for (column, code) in self.counted(&held) {
            self.table.held(column, code);
        }
        if full {
            self.let_go(&held);
            return None;
        }
        let slot = self.free.pop().unwrap_or(next);
        self.table.set_row(slot, &held.row);
        self.table.one_more();
        match self.ids.get_mut(slot as usize) {
            Some(own) => *own = id,
            None => self.ids.push(id),
        }
        self.slots.insert([short(id), slot]);
        if !held.others.is_empty() {
            self.others.insert(slot, held.others.into_boxed_slice());
        }
        Some(slot)
    }

    /// Lets an identity go.
    pub fn remove(&mut self, slot: u32) {
        let Some(id) = self.id(slot) else { return };
        let held = self.held(slot);
        self.let_go(&held);
        self.table.set_row(slot, &vec![0; self.kinds.len()]);
        self.table.one_less();
        self.slots.remove(&[short(id), slot]);
        self.others.remove(&slot);
        self.free.push(slot);
    }

    fn let_go(&mut self, held: &Held) {
        for (column, code) in self.counted(held) {
            let still = self.table.let_go(column, code);
            if still || code == 0 {
                continue;
            }
            let Some(at) = self.table.dictionary_of(column) else { continue };
            if let (Some(lookup), Some(dictionary)) =
                (self.lookups.get_mut(at), self.table.dictionary_mut(at))
            {
                lookup.give_back(dictionary, code);
            }
        }
    }

    /// Each value that counts, once; code 0 for columns that have none.
    fn counted(&self, held: &Held) -> Vec<(usize, u32)> {
        let others = held.others.iter().flat_map(|other| other.codes.iter());
        let mut all: Vec<(usize, u32)> = others.map(|(column, code)| (usize::from(*column), *code)).collect();
        all.extend(held.row.iter().copied().enumerate().filter(|(_, code)| *code != 0));
        let missing = (0..self.kinds.len()).filter(|column| all.iter().all(|(own, _)| own != column));
        let missing: Vec<(usize, u32)> = missing.map(|column| (column, 0)).collect();
        all.extend(missing);
        all.sort_unstable();
        all.dedup();
        all
    }

    fn coded(&self, record: &Record, code: impl FnMut(usize, &str) -> u32) -> Held {
        assembled(record.texts(&self.kinds, self.latest_year), self.kinds.len(), code)
    }
}

fn assembled(
    texts: Vec<(Group, Vec<(usize, String)>)>,
    width: usize,
    mut code: impl FnMut(usize, &str) -> u32,
) -> Held {
    let mut held = Held { row: vec![0; width], others: Vec::new() };
    let mut begun: Vec<Group> = Vec::new();
    for (group, texts) in texts {
        let codes = texts.iter().map(|(column, text)| (*column, code(*column, text)));
        if begun.contains(&group) {
            let codes = codes.map(|(column, code)| (u16::try_from(column).unwrap_or(u16::MAX), code));
            held.others.push(Other { group, codes: codes.collect() });
        } else {
            begun.push(group);
            for (column, code) in codes {
                if let Some(cell) = held.row.get_mut(column) {
                    *cell = code;
                }
            }
        }
    }
    held
}

#[allow(clippy::cast_possible_truncation, reason = "a part of a hash is a hash")]
fn short(id: u128) -> u32 {
    mix(id as u64 ^ (id >> 64) as u64) as u32
}

#[allow(clippy::cast_possible_truncation, reason = "a part of a hash is a hash")]
fn key(text: &str) -> u32 {
    (hash(text.as_bytes()) >> 16) as u32
}

impl Lookup {
    /// The code of a text that the dictionary holds.
    pub fn find(&self, dictionary: &Dictionary, text: &str) -> Option<u32> {
        let key = key(text);
        let found = self.codes.range([key, 0]..=[key, u32::MAX]);
        found.map(|[_, code]| code).find(|code| dictionary.text(*code) == text)
    }

    /// The code of a text, new if nobody held it; `None` when the dictionary is full.
    pub fn take(&mut self, dictionary: &mut Dictionary, text: &str) -> Option<u32> {
        if text.is_empty() {
            return Some(0);
        }
        if let Some(code) = self.find(dictionary, text) {
            return Some(code);
        }
        let room = self.free.get_mut(&text.len()).and_then(Vec::pop);
        let code = match room.filter(|code| dictionary.rewrite(*code, text)) {
            Some(code) => code,
            None => dictionary.append(text)?,
        };
        self.codes.insert([key(text), code]);
        Some(code)
    }

    /// Blanks a value that nobody holds.
    pub fn give_back(&mut self, dictionary: &mut Dictionary, code: u32) {
        let text = dictionary.text(code);
        let length = text.len();
        if !self.codes.remove(&[key(text), code]) {
            return;
        }
        dictionary.rewrite(code, &" ".repeat(length));
        self.free.entry(length).or_default().push(code);
    }
}
