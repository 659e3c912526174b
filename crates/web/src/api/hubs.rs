//! Hubs through the API: how they are set, who is on their lists as far as agreements show it, and what they achieved.

use super::{
    json::{Json, Key, Seen, created, json, read, versioned},
    wire::{Coded, Made, coded},
};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Asked, Check, Query, Typed},
    pages::hubs::{SELECT_AGES, SELECT_RULE},
    paths::api as paths,
    router::{Access, Need, Route, Verb},
};
use app::{
    accounts::Scope,
    hubs::{self, HubPage, HubRow, ROWS},
};
use domain::{
    cohort::{self, CohortKind, Criteria},
    hub::{Ages, Hub, HubResult, HubTeam, HubTerms, YearOf},
    ids::{AgencyId, HubId},
    panel::Rule,
    text::Prose,
};
use gate::Action;
use http::StatusCode;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// The routes of this module.
pub(super) fn routes() -> Vec<Route> {
    use Verb::{Get, Post};
    let (reads, writes) = (Need::Scope(Scope::PeopleRead), Need::Scope(Scope::PeopleWrite));
    let see = Access::May(Action::SeeHubs);
    vec![
        Route::api(Get, paths::HUBS, reads, see, list_hubs),
        Route::api(Post, paths::HUBS, writes, Access::May(Action::KeepHub), open_hub),
        Route::api(Get, paths::HUB, reads, see, read_hub),
        Route::api(Get, paths::HUB_PEOPLE, reads, see, list_hub_people),
        Route::api(Post, paths::HUB_FACTS, writes, see, step_hub),
    ]
}

/// A team of a hub.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct HubTeamIn {
    /// Its number within the hub, which it keeps.
    number: u16,
    /// Whose staff it is.
    #[schema(format = Uuid)]
    agency: String,
    name: String,
    /// `any`, `youth` or `adult`.
    ages: String,
}

/// Whom one kind of list is for: all tests must be met.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CriteriaIn {
    kind: String,
    #[schema(format = Date)]
    from: String,
    /// Each with `test`: `age` (`from`, `below`), `gender` (`gender`), `convicted` (`times`, `months`), `score` (`least`) or `order`.
    #[schema(value_type = Vec<Object>)]
    tests: Vec<serde_json::Value>,
}

/// How a hub is set.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct HubIn {
    name: String,
    /// The first day on which it works with people.
    #[schema(format = Date)]
    operating: String,
    #[schema(minimum = 1, maximum = 1000)]
    places: u16,
    staff: u16,
    teams: Vec<HubTeamIn>,
    /// Positions that a decision takes at least.
    quorum: u16,
    #[schema(pattern = "^(majority|two_thirds|everybody)$")]
    rule: String,
    /// The panel meets at least once in so many months.
    meets: u16,
    /// Left out: those that a hub comes with.
    #[serde(default)]
    criteria: Option<Vec<CriteriaIn>>,
}

/// The next fact of a hub. Which fields there are follows from `step`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, tag = "step", rename_all = "snake_case")]
pub(super) enum HubFactIn {
    /// It is set so from now on.
    Set {
        /// How.
        terms: HubIn,
    },
    /// The panel met.
    Met {
        /// On which day.
        #[schema(format = Date)]
        day: String,
        /// What it came to, without names.
        #[serde(default)]
        words: String,
    },
    /// A year was counted.
    Counted {
        /// Its first day.
        #[schema(format = Date)]
        from: String,
        /// People.
        people: u32,
        /// Convictions in the twelve months before.
        before: u32,
        /// Convictions in the twelve months after.
        after: u32,
        /// The same two figures of people who are compared with.
        #[serde(default)]
        comparator: Option<(u32, u32)>,
    },
}

/// A team.
#[derive(Serialize, ToSchema)]
struct HubTeamOut {
    number: u16,
    agency: Uuid,
    name: String,
    ages: Coded,
}

