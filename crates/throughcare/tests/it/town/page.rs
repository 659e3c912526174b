//! What a browser gets, and what a reader finds on it.

use http::{HeaderMap, StatusCode};
use scraper::{ElementRef, Html, Selector};

/// An answer.
#[derive(Debug)]
pub struct Seen {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body, as far as it is text.
    pub body: String,
    /// Its body.
    pub bytes: Vec<u8>,
}

impl Seen {
    /// Where a redirect leads, empty for any other answer.
    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// A header, empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The body as a page.
    pub fn page(&self) -> Page {
        Page(Html::parse_document(&self.body))
    }

    /// The words of the body as a PDF, read by a reader that has nothing to do with its writer; every stream of it unpacked comes
    /// after them, so that what is not here is nowhere in the file.
    pub fn pdf(&self) -> Pdf {
        assert_eq!(self.status, StatusCode::OK, "{}", self.body);
        assert_eq!(self.header("content-type"), "application/pdf");
        assert_eq!(self.header("cache-control"), "no-store");
        let file = lopdf::Document::load_mem(&self.bytes).expect("a PDF");
        let pages: Vec<u32> = file.get_pages().keys().copied().collect();
        let words = file.extract_text(&pages).expect("text");
        let mut heap = String::from_utf8_lossy(&self.bytes).into_owned();
        for object in file.objects.values() {
            if let lopdf::Object::Stream(stream) = object {
                let bytes = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
                heap.push_str(&String::from_utf8_lossy(&bytes));
            }
        }
        Pdf { words: words.split_whitespace().collect::<Vec<_>>().join(" "), heap }
    }

    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body)
            .unwrap_or_else(|_| panic!("{} is not JSON: {}", self.status, self.body))
    }
}

/// A PDF that was read.
pub struct Pdf {
    words: String,
    heap: String,
}

impl Pdf {
    /// Whether its words have these, or any part of the file says them outside the words of its pages.
    pub fn says(&self, words: &str) -> bool {
        self.words.contains(words) || self.heap.contains(words)
    }

    /// Its words, for who wonders why a test failed.
    pub fn words(&self) -> &str {
        &self.words
    }
}

/// A page.
pub struct Page(Html);

fn selector(css: &str) -> Selector {
    Selector::parse(css).expect("a selector")
}

/// The words of an element, white space between them made one space.
pub fn words(element: ElementRef<'_>) -> String {
    element.text().flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

impl Page {
    /// The words of the page's main part.
    pub fn main_text(&self) -> String {
        self.text("main")
    }

    /// The words of the first element that `css` finds, empty when there is none.
    pub fn text(&self, css: &str) -> String {
        self.0.select(&selector(css)).next().map(words).unwrap_or_default()
    }

    /// The words of each element that `css` finds.
    pub fn texts(&self, css: &str) -> Vec<String> {
        self.0.select(&selector(css)).map(words).collect()
    }

    /// An attribute of the first element that `css` finds.
    pub fn attribute(&self, css: &str, name: &str) -> Option<String> {
        self.0.select(&selector(css)).next()?.attr(name).map(str::to_owned)
    }

    /// An attribute of each element that `css` finds, where it has it.
    pub fn attributes(&self, css: &str, name: &str) -> Vec<String> {
        self.0.select(&selector(css)).filter_map(|one| one.attr(name).map(str::to_owned)).collect()
    }

    /// What a browser would send of the form whose action is `action` (or that has none) if nothing were typed.
    pub fn form(&self, action: &str) -> Option<Vec<(String, String)>> {
        let forms = selector("main form[method=post]");
        let form =
            self.0.select(&forms).find(|form| form.attr("action").is_none_or(|sent| sent == action))?;
        let mut fields = Vec::new();
        for field in form.select(&selector("input, textarea, select")) {
            let Some(name) = field.attr("name") else { continue };
            let kind = field.attr("type").unwrap_or_default();
            if matches!(kind, "checkbox" | "radio") && field.attr("checked").is_none() {
                continue;
            }
            let value = match field.value().name() {
                "textarea" => field.text().collect::<String>(),
                "select" => field
                    .select(&selector("option[selected]"))
                    .next()
                    .and_then(|option| option.attr("value"))
                    .unwrap_or_default()
                    .to_owned(),
                _ => field.attr("value").unwrap_or_default().to_owned(),
            };
            fields.push((name.to_owned(), value));
        }
        Some(fields)
    }
}
