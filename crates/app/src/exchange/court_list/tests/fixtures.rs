//! A generator: people as a court may have them, and each format's way of writing them, with all that varies in it.

use jiff::civil::{Date, date};
use proptest::{prelude::*, sample::select};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// A defendant as the generator knows them, whatever a format can say.
#[derive(Debug, Clone)]
pub(super) struct Defendant {
    pub title: &'static str,
    pub given: &'static str,
    pub middle: &'static str,
    pub family: &'static str,
    pub born: Option<Date>,
    pub sex: &'static str,
    pub pnc: &'static str,
    pub cro: &'static str,
    pub lines: [&'static str; 5],
    pub postcode: &'static str,
    pub case: u32,
    pub offences: Vec<(&'static str, &'static str)>,
    pub organisation: bool,
}

/// A list: one court, one day, some rooms and sessions of cases.
#[derive(Debug, Clone)]
pub(super) struct List {
    pub court: &'static str,
    pub day: Date,
    pub sessions: Vec<Vec<Defendant>>,
}

pub(super) fn defendant() -> impl Strategy<Value = Defendant> {
    let names = (
        select(vec!["", "Mr", "Mrs", "MISS", "Dr.", "Mx"]),
        select(vec!["Ada", "SIÂN", "john-paul", "Łukasz", "<b>Tom</b>", "O’Rory"]),
        select(vec!["", "Mary", "Ann Louise"]),
        select(vec!["Crane", "O'NEILL", "van der Berg", "Kozłowski", "D&D", "\"Q\""]),
    );
    let born = prop_oneof![
        Just(None),
        (1950_i16..2008, 1_i8..13, 1_i8..29).prop_map(|(y, m, d)| Some(date(y, m, d)))
    ];
    let numbers = (
        select(vec!["", "2003/0011985X", "20030011985X", "03/11985X", "20030011985Z", "TOTALLYINVALID"]),
        select(vec!["", "65656/91H", "CR0006100061", "SF05/482703J"]),
    );
    let address = (
        select(vec![
            ["1 High Street", "Northmoor", "", "", ""],
            ["", "", "Flat 2", "", "Castle St"],
            ["", "", "", "", ""],
            ["Long Row", "", "", "", "SP1 1AA"],
        ]),
        select(vec!["", "SP1 1AA", "sp11ab", "not known"]),
    );
    let offences = prop::collection::vec(
        (
            select(vec!["TH68010", "th68001", "XX99999", "CJ88144A"]),
            select(vec![
                "Theft from a shop",
                "Ymosodiad cyffredin",
                "<script>alert(1)</script>",
                "Assault & battery",
            ]),
        ),
        0..3,
    );
    let rest = (select(vec!["M", "F", "N", "NS", "X", ""]), 1_u32..999_999, prop::bool::weighted(0.1));
    (names, born, numbers, address, offences, rest).prop_map(
        |(
            (title, given, middle, family),
            born,
            (pnc, cro),
            (lines, postcode),
            offences,
            (sex, case, organisation),
        )| {
            Defendant {
                title,
                given,
                middle,
                family,
                born,
                sex,
                pnc,
                cro,
                lines,
                postcode,
                case,
                offences,
                organisation,
            }
        },
    )
}

pub(super) fn list() -> impl Strategy<Value = List> {
    (
        select(vec!["B10JQ00", "B01CX05", "B14LO00"]),
        (1_i8..29).prop_map(|day| date(2026, 11, day)),
        prop::collection::vec(prop::collection::vec(defendant(), 0..5), 1..4),
    )
        .prop_map(|(court, day, sessions)| List { court, day, sessions })
}

/// How XML is laid out.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each varies by itself")]
pub(super) struct Layout {
    pub soap: bool,
    pub bom: bool,
    pub lines: bool,
    pub cdata: bool,
    pub elements: bool,
}

pub(super) fn layout() -> impl Strategy<Value = Layout> {
    any::<[bool; 5]>().prop_map(|[soap, bom, lines, cdata, elements]| Layout {
        soap,
        bom,
        lines,
        cdata,
        elements,
    })
}

fn escaped(text: &str, layout: Layout) -> String {
    if layout.cdata && !text.contains("]]>") {
        return format!("<![CDATA[{text}]]>");
    }
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn slashed(day: Date) -> String {
    day.strftime("%d/%m/%Y").to_string()
}

fn full(one: &Defendant) -> String {
    let parts = [one.title, one.given, one.middle, one.family];
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ")
}

fn xml_case(one: &Defendant, number: usize, layout: Layout) -> String {
    let text = |name: &str, text: &str| format!("<{name}>{}</{name}>", escaped(text, layout));
    let mut case = format!("<case><c_id>{number}</c_id><h_id>9</h_id><valid>Y</valid>");
    case += &text("caseno", &format!("16{:08}", one.case));
    case += &text("def_name", &full(one));
    if layout.elements {
        let middle: Vec<&str> = one.middle.split_whitespace().collect();
        case += "<def_name_elements>";
        case += &text("title", one.title);
        case += &text("forename1", one.given);
        case += &text("forename2", middle.first().copied().unwrap_or_default());
        case += &text("forename3", middle.get(1).copied().unwrap_or_default());
        case += &text("surname", one.family);
        case += "</def_name_elements>";
    }
    case += &text("def_type", if one.organisation { "O" } else { "P" });
    case += &text("def_sex", one.sex);
    case += &text("def_dob", &one.born.map(slashed).unwrap_or_default());
    case += "<def_addr>";
    for (at, line) in (1..).zip(one.lines) {
        case += &text(&format!("line{at}"), line);
    }
    case += &text("pcode", one.postcode);
    case += "</def_addr>";
    case += &text("pnc_id", one.pnc);
    case += &text("cro_number", one.cro);
    case += &text("inf", "POL01");
    let _ = write!(case, "<cseq>{number}</cseq><urn>01AB{:07}</urn><offences>", one.case);
    for (at, (code, title)) in (1..).zip(&one.offences) {
        let _ = write!(case, "<offence><oseq>{at}</oseq>");
        case += &(text("code", code) + &text("title", title) + &text("sum", "On a day in May"));
        case += "<adjdate>01/10/2026</adjdate></offence>";
    }
    case + "</offences></case>"
}

/// The list as Libra sends it.
pub(super) fn libra(list: &List, layout: Layout) -> String {
    let mut body = String::from("<job><printdate>20/11/2026</printdate><sessions>");
    for (room, cases) in (1..).zip(&list.sessions) {
        let _ = write!(body, "<session><s_id>{room}</s_id><doh>{}</doh>", slashed(list.day));
        let _ =
            write!(body, "<ou_code>{}</ou_code><court>North Court</court><room>{room}</room>", list.court);
        body += "<sstart>09:30</sstart><blocks><block><bstart>10:00</bstart><cases>";
        for (number, one) in (1..).zip(cases) {
            body += &xml_case(one, room * 100 + number, layout);
        }
        body += "</cases></block></blocks></session>";
    }
    body += "</sessions></job>";
    let name = format!("5_24112026_2992_{}_ADULT_COURT_LIST_DAILY", list.court);
    let document = format!(
        "<ext:documents><document><info><source_file_name>{name}</source_file_name></info><data>{body}</data></document></ext:documents>"
    );
    let mut text = if layout.soap {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><soap:Envelope xmlns:soap=\"urn:s\" xmlns:ext=\"urn:e\"><soap:Header/><soap:Body>{document}</soap:Body></soap:Envelope>"
        )
    } else {
        body
    };
    if layout.lines {
        text = text.replace("><", ">\n<").replace("<![CDATA[\n", "<![CDATA[");
    }
    if layout.bom { format!("\u{feff}{text}") } else { text }
}

/// The list as the hub writes it.
pub(super) fn hub(list: &List, pretty: bool) -> String {
    let mut number = 0;
    let sessions: Vec<Value> = (1..)
        .zip(&list.sessions)
        .map(|(room, cases)| {
            let cases: Vec<Value> = cases
                .iter()
                .map(|one| {
                    number += 1;
                    let offences: Vec<Value> = one
                        .offences
                        .iter()
                        .map(|(code, title)| json!({"code": code, "title": title, "cy_title": "Cymraeg", "sum": "On a day"}))
                        .collect();
                    json!({
                        "caseno": format!("16{:08}", one.case), "def_name": full(one), "cseq": number,
                        "def_type": if one.organisation { "O" } else { "P" }, "def_sex": one.sex,
                        "def_dob": one.born.map(slashed).unwrap_or_default(), "inf": "POL01",
                        "def_addr": {"line1": one.lines[0], "line2": one.lines[1], "line3": one.lines[2], "pcode": one.postcode},
                        "offences": offences,
                    })
                })
                .collect();
            json!({
                "lja": "North", "court": "North Court", "room": room.to_string(), "sstart": "09:30",
                "doh": slashed(list.day), "blocks": [{"bstart": "10:00", "cases": cases}],
            })
        })
        .collect();
    let whole = json!({"document": {"info": {"start_time": "x"}, "data": {"job": {"printdate": "20/11/2026", "sessions": sessions}}}});
    if pretty { serde_json::to_string_pretty(&whole).unwrap() } else { whole.to_string() }
}

/// One session as one hearing of Common Platform.
pub(super) fn hearing(list: &List, session: usize, days: i8) -> Value {
    let cases: Vec<Value> = (0..)
        .zip(&list.sessions[session])
        .map(|(number, one)| {
            let offences: Vec<Value> = one
                .offences
                .iter()
                .map(|(code, title)| {
                    json!({"id": "o", "offenceCode": code, "offenceTitle": title, "wording": "On a day",
                        "plea": {"pleaValue": "GUILTY", "pleaDate": "2026-11-01"},
                        "judicialResults": [{"isConvictedResult": true, "label": "Community order"}]})
                })
                .collect();
            let person = json!({"personDetails": {
                "title": one.title, "firstName": one.given, "middleName": one.middle, "lastName": one.family,
                "dateOfBirth": one.born.map(|born| born.to_string()), "gender": one.sex,
                "address": {"address1": one.lines[0], "address2": one.lines[1], "address3": one.lines[2], "postcode": one.postcode},
            }});
            let mut defendant = json!({"id": format!("d-{session}-{number}"), "pncId": one.pnc, "croNumber": one.cro, "offences": offences});
            let (key, value) = if one.organisation {
                ("legalEntityDefendant", json!({"organisation": {"name": "A firm"}}))
            } else {
                ("personDefendant", person)
            };
            defendant[key] = value;
            json!({"id": "c", "prosecutionCaseIdentifier": {"caseURN": format!("01AB{:07}", one.case)}, "defendants": [defendant]})
        })
        .collect();
    let sitting = |day: i8| {
        let day = list.day.saturating_add(jiff::ToSpan::days(i64::from(day)));
        json!({"sittingDay": format!("{day}T10:00:00.000Z"), "listedDurationMinutes": 20})
    };
    json!({"hearing": {
        "id": format!("h-{session}"), "courtCentre": {"id": "x", "code": list.court, "roomName": "Room 1"},
        "hearingDays": (0..days).map(sitting).collect::<Vec<_>>(), "jurisdictionType": "MAGISTRATES",
        "type": {"description": "First hearing"}, "prosecutionCases": cases,
    }})
}
