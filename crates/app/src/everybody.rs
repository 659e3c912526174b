//! Everybody who is known, in memory, so that somebody is found in spite of a typing error, a nickname, or a day and a
//! month the wrong way round.
//!
//! What holds: the index follows the log of events. Before it is asked it has taken in all that was committed, by whichever
//! process, so a record made a moment ago is found, one that was corrected is found as it is now, and one that was disposed
//! of is not. It is only ever read ahead by a transaction of its own, which sees nothing that may still be undone.
//!
//! What it deliberately does not do: decide who may know of whom. It answers ids of anybody; whoever asks takes them to the
//! gate before a word of them is shown. An agency's own people are looked for apart from all others, so that whoever is out
//! of an agency's reach takes no place from whoever is not. How rare a name is among everybody is left out, since a weight
//! would tell of those of whom the viewer may not know: two records are weighed by what is in the two.

use crate::{
    App,
    known::{self, Candidate, Described, Likeness},
    ports::{Figures, KnownAs, Stored, Tx, WaitingPair},
};
use domain::{
    hearing::Evidence,
    identity_review::Pair,
    ids::{AgencyId, PersonId},
    person::{Gender, IdentifierKind, Identity, Name},
};
use jiff::{SignedDuration, Timestamp};
use linkage::{
    Explanation, Issuer, Kind, Model, ModelError,
    live::{Ask, Live, Record},
};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{PoisonError, RwLock},
};
use tokio::sync::Mutex;
use uuid::Uuid;

/// People, and places of the log, that one statement reads.
const PAGE: u32 = 2000;
/// Places of the log that were empty, which a slower writer may still fill, are looked at again for so long.
const LATE: SignedDuration = SignedDuration::from_mins(10);
/// Places looked at again at most.
const MISSED: usize = 1000;

/// People among whom somebody described is looked for, whoever is known: a partnership's area.
const POPULATION: usize = 250_000;
/// log₂ of the odds from which somebody is shown as possibly the same: one in 128.
pub(crate) const LEAST: f64 = -7.0;

/// Pairs kept of one person for one agency.
pub(crate) const WAITING: usize = 10;

/// The index, and how far it has come.
pub(crate) struct Everybody {
    index: RwLock<Index>,
    turn: Mutex<Mark>,
}

/// Who is like whom, and who may find whom.
struct Index {
    live: Live,
    /// Which figures the matcher was taught with; 0 for those that it begins with.
    taught: i64,
    agencies: HashMap<PersonId, Box<[AgencyId]>>,
}

/// How far the log was taken in.
#[derive(Default)]
struct Mark {
    /// The last place taken in; `None` before anybody was read.
    until: Option<i64>,
    /// Places before it that were empty, and since when they are waited for.
    missed: BTreeMap<i64, Timestamp>,
}

impl Default for Everybody {
    fn default() -> Self {
        Self { index: RwLock::new(Index::default()), turn: Mutex::default() }
    }
}

impl Default for Index {
    fn default() -> Self {
        Self::of(Live::people().without_frequencies(POPULATION), 0)
    }
}

impl Index {
    fn of(live: Live, taught: i64) -> Self {
        Self { live, taught, agencies: HashMap::new() }
    }

    /// Nobody yet, with the figures that the matcher was taught with.
    fn taught(kept: Option<&Figures>) -> Self {
        let Some(kept) = kept else { return Self::default() };
        let model = kept.model().map_err(|error| error.to_string());
        match model.and_then(|model| matcher(&model).map_err(|error| error.to_string())) {
            Ok(live) => Self::of(live, kept.position),
            Err(error) => {
                tracing::error!(%error, "what the matcher was taught cannot be used; it works with what it begins with");
                Self { taught: kept.position, ..Self::default() }
            }
        }
    }

    fn take(&mut self, known: &KnownAs) {
        let person = known.identity.person;
        if let Err(full) = self.live.put(person.0.as_u128(), &record_of(&known.identity)) {
            tracing::error!(%full, "the index of everybody takes nobody more; searches find them as typed alone");
        }
        self.agencies.insert(person, known.agencies.as_slice().into());
    }

    fn forget(&mut self, person: PersonId) {
        self.live.remove(person.0.as_u128());
        self.agencies.remove(&person);
    }

    fn is_found_by(&self, person: u128, agency: AgencyId) -> bool {
        let agencies = self.agencies.get(&PersonId(Uuid::from_u128(person)));
        agencies.is_some_and(|all| all.contains(&agency))
    }
}

