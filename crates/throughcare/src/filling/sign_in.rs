//! How to sign in to a demonstration: passwords and second factors that follow from the seed, so that they can be printed at
//! every start. They exist in demonstrations only, and protect nothing but invented people.

use super::seeded::Seeded;
use app::chance::Chance;

/// Words that are easy to type and harmless.
const WORDS: [&str; 32] = [
    "amber", "anchor", "apple", "barley", "basket", "beacon", "birch", "bramble", "bridge", "candle",
    "cedar", "clover", "copper", "cotton", "ember", "fern", "garden", "harbour", "hazel", "heather",
    "kettle", "linen", "maple", "meadow", "orchard", "pebble", "saddle", "thistle", "timber", "violet",
    "willow", "window",
];

/// What one demonstration account signs in with.
pub struct SignIn {
    /// The password.
    pub password: String,
    /// The secret of the second factor.
    pub totp: [u8; 20],
}

/// What the account with this address signs in with.
pub fn of(seed: u64, email: &str) -> SignIn {
    let chance = Seeded::new(seed, email, 0);
    let mut picks = [0; 4];
    chance.fill(&mut picks);
    let [one, two, three, number] = picks;
    let word = |pick: u8| WORDS.get(usize::from(pick) % WORDS.len()).copied().unwrap_or("harbour");
    let password = format!("{}-{}-{}-{}", word(one), word(two), word(three), 10 + number % 90);
    let mut totp = [0; 20];
    chance.fill(&mut totp);
    SignIn { password, totp }
}

impl SignIn {
    /// The secret in base 32, to be typed into an authenticator.
    pub fn base32(&self) -> String {
        totp_rs::Secret::from(self.totp.to_vec()).to_base32()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_each_address_its_own_password_and_always_the_same() {
        let one = of(1, "a@b.example");
        assert_eq!(one.password, of(1, "a@b.example").password);
        assert_ne!(one.password, of(1, "c@b.example").password);
        assert_ne!(one.password, of(2, "a@b.example").password);
        assert!(one.password.len() >= 12, "{}", one.password);
        assert_eq!(one.base32().len(), 32);
    }
}
