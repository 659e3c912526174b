//! Folding of names for search: what is typed and what is kept meet in the same form.

use domain::person::{Identity, Name};
use std::collections::BTreeSet;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The words of `text` in lower case, as a plain keyboard types them, without apostrophes: "O’Néill-Smith" gives "oneill",
/// "smith"; "Łukasz" gives "lukasz".
pub fn tokens(text: &str) -> Vec<String> {
    let mut folded = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c) && !is_apostrophe(*c)).flat_map(char::to_lowercase)
    {
        match plain(c) {
            Some(letters) => folded.push_str(letters),
            None => folded.push(c),
        }
    }
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`')
}

/// What people type for a letter that is no letter with an accent, and so does not come apart.
const fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ł' => "l",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        _ => return None,
    })
}

/// A name's words, and those on either side of an apostrophe too: people look for O’Neill under "oneill", "neill", "o neill".
fn name_words(name: &str) -> Vec<String> {
    let mut words = tokens(name);
    if name.contains(is_apostrophe) {
        words.extend(tokens(&name.replace(is_apostrophe, " ")));
    }
    words
}

/// Every word under which a person is found: names, aliases, the wished name, numbers and the short reference.
pub fn words_of(identity: &Identity) -> BTreeSet<String> {
    let names = std::iter::once(&identity.legal).chain(&identity.aliases).map(Name::full);
    let wished = identity.known_as.iter().map(ToString::to_string);
    let numbers = identity.identifiers.iter().map(|i| joined(i.canonical.as_deref().unwrap_or(&i.raw)));
    names
        .chain(wished)
        .flat_map(|name| name_words(&name))
        .chain(numbers)
        .chain([joined(&identity.reference)])
        .filter(|word| !word.is_empty())
        .collect()
}

/// Letters and digits only, in lower case: how numbers are kept for search.
pub fn joined(number: &str) -> String {
    tokens(number).concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fold_to_the_form_people_type() {
        assert_eq!(tokens("Siân O’Néill-Smith"), ["sian", "oneill", "smith"]);
        assert_eq!(
            tokens("  Łukasz  Kozłowski Sørensen Strauß"),
            ["lukasz", "kozlowski", "sorensen", "strauss"]
        );
        assert_eq!(name_words("Aoife O’Neill"), ["aoife", "oneill", "aoife", "o", "neill"]);
        assert_eq!(joined("2002/0073319Z"), "20020073319z");
        assert!(tokens(" -- ").is_empty());
    }
}
