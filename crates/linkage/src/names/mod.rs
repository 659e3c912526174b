//! What is known of names: which forenames are forms of one another, and how names sound.
//!
//! The list holds English, Welsh, Irish, Scottish, Polish, Romanian, Turkish and South Asian forenames with the
//! spellings that courts and clinics write. It says that two names *may* be one person's, never that they are: how
//! often that is so is learnt from the data.

use std::collections::HashMap;
use std::sync::LazyLock;

use rphonetic::DoubleMetaphone;

/// Each line is one forename and its forms. A form may stand in several lines.
const FORMS: &str = include_str!("forms.txt");

/// Line numbers, from 1, by form.
static STEMS: LazyLock<HashMap<&'static str, [u16; 4]>> = LazyLock::new(|| {
    let mut stems: HashMap<&'static str, [u16; 4]> = HashMap::new();
    let lines = FORMS.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    for (number, line) in (1_u16..).zip(lines) {
        for form in line.split_whitespace() {
            let known = stems.entry(form).or_default();
            if let Some(free) = known.iter_mut().find(|stem| **stem == 0) {
                *free = number;
            }
        }
    }
    stems
});

static METAPHONE: LazyLock<DoubleMetaphone> = LazyLock::new(|| DoubleMetaphone::new(Some(6)));

/// The forenames (by number) that the first word of `name` is a form of; 0 fills the rest.
pub(crate) fn stems(name: &str) -> [u16; 4] {
    let first = name.split(' ').next().unwrap_or(name);
    STEMS.get(name).or_else(|| STEMS.get(first)).copied().unwrap_or_default()
}

/// How a name sounds; `None` for one without Latin letters.
pub(crate) fn sound(name: &str) -> Option<String> {
    if !name.is_ascii() {
        return None;
    }
    let sound = METAPHONE.double_metaphone(name).primary();
    (!sound.is_empty()).then_some(sound)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn related(left: &str, right: &str) -> bool {
        let right = stems(right);
        stems(left).iter().any(|stem| *stem != 0 && right.contains(stem))
    }

    #[test]
    fn forms_of_one_forename_are_related() {
        for (left, right) in [
            ("bill", "william"),
            ("peggy", "margaret"),
            ("mohammed", "muhammad"),
            ("malgosia", "malgorzata"),
            ("ned", "edward"),
            ("dai", "dafydd"),
            ("alex", "alexandra"),
            ("alex", "alexander"),
            ("will henry", "william"),
        ] {
            assert!(related(left, right), "{left} {right}");
        }
        for (left, right) in [("john", "james"), ("alexander", "alexandra"), ("zz", "zz")] {
            assert!(!related(left, right), "{left} {right}");
        }
    }

    #[test]
    fn no_form_stands_in_more_lines_than_are_kept() {
        let mut seen: HashMap<&str, usize> = HashMap::new();
        for form in FORMS.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace) {
            *seen.entry(form).or_default() += 1;
        }
        let many: Vec<_> = seen.into_iter().filter(|(_, lines)| *lines > 4).collect();
        assert!(many.is_empty(), "{many:?}");
    }

    #[test]
    fn names_that_sound_alike_have_one_key() {
        assert_eq!(sound("smith"), sound("smyth"));
        assert_eq!(sound("philips"), sound("fillips"));
        assert_ne!(sound("jones"), sound("brown"));
        assert_eq!(sound("иван"), None);
    }
}
