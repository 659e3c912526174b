//! The funnel of one's own team: each percentage with the number it is a part of.

use super::shown::{ShownPage, cards};
use crate::{
    answer::{Answer, WebCx},
    form::{Asked, Check, Query, Typed},
    html_safe,
    kit::{Button, Card, Cell, Html, Input, InsetText, Label, Table},
    paths, words,
};
use app::screening::Funnel;
use askama::Template;
use domain::funnel::{Counts, Stage};
use jiff::{ToSpan, civil::Date};

/// Days shown unless others are asked for.
const USUAL: i64 = 90;

/// Which period.
pub(crate) struct Period {
    from: Option<Date>,
    until: Option<Date>,
}

impl Asked for Period {
    const KNOWN: &'static [&'static str] = &["from", "until"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self {
            from: check.iso_date("from", typed.get("from").trim()),
            until: check.iso_date("until", typed.get("until").trim()),
        }
    }
}

/// The form that asks for another period.
#[derive(Template)]
#[template(path = "pages/screening/period.html")]
struct PeriodForm {
    action: &'static str,
    from: Input,
    until: Input,
    show: Button,
}

html_safe!(PeriodForm);

fn period(model: &Funnel) -> Html {
    let field = |name: &'static str, label: &'static str, day: Date| {
        Input { label: Label::text(label).strong(), ..Input::text(name, label) }
            .width("govuk-input--width-10")
            .with_hint("Like 2026-11-24")
            .with_value(day.to_string())
    };
    Html::of(&PeriodForm {
        action: paths::FUNNEL,
        from: field("from", "First day", model.from),
        until: field("until", "Last day", model.until),
        show: Button::submit("Show").secondary(),
    })
}

/// Whom no figure tells of.
const WITHOUT: &str =
    "<p class=\"govuk-body-s\">People to whose records access is limited to others are not counted.</p>";

fn whole(stage: &Stage) -> String {
    let (part, whole) = (words::thousands(stage.share.part), words::thousands(stage.share.whole));
    let assumed = if stage.assumed { " (assumed)" } else { "" };
    format!("{part} of {whole} {}{assumed}", stage.of)
}

fn stages(caption: &'static str, stages: &[Stage]) -> Html {
    let rows = stages
        .iter()
        .map(|stage| vec![stage.words.into(), Cell::number(stage.share.percent()), whole(stage).into()]);
    let head = ["Stage", "Share", "Counted"];
    Html::of(&Table::new(caption, head, rows.collect::<Vec<_>>()).caption_hidden().rows_named().dense())
}

fn counts(counts: &Counts) -> Html {
    let rows = [
        ("First contacts", counts.contacts),
        ("Nobody asked", counts.not_asked),
        ("Refused", counts.refused),
        ("Screened: attendances", counts.screened),
        ("Screened: persons", counts.persons),
    ];
    let rows = rows.map(|(what, count)| vec![what.into(), Cell::number(words::thousands(count))]);
    Html::of(&Table::new("Counts", ["What", "How many"], rows).caption_hidden().rows_named().dense())
}

fn places(model: &Funnel) -> Html {
    let rows = model.lines.iter().map(|line| {
        let c = &line.counts;
        let [screened, refused, not_asked] = c.completeness();
        let share = |stage: &Stage| format!("{} ({})", stage.share.percent(), stage.share.part);
        vec![
            line.place.clone().into(),
            line.setting.words().into(),
            Cell::number(words::thousands(c.contacts)),
            Cell::number(words::thousands(c.screened)),
            Cell::number(words::thousands(c.persons)),
            Cell::number(words::thousands(c.refused)),
            Cell::number(words::thousands(c.not_asked)),
            Cell::number(words::thousands(c.recommended)),
            Cell::number(words::thousands(c.made)),
            share(&screened).into(),
            share(&refused).into(),
            share(&not_asked).into(),
        ]
    });
    let head = [
        "Place",
        "Kind",
        "Contacts",
        "Screened",
        "Persons",
        "Refused",
        "Not asked",
        "Recommended",
        "Made",
        "Alcohol screen completed",
        "Alcohol screen refused",
        "Alcohol screen not asked",
    ];
    let table = Table::new("Place by place", head, rows.collect::<Vec<_>>());
    Html::of(&table.caption_hidden().rows_named().dense())
}

fn body(model: &Funnel) -> Html {
    let total = &model.total;
    let mut shown = vec![
        Card::new("Counted", Html::join([counts(total), Html::literal(WITHOUT)], "\n")),
        Card::new(
            "The funnel",
            Html::join(
                [
                    stages("The funnel", &total.stages()),
                    Html::of(&InsetText::new(
                        "“Assumed” marks a whole that published figures do not name: here it is everybody screened.",
                    )),
                ],
                "\n",
            ),
        ),
        Card::new("How complete the alcohol screen is", stages("Alcohol screen", &total.completeness())),
    ];
    if !model.lines.is_empty() {
        shown.push(Card::new("By court, custody suite and team", places(model)));
    }
    Html::join([period(model), cards(shown)], "\n")
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Query(asked): Query<Period>) -> Answer {
    let until = asked.until.unwrap_or_else(|| cx.app().today());
    let from = asked.from.unwrap_or_else(|| until.saturating_sub(USUAL.days()));
    let model = app::screening::funnel(cx.app(), cx.viewer(), from, until).await?;
    let frame = cx.frame("Funnel of screening");
    let heading = format!("Screening from {} to {}", words::day(model.from), words::day(model.until));
    cx.show(&ShownPage { bar: None, parts: None, heading: heading.into(), body: body(&model), frame })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_percentage_stands_beside_the_number_it_is_a_part_of() {
        let total = Counts {
            contacts: 1993,
            screened: 1993,
            persons: 1534,
            repeat: 459,
            known: 688,
            recommended: 33,
            made: 26,
            ..Counts::default()
        };
        let model = Funnel { from: date(2026, 1, 1), until: date(2026, 12, 31), lines: vec![], total };
        let html = body(&model).to_string();
        for said in [
            "23.0 %",
            "459 of 1,993 attendances screened",
            "688 of 1,993 attendances screened (assumed)",
            "33 of 1,993 attendances screened",
            "78.8 %",
            "26 of 33 recommendations",
            "1,534",
        ] {
            assert!(html.contains(said), "{said} in {html}");
        }
    }
}
