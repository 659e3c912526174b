//! When and where, as a form asks it.

use crate::{
    form::{Check, Typed},
    kit::Html,
    pages::plain_form::Again,
};
use app::appointments::Slot;
use domain::ids::AppointmentId;

/// The choice of a day, time and place of one's own.
pub(crate) const OTHER: &str = "other";
/// Fields that are dates, and the input that an error leads to.
pub(crate) const FOCUS: [(&str, &str); 1] = [("day", "day-day")];
/// Minutes offered first.
const USUAL: &str = "45";

/// Day, time and place; `after` when the time may be left out beside another appointment.
pub(crate) fn other(again: Again<'_>, beside: bool) -> Html {
    let place = again.line("place", "Place", "For example, Castle Street office", "govuk-input--width-20");
    let mut fields = vec![again.date("day", "Day", "For example, 14 2 2027")];
    let hint = if beside {
        "For example, 10:30. Beside another appointment, right after it"
    } else {
        "For example, 10:30"
    };
    fields.push(again.line("time", "Time", hint, "govuk-input--width-5"));
    fields.push(place);
    Html::join(fields, "")
}

/// How long.
pub(crate) fn minutes(again: Again<'_>) -> Html {
    let typed = if again.typed.has("minutes") {
        again.typed.clone()
    } else {
        again.typed.clone().with("minutes", USUAL)
    };
    Again { typed: &typed, ..again }.line("minutes", "How many minutes?", "", "govuk-input--width-3")
}

/// Reads the fields; what cannot be taken goes into `check`.
pub(crate) fn read(typed: &Typed, check: &mut Check) -> Option<Slot> {
    let chosen = typed.get("beside");
    let beside: Option<AppointmentId> = if chosen.is_empty() || chosen == OTHER {
        None
    } else {
        check.id("beside", chosen, "Select when and where")
    };
    let (day, place) = if beside.is_some() {
        (None, None)
    } else {
        (
            check.date("day", &typed.date("day"), "The day"),
            check.line("place", typed.get("place"), "the place"),
        )
    };
    let time = match (typed.get("time").trim(), beside) {
        ("", Some(_)) => None,
        (text, _) => check.time("time", text, "the time"),
    };
    let minutes = check.number("minutes", typed.get("minutes").trim(), 1, 480);
    let minutes = minutes.or_else(|| {
        if typed.get("minutes").trim().is_empty() {
            check.wrong("minutes", "required", "Enter how many minutes")
        } else {
            None
        }
    });
    Some(Slot { beside, day, time, minutes: u16::try_from(minutes?).ok()?, place })
}
