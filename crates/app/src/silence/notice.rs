//! Looking for people whom several services do not reach any more.

use crate::{
    App, Cx,
    duties::NewDuty,
    events::EventKind,
    ports::{Lead, TakenSignal, Touch},
    refusal::Refusal,
    settle::not_taken,
};
use domain::{
    casework::{Answer, Answers, Piece, PieceFact, PieceStep},
    duty::Owner,
    ids::{AgencyId, PersonId},
    section::{Level, Purpose},
    silence::{Rule, lost_touch},
};
use gate::{Basis, Viewer};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// People that are read at a time.
const MOST: u32 = 500;

/// Raises an alert about each person whom enough services do not reach; answers how many there were.
///
/// # Errors
/// When the database cannot be read.
pub async fn notice(app: &App) -> Result<u64, Refusal> {
    let today = app.today();
    let mut tx = app.store.read().await?;
    let rule = Rule::on(&tx.timings().await?, today)?;
    tx.end().await?;
    let (mut count, mut after) = (0, None);
    loop {
        let mut tx = app.store.read().await?;
        let people = tx.out_of_touch((rule.since(today), today), rule.services, after, MOST).await?;
        tx.end().await?;
        // Those of whom nobody may hear come up each day anew: they keep nobody behind them waiting.
        after = people.last().copied();
        let full = people.len() >= MOST as usize;
        for person in people {
            match about(app, rule, person).await {
                Ok(raised) => count += u64::from(raised),
                Err(refusal) => tracing::error!(?refusal, "signs of having lost touch could not be weighed"),
            }
        }
        if !full {
            return Ok(count);
        }
    }
}

/// Weighs the signs about one person for whoever leads; answers whether an alert was raised. It is one, to the first whom it may reach.
async fn about(app: &App, rule: Rule, person: PersonId) -> Result<bool, Refusal> {
    let today = app.today();
    let mut tx = app.store.read().await?;
    let touches = tx.touches(person, rule.since(today), today).await?;
    let leads = tx.leads_of(person, today).await?;
    tx.end().await?;
    for lead in leads {
        let Some((lost, taken)) = weighed(app, &lead, person, &touches).await? else { continue };
        if rule.alerts(&lost, lead.agency) {
            return raise(app, rule, &lead, person, taken).await;
        }
    }
    Ok(false)
}

const fn viewer_of(lead: &Lead) -> Viewer {
    Viewer { account: lead.account, agency: lead.agency, agency_kind: lead.agency_kind, roles: lead.roles }
}

/// The services that have lost touch as far as this lead may hear of it, and which signs that rests on; `None` where they may not
/// know of the person. Nothing is shown here, so that nothing of it is in the ledger, where they would read which sections counted.
async fn weighed(
    app: &App,
    lead: &Lead,
    person: PersonId,
    touches: &[Touch],
) -> Result<Option<(BTreeSet<AgencyId>, Vec<(Touch, Basis)>)>, Refusal> {
    let viewer = viewer_of(lead);
    let mut cx = app.read(&viewer, Purpose::Supervision, "weigh signs of having lost touch").await?;
    let standing = cx.standings(&[person]).await?.into_iter().next();
    let Some(standing) = standing.filter(|one| cx.known(*one).is_ok()) else {
        return cx.answer(None).await;
    };
    let (mut traces, mut taken) = (Vec::new(), Vec::new());
    for touch in touches {
        // That somebody was reached only keeps an alert away.
        if touch.trace.reached {
            traces.push(touch.trace);
            continue;
        }
        let basis = cx.gate.decide(&viewer, cx.purpose(), &standing, touch.label);
        if let Some(basis) = basis.ok().filter(|basis| basis.level >= Level::Signal) {
            traces.push(touch.trace);
            taken.push((*touch, basis));
        }
    }
    let lost = lost_touch(traces);
    taken.retain(|(touch, _)| lost.contains(&touch.trace.agency) && touch.label.holder != lead.agency);
    cx.answer(Some((lost, taken))).await
}

/// Raises the alert, unless there is one by now.
///
/// Invariant: the alert, its event, what is due because of it and what it took from whom commit together.
async fn raise(
    app: &App,
    rule: Rule,
    lead: &Lead,
    person: PersonId,
    taken: Vec<(Touch, Basis)>,
) -> Result<bool, Refusal> {
    let itself =
        Viewer { agency: lead.agency, agency_kind: lead.agency_kind, ..crate::agreements::itself(app) };
    let mut cx = app.write(&itself, Purpose::Supervision, "alert that services have lost touch").await?;
    let today = cx.today();
    if cx.tx.silence_stands(person, rule.since(today)).await? {
        cx.answer(()).await?;
        return Ok(false);
    }
    let piece = cx.alert(person, today).await?;
    let owner = Owner { agency: lead.agency, account: Some(lead.account) };
    let duty = |due: domain::casework::Due| NewDuty {
        person,
        kind: due.kind,
        owner,
        due: due.by,
        subject: piece.id.0,
        why: None,
    };
    cx.open_duties(piece.dues().into_iter().map(duty).collect()).await?;
    let signals = taken.into_iter().map(|(touch, under)| TakenSignal {
        person,
        holder: touch.label.holder,
        section: touch.label.section,
        day: touch.trace.day,
        to: lead.agency,
        agreement: under.agreement,
        version: under.version,
        clause: under.clause,
    });
    cx.tx.add_signals(piece.id, &signals.collect::<Vec<_>>(), today).await?;
    cx.answer(true).await
}

impl Cx<'_> {
    async fn alert(&mut self, person: PersonId, today: Date) -> Result<Piece, Refusal> {
        let answers = Answers::default().with("noticed", Answer::Day(today));
        let fact = self.settled(PieceFact { step: PieceStep::SilenceRaised, answers }).await?;
        let piece = Piece::begin(self.id(), person, self.stamp(), fact).map_err(not_taken)?;
        self.tx.add_piece(&piece).await?;
        self.tell_piece(EventKind::CaseworkBegun, &piece);
        Ok(piece)
    }
}
