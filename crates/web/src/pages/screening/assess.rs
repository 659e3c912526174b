//! What is found, on one page: no answer here changes what is asked next.

use super::audit::one::finding_rows;
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, Card, CheckboxItem, Checkboxes, Html, RadioItem, Radios, SummaryRow, Textarea},
    pages::{
        person::bar,
        plain_form::{Again, PlainForm, options},
        screening::shown::{cards, facts},
    },
    paths, words,
    words::Said,
};
use app::{
    FieldError, Refusal,
    screening::{self, Assess, Assessing},
};
use domain::{
    ids::FirstContactId,
    pathway::{NeedLevel, Pathway},
    screening::{AlcoholScreen, Found, KnownService, RiskToSelf, SevenNeeds, Suitability},
};

/// The fields of a pathway: how large the need is, and its words.
const fn names(pathway: Pathway) -> (&'static str, &'static str) {
    match pathway {
        Pathway::Accommodation => ("need-accommodation", "detail-accommodation"),
        Pathway::Employment => ("need-employment", "detail-employment"),
        Pathway::Health => ("need-health", "detail-health"),
        Pathway::Substance => ("need-substance", "detail-substance"),
        Pathway::Family => ("need-family", "detail-family"),
        Pathway::Finance => ("need-finance", "detail-finance"),
        Pathway::Attitudes => ("need-attitudes", "detail-attitudes"),
    }
}

fn needs(typed: &Typed, check: &mut Check) -> Option<SevenNeeds> {
    let mut found = Vec::new();
    for pathway in Pathway::ALL {
        let (need, detail) = names(*pathway);
        let missing = format!("Select how large the need is: {}", pathway.words().to_lowercase());
        let level = check.code(need, typed.get(need), NeedLevel::from_code, &missing);
        let detail = check.optional_prose(detail, typed.get(detail), "the need in words");
        if let Some(level) = level {
            found.push(Found { pathway: *pathway, level, detail });
        }
    }
    SevenNeeds::new(found).ok()
}

fn risk(typed: &Typed, check: &mut Check) -> Option<RiskToSelf> {
    match typed.get("risk") {
        "none" => Some(RiskToSelf::NoneFound),
        "found" => check
            .prose("risk_words", typed.get("risk_words"), "what the risk is and what to do")
            .map(RiskToSelf::Found),
        text => {
            let code = if text.is_empty() { "required" } else { "unknown" };
            check.wrong("risk", code, "Select whether there is a risk to self: always ask")
        }
    }
}

fn read(contact: FirstContactId, typed: &Typed) -> Result<Assess, Vec<FieldError>> {
    let mut check = Check::default();
    let suitability =
        check.code("suitability", typed.get("suitability"), Suitability::from_code, "Select your judgement");
    let why = check.optional_prose("why", typed.get("why"), "why");
    let needs = needs(typed, &mut check);
    let risk_to_self = risk(typed, &mut check);
    let mut known = Vec::new();
    for code in typed.all("known").filter(|code| !code.is_empty()) {
        known.extend(check.code("known", code, KnownService::from_code, "Select services from the list"));
    }
    let alcohol = check.code(
        "alcohol",
        typed.get("alcohol"),
        AlcoholScreen::from_code,
        "Select what became of the alcohol screen",
    );
    check.done(|| {
        Some(Assess {
            contact,
            suitability: suitability?,
            why,
            needs: needs?,
            risk_to_self: risk_to_self?,
            known,
            alcohol: alcohol?,
        })
    })
}

fn need(pathway: Pathway, again: Again<'_>) -> Html {
    let (level, detail) = names(pathway);
    let items: Vec<RadioItem> = options!(NeedLevel);
    let radios =
        Radios { classes: "govuk-radios--small".into(), ..Radios::new(level, pathway.words(), items) }
            .inline()
            .with_value(again.typed.get(level).to_owned())
            .with_error(again.errors.at(level));
    let words = Textarea {
        rows: "2".into(),
        ..Textarea::new(detail, format!("{}, in words (optional)", pathway.words()))
    }
    .with_value(again.typed.get(detail).to_owned())
    .with_error(again.errors.at(detail));
    Html::join([Html::of(&radios), Html::of(&words)], "\n")
}

