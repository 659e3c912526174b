//! Who does what under *Interim 1*: one list for each part of the work.

use super::{CASEWORK as WHOLE, of, staff};
use crate::{action::Action, grant::Grant};
use domain::{
    agency::AgencyKind,
    agreement::{Condition, Who},
    referral::Side,
    role::Role,
};

/// Roles that work with people.
const CASEWORK: [Role; 10] = Role::CASEWORK;
/// Whose agency works with the person.
const WORKING: [Condition; 2] = [Condition::AgencyInvolved, Condition::OnTeam];
/// The same, or whose agency is asked to.
const WORKING_OR_ASKED: [Condition; 3] =
    [Condition::AgencyInvolved, Condition::OnTeam, Condition::ReferralIn];
/// Who answers referrals.
const PROVIDERS: [Role; 3] = [Role::TreatmentWorker, Role::Specialist, Role::TeamManager];
/// Who compares records of people: those who make records from lists and orders, and their managers.
const IDENTITY_REVIEW: [Role; 3] = [Role::ProbationPractitioner, Role::CourtLiaison, Role::TeamManager];
/// What it takes to work the court's list.
const COURT_LIST: [Action; 4] =
    [Action::LoadCourtList, Action::WorkCourtList, Action::DecideCourtMatch, Action::MoveCourtEntry];

/// All grants.
pub(crate) fn all() -> Vec<Grant> {
    [
        people(),
        referrals(),
        appointments(),
        meetings(),
        screening(),
        court_list(),
        orders(),
        agreements(),
        summaries(),
        hubs(),
        openings(),
        restrictions(),
        administration(),
    ]
    .concat()
}

fn grant(number: u16, who: Who, actions: &[Action], when: &[Condition], side: Option<Side>) -> Grant {
    Grant {
        number,
        roles: who.roles,
        agency_kinds: who.agency_kinds,
        actions: actions.to_vec(),
        when: when.to_vec(),
        side,
    }
}

fn probation(roles: &[Role]) -> Who {
    of(roles, &[AgencyKind::Probation])
}

/// Whoever has something to do on some day: about people, or about agreements.
fn with_a_desk() -> Vec<Role> {
    [&CASEWORK[..], &[Role::InformationGovernance, Role::Coordinator]].concat()
}

fn people() -> Vec<Grant> {
    let open = [Action::CreatePerson, Action::SearchPeople, Action::SeeCaseload];
    let record = [Action::EditIdentity, Action::AddNote, Action::MoveNote, Action::MakeReferral];
    vec![
        grant(101, staff(&CASEWORK), &open, &[], None),
        grant(102, staff(&CASEWORK), &record, &WORKING, None),
        // Whoever keeps a joint team's diary finds its people, and books.
        grant(
            312,
            staff(&[Role::TeamAdministrator]),
            &[Action::SearchPeople, Action::SeeCaseload],
            &[],
            None,
        ),
        grant(214, staff(&with_a_desk()), &[Action::GetDigest], &[], None),
        grant(112, staff(&IDENTITY_REVIEW), &[Action::ReviewIdentity], &WORKING, None),
        grant(110, staff(&[Role::TeamManager]), &[Action::SeeTeamWork], &[], None),
        // Of their own people alone; of the agency's where they may see the team's work. Analysts see no people.
        grant(285, staff(&CASEWORK), &[Action::SeeRepeatContacts], &[], None),
        grant(106, staff(&CASEWORK), &[Action::SeeWhoLooked], &WORKING, None),
        grant(
            212,
            // A copy is whole only where whoever makes it reads all that the agency kept: no profession of a joint team does.
            staff(&WHOLE),
            &[Action::HandleAccessRequest, Action::CheckAccessRequest],
            &WORKING,
            None,
        ),
    ]
}

fn referrals() -> Vec<Grant> {
    let answer = [
        Action::ReceiveReferral,
        Action::AcceptReferral,
        Action::DeclineReferral,
        Action::BeginReferral,
        Action::ConcludeReferral,
    ];
    let work_on = [
        Action::WaitlistReferral,
        Action::AskAboutReferral,
        Action::ReadWarning,
        Action::OfferAppointment,
        Action::BookFirstAppointment,
    ];
    let amend = [Action::AnswerQuestion, Action::AmendReferral];
    let (asked, referrer) = ([Condition::ReferralIn], Some(Side::Referrer));
    vec![
        grant(103, staff(&PROVIDERS), &[Action::SeeInbox], &[], None),
        grant(104, staff(&PROVIDERS), &answer, &asked, Some(Side::Provider)),
        grant(105, staff(&CASEWORK), &[Action::WithdrawReferral], &WORKING, referrer),
        grant(120, staff(&PROVIDERS), &work_on, &asked, Some(Side::Provider)),
        grant(121, staff(&CASEWORK), &amend, &WORKING, referrer),
    ]
}

