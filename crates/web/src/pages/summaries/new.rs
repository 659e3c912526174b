//! The form of a summary: for whom, for what, and five plain texts. What was typed is kept as answers until the text was
//! looked at.

use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, Details, Html, Label, Select, SelectItem},
    pages::{
        journey::Journey,
        person::bar,
        plain_form::{Again, PlainForm, options},
    },
    paths,
};
use app::{
    FieldError,
    summaries::{self, WriteSummary, Writing},
};
use domain::{
    disclosure_summary::Words,
    ids::{PersonId, RecipientId},
    rehabilitation::Use,
};

/// The fields, as the answers keep them.
pub(super) const FIELDS: [&str; 10] = [
    "recipient",
    "opportunity",
    "purpose",
    "used_for",
    "explanation",
    "risk",
    "support",
    "progress",
    "contact",
    "reach",
];

/// Reads the answers.
pub(super) fn read(person: PersonId, typed: &Typed) -> Result<WriteSummary, Vec<FieldError>> {
    let mut check = Check::default();
    let recipient =
        check.id::<RecipientId>("recipient", typed.get("recipient"), "Select a body from the list");
    let opportunity = check.line("opportunity", typed.get("opportunity"), "what it is about");
    let purpose = check.line("purpose", typed.get("purpose"), "why they need to know");
    let used_for = check.code(
        "used_for",
        typed.get("used_for"),
        Use::from_code,
        "Select whether an exception may apply",
    );
    let explanation = check.prose("explanation", typed.get("explanation"), "what the record means");
    let risk = check.prose("risk", typed.get("risk"), "what follows for this role");
    let support = check.prose("support", typed.get("support"), "what support is in place");
    let progress = check.prose("progress", typed.get("progress"), "the progress made");
    let contact = check.line("contact", typed.get("contact"), "whom to ask");
    let reach = check.line("reach", typed.get("reach"), "how to reach them");
    check.done(|| {
        Some(WriteSummary {
            person,
            recipient: recipient?,
            opportunity: opportunity?,
            purpose: purpose?,
            used_for: used_for?,
            words: Words {
                explanation: explanation?,
                risk: risk?,
                support: support?,
                progress: progress?,
                contact: contact?,
                reach: reach?,
            },
        })
    })
}

/// What each kind of body needs to know about risk and support, as the templates ask it.
fn prompts(model: &Writing) -> Html {
    let asked = model
        .templates
        .iter()
        .map(|template| format!("{}. {} {}", template.kind, template.risk_prompt, template.support_prompt));
    let said = asked.collect::<Vec<_>>().join("\n\n");
    Html::of(&Details::new("What to write for which kind of body", Html::paragraphs(&said)))
}

pub(super) fn page(cx: &WebCx, model: &Writing, typed: &Typed, errors: &Errors) -> PlainForm {
    let person = model.person.person;
    let mut frame = cx.form_frame("Write a summary", errors, &[]);
    frame.back = Some(BackLink::to(paths::person_summaries(person)));
    let again = Again { typed, errors };
    let mut bodies = vec![SelectItem::new("", "Select")];
    bodies.extend(
        model
            .recipients
            .iter()
            .map(|one| SelectItem::new(one.id.to_string(), format!("{} ({})", one.name, one.kind))),
    );
    let recipient =
        Select { label: Label::text("For whom?").strong(), ..Select::new("recipient", "For whom?", bodies) }
            .with_value(typed.get("recipient").to_owned())
            .with_error(errors.at("recipient"))
            .with_hint("Bodies that have agreed to keep summaries confidential and to destroy them.");
    let add = Html::join(
        [
            Html::literal("<p class=\"govuk-body\">"),
            Html::link(paths::RECIPIENTS, "Bodies that we work with, and how to add one"),
            Html::literal("</p>"),
        ],
        "",
    );
    let never = "No health, no addresses, no victims or witnesses, no codes or words of ours.";
    let glance = &model.glance;
    PlainForm {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        intro: Html::join([add, prompts(model)], "\n"),
        action: paths::summary_new(person),
        hidden: frame.csrf_field(),
        fields: vec![
            Html::of(&recipient),
            again.line(
                "opportunity",
                "For what?",
                "The post with its hours, the tenancy, the course, the role.",
                "",
            ),
            again.line(
                "purpose",
                "Why do they need to know?",
                "For example: to decide on the application.",
                "",
            ),
            again.radios("used_for", "May an exception apply?", options!(Use)),
            again.prose("explanation", "What does the record mean, in plain words?", never),
            again.prose("risk", "What follows for this role or tenancy?", never),
            again.prose("support", "What support is in place?", never),
            again.prose("progress", "What progress has been made?", never),
            again.line("contact", "Whom can they ask? A name", "", "govuk-input--width-20"),
            again.line(
                "reach",
                "How to reach them",
                "A telephone number or an email address.",
                "govuk-input--width-20",
            ),
        ],
        send: Button::submit("Look at the text"),
        frame,
    }
}

/// Shows the form with the answers so far.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = summaries::writing(cx.app(), cx.viewer(), person).await?;
    let journey = Journey::of(&cx, &paths::summary_new(person)).await?;
    cx.show(&page(&cx, &model, &journey.answers(), &Errors::none()))
}

/// Keeps the answers, and goes on to the text where there is one.
pub(crate) async fn post(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    let done = match read(person, &typed) {
        Ok(command) => summaries::preview(cx.app(), cx.viewer(), &command).await.map(drop),
        Err(wrong) => Err(app::Refusal::Invalid(wrong)),
    };
    match done {
        Ok(()) => {
            let mut journey = Journey::of(&cx, &paths::summary_new(person)).await?;
            journey.keep(&cx, &FIELDS, &typed).await?;
            cx.go(paths::summary_preview(person))
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = summaries::writing(cx.app(), cx.viewer(), person).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}
