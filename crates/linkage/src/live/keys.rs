//! Under which keys an identity is found: sorted entries, whose keys begin with what must agree and go on with what
//! narrows a block that is too large.
//!
//! What holds: how far a block is narrowed, and what is cut off where nothing narrows it, depends on the entries that
//! are there and not on how they came; a look-up reads a bounded number of them. Entries of one key come in the order
//! of a hash of their identities. Two keys may share a number: such a block offers a stranger more, whom the weights
//! turn away.

use std::ops::RangeInclusive;

use super::record::Group;
use super::sorted::Sorted;
use super::store::Held;
use crate::dictionary::{hash, mix};
use crate::guests::View;
use crate::kind::Kind;

/// What the keys of a tree begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tree {
    /// A number that is issued to one person.
    Number,
    /// A birth date, narrowed by forename.
    DateForename,
    /// A birth date, narrowed by surname.
    DateSurname,
    /// How two names sound, or which forename they are a form of, in any order.
    Alike,
    /// Forename with day and month of birth.
    ForenameDay,
    /// Postcode: its district, then the rest.
    Home,
    /// A whole address.
    Address,
    /// A word of a name.
    Word,
    /// Two words of a name, in any order.
    Words,
    /// A word of a surname and a postcode district.
    WordDistrict,
    /// A word of a surname and the initial of another name.
    WordInitial,
}

impl Tree {
    const COUNT: usize = 11;

    /// Those in which the matcher looks.
    pub const OF_RECORDS: [Self; 9] = [
        Self::Number,
        Self::DateForename,
        Self::DateSurname,
        Self::Alike,
        Self::ForenameDay,
        Self::Home,
        Self::Address,
        Self::Word,
        Self::Words,
    ];
}

/// What must agree (32 bits), then what narrows it (16 bits, and 8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub first: u32,
    pub then: u16,
    pub last: u8,
}

/// Which columns the keys read.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    forename: Option<usize>,
    middle: Option<usize>,
    surname: Option<usize>,
    birth: Option<usize>,
    postcode: Option<usize>,
    address: Option<usize>,
    pub numbers: Vec<usize>,
}

impl Columns {
    pub fn new(kinds: &[Kind]) -> Self {
        let place = |kind: Kind| kinds.iter().position(|own| *own == kind);
        let is_number = |kind: &Kind| matches!(kind, Kind::Identifier(_) | Kind::Phone | Kind::Email);
        Self {
            forename: place(Kind::Forename),
            middle: place(Kind::MiddleName),
            surname: place(Kind::Surname),
            birth: place(Kind::BirthDate),
            postcode: place(Kind::Postcode),
            address: place(Kind::Address),
            numbers: (0..kinds.len()).filter(|at| kinds.get(*at).is_some_and(is_number)).collect(),
        }
    }
}

#[allow(clippy::cast_possible_truncation, reason = "a part of a hash is a hash")]
pub(super) fn of_text(text: &str) -> u32 {
    hash(text.as_bytes()) as u32
}

#[allow(clippy::cast_possible_truncation, reason = "a part of a hash is a hash")]
pub(super) fn mixed(one: u32, other: u32) -> u32 {
    mix(u64::from(one) << 32 | u64::from(other)) as u32
}

/// The same for either order.
pub(super) fn paired(one: u32, other: u32) -> u32 {
    mixed(one.min(other), one.max(other))
}

/// Year and month of a date as it narrows a key; 0 for none.
pub(super) fn year_month(date: u32) -> u16 {
    if date == 0 { 0 } else { year_bits(date / 10_000) | u16::try_from(date / 100 % 100).unwrap_or(0) }
}

/// The year alone: months of it come right after.
pub(super) fn year_bits(year: u32) -> u16 {
    u16::try_from(year.saturating_sub(1_850).clamp(1, 250)).unwrap_or(1) << 8
}

pub(super) fn day(date: u32) -> u8 {
    u8::try_from(date % 100).unwrap_or(0)
}

/// A postcode's two halves.
pub(super) fn home(district: u32, postcode: &str) -> u32 {
    (district & 0xFFFF) << 16 | of_text(postcode) & 0xFFFF
}

fn low(number: u32) -> u16 {
    u16::try_from(number & 0xFFFF).unwrap_or(0)
}

/// A name of an identity, as keys see it.
struct Name<'a> {
    forename: &'a str,
    middle: &'a str,
    surname: &'a str,
    /// The forename that it is a form of, or how it sounds, or the text.
    forename_alike: u32,
    surname_alike: u32,
}

/// Reads the alternatives of a record for its keys.
struct Reader<'a> {
    view: View<'a>,
    held: &'a Held,
}

