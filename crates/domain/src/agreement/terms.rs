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

impl Terms {
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
