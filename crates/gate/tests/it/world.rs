//! Viewers and standings for tests.

use domain::{
    agency::AgencyKind,
    ids::{AccountId, AgencyId, PersonId},
    role::{Role, Roles},
};
use gate::{Access, Condition, Relations, Standing, Viewer};
use proptest::prelude::*;
use uuid::Uuid;

pub const PERSON: PersonId = PersonId(Uuid::from_u128(7));
pub const OWN: AgencyId = AgencyId(Uuid::from_u128(1));
pub const OTHER: AgencyId = AgencyId(Uuid::from_u128(2));
pub const CONDITIONS: [Condition; 4] =
    [Condition::AgencyInvolved, Condition::OnTeam, Condition::ReferralIn, Condition::ReferralOut];

pub fn viewer(role: Role, kind: AgencyKind) -> Viewer {
    Viewer {
        account: AccountId(Uuid::from_u128(9)),
        agency: OWN,
        agency_kind: kind,
        roles: Roles::of(&[role]),
    }
}

pub fn standing(conditions: &[Condition], access: Access) -> Standing {
    let relations = conditions.iter().fold(Relations::NONE, |set, condition| set.and(*condition, true));
    Standing { relations, access, ..Standing::none(PERSON) }
}

pub fn any_viewer() -> impl Strategy<Value = Viewer> {
    (
        proptest::collection::vec(proptest::sample::select(Role::ALL), 0..4),
        proptest::sample::select(AgencyKind::ALL),
    )
        .prop_map(|(roles, kind)| Viewer {
            roles: roles.into_iter().collect(),
            ..viewer(Role::Analyst, kind)
        })
}

pub fn any_standing() -> impl Strategy<Value = Standing> {
    let access = prop_oneof![
        Just(Access::Ordinary),
        Just(Access::LimitedNamed),
        Just(Access::LimitedOthers),
        Just(Access::Unknown)
    ];
    (proptest::sample::subsequence(CONDITIONS.to_vec(), 0..=4), access)
        .prop_map(|(c, access)| standing(&c, access))
}
