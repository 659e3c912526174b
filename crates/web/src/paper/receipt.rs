//! What a person is told of who has seen their record: a letter, or the same on an easy-read sheet, one idea a line, large.

use super::said;
use crate::words;
use app::receipts::{AgencyLooks, Letter, PurposeLooks, Sending, SentAs};
use documents::{Block, Document, Language, Size, Text};
use domain::{
    agreement::words::joined,
    mistake::Mistake,
    receipt,
    section::{Purpose, Section},
};
use std::collections::BTreeSet;

/// The name of the letter's file.
pub(crate) const LETTER: &str = "who-has-seen-your-record";
/// The name of the sheet's file.
pub(crate) const EASY: &str = "who-looked-easy-read";

/// What was sent, as a sentence of a letter.
pub(crate) fn sending(one: &Sending) -> String {
    let day = said(one.day);
    match (one.sent_as, one.until) {
        (SentAs::Referral, _) => format!("On {day} {} referred you to {}.", one.from, one.to),
        (SentAs::Handover, _) => format!("On {day} {} handed your case to {}.", one.from, one.to),
        (SentAs::Letter, Some(until)) => format!(
            "On {day} {} issued a letter about you for {}, which you had agreed to. It counts until {}.",
            one.from,
            one.to,
            said(until)
        ),
        (SentAs::Letter, None) => {
            format!(
                "On {day} {} issued a letter about you for {}, which you had agreed to.",
                one.from, one.to
            )
        }
    }
}

