//! What runs beside the requests: the job queue, the minute's checkpoint, and the hour's sweep.

use crate::{checkpoints::Checkpoints, journal::Journal};
use app::{App, jobs, ports::Stored, sweeping};
use std::{sync::Arc, time::Duration};
use tokio::sync::watch;

/// An idle queue is looked at again after this long.
const IDLE: Duration = Duration::from_millis(250);
/// After a failure of the database, the queue is left alone this long.
const AFTER_FAILURE: Duration = Duration::from_secs(5);
/// Figures of the queue are read this often.
const FIGURES: Duration = Duration::from_secs(15);
/// Heads are checkpointed this often.
const CHECKPOINT: Duration = Duration::from_mins(1);

/// Digests that are due are looked for this often.
const DIGESTS: Duration = Duration::from_secs(30);

/// Records of one person are looked for this often.
const LOOK: Duration = Duration::from_mins(1);

/// What is outdated is taken away this often, first this long after the start.
const SWEEP: Duration = Duration::from_hours(1);

/// Seals the hour's looks, takes away what is outdated, alerts where several services have lost touch, lays down the reviews of the year ahead, and writes down which agreements have lost their place
/// to a later version, each hour until told to stop.
pub async fn keep_swept(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    let mut noticed = None;
    loop {
        match app::pathways::lay_down_reviews(&app).await {
            Ok(0) => {}
            Ok(meetings) => tracing::info!(meetings, "reviews of pathways are laid down"),
            Err(error) => tracing::warn!(%error, "reviews of pathways cannot be laid down"),
        }
        match app::departures::pass_on_due(&app).await {
            Ok(0) => {}
            Ok(over) => {
                tracing::info!(over, "agencies or services have ended, and their open work is passed on");
            }
            Err(error) => tracing::warn!(%error, "work of agencies that have left cannot be passed on"),
        }
        match app::secondments::pass_on_due(&app).await {
            Ok(0) => {}
            Ok(over) => tracing::info!(over, "secondments are over, and their work is the host’s"),
            Err(error) => tracing::warn!(%error, "work of secondees cannot be passed on"),
        }
        match app::listings::decide_due(&app).await {
            Ok(0) => {}
            Ok(panels) => tracing::info!(panels, "panels of hubs were asked until their day, and decided"),
            Err(error) => tracing::warn!(%error, "what panels of hubs were asked cannot be decided"),
        }
        // Once a day, with the first sweep after midnight: the moment of an alert points at nobody.
        if noticed != Some(app.today()) {
            match app::silence::notice(&app).await {
                Ok(alerts) => {
                    if alerts > 0 {
                        tracing::info!(alerts, "alerts that several services have lost touch");
                    }
                    noticed = Some(app.today());
                }
                Err(error) => tracing::warn!(%error, "signs of having lost touch cannot be weighed"),
            }
        }
        match app::agreements::begin_due(&app).await {
            Ok(0) => {}
            Ok(versions) => tracing::info!(versions, "agreements were superseded by later versions"),
            Err(error) => tracing::warn!(%error, "agreements that have begun cannot be told"),
        }
        tokio::select! {
            () = tokio::time::sleep(SWEEP) => {}
            _ = stop.changed() => return,
        }
        match app::ledger_seal::seal(&app).await {
            Ok(looks) => tracing::debug!(looks, "sealed"),
            Err(error) => tracing::warn!(%error, "the ledger cannot be sealed"),
        }
        match sweeping::sweep(&app).await {
            Ok(0) => {}
            Ok(rows) => tracing::debug!(rows, "swept"),
            Err(error) => tracing::warn!(%error, "what is outdated cannot be taken away"),
        }
    }
}

/// Sends the digests that are due, each half minute, until told to stop. One that is under way is finished, so that its end
/// is written down.
pub async fn send_digests(app: Arc<App>, post: post::Smtp, desk: String, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        match app::digest::send_due(&app, &post, &desk).await {
            Ok(0) => {}
            Ok(sent) => tracing::info!(sent, "digests"),
            Err(error) => tracing::warn!(%error, "digests cannot be sent"),
        }
        tokio::select! {
            () = tokio::time::sleep(DIGESTS) => {}
            _ = stop.changed() => {}
        }
    }
}

/// Looks for records of one person among those of whom something was recorded, each minute, until told to stop.
pub async fn keep_looking(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    loop {
        match app::identity::look_again(&app).await {
            Ok(0) => {}
            Ok(people) => tracing::debug!(people, "looked for records of one person"),
            Err(error) => tracing::warn!(%error, "records of one person cannot be looked for"),
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK) => {}
            _ = stop.changed() => return,
        }
    }
}

/// Runs due jobs one after another until told to stop. A job at work is finished.
pub async fn run_jobs(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        let wait = match jobs::run_one(&app).await {
            Ok(true) => continue,
            Ok(false) => IDLE,
            Err(error) => {
                tracing::warn!(%error, "the job queue cannot be read");
                AFTER_FAILURE
            }
        };
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            _ = stop.changed() => {}
        }
    }
}

/// Keeps the figures of the queue for `/metrics`, until told to stop.
pub async fn keep_figures(web: web::Shared, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        if let Ok((waiting, given_up)) = count_jobs(&web.app).await {
            #[expect(clippy::cast_precision_loss, reason = "figures for a chart")]
            for (name, value) in [("jobs_waiting", waiting as f64), ("jobs_given_up", given_up as f64)] {
                web.figures.set(name, value);
            }
        }
        tokio::select! {
            () = tokio::time::sleep(FIGURES) => {}
            _ = stop.changed() => {}
        }
    }
}

async fn count_jobs(app: &App) -> Stored<(u64, u64)> {
    let mut tx = app.store.read().await?;
    let counts = tx.job_counts().await?;
    tx.end().await?;
    Ok(counts)
}

/// Appends the heads that changed, and what was disposed of, each minute and once more at the end.
pub async fn keep_checkpoints(
    app: Arc<App>,
    checkpoints: Checkpoints,
    journal: Journal,
    mut stop: watch::Receiver<bool>,
) {
    loop {
        let stopped = tokio::select! {
            () = tokio::time::sleep(CHECKPOINT) => false,
            _ = stop.changed() => true,
        };
        match journal.append(&*app.store).await {
            Ok(0) => {}
            Ok(disposals) => tracing::info!(disposals, "written to the disposal journal"),
            Err(error) => {
                tracing::error!(error = format!("{error:#}"), "the disposal journal cannot be written");
            }
        }
        match checkpoints.append(&*app.store).await {
            Ok(0) => {}
            Ok(heads) => tracing::debug!(heads, "checkpoint"),
            Err(error) => tracing::error!(error = format!("{error:#}"), "the checkpoint cannot be written"),
        }
        if stopped {
            return;
        }
    }
}
