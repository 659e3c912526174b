//! Bodies outside the system with which the agency has a relationship of trust: the list, and adding one.

use crate::{
    answer::{Answer, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, Cell, Html, InsetText, Table},
    pages::{
        plain_form::{Again, PlainForm, options},
        screening::shown::ShownPage,
    },
    paths, words,
    words::Said,
};
use app::{
    Refusal,
    summaries::{NewRecipient, add_recipient, recipients},
};
use domain::disclosure_summary::{Recipient, RecipientKind};

fn row(one: &Recipient) -> Vec<Cell> {
    vec![
        one.name.to_string().into(),
        one.kind.words().into(),
        one.contact.to_string().into(),
        format!("{}, {}", words::day(one.agreed_on), one.agreed_by).into(),
    ]
}

/// Shows the list.
pub(crate) async fn get(cx: WebCx, Query(()): Query<()>) -> Answer {
    let found = recipients(cx.app(), cx.viewer()).await?;
    let frame = cx.frame("Employers, landlords and others");
    let note = InsetText::new(
        "A summary goes only to a body that has agreed to keep it confidential and to destroy it by its last day.",
    );
    let new = Html::of(&Button::link("Add a body", paths::RECIPIENT_NEW));
    let rules = Html::link(paths::SUMMARY_RULES, "Rules of summaries");
    let rules = Html::join([Html::literal("<p class=\"govuk-body\">"), rules, Html::literal("</p>")], "");
    let list = if found.is_empty() {
        Html::paragraphs("None is recorded yet.")
    } else {
        let head = ["Name", "What it is", "Letters go to", "Agreed"];
        let table = Table::new("Bodies that your agency works with", head, found.iter().map(row));
        Html::of(&table.caption_hidden().dense())
    };
    cx.show(&ShownPage {
        bar: None,
        parts: None,
        heading: "Employers, landlords and others".into(),
        body: Html::join([Html::of(&note), new, list, rules], "\n"),
        frame,
    })
}

fn page(cx: &WebCx, typed: &Typed, errors: &Errors) -> PlainForm {
    let mut frame =
        cx.form_frame("Add a body that summaries may go to", errors, &[("agreed_on", "agreed_on-day")]);
    frame.back = Some(BackLink::to(paths::RECIPIENTS));
    let again = Again { typed, errors };
    PlainForm {
        bar: None,
        intro: Html::default(),
        action: paths::RECIPIENT_NEW.to_owned(),
        hidden: cx.hidden(&frame, typed, errors),
        fields: vec![
            again.radios("kind", "What is it?", options!(RecipientKind)),
            again.line("name", "Its name", "", "govuk-input--width-20"),
            again.line(
                "contact",
                "To whom there do letters go?",
                "A name, or a post.",
                "govuk-input--width-20",
            ),
            again.prose("address", "Where to?", "The address on the letter."),
            again.date(
                "agreed_on",
                "When did they agree to keep summaries confidential and to destroy them?",
                "",
            ),
            again.line("agreed_by", "Who agreed for them?", "", "govuk-input--width-20"),
        ],
        send: Button::submit("Add"),
        frame,
    }
}

/// Shows the form.
pub(crate) async fn new(cx: WebCx, Query(()): Query<()>) -> Answer {
    let typed = cx.draft().await?.unwrap_or_default();
    cx.show(&page(&cx, &typed, &Errors::none()))
}

/// Writes the relationship down.
pub(crate) async fn add(cx: WebCx, typed: Typed) -> Answer {
    let mut check = Check::default();
    let kind = check.code("kind", typed.get("kind"), RecipientKind::from_code, "Select what it is");
    let name = check.line("name", typed.get("name"), "its name");
    let contact = check.line("contact", typed.get("contact"), "to whom letters go");
    let address = check.prose("address", typed.get("address"), "the address");
    let agreed_on = check.date("agreed_on", &typed.date("agreed_on"), "The day they agreed");
    let agreed_by = check.line("agreed_by", typed.get("agreed_by"), "who agreed");
    let new = check.done(|| {
        Some(NewRecipient {
            kind: kind?,
            name: name?,
            contact: contact?,
            address: address?,
            agreed_on: agreed_on?,
            agreed_by: agreed_by?,
        })
    });
    let done = match new {
        Ok(new) => add_recipient(cx.app(), cx.viewer(), new, cx.once(&typed).as_ref()).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(_) => {
            cx.forget_draft().await;
            cx.go_saying(paths::RECIPIENTS, Said::RecipientAdded)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            cx.show_as(errors.status(), &page(&cx, &typed, &errors))
        }
    }
}
