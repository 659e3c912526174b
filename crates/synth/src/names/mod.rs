//! Believable names of the communities that an English county holds, in the patterns in which each is given.
//!
//! What holds: names come up as unevenly as real ones do, so that namesakes are as common as a search box and a matcher will meet;
//! no combination that belongs to a well-known person is given out. Lists and shares are our own guesses: no note gives any.

pub(crate) mod english;
mod everyday;
pub(crate) use everyday::{is_well_known, short_form};
pub(crate) mod world;

use crate::chance::{Chance, Skewed};
use english as en;
use world as w;

/// A name in its parts. A mononym has a family name only.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PersonName {
    /// Given name, where there is one.
    pub given: Option<String>,
    /// Middle names.
    pub middle: Option<String>,
    /// Family name, or the only name.
    pub family: String,
}

impl PersonName {
    /// Given and family name on one line.
    pub fn short(&self) -> String {
        match &self.given {
            Some(given) => format!("{given} {}", self.family),
            None => self.family.clone(),
        }
    }
}

/// Whether a name is drawn from the names of men or of women. A naming custom, not a statement about the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NamedAs {
    Man,
    Woman,
}

/// How a community puts names together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pattern {
    /// Given, perhaps a middle name, family.
    Western,
    /// As Western, with a family name that has a form for women.
    Polish,
    /// As Polish, with Baltic endings.
    Baltic,
    /// Singh or Kaur as middle or as family name.
    Sikh,
    /// A religious first name before the one that is used; women often without a family name.
    Muslim,
    /// Own, father's and grandfather's name.
    Patronymic,
    /// Often one name only.
    OftenSingle,
    /// An initial for the father's name, or one name only.
    Initialled,
    /// Two-part given names and often an English name for everyday.
    Chinese,
}

/// One community: how common, how it names, what it speaks.
struct Row {
    share: u32,
    pattern: Pattern,
    men: &'static [&'static str],
    women: &'static [&'static str],
    families: &'static [&'static str],
    /// Ethnic group codes of the 2001 census, 16 + 1 (ndtms.md, section 3).
    ethnicity: &'static [(&'static str, u32)],
    /// A first language other than English, and how many in a thousand would rather use it.
    language: Option<(&'static str, u32)>,
}

const ENGLISH: usize = 0;

