//! From what was typed at a door to a command.

use crate::{
    form::{Check, Typed},
    pages::{people::fields, screening::taken},
};
use app::{
    FieldError,
    known::Described,
    people::{CreatePerson, canonical_postcode, checked},
    ways_in::{AuditC, Enter, KnownPerson},
};
use domain::{
    audit::{Answers, Item},
    consent::Taken,
    ids::{PersonId, ServiceId},
    person::{Gender, Name},
    referral::{DeliveryNeed, Summary, Told},
    screening::AlcoholScreen,
    text::{Line, Prose},
    way_in::Door,
};
use jiff::civil::Date;

/// The names of all fields, as the form of two pages keeps them.
pub(super) const FIELDS: [&str; 43] = [
    "given",
    "middle",
    "family",
    "known_as",
    "born-day",
    "born-month",
    "born-year",
    "gender",
    "crn",
    "pnc",
    "cro",
    "nhs",
    "noms",
    "address",
    "postcode",
    "telephone",
    "place",
    "release-day",
    "release-month",
    "release-year",
    "asks",
    "risk_known",
    "risk",
    "needs_known",
    "needs",
    "kind-language",
    "kind-literacy",
    "kind-disability",
    "kind-childcare",
    "kind-safe_contact",
    "consent",
    "manner",
    "language",
    "interpreter",
    "capacity",
    "until-day",
    "until-month",
    "until-year",
    "alcohol",
    "item-1",
    "item-2",
    "item-3",
    "service",
];

/// The three questions of the short alcohol screen.
pub(super) const SHORT: [(Item, &str); 3] =
    [(Item::Frequency, "item-1"), (Item::Quantity, "item-2"), (Item::Binge, "item-3")];

/// The box of a kind of need.
pub(super) const fn kind_field(kind: DeliveryNeed) -> &'static str {
    match kind {
        DeliveryNeed::Language => "kind-language",
        DeliveryNeed::Literacy => "kind-literacy",
        DeliveryNeed::Disability => "kind-disability",
        DeliveryNeed::Childcare => "kind-childcare",
        DeliveryNeed::SafeContact => "kind-safe_contact",
    }
}

/// One of the two parts that may not be passed over: words, or that none is known.
fn told(
    typed: &Typed,
    check: &mut Check,
    (known, field): (&'static str, &'static str),
    what: &str,
) -> Option<Told> {
    match typed.get(known) {
        "none" => Some(Told::NoneKnown),
        "known" => check.prose(field, typed.get(field), what).map(Told::Known),
        text => {
            let code = if text.is_empty() { "required" } else { "unknown" };
            check.wrong(known, code, format!("Say {what}, or select that none is known"))
        }
    }
}

fn summary(typed: &Typed, check: &mut Check) -> Option<Summary> {
    let risk = told(typed, check, ("risk_known", "risk"), "the risk that the receiver must know");
    let needs = told(typed, check, ("needs_known", "needs"), "the needs that affect how help is given");
    let some = typed.get("needs_known") == "known";
    let kinds =
        DeliveryNeed::ALL.iter().copied().filter(|kind| some && !typed.get(kind_field(*kind)).is_empty());
    Some(Summary { risk: risk?, needs: needs?, kinds: kinds.collect() })
}

fn alcohol(typed: &Typed, check: &mut Check) -> Option<(AlcoholScreen, Option<AuditC>)> {
    let screen = check.code(
        "alcohol",
        typed.get("alcohol"),
        AlcoholScreen::from_code,
        "Select what became of the alcohol screen",
    )?;
    if screen != AlcoholScreen::Screened {
        return Some((screen, None));
    }
    let mut answers = Answers::NONE;
    for (item, field) in SHORT {
        if !answers.asks(item) {
            continue;
        }
        let text = typed.get(field);
        if let Some(with) = text.parse().ok().and_then(|points| answers.with(item, points).ok()) {
            answers = with;
        } else {
            let code = if text.is_empty() { "required" } else { "unknown" };
            check.wrong::<()>(field, code, format!("Select an answer to question {}", item.number()));
        }
    }
    Some((screen, Some(AuditC(answers))))
}

/// Nobody in particular: of a refusal no name is kept, nor passed on.
fn nobody() -> Option<CreatePerson> {
    let legal = Name { given: None, middle: None, family: Line::new("Not kept").ok()? };
    Some(CreatePerson {
        legal,
        known_as: None,
        born: None,
        gender: Gender::Unknown,
        identifiers: Vec::new(),
        address: None,
        postcode: None,
        telephone: None,
    })
}

fn person(typed: &Typed, today: Date, check: &mut Check) -> Option<CreatePerson> {
    let read = fields::read(typed, check);
    let address = check.optional_line("address", typed.get("address"), "the address");
    let postcode = check.optional_line("postcode", typed.get("postcode"), "the postcode");
    let telephone = check.optional_line("telephone", typed.get("telephone"), "the telephone number");
    let fields::Read { legal, known_as, born, gender, identifiers } = read?;
    if born.is_some_and(|born| born > today) {
        return check.wrong("born", "future", "Date of birth must be in the past");
    }
    let postcode = postcode.map(|line| line.to_string());
    Some(CreatePerson { legal, known_as, born, gender, identifiers, address, postcode, telephone })
}

