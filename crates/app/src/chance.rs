//! Time, chance and ids, passed in so that tests can repeat them.

use domain::ids;
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

/// The short reference of a person or referral, with its check character, taken from the random tail of its id.
pub fn reference(id: Uuid) -> String {
    let tail = id.as_u128() & 0xFFFF_FFFF_FFFF;
    let number = u64::try_from(tail).unwrap_or(0);
    identifiers::Reference::from_number(number).to_string()
}

/// A salt for one event's payload.
pub fn salt(chance: &dyn Chance) -> [u8; 16] {
    let mut salt = [0; 16];
    chance.fill(&mut salt);
    salt
}

/// The short reference of a person.
pub fn person_reference(id: ids::PersonId) -> String {
    reference(id.0)
}
