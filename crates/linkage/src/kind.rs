//! What a column means. A column is recognised by its name in the spellings that people's files use; nothing is
//! guessed from the values, and a name that is not known means the column is left out.

use crate::model::Part;

/// What a column means, which decides how its values are read and compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// First name.
    Forename,
    /// Family name.
    Surname,
    /// Surname before a marriage, or another that is known.
    FormerSurname,
    /// Further forenames, or initials.
    MiddleName,
    /// All names in one column; used where forename or surname have no column of their own.
    FullName,
    /// Other names a person goes by, separated by `;` or `|`.
    Aliases,
    /// Sex or gender.
    Sex,
    /// Date of birth.
    BirthDate,
    /// Postcode; UK forms are read by level.
    Postcode,
    /// A line of an address; several lines are compared as one.
    Address,
    /// House or street number.
    HouseNumber,
    /// Town, suburb, or place of birth.
    Town,
    /// State, county, region.
    Region,
    /// E-mail address.
    Email,
    /// Telephone number.
    Phone,
    /// A number issued to one person.
    Identifier(Issuer),
    /// Occupation.
    Occupation,
    /// Any other value that is either the same or not; no preset uses it by itself.
    Category,
    /// Any other text; no preset uses it by itself.
    Text,
}

/// Who issues an identifier, where its form can be checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Issuer {
    /// Police National Computer.
    Pnc,
    /// Criminal Records Office.
    Cro,
    /// National Health Service.
    Nhs,
    /// Prison service.
    Prison,
    /// Probation.
    Crn,
    /// Anyone else: compared as written, letters and digits alone.
    Other,
}

impl Issuer {
    fn name(self) -> &'static str {
        match self {
            Self::Pnc => "pnc",
            Self::Cro => "cro",
            Self::Nhs => "nhs_number",
            Self::Prison => "prison_number",
            Self::Crn => "crn",
            Self::Other => "identifier",
        }
    }
}

impl Kind {
    /// The kind that a column of this name has, if the name is known. Case, spaces, hyphens and a trailing number
    /// do not matter.
    pub fn of_column(name: &str) -> Option<Self> {
        let plain: String = name
            .trim()
            .chars()
            .map(|letter| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '_' })
            .collect();
        let plain = plain.trim_matches('_');
        known(plain)
            .or_else(|| known(plain.trim_end_matches(|last: char| last.is_ascii_digit() || last == '_')))
    }

    /// The name that a column of this kind has in models and tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Forename => "forename",
            Self::Surname => "surname",
            Self::FormerSurname => "former_surname",
            Self::MiddleName => "middle_name",
            Self::FullName => "full_name",
            Self::Aliases => "aliases",
            Self::Sex => "sex",
            Self::BirthDate => "birth_date",
            Self::Postcode => "postcode",
            Self::Address => "address",
            Self::HouseNumber => "house_number",
            Self::Town => "town",
            Self::Region => "region",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Identifier(issuer) => issuer.name(),
            Self::Occupation => "occupation",
            Self::Category => "category",
            Self::Text => "text",
        }
    }

    /// The kind that a model's column name means.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Every kind.
    pub const ALL: [Self; 24] = [
        Self::Forename,
        Self::Surname,
        Self::FormerSurname,
        Self::MiddleName,
        Self::FullName,
        Self::Aliases,
        Self::Sex,
        Self::BirthDate,
        Self::Postcode,
        Self::Address,
        Self::HouseNumber,
        Self::Town,
        Self::Region,
        Self::Email,
        Self::Phone,
        Self::Identifier(Issuer::Pnc),
        Self::Identifier(Issuer::Cro),
        Self::Identifier(Issuer::Nhs),
        Self::Identifier(Issuer::Prison),
        Self::Identifier(Issuer::Crn),
        Self::Identifier(Issuer::Other),
        Self::Occupation,
        Self::Category,
        Self::Text,
    ];

    /// What of a person it describes.
    pub fn part(self) -> Part {
        match self {
            Self::Forename | Self::MiddleName | Self::Sex => Part::Forename,
            Self::Surname | Self::FormerSurname => Part::Surname,
            Self::BirthDate => Part::Birth,
            Self::Postcode | Self::Address | Self::HouseNumber | Self::Town | Self::Region => Part::Home,
            Self::Email | Self::Phone | Self::Identifier(_) => Part::Own,
            Self::FullName | Self::Aliases | Self::Occupation | Self::Category | Self::Text => Part::Other,
        }
    }

    /// Which columns share one dictionary: names do, so that a forename can be found among surnames.
    pub(crate) fn family(self) -> Family {
        match self {
            Self::Forename | Self::Surname | Self::FormerSurname | Self::MiddleName => Family::Name,
            Self::FullName | Self::Address => Family::Words,
            Self::Aliases => Family::List,
            Self::BirthDate => Family::Date,
            Self::Postcode => Family::Postcode,
            Self::Identifier(_) | Self::Phone => Family::Number,
            Self::Town => Family::Place,
            Self::Sex
            | Self::HouseNumber
            | Self::Region
            | Self::Email
            | Self::Occupation
            | Self::Category
            | Self::Text => Family::Plain,
        }
    }
}

