//! *Interim 1*: the first clauses, agreed before agreements can be written in the product (decisions.md).
//!
//! An ordinary agreement in every respect. It says little on purpose: own agency and role; on the person's team with an
//! agreed list of sections; a provider with a referral in progress. Restricted access is no clause: it forbids.

pub(crate) mod grants;

use crate::rules::Rules;
use domain::{
    agency::AgencyKind,
    agreement::{
        Also, Auditing, Clause, Condition, ConsentModel, Fact, Holder, Kind, LawfulBasis, Onward, Parties,
        PurposeTerm, Terms, Version, Who,
    },
    ids::{AccountId, AgencyId, AgreementId},
    role::Role,
    section::{Level, Purpose, Section},
    stamp::Stamp,
    text::{Line, Prose, TextError},
};
use jiff::{
    Timestamp,
    civil::{Date, date},
};
use uuid::Uuid;

/// The id under which every ledger cites it.
pub const INTERIM_1: AgreementId = AgreementId(Uuid::from_u128(1));
/// The day from which it holds: before any record that the product has.
const FIRST_DAY: Date = date(2000, 1, 1);
/// The day by which agreements that people wrote are to have taken its place.
const REVIEW: Date = date(2030, 1, 1);
const PUBLIC_TASK: [LawfulBasis; 2] = [LawfulBasis::PublicTask, LawfulBasis::CriminalOffenceData];
const HEALTH_CARE: [LawfulBasis; 2] = [LawfulBasis::PublicTask, LawfulBasis::HealthCare];
const RELATED: [Condition; 5] = [
    Condition::AgencyInvolved,
    Condition::OnTeam,
    Condition::ReferralIn,
    Condition::ReferralOut,
    Condition::OpenedTo,
];

/// Roles of which an agency sees all that it recorded itself.
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

/// What the agreement that a new installation starts with says.
///
/// # Errors
/// None that can be met: its texts fit.
pub fn interim_1_terms() -> Result<Terms, TextError> {
    let line = Line::new;
    let purpose = |purpose, words| Ok(PurposeTerm { purpose, words: line(words)? });
    Ok(Terms {
        title: line("Interim 1")?,
        kind: Kind::StatutoryDuty,
        parties: Parties::Everyone,
        purposes: vec![
            purpose(Purpose::Supervision, "So that orders are supervised")?,
            purpose(Purpose::Treatment, "So that treatment and support reach the person")?,
            purpose(Purpose::Referral, "So that referrals are answered")?,
        ],
        necessity: Prose::new(
            "Without it nobody could work with a person whom another agency knows. It says little on purpose: own agency \
             and role; on the person’s team with an agreed list of sections; a provider with a referral in progress. \
             Agreements between parties are to take its place.",
        )?,
        consent: ConsentModel::GoodPractice,
        consent_wording: None,
        privacy_notice: line("Given by the agency that first meets the person")?,
        transfer: line("Within this workspace; nothing leaves it. OFFICIAL-SENSITIVE")?,
        frequency: line("With each look, as the work needs it")?,
        rights: line("Each agency answers for what it recorded")?,
        accuracy: line("A correction is made where it was recorded, and told to whoever looked")?,
        incidents: line(
            "The agency that finds out tells the holder and its own data protection officer at once",
        )?,
        assessments: None,
        onward: Onward::Listed,
        auditing: Auditing {
            per_cent: 2, reviewer: line("The partnership’s information governance lead")?
        },
        funding: None,
        starts: FIRST_DAY,
        review: REVIEW,
        ends: None,
        stops_unreviewed: false,
        clauses: clauses(),
    })
}

/// *Interim 1* as an agreement in force. `None` only if its own texts did not fit, which a test rules out.
pub fn interim_1_version() -> Option<Version> {
    let stamp =
        Stamp { at: Timestamp::UNIX_EPOCH, by: AccountId(Uuid::nil()), agency: AgencyId(Uuid::nil()) };
    let terms = interim_1_terms().ok()?;
    let facts = [Fact::Submitted, Fact::Signed(stamp.agency)];
    Version::new(INTERIM_1, 1, terms, stamp).replay(facts.map(|fact| (stamp, fact))).ok()
}

/// The rules of an installation that has no other agreement.
pub fn interim_1() -> Rules {
    Rules::on(FIRST_DAY, 0, interim_1_version().as_slice())
}

fn staff(roles: &[Role]) -> Who {
    Who { roles: roles.to_vec(), ..Who::default() }
}

