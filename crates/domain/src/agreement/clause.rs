//! One clause: who may see which sections of whose records, for what, how much of them, and when.
//!
//! A clause is data. What it means is said once in words ([`super::words`]), once as a policy in the gate, and once more, slowly,
//! in the gate's tests; those three are held together.

use crate::{
    agency::AgencyKind,
    agreement::basis::{LawfulBasis, Power},
    codes,
    ids::{AccountId, AgencyId},
    risk::RiskKind,
    role::Role,
    section::{Level, Purpose, Section},
};
use jiff::civil::Date;

codes! {
    /// What must relate the viewer to the person.
    Condition {
        AgencyInvolved = "agency_involved", "with whom their agency is involved";
        OnTeam = "on_team", "on whose team they are";
        ReferralIn = "referral_in", "with a referral to their agency in progress";
        ReferralOut = "referral_out", "whom their agency has referred, while that is in progress";
        ReferralOver = "referral_over", "whose referral to their agency is over";
        OpenedTo = "opened_to", "whose record was opened to them by a decision or a meeting, while that lasts";
    }
}

/// Who a clause speaks of. All that is said must hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Who {
    /// In any of these roles. A clause without a role speaks of nobody.
    pub roles: Vec<Role>,
    /// Of these kinds of agency, or of `agencies`; where both are empty, of any party.
    pub agency_kinds: Vec<AgencyKind>,
    /// Of these agencies.
    pub agencies: Vec<AgencyId>,
    /// Named people; where empty, anybody.
    pub accounts: Vec<AccountId>,
}

/// Whose records a clause opens.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Holder {
    /// Those that the viewer's own agency recorded, and those that were sent to it.
    Own,
    /// Those of any party.
    Any,
    /// Those that these agencies recorded.
    Of(Vec<AgencyId>),
}

/// What must hold besides a relation. All that a clause lists must.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Also {
    /// The person's consent is in force for this section, towards the viewer's agency.
    Consent,
    /// An order in force has a requirement of one of these kinds, by their codes.
    Requirement(Vec<String>),
    /// A risk flag of one of these kinds is up.
    Risk(Vec<RiskKind>),
    /// The record was opened to the viewer with this very section among what was opened.
    SectionOpened,
}

/// Lets some people see some sections of some records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Its number within the agreement, as the ledger cites it. Never given to another clause.
    pub number: u16,
    /// Who.
    pub who: Who,
    /// Which sections.
    pub sections: Vec<Section>,
    /// Whose records.
    pub holder: Holder,
    /// How much of them.
    pub level: Level,
    /// For which purposes.
    pub purposes: Vec<Purpose>,
    /// When: any of these is enough.
    pub when: Vec<Condition>,
    /// And all of these.
    pub also: Vec<Also>,
    /// From that day on; without one, as long as the agreement.
    pub from: Option<Date>,
    /// Up to and with that day.
    pub until: Option<Date>,
    /// Lawful basis of those who see.
    pub bases: Vec<LawfulBasis>,
    /// Power they rely on, where there is one.
    pub power: Option<Power>,
}

/// Why a clause cannot stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ClauseError {
    /// It names nobody.
    #[error("choose at least one role")]
    NoRole,
    /// It opens nothing.
    #[error("choose at least one section")]
    NoSection,
    /// It serves nothing.
    #[error("choose at least one purpose")]
    NoPurpose,
    /// Nothing relates the viewer to the person.
    #[error("choose what must relate them to the person")]
    NoRelation,
    /// It rests on nothing.
    #[error("choose a lawful basis")]
    NoBasis,
    /// It rests on consent and does not ask for it.
    #[error("a clause that rests on consent holds only while consent is in force: add that condition")]
    ConsentNotAsked,
    /// Who is known of rests on relations alone, since lists and counts follow it.
    #[error(
        "identity is shown by what relates them to the person alone: put other conditions on other sections"
    )]
    IdentityUnderConditions,
    /// A condition or a choice of holders that lists nothing.
    #[error("choose what the condition is about, or take it away")]
    NothingChosen,
    /// Who recorded a name first is an accident; identity is the partnership's.
    #[error("identity has no single holder: choose the records of any party")]
    IdentityOfOne,
    /// It would end before it begins.
    #[error("the last day lies before the first")]
    Backwards,
    /// Legal privilege is nobody's to share.
    #[error("what is under legal privilege cannot be shared by an agreement")]
    Privilege,
}

impl Clause {
    /// # Errors
    /// The first [`ClauseError`], in the order of the form.
    pub fn check(&self) -> Result<(), ClauseError> {
        let consent = self.bases.iter().any(|basis| basis.rests_on_consent());
        let nothing = |also: &Also| match also {
            Also::Requirement(codes) => codes.is_empty(),
            Also::Risk(kinds) => kinds.is_empty(),
            Also::Consent | Also::SectionOpened => false,
        };
        let nobody = matches!(&self.holder, Holder::Of(agencies) if agencies.is_empty());
        let rules = [
            (self.who.roles.is_empty(), ClauseError::NoRole),
            (self.sections.is_empty(), ClauseError::NoSection),
            (self.purposes.is_empty(), ClauseError::NoPurpose),
            (self.when.is_empty(), ClauseError::NoRelation),
            (self.bases.is_empty(), ClauseError::NoBasis),
            (consent && !self.also.contains(&Also::Consent), ClauseError::ConsentNotAsked),
            (
                self.sections.contains(&Section::Identity)
                    && (!self.also.is_empty() || self.when.contains(&Condition::ReferralOver)),
                ClauseError::IdentityUnderConditions,
            ),
            (nobody || self.also.iter().any(nothing), ClauseError::NothingChosen),
            (
                self.sections.contains(&Section::Identity) && self.holder != Holder::Any,
                ClauseError::IdentityOfOne,
            ),
            (
                matches!((self.from, self.until), (Some(from), Some(until)) if until < from),
                ClauseError::Backwards,
            ),
            (self.sections.contains(&Section::Privilege), ClauseError::Privilege),
        ];
        rules.into_iter().find(|(broken, _)| *broken).map_or(Ok(()), |(_, error)| Err(error))
    }

    /// Whether it is in its days on `day`.
    pub fn runs_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}
