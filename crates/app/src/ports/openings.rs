//! What opens or bars a record for a while: questions, one-off disclosures, openings, limits, exclusions.

use super::{Place, Stored};
use async_trait::async_trait;
use domain::{
    ids::{AccountId, DisclosureId, OpeningId, PersonId, QuestionId},
    one_off::Disclosure,
    opening::{Opening, OpeningReview},
    question::Question,
    restriction::{Exclusion, KeptApart, Limit},
};
use gate::{Sealed, Viewer};
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

/// An emergency with what its review found, if it was reviewed.
pub type Reviewed = (Opening, Option<OpeningReview>);

/// Ports for what opens a record.
#[async_trait]
pub trait Openings {
    /// Writes a question that nobody has answered.
    async fn insert_question(&mut self, question: &Question) -> Stored<()>;

    /// One question.
    async fn question(&mut self, id: QuestionId) -> Stored<Option<Sealed<Question>>>;

    /// Questions about a person, newest first.
    async fn questions_of(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<Question>>>;

    /// Writes the reply of a question that had none; `false` when it had one.
    async fn reply_question(&mut self, question: &Question) -> Stored<bool>;

    /// Writes a disclosure as it was decided.
    async fn insert_disclosure(&mut self, one: &Disclosure) -> Stored<()>;

    /// One disclosure with its facts.
    async fn disclosure(&mut self, id: DisclosureId) -> Stored<Option<Sealed<Disclosure>>>;

    /// Disclosures about a person, newest first.
    async fn disclosures_of(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<Disclosure>>>;

    /// Appends the last fact if the disclosure still has `seen` facts.
    async fn append_disclosure_fact(&mut self, one: &Disclosure, seen: i64) -> Stored<bool>;

    /// Writes openings, and lets each agency find the person.
    async fn insert_openings(&mut self, openings: &[Opening]) -> Stored<()>;

    /// One opening, with its review.
    async fn opening(&mut self, id: OpeningId) -> Stored<Option<Reviewed>>;

    /// Openings of a person's record, newest first.
    async fn openings_of(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Opening>>;

    /// Ends those that follow from `subject` and nobody has ended; gives them as they are now.
    async fn end_openings(&mut self, person: PersonId, subject: Uuid, at: Timestamp) -> Stored<Vec<Opening>>;

    /// Ends those of `subject` that are open at `at` and that `viewer` reads, or brought of their agency's part; gives them as they
    /// are now. One statement.
    async fn end_openings_of(
        &mut self,
        person: PersonId,
        subject: Uuid,
        viewer: &Viewer,
        at: Timestamp,
    ) -> Stored<Vec<Opening>>;

    /// Ends one, unless somebody has; gives it as it is now.
    async fn end_opening(
        &mut self,
        person: PersonId,
        id: OpeningId,
        at: Timestamp,
    ) -> Stored<Option<Opening>>;

    /// Emergencies of the partnership, newest first; only those without a review where `waiting`.
    async fn emergencies(
        &mut self,
        waiting: bool,
        before: Option<Place>,
        limit: u32,
    ) -> Stored<Vec<Reviewed>>;

    /// Writes a review; `false` when there is one.
    async fn review_opening(
        &mut self,
        person: PersonId,
        id: OpeningId,
        review: &OpeningReview,
    ) -> Stored<bool>;
}

/// Ports for what bars a record.
#[async_trait]
pub trait Restrictions {
    /// The limit on a person's record, if there is one.
    async fn limit(&mut self, person: PersonId) -> Stored<Option<Limit>>;

    /// Puts this limit in place of the former one.
    async fn set_limit(&mut self, limit: &Limit) -> Stored<()>;

    /// Takes the limit away; `false` when there was none.
    async fn lift_limit(&mut self, person: PersonId) -> Stored<bool>;

    /// Who is or was barred from a person's record by an agency's people, newest first.
    async fn exclusions_of(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Exclusion>>;

    /// Bars somebody; `false` when they are barred from that day already.
    async fn exclude(&mut self, exclusion: &Exclusion) -> Stored<bool>;

    /// The last day of the exclusions of somebody that have not ended by then; gives them as they are now.
    async fn readmit(&mut self, person: PersonId, account: AccountId, last: Date) -> Stored<Vec<Exclusion>>;

    /// From whom the record of a person is kept apart, in order of their ids.
    async fn kept_apart(&mut self, person: PersonId) -> Stored<Vec<KeptApart>>;

    /// Keeps a record apart from somebody's team; `false` when it is already.
    async fn keep_apart(&mut self, one: &KeptApart) -> Stored<bool>;

    /// A record no longer has to be kept apart from somebody's team; `false` when it was not.
    async fn end_apart(&mut self, person: PersonId, from: PersonId) -> Stored<bool>;

    /// Whose short reference this is. It says nothing about whether the viewer may know of them.
    async fn referred_to(&mut self, reference: &str) -> Stored<Option<PersonId>>;
}
