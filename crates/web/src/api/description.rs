//! The description of the API in OpenAPI 3.1, written by the code that answers.
//!
//! What every route shares (problems, security, versions, keys) is added from the table of routes, so that it cannot
//! be forgotten on one of them.

use super::{
    access_requests, agreements, appointments, casework, convictions, court, departures, handovers, hubs,
    identity, listings, look_reviews, me, meetings, mistakes, openings, orders, pathways, people, plans,
    provision, receipts, rectifications, referrals, repeat_contacts, restrictions, retention, risks, routes,
    rules, same_person, scores, screening, secondments, summaries, team, tokens, turned_down, ways_in,
};
use crate::{
    answer::Answer,
    api::json::json,
    form::Query,
    paths::api as paths,
    problem::{Wire, WireField},
    router::{Access, Route, Verb},
};
use http::StatusCode;
use std::sync::LazyLock;
use utoipa::{
    OpenApi,
    openapi::{
        ContentBuilder, ObjectBuilder, Ref, Required, ResponseBuilder, SecurityRequirement,
        path::{Operation, ParameterBuilder, ParameterIn},
        schema::{SchemaType, Type},
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Throughcare",
        description = "One record of a person on probation and of the support around them, shared between agencies as far as agreements allow. Every answer holds what the caller may see; what stays closed is listed with its reason where the caller may know of it.",
        version = "1",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")
    ),
    paths(
        me::me, me::my_work, me::list_waiting, me::list_new, me::caseload, team::list_due, team::read_team, team::list_team_duties,
        repeat_contacts::list_repeat_contacts,
        people::search_people, people::create_person, people::open_person, people::correct_identity,
        people::read_timeline, people::list_referrals, people::read_sharing, people::add_note, people::move_note,
        referrals::list_services, referrals::make_referral, referrals::open_referral, referrals::receive_referral,
        referrals::accept_referral, referrals::decline_referral, referrals::withdraw_referral,
        referrals::begin_referral, referrals::conclude_referral, referrals::read_inbox, referrals::read_answered,

        referrals::waitlist_referral, referrals::ask_about_referral, referrals::give_information,
        referrals::offer_appointment, referrals::book_first_appointment, referrals::read_warning,
        referrals::amend_referral,
        appointments::list_appointments, appointments::book_appointment, appointments::open_appointment,
        appointments::record_attendance, appointments::correct_attendance, appointments::move_appointment, appointments::call_appointment_off,
        appointments::give_feedback, appointments::read_day,
        pathways::open_pathway, pathways::hold_review,
        agreements::list_agreements, agreements::draft_agreement, agreements::list_findings, agreements::list_templates,
        agreements::open_agreement, agreements::print_agreement, agreements::put_terms, agreements::draft_next_version, agreements::submit_agreement,
        agreements::remark_on_agreement, agreements::sign_agreement, agreements::step_agreement,
        agreements::sight::read_matrix, agreements::sight::replay_reads, agreements::sight::read_who_sees,
        agreements::sight::read_why,
        meetings::list_meetings, meetings::arrange_meeting, meetings::open_meeting, meetings::move_meeting,
        meetings::cancel_meeting, meetings::hold_meeting, meetings::end_action,
        orders::make::list_orders, orders::make::record_order, orders::make::open_order,
        orders::make::list_requirement_kinds, orders::make::record_willingness,
        orders::steps::step_order, orders::steps::step_requirement, orders::steps::set_lead, orders::steps::set_cadence,
        orders::failures::record_failure, orders::failures::open_failure, orders::failures::step_failure,
        orders::end::tell_agencies, orders::end::acknowledge_end, orders::end::record_outcome,
        orders::end::write_handover, orders::end::end_order,
        orders::late::list_late_starts, orders::late::list_schemes, orders::late::assess_for_scheme,
        court::load_court_list, court::open_court_list, court::list_court_entries, court::open_court_entry,
        court::decide_court_entry, court::move_court_entry,
        plans::read_plan, plans::begin_strand, plans::record_plan_view, plans::open_strand, plans::step_strand,
        casework::list_casework, casework::begin_casework, casework::open_casework, casework::step_casework,
        casework::list_agency_casework, casework::list_casework_steps,
        provision::list_provision, provision::begin_provision, provision::open_provision, provision::step_provision,
        provision::list_provision_steps, provision::see_coverage,
        hubs::list_hubs, hubs::open_hub, hubs::read_hub, hubs::list_hub_people, hubs::step_hub,
        listings::list_listings, listings::propose_listing, listings::suggest_listing, listings::open_listing,
        listings::step_listing,
        risks::list_risks, risks::raise_risk, risks::review_risk,
        scores::list_scores, scores::record_score, scores::open_score,
        screening::list_audits, screening::give_audit, screening::open_audit, screening::list_consents,
        screening::record_consent, screening::withdraw_consent, screening::meet, screening::meet_entry, screening::read_paper, screening::put_paper, screening::screen,
        screening::open_screening, screening::recommend, screening::open_recommendation, screening::record_outcome,
        screening::read_funnel, screening::list_alerts, screening::read_alert,
        openings::list_openings, openings::ask_question, openings::open_question, openings::reply_to_question,
        openings::disclose_once, openings::open_disclosure, openings::step_disclosure, openings::open_emergency,
        openings::list_emergencies, openings::read_emergency, openings::end_emergency, openings::review_emergency,
        openings::read_room, openings::enter_room, openings::leave_room,
        restrictions::read_restrictions, restrictions::set_limit, restrictions::lift_limit, restrictions::bar_colleague,
        restrictions::keep_apart, restrictions::warn_team, restrictions::readmit_colleague,
        identity::list_possible_duplicates, identity::list_joined_pairs, identity::read_reviewer_agreement, identity::review_identity, identity::decide_identity,
        same_person::read_same_person,
        handovers::hand_over, handovers::open_handover, handovers::answer_handover, handovers::withdraw_handover,
        ways_in::find_known, ways_in::enter_person, ways_in::list_ways_in,
        convictions::list_convictions, convictions::record_conviction, convictions::open_conviction,
        convictions::correct_conviction, convictions::remove_conviction,
        summaries::list_recipients, summaries::add_recipient, summaries::list_summaries, summaries::write_summary,
        summaries::preview_summary, summaries::open_summary, summaries::step_summary, summaries::open_letter, summaries::print_letter,
        turned_down::list_turned_down, turned_down::record_turned_down, turned_down::read_summary_figures,
        receipts::list_receipts, receipts::open_receipt_letter, receipts::print_receipt_letter,
        receipts::print_easy_receipt,
        access_requests::list_access_requests, access_requests::ask_for_copy, access_requests::open_access_request,
        access_requests::step_access_request, access_requests::open_bundle, access_requests::print_bundle,
        rectifications::list_corrections, rectifications::correct_note, rectifications::list_notices,
        rectifications::acknowledge_correction,
        look_reviews::list_look_reviews, look_reviews::draw_looks, look_reviews::open_look, look_reviews::review_look,
        rules::read_summary_rules, rules::read_receipt_rules, rules::read_sign_rules,
        retention::list_retention, retention::open_held_record, retention::hold_record, retention::end_work, retention::propose_disposal,
        retention::open_disposal, retention::list_schedules, retention::set_schedule,
        mistakes::list_mistakes, mistakes::report_mistake, mistakes::open_mistake, mistakes::step_mistake,
        secondments::list_secondments, secondments::propose_secondment, secondments::open_secondment,
        secondments::answer_secondment, secondments::read_acting_for, secondments::change_acting_for,
        departures::list_departures, departures::record_departure, departures::try_departure,
        departures::open_departure, departures::departure_checklist, departures::departure_item_ready,
        departures::call_off_departure,
        tokens::list_tokens, tokens::create_token, tokens::revoke_token,
        show
    ),
    components(schemas(Wire, WireField)),
    tags(
        (name = "people", description = "People and their records"),
        (name = "provision", description = "Bodies with seats, what services do and with whom, and which stages they cover"),
        (name = "referrals", description = "Services, referrals and the inbox of a provider"),
        (name = "appointments", description = "Appointments, attendance, feedback, and the sheet of a day"),
        (name = "pathways", description = "Pathways of services in versions, and their reviews"),
        (name = "agreements", description = "Agreements to share: drafts, review, signatures, what they say together"),
        (name = "meetings", description = "Meetings, goals in three voices, and actions"),
        (name = "orders", description = "Orders, requirements, failures to comply and the end of an order"),
        (name = "court", description = "Court lists, and whose their entries are"),
        (name = "screening", description = "First contacts, consent, AUDIT, what was found, recommendations, the funnel, alerts"),
        (name = "ways in", description = "Entries by other ways than court, and who is already known"),
        (name = "openings", description = "Questions, one-off disclosures, emergency access, the room of a meeting, limited access"),
        (name = "summaries", description = "Convictions, summaries for employers and landlords, applications turned down"),
        (name = "rights", description = "What people are told of who has seen their record, corrections, and copies of it"),
        (name = "account", description = "The caller’s own account, desk and tokens"),
        (name = "description", description = "This description")
    )
)]
struct Described;

