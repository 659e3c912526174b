//! Folding of names for search: what is typed and what is kept meet in the same form.

use domain::person::{Identity, Name};
use std::collections::BTreeSet;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The words of `text` in lower case, without accents and apostrophes: "O’Néill-Smith" gives "oneill", "smith".
pub fn tokens(text: &str) -> Vec<String> {
    let folded: String = text
        .nfkd()
        .filter(|c| !is_combining_mark(*c) && !matches!(c, '\'' | '’' | 'ʼ' | '`'))
        .flat_map(char::to_lowercase)
        .collect();
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Every word under which a person is found: names, aliases, the wished name, numbers and the short reference.
pub fn words_of(identity: &Identity) -> BTreeSet<String> {
    let names = std::iter::once(&identity.legal).chain(&identity.aliases).map(Name::full);
    let wished = identity.known_as.iter().map(ToString::to_string);
    let numbers = identity.identifiers.iter().map(|i| joined(i.canonical.as_deref().unwrap_or(&i.raw)));
    names
        .chain(wished)
        .flat_map(|name| tokens(&name))
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
        assert_eq!(tokens("  Łukasz  "), ["łukasz"]);
        assert_eq!(joined("2002/0073319Z"), "20020073319z");
        assert!(tokens(" -- ").is_empty());
    }
}
