//! Search for people by name, number, reference, date of birth and part of a postcode.

use super::by_postcode::{TypedPostcode, area_of, place_of};
use crate::{
    App, Cx,
    ports::{Listed, SearchQuery},
    refusal::Refusal,
    search,
};
use domain::{ids::PersonId, person::Identity, section::Purpose};
use gate::{Action, Viewer};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Words that one search may have.
const WORDS: usize = 6;
/// People looked at who are nearly what was typed, and shown.
const LOOKED_AT: usize = 40;
const NEAR: usize = 10;

/// What was typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FindPeople {
    /// Names, a number, a reference, or a part of a postcode.
    pub words: String,
    /// Date of birth, if known.
    pub born: Option<Date>,
    /// Where the page begins.
    pub after: Option<(String, PersonId)>,
    /// Rows at most.
    pub limit: u32,
    /// Whether those too are looked for who are only nearly what was typed.
    pub nearly: bool,
    /// Whether a part of a postcode is looked for too, where one was typed.
    pub postcodes: bool,
}

/// One page of what was found.
#[derive(Debug, Clone)]
pub struct Found {
    /// The people, in order.
    pub people: Vec<FoundPerson>,
    /// Where the next page begins.
    pub next: Option<(String, PersonId)>,
    /// Others to whom what was typed may belong, the likeliest first: with another spelling, a nickname, an initial, or a date
    /// the other way round. Only where those found fit on one page.
    pub near: Vec<FoundPerson>,
    /// What was typed, in capitals, where it may be the area of a postcode alone, which is too wide to look for.
    pub area: Option<String>,
}

/// One person found.
#[derive(Debug, Clone)]
pub struct FoundPerson {
    /// Who.
    pub identity: Identity,
    /// Age today, where known.
    pub age: Option<i16>,
    /// The postcodes that they were found by; none where something else that was typed is theirs.
    pub postcodes: Vec<String>,
}

/// People whom the viewer may know of, and whose words begin with each word typed.
///
/// Nobody out of reach is counted, skipped or hinted at: the filter is part of the query. Those found by a postcode come after those
/// found by what was typed as it stands, and a record of a postcode that stays closed finds nobody: see [`super::by_postcode`].
pub async fn find(app: &App, viewer: &Viewer, asked: FindPeople) -> Result<Found, Refusal> {
    if asked.nearly {
        app.know_everybody().await?;
    }
    let mut cx = app.read(viewer, Purpose::Supervision, "find people").await?;
    cx.permit_role(Action::SearchPeople)?;
    let mut words = search::tokens(&asked.words);
    let number = search::joined(&asked.words);
    // A number typed with spaces or a slash is one word of the index.
    if words.len() > 1 && number.chars().any(|c| c.is_ascii_digit()) {
        words = vec![number];
    }
    words.truncate(WORDS);
    if asked.words.trim().is_empty() {
        return Err(Refusal::field(
            "q",
            "required",
            "Enter a name, a CRN, PNC or NHS number, a reference or part of a postcode",
        ));
    }
    if words.is_empty() {
        // Signs alone are in nobody's name.
        return cx.answer(Found { people: Vec::new(), next: None, near: Vec::new(), area: None }).await;
    }
    let first = asked.nearly && asked.after.is_none();
    let typed = if asked.postcodes { TypedPostcode::of(&asked.words) } else { None };
    let limit = asked.limit as usize;
    let from = typed.as_ref().and_then(|_| place_of(asked.after.as_ref()));
    let mut hits = Vec::new();
    if from.is_none() {
        let limit = asked.limit.saturating_add(1);
        let query = SearchQuery { words, born: asked.born, after: asked.after, limit };
        let (filter, today) = (cx.visible(), cx.today());
        hits = cx.tx.search(&filter, &query, today).await?;
    }
    let more = hits.len() > limit;
    hits.truncate(limit);
    let mut next = hits.last().filter(|_| more).map(|(word, one)| (word.clone(), one.standing.person));
    let typed = typed.filter(|_| !more);
    let mut rows = cx.at_postcode(typed.as_ref(), asked.born).await?;
    let mut nobody = typed.as_ref().map(|_| cx.nobody());
    let of_hits = hits.iter_mut().map(|(_, one)| &mut one.standing);
    let of_rows = rows.iter_mut().map(|row| &mut row.listed.standing);
    cx.complete(of_hits.chain(of_rows).chain(&mut nobody)).await?;
    let today = cx.today();
    let as_of =
        |identity: Identity| FoundPerson { age: identity.age_on(today), identity, postcodes: Vec::new() };
    let mut people: Vec<FoundPerson> = cx.open_hits(hits).into_iter().map(as_of).collect();
    if typed.is_some() {
        let room = limit.saturating_sub(people.len());
        let (at_home, goes_on) = cx.open_homes(rows, from, room);
        people.extend(at_home);
        next = goes_on;
    }
    let near = if first && next.is_none() {
        let found: BTreeSet<PersonId> = people.iter().map(|one| one.identity.person).collect();
        cx.nearly(&asked.words, asked.born, &found).await?
    } else {
        Vec::new()
    };
    let area = asked.postcodes.then(|| area_of(&asked.words)).flatten();
    cx.answer(Found { people, next, near: near.into_iter().map(as_of).collect(), area }).await
}

impl Cx<'_> {
    /// Who those are that words found, as far as the gate opens it.
    fn open_hits(&mut self, hits: Vec<(String, Listed)>) -> Vec<Identity> {
        let listed = hits.into_iter().map(|(_, one)| one);
        listed.filter_map(|one| self.open(&one.standing, one.identity).opened()).collect()
    }

    /// Those to whom what was typed may belong, of whom the viewer may know, without those who were found by it as it stands.
    async fn nearly(
        &mut self,
        words: &str,
        born: Option<Date>,
        found: &BTreeSet<PersonId>,
    ) -> Result<Vec<Identity>, Refusal> {
        let typed = born.map_or_else(|| words.to_owned(), |born| format!("{words} {born}"));
        let mut likely = self.app.typed(&typed, self.agency(), LOOKED_AT + found.len());
        likely.retain(|person| !found.contains(person));
        let standings = self.standings_of(likely.iter().copied()).await?;
        let visible = self.visible();
        likely.retain(|person| standings.get(person).is_some_and(|standing| visible.shows(standing)));
        likely.truncate(NEAR);
        let mut identities = self.identities_of(&likely, &standings).await?;
        Ok(likely.iter().filter_map(|person| identities.remove(person)).collect())
    }
}
