//! Common Platform hearings: `ConfirmedOrUpdated` and `Resulted` (court-lists.md, section 3).
//!
//! A hearing on several days is one row a day; a defendant in several cases is one row a case. Pleas and results come later,
//! and corrected ones are sent again. A hearing is a list of its own: sent again, it replaces all its rows.

use super::{
    clean::{self, Notes},
    offences::code,
    row::{FaultReason, Heard, Place, SetAside, Sink, Stop},
};
use domain::{
    hearing::{Court, CourtCode, CourtEntry, Custody, Number, Offence, Source},
    person::IdentifierKind,
    text::Line,
};
use jiff::civil::{Date, Time};
use serde_json::{Value, json};

/// The hearing in a message, whichever envelope it came in.
pub(super) fn hearing(message: &Value) -> Option<Value> {
    if message.get("prosecutionCases").is_some() || message.get("hearingDays").is_some() {
        return Some(message.clone());
    }
    if let Some(inner) = message.get("hearing").filter(|inner| inner.is_object()) {
        return Some(inner.clone());
    }
    // A queue puts the message into a text.
    let text = message.get("Message").and_then(Value::as_str)?;
    let inner: Value = serde_json::from_str(text).ok()?;
    let unwrapped = inner.get("hearing").filter(|inner| inner.is_object()).unwrap_or(&inner);
    unwrapped.is_object().then(|| unwrapped.clone())
}

fn text<'a>(value: &'a Value, path: &str) -> Option<&'a str> {
    value.pointer(path).and_then(Value::as_str).filter(|text| !text.trim().is_empty())
}

fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// What all rows of a hearing have in common.
struct Hearing<'a> {
    id: Option<&'a str>,
    list: String,
    court: Court,
    kind: Option<Line>,
    days: Vec<(Date, Option<Time>)>,
}

/// Reads one hearing, and hands its defendants on.
pub(super) fn hear(sink: &mut Sink<'_>, place: &Place, hearing: &Value) -> Result<(), Stop> {
    let mut notes = Notes::default();
    let id = text(hearing, "/id").map(|id| id.get(..64).unwrap_or(id));
    let days: Vec<(Date, Option<Time>)> = list(hearing, "hearingDays")
        .iter()
        .filter_map(|day| {
            let sitting = text(day, "/sittingDay");
            Some((
                notes.date("sittingDay", sitting)?,
                sitting.filter(|at| at.contains('T')).and_then(local_time),
            ))
        })
        .collect();
    let court = court(&mut notes, hearing);
    let place_of = |what: &str| Place { path: join(&place.path, what), line: place.line };
    if days.is_empty() {
        return sink.fault(place_of(""), FaultReason::NoDay, Some("hearingDays"));
    }
    let named = id.map(str::to_owned);
    let court_words = court.code.as_ref().map(ToString::to_string).unwrap_or_default();
    let of_day =
        || format!("{court_words}|{}", days.first().map(|(day, _)| day.to_string()).unwrap_or_default());
    let all = Hearing {
        id,
        list: format!("{}|{}", Source::CommonPlatform.code(), named.unwrap_or_else(of_day)),
        court,
        kind: notes.line("type", text(hearing, "/type/description")),
        days,
    };
    for (reason, field) in notes.into_vec() {
        sink.fault(place_of(""), reason, Some(field))?;
    }
    // A hearing without an id cannot be told from others of the day, so that nothing in it replaces anything.
    if all.id.is_some() {
        sink.list(&all.list)?;
    }
    let cases = list(hearing, "prosecutionCases");
    if cases.is_empty() {
        sink.fault(place_of(""), FaultReason::NoDefendants, Some("prosecutionCases"))?;
        return sink.unsure(&all.list);
    }
    for (number, case) in (1..).zip(cases) {
        for (at, defendant) in (1..).zip(list(case, "defendants")) {
            let place = place_of(&format!("case {number}, defendant {at}"));
            one(sink, &all, place, case, defendant, at)?;
        }
    }
    Ok(())
}

