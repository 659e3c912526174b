//! JSON, read in pieces: whatever stands around the rows is walked through, and one hearing or one session is held at a time.
//!
//! A file with one value a line is read line by line, so that a bad line stops nothing else.

use super::{
    ROW_MOST, adult_list,
    clean::{self, Notes},
    common_platform,
    input::Counted,
    offences::Fields,
    row::{FaultReason, Place, Sink, Stop},
};
use domain::hearing::Source;
use jiff::civil::Date;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Deserializer, Map, Value};
use std::io::{BufRead, Cursor, Read};

/// How far down the rows may lie.
const DEPTH: usize = 8;

impl Fields for Value {
    fn text(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(Self::as_str)
    }
}

/// A field as text, whichever way it was written: numbers are texts here.
pub(super) struct Loose<'a>(pub(super) &'a Value, Vec<(String, String)>);

impl<'a> Loose<'a> {
    pub(super) fn of(value: &'a Value) -> Self {
        let numbers = value.as_object().into_iter().flatten().filter_map(|(name, value)| match value {
            Value::Number(number) => Some((name.clone(), number.to_string())),
            Value::Bool(flag) => Some((name.clone(), flag.to_string())),
            _ => None,
        });
        Self(value, numbers.collect())
    }
}

impl Fields for Loose<'_> {
    fn text(&self, name: &str) -> Option<&str> {
        let text = self.0.get(name).and_then(Value::as_str);
        text.or_else(|| self.1.iter().find(|(field, _)| field == name).map(|(_, text)| text.as_str()))
    }
}

/// Reads the whole file.
pub(super) fn read(mut input: Counted, sink: &mut Sink<'_>) -> Result<(), Stop> {
    let mut first = Vec::new();
    match line(&mut input, &mut first) {
        Ok(Line::Whole) if is_value(&first) || next_is_value(&mut input) => by_line(input, first, sink),
        Ok(Line::Whole | Line::Last | Line::Longer) => whole(first, input, sink),
        Err(error) => sink.fault(Place::line(input.line()), failed(&error), None),
    }
}

enum Line {
    /// It ends here.
    Whole,
    /// It is longer than a row may be.
    Longer,
    /// It is the last one, without an end.
    Last,
}

/// One line, without its end; at most as long as a row may be.
fn line(input: &mut Counted, into: &mut Vec<u8>) -> std::io::Result<Line> {
    let most = u64::try_from(ROW_MOST).unwrap_or(u64::MAX).saturating_sub(1);
    input.renew();
    let read = input.take(most).read_until(b'\n', into)?;
    input.renew();
    if into.last() == Some(&b'\n') {
        into.pop();
        return Ok(Line::Whole);
    }
    Ok(if u64::try_from(read).unwrap_or(u64::MAX) >= most { Line::Longer } else { Line::Last })
}

fn is_value(line: &[u8]) -> bool {
    line.iter().any(|byte| !byte.is_ascii_whitespace())
        && line.starts_with(b"{")
        && serde_json::from_slice::<IgnoredAny>(line).is_ok()
}

/// Whether the next line begins a value of its own, as no line of a value laid out over several lines does.
fn next_is_value(input: &mut Counted) -> bool {
    input.fill_buf().is_ok_and(|next| next.starts_with(b"{\""))
}

fn failed(error: &std::io::Error) -> FaultReason {
    match error.kind() {
        std::io::ErrorKind::FileTooLarge => FaultReason::TooLong,
        _ => FaultReason::CutOff,
    }
}

fn by_line(mut input: Counted, first: Vec<u8>, sink: &mut Sink<'_>) -> Result<(), Stop> {
    let mut text = first;
    // The line that was read has been counted already.
    let mut number = input.line().saturating_sub(1).max(1);
    let mut hearings = 0;
    loop {
        if text.iter().any(|byte| !byte.is_ascii_whitespace()) {
            one_line(&text, number, &mut hearings, sink)?;
        }
        text.clear();
        number = input.line();
        match line(&mut input, &mut text) {
            Ok(Line::Whole) => {}
            Ok(Line::Last) if text.is_empty() => return Ok(()),
            Ok(Line::Last) => {
                one_line(&text, number, &mut hearings, sink)?;
                return Ok(());
            }
            Ok(Line::Longer) => {
                sink.fault(Place::line(number), FaultReason::TooLong, None)?;
                if let Err(error) = skip_line(&mut input) {
                    return sink.fault(Place::line(number), failed(&error), None);
                }
                text.clear();
            }
            Err(error) => return sink.fault(Place::line(number), failed(&error), None),
        }
    }
}

