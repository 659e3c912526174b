//! The routes of hubs and their lists, and what they are about.

use super::{
    scene::Scene,
    table::{Row, Way, Who},
};
use crate::{
    screening::joins,
    town::{AgencyOf, Part, Town},
};
use Verb::{Get, Post};
use Way::{Fill, Json, Open};
use app::{
    hubs,
    listings::{self, ListingMove, Propose},
};
use domain::{
    cohort::{CohortKind, LegalStatus, first_rows},
    hub::{Ages, Hub, HubTeam, HubTerms},
    ids::{HubId, ListingId, PersonId},
    involvement::InvolvementRole,
    panel::{Position, Rule, Stance},
    stamp::Stamp,
    text::{Line, Prose},
};
use uuid::Uuid;
use web::{
    Verb,
    paths::{self, api},
};

const P: Who = Who::Seat(Part::Practitioner);
const M: Who = Who::Seat(Part::Manager);
const API: Who = Who::Program(Part::Practitioner);
const MANAGER: Who = Who::Program(Part::Manager);
const NEW: &[(&str, &str)] = &[
    ("name", "Another hub"),
    ("operating-day", "5"),
    ("operating-month", "1"),
    ("operating-year", "2026"),
    ("places", "9"),
    ("staff", "3"),
    ("agency1", "00000000-0000-0000-0000-000000000101"),
    ("name1", "Probation"),
    ("ages1", "any"),
    ("quorum", "1"),
    ("rule", "majority"),
    ("meets", "3"),
];
const NEW_JSON: &str = r#"{"name":"A third","operating":"2026-01-05","places":9,"staff":3,"quorum":1,"rule":"majority","meets":3,"teams":[{"number":1,"agency":"00000000-0000-0000-0000-000000000101","name":"Probation","ages":"any"}]}"#;
const MET: &[(&str, &str)] = &[("day-day", "20"), ("day-month", "11"), ("day-year", "2026")];
const YEAR: &[(&str, &str)] = &[
    ("from-day", "24"),
    ("from-month", "11"),
    ("from-year", "2024"),
    ("people", "50"),
    ("before", "90"),
    ("after", "60"),
];
const PROPOSED: &[(&str, &str)] = &[
    ("hub", "00000000-0000-0000-0000-000000005001"),
    ("team", "00000000-0000-0000-0000-000000005001.1"),
    ("kind", "ppo"),
    ("status", "statutory"),
    ("why", "Eight burglaries."),
];
const PROPOSED_JSON: &str = r#"{"hub":"00000000-0000-0000-0000-000000005002","kind":"iom","status":"statutory","team":1,"why":"Four thefts."}"#;
/// The hub of every scene, which a row can name.
const THE_HUB: HubId = HubId(Uuid::from_u128(0x5001));
/// One more, to which the API proposes whom a form has proposed to the first.
const ANOTHER: HubId = HubId(Uuid::from_u128(0x5002));

