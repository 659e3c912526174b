//! A person's consents: what was asked, what was answered, and taking one back.

use super::{
    shown::{ShownPage, cards, facts},
    taken,
};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    html_safe,
    kit::{BackLink, Button, Card, CheckboxItem, Checkboxes, Html, RadioItem, Radios, SummaryRow, Tag, Tone},
    pages::{
        person::bar,
        plain_form::{Again, PlainForm, seen_field},
    },
    paths, words,
    words::Said,
};
use app::{
    FieldError, Refusal,
    people::Who,
    screening::{self, AskConsent, ConsentLine, ConsentsPart},
};
use askama::Template;
use domain::{
    consent::{ConsentFact, ConsentState, ConsentTo},
    ids::{AgencyId, ConsentId, PersonId},
    section::Section,
    service::Service,
};
use gate::Action;

/// The button that takes a consent back.
#[derive(Template)]
#[template(path = "pages/screening/withdraw.html")]
struct Withdraw {
    action: String,
    hidden: Html,
    button: Button,
}

html_safe!(Withdraw);

fn state_tag(line: &ConsentLine) -> Tag {
    let state = line.consent.state();
    let (words, tone) = match state {
        ConsentState::Given if line.holds => (state.words(), Tone::Good),
        ConsentState::Given => ("Past its last day", Tone::Soon),
        ConsentState::Refused | ConsentState::Withdrawn => (state.words(), Tone::Late),
        ConsentState::NotAsked | ConsentState::Asked => (state.words(), Tone::Quiet),
    };
    Tag::new(words, tone)
}

fn card(line: &ConsentLine, model: &ConsentsPart, cx: &WebCx, csrf: &Html) -> Card {
    let (consent, asking) = (&line.consent, &line.consent.asking);
    let sections: Vec<&str> = asking.sections.iter().map(|section| section.words()).collect();
    let recipients: Vec<String> =
        asking.recipients.iter().map(|agency| model.names.agency(*agency)).collect();
    let mut rows = vec![
        SummaryRow::html("State", Html::of(&state_tag(line))),
        SummaryRow::new("What for", asking.purpose.to_string()),
        SummaryRow::new("Asked by", model.names.agency(asking.holder)),
    ];
    if !sections.is_empty() {
        rows.push(SummaryRow::new("Which parts", sections.join(", ")));
    }
    if !recipients.is_empty() {
        rows.push(SummaryRow::new("Towards", recipients.join(", ")));
    }
    for (stamp, fact) in consent.facts() {
        let day = words::moment(stamp.at, cx.app().london());
        let said = match fact {
            ConsentFact::Given(taken) => {
                let until = taken.until.map(|day| format!(", until {}", words::day(day))).unwrap_or_default();
                format!("{day} ({}, {}{until})", taken.manner.words().to_lowercase(), taken.language)
            }
            _ => day,
        };
        rows.push(SummaryRow::new(said_of(fact), said));
    }
    let mut pieces = vec![facts(rows)];
    if model.may_record && consent.state() == ConsentState::Given {
        let withdraw = Withdraw {
            action: paths::consent_withdraw(asking.id),
            hidden: Html::join([csrf.clone(), seen_field(consent.version())], ""),
            button: Button::submit("Record that it was taken back").secondary(),
        };
        pieces.push(Html::of(&withdraw));
    }
    Card::new(asking.to.words(), Html::join(pieces, "\n"))
}

const fn said_of(fact: &ConsentFact) -> &'static str {
    match fact {
        ConsentFact::Asked => "Asked",
        ConsentFact::Given(_) => "Given",
        ConsentFact::Refused => "Refused",
        ConsentFact::Withdrawn(_) => "Taken back",
    }
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = screening::consents(cx.app(), cx.viewer(), person).await?;
    let mut frame = cx.frame(format!("Consents: {}", model.person.called()));
    let assessments = paths::person_assessments(person);
    frame.back = Some(BackLink { text: "Assessments".into(), ..BackLink::to(assessments) });
    let csrf = frame.csrf_field();
    let shown = cards(model.consents.iter().map(|line| card(line, &model, &cx, &csrf)));
    let none = model.consents.is_empty().then(|| Html::paragraphs("No consent that you can see."));
    let new = model
        .may_record
        .then(|| Html::of(&Button::link("Record a consent or a refusal", paths::consent_new(person))));
    let pieces = [new, none, Some(shown)];
    let glance = &model.glance;
    cx.show(&ShownPage {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        parts: None,
        heading: "Consents".into(),
        body: Html::join(pieces.into_iter().flatten(), "\n"),
        frame,
    })
}

