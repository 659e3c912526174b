//! The pages, a folder for each place that people go to; every one lists its own routes.
//!
//! # Adding a page
//!
//! 1. Its address goes into [`paths`](crate::paths): a template and, with an id, a function.
//! 2. Its folder gets a `routes()` with `Route::page(paths::X, Access::May(Action::Y), show)` and, for a form,
//!    `Route::form` **at the same address**: so a form cut short by the end of a session is taken up again there.
//! 3. A handler takes [`WebCx`](crate::answer::WebCx), `Id<PersonId>` for `{id}`, `Query<T>` (`Query<()>` where nothing
//!    may be asked: unknown parameters are refused) and `Typed` for a form; it answers `Answer`, and `?` turns any
//!    refusal into a page. Session, role and the form's token are checked before it runs.
//! 4. The page is a struct with `frame: cx.frame("Title")` (a form: `cx.form_frame(title, &errors, &[("born", "born-day")])`,
//!    where the pairs lead from a field to the id of its first input) and parts of the kit; its template extends
//!    `layout.html`. A form's template begins with `{{ hidden }}`, from `cx.hidden(&frame, &typed, &errors)`.
//!
//! A form that makes something reads like this:
//!
//! ```ignore
//! async fn show(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
//!     let draft = cx.draft().await?;
//!     cx.show(&page(&cx, &model, &draft.unwrap_or_default(), &Errors::none()))
//! }
//!
//! async fn save(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
//!     let mut check = Check::default();
//!     let text = check.prose("text", typed.get("text"), "a note");
//!     let done = match check.done(|| text) {
//!         Ok(text) => people::add_note(cx.app(), cx.viewer(), person, text, cx.once(&typed).as_ref()).await,
//!         Err(fields) => Err(Refusal::Invalid(fields)),
//!     };
//!     match done {
//!         Ok(_) => {
//!             cx.forget_draft().await;
//!             cx.go_saying(paths::person(person), Said::NoteAdded)
//!         }
//!         Err(refusal) => {
//!             let errors = cx.mend(refusal)?; // Fields, a full disk, a database that is away: the form again.
//!             cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
//!         }
//!     }
//! }
//! ```

mod access_requests;
pub(crate) mod accounts;
pub(crate) mod agreements;
mod appointments;
pub(crate) mod casework;
pub(crate) mod convictions;
mod court;
pub(crate) mod departures;
pub(crate) mod error;
mod failures;
pub(crate) mod fields;
mod handovers;
pub(crate) mod hubs;
mod identity;
mod journey;
pub(crate) mod listings;
mod look_reviews;
mod meetings;
pub(crate) mod mistakes;
pub(crate) mod my_account;
mod my_work;
mod notices;
mod openings;
mod orders;
mod pathways;
mod people;
pub(crate) mod person;
pub(crate) mod plain_form;
pub(crate) mod plans;
pub(crate) mod provision;
pub(crate) mod receipts;
mod rectifications;
mod referrals;
pub(crate) mod repeat_contacts;
mod restrictions;
mod retention;
pub(crate) mod risks;
mod rules;
pub(crate) mod scores;
mod screening;
pub(crate) mod secondments;
pub(crate) mod sign_in;
pub(crate) mod summaries;
pub(crate) mod team;
mod ways_in;

use crate::router::Route;

/// Every route of the pages.
pub(crate) fn routes() -> Vec<Route> {
    let mut routes = sign_in::routes();
    routes.extend(my_account::routes());
    routes.extend(accounts::routes());
    routes.extend(my_work::routes());
    routes.extend(team::routes());
    routes.extend(meetings::routes());
    routes.extend(notices::routes());
    routes.extend(people::routes());
    routes.extend(repeat_contacts::routes());
    routes.extend(person::routes());
    routes.extend(orders::routes());
    routes.extend(failures::routes());
    routes.extend(convictions::routes());
    routes.extend(summaries::routes());
    routes.extend(handovers::routes());
    routes.extend(openings::routes());
    routes.extend(restrictions::routes());
    routes.extend(identity::routes());
    routes.extend(court::routes());
    routes.extend(referrals::routes());
    routes.extend(plans::routes());
    routes.extend(casework::routes());
    routes.extend(provision::routes());
    routes.extend(hubs::routes());
    routes.extend(listings::routes());
    routes.extend(risks::routes());
    routes.extend(scores::routes());
    routes.extend(screening::routes());
    routes.extend(ways_in::routes());
    routes.extend(appointments::routes());
    routes.extend(pathways::routes());
    routes.extend(agreements::routes());
    routes.extend(receipts::routes());
    routes.extend(look_reviews::routes());
    routes.extend(rectifications::routes());
    routes.extend(access_requests::routes());
    routes.extend(retention::routes());
    routes.extend(rules::routes());
    routes.extend(mistakes::routes());
    routes.extend(secondments::routes());
    routes.extend(departures::routes());
    routes
}