static DESCRIPTION: LazyLock<utoipa::openapi::OpenApi> = LazyLock::new(openapi);

/// The description of this API.
#[utoipa::path(get, path = paths::OPENAPI, tag = "description",
    responses((status = 200, description = "OpenAPI 3.1", body = Object)))]
pub(super) async fn show(Query(()): Query<()>) -> Answer {
    json(StatusCode::OK, &*DESCRIPTION)
}

/// The description of the API.
pub fn openapi() -> utoipa::openapi::OpenApi {
    let mut description = Described::openapi();
    if let Some(components) = description.components.as_mut() {
        components.add_security_scheme(
            "token",
            SecurityScheme::Http(
                HttpBuilder::new()
                    .scheme(HttpAuthScheme::Bearer)
                    .description(Some("An API token: `Authorization: Bearer tc_…`"))
                    .build(),
            ),
        );
        components.add_security_scheme(
            "session",
            SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(
                "__Host-throughcare",
                "The session of somebody signed in; changes also need the header X-CSRF-Token",
            ))),
        );
    }
    for route in routes() {
        let Some(item) = description.paths.paths.get_mut(route.path) else { continue };
        let operation = match route.verb {
            Verb::Get => item.get.as_mut(),
            Verb::Post => item.post.as_mut(),
            Verb::Put => item.put.as_mut(),
        };
        if let Some(operation) = operation {
            complete(operation, &route);
        }
    }
    description
}

