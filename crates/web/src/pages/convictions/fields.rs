//! The fields of a conviction: typed text to details, and details to typed text.

use crate::{
    form::{Check, Typed},
    kit::{CheckboxItem, Checkboxes, Details as Reveal, Html, Input, Label, Select, SelectItem},
    pages::plain_form::{Again, options},
};
use domain::conviction::{Age, Details, DetailsWrong, Ends, Runs, Sentence, SentenceKind, Term};

/// The names of the fields of one sentence.
struct Names {
    kind: &'static str,
    months: &'static str,
    days: &'static str,
    end: &'static str,
    no_end: &'static str,
    runs: &'static str,
    serious: &'static str,
}

/// How many sentences the form takes; the API takes more.
const SENTENCES: [Names; 3] = [
    Names {
        kind: "kind",
        months: "months",
        days: "days",
        end: "end",
        no_end: "no_end",
        runs: "runs",
        serious: "serious",
    },
    Names {
        kind: "kind_2",
        months: "months_2",
        days: "days_2",
        end: "end_2",
        no_end: "no_end_2",
        runs: "runs_2",
        serious: "serious_2",
    },
    Names {
        kind: "kind_3",
        months: "months_3",
        days: "days_3",
        end: "end_3",
        no_end: "no_end_3",
        runs: "runs_3",
        serious: "serious_3",
    },
];

/// Fields that lead to their first input.
pub(super) const FOCUS: [(&str, &str); 7] = [
    ("day", "day-day"),
    ("sentenced", "sentenced-day"),
    ("end", "end-day"),
    ("end_2", "end_2-day"),
    ("end_3", "end_3-day"),
    ("sentences", "kind"),
    ("age", "age"),
];

/// The fields.
pub(super) fn fields(again: Again<'_>) -> Vec<Html> {
    let [first, second, third] = &SENTENCES;
    let more = |names: &Names, words: &'static str| {
        let open = !again.typed.get(names.kind).is_empty();
        Html::of(&Reveal { open, ..Reveal::new(words, sentence(again, names, false)) })
    };
    vec![
        again.date("day", "Day of conviction or caution", ""),
        again.date("sentenced", "Day of sentence (optional)", "The same day, where you leave it empty."),
        again.line(
            "offence",
            "For what, in plain words",
            "As it may stand in a letter: “theft from a shop”. No names, no section numbers.",
            "",
        ),
        again.line("court", "Court (optional)", "", "govuk-input--width-20"),
        again.radios("age", "Age on the day of conviction", options!(Age)),
        one_box(again, "summary_only", "The offence can be tried by magistrates only (summary-only)"),
        sentence(again, first, true),
        more(second, "A second sentence on the same occasion"),
        more(third, "A third sentence on the same occasion"),
    ]
}

fn one_box(again: Again<'_>, name: &'static str, words: &'static str) -> Html {
    let mut boxes = Checkboxes {
        name: name.into(),
        items: vec![CheckboxItem::new("yes", words)],
        ..Checkboxes::default()
    };
    boxes = boxes.small().with_values(again.typed.all(name).map(str::to_owned));
    Html::of(&boxes)
}

fn number(again: Again<'_>, name: &'static str, label: &'static str) -> Html {
    Html::of(
        &Input { label: Label::text(label), ..Input::text(name, label) }
            .with_value(again.typed.get(name).to_owned())
            .with_error(again.errors.at(name))
            .width("govuk-input--width-4"),
    )
}

fn sentence(again: Again<'_>, names: &Names, first: bool) -> Html {
    let whole = again.errors.at("sentences");
    let mut kinds = vec![SelectItem::new("", if first { "Select" } else { "None" })];
    kinds.extend(SentenceKind::ALL.iter().map(|kind| SelectItem::new(kind.code(), kind.words())));
    let kind =
        Select { label: Label::text("Sentence").strong(), ..Select::new(names.kind, "Sentence", kinds) }
            .with_value(again.typed.get(names.kind).to_owned())
            .with_error(if whole.is_empty() || !first { again.errors.at(names.kind) } else { whole });
    let hint = "The last day with licence and supervision, or the last day of the order. Leave it empty for a suspended sentence, a fine, and where you do not know it.";
    let mut pieces = vec![
        Html::of(&kind),
        number(again, names.months, "Months, for prison or detention"),
        number(again, names.days, "Days besides"),
        again.date(names.end, "When does it end?", hint),
        one_box(again, names.no_end, "The order has no end"),
        one_box(again, names.serious, "For a serious violent, sexual or terrorist offence (Schedule 18)"),
    ];
    if !first {
        let runs = Runs::ALL.iter().map(|runs| SelectItem::new(runs.code(), runs.words()));
        let runs = Select::new(names.runs, "A prison sentence runs", runs)
            .with_value(again.typed.get(names.runs).to_owned())
            .with_error(again.errors.at(names.runs));
        pieces.push(Html::of(&runs));
    }
    Html::join(pieces, "\n")
}

