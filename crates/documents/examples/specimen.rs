//! A document with every kind of block, for whoever looks after how documents look:
//! `cargo run -p documents --example specimen -- specimen.pdf`.

use documents::{Block, Document, Heading, Language, Level, Size, Table, Text, to_pdf};
use jiff::civil::date;
use std::{env, fs, process::ExitCode};

const LINE: &str =
    "Each time somebody opens your record, that is written down, with the day, the agency and what for. ";

fn entry(number: usize) -> Vec<Block> {
    let heading = Heading {
        level: Level::Piece,
        words: format!("{number}. A note was written"),
        aside: "Tue 24 Nov 2026".into(),
        anchor: format!("entry-{number}"),
        holds: String::new(),
    };
    vec![
        Block::Heading(heading),
        Block::Facts(vec![
            Text::named("Written by", "Sŵn ap Llŷr, Łukasz Nguyễn, محمد علي, שלום"),
            Text::named("Says", LINE.repeat(1 + number % 4)),
        ]),
    ]
}

fn specimen() -> Document {
    let mut body = vec![
        Block::paragraph("Dear Ada Crane,"),
        Block::paragraph(LINE.repeat(4)),
        Block::part("Contents", "contents"),
        Block::Contents,
        Block::part("What was recorded", "log"),
    ];
    body.extend((1..30).flat_map(entry));
    body.push(Block::Inset(Text::strong("Left out: A.").then(" The law lets us leave this out.")));
    body.push(Block::part("What the letters mean", "legend"));
    body.push(Block::Table(Table {
        caption: "Reasons for leaving something out".into(),
        head: vec![("Letter".into(), 1), ("Reason".into(), 5), ("Entries".into(), 1)],
        rows: (1..40)
            .map(|row| vec![Text::plain(row.to_string()), LINE.repeat(row % 3).into(), Text::plain("2")])
            .collect(),
    }));
    body.push(Block::part("What you can do", "do"));
    body.push(Block::Numbers(vec!["Ask us to explain anything.".into(), LINE.repeat(3).into()]));
    body.push(Block::bullets(["Ask for a copy. 🚀", "Complain."]));
    Document {
        title: "A specimen of every piece of a document".into(),
        language: Language::English,
        day: date(2026, 11, 24),
        author: "Probation Service".into(),
        size: if env::args().any(|word| word == "--large") { Size::Large } else { Size::Ordinary },
        foot: "Probation Service, 24 November 2026".into(),
        letterhead: vec![
            Block::Lines(vec!["Dana Moss".into(), "Brook Bakery".into(), "1 Mill Lane".into()]),
            Block::paragraph("24 November 2026"),
        ],
        body,
        closing: vec![Block::Lines(vec!["Sam Officer".into(), "Probation Service".into()])],
    }
}

fn main() -> ExitCode {
    let Some(path) = env::args().nth(1) else {
        eprintln!("Give the file to write to.");
        return ExitCode::FAILURE;
    };
    let written = to_pdf(&specimen()).map_err(|refused| refused.to_string());
    match written.and_then(|bytes| fs::write(&path, bytes).map_err(|error| error.to_string())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
