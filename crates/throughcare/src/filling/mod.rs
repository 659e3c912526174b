//! Filling a database with an invented partnership: `synth` invents, this maps onto the product's words, `app::fill` writes.
//!
//! What holds: the same seed, day and number of people make the same rows and events, passwords' salts and sealed secrets
//! apart; memory is bounded, since people come in batches; each fact has its event with the instant at which it became known.

mod case;
mod course;
pub mod holidays;
mod person;
mod progress;
mod referral;
#[cfg(test)]
mod replayed;
mod roster;
mod seeded;
pub mod sign_in;
mod story;
mod telling;

use anyhow::{Context, Result};
use app::{App, fill::Batch};
use domain::ids::PersonId;
use jiff::civil::Date;
use roster::Roster;
use std::sync::Arc;
use synth::World;
use tokio::sync::mpsc;

pub use progress::Progress;
pub use roster::partnership_id;

/// People written in one transaction.
const BATCH: usize = 1_000;

/// Which world is invented.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Plan {
    /// The same seed invents the same partnership.
    pub seed: u64,
    /// How many people.
    pub people: u64,
    /// The day that is today in the histories.
    pub as_of: Date,
}

impl Plan {
    /// People, unless others are asked for.
    pub const PEOPLE: u64 = 2_000;
    /// The seed, unless another is asked for.
    pub const SEED: u64 = 1;
}

/// The partnership's name.
pub fn partnership_name(plan: &Plan) -> &'static str {
    World::new(plan.seed, plan.as_of).partnership(1).name
}

/// Writes the whole invented partnership. The caller marks the database as filled afterwards.
pub async fn fill(app: &App, plan: &Plan, progress: &Progress) -> Result<()> {
    let world = Arc::new(World::new(plan.seed, plan.as_of));
    let partnership = world.partnership(plan.people);
    let roster = Arc::new(Roster::new(plan.seed, &world, &partnership)?);
    // One thread invents the next people while the database writes these.
    let (send, mut receive) = mpsc::channel(1);
    let people = plan.people;
    let inventor = tokio::task::spawn_blocking({
        let (world, roster) = (world.clone(), roster.clone());
        move || invent(&world, &roster, people, &send)
    });
    for batch in roster.batches(app, &world, &partnership).await? {
        app.store.fill(batch).await.context("the staff of the partnership cannot be written")?;
    }
    drop(partnership);
    while let Some(batch) = receive.recv().await {
        let count = batch.people.len() as u64;
        app.store.fill(batch).await.context("the people of the partnership cannot be written")?;
        progress.advance(count);
    }
    inventor.await.context("the people could not be invented")??;
    progress.finish();
    if plan.people >= story::ENOUGH {
        story::tell(app, plan, &world, &roster)
            .await
            .context("the stories of the partnership cannot be told")?;
    }
    Ok(())
}

/// The numbers of so many people in the order of their ids. All tables and most indexes lead with the person, and so grow at
/// their ends: their pages are full, and none is written twice.
fn in_order(world: &World, seed: u64, people: u64) -> Result<Vec<u64>> {
    let id = |number| (telling::person_id(seed, number, world.first_known(number)).0, number);
    let half = people / 2;
    let (mut ids, others) = std::thread::scope(|threads| {
        let others = threads.spawn(|| (half..people).map(id).collect::<Vec<(PersonId, u64)>>());
        ((0..half).map(id).collect::<Vec<_>>(), others.join())
    });
    ids.extend(others.map_err(|_| anyhow::anyhow!("the people could not be put in order"))?);
    ids.sort_unstable();
    Ok(ids.into_iter().map(|(_, number)| number).collect())
}

fn invent(world: &World, roster: &Roster, people: u64, send: &mpsc::Sender<Batch>) -> Result<()> {
    let mut batch = Batch::default();
    for number in in_order(world, roster.seed, people)? {
        let person = world.person(number);
        person::lay(&person, roster, &mut batch)
            .with_context(|| format!("person {} of seed {}", person.number, roster.seed))?;
        if batch.people.len() == BATCH && send.blocking_send(std::mem::take(&mut batch)).is_err() {
            return Ok(()); // Whoever writes has given up, and says why.
        }
    }
    if !batch.people.is_empty() {
        // As above: a closed channel means that the writer has failed and reports it.
        let _ = send.blocking_send(batch);
    }
    Ok(())
}