impl<'a> Reader<'a> {
    /// The codes of these columns in each alternative of a group.
    fn alternatives<const N: usize>(&self, group: Group, columns: [Option<usize>; N]) -> Vec<[u32; N]> {
        let main = columns.map(|column| column.and_then(|at| self.held.row.get(at)).copied().unwrap_or(0));
        let others = self.held.others.iter().filter(|other| other.group == group).map(|other| {
            columns.map(|column| {
                let code = other.codes.iter().find(|(at, _)| Some(usize::from(*at)) == column);
                code.map_or(0, |(_, code)| *code)
            })
        });
        let mut all: Vec<[u32; N]> = std::iter::once(main).chain(others).collect();
        all.retain(|codes| codes.iter().any(|code| *code != 0));
        all
    }

    fn text(&self, column: Option<usize>, code: u32) -> &'a str {
        column.map_or("", |column| self.view.dictionary(column).text(code))
    }

    fn alike(&self, column: Option<usize>, code: u32) -> u32 {
        let Some(column) = column.filter(|_| code != 0) else { return 0 };
        let words = self.view.dictionary(column);
        let facts = words.facts(code);
        match (facts.second & 0xFFFF, facts.main) {
            (0, 0) => of_text(words.text(code)),
            (0, sound) => sound,
            (stem, _) => mixed(1, stem),
        }
    }

    fn sounds(&self, column: Option<usize>, code: u32) -> u32 {
        let Some(column) = column.filter(|_| code != 0) else { return 0 };
        let words = self.view.dictionary(column);
        match words.facts(code).main {
            0 => of_text(words.text(code)),
            sound => sound,
        }
    }
}

/// Calls `with` for each key of a record; the same key may come more than once.
pub(super) fn each_key(view: View<'_>, columns: &Columns, held: &Held, mut with: impl FnMut(Tree, Key)) {
    let reader = Reader { view, held };
    let names = reader.alternatives(Group::Name, [columns.forename, columns.middle, columns.surname]);
    let names: Vec<Name<'_>> = names
        .into_iter()
        .map(|[forename, middle, surname]| Name {
            forename: reader.text(columns.forename, forename),
            middle: reader.text(columns.middle, middle),
            surname: reader.text(columns.surname, surname),
            forename_alike: reader.alike(columns.forename, forename),
            surname_alike: reader.sounds(columns.surname, surname),
        })
        .collect();
    let mut dates: Vec<u32> = reader
        .alternatives(Group::of(Kind::BirthDate), [columns.birth])
        .into_iter()
        .map(|[code]| columns.birth.map_or(0, |at| view.dictionary(at).facts(code).main))
        .filter(|date| *date != 0)
        .collect();
    for name in &names {
        for date in &dates {
            let (forename, surname) = (name.forename_alike, name.surname_alike);
            let key =
                |then: u32, last: u32| Key { first: *date, then: low(then), last: last.to_le_bytes()[0] };
            with(Tree::DateForename, key(forename, surname));
            with(Tree::DateSurname, key(surname, forename));
            if forename != 0 {
                let narrowed =
                    Key { first: mixed(forename, *date % 10_000), then: year_month(*date), last: 0 };
                with(Tree::ForenameDay, narrowed);
            }
        }
    }
    if names.is_empty() {
        for date in &dates {
            with(Tree::DateForename, Key { first: *date, then: 0, last: 0 });
        }
    }
    if dates.is_empty() {
        dates.push(0);
    }
    let narrowed = |first: u32, date: u32| Key { first, then: year_month(date), last: day(date) };
    for column in &columns.numbers {
        let kind = view.table().columns().get(*column).map(|column| column.kind);
        for [code] in reader.alternatives(kind.map_or(Group::Name, Group::of), [Some(*column)]) {
            let first = number(*column, reader.text(Some(*column), code));
            for date in &dates {
                with(Tree::Number, narrowed(first, *date));
            }
        }
    }
    let homes = reader.alternatives(Group::Home, [columns.postcode, columns.address]);
    let mut districts: Vec<u32> = Vec::new();
    for [postcode, address] in &homes {
        if let Some(at) = columns.postcode.filter(|_| *postcode != 0) {
            let words = view.dictionary(at);
            let district = words.facts(*postcode).second;
            let first = home(district, words.text(*postcode));
            for date in &dates {
                with(Tree::Home, narrowed(first, *date));
            }
            districts.extend((district != 0 && !districts.contains(&district)).then_some(district));
        }
        if let Some(at) = columns.address.filter(|_| *address != 0) {
            let first = of_text(view.dictionary(at).text(*address));
            for date in &dates {
                with(Tree::Address, narrowed(first, *date));
            }
        }
    }
    for name in &names {
        for date in &dates {
            each_name_key(name, &districts, |tree, first| with(tree, narrowed(first, *date)));
        }
    }
}

