//! The roles of product.md, and the small set that an account holds.

use crate::codes;

codes! {
    /// What a member of staff is signed in to do.
    Role {
        ProbationPractitioner = "probation_practitioner", "Probation practitioner";
        TreatmentWorker = "treatment_worker", "Treatment worker";
        PoliceOfficer = "police_officer", "Police officer";
        CourtLiaison = "court_liaison", "Court liaison practitioner";
        TeamManager = "team_manager", "Team manager";
        InformationGovernance = "information_governance", "Information governance lead";
        Commissioner = "commissioner", "Commissioner";
        Analyst = "analyst", "Partnership analyst";
        Coordinator = "coordinator", "Partnership coordinator";
        Specialist = "specialist", "Specialist on site";
        AgencyAdministrator = "agency_administrator", "Agency administrator";
        CatalogueAdministrator = "catalogue_administrator", "Catalogue administrator";
        SystemAdministrator = "system_administrator", "System administrator";
        MentalHealthNurse = "mental_health_nurse", "Community psychiatric nurse";
        LearningDisabilityNurse = "learning_disability_nurse", "Learning disability nurse";
        SocialWorker = "social_worker", "Social worker";
        JointTeamProbationOfficer = "joint_team_probation_officer", "Probation officer of a joint team";
        TeamAdministrator = "team_administrator", "Team administrator";
    }
}

impl Role {
    /// The professions of a joint team, each of which sees the field groups of its profession (practice catalogue, S4-12). Its manager
    /// is a team manager.
    pub const PROFESSIONS: [Self; 4] = [
        Self::MentalHealthNurse,
        Self::LearningDisabilityNurse,
        Self::SocialWorker,
        Self::JointTeamProbationOfficer,
    ];
    /// The roles that work with people: whoever has one meets them, and may be seated with another agency.
    pub const CASEWORK: [Self; 10] = [
        Self::ProbationPractitioner,
        Self::TreatmentWorker,
        Self::PoliceOfficer,
        Self::CourtLiaison,
        Self::TeamManager,
        Self::Specialist,
        Self::MentalHealthNurse,
        Self::LearningDisabilityNurse,
        Self::SocialWorker,
        Self::JointTeamProbationOfficer,
    ];
}

/// A set of roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Roles(u32);

impl Roles {
    /// No role at all.
    pub const NONE: Self = Self(0);

    /// The set of `roles`.
    pub const fn of(roles: &[Role]) -> Self {
        let mut bits = 0;
        let mut rest = roles;
        while let [first, tail @ ..] = rest {
            bits |= 1 << (*first as u32);
            rest = tail;
        }
        Self(bits)
    }

    /// Whether `role` is in the set.
    pub const fn has(self, role: Role) -> bool {
        self.0 & (1 << (role as u32)) != 0
    }

    /// Whether the two sets share a role.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether the set is empty.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The roles of the set, in the order of the list.
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.iter().copied().filter(move |role| self.has(*role))
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Self {
        Self(roles.into_iter().fold(0, |bits, role| bits | 1 << (role as u32)))
    }
}
