//! The fields of a step: how a form shows them, and how forms and programs answer them.

use crate::{
    form::{Check, Typed},
    kit::{CheckboxItem, Html, RadioItem},
    pages::plain_form::Again,
    words,
};
use app::people::Names;
use domain::{
    agreement::words::capital,
    field::{Answer, Answers, BETWEEN, Field, Shape},
    ids::{AgencyId, ServiceId},
    step::{Step, Taken},
};
use jiff::civil::{Date, Time};
use std::collections::BTreeMap;

/// Where the time of a moment is typed. A step asks for one moment at most.
const TIME: &str = "time";

/// What there is to choose from where it is no closed list.
#[derive(Clone, Copy, Default)]
pub(crate) struct ToPick<'a> {
    /// Agencies of the partnership.
    pub(crate) agencies: &'a [(AgencyId, String)],
    /// Services of the own agency.
    pub(crate) services: &'a [(ServiceId, String)],
    /// What there are several of, by the word of the field that picks one.
    pub(crate) listed: &'a [(&'static str, Vec<String>)],
}

/// Answers as they came.
#[derive(Clone, Copy)]
pub(crate) enum Sent<'a> {
    /// From a form, with days in three fields.
    Form(&'a Typed),
    /// From a program, as texts by name.
    Json(&'a BTreeMap<String, String>),
}

impl<'a> Sent<'a> {
    fn text(self, name: &str) -> &'a str {
        match self {
            Self::Form(typed) => typed.get(name),
            Self::Json(texts) => texts.get(name).map_or("", String::as_str),
        }
    }

    /// What was chosen, with what stands between where it is kept.
    fn chosen(self, name: &str) -> String {
        match self {
            Self::Form(typed) => typed.all(name).collect::<Vec<_>>().join(BETWEEN),
            Self::Json(_) => self.text(name).to_owned(),
        }
    }

    fn day(self, check: &mut Check, field: &Field) -> Option<Date> {
        match (self, field.must) {
            (Self::Form(typed), true) => {
                check.date(field.name, &typed.date(field.name), &capital(field.what))
            }
            (Self::Form(typed), false) => {
                check.optional_date(field.name, &typed.date(field.name), &capital(field.what))
            }
            (Self::Json(_), true) if self.text(field.name).is_empty() => {
                check.wrong(field.name, "required", format!("Enter {}", field.what))
            }
            (Self::Json(_), _) => check.iso_date(field.name, self.text(field.name)),
        }
    }

    fn moment(self, check: &mut Check, field: &Field) -> Option<Answer> {
        match self {
            Self::Form(typed) => {
                let day = self.day(check, field);
                // Nothing is asked about the time of a day that may be left out and is.
                let time: Option<Time> = if day.is_some() || field.must {
                    check.time(TIME, typed.get(TIME), "the time")
                } else {
                    None
                };
                Some(Answer::Moment(day?.to_datetime(time?)))
            }
            Self::Json(_) if self.text(field.name).is_empty() && !field.must => None,
            Self::Json(_) => match Answer::parse(field.shape, self.text(field.name)) {
                Some(answer) if self.text(field.name).len() == 16 => Some(answer),
                _ => check.wrong(
                    field.name,
                    "no-such-time",
                    "Must be a day and a time, in the form 2026-12-01T10:30",
                ),
            },
        }
    }
}

fn answer(check: &mut Check, field: &Field, sent: Sent<'_>) -> Option<Answer> {
    let (name, text) = (field.name, sent.text(field.name));
    match field.shape {
        Shape::Line if field.must => check.line(name, text, field.what).map(Answer::Line),
        Shape::Line => check.optional_line(name, text, &capital(field.what)).map(Answer::Line),
        Shape::Prose if field.must => check.prose(name, text, field.what).map(Answer::Prose),
        Shape::Prose => check.optional_prose(name, text, &capital(field.what)).map(Answer::Prose),
        Shape::Day(_) => sent.day(check, field).map(Answer::Day),
        Shape::Moment(_) => sent.moment(check, field),
        _ if text.is_empty() && !field.must => None,
        Shape::Choice(_) | Shape::Several(_) | Shape::Pick(_) => {
            let missing = format!("Select {}", field.what);
            check.code(name, &sent.chosen(name), |code| Answer::parse(field.shape, code).ok_or(()), &missing)
        }
        Shape::Agency => {
            check.id::<AgencyId>(name, text, &format!("Select {}", field.what)).map(Answer::Agency)
        }
        Shape::Service => {
            check.id::<ServiceId>(name, text, &format!("Select {}", field.what)).map(Answer::Service)
        }
    }
}