fn appointments() -> Vec<Grant> {
    let book =
        [Action::BookAppointment, Action::MoveAppointment, Action::RecordAttendance, Action::SeeAppointments];
    let review = [Action::SeePathways, Action::ReviewPathway];
    vec![
        grant(122, staff(&CASEWORK), &book, &WORKING, None),
        grant(313, staff(&[Role::TeamAdministrator]), &book, &WORKING, None),
        grant(314, staff(&[Role::TeamAdministrator]), &[Action::SeeDaySheet], &[], None),
        grant(123, staff(&PROVIDERS), &[Action::GiveFeedback], &WORKING, None),
        grant(124, staff(&CASEWORK), &[Action::SeeDaySheet, Action::SeePathways], &[], None),
        grant(125, staff(&[Role::TeamManager, Role::Coordinator]), &review, &[], None),
    ]
}

fn meetings() -> Vec<Grant> {
    let hold = [Action::ArrangeMeeting, Action::RecordMeeting, Action::CloseAction];
    vec![grant(109, staff(&CASEWORK), &hold, &[Condition::OnTeam], None)]
}

fn screening() -> Vec<Grant> {
    let screens = of(
        &[Role::CourtLiaison, Role::Specialist, Role::TreatmentWorker, Role::TeamManager],
        &[AgencyKind::CourtLiaison, AgencyKind::MentalHealth, AgencyKind::HealthService],
    );
    let asks = [Action::GiveAudit, Action::RecordConsent];
    let funnel = staff(&[Role::CourtLiaison, Role::TeamManager]);
    vec![
        grant(140, staff(&CASEWORK), &[Action::EnterPerson, Action::ReadAlert], &[], None),
        grant(141, staff(&CASEWORK), &asks, &WORKING_OR_ASKED, None),
        grant(142, screens.clone(), &[Action::Screen, Action::Recommend, Action::HandOver], &WORKING, None),
        // Each agency that works with somebody keeps its own strands of the plan.
        grant(288, staff(&CASEWORK), &[Action::KeepPlan], &WORKING, None),
        // Each agency carries on its own casework with whom it works with.
        grant(309, staff(&CASEWORK), &[Action::KeepCasework], &WORKING, None),
        // Whoever works with somebody says what others must know before they meet them, and looks at it again.
        grant(304, staff(&CASEWORK), &[Action::RaiseRisk, Action::ReviewRisk], &WORKING, None),
        // Scores are risk: those who find risks write them, and probation, whose assessments rest on them.
        grant(286, screens, &[Action::RecordScore], &WORKING, None),
        grant(
            287,
            probation(&[Role::ProbationPractitioner, Role::TeamManager]),
            &[Action::RecordScore],
            &WORKING,
            None,
        ),
        grant(143, funnel, &[Action::SeeFunnel], &[], None),
    ]
}

/// Hubs and their lists: whoever works with somebody speaks for their agency; a team manager opens a hub.
fn hubs() -> Vec<Grant> {
    let sees = [&CASEWORK[..], &[Role::Coordinator, Role::Analyst]].concat();
    let counts = [Role::TeamManager, Role::Analyst];
    let provide = [Role::TeamManager, Role::Commissioner, Role::Coordinator];
    let listing = [Action::ProposeListing, Action::KeepListing];
    vec![
        grant(305, staff(&sees), &[Action::SeeHubs], &[], None),
        grant(306, staff(&[Role::TeamManager]), &[Action::KeepHub], &[], None),
        grant(310, staff(Role::ALL), &[Action::SeeProvision], &[], None),
        grant(311, staff(&provide), &[Action::KeepProvision], &[], None),
        grant(307, staff(&counts), &[Action::CountHub], &[], None),
        grant(308, staff(&CASEWORK), &listing, &WORKING, None),
    ]
}

/// The court's list is worked by the liaison team, wherever its practitioners are seated.
fn court_list() -> Vec<Grant> {
    let managers = of(&[Role::TeamManager], &[AgencyKind::CourtLiaison]);
    vec![
        grant(160, staff(&[Role::CourtLiaison]), &COURT_LIST, &[], None),
        grant(161, managers, &COURT_LIST, &[], None),
    ]
}

fn orders() -> Vec<Grant> {
    let supervise = [
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
    ];
    let managers = || probation(&[Role::TeamManager]);
    vec![
        grant(150, probation(&[Role::ProbationPractitioner, Role::TeamManager]), &supervise, &WORKING, None),
        // The enforcement officer decides whether a breach goes to court, not whoever supervises.
        grant(151, managers(), &[Action::BeginBreach, Action::TransferOrder], &WORKING, None),
        grant(152, staff(&CASEWORK), &[Action::RecordWillingness], &WORKING, None),
        grant(153, staff(&CASEWORK), &[Action::AcknowledgeEnd], &WORKING_OR_ASKED, None),
        grant(154, managers(), &[Action::SeeLateStarts], &[], None),
        grant(155, managers(), &[Action::AnswerHandover], &WORKING, None),
    ]
}

