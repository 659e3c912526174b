//! People in contact with several services.

use super::wire::{AgencyOut, Coded, IdentityOut, coded};
use crate::{
    answer::{Answer, WebCx},
    api::json::json,
    form::{Asked, Check, Query, Typed, cursor},
    pages::repeat_contacts::{address, read},
    paths::api as paths,
    router::{Access, Need, Route, Verb},
};
use app::{
    accounts::Scope,
    people::Names,
    repeat_contacts::{RepeatList, RepeatQuery, RepeatRow, repeat_contacts},
};
use domain::{
    ids::AgencyId,
    repeat_contact::{AtAgency, apart},
};
use gate::Action;
use http::StatusCode;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// The route of the list.
pub(super) fn routes() -> Vec<Route> {
    let (reads, may) = (Need::Scope(Scope::PeopleRead), Access::May(Action::SeeRepeatContacts));
    vec![Route::api(Verb::Get, paths::REPEAT_CONTACTS, reads, may, list_repeat_contacts)]
}

/// By which rule, and whose people.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "described here, and read into the query of the use-case")]
pub(super) struct RepeatParams {
    /// Whose people are looked at: `mine`, the caller's caseload, or `agency`, everybody the caller's agency works with, for whoever
    /// may see the team's work.
    #[param(required = false, default = "mine", max_length = 20)]
    whose: String,
    /// Days that the window reaches back; what the partnership has set, unless given.
    #[param(required = false, minimum = 1, maximum = 365)]
    days: u16,
    /// Different agencies at least; what the partnership has set, unless given.
    #[param(required = false, minimum = 1, maximum = 50)]
    agencies: u16,
    /// Contacts at least; what the partnership has set, unless given.
    #[param(required = false, minimum = 1, maximum = 50)]
    contacts: u16,
    /// Where the page begins: `next_cursor` of the page before.
    #[param(required = false, max_length = 1000)]
    cursor: String,
}

/// What the parameters ask for.
pub(super) struct Asking(RepeatQuery);

impl Asked for Asking {
    const KNOWN: &'static [&'static str] = &["whose", "days", "agencies", "contacts", "cursor"];
    const EXACT: bool = true;

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self(read(typed, check, "cursor"))
    }
}

/// Contacts with one agency.
#[derive(Serialize, ToSchema)]
struct AtAgencyOut {
    agency: AgencyOut,
    /// On how many days.
    contacts: usize,
    /// As what.
    occasions: Vec<Coded>,
    #[schema(format = Date)]
    last: String,
}

/// The longest time between two contacts that follow each other.
#[derive(Serialize, ToSchema)]
struct BetweenOut {
    #[schema(format = Date)]
    from: String,
    #[schema(format = Date)]
    to: String,
    days: u32,
}

/// Somebody in contact with several agencies.
#[derive(Serialize, ToSchema)]
struct RepeatOut {
    person: IdentityOut,
    /// Other records that somebody decided to be of the same person.
    also: Vec<Uuid>,
    /// Contacts with all agencies.
    contacts: usize,
    /// By agency, most contacts first.
    by_agency: Vec<AtAgencyOut>,
    #[schema(format = Date)]
    first: String,
    #[schema(format = Date)]
    last: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    longest_between: Option<BetweenOut>,
    /// Agencies that lead today, as far as the caller may see.
    leads: Vec<AgencyOut>,
    /// What is missing today, as far as the caller may see.
    gaps: Vec<Coded>,
}

/// A page of people in contact with several agencies. Pages go by people looked at, so that one may hold nobody.
#[derive(Serialize, ToSchema)]
pub(super) struct RepeatListOut {
    /// The first day of the window.
    #[schema(format = Date)]
    since: String,
    /// The last.
    #[schema(format = Date)]
    today: String,
    days: u16,
    agencies: u16,
    contacts: u16,
    /// How many people were looked at for this page.
    looked_at: usize,
    /// Those in contact with so many, most agencies first.
    items: Vec<RepeatOut>,
    /// The cursor of the next page; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
    /// The address of the next page; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

fn agency(id: AgencyId, names: &Names) -> AgencyOut {
    AgencyOut { id: id.0, name: names.agency(id) }
}

impl RepeatOut {
    fn of(row: &RepeatRow, list: &RepeatList) -> Self {
        let (repeat, names) = (&row.repeat, &list.names);
        let at = |at: &AtAgency| AtAgencyOut {
            agency: agency(at.agency, names),
            contacts: at.contacts,
            occasions: at.occasions.iter().map(|one| coded!(*one)).collect(),
            last: at.last.to_string(),
        };
        Self {
            person: IdentityOut::of(&row.person, list.today),
            also: row.also.iter().map(|other| other.person.0).collect(),
            contacts: repeat.contacts,
            by_agency: repeat.at.iter().map(at).collect(),
            first: repeat.first.to_string(),
            last: repeat.last.to_string(),
            longest_between: repeat.longest.map(|(from, to)| BetweenOut {
                from: from.to_string(),
                to: to.to_string(),
                days: apart(from, to).unsigned_abs(),
            }),
            leads: repeat.leads.iter().map(|id| agency(*id, names)).collect(),
            gaps: repeat.gaps.iter().map(|gap| coded!(*gap)).collect(),
        }
    }
}

/// People who come up time and again across agencies, with contacts counted by agency as far as the caller may see them.
#[utoipa::path(get, path = paths::REPEAT_CONTACTS, tag = "people", params(RepeatParams),
    responses((status = 200, description = "People in contact with several services", body = RepeatListOut)))]
pub(super) async fn list_repeat_contacts(cx: WebCx, Query(Asking(query)): Query<Asking>) -> Answer {
    let list = repeat_contacts(cx.app(), cx.viewer(), query).await?;
    let out = RepeatListOut {
        since: list.since.to_string(),
        today: list.today.to_string(),
        days: list.rule.days,
        agencies: list.rule.agencies,
        contacts: list.rule.contacts,
        looked_at: list.looked_at,
        items: list.rows.iter().map(|row| RepeatOut::of(row, &list)).collect(),
        next_cursor: list.next.map(|next| cursor([next])),
        next: list.next.map(|next| address(paths::REPEAT_CONTACTS, query, "cursor", Some(next))),
    };
    json(StatusCode::OK, &out)
}