/// What a hub has achieved.
#[derive(Serialize, ToSchema)]
struct HubResultOut {
    /// `not_yet`, `no_figures` or `measured`.
    state: &'static str,
    /// The first day on which it can be measured, where that is ahead.
    #[schema(format = Date)]
    measurable_from: Option<String>,
    /// By how many per cent convictions fell, in the mean of the years; below nought where they rose.
    reduction: Option<f64>,
    /// The same of those who are compared with; absent means there is no comparator.
    comparator: Option<f64>,
    /// What is worked for, in per cent.
    target: u16,
}

/// A year that was counted.
#[derive(Serialize, ToSchema)]
struct HubYearOut {
    #[schema(format = Date)]
    from: String,
    people: u32,
    before: u32,
    after: u32,
    comparator: Option<(u32, u32)>,
}

/// A hub.
#[derive(Serialize, ToSchema)]
pub(super) struct HubOut {
    id: Uuid,
    name: String,
    /// The agency that leads it.
    lead: Uuid,
    #[schema(format = Date)]
    operating: String,
    places: u16,
    staff: u16,
    teams: Vec<HubTeamOut>,
    quorum: u16,
    rule: Coded,
    meets: u16,
    /// The day by which the panel meets next.
    #[schema(format = Date)]
    meets_by: String,
    result: HubResultOut,
    years: Vec<HubYearOut>,
}

/// The hubs of the partnership.
#[derive(Serialize, ToSchema)]
pub(super) struct HubsOut {
    items: Vec<HubOut>,
    /// Places of all of them.
    places: u32,
    /// Places of all hubs at most.
    most_places: u32,
}

/// Somebody on a list, or proposed to it.
#[derive(Serialize, ToSchema)]
struct HubPersonOut {
    person: Uuid,
    name: String,
    listing: Uuid,
    kind: Coded,
    state: Coded,
    status: Coded,
    team: u16,
    /// Their order in force, where that may be read.
    order: Option<Coded>,
    /// Sections of their record, held by the agency that leads the hub, that the caller may read.
    may_read: Vec<Coded>,
    /// Agencies that have not acknowledged the last change.
    not_acknowledged: Vec<Uuid>,
    /// When they turn 18, where they are with a team for those under it.
    #[schema(format = Date)]
    turns_18: Option<String>,
}

/// The list of a hub, as far as agreements show it; figures count no others.
#[derive(Serialize, ToSchema)]
pub(super) struct HubPeopleOut {
    /// Those who are put first before the others, and those who are proposed at the end.
    items: Vec<HubPersonOut>,
    /// People on the list.
    people: usize,
    places: u16,
    /// How many of them there are above the places.
    over: usize,
    statutory: usize,
    non_statutory: usize,
    /// The `from` of the next page, where there is one.
    next: Option<usize>,
}

fn result_out(result: &HubResult, target: u16) -> HubResultOut {
    let (state, measurable_from, reduction, comparator) = match result {
        HubResult::NotYet(day) => ("not_yet", Some(day.to_string()), None, None),
        HubResult::NoFigures => ("no_figures", None, None, None),
        HubResult::Measured { mean, comparator } => ("measured", None, Some(*mean), *comparator),
    };
    HubResultOut { state, measurable_from, reduction, comparator, target }
}

impl HubOut {
    fn of(hub: &Hub, result: &HubResult, target: u16) -> Self {
        let terms = hub.terms();
        let team = |team: &HubTeam| HubTeamOut {
            number: team.number,
            agency: team.agency.0,
            name: team.name.to_string(),
            ages: coded!(team.ages),
        };
        let year = |year: YearOf| HubYearOut {
            from: year.from.to_string(),
            people: year.people,
            before: year.before,
            after: year.after,
            comparator: year.comparator,
        };
        Self {
            id: hub.id.0,
            name: terms.name.to_string(),
            lead: hub.lead().0,
            operating: terms.operating.to_string(),
            places: terms.places,
            staff: terms.staff,
            teams: terms.teams.iter().map(team).collect(),
            quorum: terms.quorum,
            rule: coded!(terms.rule),
            meets: terms.meets,
            meets_by: hub.next_meeting().to_string(),
            // A result that may not be published yet is told by no figure of its years either.
            years: match result {
                HubResult::NotYet(_) => Vec::new(),
                _ => hub.years().into_iter().map(year).collect(),
            },
            result: result_out(result, target),
        }
    }
}

