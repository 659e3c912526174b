//! Drafting an agreement: between whom, from which template, from when.

use crate::{
    answer::{Answer, WebCx},
    form::{Check, Errors, FieldError, Query, Typed},
    kit::{BackLink, Button, Hint, Html, RadioItem, Select, SelectItem},
    pages::plain_form::{Again, PlainForm},
    paths,
    words::Said,
};
use app::{
    Refusal,
    agreements::{self, BeginDraft, NewSide, Template},
};
use domain::{agency::Agency, ids::AgencyId};

fn page(
    cx: &WebCx,
    (templates, agencies): &(Vec<Template>, Vec<Agency>),
    typed: &Typed,
    errors: &Errors,
) -> PlainForm {
    let mut frame = cx.form_frame("Draft an agreement", errors, &[("starts", "starts-day")]);
    frame.back = Some(BackLink::to(paths::AGREEMENTS));
    let again = Again { typed, errors };
    let usual = templates
        .iter()
        .map(|one| RadioItem {
            hint: Some(Hint::text(one.between.as_str().to_owned())),
            ..RadioItem::new(one.code.clone(), one.name.as_str().to_owned())
        })
        .collect();
    let own = cx.viewer().agency;
    let others = [SelectItem::new("", "Choose an agency")].into_iter().chain(
        agencies
            .iter()
            .filter(|one| one.id != own)
            .map(|one| SelectItem::new(one.id.to_string(), one.name.clone())),
    );
    let other = Select::new("agency", "Which agency is the other party?", others)
        .with_hint("Further parties can be added to the draft.")
        .with_value(typed.get("agency").to_owned())
        .with_error(errors.at("agency"));
    PlainForm {
        bar: None,
        intro: Html::paragraphs(
            "A template is where the two of you begin: every word of it can be changed in the draft.",
        ),
        action: paths::AGREEMENT_NEW.to_owned(),
        hidden: cx.hidden(&frame, typed, errors),
        fields: vec![
            again.radios("template", "What is it about?", usual),
            again.line("title", "Title", "", "20"),
            again.date("starts", "From which day is it to hold?", "For example, 1 4 2027"),
            again.line(
                "signatory",
                "Email address of whoever signs for your agency",
                "Somebody of your agency who signs in here.",
                "20",
            ),
            again.line("contact", "Whom to ask in your agency", "A desk or a post.", "20"),
            again.line("dpo", "Your data protection officer", "", "20"),
            Html::of(&other),
            again.line("their_signatory", "Email address of whoever signs for them", "", "20"),
            again.line("their_contact", "Whom to ask there", "", "20"),
            again.line("their_dpo", "Their data protection officer", "", "20"),
        ],
        send: Button::submit("Begin the draft"),
        frame,
    }
}

fn read(own: AgencyId, typed: &Typed) -> Result<BeginDraft, Vec<FieldError>> {
    let mut check = Check::default();
    let template = typed.get("template").to_owned();
    if template.is_empty() {
        check.wrong::<()>("template", "required", "Select what the agreement is about");
    }
    let title = check.line("title", typed.get("title"), "a title");
    let starts = check.date("starts", &typed.date("starts"), "The day from which it is to hold");
    let signatory = check.email("signatory", typed.get("signatory"));
    let contact = check.line("contact", typed.get("contact"), "whom to ask in your agency");
    let dpo = check.line("dpo", typed.get("dpo"), "your data protection officer");
    let agency = check.id("agency", typed.get("agency"), "Select the other party");
    let their_signatory = check.email("their_signatory", typed.get("their_signatory"));
    let their_contact = check.line("their_contact", typed.get("their_contact"), "whom to ask there");
    let their_dpo = check.line("their_dpo", typed.get("their_dpo"), "their data protection officer");
    check.done(|| {
        let mine = NewSide { agency: own, signatory: signatory?, contact: contact?, dpo: dpo? };
        let theirs = NewSide {
            agency: agency?,
            signatory: their_signatory?,
            contact: their_contact?,
            dpo: their_dpo?,
        };
        Some(BeginDraft { template, title: title?, starts: starts?, sides: vec![mine, theirs] })
    })
}

/// Shows the form.
pub(crate) async fn get(cx: WebCx, Query(()): Query<()>) -> Answer {
    let model = agreements::templates(cx.app(), cx.viewer()).await?;
    let draft = cx.draft().await?;
    cx.show(&page(&cx, &model, &draft.unwrap_or_default(), &Errors::none()))
}

/// Begins the draft.
pub(crate) async fn post(cx: WebCx, typed: Typed) -> Answer {
    let done = match read(cx.viewer().agency, &typed) {
        Ok(command) => agreements::begin(cx.app(), cx.viewer(), command, cx.once(&typed).as_ref()).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(id) => {
            cx.forget_draft().await;
            cx.go_saying(paths::agreement_edit(id), Said::AgreementDrafted)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = agreements::templates(cx.app(), cx.viewer()).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}
