//! Offences as the Libra list and the adult list shaped like it write them.

use super::clean::Notes;
use domain::{hearing::Offence, text::Line};

/// A row's fields by name, whichever format they stand in.
pub(super) trait Fields {
    /// The text of a field, where there is one.
    fn text(&self, name: &str) -> Option<&str>;
}

/// One offence.
pub(super) fn offence(notes: &mut Notes, one: &dyn Fields) -> Offence {
    Offence {
        code: code(notes, one.text("code")),
        title: notes.line("title", one.text("title")),
        title_welsh: notes.line("cy_title", one.text("cy_title")),
        wording: notes.prose("sum", one.text("sum").or_else(|| one.text("cy_sum"))),
        statute: notes.line("as", one.text("as")),
        plea: notes.line("plea", one.text("plea")),
        plea_day: notes.date("pleadate", one.text("pleadate")),
        verdict: None,
        convicted: notes.date("convdate", one.text("convdate")),
        adjourned: notes.date("adjdate", one.text("adjdate")),
        results: notes.line("adjreason", one.text("adjreason")).into_iter().collect(),
    }
}

/// An offence code in capitals. Whether any table knows it is asked elsewhere.
pub(super) fn code(notes: &mut Notes, text: Option<&str>) -> Option<Line> {
    notes.line("code", text.map(str::to_uppercase).as_deref())
}
