//! What a PDF costs: a letter of one page, and the copy of a long record. `cargo xtask bench documents` runs this and keeps what it prints.

#![allow(clippy::expect_used, reason = "a measurement that cannot be made must stop")]

use documents::{Block, Document, Heading, Language, Level, Size, Text, to_pdf};
use jiff::civil::date;
use std::time::{Duration, Instant};

const SAYS: &str = "Sŵn came on time and spoke of the week. He asked about the course at the college, and will ring on Monday. ";

fn entry(number: usize) -> [Block; 2] {
    let heading = Heading {
        level: Level::Piece,
        words: format!("{number}. A note was written"),
        aside: "Tue 24 Nov 2026".into(),
        anchor: format!("entry-{number}"),
        holds: String::new(),
    };
    let says = vec![
        Text::named("Written by", format!("Colleague {number}, Northmoor Probation")),
        Text::named("Says", SAYS.repeat(2 + number % 4)),
        Text::named("Number", format!("019aa5c0-0000-7000-8000-{number:012x}")),
    ];
    [Block::Heading(heading), Block::Facts(says)]
}

fn copy(entries: usize) -> Document {
    let mut body = vec![Block::part("Index", ""), Block::Contents, Block::part("What was recorded", "log")];
    body.extend((1..=entries).flat_map(entry));
    Document {
        title: "Your record".into(),
        language: Language::English,
        day: date(2026, 11, 24),
        author: "Northmoor Probation".into(),
        size: Size::Ordinary,
        foot: "Northmoor Probation, copy 0123456789abcdef".into(),
        letterhead: vec![Block::paragraph("24 November 2026")],
        body,
        closing: Vec::new(),
    }
}

fn pages(pdf: &[u8]) -> usize {
    let file = lopdf::Document::load_mem(pdf).expect("a PDF");
    file.get_pages().len()
}

fn main() {
    println!("| | pages | size, kB | ms |\n|-|-|-|-|");
    for (name, entries, rounds) in [("a letter", 2, 21), ("a copy", 300, 5), ("a long copy", 2_600, 3)] {
        let document = copy(entries);
        let mut times: Vec<Duration> = Vec::new();
        let mut pdf = Vec::new();
        for _ in 0..rounds {
            let begun = Instant::now();
            pdf = to_pdf(&document).expect("a PDF");
            times.push(begun.elapsed());
        }
        times.sort();
        let median = times.get(times.len() / 2).map_or(0, Duration::as_millis);
        println!("| {name} | {} | {} | {median} |", pages(&pdf), pdf.len() / 1_000);
    }
}
