//! Secrets that leave the program once, and the hashes that stay.

use crate::chance::Chance;

/// A random secret of 32 bytes, in 64 hexadecimal digits. No `Debug`, no `Display`: it is handed out by name.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// A new secret.
    pub fn new(chance: &dyn Chance) -> Self {
        let mut bytes = [0; 32];
        chance.fill(&mut bytes);
        Self(blake3::Hash::from_bytes(bytes).to_hex().to_string())
    }

    /// The secret itself, for the one place that hands it out.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// The hash under which it is kept.
    pub fn hash(&self) -> [u8; 32] {
        hash(&self.0)
    }
}

/// The hash under which a presented secret would be kept.
pub fn hash(presented: &str) -> [u8; 32] {
    blake3::derive_key("throughcare 2026 secrets at rest", presented.as_bytes())
}
