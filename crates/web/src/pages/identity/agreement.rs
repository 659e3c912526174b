//! How far two people who decide about the same pair of records agree, and how much waits.

use crate::{
    answer::{Answer, WebCx},
    form::Query,
    kit::{BackLink, Cell, Html, InsetText, Table},
    pages::screening::shown::ShownPage,
    paths, words,
};
use app::{
    identity::{self, AgreementView},
    ports::ReviewedPairs,
};
use domain::reviewer_agreement::per_thousand;

const FEW: &str = "Too few to say";

fn rows(seen: &ReviewedPairs) -> Vec<Vec<Cell>> {
    let pairs = &seen.agreement;
    let enough = pairs.share().is_some();
    let share = pairs.share().map_or(FEW.to_owned(), |share| format!("{:.0} in 100", share * 100.0));
    let kappa = match pairs.told_kappa() {
        Some(kappa) => format!("{kappa:.2}"),
        None if enough => "Cannot be said: chance alone would always agree".to_owned(),
        None => FEW.to_owned(),
    };
    let queue = per_thousand(seen.waiting, seen.records)
        .map_or(FEW.to_owned(), |rate| format!("{rate:.1} of 1,000 records wait for a person"));
    vec![
        vec!["Pairs that two people decided".into(), words::thousands(pairs.twice()).into()],
        vec!["Decided alike".into(), share.into()],
        vec!["Agreement beyond chance (Cohen’s kappa)".into(), kappa.into()],
        vec!["Records of your agency".into(), words::thousands(seen.records).into()],
        vec!["Waiting".into(), queue.into()],
    ]
}

/// Shows the page.
pub(super) async fn get(cx: WebCx, Query(()): Query<()>) -> Answer {
    let AgreementView(seen) = identity::agreement(cx.app(), cx.viewer()).await?;
    let note = "Where two records contradict each other, a second person decides without seeing what the first decided. How often both \
                come to the same says how far one decision can be relied on. Kappa is 1 where they always agree, and 0 where they \
                agree as often as by chance. Only pairs and records that you may know of are counted, and of fewer than ten no \
                rate is told.";
    let table =
        Table::new("How far those who decide agree", ["What", "Figure"], rows(&seen)).caption_hidden();
    let mut frame = cx.frame("How far those who decide agree");
    frame.back = Some(BackLink::to(paths::POSSIBLE_DUPLICATES));
    cx.show(&ShownPage {
        bar: None,
        parts: None,
        heading: "How far those who decide agree".into(),
        body: Html::join([Html::of(&InsetText::new(note)), Html::of(&table.rows_named())], "\n"),
        frame,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::reviewer_agreement::ReviewerAgreement;

    fn told(same: u64, different: u64, records: u64) -> String {
        let agreement = ReviewerAgreement { same, different, ..ReviewerAgreement::default() };
        format!("{:?}", rows(&ReviewedPairs { agreement, records, waiting: 2 }))
    }

    #[test]
    fn of_few_no_rate_is_shown_and_what_cannot_be_said_is_not() {
        assert_eq!(told(4, 5, 9).matches(FEW).count(), 3);
        let enough = told(6, 6, 1000);
        for words in ["100 in 100", "1.00", "2.0 of 1,000 records"] {
            assert!(enough.contains(words), "{words}: {enough}");
        }
        assert!(told(12, 0, 1000).contains("Cannot be said"));
    }
}