/// What an `ETag` of ours looks like.
const VERSION: &str = "^\"[0-9]{1,18}\"$";
/// What may name a request.
const KEY: &str = "^[!-~]{1,100}$";

/// Adds what every route shares.
fn complete(operation: &mut Operation, route: &Route) {
    let mut problems = vec![("422", "A parameter or field cannot be taken"), ("503", "Try again later")];
    if route.access != Access::Public {
        problems.push(("401", "Nobody is signed in, or the token is not in use"));
        problems.push(("403", "Neither role nor scope ever allow this"));
        operation.security = Some(vec![
            SecurityRequirement::new("token", Vec::<String>::new()),
            SecurityRequirement::new("session", Vec::<String>::new()),
        ]);
    }
    if route.path.contains("{id}") || [paths::REFERRALS, paths::AGREEMENT_MATRIX].contains(&route.path) {
        problems.push(("404", "Absent, or out of reach"));
    }
    if operation.request_body.is_some() {
        problems.push(("400", "The body is not JSON"));
        problems.push(("413", "The body is too large"));
        problems.push(("415", "The body is of another type"));
    }
    if writes_a_version(route) {
        problems.push(("412", "The record has moved on: both versions, and the record as it is now"));
        problems.push(("428", "If-Match is missing"));
        add_header(
            operation,
            "If-Match",
            "The ETag of the version that the writer saw",
            VERSION,
            Required::True,
        );
    }
    let changes_an_appointment = route.verb == Verb::Post && route.path.starts_with(paths::APPOINTMENT);
    let reviews = route.verb == Verb::Post && route.path == paths::PATHWAY_REVIEW;
    let agrees = route.verb != Verb::Get && route.path.starts_with(paths::AGREEMENT);
    if (route.path.starts_with(paths::REFERRALS) && writes_a_version(route))
        || changes_an_appointment
        || reviews
        || agrees
    {
        problems.push(("409", "The present state does not allow this step"));
    }
    if makes(route) {
        let says = "A name for this request: sent twice with the same body it makes one record";
        add_header(operation, "Idempotency-Key", says, KEY, Required::False);
    }
    for (status, words) in problems {
        let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
        let response =
            ResponseBuilder::new().description(words).content("application/problem+json", content).build();
        operation.responses.responses.insert(status.to_owned(), response.into());
    }
}

fn writes_a_version(route: &Route) -> bool {
    route.path == paths::PERSON_IDENTITY
        || route.path == paths::CONSENT_WITHDRAW
        || (route.verb == Verb::Post && route.path.starts_with(paths::REFERRAL))
        || [
            paths::APPOINTMENT_RECORD,
            paths::APPOINTMENT_CORRECT,
            paths::APPOINTMENT_MOVE,
            paths::APPOINTMENT_CALL_OFF,
        ]
        .contains(&route.path)
        || (route.verb == Verb::Put && route.path == paths::AGREEMENT)
        || [paths::AGREEMENT_SUBMIT, paths::AGREEMENT_SIGN, paths::AGREEMENT_STEPS].contains(&route.path)
}

