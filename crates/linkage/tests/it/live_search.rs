//! What people type into a search box, and whom it finds.

use linkage::live::{Ask, Live, Why};
use linkage::{Issuer, Kind};

use crate::live::{named, record};
use crate::people::rows;

fn town() -> Live {
    let mut live = Live::people();
    for (id, row) in (1_000_u128..).zip(&rows(21, 3_000)) {
        live.put(id, &record(row)).unwrap();
    }
    let known = named("William", "O'Brien-Marchbanks")
        .add(Kind::MiddleName, "Henry")
        .add(Kind::BirthDate, "1981-03-12")
        .add(Kind::Postcode, "SP1 1AA")
        .add(Kind::Identifier(Issuer::Pnc), "2002/0073319Z")
        .add(Kind::Identifier(Issuer::Nhs), "943 476 5919")
        .add(Kind::Email, "w.marchbanks@example.org")
        .add(Kind::Aliases, "Billy Ray");
    live.put(1, &known).unwrap();
    live.put(2, &named("Jan", "Smithson").add(Kind::BirthDate, "1975-11-02")).unwrap();
    live
}

#[test]
fn the_search_box_finds_people_as_they_are_typed() {
    let live = town();
    for (typed, why) in [
        ("marchbanks", Why::Name),
        ("Marchbanks William", Why::Name),
        ("william marchbnaks", Why::MistypedName),
        ("bill marchbanks", Why::FormOfName),
        ("w marchbanks", Why::Initial),
        ("w.h. obrien", Why::Initial),
        ("ray, billy", Why::Name),
        ("william 12/3/81", Why::Date),
        ("1981-03-12 marchbanks", Why::Date),
        ("william march 1981", Why::Date),
        ("marchbanks 1981", Why::Date),
        ("william 3/12/1981", Why::DayAndMonthExchanged),
        ("william marchbanks 12/3/91", Why::MistypedDate),
        ("william sp1 march 1981", Why::District),
        ("obrien sp11aa", Why::Postcode),
        ("william SP1 1AA", Why::Postcode),
        ("02/73319Z", Why::Number),
        ("943-476-5919", Why::Number),
        ("943 476 5919", Why::Number),
        ("W.Marchbanks@example.org", Why::Number),
    ] {
        let found = live.search(typed, &Ask::default());
        let first = found.first().unwrap_or_else(|| panic!("{typed} finds nobody"));
        assert_eq!((first.id, first.missed), (1, 0), "{typed}: {:?}", &found[..found.len().min(3)]);
        assert!(first.why.iter().any(|reason| reason.by == why), "{typed}: {:?}", first.why);
    }
}

#[test]
fn who_answers_to_all_words_comes_before_who_answers_to_some() {
    let live = town();
    let ask = Ask { most: 200, ..Ask::default() };
    let found = live.search("margaret smith", &ask);
    assert!(found.len() > 3);
    assert!(found.is_sorted_by_key(|own| own.missed), "{found:?}");
    let first = &found[0];
    assert_eq!((first.missed, first.why.len()), (0, 2));
    let narrowed = live.search("jan smithson 1975", &ask);
    assert_eq!((narrowed[0].id, narrowed[0].missed), (2, 0));
    assert!(narrowed.iter().skip(1).all(|own| own.missed > 0));
    for nothing in ["", "   ", "qqqqqqq", "???", "j"] {
        assert_eq!(live.search(nothing, &ask), [], "{nothing:?}");
    }
}