impl Mark {
    /// Moves on over these places of the log, in order, and remembers which between them were empty.
    /// Says whether all of those are remembered.
    fn pass(&mut self, places: impl IntoIterator<Item = i64>, now: Timestamp) -> bool {
        let (mut until, mut all) = (self.until.unwrap_or(0), true);
        for place in places {
            self.missed.remove(&place);
            if place > until {
                all &= usize::try_from(place - until).is_ok_and(|beyond| beyond <= MISSED);
                self.missed.extend((until + 1..place).rev().take(MISSED).map(|empty| (empty, now)));
                until = place;
            }
        }
        self.until = Some(until);
        self.missed.retain(|_, since| now.duration_since(*since) < LATE);
        all &= self.missed.len() <= MISSED;
        while self.missed.len() > MISSED {
            self.missed.pop_first();
        }
        all
    }

    /// The place up to which nothing more can come.
    fn settled(&self) -> i64 {
        let until = self.until.unwrap_or(0);
        self.missed.first_key_value().map_or(until, |(empty, _)| until.min(empty - 1))
    }
}

impl Everybody {
    fn index(&self) -> std::sync::RwLockReadGuard<'_, Index> {
        self.index.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes these people in, as they are now, and forgets those of `asked` who are not among them.
    fn take(&self, asked: &[PersonId], known: &[KnownAs]) {
        let mut index = self.index.write().unwrap_or_else(PoisonError::into_inner);
        let there: BTreeSet<PersonId> = known.iter().map(|one| one.identity.person).collect();
        for gone in asked.iter().filter(|person| !there.contains(person)) {
            index.forget(*gone);
        }
        for one in known {
            index.take(one);
        }
    }

    /// Reads everybody there is, and only then puts them in the place of whoever was there: a filling that is cut short leaves
    /// nobody behind. What is written meanwhile is in the log past its end as this snapshot has it, or in a place before it that
    /// was empty.
    async fn fill(&self, tx: &mut dyn Tx, mark: &mut Mark, now: Timestamp) -> Stored<()> {
        let end = tx.log_end().await?;
        let kept = tx.matcher_figures().await?;
        let (mut last, mut fresh) = (PersonId(Uuid::nil()), Index::taught(kept.as_ref()));
        loop {
            let page = tx.everybody(last, PAGE).await?;
            let Some(newest) = page.last() else { break };
            last = newest.identity.person;
            for one in &page {
                fresh.take(one);
            }
            tokio::task::yield_now().await;
        }
        let from = (end - i64::from(PAGE)).max(0);
        let recent = tx.recorded(from, &[], PAGE).await?;
        mark.until = Some(from);
        mark.pass(recent.into_iter().map(|(place, _)| place), now);
        *self.index.write().unwrap_or_else(PoisonError::into_inner) = fresh;
        Ok(())
    }

    /// Takes in what was recorded since.
    async fn follow(&self, tx: &mut dyn Tx, mark: &mut Mark, now: Timestamp) -> Stored<()> {
        loop {
            let missed: Vec<i64> = mark.missed.keys().copied().collect();
            let after = mark.until.unwrap_or(0);
            let recorded = tx.recorded(after, &missed, PAGE).await?;
            let people: BTreeSet<PersonId> = recorded.iter().filter_map(|(_, person)| *person).collect();
            let people: Vec<PersonId> = people.into_iter().collect();
            if !people.is_empty() {
                let known = tx.known_as(&people).await?;
                self.take(&people, &known);
            }
            if !mark.pass(recorded.iter().map(|(place, _)| *place), now) {
                // More places are empty than are waited for: whoever asks next reads everybody anew.
                mark.until = None;
                return Ok(());
            }
            if mark.until.unwrap_or(0) < after.saturating_add(i64::from(PAGE)) {
                return Ok(());
            }
        }
    }
}

impl App {
    /// Takes in what was committed since the index was asked last; everybody, the first time.
    ///
    /// # Errors
    /// When the database cannot be read; what was taken in stays.
    pub async fn know_everybody(&self) -> Stored<()> {
        self.know_everybody_until().await.map(|_| ())
    }

    /// The same; answers the place of the log up to which nothing more can come.
    pub(crate) async fn know_everybody_until(&self) -> Stored<i64> {
        let mut mark = self.everybody.turn.lock().await;
        let mut tx = self.store.read().await?;
        let now = self.wall_now();
        if mark.until.is_none() {
            let mut begun = Mark::default();
            self.everybody.fill(&mut *tx, &mut begun, now).await?;
            *mark = begun;
        } else {
            self.everybody.follow(&mut *tx, &mut mark, now).await?;
        }
        tx.end().await?;
        Ok(mark.settled())
    }

