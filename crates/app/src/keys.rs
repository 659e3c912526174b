//! Keys that are not in the database: they seal second factors and sign checkpoints.

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305,
    aead::{Aead, Payload},
};

/// Bytes of a nonce.
const NONCE: usize = 24;

/// The installation's key material: 32 bytes from a file that is not in backups. No `Debug`.
#[derive(Clone)]
pub struct Keys {
    sealing: [u8; 32],
    signing: [u8; 32],
}

/// A sealed value that does not open with these keys in this place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("does not open with this key file")]
pub struct WrongKey;

impl Keys {
    /// Keys derived from the bytes of the key file.
    pub fn from_secret(secret: &[u8; 32]) -> Self {
        Self {
            sealing: blake3::derive_key("throughcare 2026 sealing of second factors", secret),
            signing: blake3::derive_key("throughcare 2026 signing of checkpoints", secret),
        }
    }

    /// Seals `plain` for one `place` (table, column, row): moved elsewhere it does not open.
    ///
    /// # Errors
    /// [`WrongKey`] never, in practice: the cipher only refuses inputs of many gigabytes.
    pub fn seal(&self, nonce: &[u8; NONCE], place: &str, plain: &[u8]) -> Result<Vec<u8>, WrongKey> {
        let payload = Payload { msg: plain, aad: place.as_bytes() };
        let sealed = self.cipher().encrypt(nonce.into(), payload).map_err(|_| WrongKey)?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Opens what [`Keys::seal`] made for the same place.
    ///
    /// # Errors
    /// [`WrongKey`] when the bytes, the place or the key differ.
    pub fn open(&self, place: &str, sealed: &[u8]) -> Result<Vec<u8>, WrongKey> {
        let (nonce, body) = sealed.split_first_chunk::<NONCE>().ok_or(WrongKey)?;
        self.cipher()
            .decrypt(nonce.into(), Payload { msg: body, aad: place.as_bytes() })
            .map_err(|_| WrongKey)
    }

    /// A signature over `line`, as 64 hexadecimal digits.
    pub fn sign(&self, line: &str) -> String {
        blake3::keyed_hash(&self.signing, line.as_bytes()).to_hex().to_string()
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&self.sealing).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_only_with_its_key_in_its_place() {
        let keys = Keys::from_secret(&[1; 32]);
        let sealed = keys.seal(&[9; 24], "account/1/totp", b"secret").unwrap();
        assert_eq!(keys.open("account/1/totp", &sealed), Ok(b"secret".to_vec()));
        assert_eq!(keys.open("account/2/totp", &sealed), Err(WrongKey));
        assert_eq!(Keys::from_secret(&[2; 32]).open("account/1/totp", &sealed), Err(WrongKey));
        assert_eq!(keys.open("account/1/totp", &sealed[..20]), Err(WrongKey));
        assert_ne!(keys.sign("a"), keys.sign("b"));
    }
}
