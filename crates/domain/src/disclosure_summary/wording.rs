//! What may not stand in a summary: health, addresses, victims, codes (information-sharing.md, section 6, rule 2).
//!
//! Listed words are data; shapes of numbers and postcodes are looked for here. It is a net under its author and the
//! manager, who read the text, and takes nothing off them.

use crate::codes;
use identifiers::{Crn, Cro, NhsNumber, Pnc, Postcode, PrisonNumber};

codes! {
    /// What a word tells that a summary does not.
    Topic {
        Health = "health", "health";
        Address = "address", "where somebody lives";
        Victim = "victim", "a victim or a witness";
        Code = "code", "a number, a code or a word of ours";
    }
}

/// A word, or several in a row, that a summary may not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedWord {
    /// The words, in lower case.
    pub words: String,
    /// What they tell.
    pub topic: Topic,
}

/// A word that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// As it was typed.
    pub words: String,
    /// What it tells.
    pub topic: Topic,
}

/// Everything in `text` that may not stand there, each once. `year` is the present one, for numbers that tell theirs.
pub fn faults(text: &str, listed: &[ListedWord], year: i16) -> Vec<Fault> {
    let spaced: String = text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let plain = format!(" {} ", spaced.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" "));
    let mut found: Vec<Fault> = listed
        .iter()
        .filter(|one| plain.contains(&format!(" {} ", one.words)))
        .map(|one| Fault { words: one.words.clone(), topic: one.topic })
        .collect();
    let edges = |c: char| !c.is_alphanumeric();
    let tokens: Vec<&str> =
        text.split_whitespace().map(|token| token.trim_matches(edges)).filter(|t| !t.is_empty()).collect();
    let mut shape = |words: String| {
        if let Some(topic) = topic_of(&words, year)
            && !found.iter().any(|one| one.words == words)
        {
            found.push(Fault { words, topic });
        }
    };
    for place in 0..tokens.len() {
        for length in 1..=3 {
            if let Some(words) = tokens.get(place..place + length) {
                shape(words.join(" "));
            }
        }
    }
    found
}

fn topic_of(words: &str, year: i16) -> Option<Topic> {
    if !words.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    // The readers of numbers pass over gaps; words of a sentence are no number because they stand beside each other.
    let mut tokens = words.split(' ');
    let (_, second, third) = (tokens.next(), tokens.next(), tokens.next());
    let digits = words.chars().all(|c| c.is_ascii_digit() || c == ' ');
    match (second, third) {
        (Some(inward), None) if inward.len() == 3 && Postcode::parse(words).is_ok() => {
            return Some(Topic::Address);
        }
        (None, None) if Postcode::parse(words).is_ok() => return Some(Topic::Address),
        (None, None) => {}
        _ if digits => {}
        _ => return None,
    }
    let number = Crn::parse(words).is_ok()
        || Pnc::parse(words, year).is_ok()
        || Cro::parse(words).is_ok()
        || NhsNumber::parse(words).is_ok()
        || PrisonNumber::parse(words).is_ok();
    number.then_some(Topic::Code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed() -> Vec<ListedWord> {
        [("methadone", Topic::Health), ("the victim", Topic::Victim), ("mappa", Topic::Code)]
            .map(|(words, topic)| ListedWord { words: words.into(), topic })
            .to_vec()
    }

    fn topics(text: &str) -> Vec<Topic> {
        faults(text, &listed(), 2026).into_iter().map(|one| one.topic).collect()
    }

    #[test]
    fn health_addresses_victims_and_codes_are_found_however_they_are_typed() {
        assert_eq!(topics("On Methadone, daily."), [Topic::Health]);
        assert_eq!(topics("He met the\nVICTIM’s brother"), [Topic::Victim]);
        assert_eq!(topics("Managed under (MAPPA)."), [Topic::Code]);
        assert_eq!(topics("Lives at 1 Castle Street, NQ1 1AA."), [Topic::Address]);
        assert_eq!(topics("CRN x320741"), [Topic::Code]);
        assert_eq!(topics("NHS number 943 476 5919"), [Topic::Code]);
    }

    #[test]
    fn plain_words_of_progress_pass() {
        for fine in [
            "Passed level 2 in catering in 2025, with 3 others.",
            "Comes on time, 5 days a week; lifts up to 25 kg.",
            "Not to work alone with cash over £200 until 1 March 2027.",
            "Victimless is no word of the list; methadones neither.",
            "",
        ] {
            assert_eq!(topics(fine), [], "{fine}");
        }
    }
}