fn intro(model: &Assessing) -> Html {
    let person = model.person.person;
    let audit = match &model.audit {
        None => Card {
            more: Some(("Give AUDIT now".into(), paths::audit_new(person).into())),
            ..Card::new("AUDIT", Html::paragraphs("Your agency has given no AUDIT yet."))
        },
        Some(audit) => {
            let mut rows = vec![SummaryRow::new("Given", words::day(audit.day))];
            rows.extend(audit.finding.into_iter().flat_map(finding_rows));
            let more = Some(("This AUDIT".into(), paths::audit(audit.id).into()));
            Card { more, ..Card::new("AUDIT", facts(rows)) }
        }
    };
    let known = if model.involved.is_empty() {
        Html::paragraphs("No agency that you can see.")
    } else {
        facts(model.involved.iter().map(|(one, agency)| SummaryRow::new(one.role.words(), agency.clone())))
    };
    cards([audit, Card::new("At work with the person, as far as you may know", known)])
}

fn page(cx: &WebCx, model: &Assessing, typed: &Typed, errors: &Errors) -> PlainForm {
    let person = model.person.person;
    let mut frame = cx.form_frame(format!("What did you find? {}", model.person.called()), errors, &[]);
    frame.back = Some(BackLink::to(paths::person_assessments(person)));
    let again = Again { typed, errors };
    let found = Html::join(
        [again.prose(
            "risk_words",
            "What is the risk, and what is to be done?",
            "Everybody who works with the person is alerted at once.",
        )],
        "",
    );
    let risk = Radios::new(
        "risk",
        "Risk to self: ask about thoughts of suicide and self-harm",
        [
            RadioItem::new("none", "Asked, and none found"),
            RadioItem::new("found", "There is a risk").reveals(found),
        ],
    )
    .with_value(typed.get("risk").to_owned())
    .with_error(errors.at("risk"));
    let known = Checkboxes::new(
        "known",
        "Which services know the person? (optional)",
        KnownService::ALL.iter().map(|one| CheckboxItem::new(one.code(), one.words())),
    )
    .small()
    .with_values(typed.all("known").map(str::to_owned))
    .with_error(errors.at("known"));
    let mut fields = vec![Html::of(&risk)];
    fields.extend(Pathway::ALL.iter().map(|pathway| need(*pathway, again)));
    fields.extend([
        Html::of(&known),
        again.radios("alcohol", "Alcohol screen", options!(AlcoholScreen)),
        again.radios("suitability", "Is the scheme suitable?", options!(Suitability)),
        again.prose("why", "Why? (optional)", ""),
    ]);
    let glance = &model.glance;
    PlainForm {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        intro: intro(model),
        action: paths::contact_assess(model.contact.id),
        hidden: cx.hidden(&frame, typed, errors),
        fields,
        send: Button::submit("Keep what was found"),
        frame,
    }
}

/// Shows the form.
pub(crate) async fn get(cx: WebCx, Id(contact): Id<FirstContactId>, Query(()): Query<()>) -> Answer {
    let model = screening::assessing(cx.app(), cx.viewer(), contact).await?;
    let draft = cx.draft().await?;
    let kept = draft.is_some().then(|| cx.kept_banner());
    let mut typed = draft.unwrap_or_default();
    if kept.is_none() && model.audit.is_some() {
        typed = typed.with("alcohol", AlcoholScreen::Screened.code());
    }
    let mut page = page(&cx, &model, &typed, &Errors::none());
    page.frame.flash = kept.or(page.frame.flash);
    cx.show(&page)
}

/// Keeps what was found.
pub(crate) async fn post(cx: WebCx, Id(contact): Id<FirstContactId>, typed: Typed) -> Answer {
    let done = match read(contact, &typed) {
        Ok(command) => screening::assess(cx.app(), cx.viewer(), command, cx.once(&typed).as_ref()).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(id) => {
            cx.forget_draft().await;
            cx.go_saying(paths::screening(id), Said::ScreeningKept)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = screening::assessing(cx.app(), cx.viewer(), contact).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}
