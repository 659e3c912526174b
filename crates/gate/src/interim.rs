//! *Interim 1*: the first clauses, agreed before agreements can be written in the product (decisions.md).
//!
//! An ordinary agreement in every respect. It says little on purpose: own agency and role; on the person's team with an
//! agreed list of sections; a provider with a referral in progress. Restricted access is no clause: it forbids.

use crate::{
    action::Action,
    agreement::{Agreement, Clause, Condition, Grant, Holder, Who},
};
use domain::{
    agency::AgencyKind,
    ids::AgreementId,
    referral::Side,
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

/// What it takes to work the court's list.
const COURT_LIST: [Action; 4] =
    [Action::LoadCourtList, Action::WorkCourtList, Action::DecideCourtMatch, Action::MoveCourtEntry];

/// The agreement that a new installation starts with.
pub fn interim_1() -> Agreement {
    Agreement {
        id: AgreementId(Uuid::from_u128(1)),
        title: TITLE,
        version: 1,
        clauses: clauses(),
        grants: grants(),
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

fn grants() -> Vec<Grant> {
    let grant = |number, who, actions: &[Action], when: &[Condition], side| Grant {
        number,
        who,
        actions: actions.to_vec(),
        when: when.to_vec(),
        side,
    };
    let working = [Condition::AgencyInvolved, Condition::OnTeam];
    let providers = [Role::TreatmentWorker, Role::Specialist, Role::TeamManager];
    let probation = |roles: &[Role]| of(roles, &[AgencyKind::Probation]);
    vec![
        grant(
            150,
            probation(&[Role::ProbationPractitioner, Role::TeamManager]),
            &[
                Action::RecordOrder,
                Action::AllocateOrder,
                Action::CarryOutOrder,
                Action::VaryOrder,
                Action::EndOrder,
                Action::SetLead,
                Action::RaiseCadence,
                Action::RecordFailure,
                Action::DecideFailure,
                Action::RecordHearing,
            ],
            &working,
            None,
        ),
        // 151: the enforcement officer decides whether a breach goes to court, not whoever supervises.
        grant(
            151,
            probation(&[Role::TeamManager]),
            &[Action::BeginBreach, Action::TransferOrder],
            &working,
            None,
        ),
        grant(152, staff(&CASEWORK), &[Action::RecordWillingness], &working, None),
        grant(
            153,
            staff(&CASEWORK),
            &[Action::AcknowledgeEnd],
            &[Condition::AgencyInvolved, Condition::OnTeam, Condition::ReferralIn],
            None,
        ),
        grant(154, probation(&[Role::TeamManager]), &[Action::SeeLateStarts], &[], None),
        grant(
            101,
            staff(&CASEWORK),
            &[Action::CreatePerson, Action::SearchPeople, Action::SeeCaseload],
            &[],
            None,
        ),
        grant(
            102,
            staff(&CASEWORK),
            &[Action::EditIdentity, Action::AddNote, Action::MakeReferral],
            &working,
            None,
        ),
        grant(
            109,
            staff(&CASEWORK),
            &[Action::ArrangeMeeting, Action::RecordMeeting, Action::CloseAction],
            &[Condition::OnTeam],
            None,
        ),
        grant(103, staff(&providers), &[Action::SeeInbox], &[], None),
        grant(140, staff(&CASEWORK), &[Action::EnterPerson, Action::ReadAlert], &[], None),
        grant(
            141,
            staff(&CASEWORK),
            &[Action::GiveAudit, Action::RecordConsent],
            &[Condition::AgencyInvolved, Condition::OnTeam, Condition::ReferralIn],
            None,
        ),
        grant(
            142,
            of(
                &[Role::CourtLiaison, Role::Specialist, Role::TreatmentWorker, Role::TeamManager],
                &[AgencyKind::CourtLiaison, AgencyKind::MentalHealth, AgencyKind::HealthService],
            ),
            &[Action::Screen, Action::Recommend],
            &working,
            None,
        ),
        grant(143, staff(&[Role::CourtLiaison, Role::TeamManager]), &[Action::SeeFunnel], &[], None),
        grant(
            104,
            staff(&providers),
            &[
                Action::ReceiveReferral,
                Action::AcceptReferral,
                Action::DeclineReferral,
                Action::BeginReferral,
                Action::ConcludeReferral,
            ],
            &[Condition::ReferralIn],
            Some(Side::Provider),
        ),
        grant(105, staff(&CASEWORK), &[Action::WithdrawReferral], &working, Some(Side::Referrer)),
        grant(106, staff(&CASEWORK), &[Action::SeeWhoLooked], &working, None),
        // 160: the court's list is worked by the liaison team, wherever its practitioners are seated.
        grant(160, staff(&[Role::CourtLiaison]), &COURT_LIST, &[], None),
        grant(161, of(&[Role::TeamManager], &[AgencyKind::CourtLiaison]), &COURT_LIST, &[], None),
        grant(107, staff(&[Role::AgencyAdministrator]), &[Action::ManageAccounts], &[], None),
        grant(108, staff(&[Role::SystemAdministrator]), &[Action::ManageAgencies], &[], None),
        grant(
            120,
            staff(&providers),
            &[
                Action::WaitlistReferral,
                Action::AskAboutReferral,
                Action::ReadWarning,
                Action::OfferAppointment,
                Action::BookFirstAppointment,
            ],
            &[Condition::ReferralIn],
            Some(Side::Provider),
        ),
        grant(
            121,
            staff(&CASEWORK),
            &[Action::AnswerQuestion, Action::AmendReferral],
            &working,
            Some(Side::Referrer),
        ),
        grant(
            122,
            staff(&CASEWORK),
            &[
                Action::BookAppointment,
                Action::MoveAppointment,
                Action::RecordAttendance,
                Action::SeeAppointments,
            ],
            &working,
            None,
        ),
        grant(123, staff(&providers), &[Action::GiveFeedback], &working, None),
        grant(124, staff(&CASEWORK), &[Action::SeeDaySheet, Action::SeePathways], &[], None),
        grant(
            125,
            staff(&[Role::TeamManager, Role::Coordinator]),
            &[Action::SeePathways, Action::ReviewPathway],
            &[],
            None,
        ),
    ]
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
