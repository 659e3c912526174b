//! What would bring a careless reader down: random bytes, broken documents, depth, length, entities, encodings.

use super::{
    fixtures::{hearing, hub, layout, libra, list},
    *,
};
use crate::exchange::court_list::ROW_MOST;
use proptest::prelude::*;
use std::io::{Read as _, repeat};

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), first in prop::sample::select(vec!["", "<", "{", "[", "\u{feff}<", "{\"hearing\":"])) {
        let whole = [first.as_bytes(), &bytes].concat();
        let _ = rows_of(&whole, None);
    }

    #[test]
    fn no_broken_document_makes_a_reader_panic(list in list(), layout in layout(), which in 0..3, at in 0.0..1.0_f64, with in prop::collection::vec(any::<u8>(), 0..6), cut: bool) {
        let mut bytes = match which {
            0 => libra(&list, layout).into_bytes(),
            1 => hub(&list, layout.lines).into_bytes(),
            _ => hearing(&list, 0, 1).to_string().into_bytes(),
        };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a place in the file")]
        let at = (bytes.len() as f64 * at) as usize;
        bytes.splice(at..(at + with.len()).min(bytes.len()), with);
        if cut { bytes.truncate(at); }
        let (rows, read) = rows_of(&bytes, None);
        prop_assert_eq!(heard(&rows).len() as u64, read.heard);
        prop_assert_eq!(faults(&rows).len() as u64, read.faults);
        // A file that was cut somewhere in the middle never passes as whole.
        if cut && at > 0 && at + 8 < 200 && which != 2 { prop_assert!(!read.complete); }
    }
}

fn only_fault(bytes: &[u8]) -> String {
    let (rows, read) = rows_of(bytes, None);
    assert!(heard(&rows).is_empty());
    assert!(!read.complete);
    faults(&rows).join("; ")
}

#[test]
fn other_encodings_are_named() {
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    assert_eq!(only_fault(&[&[0xff, 0xfe][..], &utf16("<job/>")].concat()), "line 1: utf_16");
    assert_eq!(only_fault(&utf16("{\"hearing\": 1}")), "line 1: utf_16");
    assert_eq!(only_fault(b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><job/>"), "line 1: not_utf_8");
    let latin = b"<job><sessions><session><doh>24/11/2026</doh><blocks><block><cases>\n<case><def_name>Si\xe2n Crane</def_name></case>";
    assert!(only_fault(latin).contains("not_utf_8"), "{}", only_fault(latin));
    assert_eq!(only_fault(b"\xe2\x82"), "line 1: not_utf_8");
    assert_eq!(only_fault(b""), "line 1: empty");
    assert_eq!(only_fault(b" \n "), "line 1: empty");
    assert_eq!(only_fault(b"surname,forename\n"), "line 1: unknown_format");
    assert_eq!(only_fault(b"<html><body>Sign in</body></html>"), "line 1: unknown_format");
    assert_eq!(only_fault(b"[1, 2, {\"a\": {\"b\": 3}}]"), "line 1: unknown_format");
}

#[test]
fn entities_are_never_expanded() {
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;&lol;&lol;\">]><job>&lol2;</job>";
    assert_eq!(only_fault(bomb.as_bytes()), "line 1: doctype");
    let outside = "<!DOCTYPE job [<!ENTITY file SYSTEM \"file:///etc/passwd\">]><job>&file;</job>";
    assert_eq!(only_fault(outside.as_bytes()), "line 1: doctype");
}

#[test]
fn deep_nesting_ends_with_a_report() {
    let xml = "<a>".repeat(100_000);
    assert!(only_fault(xml.as_bytes()).contains("too_deep"));
    let in_case = format!("<job><session><case>{}", "<a>".repeat(100_000));
    assert!(only_fault(in_case.as_bytes()).contains("too_deep"));
    let json = "[".repeat(100_000);
    assert!(only_fault(json.as_bytes()).contains("malformed"));
    let object = "{\"a\":".repeat(100_000);
    assert!(!only_fault(object.as_bytes()).is_empty());
}

#[test]
fn a_text_without_end_is_not_held() {
    let endless = |start: &'static str| {
        let most = u64::try_from(ROW_MOST).unwrap() * 3;
        Box::new(std::io::Cursor::new(start).chain(repeat(b'x').take(most)))
    };
    for start in ["<job><session><case><def_name>", "<job><printdate>", "<"] {
        let mut told = Vec::new();
        let read = crate::exchange::court_list::read(endless(start), None, TODAY, &mut |row| {
            told.push(row);
            Ok(())
        });
        assert!(!read.unwrap().complete, "{start}");
        assert!(!faults(&told).is_empty());
    }
}

#[test]
fn control_characters_and_markup_stay_harmless_text() {
    let text = "<job><sessions><session><doh>24/11/2026</doh><ou_code>B10JQ</ou_code><blocks><block><cases><case><caseno>1</caseno><def_name>A&#7;da\u{202e} &lt;script&gt;alert(1)&lt;/script&gt; Crane</def_name></case></cases></block></blocks></session></sessions></job>";
    let (rows, _) = rows_of(text.as_bytes(), None);
    let name = heard(&rows)[0].entry.name.full();
    assert_eq!(name, "A da <script>alert(1)</script> Crane");
}

#[test]
fn whoever_hears_can_stop() {
    let text = "<job><sessions><session><doh>24/11/2026</doh><blocks><block><cases><case><caseno>1</caseno><def_name>Ada Crane</def_name></case></cases></block></blocks></session></sessions></job>";
    let stop = |_| Err(crate::exchange::court_list::Stop);
    let read = crate::exchange::court_list::read(Box::new(text.as_bytes()), None, TODAY, &mut { stop });
    assert!(read.is_err());
}