/// How the values of a dictionary are prepared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Family {
    Name,
    Words,
    List,
    Date,
    Postcode,
    Number,
    Place,
    Plain,
}

fn known(name: &str) -> Option<Kind> {
    Some(match name {
        "forename" | "first_name" | "firstname" | "given_name" | "givenname" | "given" | "fname"
        | "forenames" | "first" => Kind::Forename,
        "surname" | "last_name" | "lastname" | "family_name" | "familyname" | "lname" | "last" => {
            Kind::Surname
        }
        "former_surname" | "alias_surname" | "maiden_name" | "previous_surname" | "birth_name" => {
            Kind::FormerSurname
        }
        "middle_name" | "middle_names" | "middlename" | "second_name" | "other_names" | "middle_initial" => {
            Kind::MiddleName
        }
        "full_name" | "fullname" | "name" | "person_name" => Kind::FullName,
        "alias" | "aliases" | "also_known_as" | "aka" => Kind::Aliases,
        "sex" | "gender" => Kind::Sex,
        "dob" | "date_of_birth" | "birth_date" | "birthdate" | "dateofbirth" | "born" => Kind::BirthDate,
        "postcode" | "post_code" | "postcode_fake" | "zip" | "zip_code" | "zipcode" | "postal_code" => {
            Kind::Postcode
        }
        "address" | "address_line" | "street" | "street_name" | "addr" | "street_address" => Kind::Address,
        "street_number" | "house_number" | "house_no" | "building_number" => Kind::HouseNumber,
        "town" | "city" | "suburb" | "locality" | "birth_place" | "place_of_birth" | "post_town" => {
            Kind::Town
        }
        "state" | "county" | "region" | "province" => Kind::Region,
        "email" | "e_mail" | "email_address" => Kind::Email,
        "phone" | "telephone" | "mobile" | "phone_number" | "tel" | "mobile_number" => Kind::Phone,
        "pnc" | "pnc_id" | "pnc_number" => Kind::Identifier(Issuer::Pnc),
        "cro" | "cro_number" | "cro_no" => Kind::Identifier(Issuer::Cro),
        "nhs" | "nhs_number" | "nhs_no" => Kind::Identifier(Issuer::Nhs),
        "noms" | "noms_number" | "prison_number" | "nomis_id" => Kind::Identifier(Issuer::Prison),
        "crn" | "case_reference_number" => Kind::Identifier(Issuer::Crn),
        "soc_sec_id"
        | "ssn"
        | "social_security_number"
        | "nino"
        | "national_insurance_number"
        | "passport"
        | "passport_number"
        | "driving_licence"
        | "national_id"
        | "identifier" => Kind::Identifier(Issuer::Other),
        "occupation" | "profession" | "job" => Kind::Occupation,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_recognised_by_the_names_that_files_use() {
        for (name, kind) in [
            ("given_name", Kind::Forename),
            ("First Name", Kind::Forename),
            ("SURNAME", Kind::Surname),
            ("address_1", Kind::Address),
            ("Address Line 2", Kind::Address),
            ("suburb", Kind::Town),
            ("birth_place", Kind::Town),
            ("soc_sec_id", Kind::Identifier(Issuer::Other)),
            ("PNC-ID", Kind::Identifier(Issuer::Pnc)),
            ("date_of_birth", Kind::BirthDate),
        ] {
            assert_eq!(Kind::of_column(name), Some(kind), "{name}");
        }
        for name in ["cluster", "unique_id", "rec_id", "id", "row", ""] {
            assert_eq!(Kind::of_column(name), None, "{name}");
        }
    }
}