#[rustfmt::skip]
static ROWS: [Row; 20] = [
    Row { share: 600, pattern: Pattern::Western, men: en::ENGLISH_MEN_YOUNGER, women: en::ENGLISH_WOMEN_YOUNGER, families: en::ENGLISH_FAMILIES, ethnicity: &[("A", 95), ("D", 3), ("G", 1), ("Z", 1)], language: None },
    Row { share: 24, pattern: Pattern::Western, men: en::WELSH_MEN, women: en::WELSH_WOMEN, families: en::WELSH_FAMILIES, ethnicity: &[("A", 1)], language: Some(("Welsh", 120)) },
    Row { share: 34, pattern: Pattern::Western, men: en::SCOTTISH_MEN, women: en::SCOTTISH_WOMEN, families: en::SCOTTISH_FAMILIES, ethnicity: &[("A", 1)], language: None },
    Row { share: 26, pattern: Pattern::Western, men: en::IRISH_MEN, women: en::IRISH_WOMEN, families: en::IRISH_FAMILIES, ethnicity: &[("B", 8), ("A", 2)], language: None },
    Row { share: 14, pattern: Pattern::Western, men: en::TRAVELLER_MEN, women: en::TRAVELLER_WOMEN, families: en::TRAVELLER_FAMILIES, ethnicity: &[("C", 1)], language: None },
    Row { share: 30, pattern: Pattern::Polish, men: w::POLISH_MEN, women: w::POLISH_WOMEN, families: w::POLISH_FAMILIES, ethnicity: &[("C", 1)], language: Some(("Polish", 550)) },
    Row { share: 18, pattern: Pattern::Western, men: w::ROMANIAN_MEN, women: w::ROMANIAN_WOMEN, families: w::ROMANIAN_FAMILIES, ethnicity: &[("C", 1)], language: Some(("Romanian", 600)) },
    Row { share: 8, pattern: Pattern::Baltic, men: w::BALTIC_MEN, women: w::BALTIC_WOMEN, families: w::BALTIC_FAMILIES, ethnicity: &[("C", 1)], language: Some(("Lithuanian", 500)) },
    Row { share: 56, pattern: Pattern::Muslim, men: w::PAKISTANI_MEN, women: w::PAKISTANI_WOMEN, families: w::PAKISTANI_FAMILIES, ethnicity: &[("J", 1)], language: Some(("Urdu", 120)) },
    Row { share: 22, pattern: Pattern::Sikh, men: w::SIKH_MEN, women: w::SIKH_WOMEN, families: w::SIKH_FAMILIES, ethnicity: &[("H", 1)], language: Some(("Punjabi", 130)) },
    Row { share: 14, pattern: Pattern::Western, men: w::GUJARATI_MEN, women: w::GUJARATI_WOMEN, families: w::GUJARATI_FAMILIES, ethnicity: &[("H", 1)], language: Some(("Gujarati", 100)) },
    Row { share: 18, pattern: Pattern::Muslim, men: w::BENGALI_MEN, women: w::BENGALI_WOMEN, families: w::BENGALI_FAMILIES, ethnicity: &[("K", 1)], language: Some(("Bengali", 150)) },
    Row { share: 46, pattern: Pattern::Western, men: w::CARIBBEAN_MEN, women: w::CARIBBEAN_WOMEN, families: w::CARIBBEAN_FAMILIES, ethnicity: &[("M", 7), ("D", 3)], language: None },
    Row { share: 28, pattern: Pattern::Western, men: w::WEST_AFRICAN_MEN, women: w::WEST_AFRICAN_WOMEN, families: w::WEST_AFRICAN_FAMILIES, ethnicity: &[("N", 9), ("E", 1)], language: None },
    Row { share: 12, pattern: Pattern::Patronymic, men: w::SOMALI_MEN, women: w::SOMALI_WOMEN, families: w::SOMALI_FAMILIES, ethnicity: &[("N", 1)], language: Some(("Somali", 300)) },
    Row { share: 8, pattern: Pattern::Chinese, men: w::CHINESE_MEN, women: w::CHINESE_WOMEN, families: w::CHINESE_FAMILIES, ethnicity: &[("R", 1)], language: Some(("Cantonese", 300)) },
    Row { share: 10, pattern: Pattern::Western, men: w::ARAB_KURDISH_MEN, women: w::ARAB_KURDISH_WOMEN, families: w::ARAB_KURDISH_FAMILIES, ethnicity: &[("S", 1)], language: Some(("Kurdish Sorani", 450)) },
    Row { share: 8, pattern: Pattern::OftenSingle, men: w::AFGHAN_MEN, women: w::AFGHAN_WOMEN, families: w::AFGHAN_FAMILIES, ethnicity: &[("L", 1)], language: Some(("Dari", 550)) },
    Row { share: 6, pattern: Pattern::Initialled, men: w::TAMIL_MEN, women: w::TAMIL_WOMEN, families: w::TAMIL_FAMILIES, ethnicity: &[("L", 1)], language: Some(("Tamil", 300)) },
    Row { share: 20, pattern: Pattern::Western, men: en::ENGLISH_MEN_YOUNGER, women: en::ENGLISH_WOMEN_YOUNGER, families: w::CARIBBEAN_FAMILIES, ethnicity: &[("D", 8), ("G", 2)], language: None },
];

/// What a community is to a person who draws from it: an index into the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Community(usize);

impl Community {
    /// An ethnic group code of the 2001 census, 16 + 1.
    pub(crate) fn ethnicity(self, chance: &mut Chance) -> &'static str {
        ROWS.get(self.0).map_or("Z", |row| chance.weighted(row.ethnicity, "Z"))
    }

    /// The first language of somebody who would rather not be spoken to in English.
    pub(crate) fn language(self, chance: &mut Chance) -> Option<&'static str> {
        let (language, per_mille) = ROWS.get(self.0)?.language?;
        chance.happens(per_mille).then_some(language)
    }
}

/// The lists of one community, ready to draw from.
#[derive(Debug)]
struct Lists {
    men: Skewed,
    women: Skewed,
    families: Skewed,
}

