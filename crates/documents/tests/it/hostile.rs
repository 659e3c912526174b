//! Texts that want to break the page, the reader or the writer.

use super::{document, reader::Pdf};
use documents::{Block, Size, Table, Text};

/// Everywhere that a text can stand.
fn everywhere(text: &str) -> documents::Document {
    let mut document = document(vec![
        Block::part(text, "part"),
        Block::Contents,
        Block::piece(text),
        Block::paragraph(text),
        Block::Inset(Text::strong(text)),
        Block::bullets([text]),
        Block::Facts(vec![Text::named(text, text)]),
        Block::Table(Table {
            caption: text.into(),
            head: vec![(text.into(), 1), ("Reason".into(), 5)],
            rows: vec![vec![text.into(), text.into()], vec!["".into()]],
        }),
    ]);
    document.title = format!("Title {text}");
    document.author = format!("Author {text}");
    text.clone_into(&mut document.foot);
    document.closing = vec![Block::Lines(vec![text.into(), text.into()])];
    document
}

#[test]
fn no_text_breaks_a_document_and_no_line_leaves_its_page_or_covers_another() {
    let hostile = [
        String::new(),
        " \n\t ".to_owned(),
        "W".repeat(1_500),
        "\u{0}\u{1}\u{7}\u{1b}[31m\u{9f}\r\r\n\u{2028}\u{85}\u{feff}\u{fffe}\u{ffff}\u{e000}\u{10ffff}".to_owned(),
        "مرحبا بالعالم 123 (abc) שלום עולם \u{202e}txt.exe\u{202c} ".repeat(40),
        "👩‍🚀🏴󠁧󠁢󠁷󠁬󠁳󠁿 日本語 हिन्दी ไทย".to_owned(),
        format!("a{}", "\u{301}\u{302}\u{323}".repeat(200)),
        "#heading $x$ \\pagebreak *b* _i_ [l](http://x) <script>alert(1)</script> (Tj) ET Q endstream endobj %%EOF".to_owned(),
    ];
    for text in &hostile {
        for size in [Size::Ordinary, Size::Large] {
            let mut document = everywhere(text);
            document.size = size;
            let pdf = Pdf::of(&document);
            let outside = pdf.baselines().into_iter().flatten().find(|at| !(30.0..=820.0).contains(at));
            assert_eq!(outside, None, "{text:.20}");
        }
    }
}

#[test]
fn lines_of_a_text_without_a_space_stand_apart() {
    let pdf = Pdf::of(&document(vec![Block::paragraph("W".repeat(10_000))]));
    assert_eq!(pdf.all_words().matches('W').count(), 10_000 + 1, "none is lost, and one is of the title");
    for mut baselines in pdf.baselines() {
        baselines.sort_by(f32::total_cmp);
        baselines.dedup();
        assert!(baselines.windows(2).all(|two| two[1] - two[0] > 11.0), "{baselines:?}");
    }
}

#[test]
fn what_looks_like_an_order_is_only_words() {
    let orders = "(Tj) ET Q endstream endobj /JS (app.alert(1)) <script>";
    let pdf = Pdf::of(&document(vec![Block::paragraph(orders)]));
    assert!(pdf.all_words().contains(orders), "{}", pdf.all_words());
    for key in ["OpenAction", "AA", "Names", "AcroForm"] {
        assert!(pdf.catalog().get(key.as_bytes()).is_err(), "{key}");
    }
}

#[test]
fn what_cannot_be_printed_is_a_sign_and_the_document_says_what_it_stands_for() {
    let pdf = Pdf::of(&document(vec![Block::paragraph("Ada 🚀 Crane 日本")]));
    assert!(pdf.all_words().contains("Ada \u{fffd} Crane \u{fffd}"), "{}", pdf.all_words());
    assert!(pdf.all_words().contains("the record has a sign that we cannot print"), "{}", pdf.all_words());
    let plain = Pdf::of(&document(vec![Block::paragraph("Ada Crane")]));
    assert!(!plain.all_words().contains("cannot print"));
}

#[test]
fn only_the_signs_that_are_used_are_in_the_file() {
    let pdf = Pdf::of(&document(vec![Block::paragraph("He came.")]));
    // The fonts together take 1.3 million bytes.
    assert!(pdf.bytes.len() < 60_000, "{}", pdf.bytes.len());
}
