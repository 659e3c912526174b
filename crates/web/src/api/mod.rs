//! The API, `/api/v1`: the same use-cases as the pages, as JSON.
//!
//! A handler reads a body or an address into a command, calls one use-case, and answers what the gate opened. Wire
//! structs live here and in no other crate. Limits that the description states are checked by the same [`Check`] that
//! pages use.
//!
//! [`Check`]: crate::form::Check

mod access_requests;
mod agreements;
mod appointments;
mod casework;
mod convictions;
mod court;
mod departures;
mod description;
mod handovers;
mod hubs;
mod identity;
mod json;
mod listings;
mod look_reviews;
mod me;
mod meetings;
mod mistakes;
mod openings;
mod orders;
mod paging;
mod pathways;
mod people;
mod plans;
mod provision;
mod receipts;
mod rectifications;
mod referrals;
mod repeat_contacts;
mod restrictions;
mod retention;
mod risks;
mod rules;
mod same_person;
mod scores;
mod screening;
mod secondments;
mod steps;
mod summaries;
mod team;
mod tokens;
mod turned_down;
mod ways_in;
mod wire;

pub use description::openapi;

use crate::{
    paths::api as paths,
    router::{Access, Need, Route, Verb},
};
use app::accounts::Scope;
use gate::Action;

/// Every route of the API.
pub(crate) fn routes() -> Vec<Route> {
    let mut routes = Vec::new();
    routes.extend(of_description());
    routes.extend(of_me());
    routes.extend(of_team());
    routes.extend(of_people());
    routes.extend(repeat_contacts::routes());
    routes.extend(of_referrals());
    routes.extend(of_referrals_under_way());
    routes.extend(of_appointments());
    routes.extend(of_pathways());
    routes.extend(of_court());
    routes.extend(of_tokens());
    routes.extend(agreements::routes());
    routes.extend(meetings::routes());
    routes.extend(plans::routes());
    routes.extend(casework::routes());
    routes.extend(provision::routes());
    routes.extend(hubs::routes());
    routes.extend(listings::routes());
    routes.extend(risks::routes());
    routes.extend(scores::routes());
    routes.extend(screening::routes());
    routes.extend(ways_in::routes());
    routes.extend(orders::routes());
    routes.extend(convictions::routes());
    routes.extend(summaries::routes());
    routes.extend(turned_down::routes());
    routes.extend(handovers::routes());
    routes.extend(openings::routes());
    routes.extend(restrictions::routes());
    routes.extend(identity::routes());
    routes.extend(same_person::routes());
    routes.extend(receipts::routes());
    routes.extend(look_reviews::routes());
    routes.extend(retention::routes());
    routes.extend(rules::routes());
    routes.extend(mistakes::routes());
    routes.extend(rectifications::routes());
    routes.extend(access_requests::routes());
    routes.extend(secondments::routes());
    routes.extend(departures::routes());
    routes
}

/// Routes of this description.
fn of_description() -> Vec<Route> {
    use Verb::Get;
    vec![Route::api(Get, paths::OPENAPI, Need::Any, Access::Public, description::show)]
}

/// Routes of whoever asks.
fn of_me() -> Vec<Route> {
    use Verb::Get;
    let read_people = Need::Scope(Scope::PeopleRead);
    let may = Access::May;
    vec![
        Route::api(Get, paths::ME, Need::Any, Access::SignedIn, me::me),
        Route::api(Get, paths::MY_WORK, read_people, Access::SignedIn, me::my_work),
        Route::api(Get, paths::CASELOAD, read_people, may(Action::SeeCaseload), me::caseload),
    ]
}

/// Routes of what is due, for a desk and a team.
fn of_team() -> Vec<Route> {
    use Verb::Get;
    let read_people = Need::Scope(Scope::PeopleRead);
    let may = Access::May;
    vec![
        Route::api(Get, paths::MY_WAITING, read_people, may(Action::SeeCaseload), me::list_waiting),
        Route::api(Get, paths::MY_NEW, read_people, may(Action::SeeCaseload), me::list_new),
        Route::api(Get, paths::MY_DUE, read_people, may(Action::SeeCaseload), team::list_due),
        Route::api(Get, paths::TEAM, read_people, may(Action::SeeTeamWork), team::read_team),
        Route::api(Get, paths::TEAM_DUTIES, read_people, may(Action::SeeTeamWork), team::list_team_duties),
    ]
}

