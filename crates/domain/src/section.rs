//! Sections of a person's record, and the levels at which one may be seen (decisions.md, Sections and Levels).

use crate::codes;

codes! {
    /// A part of a person's record. Each field belongs to exactly one; an unknown section is withheld.
    Section {
        Identity = "identity", "Identity";
        Contact = "contact", "Contact details";
        Communication = "communication", "Communication needs";
        Court = "court", "Court and sentence";
        Risk = "risk", "Risk";
        Compliance = "compliance", "Compliance";
        Substance = "substance", "Alcohol and drugs (facts)";
        Treatment = "treatment", "Treatment content";
        PhysicalHealth = "physical_health", "Physical health";
        MentalHealth = "mental_health", "Mental health";
        Accommodation = "accommodation", "Accommodation";
        Employment = "employment", "Employment and education";
        Finance = "finance", "Finance";
        Family = "family", "Family";
        Attitudes = "attitudes", "Attitudes and behaviour";
        Plan = "plan", "Plan";
        Notes = "notes", "Notes";
        Safeguarding = "safeguarding", "Safeguarding";
        ThirdParty = "third_party", "Third party and victim";
        Privilege = "privilege", "Legal privilege";
    }
}

codes! {
    /// How much of a section may be seen, least first.
    Level {
        Exists = "exists", "that it exists";
        Signal = "signal", "a signal without its source";
        Summary = "summary", "a summary";
        Full = "full", "in full";
    }
}

codes! {
    /// What a use-case reads for. Declared by the use-case, asked of the user only where answers would differ.
    Purpose {
        Supervision = "supervision", "supervision";
        Treatment = "treatment", "treatment and support";
        Referral = "referral", "referral";
        Administration = "administration", "administration";
        Oversight = "oversight", "oversight of information sharing";
    }
}

impl Section {
    /// Whether nobody but its holder is told so much as that there is anything in it.
    pub const fn is_told_to_its_holder_alone(self) -> bool {
        matches!(self, Self::ThirdParty | Self::Privilege)
    }
}

/// A set of sections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Sections(u32);

impl Sections {
    /// No section.
    pub const NONE: Self = Self(0);

    /// The set with these bits, one for each section in the order of the list, as storage adds them up.
    pub const fn from_bits(bits: u32) -> Self {
        Self(bits)
    }

    /// The bit of one section.
    pub const fn bit(section: Section) -> u32 {
        1 << (section as u32)
    }

    /// Whether `section` is in the set.
    pub const fn has(self, section: Section) -> bool {
        self.0 & Self::bit(section) != 0
    }

    /// What is in either set.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Its sections, in the order of the list.
    pub fn iter(self) -> impl Iterator<Item = Section> {
        Section::ALL.iter().copied().filter(move |section| self.has(*section))
    }
}

impl FromIterator<Section> for Sections {
    fn from_iter<I: IntoIterator<Item = Section>>(sections: I) -> Self {
        Self(sections.into_iter().fold(0, |bits, section| bits | Self::bit(section)))
    }
}
