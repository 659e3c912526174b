//! What is due: to the caller, and to the caller's team.

use super::{
    json::json,
    paging::{Listed as Rows, Page},
    wire::{Coded, IdentityOut, coded},
};
use crate::{
    answer::{Answer, WebCx},
    form::{Asked, Check, Query, Typed, cursor},
    pages::team::{member_text, read_after, read_kind, read_listed},
    paths::api as paths,
};
use app::{
    my_work::{self, When},
    ports::{AfterDuty, DeskChoice},
    team::{self, Listed, Load, TeamQuery},
};
use domain::{
    duty::{Duty, DutyKind},
    ids::PersonId,
    person::Identity,
};
use http::StatusCode;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// A dated duty.
#[derive(Serialize, ToSchema)]
pub(super) struct OwedDuty {
    id: Uuid,
    what: Coded,
    #[schema(format = Date)]
    due: String,
    overdue: bool,
    /// What it follows from.
    subject: Uuid,
    why: Option<String>,
    /// The account that owes it; absent where the agency's team does.
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<Uuid>,
    person: IdentityOut,
}

impl OwedDuty {
    fn of((duty, who): &(Duty, Identity), today: Date) -> Self {
        Self {
            id: duty.id.0,
            what: coded!(duty.kind),
            due: duty.due.to_string(),
            overdue: duty.is_overdue(today),
            subject: duty.subject,
            why: duty.why.as_ref().map(|why| why.as_str().to_owned()),
            account: duty.owner.account.map(|account| account.0),
            person: IdentityOut::of(who, today),
        }
    }
}

/// Which of the caller's duties.
#[derive(Debug, Clone, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Mine {
    /// Which part: `overdue`, `soon` (the next 14 days) or `all`.
    #[param(required = false, value_type = String, default = "all")]
    when: When,
    /// About one person only.
    #[param(required = false, value_type = Uuid)]
    person: Option<PersonId>,
    /// Of one kind only.
    #[param(required = false, value_type = String)]
    kind: Option<DutyKind>,
    /// Rows at most.
    #[param(required = false, minimum = 1, maximum = 100, default = 20)]
    limit: u32,
    /// Where the page begins: `next_cursor` of the page before.
    #[param(required = false, value_type = String, max_length = 1000)]
    cursor: AfterDuty,
}

impl Asked for Mine {
    const KNOWN: &'static [&'static str] = &["when", "person", "kind", "limit", "cursor"];
    const EXACT: bool = true;

    fn read(typed: &Typed, check: &mut Check) -> Self {
        let when = match typed.get("when") {
            "" => When::All,
            code => {
                check.code("when", code, When::from_code, "Must be overdue, soon or all").unwrap_or(When::All)
            }
        };
        Self {
            when,
            person: check.optional_id("person", typed.get("person"), "Must be a person's id"),
            kind: read_kind(typed, check),
            limit: Page::read_in(typed, check).limit,
            cursor: read_after("cursor", typed, check),
        }
    }
}

/// Which of the team's duties.
#[derive(Debug, Clone, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Theirs {
    /// An account, or `nobody` for what nobody is named for.
    #[param(required = false, value_type = String, max_length = 36)]
    member: Listed,
    /// Of one kind only.
    #[param(required = false, value_type = String)]
    kind: Option<DutyKind>,
    /// Rows at most.
    #[param(required = false, minimum = 1, maximum = 100, default = 20)]
    limit: u32,
    /// Where the page begins: `next_cursor` of the page before.
    #[param(required = false, value_type = String, max_length = 1000)]
    cursor: AfterDuty,
}

impl Asked for Theirs {
    const KNOWN: &'static [&'static str] = &["member", "kind", "limit", "cursor"];
    const EXACT: bool = true;

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self {
            member: read_listed(typed, check),
            kind: read_kind(typed, check),
            limit: Page::read_in(typed, check).limit,
            cursor: read_after("cursor", typed, check),
        }
    }
}

