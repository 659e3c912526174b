//! Who works in the town, for which agency.

use app::{App, accounts::hash_password};
use domain::{
    account::{Account, Email},
    agency::AgencyKind,
    ids::{AccountId, AgencyId},
    role::{Role, Roles},
    text::Line,
};
use tokio::sync::OnceCell;
use uuid::Uuid;

/// Everybody's password.
pub const PASSWORD: &str = "lantern gravel teapot";

/// An agency of the town.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgencyOf {
    Probation = 1,
    Alcohol = 2,
    Police = 3,
    Council = 4,
    Liaison = 5,
}

/// Every agency.
pub const AGENCIES: [AgencyOf; 5] =
    [AgencyOf::Probation, AgencyOf::Alcohol, AgencyOf::Police, AgencyOf::Council, AgencyOf::Liaison];

impl AgencyOf {
    pub const fn id(self) -> AgencyId {
        AgencyId(Uuid::from_u128(0x100 + self as u128))
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::Probation => "Northmoor Probation",
            Self::Alcohol => "Northmoor Alcohol Service",
            Self::Police => "Northmoor Police",
            Self::Council => "Northmoor Council",
            Self::Liaison => "Northmoor Court Liaison",
        }
    }

    pub const fn kind(self) -> AgencyKind {
        match self {
            Self::Probation => AgencyKind::Probation,
            Self::Alcohol => AgencyKind::AlcoholTreatment,
            Self::Police => AgencyKind::Police,
            Self::Council => AgencyKind::Council,
            Self::Liaison => AgencyKind::CourtLiaison,
        }
    }
}

/// A member of staff, by the part played in a journey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A probation practitioner, who refers.
    Practitioner = 1,
    /// Another probation practitioner of the same agency.
    Colleague,
    /// A worker of the alcohol service, who answers.
    Worker,
    /// A police officer, whom nothing relates to anybody.
    Officer,
    /// An analyst of the council, who sees no people.
    Analyst,
    /// The administrator of the probation agency.
    Administrator,
    /// The administrator of the alcohol service.
    OtherAdministrator,
    /// The system administrator.
    System,
    /// The manager of the probation team, who is also its enforcement officer.
    Manager,
    /// The manager of the alcohol service.
    TreatmentManager,
    /// The coordinator of the partnership, who sees no people.
    Coordinator,
    /// A liaison practitioner at court, who screens.
    Liaison,
    /// The manager of the liaison team.
    LiaisonManager,
    /// The information governance lead of the probation agency.
    Lead,
    /// The information governance lead of the alcohol service.
    TreatmentLead,
    /// The information governance lead of the council.
    CouncilLead,
}

impl Part {
    /// Everybody.
    pub const ALL: [Self; 16] = [
        Self::Practitioner,
        Self::Colleague,
        Self::Worker,
        Self::Officer,
        Self::Analyst,
        Self::Administrator,
        Self::OtherAdministrator,
        Self::System,
        Self::Manager,
        Self::TreatmentManager,
        Self::Coordinator,
        Self::Liaison,
        Self::LiaisonManager,
        Self::Lead,
        Self::TreatmentLead,
        Self::CouncilLead,
    ];

    /// The account.
    pub const fn account(self) -> AccountId {
        AccountId(Uuid::from_u128(0x200 + self as u128))
    }

    /// The agency.
    pub const fn agency(self) -> AgencyOf {
        match self {
            Self::Practitioner
            | Self::Colleague
            | Self::Administrator
            | Self::System
            | Self::Manager
            | Self::Lead => AgencyOf::Probation,
            Self::Worker | Self::OtherAdministrator | Self::TreatmentManager | Self::TreatmentLead => {
                AgencyOf::Alcohol
            }
            Self::Officer => AgencyOf::Police,
            Self::Analyst | Self::Coordinator | Self::CouncilLead => AgencyOf::Council,
            Self::Liaison | Self::LiaisonManager => AgencyOf::Liaison,
        }
    }

    /// The role.
    pub const fn role(self) -> Role {
        match self {
            Self::Practitioner | Self::Colleague => Role::ProbationPractitioner,
            Self::Worker => Role::TreatmentWorker,
            Self::Officer => Role::PoliceOfficer,
            Self::Analyst => Role::Analyst,
            Self::Administrator | Self::OtherAdministrator => Role::AgencyAdministrator,
            Self::System => Role::SystemAdministrator,
            Self::Manager | Self::TreatmentManager | Self::LiaisonManager => Role::TeamManager,
            Self::Liaison => Role::CourtLiaison,
            Self::Coordinator => Role::Coordinator,
            Self::Lead | Self::TreatmentLead | Self::CouncilLead => Role::InformationGovernance,
        }
    }

    /// The name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Practitioner => "Priya Practitioner",
            Self::Colleague => "Colin Colleague",
            Self::Worker => "Wanda Worker",
            Self::Officer => "Olu Officer",
            Self::Analyst => "Anna Analyst",
            Self::Administrator => "Adam Administrator",
            Self::OtherAdministrator => "Oona Administrator",
            Self::System => "Sven System",
            Self::Manager => "Mina Manager",
            Self::TreatmentManager => "Tess Manager",
            Self::Coordinator => "Cora Coordinator",
            Self::Liaison => "Lena Liaison",
            Self::LiaisonManager => "Lars Manager",
            Self::Lead => "Ines Lead",
            Self::TreatmentLead => "Idris Lead",
            Self::CouncilLead => "Iona Lead",
        }
    }

    /// The address to sign in with.
    pub const fn email(self) -> &'static str {
        match self {
            Self::Practitioner => "priya@probation.example",
            Self::Colleague => "colin@probation.example",
            Self::Worker => "wanda@alcohol.example",
            Self::Officer => "olu@police.example",
            Self::Analyst => "anna@council.example",
            Self::Administrator => "adam@probation.example",
            Self::OtherAdministrator => "oona@alcohol.example",
            Self::System => "sven@probation.example",
            Self::Manager => "mina@probation.example",
            Self::TreatmentManager => "tess@alcohol.example",
            Self::Coordinator => "cora@council.example",
            Self::Liaison => "lena@liaison.example",
            Self::LiaisonManager => "lars@liaison.example",
            Self::Lead => "ines@probation.example",
            Self::TreatmentLead => "idris@alcohol.example",
            Self::CouncilLead => "iona@council.example",
        }
    }

    /// The account as it is kept.
    pub fn as_account(self) -> Account {
        Account {
            id: self.account(),
            agency: self.agency().id(),
            name: Line::new(self.name()).expect("a name"),
            email: Email::new(self.email()).expect("an address"),
            roles: Roles::of(&[self.role()]),
            closed_at: None,
        }
    }
}

/// The hash of everybody's password, made once for all towns.
pub async fn password_hash(app: &App) -> String {
    static HASH: OnceCell<String> = OnceCell::const_new();
    HASH.get_or_init(async || hash_password(app, PASSWORD).await.expect("a hash")).await.clone()
}