fn read_sentence(check: &mut Check, names: &Names, typed: &Typed) -> Option<Sentence> {
    let kind =
        check.code(names.kind, typed.get(names.kind), SentenceKind::from_code, "Select what was imposed");
    let number = |check: &mut Check, name: &'static str, most| {
        check.number(name, typed.get(name).trim(), 0, most).and_then(|n| u16::try_from(n).ok())
    };
    let (months, days) = (number(check, names.months, 1_200), number(check, names.days, 3_660));
    let end = check.optional_date(names.end, &typed.date(names.end), "The end");
    let ends = match end {
        Some(day) => Ends::On(day),
        None if typed.has(names.no_end) => Ends::Never,
        None => Ends::NotKnown,
    };
    let runs = match typed.get(names.runs) {
        "" => Some(Runs::Concurrent),
        code => check.code(names.runs, code, Runs::from_code, "Select how it runs"),
    };
    let term = Term::new(months.unwrap_or_default(), days.unwrap_or_default());
    Some(Sentence { kind: kind?, term, ends, runs: runs?, schedule_18: typed.has(names.serious) })
}

/// The field that a contradiction is shown at.
pub(crate) const fn field_of(wrong: DetailsWrong) -> &'static str {
    match wrong {
        DetailsWrong::SentencedFirst => "sentenced",
        DetailsWrong::NoTerm | DetailsWrong::Term => "months",
        DetailsWrong::EndsFirst | DetailsWrong::SuspendedEnd => "end",
        DetailsWrong::Count | DetailsWrong::CautionBeside => "sentences",
    }
}

/// A contradiction, as the form and the API say it.
pub(crate) fn said_of(wrong: DetailsWrong) -> String {
    let said = wrong.to_string();
    let mut letters = said.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Reads them; what cannot be taken goes into `check`.
pub(super) fn read(check: &mut Check, typed: &Typed) -> Option<Details> {
    let day = check.date("day", &typed.date("day"), "The day of conviction");
    let sentenced = check.optional_date("sentenced", &typed.date("sentenced"), "The day of sentence");
    let offence = check.line("offence", typed.get("offence"), "what it was for");
    let court = check.optional_line("court", typed.get("court"), "the court");
    let age = check.code("age", typed.get("age"), Age::from_code, "Select the age on the day of conviction");
    let [first, ..] = &SENTENCES;
    let given = SENTENCES
        .iter()
        .filter(|names| names.kind == first.kind || !typed.get(names.kind).is_empty())
        .map(|names| read_sentence(check, names, typed))
        .collect::<Vec<_>>();
    let imposed: Vec<Sentence> = given.into_iter().collect::<Option<_>>()?;
    let (day, offence, age) = (day?, offence?, age?);
    let summary_only = typed.has("summary_only");
    match Details::new(offence, court, day, sentenced.unwrap_or(day), age, summary_only, imposed) {
        Ok(details) => Some(details),
        Err(wrong) => check.wrong(field_of(wrong), "contradiction", said_of(wrong)),
    }
}

/// Details as they would have been typed.
pub(super) fn typed(details: &Details) -> Typed {
    let with_day = |typed: Typed, name: &str, day: jiff::civil::Date| {
        typed
            .with(&format!("{name}-day"), day.day().to_string())
            .with(&format!("{name}-month"), day.month().to_string())
            .with(&format!("{name}-year"), day.year().to_string())
    };
    let mut typed = with_day(Typed::default(), "day", details.day)
        .with("offence", details.offence.as_str())
        .with("court", details.court.as_ref().map(ToString::to_string).unwrap_or_default())
        .with("age", details.age.code());
    if details.sentenced != details.day {
        typed = with_day(typed, "sentenced", details.sentenced);
    }
    if details.summary_only {
        typed = typed.with("summary_only", "yes");
    }
    for (names, one) in SENTENCES.iter().zip(details.sentences()) {
        typed = typed.with(names.kind, one.kind.code()).with(names.runs, one.runs.code());
        if let Some(term) = one.term {
            typed =
                typed.with(names.months, term.months().to_string()).with(names.days, term.days().to_string());
        }
        typed = match one.ends {
            Ends::On(day) => with_day(typed, names.end, day),
            Ends::Never => typed.with(names.no_end, "yes"),
            Ends::NotKnown => typed,
        };
        if one.schedule_18 {
            typed = typed.with(names.serious, "yes");
        }
    }
    typed
}
