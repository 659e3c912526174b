//! A telling as the column `content` keeps it, differences as `changes` does, and lists of evidence. Read for ever: fields
//! are only ever added.

use app::ports::{StoreError, Stored, Tally};
use domain::{
    hearing::{
        Checked, Court, CourtCode, CourtEntry, Custody, Difference, Evidence, Number, Offence, Sex, Verdict,
    },
    person::{IdentifierKind, Name},
    text::{Line, Prose},
};
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct Kept {
    day: Date,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    time: Option<Time>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    court_code: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    court_name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    room: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    case_number: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    urn: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sequence: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    given: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    middle: Option<String>,
    family: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    born: Option<Date>,
    sex: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    address: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    postcode: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    numbers: Vec<KeptNumber>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    offences: Vec<KeptOffence>,
    custody: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    restricted: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    restrictions: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    informant: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    hearing_type: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct KeptNumber {
    kind: String,
    raw: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    canonical: Option<String>,
    verdict: String,
}

#[derive(Serialize, Deserialize)]
struct KeptOffence {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    title_welsh: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    wording: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    statute: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    plea: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    plea_day: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    verdict: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    convicted: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    adjourned: Option<Date>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    results: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct KeptDifference {
    field: String,
    before: String,
    now: String,
}

#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
struct KeptTally {
    rows: u64,
    added: u64,
    changed: u64,
    same: u64,
    joined: u64,
    gone: u64,
    attached: u64,
    set_aside: u64,
    faults: u64,
}

fn text(line: Option<&Line>) -> Option<String> {
    line.map(ToString::to_string)
}

fn written<T: Serialize>(value: &T) -> Stored<String> {
    serde_json::to_string(value).map_err(|_| crate::error::failed("a telling cannot be written"))
}

/// A telling as it is kept.
pub(super) fn write(entry: &CourtEntry) -> Stored<String> {
    let number = |one: &Number| KeptNumber {
        kind: one.kind.code().to_owned(),
        raw: one.checked.raw.clone(),
        canonical: one.checked.canonical.clone(),
        verdict: one.checked.verdict.code().to_owned(),
    };
    let offence = |one: &Offence| KeptOffence {
        code: text(one.code.as_ref()),
        title: text(one.title.as_ref()),
        title_welsh: text(one.title_welsh.as_ref()),
        wording: one.wording.as_ref().map(ToString::to_string),
        statute: text(one.statute.as_ref()),
        plea: text(one.plea.as_ref()),
        plea_day: one.plea_day,
        verdict: text(one.verdict.as_ref()),
        convicted: one.convicted,
        adjourned: one.adjourned,
        results: one.results.iter().map(ToString::to_string).collect(),
    };
    written(&Kept {
        day: entry.day,
        time: entry.time,
        court_code: entry.court.code.as_ref().map(ToString::to_string),
        court_name: text(entry.court.name.as_ref()),
        room: text(entry.court.room.as_ref()),
        case_number: text(entry.case_number.as_ref()),
        urn: text(entry.urn.as_ref()),
        sequence: entry.sequence,
        title: text(entry.title.as_ref()),
        given: text(entry.name.given.as_ref()),
        middle: text(entry.name.middle.as_ref()),
        family: entry.name.family.to_string(),
        born: entry.born,
        sex: entry.sex.code().to_owned(),
        address: text(entry.address.as_ref()),
        postcode: text(entry.postcode.as_ref()),
        numbers: entry.numbers.iter().map(number).collect(),
        offences: entry.offences.iter().map(offence).collect(),
        custody: entry.custody.code().to_owned(),
        restricted: entry.restricted,
        restrictions: entry.restrictions.iter().map(ToString::to_string).collect(),
        informant: text(entry.informant.as_ref()),
        hearing_type: text(entry.hearing_type.as_ref()),
    })
}

fn corrupt() -> StoreError {
    StoreError::Corrupt("court_version: content".to_owned())
}

fn line(kept: Option<String>) -> Stored<Option<Line>> {
    kept.map(|text| Line::new(&text).map_err(|_| corrupt())).transpose()
}

fn lines(kept: Vec<String>) -> Stored<Vec<Line>> {
    kept.into_iter().map(|text| Line::new(&text).map_err(|_| corrupt())).collect()
}

/// A telling as it was kept.
pub(super) fn read(json: &str) -> Stored<CourtEntry> {
    let kept: Kept = serde_json::from_str(json).map_err(|_| corrupt())?;
    Ok(CourtEntry {
        court: Court {
            code: kept.court_code.map(|code| CourtCode::new(&code).ok_or_else(corrupt)).transpose()?,
            name: line(kept.court_name)?,
            room: line(kept.room)?,
        },
        day: kept.day,
        time: kept.time,
        case_number: line(kept.case_number)?,
        urn: line(kept.urn)?,
        sequence: kept.sequence,
        title: line(kept.title)?,
        name: Name {
            given: line(kept.given)?,
            middle: line(kept.middle)?,
            family: Line::new(&kept.family).map_err(|_| corrupt())?,
        },
        born: kept.born,
        sex: Sex::from_code(&kept.sex).map_err(|_| corrupt())?,
        address: line(kept.address)?,
        postcode: line(kept.postcode)?,
        numbers: kept.numbers.into_iter().map(number).collect::<Stored<_>>()?,
        offences: kept.offences.into_iter().map(offence).collect::<Stored<_>>()?,
        custody: Custody::from_code(&kept.custody).map_err(|_| corrupt())?,
        restricted: kept.restricted,
        restrictions: lines(kept.restrictions)?,
        informant: line(kept.informant)?,
        hearing_type: line(kept.hearing_type)?,
    })
}

fn number(kept: KeptNumber) -> Stored<Number> {
    let checked = Checked {
        raw: kept.raw,
        canonical: kept.canonical,
        verdict: Verdict::from_code(&kept.verdict).ok_or_else(corrupt)?,
    };
    Ok(Number { kind: IdentifierKind::from_code(&kept.kind).map_err(|_| corrupt())?, checked })
}

fn offence(kept: KeptOffence) -> Stored<Offence> {
    Ok(Offence {
        code: line(kept.code)?,
        title: line(kept.title)?,
        title_welsh: line(kept.title_welsh)?,
        wording: kept.wording.map(|text| Prose::new(&text).map_err(|_| corrupt())).transpose()?,
        statute: line(kept.statute)?,
        plea: line(kept.plea)?,
        plea_day: kept.plea_day,
        verdict: line(kept.verdict)?,
        convicted: kept.convicted,
        adjourned: kept.adjourned,
        results: lines(kept.results)?,
    })
}

/// Differences as they are kept.
pub(super) fn write_changes(changes: &[Difference]) -> Stored<String> {
    let kept = changes.iter().map(|one| KeptDifference {
        field: one.field.to_owned(),
        before: one.before.clone(),
        now: one.now.clone(),
    });
    written(&kept.collect::<Vec<_>>())
}

/// Differences as they were kept. A field that this version does not know is told as "other".
pub(super) fn read_changes(json: &str) -> Stored<Vec<Difference>> {
    let kept: Vec<KeptDifference> =
        serde_json::from_str(json).map_err(|_| StoreError::Corrupt("court_version: changes".to_owned()))?;
    let each = kept.into_iter().map(|one| Difference {
        field: CourtEntry::FIELDS.iter().copied().find(|field| *field == one.field).unwrap_or("other"),
        before: one.before,
        now: one.now,
    });
    Ok(each.collect())
}

/// Evidence as it is kept: codes, comma between.
pub(crate) fn write_evidence(evidence: &[Evidence]) -> String {
    evidence.iter().map(|one| one.code()).collect::<Vec<_>>().join(",")
}

/// Evidence as it was kept.
pub(crate) fn read_evidence(kept: &str) -> Stored<Vec<Evidence>> {
    let codes = kept.split(',').filter(|code| !code.is_empty());
    codes
        .map(|code| Evidence::from_code(code).map_err(|error| StoreError::unknown("court: evidence", error)))
        .collect()
}

/// A tally as it is kept.
pub(super) fn write_tally(tally: &Tally) -> Stored<String> {
    let Tally { rows, added, changed, same, joined, gone, attached, set_aside, faults } = *tally;
    written(&KeptTally { rows, added, changed, same, joined, gone, attached, set_aside, faults })
}

/// A tally as it was kept.
pub(super) fn read_tally(json: &str) -> Stored<Tally> {
    let kept: KeptTally =
        serde_json::from_str(json).map_err(|_| StoreError::Corrupt("court_feed: tally".to_owned()))?;
    let KeptTally { rows, added, changed, same, joined, gone, attached, set_aside, faults } = kept;
    Ok(Tally { rows, added, changed, same, joined, gone, attached, set_aside, faults })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A telling as the first version kept it: it must be read for ever.
    const FIRST: &str = r#"{"day":"2026-11-24","time":"10:00:00","court_code":"B10JQ","room":"1","case_number":"1600032981","urn":"01AB1234567","sequence":1,"title":"Mr","given":"Ada","family":"Crane","born":"1991-02-14","sex":"F","postcode":"SP1 1AA","numbers":[{"kind":"pnc","raw":"20030011985Z","verdict":"wrong-check"}],"offences":[{"code":"TH68010","title":"Theft","plea":"GUILTY","plea_day":"2026-11-01","results":["Adjourned"]}],"custody":"bail","restricted":true,"restrictions":["Section 45"]}"#;

    #[test]
    fn what_the_first_version_kept_is_read_and_written_back_the_same() {
        let entry = read(FIRST).unwrap();
        assert_eq!(entry.name.full(), "Ada Crane");
        assert!(entry.restricted);
        assert_eq!(write(&entry).unwrap(), FIRST);
    }

    #[test]
    fn what_cannot_be_read_is_named_and_not_quoted() {
        let error = read(r#"{"family":"SECRET"}"#).unwrap_err().to_string();
        assert_eq!(error, "corrupt: court_version: content");
        assert!(read_evidence("crn,nothing").is_err());
    }

    #[test]
    fn differences_evidence_and_tallies_come_back() {
        let changes = vec![Difference { field: "room", before: "1".into(), now: "2".into() }];
        assert_eq!(read_changes(&write_changes(&changes).unwrap()).unwrap(), changes);
        assert_eq!(read_evidence(&write_evidence(Evidence::ALL)).unwrap(), Evidence::ALL);
        let tally = Tally { rows: 3, faults: 1, ..Tally::default() };
        assert_eq!(read_tally(&write_tally(&tally).unwrap()).unwrap(), tally);
    }
}