/// Every list, ready to draw from.
#[derive(Debug)]
pub(crate) struct Names {
    lists: Vec<Lists>,
    men_older: Skewed,
    women_older: Skewed,
    shares: Vec<(Community, u32)>,
}

impl Names {
    pub(crate) fn new() -> Self {
        let lists = |row: &Row| Lists {
            men: Skewed::new(row.men),
            women: Skewed::new(row.women),
            families: Skewed::new(row.families),
        };
        Self {
            lists: ROWS.iter().map(lists).collect(),
            men_older: Skewed::new(en::ENGLISH_MEN_OLDER),
            women_older: Skewed::new(en::ENGLISH_WOMEN_OLDER),
            shares: ROWS.iter().enumerate().map(|(at, row)| (Community(at), row.share)).collect(),
        }
    }

    /// A community by its share.
    pub(crate) fn community(&self, chance: &mut Chance) -> Community {
        chance.weighted(&self.shares, Community(ENGLISH))
    }

    /// A family name, in the form that a man bears where forms differ.
    pub(crate) fn family(&self, community: Community, chance: &mut Chance) -> &'static str {
        self.lists.get(community.0).map_or("Smith", |lists| lists.families.draw(chance))
    }

    /// A given name fitting somebody of that community born in `year`.
    pub(crate) fn given(
        &self,
        community: Community,
        named: NamedAs,
        year: i16,
        chance: &mut Chance,
    ) -> &'static str {
        let older = community.0 == ENGLISH && year < 1984;
        match (self.lists.get(community.0), named, older) {
            (_, NamedAs::Man, true) => self.men_older.draw(chance),
            (_, NamedAs::Woman, true) => self.women_older.draw(chance),
            (Some(lists), NamedAs::Man, false) => lists.men.draw(chance),
            (Some(lists), NamedAs::Woman, false) => lists.women.draw(chance),
            (None, ..) => "Alex",
        }
    }

    /// A whole legal name with this family name, in the community's pattern; never a well-known person's.
    pub(crate) fn legal(
        &self,
        community: Community,
        named: NamedAs,
        year: i16,
        family: &str,
        chance: &mut Chance,
    ) -> PersonName {
        let pattern = ROWS.get(community.0).map_or(Pattern::Western, |row| row.pattern);
        loop {
            let given = self.given(community, named, year, chance);
            let other = self.given(community, named, year, chance);
            let fathers = self.given(community, NamedAs::Man, year - 30, chance);
            let name = put_together(pattern, named, [given, other, fathers], family, chance);
            if !everyday::is_well_known(&name) {
                return name;
            }
        }
    }

    /// What the person likes to be called, when that is not the given name.
    pub(crate) fn known_as(community: Community, name: &PersonName, chance: &mut Chance) -> Option<String> {
        let pattern = ROWS.get(community.0).map(|row| row.pattern);
        let given = name.given.as_deref()?;
        let religious = ["Mohammed", "Muhammad", "Mohammad", "Abdul", "Shah"].contains(&given);
        match (pattern, &name.middle) {
            (Some(Pattern::Muslim), Some(middle)) if religious => Some(middle.clone()),
            (Some(Pattern::Chinese), _) if chance.happens(400) => Some(
                chance.pick(&["Kevin", "Jenny", "Tony", "Winnie", "Alan", "Lily", "Jason", "May"]).to_owned(),
            ),
            _ => everyday::short_form(given, chance).filter(|_| chance.happens(450)).map(str::to_owned),
        }
    }
}