impl HubPersonOut {
    fn of(row: &HubRow) -> Self {
        let listing = &row.listing;
        Self {
            person: row.person.person.0,
            name: row.person.called(),
            listing: listing.entry.id.0,
            kind: coded!(listing.entry.kind),
            state: coded!(listing.state()),
            status: coded!(listing.status()),
            team: listing.team(),
            order: row.order.as_ref().map(|order| coded!(order.kind)),
            may_read: row.may_read.iter().map(|section| coded!(*section)).collect(),
            not_acknowledged: row.not_acknowledged.iter().map(|agency| agency.0).collect(),
            turns_18: row.turns_18.map(|day| day.to_string()),
        }
    }
}

impl HubTeamIn {
    fn check(&self, check: &mut Check) -> Option<HubTeam> {
        let agency = check.id::<AgencyId>("teams", &self.agency, "Give the agency of each team");
        let name = check.line("teams", &self.name, "The name of each team");
        let ages = check.code("teams", &self.ages, Ages::from_code, SELECT_AGES);
        Some(HubTeam { number: self.number, agency: agency?, name: name?, ages: ages? })
    }
}

impl CriteriaIn {
    fn check(&self, check: &mut Check) -> Option<Criteria> {
        let kind = check.code("criteria", &self.kind, CohortKind::from_code, "Give a kind of the list");
        let from = check.iso_date("criteria", &self.from);
        let tests: Option<Vec<_>> = self.tests.iter().map(hubs::told::read_test).collect();
        let tests = tests.or_else(|| check.wrong("criteria", "unknown", "Give tests of the list"));
        Some(Criteria { kind: kind?, from: from?, tests: tests? })
    }
}

/// All of them, or nothing where one is wrong; each says what is wrong with it.
fn all<I, T>(items: &[I], check: &mut Check, of: impl Fn(&I, &mut Check) -> Option<T>) -> Option<Vec<T>> {
    let read: Vec<Option<T>> = items.iter().map(|one| of(one, check)).collect();
    read.into_iter().collect()
}

impl HubIn {
    fn check(&self, check: &mut Check) -> Option<HubTerms> {
        let name = check.line("name", &self.name, "The name");
        let operating = check.iso_date("operating", &self.operating);
        let teams = all(&self.teams, check, HubTeamIn::check);
        let rule = check.code("rule", &self.rule, Rule::from_code, SELECT_RULE);
        let criteria = match &self.criteria {
            None => operating.map(cohort::first_rows),
            Some(rows) => all(rows, check, CriteriaIn::check),
        };
        Some(HubTerms {
            name: name?,
            operating: operating?,
            places: self.places,
            staff: self.staff,
            teams: teams?,
            quorum: self.quorum,
            rule: rule?,
            meets: self.meets,
            criteria: criteria?,
        })
    }
}

/// What a fact asks for.
enum Step {
    Set(HubTerms),
    Met(Date, Option<Prose>),
    Counted(YearOf),
}

impl HubFactIn {
    fn check(&self, check: &mut Check) -> Option<Step> {
        match self {
            Self::Set { terms } => terms.check(check).map(Step::Set),
            Self::Met { day, words } => {
                let day = check.iso_date("day", day);
                let words = check.optional_prose("words", words, "What it came to");
                Some(Step::Met(day?, words))
            }
            Self::Counted { from, people, before, after, comparator } => {
                let from = check.iso_date("from", from)?;
                let (people, before, after, comparator) = (*people, *before, *after, *comparator);
                Some(Step::Counted(YearOf { from, people, before, after, comparator }))
            }
        }
    }
}

/// The hubs of the partnership.
#[utoipa::path(get, path = paths::HUBS, tag = "people",
    responses((status = 200, description = "Hubs", body = HubsOut)))]