fn of(roles: &[Role], kinds: &[AgencyKind]) -> Who {
    Who { roles: roles.to_vec(), agency_kinds: kinds.to_vec(), ..Who::default() }
}

const WORK: [Purpose; 3] = [Purpose::Supervision, Purpose::Treatment, Purpose::Referral];

fn clause(
    number: u16,
    who: Who,
    sections: &[Section],
    holder: Holder,
    level: Level,
    when: &[Condition],
    bases: [LawfulBasis; 2],
) -> Clause {
    Clause {
        number,
        who,
        sections: sections.to_vec(),
        holder,
        level,
        purposes: WORK.to_vec(),
        when: when.to_vec(),
        also: vec![],
        from: None,
        until: None,
        bases: bases.to_vec(),
        power: None,
    }
}

fn clauses() -> Vec<Clause> {
    [everyday(), special(), professions()].concat()
}

/// Clauses 1 to 6: whoever works with a person, or is asked to.
fn everyday() -> Vec<Clause> {
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
    ]
}

/// Clauses 7 to 11: treatment, own answers, and what was opened for a while.
fn special() -> Vec<Clause> {
    let health = [
        AgencyKind::AlcoholTreatment,
        AgencyKind::DrugTreatment,
        AgencyKind::MentalHealth,
        AgencyKind::HealthService,
        AgencyKind::CourtLiaison,
    ];
    vec![
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
        // 11: what a decision or a meeting opened, to those to whom, while it lasts.
        Clause {
            also: vec![Also::SectionOpened],
            ..clause(
                11,
                staff(&CASEWORK),
                &opened_sections(),
                Holder::Any,
                Level::Full,
                &[Condition::OpenedTo],
                [LawfulBasis::PublicTask, LawfulBasis::VitalInterests],
            )
        },
    ]
}

/// Clauses 12 to 17: in a joint team, which health services and councils have, each profession sees what its agency recorded in the field groups of that profession (practice
/// catalogue, S4-12). Its manager sees all of it (2).
fn professions() -> Vec<Clause> {
    use Section as S;
    let kinds =
        [AgencyKind::CourtLiaison, AgencyKind::MentalHealth, AgencyKind::HealthService, AgencyKind::Council];
    let of_all =
        [S::Contact, S::Communication, S::Court, S::Risk, S::Compliance, S::Plan, S::Notes, S::Safeguarding];
    let groups: [(u16, Role, &[Section], [LawfulBasis; 2]); 4] = [
        (
            12,
            Role::MentalHealthNurse,
            &[S::MentalHealth, S::PhysicalHealth, S::Substance, S::Treatment],
            HEALTH_CARE,
        ),
        (
            13,
            Role::LearningDisabilityNurse,
            &[S::MentalHealth, S::PhysicalHealth, S::Employment],
            HEALTH_CARE,
        ),
        (14, Role::SocialWorker, &[S::Accommodation, S::Finance, S::Family], PUBLIC_TASK),
        (
            15,
            Role::JointTeamProbationOfficer,
            &[S::Accommodation, S::Employment, S::Finance, S::Family, S::Attitudes],
            PUBLIC_TASK,
        ),
    ];
    let mut all: Vec<Clause> = groups
        .into_iter()
        .map(|(number, role, group, bases)| {
            let sections = [&of_all[..], group].concat();
            clause(number, of(&[role], &kinds), &sections, Holder::Own, Level::Full, &RELATED, bases)
        })
        .collect();
    let everybody = [&Role::PROFESSIONS[..], &[Role::TeamAdministrator]].concat();
    let diary = [S::Contact, S::Communication, S::Compliance];
    let administrator = of(&[Role::TeamAdministrator], &kinds);
    all.push(clause(16, administrator, &diary, Holder::Own, Level::Full, &RELATED, PUBLIC_TASK));
    all.push(clause(
        17,
        of(&everybody, &kinds),
        &[S::Identity],
        Holder::Any,
        Level::Full,
        &RELATED,
        PUBLIC_TASK,
    ));
    all
}

/// What an emergency or a meeting may open: all but what identifies (clause 1), third parties and legal privilege.
fn opened_sections() -> Vec<Section> {
    domain::opening::openable().collect()
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
        let rules = interim_1();
        let clauses = rules.clauses().map(|(_, clause)| clause.number);
        let numbers: Vec<u16> = clauses.chain(grants::all().iter().map(|grant| grant.number)).collect();
        let distinct: BTreeSet<u16> = numbers.iter().copied().collect();
        assert_eq!(distinct.len(), numbers.len(), "{numbers:?}");
    }
}
