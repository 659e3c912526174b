//! Lawful bases and powers that a party relies on (information-sharing.md, section 3).
//!
//! The codes are the field's own. Which of them fits a party is for its data protection officer; the program only holds
//! what they wrote, and refuses consent where refusing would bring consequences.

use crate::codes;

codes! {
    /// The regime under which an agency holds a record.
    Regime {
        UkGdpr = "uk_gdpr", "UK GDPR and DPA 2018 Part 2";
        LawEnforcement = "dpa_part_3", "DPA 2018 Part 3, law enforcement";
    }
}

codes! {
    /// The provision on which a party relies.
    LawfulBasis {
        LegalObligation = "A6-1-c", "UK GDPR Article 6(1)(c), legal obligation";
        VitalInterests = "A6-1-d", "UK GDPR Article 6(1)(d), vital interests";
        PublicTask = "A6-1-e", "UK GDPR Article 6(1)(e) with DPA 2018 section 8, public task";
        LegitimateInterests = "A6-1-f", "UK GDPR Article 6(1)(f), legitimate interests";
        Consent = "A6-1-a", "UK GDPR Article 6(1)(a), consent";
        ExplicitConsent = "A9-2-a", "UK GDPR Article 9(2)(a), explicit consent";
        SpecialVitalInterests = "A9-2-c", "UK GDPR Article 9(2)(c), vital interests";
        SubstantialPublicInterest = "A9-2-g", "UK GDPR Article 9(2)(g) with DPA 2018 Schedule 1 Part 2, substantial public interest";
        HealthCare = "A9-2-h", "UK GDPR Article 9(2)(h) with DPA 2018 Schedule 1 paragraph 2, health or social care";
        PublicHealth = "A9-2-i", "UK GDPR Article 9(2)(i), public health";
        Research = "A9-2-j", "UK GDPR Article 9(2)(j), research and statistics";
        CriminalOffenceData = "A10", "UK GDPR Article 10 with DPA 2018 sections 10 and 11, criminal offence data";
        LawEnforcement = "P3", "DPA 2018 Part 3, sections 31 and 35, law enforcement purposes";
    }
}

impl LawfulBasis {
    /// Whether it rests on the person's consent, and ends with it.
    pub const fn rests_on_consent(self) -> bool {
        matches!(self, Self::Consent | Self::ExplicitConsent)
    }

    /// The regime that it belongs to.
    pub const fn regime(self) -> Regime {
        match self {
            Self::LawEnforcement => Regime::LawEnforcement,
            _ => Regime::UkGdpr,
        }
    }
}

codes! {
    /// The statutory gateway that a party cites.
    Power {
        CrimeAndDisorder17 = "CDA-1998-17", "Crime and Disorder Act 1998 section 17";
        CrimeAndDisorder17A = "CDA-1998-17A", "Crime and Disorder Act 1998 section 17A";
        CrimeAndDisorder115 = "CDA-1998-115", "Crime and Disorder Act 1998 section 115";
        OffenderManagement14 = "OMA-2007-14", "Offender Management Act 2007 section 14";
        Mappa = "CJA-2003-325", "Criminal Justice Act 2003 section 325";
        CareAct = "CA-2014-42", "Care Act 2014 sections 42 to 45";
        ChildrenAct = "CHA-2004-10", "Children Act 2004 sections 10 and 11";
        DomesticAbuse = "DAA-2021", "Domestic Abuse Act 2021";
        SeriousViolence = "PCSCA-2022-2", "Police, Crime, Sentencing and Courts Act 2022 Part 2, serious violence duty";
        DutyToRefer = "HRA-2017-10", "Homelessness Reduction Act 2017 section 10, duty to refer";
        DigitalEconomy = "DEA-2017-5", "Digital Economy Act 2017 Part 5";
        CommonLaw = "common-law", "Common law policing and care duties";
    }
}
