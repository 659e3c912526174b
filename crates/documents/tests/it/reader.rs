//! What a PDF says, as a reader finds it: its words by page, its structure, its outline, the places where it writes.

use documents::{Document, to_pdf};
use lopdf::{Dictionary, Object, content::Content};

/// A PDF that was read.
pub struct Pdf {
    file: lopdf::Document,
    pub bytes: Vec<u8>,
}

/// A piece of the structure: its tag, and what lies below it.
#[derive(Debug)]
pub struct Tagged {
    pub tag: String,
    pub title: String,
    pub scope: String,
    pub below: Vec<Tagged>,
}

impl Tagged {
    fn collect<'a>(&'a self, tag: &str, found: &mut Vec<&'a Tagged>) {
        if self.tag == tag {
            found.push(self);
        }
        for one in &self.below {
            one.collect(tag, found);
        }
    }

    /// All pieces with this tag, in reading order.
    pub fn all(&self, tag: &str) -> Vec<&Tagged> {
        let mut found = Vec::new();
        self.collect(tag, &mut found);
        found
    }
}

impl Pdf {
    /// Writes a document and reads it.
    pub fn of(document: &Document) -> Self {
        let bytes = to_pdf(document).expect("a PDF");
        let file = lopdf::Document::load_mem(&bytes).expect("a PDF that can be read");
        Self { file, bytes }
    }

    pub fn pages(&self) -> u32 {
        u32::try_from(self.file.get_pages().len()).expect("few pages")
    }

    /// The words of a page, from 1.
    pub fn words(&self, page: u32) -> String {
        let words = self.file.extract_text(&[page]).expect("text");
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The words of all pages.
    pub fn all_words(&self) -> String {
        (1..=self.pages()).map(|page| self.words(page)).collect::<Vec<_>>().join(" ")
    }

    pub fn catalog(&self) -> &Dictionary {
        self.file.catalog().expect("a catalogue")
    }

    pub fn resolve<'a>(&'a self, object: &'a Object) -> &'a Object {
        self.file.dereference(object).expect("what is referred to").1
    }

    fn text(&self, dictionary: &Dictionary, key: &[u8]) -> String {
        let Ok(found) = dictionary.get(key) else { return String::new() };
        match self.resolve(found) {
            Object::Name(name) => String::from_utf8_lossy(name).into_owned(),
            string => lopdf::decode_text_string(string).unwrap_or_default(),
        }
    }

    /// What the document says of itself under this key of its catalogue, or of its information.
    pub fn said(&self, key: &str) -> String {
        let info = self.file.trailer.get(b"Info").ok().map(|info| self.resolve(info));
        let info = info.and_then(|info| info.as_dict().ok());
        let own = self.text(self.catalog(), key.as_bytes());
        if own.is_empty() { info.map_or(own, |info| self.text(info, key.as_bytes())) } else { own }
    }

    /// The structure from its root.
    pub fn structure(&self) -> Tagged {
        let root = self.catalog().get(b"StructTreeRoot").expect("a structure");
        self.tagged(self.resolve(root).as_dict().expect("a dictionary"))
    }

    fn tagged(&self, dictionary: &Dictionary) -> Tagged {
        let kids = dictionary.get(b"K").ok().map(|kids| self.resolve(kids));
        let kids: Vec<&Object> = match kids {
            Some(Object::Array(kids)) => kids.iter().map(|kid| self.resolve(kid)).collect(),
            Some(one) => vec![one],
            None => Vec::new(),
        };
        let below = kids.into_iter().filter_map(|kid| kid.as_dict().ok()).filter(|kid| kid.has(b"S"));
        let attributes = dictionary.get(b"A").ok().map(|one| self.resolve(one));
        let attributes: Vec<&Object> = match attributes {
            Some(Object::Array(all)) => all.iter().map(|one| self.resolve(one)).collect(),
            Some(one) => vec![one],
            None => Vec::new(),
        };
        let scopes = attributes.iter().filter_map(|one| one.as_dict().ok());
        Tagged {
            tag: self.text(dictionary, b"S"),
            title: self.text(dictionary, b"T"),
            scope: scopes.map(|one| self.text(one, b"Scope")).collect(),
            below: below.map(|kid| self.tagged(kid)).collect(),
        }
    }

    /// The titles of the outline, from the first to the last.
    pub fn outline(&self) -> Vec<String> {
        let root = self.catalog().get(b"Outlines").expect("an outline");
        let mut titles = Vec::new();
        self.below(self.resolve(root).as_dict().expect("a dictionary"), &mut titles);
        titles
    }

    fn below(&self, node: &Dictionary, titles: &mut Vec<String>) {
        let mut next = node.get(b"First").ok();
        while let Some(one) = next {
            let one = self.resolve(one).as_dict().expect("a dictionary");
            titles.push(self.text(one, b"Title"));
            self.below(one, titles);
            next = one.get(b"Next").ok();
        }
    }

    /// Everything in it with each stream unpacked, as one heap of bytes: what is not here is not in the file.
    pub fn heap(&self) -> Vec<u8> {
        let mut heap = self.bytes.clone();
        for object in self.file.objects.values() {
            if let Object::Stream(stream) = object {
                heap.extend(stream.decompressed_content().unwrap_or_else(|_| stream.content.clone()));
            }
        }
        heap
    }

    /// Where each page writes: the baselines of its text, from its foot.
    pub fn baselines(&self) -> Vec<Vec<f32>> {
        let pages = self.file.get_pages();
        let of_page = |id: &lopdf::ObjectId| {
            let content = self.file.get_page_content(*id);
            let content = Content::decode(&content).expect("operations");
            let places = content.operations.iter().filter(|one| one.operator == "Tm");
            places.filter_map(|one| one.operands.get(5)?.as_float().ok()).collect()
        };
        pages.values().map(of_page).collect()
    }
}
