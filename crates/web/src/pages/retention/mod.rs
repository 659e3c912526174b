//! Retention: what may be disposed of, one record with its holds, disposals with their certificates, and schedules.

mod disposal;
mod hold;
mod list;
mod record;
mod schedules;

use crate::{
    kit::{Button, Escaped, Frame, Html},
    paths,
    router::{Access, Route},
};
use gate::Action;

/// The routes about retention.
pub(crate) fn routes() -> Vec<Route> {
    let sees = Access::May(Action::SeeRetention);
    let holds = Access::May(Action::HoldRecord);
    let confirms = Access::May(Action::ConfirmDisposal);
    vec![
        Route::page(paths::RETENTION, sees, list::get),
        Route::page(paths::RETENTION_SCHEDULES, sees, schedules::get),
        Route::form(paths::RETENTION_SCHEDULES, Access::May(Action::SetRetention), schedules::post),
        Route::page(paths::RETENTION_RECORD, sees, record::get),
        Route::form(paths::RETENTION_PROPOSE, Access::May(Action::ProposeDisposal), record::propose),
        Route::form(paths::RETENTION_END, Access::May(Action::ProposeDisposal), record::end_work),
        Route::page(paths::RETENTION_HOLD, holds, hold::get),
        Route::form(paths::RETENTION_HOLD, holds, hold::post),
        Route::page(paths::DISPOSAL, sees, disposal::get),
        Route::page(paths::DISPOSAL_CONFIRM, confirms, disposal::get_confirm),
        Route::form(paths::DISPOSAL_CONFIRM, confirms, disposal::post_confirm),
        Route::form(paths::DISPOSAL_REFUSE, confirms, disposal::post_refuse),
    ]
}

/// A button that sends nothing but the form's token.
fn button(frame: &Frame, action: &str, button: &Button) -> Html {
    let open = Html::markup(format!("<form method=\"post\" action=\"{}\">", Escaped(action)));
    Html::join([open, frame.csrf_field(), Html::of(button), Html::literal("</form>")], "")
}
