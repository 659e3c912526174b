//! What an agreement record holds (information-sharing.md, section 2): the headings of the code of practice, and the clauses.

use crate::{
    agreement::{
        basis::{LawfulBasis, Power, Regime},
        clause::Clause,
    },
    codes,
    ids::{AccountId, AgencyId},
    section::{Purpose, Section},
    text::{Line, Prose},
};
use jiff::civil::Date;
use std::collections::BTreeSet;

codes! {
    /// What kind of record it is.
    Kind {
        Agreement = "agreement", "Agreement between parties";
        StatutoryDuty = "statutory_duty", "Standing clauses under a statutory duty";
    }
}

codes! {
    /// What a party is in law.
    PartyRole {
        Controller = "controller", "Controller";
        JointController = "joint_controller", "Joint controller";
        Processor = "processor", "Processor";
    }
}

codes! {
    /// What part the person's consent plays.
    ConsentModel {
        NotNeeded = "not_needed", "Not needed";
        GoodPractice = "good_practice", "Sought as good practice";
        Required = "required", "Required";
    }
}

codes! {
    /// Whether a recipient may pass on what it was given.
    Onward {
        None = "none", "Never";
        Listed = "listed", "Only to the parties";
        WithPermission = "with_permission", "Only with the holder's permission";
    }
}

/// What a party relies on for one purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyBasis {
    /// The purpose.
    pub purpose: Purpose,
    /// The provision.
    pub basis: LawfulBasis,
    /// The power, where there is one.
    pub power: Option<Power>,
}

/// One organisation that signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// The agency.
    pub agency: AgencyId,
    /// What it is in law.
    pub role: PartyRole,
    /// The regime under which it holds what it shares.
    pub regime: Regime,
    /// Whom to ask.
    pub contact: Line,
    /// Its data protection officer.
    pub dpo: Line,
    /// Its Caldicott guardian, where it is of health or social care.
    pub caldicott: Option<Line>,
    /// Who signs for it.
    pub signatory: AccountId,
    /// What it relies on.
    pub bases: Vec<PartyBasis>,
    /// How long it keeps what it was given, and what it does then.
    pub retention: Line,
}

/// Between whom it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Parties {
    /// Every agency of the partnership: only for standing clauses.
    Everyone,
    /// Those that sign.
    Listed(Vec<Party>),
}

/// One purpose, in its own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PurposeTerm {
    /// The code.
    pub purpose: Purpose,
    /// In precise terms.
    pub words: Line,
}

/// How it is watched over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Auditing {
    /// How many of a hundred looks are drawn for review.
    pub per_cent: u8,
    /// Who reviews them.
    pub reviewer: Line,
}

/// Who pays for it, and until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Funding {
    /// The source.
    pub source: Line,
    /// Its last day.
    pub ends: Option<Date>,
}

/// All that one version says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// Its title.
    pub title: Line,
    /// What kind of record it is.
    pub kind: Kind,
    /// Between whom.
    pub parties: Parties,
    /// For what.
    pub purposes: Vec<PurposeTerm>,
    /// Benefit, risk, and the alternatives that were considered.
    pub necessity: Prose,
    /// What part consent plays.
    pub consent: ConsentModel,
    /// Where the words are that the person is asked with.
    pub consent_wording: Option<Line>,
    /// Where and when the person is told.
    pub privacy_notice: Line,
    /// How it is sent, how that is secured, and its marking.
    pub transfer: Line,
    /// On what occasion, how often.
    pub frequency: Line,
    /// Who answers requests for access, erasure and objection.
    pub rights: Line,
    /// How a correction reaches those who were told.
    pub accuracy: Line,
    /// Who tells whom when something went wrong.
    pub incidents: Line,
    /// Where the impact assessments are.
    pub assessments: Option<Line>,
    /// Whether it may be passed on.
    pub onward: Onward,
    /// How it is watched over.
    pub auditing: Auditing,
    /// Who pays.
    pub funding: Option<Funding>,
    /// The day from which it holds, once signed.
    pub starts: Date,
    /// The day by which it is to be reviewed.
    pub review: Date,
    /// Its last day.
    pub ends: Option<Date>,
    /// Whether it stops at the review day when nobody has reviewed it.
    pub stops_unreviewed: bool,
    /// Who may see what.
    pub clauses: Vec<Clause>,
}

