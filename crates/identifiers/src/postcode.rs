//! UK postcodes, and the larger areas that their parts name. Source: geography.md, section 3.
//! Deliberately not here: whether a postcode exists, or which ward it lies in; those are dated data.

use crate::typed::compact;
use crate::{Invalid, Kind};

/// A postcode of the right form, `SP1 1AA`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Postcode {
    outward: String, // INVARIANT: one or two letters, a digit, perhaps a letter or digit; or GIR
    inward: String,  // INVARIANT: a digit and two letters
}

impl Postcode {
    /// Reads a postcode in any case and spacing. The inward part is always the last three characters.
    ///
    /// Pseudo codes such as `ZZ99 3VZ` have the form and are accepted: see [`Postcode::is_pseudo`].
    ///
    /// # Errors
    /// [`Invalid::Form`] for anything else.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let form = Invalid::Form(Kind::Postcode);
        let compact = compact(text, Kind::Postcode, &[])?;
        let at = compact.len().checked_sub(3).ok_or(form)?;
        let (outward, inward) = compact.split_at_checked(at).ok_or(form)?;
        let girobank = outward == "GIR" && inward == "0AA";
        if girobank || (is_outward(outward) && is_inward(inward)) {
            Ok(Self { outward: outward.to_owned(), inward: inward.to_owned() })
        } else {
            Err(form)
        }
    }

    /// `SP1` of `SP1 1AA`: the district.
    pub fn outward(&self) -> &str {
        &self.outward
    }

    /// `1AA` of `SP1 1AA`.
    pub fn inward(&self) -> &str {
        &self.inward
    }

    /// `SP` of `SP1 1AA`: the letters at the start.
    pub fn area(&self) -> &str {
        let letters = self.outward.bytes().take_while(u8::is_ascii_uppercase).count();
        self.outward.get(..letters).unwrap_or_default()
    }

    /// `SP1 1` of `SP1 1AA`: all that a treatment return may carry.
    pub fn sector(&self) -> String {
        let digit = self.inward.get(..1).unwrap_or_default();
        format!("{} {digit}", self.outward)
    }

    /// Whether it stands for "no fixed abode" or "not known" (`ZZ99…`) rather than for a place.
    pub fn is_pseudo(&self) -> bool {
        self.outward == "ZZ99"
    }

    /// `SP1 1AA`, the only form that is stored and compared.
    pub fn canonical(&self) -> String {
        self.to_string()
    }
}

impl std::fmt::Display for Postcode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.outward, self.inward)
    }
}

/// A postcode or the beginning of one, from the district on: `M14`, `M14 5`, `M14 5RT`. An area alone (`M`, `SW`) is none.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PostcodePart {
    outward: String, // INVARIANT: as of a `Postcode`
    inward: String,  // INVARIANT: empty, or the beginning of the inward part of a `Postcode`
}

impl PostcodePart {
    /// Reads a part in any case and spacing. What can be a district alone is one: `SP11` is the district, and the sector
    /// 1 of `SP1` is written `SP1 1`.
    ///
    /// # Errors
    /// [`Invalid::Form`] for anything else.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let form = Invalid::Form(Kind::Postcode);
        if let Ok(Postcode { outward, inward }) = Postcode::parse(text) {
            return Ok(Self { outward, inward });
        }
        let spaced = text.trim().split_once(|c: char| c.is_ascii_whitespace());
        let typed = compact(text, Kind::Postcode, &[])?;
        // Where a space is typed, it parts the two; without one the longest district that there can be does.
        let first = spaced.map(|(outward, _)| outward.len());
        let parted = (1..=typed.len()).rev().filter(|at| first.is_none_or(|first| first == *at));
        let mut parts = parted.filter_map(|at| typed.split_at_checked(at));
        parts
            .find(|(outward, inward)| is_outward(outward) && begins_inward(inward))
            .map(|(outward, inward)| Self { outward: outward.to_owned(), inward: inward.to_owned() })
            .ok_or(form)
    }

    /// From where on, and up to where, postcodes in canonical form have this part, compared byte by byte. `M1` is not the
    /// beginning of `M14`: after a district comes the space.
    pub fn range(&self) -> (String, String) {
        let from = self.to_string();
        let past = if self.inward.is_empty() { '!' } else { '~' };
        (from.clone(), format!("{from}{past}"))
    }
}

impl std::fmt::Display for PostcodePart {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.outward)?;
        if self.inward.is_empty() { Ok(()) } else { write!(f, " {}", self.inward) }
    }
}

/// Whether this may be how an inward part begins; nothing at all is such a beginning.
fn begins_inward(text: &str) -> bool {
    let (digit, letters) = text.split_at_checked(1).unwrap_or_default();
    text.len() <= 3
        && digit.bytes().all(|b| b.is_ascii_digit())
        && letters.bytes().all(|b| b.is_ascii_uppercase())
}

