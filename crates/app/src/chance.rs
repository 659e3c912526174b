//! Time, chance and ids, passed in so that tests can repeat them.

use jiff::Timestamp;
use uuid::Uuid;

/// A clock. Two are passed in: one for the record, one for sessions and codes, so that a test can move the first alone.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> Timestamp;
}

/// A source of chance. The shipped one is the operating system's.
pub trait Chance: Send + Sync {
    /// Fills `bytes`.
    fn fill(&self, bytes: &mut [u8]);
}

/// A `UUIDv7` for `at`. Any of the typed ids can be made from it.
pub fn new_id<T: From<Uuid>>(chance: &dyn Chance, at: Timestamp) -> T {
    let mut random = [0; 10];
    chance.fill(&mut random);
    let millis = u64::try_from(at.as_millisecond()).unwrap_or(0);
    T::from(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
}

/// A short reference for a person or referral, with its check character. Another may have it already: storage says so,
/// and the caller draws again.
pub fn reference(chance: &dyn Chance) -> String {
    let mut bytes = [0; 8];
    chance.fill(&mut bytes);
    numbered_reference(u64::from_be_bytes(bytes))
}

/// The short reference with this number: for invented and imported history, which counts.
pub fn numbered_reference(number: u64) -> String {
    identifiers::Reference::from_number(number).to_string()
}

/// Short references are drawn this often at most: there are eighty million.
pub(crate) const DRAWS: usize = 64;

/// A salt for one event's payload.
pub fn salt(chance: &dyn Chance) -> [u8; 16] {
    let mut salt = [0; 16];
    chance.fill(&mut salt);
    salt
}