fn read(person: PersonId, typed: &Typed) -> Result<AskConsent, Vec<FieldError>> {
    let mut check = Check::default();
    let to = check.code(
        "to",
        typed.get("to"),
        |code| {
            ConsentTo::from_code(code)
                .ok()
                .filter(|to| matches!(to, ConsentTo::Sharing | ConsentTo::Contact))
                .ok_or(())
        },
        "Select what was asked",
    );
    let purpose = check.line("purpose", typed.get("purpose"), "what it is for");
    let mut sections: Vec<Section> = Vec::new();
    for code in typed.all("sections").filter(|code| !code.is_empty()) {
        sections.extend(check.code("sections", code, Section::from_code, "Select parts from the list"));
    }
    let mut recipients: Vec<AgencyId> = Vec::new();
    for id in typed.all("recipients").filter(|id| !id.is_empty()) {
        recipients.extend(check.id::<AgencyId>("recipients", id, "Select agencies from the list"));
    }
    let answer = match typed.get("answer") {
        "yes" => taken::read(typed, &mut check).map(Some),
        "no" => Some(None),
        text => {
            let code = if text.is_empty() { "required" } else { "unknown" };
            check.wrong("answer", code, "Select what the person answered")
        }
    };
    check.done(|| {
        Some(AskConsent { person, to: to?, purpose: purpose?, sections, recipients, answer: answer? })
    })
}

fn boxes(name: &'static str, legend: &'static str, items: Vec<CheckboxItem>, again: Again<'_>) -> Html {
    Html::of(
        &Checkboxes::new(name, legend, items)
            .small()
            .with_values(again.typed.all(name).map(str::to_owned))
            .with_error(again.errors.at(name)),
    )
}

fn page(cx: &WebCx, model: &Who, services: &[Service], typed: &Typed, errors: &Errors) -> PlainForm {
    let person = model.person.person;
    let title = format!("What did you ask {}?", model.person.called());
    let mut frame = cx.form_frame(title, errors, &[("until", "until-day")]);
    frame.back = Some(BackLink::to(paths::person_consents(person)));
    let again = Again { typed, errors };
    let to =
        [ConsentTo::Sharing, ConsentTo::Contact].map(|to| RadioItem::new(to.code(), to.words())).to_vec();
    let sections = Section::ALL.iter().map(|one| CheckboxItem::new(one.code(), one.words())).collect();
    let mut agencies: Vec<(String, AgencyId)> =
        services.iter().map(|service| (service.agency_name.clone(), service.agency)).collect();
    agencies.sort();
    agencies.dedup();
    let agencies = agencies.into_iter().map(|(name, id)| CheckboxItem::new(id.to_string(), name)).collect();
    let answer = Radios::new(
        "answer",
        "What did they answer?",
        [
            RadioItem::new("yes", "Yes").reveals(taken::fields(again)),
            RadioItem::new("no", "No").hinted("A refusal brings no consequences"),
        ],
    )
    .with_value(typed.get("answer").to_owned())
    .with_error(errors.at("answer"));
    let glance = &model.glance;
    PlainForm {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        intro: Html::paragraphs(
            "Willingness to comply with a requirement of the court is another record: see the order.",
        ),
        action: paths::consent_new(person),
        hidden: cx.hidden(&frame, typed, errors),
        fields: vec![
            again.radios("to", "What did you ask for?", to),
            again.line("purpose", "What for, in the words you said?", "", ""),
            boxes("sections", "Which parts of the record? (optional)", sections, again),
            boxes("recipients", "Towards which agencies? (optional)", agencies, again),
            Html::of(&answer),
        ],
        send: Button::submit("Keep the answer"),
        frame,
    }
}

async fn who(cx: &WebCx, person: PersonId) -> Result<(Who, Vec<Service>), Refusal> {
    let who = app::people::who(cx.app(), cx.viewer(), person, Action::RecordConsent).await?;
    Ok((who, app::referrals::services(cx.app(), cx.viewer()).await?))
}

/// Shows the form.
pub(crate) async fn new(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let (model, services) = who(&cx, person).await?;
    let draft = cx.draft().await?;
    let kept = draft.is_some().then(|| cx.kept_banner());
    let typed = draft.unwrap_or_else(|| Typed::default().with("language", "English"));
    let mut page = page(&cx, &model, &services, &typed, &Errors::none());
    page.frame.flash = kept.or(page.frame.flash);
    cx.show(&page)
}

/// Keeps the answer.
pub(crate) async fn record(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    let done = match read(person, &typed) {
        Ok(command) => screening::ask_consent(cx.app(), cx.viewer(), command, cx.once(&typed).as_ref()).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(_) => {
            cx.forget_draft().await;
            cx.go_saying(paths::person_consents(person), Said::ConsentKept)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let (model, services) = who(&cx, person).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &services, &typed, &errors))
        }
    }
}

/// Records that a consent was taken back, and shows the person's consents as they are now, whoever was first.
pub(crate) async fn withdraw(cx: WebCx, Id(id): Id<ConsentId>, typed: Typed) -> Answer {
    let seen = typed.get("seen").parse().unwrap_or_default();
    let person = screening::consent_of(cx.app(), cx.viewer(), id).await?;
    match screening::withdraw_consent(cx.app(), cx.viewer(), id, seen).await {
        Ok(_) => cx.go_saying(paths::person_consents(person), Said::ConsentWithdrawn),
        Err(Refusal::Stale { .. } | Refusal::Invalid(_)) => cx.go(paths::person_consents(person)),
        Err(refusal) => Err(refusal.into()),
    }
}
