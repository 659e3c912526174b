//! The fields of a person's identity, on the form that makes a record and on the one that corrects it.

use crate::{
    form::{Check, Errors, Typed},
    kit::{DateInput, Html, Input, Label, RadioItem, Radios, Text},
};
use app::people::TypedIdentifier;
use domain::{
    person::{Gender, IdentifierKind, Identity, Name},
    text::Line,
};
use jiff::civil::Date;

/// Numbers of other systems: kind, field, label, hint.
const NUMBERS: [(IdentifierKind, &str, &str, &str); 5] = [
    (IdentifierKind::Crn, "crn", "CRN (optional)", "A letter and six digits, like X320741"),
    (IdentifierKind::Pnc, "pnc", "PNC number (optional)", "Like 2002/73319Z"),
    (IdentifierKind::Cro, "cro", "CRO number (optional)", "Like 73319/02A"),
    (IdentifierKind::Nhs, "nhs", "NHS number (optional)", "Ten digits"),
    (IdentifierKind::Noms, "noms", "Prison number (optional)", "Like A1234BC"),
];

/// The names of all fields, as a form of several pages keeps them.
pub(crate) const NAMES: [&str; 13] = [
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
];

/// Where the error summary leads for fields whose id is not their name.
pub(crate) const FOCUS: [(&str, &str); 1] = [("born", "born-day")];

/// An identity as read from a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Read {
    pub(crate) legal: Name,
    pub(crate) known_as: Option<Line>,
    pub(crate) born: Option<Date>,
    pub(crate) gender: Gender,
    pub(crate) identifiers: Vec<TypedIdentifier>,
}

/// Reads the fields; what cannot be taken goes into `check`.
pub(crate) fn read(typed: &Typed, check: &mut Check) -> Option<Read> {
    let given = check.optional_line("given", typed.get("given"), "the given name");
    let middle = check.optional_line("middle", typed.get("middle"), "the middle names");
    let family = check.line("family", typed.get("family"), "the family name, or the only name");
    let known_as =
        check.optional_line("known_as", typed.get("known_as"), "the name the person wishes to be called");
    let born = check.optional_date("born", &typed.date("born"), "Date of birth");
    let gender = match typed.get("gender") {
        "" => Some(Gender::Unknown),
        code => check.code("gender", code, Gender::from_code, "Select a gender from the list"),
    };
    let identifiers = NUMBERS
        .iter()
        .filter_map(|(kind, field, label, _)| {
            let label = label.trim_end_matches(" (optional)");
            let line = check.optional_line(field, typed.get(field), label)?;
            Some(TypedIdentifier { kind: *kind, typed: line.to_string() })
        })
        .collect();
    Some(Read {
        legal: Name { given, middle, family: family? },
        known_as,
        born,
        gender: gender?,
        identifiers,
    })
}

/// An identity as its own form shows it.
pub(crate) fn typed_of(identity: &Identity) -> Typed {
    let line = |line: Option<&Line>| line.map(ToString::to_string).unwrap_or_default();
    let mut typed = Typed::default()
        .with("given", line(identity.legal.given.as_ref()))
        .with("middle", line(identity.legal.middle.as_ref()))
        .with("family", identity.legal.family.to_string())
        .with("known_as", line(identity.known_as.as_ref()))
        .with("gender", identity.gender.code())
        .with("seen", identity.version.to_string());
    if let Some(born) = identity.born {
        typed = typed
            .with("born-day", born.day().to_string())
            .with("born-month", born.month().to_string())
            .with("born-year", format!("{:04}", born.year()));
    }
    for (kind, field, _, _) in NUMBERS {
        if let Some(number) = identity.identifiers.iter().find(|one| one.kind == kind) {
            typed = typed.with(field, number.raw.clone());
        }
    }
    typed
}

