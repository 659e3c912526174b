//! What an agreement says, as it is kept: one text of JSON with the number of its format.
//!
//! What holds: terms that were kept are read back as they were, in every format that was ever written (a sample of each stands in
//! the tests). Fields are added, never renamed or removed; whatever cannot be read is an error that names its place, and never
//! half of an agreement. Templates are kept in the same words, with sides in place of parties.

use domain::{
    agency::AgencyKind,
    agreement::{
        Also, Auditing, Clause, Condition, ConsentModel, Funding, Holder, Kind, LawfulBasis, Onward, Parties,
        Party, PartyBasis, PartyRole, Power, PurposeTerm, Regime, Terms, Who,
    },
    ids::{AccountId, AgencyId},
    risk::RiskKind,
    role::Role,
    section::{Level, Purpose, Section},
    text::{Line, Prose},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The format that is written now.
pub const FORMAT: u16 = 1;

/// Kept terms that cannot be read: names the place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("terms of an agreement cannot be read: {0}")]
pub struct Unreadable(String);

impl Unreadable {
    pub(super) fn template(code: &str, error: &dyn std::fmt::Display) -> Self {
        Self(format!("template {code}: {error}"))
    }
}

/// The terms as the text that is kept.
pub fn write(terms: &Terms) -> String {
    value(terms).to_string()
}

/// The terms as a value, for events.
pub fn value(terms: &Terms) -> serde_json::Value {
    serde_json::to_value(Whole::of(terms)).unwrap_or_default()
}

/// Reads what [`write`] wrote in `format`.
///
/// # Errors
/// [`Unreadable`] for another format, or a text that is none of its.
pub fn read(format: u16, text: &str) -> Result<Terms, Unreadable> {
    if format != FORMAT {
        return Err(Unreadable(format!("format {format}")));
    }
    let kept: Whole = serde_json::from_str(text).map_err(|error| Unreadable(error.to_string()))?;
    kept.read()
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Whole {
    #[serde(flatten)]
    said: Said,
    kind: String,
    /// Nothing: every agency.
    parties: Option<Vec<Signing>>,
    starts: String,
    review: String,
    ends: Option<String>,
    stops_unreviewed: bool,
}

/// What a template says as well.
#[derive(Serialize, Deserialize)]
pub(super) struct Said {
    pub(super) title: String,
    purposes: Vec<Serving>,
    necessity: String,
    consent: String,
    consent_wording: Option<String>,
    privacy_notice: String,
    transfer: String,
    frequency: String,
    rights: String,
    accuracy: String,
    incidents: String,
    assessments: Option<String>,
    onward: String,
    auditing: Watched,
    funding: Option<Paid>,
    clauses: Vec<Opening>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Serving {
    purpose: String,
    words: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Watched {
    per_cent: u8,
    reviewer: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Paid {
    source: String,
    ends: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Relied {
    purpose: String,
    basis: String,
    power: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Signing {
    agency: Uuid,
    role: String,
    regime: String,
    contact: String,
    dpo: String,
    caldicott: Option<String>,
    signatory: Uuid,
    bases: Vec<Relied>,
    retention: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Opening {
    number: u16,
    roles: Vec<String>,
    #[serde(default)]
    agency_kinds: Vec<String>,
    #[serde(default)]
    agencies: Vec<Uuid>,
    #[serde(default)]
    accounts: Vec<Uuid>,
    sections: Vec<String>,
    /// `own`, `any`, or `of` with the agencies in `held_by`.
    holder: String,
    #[serde(default)]
    held_by: Vec<Uuid>,
    level: String,
    purposes: Vec<String>,
    when: Vec<String>,
    #[serde(default)]
    consent: bool,
    #[serde(default)]
    requirements: Vec<String>,
    #[serde(default)]
    risks: Vec<String>,
    #[serde(default)]
    section_opened: bool,
    from: Option<String>,
    until: Option<String>,
    bases: Vec<String>,
    power: Option<String>,
}

fn unreadable(what: &str, error: impl std::fmt::Display) -> Unreadable {
    Unreadable(format!("{what}: {error}"))
}

pub(super) fn line(what: &str, text: &str) -> Result<Line, Unreadable> {
    Line::new(text).map_err(|error| unreadable(what, error))
}

fn maybe_line(what: &str, text: Option<&String>) -> Result<Option<Line>, Unreadable> {
    text.map(|text| line(what, text)).transpose()
}

fn day(what: &str, text: &str) -> Result<Date, Unreadable> {
    text.parse().map_err(|error| unreadable(what, error))
}

fn maybe_day(what: &str, text: Option<&String>) -> Result<Option<Date>, Unreadable> {
    text.map(|text| day(what, text)).transpose()
}

pub(super) fn code<T>(
    what: &str,
    text: &str,
    from_code: impl Fn(&str) -> Result<T, domain::code::UnknownCode>,
) -> Result<T, Unreadable> {
    from_code(text).map_err(|error| unreadable(what, error))
}

fn all<T>(
    what: &str,
    texts: &[String],
    from_code: impl Fn(&str) -> Result<T, domain::code::UnknownCode>,
) -> Result<Vec<T>, Unreadable> {
    texts.iter().map(|text| code(what, text, &from_code)).collect()
}

fn words<T: Copy>(list: &[T], code: impl Fn(T) -> &'static str) -> Vec<String> {
    list.iter().map(|one| code(*one).to_owned()).collect()
}

impl Whole {
    fn of(terms: &Terms) -> Self {
        Self {
            said: Said::of(terms),
            kind: terms.kind.code().to_owned(),
            parties: match &terms.parties {
                Parties::Everyone => None,
                Parties::Listed(parties) => Some(parties.iter().map(Signing::of).collect()),
            },
            starts: terms.starts.to_string(),
            review: terms.review.to_string(),
            ends: terms.ends.map(|day| day.to_string()),
            stops_unreviewed: terms.stops_unreviewed,
        }
    }

    fn read(self) -> Result<Terms, Unreadable> {
        let parties = match &self.parties {
            None => Parties::Everyone,
            Some(parties) => {
                Parties::Listed(parties.iter().map(Signing::read).collect::<Result<Vec<_>, _>>()?)
            }
        };
        let days = Days {
            starts: day("starts", &self.starts)?,
            review: day("review", &self.review)?,
            ends: maybe_day("ends", self.ends.as_ref())?,
            stops_unreviewed: self.stops_unreviewed,
        };
        self.said.read(code("kind", &self.kind, Kind::from_code)?, parties, &days)
    }
}

/// The days of an agreement.
pub(super) struct Days {
    pub(super) starts: Date,
    pub(super) review: Date,
    pub(super) ends: Option<Date>,
    pub(super) stops_unreviewed: bool,
}

impl Said {
    fn of(terms: &Terms) -> Self {
        let text = |line: &Line| line.as_str().to_owned();
        Self {
            title: text(&terms.title),
            purposes: terms
                .purposes
                .iter()
                .map(|one| Serving { purpose: one.purpose.code().to_owned(), words: text(&one.words) })
                .collect(),
            necessity: terms.necessity.as_str().to_owned(),
            consent: terms.consent.code().to_owned(),
            consent_wording: terms.consent_wording.as_ref().map(text),
            privacy_notice: text(&terms.privacy_notice),
            transfer: text(&terms.transfer),
            frequency: text(&terms.frequency),
            rights: text(&terms.rights),
            accuracy: text(&terms.accuracy),
            incidents: text(&terms.incidents),
            assessments: terms.assessments.as_ref().map(text),
            onward: terms.onward.code().to_owned(),
            auditing: Watched { per_cent: terms.auditing.per_cent, reviewer: text(&terms.auditing.reviewer) },
            funding: terms
                .funding
                .as_ref()
                .map(|one| Paid { source: text(&one.source), ends: one.ends.map(|day| day.to_string()) }),
            clauses: terms.clauses.iter().map(Opening::of).collect(),
        }
    }

    pub(super) fn read(self, kind: Kind, parties: Parties, days: &Days) -> Result<Terms, Unreadable> {
        let purposes = self.purposes.iter().map(|one| {
            Ok(PurposeTerm {
                purpose: code("purpose", &one.purpose, Purpose::from_code)?,
                words: line("purpose", &one.words)?,
            })
        });
        let funding = self.funding.as_ref().map(|one| {
            Ok::<_, Unreadable>(Funding {
                source: line("funding", &one.source)?,
                ends: maybe_day("funding", one.ends.as_ref())?,
            })
        });
        Ok(Terms {
            title: line("title", &self.title)?,
            kind,
            parties,
            purposes: purposes.collect::<Result<Vec<_>, Unreadable>>()?,
            necessity: Prose::new(&self.necessity).map_err(|error| unreadable("necessity", error))?,
            consent: code("consent", &self.consent, ConsentModel::from_code)?,
            consent_wording: maybe_line("consent_wording", self.consent_wording.as_ref())?,
            privacy_notice: line("privacy_notice", &self.privacy_notice)?,
            transfer: line("transfer", &self.transfer)?,
            frequency: line("frequency", &self.frequency)?,
            rights: line("rights", &self.rights)?,
            accuracy: line("accuracy", &self.accuracy)?,
            incidents: line("incidents", &self.incidents)?,
            assessments: maybe_line("assessments", self.assessments.as_ref())?,
            onward: code("onward", &self.onward, Onward::from_code)?,
            auditing: Auditing {
                per_cent: self.auditing.per_cent,
                reviewer: line("auditing", &self.auditing.reviewer)?,
            },
            funding: funding.transpose()?,
            starts: days.starts,
            review: days.review,
            ends: days.ends,
            stops_unreviewed: days.stops_unreviewed,
            clauses: self.clauses.iter().map(Opening::read).collect::<Result<Vec<_>, _>>()?,
        })
    }
}

impl Relied {
    fn of(basis: &PartyBasis) -> Self {
        Self {
            purpose: basis.purpose.code().to_owned(),
            basis: basis.basis.code().to_owned(),
            power: basis.power.map(|power| power.code().to_owned()),
        }
    }

    pub(super) fn read(&self) -> Result<PartyBasis, Unreadable> {
        let power = self.power.as_ref().map(|power| code("power", power, Power::from_code));
        Ok(PartyBasis {
            purpose: code("purpose", &self.purpose, Purpose::from_code)?,
            basis: code("basis", &self.basis, LawfulBasis::from_code)?,
            power: power.transpose()?,
        })
    }
}

impl Signing {
    fn of(party: &Party) -> Self {
        let text = |line: &Line| line.as_str().to_owned();
        Self {
            agency: party.agency.0,
            role: party.role.code().to_owned(),
            regime: party.regime.code().to_owned(),
            contact: text(&party.contact),
            dpo: text(&party.dpo),
            caldicott: party.caldicott.as_ref().map(text),
            signatory: party.signatory.0,
            bases: party.bases.iter().map(Relied::of).collect(),
            retention: text(&party.retention),
        }
    }

    fn read(&self) -> Result<Party, Unreadable> {
        Ok(Party {
            agency: AgencyId(self.agency),
            role: code("party", &self.role, PartyRole::from_code)?,
            regime: code("regime", &self.regime, Regime::from_code)?,
            contact: line("contact", &self.contact)?,
            dpo: line("dpo", &self.dpo)?,
            caldicott: maybe_line("caldicott", self.caldicott.as_ref())?,
            signatory: AccountId(self.signatory),
            bases: self.bases.iter().map(Relied::read).collect::<Result<Vec<_>, _>>()?,
            retention: line("retention", &self.retention)?,
        })
    }
}

impl Opening {
    fn of(clause: &Clause) -> Self {
        let held_by = match &clause.holder {
            Holder::Of(agencies) => agencies.iter().map(|agency| agency.0).collect(),
            Holder::Own | Holder::Any => Vec::new(),
        };
        let mut kept = Self {
            number: clause.number,
            roles: words(&clause.who.roles, Role::code),
            agency_kinds: words(&clause.who.agency_kinds, AgencyKind::code),
            agencies: clause.who.agencies.iter().map(|agency| agency.0).collect(),
            accounts: clause.who.accounts.iter().map(|account| account.0).collect(),
            sections: words(&clause.sections, Section::code),
            holder: match clause.holder {
                Holder::Own => "own",
                Holder::Any => "any",
                Holder::Of(_) => "of",
            }
            .to_owned(),
            held_by,
            level: clause.level.code().to_owned(),
            purposes: words(&clause.purposes, Purpose::code),
            when: words(&clause.when, Condition::code),
            consent: false,
            requirements: Vec::new(),
            risks: Vec::new(),
            section_opened: false,
            from: clause.from.map(|day| day.to_string()),
            until: clause.until.map(|day| day.to_string()),
            bases: words(&clause.bases, LawfulBasis::code),
            power: clause.power.map(|power| power.code().to_owned()),
        };
        for also in &clause.also {
            match also {
                Also::Consent => kept.consent = true,
                Also::Requirement(codes) => kept.requirements.clone_from(codes),
                Also::Risk(kinds) => kept.risks = words(kinds, RiskKind::code),
                Also::SectionOpened => kept.section_opened = true,
            }
        }
        kept
    }

    fn read(&self) -> Result<Clause, Unreadable> {
        let holder = match self.holder.as_str() {
            "own" => Holder::Own,
            "any" => Holder::Any,
            "of" => Holder::Of(self.held_by.iter().copied().map(AgencyId).collect()),
            other => return Err(unreadable("holder", other)),
        };
        let mut also = Vec::new();
        if self.consent {
            also.push(Also::Consent);
        }
        if !self.requirements.is_empty() {
            also.push(Also::Requirement(self.requirements.clone()));
        }
        if !self.risks.is_empty() {
            also.push(Also::Risk(all("risk", &self.risks, RiskKind::from_code)?));
        }
        if self.section_opened {
            also.push(Also::SectionOpened);
        }
        let power = self.power.as_ref().map(|power| code("power", power, Power::from_code));
        Ok(Clause {
            number: self.number,
            who: Who {
                roles: all("role", &self.roles, Role::from_code)?,
                agency_kinds: all("kind of agency", &self.agency_kinds, AgencyKind::from_code)?,
                agencies: self.agencies.iter().copied().map(AgencyId).collect(),
                accounts: self.accounts.iter().copied().map(AccountId).collect(),
            },
            sections: all("section", &self.sections, Section::from_code)?,
            holder,
            level: code("level", &self.level, Level::from_code)?,
            purposes: all("purpose", &self.purposes, Purpose::from_code)?,
            when: all("condition", &self.when, Condition::from_code)?,
            also,
            from: maybe_day("from", self.from.as_ref())?,
            until: maybe_day("until", self.until.as_ref())?,
            bases: all("basis", &self.bases, LawfulBasis::from_code)?,
            power: power.transpose()?,
        })
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use jiff::civil::date;

    /// Terms that use every field there is.
    pub(crate) fn full() -> Terms {
        let line = |text: &str| Line::new(text).unwrap();
        let party = |number: u128| Party {
            agency: AgencyId(Uuid::from_u128(number)),
            role: PartyRole::JointController,
            regime: Regime::LawEnforcement,
            contact: line("The information governance team"),
            dpo: line("The data protection officer"),
            caldicott: Some(line("The medical director")),
            signatory: AccountId(Uuid::from_u128(100 + number)),
            bases: vec![PartyBasis {
                purpose: Purpose::Supervision,
                basis: LawfulBasis::LawEnforcement,
                power: Some(Power::CrimeAndDisorder115),
            }],
            retention: line("Six years after the order ends, then destroyed"),
        };
        Terms {
            title: line("Police and probation"),
            kind: Kind::Agreement,
            parties: Parties::Listed(vec![party(1), party(2)]),
            purposes: vec![PurposeTerm { purpose: Purpose::Supervision, words: line("To plan together") }],
            necessity: Prose::new("Benefit.\nRisk.").unwrap(),
            consent: ConsentModel::GoodPractice,
            consent_wording: Some(line("Leaflet 3")),
            privacy_notice: line("At induction"),
            transfer: line("In this workspace"),
            frequency: line("Each week"),
            rights: line("Whoever is asked answers"),
            accuracy: line("Told within a day"),
            incidents: line("Told within 24 hours"),
            assessments: Some(line("DPIA 12")),
            onward: Onward::WithPermission,
            auditing: Auditing { per_cent: 5, reviewer: line("The board") },
            funding: Some(Funding { source: line("Time-limited grant"), ends: Some(date(2027, 3, 31)) }),
            starts: date(2026, 12, 1),
            review: date(2027, 12, 1),
            ends: Some(date(2028, 11, 30)),
            stops_unreviewed: true,
            clauses: vec![Clause {
                number: 4,
                who: Who {
                    roles: vec![Role::PoliceOfficer],
                    agency_kinds: vec![AgencyKind::Police],
                    agencies: vec![AgencyId(Uuid::from_u128(1))],
                    accounts: vec![AccountId(Uuid::from_u128(9))],
                },
                sections: vec![Section::Risk, Section::Plan],
                holder: Holder::Of(vec![AgencyId(Uuid::from_u128(2))]),
                level: Level::Summary,
                purposes: vec![Purpose::Supervision],
                when: vec![Condition::OnTeam, Condition::OpenedTo],
                also: vec![
                    Also::Consent,
                    Also::Requirement(vec!["ATR".into()]),
                    Also::Risk(vec![RiskKind::Staff]),
                    Also::SectionOpened,
                ],
                from: Some(date(2026, 12, 2)),
                until: Some(date(2027, 6, 1)),
                bases: vec![LawfulBasis::LawEnforcement],
                power: Some(Power::CrimeAndDisorder115),
            }],
        }
    }

    #[test]
    fn what_is_kept_is_read_back_as_it_was() {
        let terms = full();
        assert_eq!(read(FORMAT, &write(&terms)), Ok(terms.clone()));
        let everybody =
            Terms { parties: Parties::Everyone, kind: Kind::StatutoryDuty, funding: None, ..terms };
        assert_eq!(read(FORMAT, &write(&everybody)), Ok(everybody));
    }

    #[test]
    fn the_first_format_is_read_for_ever() {
        assert_eq!(read(1, include_str!("samples/format_1.json")), Ok(full()));
    }

    #[test]
    fn another_format_and_an_unknown_code_are_errors_that_name_their_place() {
        assert!(read(2, &write(&full())).unwrap_err().to_string().contains("format 2"));
        let wrong = write(&full()).replace("\"summary\"", "\"everything\"");
        assert!(read(1, &wrong).unwrap_err().to_string().contains("level"), "{wrong}");
        let more = write(&full()).replacen("\"kind\"", "\"extra\":1,\"kind\"", 1);
        assert!(read(1, &more).is_err(), "{more}");
    }
}
