//! What a screen reader, an archive and a reader's window are told.

use super::{document, reader::Pdf};
use documents::{Block, Heading, Level, Size, Table, Text};

fn long() -> documents::Document {
    let mut body = vec![Block::part("Index", ""), Block::Contents, Block::part("What was recorded", "log")];
    for number in 1..=60 {
        body.push(Block::Heading(Heading {
            level: Level::Piece,
            words: format!("{number}. Sŵn ap Llŷr came"),
            aside: "Tue 24 Nov 2026".into(),
            anchor: format!("entry-{number}"),
            holds: String::new(),
        }));
        body.push(Block::Facts(vec![Text::named("Says", "He came on time. ".repeat(6))]));
    }
    body.push(Block::part("Reasons", "reasons"));
    body.push(Block::Table(Table {
        caption: "Reasons for leaving something out".into(),
        head: vec![("Letter".into(), 1), ("Reason".into(), 4)],
        rows: (1..=50).map(|row| vec![format!("R{row}").into(), "About somebody else".into()]).collect(),
    }));
    body.push(Block::bullets(["Ask us.", "Complain."]));
    document(body)
}

#[test]
fn a_document_tells_its_title_its_language_and_what_each_piece_of_it_is() {
    let pdf = Pdf::of(&long());
    assert_eq!(pdf.said("Title"), "Who has seen your record");
    assert_eq!(pdf.said("Lang"), "en-GB");
    let marked = pdf.catalog().get(b"MarkInfo").map(|info| pdf.resolve(info)).expect("marked");
    assert!(marked.as_dict().unwrap().get(b"Marked").unwrap().as_bool().unwrap());
    let shown = pdf.catalog().get(b"ViewerPreferences").map(|one| pdf.resolve(one)).expect("preferences");
    assert!(shown.as_dict().unwrap().get(b"DisplayDocTitle").unwrap().as_bool().unwrap());
    let claims = String::from_utf8_lossy(&pdf.heap()).into_owned();
    assert!(claims.contains("<pdfuaid:part>1<"), "says that it is PDF/UA-1");
    assert!(claims.contains("<pdfaid:part>2<") && claims.contains("<pdfaid:conformance>A<"), "and PDF/A-2a");

    let structure = pdf.structure();
    let titles = |tag| structure.all(tag).iter().map(|one| one.title.clone()).collect::<Vec<_>>();
    assert_eq!(titles("H1"), ["Who has seen your record"]);
    assert_eq!(titles("H2"), ["Index", "What was recorded", "Reasons"]);
    assert_eq!(structure.all("H3").len(), 60);
    let [table] = structure.all("Table")[..] else { panic!("one table") };
    assert_eq!(table.all("Caption").len(), 1);
    assert_eq!(table.all("TR").len(), 51, "a head that comes again on a page is no row");
    let scopes: Vec<&str> = table.all("TH").iter().map(|one| one.scope.as_str()).collect();
    assert_eq!(scopes[..3], ["Column", "Column", "Row"]);
    assert_eq!((scopes.len(), table.all("TD").len()), (52, 50));
    assert_eq!(structure.all("TOCI").len(), 2);
    assert_eq!(structure.all("Link").len(), 2);
    assert_eq!(structure.all("LBody").len(), 62);
    assert!(!structure.all("P").is_empty());
}

#[test]
fn the_contents_name_the_pages_and_every_page_its_number() {
    let pdf = Pdf::of(&long());
    let pages = pdf.pages();
    assert!(pages > 3);
    assert_eq!(pdf.outline(), ["Who has seen your record", "What was recorded", "Reasons"]);
    for page in 1..=pages {
        assert!(pdf.words(page).ends_with(&format!("Page {page} of {pages}")), "{}", pdf.words(page));
    }
    let begins = (1..=pages).find(|page| pdf.words(*page).contains("Reasons for leaving")).unwrap();
    assert!(pdf.words(1).contains(&format!("Reasons {begins}")), "{}", pdf.words(1));
    let heads = (begins..=pages).filter(|page| pdf.words(*page).contains("Letter Reason")).count();
    assert!(heads > 1, "the head of a table that goes on comes again");
}

#[test]
fn letters_of_wales_and_of_the_world_are_words_and_not_pictures() {
    let said = "Siôn Llŷr Ŵyn, Łukasz Nguyễn, Αλέξης, Дмитрий, “it’s £5–€6…”";
    let pdf = Pdf::of(&document(vec![Block::paragraph(said)]));
    assert!(pdf.all_words().contains(said), "{}", pdf.all_words());
}

#[test]
fn the_same_document_gives_the_same_bytes_and_another_gives_others() {
    let one = Pdf::of(&long()).bytes;
    assert_eq!(one, Pdf::of(&long()).bytes);
    let mut other = long();
    other.size = Size::Large;
    assert_ne!(one, Pdf::of(&other).bytes);
}

#[test]
fn screen_and_paper_say_the_same() {
    let document = document(vec![
        Block::paragraph("You came <on time> & well."),
        Block::Inset(Text::strong("Left out here: 1 entry.").then(" Reason A.")),
        Block::Numbers(vec!["first".into(), "second".into()]),
        Block::Lines(vec!["1 Mill Lane".into(), "Brook".into()]),
    ]);
    let html = documents::to_html(&document);
    let paper = Pdf::of(&document).all_words();
    for said in
        ["24 November 2026", "Left out here: 1 entry.", "Reason A.", "second", "1 Mill Lane", "Sam Officer"]
    {
        assert!(html.contains(said) && paper.contains(said), "{said}: {html} {paper}");
    }
    assert!(html.contains("You came &lt;on time&gt; &amp; well."), "{html}");
    assert!(paper.contains("You came <on time> & well."), "{paper}");
}