fn join(path: &str, what: &str) -> String {
    if what.is_empty() { path.to_owned() } else { format!("{path}, {what}") }
}

/// A sitting's time of day in London: Common Platform sends instants.
fn local_time(text: &str) -> Option<Time> {
    let text = text.trim();
    if let Ok(at) = text.parse::<jiff::Timestamp>() {
        let local = at.to_zoned(domain::calendar::london()).time();
        return local.with().second(0).subsec_nanosecond(0).build().ok();
    }
    Notes::default().time("sittingDay", Some(text))
}

fn court(notes: &mut Notes, hearing: &Value) -> Court {
    let told = text(hearing, "/courtCentre/code");
    let code = told.and_then(|code| CourtCode::new(code.get(..5)?));
    let room = text(hearing, "/courtCentre/roomName");
    Court {
        code,
        name: notes.line("name", text(hearing, "/courtCentre/name")),
        room: notes.line("roomName", room),
    }
}

fn one(
    sink: &mut Sink<'_>,
    hearing: &Hearing<'_>,
    place: Place,
    case: &Value,
    defendant: &Value,
    at: u32,
) -> Result<(), Stop> {
    if defendant.get("isYouth").and_then(Value::as_bool) == Some(true) {
        return sink.set_aside(place, SetAside::Under18);
    }
    if defendant.get("personDefendant").is_none_or(Value::is_null) {
        if defendant.get("legalEntityDefendant").is_some_and(|entity| !entity.is_null()) {
            return sink.set_aside(place, SetAside::Organisation);
        }
        sink.fault(place, FaultReason::NoParty, Some("personDefendant"))?;
        return sink.unsure(&hearing.list);
    }
    for (day, time) in &hearing.days {
        let mut notes = Notes::default();
        let entry = match entry(sink.today, hearing, (*day, *time), &mut notes, case, defendant, at) {
            Ok(entry) => entry,
            Err((reason, field)) => {
                sink.fault(place, reason, Some(field))?;
                return sink.unsure(&hearing.list);
            }
        };
        for (reason, field) in notes.into_vec() {
            sink.fault(place.clone(), reason, Some(field))?;
        }
        let key = text(defendant, "/id").map(|id| {
            let id = id.get(..64).unwrap_or(id);
            format!("{}#{id}", hearing.id.unwrap_or_default())
        });
        let heard = Heard {
            place: place.clone(),
            source: Source::CommonPlatform,
            list: hearing.list.clone(),
            key,
            entry,
            raw: raw(case, defendant),
        };
        sink.heard(heard, None)?;
    }
    Ok(())
}

/// The defendant's own part of the hearing, with the number of the case, and nothing of a co-defendant.
fn raw(case: &Value, defendant: &Value) -> String {
    let identifier = case.get("prosecutionCaseIdentifier").cloned().unwrap_or_default();
    json!({ "prosecutionCaseIdentifier": identifier, "defendant": defendant }).to_string()
}

