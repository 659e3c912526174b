//! The search box: a few words in any order, and whom they may mean.
//!
//! Each word finds identities under the keys that it has, together with the other words where that narrows. Whoever is
//! found is then held against all words: those who answer to every word come first, rare words count for more.

use super::keys::{Key, Reach, of_text};
use std::collections::HashSet;
use std::ops::RangeInclusive;

use super::keys::{Tree, between, day, home, initial, mixed, number, paired, prefix, year_bits, year_month};
use super::record::Group;
use super::terms::{Partial, Reading, Term, terms};
use super::vocabulary::{Likeness, Variant};
use super::{Ask, Live};
use crate::date::Date;
use crate::dictionary::facts_of;
use crate::kind::{Family, Kind};
use crate::read::read;

/// An identity that answers to what was typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Which.
    pub id: u128,
    /// How well it answers: bits of what its words say, so that a rare name counts for more.
    pub score: f64,
    /// Words to which it does not answer.
    pub missed: usize,
    /// Why it was found, in the order of the words that were typed.
    pub why: Vec<Reason>,
}

/// A word that was typed, and what answers to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// As it was read.
    pub typed: String,
    /// How the two are alike.
    pub by: Why,
    /// What is known, as it is compared; a date as `YYYYMMDD`.
    pub value: String,
}

/// How what is known answers to a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Why {
    /// The name itself.
    Name,
    /// A form of the name: Bill and William.
    FormOfName,
    /// One slip of the finger away.
    MistypedName,
    /// It sounds alike.
    SoundsAlike,
    /// The initial.
    Initial,
    /// All that was said of the date.
    Date,
    /// The date with day and month exchanged.
    DayAndMonthExchanged,
    /// The date but for one digit.
    MistypedDate,
    /// The postcode.
    Postcode,
    /// The postcode's district.
    District,
    /// A number, a telephone number or an e-mail address.
    Number,
}

/// The most identities that one key offers to a search.
const OFFERED: usize = 64;
/// The most identities that one round of looking holds against the words.
const HELD: usize = 512;
/// The most spellings of a word that are looked up together with another's.
const PAIRED: usize = 6;

/// Words are looked up in company first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Round {
    Together,
    Alone,
}

/// Slots that were held against the words.
#[derive(Default)]
struct Looked(HashSet<u32>);

/// A term as it is looked up.
struct Wanted {
    readings: Vec<Reading>,
    meant: Vec<Variant>,
    numbers: Vec<(usize, u32)>,
}

