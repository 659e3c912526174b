//! When and where: the fields that arranging and moving a meeting share.

use crate::{
    form::{Check, Errors, Typed},
    kit::{DateInput, Input},
};
use domain::{meeting::Setting, text::Line};
use jiff::{civil::Date, tz::TimeZone};

/// The three fields.
#[derive(Debug)]
pub(super) struct Fields {
    pub(super) day: DateInput,
    pub(super) time: Input,
    pub(super) place: Input,
}

impl Fields {
    /// The fields with what was typed.
    pub(super) fn of(typed: &Typed, errors: &Errors) -> Self {
        let time = Input::text("time", "Time").with_value(typed.get("time").to_owned());
        let place = Input::text("place", "Place").with_value(typed.get("place").to_owned());
        Self {
            day: DateInput::new("day", "Day")
                .with_typed(&typed.date("day"))
                .with_hint("For example, 26 11 2026")
                .with_error(errors.at("day")),
            time: time.with_hint("For example, 10:30 or 2:30pm").with_error(errors.at("time")),
            place: place.with_hint("An office, or how: by telephone").with_error(errors.at("place")),
        }
    }
}

/// What the fields say.
pub(super) fn read(typed: &Typed, zone: &TimeZone, check: &mut Check) -> Option<Setting> {
    let day = check.date("day", &typed.date("day"), "Day");
    let time = check.time("time", typed.get("time"), "the time");
    let place: Option<Line> = check.line("place", typed.get("place"), "the place");
    let (day, time, place): (Date, _, _) = (day?, time?, place?);
    match day.to_datetime(time).to_zoned(zone.clone()) {
        Ok(at) => Some(Setting { at: at.timestamp(), place }),
        Err(_) => check.wrong("day", "out-of-range", "Enter a day within this century"),
    }
}
