//! Court lists as courts send them, read row by row in constant memory: the Libra daily list (XML, bare or in a SOAP
//! envelope), Common Platform hearings (JSON: one, an array, or one a line) and the publications hub's adult list (JSON).
//!
//! The format is recognised by content. A row that cannot be read is reported with its place and the reason, and stops
//! nothing else; a reason never repeats what the row said. Each row keeps what came, as it came, for its own defendant alone:
//! a co-defendant's data is not in it. Source: court-lists.md, sections 1 to 4 and 8.
//!
//! Deliberately not here: deciding who is known, and keeping anything.

mod adult_list;
mod clean;
mod common_platform;
mod input;
mod json;
mod libra;
mod offences;
mod row;
#[cfg(test)]
mod tests;

pub use row::{Fault, FaultReason, Heard, Place, Read, Row, SetAside, Stop};

use input::{Counted, Encoding, Shape};
use row::Sink;

/// Bytes that one row, one text or one hearing may have.
pub const ROW_MOST: usize = 8 * 1024 * 1024;

/// Reads a court list to its end, and hands each row to `hear` as it is read. `name` is the file's name, if it has one: a
/// Libra file tells its court there.
///
/// # Errors
/// [`Stop`] when `hear` wants no more.
pub fn read(
    input: Box<dyn std::io::Read + Send>,
    name: Option<&str>,
    today: jiff::civil::Date,
    hear: &mut dyn FnMut(Row) -> Result<(), Stop>,
) -> Result<Read, Stop> {
    let mut counted = Counted::new(input);
    let mut sink = Sink::new(hear, today);
    match counted.shape() {
        Err(reason) => sink.fault(Place::line(counted.line()), reason, None)?,
        Ok(Shape::Empty) => sink.fault(Place::line(1), FaultReason::Empty, None)?,
        Ok(Shape::Unknown) => sink.fault(Place::line(1), FaultReason::UnknownFormat, None)?,
        Ok(Shape::Encoded(encoding)) => sink.fault(Place::line(1), encoding.into(), None)?,
        Ok(Shape::Xml) => libra::read(counted, name, &mut sink)?,
        Ok(Shape::Json) => json::read(counted, &mut sink)?,
    }
    Ok(sink.read())
}

impl From<Encoding> for FaultReason {
    fn from(encoding: Encoding) -> Self {
        match encoding {
            Encoding::Utf16 => Self::Utf16,
            Encoding::Other => Self::NotUtf8,
        }
    }
}
