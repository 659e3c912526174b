//! The ledger, bound to the chain of events: each hour a hash of all looks since the hour before is told by an event of the
//! partnership's own chain, over the hash that was told before.
//!
//! What holds: a look that is changed, added or taken away after its hour was sealed shows when the chains are verified, and so
//! does a seal that is missing. Looks themselves are written as before, so that no reader waits for a chain. The last hour is
//! protected by triggers alone until it is sealed.

use crate::{App, agreements, events::EventKind, ports::SealedLooks, refusal::Refusal};
use domain::section::Purpose;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

/// Looks of the last minutes may still be on their way.
const LATE: SignedDuration = SignedDuration::from_mins(10);

/// What a seal tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seal {
    /// Looks from this instant on.
    pub from: Timestamp,
    /// Looks before this instant.
    pub until: Timestamp,
    /// How many there were.
    pub rows: u64,
    /// Their hash, over that of the seal before.
    pub hash: [u8; 32],
}

impl Seal {
    /// As an event tells it.
    pub fn told(&self) -> Value {
        json!({
            "from": self.from.as_millisecond(),
            "until": self.until.as_millisecond(),
            "rows": self.rows,
            "hash": blake3::Hash::from_bytes(self.hash).to_hex().as_str(),
        })
    }

    /// Reads what [`Seal::told`] wrote; `None` when it cannot be that.
    pub fn read(body: &Value) -> Option<Self> {
        let instant = |field: &str| Timestamp::from_millisecond(body.get(field)?.as_i64()?).ok();
        Some(Self {
            from: instant("from")?,
            until: instant("until")?,
            rows: body.get("rows")?.as_u64()?,
            hash: *blake3::Hash::from_hex(body.get("hash")?.as_str()?).ok()?.as_bytes(),
        })
    }
}

/// Seals what was looked at since the last seal, up to some minutes ago; answers how many looks.
pub async fn seal(app: &App) -> Result<u64, Refusal> {
    let itself = agreements::itself(app);
    let mut cx = app.write(&itself, Purpose::Administration, "seal the ledger").await?;
    let last = cx.tx.last_seal(app.partnership).await?;
    let from = last.map_or(Timestamp::UNIX_EPOCH, |seal| seal.until);
    let until = cx.at.saturating_sub(LATE).unwrap_or(cx.at);
    if until <= from {
        return cx.answer(0).await;
    }
    let before = last.map_or([0; 32], |seal| seal.hash);
    let SealedLooks { rows, hash } = cx.tx.seal_looks(before, from, until).await?;
    if rows == 0 {
        return cx.answer(0).await;
    }
    let seal = Seal { from, until, rows, hash };
    let event = cx.partnership_event(EventKind::LedgerSealed, app.partnership.0, seal.told());
    cx.append(event);
    cx.answer(rows).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_is_read_as_it_was_told() {
        let seal = Seal {
            from: Timestamp::UNIX_EPOCH,
            until: Timestamp::from_second(1_795_500_000).unwrap(),
            rows: 12,
            hash: [0xab; 32],
        };
        assert_eq!(Seal::read(&seal.told()), Some(seal));
        assert_eq!(Seal::read(&json!({ "from": 0, "until": 1, "rows": 12, "hash": "ab" })), None);
    }
}
