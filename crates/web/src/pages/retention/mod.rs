//! Retention: what may be disposed of, one record with its holds, disposals with their certificates, and schedules.

mod disposal;
mod hold;
mod list;
mod record;
mod schedules;

use crate::{
    form::{Asked, Check, Typed},
    kit::{Button, Escaped, Frame, Html},
    paths,
    problem::Problem,
    router::{Access, Route},
    words,
};
use app::{
    Refusal,
    retention::{Kept, Which},
};
use domain::ids::{AgencyId, HoldId};
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

/// The parameter and the field that say which agency recorded it; left out for one's own.
const OF: &str = "agency";

/// Which of the records of one person an address means: by the agency that recorded it, or by a hold on it.
pub(crate) struct Asks(Which);

impl Asked for Asks {
    const KNOWN: &'static [&'static str] = &[OF, "hold"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        let hold = check.optional_id::<HoldId>("hold", typed.get("hold"), "Follow a link of this page");
        Self(hold.map_or_else(|| of(typed, check).into(), Which::Held))
    }
}

fn of(typed: &Typed, check: &mut Check) -> Option<AgencyId> {
    check.optional_id(OF, typed.get(OF), "Select an agency whose records are kept")
}

/// Which of the records a form means.
fn which(typed: &Typed) -> Result<Which, Problem> {
    let mut check = Check::default();
    let of = of(typed, &mut check);
    Ok(check.done(|| Some(of)).map_err(Refusal::Invalid)?.into())
}

/// The address of a page about one of the records.
fn address(path: &str, kept: &Kept) -> String {
    let agency = kept.left.as_ref().map(|left| left.agency.to_string()).unwrap_or_default();
    paths::with_query(path, &[(OF, &agency)])
}

/// Who recorded it, where that agency has left.
pub(crate) fn recorded_by(kept: &Kept) -> Option<String> {
    let left = kept.left.as_ref()?;
    Some(format!("{}, which left on {}", left.name, words::day(left.last_day)))
}

/// How long something is kept, in words.
fn kept_for(months: u16) -> String {
    words::count(u64::from(months), "month", "months")
}

/// The field of a form that says which of the records it means; nothing for one's own.
fn of_field(kept: &Kept) -> Html {
    let Some(left) = &kept.left else { return Html::literal("") };
    let id = left.agency.to_string();
    Html::markup(format!("<input type=\"hidden\" name=\"{OF}\" value=\"{}\">", Escaped(&id)))
}

/// A button that sends nothing but the form's token, and what is in `field`.
fn button(frame: &Frame, action: &str, field: Html, button: &Button) -> Html {
    let open = Html::markup(format!("<form method=\"post\" action=\"{}\">", Escaped(action)));
    Html::join([open, frame.csrf_field(), field, Html::of(button), Html::literal("</form>")], "")
}
