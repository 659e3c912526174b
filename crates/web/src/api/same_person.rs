//! Records that are taken for one person, through the API.

use super::{
    identity::IdentityDecisionOut,
    json::json,
    wire::{Coded, IdentityOut, coded},
};
use crate::{
    answer::{Answer, Id, WebCx, go},
    form::Query,
    paths::api as paths,
    router::{Access, Need, Route, Verb},
};
use app::{
    accounts::Scope,
    identity::{self, SamePersonView, TakenForOne},
    ports::Bond,
};
use domain::{identity_review::Pair, ids::PersonId};
use gate::Action;
use http::StatusCode;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// The routes of this module.
pub(super) fn routes() -> Vec<Route> {
    let may = Access::May(Action::ReviewIdentity);
    vec![Route::api(Verb::Get, paths::SAME_PERSON, Need::Scope(Scope::PeopleRead), may, read_same_person)]
}

/// That a record is taken for one person's with others.
#[derive(Serialize, ToSchema)]
pub(super) struct TakenForOneOut {
    /// The group's id: that of its oldest record.
    id: Uuid,
    state: Coded,
    /// The other records.
    others: Vec<IdentityOut>,
}

impl TakenForOneOut {
    pub(super) fn of(own: &TakenForOne, today: Date) -> Self {
        let others = own.others.iter().map(|one| IdentityOut::of(one, today)).collect();
        Self { id: own.id.0, state: coded!(own.state), others }
    }
}

/// A record of a group.
#[derive(Serialize, ToSchema)]
struct SameRecordOut {
    person: IdentityOut,
    /// Agencies that work with them, as far as the caller may know.
    known_to: Vec<String>,
}

/// Two records of those who are named.
#[derive(Serialize, ToSchema)]
struct SameTwoOut {
    one: Uuid,
    other: Uuid,
}

impl SameTwoOut {
    fn of(pair: Pair) -> Self {
        Self { one: pair.first().0, other: pair.second().0 }
    }
}

/// What joins two records: a decision, or else the matcher.
#[derive(Serialize, ToSchema)]
struct JointOut {
    records: SameTwoOut,
    /// Since when the matcher takes them for one person, where it does.
    #[schema(format = DateTime)]
    matched: Option<String>,
    /// What somebody decided, where somebody did and the caller's agency works with one of the two.
    decided: Option<IdentityDecisionOut>,
}

/// Records that are taken for one person, as far as the caller may know of them. Nothing is merged by it and nothing opens.
#[derive(Serialize, ToSchema)]
pub(super) struct SamePersonOut {
    /// The group's id: that of its oldest record.
    id: Uuid,
    state: Coded,
    /// The oldest first.
    members: Vec<SameRecordOut>,
    joined_by: Vec<JointOut>,
    /// Pairs that do not agree with the rest: somebody has to look at them.
    contradicted: Vec<SameTwoOut>,
}

impl SamePersonOut {
    fn of(view: &SamePersonView, today: Date) -> Self {
        let members = view.members.iter().map(|member| SameRecordOut {
            person: IdentityOut::of(&member.identity, today),
            known_to: member.known_to.clone(),
        });
        let joint = |bond: &Bond| JointOut {
            records: SameTwoOut::of(bond.pair),
            matched: bond.found.and_then(|found| found.held).map(|at| at.to_string()),
            decided: bond.decided.as_ref().map(|one| IdentityDecisionOut::of(one, &view.names)),
        };
        Self {
            id: view.group.id().0,
            state: coded!(view.group.state),
            members: members.collect(),
            joined_by: view.group.joined_by.iter().map(joint).collect(),
            contradicted: view.group.contradicted.iter().map(|pair| SameTwoOut::of(*pair)).collect(),
        }
    }
}

/// The records that are taken for one person with this one. The id of any of them leads to that of the oldest.
#[utoipa::path(get, path = paths::SAME_PERSON, tag = "people", params(("id" = uuid::Uuid, Path)),
    responses(
        (status = 200, description = "The records, as far as the caller may know of them", body = SamePersonOut),
        (status = 303, description = "The group goes by another id"),
    ))]
pub(super) async fn read_same_person(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let view = identity::same_person(cx.app(), cx.viewer(), person).await?;
    if view.group.id() != person {
        return go(&paths::same_person(view.group.id()));
    }
    json(StatusCode::OK, &SamePersonOut::of(&view, cx.app().today()))
}
