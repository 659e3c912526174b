//! Places on lists of hubs through the API: those of one person, what criteria say, proposing, and what agencies of a hub record.

use super::{
    json::{Json, Key, Seen, created, json, read, versioned},
    wire::{Coded, StampOut, coded},
};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Query},
    pages::listings::{SELECT_KIND, SELECT_PRINCIPLE, SELECT_STANCE, SELECT_STATUS},
    paths::api as paths,
    router::{Access, Need, Route, Verb},
};
use app::{
    accounts::Scope,
    listings::{self, ListingMove, OpenedListing, Propose},
};
use domain::{
    cohort::{CohortKind, LegalStatus, Principle, Suggestion},
    ids::{HubId, ListingId, PersonId},
    listing::Listing,
    panel::{Position, Stance},
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
    let (see, keep) = (Access::May(Action::SearchPeople), Access::May(Action::KeepListing));
    let propose = Access::May(Action::ProposeListing);
    vec![
        Route::api(Get, paths::PERSON_LISTINGS, reads, see, list_listings),
        Route::api(Post, paths::PERSON_LISTINGS, writes, propose, propose_listing),
        Route::api(Get, paths::PERSON_SUGGESTIONS, reads, propose, suggest_listing),
        Route::api(Get, paths::LISTING, reads, see, open_listing),
        Route::api(Post, paths::LISTING_FACTS, writes, keep, step_listing),
    ]
}

/// Somebody proposed to a hub.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ListingIn {
    /// The hub.
    #[schema(format = Uuid)]
    hub: String,
    /// `ppo`, `iom`, `persistent`, `women` or `young_adults`.
    kind: String,
    #[schema(pattern = "^(statutory|non_statutory)$")]
    status: String,
    /// A team of the hub, by its number.
    team: u16,
    why: String,
    /// By when the panel says what it thinks; the usual time where it is left out.
    #[serde(default)]
    #[schema(format = Date)]
    by: Option<String>,
}

/// The next fact of a place on a list. Which fields there are follows from `step`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, tag = "step", rename_all = "snake_case")]
pub(super) enum ListingFactIn {
    /// What the caller's agency thinks.
    Said {
        /// `for`, `against` or `abstains`.
        stance: String,
        /// Why; needed unless it is for.
        #[serde(default)]
        words: String,
    },
    /// The person should leave the list: the panel is asked.
    Leave {
        /// Why.
        why: String,
        /// By when the panel says what it thinks.
        #[serde(default)]
        #[schema(format = Date)]
        by: Option<String>,
    },
    /// The caller's agency has taken note of the last change.
    Acknowledged {},
    /// What is in place of a principle.
    InPlace {
        /// `management`, `access`, `supervision` or `compliance`.
        principle: String,
        /// What.
        words: String,
    },
    /// Another team works with the person.
    Passed {
        /// Its number.
        team: u16,
    },
    /// Under an order now, or not any more.
    Status {
        /// `statutory` or `non_statutory`.
        status: String,
    },
}

/// What was made, and how full the hub was before, as far as the caller can see.
#[derive(Serialize, ToSchema)]
pub(super) struct ListingMade {
    id: Uuid,
    /// People on the list of the hub.
    people: usize,
    places: u16,
    /// What to know before going on: that the hub has no place left.
    warning: Option<String>,
}

/// A position.
#[derive(Serialize, ToSchema)]
struct PositionOut {
    agency: Uuid,
    stance: Coded,
    words: Option<String>,
    said: StampOut,
}

/// The question to the panel.
#[derive(Serialize, ToSchema)]
struct PanelOut {
    asked: Vec<Uuid>,
    #[schema(format = Date)]
    by: String,
    quorum: u16,
    rule: Coded,
    /// Every position, in the order in which they came; the last of each agency counts.
    positions: Vec<PositionOut>,
    #[serde(rename = "for")]
    for_it: u16,
    against: u16,
    abstains: u16,
    silent: u16,
}

/// What is in place of a principle.
#[derive(Serialize, ToSchema)]
struct PrincipleOut {
    principle: Coded,
    words: Option<String>,
}

/// A place on the list of a hub.
#[derive(Serialize, ToSchema)]
pub(super) struct ListingOut {
    id: Uuid,
    person: Uuid,
    hub: Uuid,
    hub_name: String,
    kind: Coded,
    state: Coded,
    status: Coded,
    team: u16,
    why: String,
    panel: PanelOut,
    principles: Vec<PrincipleOut>,
    /// Agencies of the hub that have not acknowledged the last change of the list.
    not_acknowledged: Vec<Uuid>,
    #[schema(format = Date)]
    turns_18: Option<String>,
    proposed: StampOut,
}

