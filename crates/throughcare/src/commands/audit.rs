//! `throughcare audit`: the event log, checked and checkpointed.

use super::Outcome;
use crate::printing::{say, tell};
use crate::{acting::opened, command_line::Audit, opening::Opened, settings::Settings};
use anyhow::{Context, Result};
use app::ports::Store;

/// Checks all chains, or appends their heads to the checkpoint file.
pub async fn run(settings: &Settings, audit: Audit) -> Result<Outcome> {
    opened(settings, async |opened| match audit {
        Audit::Verify => verify(opened).await,
        Audit::Checkpoint => {
            opened.journal.append(&*opened.db).await?;
            let heads = opened.checkpoints.append(&*opened.db).await?;
            say!("{heads} heads signed");
            Ok(Outcome::Well)
        }
    })
    .await
}

async fn verify(opened: &Opened) -> Result<Outcome> {
    let read = opened.checkpoints.read()?;
    let (heads, lines) = read.as_ref().map_or((&[][..], 0), |read| (read.heads.as_slice(), read.lines));
    if read.is_none() {
        tell!("there is no checkpoint file yet: a cut tail would not show");
    }
    let verified = opened.db.verify_chains(heads).await.context("the chains cannot be read")?;
    if let Some(broken) = &verified.broken {
        say!("BROKEN: {broken}");
        say!("{} events in {} chains were whole before it", verified.events, verified.chains);
        return Ok(Outcome::Found);
    }
    say!(
        "{} events in {} chains are whole; {} payloads were disposed of; {} looks are as they were sealed; {lines} signed \
         checkpoints agree",
        verified.events,
        verified.chains,
        verified.disposed,
        verified.looks
    );
    Ok(Outcome::Well)
}
