//! The next step of a piece, and what is due because of it.

use crate::{App, Cx, duties::NewDuty, events::EventKind, refusal::Refusal, settle::not_taken};
use domain::{
    casework::{Due, Piece, PieceFact, PieceState},
    duty::{Closing, DutyKind},
    ids::{PersonId, PieceId},
    section::Purpose,
};
use gate::{Action, Standing, Viewer};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Records the next step of a piece of the viewer's own agency.
///
/// Invariant: fact, event and what is due commit together; of two facts on the same version one is kept.
pub async fn step(
    app: &App,
    viewer: &Viewer,
    id: PieceId,
    seen: i64,
    fact: PieceFact,
) -> Result<PersonId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "record a step of casework").await?;
    cx.permit_role(Action::KeepCasework)?;
    let (standing, piece) = cx.own_piece(id).await?;
    cx.permit(Action::KeepCasework, &standing, None)?;
    if piece.version() != seen {
        return Err(Refusal::Stale { seen, now: piece.version() });
    }
    let (fact, before, stamp) = (cx.settled(fact).await?, piece.dues(), cx.stamp());
    let after = piece.append(stamp, fact).map_err(not_taken)?;
    if !cx.tx.append_piece_fact(seen, &after).await? {
        return Err(Refusal::Stale { seen, now: after.version() });
    }
    cx.tell_piece(EventKind::CaseworkStepped, &after);
    cx.owe(&after, before).await?;
    cx.answer(standing.person).await
}

fn of(dues: &[Due], kind: DutyKind) -> Vec<Date> {
    let mut days: Vec<Date> = dues.iter().filter(|due| due.kind == kind).map(|due| due.by).collect();
    days.sort_unstable();
    days
}

impl Cx<'_> {
    /// A piece of the viewer's agency, and how they stand to its person; as absent otherwise.
    async fn own_piece(&mut self, id: PieceId) -> Result<(Standing, Piece), Refusal> {
        let found = self.tx.piece(id).await?;
        let person = found.as_ref().map_or(PersonId(id.0), |sealed| sealed.label().person);
        let standing = self.standing(person).await?;
        let own = self.agency();
        let sealed = found.filter(|sealed| sealed.label().holder == own).ok_or(Refusal::NotFound)?;
        let piece = self.open(&standing, sealed).opened().ok_or(Refusal::NotFound)?;
        Ok((standing, piece))
    }

    /// Opens, moves and closes what is due, so that it is what the piece says. Whoever takes the step owes what it leads to.
    pub(super) async fn owe(&mut self, piece: &Piece, before: Vec<Due>) -> Result<(), Refusal> {
        let (after, person, subject) = (piece.dues(), piece.person, piece.id.0);
        let kinds: BTreeSet<DutyKind> = before.iter().chain(&after).map(|due| due.kind).collect();
        let closing = match piece.state() {
            PieceState::Open => Closing::Done,
            PieceState::Closed => Closing::Overtaken,
        };
        let mut opened = Vec::new();
        for kind in kinds {
            let (was, is) = (of(&before, kind), of(&after, kind));
            match (was.as_slice(), is.as_slice()) {
                (was, is) if was == is => {}
                ([_], [to]) => self.move_duties(person, subject, &[kind], *to).await?,
                (was, is) => {
                    if !was.is_empty() {
                        self.close_duties(person, subject, &[kind], closing).await?;
                    }
                    let owner = self.myself();
                    opened.extend(is.iter().map(|due| NewDuty {
                        person,
                        kind,
                        owner,
                        due: *due,
                        subject,
                        why: None,
                    }));
                }
            }
        }
        if !opened.is_empty() {
            self.open_duties(opened).await?;
        }
        Ok(())
    }
}