/// What is known of somebody, as words are held against it.
struct Known<'a> {
    words: Vec<(u32, &'a str)>,
    dates: Vec<u32>,
    homes: Vec<(u32, &'a str)>,
    numbers: Vec<(u32, &'a str)>,
}

impl Live {
    /// The identities that answer to a few words, those that answer to all of them first: names in any order, typing
    /// errors, nicknames, initials, dates in any order and in part, postcodes in part, numbers as they are typed.
    ///
    /// A question reads a bounded number of entries. Where more identities than that share all that was typed, which of them are
    /// shown depends on nothing but the set of identities; one more word finds the others.
    pub fn search(&self, text: &str, ask: &Ask<'_>) -> Vec<Found> {
        let terms = terms(text, self.store.latest_year);
        let wanted: Vec<Wanted> = terms.iter().map(|term| self.wanted(term)).collect();
        let mut scored: Vec<(usize, f64, u128, u32)> = Vec::new();
        self.reaching(ask, OFFERED, |reach| {
            let mut looked = Looked::default();
            for round in [Round::Together, Round::Alone] {
                // Where somebody answers to all words, nobody is sought who answers to one.
                if round == Round::Together || scored.iter().all(|own| own.0 > 0) {
                    let slots = self.gather(&wanted, round, reach, &mut looked);
                    scored.extend(slots.into_iter().filter_map(|slot| self.scored(&wanted, slot)));
                }
            }
        });
        scored.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
        scored.truncate(ask.most);
        let found = scored.into_iter().map(|(missed, score, id, slot)| {
            let known = self.known(slot);
            let answers = terms.iter().zip(&wanted).filter_map(|(term, wanted)| {
                let (by, _, value) = self.answer(wanted, &known)?;
                Some(Reason { typed: term.typed.clone(), by, value })
            });
            Found { id, score, missed, why: answers.collect() }
        });
        found.collect()
    }

    /// How many words somebody does not answer to, and how well to the others; `None` for nobody's answer.
    fn scored(&self, wanted: &[Wanted], slot: u32) -> Option<(usize, f64, u128, u32)> {
        let known = self.known(slot);
        let (mut missed, mut score) = (0, 0.0);
        for wanted in wanted {
            match self.answer(wanted, &known) {
                Some((_, own, _)) => score += own,
                None => missed += 1,
            }
        }
        (missed < wanted.len()).then_some((missed, score, self.store.id(slot)?, slot))
    }

    fn wanted(&self, term: &Term) -> Wanted {
        let mut wanted = Wanted { readings: term.readings.clone(), meant: Vec::new(), numbers: Vec::new() };
        for reading in &term.readings {
            match reading {
                Reading::Name(word) => wanted.meant = self.vocabulary.meant(word),
                Reading::Number(typed) => {
                    for column in &self.columns.numbers {
                        let Some(kind) = self.store.kinds.get(*column) else { continue };
                        if typed.contains('@') == (*kind == Kind::Email) {
                            let text = read(*kind, typed, self.store.latest_year);
                            wanted.numbers.push((*column, number(*column, &text)));
                        }
                    }
                }
                _ => {}
            }
        }
        wanted
    }

    /// Looks words up, and gives the slots that no earlier round gave.
    fn gather(&self, wanted: &[Wanted], round: Round, reach: &Reach<'_>, looked: &mut Looked) -> Vec<u32> {
        let readings = || wanted.iter().flat_map(|wanted| &wanted.readings);
        let narrowed = Narrowed::of(readings());
        let mut slots = Vec::new();
        let mut look = |tree: Tree, range: RangeInclusive<[u32; 3]>| {
            slots.len() >= HELD || self.index.read(tree, range, reach, true, &mut slots)
        };
        let names: Vec<&[Variant]> =
            wanted.iter().map(|own| own.meant.as_slice()).filter(|meant| !meant.is_empty()).collect();
        if round == Round::Together {
            for (_, first) in wanted.iter().flat_map(|wanted| &wanted.numbers) {
                look(Tree::Number, narrow(*first, (0, 0), 32));
            }
            for (tree, first) in together(&names, wanted) {
                if !look(tree, narrow(first, (0, 0), 32)) {
                    narrowed.each_step(|key, bits| look(tree, narrow(first, key, bits)));
                }
            }
            // A word alone narrows enough where a date is said.
            for one in names.iter().flat_map(|meant| meant.iter().take(PAIRED)) {
                narrowed.each_step(|key, bits| look(Tree::Word, narrow(one.key, key, bits)));
            }
        } else {
            let most = if wanted.len() > 1 { PAIRED } else { usize::MAX };
            for one in names.iter().flat_map(|meant| meant.iter().take(most)) {
                look(Tree::Word, narrow(one.key, (0, 0), 32));
            }
            for (low, high) in narrowed.dates {
                look(Tree::DateForename, between(low, high));
            }
            for reading in readings().filter(|_| names.is_empty()) {
                if let Reading::District(district) = reading {
                    let low = (district & 0xFFFF) << 16;
                    look(Tree::Home, between(low, low | 0xFFFF));
                }
            }
        }
        slots.sort_unstable();
        slots.dedup();
        slots.retain(|slot| looked.0.insert(*slot));
        slots
    }

    fn known(&self, slot: u32) -> Known<'_> {
        let mut known =
            Known { words: Vec::new(), dates: Vec::new(), homes: Vec::new(), numbers: Vec::new() };
        let others = self.store.others(slot).iter().flat_map(|other| other.codes.iter());
        let others = others.map(|(column, code)| (usize::from(*column), *code));
        let row = self.store.table.row(slot).iter().copied().enumerate();
        for (column, code) in row.chain(others).filter(|(_, code)| *code != 0) {
            let dictionary = self.store.table.dictionary(column);
            let text = dictionary.text(code);
            match self.store.kinds.get(column) {
                Some(Kind::BirthDate) => known.dates.push(dictionary.facts(code).main),
                Some(Kind::Postcode) => known.homes.push((dictionary.facts(code).second, text)),
                Some(kind) if is_name(*kind) => {
                    known.words.extend(text.split(' ').map(|word| (of_text(word), word)));
                }
                _ if self.columns.numbers.contains(&column) => {
                    known.numbers.push((number(column, text), text));
                }
                _ => {}
            }
        }
        known
    }

    /// What of somebody answers best to a word, and how much that says.
    fn answer(&self, wanted: &Wanted, known: &Known<'_>) -> Option<(Why, f64, String)> {
        let mut best: Option<(Why, f64, String)> = None;
        let mut offer = |why: Why, score: f64, value: &str| {
            if best.as_ref().is_none_or(|(_, most, _)| score > *most) {
                best = Some((why, score, value.to_owned()));
            }
        };
        for (key, word) in &known.words {
            let Some(meant) = wanted.meant.iter().find(|own| own.key == *key) else { continue };
            let why = match meant.by {
                Likeness::Same => Why::Name,
                Likeness::Form => Why::FormOfName,
                Likeness::Slip => Why::MistypedName,
                Likeness::Sound => Why::SoundsAlike,
            };
            offer(why, meant.by.worth() * self.bits(meant.count), word);
        }
        for (_, first) in &wanted.numbers {
            for (_, text) in known.numbers.iter().filter(|(own, _)| own == first) {
                offer(Why::Number, 20.0, text);
            }
        }
        for reading in &wanted.readings {
            match reading {
                Reading::Initial(letter) => {
                    for (_, word) in known.words.iter().filter(|(_, word)| word.starts_with(*letter)) {
                        offer(Why::Initial, 3.0, word);
                    }
                }
                Reading::Date(partial) => {
                    for date in &known.dates {
                        if let Some((why, bits)) = partial.answered(*date) {
                            offer(why, bits, &format!("{date:08}"));
                        }
                    }
                }
                Reading::Postcode(postcode) => {
                    for (_, text) in known.homes.iter().filter(|(_, text)| text == postcode) {
                        offer(Why::Postcode, 16.0, text);
                    }
                }
                Reading::District(district) => {
                    for (_, text) in known.homes.iter().filter(|(own, _)| own == district) {
                        offer(Why::District, 9.0, text);
                    }
                }
                Reading::Name(_) | Reading::Number(_) => {}
            }
        }
        best
    }

    /// How much a word says that so many identities bear.
    fn bits(&self, count: u32) -> f64 {
        if self.expecting.two_alone {
            return 10.0; // As of a name that one in a thousand bears.
        }
        #[allow(clippy::cast_precision_loss, reason = "identities are fewer than 2^52")]
        let all = self.len().max(1) as f64;
        (all / f64::from(count.max(1))).log2().max(1.0)
    }
}

/// Keys of two words that are looked up as one, or of a word and a place.
fn together(names: &[&[Variant]], wanted: &[Wanted]) -> Vec<(Tree, u32)> {
    let mut firsts: Vec<(Tree, u32)> = Vec::new();
    for (at, meant) in names.iter().enumerate() {
        for one in meant.iter().take(PAIRED) {
            for other in names.iter().skip(at + 1).flat_map(|others| others.iter().take(PAIRED)) {
                firsts.push((Tree::Words, paired(one.key, other.key)));
            }
        }
    }
    let likely = || names.iter().flat_map(|meant| meant.iter().take(PAIRED));
    for reading in wanted.iter().flat_map(|wanted| &wanted.readings) {
        match reading {
            Reading::District(district) => {
                firsts.extend(likely().map(|one| (Tree::WordDistrict, mixed(one.key, *district))));
            }
            Reading::Initial(letter) => {
                let letter = initial(letter.encode_utf8(&mut [0; 4]));
                firsts.extend(likely().map(|one| (Tree::WordInitial, mixed(one.key, letter))));
            }
            Reading::Postcode(postcode) => {
                let facts = facts_of(Family::Postcode, postcode);
                firsts.push((Tree::Home, home(facts.second, postcode)));
            }
            Reading::Name(_) | Reading::Date(_) | Reading::Number(_) => {}
        }
    }
    firsts
}

pub(super) fn is_name(kind: Kind) -> bool {
    Group::of(kind) == Group::Name
}

/// What the dates that were typed say to narrow a key.
#[derive(Default)]
struct Narrowed {
    whole: Vec<(u16, u8)>,
    months: Vec<(u16, u8)>,
    years: Vec<(u16, u8)>,
    /// First and last date that may be meant.
    dates: Vec<(u32, u32)>,
}

impl Narrowed {
    fn of<'a>(readings: impl Iterator<Item = &'a Reading>) -> Self {
        let mut narrowed = Self::default();
        for reading in readings {
            let Reading::Date(partial) = reading else { continue };
            for year in &partial.years {
                let (low, high) = (partial.month.unwrap_or(0), partial.month.unwrap_or(99));
                let (first, last) = (partial.day.unwrap_or(0), partial.day.unwrap_or(99));
                let date = |month: u32, day: u32| year * 10_000 + month * 100 + day;
                narrowed.dates.push((date(low, first), date(high, last)));
                narrowed.years.push((year_bits(*year), 0));
                if let Some(month) = partial.month {
                    narrowed.months.push((year_month(date(month, 1)), 0));
                    if let Some(own) = partial.day {
                        narrowed.whole.push((year_month(date(month, own)), day(date(month, own))));
                    }
                }
            }
        }
        narrowed
    }

    /// What narrows a key and how many bits of it must agree, the widest first, until all that was looked at is whole.
    fn each_step(&self, mut is_whole: impl FnMut((u16, u8), u32) -> bool) {
        for (keys, bits) in [(&self.years, 40), (&self.months, 48), (&self.whole, 56)] {
            let mut all = !keys.is_empty();
            for key in keys {
                all &= is_whole(*key, bits);
            }
            if all {
                break;
            }
        }
    }
}

