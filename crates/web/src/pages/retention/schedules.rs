//! How long the agency keeps records, and the form that sets a period of its own.

use crate::{
    answer::{Answer, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, Cell, Html, Table, Tag, Tone},
    pages::{
        plain_form::{Again, PlainForm, options},
        screening::shown::ShownPage,
    },
    paths, words,
    words::Said,
};
use app::{
    Refusal,
    retention::{SetSchedule, schedules, set_schedule},
};
use domain::retention::{AfterPeriod, CountsFrom, RecordKind, Schedule};
use gate::Action;

fn table(rows: &[Schedule]) -> Html {
    if rows.is_empty() {
        return Html::literal("<p class=\"govuk-body\">No schedule counts for your agency.</p>");
    }
    let rows = rows.iter().map(|row| {
        let until = row.until.map_or_else(|| "–".to_owned(), words::day);
        let source = if row.from_memory {
            let memory = Html::of(&Tag::new("From memory", Tone::Soon));
            Html::join([Html::paragraphs(row.source.as_str()), memory], " ").into()
        } else {
            Cell::from(row.source.to_string())
        };
        vec![
            Cell::from(row.record.words()),
            super::kept_for(row.months).into(),
            row.counts_from.words().into(),
            row.action.words().into(),
            Cell::unbroken(words::day(row.from)),
            Cell::unbroken(until),
            source,
            if row.agency.is_some() { "Your agency’s own" } else { "For its kind" }.into(),
        ]
    });
    let head = ["Records", "Kept", "Counted from", "Then", "From", "Until", "Written in", "Whose"];
    Html::of(&Table::new("How long records are kept", head, rows).caption_hidden().dense())
}

/// Above the form.
const OWN: &str = "<h2 class=\"govuk-heading-m\">Set a period of your agency’s own</h2>";

fn page(cx: &WebCx, rows: &[Schedule], typed: &Typed, errors: &Errors) -> PlainForm {
    let mut frame = cx.form_frame("How long records are kept", errors, &[("from", "from-day")]);
    frame.back = Some(BackLink::to(paths::RETENTION));
    let again = Again { typed, errors };
    let note = Html::paragraphs(
        "Of several periods the longest counts. A period of your agency’s own takes the place of the one for \
                                 its kind, for the same records and the same day to count from.",
    );
    PlainForm {
        bar: None,
        intro: Html::join([table(rows), note, Html::literal(OWN)], "\n"),
        action: paths::RETENTION_SCHEDULES.to_owned(),
        hidden: cx.hidden(&frame, typed, errors),
        fields: vec![
            again.radios("record", "Which records?", options!(RecordKind)),
            again.radios("counts_from", "Counted from when?", options!(CountsFrom)),
            again.line("months", "For how many months?", "", "govuk-input--width-4"),
            again.radios("action", "What follows then?", options!(AfterPeriod)),
            again.date("from", "From which day on?", "Today or later."),
            again.line("source", "Where is it written?", "", ""),
        ],
        send: Button::submit("Set it"),
        frame,
    }
}

/// Shows the page; with the form where the reader may set a period.
pub(crate) async fn get(cx: WebCx, Query(()): Query<()>) -> Answer {
    let rows = schedules(cx.app(), cx.viewer()).await?;
    if cx.may(Action::SetRetention) {
        let typed = cx.draft().await?.unwrap_or_default();
        return cx.show(&page(&cx, &rows, &typed, &Errors::none()));
    }
    let mut frame = cx.frame("How long records are kept");
    frame.back = Some(BackLink::to(paths::RETENTION));
    let heading = "How long records are kept".into();
    cx.show(&ShownPage { bar: None, parts: None, heading, body: table(&rows), frame })
}

/// Sets a period.
pub(crate) async fn post(cx: WebCx, typed: Typed) -> Answer {
    let mut check = Check::default();
    let record = check.code("record", typed.get("record"), RecordKind::from_code, "Select which records");
    let counts = check.code(
        "counts_from",
        typed.get("counts_from"),
        CountsFrom::from_code,
        "Select a day to count from",
    );
    let months =
        check.code("months", typed.get("months").trim(), str::parse::<u16>, "Enter a number of months");
    let action = check.code("action", typed.get("action"), AfterPeriod::from_code, "Select what follows");
    let from = check.date("from", &typed.date("from"), "The first day");
    let source = check.line("source", typed.get("source"), "where it is written");
    let command = check.done(|| {
        Some(SetSchedule {
            record: record?,
            counts_from: counts?,
            months: months?,
            action: action?,
            from: from?,
            source: source?,
        })
    });
    let done = match command {
        Ok(command) => set_schedule(cx.app(), cx.viewer(), command).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(_) => {
            cx.forget_draft().await;
            cx.go_saying(paths::RETENTION_SCHEDULES, Said::ScheduleSet)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let rows = schedules(cx.app(), cx.viewer()).await?;
            cx.show_as(errors.status(), &page(&cx, &rows, &typed, &errors))
        }
    }
}
