//! The letter, to print: who looked, why, until when, in plain words.

use super::{Days, period, said, sending};
use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    kit::{BackLink, Frame},
    paths,
};
use app::receipts::{Letter, PurposeLooks, letter};
use askama::Template;
use domain::{agreement::words::joined, ids::PersonId, receipt};

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/receipts/letter.html")]
struct LetterPage {
    frame: Frame,
    called: String,
    agency: String,
    day: String,
    period: String,
    agencies: Vec<(String, Vec<String>)>,
    sent: Vec<String>,
}

/// What one agency looked at for one purpose, in sentences.
fn sentences(looks: &PurposeLooks) -> String {
    let days = match (looks.days, looks.first == looks.last) {
        (_, true) => format!("on {}", said(looks.first)),
        (2, false) => format!("on {} and on {}", said(looks.first), said(looks.last)),
        (days, false) => {
            format!("on {days} days between {} and {}", said(looks.first), said(looks.last))
        }
    };
    let why = receipt::why_in_plain_words(looks.purpose);
    let saw: Vec<String> =
        looks.shown.iter().map(|section| receipt::in_plain_words(*section).to_owned()).collect();
    let until = match (looks.until, looks.review) {
        (Some(last), _) => format!("They may look until {}.", said(last)),
        (None, Some(review)) => {
            format!(
                "They may look while they work with you. Whether that stays so is decided again by {}.",
                said(review)
            )
        }
        (None, None) => "They may look while they work with you.".to_owned(),
    };
    format!("They looked {days}, to {why}. They saw: {}. {until}", joined(saw, "and"))
}

fn page(frame: Frame, model: &Letter) -> LetterPage {
    let agencies = model.agencies.iter().map(|one| {
        let said = one.purposes.iter().map(sentences).collect();
        (one.agency.clone(), said)
    });
    LetterPage {
        frame,
        called: model.called.clone(),
        agency: model.agency.clone(),
        day: said(model.day),
        period: period(model),
        agencies: agencies.collect(),
        sent: model.sent.iter().map(sending).collect(),
    }
}

/// Shows the letter.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(days): Query<Days>) -> Answer {
    let model = letter(cx.app(), cx.viewer(), person, (days.from, days.until)).await?;
    let mut frame = cx.frame(format!("Letter to {}: who has seen your record", model.called));
    frame.back = Some(BackLink { text: "Receipts".into(), ..BackLink::to(paths::person_receipts(person)) });
    cx.show(&page(frame, &model))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::section::{Purpose, Section};
    use jiff::civil::date;

    #[test]
    fn the_letter_says_when_why_what_and_until_when() {
        let looks = PurposeLooks {
            purpose: Purpose::Supervision,
            days: 3,
            first: date(2026, 3, 3),
            last: date(2026, 11, 24),
            shown: vec![Section::Identity, Section::Plan],
            until: None,
            review: Some(date(2030, 1, 1)),
        };
        assert_eq!(
            sentences(&looks),
            "They looked on 3 days between 3 March 2026 and 24 November 2026, to work with you on your order. They saw: your name, \
             date of birth and numbers and your plan, and who helps with it. They may look while they work with you. Whether that \
             stays so is decided again by 1 January 2030."
        );
        let once = PurposeLooks { days: 1, last: looks.first, until: Some(date(2027, 5, 1)), ..looks };
        let said = sentences(&once);
        assert!(said.starts_with("They looked on 3 March 2026, to"), "{said}");
        assert!(said.ends_with("They may look until 1 May 2027."), "{said}");
    }
}
