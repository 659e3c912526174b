//! *Interim 1*: the first clauses, agreed before agreements can be written in the product (decisions.md).
//!
//! An ordinary agreement in every respect. It says little on purpose: own agency and role; on the person's team with an
//! agreed list of sections; a provider with a referral in progress. Restricted access is no clause: it forbids.

mod grants;

use crate::agreement::{Agreement, Clause, Condition, Holder, Who};
use domain::{
    agency::AgencyKind,
    ids::AgreementId,
    role::Role,
    section::{Level, Purpose, Section},
};
use uuid::Uuid;

const TITLE: &str = "Interim 1";
const PUBLIC_TASK: &str =
    "UK GDPR Article 6(1)(e) with DPA 2018 section 8; criminal offence data under Article 10";
const HEALTH_CARE: &str = "UK GDPR Articles 6(1)(e) and 9(2)(h); DPA 2018 Schedule 1 paragraph 2";
const RELATED: [Condition; 4] =
    [Condition::AgencyInvolved, Condition::OnTeam, Condition::ReferralIn, Condition::ReferralOut];

/// Roles that work with people.
const CASEWORK: [Role; 6] = [
    Role::ProbationPractitioner,
    Role::TreatmentWorker,
    Role::PoliceOfficer,
    Role::CourtLiaison,
    Role::TeamManager,
    Role::Specialist,
];
/// The agreed list for those on the person's team, whoever recorded it.
const TEAM_LIST: [Section; 11] = [
    Section::Contact,
    Section::Communication,
    Section::Court,
    Section::Risk,
    Section::Compliance,
    Section::Accommodation,
    Section::Employment,
    Section::Finance,
    Section::Family,
    Section::Attitudes,
    Section::Plan,
];

/// The agreement that a new installation starts with.
pub fn interim_1() -> Agreement {
    Agreement {
        id: AgreementId(Uuid::from_u128(1)),
        title: TITLE,
        version: 1,
        clauses: clauses(),
        grants: grants::all(),
    }
}

fn staff(roles: &[Role]) -> Who {
    Who { roles: roles.to_vec(), agency_kinds: vec![] }
}

fn of(roles: &[Role], kinds: &[AgencyKind]) -> Who {
    Who { roles: roles.to_vec(), agency_kinds: kinds.to_vec() }
}

const WORK: [Purpose; 3] = [Purpose::Supervision, Purpose::Treatment, Purpose::Referral];

fn clauses() -> Vec<Clause> {
    let clause = |number, who, sections: &[Section], holder, level, when: &[Condition], basis| Clause {
        number,
        who,
        sections: sections.to_vec(),
        holder,
        level,
        purposes: WORK.to_vec(),
        when: when.to_vec(),
        basis,
    };
    let health = [
        AgencyKind::AlcoholTreatment,
        AgencyKind::DrugTreatment,
        AgencyKind::MentalHealth,
        AgencyKind::HealthService,
        AgencyKind::CourtLiaison,
    ];
    vec![
        // 1: whoever works with a person knows who that is.
        clause(1, staff(&CASEWORK), &[Section::Identity], Holder::Any, Level::Full, &RELATED, PUBLIC_TASK),
        // 2: an agency sees what it recorded itself; treatment content needs a role that treats (7).
        clause(2, staff(&CASEWORK), &own_sections(), Holder::Own, Level::Full, &RELATED, PUBLIC_TASK),
        // 3: the person's team sees the agreed list.
        clause(3, staff(&CASEWORK), &TEAM_LIST, Holder::Any, Level::Full, &[Condition::OnTeam], PUBLIC_TASK),
        // 4: a provider reads what it needs to answer a referral and to meet the person safely.
        clause(
            4,
            of(&[Role::TreatmentWorker, Role::Specialist, Role::TeamManager], &[]),
            &[Section::Contact, Section::Communication],
            Holder::Any,
            Level::Full,
            &[Condition::ReferralIn],
            PUBLIC_TASK,
        ),
        clause(
            5,
            of(&[Role::TreatmentWorker, Role::Specialist, Role::TeamManager], &[]),
            &[Section::Court, Section::Risk],
            Holder::Any,
            Level::Summary,
            &[Condition::ReferralIn],
            PUBLIC_TASK,
        ),
        clause(
            6,
            of(
                &[Role::TreatmentWorker, Role::Specialist],
                &[AgencyKind::AlcoholTreatment, AgencyKind::DrugTreatment],
            ),
            &[Section::Substance],
            Holder::Any,
            Level::Full,
            &[Condition::ReferralIn, Condition::OnTeam],
            HEALTH_CARE,
        ),
        // 7: what passes between a worker and the person in treatment stays with those who treat.
        clause(
            7,
            of(&[Role::TreatmentWorker, Role::Specialist, Role::CourtLiaison, Role::TeamManager], &health),
            &[Section::Treatment],
            Holder::Own,
            Level::Full,
            &[Condition::AgencyInvolved, Condition::OnTeam],
            HEALTH_CARE,
        ),
        // 8: a supervising practitioner on the team knows how large the drink or drug need is, not its content.
        clause(
            8,
            of(&[Role::ProbationPractitioner], &[AgencyKind::Probation]),
            &[Section::Substance],
            Holder::Any,
            Level::Summary,
            &[Condition::OnTeam],
            PUBLIC_TASK,
        ),
        // 9: and knows that there is treatment, so as to ask those who give it.
        clause(
            9,
            of(&[Role::ProbationPractitioner], &[AgencyKind::Probation]),
            &[Section::Treatment],
            Holder::Any,
            Level::Exists,
            &[Condition::OnTeam],
            PUBLIC_TASK,
        ),
        // 10: a provider keeps its own answers in sight when a referral is over; not who the person is, nor their record.
        clause(
            10,
            staff(&[Role::TreatmentWorker, Role::Specialist, Role::TeamManager]),
            &[Section::Plan],
            Holder::Own,
            Level::Summary,
            &[Condition::ReferralOver],
            PUBLIC_TASK,
        ),
    ]
}

/// All that an agency may itself record, but for treatment content, third parties and legal privilege.
fn own_sections() -> Vec<Section> {
    use Section as S;
    [
        S::Contact,
        S::Communication,
        S::Court,
        S::Risk,
        S::Compliance,
        S::Substance,
        S::Accommodation,
        S::Employment,
        S::Finance,
        S::Family,
        S::Attitudes,
        S::Plan,
        S::Notes,
        S::Safeguarding,
        S::PhysicalHealth,
        S::MentalHealth,
    ]
    .to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// The ledger cites clauses and grants by their numbers.
    #[test]
    fn every_clause_and_grant_has_a_number_of_its_own() {
        let agreement = interim_1();
        let clauses = agreement.clauses.iter().map(|clause| clause.number);
        let numbers: Vec<u16> = clauses.chain(agreement.grants.iter().map(|grant| grant.number)).collect();
        let distinct: BTreeSet<u16> = numbers.iter().copied().collect();
        assert_eq!(distinct.len(), numbers.len(), "{numbers:?}");
    }
}
