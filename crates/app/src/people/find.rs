//! Search for people by name, number, reference and date of birth.

use crate::{App, Cx, ports::SearchQuery, refusal::Refusal, search};
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
    /// Names, a number or a reference.
    pub words: String,
    /// Date of birth, if known.
    pub born: Option<Date>,
    /// Where the page begins.
    pub after: Option<(String, PersonId)>,
    /// Rows at most.
    pub limit: u32,
    /// Whether those too are looked for who are only nearly what was typed.
    pub nearly: bool,
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
}

/// One person found.
#[derive(Debug, Clone)]
pub struct FoundPerson {
    /// Who.
    pub identity: Identity,
    /// Age today, where known.
    pub age: Option<i16>,
}

/// People whom the viewer may know of, and whose words begin with each word typed.
///
/// Nobody out of reach is counted, skipped or hinted at: the filter is part of the query.
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
            "Enter a name, a CRN, PNC or NHS number, or a reference",
        ));
    }
    if words.is_empty() {
        // Signs alone are in nobody's name.
        return cx.answer(Found { people: Vec::new(), next: None, near: Vec::new() }).await;
    }
    let (filter, today) = (cx.visible(), cx.today());
    let first = asked.nearly && asked.after.is_none();
    let query =
        SearchQuery { words, born: asked.born, after: asked.after, limit: asked.limit.saturating_add(1) };
    let mut hits = cx.tx.search(&filter, &query, today).await?;
    let more = hits.len() > asked.limit as usize;
    hits.truncate(asked.limit as usize);
    let last = hits.last().filter(|_| more);
    let next = last.map(|(word, one)| (word.clone(), one.standing.person));
    let (_, identities) = cx.open_listed(hits.into_iter().map(|(_, one)| one).collect()).await?;
    let near = if first && next.is_none() {
        let found: BTreeSet<PersonId> = identities.iter().map(|identity| identity.person).collect();
        cx.nearly(&asked.words, asked.born, &found).await?
    } else {
        Vec::new()
    };
    let as_of = |identity: Identity| FoundPerson { age: identity.age_on(today), identity };
    let people = identities.into_iter().map(as_of).collect();
    cx.answer(Found { people, next, near: near.into_iter().map(as_of).collect() }).await
}

impl Cx<'_> {
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