/// `given_names` are the person's own, a second one, and the father's.
fn put_together(
    pattern: Pattern,
    named: NamedAs,
    given_names: [&str; 3],
    family: &str,
    chance: &mut Chance,
) -> PersonName {
    let [own, second, fathers] = given_names;
    let second = (second != own).then(|| second.to_owned());
    let woman = named == NamedAs::Woman;
    let (given, middle, family) = match pattern {
        Pattern::Western => (Some(own), second.filter(|_| chance.happens(550)), family.to_owned()),
        Pattern::Polish if woman => (Some(own), None, womens_polish(family)),
        Pattern::Baltic if woman => (Some(own), None, womens_baltic(family)),
        Pattern::Sikh => {
            let title = if woman { "Kaur" } else { "Singh" };
            if chance.happens(400) {
                (Some(own), None, title.to_owned())
            } else {
                (Some(own), Some(title.to_owned()), family.to_owned())
            }
        }
        Pattern::Muslim if woman && chance.happens(350) => {
            (Some(own), None, chance.pick(&["Begum", "Bibi", "Khatun", "Akhtar", "Kauser"]).to_owned())
        }
        Pattern::Muslim => {
            let family =
                if !woman && ["Begum", "Khatun", "Khanom"].contains(&family) { "Miah" } else { family };
            (Some(own), second.filter(|_| chance.happens(600)), family.to_owned())
        }
        Pattern::Patronymic => (Some(own), Some(fathers.to_owned()), family.to_owned()),
        Pattern::OftenSingle if chance.happens(350) => (None, None, own.to_owned()),
        Pattern::Initialled if chance.happens(200) => (None, None, own.to_owned()),
        Pattern::Initialled if chance.happens(300) => (fathers.get(..1), None, own.to_owned()),
        Pattern::Polish | Pattern::Baltic | Pattern::OftenSingle | Pattern::Initialled | Pattern::Chinese => {
            (Some(own), None, family.to_owned())
        }
    };
    PersonName { given: given.map(str::to_owned), middle, family }
}

fn womens_polish(family: &str) -> String {
    match family.strip_suffix("ki") {
        Some(stem) => format!("{stem}ka"),
        None => family.to_owned(),
    }
}

fn womens_baltic(family: &str) -> String {
    match family.strip_suffix("ius").or_else(|| family.strip_suffix("as")) {
        Some(stem) => format!("{stem}ienė"),
        None => family.to_owned(),
    }
}

/// The Latin letters a to z of a name, for an e-mail address.
pub(crate) fn plain_letters(name: &str) -> String {
    let plain = |c: char| match c {
        'ł' => "l",
        'ą' | 'ă' | 'â' | 'á' => "a",
        'ę' | 'ė' | 'é' => "e",
        'ó' | 'ô' => "o",
        'ś' | 'š' | 'ș' => "s",
        'ź' | 'ż' | 'ž' => "z",
        'ć' | 'č' => "c",
        'ń' => "n",
        'ț' => "t",
        'î' | 'í' => "i",
        'ū' => "u",
        'ŷ' => "y",
        _ => "",
    };
    let mut letters = String::with_capacity(name.len());
    for c in name.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_lowercase() {
            letters.push(c);
        } else {
            letters.push_str(plain(c));
        }
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Stream;

    #[test]
    fn each_community_names_in_its_pattern() {
        let mut chance = Chance::of(1, Stream::Identity, 1);
        let sikh = put_together(
            Pattern::Sikh,
            NamedAs::Woman,
            ["Harpreet", "Simran", "Manjit"],
            "Gill",
            &mut chance,
        );
        assert!(sikh.family == "Kaur" || sikh.middle.as_deref() == Some("Kaur"));
        let polish =
            put_together(Pattern::Polish, NamedAs::Woman, ["Anna", "Ewa", "Jan"], "Kowalski", &mut chance);
        assert_eq!(polish.family, "Kowalska");
        let somali =
            put_together(Pattern::Patronymic, NamedAs::Man, ["Abdi", "Omar", "Yusuf"], "Jama", &mut chance);
        assert_eq!(somali.middle.as_deref(), Some("Yusuf"));
        let singles = (0..200)
            .filter(|_| {
                put_together(
                    Pattern::OftenSingle,
                    NamedAs::Man,
                    ["Noor", "Wali", "Farid"],
                    "Safi",
                    &mut chance,
                )
                .given
                .is_none()
            })
            .count();
        assert!((40..110).contains(&singles), "{singles}");
    }

    #[test]
    fn an_address_is_written_in_plain_letters() {
        assert_eq!(plain_letters("Małgorzata"), "malgorzata");
        assert_eq!(plain_letters("O'Neill"), "oneill");
        assert_eq!(plain_letters("Žukauskienė"), "zukauskiene");
    }

    #[test]
    fn every_listed_name_can_be_written_in_plain_letters() {
        for row in &ROWS {
            for name in row.men.iter().chain(row.women).chain(row.families) {
                let letters = name.chars().filter(|c| c.is_alphabetic()).count();
                assert_eq!(plain_letters(name).len(), letters, "{name}");
            }
        }
    }
}
