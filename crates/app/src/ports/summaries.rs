//! Convictions, what the law says of them, and summaries for employers, landlords and bodies like them.

use super::Stored;
use async_trait::async_trait;
use domain::{
    application::{TurnedDown, TurnedDownWhy},
    conviction::Conviction,
    disclosure_summary::{CameOfIt, DisclosureSummary, ListedWord, Recipient, RecipientKind, Template},
    ids::{AgencyId, ConvictionId, PersonId, RecipientId, SummaryId},
    rehabilitation::Law,
};
use gate::{ListFilter, Sealed};
use jiff::civil::Date;

/// Ports for convictions.
#[async_trait]
pub trait Convictions {
    /// When a conviction is spent, of every day.
    async fn rehabilitation_law(&mut self) -> Stored<Law>;

    /// Writes a conviction as it was recorded.
    async fn add_conviction(&mut self, conviction: &Conviction) -> Stored<()>;

    /// Appends the last fact of a conviction if it still has `seen` facts.
    async fn append_conviction_fact(&mut self, conviction: &Conviction, seen: i64) -> Stored<bool>;

    /// One conviction with its facts.
    async fn conviction(&mut self, id: ConvictionId) -> Stored<Option<Sealed<Conviction>>>;

    /// A person's convictions, newest first.
    async fn convictions(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<Conviction>>>;

    /// The same, for the rules alone: which are spent follows from all of them. Shown to nobody.
    async fn convictions_for_rules(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Conviction>>;
}

/// How many applications to one kind of body were turned down for one reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// To what kind of body.
    pub kind: RecipientKind,
    /// Why.
    pub why: TurnedDownWhy,
    /// How many.
    pub count: u64,
}

/// How many summaries that were issued to one kind of body came to what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heard {
    /// To what kind of body.
    pub kind: RecipientKind,
    /// What came of them; nobody asked, or was told, where it is `None`.
    pub answer: Option<CameOfIt>,
    /// How many.
    pub count: u64,
}

/// Ports for summaries.
#[async_trait]
pub trait Summaries {
    /// Bodies with which an agency has a relationship, by name.
    async fn recipients(&mut self, holder: AgencyId, limit: u32) -> Stored<Vec<Recipient>>;

    /// One of them.
    async fn recipient(&mut self, holder: AgencyId, id: RecipientId) -> Stored<Option<Recipient>>;

    /// Writes a relationship down.
    async fn add_recipient(&mut self, recipient: &Recipient) -> Stored<()>;

    /// The fixed words for a kind of body on `day`.
    async fn summary_template(&mut self, kind: RecipientKind, day: Date) -> Stored<Option<Template>>;

    /// Words that no summary has.
    async fn summary_words(&mut self) -> Stored<Vec<ListedWord>>;

    /// Writes a summary as it was written.
    async fn add_summary(&mut self, summary: &DisclosureSummary) -> Stored<()>;

    /// Appends the last fact of a summary if it still has `seen` facts.
    async fn append_summary_fact(&mut self, summary: &DisclosureSummary, seen: i64) -> Stored<bool>;

    /// One summary with its facts.
    async fn summary(&mut self, id: SummaryId) -> Stored<Option<Sealed<DisclosureSummary>>>;

    /// A person's summaries, newest first.
    async fn summaries(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<DisclosureSummary>>>;

    /// Writes down that an application was turned down.
    async fn add_turned_down(&mut self, application: &TurnedDown) -> Stored<()>;

    /// A person's applications that were turned down, newest first.
    async fn turned_down(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<TurnedDown>>>;

    /// How often an agency recorded, from one day to another, that an application was turned down, about people whom the
    /// filter shows.
    async fn turned_down_tallies(
        &mut self,
        filter: &ListFilter,
        agency: AgencyId,
        (from, until): (Date, Date),
        today: Date,
    ) -> Stored<Vec<Tally>>;

    /// What came of the summaries that an agency issued from one day to another, about people whom the filter shows.
    async fn summary_tallies(
        &mut self,
        filter: &ListFilter,
        agency: AgencyId,
        (from, until): (Date, Date),
        today: Date,
    ) -> Stored<Vec<Heard>>;
}
