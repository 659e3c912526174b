//! Search for people by name, number, reference and date of birth.

use crate::{App, ports::SearchQuery, refusal::Refusal, search};
use domain::{ids::PersonId, person::Identity, section::Purpose};
use gate::{Action, Viewer};
use jiff::civil::Date;

/// Words that one search may have.
const WORDS: usize = 6;

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
}

/// One page of what was found.
#[derive(Debug, Clone)]
pub struct Found {
    /// The people, in order.
    pub people: Vec<FoundPerson>,
    /// Where the next page begins.
    pub next: Option<(String, PersonId)>,
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
        return cx.answer(Found { people: Vec::new(), next: None }).await;
    }
    let (filter, today) = (cx.visible(), cx.today());
    let query =
        SearchQuery { words, born: asked.born, after: asked.after, limit: asked.limit.saturating_add(1) };
    let mut hits = cx.tx.search(&filter, &query, today).await?;
    let more = hits.len() > asked.limit as usize;
    hits.truncate(asked.limit as usize);
    let last = hits.last().filter(|_| more);
    let next = last.map(|(word, one)| (word.clone(), one.standing.person));
    let (_, identities) = cx.open_listed(hits.into_iter().map(|(_, one)| one).collect()).await?;
    let people = identities
        .into_iter()
        .map(|identity| FoundPerson { age: identity.age_on(today), identity })
        .collect();
    cx.answer(Found { people, next }).await
}