/// The refusal with its place, and nothing else of what was typed.
fn refusal(door: Door, place: Option<Line>) -> Option<Enter> {
    Some(Enter {
        door,
        place: place?,
        release: None,
        who: nobody()?,
        same_as: None,
        asks: Prose::new("Not kept").ok()?,
        summary: Summary { risk: Told::NoneKnown, needs: Told::NoneKnown, kinds: Vec::new() },
        consent: None,
        alcohol: AlcoholScreen::Refused,
        audit_c: None,
        service: None,
    })
}

/// What all answers make.
pub(super) fn command(door: Door, typed: &Typed, today: Date) -> Result<Enter, Vec<FieldError>> {
    let mut check = Check::default();
    if typed.get("consent") == "no" {
        let place = check.line("place", typed.get("place"), "where you met");
        return check.done(|| refusal(door, place));
    }
    let who = person(typed, today, &mut check);
    let place = check.line("place", typed.get("place"), "where you met");
    let release = match door {
        Door::Prison => check.date("release", &typed.date("release"), "The day of release"),
        _ => None,
    };
    if release.is_some_and(|day| day < today) {
        check.wrong::<()>("release", "past", "The day of release must be today or later");
    }
    let asks = check.prose("asks", typed.get("asks"), "what is asked for");
    let summary = summary(typed, &mut check);
    let consent: Option<Taken> = match typed.get("consent") {
        "yes" => taken::read(typed, &mut check),
        text => {
            let code = if text.is_empty() { "required" } else { "unknown" };
            check.wrong("consent", code, "Select whether the person agrees")
        }
    };
    let alcohol = alcohol(typed, &mut check);
    let service: Option<ServiceId> = match typed.get("service") {
        "none" => None,
        "" => check.wrong("service", "required", "Select a service, or that you refer to none"),
        text => check.id("service", text, "Select a service from the list"),
    };
    check.done(|| {
        let (alcohol, audit_c) = alcohol?;
        Some(Enter {
            door,
            place: place?,
            release,
            who: who?,
            same_as: None,
            asks: asks?,
            summary: summary?,
            consent: Some(consent?),
            alcohol,
            audit_c,
            service,
        })
    })
}

/// The person as described, for finding out who is already known.
pub(super) fn described(command: &Enter, today: Date) -> Described {
    let year = today.year();
    Described {
        name: command.who.legal.clone(),
        born: command.who.born,
        numbers: command.who.identifiers.iter().map(|typed| checked(typed, year)).collect(),
        postcode: command.who.postcode.as_deref().map(canonical_postcode),
    }
}

/// Who it was found to be: a choice is needed where somebody may be known.
pub(super) fn same_as(typed: &Typed, known: &[KnownPerson]) -> Result<Option<PersonId>, Vec<FieldError>> {
    if known.is_empty() {
        return Ok(None);
    }
    let mut check = Check::default();
    let missing = "Select the record that it is, or that it is none of these";
    match typed.get("same_as") {
        "none" => Ok(None),
        text => {
            let chosen: Option<PersonId> = check.id("same_as", text, missing);
            check.done(|| chosen).map(Some)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 24);
    const WHOLE: &str = "family=Crane&place=Harbour+Street&asks=Help&consent=yes&manner=spoken&language=English&alcohol=not_asked&service=none&risk_known=none&needs_known=none";

    fn read(body: &str) -> Result<Enter, Vec<(&'static str, &'static str)>> {
        command(Door::Police, &Typed::parse(body.as_bytes()), TODAY)
            .map_err(|errors| errors.iter().map(|e| (e.field, e.code)).collect())
    }

    #[test]
    fn s2_24_neither_part_may_be_blank_and_none_known_is_an_answer() {
        assert!(read(WHOLE).is_ok());
        let without_risk = WHOLE.replace("&risk_known=none", "");
        assert_eq!(read(&without_risk).unwrap_err(), [("risk_known", "required")]);
        let without_needs = WHOLE.replace("&needs_known=none", "");
        assert_eq!(read(&without_needs).unwrap_err(), [("needs_known", "required")]);
        let blank = WHOLE.replace("risk_known=none", "risk_known=known&risk=+");
        assert_eq!(read(&blank).unwrap_err(), [("risk", "required")]);
    }

    #[test]
    fn of_a_refusal_only_the_place_is_read() {
        let refused = read("consent=no&place=Harbour+Street&family=Crane&risk=x").unwrap();
        assert!(refused.consent.is_none());
        assert_eq!(refused.who.legal.full(), "Not kept");
    }

    #[test]
    fn the_short_screen_asks_on_only_where_there_is_drinking() {
        let never = WHOLE.replace("alcohol=not_asked", "alcohol=screened&item-1=0");
        assert_eq!(read(&never).unwrap().audit_c.and_then(|one| one.0.audit_c()), Some(0));
        let unfinished = WHOLE.replace("alcohol=not_asked", "alcohol=screened&item-1=2&item-2=1");
        assert_eq!(read(&unfinished).unwrap_err(), [("item-3", "required")]);
    }
}
