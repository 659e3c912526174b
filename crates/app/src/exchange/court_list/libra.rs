//! The Libra daily list: `job`, `session`, `block`, `case`, `offence`, bare or within a SOAP envelope
//! (court-lists.md, section 2).
//!
//! Elements are known by their local names, so that no prefix matters. What is not known is passed over. There are no
//! entities but the five of XML: a document type declaration ends the reading.

use super::{
    adult_list::{self, Listed, Session},
    input::Counted,
    offences::Fields,
    row::{FaultReason, Place, Sink, Stop},
};
use domain::hearing::{CourtCode, Source};
use quick_xml::{Reader, errors::Error, events::Event};
use serde_json::{Map, Value};

/// Elements within each other at most.
const DEPTH: usize = 100;
/// Elements of one case at most.
const NODES: usize = 20_000;
/// Characters of one case at most.
const TEXT: usize = 1024 * 1024;

/// An element of a case.
#[derive(Debug, Default)]
pub(super) struct Node {
    name: String,
    text: String,
    children: Vec<Node>,
}

impl Node {
    fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    fn children<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The element as JSON: text, or its children by name; several of a name become a list.
    fn json(&self) -> Value {
        if self.children.is_empty() {
            return Value::String(self.text.trim().to_owned());
        }
        let mut map = Map::new();
        for child in &self.children {
            match map.get_mut(&child.name) {
                Some(Value::Array(several)) => several.push(child.json()),
                _ => {
                    map.insert(child.name.clone(), Value::Array(vec![child.json()]));
                }
            }
        }
        for value in map.values_mut() {
            if let Value::Array(several) = value
                && several.len() == 1
                && let Some(only) = several.pop()
            {
                *value = only;
            }
        }
        Value::Object(map)
    }
}

impl Fields for Node {
    fn text(&self, name: &str) -> Option<&str> {
        self.child(name).map(|child| child.text.as_str())
    }
}

/// Where the reader stands in the document.
struct Standing {
    /// Open elements outside a case, by local name.
    open: Vec<String>,
    /// Text of the innermost open element outside a case.
    text: String,
    session: Option<Session>,
    sessions: usize,
    blocks: usize,
    cases: usize,
    /// The case being read, innermost element last; empty outside one.
    case: Vec<Node>,
    nodes: usize,
    chars: usize,
    /// What is wrong with the case being read.
    bad: Option<FaultReason>,
    line: u64,
    /// The court that the file's name tells.
    court: Option<(CourtCode, Option<String>)>,
}

/// Reads the whole document.
pub(super) fn read(input: Counted, name: Option<&str>, sink: &mut Sink<'_>) -> Result<(), Stop> {
    let mut reader = Reader::from_reader(input);
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    // Ends are matched here, so that one row that is not well formed does not end the file.
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut at = Standing {
        open: Vec::new(),
        text: String::new(),
        session: None,
        sessions: 0,
        blocks: 0,
        cases: 0,
        case: Vec::new(),
        nodes: 0,
        chars: 0,
        bad: None,
        line: 1,
        court: name.and_then(court_of_file),
    };
    let mut buffer = Vec::new();
    let mut any = false;
    loop {
        buffer.clear();
        let line = reader.get_ref().line();
        let event = match reader.read_event_into(&mut buffer) {
            Ok(event) => event,
            Err(error) => {
                let spent = reader.get_ref().is_spent();
                return at.ends(sink, reader.get_ref().line(), why(&error, spent));
            }
        };
        match event {
            Event::Eof => break,
            Event::DocType(_) => return sink.fault(Place::line(line), FaultReason::Doctype, None),
            Event::Decl(declared) => {
                if let Some(Ok(encoding)) = declared.encoding()
                    && !matches!(encoding.to_ascii_lowercase().as_str(), "utf-8" | "utf8" | "us-ascii")
                {
                    return sink.fault(Place::line(line), FaultReason::NotUtf8, None);
                }
            }
            Event::Start(start) => {
                let name = start.local_name();
                if at.open.len() + at.case.len() >= DEPTH {
                    sink.fault(at.place(line), FaultReason::TooDeep, None)?;
                    return sink.fault(at.place(line), FaultReason::Malformed, None);
                }
                any |= matches!(name.as_ref(), "job" | "session");
                at.begin(sink, name.as_ref(), line)?;
            }
            Event::End(end) => at.end(sink, end.local_name().as_ref())?,
            Event::Text(text) => at.text(&text.xml10_content()),
            Event::CData(text) => at.text(&text.xml10_content()),
            Event::GeneralRef(entity) => {
                let name = entity.xml10_content();
                match resolved(&name, entity.resolve_char_ref().ok().flatten()) {
                    Some(text) => at.text(&text),
                    None => at.spoil(FaultReason::BadRow),
                }
            }
            _ => {}
        }
        if at.case.is_empty() || at.bad.is_some() {
            reader.get_mut().renew();
        }
    }
    let line = reader.get_ref().line();
    if !at.open.is_empty() || !at.case.is_empty() {
        return at.ends(sink, line, FaultReason::CutOff);
    }
    if !any {
        return sink.fault(Place::line(1), FaultReason::UnknownFormat, None);
    }
    Ok(())
}

