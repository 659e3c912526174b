//! What a clause grants, in the words that pages, programs and the command line share.

use domain::{
    agreement::{Also, Clause, LawfulBasis, Power, Version, words::Names},
    ids::AgreementId,
    section::Level,
};
use jiff::civil::Date;

/// One clause as an answer names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Granted {
    /// How much it shows.
    pub level: Level,
    /// The agreement.
    pub agreement: AgreementId,
    /// Its title.
    pub title: String,
    /// Its version.
    pub version: u16,
    /// The clause's number.
    pub clause: u16,
    /// To whom.
    pub to: String,
    /// Whose records.
    pub whose: String,
    /// Of which people, and while what holds.
    pub conditions: String,
    /// The lawful bases it rests on.
    pub bases: Vec<LawfulBasis>,
    /// The power, where there is one.
    pub power: Option<Power>,
    /// The last day on which it can hold.
    pub until: Option<Date>,
    /// Whether it ends with the person's consent.
    pub on_consent: bool,
}

impl Granted {
    /// What `clause` of `agreement` grants; its last day from the version that is in force.
    pub(crate) fn of(
        agreement: &gate::Agreement,
        clause: &Clause,
        versions: &[Version],
        names: Names<'_>,
    ) -> Self {
        let version =
            versions.iter().find(|one| one.agreement == agreement.id && one.number == agreement.version);
        let rests = clause.bases.iter().any(|basis| basis.rests_on_consent());
        Self {
            level: clause.level,
            agreement: agreement.id,
            title: agreement.title.clone(),
            version: agreement.version,
            clause: clause.number,
            to: clause.who.words(names),
            whose: clause.holder.words(names),
            conditions: clause.conditions(),
            bases: clause.bases.clone(),
            power: clause.power,
            until: [clause.until, version.and_then(Version::last_day)].into_iter().flatten().min(),
            on_consent: rests || clause.also.contains(&Also::Consent),
        }
    }

    /// "Interim 1, version 1, clause 5".
    pub fn cited(&self) -> String {
        format!("{}, version {}, clause {}", self.title, self.version, self.clause)
    }

    /// The bases and the power, in words.
    pub fn rests_on(&self) -> String {
        let bases: Vec<&str> = self.bases.iter().map(|basis| basis.words()).collect();
        let power = self.power.map_or_else(String::new, |power| format!("; {power}"));
        format!("{}{power}", bases.join("; "))
    }
}
