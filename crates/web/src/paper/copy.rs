//! The copy of a record for the person: an index, the entries, marks where something was left out, and what words and letters mean.

use super::said;
use crate::words;
use app::access_requests::{Bundle, Entry, LeftOutHere, Part};
use documents::{Block, Document, Heading, Language, Level, Size, Table, Text};
use domain::{access_request::Exemption, section::Section};

/// The name of its file.
pub(crate) const NAME: &str = "copy-of-your-record";

/// The letter that stands for a reason on every copy.
pub(crate) fn letter_of(exemption: Exemption) -> char {
    let told = Exemption::ALL.iter().filter(|one| one.is_told());
    ('A'..='Z').zip(told).find(|(_, one)| **one == exemption).map_or('?', |(letter, _)| letter)
}

fn part(part: Part, holds: String) -> Block {
    Block::Heading(Heading {
        level: Level::Part,
        words: part.words().to_owned(),
        aside: String::new(),
        anchor: part.code().to_owned(),
        holds,
    })
}

fn entry(number: usize, entry: &Entry) -> [Block; 2] {
    let heading = Heading {
        level: Level::Piece,
        words: format!("{number}. {}", entry.heading),
        aside: entry.day.map(words::day).unwrap_or_default(),
        anchor: format!("entry-{number}"),
        holds: String::new(),
    };
    let says = entry.says.iter().map(|(name, value)| Text::named(name, value.clone()));
    [Block::Heading(heading), Block::Facts(says.collect())]
}

/// A mark where something was left out.
fn mark(here: &LeftOutHere) -> Block {
    let count = words::count(u64::from(here.entries), "entry", "entries");
    let letter = letter_of(here.exemption);
    Block::Inset(Text::strong(format!("Left out here: {count}.")).then(format!(" Reason {letter}.")))
}

/// The entries of a part, and the marks between them.
fn of_part(model: &Bundle, which: Part) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut numbers = Vec::new();
    let marks = |before: usize| {
        model.marks.iter().filter(move |here| here.part == which && here.before == before).map(mark)
    };
    for (before, one) in model.entries.iter().enumerate() {
        blocks.extend(marks(before));
        if one.part == which {
            blocks.extend(entry(before + 1, one));
            numbers.push(before + 1);
        }
    }
    blocks.extend(marks(model.entries.len()));
    if blocks.is_empty() {
        return blocks;
    }
    let holds = match (numbers.first(), numbers.last()) {
        (Some(first), Some(last)) if first != last => format!("entries {first} to {last}"),
        (Some(only), _) => format!("entry {only}"),
        _ => String::new(),
    };
    blocks.insert(0, part(which, holds));
    blocks
}

fn left_out(model: &Bundle) -> Vec<Block> {
    let mut blocks = vec![Block::part("What was left out", "left-out")];
    if model.left_out.is_empty() {
        blocks.push(Block::paragraph("There is nothing that we can tell you of here."));
    } else {
        blocks.push(Block::paragraph(
            "Where something was left out, a mark stands in its place with a letter. This is what the letters mean.",
        ));
        let row = |one: &app::access_requests::LeftOut| {
            vec![
                Text::plain(letter_of(one.exemption)),
                Text::plain(one.exemption.words()),
                Text::plain(words::count(u64::from(one.entries), "entry", "entries")),
            ]
        };
        blocks.push(Block::Table(Table {
            caption: "Reasons for which something was left out".into(),
            head: vec![("Letter".into(), 2), ("Reason".into(), 9), ("How much".into(), 3)],
            rows: model.left_out.iter().map(row).collect(),
        }));
    }
    blocks.push(Block::paragraph(
        "Everybody’s copy says this: the law lets us leave some things out without naming them. We cannot say whether that is \
         so for you.",
    ));
    blocks
}

/// The copy.
pub(crate) fn copy(model: &Bundle) -> Document {
    let (agency, received) = (&model.agency, words::day(model.request.asked.received));
    let mut body = vec![
        Block::paragraph(format!("Dear {},", model.called)),
        Block::paragraph(format!(
            "You asked for a copy of your record on {received}. Here it is: everything that {agency} keeps about you, and what \
             other agencies have let it see, but for what is named under “What was left out”. Other agencies may keep records of \
             their own. Each answers for what it keeps, so you may ask each of them too."
        )),
        Block::part("Index", ""),
        Block::Contents,
    ];
    body.extend(Part::ALL.iter().flat_map(|one| of_part(model, *one)));
    body.extend(left_out(model));
    body.extend([
        Block::part("What the words mean", "legend"),
        Block::paragraph(
            "Each entry of the log says what happened, when, and who wrote it down. A long number in an entry stands for another \
             entry, an agency or a member of staff. Days are written as year, month, day. Your record is kept in these sections:",
        ),
        Block::bullets(Section::ALL.iter().map(|section| section.words())),
        Block::part("What you can do", ""),
        Block::bullets([
            "Ask us to explain anything.",
            "Tell us what is wrong. We put it right and tell those who read it.",
            "Ask who has seen your record.",
            "Complain to us, or to the Information Commissioner’s Office.",
        ]),
    ]);
    Document {
        title: "Your record".into(),
        language: Language::English,
        day: model.day,
        author: agency.clone(),
        size: Size::Ordinary,
        foot: format!("{agency}, copy {}", model.fingerprint),
        letterhead: vec![Block::paragraph(format!("{agency}, {}", said(model.day)))],
        body,
        closing: vec![Block::paragraph(format!("Copy {}", model.fingerprint))],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_stands_for_each_reason_that_is_told_and_for_no_other() {
        let letters: Vec<char> = Exemption::ALL.iter().map(|one| letter_of(*one)).collect();
        assert_eq!(letters, ['A', 'B', 'C', '?', '?', 'D', 'E']);
    }
}
