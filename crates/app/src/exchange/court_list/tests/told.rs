//! What each format tells is what the generator knew.

use super::{
    fixtures::{Defendant, List, hearing, hub, layout, libra, list},
    *,
};
use crate::exchange::court_list::{FaultReason, Heard};
use domain::{
    hearing::{Sex, Source},
    person::IdentifierKind,
};
use proptest::prelude::*;
use serde_json::{Value, json};

fn people(list: &List) -> Vec<&Defendant> {
    list.sessions.iter().flatten().filter(|one| !one.organisation).collect()
}

fn organisations(list: &List) -> u64 {
    let many = list.sessions.iter().flatten().filter(|one| one.organisation).count();
    u64::try_from(many).unwrap()
}

fn check(heard: &Heard, knew: &Defendant) {
    let entry = &heard.entry;
    let words = |text: &str| domain::hearing::folded(text);
    let name = [knew.given, knew.middle, knew.family].join(" ");
    assert_eq!(words(&entry.name.full()), words(&name));
    assert_eq!(entry.born, knew.born);
    let sex = match knew.sex {
        "M" => Sex::Male,
        "F" => Sex::Female,
        "NS" => Sex::NotSpecified,
        _ => Sex::NotKnown,
    };
    assert_eq!(entry.sex, sex);
    let codes: Vec<String> =
        entry.offences.iter().filter_map(|one| one.code.as_ref()).map(ToString::to_string).collect();
    let knew_codes: Vec<String> = knew.offences.iter().map(|(code, _)| code.to_uppercase()).collect();
    assert_eq!(codes, knew_codes);
}