/// Reads the answers to a step; what is wrong with any goes into `check`.
pub(crate) fn read<S: Step>(check: &mut Check, step: S, sent: Sent<'_>) -> Taken<S> {
    if let Sent::Json(texts) = sent {
        for unknown in texts.keys().filter(|name| step.field(name).is_none()) {
            let known: Vec<&str> = step.fields().iter().map(|field| field.name).collect();
            let sentence = format!("This step asks for {}, and not for {unknown}", known.join(", "));
            check.wrong::<()>("answers", "unknown", sentence);
        }
    }
    let mut answers = Answers::default();
    for field in step.fields() {
        if let Some(answer) = answer(check, field, sent) {
            answers = answers.with(field.name, answer);
        }
    }
    Taken { step, answers }
}

/// The fields as a form asks for them.
pub(crate) fn shown<S: Step>(step: S, again: Again<'_>, to_pick: ToPick<'_>) -> Vec<Html> {
    step.fields().iter().map(|field| one(field, again, to_pick)).collect()
}

fn one(field: &Field, again: Again<'_>, to_pick: ToPick<'_>) -> Html {
    let Field { name, asks, hint, .. } = *field;
    match field.shape {
        Shape::Line => again.line(name, asks, hint, ""),
        Shape::Prose => again.prose(name, asks, hint),
        Shape::Day(_) => again.date(name, asks, hint),
        Shape::Moment(_) => {
            let time = again.line(TIME, "At what time?", "Like 10:30 or 2:30pm", "govuk-input--width-5");
            Html::join([again.date(name, asks, hint), time], "\n")
        }
        Shape::Choice(list) => {
            let items = list.iter().map(|(code, words)| RadioItem::new(*code, *words)).collect();
            again.radios(name, asks, items)
        }
        Shape::Several(list) => {
            let items = list.iter().map(|(code, words)| CheckboxItem::new(*code, *words));
            again.boxes(name, asks, hint, items)
        }
        Shape::Pick(of) => {
            let listed = to_pick.listed.iter().find(|(word, _)| *word == of).map(|(_, lines)| lines);
            let lines = listed.into_iter().flatten().enumerate();
            again.select(name, asks, "Select", lines.map(|(at, line)| ((at + 1).to_string(), line.clone())))
        }
        Shape::Agency => {
            let items = to_pick.agencies.iter().map(|(id, name)| (id.to_string(), name.clone()));
            again.select(name, asks, "Select", items)
        }
        Shape::Service => {
            let items = to_pick.services.iter().map(|(id, name)| (id.to_string(), name.clone()));
            again.select(name, asks, "Select", items)
        }
    }
}

/// Where the errors of days lead: to the first of their three fields.
pub(crate) fn focus<S: Step>(step: S) -> Vec<(&'static str, String)> {
    let days = step.fields().iter().filter(|field| matches!(field.shape, Shape::Day(_) | Shape::Moment(_)));
    days.map(|field| (field.name, format!("{}-day", field.name))).collect()
}

