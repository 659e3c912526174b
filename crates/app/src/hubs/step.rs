//! A panel's meeting that was held, and a year that was counted.

use crate::{App, refusal::Refusal};
use domain::{
    hub::{HubFact, YearOf, YearRefused},
    ids::HubId,
    section::Purpose,
    text::Prose,
};
use gate::{Action, Viewer};
use jiff::civil::Date;

/// Records that the panel met. The day of its next meeting follows.
pub async fn met(
    app: &App,
    viewer: &Viewer,
    id: HubId,
    seen: i64,
    (day, words): (Date, Option<Prose>),
) -> Result<(), Refusal> {
    let mut cx = app.write(viewer, Purpose::Administration, "record a meeting of a hub's panel").await?;
    let hub = cx.led_hub(id, seen, Action::KeepHub).await?;
    if day > cx.today() {
        return Err(Refusal::field("day", "future", "The meeting must be today or in the past"));
    }
    cx.append_to_hub(hub, HubFact::Met(day, words)).await?;
    cx.answer(()).await
}

/// Records how often people of one year's list were convicted before and after.
pub async fn count(app: &App, viewer: &Viewer, id: HubId, seen: i64, year: YearOf) -> Result<(), Refusal> {
    let mut cx = app.write(viewer, Purpose::Administration, "count a year of a hub").await?;
    let hub = cx.led_hub(id, seen, Action::CountHub).await?;
    let today = cx.today();
    year.check(today).map_err(|wrong| {
        let field = match wrong {
            YearRefused::TooFew => "people",
            YearRefused::NothingBefore => "before",
            YearRefused::NotOver => "from",
        };
        Refusal::field(field, "range", wrong.to_string())
    })?;
    cx.append_to_hub(hub, HubFact::Counted(year)).await?;
    cx.answer(()).await
}