/// What reached somebody by mistake, as a sentence of a letter; who that was is not told.
pub(crate) fn mistaken(one: &Mistake) -> String {
    let saw: Vec<String> =
        one.sections.iter().map(|section| receipt::in_plain_words(*section).to_owned()).collect();
    let back = one.facts().iter().rev().find_map(|(_, fact)| fact.recovery);
    let back = back.map(|back| format!(" What became of it: {}.", back.words().to_lowercase()));
    format!(
        "On {} something about you reached somebody who should not have had it. It was about: {}.{}",
        said(one.happened),
        joined(saw, "and"),
        back.unwrap_or_default()
    )
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

fn nothing_or(none: &'static str, blocks: Vec<Block>) -> Vec<Block> {
    if blocks.is_empty() { vec![Block::paragraph(none)] } else { blocks }
}

fn given(model: &Letter, title: &'static str, size: Size, body: Vec<Block>) -> Document {
    let (letterhead, closing) = match size {
        Size::Ordinary => (
            vec![Block::paragraph(format!("{}, {}", model.agency, said(model.day)))],
            vec![Block::paragraph(model.agency.clone())],
        ),
        Size::Large => (Vec::new(), Vec::new()),
    };
    Document {
        title: title.into(),
        language: Language::English,
        day: model.day,
        author: model.agency.clone(),
        size,
        foot: format!("{}, {}", model.agency, said(model.day)),
        letterhead,
        body,
        closing,
    }
}

/// The letter: who looked, why, until when, in plain words, and what reached somebody by mistake.
pub(crate) fn letter(model: &Letter, mistakes: &[Mistake]) -> Document {
    const NONE: &str = "There is nothing to tell for these days.";
    let (from, until) = (said(model.period.from), said(model.period.until));
    let mut body = vec![
        Block::paragraph(format!("Dear {},", model.called)),
        Block::paragraph(format!(
            "Several agencies work together and share one record about you. Each time somebody opens it, that is written down. \
             This letter tells you who looked, why, and until when they may look. It covers {from} to {until}."
        )),
        Block::part("Who has looked", ""),
    ];
    let looked = model.agencies.iter().flat_map(|one| {
        let said = one.purposes.iter().map(|looks| Block::paragraph(sentences(looks)));
        std::iter::once(Block::piece(one.agency.clone())).chain(said)
    });
    body.extend(nothing_or(NONE, looked.collect()));
    body.push(Block::part("What was sent", ""));
    body.extend(nothing_or(NONE, model.sent.iter().map(|one| Block::paragraph(sending(one))).collect()));
    if !mistakes.is_empty() {
        body.push(Block::part("What went to somebody by mistake", ""));
        body.extend(mistakes.iter().map(|one| Block::paragraph(mistaken(one))));
    }
    body.extend([
        Block::part("What this letter leaves out", ""),
        Block::paragraph(
            "Everybody’s letter says this. The law lets us leave out looks that could put somebody at risk if they were known, \
             and agencies that we do not know of. We cannot say whether that is so for you.",
        ),
        Block::part("What you can do", ""),
        Block::bullets([
            "Ask us to explain anything in this letter.",
            "Ask for a copy of your record. It is free.",
            "Tell us what is wrong. We put it right and tell those who read it.",
            "Complain to us, or to the Information Commissioner’s Office.",
        ]),
    ]);
    given(model, "Who has seen your record", Size::Ordinary, body)
}

/// What the sheet says of one agency.
fn plainly(one: &AgencyLooks) -> [Block; 7] {
    let saw: BTreeSet<Section> = one.purposes.iter().flat_map(|looks| looks.shown.iter().copied()).collect();
    let why: BTreeSet<Purpose> = one.purposes.iter().map(|looks| looks.purpose).collect();
    let days = one.purposes.iter().map(|looks| looks.days).max().unwrap_or_default();
    [
        Block::piece(one.agency.clone()),
        Block::paragraph(format!("They looked on {}.", words::count(u64::from(days), "day", "days"))),
        Block::paragraph("They looked at:"),
        Block::bullets(saw.into_iter().map(receipt::in_plain_words)),
        Block::paragraph("They looked to:"),
        Block::bullets(why.into_iter().map(receipt::why_in_plain_words)),
        Block::paragraph("They can look while they work with you."),
    ]
}

/// The easy-read sheet.
pub(crate) fn easy(model: &Letter) -> Document {
    const NONE: &str = "There is nothing to tell.";
    let (from, until) = (said(model.period.from), said(model.period.until));
    let mut body = vec![
        Block::paragraph(format!("This sheet is for {}.", model.called)),
        Block::paragraph(format!("It is from {}.", model.agency)),
        Block::Paragraph(Text::plain("Your ").and_strong("record").then(" is what we write down about you.")),
        Block::paragraph("Other agencies can look at it."),
        Block::paragraph(format!("This sheet is about the time from {from} to {until}.")),
        Block::part("Who looked", ""),
    ];
    body.extend(nothing_or(NONE, model.agencies.iter().flat_map(plainly).collect()));
    body.push(Block::part("What was sent", ""));
    let sent = model.sent.iter().flat_map(|one| {
        [
            Block::paragraph(format!("Something about you was sent for {}.", one.to)),
            Block::paragraph(format!("That was on {}.", said(one.day))),
        ]
    });
    body.extend(nothing_or(NONE, sent.collect()));
    body.extend([
        Block::part("What is not here", ""),
        Block::paragraph("Some looks are not on this sheet."),
        Block::paragraph("That can be to keep people safe."),
        Block::paragraph("Every sheet says this."),
        Block::part("What you can do", ""),
        Block::bullets([
            "You can ask us what this means.",
            "You can ask for a copy of your record.",
            "You can tell us if something is wrong.",
            "You can complain.",
        ]),
    ]);
    given(model, "Who looked at your record", Size::Large, body)
}

#[cfg(test)]
mod tests {
    use super::*;
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
        let spaced = |looks: &PurposeLooks| sentences(looks).replace('\u{a0}', " ");
        assert_eq!(
            spaced(&looks),
            "They looked on 3 days between 3 March 2026 and 24 November 2026, to work with you on your order. They saw: your name, \
             date of birth and numbers and your plan, and who helps with it. They may look while they work with you. Whether that \
             stays so is decided again by 1 January 2030."
        );
        let once = PurposeLooks { days: 1, last: looks.first, until: Some(date(2027, 5, 1)), ..looks };
        let said = spaced(&once);
        assert!(said.starts_with("They looked on 3 March 2026, to"), "{said}");
        assert!(said.ends_with("They may look until 1 May 2027."), "{said}");
    }
}