fn makes(route: &Route) -> bool {
    route.verb == Verb::Post
        && [
            paths::PEOPLE,
            paths::PERSON_AUDITS,
            paths::PERSON_SCORES,
            paths::PERSON_CONSENTS,
            paths::FIRST_CONTACTS,
            paths::CONTACT_SCREENING,
            paths::COURT_ENTRY_CONTACT,
            paths::SCREENING_RECOMMENDATIONS,
            paths::RECOMMENDATION_OUTCOME,
            paths::WAYS_IN,
            paths::PERSON_NOTES,
            paths::PERSON_APPOINTMENTS,
            paths::REFERRALS,
            paths::AGREEMENTS,
            paths::AGREEMENT_REMARKS,
        ]
        .contains(&route.path)
}

fn add_header(operation: &mut Operation, name: &str, words: &str, pattern: &str, required: Required) {
    let text = ObjectBuilder::new().schema_type(SchemaType::Type(Type::String)).pattern(Some(pattern));
    let header = ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .description(Some(words))
        .required(required)
        .schema(Some(text))
        .build();
    operation.parameters.get_or_insert_default().push(header.into());
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use utoipa::openapi::HttpMethod;

    const fn method(verb: Verb) -> HttpMethod {
        match verb {
            Verb::Get => HttpMethod::Get,
            Verb::Post => HttpMethod::Post,
            Verb::Put => HttpMethod::Put,
        }
    }

    /// Two of one name would be described as whichever comes last.
    #[test]
    fn no_two_schemas_have_one_name() {
        let mut folders = vec![std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/api")];
        let (mut seen, mut twice) = (BTreeSet::new(), Vec::new());
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let text = std::fs::read_to_string(path).unwrap();
                // A schema is a struct or an enum whose derived traits say so, on a line above it.
                let mut derived = false;
                for line in text.lines() {
                    derived = derived || (line.starts_with("#[derive(") && line.contains("ToSchema"));
                    let words: Vec<&str> = line.split([' ', '<', '{', '(']).collect();
                    let at = words.iter().position(|word| matches!(*word, "struct" | "enum"));
                    if let (true, Some(name)) = (derived, at.and_then(|at| words.get(at + 1))) {
                        derived = false;
                        if !seen.insert((*name).to_owned()) {
                            twice.push((*name).to_owned());
                        }
                    }
                }
            }
        }
        assert!(seen.len() > 100 && twice.is_empty(), "{twice:?}");
    }

    #[test]
    fn the_description_is_openapi_3_1_and_names_every_route_and_no_other() {
        let json = serde_json::to_value(openapi()).unwrap();
        assert_eq!(json["openapi"], "3.1.0");
        let described: BTreeSet<(String, String)> = json["paths"]
            .as_object()
            .unwrap()
            .iter()
            .flat_map(|(path, item)| {
                let methods: Vec<String> =
                    item.as_object().unwrap().keys().map(|key| key.to_uppercase()).collect();
                methods.into_iter().map(move |method| (method, path.clone()))
            })
            .collect();
        let routed: BTreeSet<(String, String)> =
            routes().iter().map(|route| (route.verb.name().to_owned(), route.path.to_owned())).collect();
        assert_eq!(described, routed);
    }

    #[test]
    fn every_route_says_what_goes_wrong_and_who_may() {
        let description = openapi();
        for route in routes() {
            let operation = description.paths.get_path_operation(route.path, method(route.verb)).unwrap();
            assert!(operation.responses.responses.contains_key("422"), "{}", route.path);
            assert_eq!(operation.security.is_some(), route.access != Access::Public, "{}", route.path);
        }
        let step = description.paths.get_path_operation(paths::REFERRAL_DECLINE, HttpMethod::Post).unwrap();
        for status in ["200", "401", "403", "404", "409", "412", "415", "422", "428"] {
            assert!(step.responses.responses.contains_key(status), "{status}");
        }
    }

    #[test]
    fn every_reference_leads_somewhere_and_each_operation_has_a_name_of_its_own() {
        let json = serde_json::to_value(openapi()).unwrap();
        let text = json.to_string();
        for part in text.split("\"$ref\":\"#/components/schemas/").skip(1) {
            let name = part.split('"').next().unwrap();
            assert!(json["components"]["schemas"].get(name).is_some(), "{name}");
        }
        let names: Vec<&str> =
            text.split("\"operationId\":\"").skip(1).map(|part| part.split('"').next().unwrap()).collect();
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{names:?}");
    }
}
