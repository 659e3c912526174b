//! Recording a review meeting, with the change of the pathway that was agreed there, if one was.

use super::one;
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, Checkboxes, Html, Input, Label, RadioItem},
    pages::plain_form::{Again, PlainForm},
    paths, words,
    words::Said,
};
use app::{
    FieldError, Refusal,
    pathways::{AmendPathway, HoldReview, Pathway},
};
use domain::{
    ids::ServiceId,
    protocol::{Definition, Limit, Stage},
    referral::Side,
};
use std::collections::BTreeMap;

/// Fields that are dates, and the input that an error leads to.
const FOCUS: [(&str, &str); 2] = [("on", "on-day"), ("from", "from-day")];

/// The field of a stage's limit.
const fn field(stage: Stage) -> &'static str {
    stage.code()
}

fn limits(model: &Pathway, again: Again<'_>) -> Vec<Html> {
    let Some(protocol) = &model.in_force else { return Vec::new() };
    protocol
        .definition
        .limits()
        .map(|(stage, limit)| {
            let name = field(stage);
            let typed = if again.typed.has(name) {
                again.typed.get(name).to_owned()
            } else {
                limit.working_days.to_string()
            };
            let label =
                format!("{}: working days ({})", stage.words(), one::owner(limit.owner).to_lowercase());
            let input = Input { label: Label::text(label), ..Input::text(name, name) }
                .with_value(typed)
                .with_error(again.errors.at(name))
                .width("govuk-input--width-3")
                .whole_number();
            Html::of(&input)
        })
        .collect()
}

fn rules(model: &Pathway, again: Again<'_>) -> Html {
    let current = model.in_force.as_ref().map(|one| &one.definition);
    let sent = again.typed.has("amend");
    let chosen = [
        ("asking_stops_clock", current.is_some_and(|one| one.asking_stops_clock)),
        ("waiting_list", current.is_some_and(|one| one.waiting_list)),
        ("offers", current.is_some_and(|one| one.offers)),
    ]
    .into_iter()
    .filter(|(name, holds)| if sent { again.typed.all("rules").any(|one| one == *name) } else { *holds })
    .map(|(name, _)| name.to_owned());
    let items = [
        ("asking_stops_clock", "Asking for more information stops the clock"),
        ("waiting_list", "There is a waiting list"),
        ("offers", "Offers of a first appointment are recorded"),
    ]
    .map(|(value, words)| crate::kit::CheckboxItem::new(value, words));
    Html::of(&Checkboxes::new("rules", "What is agreed besides", items).with_values(chosen))
}

fn page(cx: &WebCx, model: &Pathway, typed: &Typed, errors: &Errors) -> PlainForm {
    let id = model.service.id;
    let title = format!("Review the pathway of {}", model.service.name);
    let mut frame = cx.form_frame(title, errors, &FOCUS);
    frame.back = Some(BackLink::to(paths::pathway(id)));
    let again = Again { typed, errors };
    let waiting: Vec<RadioItem> = model
        .reviews
        .iter()
        .rev()
        .filter(|line| line.review.held.is_none())
        .map(|line| RadioItem::new(line.review.due.to_string(), words::day(line.review.due)))
        .collect();
    let mut change = limits(model, again);
    change.push(rules(model, again));
    change.push(again.date("from", "From which day are new referrals under it?", "For example, 14 2 2027"));
    change.push(again.prose("why", "Why is it changed?", ""));
    let items = vec![
        RadioItem::new("no", "Nothing is changed"),
        RadioItem::new("yes", "A new version of the pathway").reveals(Html::join(change, "")),
    ];
    let heading = Html::literal("<h2 class=\"govuk-heading-m\">Figures since the last review</h2>");
    PlainForm {
        bar: None,
        intro: Html::join([heading, one::figures(&model.figures)], ""),
        action: paths::pathway_review(id),
        hidden: frame.csrf_field(),
        fields: vec![
            again.radios("due", "Which meeting was it?", waiting),
            again.date("on", "On which day was it held?", "For example, 14 2 2027"),
            again.prose(
                "words",
                "What was said and decided?",
                "Nothing about any person: this is about the pathway.",
            ),
            again.radios("amend", "Was the pathway changed?", items),
        ],
        send: Button::submit("Record the review"),
        frame,
    }
}

fn definition(typed: &Typed, model: &Pathway, check: &mut Check) -> Option<Definition> {
    let mut limits = BTreeMap::new();
    let current = model.in_force.as_ref()?;
    for (stage, limit) in current.definition.limits() {
        let name = field(stage);
        let text = typed.get(name).trim();
        let days = if text.is_empty() {
            check.wrong(name, "required", format!("Enter working days for “{}”", stage.words()))
        } else {
            check.number(name, text, 1, u32::from(domain::protocol::MOST_DAYS))
        };
        let working_days = u16::try_from(days.unwrap_or(1)).unwrap_or(1);
        let owner: Side = limit.owner;
        limits.insert(stage, Limit { owner, working_days });
    }
    let holds = |rule: &str| typed.all("rules").any(|one| one == rule);
    Definition::new(limits, holds("asking_stops_clock"), holds("waiting_list"), holds("offers")).ok()
}

fn read(id: ServiceId, typed: &Typed, model: &Pathway) -> Result<HoldReview, Vec<FieldError>> {
    let mut check = Check::default();
    let due = check.code("due", typed.get("due"), str::parse, "Select which meeting it was");
    let on = check.date("on", &typed.date("on"), "The day on which it was held");
    let words = check.prose("words", typed.get("words"), "what was said and decided");
    let changed = check.code(
        "amend",
        typed.get("amend"),
        |code| match code {
            "yes" => Ok(true),
            "no" => Ok(false),
            _ => Err(()),
        },
        "Select whether the pathway was changed",
    );
    let amend = if changed == Some(true) {
        let definition = definition(typed, model, &mut check);
        let from = check.date("from", &typed.date("from"), "The day from which it counts");
        let why = check.prose("why", typed.get("why"), "why it is changed");
        definition.zip(from).zip(why).map(|((definition, from), why)| AmendPathway { definition, from, why })
    } else {
        None
    };
    check.done(|| Some(HoldReview { service: id, due: due?, on: on?, words: words?, amend }))
}

/// Shows the form.
pub(crate) async fn get(cx: WebCx, Id(id): Id<ServiceId>, Query(()): Query<()>) -> Answer {
    let model = app::pathways::pathway(cx.app(), cx.viewer(), id).await?;
    let draft = cx.draft().await?;
    cx.show(&page(&cx, &model, &draft.unwrap_or_default(), &Errors::none()))
}

/// Records it.
pub(crate) async fn post(cx: WebCx, Id(id): Id<ServiceId>, typed: Typed) -> Answer {
    let model = app::pathways::pathway(cx.app(), cx.viewer(), id).await?;
    let done = match read(id, &typed, &model) {
        Ok(command) => app::pathways::hold(cx.app(), cx.viewer(), command).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(version) => {
            cx.forget_draft().await;
            let said = if version.is_some() { Said::PathwayAmended } else { Said::ReviewHeld };
            cx.go_saying(paths::pathway(id), said)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}
