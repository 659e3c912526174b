//! Where a person's name comes from: which names are drawn, and how they are put together.
//!
//! Shares and lists are our own guesses, from general knowledge of names met in England and Wales.

use super::names as more;
use crate::chance::{Chance, Skewed};
use crate::names::{english as en, world as w};

/// How a community puts names together, and so how agencies get them wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Custom {
    /// Forename, perhaps a middle name, family name.
    Western,
    /// Western, in Welsh or in its English spelling.
    Welsh,
    /// Family names have a form for women; letters with marks.
    Polish,
    /// A religious first name before the one in use; women with Begum or Bibi for a family name.
    Muslim,
    /// Singh or Kaur as middle name or as family name.
    Sikh,
    /// Own, father's and grandfather's name.
    Patronymic,
    /// Long given names, and clerks unsure which name is the family's.
    African,
}

/// One origin: how common, what names.
pub(super) struct Origin {
    /// The word of the truth column.
    pub word: &'static str,
    pub share: u32,
    pub custom: Custom,
    men: &'static [&'static str],
    women: &'static [&'static str],
    families: &'static [&'static str],
    /// Beginnings and ends of rarer family names, and in how many of a thousand families they are met.
    rarer: (&'static [&'static str], &'static [&'static str], u32),
    /// Rarer forenames: in how many of a thousand people they are met.
    rarer_men: &'static [&'static str],
    rarer_women: &'static [&'static str],
}

const NONE: (&[&str], &[&str], u32) = (&[], &[], 0);
const ENGLISH: (&[&str], &[&str], u32) = (more::STEMS, more::ENDS, 560);

#[rustfmt::skip]
static ORIGINS: [Origin; 12] = [
    Origin { word: "english", share: 585, custom: Custom::Western, men: en::ENGLISH_MEN_YOUNGER, women: en::ENGLISH_WOMEN_YOUNGER, families: en::ENGLISH_FAMILIES, rarer: ENGLISH, rarer_men: more::MEN, rarer_women: more::WOMEN },
    Origin { word: "welsh", share: 60, custom: Custom::Welsh, men: en::WELSH_MEN, women: en::WELSH_WOMEN, families: en::WELSH_FAMILIES, rarer: (more::STEMS, more::ENDS, 120), rarer_men: en::ENGLISH_MEN_YOUNGER, rarer_women: en::ENGLISH_WOMEN_YOUNGER },
    Origin { word: "scottish", share: 45, custom: Custom::Western, men: en::SCOTTISH_MEN, women: en::SCOTTISH_WOMEN, families: en::SCOTTISH_FAMILIES, rarer: (more::MAC, more::MAC_ENDS, 450), rarer_men: en::ENGLISH_MEN_YOUNGER, rarer_women: en::ENGLISH_WOMEN_YOUNGER },
    Origin { word: "irish", share: 45, custom: Custom::Western, men: en::IRISH_MEN, women: en::IRISH_WOMEN, families: en::IRISH_FAMILIES, rarer: (more::IRISH, more::IRISH_ENDS, 450), rarer_men: en::ENGLISH_MEN_YOUNGER, rarer_women: en::ENGLISH_WOMEN_YOUNGER },
    Origin { word: "polish", share: 45, custom: Custom::Polish, men: w::POLISH_MEN, women: w::POLISH_WOMEN, families: w::POLISH_FAMILIES, rarer: (more::POLISH, more::POLISH_ENDS, 600), rarer_men: more::POLISH_MEN, rarer_women: more::POLISH_WOMEN },
    Origin { word: "romanian", share: 20, custom: Custom::Western, men: w::ROMANIAN_MEN, women: w::ROMANIAN_WOMEN, families: w::ROMANIAN_FAMILIES, rarer: (more::ROMANIAN, more::ROMANIAN_ENDS, 500), rarer_men: w::ROMANIAN_MEN, rarer_women: w::ROMANIAN_WOMEN },
    Origin { word: "pakistani", share: 55, custom: Custom::Muslim, men: w::PAKISTANI_MEN, women: w::PAKISTANI_WOMEN, families: w::PAKISTANI_FAMILIES, rarer: (more::PAKISTANI, &[""], 350), rarer_men: more::MUSLIM_MEN, rarer_women: more::MUSLIM_WOMEN },
    Origin { word: "bangladeshi", share: 25, custom: Custom::Muslim, men: w::BENGALI_MEN, women: w::BENGALI_WOMEN, families: w::BENGALI_FAMILIES, rarer: (more::PAKISTANI, &[""], 200), rarer_men: more::MUSLIM_MEN, rarer_women: more::MUSLIM_WOMEN },
    Origin { word: "sikh", share: 30, custom: Custom::Sikh, men: w::SIKH_MEN, women: w::SIKH_WOMEN, families: w::SIKH_FAMILIES, rarer: (more::SIKH, &[""], 500), rarer_men: more::SIKH_GIVEN, rarer_women: more::SIKH_GIVEN },
    Origin { word: "caribbean", share: 45, custom: Custom::Western, men: w::CARIBBEAN_MEN, women: w::CARIBBEAN_WOMEN, families: w::CARIBBEAN_FAMILIES, rarer: (more::STEMS, more::ENDS, 350), rarer_men: more::CARIBBEAN_MEN, rarer_women: more::CARIBBEAN_WOMEN },
    Origin { word: "west african", share: 30, custom: Custom::African, men: w::WEST_AFRICAN_MEN, women: w::WEST_AFRICAN_WOMEN, families: w::WEST_AFRICAN_FAMILIES, rarer: (more::AFRICAN, more::AFRICAN_ENDS, 600), rarer_men: w::WEST_AFRICAN_MEN, rarer_women: w::WEST_AFRICAN_WOMEN },
    Origin { word: "somali", share: 15, custom: Custom::Patronymic, men: w::SOMALI_MEN, women: w::SOMALI_WOMEN, families: w::SOMALI_FAMILIES, rarer: NONE, rarer_men: more::MUSLIM_MEN, rarer_women: more::MUSLIM_WOMEN },
];

