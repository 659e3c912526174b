//! How consent was taken: the fields that make it good later, on every form that asks for one.

use crate::{
    form::{Check, Typed},
    kit::Html,
    pages::plain_form::{Again, options},
};
use domain::consent::{Manner, Taken};

/// The fields.
pub(crate) fn fields(again: Again<'_>) -> Html {
    let width = "govuk-input--width-20";
    Html::join(
        [
            again.radios("manner", "How was it given?", options!(Manner)),
            again.line("language", "In which language?", "", width),
            again.line("interpreter", "Through which interpreter? (optional)", "", width),
            again.line("capacity", "What did you notice about capacity to decide? (optional)", "", ""),
            again.date("until", "Last day on which it counts (optional)", "After that, ask again."),
        ],
        "\n",
    )
}

/// Reads them; what cannot be taken goes into `check`.
pub(crate) fn read(typed: &Typed, check: &mut Check) -> Option<Taken> {
    let manner = check.code("manner", typed.get("manner"), Manner::from_code, "Select how consent was given");
    let language = check.line("language", typed.get("language"), "the language");
    let interpreter = check.optional_line("interpreter", typed.get("interpreter"), "the interpreter");
    let capacity = check.optional_line("capacity", typed.get("capacity"), "what you noticed");
    let until = check.optional_date("until", &typed.date("until"), "The last day");
    Some(Taken { manner: manner?, language: language?, interpreter, capacity, until })
}
