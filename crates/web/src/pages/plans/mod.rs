//! The plan of one person: its strands, the forms that begin and continue one, and what the person says of the whole.

mod list;
pub(crate) mod new;
mod one;
pub(crate) mod record;
pub(crate) mod view;

use crate::{
    answer::WebCx,
    form::Errors,
    kit::{BackLink, Html},
    pages::{person::bar, plain_form::PlainForm},
    paths,
    router::{Access, Route},
};
use app::people::Glance;
use domain::person::Identity;
use gate::Action;

/// The routes about plans. Whether this very person's may be seen, and which strands, the gate decides.
pub(crate) fn routes() -> Vec<Route> {
    let (read, keep) = (Access::SignedIn, Access::May(Action::KeepPlan));
    let mut routes = vec![
        Route::page(paths::PERSON_PLAN, read, list::get),
        Route::page(paths::STRAND_NEW, keep, new::get),
        Route::form(paths::STRAND_NEW, keep, new::post),
        Route::page(paths::PLAN_VIEW, keep, view::get),
        Route::form(paths::PLAN_VIEW, keep, view::post),
        Route::page(paths::STRAND, read, one::get),
    ];
    routes.extend(record::routes(keep));
    routes
}

/// A form about one person's plan, without its fields.
fn form(cx: &WebCx, person: &Identity, glance: &Glance, title: &str, errors: &Errors) -> PlainForm {
    let focus = [("due", "due-day"), ("day", "day-day")];
    let mut frame = cx.form_frame(title.to_owned(), errors, &focus);
    frame.back = Some(BackLink::to(paths::person_plan(person.person)));
    PlainForm {
        bar: Some(bar::linked_bar(person, glance.today, glance.order.as_ref(), &glance.risks)),
        intro: Html::default(),
        action: String::new(),
        hidden: Html::default(),
        fields: Vec::new(),
        send: crate::kit::Button::submit("Record"),
        frame,
    }
}