fn why(error: &Error, spent: bool) -> FaultReason {
    match error {
        Error::Io(_) if spent => FaultReason::TooLong,
        Error::Io(error) if error.kind() == std::io::ErrorKind::InvalidData => FaultReason::NotUtf8,
        Error::Encoding(_) => FaultReason::NotUtf8,
        Error::Io(_) | Error::Syntax(_) => FaultReason::CutOff,
        _ => FaultReason::Malformed,
    }
}

/// What an entity stands for: one of the five of XML, or a character by its number.
fn resolved(name: &str, by_number: Option<char>) -> Option<String> {
    if let Some(character) = by_number {
        return Some(character.to_string());
    }
    let text = match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => return None,
    };
    Some(text.to_owned())
}

/// The court that a file's name tells: `5_26102020_2992_B10JQ00_ADULT_COURT_LIST_DAILY`.
pub(super) fn court_of_file(name: &str) -> Option<(CourtCode, Option<String>)> {
    let parts: Vec<&str> = name.trim().split('_').collect();
    let at =
        parts.windows(2).position(|pair| matches!(pair, [_, next] if next.eq_ignore_ascii_case("ADULT")))?;
    let (code, room) = CourtCode::with_room(parts.get(at)?)?;
    // Room 00 is the whole court.
    Some((code, room.filter(|room| *room != "00").map(str::to_owned)))
}

impl Standing {
    fn place(&self, line: u64) -> Place {
        let mut path = String::new();
        for (what, number) in [("session", self.sessions), ("block", self.blocks), ("case", self.cases)] {
            if number == 0 {
                break;
            }
            if !path.is_empty() {
                path.push_str(", ");
            }
            path.push_str(what);
            path.push(' ');
            path.push_str(&number.to_string());
        }
        Place { path, line: Some(line) }
    }

    /// The file cannot be read any further.
    fn ends(&self, sink: &mut Sink<'_>, line: u64, reason: FaultReason) -> Result<(), Stop> {
        sink.fault(self.place(line), reason, None)?;
        if !reason.ends_the_file() {
            sink.fault(self.place(line), FaultReason::Malformed, None)?;
        }
        Ok(())
    }

    fn spoil(&mut self, reason: FaultReason) {
        if !self.case.is_empty() {
            self.bad.get_or_insert(reason);
            // What is read of it is not needed any more; its innermost elements still are, to find its end.
            for node in &mut self.case {
                node.children = Vec::new();
                node.text = String::new();
            }
        }
    }

    /// An element begins. A case, block or session within a case says that the case was never ended.
    fn begin(&mut self, sink: &mut Sink<'_>, name: &str, line: u64) -> Result<(), Stop> {
        if !self.case.is_empty() && matches!(name, "case" | "block" | "session") {
            self.case.clear();
            self.bad.get_or_insert(FaultReason::BadRow);
            self.finish(sink, None)?;
        }
        self.start(name, line);
        Ok(())
    }