/// All entries under a key and what narrows it.
fn narrow(first: u32, (then, last): (u16, u8), bits: u32) -> RangeInclusive<[u32; 3]> {
    prefix(Key { first, then, last }, bits)
}

/// The date that facts hold as `YYYYMMDD`.
fn unpacked(packed: u32) -> Date {
    let part = |divisor: u32, modulus: u32| packed / divisor % modulus;
    Date {
        year: u16::try_from(part(10_000, 10_000)).unwrap_or(0),
        month: u8::try_from(part(100, 100)).unwrap_or(0),
        day: u8::try_from(part(1, 100)).unwrap_or(0),
    }
}

impl Partial {
    /// How a date answers to this, and how much that says.
    fn answered(&self, date: u32) -> Option<(Why, f64)> {
        let date = unpacked(date);
        let agrees = |wanted: Option<u32>, own: u8| wanted.is_none_or(|wanted| wanted == u32::from(own));
        let is_year = self.years.is_empty() || self.years.contains(&u32::from(date.year));
        let bits = if self.years.is_empty() { 0.0 } else { 5.5 }
            + self.month.map_or(0.0, |_| 3.5)
            + self.day.map_or(0.0, |_| 5.0);
        if is_year && agrees(self.month, date.month) && agrees(self.day, date.day) {
            return Some((Why::Date, bits));
        }
        let (month, day) = (self.month?, self.day?);
        if is_year && month == u32::from(date.day) && day == u32::from(date.month) {
            return Some((Why::DayAndMonthExchanged, bits * 0.8));
        }
        let slips = |year: &u32| unpacked(year * 10_000 + month * 100 + day).digits().slips(date.digits());
        self.years.iter().any(|year| slips(year) == 1).then_some((Why::MistypedDate, bits * 0.6))
    }
}
