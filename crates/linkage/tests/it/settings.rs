//! Models from anywhere: any text is a model or an error, and what is read is the same when it is written and read again.

use linkage::{Preset, TableBuilder, saved, splink};
use proptest::prelude::*;
use proptest::sample::Index;

const SPLINK: &str = include_str!("../fixtures/splink/splink5.json");

fn ours() -> String {
    let mut table = TableBuilder::new(&["forename", "surname", "birth_date", "postcode", "pnc"]).unwrap();
    table.push(&["Ann", "Lee", "1990-02-03", "NM1 1AA", "2001/0000001X"]).unwrap();
    saved::write(&Preset::people().model(&table.finish()))
}

/// Pieces of which settings are made, and some that they are not made of.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("{".to_owned()),
        Just("}".to_owned()),
        Just("[".to_owned()),
        Just("\"".to_owned()),
        Just("(((((".to_owned()),
        Just("null".to_owned()),
        Just("1e999".to_owned()),
        Just("-0.5".to_owned()),
        Just("\\ud800".to_owned()),
        Just(" and not ".to_owned()),
        Just("is_null_level".to_owned()),
        Just("{\"not\": ".repeat(40)),
        "[ -~]{0,6}",
        "\\PC{0,3}",
    ]
}

/// A text with some of its pieces replaced by others.
fn changed(text: &str, changes: &[(Index, usize, String)]) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for (at, length, with) in changes {
        let at = at.index(letters.len().max(1)).min(letters.len());
        letters.splice(at..(at + length).min(letters.len()), with.chars());
    }
    letters.into_iter().collect()
}

fn is_a_model_or_an_error(text: &str) -> Result<(), TestCaseError> {
    let _ = splink::read(text);
    if let Ok(model) = saved::read_any(text) {
        let again = saved::read(&saved::write(&model));
        prop_assert_eq!(again.unwrap(), model);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_is_a_model_or_an_error(pieces in proptest::collection::vec(piece(), 0..30)) {
        is_a_model_or_an_error(&pieces.concat())?;
    }

    #[test]
    fn changed_settings_are_a_model_or_an_error(
        changes in proptest::collection::vec((any::<Index>(), 0..12_usize, piece()), 1..4),
        of_splink in any::<bool>(),
    ) {
        let text = if of_splink { SPLINK.to_owned() } else { ours() };
        is_a_model_or_an_error(&changed(&text, &changes))?;
    }

    /// Any JSON, as deep and as odd as it comes, in any place of the settings.
    #[test]
    fn any_number_in_any_place_is_a_model_or_an_error(number in any::<f64>(), key in 0..6_usize) {
        let key = ["\"m\": ", "\"u\": ", "\"prior\": ", "\"most\": ", "\"share\": ", "\"column\": "][key];
        let text = ours();
        let (before, after) = text.split_once(key).unwrap();
        let rest = after.trim_start_matches(|letter: char| !matches!(letter, ',' | '\n' | '}'));
        is_a_model_or_an_error(&format!("{before}{key}{number}{rest}"))?;
    }
}