/// Routes of people.
fn of_people() -> Vec<Route> {
    use Verb::{Get, Post, Put};
    let read_people = Need::Scope(Scope::PeopleRead);
    let write_people = Need::Scope(Scope::PeopleWrite);
    let read_referrals = Need::Scope(Scope::ReferralsRead);
    let may = Access::May;
    vec![
        Route::api(Get, paths::PEOPLE, read_people, may(Action::SearchPeople), people::search_people),
        Route::api(Post, paths::PEOPLE, write_people, may(Action::CreatePerson), people::create_person),
        Route::api(Get, paths::PERSON, read_people, may(Action::SearchPeople), people::open_person),
        Route::api(
            Put,
            paths::PERSON_IDENTITY,
            write_people,
            may(Action::EditIdentity),
            people::correct_identity,
        ),
        Route::api(
            Get,
            paths::PERSON_TIMELINE,
            read_people,
            may(Action::SearchPeople),
            people::read_timeline,
        ),
        Route::api(
            Get,
            paths::PERSON_REFERRALS,
            read_referrals,
            may(Action::SearchPeople),
            people::list_referrals,
        ),
        Route::api(Get, paths::PERSON_SHARING, read_people, may(Action::SeeWhoLooked), people::read_sharing),
        Route::api(
            Get,
            paths::PERSON_WHO_SEES,
            read_people,
            may(Action::SeeWhoLooked),
            agreements::sight::read_who_sees,
        ),
        Route::api(
            Get,
            paths::PERSON_WHY,
            read_people,
            may(Action::SeeWhoLooked),
            agreements::sight::read_why,
        ),
        Route::api(Post, paths::PERSON_NOTES, write_people, may(Action::AddNote), people::add_note),
        Route::api(Post, paths::NOTE_MOVES, write_people, may(Action::MoveNote), people::move_note),
    ]
}

/// Routes of services and referrals.
fn of_referrals() -> Vec<Route> {
    use Verb::{Get, Post};
    let read_referrals = Need::Scope(Scope::ReferralsRead);
    let write_referrals = Need::Scope(Scope::ReferralsWrite);
    let may = Access::May;
    vec![
        Route::api(Get, paths::SERVICES, read_referrals, Access::SignedIn, referrals::list_services),
        Route::api(
            Post,
            paths::REFERRALS,
            write_referrals,
            may(Action::MakeReferral),
            referrals::make_referral,
        ),
        Route::api(Get, paths::REFERRAL, read_referrals, may(Action::SearchPeople), referrals::open_referral),
        Route::api(
            Post,
            paths::REFERRAL_RECEIVE,
            write_referrals,
            may(Action::ReceiveReferral),
            referrals::receive_referral,
        ),
        Route::api(
            Post,
            paths::REFERRAL_ACCEPT,
            write_referrals,
            may(Action::AcceptReferral),
            referrals::accept_referral,
        ),
        Route::api(
            Post,
            paths::REFERRAL_DECLINE,
            write_referrals,
            may(Action::DeclineReferral),
            referrals::decline_referral,
        ),
        Route::api(
            Post,
            paths::REFERRAL_WITHDRAW,
            write_referrals,
            may(Action::WithdrawReferral),
            referrals::withdraw_referral,
        ),
        Route::api(
            Post,
            paths::REFERRAL_BEGIN,
            write_referrals,
            may(Action::BeginReferral),
            referrals::begin_referral,
        ),
        Route::api(
            Post,
            paths::REFERRAL_CONCLUDE,
            write_referrals,
            may(Action::ConcludeReferral),
            referrals::conclude_referral,
        ),
    ]
}

/// Routes of what happens to a referral on its way.
fn of_referrals_under_way() -> Vec<Route> {
    use Verb::{Get, Post};
    let read_referrals = Need::Scope(Scope::ReferralsRead);
    let write_referrals = Need::Scope(Scope::ReferralsWrite);
    let may = Access::May;
    vec![
        Route::api(
            Post,
            paths::REFERRAL_WAITLIST,
            write_referrals,
            may(Action::WaitlistReferral),
            referrals::waitlist_referral,
        ),
        Route::api(
            Post,
            paths::REFERRAL_ASK,
            write_referrals,
            may(Action::AskAboutReferral),
            referrals::ask_about_referral,
        ),
        Route::api(
            Post,
            paths::REFERRAL_GIVE,
            write_referrals,
            may(Action::AnswerQuestion),
            referrals::give_information,
        ),
        Route::api(
            Post,
            paths::REFERRAL_OFFER,
            write_referrals,
            may(Action::OfferAppointment),
            referrals::offer_appointment,
        ),
        Route::api(
            Post,
            paths::REFERRAL_BOOK,
            write_referrals,
            may(Action::BookFirstAppointment),
            referrals::book_first_appointment,
        ),
        Route::api(
            Post,
            paths::REFERRAL_WARNING,
            write_referrals,
            may(Action::ReadWarning),
            referrals::read_warning,
        ),
        Route::api(
            Post,
            paths::REFERRAL_AMEND,
            write_referrals,
            may(Action::AmendReferral),
            referrals::amend_referral,
        ),
        Route::api(Get, paths::INBOX, read_referrals, may(Action::SeeInbox), referrals::read_inbox),
        Route::api(
            Get,
            paths::INBOX_ANSWERED,
            read_referrals,
            may(Action::SeeInbox),
            referrals::read_answered,
        ),
    ]
}

