//! Reporting a mistaken disclosure: one short form, from a record or from the foot of any page.

use crate::{
    answer::{Answer, WebCx},
    form::{Asked, Check, Errors, Query, Typed},
    kit::{Button, CheckboxItem, Escaped, Html, InsetText},
    pages::plain_form::{Again, PlainForm},
    paths,
    words::Said,
};
use app::{
    Refusal,
    mistakes::{Report, report},
};
use domain::{ids::PersonId, section::Section};
use gate::Action;
use jiff::{
    Timestamp,
    civil::{Date, Time},
    tz::TimeZone,
};

/// From whose record it is reported.
pub(crate) struct From(Option<PersonId>);

impl Asked for From {
    const KNOWN: &'static [&'static str] = &["person"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self(check.optional_id("person", typed.get("person"), "There is no such record"))
    }
}

fn page(cx: &WebCx, person: &str, typed: &Typed, errors: &Errors) -> PlainForm {
    let focus = [("happened", "happened-day"), ("aware", "aware-day")];
    let frame = cx.form_frame("Report a mistaken disclosure", errors, &focus);
    let again = Again { typed, errors };
    let sections = Section::ALL.iter().map(|one| CheckboxItem::new(one.code(), one.words()));
    let whose =
        Html::markup(format!("<input type=\"hidden\" name=\"person\" value=\"{}\">", Escaped(person)));
    let note = if person.is_empty() {
        "Something about people reached somebody who should not have had it. Report it at once, also when you are not sure."
    } else {
        "Something about this person reached somebody who should not have had it. Report it at once, also when you are not sure."
    };
    PlainForm {
        bar: None,
        intro: Html::of(&InsetText::new(note)),
        action: paths::MISTAKE_NEW.to_owned(),
        hidden: Html::join([cx.hidden(&frame, typed, errors), whose], ""),
        fields: vec![
            again.prose("what", "What went out, and how?", "Name nobody who need not be named."),
            again.line("recipient", "Who had it?", "", ""),
            again.line("people", "About how many people is it?", "", "govuk-input--width-5"),
            again.boxes("sections", "What was it about?", "", sections),
            again.date("happened", "When did it happen?", ""),
            again.date("aware", "When did you become aware?", "Leave it empty for just now."),
            again.line("time", "At what time?", "Like 14:30", "govuk-input--width-5"),
        ],
        send: Button::submit("Report it"),
        frame,
    }
}

/// Shows the form.
pub(crate) async fn get(cx: WebCx, Query(From(person)): Query<From>) -> Answer {
    let typed = cx.draft().await?.unwrap_or_default();
    let person = person.map(|id| id.to_string()).unwrap_or_default();
    cx.show(&page(&cx, &person, &typed, &Errors::none()))
}

/// The instant of a day and a time in London.
fn instant(day: Date, time: Time, zone: &TimeZone) -> Option<Timestamp> {
    day.to_datetime(time).to_zoned(zone.clone()).ok().map(|zoned| zoned.timestamp())
}

fn read(typed: &Typed, zone: &TimeZone) -> Result<Report, Refusal> {
    let mut check = Check::default();
    let person = check.optional_id("person", typed.get("person"), "There is no such record");
    let what = check.prose("what", typed.get("what"), "what went out, and how");
    let recipient = check.line("recipient", typed.get("recipient"), "who had it");
    let people = check.code(
        "people",
        typed.get("people").trim(),
        str::parse::<u32>,
        "Enter about how many people it is",
    );
    let sections: Result<Vec<Section>, _> = typed.all("sections").map(Section::from_code).collect();
    let happened = check.date("happened", &typed.date("happened"), "The day it happened");
    let day = check.optional_date("aware", &typed.date("aware"), "The day you became aware");
    let time = match (day, typed.get("time").trim()) {
        (None, _) => None,
        (Some(_), time) => check.code("time", time, str::parse::<Time>, "Enter a time, like 14:30"),
    };
    let aware = day.zip(time).and_then(|(day, time)| instant(day, time, zone));
    check
        .done(|| {
            Some(Report {
                person,
                what: what?,
                people: people?,
                sections: sections.unwrap_or_default(),
                recipient: recipient?,
                happened: happened?,
                aware,
            })
        })
        .map_err(Refusal::Invalid)
}

/// Reports it.
pub(crate) async fn post(cx: WebCx, typed: Typed) -> Answer {
    let command = read(&typed, cx.app().london());
    let done = match command {
        Ok(command) => report(cx.app(), cx.viewer(), command, None).await,
        Err(wrong) => Err(wrong),
    };
    match done {
        Ok(id) => {
            cx.forget_draft().await;
            let to =
                if cx.may(Action::HandleMistake) { paths::mistake(id) } else { paths::MY_WORK.to_owned() };
            cx.go_saying(to, Said::MistakeReported)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            cx.show_as(errors.status(), &page(&cx, typed.get("person"), &typed, &errors))
        }
    }
}