    fn start(&mut self, name: &str, line: u64) {
        if name == "case" {
            self.cases += 1;
            (self.nodes, self.chars, self.bad, self.line) = (0, 0, None, line);
            self.case.push(Node { name: name.to_owned(), ..Node::default() });
            return;
        }
        if !self.case.is_empty() {
            self.nodes += 1;
            if self.nodes > NODES {
                self.spoil(FaultReason::TooLong);
            }
            self.case.push(Node { name: name.to_owned(), ..Node::default() });
            return;
        }
        match name {
            "session" => {
                self.sessions += 1;
                (self.blocks, self.cases) = (0, 0);
                self.session = Some(Session { listed: None, ..Session::default() });
            }
            "block" => {
                self.blocks += 1;
                self.cases = 0;
                if let Some(session) = &mut self.session {
                    session.block_start = None;
                }
            }
            _ => {}
        }
        self.text.clear();
        self.open.push(name.to_owned());
    }

    fn text(&mut self, text: &str) {
        if self.case.is_empty() {
            if self.text.len() + text.len() <= TEXT {
                self.text.push_str(text);
            }
            return;
        }
        if self.bad.is_some() {
            return;
        }
        self.chars += text.len();
        if self.chars > TEXT {
            self.spoil(FaultReason::TooLong);
            return;
        }
        if let Some(node) = self.case.last_mut() {
            node.text.push_str(text);
        }
    }

    fn end(&mut self, sink: &mut Sink<'_>, name: &str) -> Result<(), Stop> {
        if self.case.is_empty() {
            return self.end_outside(sink, name);
        }
        // An end that is not the innermost one's: whatever lies within was never ended.
        let Some(opened) = self.case.iter().rposition(|node| node.name == name) else {
            // The end of something around the case: the case was never ended.
            if self.open.iter().any(|open| open == name) {
                self.spoil(FaultReason::BadRow);
                self.case.clear();
                self.finish(sink, None)?;
                return self.end_outside(sink, name);
            }
            self.spoil(FaultReason::BadRow);
            return Ok(());
        };
        if opened + 1 != self.case.len() {
            self.spoil(FaultReason::BadRow);
            self.case.truncate(opened + 1);
        }
        let Some(node) = self.case.pop() else { return Ok(()) };
        match self.case.last_mut() {
            Some(parent) if self.bad.is_none() => parent.children.push(node),
            Some(_) => {}
            None => self.finish(sink, Some(&node))?,
        }
        Ok(())
    }

    fn end_outside(&mut self, sink: &mut Sink<'_>, name: &str) -> Result<(), Stop> {
        let Some(opened) = self.open.iter().rposition(|open| open == name) else { return Ok(()) };
        let innermost = opened + 1 == self.open.len();
        self.open.truncate(opened);
        let text = std::mem::take(&mut self.text);
        let text = text.trim();
        if matches!(name, "source_file_name" | "filename" | "fileName") {
            self.court = court_of_file(text).or_else(|| self.court.take());
        }
        if name == "session"
            && let Some(mut session) = self.session.take()
        {
            // A session without any case still says that its list was issued.
            if let Ok(list) = session.list(Source::LibraDaily) {
                sink.list(&list)?;
            }
        }
        if innermost && let Some(session) = &mut self.session {
            session.tell(name, text, self.court.as_ref());
        }
        Ok(())
    }

    fn finish(&mut self, sink: &mut Sink<'_>, node: Option<&Node>) -> Result<(), Stop> {
        let place = self.place(self.line);
        let mut alone = Session::default();
        let session = self.session.as_mut().unwrap_or(&mut alone);
        if session.court.code.is_none() {
            session.court_of(self.court.as_ref());
        }
        if let (None, Some(node)) = (self.bad, node) {
            sink.source(Source::LibraDaily);
            let offences = node.child("offences");
            let offences: Vec<&dyn Fields> = offences
                .into_iter()
                .flat_map(|all| all.children("offence"))
                .map(|one| one as &dyn Fields)
                .collect();
            let listed = Listed {
                case: node,
                elements: node.child("def_name_elements").map(|one| one as &dyn Fields),
                address: node.child("def_addr").map(|one| one as &dyn Fields),
                offences,
                raw: node.json().to_string(),
            };
            return adult_list::hear(sink, Source::LibraDaily, session, place, &listed);
        }
        sink.fault(place, self.bad.unwrap_or(FaultReason::BadRow), None)?;
        match session.list(Source::LibraDaily) {
            Ok(list) => sink.unsure(&list),
            Err(_) => Ok(()),
        }
    }
}
