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
