//! Passwords that guessers try first.

/// Words and rows of keys that most guessed passwords are made of, in lower case.
const COMMON: &[&str] = &[
    "password",
    "passw0rd",
    "p@ssword",
    "p@ssw0rd",
    "letmein",
    "welcome",
    "qwerty",
    "qwertyuiop",
    "qwertyui",
    "asdfgh",
    "asdfghjkl",
    "zxcvbn",
    "zxcvbnm",
    "1q2w3e4r",
    "1q2w3e4r5t",
    "1qaz2wsx",
    "qazwsx",
    "qazwsxedc",
    "abc",
    "abcd",
    "abcdef",
    "abcdefgh",
    "iloveyou",
    "monkey",
    "dragon",
    "football",
    "baseball",
    "liverpool",
    "arsenal",
    "chelsea",
    "manchester",
    "everton",
    "tottenham",
    "rangers",
    "celtic",
    "sunshine",
    "princess",
    "charlie",
    "ashley",
    "michael",
    "jordan",
    "thomas",
    "daniel",
    "jessica",
    "george",
    "shadow",
    "master",
    "superman",
    "batman",
    "pokemon",
    "starwars",
    "trustno",
    "freedom",
    "whatever",
    "computer",
    "internet",
    "changeme",
    "secret",
    "admin",
    "administrator",
    "root",
    "guest",
    "default",
    "testing",
    "test",
    "login",
    "access",
    "hello",
    "summer",
    "winter",
    "spring",
    "autumn",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "london",
    "england",
    "wales",
    "scotland",
    "britain",
    "probation",
    "police",
    "prison",
    "court",
    "throughcare",
    "northmoor",
    "correcthorsebatterystaple",
];

/// Whether guessers would soon try `password`: a common word, repeated or not, with nothing but digits and signs around
/// it; one character over and over; or a run such as "123456789012".
pub fn is_common(password: &str) -> bool {
    let lower = password.to_lowercase();
    let core = lower.trim_matches(|c: char| !c.is_alphabetic());
    // Some common words begin with a digit: "1q2w3e4r".
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    is_run(&lower) || core.is_empty() || COMMON.iter().any(|word| made_of(core, word) || made_of(bare, word))
}

fn made_of(text: &str, word: &str) -> bool {
    let mut rest = text;
    let mut found = false;
    while let Some(tail) = rest.strip_prefix(word) {
        rest = tail;
        found = true;
    }
    found && rest.chars().all(|c| !c.is_alphabetic())
}

fn is_run(text: &str) -> bool {
    let codes: Vec<i64> = text.chars().map(|c| i64::from(u32::from(c))).collect();
    let same_step = |step: i64| codes.windows(2).all(|pair| matches!(pair, [a, b] if b - a == step));
    same_step(0) || same_step(1) || same_step(-1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_guessers_try_is_common_and_four_plain_words_are_not() {
        for bad in [
            "Password1234!",
            "passwordpassword",
            "aaaaaaaaaaaa",
            "123456789012",
            "Summer2026!!",
            "abcdefghijkl",
            "!!1q2w3e4r5t!!",
            "!!!!1111####",
        ] {
            assert!(is_common(bad), "{bad}");
        }
        for good in ["marmalade lorry teapot fence", "kettle-91-harbour-violet", "Wet Tuesday in Aberdare"] {
            assert!(!is_common(good), "{good}");
        }
    }
}