pub(super) async fn list_hubs(cx: WebCx, Query(()): Query<()>) -> Answer {
    let page = hubs::hubs(cx.app(), cx.viewer()).await?;
    let places = page.hubs.iter().map(|line| u32::from(line.hub.terms().places)).sum();
    let items = page.hubs.iter().map(|line| HubOut::of(&line.hub, &line.result, page.target)).collect();
    json(StatusCode::OK, &HubsOut { items, places, most_places: page.most_places })
}

/// Open a hub, which the caller's agency leads. The agencies of its teams are its panel.
#[utoipa::path(post, path = paths::HUBS, tag = "people", request_body = HubIn,
    responses((status = 201, description = "Opened", body = Made, headers(("Location" = String, description = "Where it is")))))]
pub(super) async fn open_hub(cx: WebCx, Query(()): Query<()>, key: Key, body: Json<HubIn>) -> Answer {
    let mut check = Check::exact();
    let terms = body.value.check(&mut check);
    let terms = read(check, || terms)?;
    let once = key.once(&body.text)?;
    let id = hubs::open(cx.app(), cx.viewer(), terms, once.as_ref()).await?;
    created(&paths::hub(id), &Made { id: id.0 })
}

async fn one(cx: &WebCx, id: HubId) -> Answer {
    let HubPage { line, target, .. } = hubs::hub(cx.app(), cx.viewer(), id, usize::MAX).await?;
    versioned(line.hub.version(), &HubOut::of(&line.hub, &line.result, target))
}

/// One hub, with its version.
#[utoipa::path(get, path = paths::HUB, tag = "people", params(("id" = Uuid, Path)),
    responses((status = 200, description = "The hub", body = HubOut)))]
pub(super) async fn read_hub(cx: WebCx, Id(id): Id<HubId>, Query(()): Query<()>) -> Answer {
    one(&cx, id).await
}

/// From which row on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FromRow(usize);

impl Asked for FromRow {
    const KNOWN: &'static [&'static str] = &["from"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        let from = check.number("from", typed.get("from"), 0, 100_000);
        Self(from.and_then(|from| usize::try_from(from).ok()).unwrap_or_default())
    }
}

/// Who is on the list of a hub, as far as agreements show it.
#[utoipa::path(get, path = paths::HUB_PEOPLE, tag = "people", params(("id" = Uuid, Path),
    ("from" = Option<usize>, Query, description = "From which row on; 50 rows are given")),
    responses((status = 200, description = "The list", body = HubPeopleOut)))]
pub(super) async fn list_hub_people(
    cx: WebCx,
    Id(id): Id<HubId>,
    Query(FromRow(from)): Query<FromRow>,
) -> Answer {
    use cohort::LegalStatus::{NonStatutory, Statutory};
    let page = hubs::hub(cx.app(), cx.viewer(), id, from).await?;
    let of = |status| page.by_status.get(&status).copied().unwrap_or_default();
    let next = from.saturating_add(ROWS);
    let out = HubPeopleOut {
        items: page.rows.iter().map(HubPersonOut::of).collect(),
        people: page.room.people,
        places: page.room.places,
        over: page.room.over(),
        statutory: of(Statutory),
        non_statutory: of(NonStatutory),
        next: (next < page.of).then_some(next),
    };
    json(StatusCode::OK, &out)
}

/// Set a hub of the caller's agency anew, record that its panel met, or count a year.
#[utoipa::path(post, path = paths::HUB_FACTS, tag = "people", params(("id" = Uuid, Path),
    ("If-Match" = String, Header, description = "The version that was read")), request_body = HubFactIn,
    responses((status = 200, description = "The hub as it is now", body = HubOut)))]
pub(super) async fn step_hub(
    cx: WebCx,
    Id(id): Id<HubId>,
    Seen(seen): Seen,
    body: Json<HubFactIn>,
) -> Answer {
    let mut check = Check::exact();
    let step = body.value.check(&mut check);
    let (app, viewer) = (cx.app(), cx.viewer());
    match read(check, || step)? {
        Step::Set(terms) => hubs::set(app, viewer, id, seen, terms).await?,
        Step::Met(day, words) => hubs::met(app, viewer, id, seen, (day, words)).await?,
        Step::Counted(year) => hubs::count(app, viewer, id, seen, year).await?,
    }
    one(&cx, id).await
}