/// The rows, in the order in which they are gone through.
pub const ROWS: &[Row] = &[
    Row(Get, paths::HUBS, P, Open(""), 8),
    Row(Get, paths::HUB_NEW, M, Open(""), 5),
    Row(Get, paths::HUB, P, Open(""), 14),
    Row(Get, paths::HUB_SET, M, Open(""), 14),
    Row(Post, paths::HUB_SET, M, Fill(&[("staff", "4")]), 24),
    Row(Get, paths::HUB_MET, M, Open(""), 12),
    Row(Post, paths::HUB_MET, M, Fill(MET), 12),
    Row(Get, paths::HUB_COUNT, M, Open(""), 12),
    Row(Post, paths::HUB_COUNT, M, Fill(YEAR), 12),
    Row(Get, paths::PERSON_LISTINGS, P, Open(""), 14),
    Row(Get, paths::LISTING_NEW, P, Open(""), 18),
    Row(Post, paths::LISTING_NEW, P, Fill(PROPOSED), 40),
    Row(Get, paths::LISTING, P, Open(""), 16),
    Row(Get, paths::LISTING_SAY, P, Open(""), 16),
    Row(Post, paths::LISTING_SAY, P, Fill(&[("stance", "for")]), 30),
    Row(Get, paths::LISTING_ACKNOWLEDGE, P, Open(""), 16),
    Row(Post, paths::LISTING_ACKNOWLEDGE, P, Fill(&[]), 30),
    Row(Get, paths::LISTING_PRINCIPLE, P, Open(""), 16),
    Row(Post, paths::LISTING_PRINCIPLE, P, Fill(&[("principle", "access"), ("words", "Each Tuesday")]), 30),
    Row(Get, paths::LISTING_PASS, P, Open(""), 16),
    Row(Post, paths::LISTING_PASS, P, Fill(&[("team", "2")]), 30),
    Row(Get, paths::LISTING_STATUS, P, Open(""), 16),
    Row(Post, paths::LISTING_STATUS, P, Fill(&[("status", "statutory")]), 30),
    Row(Get, paths::LISTING_LEAVE, P, Open(""), 16),
    Row(Post, paths::LISTING_LEAVE, P, Fill(&[("why", "No offence for a year.")]), 40),
    Row(Get, api::HUBS, API, Open(""), 8),
    Row(Get, api::HUB, API, Open(""), 14),
    Row(Get, api::HUB_PEOPLE, API, Open(""), 14),
    Row(Post, api::HUB_FACTS, MANAGER, Json(r#"{"step":"met","day":"2026-11-20"}"#), 24),
    Row(Get, api::PERSON_LISTINGS, API, Open(""), 14),
    Row(Post, api::PERSON_LISTINGS, API, Json(PROPOSED_JSON), 40),
    Row(Get, api::PERSON_SUGGESTIONS, API, Open(""), 18),
    Row(Get, api::LISTING, API, Open(""), 16),
    Row(Post, api::LISTING_FACTS, API, Json(r#"{"step":"acknowledged"}"#), 40),
    Row(Post, paths::HUB_NEW, M, Fill(NEW), 14),
    Row(Post, api::HUBS, MANAGER, Json(NEW_JSON), 14),
];

impl Scene {
    /// The hub of the scene: opened when it is first asked for.
    async fn the_hub(&self) -> HubId {
        let (app, manager) = (&self.town.app, Town::viewer(Part::Manager));
        let found = hubs::hubs(app, &manager).await.expect("hubs").hubs;
        if let Some(first) = found.first() {
            return first.hub.id;
        }
        let team = |number, of: AgencyOf, name: &str| HubTeam {
            number,
            agency: of.id(),
            name: Line::new(name).expect("a name"),
            ages: Ages::Any,
        };
        let operating = app.today().saturating_sub(jiff::ToSpan::years(2));
        let terms = HubTerms {
            name: Line::new("Harbour hub").expect("a name"),
            operating,
            places: 10,
            staff: 4,
            teams: vec![team(1, AgencyOf::Probation, "Probation"), team(2, AgencyOf::Police, "Police")],
            quorum: 2,
            rule: Rule::Majority,
            meets: 3,
            criteria: first_rows(operating),
        };
        let stamp = Stamp { at: app.now(), by: manager.account, agency: manager.agency };
        let mut tx = app.store.write().await.expect("a transaction");
        for id in [THE_HUB, ANOTHER] {
            let hub = Hub::new(id, stamp, terms.clone());
            tx.add_hub(app.partnership, &hub).await.expect("a hub");
        }
        tx.commit().await.expect("committed");
        THE_HUB
    }

    /// So many people on the list of the hub.
    pub(super) async fn list_people(&self, people: usize) {
        for number in 0..people {
            let person = self.town.person_of(Part::Practitioner, "Listed", &format!("Number{number}")).await;
            self.listed(person, true).await;
        }
    }

    /// A place on the list of the hub, decided or still asked about.
    async fn listed(&self, person: PersonId, decided: bool) -> ListingId {
        let (app, hub) = (&self.town.app, self.the_hub().await);
        joins(&self.town, person, Part::Officer, InvolvementRole::Policing, false).await;
        let command = Propose {
            person,
            hub,
            kind: CohortKind::Iom,
            status: LegalStatus::NonStatutory,
            team: 1,
            why: Prose::new("Four thefts this year.").expect("words"),
            by: None,
        };
        let practitioner = Town::viewer(Part::Practitioner);
        let id = listings::propose(app, &practitioner, command, None).await.expect("proposed").id;
        if decided {
            let position = Position { stance: Stance::For, words: None };
            let officer = Town::viewer(Part::Officer);
            listings::step(app, &officer, id, 1, ListingMove::Say(position)).await.expect("decided");
        }
        id
    }

    /// The id of what a route of hubs is about, and its version; `None` for any other route.
    pub(super) async fn hubbed(&self, template: &str) -> Option<(String, i64)> {
        if template.contains("/hubs/{id}") {
            let hub = self.the_hub().await;
            let manager = Town::viewer(Part::Manager);
            let page = hubs::hub(&self.town.app, &manager, hub, 0).await.expect("a hub");
            return Some((hub.to_string(), page.line.hub.version()));
        }
        if !template.contains("/listings/{id}") {
            return None;
        }
        let person = self.town.person_of(Part::Practitioner, "Mister", "X").await;
        let decided = template != paths::LISTING_SAY;
        // The proposal's own position, the officer's, and the decision.
        Some((self.listed(person, decided).await.to_string(), 3))
    }
}