/// Routes of appointments.
fn of_appointments() -> Vec<Route> {
    use Verb::{Get, Post};
    let read_people = Need::Scope(Scope::PeopleRead);
    let write_people = Need::Scope(Scope::PeopleWrite);
    let may = Access::May;
    vec![
        Route::api(
            Get,
            paths::PERSON_APPOINTMENTS,
            read_people,
            may(Action::SeeAppointments),
            appointments::list_appointments,
        ),
        Route::api(
            Post,
            paths::PERSON_APPOINTMENTS,
            write_people,
            may(Action::BookAppointment),
            appointments::book_appointment,
        ),
        Route::api(
            Get,
            paths::APPOINTMENT,
            read_people,
            may(Action::SeeAppointments),
            appointments::open_appointment,
        ),
        Route::api(
            Post,
            paths::APPOINTMENT_RECORD,
            write_people,
            may(Action::RecordAttendance),
            appointments::record_attendance,
        ),
        Route::api(
            Post,
            paths::APPOINTMENT_CORRECT,
            write_people,
            may(Action::RecordAttendance),
            appointments::correct_attendance,
        ),
        Route::api(
            Post,
            paths::APPOINTMENT_MOVE,
            write_people,
            may(Action::MoveAppointment),
            appointments::move_appointment,
        ),
        Route::api(
            Post,
            paths::APPOINTMENT_CALL_OFF,
            write_people,
            may(Action::MoveAppointment),
            appointments::call_appointment_off,
        ),
        Route::api(
            Post,
            paths::APPOINTMENT_FEEDBACK,
            write_people,
            may(Action::GiveFeedback),
            appointments::give_feedback,
        ),
        Route::api(Get, paths::DAY_SHEET, read_people, may(Action::SeeDaySheet), appointments::read_day),
    ]
}

/// Routes of pathways.
fn of_pathways() -> Vec<Route> {
    use Verb::{Get, Post};
    let read_referrals = Need::Scope(Scope::ReferralsRead);
    let write_referrals = Need::Scope(Scope::ReferralsWrite);
    let may = Access::May;
    vec![
        Route::api(Get, paths::PATHWAY, read_referrals, may(Action::SeePathways), pathways::open_pathway),
        Route::api(
            Post,
            paths::PATHWAY_REVIEW,
            write_referrals,
            may(Action::ReviewPathway),
            pathways::hold_review,
        ),
    ]
}

/// Routes of the court's list.
fn of_court() -> Vec<Route> {
    use Verb::{Get, Post};
    let read_court = Need::Scope(Scope::CourtRead);
    let write_court = Need::Scope(Scope::CourtWrite);
    let may = Access::May;
    vec![
        Route::api(Post, paths::COURT_LISTS, write_court, may(Action::LoadCourtList), court::load_court_list),
        Route::api(Get, paths::COURT_LIST, read_court, may(Action::LoadCourtList), court::open_court_list),
        Route::api(
            Get,
            paths::COURT_ENTRIES,
            read_court,
            may(Action::WorkCourtList),
            court::list_court_entries,
        ),
        Route::api(Get, paths::COURT_ENTRY, read_court, may(Action::WorkCourtList), court::open_court_entry),
        Route::api(
            Post,
            paths::COURT_ENTRY_DECISIONS,
            write_court,
            may(Action::DecideCourtMatch),
            court::decide_court_entry,
        ),
        Route::api(
            Post,
            paths::COURT_ENTRY_MOVE,
            write_court,
            may(Action::MoveCourtEntry),
            court::move_court_entry,
        ),
    ]
}

/// Routes of one's own tokens.
fn of_tokens() -> Vec<Route> {
    use Verb::{Get, Post};
    vec![
        Route::api(Get, paths::TOKENS, Need::Session, Access::SignedIn, tokens::list_tokens),
        Route::api(Post, paths::TOKENS, Need::Session, Access::SignedIn, tokens::create_token),
        Route::api(Post, paths::TOKEN_REVOKE, Need::Session, Access::SignedIn, tokens::revoke_token),
    ]
}