/// What terms lack before the parties can be asked to sign them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TermsError {
    /// Nothing is shared with oneself.
    #[error("an agreement needs two parties or more")]
    TooFewParties,
    /// A party twice.
    #[error("an agency is a party twice")]
    PartyTwice,
    /// Standing clauses alone bind everybody.
    #[error("only standing clauses under a statutory duty bind every agency")]
    EveryoneWithoutDuty,
    /// A party relies on nothing.
    #[error("each party needs a lawful basis")]
    PartyWithoutBasis,
    /// It serves nothing.
    #[error("an agreement needs a purpose")]
    NoPurpose,
    /// It lets nobody see anything.
    #[error("an agreement needs a clause")]
    NoClause,
    /// The days lie the wrong way round.
    #[error("the review and the last day come after the first day")]
    DaysBackwards,
    /// Where consent is asked, the words must be found.
    #[error("say where the words are with which consent is asked")]
    NoConsentWording,
}

impl Terms {
    /// What is missing before it can be sent for review. Clauses are looked at apart.
    pub fn missing(&self) -> Vec<TermsError> {
        let parties = self.signing();
        let listed = matches!(self.parties, Parties::Listed(_));
        let distinct: BTreeSet<AgencyId> = parties.iter().map(|party| party.agency).collect();
        let rules = [
            (listed && parties.len() < 2, TermsError::TooFewParties),
            (distinct.len() < parties.len(), TermsError::PartyTwice),
            (!listed && self.kind != Kind::StatutoryDuty, TermsError::EveryoneWithoutDuty),
            (parties.iter().any(|party| party.bases.is_empty()), TermsError::PartyWithoutBasis),
            (self.purposes.is_empty(), TermsError::NoPurpose),
            (
                self.consent != ConsentModel::NotNeeded && self.consent_wording.is_none(),
                TermsError::NoConsentWording,
            ),
            (
                self.review < self.starts || self.ends.is_some_and(|ends| ends < self.starts),
                TermsError::DaysBackwards,
            ),
            (self.clauses.is_empty(), TermsError::NoClause),
        ];
        rules.into_iter().filter(|(missing, _)| *missing).map(|(_, error)| error).collect()
    }

    /// The parties that sign; none where it is everybody's.
    pub fn signing(&self) -> &[Party] {
        match &self.parties {
            Parties::Everyone => &[],
            Parties::Listed(parties) => parties,
        }
    }

    /// Whether `agency` is a party.
    pub fn binds(&self, agency: AgencyId) -> bool {
        match &self.parties {
            Parties::Everyone => true,
            Parties::Listed(parties) => parties.iter().any(|party| party.agency == agency),
        }
    }

    /// Every section that a clause opens.
    pub fn sections(&self) -> BTreeSet<Section> {
        self.clauses.iter().flat_map(|clause| clause.sections.iter().copied()).collect()
    }

    /// The last day on which it can hold: its end, or the review where it stops unreviewed.
    pub fn last_day(&self) -> Option<Date> {
        let review = self.stops_unreviewed.then_some(self.review);
        [self.ends, review].into_iter().flatten().min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::review::tests::terms;

    #[test]
    fn what_is_missing_is_named_and_nothing_else() {
        let mut whole = terms(&[1, 2]);
        whole.consent = ConsentModel::NotNeeded;
        assert_eq!(whole.missing(), []);
        let mut alone = whole.clone();
        alone.parties = Parties::Listed(whole.signing().iter().take(1).cloned().collect());
        assert_eq!(alone.missing(), [TermsError::TooFewParties]);
        let mut twice = whole.clone();
        twice.parties = Parties::Listed(vec![whole.signing()[0].clone(), whole.signing()[0].clone()]);
        assert_eq!(twice.missing(), [TermsError::PartyTwice]);
        let mut everybody = whole.clone();
        everybody.parties = Parties::Everyone;
        assert_eq!(everybody.missing(), [TermsError::EveryoneWithoutDuty]);
        let mut empty = whole.clone();
        empty.purposes.clear();
        empty.clauses.clear();
        empty.review = whole.starts.yesterday().unwrap();
        empty.consent = ConsentModel::Required;
        let named = [
            TermsError::NoPurpose,
            TermsError::NoConsentWording,
            TermsError::DaysBackwards,
            TermsError::NoClause,
        ];
        assert_eq!(empty.missing(), named);
    }
}
