//! Orders: recorded page by page, carried out, and ended. The order itself is read on the person's page.

mod cadence;
mod end;
mod failure;
mod handover;
mod late;
mod lead;
mod new;
mod outcome;
mod requirement;
mod scheme;
mod step;
mod tell;

use crate::{
    answer::WebCx,
    form::{Errors, Typed},
    kit::{BackLink, Button, Html},
    pages::{
        person::bar,
        plain_form::{PlainForm, seen_field},
    },
    paths,
    problem::Problem,
    router::{Access, Route},
};
use app::orders::{OrderTab, OrderView};
use domain::ids::OrderId;
use gate::Action;

/// The routes about orders.
pub(crate) fn routes() -> Vec<Route> {
    let may = Access::May;
    let (record, carry, end) = (may(Action::RecordOrder), may(Action::CarryOutOrder), may(Action::EndOrder));
    let mut routes = new::routes(record);
    routes.extend([
        Route::page(paths::ORDER_STEP, carry, step::get),
        Route::form(paths::ORDER_STEP, carry, step::post),
        Route::page(paths::ORDER_REQUIREMENT, carry, requirement::get),
        Route::form(paths::ORDER_REQUIREMENT, carry, requirement::post),
        Route::page(paths::ORDER_LEAD, may(Action::SetLead), lead::get),
        Route::form(paths::ORDER_LEAD, may(Action::SetLead), lead::post),
        Route::page(paths::ORDER_CADENCE, may(Action::RaiseCadence), cadence::get),
        Route::form(paths::ORDER_CADENCE, may(Action::RaiseCadence), cadence::post),
        Route::page(paths::ORDER_FAILURE, may(Action::RecordFailure), failure::get),
        Route::form(paths::ORDER_FAILURE, may(Action::RecordFailure), failure::post),
        Route::page(paths::ORDER_TELL, end, tell::get),
        Route::form(paths::ORDER_TELL, end, tell::post),
        Route::form(paths::ORDER_ACKNOWLEDGE, may(Action::AcknowledgeEnd), tell::acknowledge),
        Route::page(paths::ORDER_OUTCOME, end, outcome::get),
        Route::form(paths::ORDER_OUTCOME, end, outcome::post),
        Route::page(paths::ORDER_HANDOVER, Access::SignedIn, handover::get),
        Route::page(paths::ORDER_HANDOVER_WRITE, end, handover::get_form),
        Route::form(paths::ORDER_HANDOVER_WRITE, end, handover::post),
        Route::page(paths::ORDER_END, end, end::get),
        Route::form(paths::ORDER_END, end, end::post),
        Route::page(paths::ORDER_SCHEME, carry, scheme::get),
        Route::form(paths::ORDER_SCHEME, carry, scheme::post),
        Route::page(paths::LATE_STARTS, may(Action::SeeLateStarts), late::get),
    ]);
    routes
}

/// One order that the viewer may take `action` on; as absent where another agency holds it.
async fn opened(cx: &WebCx, id: OrderId, action: Action) -> Result<OrderTab, Problem> {
    let tab = app::orders::order(cx.app(), cx.viewer(), id).await?;
    if tab.orders.first().is_some_and(|view| view.may.contains(&action)) {
        Ok(tab)
    } else {
        Err(Problem::not_found())
    }
}

/// The one order of a tab.
fn the(tab: &OrderTab) -> Result<&OrderView, Problem> {
    tab.orders.first().ok_or_else(Problem::not_found)
}

/// A form about one order: below the person's bar, back to the person's orders.
fn form(
    cx: &WebCx,
    tab: &OrderTab,
    title: String,
    errors: &Errors,
    action: String,
    fields: Vec<Html>,
    send: &'static str,
) -> PlainForm {
    let mut frame = cx.form_frame(title, errors, &[]);
    frame.back = Some(BackLink::to(paths::person_order(tab.person.person)));
    let glance = &tab.glance;
    let version = tab.orders.first().map_or(0, |view| view.record.course.version());
    PlainForm {
        bar: Some(bar::linked_bar(&tab.person, glance.today, glance.order.as_ref(), &glance.risks)),
        intro: Html::default(),
        action,
        hidden: Html::join([frame.csrf_field(), seen_field(version)], ""),
        fields,
        send: Button::submit(send),
        frame,
    }
}

/// The version that the writer saw.
fn seen(typed: &Typed) -> i64 {
    typed.get("seen").parse().unwrap_or_default()
}
