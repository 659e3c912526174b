//! Beginning a piece.

use crate::{
    App, Cx, Once,
    events::EventKind,
    refusal::Refusal,
    settle::{NOT_YOURS, not_taken},
    taken,
};
use domain::{
    casework::{Piece, PieceFact, PieceStep},
    ids::{PersonId, PieceId},
    person::Gender,
    section::Purpose,
    timing::TimingCode,
};
use gate::{Action, Standing, Viewer};

/// Why nobody begins what begins by itself.
const BY_ITSELF: &str =
    "This begins by itself, when several services have lost touch. Begin outreach instead";

/// Begins a piece, which the viewer's agency holds.
///
/// Invariant: the piece, its event and what is due commit together; the same `once` begins one.
pub async fn begin(
    app: &App,
    viewer: &Viewer,
    person: PersonId,
    fact: PieceFact,
    once: Option<&Once>,
) -> Result<PieceId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "begin a piece of casework").await?;
    cx.permit_role(Action::KeepCasework)?;
    if let Some(made) = cx.made_before(once).await? {
        return cx.answer(made.into()).await;
    }
    let standing = cx.standing(person).await?;
    cx.permit(Action::KeepCasework, &standing, None)?;
    if !fact.step.kind().is_begun_by_hand() {
        return Err(Refusal::field("kind", "by-itself", BY_ITSELF));
    }
    if !cx.would_read(&standing, fact.step.kind().section()) {
        return Err(Refusal::field("kind", "not-yours", NOT_YOURS));
    }
    let fact = cx.settled(fact).await?;
    cx.is_taken_by_the_scheme(&standing, &fact).await?;
    let piece = Piece::begin(cx.id(), person, cx.stamp(), fact).map_err(not_taken)?;
    cx.tx.add_piece(&piece).await?;
    cx.tell_piece(EventKind::CaseworkBegun, &piece);
    cx.owe(&piece, Vec::new()).await?;
    cx.remember(once, piece.id.0).await?;
    cx.answer(piece.id).await
}

impl Cx<'_> {
    /// The intensive alternative takes men of the ages that its rows say (practice catalogue, S3-08).
    async fn is_taken_by_the_scheme(&mut self, standing: &Standing, fact: &PieceFact) -> Result<(), Refusal> {
        let start = fact.answers.day("start").filter(|_| fact.step == PieceStep::IntensiveBegin);
        let Some(start) = start else { return Ok(()) };
        let timings = self.tx.timings().await?;
        let youngest = timings.on(TimingCode::IntensiveYoungest, start)?.count;
        let oldest = timings.on(TimingCode::IntensiveOldest, start)?.count;
        let person = self.identity(standing).await?;
        let age = person.age_on(start).and_then(|age| u16::try_from(age).ok());
        let right_age = age.is_some_and(|age| (youngest..=oldest).contains(&age));
        if person.gender == Gender::Male && right_age {
            return Ok(());
        }
        let sentence = format!(
            "This scheme takes men who are {youngest} to {oldest} when it begins. Look at the sex and date of birth on the record"
        );
        Err(Refusal::field("start", "not-eligible", sentence))
    }

    /// Tells of the last fact of a piece.
    pub(crate) fn tell_piece(&mut self, kind: EventKind, piece: &Piece) {
        let Some((_, fact)) = piece.facts().last() else { return };
        let mut event = self.event(piece.person, kind, piece.section(), taken::fact(fact));
        event.subject = Some(piece.id.0);
        self.append(event);
    }
}