/// The origin of a family.
pub(super) fn draw(chance: &mut Chance) -> &'static Origin {
    let mut at = chance.below(ORIGINS.iter().map(|origin| origin.share).sum());
    let [first, ..] = &ORIGINS;
    for origin in &ORIGINS {
        if at < origin.share {
            return origin;
        }
        at -= origin.share;
    }
    first
}

impl Origin {
    /// A family name.
    pub fn family(&self, chance: &mut Chance) -> String {
        let (beginnings, ends, per_mille) = self.rarer;
        if chance.happens(per_mille) {
            let (beginning, end) = (skewed(beginnings, chance), skewed(ends, chance));
            // "Ashshaw" is nobody's name.
            let join =
                if beginning.ends_with('s') && end.starts_with('s') { end.get(1..) } else { Some(end) };
            return format!("{beginning}{}", join.unwrap_or_default());
        }
        skewed(self.families, chance).to_owned()
    }

    /// A given name for somebody born in `year`.
    pub fn given(&self, woman: bool, year: i16, chance: &mut Chance) -> &'static str {
        let english = matches!(self.word, "english" | "caribbean") && year < 1984 && chance.happens(750);
        let (common, rarer) = match (woman, english) {
            (false, true) => (en::ENGLISH_MEN_OLDER, self.rarer_men),
            (true, true) => (en::ENGLISH_WOMEN_OLDER, self.rarer_women),
            (false, false) => (self.men, self.rarer_men),
            (true, false) => (self.women, self.rarer_women),
        };
        if chance.happens(330) { skewed(rarer, chance) } else { skewed(common, chance) }
    }
}

/// One of `list`, the first more often.
fn skewed(list: &'static [&'static str], chance: &mut Chance) -> &'static str {
    Skewed::new(list).draw(chance)
}