/// How much somebody has to do.
#[derive(Serialize, ToSchema)]
struct LoadOut {
    overdue: u64,
    /// In the next 14 days.
    due: u64,
    people: u64,
}

impl LoadOut {
    const fn of(load: Load) -> Self {
        Self { overdue: load.overdue, due: load.due, people: load.people }
    }
}

/// A member of staff and how much they have to do.
#[derive(Serialize, ToSchema)]
struct MemberOut {
    account: Uuid,
    name: String,
    load: LoadOut,
}

/// What a team has to do until 14 days from today.
#[derive(Serialize, ToSchema)]
pub(super) struct TeamOut {
    #[schema(format = Date)]
    today: String,
    members: Vec<MemberOut>,
    /// What nobody is named for yet.
    unnamed: LoadOut,
    /// Failures to comply that wait for a decision or for what was decided.
    failures: u64,
    /// Steps of referrals whose limit has passed or is near.
    referrals: u64,
    /// Meetings whose day has passed.
    meetings: u64,
}

fn next(after: AfterDuty) -> Option<String> {
    after.map(|(day, id)| cursor([day.to_string(), id.to_string()]))
}

/// All that is due to the caller, soonest first.
#[utoipa::path(get, path = paths::MY_DUE, tag = "account", params(Mine),
    responses((status = 200, description = "Duties", body = Rows<OwedDuty>)))]
pub(super) async fn list_due(cx: WebCx, Query(asked): Query<Mine>) -> Answer {
    let choice = DeskChoice { person: asked.person, kind: asked.kind, by_person: false };
    let due =
        my_work::due(cx.app(), cx.viewer(), asked.when, Some(choice), asked.cursor, asked.limit).await?;
    let items = due.duties.rows.iter().map(|one| OwedDuty::of(one, due.today)).collect();
    let (limit, person) =
        (asked.limit.to_string(), asked.person.map(|id| id.to_string()).unwrap_or_default());
    let kind = asked.kind.map_or("", DutyKind::code);
    let again = [("when", asked.when.code()), ("person", &person), ("kind", kind), ("limit", &limit)];
    json(StatusCode::OK, &Rows::new(items, next(due.next), paths::MY_DUE, &again))
}

/// How the work of the caller's team is spread.
#[utoipa::path(get, path = paths::TEAM, tag = "team",
    responses((status = 200, description = "The team", body = TeamOut)))]
pub(super) async fn read_team(cx: WebCx, Query(()): Query<()>) -> Answer {
    let query = TeamQuery { listed: Listed::Everybody, kind: None, after: None, limit: 0 };
    let team = team::team(cx.app(), cx.viewer(), query).await?;
    let members = team.members.iter();
    let out = TeamOut {
        today: team.today.to_string(),
        members: members
            .map(|one| MemberOut {
                account: one.account.0,
                name: one.name.clone(),
                load: LoadOut::of(one.load),
            })
            .collect(),
        unnamed: LoadOut::of(team.unnamed),
        failures: team.failures,
        referrals: team.referrals,
        meetings: team.meetings,
    };
    json(StatusCode::OK, &out)
}

/// Duties of the caller's team until 14 days from today, soonest first.
#[utoipa::path(get, path = paths::TEAM_DUTIES, tag = "team", params(Theirs),
    responses((status = 200, description = "Duties", body = Rows<OwedDuty>)))]
pub(super) async fn list_team_duties(cx: WebCx, Query(asked): Query<Theirs>) -> Answer {
    let query = TeamQuery { listed: asked.member, kind: asked.kind, after: asked.cursor, limit: asked.limit };
    let team = team::team(cx.app(), cx.viewer(), query).await?;
    let items = team.duties.rows.iter().map(|one| OwedDuty::of(one, team.today)).collect();
    let (limit, member) = (asked.limit.to_string(), member_text(asked.member));
    let again =
        [("member", member.as_str()), ("kind", asked.kind.map_or("", DutyKind::code)), ("limit", &limit)];
    json(StatusCode::OK, &Rows::new(items, next(team.next), paths::TEAM_DUTIES, &again))
}
