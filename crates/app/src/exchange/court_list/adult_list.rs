//! What the Libra list and the hub's adult list have in common: sessions with a day and a court, cases with one defendant.

use super::{
    clean::{self, Notes},
    offences::{Fields, offence},
    row::{FaultReason, Heard, Place, SetAside, Sink, Stop},
};
use domain::{
    hearing::{Court, CourtCode, CourtEntry, Custody, Source, folded},
    person::IdentifierKind,
    text::Line,
};
use jiff::civil::{Date, Time};

/// The session that cases stand in.
#[derive(Debug, Default)]
pub(super) struct Session {
    pub(super) court: Court,
    pub(super) day: Option<Date>,
    pub(super) start: Option<Time>,
    pub(super) block_start: Option<Time>,
    /// The list that was told to stand here already.
    pub(super) listed: Option<String>,
}

impl Session {
    /// One field of the session, or of the block in it.
    pub(super) fn tell(&mut self, name: &str, text: &str, of_file: Option<&(CourtCode, Option<String>)>) {
        let mut notes = Notes::default();
        match name {
            "doh" => self.day = clean::date(text), // A day that cannot be read is none, whatever the document tells.
            "court" => self.court.name = notes.line("court", Some(text)),
            "room" => self.court.room = notes.line("room", Some(text)),
            "ou_code" | "ouCode" | "court_code" => {
                if let Some((code, room)) = CourtCode::with_room(text) {
                    self.court_of(Some(&(code, room.map(str::to_owned))));
                }
            }
            "sstart" => self.start = notes.time("sstart", Some(text)),
            "bstart" => self.block_start = notes.time("bstart", Some(text)),
            _ => {}
        }
        if self.court.code.is_none() {
            self.court_of(of_file);
        }
    }

    /// The court by its code, and the room behind it where the session names none.
    pub(super) fn court_of(&mut self, told: Option<&(CourtCode, Option<String>)>) {
        let Some((code, room)) = told else { return };
        self.court.code = Some(code.clone());
        if self.court.room.is_none() {
            self.court.room = room.as_ref().and_then(|room| Line::new(room).ok());
        }
    }

    /// The list that the session is of: a source's for one court and one day.
    pub(super) fn list(&mut self, source: Source) -> Result<String, FaultReason> {
        let day = self.day.ok_or(FaultReason::NoDay)?;
        let court = match (&self.court.code, &self.court.name) {
            (Some(code), _) => code.to_string(),
            (None, Some(name)) => folded(name.as_str()).join(" "),
            (None, None) => String::new(),
        };
        Ok(format!("{}|{court}|{day}", source.code()))
    }
}

/// A case as its format gives it.
pub(super) struct Listed<'a> {
    pub(super) case: &'a dyn Fields,
    pub(super) elements: Option<&'a dyn Fields>,
    pub(super) address: Option<&'a dyn Fields>,
    pub(super) offences: Vec<&'a dyn Fields>,
    pub(super) raw: String,
}

/// Reads one case, and hands its defendant on.
pub(super) fn hear(
    sink: &mut Sink<'_>,
    source: Source,
    session: &mut Session,
    place: Place,
    listed: &Listed<'_>,
) -> Result<(), Stop> {
    let case = listed.case;
    let list = match session.list(source) {
        Ok(list) => list,
        Err(reason) => return sink.fault(place, reason, Some("doh")),
    };
    if session.listed.as_ref() != Some(&list) {
        sink.list(&list)?;
        session.listed = Some(list.clone());
    }
    if case.text("valid").is_some_and(|valid| valid.trim().eq_ignore_ascii_case("N")) {
        return sink.fault(place, FaultReason::NotValid, Some("valid"));
    }
    if case.text("def_type").is_some_and(|kind| kind.trim().eq_ignore_ascii_case("O")) {
        return sink.set_aside(place, SetAside::Organisation);
    }
    let mut notes = Notes::default();
    match entry(sink.today, session, &mut notes, listed) {
        Err((reason, field)) => {
            sink.fault(place, reason, Some(field))?;
            sink.unsure(&list)
        }
        Ok(entry) => {
            let said = case.text("def_age").and_then(|age| age.trim().parse().ok());
            for (reason, field) in notes.into_vec() {
                sink.fault(place.clone(), reason, Some(field))?;
            }
            let key =
                entry.case_number.as_ref().zip(entry.sequence).map(|(case, seq)| format!("{case}#{seq}"));
            sink.heard(Heard { place, source, list, key, entry, raw: listed.raw.clone() }, said)
        }
    }
}

fn entry(
    today: Date,
    session: &Session,
    notes: &mut Notes,
    listed: &Listed<'_>,
) -> Result<CourtEntry, (FaultReason, &'static str)> {
    let case = listed.case;
    let day = session.day.ok_or((FaultReason::NoDay, "doh"))?;
    let by_elements = listed.elements.and_then(|parts| {
        let given = [parts.text("forename1"), parts.text("forename2"), parts.text("forename3")];
        clean::name_of_parts(notes, parts.text("title"), &given, parts.text("surname"))
    });
    let (title, name) = match by_elements {
        Some(named) => named,
        None => clean::name_of_text(notes, case.text("def_name")).ok_or((FaultReason::NoName, "def_name"))?,
    };
    let (case_number, urn) = (notes.line("caseno", case.text("caseno")), notes.line("urn", case.text("urn")));
    if case_number.is_none() && urn.is_none() {
        return Err((FaultReason::NoCase, "caseno"));
    }
    let lines: Vec<Option<&str>> = match listed.address {
        Some(parts) => ["line1", "line2", "line3", "line4", "line5"].map(|line| parts.text(line)).to_vec(),
        None => vec![case.text("def_addr")],
    };
    let postcode = listed.address.and_then(|parts| parts.text("pcode"));
    let (address, postcode) = clean::address(notes, &lines, postcode);
    let numbers = [
        (IdentifierKind::Pnc, "pnc_id"),
        (IdentifierKind::Cro, "cro_number"),
        (IdentifierKind::Noms, "noms_number"),
        (IdentifierKind::Crn, "crn"),
        (IdentifierKind::Nhs, "nhs_number"),
    ];
    let numbers =
        numbers.into_iter().filter_map(|(kind, field)| clean::number(kind, case.text(field), today.year()));
    Ok(CourtEntry {
        court: session.court.clone(),
        day,
        time: session.block_start.or(session.start),
        case_number,
        urn,
        sequence: case.text("cseq").and_then(|number| number.trim().parse().ok()),
        title,
        name,
        born: notes.born("def_dob", case.text("def_dob"), day),
        sex: notes.sex("def_sex", case.text("def_sex")),
        address,
        postcode,
        numbers: numbers.collect(),
        offences: listed.offences.iter().map(|one| offence(notes, *one)).collect(),
        custody: Custody::Unknown,
        restricted: case.text("reporting_restriction").is_some_and(is_yes),
        restrictions: Vec::new(),
        informant: notes.line("inf", case.text("inf")),
        hearing_type: notes.line("type", case.text("type")),
    })
}

fn is_yes(text: &str) -> bool {
    matches!(text.trim().to_ascii_lowercase().as_str(), "y" | "yes" | "true" | "1")
}