/// One among a person's places on lists.
#[derive(Serialize, ToSchema)]
struct ListingLineOut {
    id: Uuid,
    hub: Uuid,
    hub_name: String,
    kind: Coded,
    state: Coded,
    status: Coded,
    team: u16,
}

/// A person's places on lists of hubs.
#[derive(Serialize, ToSchema)]
pub(super) struct ListingsOut {
    items: Vec<ListingLineOut>,
}

/// A test of a criterion, with what it found.
#[derive(Serialize, ToSchema)]
struct TestWorkingOut {
    asks: String,
    found: String,
    met: bool,
}

/// What the criteria of one kind say.
#[derive(Serialize, ToSchema)]
struct SuggestionOut {
    kind: Coded,
    suggests: bool,
    working: Vec<TestWorkingOut>,
}

/// What the criteria of one hub say.
#[derive(Serialize, ToSchema)]
struct HubSuggestsOut {
    hub: Uuid,
    name: String,
    kinds: Vec<SuggestionOut>,
}

/// What the criteria of the hubs of the caller's agency say of somebody. It decides nothing.
#[derive(Serialize, ToSchema)]
pub(super) struct SuggestionsOut {
    items: Vec<HubSuggestsOut>,
}

fn panel_out(model: &OpenedListing, listing: &Listing) -> PanelOut {
    let (round, count) = (listing.round(), listing.round().count());
    let position = |(stamp, position): &(domain::stamp::Stamp, Position)| PositionOut {
        agency: stamp.agency.0,
        stance: coded!(position.stance),
        words: position.words.as_ref().map(ToString::to_string),
        said: StampOut::new(stamp.at, model.names.account(stamp.by), model.names.agency(stamp.agency)),
    };
    PanelOut {
        asked: round.terms.asked.iter().map(|agency| agency.0).collect(),
        by: round.terms.by.to_string(),
        quorum: round.terms.quorum,
        rule: coded!(round.terms.rule),
        positions: round.said().iter().map(position).collect(),
        for_it: count.for_it,
        against: count.against,
        abstains: count.abstains,
        silent: count.silent,
    }
}

impl ListingOut {
    fn of(model: &OpenedListing) -> Self {
        let listing = &model.line.listing;
        let entry = &listing.entry;
        let in_place = |principle: &Principle| PrincipleOut {
            principle: coded!(*principle),
            words: listing.in_place().get(principle).map(ToString::to_string),
        };
        let stamp = entry.stamp;
        Self {
            id: entry.id.0,
            person: entry.person.0,
            hub: entry.hub.0,
            hub_name: model.line.hub.clone(),
            kind: coded!(entry.kind),
            state: coded!(listing.state()),
            status: coded!(listing.status()),
            team: listing.team(),
            why: entry.why.to_string(),
            panel: panel_out(model, listing),
            principles: Principle::ALL.iter().map(in_place).collect(),
            not_acknowledged: model.not_acknowledged.iter().map(|agency| agency.0).collect(),
            turns_18: model.turns_18.map(|day| day.to_string()),
            proposed: StampOut::new(
                stamp.at,
                model.names.account(stamp.by),
                model.names.agency(stamp.agency),
            ),
        }
    }
}

/// A day that may be left out; noted where it is wrong.
fn by(check: &mut Check, sent: Option<&str>) -> Option<Date> {
    sent.and_then(|sent| check.iso_date("by", sent))
}

impl ListingIn {
    fn check(&self, person: PersonId, check: &mut Check) -> Option<Propose> {
        let hub = check.id::<HubId>("hub", &self.hub, "Give a hub that your agency is of");
        let kind = check.code("kind", &self.kind, CohortKind::from_code, SELECT_KIND);
        let status = check.code("status", &self.status, LegalStatus::from_code, SELECT_STATUS);
        let why = check.prose("why", &self.why, "Why");
        let by = by(check, self.by.as_deref());
        let team = self.team;
        Some(Propose { person, hub: hub?, kind: kind?, status: status?, team, why: why?, by })
    }
}

impl ListingFactIn {
    fn check(&self, check: &mut Check) -> Option<ListingMove> {
        match self {
            Self::Said { stance, words } => {
                let stance = check.code("stance", stance, Stance::from_code, SELECT_STANCE);
                let words = check.optional_prose("words", words, "Why");
                Some(ListingMove::Say(Position { stance: stance?, words }))
            }
            Self::Leave { why, by: day } => {
                let why = check.prose("why", why, "Why");
                let by = by(check, day.as_deref());
                Some(ListingMove::Leave(why?, by))
            }
            Self::Acknowledged {} => Some(ListingMove::Acknowledge),
            Self::InPlace { principle, words } => {
                let principle = check.code("principle", principle, Principle::from_code, SELECT_PRINCIPLE);
                let words = check.line("words", words, "What is in place");
                Some(ListingMove::InPlace(principle?, words?))
            }
            Self::Passed { team } => Some(ListingMove::Pass(*team)),
            Self::Status { status } => {
                let status = check.code("status", status, LegalStatus::from_code, SELECT_STATUS);
                status.map(ListingMove::Status)
            }
        }
    }
}

