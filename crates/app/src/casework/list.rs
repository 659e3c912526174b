//! Reading casework: the pieces of one person that the gate opens, and one piece with its history.

use crate::{
    App, Cx,
    people::{Glance, InTurn, Names},
    ports::{Stored, Tx},
    refusal::Refusal,
};
use async_trait::async_trait;
use domain::{
    casework::{Answer, Piece, PieceKind, PieceState},
    ids::{AccountId, AgencyId, PersonId, PieceId},
    order::{Order, OrderState},
    person::Identity,
    section::Purpose,
};
use gate::{Action, Sealed, Standing, Viewer};

/// Pieces under way, and closed ones, on one page, of those that the gate opens.
const ROWS: usize = 100;
/// Orders that may stand above an agreement.
const ORDERS: u32 = 50;

/// Pieces that stand so, newest first.
struct Pieces(PieceState);

#[async_trait]
impl InTurn for Pieces {
    type Place = PieceId;
    type One = Piece;

    async fn next(
        &self,
        tx: &mut dyn Tx,
        person: PersonId,
        after: Option<PieceId>,
        limit: u32,
    ) -> Stored<Vec<(PieceId, Sealed<Piece>)>> {
        tx.pieces(person, self.0, after, limit).await
    }
}

/// A piece with names.
#[derive(Debug, Clone)]
pub struct PieceLine {
    /// The piece.
    pub piece: Piece,
    /// Who began it.
    pub by: String,
    /// The agency that holds it.
    pub agency: String,
    /// Whether the viewer may record its next step.
    pub may_step: bool,
}

/// A person's casework. What stays closed is not told: of some pieces nobody may know that they are there.
#[derive(Debug, Clone)]
pub struct CaseworkPart {
    /// Whose.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// Pieces that the gate opens: those under way first, newest first.
    pub pieces: Vec<PieceLine>,
    /// Names of agencies that answers name.
    pub names: Names,
    /// Whether the viewer may begin one.
    pub may_keep: bool,
}

/// One piece.
#[derive(Debug, Clone)]
pub struct OpenedPiece {
    /// Whose.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// The piece.
    pub line: PieceLine,
    /// Orders in force that the viewer may read, which stand above it.
    pub orders: Vec<Order>,
    /// Names of writers, and of agencies that answers name.
    pub names: Names,
    /// Agencies that an answer may name, where the viewer may record one.
    pub agencies: Vec<(AgencyId, String)>,
}

/// What the form that begins a piece needs.
#[derive(Debug, Clone)]
pub struct StartPiece {
    /// With whom.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// What the viewer may begin: nobody writes what they may not read.
    pub kinds: Vec<PieceKind>,
    /// Agencies that an answer may name.
    pub agencies: Vec<(AgencyId, String)>,
}

/// The agencies that a piece names in its answers.
fn named(piece: &Piece) -> impl Iterator<Item = AgencyId> {
    piece.facts().iter().flat_map(|(_, fact)| fact.answers.iter()).filter_map(|(_, answer)| match answer {
        Answer::Agency(agency) => Some(*agency),
        _ => None,
    })
}

fn writers(piece: &Piece) -> impl Iterator<Item = AccountId> {
    piece.facts().iter().map(|(stamp, _)| stamp.by)
}

impl PieceLine {
    pub(super) fn of(piece: Piece, names: &Names, may_step: bool) -> Self {
        let begun = piece.begun();
        Self { by: names.account(begun.by), agency: names.agency(begun.agency), piece, may_step }
    }
}

/// Reads a person's casework.
pub async fn casework(app: &App, viewer: &Viewer, person: PersonId) -> Result<CaseworkPart, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read casework").await?;
    let standing = cx.standing(person).await?;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let (mut pieces, mut untold) = (Vec::new(), Vec::new());
    for state in [PieceState::Open, PieceState::Closed] {
        pieces.extend(cx.opened_in_turn(&standing, Pieces(state), ROWS, &mut untold).await?);
    }
    let accounts = pieces.iter().map(|piece| piece.begun().by);
    let agencies = pieces.iter().flat_map(|piece| named(piece).chain([piece.begun().agency]));
    let names = cx.names(accounts, agencies).await?;
    let (own, may_keep) = (cx.agency(), cx.permit(Action::KeepCasework, &standing, None).is_ok());
    let pieces = pieces.into_iter().map(|piece| {
        let may_step = may_keep && piece.begun().agency == own && piece.state() == PieceState::Open;
        PieceLine::of(piece, &names, may_step)
    });
    let pieces = pieces.collect();
    cx.answer(CaseworkPart { person: identity, glance, pieces, names, may_keep }).await
}

/// Reads one piece. One that is absent takes the same way as one out of reach.
pub async fn piece(app: &App, viewer: &Viewer, id: PieceId) -> Result<OpenedPiece, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read a piece of casework").await?;
    let found = cx.tx.piece(id).await?;
    let person = found.as_ref().map_or(PersonId(id.0), |sealed| sealed.label().person);
    let standing = cx.standing(person).await?;
    let sealed = found.ok_or(Refusal::NotFound)?;
    let piece = cx.open(&standing, sealed).opened().ok_or(Refusal::NotFound)?;
    let person = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let orders = cx.orders_above(&standing).await?;
    let names = cx.names(writers(&piece), named(&piece).chain([piece.begun().agency])).await?;
    let own = piece.begun().agency == cx.agency() && piece.state() == PieceState::Open;
    let may_step = own && cx.permit(Action::KeepCasework, &standing, None).is_ok();
    let agencies = if may_step { cx.agencies_to_name().await? } else { Vec::new() };
    let line = PieceLine::of(piece, &names, may_step);
    cx.answer(OpenedPiece { person, glance, line, orders, names, agencies }).await
}

/// What the form that begins a piece needs, for whoever may begin one.
pub async fn start(app: &App, viewer: &Viewer, person: PersonId) -> Result<StartPiece, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "begin a piece of casework").await?;
    cx.permit_role(Action::KeepCasework)?;
    let standing = cx.standing(person).await?;
    cx.permit(Action::KeepCasework, &standing, None)?;
    let person = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let agencies = cx.agencies_to_name().await?;
    let kinds = PieceKind::ALL
        .iter()
        .filter(|kind| kind.is_begun_by_hand() && cx.would_read(&standing, kind.section()))
        .copied()
        .collect();
    cx.answer(StartPiece { person, glance, kinds, agencies }).await
}

impl Cx<'_> {
    /// The orders in force of somebody that the gate opens to the viewer.
    async fn orders_above(&mut self, standing: &Standing) -> Result<Vec<Order>, Refusal> {
        let (today, orders) = (self.today(), self.tx.orders(&[standing.person], ORDERS).await?);
        let mut orders = self.open_all(standing, orders);
        orders.retain(|order| order.state_on(today) == OrderState::InForce);
        Ok(orders)
    }
}
