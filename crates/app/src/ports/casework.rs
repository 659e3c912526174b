//! Casework: pieces with their facts.

use super::Stored;
use async_trait::async_trait;
use domain::{
    casework::{Piece, PieceKind, PieceState},
    ids::{AgencyId, PersonId, PieceId},
};
use gate::{Label, ListFilter, Sealed};
use jiff::civil::Date;

/// Which pieces of an agency are listed or counted.
#[derive(Debug, Clone, Copy)]
pub struct PieceQuery<'a> {
    /// Of whom.
    pub filter: &'a ListFilter,
    /// Held by which agency.
    pub agency: AgencyId,
    /// Of which kind.
    pub kind: PieceKind,
    /// The day from which relations are looked at.
    pub today: Date,
}

/// Where a piece lies and stands, for counting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PieceHead {
    /// Where it lies: it is counted for those alone to whom it opens.
    pub label: Label,
    /// The code of its stage.
    pub stage: String,
}

/// Ports for casework. A piece is sealed under the section of its kind, held by the agency that began it.
#[async_trait]
pub trait Casework {
    /// Writes a piece as it begins.
    async fn add_piece(&mut self, piece: &Piece) -> Stored<()>;

    /// A person's pieces that stand so, past `after`, newest first, each with its place.
    async fn pieces(
        &mut self,
        person: PersonId,
        state: PieceState,
        after: Option<PieceId>,
        limit: u32,
    ) -> Stored<Vec<(PieceId, Sealed<Piece>)>>;

    /// One piece.
    async fn piece(&mut self, id: PieceId) -> Stored<Option<Sealed<Piece>>>;

    /// Writes the last fact of `after`, where the piece has `seen` facts; answers whether it had so many.
    async fn append_piece_fact(&mut self, seen: i64, after: &Piece) -> Stored<bool>;

    /// Pieces of an agency that go on, by their day, `limit` of them past the first `skip`.
    async fn pieces_of_agency(
        &mut self,
        query: PieceQuery<'_>,
        skip: u32,
        limit: u32,
    ) -> Stored<Vec<Sealed<Piece>>>;

    /// Where the pieces of an agency stand whose day is from `from` and before `until`, `limit` at most.
    async fn piece_heads(
        &mut self,
        query: PieceQuery<'_>,
        from: Date,
        until: Date,
        limit: u32,
    ) -> Stored<Vec<PieceHead>>;
}