/// A person's places on lists of hubs, newest first.
#[utoipa::path(get, path = paths::PERSON_LISTINGS, tag = "people", params(("id" = Uuid, Path)),
    responses((status = 200, description = "Places on lists", body = ListingsOut)))]
pub(super) async fn list_listings(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let part = listings::listings(cx.app(), cx.viewer(), person).await?;
    let items = part.listings.iter().map(|line| ListingLineOut {
        id: line.listing.entry.id.0,
        hub: line.listing.entry.hub.0,
        hub_name: line.hub.clone(),
        kind: coded!(line.listing.entry.kind),
        state: coded!(line.listing.state()),
        status: coded!(line.listing.status()),
        team: line.listing.team(),
    });
    json(StatusCode::OK, &ListingsOut { items: items.collect() })
}

/// Propose somebody to a hub. Its panel is asked in writing; the caller's agency counts as for it.
#[utoipa::path(post, path = paths::PERSON_LISTINGS, tag = "people", params(("id" = Uuid, Path)), request_body = ListingIn,
    responses((status = 201, description = "Proposed", body = ListingMade, headers(("Location" = String, description = "Where it is")))))]
pub(super) async fn propose_listing(
    cx: WebCx,
    Id(person): Id<PersonId>,
    key: Key,
    body: Json<ListingIn>,
) -> Answer {
    let mut check = Check::exact();
    let command = body.value.check(person, &mut check);
    let command = read(check, || command)?;
    let once = key.once(&body.text)?;
    let made = listings::propose(cx.app(), cx.viewer(), command, once.as_ref()).await?;
    let (people, places) = (made.room.people, made.room.places);
    let warning = made.room.is_full().then(|| {
        format!("As far as you can see, {people} people are on the list, and the hub has places for {places}")
    });
    created(&paths::listing(made.id), &ListingMade { id: made.id.0, people, places, warning })
}

/// What criteria of the hubs of the caller's agency say of somebody, with the working.
#[utoipa::path(get, path = paths::PERSON_SUGGESTIONS, tag = "people", params(("id" = Uuid, Path)),
    responses((status = 200, description = "What criteria say", body = SuggestionsOut)))]
pub(super) async fn suggest_listing(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let found = listings::suggestions(cx.app(), cx.viewer(), person).await?;
    let kind = |one: &Suggestion| SuggestionOut {
        kind: coded!(one.kind),
        suggests: one.suggests(),
        working: one
            .working
            .iter()
            .map(|test| TestWorkingOut { asks: test.asks.clone(), found: test.found.clone(), met: test.met })
            .collect(),
    };
    let items = found.hubs.iter().map(|(hub, said)| HubSuggestsOut {
        hub: hub.id.0,
        name: hub.terms().name.to_string(),
        kinds: said.iter().map(kind).collect(),
    });
    json(StatusCode::OK, &SuggestionsOut { items: items.collect() })
}

/// One place on a list, with its version.
#[utoipa::path(get, path = paths::LISTING, tag = "people", params(("id" = Uuid, Path)),
    responses((status = 200, description = "The place", body = ListingOut)))]
pub(super) async fn open_listing(cx: WebCx, Id(id): Id<ListingId>, Query(()): Query<()>) -> Answer {
    let model = listings::listing(cx.app(), cx.viewer(), id).await?;
    versioned(model.line.listing.version(), &ListingOut::of(&model))
}

/// Record the next fact of a place on a list, for the caller's agency, which is of the hub.
#[utoipa::path(post, path = paths::LISTING_FACTS, tag = "people", params(("id" = Uuid, Path),
    ("If-Match" = String, Header, description = "The version that was read")), request_body = ListingFactIn,
    responses((status = 200, description = "The place as it is now", body = ListingOut)))]
pub(super) async fn step_listing(
    cx: WebCx,
    Id(id): Id<ListingId>,
    Seen(seen): Seen,
    body: Json<ListingFactIn>,
) -> Answer {
    let mut check = Check::exact();
    let what = body.value.check(&mut check);
    let what = read(check, || what)?;
    listings::step(cx.app(), cx.viewer(), id, seen, what).await?;
    let now = listings::listing(cx.app(), cx.viewer(), id).await?;
    versioned(now.line.listing.version(), &ListingOut::of(&now))
}
