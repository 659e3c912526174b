//! Role × section and role × action under *interim 1*, as tables that a practitioner can read and sign.

use crate::world::{CONDITIONS, OTHER, OWN, PERSON, standing, viewer};
use domain::{
    agency::AgencyKind,
    ids::AgencyId,
    referral::Side,
    role::Role,
    section::{Level, Purpose, Section},
};
use gate::{Access, Action, Condition, Gate, Label, interim_1};
use std::{fmt::Write as _, sync::LazyLock};

/// Who is asked about: a role in the kind of agency where it is usual.
const STAFF: [(Role, AgencyKind); 18] = [
    (Role::ProbationPractitioner, AgencyKind::Probation),
    (Role::TreatmentWorker, AgencyKind::AlcoholTreatment),
    (Role::PoliceOfficer, AgencyKind::Police),
    (Role::CourtLiaison, AgencyKind::CourtLiaison),
    (Role::TeamManager, AgencyKind::Probation),
    (Role::InformationGovernance, AgencyKind::Probation),
    (Role::Commissioner, AgencyKind::Commissioner),
    (Role::Analyst, AgencyKind::Council),
    (Role::Coordinator, AgencyKind::Council),
    (Role::Specialist, AgencyKind::AlcoholTreatment),
    (Role::AgencyAdministrator, AgencyKind::Probation),
    (Role::CatalogueAdministrator, AgencyKind::Council),
    (Role::SystemAdministrator, AgencyKind::Council),
    (Role::MentalHealthNurse, AgencyKind::CourtLiaison),
    (Role::LearningDisabilityNurse, AgencyKind::CourtLiaison),
    (Role::SocialWorker, AgencyKind::CourtLiaison),
    (Role::JointTeamProbationOfficer, AgencyKind::CourtLiaison),
    (Role::TeamAdministrator, AgencyKind::CourtLiaison),
];

fn words(level: Option<Level>) -> &'static str {
    match level {
        None => "–",
        Some(Level::Exists) => "exists",
        Some(Level::Signal) => "signal",
        Some(Level::Summary) => "summary",
        Some(Level::Full) => "full",
    }
}

/// Compiled once for all questions.
static GATE: LazyLock<Gate> = LazyLock::new(|| Gate::new(interim_1()));

fn seen(role: Role, kind: AgencyKind, section: Section, holder: AgencyId, when: Condition) -> &'static str {
    let standing = standing(&[when], Access::Ordinary);
    let answer = GATE.decide(
        &viewer(role, kind),
        Purpose::Supervision,
        &standing,
        Label::own(PERSON, section, holder),
    );
    words(answer.ok().map(|basis| basis.level))
}

#[test]
fn who_sees_which_section() {
    let mut table = String::new();
    for (role, kind) in STAFF {
        writeln!(table, "{role} ({kind})").unwrap();
        writeln!(
            table,
            "  {:<30}{:<10}{:<17}{:<10}{:<13}referral out",
            "section", "own", "agency involved", "on team", "referral in"
        )
        .unwrap();
        for section in Section::ALL {
            let own = seen(role, kind, *section, OWN, Condition::AgencyInvolved);
            let [involved, team, inward, outward] =
                CONDITIONS.map(|when| seen(role, kind, *section, OTHER, when));
            writeln!(
                table,
                "  {:<30}{own:<10}{involved:<17}{team:<10}{inward:<13}{outward}",
                section.words()
            )
            .unwrap();
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn who_does_what() {
    let gate = &*GATE;
    let every = standing(&CONDITIONS, Access::Ordinary);
    let mut table = String::new();
    for (role, kind) in STAFF {
        let may: Vec<&str> = Action::ALL
            .iter()
            .filter(|action| {
                let viewer = viewer(role, kind);
                let sides = [None, Some(Side::Referrer), Some(Side::Provider)];
                gate.permit_role(&viewer, **action).is_ok()
                    && (gate.grants().iter().any(|g| g.actions.contains(action) && g.when.is_empty())
                        || sides.iter().any(|side| gate.permit(&viewer, **action, &every, *side).is_ok()))
            })
            .map(|action| action.words())
            .collect();
        writeln!(table, "{role} ({kind})").unwrap();
        for action in may {
            writeln!(table, "  {action}").unwrap();
        }
    }
    insta::assert_snapshot!(table);
}