    /// Where the matcher was taught something since everybody was taken in, everybody is taken in anew by what is asked next.
    pub(crate) async fn unlearn(&self) -> Stored<()> {
        let mut mark = self.everybody.turn.lock().await;
        let mut tx = self.store.read().await?;
        let newest = tx.matcher_figures().await?.map_or(0, |kept| kept.position);
        tx.end().await?;
        if mark.until.is_some() && self.taught() != newest {
            *mark = Mark::default();
        }
        Ok(())
    }

    /// Which figures the matcher works with; 0 for those that it begins with.
    pub(crate) fn taught(&self) -> i64 {
        self.everybody.index().taught
    }

    /// Why two records weigh what they do, by what is in the two.
    pub(crate) fn compared(&self, one: &Record, other: &Record) -> Option<Explanation> {
        self.everybody.index().live.compare(one, other)
    }

    /// Those whom a description may fit, the likeliest first: at most `most` of those whom `agency` may find, and as many of
    /// everybody. Not for showing before the gate was asked about each. As of when [`App::know_everybody`] was called last,
    /// which is for before a transaction begins: whoever holds one connection shall not wait for a second.
    pub(crate) fn like(&self, described: &Described, agency: AgencyId, most: usize) -> Vec<Likeness> {
        let index = self.everybody.index();
        let record = record(&described.name, &[], described.born, None, &described.numbers);
        let own = |person: u128| index.is_found_by(person, agency);
        let ask = Ask { most, least_weight: LEAST, only: None };
        let mut found = index.live.candidates(&record, &Ask { only: Some(&own), ..ask });
        found.extend(index.live.candidates(&record, &ask));
        found.sort_by(|one, other| other.weight.total_cmp(&one.weight).then(one.id.cmp(&other.id)));
        found.dedup_by_key(|one| one.id);
        found
            .into_iter()
            .filter_map(|one| {
                let told = index.live.explain(&record, one.id)?;
                Some(Likeness::of(PersonId(Uuid::from_u128(one.id)), &told))
            })
            .collect()
    }

    /// The records that are like this one and that some agency may find beside it: who they may be, for the list of pairs that
    /// wait for somebody.
    pub(crate) fn like_somebody(&self, known: &KnownAs) -> Vec<WaitingPair> {
        let index = self.everybody.index();
        let person = known.identity.person;
        let record = record_of(&known.identity);
        let mut pairs: BTreeMap<Pair, WaitingPair> = BTreeMap::new();
        // Each agency by itself: whoever is out of its reach takes nobody's place on its list. Somebody to whom access is limited within
        // it may still take one of the ten.
        for agency in &known.agencies {
            let own = |other: u128| other != person.0.as_u128() && index.is_found_by(other, *agency);
            let ask = Ask { most: WAITING, least_weight: LEAST, only: Some(&own) };
            for one in index.live.candidates(&record, &ask) {
                let Some(pair) = Pair::new(person, PersonId(Uuid::from_u128(one.id))) else { continue };
                #[expect(clippy::cast_possible_truncation, reason = "a weight is within some hundred bits")]
                let weight = (one.weight * 1000.0).round() as i64;
                let new = || WaitingPair { pair, weight, against: false, agencies: BTreeMap::new() };
                pairs.entry(pair).or_insert_with(new).agencies.insert(*agency, None);
            }
        }
        pairs.into_values().collect()
    }

    /// Those of `candidates` whom `agency` may find, and of all others, at most `most` of either.
    pub(crate) fn cut(&self, candidates: Vec<Candidate>, agency: AgencyId, most: usize) -> Vec<Candidate> {
        let index = self.everybody.index();
        let (mut own, mut others): (Vec<_>, Vec<_>) =
            candidates.into_iter().partition(|one| index.is_found_by(one.person.0.as_u128(), agency));
        own.truncate(most);
        others.truncate(most);
        own.append(&mut others);
        own
    }

    /// What the matcher says of two records: how far they are alike, and in what. The same whichever is named first.
    pub(crate) fn beside(&self, one: &Identity, other: &Identity) -> Option<Likeness> {
        let (one, other) = if one.person < other.person { (one, other) } else { (other, one) };
        Some(Likeness::of(other.person, &self.compared(&record_of(one), &record_of(other))?))
    }