fn each_name_key(name: &Name<'_>, districts: &[u32], mut with: impl FnMut(Tree, u32)) {
    if name.forename_alike != 0 && name.surname_alike != 0 {
        with(Tree::Alike, paired(name.forename_alike, name.surname_alike));
    }
    let parts = [(name.forename, false), (name.middle, false), (name.surname, true)];
    let words = || {
        let all = parts.iter().flat_map(|(part, own)| part.split(' ').map(move |word| (word, *own)));
        all.filter(|(word, _)| !word.is_empty())
    };
    for (at, (word, is_surname)) in words().enumerate() {
        let first = of_text(word);
        if word.len() > 1 {
            with(Tree::Word, first);
            for district in districts.iter().filter(|_| is_surname) {
                with(Tree::WordDistrict, mixed(first, *district));
            }
        }
        for (other, other_is_surname) in words().skip(at + 1) {
            if word.len() > 1 && other.len() > 1 {
                with(Tree::Words, paired(first, of_text(other)));
            }
            let (long, short) = if other_is_surname { (other, word) } else { (word, other) };
            if long.len() > 1 && (is_surname || other_is_surname) {
                with(Tree::WordInitial, mixed(of_text(long), initial(short)));
            }
        }
    }
}

pub(super) fn initial(word: &str) -> u32 {
    word.chars().next().map_or(0, u32::from)
}

/// The key of a number: its digits where it has enough of them, since letters are what people mistake.
pub(super) fn number(column: usize, text: &str) -> u32 {
    let digits = crate::text::digits(text);
    let salt = u32::try_from(column).unwrap_or(0);
    mixed(salt, of_text(if digits.len() < 4 || text.contains('@') { text } else { &digits }))
}

/// All entries.
#[derive(Debug, Default)]
pub(super) struct Index {
    trees: [Sorted<[u32; 3]>; Tree::COUNT],
}

/// How much of a block is read.
pub(super) struct Reach<'a> {
    /// The most entries that are wanted.
    pub most: usize,
    /// The most entries that are read, wanted or not.
    pub read: usize,
    /// Which slots are wanted.
    pub wanted: &'a dyn Fn(u32) -> bool,
}

/// Bits of a key that must agree, from what must to what narrows.
const DEPTHS: [u32; 4] = [32, 40, 48, 56];

impl Index {
    pub fn insert(&mut self, tree: Tree, key: Key, tail: u8, slot: u32) {
        if let Some(own) = self.trees.get_mut(tree as usize) {
            own.insert(entry(key, tail, slot));
        }
    }

    pub fn remove(&mut self, tree: Tree, key: Key, tail: u8, slot: u32) {
        if let Some(own) = self.trees.get_mut(tree as usize) {
            own.remove(&entry(key, tail, slot));
        }
    }

    /// The slots of the widest block under a key that is small enough. Where none is, what fits of the narrowest.
    pub fn offer(&self, tree: Tree, key: Key, reach: &Reach<'_>, out: &mut Vec<u32>) {
        let start = out.len();
        let depths = if key.then == 0 { DEPTHS.get(..1) } else { DEPTHS.get(..) };
        let depths = depths.unwrap_or(&DEPTHS);
        for (at, depth) in depths.iter().enumerate() {
            out.truncate(start);
            let is_last = at + 1 == depths.len();
            if self.read(tree, prefix(key, *depth), reach, is_last, out) {
                return;
            }
        }
    }

    /// The wanted slots of a range of keys; says whether that was all. Where it was not, `cut` keeps what fits.
    pub fn read(
        &self,
        tree: Tree,
        range: RangeInclusive<[u32; 3]>,
        reach: &Reach<'_>,
        cut: bool,
        out: &mut Vec<u32>,
    ) -> bool {
        let Some(own) = self.trees.get(tree as usize) else { return true };
        let start = out.len();
        // Entries that are alike in all but the slot come together or not at all: slots say who came first.
        let (mut whole, mut last) = (start, [0; 2]);
        for (count, [first, then, slot]) in own.range(range).enumerate() {
            if last != [first, then] {
                (whole, last) = (out.len(), [first, then]);
            }
            let is_wanted = (reach.wanted)(slot);
            if count >= reach.read || is_wanted && out.len() - start >= reach.most {
                out.truncate(if cut { whole } else { start });
                return false;
            }
            out.extend(is_wanted.then_some(slot));
        }
        true
    }
}

fn entry(key: Key, tail: u8, slot: u32) -> [u32; 3] {
    [key.first, u32::from(key.then) << 16 | u32::from(key.last) << 8 | u32::from(tail), slot]
}

/// All entries whose keys begin with so many bits of this one.
pub(super) fn prefix(key: Key, bits: u32) -> RangeInclusive<[u32; 3]> {
    let [_, rest, _] = entry(key, 0, 0);
    let free = u32::MAX.checked_shr(bits.saturating_sub(32)).unwrap_or(0);
    [key.first, rest & !free, 0]..=[key.first, rest | free, u32::MAX]
}

/// All entries whose first part lies between two.
pub(super) fn between(low: u32, high: u32) -> RangeInclusive<[u32; 3]> {
    [low, 0, 0]..=[high, u32::MAX, u32::MAX]
}
