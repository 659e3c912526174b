//! What stays closed: which section, who holds it, why, and whom to ask.
//!
//! Only what the model says is withheld is named: of anything else the viewer may not know that it exists.

use crate::kit::{Html, SummaryList, SummaryRow};
use app::people::Names;
use gate::{Reason, Withheld};

/// One line for each closed section and holder.
pub(crate) fn list(withheld: &[Withheld], names: &Names) -> Html {
    let rows = withheld.iter().map(|closed| {
        let holder = names.agency(closed.ask);
        let sentence = sentence(closed.reason, &holder);
        SummaryRow::new(closed.section.words(), sentence)
    });
    Html::of(&SummaryList::new(rows).compact())
}

/// Why a section that `holder` keeps is closed, and what to do.
pub(crate) fn sentence(reason: Reason, holder: &str) -> String {
    format!("Held by {holder}. Not shown, because {}. Ask {holder}.", reason.words())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_section_says_who_holds_it_why_and_whom_to_ask() {
        assert_eq!(
            sentence(Reason::LevelTooLow, "Northmoor Alcohol Service"),
            "Held by Northmoor Alcohol Service. Not shown, because the agreement shows less than this. Ask Northmoor Alcohol Service."
        );
    }
}