/// The fields on a page, with what was typed and what is wrong.
pub(crate) fn fields(typed: &Typed, errors: &Errors) -> Html {
    let line = |name: &'static str, label: &'static str| {
        Input {
            autocomplete: "off".into(),
            spellcheck: Some(false),
            label: Label::text(label).strong(),
            ..Input::text(name, label)
        }
        .with_value(typed.get(name).to_owned())
        .with_error(errors.at(name))
    };
    let gender = Gender::ALL.iter().map(|one| RadioItem::new(one.code(), one.words()));
    let chosen: Text = Text::from(
        if typed.get("gender").is_empty() { Gender::Unknown.code() } else { typed.get("gender") }.to_owned(),
    );
    let mut pieces = vec![
        Html::of(&line("given", "Given name (optional)").width("govuk-input--width-20")),
        Html::of(&line("middle", "Middle names (optional)").width("govuk-input--width-20")),
        Html::of(
            &line("family", "Family name")
                .with_hint("If the person has only one name, write it here")
                .width("govuk-input--width-20"),
        ),
        Html::of(
            &line("known_as", "Name they wish to be called (optional)")
                .with_hint("Pages and letters begin with this name")
                .width("govuk-input--width-20"),
        ),
        Html::of(
            &DateInput::new("born", "Date of birth (optional)")
                .with_typed(&typed.date("born"))
                .with_hint("For example, 14 2 1991")
                .with_error(errors.at("born")),
        ),
        Html::of(
            &Radios {
                value: chosen,
                classes: "govuk-radios--small".into(),
                ..Radios::new("gender", "Gender, as the person describes it", gender)
            }
            .with_error(errors.at("gender")),
        ),
    ];
    pieces.extend(NUMBERS.iter().map(|(_, field, label, hint)| {
        Html::of(&line(field, label).with_hint(*hint).width("govuk-input--width-20"))
    }));
    Html::join(pieces, "")
}

/// A gentle word for each number that fails its check. It is kept all the same: refusing one would tell that somebody
/// has it.
pub(crate) fn doubtful(identifiers: &[TypedIdentifier], year: i16) -> Vec<(IdentifierKind, String)> {
    identifiers
        .iter()
        .map(|typed| app::people::checked(typed, year))
        .filter(|checked| checked.canonical.is_none())
        .map(|checked| {
            (
                checked.kind,
                format!(
                    "{} does not fit the form of {} {}. It is kept as you typed it; check it if you can.",
                    checked.raw,
                    if checked.kind == IdentifierKind::Nhs { "an" } else { "a" },
                    checked.kind
                ),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn read_text(body: &str) -> Result<Read, Vec<app::FieldError>> {
        let mut check = Check::default();
        let read = read(&Typed::parse(body.as_bytes()), &mut check);
        check.done(|| read)
    }

    #[test]
    fn one_name_is_enough_and_a_date_must_exist() {
        let read = read_text("family=Suharto").unwrap();
        assert_eq!((read.legal.full().as_str(), read.born, read.gender), ("Suharto", None, Gender::Unknown));
        let errors = read_text("given=Ada&born-day=31&born-month=2&born-year=1991").unwrap_err();
        let read: Vec<_> = errors.iter().map(|e| (e.field, e.code)).collect();
        assert_eq!(read, [("family", "required"), ("born", "no-such-date")]);
    }

    #[test]
    fn a_number_that_fails_its_check_is_kept_with_a_gentle_word() {
        let read = read_text("family=Crane&crn=banana&nhs=9434765919").unwrap();
        assert_eq!(read.identifiers.len(), 2);
        let doubtful = doubtful(&read.identifiers, 2026);
        assert_eq!(doubtful.len(), 1, "{doubtful:?}");
        assert_eq!(doubtful.first().map(|(kind, _)| *kind), Some(IdentifierKind::Crn));
    }

    #[test]
    fn an_identity_read_from_its_own_form_is_the_same() {
        let mut addy = crate::pages::person::bar::tests::addy();
        addy.born = Some(date(1991, 2, 14));
        let mut check = Check::default();
        let read = read(&typed_of(&addy), &mut check).unwrap();
        assert_eq!(
            (read.legal, read.known_as, read.born, read.gender),
            (addy.legal, addy.known_as, addy.born, addy.gender)
        );
        assert_eq!(read.identifiers.first().map(|one| one.typed.as_str()), Some("x320741"));
    }

    #[test]
    fn markup_in_what_was_typed_is_shown_as_text() {
        let html =
            fields(&Typed::default().with("family", "\"><script>x</script>"), &Errors::none()).to_string();
        assert!(!html.contains("<script>") && html.contains("&#60;script&#62;"));
    }
}
