//! The same request twice makes one record: a key remembers what the first one made.
//!
//! Keys are kept by account and by the agency that it acts for: what a secondee made for the host answers nothing that they ask for
//! their own agency, which may not know of it.

use crate::{Cx, ports::Idempotent, refusal::Refusal};
use uuid::Uuid;

/// Characters that a key may have at most.
pub const KEY_MOST: usize = 100;

/// The key of one request, with a fingerprint of what it asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Once {
    key: String,
    fingerprint: [u8; 32],
}

impl Once {
    /// The key of a request that asks `asked` (method, path and body as they came).
    ///
    /// # Errors
    /// [`Refusal::Invalid`] for an empty key or one above 100 characters.
    pub fn new(key: &str, asked: &[&str]) -> Result<Self, Refusal> {
        let key = key.trim();
        if key.is_empty() || key.chars().count() > KEY_MOST {
            return Err(Refusal::field("Idempotency-Key", "length", "Send a key of 1 to 100 characters"));
        }
        let mut hasher = blake3::Hasher::new();
        for part in asked {
            hasher
                .update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes())
                .update(part.as_bytes());
        }
        Ok(Self { key: key.to_owned(), fingerprint: *hasher.finalize().as_bytes() })
    }
}

/// A fingerprint of a body that is too long to be part of what is asked.
pub fn fingerprint(body: &[u8]) -> String {
    blake3::hash(body).to_hex().to_string()
}

impl Cx<'_> {
    /// The key as it is kept, which only the same agency finds.
    fn kept(&self, once: &Once) -> String {
        format!("{} {}", self.agency(), once.key)
    }

    /// What the viewer's earlier request under this key made, if there was one.
    ///
    /// # Errors
    /// [`Refusal::KeyReused`] when that request asked for something else.
    pub(crate) async fn made_before(&mut self, once: Option<&Once>) -> Result<Option<Uuid>, Refusal> {
        let Some(once) = once else { return Ok(None) };
        match self.tx.idempotent(self.viewer.account, &self.kept(once)).await? {
            Some(before) if before.fingerprint != once.fingerprint => Err(Refusal::KeyReused),
            before => Ok(before.map(|before| before.made)),
        }
    }

    /// Remembers, in this transaction, that the request makes `made`; or answers what the viewer's earlier request under this
    /// key made, and nothing is to be made again.
    ///
    /// # Errors
    /// [`Refusal::KeyReused`] when that request asked for something else.
    pub(crate) async fn makes(&mut self, once: Option<&Once>, made: Uuid) -> Result<Option<Uuid>, Refusal> {
        let Some(once) = once else { return Ok(None) };
        let what = Idempotent { fingerprint: once.fingerprint, made };
        match self.tx.reserve(self.viewer.account, &self.kept(once), &what, self.at).await? {
            Some(before) if before.fingerprint != once.fingerprint => Err(Refusal::KeyReused),
            before => Ok(before.map(|before| before.made)),
        }
    }

    /// Remembers, in this transaction, what the request made.
    pub(crate) async fn remember(&mut self, once: Option<&Once>, made: Uuid) -> Result<(), Refusal> {
        let Some(once) = once else { return Ok(()) };
        let what = Idempotent { fingerprint: once.fingerprint, made };
        Ok(self.tx.remember(self.viewer.account, &self.kept(once), &what, self.at).await?)
    }
}