fn is_outward(text: &str) -> bool {
    let letter = |b: &u8| b.is_ascii_uppercase();
    match text.as_bytes() {
        [a, d] => letter(a) && d.is_ascii_digit(),
        [a, b, c] if b.is_ascii_digit() => letter(a) && c.is_ascii_alphanumeric(),
        [a, b, d] => letter(a) && letter(b) && d.is_ascii_digit(),
        [a, b, d, e] => letter(a) && letter(b) && d.is_ascii_digit() && e.is_ascii_alphanumeric(),
        _ => false,
    }
}

fn is_inward(text: &str) -> bool {
    matches!(text.as_bytes(), [d, a, b] if d.is_ascii_digit() && a.is_ascii_uppercase() && b.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn geography_3_outward_and_sector() {
        let postcode = Postcode::parse("sp11aa").unwrap();
        assert_eq!(postcode.canonical(), "SP1 1AA");
        assert_eq!(postcode.outward(), "SP1");
        assert_eq!(postcode.inward(), "1AA");
        assert_eq!(postcode.area(), "SP");
        assert_eq!(postcode.sector(), "SP1 1");
    }

    #[test]
    fn geography_3_every_form() {
        for (text, area) in [
            ("M1 1AA", "M"),
            ("B33 8TH", "B"),
            ("W1A 0AX", "W"),
            ("CR2 6XH", "CR"),
            ("DN55 1PT", "DN"),
            ("EC1A 1BB", "EC"),
            ("GIR 0AA", "GIR"),
            ("ZZ99 3VZ", "ZZ"),
        ] {
            let postcode = Postcode::parse(text).unwrap();
            assert_eq!(postcode.canonical(), text);
            assert_eq!(postcode.area(), area);
            assert_eq!(postcode.is_pseudo(), text.starts_with("ZZ99"));
        }
    }

    #[test]
    fn other_forms_are_refused() {
        for text in [
            "SP1",
            "1AA",
            "SP1 1A",
            "SP1 AAA",
            "1SP 1AA",
            "SPP1 1AA",
            "SP111 1AA",
            "GIR 1AA",
            "SP1  1AAA",
            "SP1-1AA",
        ] {
            assert_eq!(Postcode::parse(text), Err(Invalid::Form(Kind::Postcode)), "{text}");
        }
    }

    #[test]
    fn a_part_is_a_district_at_least_in_any_case_and_spacing() {
        for (text, part) in [
            ("M14", "M14"),
            ("m14", "M14"),
            (" m14 5 ", "M14 5"),
            ("m145", "M14 5"),
            ("m145rt", "M14 5RT"),
            ("m14  5rt", "M14 5RT"),
            ("M14 5r", "M14 5R"),
            ("m1 4", "M1 4"),
            ("M1", "M1"),
            ("sp11", "SP11"),
            ("SP1 1", "SP1 1"),
            ("ec1a1", "EC1A 1"),
            ("W1A 0AX", "W1A 0AX"),
            ("gir0aa", "GIR 0AA"),
        ] {
            assert_eq!(PostcodePart::parse(text).map(|part| part.to_string()), Ok(part.to_owned()), "{text}");
        }
        for text in ["", "M", "SW", "14", "5RT", "Smith", "M14 55", "X320741", "SPP1", "M14 5RTX"] {
            assert!(PostcodePart::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_range_of_a_part_has_what_begins_with_it_and_no_longer_district() {
        let has = |part: &str, postcode: &str| {
            let (from, past) = PostcodePart::parse(part).unwrap().range();
            from.as_str() <= postcode && postcode < past.as_str()
        };
        for (part, postcode) in
            [("M14", "M14 5RT"), ("M14", "M14"), ("M14 5", "M14 5RT"), ("M14 5RT", "M14 5RT")]
        {
            assert!(has(part, postcode), "{part}, {postcode}");
        }
        for (part, postcode) in [
            ("M1", "M14 5RT"),
            ("M1", "M1A 5RT"),
            ("M14 5", "M14 6RT"),
            ("M14 5RT", "M14 5RS"),
            ("M14", "M13 5RT"),
        ] {
            assert!(!has(part, postcode), "{part}, {postcode}");
        }
    }

    proptest! {
        #[test]
        fn every_part_of_a_postcode_finds_it(text in "[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}", cut in 0..4usize) {
            let postcode = Postcode::parse(&text).unwrap().canonical();
            let part = postcode[..postcode.len() - cut].to_lowercase();
            let (from, past) = PostcodePart::parse(&part).unwrap().range();
            prop_assert!(from <= postcode && postcode < past);
        }

        #[test]
        fn what_has_the_form_is_read_and_shown_back(text in "[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}") {
            let postcode = Postcode::parse(&text).unwrap();
            prop_assert_eq!(postcode.to_string(), text.clone());
            prop_assert_eq!(Postcode::parse(&text.replace(' ', "").to_lowercase()), Ok(postcode));
        }
    }
}