    /// What speaks for two records being of one person, and against, whichever is named first. It follows from the two alone: nobody
    /// else who is known, seen or unseen, has any part in it.
    pub(crate) fn between(&self, one: &Identity, other: &Identity) -> Vec<Evidence> {
        known::between(one, other, self.beside(one, other).as_ref())
    }

    /// People whom `agency` may find and who answer to every word of something typed, at least nearly, the likeliest first. The
    /// same holds.
    pub(crate) fn typed(&self, text: &str, agency: AgencyId, most: usize) -> Vec<PersonId> {
        let index = self.everybody.index();
        let own = |person: u128| index.is_found_by(person, agency);
        let ask = Ask { most, only: Some(&own), ..Ask::default() };
        let found = index.live.search(text, &ask);
        let answers = found.into_iter().filter(|one| one.missed == 0);
        answers.map(|one| PersonId(Uuid::from_u128(one.id))).collect()
    }
}

/// A matcher that knows nobody, with a model's figures.
pub(crate) fn matcher(model: &Model) -> Result<Live, ModelError> {
    Ok(Live::new(model)?.without_frequencies(POPULATION))
}

/// The model that the matcher begins with.
pub(crate) fn preset() -> Model {
    Live::people().without_frequencies(POPULATION).model().clone()
}

/// Somebody's record as the matcher compares it: names, day of birth, sex and numbers. What only some agencies hold, such as an
/// address, is left out: nobody shall learn by a likeness what a clause keeps from them.
pub(crate) fn record_of(identity: &Identity) -> Record {
    let others: Vec<&Name> = identity.aliases.iter().collect();
    let record =
        record(&identity.legal, &others, identity.born, Some(identity.gender), &identity.identifiers);
    match &identity.known_as {
        Some(called) => record.add(Kind::Aliases, called.as_str()),
        None => record,
    }
}

fn record(
    name: &Name,
    others: &[&Name],
    born: Option<jiff::civil::Date>,
    gender: Option<Gender>,
    numbers: &[domain::person::Identifier],
) -> Record {
    let mut record = Record::default().add(Kind::Surname, name.family.as_str());
    if let Some(given) = &name.given {
        record = record.add(Kind::Forename, given.as_str());
    }
    if let Some(middle) = &name.middle {
        record = record.add(Kind::MiddleName, middle.as_str());
    }
    for other in others {
        record = record.add(Kind::Aliases, &other.full());
    }
    if let Some(born) = born {
        record = record.add(Kind::BirthDate, &born.to_string());
    }
    match gender {
        Some(Gender::Female) => record = record.add(Kind::Sex, "F"),
        Some(Gender::Male) => record = record.add(Kind::Sex, "M"),
        _ => {}
    }
    for number in numbers {
        let text = number.canonical.as_deref().unwrap_or(&number.raw);
        record = record.add(Kind::Identifier(issuer(number.kind)), text);
    }
    record
}

const fn issuer(kind: IdentifierKind) -> Issuer {
    match kind {
        IdentifierKind::Crn => Issuer::Crn,
        IdentifierKind::Pnc => Issuer::Pnc,
        IdentifierKind::Cro => Issuer::Cro,
        IdentifierKind::Noms => Issuer::Prison,
        IdentifierKind::Nhs => Issuer::Nhs,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_000_000 + second).unwrap()
    }

    #[test]
    fn places_that_were_empty_are_waited_for_until_they_come_or_are_too_late() {
        let mut mark = Mark { until: Some(10), ..Mark::default() };
        assert!(mark.pass([11, 14], at(0)));
        assert_eq!(mark.settled(), 11);
        assert_eq!((mark.until, mark.missed.keys().copied().collect::<Vec<_>>()), (Some(14), vec![12, 13]));
        assert!(mark.pass([13, 15], at(1)));
        assert_eq!(mark.settled(), 11, "12 may still come");
        assert_eq!((mark.until, mark.missed.keys().copied().collect::<Vec<_>>()), (Some(15), vec![12]));
        assert!(mark.pass([], at(601)));
        assert_eq!(mark.settled(), 15);
        assert!(mark.missed.is_empty(), "a writer that is undone leaves its place empty for ever");
    }

    #[test]
    fn no_more_places_are_waited_for_than_one_statement_asks_about() {
        let mut mark = Mark { until: Some(0), ..Mark::default() };
        assert!(!mark.pass([1_000_000], at(0)), "and that is said");
        assert_eq!(mark.missed.len(), MISSED);
        assert_eq!(mark.missed.last_key_value().map(|(place, _)| *place), Some(999_999));
    }
}