fn skip_line(input: &mut Counted) -> std::io::Result<()> {
    loop {
        input.renew();
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        let (taken, ended) = match buffer.iter().position(|byte| *byte == b'\n') {
            Some(at) => (at + 1, true),
            None => (buffer.len(), false),
        };
        input.consume(taken);
        if ended {
            return Ok(());
        }
    }
}

fn one_line(text: &[u8], number: u64, hearings: &mut usize, sink: &mut Sink<'_>) -> Result<(), Stop> {
    let mut walk =
        Walk { sink, hearings, sessions: 0, any: false, stopped: None, line: Some(number), day: None };
    let mut json = Deserializer::from_slice(text);
    let read = Step { walk: &mut walk, depth: 0 }.deserialize(&mut json).and_then(|()| json.end());
    let (stopped, any) = (walk.stopped, walk.any);
    if let Some(stop) = stopped {
        return Err(stop);
    }
    match read {
        Ok(()) if any => Ok(()),
        Ok(()) => sink.fault(Place::line(number), FaultReason::NoDefendants, None),
        Err(_) if std::str::from_utf8(text).is_err() => {
            sink.fault(Place::line(number), FaultReason::NotUtf8, None)
        }
        Err(_) => sink.fault(Place::line(number), FaultReason::BadRow, None),
    }
}

/// One value, or several one behind the other, laid out in any way.
fn whole(first: Vec<u8>, input: Counted, sink: &mut Sink<'_>) -> Result<(), Stop> {
    let mut hearings = 0;
    let mut walk =
        Walk { sink, hearings: &mut hearings, sessions: 0, any: false, stopped: None, line: None, day: None };
    let mut first = first;
    // The line's end was taken off; as white space it changes nothing but the count of lines.
    if input.line() > 1 {
        first.push(b'\n');
    }
    let mut json = Deserializer::from_reader(Cursor::new(first).chain(Renewed(input)));
    let mut any = false;
    loop {
        if any && json.end().is_ok() {
            break;
        }
        let read = Step { walk: &mut walk, depth: 0 }.deserialize(&mut json);
        if let Some(stop) = walk.stopped {
            return Err(stop);
        }
        if let Err(error) = read {
            let line = u64::try_from(error.line()).unwrap_or(u64::MAX);
            let reason = match error.classify() {
                serde_json::error::Category::Eof | serde_json::error::Category::Io => FaultReason::CutOff,
                _ => FaultReason::Malformed,
            };
            return walk.sink.fault(Place::line(line.max(1)), reason, None);
        }
        any = true;
    }
    if walk.any { Ok(()) } else { walk.sink.fault(Place::line(1), FaultReason::UnknownFormat, None) }
}

/// A file whose rows are bounded by whoever reads them.
struct Renewed(Counted);

impl Read for Renewed {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.0.renew();
        self.0.read(buffer)
    }
}

/// What goes along through the file.
struct Walk<'a, 'b> {
    sink: &'a mut Sink<'b>,
    hearings: &'a mut usize,
    sessions: usize,
    any: bool,
    stopped: Option<Stop>,
    line: Option<u64>,
    /// The day that the document tells for all its sessions, and how much that is to be trusted.
    day: Option<(u8, Date)>,
}

impl Walk<'_, '_> {
    /// A session may leave its day to the document: to the day of its content, of its start, of its printing.
    fn told_day(&mut self, key: &str, value: &Value) {
        let (trust, text) = match key {
            "doh" | "contentDate" | "publicationDate" => (3, value.as_str()),
            "info" => (2, value.text("start_time")),
            "printdate" => (1, value.as_str()),
            _ => return,
        };
        let day = text.and_then(|text| clean::date(text.split_whitespace().next()?));
        if let Some(day) = day
            && self.day.is_none_or(|(trusted, _)| trust >= trusted)
        {
            self.day = Some((trust, day));
        }
    }

