//! Nothing grows for ever: what is kept for a while only is taken away once that while is over, entries of court lists that
//! are nobody's included. The record itself (people, notes, referrals, events, the ledger) is not touched here: its
//! retention is a decision, and no housekeeping.

use crate::{
    App,
    ports::{Outdated, Stored},
};
use jiff::{SignedDuration, Timestamp, ToSpan};

/// Rows of one kind that one transaction takes away: few enough that nobody waits for it.
const MOST: u32 = 500;
/// Transactions of one sweep. What is left waits for the next.
const ROUNDS: u32 = 200;

const fn days(days: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * days)
}

/// What is outdated now.
fn outdated(app: &App) -> Outdated {
    let before = |now: Timestamp, kept: i64| now.saturating_sub(days(kept)).unwrap_or(Timestamp::UNIX_EPOCH);
    let (record, wall) = (app.now(), app.wall_now());
    Outdated {
        drafts: before(record, 30),
        keys: before(record, 7),
        throttles: before(wall, 2),
        sessions: before(wall, 30),
        openings: record,
        jobs: before(record, 30),
        invitations: before(wall, 30),
        court_entries: app.today().saturating_sub(i64::from(app.settings.unknown_entry_days).days()),
    }
}

/// Takes away what is outdated; answers how many rows went.
///
/// # Errors
/// When the database cannot be written; what went before stays gone.
pub async fn sweep(app: &App) -> Stored<u64> {
    let outdated = outdated(app);
    let mut gone = 0;
    for _ in 0..ROUNDS {
        let now = app.store.sweep(&outdated, MOST).await?;
        gone += now;
        if now < u64::from(MOST) {
            break;
        }
    }
    Ok(gone)
}