/// What a form of a step begins with: how things stand, so that nothing has to be typed again or is lost.
pub(crate) fn filled<S: Step>(stands: Vec<(&'static Field, &Answer)>, step: S, mut typed: Typed) -> Typed {
    if !step.says_how_it_stands() {
        return typed;
    }
    for (field, answer) in stands {
        if step.field(field.name).is_none() {
            continue;
        }
        typed = match answer {
            Answer::Day(day) => with_day(typed, field.name, *day),
            Answer::Moment(moment) => with_day(typed, field.name, moment.date())
                .with(TIME, moment.time().strftime("%H:%M").to_string()),
            other => typed.with(field.name, other.text()),
        };
    }
    typed
}

fn with_day(typed: Typed, name: &str, day: Date) -> Typed {
    typed
        .with(&format!("{name}-day"), day.day().to_string())
        .with(&format!("{name}-month"), day.month().to_string())
        .with(&format!("{name}-year"), day.year().to_string())
}

/// An answer in words.
pub(crate) fn said(answer: &Answer, names: &Names) -> String {
    match answer {
        Answer::Line(line) => line.to_string(),
        Answer::Prose(prose) => prose.to_string(),
        Answer::Day(day) => words::day(*day),
        Answer::Moment(moment) => format!("{}, {}", words::day(moment.date()), moment.strftime("%H:%M")),
        Answer::Choice((_, words)) => (*words).to_owned(),
        Answer::Several(chosen) => chosen.iter().map(|(_, words)| *words).collect::<Vec<_>>().join(", "),
        Answer::Pick(number) => number.to_string(),
        Answer::Agency(agency) => names.agency(*agency),
        Answer::Service(service) => service.to_string(),
    }
}

/// The question without what is said about leaving it out.
pub(crate) fn asked(field: &Field) -> &'static str {
    field.asks.split(" (optional").next().unwrap_or(field.asks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{casework::PieceStep, provision::ProvisionStep};

    #[test]
    fn a_step_asks_for_one_moment_at_most_and_for_nothing_that_a_form_keeps_for_itself() {
        fn holds<S: Step>(steps: &[S]) {
            for step in steps {
                let moments = step.fields().iter().filter(|field| matches!(field.shape, Shape::Moment(_)));
                assert!(moments.count() <= 1, "{step:?}");
                for kept in [TIME, "seen", "csrf", "once", "step", "kind"] {
                    assert!(step.field(kept).is_none(), "{step:?} asks for {kept}");
                }
            }
        }
        holds(PieceStep::ALL);
        holds(ProvisionStep::ALL);
    }

    #[test]
    fn what_a_form_and_a_program_send_is_the_same_answer() {
        let step = PieceStep::ReleaseBook;
        let typed = Typed::parse(b"when-day=1&when-month=12&when-year=2026&time=10.30am&with=Ana&where=Quay");
        let texts = [("when", "2026-12-01T10:30"), ("with", "Ana"), ("where", "Quay")];
        let texts = texts.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
        let (mut form, mut program) = (Check::default(), Check::exact());
        let one = read(&mut form, step, Sent::Form(&typed));
        assert_eq!(one, read(&mut program, step, Sent::Json(&texts)));
        assert_eq!(one.answers.get("when").map(Answer::text).as_deref(), Some("2026-12-01T10:30"));
        assert!(form.done(|| Some(())).is_ok() && program.done(|| Some(())).is_ok());
    }

    #[test]
    fn each_field_that_must_be_answered_is_asked_for_by_name() {
        fn holds<S: Step>(steps: &[S]) {
            for step in steps {
                for sent in [Sent::Form(&Typed::default()), Sent::Json(&BTreeMap::new())] {
                    let mut check = Check::default();
                    read(&mut check, *step, sent);
                    let wrong = check.done(|| Some(())).err().unwrap_or_default();
                    let wrong: Vec<&str> =
                        wrong.iter().map(|one| one.field).filter(|name| *name != TIME).collect();
                    let must = step.fields().iter().filter(|field| field.must).map(|field| field.name);
                    assert_eq!(wrong, must.collect::<Vec<_>>(), "{step:?}");
                }
            }
        }
        holds(PieceStep::ALL);
        holds(ProvisionStep::ALL);
    }

    #[test]
    fn what_several_boxes_and_a_list_say_is_the_same_answer() {
        let step = ProvisionStep::OfferDoes;
        let typed = Typed::parse(b"intervention=brief&stages=release&stages=court");
        let texts = [("intervention", "brief"), ("stages", "court,release")];
        let texts = texts.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
        let (mut form, mut program) = (Check::default(), Check::exact());
        let one = read(&mut form, step, Sent::Form(&typed));
        assert_eq!(one, read(&mut program, step, Sent::Json(&texts)));
        assert_eq!(one.answers.several("stages").len(), 2);
        let mut wrong = Check::exact();
        read(&mut wrong, step, Sent::Json(&[("stages".to_owned(), "court,nowhere".to_owned())].into()));
        assert_eq!(wrong.done(|| Some(())).err().map(|wrong| wrong.len()), Some(2));
    }
}