    fn heard<E: serde::de::Error>(&mut self, done: Result<(), Stop>) -> Result<(), E> {
        done.map_err(|stop| {
            self.stopped = Some(stop);
            E::custom("no more rows are wanted")
        })
    }

    fn hearing(&mut self, value: &Value) -> Result<(), Stop> {
        *self.hearings += 1;
        let place = Place { path: format!("hearing {}", self.hearings), line: self.line };
        self.any = true;
        self.sink.source(Source::CommonPlatform);
        common_platform::hear(self.sink, &place, value)
    }

    fn session(&mut self, value: &Value) -> Result<(), Stop> {
        self.sessions += 1;
        self.any = true;
        self.sink.source(Source::PublicationsHub);
        session(self.sink, self.sessions, self.line, self.day.map(|(_, day)| day), value)
    }
}

/// One step down.
struct Step<'w, 'a, 'b> {
    walk: &'w mut Walk<'a, 'b>,
    depth: usize,
}

impl<'de> DeserializeSeed<'de> for Step<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Step<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object or a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let Self { walk, depth } = self;
        while list.next_element_seed(Step { walk: &mut *walk, depth: depth + 1 })?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { walk, depth } = self;
        let mut kept = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "sessions" => map.next_value_seed(Sessions(&mut *walk))?,
                "document" | "data" | "job" | "courtLists" if depth < DEPTH => {
                    map.next_value_seed(Step { walk: &mut *walk, depth: depth + 1 })?;
                }
                _ => {
                    let value = map.next_value::<Value>()?;
                    walk.told_day(&key, &value);
                    kept.insert(key, value);
                }
            }
        }
        if let Some(hearing) = common_platform::hearing(&Value::Object(kept)) {
            let done = walk.hearing(&hearing);
            walk.heard(done)?;
        }
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }
    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }
    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }
    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }
    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

/// The sessions of an adult list, one at a time.
struct Sessions<'w, 'a, 'b>(&'w mut Walk<'a, 'b>);

impl<'de> DeserializeSeed<'de> for Sessions<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Sessions<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a list of sessions")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(session) = list.next_element::<Value>()? {
            let done = self.0.session(&session);
            self.0.heard(done)?;
        }
        Ok(())
    }
}

fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// One session of the adult list.
fn session(
    sink: &mut Sink<'_>,
    number: usize,
    line: Option<u64>,
    day: Option<Date>,
    value: &Value,
) -> Result<(), Stop> {
    let mut session = adult_list::Session { day, ..adult_list::Session::default() };
    for (name, field) in value.as_object().into_iter().flatten() {
        if let Some(text) = field.as_str() {
            session.tell(name, text, None);
        }
    }
    if let Ok(list) = session.list(Source::PublicationsHub) {
        sink.list(&list)?;
    }
    for (block, blocks) in (1..).zip(list(value, "blocks")) {
        session.block_start = Notes::default().time("bstart", blocks.get("bstart").and_then(Value::as_str));
        for (case, one) in (1..).zip(list(blocks, "cases")) {
            let path = format!("session {number}, block {block}, case {case}");
            one_case(sink, &mut session, Place { path, line }, one)?;
        }
    }
    Ok(())
}

fn one_case(
    sink: &mut Sink<'_>,
    session: &mut adult_list::Session,
    place: Place,
    one: &Value,
) -> Result<(), Stop> {
    let case = Loose::of(one);
    let elements = one.get("def_name_elements").map(Loose::of);
    let address = one.get("def_addr").filter(|parts| parts.is_object()).map(Loose::of);
    let offences: Vec<Loose<'_>> = list(one, "offences").iter().map(Loose::of).collect();
    let listed = adult_list::Listed {
        case: &case,
        elements: elements.as_ref().map(|parts| parts as &dyn Fields),
        address: address.as_ref().map(|parts| parts as &dyn Fields),
        offences: offences.iter().map(|one| one as &dyn Fields).collect(),
        raw: one.to_string(),
    };
    adult_list::hear(sink, Source::PublicationsHub, session, place, &listed)
}