fn entry(
    today: Date,
    hearing: &Hearing<'_>,
    (day, time): (Date, Option<Time>),
    notes: &mut Notes,
    case: &Value,
    defendant: &Value,
    at: u32,
) -> Result<CourtEntry, (FaultReason, &'static str)> {
    let details =
        defendant.pointer("/personDefendant/personDetails").ok_or((FaultReason::NoName, "personDetails"))?;
    let given = [text(details, "/firstName"), text(details, "/middleName")];
    let (title, name) =
        clean::name_of_parts(notes, text(details, "/title"), &given, text(details, "/lastName"))
            .ok_or((FaultReason::NoName, "lastName"))?;
    let urn = notes.line("caseURN", text(case, "/prosecutionCaseIdentifier/caseURN"));
    let reference = text(case, "/prosecutionCaseIdentifier/prosecutionAuthorityReference");
    let case_number = notes.line("prosecutionAuthorityReference", reference);
    if urn.is_none() && case_number.is_none() {
        return Err((FaultReason::NoCase, "caseURN"));
    }
    let lines = ["/address1", "/address2", "/address3", "/address4", "/address5"];
    let place = details.get("address").unwrap_or(&Value::Null);
    let lines: Vec<Option<&str>> = lines.iter().map(|line| text(place, line)).collect();
    let (address, postcode) = clean::address(notes, &lines, text(place, "/postcode"));
    let restrictions: Vec<Line> = list(defendant, "defendantMarkers")
        .iter()
        .chain(list(case, "caseMarkers"))
        .filter_map(|marker| notes.line("markerTypeDescription", text(marker, "/markerTypeDescription")))
        .filter(|words| words.as_str().to_lowercase().contains("restrict"))
        .collect();
    let masked = defendant.get("isMasked").and_then(Value::as_bool) == Some(true)
        || defendant.get("reportingRestriction").and_then(Value::as_bool) == Some(true);
    Ok(CourtEntry {
        court: hearing.court.clone(),
        day,
        time,
        case_number,
        urn,
        sequence: Some(at),
        title,
        name,
        born: notes.born("dateOfBirth", text(details, "/dateOfBirth"), day),
        sex: notes.sex("gender", text(details, "/gender")),
        address,
        postcode,
        numbers: numbers(today, defendant),
        offences: list(defendant, "offences").iter().map(|one| offence(notes, one)).collect(),
        custody: custody(defendant),
        restricted: masked || !restrictions.is_empty(),
        restrictions,
        informant: notes.line(
            "prosecutionAuthorityCode",
            text(case, "/prosecutionCaseIdentifier/prosecutionAuthorityCode"),
        ),
        hearing_type: hearing.kind.clone(),
    })
}

fn numbers(today: Date, defendant: &Value) -> Vec<Number> {
    let told = [
        (IdentifierKind::Pnc, "/pncId"),
        (IdentifierKind::Cro, "/croNumber"),
        (IdentifierKind::Crn, "/crn"),
        (IdentifierKind::Noms, "/nomsNumber"),
        (IdentifierKind::Nhs, "/nhsNumber"),
    ];
    told.into_iter().filter_map(|(kind, at)| clean::number(kind, text(defendant, at), today.year())).collect()
}

fn custody(defendant: &Value) -> Custody {
    let told = text(defendant, "/personDefendant/bailStatus/description")
        .or_else(|| text(defendant, "/personDefendant/custodyStatus"))
        .or_else(|| text(defendant, "/custodyStatus"));
    if defendant.get("inCustody").and_then(Value::as_bool) == Some(true) {
        return Custody::Custody;
    }
    let Some(told) = told else { return Custody::Unknown };
    let told = told.to_lowercase();
    let says = |word: &str| told.contains(word);
    match () {
        () if says("not applicable") => Custody::NotApplicable,
        () if says("remand") => Custody::Remand,
        () if says("custody") => Custody::Custody,
        () if says("care") => Custody::Care,
        () if says("bail") => Custody::Bail,
        () => Custody::Unknown,
    }
}

fn offence(notes: &mut Notes, one: &Value) -> Offence {
    let results = list(one, "judicialResults");
    let convicted = results.iter().any(|result| result.get("isConvictedResult") == Some(&Value::Bool(true)));
    let verdict_day = notes.date("verdictDate", text(one, "/verdict/verdictDate"));
    Offence {
        code: code(notes, text(one, "/offenceCode")),
        title: notes.line("offenceTitle", text(one, "/offenceTitle")),
        title_welsh: notes.line("offenceTitleWelsh", text(one, "/offenceTitleWelsh")),
        wording: notes.prose("wording", text(one, "/wording")),
        statute: notes.line("offenceLegislation", text(one, "/offenceLegislation")),
        plea: notes.line("pleaValue", text(one, "/plea/pleaValue")),
        plea_day: notes.date("pleaDate", text(one, "/plea/pleaDate")),
        verdict: notes.line("description", text(one, "/verdict/verdictType/description")),
        convicted: notes
            .date("convictionDate", text(one, "/convictionDate"))
            .or(verdict_day.filter(|_| convicted)),
        adjourned: None,
        results: results.iter().filter_map(|result| notes.line("label", text(result, "/label"))).collect(),
    }
}