fn check_numbers(heard: &Heard, knew: &Defendant) {
    for (kind, raw) in [(IdentifierKind::Pnc, knew.pnc), (IdentifierKind::Cro, knew.cro)] {
        let kept = heard.entry.numbers.iter().find(|number| number.kind == kind);
        assert_eq!(
            kept.map_or("", |number| number.checked.raw.trim()),
            raw,
            "raw is kept whatever the check says"
        );
    }
    if knew.pnc.ends_with('X') {
        assert_eq!(heard.entry.number(IdentifierKind::Pnc), Some("2003/0011985X"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn libra_tells_every_defendant_in_any_layout(list in list(), layout in layout()) {
        let (rows, read) = rows_of(libra(&list, layout).as_bytes(), None);
        let knew = people(&list);
        let heard = heard(&rows);
        prop_assert_eq!(heard.len(), knew.len(), "{:?}", faults(&rows));
        prop_assert_eq!((read.complete, read.set_aside, read.source), (true, organisations(&list), (!list.sessions.concat().is_empty()).then_some(Source::LibraDaily).filter(|_| !knew.is_empty() || read.source.is_some())));
        for (one, knew) in heard.iter().zip(knew) {
            check(one, knew);
            check_numbers(one, knew);
            let entry = &one.entry;
            prop_assert_eq!(entry.court.code.as_ref().map(domain::hearing::CourtCode::as_str), list.court.get(..5));
            prop_assert_eq!(entry.day, list.day);
            prop_assert_eq!(entry.time.map(|time| time.to_string()), Some("10:00:00".to_owned()));
            let urn = format!("01AB{:07}", knew.case);
            prop_assert_eq!(entry.urn.as_ref().map(domain::text::Line::as_str), Some(urn.as_str()));
            prop_assert!(serde_json::from_str::<Value>(&one.raw).is_ok());
        }
        for row in &rows {
            if let Row::Fault(fault) = row {
                prop_assert!(fault.reason.row_kept(), "{:?}", fault);
            }
        }
    }

    #[test]
    fn the_hub_tells_every_defendant_in_any_layout(list in list(), pretty: bool) {
        let (rows, read) = rows_of(hub(&list, pretty).as_bytes(), None);
        let knew = people(&list);
        let heard = heard(&rows);
        prop_assert_eq!(heard.len(), knew.len(), "{:?}", faults(&rows));
        prop_assert_eq!((read.complete, read.source), (true, Some(Source::PublicationsHub)));
        for (one, knew) in heard.iter().zip(knew) {
            check(one, knew);
            prop_assert_eq!(one.entry.court.called(), "North Court");
            prop_assert_eq!(one.entry.day, list.day);
        }
    }

    #[test]
    fn common_platform_tells_every_defendant_once_a_day_one_an_array_or_one_a_line(list in list(), days in 1_i8..3, shape in 0..4) {
        let all: Vec<Value> = (0..list.sessions.len()).map(|at| hearing(&list, at, days)).collect();
        let text = match shape {
            0 => Value::Array(all.clone()).to_string(),
            1 => serde_json::to_string_pretty(&Value::Array(all.clone())).unwrap(),
            2 => all.iter().map(|one| one.to_string() + "\n").collect(),
            // As a queue hands them on: the message is a text.
            _ => all.iter().map(|one| json!({"Type": "Notification", "Message": one.to_string()}).to_string() + "\r\n").collect(),
        };
        let (rows, read) = rows_of(text.as_bytes(), None);
        let knew: Vec<&Defendant> = people(&list).into_iter().flat_map(|one| std::iter::repeat_n(one, usize::try_from(days).unwrap())).collect();
        let heard = heard(&rows);
        prop_assert_eq!(heard.len(), knew.len(), "{:?}", faults(&rows));
        prop_assert_eq!((read.complete, read.source), (true, Some(Source::CommonPlatform)));
        prop_assert_eq!(read.set_aside, organisations(&list));
        for (one, knew) in heard.iter().zip(knew) {
            check(one, knew);
            check_numbers(one, knew);
            prop_assert_eq!(one.entry.time.map(|time| time.to_string()), Some("10:00:00".to_owned()));
            prop_assert!(one.entry.outcome().len() <= 1);
        }
    }
}

#[test]
fn court_lists_3_a_summer_sitting_is_told_in_london_time() {
    let list = List { court: "B10JQ00", day: jiff::civil::date(2026, 7, 1), sessions: vec![vec![]] };
    let mut one = hearing(&list, 0, 1);
    one["hearing"]["prosecutionCases"] = json!([{"prosecutionCaseIdentifier": {"caseURN": "U1"}, "defendants": [
        {"personDefendant": {"personDetails": {"lastName": "Crane"}}, "offences": []},
    ]}]);
    let (rows, _) = rows_of(one.to_string().as_bytes(), None);
    assert_eq!(heard(&rows)[0].entry.time.unwrap().to_string(), "11:00:00");
}

#[test]
fn court_lists_8_6_8_4_youths_and_organisations_are_set_aside_and_invalid_parties_reported() {
    let defendants = json!([
        {"isYouth": true, "personDefendant": {"personDetails": {"lastName": "Young"}}},
        {"personDefendant": {"personDetails": {"lastName": "Seventeen", "dateOfBirth": "2009-07-02"}}},
        {"personDefendant": {"personDetails": {"lastName": "Eighteen", "dateOfBirth": "2008-07-01"}}},
        {"legalEntityDefendant": {"organisation": {"name": "A firm"}}},
        {"id": "nobody"},
    ]);
    let message = json!({"id": "h", "courtCentre": {"code": "B10JQ00"}, "hearingDays": [{"sittingDay": "2026-07-01"}],
        "prosecutionCases": [{"prosecutionCaseIdentifier": {"caseURN": "U1"}, "defendants": defendants}]});
    let (rows, read) = rows_of(message.to_string().as_bytes(), None);
    let names: Vec<String> = heard(&rows).iter().map(|one| one.entry.name.full()).collect();
    assert_eq!((names, read.set_aside), (vec!["Eighteen".to_owned()], 3));
    assert_eq!(faults(&rows), ["hearing 1, case 1, defendant 5: no_party"]);
    assert!(rows.iter().any(|row| matches!(row, Row::Unsure(_))), "what the hearing lacks cannot be known");
}

#[test]
fn court_lists_8_7_a_row_keeps_nothing_of_its_co_defendants() {
    let person = |name: &str| json!({"id": name, "personDefendant": {"personDetails": {"lastName": name}}});
    let message = json!({"id": "h", "courtCentre": {"code": "B10JQ"}, "hearingDays": [{"sittingDay": "2026-07-01"}],
        "prosecutionCases": [{"prosecutionCaseIdentifier": {"caseURN": "U1"}, "defendants": [person("Crane"), person("Heron")]}]});
    let (rows, _) = rows_of(message.to_string().as_bytes(), None);
    let heard = heard(&rows);
    assert!(heard[0].raw.contains("Crane") && !heard[0].raw.contains("Heron"));
    assert!(heard[1].raw.contains("Heron") && !heard[1].raw.contains("Crane"));
}

#[test]
fn a_bad_row_is_reported_with_place_and_reason_and_stops_nothing_else() {
    let case =
        |name: &str, rest: &str| format!("<case><caseno>1</caseno><def_name>{name}</def_name>{rest}</case>");
    let text = format!(
        "<job><sessions><session><doh>24/11/2026</doh><ou_code>B10JQ</ou_code><blocks><block><cases>\n{}\n{}\n{}\n<case><caseno>1</caseno><def_name>Never Ended</def_name>\n{}\n{}\n</cases></block></blocks></session>\n<session><doh>soon</doh><blocks><block><cases>{}</cases></block></blocks></session></sessions></job>",
        case("Ada Crane", ""),
        case("", ""),
        case("Bo <b>Heron", ""),
        case("Cy Egret", "<def_dob>32/01/1990</def_dob>"),
        case("&bomb;", ""),
        case("Dee Finch", ""),
    );
    let (rows, read) = rows_of(text.as_bytes(), None);
    let names: Vec<String> = heard(&rows).iter().map(|one| one.entry.name.full()).collect();
    assert_eq!(names, ["Ada Crane", "Cy Egret"]);
    assert_eq!(
        faults(&rows),
        [
            "session 1, block 1, case 2 (line 3): no_name",
            "session 1, block 1, case 3 (line 4): bad_row",
            "session 1, block 1, case 4 (line 5): bad_row",
            "session 1, block 1, case 5 (line 6): date_unread",
            "session 1, block 1, case 6 (line 7): bad_row",
            "session 2, block 1, case 1 (line 9): no_day",
        ]
    );
    assert!(read.complete);
}

#[test]
fn a_bad_line_stops_no_other() {
    let list = List { court: "B10JQ00", day: TODAY, sessions: vec![vec![]] };
    let good = |name: &str| {
        let mut one = hearing(&list, 0, 1);
        one["hearing"]["prosecutionCases"] = json!([{"prosecutionCaseIdentifier": {"caseURN": "U1"}, "defendants": [
            {"personDefendant": {"personDetails": {"lastName": name}}},
        ]}]);
        one.to_string()
    };
    let text = format!(
        "{}\n{{\"hearing\": oops}}\n{{\"hearing\": {{\"id\": \"x\"\n\n{}\n{{}}\n",
        good("Crane"),
        good("Heron")
    );
    let (rows, read) = rows_of(text.as_bytes(), None);
    let names: Vec<String> = heard(&rows).iter().map(|one| one.entry.name.full()).collect();
    assert_eq!(names, ["Crane", "Heron"]);
    assert_eq!(faults(&rows), ["line 2: bad_row", "line 3: bad_row", "line 6: no_defendants"]);
    assert!(read.complete);
}

#[test]
fn a_file_without_a_court_in_it_tells_the_court_by_its_name() {
    let text = "<job><sessions><session><doh>24/11/2026</doh><blocks><block><cases><case><caseno>1</caseno><def_name>Ada Crane</def_name></case></cases></block></blocks></session></sessions></job>";
    let (rows, _) = rows_of(text.as_bytes(), Some("5_24112026_2992_B10JQ03_ADULT_COURT_LIST_DAILY.xml"));
    let court = &heard(&rows)[0].entry.court;
    assert_eq!(court.code.as_ref().unwrap().as_str(), "B10JQ");
    assert_eq!(court.room.as_ref().unwrap().as_str(), "03");
}

#[test]
fn a_session_without_cases_still_says_that_its_list_was_issued() {
    let text = "<job><sessions><session><doh>24/11/2026</doh><ou_code>B10JQ</ou_code><blocks/></session></sessions></job>";
    let (rows, _) = rows_of(text.as_bytes(), None);
    assert!(
        matches!(rows.as_slice(), [Row::List(list)] if list == "libra_daily|B10JQ|2026-11-24"),
        "{rows:?}"
    );
}

#[test]
fn reasons_say_what_to_do_and_repeat_nothing_of_the_row() {
    for reason in FaultReason::ALL {
        assert!(reason.words().len() > 15, "{reason:?}");
    }
}

#[test]
fn the_hub_s_list_is_of_its_own_day_or_of_the_day_that_the_document_tells() {
    let day_of = |document: Value| {
        let (rows, _) = rows_of(document.to_string().as_bytes(), None);
        heard(&rows).first().map(|one| one.entry.day.to_string())
    };
    let sessions = json!([{"court": "North", "room": "1", "sstart": "09:00", "blocks": [{"bstart": "09:00", "cases": [{"caseno": "1", "def_name": "Ada Crane"}]}]}]);
    let job = |printed: &str| json!({"printdate": printed, "sessions": sessions});
    let told = json!({"document": {"info": {"start_time": "2026-11-24T09:00:00"}, "data": {"job": job("23/11/2026")}}});
    assert_eq!(day_of(told).as_deref(), Some("2026-11-24"));
    let published =
        json!({"document": {"publicationDate": "2026-11-25T06:00:00Z", "data": {"job": job("23/11/2026")}}});
    assert_eq!(day_of(published).as_deref(), Some("2026-11-25"));
    assert_eq!(day_of(json!({"job": job("23/11/2026 06:12")})).as_deref(), Some("2026-11-23"));
    assert_eq!(day_of(json!({"job": job("")})), None);
}