/// Who may sign is whoever a party names, whatever their role: the use-case asks for the name.
fn agreements() -> Vec<Grant> {
    let reads = [Role::InformationGovernance, Role::TeamManager, Role::Coordinator];
    let lead = || staff(&[Role::InformationGovernance]);
    let checks = staff(&[Role::InformationGovernance, Role::SystemAdministrator]);
    // Whoever proposes does not confirm: the use-case and the database see to that.
    let disposers = staff(&[Role::InformationGovernance, Role::TeamManager]);
    let disposing =
        [Action::SeeRetention, Action::HoldRecord, Action::ProposeDisposal, Action::ConfirmDisposal];
    vec![
        grant(200, staff(&reads), &[Action::SeeAgreements], &[], None),
        grant(201, lead(), &[Action::DraftAgreement, Action::ManageAgreement], &[], None),
        grant(202, staff(Role::ALL), &[Action::SignAgreement], &[], None),
        grant(203, checks, &[Action::CheckAgreements], &[], None),
        // Of their own agency; of every agency where they may see all agreements or check them.
        grant(210, staff(Role::ALL), &[Action::SeeMatrix], &[], None),
        grant(
            211,
            staff(&[&CASEWORK[..], &[Role::InformationGovernance]].concat()),
            &[Action::TakeCorrection],
            &[],
            None,
        ),
        grant(213, lead(), &[Action::ReviewLooks], &[], None),
        grant(240, disposers, &disposing, &[], None),
        grant(241, lead(), &[Action::SetRetention, Action::HandleMistake], &[], None),
        grant(242, staff(Role::ALL), &[Action::ReportMistake], &[], None),
    ]
}

/// A summary for an employer or a landlord: probation writes it, a manager approves it.
fn summaries() -> Vec<Grant> {
    let write = [Action::RecordConviction, Action::WriteSummary];
    let managers = || probation(&[Role::TeamManager]);
    let writers = probation(&[Role::ProbationPractitioner, Role::TeamManager]);
    vec![
        // Only those on the person's team see the court record of every agency, without which nobody can say what is spent.
        grant(170, writers, &write, &[Condition::OnTeam], None),
        grant(171, managers(), &[Action::ApproveSummary], &WORKING, None),
        grant(172, staff(&CASEWORK), &[Action::RecordTurnedDown], &WORKING, None),
        grant(173, managers(), &[Action::SeeSummaryFigures], &[], None),
    ]
}

/// What opens a record for a while. Whose part is opened, and to whom, the use-cases hold fast.
fn openings() -> Vec<Grant> {
    let knows = [Condition::AgencyInvolved, Condition::OnTeam, Condition::ReferralIn, Condition::ReferralOut];
    let asked = [Condition::AgencyInvolved, Condition::OnTeam, Condition::OpenedTo];
    let decides = [Action::DiscloseOnce, Action::ConfirmDisclosure, Action::OpenInMeeting];
    vec![
        grant(180, staff(&CASEWORK), &[Action::AskQuestion, Action::OpenInEmergency], &knows, None),
        grant(181, staff(&CASEWORK), &[Action::ReplyToQuestion], &asked, None),
        // Nor does it open to others what it does not read itself.
        grant(182, staff(&WHOLE), &decides, &WORKING, None),
        grant(183, staff(&[Role::InformationGovernance]), &[Action::ReviewEmergency], &[], None),
    ]
}

/// What bars a record for a while.
fn restrictions() -> Vec<Grant> {
    let bars = [Action::LimitAccess, Action::BarStaff];
    vec![
        grant(190, staff(&[Role::TeamManager]), &bars, &WORKING, None),
        // Whoever may open a record that is kept apart may say that risk has risen.
        grant(270, staff(&CASEWORK), &[Action::WarnTeam], &WORKING, None),
    ]
}

fn administration() -> Vec<Grant> {
    vec![
        grant(
            220,
            staff(&[Role::TeamManager, Role::AgencyAdministrator]),
            &[Action::ArrangeSecondment],
            &[],
            None,
        ),
        grant(280, staff(&[Role::Coordinator]), &[Action::RecordDeparture], &[], None),
        grant(
            281,
            staff(&[Role::Coordinator, Role::AgencyAdministrator, Role::TeamManager]),
            &[Action::SeeDeparture],
            &[],
            None,
        ),
        grant(282, staff(&[Role::TeamManager]), &[Action::PrepareDeparture], &WORKING_OR_ASKED, None),
        grant(107, staff(&[Role::AgencyAdministrator]), &[Action::ManageAccounts], &[], None),
        grant(108, staff(&[Role::SystemAdministrator]), &[Action::ManageAgencies], &[], None),
    ]
}
